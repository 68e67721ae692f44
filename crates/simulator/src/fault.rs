//! What a simulated market does that it must not.

use std::fmt;

kernel::words! {
    /// Which of them is broken.
    pub enum Invariant {
        /// Whatever was answered is there.
        NothingLost = "nothing is lost",
        /// Whatever was asked for twice, fired twice or delivered twice happens once.
        NothingDoubled = "nothing is doubled",
        /// Money is conserved, balances are their transfers, escrow is what open parts hold.
        MoneyBalances = "money balances",
        /// A trade is what its parts make it, and somebody or something has the next step.
        TradesGoOn = "trades go on",
        /// What is taken is what parts take, once.
        NothingSoldTwice = "nothing is sold twice",
        /// A live trade has its one timer.
        TimersStand = "timers stand",
        /// Time alone ends every trade.
        EverythingEnds = "everything ends",
        /// No command that makes sense fails by a fault of ours, and nothing goes wrong without a cause.
        NothingFails = "nothing fails",
    }
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which.
    pub invariant: Invariant,
    /// In what, in words for an engineer.
    pub what: String,
}

impl Fault {
    pub(crate) fn of(invariant: Invariant, what: impl Into<String>) -> Self {
        Self { invariant, what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is broken: {}", self.invariant.word(), self.what)
    }
}
