//! The procedures: the whole difference between kinds of parts. The hours are figures of the rulebook.

use super::Side;
use crate::concession::figure;
use kernel::{BasisPoints, Date, Fields, Stop};
use ledger::Purpose;
use rules::Rulebook;

kernel::words! {
    /// What kind of thing a part is.
    pub enum Promise {
        /// Hours of somebody's work.
        Work = "work",
        /// The use of a thing or a space.
        Use = "use",
        /// Money set aside against damage, lateness or failure.
        Bond = "bond",
        /// Things that change hands.
        Goods = "goods",
        /// A stage of a work.
        Milestone = "milestone",
        /// The right to use something digital.
        Licence = "licence",
        /// Money that is lent.
        Advance = "advance",
        /// Money that is paid back.
        Repayment = "repayment",
        /// What cover costs.
        Premium = "premium",
        /// What is paid if the loss occurs.
        Cover = "cover",
        /// What is given for a purpose.
        Grant = "grant",
        /// What makes good for a trade that is over.
        Amends = "amends",
    }
}

kernel::words! {
    /// What kind of evidence there is of a part.
    pub enum EvidenceKind {
        /// The payer's code, which the payee entered when they met.
        Code = "code",
        /// A photograph.
        Photo = "photo",
        /// A carrier's number.
        Tracking = "tracking",
        /// The payer says that the thing is back.
        Returned = "returned",
        /// Somebody says that the goods have arrived.
        Arrived = "arrived",
        /// Words.
        Statement = "statement",
    }
}

/// How a promise runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// Who pays. Of amends, the part says so.
    pub payer: Side,
    /// Who says how much is due, and when.
    pub recorded: Recorded,
    /// What is due when the payee never says.
    pub unrecorded: Unrecorded,
    /// From when the payer's time to answer counts.
    pub answers: Answers,
    /// Whether it is performed at a set time: then it is recorded and reported from the start on, and called off before
    /// it. Otherwise it is recorded at any time, and called off until then.
    pub is_timed: bool,
    /// Whether a side may call it off by itself. What hangs on another part goes with that.
    pub is_called_off: bool,
    /// Whether it is counted while it lasts: then no more of it is said to be performed than has passed.
    pub is_measured: bool,
    /// Whether the payer may say that nothing came, or not this.
    pub reports: Reports,
    /// How often the payer may ask for it again.
    pub send_backs: i64,
    /// A record needs one of these; of none, there is no need.
    pub evidence: &'static [EvidenceKind],
}

/// The concession's figures for a part, kept as they were when it was agreed: a corrected rulebook changes no contract.
#[derive(Fields, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartTerms {
    /// How long after the end the payee may say how much is due, in hours.
    pub record_hours: i64,
    /// How long the payer has to answer, in hours.
    pub answer_hours: i64,
    /// How long the payee has to answer a report, in hours.
    pub report_hours: i64,
    /// The most that may be due when the payer was not there.
    pub not_taken_bp: BasisPoints,
}

/// The concession's figures for a promise on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromiseTerms {
    /// What a part of it keeps.
    pub part: PartTerms,
    /// Until how long before the start a buyer calls it off free of charge, in hours.
    pub free_until_hours: i64,
    /// What part of the price a buyer still pays who calls it off later.
    pub late_share_bp: BasisPoints,
}

/// Who says how much is due of a promise, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The payee does.
    ByPayee,
    /// All of it is, at agreement.
    AtBooking,
    /// All of it is, at the start.
    AtStart,
    /// All of it is, at the end.
    AtEnd,
}

/// What is due when the payee never says how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unrecorded {
    /// All of it.
    All,
    /// Nothing.
    Nothing,
}

/// From when the payer's time to answer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// From the end. What is recorded later, or corrected upwards, gives the whole time again.
    FromTheEnd,
    /// From the record.
    FromTheRecord,
    /// From the later of the record and the end; from the arrival, where somebody says when that was.
    FromTheArrival,
}

/// Whether the payer may say that nothing came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reports {
    /// No: there is nothing that could fail to come.
    Never,
    /// Until it is closed, over what is recorded too; and goods that came can be sent back.
    UntilClosed,
}

/// What most procedures are: the buyer pays, the payee says how much is due, and nothing is due otherwise.
const USUAL: Procedure = Procedure {
    payer: Side::Buyer,
    recorded: Recorded::ByPayee,
    unrecorded: Unrecorded::Nothing,
    answers: Answers::FromTheRecord,
    is_timed: false,
    is_called_off: false,
    is_measured: false,
    reports: Reports::Never,
    send_backs: 0,
    evidence: &[],
};

/// A promise that runs by itself: all of it is due, and there is nothing to say about it.
const BY_ITSELF: Procedure = Procedure { unrecorded: Unrecorded::All, ..USUAL };

