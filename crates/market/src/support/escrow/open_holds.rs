//! What is on hold: so many at once of a buyer, and so many on a seller's day, whatever mechanism holds it. A hold costs
//! nothing, so nobody keeps from others what all of them need.

use crate::concession::Terms;
use crate::trade::full::FullTrade;
use crate::trade::part::Takes;
use crate::trade::{Trade, TradeRefusal};
use crate::users::User;
use crate::users::assets::Resource;
use kernel::{Date, Day, Draft, Id, Keys, Locality, Record, Stop, Timestamp};
use rules::Rulebook;

/// A hold that has not ended. Its buyer's are read and counted in the commit that adds one more.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "open_hold", key(locality, buyer, trade), personal(buyer))]
pub struct OpenHold {
    /// The market area.
    pub locality: Locality,
    /// For whom.
    pub buyer: Id<User>,
    /// What is held.
    pub trade: Id<Trade>,
    /// Until when.
    pub held_until: Timestamp,
}

/// How many holds that have not ended begin on a day of somebody's, or of something's that is hired.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "held_day", key(locality, resource, day), personal(resource), check = "holds >= 0")]
pub struct HeldDay {
    /// The market area.
    pub locality: Locality,
    /// Whose hours are held.
    pub resource: Id<Resource>,
    /// The date on which they begin, on the clock of the place.
    pub day: Day,
    /// How many.
    pub holds: i64,
}

impl OpenHold {
    /// Asks for the rows that a further hold reads.
    pub fn reads(keys: &mut Keys, locality: Locality, buyer: Id<User>) {
        keys.all::<Self>((locality, buyer));
    }

    /// Counts a hold of a trade, on a date of its place: before anything is set aside for it.
    ///
    /// # Errors
    /// [`TradeRefusal::TooManyHolds`], [`TradeRefusal::DayIsHeld`].
    pub(super) fn open(draft: &mut Draft<'_>, full: &FullTrade, on: Date) -> Result<(), Stop> {
        let trade = &full.trade;
        let most = Terms::holds_max(draft.consult::<Rulebook>()?, on)?;
        let (locality, buyer) = (draft.locality(), trade.buyer);
        // One whose time is over is as good as gone, though its timer may be late.
        let now = draft.now();
        let others = draft.list::<Self>((locality, buyer))?.into_iter();
        let ends: Vec<Timestamp> = others.map(|hold| hold.held_until).filter(|until| *until > now).collect();
        let count = i64::try_from(ends.len()).unwrap_or(i64::MAX);
        if let Some(ends) = ends.into_iter().min().filter(|_| count >= most) {
            return Err(TradeRefusal::TooManyHolds { most, ends }.into());
        }
        let day = HeldDay::of(full);
        let holds = HeldDay::count(draft, day)?;
        let most = Terms::holds_day_max(draft.consult::<Rulebook>()?, on)?;
        if holds >= most {
            return Err(TradeRefusal::DayIsHeld { most }.into());
        }
        HeldDay::keep(draft, day, holds.saturating_add(1))?;
        draft.add(&Self { locality, buyer, trade: trade.id, held_until: trade.held_until });
        Ok(())
    }

    /// The hold goes on until another time.
    pub(super) fn extend(draft: &mut Draft<'_>, trade: &Trade) -> Result<(), Stop> {
        let (locality, buyer, held_until) = (draft.locality(), trade.buyer, trade.held_until);
        Ok(draft.put(&Self { locality, buyer, trade: trade.id, held_until })?)
    }

    /// The hold has ended, by agreement or without.
    pub(super) fn end(draft: &mut Draft<'_>, full: &FullTrade) -> Result<(), Stop> {
        let day = HeldDay::of(full);
        let holds = HeldDay::count(draft, day)?;
        HeldDay::keep(draft, day, holds.saturating_sub(1))?;
        Ok(draft.remove::<Self>((draft.locality(), full.trade.buyer, full.trade.id))?)
    }
}

/// The row of a day that is held.
type DayKey = (Id<Resource>, Day);

impl HeldDay {
    /// The day on which a trade's first hours begin; pieces of a stock have no day that others need.
    pub fn of(full: &FullTrade) -> Option<DayKey> {
        let part = full.parts().iter().find(|part| part.takes == Takes::Hours)?;
        Some((part.resource?, Day::of(full.trade.zone.calendar().local(part.starts_at).date)))
    }

    /// How many holds a day has.
    fn count(draft: &Draft<'_>, day: Option<DayKey>) -> Result<i64, Stop> {
        let Some((resource, day)) = day else { return Ok(0) };
        let kept = draft.find::<Self>((draft.locality(), resource, day))?;
        Ok(kept.map_or(0, |day| day.holds))
    }

    fn keep(draft: &mut Draft<'_>, day: Option<DayKey>, holds: i64) -> Result<(), Stop> {
        let Some((resource, day)) = day else { return Ok(()) };
        let locality = draft.locality();
        if holds > 0 {
            return Ok(draft.put(&Self { locality, resource, day, holds })?);
        }
        Ok(draft.remove::<Self>((locality, resource, day))?)
    }
}
