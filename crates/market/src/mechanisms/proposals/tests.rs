mod apart;
mod order;
mod stages;

use super::*;
use crate::modules::commands;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, code, portland, usd, user};
use crate::trade::milestone::Milestone;
use crate::trade::part::{Funds, Part};
use crate::trade::{Kind, Stage};
use crate::users::UserKind;
use crate::users::assets::{OfferWork, PriceTerms};
use kernel::{Date, Zone};
use ledger::{Account, AccountKey, Class, Reservation};

const CARPENTER: &str = "47-2031";

/// A café that wants a conservatory, three carpenters, and somebody who knows about it.
struct Garden {
    market: Market,
    sellers: Vec<(Id<User>, Id<Offering>)>,
    expert: Id<User>,
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn moment(year: i16, month: i8, day: i8, hour: i64) -> Timestamp {
    let calendar = Zone::new("America/Los_Angeles").unwrap().calendar();
    calendar.timestamp(date(year, month, day), hour * 60).unwrap()
}

/// The deadline: two weeks on.
fn deadline() -> Timestamp {
    portland(12, 7, 9)
}

fn criterion(title: &str, weight: i64) -> CriterionAsked {
    CriterionAsked { title: title.parse().unwrap(), weight_bp: BasisPoints(weight) }
}

fn milestone(title: &str, share: i64, days: [(i8, i8); 2]) -> MilestoneProposed {
    let [from_on, until_on] = days.map(|(month, day)| date(2027, month, day));
    MilestoneProposed { title: title.parse().unwrap(), share_bp: BasisPoints(share), from_on, until_on }
}

fn three_stages() -> Vec<MilestoneProposed> {
    vec![
        milestone("Foundations", 2_222, [(1, 11), (1, 22)]),
        milestone("Frame", 5_000, [(1, 22), (2, 19)]),
        milestone("Glazing", 2_778, [(2, 22), (3, 5)]),
    ]
}

impl Garden {
    fn new() -> Self {
        let mut market = Market::new();
        market.deposit(market.cafe, 150_000);
        let sellers = ["ada", "bo", "cem"].map(|name| {
            let seller = user(&mut market.world, name, UserKind::Person);
            let offer = OfferWork {
                locality: HERE,
                sector: CARPENTER.to_owned(),
                post_code: "97202".parse().unwrap(),
                terms: Some(PriceTerms::plain(usd(), Amount(4_000))),
            };
            (seller, market.world.run(seller.cast(), &offer).unwrap())
        });
        let expert = user(&mut market.world, "eva", UserKind::Person);
        Self { market, sellers: sellers.into(), expert }
    }

    fn call_command(&self) -> OpenProposalCall {
        OpenProposalCall {
            buyer: self.market.cafe,
            sector: CARPENTER.to_owned(),
            post_code: "97214".parse().unwrap(),
            street: Some("12 SE Ash Street".parse().unwrap()),
            title: "A conservatory behind the café".parse().unwrap(),
            why: "Guests want to sit in the garden from March to October.".parse().unwrap(),
            must_haves: Some("A floor without a step.".parse().unwrap()),
            budget_min: Some(Amount(70_000)),
            budget_max: Some(Amount(100_000)),
            from_on: date(2027, 1, 11),
            until_on: date(2027, 3, 31),
            criteria: vec![criterion("How it fits the house", 4_000), criterion("How it is built", 2_000)],
            price_bp: BasisPoints(4_000),
            is_public: false,
            minutes: 14 * 1_440,
        }
    }

    fn open(&mut self) -> Id<ProposalCall> {
        let open = self.call_command();
        self.market.cafe(&open).unwrap()
    }

    fn open_public(&mut self) -> Id<ProposalCall> {
        let open = OpenProposalCall { is_public: true, ..self.call_command() };
        self.market.cafe(&open).unwrap()
    }

    fn proposal(&self, call: Id<ProposalCall>, seller: usize, price: i64) -> SetProposal {
        SetProposal {
            seller: self.sellers[seller].0,
            brief: call,
            offering: self.sellers[seller].1,
            approach: "An oak frame on pad foundations.".parse().unwrap(),
            experience: "Four garden rooms since 2022.".parse().unwrap(),
            team: None,
            milestones: three_stages(),
            price: Amount(price),
        }
    }

