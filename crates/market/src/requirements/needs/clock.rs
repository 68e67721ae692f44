//! Looking again and again: the timer that wants a look, and what a look found.

use super::{Need, NeedNotice, NeedStage, subject, terms};
use crate::directory::Directory;
use crate::support::notices;
use crate::users::User;
use kernel::{Amount, Command, Day, Decide, Draft, Id, Keys, Money, Stop};
use serde::{Deserialize, Serialize};

/// The outbox topic of looks that are wanted.
pub const TOPIC: &str = "need";

/// What whoever can search is told: look at this need.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookWanted {
    /// Whose.
    pub owner: Id<User>,
    /// Which.
    pub need: Id<Need>,
    /// Which look it is.
    pub look: i64,
}

/// Wants a need looked at again; forgets one whose last day is over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("needs.look_again", by_market)]
pub struct LookAgain {
    /// Whose.
    pub owner: Id<User>,
    /// Which.
    pub need: Id<Need>,
}

impl Decide for LookAgain {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        super::reads(keys, Command::locality(self), self.owner, self.need);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let key = (draft.locality(), self.owner, self.need);
        let Some(need) = draft.find::<Need>(key)? else { return Ok(()) };
        let Some(timer) = need.timer else { return Ok(()) };
        draft.take_back_timer(need.look_at, timer)?;
        if draft.now() < need.look_at {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(need.look_at, self));
            draft.put(&Need { timer, ..need })?;
            return Ok(());
        }
        let need = Need { timer: None, ..need };
        let zone = draft.consult::<Directory>()?.place(need.post_code).map(|place| place.zone.clone());
        let today =
            zone.map_or_else(|| draft.now().day(), |zone| Day::of(zone.calendar().local(draft.now()).date));
        if today > need.until_day {
            notices::tell(draft, need.owner, subject(need.id), &NeedNotice::Over);
            return need.forget(draft);
        }
        let look = need.look.saturating_add(1);
        draft.notify(TOPIC, &LookWanted { owner: need.owner, need: need.id, look });
        draft.put(&Need { look, ..need })?;
        Ok(())
    }
}

/// Enters what a look found: the first day on which all of a need can be had together, with what it costs; or that there is none.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("needs.note_look", by_market)]
pub struct NoteLook {
    /// Whose.
    pub owner: Id<User>,
    /// Which.
    pub need: Id<Need>,
    /// Which look it was.
    pub look: i64,
    /// The day, and what all of it costs in all, in minor units.
    pub found: Option<(Day, Amount)>,
}

impl Decide for NoteLook {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Need>((Command::locality(self), self.owner, self.need));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let key = (draft.locality(), self.owner, self.need);
        // A need that is forgotten, or whose look is noted, needs nothing more.
        let Some(need) = draft.find::<Need>(key)? else { return Ok(()) };
        if need.look != self.look || need.timer.is_some() {
            return Ok(());
        }
        let found = self
            .found
            .filter(|(day, cost)| need.may_be_on(*day) && need.most.is_none_or(|most| *cost <= most));
        let today = draft.now().day();
        let is_news =
            found.is_some_and(|(day, _)| need.found_day != Some(day)) && need.told_on != Some(today);
        if let Some((day, cost)) = found.filter(|_| is_news) {
            let place = draft.consult::<Directory>()?.place(need.post_code);
            let cost = Money { amount: cost, currency: need.currency };
            let starts = place.and_then(|place| need.starts_at(place, day)).unwrap_or(day.starts_at());
            notices::tell(draft, need.owner, subject(need.id), &NeedNotice::Found { starts, cost });
        }
        let look_at = draft.now().plus_minutes(terms(draft)?.look_minutes);
        let timer = Some(draft.set_timer(look_at, &LookAgain { owner: need.owner, need: need.id }));
        draft.put(&Need {
            stage: if found.is_some() { NeedStage::Found } else { NeedStage::Waiting },
            found_day: found.map(|(day, _)| day),
            found_cost: found.map(|(_, cost)| cost),
            told_on: if is_news { Some(today) } else { need.told_on },
            looked_at: Some(draft.now()),
            timer,
            look_at,
            ..need
        })?;
        Ok(())
    }
}
