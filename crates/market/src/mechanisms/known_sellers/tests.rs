use super::*;
use crate::admin::closing::{BeginClosing, CloseUser};
use crate::modules::commands;
use crate::options::blocks::APART;
use crate::tests::{HERE, Market, code, confirm, evening, portland, record, usd, user};
use crate::trade::Stage;
use crate::users::UserKind;
use crate::users::assets::{OfferingStage, PriceRule, SetOfferingStage, SetPriceRule};
use crate::users::registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck};
use kernel::Timer;
use ledger::{Account, AccountKey, Class, Reservation};

/// Ana washes up; a café and Ben know her. Both have money.
struct Known {
    market: Market,
    ben: Id<User>,
}

fn time(span: Span) -> TimeAsked {
    TimeAsked { span, expected_pay: None }
}

/// Two hours of an evening.
fn short(month: i8, day: i8) -> Span {
    Span::between(portland(month, day, 17), portland(month, day, 19)).unwrap()
}

impl Known {
    fn new() -> Self {
        let mut market = Market::new();
        let ben = user(&mut market.world, "ben", UserKind::Person);
        market.deposit(ben, 20_000);
        Self { market, ben }
    }

    fn request(&self, buyer: Id<User>, spans: &[Span]) -> RequestWork {
        RequestWork {
            buyer,
            offering: self.market.offering,
            times: spans.iter().map(|span| time(*span)).collect(),
            post_code: "97214".parse().unwrap(),
            street: None,
            note: Some("The back door.".parse().unwrap()),
        }
    }

    fn ask(&mut self, buyer: Id<User>, spans: &[Span]) -> Result<Requested, Stop> {
        let request = self.request(buyer, spans);
        self.market.world.run(buyer.cast(), &request)
    }

    fn cafe_asks(&mut self, spans: &[Span]) -> Id<WorkRequest> {
        self.ask(self.market.cafe, spans).unwrap().request
    }

    fn accept(&mut self, request: Id<WorkRequest>, number: i64) -> Result<Trade, Stop> {
        let agreed = self.market.ana(&AcceptRequest { request, number, expected_receive: None })?;
        Ok(self.market.trade(agreed.trade))
    }

    fn decline(&mut self, request: Id<WorkRequest>) -> Result<(), Stop> {
        self.market.ana(&DeclineRequest { request, reason: Some(DeclineReason::TooFar) })
    }

    fn withdraw(&mut self, request: Id<WorkRequest>) -> Result<(), Stop> {
        self.market.cafe(&WithdrawRequest { request })
    }

    fn row(&self, request: Id<WorkRequest>) -> WorkRequest {
        self.market.world.find((HERE, request)).unwrap()
    }

    fn stage(&self, request: Id<WorkRequest>) -> RequestStage {
        self.row(request).stage
    }

    /// What somebody can spend, and what is set aside.
    fn money(&self, user: Id<User>) -> (i64, i64) {
        let key = AccountKey::of(user, Class::UserAvailable, usd());
        let account = self.market.world.find::<Account>(key.key(HERE)).unwrap();
        (account.available.0, account.reserved.0)
    }

