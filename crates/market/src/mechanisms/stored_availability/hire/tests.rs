use super::*;
use crate::options::contracts::Contract;
use crate::support::amendment::CallOff;
use crate::support::completion::{
    AcceptOffer, AddEvidence, AddPhoto, Added, CompletionRefusal, Confirm, Evidence, Handover,
    HandoverRefusal, MakeOffer, RecordDue,
};
use crate::tests::{HERE, Market, code, hire_terms, object, portland, record, report, user};
use crate::trade::part::{PartStage, RecordedAs};
use crate::trade::procedure::EvidenceKind;
use crate::trade::{Stage, Trade};
use crate::users::assets::{OfferHire, Wording};
use crate::users::availability::SetOfferingWeek;
use crate::users::{UserKind, reliability::Outcome};
use kernel::{Blob, Slots};

/// An owner with bicycles at 18 dollars a day and 3 an hour, a bond of 80, 4 an hour for being late.
struct Bicycles {
    market: Market,
    owner: Id<User>,
    offering: Id<Offering>,
}

impl Bicycles {
    fn new(count: i64) -> Self {
        let mut market = Market::new();
        let owner = user(&mut market.world, "owner", UserKind::Person);
        let offer = OfferHire {
            locality: HERE,
            sector: "hire-sg-4-4-3".to_owned(),
            post_code: "97214".parse().unwrap(),
            wording: Wording { title: "City bicycle".parse().unwrap(), description: None },
            count,
            terms: hire_terms(),
        };
        let offering = market.world.run(owner.cast(), &offer).unwrap();
        let week = SetOfferingWeek { offering, days: [Slots::ALL; 7] };
        market.world.run(owner.cast(), &week).unwrap();
        Self { market, owner, offering }
    }

    fn owner<C: Command>(&mut self, command: &C) -> Result<C::Done, Stop> {
        self.market.world.run(self.owner.cast(), command)
    }

    /// Friday 17:00 to Sunday 17:00.
    fn weekend(&self) -> HoldHire {
        let span = Span::between(portland(11, 27, 17), portland(11, 29, 17)).unwrap();
        HoldHire { buyer: self.market.cafe, offering: self.offering, span, expected_pay: None }
    }

    fn booked(&mut self) -> Id<Trade> {
        let hold = self.weekend();
        let held = self.market.cafe(&hold).unwrap();
        self.market.cafe(&held.agree()).unwrap().trade
    }

    fn code(&self, trade: Id<Trade>) -> String {
        self.market.world.find::<Handover>((HERE, trade)).unwrap().code
    }

    fn photo(&mut self, by: Id<User>, trade: Id<Trade>, part: i64) {
        let bytes = Blob(vec![0xFF, 0xD8, u8::try_from(part).unwrap()]);
        assert_eq!(self.market.world.run(by.cast(), &AddPhoto { trade, part, bytes }).unwrap(), Added::Taken);
    }
}

fn evidence(trade: Id<Trade>, part: i64, kind: EvidenceKind) -> AddEvidence {
    AddEvidence { trade, part, kind, code_digest: None, photo: None, words: None }
}

#[test]
fn a_hire_costs_the_cheapest_mix_of_days_and_begun_hours() {
    let terms = hire_terms();
    for (hours, days, hourly) in
        [(1, 0, 1), (5, 0, 5), (6, 0, 6), (7, 1, 0), (24, 1, 0), (25, 1, 1), (31, 2, 0), (48, 2, 0)]
    {
        let lines = terms.lines(hours * 60).unwrap();
        let cost: i64 = lines.iter().map(|line| line.amount.0).sum();
        assert_eq!(cost, days * 1_800 + hourly * 300, "{hours} hours");
    }
    assert_eq!(terms.lines(61).unwrap()[0].amount, Amount(600), "a begun hour counts");
}

