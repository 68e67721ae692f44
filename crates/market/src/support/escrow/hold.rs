//! Holding, agreeing, letting go.

use super::drawn::{Keeping, draw_up};
use super::reserved::{end_hold, give_back_reserved, set_aside};
use super::{HeldDay, OpenHold, account, close, fund, give_back_takings};
use crate::concession::Terms;
use crate::options::{
    assembly,
    booking_checks::PartyFacts,
    contracts::{self, AgreedHire},
    subsidies::HeldFund,
};
use crate::support::completion::Handover;
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::{self, Step};
use crate::trade::arrival::{Arrival, Destination};
use crate::trade::award::Award;
use crate::trade::bundle::Bundle;
use crate::trade::clock;
use crate::trade::full::FullTrade;
use crate::trade::part::{Funds, Part, PartStage, RecordedAs};
use crate::trade::procedure::Recorded;
use crate::trade::{Awaits, EventKind, Stage, Trade, TradeRefusal};
use crate::users::reliability::{self, Outcome};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Show, Stop, Timestamp, together};
use ledger::{AccountKey, Class};
use rules::Rulebook;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A hold as whoever asked for it hears of it.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The trade it may become.
    pub trade: Id<Trade>,
    /// Until when.
    pub held_until: Timestamp,
    /// What the buyer would pay, a bond not counted.
    pub buyer_pays: Money,
}

impl Held {
    /// Agreeing to it as it was held.
    pub const fn agree(&self) -> Agree {
        Agree { trade: self.trade, expected_pay: self.buyer_pays.amount }
    }
}

/// An agreement as whoever made it hears of it.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The trade.
    pub trade: Id<Trade>,
    /// The digest of its contract.
    pub contract_digest: String,
}

/// Keeps what an award takes for the side that has not agreed yet.
///
/// # Errors
/// What cannot be taken; [`ledger::LedgerRefusal::Insufficient`] for a subsidy that its fund no longer has.
pub fn hold(draft: &mut Draft<'_>, award: &Award, until: Timestamp, awaits: Awaits) -> Result<Held, Stop> {
    let full = keep_for(draft, award, Keeping { until, awaits, bundle: None })?;
    Ok(held(&full))
}

/// Keeps what an award takes for the buyer, with the others of a bundle.
///
/// # Errors
/// As [`hold`].
pub(crate) fn hold_member(
    draft: &mut Draft<'_>,
    award: &Award,
    until: Timestamp,
    bundle: Id<Bundle>,
) -> Result<Held, Stop> {
    let bundle = Some(bundle);
    let full = keep_for(draft, award, Keeping { until, awaits: Awaits::Buyer, bundle })?;
    Ok(held(&full))
}

fn held(full: &FullTrade) -> Held {
    let trade = &full.trade;
    Held { trade: trade.id, held_until: trade.held_until, buyer_pays: trade.buyer_pays.of(trade.currency) }
}

/// Makes a trade whose two sides were both bound before.
///
/// # Errors
/// As [`hold`], then as [`Agree`].
pub fn make(draft: &mut Draft<'_>, award: &Award) -> Result<Agreed, Stop> {
    let (full, agreed) = make_for(draft, award, None)?;
    tell_both(draft, &full);
    Ok(agreed)
}

/// Makes a trade in a bundle that is agreed already. Its seller is told; its buyer asked for it.
///
/// # Errors
/// As [`make`].
pub(crate) fn make_member(draft: &mut Draft<'_>, award: &Award, bundle: Id<Bundle>) -> Result<Held, Stop> {
    let (full, _) = make_for(draft, award, Some(bundle))?;
    tell_seller(draft, &full);
    Ok(held(&full))
}