    fn set(&mut self, proposal: &SetProposal) -> Result<(), Stop> {
        self.market.world.run(proposal.seller.cast(), proposal)
    }

    fn proposed(&mut self, call: Id<ProposalCall>, seller: usize, price: i64) {
        let proposal = self.proposal(call, seller, price);
        self.set(&proposal).unwrap();
    }

    fn score(
        &mut self,
        call: Id<ProposalCall>,
        scorer: Id<User>,
        seller: usize,
        scores: &[i64],
    ) -> Result<(), Stop> {
        let reason: ReasonText = "The gutter is thought of.".parse().unwrap();
        let one = |(criterion, score): (i64, &i64)| CriterionScored {
            criterion,
            score: *score,
            reason: reason.clone(),
        };
        let scores = (1..).zip(scores).map(one).collect();
        let seller = self.sellers[seller].0;
        self.market.world.run(scorer.cast(), &ScoreProposal { scorer, brief: call, seller, scores })
    }

    fn scored(&mut self, call: Id<ProposalCall>, seller: usize, scores: [i64; 2]) {
        let cafe = self.market.cafe;
        self.score(call, cafe, seller, &scores).unwrap();
    }

    fn award(&mut self, call: Id<ProposalCall>, seller: usize) -> Result<ProposalAwarded, Stop> {
        self.award_for(call, seller, None)
    }

    fn award_for(
        &mut self,
        call: Id<ProposalCall>,
        seller: usize,
        reason: Option<&str>,
    ) -> Result<ProposalAwarded, Stop> {
        let (seller, reason) = (self.sellers[seller].0, reason.map(|reason| reason.parse().unwrap()));
        self.market.cafe(&AwardProposal { brief: call, seller, reason, expected_pay: None })
    }

