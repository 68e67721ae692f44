//! What holds in a book for as long as it is there.

use super::entry::Price;

/// How a book trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Each order meets what rests when it comes.
    Continuous,
    /// Orders are collected, and trade together at one price when they are called.
    Collecting,
}

/// The terms of a book. Ratios are in hundredths of a percent; 10,000 is the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The least that an order is for, in units. A fill may leave less of it.
    pub quantity_min: u32,
    /// How far from the reference a limit may be. The reference is the mean price of the last twenty trades, by quantity.
    pub band_bp: u16,
    /// How far from the best price an order without limit trades.
    pub protection_bp: u16,
    /// How far the price may move within [`Terms::window`].
    pub halt_bp: u16,
    /// Within which time, in microseconds.
    pub window: u64,
    /// For how long no orders are taken after it would have moved further, in microseconds.
    pub halt: u64,
    /// The reference while nothing was traded; none when nobody knows one, and then there is no band.
    pub reference: Price,
    /// How it begins.
    pub phase: Phase,
}

impl Terms {
    /// Those of every book: a band of 20 %, a protection of 5 %, a halt of five minutes for more than 10 % in five minutes.
    pub const USUAL: Self = Self {
        quantity_min: 1,
        band_bp: 2_000,
        protection_bp: 500,
        halt_bp: 1_000,
        window: 300_000_000,
        halt: 300_000_000,
        reference: Price::NONE,
        phase: Phase::Continuous,
    };
}
