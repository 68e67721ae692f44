//! Answering what is said: confirming, objecting, sending back, reporting.

use super::permitted;
use crate::price::Share;
use crate::support::amendment::close_hanging;
use crate::support::escrow::{self, Settled, outcome_of};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::divide::{LineCut, PartCut};
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage};
use crate::trade::procedure::Promise;
use crate::trade::{EventKind, Trade, TradeLine, TradeRefusal};
use crate::users::reliability::Outcome;
use crate::users::stock;
use kernel::{Asks, Command, Decide, Draft, Id, Keys, Show, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

kernel::words! {
    /// Why nothing is due, the payer says.
    pub enum ReportReason {
        /// Nobody came, or nothing.
        Nothing = "nothing",
        /// It came and goes back.
        Return = "return",
    }
}

/// Confirms what is recorded, or all of what is over: it is paid at once.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.confirm")]
pub struct Confirm {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// How much was seen to be due, of its quantity; anything else has changed since.
    pub due: i64,
}

impl Decide for Confirm {
    type Done = Settled;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Confirm)?;
        let share = part.due_share().filter(|_| part.stage == PartStage::Recorded).unwrap_or(all_of(&part));
        if share.of() != self.due {
            return Err(TradeRefusal::Changed.into());
        }
        let settled = escrow::close(draft, &mut full, self.part, share, outcome_of(&part, share))?;
        full.happened(draft, Some(self.part), EventKind::Confirmed);
        full.keep(draft)?;
        let settled = settled.ok_or(TradeRefusal::NotNow { stage: PartStage::Overdue.word() })?;
        tell_settled(draft, &full, &part, &settled);
        Ok(settled)
    }
}

/// All of a part, counted in its quantity.
fn all_of(part: &Part) -> Share {
    part.of_quantity(part.quantity).unwrap_or(Share::ALL)
}

/// Tells both what a part came to.
pub(super) fn tell_settled(draft: &mut Draft<'_>, full: &FullTrade, part: &Part, settled: &Settled) {
    if full.is_unpaid() {
        return;
    }
    let subject = Subject::trade(full.id());
    let (payer, payee) = (full.trade.user(part.payer), full.trade.user(part.payee()));
    let is_something = settled.received.amount > kernel::Amount::ZERO;
    if is_something || part.promise != Promise::Bond {
        notices::tell(draft, payee, subject, &TradeNotice::Paid { money: settled.received });
    }
    let to_payer = if part.promise == Promise::Bond {
        let back = full.price_of(part).payer_pays().and_then(|bond| bond.minus(settled.paid.amount));
        TradeNotice::BondBack { money: back.unwrap_or_default().of(part.currency) }
    } else {
        TradeNotice::Settled { money: settled.paid }
    };
    notices::tell(draft, payer, subject, &to_payer);
}

/// Says that less is due than is recorded. What is not disputed is paid at once; the rest waits for an agreement.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.object")]
pub struct Object {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// To which part.
    pub part: i64,
    /// How much is due, the payer says: less than is recorded, counted as that is.
    pub due: i64,
}

/// What objecting came to.
#[derive(Show, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// The part that is disputed.
    pub part: i64,
    /// When it is settled at half if nobody accepts an offer.
    pub settles_at: Timestamp,
}

impl Decide for Object {
    type Done = Disputed;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Disputed, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Object)?;
        let recorded = part.due_share().ok_or(TradeRefusal::Changed)?;
        if !(0..recorded.of()).contains(&self.due) {
            let most = recorded.of().saturating_sub(1).max(0);
            return Err(super::CompletionRefusal::NotThisMuch { most }.into());
        }
        let disputed = self.split(draft, &mut full, &part, recorded)?;
        let today = full.trade.zone.calendar().local(draft.now()).date;
        let name = "concession.procedure.settle_hours";
        let hours = crate::concession::figure(draft.consult::<Rulebook>()?, name, today)?;
        let settles_at = draft.now().plus_hours(hours);
        let part = full.part_mut(disputed)?;
        (part.stage, part.answers_at) = (PartStage::Disputed, Some(settles_at));
        (part.due, part.due_out_of) = (None, None);
        full.happened(draft, Some(disputed), EventKind::Objected);
        full.keep(draft)?;
        let part = full.part(disputed)?;
        let money = full.price_of(part).payer_money()?;
        let payee = full.trade.user(part.payee());
        let notice = TradeNotice::Objected { money, until: settles_at };
        notices::tell(draft, payee, Subject::trade(full.id()), &notice);
        Ok(Disputed { part: disputed, settles_at })
    }
}

impl Object {
    /// Divides off what is disputed and closes the rest; gives the number of what is disputed. What is too small to be
    /// divided is disputed as a whole.
    fn split(
        &self,
        draft: &mut Draft<'_>,
        full: &mut FullTrade,
        part: &Part,
        recorded: Share,
    ) -> Result<i64, Stop> {
        let disputed = recorded.of() - self.due;
        if !part.is_funded() {
            return Ok(part.number);
        }
        let rest = recorded.out_of() - disputed;
        let cut = if recorded.out_of() == part.quantity {
            PartCut::Quantity(disputed)
        } else {
            PartCut::Money(Share::new(disputed, recorded.out_of()).unwrap_or(Share::ALL))
        };
        let Some((first, second)) = full.divide(part.number, &cut)? else { return Ok(part.number) };
        let due = Share::new(self.due, rest).unwrap_or(Share::NOTHING);
        let outcome = outcome_of(part, due);
        if let Some(settled) = escrow::close(draft, full, first, due, outcome)? {
            let closed = full.part(first)?.clone();
            tell_settled(draft, full, &closed, &settled);
        }
        Ok(second)
    }
}

