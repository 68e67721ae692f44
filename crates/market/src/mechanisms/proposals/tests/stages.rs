//! What an award comes to: a trade in stages, the standstill of public buyers, and the money.

use super::*;
use crate::options::contracts::{Contract, ContractFacts, ContractLanguage};
use crate::support::amendment::replace;
use crate::support::completion::{RecordDue, SendBack};
use crate::tests::awards::rows;
use crate::tests::{confirm, record};
use crate::trade::full::FullTrade;
use crate::trade::part::{PartStage, RecordedAs};
use crate::users::reliability::Outcome;

impl Garden {
    /// A call whose one proposal is scored and can be chosen.
    fn ready(&mut self, call: Id<ProposalCall>, price: i64) {
        self.proposed(call, 0, price);
        self.until(deadline());
        self.scored(call, 0, [5, 5]);
    }

    fn by_builder(&mut self, number: i64, trade: Id<Trade>) {
        let seen = self.market.part(trade, number).stage;
        let builder = self.sellers[0].0;
        let due = RecordDue { seen, ..record(trade, number, 1) };
        self.market.world.run(builder.cast(), &due).unwrap();
    }

    fn escrow(&self, trade: Id<Trade>) -> i64 {
        self.market.balance(crate::support::escrow::account(trade, usd()))
    }
}

#[test]
fn milestones_come_one_after_the_other_and_are_the_price_together() {
    let mut garden = Garden::new();
    let call = garden.open();
    garden.ready(call, 90_001);
    let trade = garden.award(call, 0).unwrap().trade;
    let parts = garden.parts(trade);
    let shape: Vec<_> = parts.iter().map(|part| (part.number, part.after, part.funds, part.stage)).collect();
    assert_eq!(
        shape,
        [
            (1, None, Funds::AtOnce, PartStage::Open),
            (2, Some(1), Funds::AfterPart, PartStage::Waiting),
            (3, Some(2), Funds::AfterPart, PartStage::Waiting),
        ]
    );
    let lines = garden.market.lines(trade);
    let prices = lines.iter().filter(|line| line.line().is_price()).map(|line| line.amount.0);
    assert_eq!(prices.sum::<i64>(), 90_001, "the shares are the price, to the cent");
    assert_eq!(parts[1].ends_at, Timestamp(moment(2027, 2, 20, 0).0 - 60_000_000));
    let titles: Vec<_> =
        garden.market.world.all::<Milestone>().into_iter().map(|one| one.title.to_string()).collect();
    assert_eq!(titles, ["Foundations", "Frame", "Glazing"]);
}

#[test]
fn the_contract_names_the_stages_and_binds_as_it_is_shown() {
    let mut garden = Garden::new();
    let call = garden.open();
    garden.ready(call, 90_000);
    let trade = garden.award(call, 0).unwrap().trade;
    let contract: Contract = garden.market.world.find((HERE, trade, 1)).unwrap();
    assert_eq!(contract.template, "service/1");
    let (text, digest) = garden
        .market
        .step(|_, draft| {
            let full = FullTrade::of(draft, trade)?;
            let facts = ContractFacts::of(draft, &full)?;
            let text = facts.text(ContractLanguage::BINDING, |label| label.word().to_owned(), None)?;
            Ok((text, facts.digest()?))
        })
        .unwrap();
    assert_eq!(digest, contract.digest);
    assert!(text.contains("2. Frame: 2027-01-22 – 2027-02-19, USD 456.75"), "{text}");
}

#[test]
fn without_the_money_of_the_first_milestone_nothing_is_chosen() {
    let mut garden = Garden::new();
    let calls = [garden.open(), garden.open_public()];
    garden.market.cafe(&InviteScorer { brief: calls[1], scorer: garden.expert }).unwrap();
    for call in calls {
        // The first milestone is more than the two thousand dollars that the café has.
        garden.proposed(call, 0, 950_000);
    }
    garden.until(deadline());
    let (cafe, expert) = (garden.market.cafe, garden.expert);
    for (call, scorer) in [(calls[0], cafe), (calls[1], cafe), (calls[1], expert)] {
        garden.score(call, scorer, 0, &[5, 5]).unwrap();
    }
    for call in calls {
        assert_eq!(code(garden.award(call, 0).unwrap_err()), "ledger/insufficient");
        assert_eq!(garden.row(call).stage, ProposalCallStage::Deciding);
    }
    assert_eq!(garden.money(), (200_000, 0));
    garden.is_sound();
}

fn standing_still() -> (Garden, Id<ProposalCall>, ProposalAwarded) {
    let mut garden = Garden::new();
    let call = garden.open_public();
    garden.proposed(call, 0, 90_000);
    garden.proposed(call, 1, 95_000);
    garden.until(deadline());
    garden.scored(call, 0, [5, 5]);
    garden.scored(call, 1, [4, 5]);
    assert_eq!(garden.row(call).stage, ProposalCallStage::Scoring, "for a public buyer two score at least");
    garden.market.cafe(&InviteScorer { brief: call, scorer: garden.expert }).unwrap();
    let expert = garden.expert;
    for seller in [0, 1] {
        garden.score(call, expert, seller, &[4, 4]).unwrap();
    }
    let awarded = garden.award(call, 0).unwrap();
    (garden, call, awarded)
}

