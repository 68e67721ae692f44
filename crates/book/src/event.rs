//! Events: what came of an entry, in the order in which it came about.

use super::entry::{NotAnEntry, Price, Reader, write_words};

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
        /// How many units.
        quantity: u32,
    },
    /// What is left of an order rests.
    Rested {
        /// Which.
        number: u64,
        /// How many units.
        quantity: u32,
    },
    /// An order ended before it was filled, or an entry was not taken at all.
    Ended {
        /// Which.
        number: u64,
        /// How many units of it were left.
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
        /// So much to bid with, in ticks times units.
        value: u64,
        /// So many units to ask with.
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
    /// Not taken: too few units, no such price, a time that is over, or a kind that is not taken in this phase.
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
        match self {
            Self::Cancelled => 0,
            Self::Expired => 1,
            Self::NoMore => 2,
            Self::NotWhole => 3,
            Self::OwnOrder => 4,
            Self::TooFar => 5,
            Self::Halted => 6,
            Self::BadOrder => 7,
            Self::OutOfBand => 8,
            Self::WouldTrade => 9,
            Self::NotCovered => 10,
            Self::NoSuchOrder => 11,
        }
    }
}

impl Event {
    /// The event in bytes, added to others: two numbers of 8, one of 4, one of 2, and which it is in one.
    #[inline]
    pub fn write(&self, bytes: &mut Vec<u8>) {
        write_words(bytes, self.words());
    }

    #[inline]
    fn words(&self) -> [u64; 3] {
        let (first, second, quantity, small, tag) = match *self {
            Self::Filled { taker, maker, price, quantity } => (taker, maker, quantity, price.0, 0),
            Self::Rested { number, quantity } => (number, 0, quantity, 0, 1),
            Self::Ended { number, quantity, why } => (number, 0, quantity, u16::from(why.code()), 2),
            Self::Halted { until } => (until, 0, 0, 0, 3),
            Self::Withdrawn { user, value, quantity } => (value, u64::from(user), quantity, 0, 4),
        };
        [first, second, u64::from(quantity) | u64::from(small) << 32 | tag << 48]
    }

    /// The event that bytes stand for.
    ///
    /// # Errors
    /// [`NotAnEntry`] when no event is packed so.
    pub fn unpacked(bytes: &[u8; EVENT_BYTES]) -> Result<Self, NotAnEntry> {
        let mut reader = Reader(bytes);
        let (first, second) = (reader.eight()?, reader.eight()?);
        let third = Reader(reader.0).eight()?;
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
        let is_same = event.words() == [first, second, third];
        if is_same { Ok(event) } else { Err(NotAnEntry) }
    }
}
