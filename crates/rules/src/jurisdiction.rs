//! Places of law: countries, states and districts, each with its currency, zone and parent.

use kernel::Dialing;
use serde::{Deserialize, Serialize};

/// The folder and code of rules that hold everywhere the concession does.
pub const CONCESSION: &str = "concession";

/// A currency as a place declares it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// The three-letter code.
    pub code: String,
    /// How many decimal digits its minor unit has, 0 to 4.
    pub exponent: u8,
}

/// A place whose law applies to work done there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Jurisdiction {
    /// The ISO 3166-2 code, with further parts for smaller areas; also the name of its folder.
    pub code: String,
    /// Its name.
    pub title: String,
    /// The code of the place around it, if any.
    pub parent: Option<String>,
    /// What is paid with there.
    pub currency: Currency,
    /// How telephone numbers are written there; without it, every number has to name its country.
    pub dialing: Option<Dialing>,
    /// The IANA time zone, such as `America/Los_Angeles`.
    pub zone: String,
    /// The language that pages use unless a person chose another.
    pub locale: String,
    /// Itself, then each place around it, and `concession` last: the codes whose rules apply here.
    pub chain: Vec<String>,
}
