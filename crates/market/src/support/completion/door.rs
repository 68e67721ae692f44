//! The door: work begins and ends when the payee enters the code that the payer shows, and the hours follow from the two.
//!
//! Nobody has to: hours can be written down by hand as well, and what the door gave is corrected and answered as they are.

use super::evidence::{Handover, HandoverRefusal};
use super::permitted;
use super::record::{CompletionRefusal, RecordDue, Recorded};
use crate::concession::door_grace_minutes;
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::full::FullTrade;
use crate::trade::part::RecordedAs;
use crate::trade::{EventKind, Trade};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Refusal, Show, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Begins work with the code that the payer shows. From then on another code ends it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.start")]
pub struct StartWork {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// SHA-256, in hexadecimal, of the trade's id and the code that the payer showed.
    #[ask(example = "123456")]
    pub code_digest: String,
}

/// What beginning came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// When it was begun. `None` is kept when the code was wrong, so that the try counts, and is told as the refusal
    /// `handover/wrong-code`.
    pub started_at: Option<Timestamp>,
}

impl Decide for StartWork {
    type Done = Started;

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Started, Stop> {
        let (mut full, _, side) = permitted(draft, self.trade, self.part, Step::Start)?;
        if !Handover::opens(draft, self.trade, &self.code_digest)? {
            return Ok(Started { started_at: None });
        }
        let now = draft.now();
        full.part_mut(self.part)?.started_at = Some(now);
        full.happened(draft, Some(self.part), EventKind::Started);
        full.keep(draft)?;
        let payer = full.trade.user(side.other());
        notices::tell(draft, payer, Subject::trade(full.id()), &TradeNotice::Started { started: now });
        Ok(Started { started_at: Some(now) })
    }

    fn told_as(done: &Started) -> Option<Box<dyn Refusal>> {
        done.started_at.is_none().then(HandoverRefusal::wrong_code)
    }
}

/// Ends work with the code that the payer shows then. The whole quarter-hours since the start are recorded.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.stop")]
pub struct StopWork {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// SHA-256, in hexadecimal, of the trade's id and the code that the payer showed.
    #[ask(example = "123456")]
    pub code_digest: String,
}

impl Decide for StopWork {
    type Done = Recorded;

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Recorded, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Stop)?;
        let now = draft.now();
        let today = full.trade.zone.calendar().local(now).date;
        let grace = door_grace_minutes(draft.consult::<Rulebook>()?, today)?;
        let due = part.performed_since_start(now, grace);
        // Whoever slipped is not to have recorded nothing; who did leave at once writes that down by hand.
        if due == 0 {
            return Err(CompletionRefusal::TooShort.into());
        }
        if !Handover::opens(draft, self.trade, &self.code_digest)? {
            return Ok(Recorded { answers_at: None });
        }
        full.part_mut(self.part)?.stopped_at = Some(now);
        full.happened(draft, Some(self.part), EventKind::Stopped);
        full.keep(draft)?;
        let (trade, part, seen, reason) = (self.trade, self.part, part.stage, RecordedAs::Performed);
        RecordDue { trade, part, due, reason, seen, code_digest: None }.decide(draft)
    }

    fn told_as(done: &Recorded) -> Option<Box<dyn Refusal>> {
        RecordDue::told_as(done)
    }
}

fn reads(keys: &mut Keys, trade: Id<Trade>) {
    let locality: Locality = trade.locality();
    FullTrade::reads(keys, trade);
    keys.one::<Handover>((locality, trade));
}
