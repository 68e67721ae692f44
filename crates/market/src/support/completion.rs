//! Completion (26): what was performed, as one side says and the other confirms; and what silence makes of it.
//!
//! Every command here is a page: read the trade in full, ask the table of steps, do one thing, keep, tell.

mod answer;
mod contest;
mod door;
mod evidence;
mod late;
mod offers;
mod record;
mod tick;

pub use answer::{AcceptReport, Confirm, Object, Report, ReportReason, Reported, ReturnedItem, SendBack};
pub use contest::Disputed;
pub use door::{StartWork, Started, StopWork};
pub use evidence::{AddEvidence, AddPhoto, Added, Evidence, Handover, HandoverRefusal, Statement};
pub use late::{Delay, RunLate};
pub use offers::{AcceptOffer, MakeOffer, PartOffer};
pub use record::{CompletionRefusal, RecordDue, Recorded};

use crate::trade::actions::{self, Step};
use crate::trade::full::FullTrade;
use crate::trade::part::Part;
use crate::trade::{Side, Trade, TradeRefusal};
use kernel::{Draft, Id, Stop};

/// The trade in full and the part that a command is about, once the acting side may take the step.
fn permitted(
    draft: &Draft<'_>,
    trade: Id<Trade>,
    part: i64,
    step: Step,
) -> Result<(FullTrade, Part, Side), Stop> {
    let full = FullTrade::of(draft, trade)?;
    let side = full.trade.side(draft.actor());
    let part = full.part(part)?.clone();
    actions::of_part(&full, &part, side, step, draft.now())?;
    Ok((full, part, side.ok_or(TradeRefusal::NotASide)?))
}

#[cfg(test)]
mod tests;