/// Asks for it again: it is open once more, for as long as from now on.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.send_back")]
pub struct SendBack {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// Until when it is to be done.
    pub until: Timestamp,
}

impl Decide for SendBack {
    type Done = Timestamp;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        let (mut full, ..) = permitted(draft, self.trade, self.part, Step::SendBack)?;
        let now = draft.now();
        let part = full.part_mut(self.part)?;
        part.stage = PartStage::Open;
        part.tries += 1;
        (part.due, part.due_out_of, part.recorded_as, part.answers_at) = (None, None, None, None);
        part.ends_at = self.until.max(now).max(part.starts_at);
        let until = part.ends_at.plus_hours(part.terms.record_hours);
        part.record_by = Some(until);
        let payee = part.payee();
        full.happened(draft, Some(self.part), EventKind::SentBack);
        full.keep(draft)?;
        notices::tell(
            draft,
            full.trade.user(payee),
            Subject::trade(full.id()),
            &TradeNotice::SentBack { until },
        );
        Ok(until)
    }
}

/// Pieces of a line that go back.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnedItem {
    /// The position of the line.
    pub position: i64,
    /// How many pieces.
    pub count: i64,
}

/// Says that nothing came, or that what came goes back. The payee has a while to answer.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.report")]
pub struct Report {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// Why.
    pub reason: ReportReason,
    /// Which goods; none for all of the part.
    pub items: Vec<ReturnedItem>,
}

/// What reporting came to.
#[derive(Show, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The part that is reported.
    pub part: i64,
    /// Until when the payee can answer; after it the money goes back.
    pub answer_by: Timestamp,
}

impl Decide for Report {
    type Done = Reported;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Reported, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Report)?;
        let number = self.divided_off(&mut full, &part)?;
        let now = draft.now();
        let reported = full.part_mut(number)?;
        let answer_by = now.plus_hours(reported.terms.report_hours);
        (reported.stage, reported.answers_at) = (PartStage::Reported, Some(answer_by));
        (reported.due, reported.due_out_of, reported.recorded_as) = (None, None, None);
        let (what, notice) = match self.reason {
            ReportReason::Nothing => (EventKind::Reported, TradeNotice::Reported { answer_by }),
            ReportReason::Return => (EventKind::ReturnReported, TradeNotice::ReturnReported { answer_by }),
        };
        full.happened(draft, Some(number), what);
        full.keep(draft)?;
        notices::tell(draft, full.trade.user(part.payee()), Subject::trade(full.id()), &notice);
        Ok(Reported { part: number, answer_by })
    }
}

impl Report {
    /// The part of what is reported: all of it, or some goods divided off. The others stand where they stood. Pieces that
    /// were not bought, and a line named twice, are refused.
    fn divided_off(&self, full: &mut FullTrade, part: &Part) -> Result<i64, Stop> {
        if self.items.is_empty() {
            return Ok(part.number);
        }
        let wrong = super::CompletionRefusal::NotThisMuch { most: part.quantity };
        let mut cuts: Vec<LineCut> = Vec::new();
        for ReturnedItem { position, count } in self.items.iter().copied() {
            let is_bought = |line: &TradeLine| {
                line.position == position && line.count.is_some_and(|all| (1..=all).contains(&count))
            };
            let is_named_twice = cuts.iter().any(|cut| cut.position == position);
            if is_named_twice || !full.lines_of(part.number).any(is_bought) {
                return Err(wrong.into());
            }
            cuts.push(LineCut { position, count });
        }
        // No more than was bought: the sum is at most the quantity.
        if cuts.iter().map(|cut| cut.count).sum::<i64>() >= part.quantity {
            return Ok(part.number);
        }
        let divided = full.divide(part.number, &PartCut::Lines(cuts))?;
        let (first, second) = divided.ok_or(wrong)?;
        if part.stage == PartStage::Recorded {
            let rest = full.part_mut(first)?;
            rest.set_due(all_of(rest));
        }
        Ok(second)
    }
}

/// Accepts a report: nothing is due and the money goes back.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.accept_report")]
pub struct AcceptReport {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// Whether the goods are back and can be sold again.
    pub is_restocked: bool,
}

impl Decide for AcceptReport {
    type Done = Settled;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::AcceptReport)?;
        let is_return = part.promise == Promise::Goods;
        let outcome = if is_return { Outcome::Returned } else { Outcome::Missed };
        let agreed = full.price_of(&part).payer_money()?;
        let settled = escrow::close(draft, &mut full, self.part, Share::NOTHING, outcome)?;
        if self.is_restocked && is_return {
            let closed = full.part(self.part)?.clone();
            for taking in closed.takings(full.lines_of(self.part))? {
                if let crate::users::taking::Taking::Pieces { item, count } = taking {
                    stock::give_back(draft, item, count)?;
                }
            }
            full.part_mut(self.part)?.takes = crate::trade::part::Takes::Nothing;
        }
        close_hanging(draft, &mut full, outcome)?;
        let what = if is_return { EventKind::Returned } else { EventKind::Missed };
        full.happened(draft, Some(self.part), what);
        full.keep(draft)?;
        let payer = full.trade.user(part.payer);
        notices::tell(
            draft,
            payer,
            Subject::trade(full.id()),
            &TradeNotice::ReturnAccepted { money: agreed },
        );
        Ok(settled.ok_or(TradeRefusal::NotNow { stage: PartStage::Overdue.word() })?)
    }
}
