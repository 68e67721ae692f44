//! Saying how much is due.

use super::contest::{contest, tell_disputed};
use super::evidence::{Evidence, Handover, HandoverRefusal};
use super::permitted;
use crate::price::Share;
use crate::support::escrow::outcome_of;
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::clock;
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage, RecordedAs, Unit};
use crate::trade::procedure::{EvidenceKind, Promise};
use crate::trade::{EventKind, Trade, TradeRefusal};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Refusal, Show, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// Why an amount is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("completion")]
pub enum CompletionRefusal {
    /// What is due is a whole number, from none to all that was agreed; of work in whole quarter-hours.
    NotThisMuch {
        /// How much was agreed.
        most: i64,
    },
    /// When the payer was not there, the contract's share is the most that is due.
    AboveNotTaken {
        /// The most, out of all that was agreed.
        most: i64,
    },
    /// No more is recorded than has passed.
    NotPassed {
        /// How much has, in minutes.
        passed_minutes: i64,
    },
    /// It needs the other side's code, or a photograph.
    NeedsEvidence,
    /// What is ended at the door was begun less than a quarter-hour ago.
    TooShort,
    /// Whoever is as late as this comes to something else, and calls off.
    TooLate {
        /// The most, in minutes.
        most_minutes: i64,
    },
    /// It was said often enough how late somebody will be.
    SaidOften {
        /// How often it may be.
        most: i64,
    },
}

/// Says how much of a part is due. The payee may correct it until the part is closed. In answer to a report it disputes
/// what is said to be due: neither side's silence decides then.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.record")]
pub struct RecordDue {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Of which part.
    pub part: i64,
    /// How much, of the part's quantity: minutes, pieces, minor units.
    pub due: i64,
    /// Why.
    pub reason: RecordedAs,
    /// The stage at which the part was seen: a report that was not seen is not answered.
    #[ask(example = "open")]
    pub seen: PartStage,
    /// SHA-256, in hexadecimal, of the trade's id and the code that the payer showed.
    pub code_digest: Option<String>,
}

/// What recording came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When silence will count as approval; of what is disputed, when time settles it. `None` is kept when the code was
    /// wrong, so that the try counts, and is told as the refusal `handover/wrong-code`.
    pub answers_at: Option<Timestamp>,
}

impl Decide for RecordDue {
    type Done = Recorded;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Recorded, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Record)?;
        if self.seen != part.stage {
            return Err(TradeRefusal::Changed.into());
        }
        let share = self.share(&part, draft.now())?;
        if let Some(digest) = &self.code_digest {
            if !Handover::enter(draft, &part, digest)? {
                return Ok(Recorded { answers_at: None });
            }
        } else if self.needs_evidence(&part, share) && !Evidence::is_there(draft, &part)? {
            return Err(CompletionRefusal::NeedsEvidence.into());
        }
        if part.stage == PartStage::Reported && !share.is_nothing() {
            return self.contest(draft, full, &part, share);
        }
        let has_arrived = Evidence::has_arrived(draft, &part)?;
        let answers_at = clock::answers_at(&part, draft.now(), self.starts_anew(&part, share), has_arrived);
        let recorded = full.part_mut(self.part)?;
        recorded.set_due(share);
        (recorded.stage, recorded.recorded_as) = (PartStage::Recorded, Some(self.reason));
        recorded.answers_at = Some(answers_at);
        full.happened(draft, Some(self.part), self.event());
        full.keep(draft)?;
        let notice = self.notice(&full, &part, share, answers_at)?;
        notices::tell(draft, full.trade.user(part.payer), Subject::trade(full.id()), &notice);
        Ok(Recorded { answers_at: Some(answers_at) })
    }

    fn told_as(done: &Recorded) -> Option<Box<dyn Refusal>> {
        done.answers_at.is_none().then(HandoverRefusal::wrong_code)
    }
}

impl RecordDue {
    /// Answers a report: what is said to be due is disputed.
    fn contest(
        &self,
        draft: &mut Draft<'_>,
        mut full: FullTrade,
        part: &Part,
        share: Share,
    ) -> Result<Recorded, Stop> {
        let claimed = Part { recorded_as: Some(self.reason), ..part.clone() };
        let disputed = contest(draft, &mut full, &claimed, share)?;
        full.happened(draft, Some(disputed.part), self.event());
        full.keep(draft)?;
        tell_disputed(draft, &full, disputed, part.payer)?;
        Ok(Recorded { answers_at: Some(disputed.settles_at) })
    }

    fn event(&self) -> EventKind {
        match self.reason {
            RecordedAs::NotTaken => EventKind::NotTaken,
            RecordedAs::Performed => EventKind::Recorded,
        }
    }

    fn share(&self, part: &Part, now: Timestamp) -> Result<Share, CompletionRefusal> {
        let most = part.quantity;
        let wrong = CompletionRefusal::NotThisMuch { most };
        let share = part.of_quantity(self.due).ok_or(wrong.clone())?;
        let is_whole = part.unit != Unit::Minutes || self.due % kernel::QUARTER_MINUTES == 0;
        // Goods are handed over or not; what did not come is reported by the line.
        let is_one = part.promise != Promise::Goods || share.is_nothing() || share.is_all();
        if self.reason == RecordedAs::NotTaken {
            let most = Amount(most).share(part.terms.not_taken_bp, kernel::Rounding::Ceil);
            let most = most.map_or(part.quantity, |most| most.0);
            return if self.due <= most { Ok(share) } else { Err(CompletionRefusal::AboveNotTaken { most }) };
        }
        if !(is_whole && is_one) {
            return Err(wrong);
        }
        let passed_minutes = part.performed_by(now);
        if self.due <= passed_minutes {
            Ok(share)
        } else {
            Err(CompletionRefusal::NotPassed { passed_minutes })
        }
    }

    fn needs_evidence(&self, part: &Part, share: Share) -> bool {
        let is_performed = self.reason == RecordedAs::Performed && !share.is_nothing();
        is_performed && !part.promise.procedure().evidence.is_empty()
    }

    fn notice(
        &self,
        full: &FullTrade,
        part: &Part,
        share: Share,
        approves: Timestamp,
    ) -> Result<TradeNotice, Stop> {
        let recorded = Part { recorded_as: Some(self.reason), ..part.clone() };
        let money = full.due_of(part, share, outcome_of(&recorded, share))?.payer_money()?;
        Ok(match (self.reason, part.promise) {
            (RecordedAs::NotTaken, _) => TradeNotice::NotTaken { money, approves },
            (RecordedAs::Performed, Promise::Work) => {
                TradeNotice::RecordedHours { worked_minutes: self.due, approves }
            }
            (RecordedAs::Performed, Promise::Bond | Promise::Cover) => {
                TradeNotice::Claimed { money, approves }
            }
            (RecordedAs::Performed, _) => TradeNotice::Recorded { approves },
        })
    }

    /// Whether a record gives the payer the whole time again: it asks for more than stood there before, or says why anew.
    fn starts_anew(&self, part: &Part, share: Share) -> bool {
        let is_other = |before: Share| {
            let is_more = i128::from(share.of()) * i128::from(before.out_of())
                > i128::from(before.of()) * i128::from(share.out_of());
            is_more || part.recorded_as != Some(self.reason)
        };
        part.due_share().is_some_and(is_other)
    }
}

impl EvidenceKind {
    /// Whether it is evidence that a promise of a kind asks for.
    pub(super) fn serves(self, promise: Promise) -> bool {
        promise.procedure().evidence.contains(&self)
    }
}
