//! Events: what came of an entry, in the order in which it came about.

use super::entry::{NotAnEntry, Price, Reader};

/// How many bytes an event is packed in.
pub const EVENT_BYTES: usize = 24;

/// What came of an entry. Orders are named by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Two orders traded.
    Filled {
        /// The one that came; in a call, the bid.
        taker: u64,
        /// The one that rested; in a call, the ask.
        maker: u64,
        /// At which price.
        price: Price,
        /// How many lots.
        quantity: u32,
    },
    /// What is left of an order rests.
    Rested {
        /// Which.
        number: u64,
        /// How many lots.
        quantity: u32,
    },
    /// An order ended before it was filled, or an entry was not taken at all.
    Ended {
        /// Which.
        number: u64,
        /// How many lots of it were left.
        quantity: u32,
        /// Why.
        why: Why,
    },
    /// No orders are taken until then.
    Halted {
        /// Until when, in microseconds.
        until: u64,
    },
    /// What a user took back.
    Withdrawn {
        /// Whose: their number in the book.
        user: u32,
        /// So much to bid with, in ticks times lots.
        value: u64,
        /// So many lots to ask with.
        quantity: u32,
    },
}

/// Why an order ended before it was filled, or was never taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Its user took it back.
    Cancelled,
    /// Its time was over.
    Expired,
    /// It had to trade at once, and there was no more to trade with.
    NoMore,
    /// It had to be filled whole, and there was not enough.
    NotWhole,
    /// It met an order of the same user.
    OwnOrder,
    /// It would have moved the price too far.
    TooFar,
    /// Not taken: no orders are taken for now.
    Halted,
    /// Not taken: too few lots, no such price, a time that is over, or a kind that is not taken in this phase.
    BadOrder,
    /// Not taken: priced too far from what was traded lately.
    OutOfBand,
    /// Not taken: it would have traded at once.
    WouldTrade,
    /// Not taken: the user's allowance does not cover it.
    NotCovered,
    /// Not taken: there is no such order of this user.
    NoSuchOrder,
}

const REASONS: [Why; 12] = [
    Why::Cancelled,
    Why::Expired,
    Why::NoMore,
    Why::NotWhole,
    Why::OwnOrder,
    Why::TooFar,
    Why::Halted,
    Why::BadOrder,
    Why::OutOfBand,
    Why::WouldTrade,
    Why::NotCovered,
    Why::NoSuchOrder,
];

impl Why {
    /// Whether the entry was not taken at all.
    pub fn is_refusal(self) -> bool {
        self >= Self::Halted
    }

    fn code(self) -> u8 {
        let at = REASONS.iter().position(|why| *why == self);
        at.and_then(|at| u8::try_from(at).ok()).unwrap_or_default()
    }
}

impl Event {
    /// The event in bytes: a number of 8, two of 4, one of 8 in 7 bytes, and which it is in one.
    pub fn packed(&self) -> [u8; EVENT_BYTES] {
        let (first, second, quantity, small, tag) = match *self {
            Self::Filled { taker, maker, price, quantity } => (taker, maker, quantity, price.0, 0),
            Self::Rested { number, quantity } => (number, 0, quantity, 0, 1),
            Self::Ended { number, quantity, why } => (number, 0, quantity, u16::from(why.code()), 2),
            Self::Halted { until } => (until, 0, 0, 0, 3),
            Self::Withdrawn { user, value, quantity } => (value, u64::from(user), quantity, 0, 4),
        };
        let mut bytes = [0; EVENT_BYTES];
        let (one, rest) = bytes.split_at_mut(8);
        one.copy_from_slice(&first.to_le_bytes());
        let (two, rest) = rest.split_at_mut(8);
        two.copy_from_slice(&second.to_le_bytes());
        let (three, rest) = rest.split_at_mut(4);
        three.copy_from_slice(&quantity.to_le_bytes());
        let (four, rest) = rest.split_at_mut(2);
        four.copy_from_slice(&small.to_le_bytes());
        if let Some(last) = rest.first_mut() {
            *last = tag;
        }
        bytes
    }

    /// The event that bytes stand for.
    ///
    /// # Errors
    /// [`NotAnEntry`] when no event is packed so.
    pub fn unpacked(bytes: &[u8; EVENT_BYTES]) -> Result<Self, NotAnEntry> {
        let mut reader = Reader(bytes);
        let (first, second) = (reader.eight()?, reader.eight()?);
        let (quantity, small, tag) = (reader.four()?, reader.two()?, reader.one()?);
        let event = match tag {
            0 => Self::Filled { taker: first, maker: second, price: Price(small), quantity },
            1 => Self::Rested { number: first, quantity },
            2 => {
                let why = REASONS.get(usize::from(small)).copied().ok_or(NotAnEntry)?;
                Self::Ended { number: first, quantity, why }
            }
            3 => Self::Halted { until: first },
            4 => {
                let user = u32::try_from(second).map_err(|_| NotAnEntry)?;
                Self::Withdrawn { user, value: first, quantity }
            }
            _ => return Err(NotAnEntry),
        };
        // One event is packed one way: what it does not use is nought.
        if event.packed() == *bytes { Ok(event) } else { Err(NotAnEntry) }
    }
}
