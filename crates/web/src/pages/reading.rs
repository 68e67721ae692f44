//! A form as it is read, field by field: it says all that is wrong with it at once.

use jiff::civil::Date;

use super::fault::Fault;
use super::fields;
use super::visit::Visit;
use crate::components::{FieldError, Typed};
use crate::i18n::Text;
use crate::t;

/// What was typed, with what of it could not be read so far.
pub(super) struct Reading<'a> {
    visit: &'a Visit,
    typed: &'a Typed,
    wrong: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    /// Nothing was read yet.
    pub(super) fn of(visit: &'a Visit, typed: &'a Typed) -> Self {
        Self { visit, typed, wrong: Vec::new() }
    }

    /// What stands in a field; where that cannot be read, what to do about it is kept.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
        wrong: impl FnOnce(&Visit) -> Text,
    ) -> Option<T> {
        let value = read(self.typed.value(name));
        if value.is_none() {
            self.fault(name, wrong(self.visit));
        }
        value
    }

    /// Keeps what is wrong with a field.
    pub(super) fn fault(&mut self, name: &str, text: Text) {
        self.wrong.push(FieldError::new(name, text));
    }

    /// Whether everything could be read so far.
    pub(super) fn is_right(&self) -> bool {
        self.wrong.is_empty()
    }

    /// A day.
    pub(super) fn day(&mut self, name: &str) -> Option<Date> {
        self.read(name, fields::day, |visit| t!(visit, "search-date-wrong"))
    }

    /// A time of day, in minutes after midnight.
    pub(super) fn minute(&mut self, name: &str) -> Option<i64> {
        self.read(name, fields::minute_of_day, |visit| t!(visit, "search-from-wrong"))
    }

    /// A number of so many decimals, in units of the last one.
    pub(super) fn number(&mut self, name: &str, decimals: u32) -> Option<i64> {
        let loc = self.visit.loc;
        self.read(name, |text| fields::decimal(loc, text, decimals), |visit| t!(visit, "rule-number-wrong"))
    }

    /// An amount of a currency of so many decimals, in minor units.
    pub(super) fn money(&mut self, name: &str, decimals: u32) -> Option<i64> {
        let loc = self.visit.loc;
        self.read(name, |text| fields::decimal(loc, text, decimals), |visit| t!(visit, "rule-money-wrong"))
    }

    /// What was made of the fields, if all of them could be read.
    ///
    /// # Errors
    /// Every field that could not.
    pub(super) fn judged<T>(self, made: Option<T>) -> Result<T, Fault> {
        made.filter(|_| self.wrong.is_empty()).ok_or(Fault::Fields(self.wrong))
    }
}
