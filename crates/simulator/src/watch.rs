//! Watches a market: after each step what the step touched, now and then everything.
//!
//! What must hold of records is said once, in `host::check`; what is kept here is only what lets it be asked of a few of them.

mod answers;
mod books;
mod bundles;
mod listings;
mod lots;
mod money;
mod needs;
mod pools;
mod proposals;
mod quotes;
mod requests;
mod reverse;
mod takings;

use crate::bed::{Bed, Came, What};
use crate::fault::{Fault, Invariant};
use crate::memory::{Memory, Rowset};
use answers::Answers;
use host::check::{check_records, wrong_escrow, wrong_with};
use kernel::{Change, Command, Id, Key, KeyOf, Locality, Record, Reference, Timer, Value};
use ledger::Reservation;
use market::admin::payment_transfer::{Payment, PaymentStage};
use market::mechanisms::auctions::Lot;
use market::mechanisms::bid_ask::{BookFill, BookTrader, OrderBook};
use market::mechanisms::group_buying::{Pledge, Pool, PoolSupply};
use market::mechanisms::known_sellers::WorkRequest;
use market::mechanisms::listings::{Listing, ListingOffer};
use market::mechanisms::proposals::ProposalCall;
use market::mechanisms::quotes::QuoteCall;
use market::mechanisms::reverse_auctions::ReverseAuction;
use market::options::contracts::{AgreedHire, Contract};
use market::requirements::needs::Need;
use market::support::escrow;
use market::trade::bundle::Bundle;
use market::trade::clock::{Tick, silences};
use market::trade::full::FullTrade;
use market::trade::part::Part;
use market::trade::{Stage, Trade, TradeLine};
use market::users::availability::ResourceDay;
use market::users::stock::Stock;
use money::Books;
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use store::Failure;
use takings::Takings;

/// What is known of a market from everything that was committed to it.
pub(crate) struct Watch {
    reference: Reference,
    answers: Answers,
    money: Books,
    takings: Takings,
    /// The timers that a fault kept from firing: they are put off by an hour, of which their trades know nothing.
    put_off: BTreeSet<String>,
}

/// What a step touched.
#[derive(Default)]
struct Touched {
    trades: BTreeSet<Id<Trade>>,
    timers: Vec<Timer>,
    days: BTreeSet<Key>,
    stocks: BTreeSet<Key>,
    lots: BTreeSet<Key>,
    requests: BTreeSet<Key>,
    books: BTreeSet<Key>,
    traders: BTreeSet<Key>,
    fills: BTreeSet<Key>,
    listings: BTreeSet<Key>,
    offers: BTreeSet<Key>,
    pools: BTreeSet<Key>,
    supplies: BTreeSet<Key>,
    pledges: BTreeSet<Key>,
    proposal_calls: BTreeSet<Key>,
    quote_calls: BTreeSet<Key>,
    reverse_auctions: BTreeSet<Key>,
    needs: BTreeSet<Key>,
    bundles: BTreeSet<Key>,
}

impl Watch {
    /// Nothing is known yet.
    pub(crate) fn new(reference: Reference) -> Self {
        let (answers, money, takings) = (Answers::default(), Books::default(), Takings::default());
        Self { reference, answers, money, takings, put_off: BTreeSet::new() }
    }