    fn told(&self, user: Id<User>) -> Vec<String> {
        let notices = self.market.world.all::<crate::support::notices::Notice>().into_iter();
        notices.filter(|notice| notice.user_id == user).map(|notice| notice.code).collect()
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    fn price(&mut self, hourly: i64) {
        let rule: PriceRule = self.market.world.find((HERE, self.market.offering)).unwrap();
        let terms = crate::users::assets::PriceTerms { hourly: Amount(hourly), ..rule.terms };
        let offering = self.market.offering;
        self.market.ana(&SetPriceRule { offering, terms }).unwrap();
    }

    fn card(&mut self, stage: ClaimStage) {
        let (user, claim) = (self.market.ana, FOOD_HANDLER_CARD.to_owned());
        let check = RecordCheck { user, claim, stage, issuer: "demo register".to_owned(), expires_on: None };
        self.market.world.run(Id::SYSTEM, &check).unwrap();
    }

    /// What is set aside is what open requests say, each has what ends it, and what has ended keeps nothing.
    fn is_sound(&self) {
        let world = &self.market.world;
        let (requests, timers) = (world.all::<WorkRequest>(), world.all::<Timer>());
        let open = || requests.iter().filter(|request| request.stage == RequestStage::Open);
        let mut set_aside: Vec<_> =
            open().filter_map(|request| Some((request.pending?, request.set_aside))).collect();
        let mut reserved: Vec<_> =
            world.all::<Reservation>().iter().map(|one| (one.transfer, one.entry.amount)).collect();
        set_aside.sort();
        reserved.sort();
        assert_eq!(reserved, set_aside);
        let mut listed: Vec<_> = world.all::<OpenRequest>().iter().map(|one| one.request).collect();
        let mut expected: Vec<_> = open().map(|request| request.id).collect();
        listed.sort();
        expected.sort();
        assert_eq!(listed, expected);
        for request in &requests {
            let is_set = |timer| timers.iter().any(|one| one.id == timer && one.due_at == request.answer_by);
            let is_open = request.stage == RequestStage::Open;
            assert_eq!(request.timer.is_some_and(is_set), is_open, "{request:?}");
            assert_eq!((request.street.is_some(), request.note.is_some()), (is_open, is_open));
            assert_eq!(request.answered_at.is_none(), is_open);
        }
    }
}

#[test]
fn of_two_who_ask_for_the_same_hours_one_has_them() {
    let mut known = Known::new();
    let (friday, saturday) = (evening(11, 27), evening(11, 28));
    let first = known.cafe_asks(&[friday]);
    let second = known.ask(known.ben, &[friday, saturday]).unwrap().request;
    assert_eq!((known.stage(first), known.stage(second)), (RequestStage::Open, RequestStage::Open));
    let before = known.money(known.ben);
    known.is_sound();

    let trade = known.accept(first, 1).unwrap();
    assert_eq!(
        (trade.stage, trade.mechanism.as_str(), trade.starts_at),
        (Stage::Booked, NAME, friday.starts_at())
    );
    assert_eq!(trade.id, known.row(first).trade, "the trade that its money was set aside for");
    assert_eq!(code(known.accept(second, 1).unwrap_err()), "availability/taken");
    assert_eq!(
        (known.stage(second), known.money(known.ben)),
        (RequestStage::Open, before),
        "nothing was changed"
    );
    known.is_sound();
    // The other of its times is free.
    let other = known.accept(second, 2).unwrap();
    assert_eq!((other.buyer, other.starts_at), (known.ben, saturday.starts_at()));
    known.is_sound();
    known.market.check();
}

#[test]
fn what_nobody_answers_ends_by_itself_and_its_money_is_back() {
    let mut known = Known::new();
    let cafe = known.market.cafe;
    let asked = known.ask(cafe, &[evening(11, 27)]).unwrap();
    assert_eq!(asked.answer_by, known.market.world.now.plus_hours(18));
    assert_eq!(known.money(cafe), (50_000 - asked.set_aside.amount.0, asked.set_aside.amount.0));
    assert_eq!(known.told(known.market.ana), ["request/asked"]);
    // An answer that comes when its time is over is none, though its timer may be late.
    known.market.world.now = asked.answer_by;
    assert_eq!(code(known.accept(asked.request, 1).unwrap_err()), "known-sellers/over");
    known.is_sound();
    known.until(asked.answer_by);
    assert_eq!((known.stage(asked.request), known.money(cafe)), (RequestStage::Expired, (50_000, 0)));
    assert!(known.told(cafe).contains(&"request/expired".to_owned()));
    assert!(known.told(known.market.ana).contains(&"request/missed".to_owned()));
    for answer in [known.decline(asked.request), known.withdraw(asked.request)] {
        assert_eq!(code(answer.unwrap_err()), "known-sellers/over");
    }
    known.is_sound();
}

#[test]
fn a_last_moment_is_still_in_time_and_its_timer_changes_nothing() {
    let mut known = Known::new();
    let request = known.cafe_asks(&[evening(11, 27)]);
    let until = known.row(request).answer_by;
    known.market.world.now = Timestamp(until.0 - 1);
    let trade = known.accept(request, 1).unwrap();
    known.until(until.plus_hours(1));
    assert_eq!(
        (known.stage(request), known.market.trade(trade.id).stage),
        (RequestStage::Accepted, Stage::Booked)
    );
    let expire = ExpireRequest { request };
    known.market.world.run(Id::SYSTEM, &expire).unwrap();
    assert_eq!(known.stage(request), RequestStage::Accepted);
    known.is_sound();
    known.market.check();
}

#[test]
fn the_dearest_is_set_aside_and_what_a_cheaper_one_leaves_is_back_at_once() {
    let mut known = Known::new();
    let cafe = known.market.cafe;
    let asked = known.ask(cafe, &[short(11, 27), evening(11, 28), short(11, 29)]).unwrap();
    let times = known.market.world.all::<RequestTime>();
    let pays: Vec<i64> = times.iter().map(|time| time.pays.0).collect();
    assert_eq!(pays.iter().max(), Some(&asked.set_aside.amount.0));
    assert!(pays[0] < pays[1]);
    let trade = known.accept(asked.request, 1).unwrap();
    assert_eq!((trade.buyer_pays, trade.seller_receives), (times[0].pays, times[0].receives));
    assert_eq!(known.money(cafe), (50_000 - pays[0], 0));
    assert_eq!(known.row(asked.request).accepted, Some(1));
    known.is_sound();
    // It is a booking like any other.
    known.until(trade.starts_at.plus_hours(2));
    known.market.ana(&record(trade.id, 1, 120)).unwrap();
    known.market.cafe(&confirm(trade.id, 1, 120)).unwrap();
    assert_eq!(known.market.trade(trade.id).stage, Stage::Ended);
    known.market.check();
}

#[test]
fn what_it_costs_is_what_the_same_hours_cost_at_once() {
    let mut known = Known::new();
    let request = known.cafe_asks(&[evening(11, 27)]);
    let at_once = known.market.hold(evening(11, 27)).unwrap();
    assert_eq!(known.row(request).set_aside, at_once.buyer_pays.amount);
    // What is held is not to be had by a request, nor asked for.
    assert_eq!(code(known.accept(request, 1).unwrap_err()), "availability/taken");
    let ben = known.ben;
    assert_eq!(code(known.ask(ben, &[evening(11, 27)]).unwrap_err()), "availability/taken");
}

#[test]
fn a_subsidy_is_not_counted_on_and_is_taken_off_when_it_is_there() {
    let mut known = Known::new();
    let request = known.cafe_asks(&[evening(11, 27)]);
    let most = known.row(request).set_aside;
    known.market.endow(100_000);
    let trade = known.accept(request, 1).unwrap();
    assert!(trade.buyer_pays < most, "{:?} of {most:?}", trade.buyer_pays);
    assert_eq!(known.money(known.market.cafe), (50_000 - trade.buyer_pays.0, 0));
}

#[test]
fn a_request_is_declined_or_taken_back_once_and_nothing_is_kept() {
    let mut known = Known::new();
    let cafe = known.market.cafe;
    let first = known.cafe_asks(&[evening(11, 27)]);
    known.decline(first).unwrap();
    assert_eq!(
        (known.stage(first), known.row(first).reason),
        (RequestStage::Declined, Some(DeclineReason::TooFar))
    );
    assert!(known.told(cafe).contains(&"request/declined".to_owned()));
    let second = known.cafe_asks(&[evening(11, 27)]);
    known.withdraw(second).unwrap();
    assert_eq!(known.stage(second), RequestStage::Withdrawn);
    assert!(known.told(known.market.ana).contains(&"request/withdrawn".to_owned()));
    assert_eq!(known.money(cafe), (50_000, 0));
    for request in [first, second] {
        for _ in 0..3 {
            assert_eq!(code(known.accept(request, 1).unwrap_err()), "known-sellers/over");
            assert_eq!(code(known.decline(request).unwrap_err()), "known-sellers/over");
            assert_eq!(code(known.withdraw(request).unwrap_err()), "known-sellers/over");
        }
    }
    known.is_sound();
    let third = known.cafe_asks(&[evening(11, 27)]);
    known.accept(third, 1).unwrap();
    assert_eq!(code(known.accept(third, 1).unwrap_err()), "known-sellers/over");
    assert_eq!(code(known.withdraw(third).unwrap_err()), "known-sellers/over");
    known.is_sound();
}

#[test]
fn only_its_sides_answer_a_request_each_in_their_way() {
    let mut known = Known::new();
    let request = known.cafe_asks(&[evening(11, 27)]);
    let (ana, cafe, ben) = (known.market.ana, known.market.cafe, known.ben);
    let accept = AcceptRequest { request, number: 1, expected_receive: None };
    let decline = DeclineRequest { request, reason: None };
    for by in [cafe, ben] {
        assert_eq!(known.market.refused(by, &accept), "command/not-yours");
        assert_eq!(known.market.refused(by, &decline), "command/not-yours");
    }
    for by in [ana, ben] {
        assert_eq!(known.market.refused(by, &WithdrawRequest { request }), "command/not-yours");
    }
    assert_eq!(known.market.refused(ana, &ExpireRequest { request }), "command/not-the-market");
    assert!(matches!(known.accept(request, 2), Err(Stop::Absent("request_time"))));
    known.is_sound();
}

#[test]
fn what_was_true_when_it_was_asked_is_asked_again_when_it_is_accepted() {
    let mut known = Known::new();
    let cafe = known.market.cafe;
    let request = known.cafe_asks(&[evening(11, 27)]);
    known.card(ClaimStage::Revoked);
    assert_eq!(code(known.accept(request, 1).unwrap_err()), "booking-checks/denied");
    known.card(ClaimStage::Verified);
    // Dearer than was said it is not, cheaper it may be.
    let most = known.row(request).set_aside;
    known.price(1_900);
    assert_eq!(code(known.accept(request, 1).unwrap_err()), "trade/price-changed");
    known.price(1_700);
    let receives = known.market.world.all::<RequestTime>()[0].receives;
    let as_seen = AcceptRequest { request, number: 1, expected_receive: Some(receives) };
    let ana = known.market.ana;
    assert_eq!(known.market.refused(ana, &as_seen), "trade/price-changed", "nor is it less than she saw");
    let paused = SetOfferingStage { offering: known.market.offering, stage: OfferingStage::Paused };
    known.market.ana(&paused).unwrap();
    assert_eq!(code(known.accept(request, 1).unwrap_err()), "stored-availability/not-open");
    known.market.ana(&SetOfferingStage { stage: OfferingStage::OnRequest, ..paused }).unwrap();
    known.is_sound();
    let trade = known.accept(request, 1).unwrap();
    assert!(trade.buyer_pays < most);
    assert_eq!(known.money(cafe), (50_000 - trade.buyer_pays.0, 0));
    known.is_sound();
}

#[test]
fn whoever_is_about_to_leave_accepts_nothing_and_the_money_comes_back() {
    let mut known = Known::new();
    let request = known.cafe_asks(&[evening(11, 27)]);
    let user = known.market.ana;
    known.market.ana(&BeginClosing { user }).unwrap();
    assert_eq!(code(known.accept(request, 1).unwrap_err()), "users/closing");
    known.decline(request).unwrap();
    assert_eq!(known.money(known.market.cafe), (50_000, 0));
    let ben = known.ben;
    assert_eq!(code(known.ask(ben, &[evening(11, 27)]).unwrap_err()), "users/seller-not-found");
    // A buyer whose money is set aside does not leave.
    known.market.pass_time(known.market.world.now.plus_hours(1));
    known.cafe_asks(&[evening(11, 27)]);
    let cafe = known.market.cafe;
    assert_eq!(known.market.refused(cafe, &BeginClosing { user: cafe }), "closing/money-left");
}

#[test]
fn whoever_leaves_takes_back_what_they_asked_to_be_given() {
    let mut known = Known::new();
    let given = crate::users::assets::OfferWork {
        locality: HERE,
        sector: crate::tests::PORTER.to_owned(),
        post_code: "97202".parse().unwrap(),
        terms: None,
    };
    let offering = known.market.ana(&given).unwrap();
    let dee = user(&mut known.market.world, "dee", UserKind::Person);
    let request = RequestWork { offering, ..known.request(dee, &[evening(11, 27)]) };
    let claim = "charity_or_public_body_status".to_owned();
    let (stage, issuer) = (ClaimStage::Verified, "demo register".to_owned());
    let check = RecordCheck { user: dee, claim, stage, issuer, expires_on: None };
    known.market.world.run(Id::SYSTEM, &check).unwrap();
    let asked = known.market.world.run(dee.cast(), &request).unwrap();
    assert_eq!((asked.set_aside.amount, known.row(asked.request).pending), (Amount::ZERO, None));
    known.is_sound();
    known.market.world.run(dee.cast(), &BeginClosing { user: dee }).unwrap();
    assert_eq!(code(known.accept(asked.request, 1).unwrap_err()), "known-sellers/buyer-gone");
    known.market.world.run(dee.cast(), &CloseUser { user: dee }).unwrap();
    assert_eq!(known.stage(asked.request), RequestStage::Withdrawn);
    known.is_sound();
}

#[test]
fn a_request_is_refused_with_a_reason() {
    let mut known = Known::new();
    let (ana, cafe, ben) = (known.market.ana, known.market.cafe, known.ben);
    let fridays = [evening(11, 27), evening(11, 28), evening(11, 29), evening(11, 30)];
    assert_eq!(code(known.ask(cafe, &[]).unwrap_err()), "known-sellers/not-these-times");
    assert_eq!(code(known.ask(cafe, &fridays).unwrap_err()), "known-sellers/not-these-times");
    assert_eq!(
        code(known.ask(cafe, &[fridays[0], fridays[0]]).unwrap_err()),
        "known-sellers/not-these-times"
    );
    assert_eq!(code(known.ask(ana, &fridays[..1]).unwrap_err()), "trade/own-offering");
    let at_ten = Span::between(portland(11, 23, 10), portland(11, 23, 12)).unwrap();
    assert_eq!(code(known.ask(cafe, &[at_ten]).unwrap_err()), "stored-availability/too-soon");
    // Ana wants two hours of notice: a quarter of an hour would be left to answer.
    let starts_at = known.market.world.now.plus_minutes(135);
    let soon = Span::between(starts_at, starts_at.plus_minutes(120)).unwrap();
    assert_eq!(code(known.ask(cafe, &[soon]).unwrap_err()), "known-sellers/too-soon");
    assert_eq!(code(known.ask(cafe, &[fridays[0], soon]).unwrap_err()), "known-sellers/too-soon");
    let at_night = Span::between(portland(11, 27, 3), portland(11, 27, 5)).unwrap();
    assert_eq!(code(known.ask(cafe, &[at_night]).unwrap_err()), "availability/not-offered");
    let mut seen = known.request(cafe, &fridays[..1]);
    seen.times[0].expected_pay = Some(Amount(1));
    assert_eq!(known.market.refused(cafe, &seen), "trade/price-changed");
    assert_eq!(known.market.refused(ben, &seen), "command/not-yours");
    let poor = user(&mut known.market.world, "dee", UserKind::Person);
    assert_eq!(code(known.ask(poor, &fridays[..1]).unwrap_err()), "ledger/insufficient");
    known.is_sound();
    for day in 0..3 {
        known.cafe_asks(&fridays[day..=day]);
    }
    assert_eq!(code(known.ask(cafe, &fridays[3..]).unwrap_err()), "known-sellers/asked-enough");
    known.is_sound();
}

#[test]
fn an_answer_comes_while_the_price_is_as_it_was_asked() {
    let mut known = Known::new();
    let rule: PriceRule = known.market.world.find((HERE, known.market.offering)).unwrap();
    let terms = crate::users::assets::PriceTerms {
        short_notice_bp: kernel::BasisPoints(2_000),
        short_notice_minutes: 96 * 60,
        ..rule.terms
    };
    let offering = known.market.offering;
    known.market.ana(&SetPriceRule { offering, terms }).unwrap();
    // From Monday 17:00 on there is an extra for Friday 17:00.
    let asked = known.ask(known.market.cafe, &[evening(11, 27)]).unwrap();
    assert!(asked.answer_by <= portland(11, 23, 17).plus_minutes(1), "{:?}", asked.answer_by);
    known.market.world.now = Timestamp(asked.answer_by.0 - 1);
    let trade = known.accept(asked.request, 1).unwrap();
    assert_eq!(trade.buyer_pays, asked.set_aside.amount);
}

#[test]
fn work_on_request_is_not_had_at_once() {
    let mut known = Known::new();
    let on_request = SetOfferingStage { offering: known.market.offering, stage: OfferingStage::OnRequest };
    known.market.ana(&on_request).unwrap();
    assert_eq!(code(known.market.hold(evening(11, 27)).unwrap_err()), "stored-availability/not-open");
    let request = known.cafe_asks(&[evening(11, 27)]);
    known.accept(request, 1).unwrap();
    known.market.check();
}

#[test]
fn on_the_night_that_clocks_change_hours_are_hours_worked() {
    let mut known = Known::new();
    known.market.world.now = portland(10, 30, 9);
    // Sunday the first of November: the hour from one to two comes twice, long before ten.
    let sunday = Span::between(portland(11, 1, 10), portland(11, 1, 12)).unwrap();
    let across = Span::between(portland(10, 31, 22), portland(11, 1, 10)).unwrap();
    let request = known.cafe_asks(&[sunday]);
    assert_eq!(code(known.ask(known.ben, &[across]).unwrap_err()), "availability/not-offered");
    let trade = known.accept(request, 1).unwrap();
    assert_eq!(trade.starts_at, portland(11, 1, 10));
    assert_eq!(known.market.part(trade.id, 1).quantity, 120);
    known.market.check();
}

/// Sending it three times is the executor's to make one; here nothing is doubled even where each is a command of its own.
#[test]
fn asking_thrice_is_three_requests_and_a_fourth_is_refused() {
    let mut known = Known::new();
    let cafe = known.market.cafe;
    for _ in 0..3 {
        known.cafe_asks(&[evening(11, 27)]);
    }
    assert_eq!(code(known.ask(cafe, &[evening(11, 27)]).unwrap_err()), "known-sellers/asked-enough");
    let requests: Vec<_> = known.market.world.all::<WorkRequest>().iter().map(|one| one.id).collect();
    known.accept(requests[0], 1).unwrap();
    for request in &requests[1..] {
        assert_eq!(code(known.accept(*request, 1).unwrap_err()), "availability/taken");
        known.withdraw(*request).unwrap();
    }
    known.is_sound();
    known.market.check();
}

#[test]
fn of_two_of_whom_one_has_blocked_the_other_nobody_asks_and_nobody_accepts() {
    let mut known = Known::new();
    let (ana, cafe) = (known.market.ana, known.market.cafe);
    let request = known.cafe_asks(&[evening(11, 27)]);
    known.market.block(ana, cafe);
    assert_eq!(known.accept(request, 1).map_err(code).unwrap_err(), APART);
    assert_eq!(known.ask(cafe, &[evening(11, 28)]).map_err(code).unwrap_err(), APART);
    known.withdraw(request).unwrap();
    known.is_sound();
}
