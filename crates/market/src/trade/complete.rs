//! Completion of a trade: hours recorded, confirmed in one tap or by silence, or an absence reported.

use super::{Stage, Trade, TradeRefusal, advance, only_timer, reads, settle};
use crate::concession::Terms;
use crate::support::{
    completion::{self, WorkRecord},
    notices,
};
use crate::users::reliability::Outcome;
use kernel::{Amount, BasisPoints, Command, Draft, Id, Keys, Locality, Moment, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Records the minutes worked. The seller may correct them until the trade is settled, and answers a report of
/// absence by them.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct RecordHours {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Minutes worked, without breaks: whole quarter-hours, at most those booked.
    pub worked_minutes: i64,
}

/// What recording came to.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When silence will count as approval.
    pub approves_at: Timestamp,
}

impl Command for RecordHours {
    type Done = Recorded;
    const NAME: &'static str = "completion.record_hours";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Trade>((self.locality(), self.trade));
        keys.one::<WorkRecord>((self.locality(), self.trade.cast()));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Recorded, Stop> {
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.only_seller(at)?;
        trade.at_one_of(&[Stage::Booked, Stage::Recorded, Stage::Reported])?;
        completion::check_minutes(trade.span()?, self.worked_minutes, at.now)?;
        draft.put(&WorkRecord {
            locality: at.locality,
            trade: trade.id.cast(),
            recorded_by: trade.seller,
            worked_minutes: self.worked_minutes,
            recorded_at: at.now,
        })?;
        let mut approves_at = trade.approves_at.unwrap_or(at.now);
        if trade.stage == Stage::Reported {
            // The answer to a report gives the buyer the whole time again.
            approves_at = approves_at.max(at.now.plus_hours(silent_hours(at, &trade)?));
            draft.wake(at, approves_at, &ApproveSilently { trade: trade.id });
        }
        trade.stage = Stage::Recorded;
        trade.worked_minutes = Some(self.worked_minutes);
        trade.approves_at = Some(approves_at);
        advance(at, draft, &trade, "event-recorded")?;
        let saying = (
            "notice-recorded",
            vec![
                ("worked", kernel::Argument::Minutes(self.worked_minutes)),
                ("approves", approves_at.into()),
            ],
        );
        notices::tell(at, draft, trade.buyer, (Some(trade.id), saying));
        Ok(Recorded { approves_at })
    }
}

/// Confirms the hours, in one tap: those recorded, or those booked if the work is over and none were recorded.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ConfirmHours {
    /// Of which trade.
    pub trade: Id<Trade>,
}

/// What a settled trade came to.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What the buyer paid, in minor units.
    pub buyer_paid: Amount,
    /// What the seller received, in minor units.
    pub seller_received: Amount,
}

impl Command for ConfirmHours {
    type Done = Settled;
    const NAME: &'static str = "completion.confirm_hours";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Settled, Stop> {
        let trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.only_buyer(at)?;
        trade.at_one_of(&[Stage::Booked, Stage::Recorded])?;
        if trade.stage == Stage::Booked && at.now < trade.ends_at {
            return Err(TradeRefusal::NotNow { stage: trade.stage.word() }.into());
        }
        pay(at, draft, trade, "event-confirmed")
    }
}

/// Approves the hours because nobody objected in time.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ApproveSilently {
    /// Of which trade.
    pub trade: Id<Trade>,
}

impl Command for ApproveSilently {
    type Done = Settled;
    const NAME: &'static str = "completion.approve_silently";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Settled, Stop> {
        only_timer(at)?;
        let trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.at_one_of(&[Stage::Booked, Stage::Recorded])?;
        if trade.approves_at.is_none_or(|approves_at| at.now < approves_at) {
            return Err(TradeRefusal::NotDue.into());
        }
        pay(at, draft, trade, "event-approved")
    }
}

/// Reports that the seller did not come. The seller has as long as silence takes to record hours instead.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ReportAbsence {
    /// Of which trade.
    pub trade: Id<Trade>,
}

