//! Trades of every promise at random, with whatever people do to them: after every step money is conserved and escrow is
//! what the open parts say; then everybody falls silent, and time alone ends every trade at zero.
//!
//! Seeded, so that what fails can be lived through again: `seed` is in the message.

#![expect(clippy::wildcard_enum_match_arm, reason = "what a test makes up by default is no rule")]

use super::draw::{Draw, KINDS};
use super::{HERE, Market, check, usd};
use crate::admin::payment_transfer::{ConcludePayment, Direction, RequestPayment};
use crate::price::{Label, Line, Section, Waterfall};
use crate::support::amendment::replace;
use crate::support::escrow;
use crate::trade::actions::{Step, actions};
use crate::trade::award::{Award, AwardPart};
use crate::trade::clock;
use crate::trade::full::FullTrade;
use crate::trade::part::{Funds, Part, PartStage, Takes, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Awaits, Kind, Side, Stage, Trade};
use crate::users::User;
use kernel::{Actor, Amount, Command, Id, Stop, Timestamp};

mod steps;

struct Walk {
    market: Market,
    draw: Draw,
    trade: Id<Trade>,
    seen: std::collections::BTreeSet<(Promise, PartStage)>,
}

/// Somebody's money goes to a bank.
fn spend(market: &mut Market, user: Id<User>, amount: i64) {
    let payout = RequestPayment { user, direction: Direction::Payout, amount: Amount(amount).of(usd()) };
    let payment = market.world.run(user.cast(), &payout).unwrap();
    market.world.run(Id::SYSTEM, &ConcludePayment { payment, succeeded: true }).unwrap();
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut market = Market::new();
        let mut draw = Draw(seed);
        market.endow(100_000);
        let (ana, cafe) = (market.ana, market.cafe);
        let amount = draw.one(&[0, 500, 1_000_000]);
        if amount > 0 {
            market.deposit(ana, amount);
        }
        if draw.percent(60) {
            spend(&mut market, cafe, draw.between(30_000, 50_000));
        }
        Self { market, draw, trade: Id::from_bits(0), seen: std::collections::BTreeSet::new() }
    }

    fn price(&mut self, promise: Promise) -> Waterfall {
        let draw = &mut self.draw;
        let amount = if draw.percent(50) { draw.between(1, 30) } else { draw.between(1, 10_000) };
        let passed = |label| vec![Line::passed(label, Amount(amount))];
        let mut lines = match promise {
            Promise::Bond => passed(Label::Bond),
            Promise::Cover => passed(Label::Cover),
            Promise::Grant => passed(Label::Grant),
            Promise::Amends => passed(Label::Amends),
            Promise::Advance => passed(Label::Principal),
            Promise::Repayment => {
                let mut lines = passed(Label::Principal);
                lines.push(Line::of_price(Label::Interest, Amount((amount / 50).max(1))));
                lines
            }
            _ => {
                let count = draw.between(1, 4);
                let each = Amount((amount / count).max(1));
                let labels = [Label::Hours, Label::Evening, Label::Weekend, Label::ShortNotice];
                let mut lines: Vec<Line> = labels
                    .into_iter()
                    .take(usize::try_from(count).unwrap())
                    .map(|label| Line::of_price(label, each))
                    .collect();
                if draw.percent(30) {
                    let off = Line::of_price(Label::LongerHire, Amount(-(each.0 / 10)));
                    lines.push(Line { section: Section::Promotion, ..off });
                }
                if draw.percent(30) {
                    lines.push(Line::of_price(Label::Travel, Amount(draw.between(1, 400))));
                }
                lines
            }
        };
        let currency = usd();
        let price = Waterfall { currency, lines: lines.clone() }.price().unwrap().0;
        let added = |section, label, amount| Line { section, label, ..Line::of_price(label, Amount(amount)) };
        if price > 0 {
            let markup = added(Section::Markup, Label::OperatorMarkup, price / 100);
            lines.push(Line { counterparty: Some(crate::price::Counterparty::Operator), ..markup });
        }
        if price > 0 && draw.percent(40) {
            let total = Waterfall { currency, lines: lines.clone() }.total().unwrap().0;
            let subsidy = added(Section::Subsidy, Label::Subsidy, draw.between(0, total * 9 / 10));
            let fund = crate::price::Counterparty::parse(super::WELCOME);
            if subsidy.amount > Amount::ZERO {
                lines.push(Line { counterparty: fund, ..subsidy });
            }
        }
        if price > 0 && draw.percent(40) {
            let held = added(Section::Withholding, Label::Withholding, draw.between(0, price));
            lines.push(Line { counterparty: Some(crate::price::Counterparty::TaxPot), ..held });
        }
        Waterfall { currency, lines }
    }

    fn parts(&mut self) -> Vec<AwardPart> {
        let kinds = self.draw.one(KINDS);
        let is_unpaid = kinds == [Promise::Work] && self.draw.percent(30);
        let mut parts: Vec<AwardPart> = Vec::new();
        let mut begins = self.market.world.now.plus_minutes(self.draw.between(1, 400) * 60);
        for (index, promise) in kinds.iter().copied().enumerate() {
            let minutes = self.draw.between(1, 96) * 15;
            let (starts_at, ends_at) = (begins, begins.plus_minutes(minutes));
            if promise == Promise::Work || promise == Promise::Milestone {
                begins = ends_at;
            }
            let funds = match promise {
                Promise::Repayment | Promise::Cover | Promise::Grant | Promise::Amends => Funds::WhenDue,
                Promise::Bond => self.draw.one(&[Funds::AtOnce, Funds::AtOnce, Funds::WhenDue]),
                Promise::Milestone if index > 0 => {
                    self.draw.one(&[Funds::AtOnce, Funds::AfterPart, Funds::AfterPart])
                }
                Promise::Work => self.draw.one(&[Funds::AtOnce, Funds::OnDay]),
                _ => Funds::AtOnce,
            };
            let price = if is_unpaid { Waterfall::nothing(usd()) } else { self.price(promise) };
            let minor = price.payer_pays().unwrap().0.max(1);
            let (quantity, unit) = match promise {
                Promise::Work | Promise::Use => (minutes, Unit::Minutes),
                Promise::Goods => (self.draw.between(1, 9), Unit::Pieces),
                Promise::Milestone => (1, Unit::Stages),
                Promise::Licence => (10, Unit::Plays),
                _ => (minor, Unit::Minor),
            };
            let takes_hours = promise == Promise::Work && self.draw.percent(50);
            parts.push(AwardPart {
                promise,
                starts_at,
                ends_at,
                hours_of: takes_hours.then(|| (self.market.ana.cast(), 0)),
                offering: None,
                quantity,
                unit,
                distance_m: 0,
                price,
                items: Vec::new(),
                funds,
                funds_at: (funds == Funds::OnDay)
                    .then(|| starts_at.plus_hours(-192).max(self.market.world.now)),
                after: (funds == Funds::AfterPart).then_some(i64::try_from(index).unwrap()),
                is_handed_over: promise == Promise::Work,
            });
        }
        parts
    }

    /// Makes the trade, or holds it and agrees to it; `false` when it is refused.
    fn begin(&mut self) -> bool {
        let parts = self.parts();
        let directory: crate::directory::Directory =
            super::reference().find::<crate::directory::Directory>().unwrap().clone();
        let (buyer, seller) = (self.market.cafe, self.market.ana);
        let award = |id| Award {
            id,
            kind: Kind::Work,
            mechanism: "stored_availability",
            buyer,
            seller,
            sector: super::PORTER.to_owned(),
            work_place: directory.find_place("97214").unwrap().clone(),
            parts: parts.clone(),
            hire_terms: None,
            destination: None,
            agree_by: None,
            pack_hash: "0".repeat(64),
        };
        let until = self.market.world.now.plus_minutes(10);
        let made = match self.draw.between(0, 2) {
            0 => self
                .market
                .world
                .step(HERE, |draft| escrow::make(draft, &award(draft.id())).map(|made| made.trade)),
            kind => {
                let awaits = if kind == 1 { Awaits::Buyer } else { Awaits::Seller };
                let by: Id<Actor> = if kind == 1 { buyer.cast() } else { seller.cast() };
                let held = self
                    .market
                    .world
                    .step(HERE, |draft| escrow::hold(draft, &award(draft.id()), until, awaits));
                held.and_then(|held| {
                    check(&self.market.world);
                    self.trade = held.trade;
                    self.market.world.run(by, &held.agree()).map(|agreed| agreed.trade)
                })
            }
        };
        check(&self.market.world);
        match made {
            Ok(trade) => self.trade = trade,
            Err(Stop::Refused(_)) => return false,
            Err(stop) => panic!("{stop:?}"),
        }
        true
    }

    fn full(&self) -> FullTrade {
        let of = |trade: Id<Trade>| trade == self.trade;
        let parts = self.market.world.all::<Part>().into_iter().filter(|part| of(part.trade)).collect();
        FullTrade::new(self.market.trade(self.trade), parts, self.market.lines(self.trade))
    }

    fn user(&self, side: Side) -> Id<User> {
        if side == Side::Buyer { self.market.cafe } else { self.market.ana }
    }

    fn run<C: Command>(&mut self, side: Side, command: &C)
    where
        C::Done: std::fmt::Debug,
    {
        let by = self.user(side).cast();
        match self.market.world.run(by, command) {
            Ok(_) | Err(Stop::Refused(_)) => {}
            Err(stop) => panic!("{}: {stop:?}", C::NAME),
        }
    }

    /// Somebody does something that may be done, or something that may not.
    fn act(&mut self) {
        let full = self.full();
        let now = self.market.world.now;
        let sides = [Side::Buyer, Side::Seller];
        let open: Vec<_> = sides
            .into_iter()
            .flat_map(|side| actions(&full, side, now).into_iter().map(move |action| (side, action)))
            .collect();
        let live: Vec<&Part> = full.parts().iter().filter(|part| part.is_live()).collect();
        if live.is_empty() {
            return;
        }
        if self.draw.percent(12) {
            let part = self.draw.one(&live).clone();
            return self.amend(&part);
        }
        let (side, step, number) = if open.is_empty() || self.draw.percent(10) {
            (self.draw.one(&sides), self.draw.one(Step::ALL), self.draw.one(&live).number)
        } else {
            let (side, action) = self.draw.one(&open);
            (side, action.step, action.part.unwrap_or(1))
        };
        let part = full.part(number).unwrap().clone();
        self.step(side, step, &part);
    }

    /// A part is replaced by another of the same promise, earlier or later, dearer or cheaper.
    fn amend(&mut self, part: &Part) {
        if !matches!(part.stage, PartStage::Open | PartStage::Waiting) || self.full().is_unpaid() {
            return;
        }
        let price = self.price(part.promise);
        let shift = self.draw.between(0, 50) * 60;
        let longer = shift + self.draw.between(1, 40) * 60;
        let new = Part {
            starts_at: part.starts_at.plus_minutes(shift),
            ends_at: part.ends_at.plus_minutes(longer),
            record_by: part.record_by.map(|by| by.plus_minutes(longer)),
            quantity: if part.unit == Unit::Minor {
                price.payer_pays().unwrap().0.max(1)
            } else {
                part.quantity
            },
            takes: Takes::Nothing,
            resource: None,
            ..part.clone()
        };
        let (trade, number) = (self.trade, part.number);
        // What is set aside for a part that waits stays set aside for it alone, so such a part is not amended here.
        if self.market.lines(trade).iter().any(|line| line.part == number && line.pending.is_some()) {
            return;
        }
        let mut lines = super::awards::rows(trade, &price.lines);
        if !part.is_funded() {
            lines.retain(|line| line.section != Section::Subsidy);
        }
        let amended = self.market.world.step(HERE, |draft| {
            let mut full = FullTrade::of(draft, trade)?;
            replace(draft, &mut full, number, new.clone(), &lines)?;
            full.keep(draft)
        });
        match amended {
            Ok(()) | Err(Stop::Refused(_)) => {}
            Err(stop) => panic!("amend: {stop:?}"),
        }
    }

    /// Every live part is on its way somewhere: a side can act, silence does, or it waits for one that is live.
    fn nobody_is_stuck(&mut self) {
        let full = self.full();
        for part in full.parts().iter().filter(|part| part.is_live()) {
            self.seen.insert((part.promise, part.stage));
            let waits = part.after.is_some_and(|before| full.part(before).is_ok_and(Part::is_live));
            assert!(
                waits || clock::silences(part)[0].is_some() || clock::silences(part)[1].is_some(),
                "{part:?}"
            );
        }
        assert!(full.trade.stage != Stage::Booked || full.trade.timer_at.is_some());
    }

    /// The buyer's money is gone.
    fn spend_all(&mut self) {
        let cafe = self.market.cafe;
        let there = ledger::AccountKey::of(cafe, ledger::Class::UserAvailable, usd());
        let there = self
            .market
            .world
            .find::<ledger::Account>(there.key(HERE))
            .map_or(0, |account| account.available.0);
        if there > 0 {
            spend(&mut self.market, cafe, self.draw.between(1, there));
        }
    }

    /// Some time passes: a few hours, or until a part begins or ends.
    fn wait(&mut self) {
        let now = self.market.world.now;
        let full = self.full();
        let mut until: Vec<Timestamp> = [0, 0, 0, 1, 5, 20].map(|hours| now.plus_hours(hours)).to_vec();
        for part in full.parts().iter().filter(|part| part.is_live()) {
            until.extend([part.starts_at, part.ends_at.plus_hours(1)]);
        }
        let until = self.draw.one(&until);
        self.market.pass_time(until.max(now));
    }

    fn live(&mut self) {
        if !self.begin() {
            return;
        }
        for _ in 0..self.draw.between(0, 30) {
            self.wait();
            if self.draw.percent(3) {
                self.spend_all();
            }
            check(&self.market.world);
            self.act();
            check(&self.market.world);
            self.nobody_is_stuck();
        }
        self.market.pass_time(self.market.world.now.plus_hours(24 * 365 * 3));
        check(&self.market.world);
        let full = self.full();
        let is_over = matches!(full.trade.stage, Stage::Ended | Stage::Lapsed);
        assert!(is_over, "time alone ends it: {:?}", full.parts());
    }
}