impl Promise {
    /// Its procedure.
    pub const fn procedure(self) -> Procedure {
        match self {
            Self::Work => Procedure {
                unrecorded: Unrecorded::All,
                answers: Answers::FromTheEnd,
                is_timed: true,
                is_called_off: true,
                is_measured: true,
                reports: Reports::UntilClosed,
                ..USUAL
            },
            Self::Use => Procedure {
                unrecorded: Unrecorded::All,
                answers: Answers::FromTheEnd,
                is_timed: true,
                is_called_off: true,
                reports: Reports::UntilClosed,
                evidence: &[EvidenceKind::Code, EvidenceKind::Photo],
                ..USUAL
            },
            Self::Bond => Procedure { is_timed: true, evidence: &[EvidenceKind::Photo], ..USUAL },
            Self::Goods => Procedure {
                answers: Answers::FromTheArrival,
                is_called_off: true,
                reports: Reports::UntilClosed,
                evidence: &[EvidenceKind::Code, EvidenceKind::Tracking, EvidenceKind::Photo],
                ..USUAL
            },
            Self::Milestone => {
                Procedure { is_called_off: true, reports: Reports::UntilClosed, send_backs: 3, ..USUAL }
            }
            Self::Licence | Self::Amends => Procedure { recorded: Recorded::AtBooking, ..BY_ITSELF },
            Self::Advance => Procedure { payer: Side::Seller, recorded: Recorded::AtBooking, ..BY_ITSELF },
            Self::Repayment | Self::Grant => Procedure { recorded: Recorded::AtEnd, ..BY_ITSELF },
            Self::Premium => Procedure { recorded: Recorded::AtStart, ..BY_ITSELF },
            Self::Cover => Procedure {
                payer: Side::Seller,
                evidence: &[EvidenceKind::Photo, EvidenceKind::Statement],
                ..USUAL
            },
        }
    }

    /// Whether it is what the trade is about, so that its outcome counts for the records of the two sides; a bond or a
    /// premium goes with something else.
    pub const fn counts(self) -> bool {
        matches!(
            self,
            Self::Work | Self::Use | Self::Goods | Self::Milestone | Self::Licence | Self::Repayment
        )
    }

    /// Why its payee is paid.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Work
            | Self::Use
            | Self::Goods
            | Self::Milestone
            | Self::Licence
            | Self::Premium
            | Self::Cover
            | Self::Grant => Purpose::Pay,
            Self::Bond => Purpose::Bond,
            Self::Advance | Self::Repayment => Purpose::Principal,
            Self::Amends => Purpose::Amends,
        }
    }

    /// The concession's figures for it on a date.
    ///
    /// # Errors
    /// [`Stop::Bad`] names the parameter that the rulebook lacks.
    pub fn terms_on(self, rulebook: &Rulebook, date: Date) -> Result<PromiseTerms, Stop> {
        let [record, answer, report, not_taken, free_until, late_share] = self.figures();
        let value = |name: &str| figure(rulebook, name, date);
        let part = PartTerms {
            record_hours: value(record)?,
            answer_hours: value(answer)?,
            report_hours: value(report)?,
            not_taken_bp: BasisPoints(value(not_taken)?),
        };
        Ok(PromiseTerms {
            part,
            free_until_hours: value(free_until)?,
            late_share_bp: BasisPoints(value(late_share)?),
        })
    }

    const fn figures(self) -> [&'static str; 6] {
        macro_rules! figures {
            ($word:literal) => {
                [
                    concat!("concession.procedure.", $word, ".record_hours"),
                    concat!("concession.procedure.", $word, ".answer_hours"),
                    concat!("concession.procedure.", $word, ".report_hours"),
                    concat!("concession.procedure.", $word, ".not_taken_bp"),
                    concat!("concession.procedure.", $word, ".free_until_hours"),
                    concat!("concession.procedure.", $word, ".late_share_bp"),
                ]
            };
        }
        match self {
            Self::Work => figures!("work"),
            Self::Use => figures!("use"),
            Self::Bond => figures!("bond"),
            Self::Goods => figures!("goods"),
            Self::Milestone => figures!("milestone"),
            Self::Licence => figures!("licence"),
            Self::Advance => figures!("advance"),
            Self::Repayment => figures!("repayment"),
            Self::Premium => figures!("premium"),
            Self::Cover => figures!("cover"),
            Self::Grant => figures!("grant"),
            Self::Amends => figures!("amends"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_after_the_promise() {
        for promise in Promise::ALL {
            for figure in promise.figures() {
                assert!(figure.starts_with(&format!("concession.procedure.{}.", promise.word())), "{figure}");
            }
        }
    }
}