#[test]
fn a_public_buyer_is_bound_when_the_standstill_is_over() {
    let (mut garden, call, awarded) = standing_still();
    let until = awarded.stands_until.unwrap();
    assert_eq!(until, garden.market.world.now.plus_hours(48));
    assert_eq!(garden.money(), (200_000 - 20_298, 20_298), "the first milestone is set aside");
    assert_eq!(garden.told(garden.sellers[0].0), ["proposal-call/stands-still"]);
    assert_eq!(garden.told(garden.sellers[1].0), ["proposal-call/not-chosen"]);
    assert!(garden.market.world.find::<Trade>((HERE, awarded.trade)).is_none());
    assert_eq!(code(garden.award(call, 1).unwrap_err()), "proposals/chosen");
    garden.is_sound();
    garden.until(Timestamp(until.0 - 1));
    assert_eq!(garden.row(call).stage, ProposalCallStage::Standstill);
    garden.until(until);
    assert_eq!(garden.row(call).ending, Some(ProposalEnding::Best));
    assert_eq!(garden.market.trade(awarded.trade).stage, Stage::Booked);
    assert_eq!((garden.money(), garden.escrow(awarded.trade)), ((200_000 - 20_298, 0), 20_298));
    assert_eq!(garden.told(garden.sellers[1].0), ["proposal-call/not-chosen"], "told once");
    garden.is_sound();
}

#[test]
fn an_objection_ends_the_standstill_and_the_money_is_back() {
    let (mut garden, call, awarded) = standing_still();
    garden.end(call).unwrap();
    assert_eq!(garden.money(), (200_000, 0));
    assert_eq!((garden.row(call).ending, garden.row(call).awarded), (Some(ProposalEnding::NoAward), None));
    garden.until(awarded.stands_until.unwrap());
    assert!(garden.market.world.find::<Trade>((HERE, awarded.trade)).is_none());
    garden.is_sound();
}

#[test]
fn what_a_rule_forbids_by_the_end_of_the_standstill_falls_through() {
    let (mut garden, call, awarded) = standing_still();
    let (seller, until) = (garden.sellers[0].0, awarded.stands_until.unwrap());
    garden.until(Timestamp(until.0 - 60_000_000));
    let closing = crate::admin::closing::BeginClosing { user: seller };
    garden.market.world.run(seller.cast(), &closing).unwrap();
    garden.until(until);
    assert_eq!(garden.row(call).ending, Some(ProposalEnding::FellThrough));
    assert_eq!(garden.money(), (200_000, 0));
    assert!(garden.told(garden.market.cafe).contains(&"proposal-call/fell-through".to_owned()));
    // By then the account is open again, and nothing is left to be done.
    garden.until(until.plus_minutes(20));
    garden.is_sound();
}

/// The walk through a conservatory: three milestones, a crack that is sent back, one change, silence.
#[test]
fn a_conservatory_by_proposal() {
    let mut garden = Garden::new();
    let call = garden.open();
    garden.ready(call, 90_000);
    let trade = garden.award(call, 0).unwrap().trade;
    assert_eq!(garden.market.trade(trade).buyer_pays, Amount(91_350));
    assert_eq!((garden.escrow(trade), garden.money()), (20_298, (200_000 - 20_298, 0)));

    garden.until(moment(2027, 1, 20, 9));
    garden.by_builder(1, trade);
    let until = moment(2027, 1, 27, 9);
    let reason = Some(RecordedAs::Performed);
    garden.market.cafe(&SendBack { trade, part: 1, until, recorded: 1, reason }).unwrap();
    assert_eq!(garden.market.part(trade, 1).tries, 1);
    garden.by_builder(1, trade);
    garden.market.cafe(&confirm(trade, 1, 1)).unwrap();
    assert_eq!(garden.escrow(trade), 45_675, "the frame is paid for when the foundations are closed");
    assert_eq!(garden.market.part(trade, 2).stage, PartStage::Open);

    // Triple glazing: the third milestone gives way to a fourth; nothing of it is to be paid yet.
    let old = garden.market.part(trade, 3);
    let lines = garden.market.lines(trade).into_iter().filter(|line| line.part == 3);
    let dearer: Vec<_> = lines
        .map(|line| {
            let amount = if line.line().is_price() { Amount(31_000) } else { line.amount };
            crate::price::Line { amount, ..line.line() }
        })
        .collect();
    let number = garden
        .market
        .step(|_, draft| {
            let mut full = FullTrade::of(draft, trade)?;
            let number = replace(draft, &mut full, 3, old.clone(), &rows(trade, &dearer))?;
            full.keep(draft)?;
            Ok(number)
        })
        .unwrap();
    assert_eq!((number, garden.market.part(trade, 3).stage), (4, PartStage::Void));
    assert_eq!(garden.escrow(trade), 45_675);

    garden.until(moment(2027, 2, 12, 9));
    garden.by_builder(2, trade);
    garden.until(moment(2027, 2, 20, 9));
    assert_eq!(garden.market.part(trade, 2).outcome, Some(Outcome::Kept), "a week of silence");
    assert_eq!(garden.market.part(trade, 4).stage, PartStage::Open);
    garden.by_builder(4, trade);
    garden.market.cafe(&confirm(trade, 4, 1)).unwrap();
    assert_eq!((garden.market.trade(trade).stage, garden.escrow(trade)), (Stage::Ended, 0));
    assert_eq!(garden.market.trade(trade).edition, 2);
    garden.is_sound();
}
