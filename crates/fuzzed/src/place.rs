//! The habits of the place in which what is fuzzed is read.

use kernel::Dialing;
use web::act::Customs;

/// A market in the United States.
pub(crate) struct Place;

impl Customs for Place {
    fn dialing(&self) -> Option<&Dialing> {
        Some(&crate::words::DIALING)
    }

    fn decimals(&self, currency: &str) -> Option<u8> {
        match currency {
            "USD" => Some(2),
            "JPY" => Some(0),
            _ => None,
        }
    }
}