fn make_for(
    draft: &mut Draft<'_>,
    award: &Award,
    bundle: Option<Id<Bundle>>,
) -> Result<(FullTrade, Agreed), Stop> {
    let keeping = Keeping { until: draft.now(), awaits: Awaits::Nobody, bundle };
    let mut full = keep_for(draft, award, keeping)?;
    check_again(draft, &full, Price::Bound)?;
    let agreed = bind_quietly(draft, &mut full)?;
    Ok((full, agreed))
}

fn keep_for(draft: &mut Draft<'_>, award: &Award, keeping: Keeping) -> Result<FullTrade, Stop> {
    let awaits = keeping.awaits;
    let mut full = draw_up(draft, award, keeping)?;
    for part in full.parts() {
        for taking in part.takings(full.lines_of(part.number))? {
            taking.take(draft)?;
        }
    }
    if awaits != Awaits::Nobody {
        OpenHold::open(draft, &full, full.trade.zone.calendar().local(draft.now()).date)?;
    }
    let numbers: Vec<i64> = full.parts().iter().map(|part| part.number).collect();
    for number in numbers {
        set_aside(draft, &mut full, number)?;
    }
    if award.parts.iter().any(|part| part.is_handed_over) {
        let handover = Handover::new(draft, award.id);
        draft.add(&handover);
    }
    if let Some(Destination { street, note }) = award.destination.clone() {
        draft.add(&Arrival { locality: draft.locality(), trade: award.id, street, note });
    }
    if let Some(terms) = award.hire_terms.clone() {
        draft.add(&AgreedHire { locality: draft.locality(), trade: award.id, terms });
    }
    full.add(draft)?;
    reliability::is_open(draft, award.buyer, award.seller)?;
    full.happened(draft, None, EventKind::Held);
    Ok(full)
}

