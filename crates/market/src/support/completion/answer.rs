//! Answering what is said: confirming, objecting, sending back, reporting.

use super::contest::{Disputed, contest, cut_off, dispute, tell_disputed};
use super::{CompletionRefusal, permitted};
use crate::price::Share;
use crate::support::amendment::close_hanging;
use crate::support::escrow::{self, Settled, outcome_of};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::divide::{LineCut, PartCut};
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage, RecordedAs};
use crate::trade::procedure::Promise;
use crate::trade::{EventKind, Trade, TradeRefusal};
use crate::users::reliability::Outcome;
use crate::users::taking;
use kernel::{Asks, Command, Decide, Draft, Id, Keys, Show, Stop, Timestamp};
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
    /// Why, as it was seen; none where nothing is recorded.
    pub reason: Option<RecordedAs>,
}

impl Decide for Confirm {
    type Done = Settled;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Confirm)?;
        let share = part.due_share().filter(|_| part.stage == PartStage::Recorded).unwrap_or(all_of(&part));
        if !is_as_seen(&part, share, self.due, self.reason) {
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
    /// How much was seen to be recorded; anything else has changed since.
    pub recorded: i64,
    /// Why, as it was seen.
    pub reason: Option<RecordedAs>,
}

impl Decide for Object {
    type Done = Disputed;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Disputed, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Object)?;
        let recorded = part.due_share().ok_or(TradeRefusal::Changed)?;
        if !is_as_seen(&part, recorded, self.recorded, self.reason) {
            return Err(TradeRefusal::Changed.into());
        }
        if !(0..recorded.of()).contains(&self.due) {
            let most = recorded.of().saturating_sub(1).max(0);
            return Err(CompletionRefusal::NotThisMuch { most }.into());
        }
        let disputed = if self.due == 0 {
            contest(draft, &mut full, &part, recorded)?
        } else {
            let number = self.split(draft, &mut full, &part, recorded)?;
            dispute(draft, &mut full, number)?
        };
        full.happened(draft, Some(disputed.part), EventKind::Objected);
        full.keep(draft)?;
        tell_disputed(draft, &full, disputed, part.payee())?;
        Ok(disputed)
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
        let cut = cut_off(part, disputed, recorded);
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
    /// How much was seen to be recorded; anything else has changed since.
    pub recorded: i64,
    /// Why, as it was seen.
    pub reason: Option<RecordedAs>,
}

impl Decide for SendBack {
    type Done = Timestamp;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::SendBack)?;
        let recorded = part.due_share().ok_or(TradeRefusal::Changed)?;
        if !is_as_seen(&part, recorded, self.recorded, self.reason) {
            return Err(TradeRefusal::Changed.into());
        }
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

/// Says that nothing came, or that what came goes back. The payee has a while to answer. Where the payee has said already
/// that something is due, that is disputed; goods that are on their way are reported all the same.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.report")]
pub struct Report {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// Why.
    pub reason: ReportReason,
    /// The stage at which the part was seen: a record that was not seen is not disputed.
    #[ask(example = "open")]
    pub seen: PartStage,
    /// Which goods, each line once; none for all of the part.
    pub items: Vec<ReturnedItem>,
}

/// What reporting came to.
#[derive(Show, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The part that is reported.
    pub part: i64,
    /// Until when the payee can answer; after it the money goes back, and time settles what is disputed.
    pub answer_by: Timestamp,
}

impl Decide for Report {
    type Done = Reported;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Reported, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::Report)?;
        if self.seen != part.stage {
            return Err(TradeRefusal::Changed.into());
        }
        if let Some(recorded) = part.due_share().filter(|due| is_contested(&part, *due)) {
            let disputed = contest(draft, &mut full, &part, recorded)?;
            full.happened(draft, Some(disputed.part), EventKind::Reported);
            full.keep(draft)?;
            tell_disputed(draft, &full, disputed, part.payee())?;
            return Ok(Reported { part: disputed.part, answer_by: disputed.settles_at });
        }
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

/// Whether what is recorded, or is due where nothing is, stands as somebody saw it.
fn is_as_seen(part: &Part, due: Share, seen: i64, reason: Option<RecordedAs>) -> bool {
    due.of() == seen && part.recorded_as == reason
}

/// Whether a report contradicts what is recorded: goods that were sent may still not be there.
fn is_contested(part: &Part, recorded: Share) -> bool {
    part.stage == PartStage::Recorded && part.promise != Promise::Goods && !recorded.is_nothing()
}

impl Report {
    /// Of each line at least one piece goes back and at most all of them, and it is named once.
    fn check(&self, item: &ReturnedItem, full: &FullTrade, part: &Part) -> Result<(), CompletionRefusal> {
        let line = full.lines_of(part.number).find(|line| line.position == item.position);
        let most = line.and_then(|line| line.count).unwrap_or_default();
        let is_once = self.items.iter().filter(|other| other.position == item.position).count() == 1;
        let fits = is_once && (1..=most).contains(&item.count);
        if fits { Ok(()) } else { Err(CompletionRefusal::NotThisMuch { most }) }
    }

    /// The part of what is reported: all of it, or some goods divided off. The others stand where they stood.
    fn divided_off(&self, full: &mut FullTrade, part: &Part) -> Result<i64, Stop> {
        if self.items.is_empty() {
            return Ok(part.number);
        }
        for item in &self.items {
            self.check(item, full, part)?;
        }
        let cuts =
            self.items.iter().map(|item| LineCut { position: item.position, count: item.count }).collect();
        let pieces: i64 = self.items.iter().map(|item| item.count).sum();
        if pieces >= part.quantity {
            return Ok(part.number);
        }
        let divided = full.divide(part.number, &PartCut::Lines(cuts))?;
        let (first, second) = divided.ok_or(CompletionRefusal::NotThisMuch { most: part.quantity })?;
        if part.stage == PartStage::Recorded {
            let rest = full.part_mut(first)?;
            rest.set_due(all_of(rest));
            rest.recorded_as = part.recorded_as;
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
    /// How much was seen to be reported, of the quantity that was agreed; anything else has changed since.
    pub reported: i64,
}

impl Decide for AcceptReport {
    type Done = Settled;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let (mut full, part, _) = permitted(draft, self.trade, self.part, Step::AcceptReport)?;
        if part.quantity != self.reported {
            return Err(TradeRefusal::Changed.into());
        }
        let is_return = part.promise == Promise::Goods;
        let outcome = if is_return { Outcome::Returned } else { Outcome::Missed };
        let agreed = full.price_of(&part).payer_money()?;
        let settled = escrow::close(draft, &mut full, self.part, Share::NOTHING, outcome)?;
        if self.is_restocked && is_return {
            let closed = full.part(self.part)?.clone();
            taking::give_all_back(draft, &closed.takings(full.lines_of(self.part))?)?;
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