#[test]
fn a_bicycle_for_a_weekend_comes_back_late_and_with_damage() {
    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    let cafe = bicycles.market.cafe;
    // 36.00, mark-up of 36 and 18 cents, a bond of 80.00.
    assert_eq!(bicycles.market.user_balance(cafe), 50_000 - 3_654 - 8_000);
    assert_eq!(bicycles.market.trade(trade).buyer_pays.0, 3_654, "a bond is not a price");
    assert_eq!(bicycles.market.world.all::<Contract>()[0].template, "hire/1");

    // Friday: the owner enters the hirer's code.
    bicycles.market.pass_time(portland(11, 27, 17));
    let handed_over = |code: &str| RecordDue {
        code_digest: Some(Handover::digest(trade, code)),
        ..record(trade, 1, 2_880)
    };
    assert_eq!(
        bicycles.owner(&record(trade, 1, 2_880)).map_err(code).unwrap_err(),
        "completion/needs-evidence"
    );
    assert_eq!(bicycles.owner(&handed_over("x")).map_err(code).unwrap_err(), "handover/wrong-code");
    let code_shown = bicycles.code(trade);
    bicycles.owner(&handed_over(&code_shown)).unwrap();

    // Sunday, three hours and ten minutes late: it is back, the owner has 48 hours.
    bicycles.market.pass_time(portland(11, 29, 20).plus_minutes(10));
    bicycles.market.cafe(&evidence(trade, 2, EvidenceKind::Returned)).unwrap();
    assert_eq!(bicycles.market.part(trade, 2).record_by, Some(portland(12, 1, 20).plus_minutes(10)));
    let late = hire_terms().late(190).unwrap();
    assert_eq!(late, Amount(1_200));
    let claim = record(trade, 2, 3_700);
    assert_eq!(bicycles.owner(&claim).map_err(code).unwrap_err(), "completion/needs-evidence");
    let owner = bicycles.owner;
    bicycles.photo(owner, trade, 2);
    bicycles.owner(&claim).unwrap();
    bicycles.market.check();

    // The hirer agrees to the lateness alone: it is paid, the rest of the bond comes back, 25.00 are disputed.
    let disputed = bicycles.market.cafe(&object(trade, 2, 1_200, 3_700)).unwrap();
    assert_eq!(disputed.part, 4);
    assert_eq!(bicycles.market.part(trade, 3).stage, PartStage::Closed);
    assert_eq!(bicycles.market.user_balance(bicycles.owner), 1_200);
    assert_eq!(bicycles.market.user_balance(cafe), 50_000 - 3_654 - 8_000 + 4_300);
    bicycles.market.pass_time(portland(11, 30, 17));
    assert_eq!(bicycles.market.part(trade, 1).stage, PartStage::Closed, "silence pays the hire");
    let offer = bicycles.owner(&MakeOffer { trade, part: 4, pays: Amount(1_500) }).unwrap();
    bicycles.market.cafe(&AcceptOffer { trade, part: 4, offer, pays: Amount(1_500) }).unwrap();
    assert_eq!(bicycles.market.trade(trade).stage, Stage::Ended);
    assert_eq!(bicycles.market.user_balance(bicycles.owner), 3_600 + 1_200 + 1_500);
    assert_eq!(bicycles.market.user_balance(cafe), 50_000 - 3_654 - 1_200 - 1_500);
    bicycles.market.check();
}

#[test]
fn what_is_not_claimed_comes_back_and_a_thing_that_never_comes_back_may_cost_all_of_the_bond() {
    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    bicycles.market.pass_time(portland(11, 29, 18));
    bicycles.market.cafe(&evidence(trade, 2, EvidenceKind::Returned)).unwrap();
    bicycles.market.pass_time(portland(12, 1, 18));
    assert_eq!(bicycles.market.trade(trade).outcome, Some(Outcome::Kept), "both silent: the hire is paid");
    assert_eq!(bicycles.market.user_balance(bicycles.market.cafe), 50_000 - 3_654, "and the bond is back");

    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    let owner = bicycles.owner;
    bicycles.market.pass_time(portland(12, 2, 16));
    bicycles.photo(owner, trade, 2);
    bicycles.owner(&record(trade, 2, 8_000)).unwrap();
    bicycles.market.pass_time(portland(12, 4, 16));
    assert_eq!(bicycles.market.user_balance(owner), 3_600 + 8_000);
    bicycles.market.check();
}

#[test]
fn calling_a_hire_off_frees_the_bicycle_and_the_bond() {
    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    let taken = bicycles.weekend();
    assert_eq!(bicycles.market.cafe(&taken).map_err(code).unwrap_err(), "availability/taken");
    let call_off = CallOff { trade, part: 2, expected_bp: None };
    assert_eq!(bicycles.market.cafe(&call_off).map_err(code).unwrap_err(), "trade/not-of-this-kind");
    let settled = bicycles.owner(&CallOff { part: 1, ..call_off }).unwrap();
    assert_eq!((settled.paid.amount, bicycles.market.trade(trade).stage), (Amount(0), Stage::Ended));
    assert_eq!(bicycles.market.user_balance(bicycles.market.cafe), 50_000);
    bicycles.market.check();
    bicycles.market.cafe(&taken).unwrap();
}

#[test]
fn a_hire_that_was_not_handed_over_gives_all_of_it_back() {
    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    bicycles.market.pass_time(portland(11, 27, 18));
    bicycles.market.cafe(&report(trade)).unwrap();
    bicycles.market.pass_time(portland(11, 28, 18));
    assert_eq!(bicycles.market.trade(trade).outcome, Some(Outcome::Missed));
    assert_eq!(bicycles.market.user_balance(bicycles.market.cafe), 50_000);
    bicycles.market.check();
}

#[test]
fn a_hirer_who_does_not_collect_owes_the_contract_s_share() {
    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    bicycles.market.pass_time(portland(11, 27, 19));
    let not_taken = |due| RecordDue { reason: RecordedAs::NotTaken, ..record(trade, 1, due) };
    let stop = bicycles.owner(&not_taken(2_880)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CompletionRefusal::AboveNotTaken { most: 1_440 }));
    bicycles.owner(&not_taken(1_440)).unwrap();
    bicycles
        .market
        .cafe(&Confirm { reason: Some(RecordedAs::NotTaken), ..crate::tests::confirm(trade, 1, 1_440) })
        .unwrap();
    assert_eq!(bicycles.market.user_balance(bicycles.owner), 1_800);
    bicycles.market.check();
}

