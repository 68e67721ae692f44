//! The words of calls for proposals: where they and their proposals stand, how they end, what is refused and told.

use kernel::{Money, Refusal, Sentence, Timestamp};

kernel::words! {
    /// Where a call for proposals stands.
    pub enum ProposalCallStage {
        /// Sellers propose.
        Open = "open",
        /// The deadline is over, and scorers read what is proposed; all prices are sealed.
        Scoring = "scoring",
        /// Every score is in, the prices are open, and the buyer chooses.
        Deciding = "deciding",
        /// A public buyer has chosen, and nobody is bound yet.
        Standstill = "standstill",
        /// It is over.
        Ended = "ended",
    }
}

kernel::words! {
    /// Where a proposal stands.
    pub enum ProposalStage {
        /// It counts.
        Open = "open",
        /// Its seller took it back.
        Withdrawn = "withdrawn",
        /// It became a trade, or will.
        Chosen = "chosen",
        /// Another was chosen, or none.
        NotChosen = "not_chosen",
    }
}

kernel::words! {
    /// How a call for proposals ended.
    pub enum ProposalEnding {
        /// The one with the most points was chosen.
        Best = "best",
        /// Another was, for a reason that anybody can read.
        Another = "another",
        /// None was, for a reason that anybody can read.
        NoAward = "no_award",
        /// One was chosen, and by the end of the standstill a rule forbade it, or the money was gone.
        FellThrough = "fell_through",
        /// Its buyer did not answer in time, or nobody had proposed.
        Lapsed = "lapsed",
        /// Its buyer called it off before the deadline.
        CalledOff = "called_off",
    }
}

/// Why a call is not made so, or a proposal, a score or a choice not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("proposals")]
pub enum ProposalRefusal {
    /// A field of the call does not fit.
    BadCall {
        /// Which.
        field: &'static str,
    },
    /// Calls for proposals are for work.
    NotInSector,
    /// A call takes proposals from a shortest to a longest time.
    NotThatLong {
        /// The shortest, in hours.
        least_hours: i64,
        /// The longest, in days.
        most_days: i64,
    },
    /// A call has one criterion or more, but not too many.
    NotTheseCriteria {
        /// How many there may be.
        most: i64,
    },
    /// The weights of the criteria and of the price are not ten thousand together.
    WeightsDoNotSum {
        /// What they are together.
        sum: i64,
    },
    /// Somebody has too many calls that have not ended.
    TooManyCalls {
        /// How many there may be.
        most: i64,
    },
    /// Proposals are over.
    #[stale]
    Over,
    /// Proposals are sealed until the deadline.
    #[stale]
    Sealed,
    /// Nobody proposes on their own call.
    OwnCall,
    /// It is of another sector than what the seller offers.
    NotThisSector,
    /// A field of the proposal does not fit.
    BadProposal {
        /// Which.
        field: &'static str,
    },
    /// A proposal has one milestone or more, but not too many.
    NotTheseMilestones {
        /// How many there may be.
        most: i64,
    },
    /// The shares of the milestones are not ten thousand together.
    SharesDoNotSum {
        /// What they are together.
        sum: i64,
    },
    /// Its milestones are not one after the other in the days of the call.
    NotInTime,
    /// A call takes no more proposals.
    TooManyProposals {
        /// How many there may be.
        most: i64,
    },
    /// There is no proposal that counts.
    #[stale]
    NoProposal,
    /// There have been too many questions.
    TooManyQuestions {
        /// How many there may be.
        most: i64,
    },
    /// It is answered.
    #[stale]
    Answered,
    /// A call has no more scorers than that.
    TooManyScorers {
        /// How many there may be, the buyer among them.
        most: i64,
    },
    /// Whoever proposes does not score.
    ScorerSells,
    /// The buyer always scores.
    BuyerScores,
    /// Only those who are invited score.
    #[not_yours]
    NotAScorer,
    /// Each criterion has one score.
    NotTheseScores {
        /// How many criteria there are.
        criteria: i64,
        /// The most points of one.
        most: i64,
    },
    /// The prices are open, so no score changes any more.
    #[stale]
    PricesOpen,
    /// The prices are sealed until every score is in.
    #[stale]
    NotScored,
    /// It is chosen already.
    #[stale]
    Chosen,
    /// Another than the one with the most points needs a reason.
    NeedsReason,
}

/// What buyers, scorers and sellers are told. Nothing of it says what a proposal is before the deadline.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("proposal-call")]
pub enum ProposalNotice {
    /// To the buyer and the scorers: the deadline is over.
    ToScore {
        /// How many proposals there are.
        proposals: i64,
        /// Until when they are scored and one is chosen.
        until: Timestamp,
    },
    /// To the buyer: every score is in, and the prices are open.
    PricesOpen {
        /// Until when the buyer can choose.
        until: Timestamp,
    },
    /// To a scorer: somebody wants them to score.
    Invited,
    /// To a scorer: they score no more.
    Dismissed,
    /// To a seller: theirs was chosen.
    Won {
        /// What they receive in all.
        receives: Money,
    },
    /// To a seller: theirs was chosen, and it is booked when the standstill is over.
    StandsStill {
        /// Until when nobody is bound.
        until: Timestamp,
    },
    /// To a seller: another was chosen.
    NotChosen {
        /// Their points, in hundredths of a percent.
        own: i64,
        /// The points of the one that was chosen.
        winner: i64,
        /// The seller's place, from 1.
        place: i64,
        /// Of how many.
        proposals: i64,
    },
    /// To a seller: none was chosen.
    NoneChosen,
    /// To the buyer and whoever was chosen: it could not be booked when the standstill was over.
    FellThrough,
    /// To a seller and the buyer: the buyer did not choose in time.
    Lapsed,
    /// To a seller: the call was called off.
    CalledOff,
    /// To the buyer: somebody has a question.
    Asked,
    /// To whoever asked: there is an answer.
    Answered,
}