    fn end(&mut self, call: Id<ProposalCall>) -> Result<(), Stop> {
        self.market.cafe(&EndProposals { brief: call, reason: "None keeps the pear tree.".parse().unwrap() })
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    fn row(&self, call: Id<ProposalCall>) -> ProposalCall {
        self.market.world.find((HERE, call)).unwrap()
    }

    fn found(&self, call: Id<ProposalCall>, seller: usize) -> Proposal {
        self.market.world.find((HERE, call, self.sellers[seller].0)).unwrap()
    }

    fn points(&self, call: Id<ProposalCall>, seller: usize) -> Option<(i64, i64, i64)> {
        let proposal = self.found(call, seller);
        Some((proposal.quality_bp?.0, proposal.price_bp?.0, proposal.place?))
    }

    fn told(&self, user: Id<User>) -> Vec<String> {
        let notices = self.market.world.all::<Notice>().into_iter().filter(|notice| notice.user_id == user);
        let codes = notices.map(|notice| notice.code);
        codes.filter(|code| code.starts_with("proposal-call/")).collect()
    }

    fn money(&self) -> (i64, i64) {
        let key = AccountKey::of(self.market.cafe, Class::UserAvailable, usd());
        let account = self.market.world.find::<Account>(key.key(HERE)).unwrap();
        (account.available.0, account.reserved.0)
    }

    fn parts(&self, trade: Id<Trade>) -> Vec<Part> {
        self.market.world.all::<Part>().into_iter().filter(|part| part.trade == trade).collect()
    }

    /// Each call that has not ended has what ends it and is listed; others have neither, nor a street, nor money.
    fn is_sound(&self) {
        let world = &self.market.world;
        let (calls, timers) = (world.all::<ProposalCall>(), world.all::<Timer>());
        for call in &calls {
            let is_ended = call.stage == ProposalCallStage::Ended;
            let is_set = |timer| timers.iter().any(|one| one.id == timer && one.due_at == call.timed_at());
            assert_eq!(call.timer.is_some_and(is_set), !is_ended, "{call:?}");
            assert_eq!((call.ending.is_some(), call.street.is_none()), (is_ended, is_ended));
            assert_eq!(call.pending.is_some(), call.stage == ProposalCallStage::Standstill);
        }
        let of_calls = timers.iter().filter(|timer| timer.command.starts_with("proposals.")).count();
        let open = calls.iter().filter(|call| call.stage != ProposalCallStage::Ended).count();
        assert_eq!((of_calls, world.all::<OpenProposals>().len()), (open, open));
        let pending = calls.iter().filter(|call| call.pending.is_some()).count();
        assert_eq!(world.all::<Reservation>().len(), pending);
        self.market.check();
    }
}

#[test]
fn the_most_points_by_the_published_weights_are_chosen_and_need_no_reason() {
    let mut garden = Garden::new();
    let call = garden.open();
    garden.proposed(call, 0, 105_000);
    garden.proposed(call, 1, 100_000);
    assert_eq!(code(garden.award(call, 0).unwrap_err()), "proposals/sealed");
    garden.is_sound();
    garden.until(deadline());
    assert_eq!(garden.row(call).stage, ProposalCallStage::Scoring);
    assert_eq!(garden.told(garden.market.cafe), ["proposal-call/to-score"]);
    garden.scored(call, 0, [5, 4]);
    assert_eq!(code(garden.award(call, 0).unwrap_err()), "proposals/not-scored");
    garden.scored(call, 1, [3, 3]);
    assert_eq!(garden.row(call).stage, ProposalCallStage::Deciding);
    // 40 % × 5/5 + 20 % × 4/5, and 40 % × 100/105.
    assert_eq!(garden.points(call, 0), Some((5_600, 3_810, 1)));
    assert_eq!(garden.points(call, 1), Some((3_600, 4_000, 2)));
    assert_eq!(code(garden.award(call, 1).unwrap_err()), "proposals/needs-reason");
    let awarded = garden.award(call, 0).unwrap();
    assert_eq!((awarded.pays.amount, awarded.stands_until), (Amount(106_575), None));
    let trade = garden.market.trade(awarded.trade);
    assert_eq!(
        (trade.stage, trade.kind, trade.mechanism.as_str(), trade.seller),
        (Stage::Booked, Kind::Service, NAME, garden.sellers[0].0)
    );
    assert_eq!(trade.buyer_pays, Amount(106_575));
    assert_eq!(garden.row(call).ending, Some(ProposalEnding::Best));
    assert_eq!(garden.found(call, 1).stage, ProposalStage::NotChosen);
    let notices = garden.market.world.all::<Notice>();
    let lost = notices.iter().find(|notice| notice.code == "proposal-call/not-chosen").unwrap();
    assert_eq!(lost.user_id, garden.sellers[1].0);
    for figure in ["7600", "9410", "2"] {
        assert!(lost.arguments.contains(figure), "own points, the winner's, the place: {}", lost.arguments);
    }
    garden.is_sound();
}

#[test]
fn another_is_chosen_for_a_reason_that_is_kept() {
    let mut garden = Garden::new();
    let call = garden.open();
    garden.proposed(call, 0, 80_000);
    garden.proposed(call, 1, 80_000);
    garden.until(deadline());
    garden.scored(call, 0, [5, 5]);
    garden.scored(call, 1, [4, 5]);
    garden.award_for(call, 1, Some("It can begin before the holidays.")).unwrap();
    let row = garden.row(call);
    assert_eq!((row.ending, row.winner), (Some(ProposalEnding::Another), Some(garden.sellers[1].0)));
    assert!(row.reason.unwrap().to_string().contains("holidays"));
    garden.is_sound();
}

#[test]
fn nobody_scores_before_the_deadline_or_without_being_asked_or_when_prices_are_open() {
    let mut garden = Garden::new();
    let (call, cafe, expert) = (garden.open(), garden.market.cafe, garden.expert);
    garden.proposed(call, 0, 80_000);
    assert_eq!(code(garden.score(call, cafe, 0, &[5, 5]).unwrap_err()), "proposals/sealed");
    garden.until(deadline());
    assert_eq!(code(garden.score(call, expert, 0, &[5, 5]).unwrap_err()), "proposals/not-a-scorer");
    assert_eq!(code(garden.score(call, cafe, 1, &[5, 5]).unwrap_err()), "proposals/no-proposal");
    for scores in [&[5][..], &[5, 6], &[-1, 5], &[1, 2, 3]] {
        assert_eq!(code(garden.score(call, cafe, 0, scores).unwrap_err()), "proposals/not-these-scores");
    }
    garden.scored(call, 0, [5, 5]);
    assert_eq!(code(garden.score(call, cafe, 0, &[4, 4]).unwrap_err()), "proposals/prices-open");
    let invite = InviteScorer { brief: call, scorer: expert };
    assert_eq!(code(garden.market.cafe(&invite).unwrap_err()), "proposals/prices-open");
}

#[test]
fn prices_open_with_the_last_score_of_the_last_scorer() {
    let mut garden = Garden::new();
    let (call, cafe, expert) = (garden.open(), garden.market.cafe, garden.expert);
    garden.market.cafe(&InviteScorer { brief: call, scorer: expert }).unwrap();
    garden.proposed(call, 0, 80_000);
    garden.proposed(call, 1, 90_000);
    garden.until(deadline());
    for (scorer, seller, scores) in [(cafe, 0, [5, 5]), (cafe, 1, [4, 4]), (expert, 0, [2, 3])] {
        garden.score(call, scorer, seller, &scores).unwrap();
        assert_eq!((garden.row(call).stage, garden.points(call, 0)), (ProposalCallStage::Scoring, None));
        assert!(!garden.row(call).has_open_prices());
    }
    // A change of mind is possible until then.
    garden.score(call, cafe, 1, &[3, 3]).unwrap();
    garden.score(call, expert, 1, &[4, 4]).unwrap();
    assert!(garden.row(call).has_open_prices());
    // 40 % × 7/10 + 20 % × 8/10, and 60 % × 7/10.
    assert_eq!(garden.points(call, 0), Some((4_400, 4_000, 1)));
    assert_eq!(garden.points(call, 1), Some((4_200, 3_556, 2)));
    assert_eq!(garden.told(cafe), ["proposal-call/prices-open", "proposal-call/to-score"]);
    garden.is_sound();
}

#[test]
fn whoever_is_dismissed_or_leaves_is_waited_for_no_more() {
    let mut garden = Garden::new();
    let (call, cafe, expert) = (garden.open(), garden.market.cafe, garden.expert);
    garden.market.cafe(&InviteScorer { brief: call, scorer: expert }).unwrap();
    garden.proposed(call, 0, 80_000);
    garden.until(deadline());
    garden.score(call, expert, 0, &[0, 0]).unwrap();
    assert_eq!(
        code(garden.market.cafe(&DismissScorer { brief: call, scorer: cafe }).unwrap_err()),
        "proposals/buyer-scores"
    );
    let other = garden.sellers[2].0;
    let by_other = garden.market.world.run(other.cast(), &DismissScorer { brief: call, scorer: expert });
    assert!(by_other.is_err());
    garden.scored(call, 0, [5, 5]);
    assert!(garden.row(call).has_open_prices(), "both have scored");

    let mut garden = Garden::new();
    let (call, expert) = (garden.open(), garden.expert);
    garden.market.cafe(&InviteScorer { brief: call, scorer: expert }).unwrap();
    garden.proposed(call, 0, 80_000);
    garden.until(deadline());
    garden.score(call, expert, 0, &[0, 0]).unwrap();
    garden.market.world.run(expert.cast(), &DismissScorer { brief: call, scorer: expert }).unwrap();
    garden.scored(call, 0, [5, 5]);
    assert_eq!(garden.points(call, 0), Some((6_000, 4_000, 1)), "what they scored counts no more");
    assert!(garden.market.world.all::<ProposalScore>().iter().all(|score| score.scorer != expert));
}

#[test]
fn whoever_proposes_does_not_score() {
    let mut garden = Garden::new();
    let call = garden.open();
    let seller = garden.sellers[0].0;
    garden.market.cafe(&InviteScorer { brief: call, scorer: seller }).unwrap();
    let proposal = garden.proposal(call, 0, 80_000);
    assert_eq!(code(garden.set(&proposal).unwrap_err()), "proposals/scorer-sells");
    // Nobody hears by an invitation who has proposed: it is taken back at the deadline.
    garden.proposed(call, 1, 80_000);
    let (rival, late) = (garden.sellers[1].0, garden.sellers[2].0);
    garden.market.cafe(&InviteScorer { brief: call, scorer: rival }).unwrap();
    garden.until(deadline());
    let scorers = garden.market.world.all::<ProposalScorer>();
    assert!(scorers.iter().all(|scorer| scorer.scorer != rival));
    let again = garden.market.cafe(&InviteScorer { brief: call, scorer: rival });
    assert_eq!(code(again.unwrap_err()), "proposals/scorer-sells");
    garden.market.cafe(&InviteScorer { brief: call, scorer: late }).unwrap();
    assert_eq!(garden.told(late), ["proposal-call/invited"]);
}

#[test]
fn a_seller_has_one_proposal_and_changes_it_or_takes_it_back_until_the_deadline() {
    let mut garden = Garden::new();
    let call = garden.open();
    garden.proposed(call, 0, 80_000);
    let first = garden.found(call, 0);
    let two = SetProposal {
        milestones: vec![milestone("All", 10_000, [(1, 11), (3, 31)])],
        price: Amount(85_000),
        ..garden.proposal(call, 0, 0)
    };
    garden.set(&two).unwrap();
    let second = garden.found(call, 0);
    assert_eq!((second.trade, second.number), (first.trade, 2));
    assert_eq!(garden.market.world.all::<Proposal>().len(), 1);
    assert_eq!(garden.market.world.all::<Milestone>().len(), 1, "those of the first are gone");
    assert_eq!(garden.market.world.all::<ProposalPrice>()[0].price, Amount(85_000));
    let seller = garden.sellers[0].0;
    let withdraw = WithdrawProposal { seller, brief: call };
    garden.market.world.run(seller.cast(), &withdraw).unwrap();
    assert_eq!(garden.market.refused(seller, &withdraw), "proposals/no-proposal");
    garden.set(&two).unwrap();
    assert_eq!(garden.found(call, 0).stage, ProposalStage::Open);
    garden.until(deadline());
    assert_eq!(code(garden.set(&two).unwrap_err()), "proposals/over");
    assert_eq!(garden.market.refused(seller, &withdraw), "proposals/over");
}

#[test]
fn a_call_that_nobody_answers_or_nobody_decides_lapses_by_itself() {
    let mut garden = Garden::new();
    let (lonely, call) = (garden.open(), garden.open());
    garden.proposed(call, 0, 80_000);
    let seller = garden.sellers[1].0;
    garden.proposed(lonely, 1, 80_000);
    garden.market.world.run(seller.cast(), &WithdrawProposal { seller, brief: lonely }).unwrap();
    garden.until(deadline());
    assert_eq!(garden.row(lonely).ending, Some(ProposalEnding::Lapsed));
    garden.scored(call, 0, [5, 5]);
    let decide_by = garden.row(call).decide_by;
    garden.until(Timestamp(decide_by.0 - 1));
    assert_eq!(garden.row(call).stage, ProposalCallStage::Deciding);
    garden.until(decide_by);
    assert_eq!(garden.row(call).ending, Some(ProposalEnding::Lapsed));
    assert_eq!(garden.told(garden.sellers[0].0), ["proposal-call/lapsed"]);
    assert_eq!(code(garden.award(call, 0).unwrap_err()), "proposals/over");
    assert_eq!(garden.told(seller), Vec::<String>::new());
    garden.is_sound();
}

#[test]
fn a_call_is_called_off_before_its_deadline_and_ended_for_a_reason_after_it() {
    let mut garden = Garden::new();
    let (first, second) = (garden.open(), garden.open());
    garden.proposed(first, 0, 80_000);
    garden.proposed(second, 0, 80_000);
    assert_eq!(code(garden.end(first).unwrap_err()), "proposals/sealed");
    garden.market.cafe(&CallOffProposalCall { brief: first }).unwrap();
    assert_eq!(garden.row(first).ending, Some(ProposalEnding::CalledOff));
    garden.until(deadline());
    let off = garden.market.cafe(&CallOffProposalCall { brief: second });
    assert_eq!(code(off.unwrap_err()), "proposals/over");
    garden.end(second).unwrap();
    let row = garden.row(second);
    assert_eq!((row.ending, row.has_open_prices()), (Some(ProposalEnding::NoAward), false));
    assert!(row.reason.is_some());
    assert_eq!(garden.told(garden.sellers[0].0), ["proposal-call/called-off", "proposal-call/none-chosen"]);
    garden.is_sound();
}

#[test]
fn calls_and_proposals_that_do_not_fit_are_refused() {
    let mut garden = Garden::new();
    let good = garden.call_command();
    let cases = [
        (OpenProposalCall { criteria: Vec::new(), ..good.clone() }, "proposals/not-these-criteria"),
        (OpenProposalCall { price_bp: BasisPoints(4_001), ..good.clone() }, "proposals/weights-do-not-sum"),
        (OpenProposalCall { price_bp: BasisPoints(3_999), ..good.clone() }, "proposals/weights-do-not-sum"),
        (OpenProposalCall { price_bp: BasisPoints(0), ..good.clone() }, "proposals/bad-call"),
        (OpenProposalCall { minutes: 60, ..good.clone() }, "proposals/not-that-long"),
        (OpenProposalCall { from_on: date(2026, 12, 21), ..good.clone() }, "proposals/bad-call"),
        (OpenProposalCall { until_on: date(2027, 1, 10), ..good.clone() }, "proposals/bad-call"),
        (OpenProposalCall { budget_min: None, ..good.clone() }, "proposals/bad-call"),
        (OpenProposalCall { sector: "fb-2-10-7".to_owned(), ..good.clone() }, "proposals/not-in-sector"),
    ];
    for (open, refusal) in cases {
        assert_eq!(garden.market.refused(garden.market.cafe, &open), refusal, "{open:?}");
    }
    let call = garden.open();
    let good = garden.proposal(call, 0, 80_000);
    let stages = |stages| SetProposal { milestones: stages, ..good.clone() };
    let whole = [(1, 11), (3, 31)];
    let cases = [
        (stages(Vec::new()), "proposals/not-these-milestones"),
        (stages(vec![milestone("All", 9_999, whole)]), "proposals/shares-do-not-sum"),
        (stages(vec![milestone("All", 10_000, [(1, 10), (3, 31)])]), "proposals/not-in-time"),
        (stages(vec![milestone("All", 10_000, [(1, 11), (4, 1)])]), "proposals/not-in-time"),
        (
            stages(vec![milestone("One", 5_000, whole), milestone("Two", 5_000, [(2, 1), (3, 31)])]),
            "proposals/not-in-time",
        ),
        (SetProposal { price: Amount(0), ..good.clone() }, "proposals/bad-proposal"),
        (SetProposal { price: Amount(i64::MAX), ..good.clone() }, "assets/too-much"),
    ];
    for (proposal, refusal) in cases {
        assert_eq!(code(garden.set(&proposal).unwrap_err()), refusal, "{proposal:?}");
    }
    let (ana, offering) = (garden.market.ana, garden.market.offering);
    let other = SetProposal { seller: ana, offering, ..good };
    assert_eq!(code(garden.set(&other).unwrap_err()), "proposals/not-this-sector");
}

#[test]
fn questions_are_answered_for_everybody() {
    let mut garden = Garden::new();
    let (call, asker) = (garden.open(), garden.sellers[0].0);
    let ask = |asker| AskOfProposals { asker, brief: call, question: "Access for a crane?".parse().unwrap() };
    garden.market.world.run(asker.cast(), &ask(asker)).unwrap();
    let cafe = garden.market.cafe;
    assert_eq!(garden.market.refused(cafe, &ask(cafe)), "proposals/own-call");
    let answer = AnswerOfProposals { brief: call, question: 1, answer: "From the lane.".parse().unwrap() };
    garden.market.cafe(&answer).unwrap();
    assert_eq!(garden.market.refused(cafe, &answer), "proposals/answered");
    assert_eq!(garden.told(asker), ["proposal-call/answered"]);
    assert!(garden.market.world.all::<ProposalQuestion>()[0].answer.is_some());
    garden.until(deadline());
    assert_eq!(garden.market.refused(asker, &ask(asker)), "proposals/over");
}