    /// What a step has broken, of what it touched.
    pub(crate) fn after_step(&mut self, bed: &Bed, came: &Came) -> Vec<Fault> {
        let memory = &*bed.memory();
        let mut faults = self.answers.after_step(memory, came);
        faults.extend(came.misdelivered.iter().map(|what| Fault::of(Invariant::NothingDoubled, what)));
        faults.extend(self.money.after_step(memory, &came.commits));
        let mut touched = Touched::default();
        for change in came.commits.iter().flatten() {
            touched.by(change);
        }
        for trade in &touched.trades {
            self.trade(memory, *trade, &mut touched.days, &mut faults);
        }
        for timer in touched.timers.iter().filter(|timer| memory.has(&key_of(timer))) {
            faults.extend(stray_timer(memory, timer));
        }
        for lot in touched.lots.iter().filter_map(|key| lots::find(memory, key)) {
            self.takings.take_in_lot(&lot);
            faults.extend(lots::unbound(memory, &lot));
        }
        for request in touched.requests.iter().filter_map(|key| requests::find(memory, key)) {
            faults.extend(requests::unbound(memory, &request));
        }
        for trader in touched.traders.iter().filter_map(|key| books::trader(memory, key)) {
            self.takings.take_in_trader(memory, &trader, &mut touched.days);
            faults.extend(books::unbound(memory, &trader));
        }
        for fill in touched.fills.iter().filter_map(|key| books::fill(memory, key)) {
            self.takings.take_in_fill(memory, &fill, &mut touched.days);
        }
        let books = touched.books.iter().filter_map(|key| books::find(memory, key));
        faults.extend(books.flat_map(|book| books::untimed(memory, &book)));
        let listings = touched.listings.iter().filter_map(|key| listings::find(memory, key));
        faults.extend(listings.filter_map(|listing| listings::untimed(memory, &listing)));
        let offers = touched.offers.iter().filter_map(|key| listings::offer(memory, key));
        faults.extend(offers.filter_map(|offer| listings::unbound(memory, &offer)));
        for supply in touched.supplies.iter().filter_map(|key| pools::supply(memory, key)) {
            self.takings.take_in_supply(&supply);
        }
        let pools = touched.pools.iter().filter_map(|key| pools::find(memory, key));
        faults.extend(pools.filter_map(|pool| pools::untimed(memory, &pool)));
        faults.extend(touched.pledges.iter().filter_map(|key| pools::unbound(memory, key)));
        let calls = touched.quote_calls.iter().filter_map(|key| quotes::find(memory, key));
        faults.extend(calls.flat_map(|call| quotes::broken(memory, &call)));
        let calls = touched.proposal_calls.iter().filter_map(|key| proposals::find(memory, key));
        faults.extend(calls.flat_map(|call| proposals::broken(memory, &call)));
        let auctions = touched.reverse_auctions.iter().filter_map(|key| reverse::find(memory, key));
        faults.extend(auctions.flat_map(|auction| reverse::unbound(memory, &auction)));
        let needs = touched.needs.iter().filter_map(|key| needs::find(memory, key));
        faults.extend(needs.filter_map(|need| needs::untimed(memory, &need)));
        let bundled = touched.bundles.iter().filter_map(|key| bundles::find(memory, key));
        faults.extend(bundled.filter_map(|bundle| bundles::untimed(memory, &bundle)));
        faults.extend(self.takings.compare(memory, &touched.days, &touched.stocks));
        for settled in &came.settled {
            if let (What::Fired(timer), Err(Failure::Failed(_))) = (&settled.what, &settled.answer) {
                self.put_off.insert(timer.id.to_string());
            }
        }
        self.excused(faults)
    }

    /// Without what is known of timers that are put off.
    fn excused(&self, mut faults: Vec<Fault>) -> Vec<Fault> {
        let names = |fault: &Fault, timer: &String| fault.what.contains(timer);
        faults.retain(|fault| {
            fault.invariant != Invariant::TimersStand || !self.put_off.iter().any(|timer| names(fault, timer))
        });
        faults
    }

    /// What is broken in the whole market.
    pub(crate) fn everything(&self, bed: &Bed) -> Vec<Fault> {
        let memory = &*bed.memory();
        let mut faults = self.answers.still_there(memory);
        faults.extend(self.money.sums());
        match at_once(check_records(&mut Rowset(memory), &self.reference)) {
            Some(Ok(report)) => {
                faults.extend(report.told().iter().map(|told| Fault::of(invariant_of(told), told)));
            }
            Some(Err(failure)) => faults.push(Fault::of(Invariant::NothingFails, failure.to_string())),
            None => faults.push(Fault::of(Invariant::NothingFails, "the check waits for something")),
        }
        self.excused(faults)
    }

