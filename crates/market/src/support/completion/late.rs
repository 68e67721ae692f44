//! Running late: one side tells the other by how much. No money hangs on it.

use super::permitted;
use super::record::CompletionRefusal;
use crate::concession::{late_minutes_max, late_times_max};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::full::FullTrade;
use crate::trade::{EventKind, Side, Trade};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Show, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// How late a side said last that it will be to a part.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "delay",
    key(locality, trade, part, side),
    personal(trade),
    check = "minutes > 0",
    check = "times > 0"
)]
#[show(name = "DelayShown", only(side, minutes, said_at))]
pub struct Delay {
    /// The market area.
    pub locality: Locality,
    /// To which trade.
    pub trade: Id<Trade>,
    /// To which part.
    pub part: i64,
    /// Which side.
    pub side: Side,
    /// How late, in minutes after the start that was booked.
    pub minutes: i64,
    /// How often it said so.
    pub times: i64,
    /// When it said so last.
    pub said_at: Timestamp,
}

/// Says that the acting side will be late. What was said before no longer holds.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.run_late")]
pub struct RunLate {
    /// To which trade.
    pub trade: Id<Trade>,
    /// To which part.
    pub part: i64,
    /// How late, in minutes, from 1.
    pub minutes: i64,
}

impl Decide for RunLate {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
        keys.all::<Delay>((self.trade.locality(), self.trade));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (mut full, _, side) = permitted(draft, self.trade, self.part, Step::RunLate)?;
        let rulebook = draft.consult::<Rulebook>()?;
        let today = full.trade.zone.calendar().local(draft.now()).date;
        let most_minutes = late_minutes_max(rulebook, today)?;
        if !(1..=most_minutes).contains(&self.minutes) {
            return Err(CompletionRefusal::TooLate { most_minutes }.into());
        }
        let key = (draft.locality(), self.trade, self.part, side);
        let before = draft.find::<Delay>(key)?;
        if before.as_ref().is_some_and(|delay| delay.minutes == self.minutes) {
            return Ok(());
        }
        let times = before.map_or(0, |delay| delay.times);
        let most = late_times_max(rulebook, today)?;
        if times >= most {
            return Err(CompletionRefusal::SaidOften { most }.into());
        }
        draft.put(&Delay {
            locality: draft.locality(),
            trade: self.trade,
            part: self.part,
            side,
            minutes: self.minutes,
            times: times.saturating_add(1),
            said_at: draft.now(),
        })?;
        full.happened(draft, Some(self.part), EventKind::RunsLate);
        full.keep(draft)?;
        let other = full.trade.user(side.other());
        let notice = TradeNotice::Late { late_minutes: self.minutes };
        notices::tell(draft, other, Subject::trade(full.id()), &notice);
        Ok(())
    }
}
