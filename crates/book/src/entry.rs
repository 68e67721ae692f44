//! Entries: what is asked of a book, one after the other, in 32 bytes each.

/// How many bytes an entry is packed in.
pub const ENTRY_BYTES: usize = 32;

/// A price in ticks, from 1 to [`Price::MOST`]; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(pub u16);

impl Price {
    /// No price.
    pub const NONE: Self = Self(0);
    /// The highest that a book has.
    pub const MOST: Self = Self(4_095);

    /// Whether it is one that a book has.
    pub fn is_on_ladder(self) -> bool {
        self != Self::NONE && self <= Self::MOST
    }

    /// What so many units cost at it, in ticks times units.
    pub fn times(self, quantity: u32) -> u64 {
        u64::from(self.0).saturating_mul(u64::from(quantity))
    }
}

/// Who gives what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Buys.
    Bid,
    /// Sells.
    Ask,
}

impl Side {
    /// The side that it trades with.
    pub fn other(self) -> Self {
        match self {
            Self::Bid => Self::Ask,
            Self::Ask => Self::Bid,
        }
    }

    /// Whether an order of this side with a limit trades at a price.
    pub fn takes(self, limit: Price, price: Price) -> bool {
        match self {
            Self::Bid => price <= limit,
            Self::Ask => price >= limit,
        }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Trades up to a limit; what is left rests, until [`Entry::target`] if that is not 0.
    Limit,
    /// Trades at what there is, within [`Terms::protection_bp`](crate::Terms) of the best price; what is left goes.
    Market,
    /// Trades up to a limit at once; what is left goes.
    ImmediateOrCancel,
    /// Trades up to a limit at once and whole, or not at all.
    FillOrKill,
    /// Rests, as a limit order does, or is refused when it would trade at once.
    PostOnly,
    /// Takes an own order back, the one whose number is [`Entry::target`].
    Cancel,
    /// The user may use more: [`Entry::target`] in ticks times units to bid with, [`Entry::quantity`] units to ask with.
    Allow,
    /// The user takes back whatever no order of theirs binds.
    Withdraw,
    /// Nothing but that time has gone on.
    Time,
    /// From now on orders are collected, for a call: it ends a halt, too.
    Collect,
    /// What was collected trades at one price; collecting goes on.
    Call,
    /// What was collected trades at one price; from then on the book trades continuously.
    Open,
}

const KINDS: [Kind; 12] = [
    Kind::Limit,
    Kind::Market,
    Kind::ImmediateOrCancel,
    Kind::FillOrKill,
    Kind::PostOnly,
    Kind::Cancel,
    Kind::Allow,
    Kind::Withdraw,
    Kind::Time,
    Kind::Collect,
    Kind::Call,
    Kind::Open,
];

impl Kind {
    /// Whether it is an order, and no word about one.
    pub fn is_order(self) -> bool {
        self <= Self::PostOnly
    }

    /// Whether what is left of it may rest.
    pub fn may_rest(self) -> bool {
        matches!(self, Self::Limit | Self::PostOnly)
    }

    /// Whether only the market itself says so: its user is 0.
    pub fn is_of_market(self) -> bool {
        self >= Self::Time
    }

    fn code(self) -> u8 {
        match self {
            Self::Limit => 0,
            Self::Market => 1,
            Self::ImmediateOrCancel => 2,
            Self::FillOrKill => 3,
            Self::PostOnly => 4,
            Self::Cancel => 5,
            Self::Allow => 6,
            Self::Withdraw => 7,
            Self::Time => 8,
            Self::Collect => 9,
            Self::Call => 10,
            Self::Open => 11,
        }
    }
}

/// One thing asked of a book. Its number is its place among all entries of the book, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it came, in microseconds; an entry that is earlier than the one before counts as coming with it.
    pub at: u64,
    /// Whose: their number in the book, from 1; 0 is the market.
    pub user: u32,
    /// How many units.
    pub quantity: u32,
    /// Until when it may rest, in microseconds, 0 for as long as the book; or another entry's number; or an amount: by [`Kind`].
    pub target: u64,
    /// Its limit.
    pub price: Price,
    /// Which side.
    pub side: Side,
    /// What is asked.
    pub kind: Kind,
}

/// Some bytes are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnEntry;

impl Entry {
    /// The entry in bytes, added to others: the last five are nought.
    #[inline]
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let side = match self.side {
            Side::Bid => 0,
            Side::Ask => 0x80,
        };
        write_words(
            bytes,
            [
                self.at,
                u64::from(self.user) | u64::from(self.quantity) << 32,
                self.target,
                u64::from(self.price.0) | u64::from(self.kind.code() | side) << 16,
            ],
        );
    }

    /// The entry that bytes stand for.
    ///
    /// # Errors
    /// [`NotAnEntry`] when no entry is packed so.
    pub fn unpacked(bytes: &[u8; ENTRY_BYTES]) -> Result<Self, NotAnEntry> {
        let mut reader = Reader(bytes);
        let (at, user, quantity) = (reader.eight()?, reader.four()?, reader.four()?);
        let (target, price, kind) = (reader.eight()?, reader.two()?, reader.one()?);
        let side = if kind & 0x80 == 0 { Side::Bid } else { Side::Ask };
        let kind = KINDS.get(usize::from(kind & 0x7F)).copied().ok_or(NotAnEntry)?;
        let rest_is_nought = reader.0.iter().all(|byte| *byte == 0);
        if !rest_is_nought {
            return Err(NotAnEntry);
        }
        Ok(Self { at, user, quantity, target, price: Price(price), side, kind })
    }
}

/// Writes words of eight bytes, each from a register: what is first put together in memory and then copied is waited for.
#[inline]
pub(crate) fn write_words<const N: usize>(bytes: &mut Vec<u8>, words: [u64; N]) {
    bytes.reserve(8 * N);
    for word in words {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
}

/// Reads numbers, the lowest byte first.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], NotAnEntry> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(NotAnEntry)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(crate) fn one(&mut self) -> Result<u8, NotAnEntry> {
        self.take::<1>().map(|[byte]| byte)
    }

    pub(crate) fn two(&mut self) -> Result<u16, NotAnEntry> {
        self.take().map(u16::from_le_bytes)
    }

    pub(crate) fn four(&mut self) -> Result<u32, NotAnEntry> {
        self.take().map(u32::from_le_bytes)
    }

    pub(crate) fn eight(&mut self) -> Result<u64, NotAnEntry> {
        self.take().map(u64::from_le_bytes)
    }
}