/// Whether a trade that both sides are bound to already can still be agreed to: the rules allow it, and the money is there.
pub(crate) fn can_bind(draft: &Draft<'_>, full: &FullTrade) -> Result<bool, Stop> {
    match check_again(draft, full, Price::Bound) {
        Err(Stop::Refused(_)) => return Ok(false),
        checked => checked?,
    }
    let mut due = BTreeMap::<_, Amount>::new();
    for part in full.parts().iter().filter(|part| part.funds == Funds::AtOnce) {
        let payer = AccountKey::of(full.trade.user(part.payer), Class::UserAvailable, part.currency);
        let sum = due.entry((payer.holder, part.currency)).or_default();
        *sum = sum.plus(full.price_of(part).payer_pays()?)?;
        if payer.account(draft)?.available < *sum {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Binds the side that had not agreed: the contract, the money into escrow, the first timer.
pub(crate) fn bind(draft: &mut Draft<'_>, full: &mut FullTrade) -> Result<Agreed, Stop> {
    let agreed = bind_quietly(draft, full)?;
    tell_both(draft, full);
    Ok(agreed)
}

/// Agrees to one of the trades that are held together. Its seller is told; its buyer hears of the whole.
///
/// # Errors
/// As [`Agree`].
pub(super) fn agree_member(draft: &mut Draft<'_>, full: &mut FullTrade) -> Result<(), Stop> {
    let has_begun = |part: &Part| part.promise.procedure().is_timed && draft.now() >= part.starts_at;
    if full.parts().iter().any(has_begun) {
        return Err(TradeRefusal::Begun.into());
    }
    check_again(draft, full, Price::Open)?;
    bind_quietly(draft, full)?;
    tell_seller(draft, full);
    Ok(())
}

fn bind_quietly(draft: &mut Draft<'_>, full: &mut FullTrade) -> Result<Agreed, Stop> {
    end_hold(draft, full)?;
    let numbers: Vec<i64> = full.parts().iter().map(|part| part.number).collect();
    for number in &numbers {
        if full.part(*number)?.funds == Funds::AtOnce {
            fund(draft, full, *number)?;
        }
    }
    full.trade.stage = Stage::Booked;
    full.trade.booked_at = Some(draft.now());
    let contract = contracts::of(draft, full)?;
    draft.add(&contract);
    full.happened(draft, None, EventKind::Booked);
    for number in numbers {
        record_at_booking(draft, full, number)?;
    }
    full.keep(draft)?;
    Ok(Agreed { trade: full.id(), contract_digest: contract.digest })
}

/// What is due at agreement is recorded with it.
fn record_at_booking(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64) -> Result<(), Stop> {
    let part = full.part(number)?;
    if part.promise.procedure().recorded != Recorded::AtBooking || !part.is_live() {
        return Ok(());
    }
    record_all(draft, full, number)
}

/// All of a part is due: recorded, and closed at once where there is nothing to answer.
pub(crate) fn record_all(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64) -> Result<(), Stop> {
    let now = draft.now();
    let part = full.part_mut(number)?;
    part.set_due(crate::price::Share::ALL);
    part.recorded_as = Some(RecordedAs::Performed);
    if part.terms.answer_hours == 0 {
        close(draft, full, number, crate::price::Share::ALL, Outcome::Kept)?;
        return Ok(());
    }
    part.answers_at = Some(clock::answers_at(part, now, false, false));
    part.stage = PartStage::Recorded;
    Ok(())
}

/// Asks for the rows that the money moves between, which only the trade can name.
fn ask_for_money(draft: &Draft<'_>, full: &FullTrade) -> Result<(), Stop> {
    let (mut keys, locality) = (Keys::default(), draft.locality());
    for part in full.parts() {
        AccountKey::of(full.trade.user(part.payer), Class::UserAvailable, part.currency)
            .read(&mut keys, locality);
        account(full.id(), part.currency).read(&mut keys, locality);
        for line in full.lines_of(part.number) {
            if let (Some(pending), Some(fund)) = (line.pending, &line.counterparty) {
                ledger::pending_reads(&mut keys, locality, pending);
                let fund = fund.account(account(full.id(), part.currency));
                fund.read(&mut keys, locality);
                keys.one::<HeldFund>((locality, fund.holder, fund.currency));
            }
        }
    }
    keys.one::<OpenHold>((locality, full.trade.buyer, full.id()));
    if let (Some(at), Some(timer)) = (full.trade.timer_at, full.trade.timer) {
        keys.one::<kernel::Timer>((locality, at, timer));
    }
    Ok(draft.ask(keys)?)
}

/// Whether the price of a trade is asked again when it is agreed to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Price {
    /// One side is not bound yet.
    Open,
    /// Both are bound to it.
    Bound,
}

/// What held when it was kept must still hold when it is agreed.
fn check_again(draft: &Draft<'_>, full: &FullTrade, price: Price) -> Result<(), Stop> {
    ask_for_money(draft, full)?;
    let facts = PartyFacts::of(draft, Some(full.trade.buyer), full.trade.seller, full.is_unpaid())?;
    for part in full.parts().iter().filter(|part| part.promise.counts()) {
        assembly::recheck(draft, full, part, &facts, price == Price::Open)?;
    }
    Ok(())
}

fn tell_both(draft: &mut Draft<'_>, full: &FullTrade) {
    tell_seller(draft, full);
    let trade = &full.trade;
    let starts = trade.starts_at;
    let pays = trade.buyer_pays.of(trade.currency);
    let notice = if full.is_unpaid() {
        TradeNotice::AgreedUnpaid { starts }
    } else {
        TradeNotice::BookedBuyer { starts, pays }
    };
    notices::tell(draft, trade.buyer, Subject::trade(trade.id), &notice);
}

fn tell_seller(draft: &mut Draft<'_>, full: &FullTrade) {
    let trade = &full.trade;
    let starts = trade.starts_at;
    let receives = trade.seller_receives.of(trade.currency);
    let notice = if full.is_unpaid() {
        TradeNotice::AgreedUnpaid { starts }
    } else {
        TradeNotice::BookedSeller { starts, receives }
    };
    notices::tell(draft, trade.seller, Subject::trade(trade.id), &notice);
}

/// Ends a hold: everything is as before, and nothing is owed.
pub(crate) fn lapse(draft: &mut Draft<'_>, full: &mut FullTrade) -> Result<(), Stop> {
    let mut keys = Keys::default();
    keys.one::<OpenHold>((draft.locality(), full.trade.buyer, full.id()));
    reliability::reads(&mut keys, draft.locality(), full.trade.buyer, full.trade.seller);
    if let Some((resource, day)) = HeldDay::of(full) {
        keys.one::<HeldDay>((draft.locality(), resource, day));
    }
    together(draft.ask(keys).map_err(Stop::from), ask_for_money(draft, full))?;
    end_hold(draft, full)?;
    let numbers: Vec<i64> = full.parts().iter().map(|part| part.number).collect();
    for number in numbers {
        give_back_takings(draft, full, number)?;
        give_back_reserved(draft, full, number)?;
        full.part_mut(number)?.stage = PartStage::Void;
    }
    reliability::is_over(draft, full.trade.buyer, full.trade.seller)?;
    full.trade.stage = Stage::Lapsed;
    full.trade.ended_at = Some(draft.now());
    full.happened(draft, None, EventKind::Lapsed);
    full.keep(draft)
}

/// Agrees to what is held: the contract binds both sides and the money that is due at once goes into escrow.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("escrow.agree")]
pub struct Agree {
    /// Which trade.
    pub trade: Id<Trade>,
    /// What was seen that the buyer pays, without a bond, in minor units; nobody agrees to another price.
    pub expected_pay: Amount,
}

impl Decide for Agree {
    type Done = Agreed;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Agreed, Stop> {
        let mut full = FullTrade::of(draft, self.trade)?;
        permit(draft, &full, Step::Agree)?;
        if full.trade.buyer_pays != self.expected_pay {
            return Err(TradeRefusal::Changed.into());
        }
        check_again(draft, &full, Price::Open)?;
        bind(draft, &mut full)
    }
}

/// Holds for longer: as long again as at first, from when the hold would end.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("escrow.extend_hold")]
pub struct ExtendHold {
    /// Which trade.
    pub trade: Id<Trade>,
}

impl Decide for ExtendHold {
    type Done = Timestamp;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        let mut full = FullTrade::of(draft, self.trade)?;
        permit(draft, &full, Step::Extend)?;
        let today = full.trade.zone.calendar().local(draft.now()).date;
        let minutes = Terms::hold_minutes(draft.consult::<Rulebook>()?, today)?;
        full.trade.extensions_left -= 1;
        full.trade.held_until = held_until(full.trade.held_until, minutes, full.trade.agree_by);
        OpenHold::extend(draft, &full.trade)?;
        full.happened(draft, None, EventKind::Extended);
        full.keep(draft)?;
        Ok(full.trade.held_until)
    }
}

/// Until when something is held for so many minutes from a time on: never beyond the last moment at which it can be agreed
/// to.
pub fn held_until(from: Timestamp, minutes: i64, agree_by: Option<Timestamp>) -> Timestamp {
    let until = from.plus_minutes(minutes);
    // Held until then, it is not held at that moment itself.
    agree_by.map_or(until, |last| until.min(Timestamp(last.0.saturating_add(1))))
}

/// Lets go of what is held.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("escrow.let_go")]
pub struct LetGo {
    /// Which trade.
    pub trade: Id<Trade>,
}

impl Decide for LetGo {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut full = FullTrade::of(draft, self.trade)?;
        permit(draft, &full, Step::LetGo)?;
        lapse(draft, &mut full)
    }
}

fn permit(draft: &Draft<'_>, full: &FullTrade, step: Step) -> Result<(), Stop> {
    let side = full.trade.side(draft.actor());
    Ok(actions::of_trade(full, side, step, draft.now())?)
}
