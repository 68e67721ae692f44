//! The words of calls for quotes: where they and their quotes stand, why somebody chooses so, what is refused and told.

use kernel::{Money, Refusal, Sentence, Timestamp};

kernel::words! {
    /// Where a call for quotes stands.
    pub enum QuoteCallStage {
        /// Sellers quote.
        Open = "open",
        /// The deadline is over, and its buyer compares.
        Deciding = "deciding",
        /// It is over.
        Ended = "ended",
    }
}

kernel::words! {
    /// Where a quote stands.
    pub enum QuoteStage {
        /// It counts.
        Open = "open",
        /// Its seller took it back.
        Withdrawn = "withdrawn",
        /// It became a trade.
        Chosen = "chosen",
        /// Another was chosen, or none.
        NotChosen = "not_chosen",
    }
}

kernel::words! {
    /// Why a buyer chooses another quote than the lowest whole one that passes.
    pub enum ChoiceReason {
        /// It comes earlier.
        Earlier = "earlier",
        /// The buyer has dealt well with its seller before.
        KnownSeller = "known_seller",
        /// It fits better what was asked.
        FitsBetter = "fits_better",
        /// Several sellers share it.
        Shared = "shared",
        /// A part of it is enough.
        PartIsEnough = "part_is_enough",
    }
}

kernel::words! {
    /// Why a buyer chooses none.
    pub enum NoAwardReason {
        /// All are too dear.
        TooDear = "too_dear",
        /// None is what was asked for.
        NotAsAsked = "not_as_asked",
        /// It is not needed any more.
        NotNeeded = "not_needed",
        /// There are too few to compare.
        TooFew = "too_few",
    }
}

kernel::words! {
    /// How a call for quotes ended: counted in public.
    pub enum QuoteCallEnding {
        /// The lowest whole price was chosen.
        Lowest = "lowest",
        /// Another, which comes earlier.
        Earlier = "earlier",
        /// Another, of a seller whom the buyer knows.
        KnownSeller = "known_seller",
        /// Another, which fits better.
        FitsBetter = "fits_better",
        /// Several that share it.
        Shared = "shared",
        /// One for a part of it.
        PartIsEnough = "part_is_enough",
        /// None: too dear.
        TooDear = "too_dear",
        /// None: not what was asked for.
        NotAsAsked = "not_as_asked",
        /// None: not needed any more.
        NotNeeded = "not_needed",
        /// None: too few to compare.
        TooFew = "too_few",
        /// Its buyer did not answer in time.
        Lapsed = "lapsed",
        /// Its buyer called it off before the deadline.
        CalledOff = "called_off",
    }
}

impl From<ChoiceReason> for QuoteCallEnding {
    fn from(reason: ChoiceReason) -> Self {
        match reason {
            ChoiceReason::Earlier => Self::Earlier,
            ChoiceReason::KnownSeller => Self::KnownSeller,
            ChoiceReason::FitsBetter => Self::FitsBetter,
            ChoiceReason::Shared => Self::Shared,
            ChoiceReason::PartIsEnough => Self::PartIsEnough,
        }
    }
}

impl From<NoAwardReason> for QuoteCallEnding {
    fn from(reason: NoAwardReason) -> Self {
        match reason {
            NoAwardReason::TooDear => Self::TooDear,
            NoAwardReason::NotAsAsked => Self::NotAsAsked,
            NoAwardReason::NotNeeded => Self::NotNeeded,
            NoAwardReason::TooFew => Self::TooFew,
        }
    }
}

/// Why a call is not made so, or a quote not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("quotes")]
pub enum QuoteRefusal {
    /// A field of the call does not fit.
    BadCall {
        /// Which.
        field: &'static str,
    },
    /// Calls are for work or for goods.
    NotInSector,
    /// A call takes quotes from a shortest to a longest time.
    NotThatLong {
        /// The shortest, in hours.
        least_hours: i64,
        /// The longest, in days.
        most_days: i64,
    },
    /// A call has one line or more, but not too many.
    NotTheseLines {
        /// How many there may be.
        most: i64,
    },
    /// Somebody has too many calls that have not ended.
    TooManyCalls {
        /// How many there may be.
        most: i64,
    },
    /// Quotes are over.
    #[stale]
    Over,
    /// Quotes are sealed until the deadline.
    #[stale]
    Sealed,
    /// Nobody quotes on their own call.
    OwnCall,
    /// It is of another sector than what the seller offers.
    NotThisSector,
    /// A field of the quote does not fit.
    BadQuote {
        /// Which.
        field: &'static str,
    },
    /// It is not when it is needed.
    NotInTime,
    /// A call takes no more quotes.
    TooManyQuotes {
        /// How many there may be.
        most: i64,
    },
    /// There is no quote that counts.
    #[stale]
    NoQuote,
    /// A quote binds for a shortest to a longest time.
    NotBoundThatLong {
        /// The shortest, in days after the deadline.
        least_days: i64,
        /// The longest.
        most_days: i64,
    },
    /// It binds its seller no more.
    #[stale]
    Expired,
    /// Another than the lowest whole one needs a reason.
    NeedsReason,
    /// Together they are more than was asked for.
    TooMuch {
        /// Of which line, from 1.
        line: i64,
    },
    /// There have been too many questions.
    TooManyQuestions {
        /// How many there may be.
        most: i64,
    },
    /// It is answered.
    #[stale]
    Answered,
}

/// What buyers and sellers are told. Nothing of it says what a quote is before the deadline.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("quote-call")]
pub enum QuoteNotice {
    /// To the buyer: the deadline is over.
    Opened {
        /// How many quotes there are.
        quotes: i64,
        /// Until when the buyer can choose.
        until: Timestamp,
    },
    /// To a seller: theirs was chosen.
    Chosen {
        /// What they receive.
        receives: Money,
    },
    /// To a seller: another was chosen.
    NotChosen {
        /// What the buyer pays in all.
        total: Money,
        /// The seller's place, from 1.
        place: i64,
        /// Of how many.
        quotes: i64,
    },
    /// To a seller: none was chosen.
    NoneChosen,
    /// To a seller and the buyer: the buyer did not choose in time.
    Lapsed,
    /// To a seller: the call was called off.
    CalledOff,
    /// To the buyer: somebody has a question.
    Asked,
    /// To whoever asked: there is an answer.
    Answered,
}