    /// What is broken in a market that was left alone for as long as anything may take.
    pub(crate) fn at_the_end(&self, bed: &Bed) -> Vec<Fault> {
        let mut faults = self.everything(bed);
        let memory = &*bed.memory();
        for trade in self.takings.trades().filter_map(|trade| memory.full(trade)) {
            if trade.trade.ended_at.is_none() {
                let (id, stage) = (trade.id(), trade.trade.stage.word());
                faults.push(Fault::of(Invariant::EverythingEnds, format!("trade {id} is still {stage}")));
            }
        }
        faults.extend(self.money.open_escrows(memory).map(|what| Fault::of(Invariant::EverythingEnds, what)));
        let live = lots::open(memory)
            .chain(pools::live(memory))
            .chain(requests::open(memory))
            .chain(books::live(memory))
            .chain(listings::open(memory));
        let live = live
            .chain(quotes::live(memory))
            .chain(reverse::live(memory))
            .chain(proposals::live(memory))
            .chain(needs::forgotten(memory))
            .chain(bundles::live(memory));
        faults.extend(live.map(|what| Fault::of(Invariant::EverythingEnds, what)));
        for payment in payments(memory) {
            faults.push(Fault::of(
                Invariant::EverythingEnds,
                format!("payment {payment}: no bank is done with it"),
            ));
        }
        let lost = |message| format!("message {message} is gone and has not arrived");
        faults.extend(bed.courier().lost().map(lost).map(|what| Fault::of(Invariant::NothingLost, what)));
        faults
    }

    fn trade(&mut self, memory: &Memory, id: Id<Trade>, days: &mut BTreeSet<Key>, faults: &mut Vec<Fault>) {
        let Some(full) = memory.full(id) else {
            return faults
                .push(Fault::of(Invariant::TradesGoOn, format!("parts of trade {id}: it is not there")));
        };
        faults.extend(wrong_with(&full).into_iter().map(|what| Fault::of(Invariant::TradesGoOn, what)));
        let currencies: BTreeSet<_> = full.parts().iter().map(|part| part.currency).collect();
        for currency in currencies {
            let account = memory.account(full.trade.locality, escrow::account(id, currency));
            let wrong = wrong_escrow(&full, currency, account.as_ref());
            faults.extend(wrong.map(|what| Fault::of(Invariant::MoneyBalances, what)));
        }
        faults.extend(unreserved(memory, &full));
        faults.extend(stuck(&full).map(|what| Fault::of(Invariant::TradesGoOn, what)));
        faults.extend(missing_timer(memory, &full));
        faults.extend(self.takings.take_in(&full, days));
    }
}

impl Touched {
    fn by(&mut self, change: &Change) {
        let (name, parts) = (change.key.table.name, &change.key.parts);
        let of_trade = [Trade::TABLE, Part::TABLE, TradeLine::TABLE, Contract::TABLE, AgreedHire::TABLE];
        if of_trade.iter().any(|table| table.name == name) {
            if let Some(Value::Id(bits)) = parts.get(1) {
                self.trades.insert(Id::from_bits(*bits));
            }
        } else if name == Timer::TABLE.name {
            self.timers.extend(change.row.as_ref().and_then(|row| Timer::from_row(row).ok()));
        } else if name == ResourceDay::TABLE.name {
            self.days.insert(change.key.clone());
        } else if name == Stock::TABLE.name {
            self.stocks.insert(change.key.clone());
        } else if name == Lot::TABLE.name {
            self.lots.insert(change.key.clone());
        } else if name == WorkRequest::TABLE.name {
            self.requests.insert(change.key.clone());
        } else if name == OrderBook::TABLE.name {
            self.books.insert(change.key.clone());
        } else if name == BookTrader::TABLE.name {
            self.traders.insert(change.key.clone());
        } else if name == BookFill::TABLE.name {
            self.fills.insert(change.key.clone());
        } else if name == Listing::TABLE.name {
            self.listings.insert(change.key.clone());
        } else if name == ListingOffer::TABLE.name {
            self.offers.insert(change.key.clone());
        } else if name == Pool::TABLE.name {
            self.pools.insert(change.key.clone());
        } else if name == PoolSupply::TABLE.name {
            self.supplies.insert(change.key.clone());
        } else if name == Pledge::TABLE.name {
            self.pledges.insert(change.key.clone());
        } else if name == ProposalCall::TABLE.name {
            self.proposal_calls.insert(change.key.clone());
        } else if name == QuoteCall::TABLE.name {
            self.quote_calls.insert(change.key.clone());
        } else if name == ReverseAuction::TABLE.name {
            self.reverse_auctions.insert(change.key.clone());
        } else if name == Need::TABLE.name {
            self.needs.insert(change.key.clone());
        } else if name == Bundle::TABLE.name {
            self.bundles.insert(change.key.clone());
        }
    }
}

