//! What the two sides contradict each other about: it is frozen until they agree, or until time settles it.

use crate::price::Share;
use crate::support::escrow;
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::Side;
use crate::trade::divide::PartCut;
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage};
use crate::users::reliability::Outcome;
use kernel::{Draft, Show, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

use super::PartOffer;

/// How long what is disputed waits for an agreement, in hours: a figure.
const SETTLE_HOURS: &str = "concession.procedure.settle_hours";

/// What is disputed.
#[derive(Show, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// The part that is disputed.
    pub part: i64,
    /// When time settles it, if nobody accepts an offer.
    pub settles_at: Timestamp,
}

/// Disputes all that the payee claims of a part, with what is whole of it; what nobody claims goes back at once, but not
/// while it goes on: more of it can still be performed. The claim stands as the payee's offer, so that the payer can still
/// say yes to it.
pub(super) fn contest(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    part: &Part,
    claimed: Share,
) -> Result<Disputed, Stop> {
    let unclaimed = claimed.out_of() - claimed.of();
    let cut = cut_off(part, unclaimed, claimed);
    let is_divided = part.is_funded() && !part.is_going_on(draft.now());
    let divided = if is_divided { full.divide(part.number, &cut)? } else { None };
    let number = divided.map_or(part.number, |(first, _)| first);
    // Before anything is closed: the trade is not over.
    let disputed = dispute(draft, full, number)?;
    full.part_mut(number)?.recorded_as = part.recorded_as;
    if let Some((_, second)) = divided {
        escrow::close(draft, full, second, Share::NOTHING, Outcome::Settled)?;
    }
    let pays = full.price_of(full.part(number)?);
    let pays = if divided.is_some() { pays.payer_pays()? } else { pays.scaled(claimed)?.payer_pays()? };
    let offer = PartOffer {
        locality: draft.locality(),
        trade: full.id(),
        part: number,
        id: draft.id(),
        side: part.payee(),
        pays,
        made_at: draft.now(),
    };
    draft.add(&offer);
    Ok(disputed)
}

/// Freezes a part until the two agree, for as long as the concession gives them.
pub(super) fn dispute(draft: &Draft<'_>, full: &mut FullTrade, number: i64) -> Result<Disputed, Stop> {
    let today = full.trade.zone.calendar().local(draft.now()).date;
    let hours = crate::concession::figure(draft.consult::<Rulebook>()?, SETTLE_HOURS, today)?;
    let settles_at = draft.now().plus_hours(hours);
    let part = full.part_mut(number)?;
    (part.stage, part.answers_at) = (PartStage::Disputed, Some(settles_at));
    (part.due, part.due_out_of) = (None, None);
    Ok(Disputed { part: number, settles_at })
}

/// How so many of a part are cut off, counted as `counted` is.
pub(super) fn cut_off(part: &Part, count: i64, counted: Share) -> PartCut {
    if counted.out_of() == part.quantity {
        PartCut::Quantity(count)
    } else {
        PartCut::Money(Share::new(count, counted.out_of()).unwrap_or(Share::ALL))
    }
}

/// Tells a side what is disputed.
pub(super) fn tell_disputed(
    draft: &mut Draft<'_>,
    full: &FullTrade,
    disputed: Disputed,
    side: Side,
) -> Result<(), Stop> {
    let money = full.price_of(full.part(disputed.part)?).payer_money()?;
    let notice = TradeNotice::Objected { money, until: disputed.settles_at };
    notices::tell(draft, full.trade.user(side), Subject::trade(full.id()), &notice);
    Ok(())
}