#[test]
fn of_a_pool_each_hire_takes_one_that_is_free_with_its_buffer() {
    let mut bicycles = Bicycles::new(2);
    let (hold, cafe) = (bicycles.weekend(), bicycles.market.cafe);
    let next =
        HoldHire { span: Span::between(portland(11, 29, 17), portland(11, 29, 20)).unwrap(), ..hold.clone() };
    bicycles.market.cafe(&hold).unwrap();
    bicycles.market.cafe(&hold).unwrap();
    assert_eq!(bicycles.market.refused(cafe, &hold), "availability/taken");
    assert_eq!(bicycles.market.refused(cafe, &next), "availability/taken", "an hour is kept free after each");
    let after = Span::between(portland(11, 29, 18), portland(11, 29, 20)).unwrap();
    bicycles.market.cafe(&HoldHire { span: after, ..next }).unwrap();
    bicycles.market.check();
}

#[test]
fn refusals_of_a_hire_in_their_order() {
    let mut bicycles = Bicycles::new(1);
    let (hold, cafe, owner) = (bicycles.weekend(), bicycles.market.cafe, bicycles.owner);
    assert_eq!(
        bicycles.market.refused(owner, &HoldHire { buyer: owner, ..hold.clone() }),
        "trade/own-offering"
    );
    let table = [
        ((11, 22, 9), (11, 22, 12), "stored-availability/past"),
        ((11, 23, 9), (11, 23, 12), "stored-availability/past"),
        ((11, 27, 9), (12, 27, 9), "stored-availability/too-long"),
    ];
    for (from, until, refusal) in table {
        let span = Span::between(portland(from.0, from.1, from.2), portland(until.0, until.1, until.2));
        assert_eq!(bicycles.market.refused(cafe, &HoldHire { span: span.unwrap(), ..hold.clone() }), refusal);
    }
    let soon = portland(11, 23, 9).plus_minutes(30);
    let span = Span::between(soon, soon.plus_hours(2)).unwrap();
    assert_eq!(
        bicycles.market.refused(cafe, &HoldHire { span, ..hold.clone() }),
        "stored-availability/too-soon"
    );
    let short = Span::between(portland(11, 27, 9), portland(11, 27, 9).plus_minutes(45)).unwrap();
    assert_eq!(
        bicycles.market.refused(cafe, &HoldHire { span: short, ..hold.clone() }),
        "stored-availability/too-short"
    );
    let dear = HoldHire { expected_pay: Some(Amount(1)), ..hold };
    assert_eq!(bicycles.market.refused(cafe, &dear), "trade/price-changed");
}

#[test]
fn five_wrong_codes_lock_it_for_an_hour() {
    let mut bicycles = Bicycles::new(1);
    let trade = bicycles.booked();
    let starts = bicycles.market.trade(trade).starts_at;
    bicycles.market.pass_time(starts);
    let entered = |code: &str| AddEvidence {
        code_digest: Some(Handover::digest(trade, code)),
        ..evidence(trade, 1, EvidenceKind::Code)
    };
    let right = bicycles.code(trade);
    let wrong = Some(Handover::digest(trade, "wrong"));
    let recorded = RecordDue { code_digest: wrong, ..record(trade, 1, 2_880) };
    let owner = bicycles.owner;
    for _ in 0..2 {
        assert_eq!(bicycles.market.refused(owner, &entered("wrong")), "handover/wrong-code");
        assert_eq!(bicycles.market.refused(owner, &recorded), "handover/wrong-code", "it is counted too");
    }
    assert_eq!(bicycles.market.refused(owner, &entered("wrong")), "handover/wrong-code");
    let stop = bicycles.owner(&entered(&right)).unwrap_err();
    assert!(matches!(stop.refusal(), Some(HandoverRefusal::Locked { .. })), "{stop:?}");
    bicycles.market.pass_time(bicycles.market.world.now.plus_hours(1));
    assert_eq!(bicycles.owner(&entered(&right)).unwrap(), Added::Taken);
    let cafe = bicycles.market.cafe;
    assert_eq!(
        bicycles.market.refused(cafe, &entered(&right)),
        "handover/not-this-evidence",
        "the owner enters it"
    );
    assert_eq!(bicycles.market.world.all::<Evidence>().len(), 1);
}

#[test]
fn whom_an_owner_has_blocked_hires_nothing() {
    let mut bicycles = Bicycles::new(1);
    let (cafe, owner) = (bicycles.market.cafe, bicycles.owner);
    bicycles.market.block(owner, cafe);
    let hold = bicycles.weekend();
    assert_eq!(bicycles.market.refused(cafe, &hold), crate::options::blocks::APART);
}