/// The payments with which no bank is done.
fn payments(memory: &Memory) -> impl Iterator<Item = Id<Payment>> {
    let payments = memory.all::<Payment>().filter_map(Result::ok);
    payments.filter(|payment| payment.stage == PaymentStage::Requested).map(|payment| payment.id)
}

fn key_of(timer: &Timer) -> Key {
    KeyOf::<Timer>::key((timer.locality, timer.due_at, timer.id))
}

/// What a line sets aside for its part is reserved.
fn unreserved(memory: &Memory, full: &FullTrade) -> Vec<Fault> {
    let is_there = |pending| memory.has(&KeyOf::<Reservation>::key((full.trade.locality, pending)));
    let lines = full.lines().iter().filter(|line| line.pending.is_some_and(|pending| !is_there(pending)));
    let named =
        |line: &TradeLine| format!("line {} of trade {}: it is not reserved", line.position, full.id());
    lines.map(|line| Fault::of(Invariant::MoneyBalances, named(line))).collect()
}

/// Every live part is on its way somewhere: silence does something, or it waits for one that is live.
fn stuck(full: &FullTrade) -> Option<String> {
    if full.trade.stage != Stage::Booked {
        return None;
    }
    let waits = |part: &Part| part.after.is_some_and(|before| full.part(before).is_ok_and(Part::is_live));
    let is_stuck =
        |part: &&Part| part.is_live() && !waits(part) && silences(part).iter().all(Option::is_none);
    let part = full.parts().iter().find(is_stuck)?;
    Some(format!(
        "part {} of trade {} ({}): nobody has the next step",
        part.number,
        full.id(),
        part.stage.word()
    ))
}

/// A trade that names a timer has it.
fn missing_timer(memory: &Memory, full: &FullTrade) -> Option<Fault> {
    let (at, timer) = full.trade.timer_at.zip(full.trade.timer)?;
    let locality: Locality = full.trade.locality;
    let set = memory.find::<Timer>((locality, at, timer));
    let is_its =
        |timer: &Timer| serde_json::from_str::<Tick>(&timer.body).is_ok_and(|tick| tick.trade == full.id());
    let wrong = !set.as_ref().is_some_and(is_its);
    wrong.then(|| {
        Fault::of(Invariant::TimersStand, format!("trade {}: its timer {timer} is not set", full.id()))
    })
}

/// A timer of a trade is the one that its trade names.
fn stray_timer(memory: &Memory, timer: &Timer) -> Option<Fault> {
    if timer.command != format!("{}/{}", Tick::NAME, Tick::VERSION) {
        return None;
    }
    let tick = serde_json::from_str::<Tick>(&timer.body).ok()?;
    let trade = memory.find::<Trade>((timer.locality, tick.trade));
    let is_named =
        trade.is_some_and(|trade| (trade.timer_at, trade.timer) == (Some(timer.due_at), Some(timer.id)));
    let what = format!("timer {} of trade {}: the trade does not wait for it", timer.id, tick.trade);
    (!is_named).then(|| Fault::of(Invariant::TimersStand, what))
}

/// Which invariant a fault of the check is of, by what it begins with.
fn invariant_of(told: &str) -> Invariant {
    let begins = |words: &[&str]| words.iter().any(|word| told.starts_with(word));
    if begins(&[
        "ledger",
        "balance",
        "transfer",
        "reservation",
        "escrow",
        "line",
        "bid",
        "request",
        "pledge",
        "reverse",
    ]) {
        Invariant::MoneyBalances
    } else if begins(&["hours", "holds", "resource", "stock", "offering"]) {
        Invariant::NothingSoldTwice
    } else if begins(&["timer"]) || told.contains("its timer") {
        Invariant::TimersStand
    } else {
        Invariant::TradesGoOn
    }
}

/// What comes of something that waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}
