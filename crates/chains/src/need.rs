//! What is looked for.

/// From one minute to another, the latter left out. Minutes since a beginning that the caller chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    /// The first minute.
    pub from: i64,
    /// The minute after the last; not before `from`.
    pub to: i64,
}

/// Metres east and north of a point that the caller chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Metres east.
    pub east: i64,
    /// Metres north.
    pub north: i64,
}

/// Something that could be bought for a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whose it is.
    pub seller: u64,
    /// The person, thing or space that is taken, which is never in two places at once. `None` for what there is plenty of.
    pub resource: Option<u64>,
    /// What the buyer pays, in minor units, all told.
    pub price: u64,
    /// The times at which it could be, each whole. None for what is bound to no time.
    pub intervals: Vec<Interval>,
    /// Where it is. `None` for what comes to the buyer, and is near to everything.
    pub place: Option<Place>,
    /// What it asks of others, a bit each: a class of van, a driver with that licence.
    pub needs: u64,
    /// What it can do for others, by the same bits.
    pub gives: u64,
    /// How much of it could still be booked: its weight in the thickness.
    pub capacity: u64,
    /// The greater the better; between equal prices it decides.
    pub reliability: u32,
}

/// How often something of this sector, area and part of day was asked for in the last 28 days, and was had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// How often it was asked for.
    pub requests: u32,
    /// How often it was had.
    pub fills: u32,
}

/// One of the things that a chain is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// What could be bought for it.
    pub candidates: Vec<Candidate>,
    /// How its market does.
    pub demand: Demand,
    /// How the wider sector or area does, which counts where the market itself has hardly been asked.
    pub wider: Demand,
}

/// What two components must be to each other. They are told by their place in the breakdown; a breakdown with a constraint that does
/// not name two components of it has no options. What is bound to no time or is near to everything is never in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// They begin and end together.
    SameInterval {
        /// One.
        one: usize,
        /// The other.
        other: usize,
    },
    /// One ends before the other begins.
    Precedence {
        /// The one that ends.
        first: usize,
        /// The one that begins.
        then: usize,
        /// Minutes that lie between them at least.
        least: i64,
        /// Minutes that lie between them at most.
        most: Option<i64>,
    },
    /// They are at most so many metres apart, east to west and north to south taken each for itself.
    SamePlace {
        /// One.
        one: usize,
        /// The other.
        other: usize,
        /// Metres.
        within: u64,
    },
    /// One ends in time for the way to the other.
    Travel {
        /// Where the way begins.
        from: usize,
        /// Where it ends.
        to: usize,
    },
    /// What one needs, the other gives.
    Implies {
        /// The one that needs.
        needing: usize,
        /// The one that gives.
        giving: usize,
    },
    /// They are not of one seller.
    Exclusive {
        /// One.
        one: usize,
        /// The other.
        other: usize,
    },
}

impl Constraint {
    /// The two components.
    pub(crate) fn ends(self) -> [usize; 2] {
        match self {
            Self::SameInterval { one, other }
            | Self::SamePlace { one, other, .. }
            | Self::Exclusive { one, other } => [one, other],
            Self::Precedence { first, then, .. } => [first, then],
            Self::Travel { from, to } => [from, to],
            Self::Implies { needing, giving } => [needing, giving],
        }
    }
}

/// One way to have what is needed: a driver and a van, or a man with a van.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakdown {
    /// What it is made of, all of it.
    pub components: Vec<Component>,
    /// What they must be to each other.
    pub constraints: Vec<Constraint>,
}

/// What is needed, in one way or another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// The ways; their options stand in one list.
    pub breakdowns: Vec<Breakdown>,
    /// What it may cost at most, in minor units.
    pub budget: Option<u64>,
}

/// How far it is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many options are kept.
    pub options: usize,
    /// A breakdown with at most so many combinations is looked at whole.
    pub exact: u64,
    /// Of one with more, so many candidates a component, the cheapest.
    pub beam: usize,
    /// How many choices are tried, over all breakdowns.
    pub nodes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { options: 5, exact: 100_000, beam: 30, nodes: 50_000 }
    }
}