/// Lives through the trades of these seeds, and says which stages of which promises were seen.
fn live_through(seeds: std::ops::Range<u64>) -> std::collections::BTreeSet<(Promise, PartStage)> {
    let mut seen = std::collections::BTreeSet::new();
    for seed in seeds {
        let lived = std::panic::catch_unwind(|| {
            let mut walk = Walk::new(seed);
            walk.live();
            walk.seen
        });
        match lived {
            Ok(stages) => seen.extend(stages),
            Err(panic) => {
                eprintln!("seed {seed}");
                std::panic::resume_unwind(panic);
            }
        }
    }
    seen
}

#[test]
fn whatever_is_promised_and_whatever_happens_time_alone_ends_it_at_zero() {
    let count = if testkit::is_long() { 100_000 } else { 2_000 };
    let seen = live_through(0..count);
    // Every stage that a promise can come to was come to.
    for (promise, stage) in [
        (Promise::Work, PartStage::Disputed),
        (Promise::Work, PartStage::Overdue),
        (Promise::Use, PartStage::Reported),
        (Promise::Bond, PartStage::Disputed),
        (Promise::Goods, PartStage::Reported),
        (Promise::Milestone, PartStage::Waiting),
        (Promise::Milestone, PartStage::Recorded),
        (Promise::Licence, PartStage::Recorded),
        (Promise::Repayment, PartStage::Overdue),
        (Promise::Cover, PartStage::Recorded),
        (Promise::Grant, PartStage::Waiting),
    ] {
        assert!(seen.contains(&(promise, stage)), "{promise:?} was never {stage:?}");
    }
}
