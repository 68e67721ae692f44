//! Why a search is not answered.

use kernel::{Overflow, Stop};

/// Why a search is not answered.
#[derive(Debug)]
pub enum Fault {
    /// The area is not as the records are: it was never loaded, or was another process's and is being loaded again.
    /// Ask again in a moment.
    Behind,
    /// What pricing it came to.
    Stop(Stop),
}

impl From<Stop> for Fault {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Overflow> for Fault {
    fn from(overflow: Overflow) -> Self {
        Self::Stop(overflow.into())
    }
}
