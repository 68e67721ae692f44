//! What can be amiss with a form that was sent: fields that do not fit, which come back in it, or anything else, which is
//! a page of its own.

use super::visit::Visit;
use crate::components::FieldError;
use crate::error::{AppError, Invalid};
use crate::i18n::Text;

/// Why a form is not taken.
pub(super) enum Fault {
    /// The fields that do not fit.
    Fields(Vec<FieldError>),
    /// Anything else.
    Other(AppError),
}

impl Fault {
    /// One field that does not fit, and what to do about it.
    pub(super) fn field(name: &str, text: Text) -> Self {
        Self::Fields(vec![FieldError::new(name, text)])
    }

    /// What to say where there is no form to fill in again: a button says nothing that could be wrong.
    pub(super) fn of_button(self) -> AppError {
        match self {
            Self::Fields(_) => AppError::invalid("step", "invalid-step"),
            Self::Other(error) => error,
        }
    }

    /// What to say in the form; of a refusal as a whole, beside the field `first`.
    ///
    /// # Errors
    /// What no form can say.
    pub(super) fn at(self, visit: &Visit, first: &str) -> Result<Vec<FieldError>, AppError> {
        match self {
            Self::Fields(wrong) => Ok(wrong),
            Self::Other(AppError::Invalid(fields)) => {
                let wrong =
                    |wrong: &Invalid| FieldError::new(wrong.field.as_str(), visit.reader().invalid(wrong));
                Ok(fields.iter().map(wrong).collect())
            }
            Self::Other(error @ AppError::Refused { .. }) => {
                Ok(vec![FieldError::new(first, visit.reader().error(&error))])
            }
            Self::Other(error) => Err(error),
        }
    }
}

impl<E: Into<AppError>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}