impl Command for ReportAbsence {
    type Done = Timestamp;
    const NAME: &'static str = "completion.report_absence";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Trade>((self.locality(), self.trade));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Timestamp, Stop> {
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.only_buyer(at)?;
        trade.at_one_of(&[Stage::Booked])?;
        if at.now < trade.starts_at || trade.approves_at.is_some_and(|approves_at| at.now >= approves_at) {
            return Err(TradeRefusal::NotNowAbsent.into());
        }
        let answer_by = at.now.plus_hours(silent_hours(at, &trade)?);
        trade.stage = Stage::Reported;
        trade.approves_at = Some(answer_by);
        draft.wake(at, answer_by, &ResolveReport { trade: trade.id });
        advance(at, draft, &trade, "event-reported")?;
        let saying = ("notice-reported", vec![("answer_by", answer_by.into())]);
        notices::tell(at, draft, trade.seller, (Some(trade.id), saying));
        Ok(answer_by)
    }
}

/// Gives the money back because a report of absence was not answered in time.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ResolveReport {
    /// Of which trade.
    pub trade: Id<Trade>,
}

impl Command for ResolveReport {
    type Done = ();
    const NAME: &'static str = "completion.resolve_report";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        only_timer(at)?;
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.at_one_of(&[Stage::Reported])?;
        if trade.approves_at.is_none_or(|answer_by| at.now < answer_by) {
            return Err(TradeRefusal::NotDue.into());
        }
        trade.stage = Stage::Absent;
        let nothing = settle::Part::Share(BasisPoints(0));
        settle::settle(at, draft, &mut trade, (nothing, Some(Outcome::NoShow), "event-absent"))?;
        for user in [trade.buyer, trade.seller] {
            notices::tell(at, draft, user, (Some(trade.id), ("notice-absent", Vec::new())));
        }
        Ok(())
    }
}

/// Asks the seller, at the end of the work, for the hours.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct PromptHours {
    /// Of which trade.
    pub trade: Id<Trade>,
}

impl Command for PromptHours {
    type Done = ();
    const NAME: &'static str = "completion.prompt_hours";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Trade>((self.locality(), self.trade));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        only_timer(at)?;
        let trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.at_one_of(&[Stage::Booked])?;
        let saying = ("notice-prompt", vec![("approves", trade.approves_at.unwrap_or(at.now).into())]);
        notices::tell(at, draft, trade.seller, (Some(trade.id), saying));
        Ok(())
    }
}

fn pay(at: &Moment, draft: &mut Draft, mut trade: Trade, what: &str) -> Result<Settled, Stop> {
    let booked = trade.span()?.minutes();
    let worked = trade.worked_minutes.unwrap_or(booked);
    trade.stage = Stage::Settled;
    trade.worked_minutes = Some(worked);
    let part = settle::Part::Worked { worked, booked };
    let outcome = if worked > 0 { Outcome::Kept } else { Outcome::NoShow };
    settle::settle(at, draft, &mut trade, (part, Some(outcome), what))?;
    let paid = ("money", (trade.seller_receives, trade.currency).into());
    let cost = ("money", (trade.buyer_pays, trade.currency).into());
    notices::tell(at, draft, trade.seller, (Some(trade.id), ("notice-paid", vec![paid])));
    notices::tell(at, draft, trade.buyer, (Some(trade.id), ("notice-settled", vec![cost])));
    Ok(Settled { buyer_paid: trade.buyer_pays, seller_received: trade.seller_receives })
}

/// How long silence takes, by the terms of the day of agreement.
fn silent_hours(at: &Moment, trade: &Trade) -> Result<i64, Stop> {
    let agreed_at = trade.booked_at.unwrap_or(at.now);
    let terms = Terms::on(at.consult::<Rulebook>()?, trade.zone.calendar().local(agreed_at).date)?;
    Ok(terms.silent_approval_hours)
}
