use super::*;
use crate::modules::commands;
use crate::support::escrow::{Agree, LetGo};
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, PORTER, code, evening, offer, portland, usd, user};
use crate::trade::Stage;
use crate::users::UserKind;
use crate::users::assets::PriceTerms;
use crate::users::registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck};
use ledger::{Account, AccountKey, Class, Reservation};

/// A café that has a kitchen to be cleaned, and porters with their cards.
struct Kitchen {
    market: Market,
    porters: Vec<(Id<User>, Id<Offering>)>,
}

fn card(user: Id<User>, stage: ClaimStage) -> RecordCheck {
    let (claim, issuer) = (FOOD_HANDLER_CARD.to_owned(), "demo register".to_owned());
    RecordCheck { user, claim, stage, issuer, expires_on: None }
}

/// Bids are over on Tuesday at nine.
fn close() -> Timestamp {
    portland(11, 24, 9)
}

impl Kitchen {
    fn of(count: usize) -> Self {
        let mut market = Market::new();
        let porters = (0..count).map(|number| {
            let porter = user(&mut market.world, &format!("p{number}"), UserKind::Person);
            market.world.run(Id::SYSTEM, &card(porter, ClaimStage::Verified)).unwrap();
            (porter, offer(&mut market.world, porter, PriceTerms::plain(usd(), Amount(1_800))))
        });
        let porters = porters.collect();
        Self { market, porters }
    }

    fn open_command(&self) -> OpenReverseAuction {
        OpenReverseAuction {
            buyer: self.market.cafe,
            sector: PORTER.to_owned(),
            post_code: "97214".parse().unwrap(),
            street: Some("12 SE Ash Street".parse().unwrap()),
            title: "Clean the kitchen".parse().unwrap(),
            description: None,
            span: evening(11, 28),
            top: Amount(12_000),
            view: BidView::Rank,
            minutes: 1_440,
        }
    }

    fn open(&mut self) -> Id<ReverseAuction> {
        let open = self.open_command();
        self.market.cafe(&open).unwrap()
    }

    fn bid(&self, auction: Id<ReverseAuction>, porter: usize, least: i64) -> PlaceUnderbid {
        let (seller, offering) = self.porters[porter];
        PlaceUnderbid { seller, auction, offering, least: Amount(least), cost: None, cost_minutes: None }
    }

    fn place(
        &mut self,
        auction: Id<ReverseAuction>,
        porter: usize,
        least: i64,
    ) -> Result<UnderbidPlaced, Stop> {
        let bid = self.bid(auction, porter, least);
        self.market.world.run(bid.seller.cast(), &bid)
    }

    fn row(&self, auction: Id<ReverseAuction>) -> ReverseAuction {
        self.market.world.find((HERE, auction)).unwrap()
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    fn money(&self) -> (i64, i64) {
        let key = AccountKey::of(self.market.cafe, Class::UserAvailable, usd());
        let account = self.market.world.find::<Account>(key.key(HERE)).unwrap();
        (account.available.0, account.reserved.0)
    }

    fn told(&self, user: Id<User>) -> Vec<String> {
        let notices = self.market.world.all::<Notice>().into_iter().filter(|notice| notice.user_id == user);
        notices.map(|notice| notice.code).filter(|code| code.starts_with("reverse-auction/")).collect()
    }

    fn accept(&mut self, auction: Id<ReverseAuction>) -> Result<Trade, Stop> {
        let row = self.row(auction);
        let expected_pay =
            self.market.world.find::<Trade>((HERE, row.trade)).map_or(Amount(1), |trade| trade.buyer_pays);
        let agreed = self.market.cafe(&AcceptUnderbid { auction, expected_pay })?;
        Ok(self.market.trade(agreed.trade))
    }

    /// What is set aside is what auctions that have not ended say, and each of those has what ends it.
    fn is_sound(&self) {
        let world = &self.market.world;
        let (auctions, timers) = (world.all::<ReverseAuction>(), world.all::<Timer>());
        let mut said = Vec::new();
        for auction in &auctions {
            let is_live = auction.stage != ReverseStage::Ended;
            assert_eq!(auction.pending.is_some(), is_live, "{auction:?}");
            said.extend(auction.pending.map(|pending| (pending, auction.set_aside)));
            let is_set = |timer| timers.iter().any(|one| one.id == timer && one.due_at == auction.timed_at());
            assert_eq!(auction.timer.is_some_and(is_set), is_live, "{auction:?}");
            assert_eq!((auction.street.is_some(), auction.ending.is_none()), (is_live, is_live));
        }
        let reserved = world.all::<Reservation>().into_iter().map(|one| (one.transfer, one.entry.amount));
        let mut reserved: Vec<_> = reserved.collect();
        said.sort();
        reserved.sort();
        assert_eq!(reserved, said);
        let ended = auctions.iter().filter(|auction| auction.stage == ReverseStage::Ended).count();
        let counted: i64 = world.all::<ReverseEndingCount>().iter().map(|count| count.times).sum();
        assert_eq!(counted, i64::try_from(ended).unwrap());
        let of_auctions =
            timers.iter().filter(|timer| timer.command.starts_with("reverse_auctions.")).count();
        assert_eq!(of_auctions, auctions.len() - ended, "no timer is left over");
    }
}

#[test]
fn the_lowest_is_held_a_step_below_the_second_and_taken() {
    let mut kitchen = Kitchen::of(3);
    let auction = kitchen.open();
    assert_eq!(kitchen.money(), (50_000 - 12_180, 12_180), "the top with the mark-up");
    kitchen.is_sound();
    let first = kitchen.place(auction, 0, 9_000).unwrap();
    assert_eq!((first.leads, first.rank, first.price), (true, 1, None), "a rank, and no price");
    assert_eq!(kitchen.row(auction).price, Some(Amount(12_000)));
    let second = kitchen.place(auction, 1, 10_000).unwrap();
    assert_eq!((second.leads, second.rank), (false, 2));
    assert_eq!(
        kitchen.row(auction).price,
        Some(Amount(9_940)),
        "ten thousand less half a percent of the top"
    );
    assert_eq!(code(kitchen.place(auction, 2, 9_900).unwrap_err()), "reverse-auctions/not-low");
    let third = kitchen.place(auction, 2, 8_000).unwrap();
    assert_eq!((third.leads, third.rank), (true, 1));
    assert_eq!(kitchen.told(kitchen.porters[0].0), ["reverse-auction/overtaken"]);
    kitchen.is_sound();
    kitchen.until(close());
    let row = kitchen.row(auction);
    assert_eq!(
        (row.stage, row.price, row.leader),
        (ReverseStage::Offered, Some(Amount(8_940)), Some(kitchen.porters[2].0))
    );
    assert_eq!(row.answer_by, Some(close().plus_hours(24)));
    assert_eq!(kitchen.market.trade(row.trade).stage, Stage::Held);
    assert_eq!(kitchen.money(), (50_000 - 12_180, 12_180), "kept until the answer");
    kitchen.is_sound();
    let trade = kitchen.accept(auction).unwrap();
    assert_eq!(
        (trade.stage, trade.buyer_pays, trade.mechanism.as_str()),
        (Stage::Booked, Amount(9_074), NAME)
    );
    assert_eq!(kitchen.money(), (50_000 - 9_074, 0));
    assert_eq!(kitchen.row(auction).ending, Some(ReverseEnding::Taken));
    assert_eq!(kitchen.told(kitchen.porters[1].0), ["reverse-auction/lost"]);
    assert_eq!(code(kitchen.accept(auction).unwrap_err()), "reverse-auctions/nothing-offered");
    kitchen.is_sound();
    kitchen.market.check();
}

#[test]
fn no_bid_is_below_the_least_pay_and_none_above_the_top() {
    let mut kitchen = Kitchen::of(2);
    let auction = kitchen.open();
    // Four hours.
    assert_eq!(code(kitchen.place(auction, 0, 6_000).unwrap_err()), "booking-checks/below-floor");
    assert_eq!(code(kitchen.place(auction, 0, 12_001).unwrap_err()), "reverse-auctions/too-high");
    assert_eq!(code(kitchen.place(auction, 0, 0).unwrap_err()), "reverse-auctions/bad-auction");
    assert_eq!(kitchen.row(auction).bid_count, 0);
    kitchen.place(auction, 0, 12_000).unwrap();
    let porter = kitchen.porters[1].0;
    kitchen.market.world.run(Id::SYSTEM, &card(porter, ClaimStage::Revoked)).unwrap();
    assert_eq!(code(kitchen.place(auction, 1, 9_000).unwrap_err()), "booking-checks/denied");
    let own = PlaceUnderbid { seller: kitchen.market.cafe, ..kitchen.bid(auction, 0, 9_000) };
    assert_eq!(code(kitchen.market.cafe(&own).unwrap_err()), "reverse-auctions/own-auction");
    let anothers = PlaceUnderbid { seller: porter, ..kitchen.bid(auction, 0, 9_000) };
    assert_eq!(kitchen.market.refused(porter, &anothers), "command/not-yours");
    kitchen.is_sound();
}

#[test]
fn a_bid_far_below_four_others_has_to_say_what_it_costs() {
    let mut kitchen = Kitchen::of(5);
    let top = Amount(40_000);
    let open = OpenReverseAuction { top, ..kitchen.open_command() };
    let auction = kitchen.market.cafe(&open).unwrap();
    for (porter, least) in [(0, 20_000), (1, 19_000), (2, 18_000)] {
        kitchen.place(auction, porter, least).unwrap();
    }
    kitchen.place(auction, 3, 17_000).unwrap();
    // Three fifths of the median, which is 18,500.
    assert_eq!(code(kitchen.place(auction, 4, 11_099).unwrap_err()), "reverse-auctions/abnormally-low");
    let half = PlaceUnderbid { cost: Some(Amount(9_000)), ..kitchen.bid(auction, 4, 11_099) };
    assert_eq!(kitchen.market.refused(half.seller, &half), "reverse-auctions/abnormally-low");
    let meant = PlaceUnderbid { cost_minutes: Some(240), ..half };
    kitchen.market.world.run(meant.seller.cast(), &meant).unwrap();
    let bid: Underbid = kitchen.market.world.find((HERE, auction, meant.seller)).unwrap();
    assert_eq!((bid.cost, bid.cost_minutes), (Some(Amount(9_000)), Some(240)));
    kitchen.is_sound();
}

#[test]
fn the_price_is_seen_where_the_buyer_says_so() {
    let mut kitchen = Kitchen::of(2);
    let open = OpenReverseAuction { view: BidView::Price, ..kitchen.open_command() };
    let auction = kitchen.market.cafe(&open).unwrap();
    let first = kitchen.place(auction, 0, 9_000).unwrap();
    assert_eq!(first.price, Some(Amount(12_000).of(usd())));
    let stop = kitchen.place(auction, 1, 11_990).unwrap_err();
    assert!(format!("{stop:?}").contains("11940"), "{stop:?}");
    assert_eq!(code(stop), "reverse-auctions/too-high");
}

#[test]
fn a_bid_at_the_end_moves_the_end_and_a_refused_one_does_not() {
    let mut kitchen = Kitchen::of(2);
    let auction = kitchen.open();
    kitchen.place(auction, 0, 9_000).unwrap();
    kitchen.market.world.now = Timestamp(close().0 - 1);
    assert!(kitchen.place(auction, 1, 11_990).is_err());
    assert_eq!(kitchen.row(auction).closes_at, close());
    kitchen.place(auction, 1, 8_000).unwrap();
    let moved = Timestamp(close().0 - 1).plus_minutes(2);
    assert_eq!((kitchen.row(auction).closes_at, kitchen.row(auction).extension_count), (moved, 1));
    kitchen.is_sound();
    kitchen.market.world.now = moved;
    assert_eq!(code(kitchen.place(auction, 0, 7_500).unwrap_err()), "reverse-auctions/over");
    kitchen.until(moved);
    assert_eq!(kitchen.row(auction).stage, ReverseStage::Offered);
}

#[test]
fn declining_needs_a_reason_which_is_counted_and_silence_is_too() {
    let mut kitchen = Kitchen::of(1);
    let declined = kitchen.open();
    let silent =
        kitchen.market.cafe(&OpenReverseAuction { span: evening(11, 29), ..kitchen.open_command() }).unwrap();
    let let_go =
        kitchen.market.cafe(&OpenReverseAuction { span: evening(11, 27), ..kitchen.open_command() }).unwrap();
    for auction in [declined, silent, let_go] {
        kitchen.place(auction, 0, 9_000).unwrap();
    }
    let reason = DeclineWinner::TooLow;
    assert_eq!(
        code(kitchen.market.cafe(&DeclineUnderbid { auction: declined, reason }).unwrap_err()),
        "reverse-auctions/nothing-offered"
    );
    kitchen.until(close());
    let decline = DeclineUnderbid { auction: declined, reason };
    assert_eq!(kitchen.market.refused(kitchen.porters[0].0, &decline), "command/not-yours");
    kitchen.market.cafe(&decline).unwrap();
    assert_eq!(kitchen.row(declined).ending, Some(ReverseEnding::TooLow));
    // By the page of the booking it is let go of without one; it still takes a reason here.
    let trade = kitchen.row(let_go).trade;
    kitchen.market.cafe(&LetGo { trade }).unwrap();
    kitchen.is_sound();
    kitchen.market.cafe(&DeclineUnderbid { auction: let_go, reason: DeclineWinner::NotNeeded }).unwrap();
    kitchen.until(close().plus_hours(24));
    assert_eq!(kitchen.row(silent).ending, Some(ReverseEnding::Lapsed));
    assert_eq!(kitchen.money(), (50_000, 0));
    let told = kitchen.told(kitchen.porters[0].0);
    let times = |code: &str| told.iter().filter(|told| *told == code).count();
    let codes = ["reverse-auction/won", "reverse-auction/declined", "reverse-auction/lapsed"];
    assert_eq!((codes.map(times), told.len()), ([3, 2, 1], 6));
    kitchen.is_sound();
    kitchen.market.check();
}

#[test]
fn what_is_agreed_by_the_page_of_the_booking_is_taken() {
    let mut kitchen = Kitchen::of(1);
    let auction = kitchen.open();
    kitchen.place(auction, 0, 9_000).unwrap();
    kitchen.until(close());
    let row = kitchen.row(auction);
    let expected_pay = kitchen.market.trade(row.trade).buyer_pays;
    kitchen.market.cafe(&Agree { trade: row.trade, expected_pay }).unwrap();
    let decline = DeclineUnderbid { auction, reason: DeclineWinner::NotNeeded };
    assert_eq!(kitchen.market.refused(kitchen.market.cafe, &decline), "reverse-auctions/nothing-offered");
    kitchen.until(close().plus_hours(24));
    assert_eq!(kitchen.row(auction).ending, Some(ReverseEnding::Taken));
    assert_eq!(kitchen.money(), (50_000 - expected_pay.0, 0));
    kitchen.is_sound();
}

#[test]
fn nobody_has_it_without_a_bid_or_where_a_rule_forbids_it_by_then() {
    let mut kitchen = Kitchen::of(2);
    let (empty, forbidden, off) = (kitchen.open(), kitchen.open(), kitchen.open());
    kitchen.place(forbidden, 0, 9_000).unwrap();
    let call_off = |auction| CallOffReverseAuction { auction };
    assert_eq!(code(kitchen.market.cafe(&call_off(forbidden)).unwrap_err()), "reverse-auctions/has-bids");
    assert_eq!(kitchen.market.refused(kitchen.porters[0].0, &call_off(off)), "command/not-yours");
    kitchen.market.cafe(&call_off(off)).unwrap();
    kitchen.is_sound();
    let porter = kitchen.porters[0].0;
    kitchen.market.world.run(Id::SYSTEM, &card(porter, ClaimStage::Revoked)).unwrap();
    kitchen.until(close());
    for (auction, ending) in
        [(empty, ReverseEnding::Unsold), (forbidden, ReverseEnding::Unsold), (off, ReverseEnding::CalledOff)]
    {
        assert_eq!(kitchen.row(auction).ending, Some(ending));
    }
    assert_eq!(
        (kitchen.money(), kitchen.told(porter)),
        ((50_000, 0), vec!["reverse-auction/lost".to_owned()])
    );
    kitchen.is_sound();
}

#[test]
fn what_does_not_fit_is_not_put_out() {
    let mut kitchen = Kitchen::of(1);
    let good = kitchen.open_command();
    let refused =
        |kitchen: &mut Kitchen, open: OpenReverseAuction| code(kitchen.market.cafe(&open).unwrap_err());
    let bad = "reverse-auctions/bad-auction";
    assert_eq!(
        refused(&mut kitchen, OpenReverseAuction { span: evening(11, 25), minutes: 2_880, ..good.clone() }),
        bad
    );
    assert_eq!(refused(&mut kitchen, OpenReverseAuction { top: Amount(0), ..good.clone() }), bad);
    for minutes in [59, 60 * 24 * 60] {
        assert_eq!(
            refused(&mut kitchen, OpenReverseAuction { minutes, ..good.clone() }),
            "reverse-auctions/not-that-long"
        );
    }
    let goods = OpenReverseAuction { sector: "fb-2-10-7".to_owned(), ..good.clone() };
    assert_eq!(refused(&mut kitchen, goods), "assets/unknown-sector");
    assert_eq!(
        refused(&mut kitchen, OpenReverseAuction { top: Amount(49_900), ..good }),
        "ledger/insufficient"
    );
    kitchen.is_sound();
}

#[test]
fn whom_the_buyer_has_blocked_does_not_bid_and_whoever_led_before_is_held() {
    let mut kitchen = Kitchen::of(2);
    let (cafe, [first, second]) = (kitchen.market.cafe, [kitchen.porters[0].0, kitchen.porters[1].0]);
    let auction = kitchen.open();
    kitchen.market.block(first, cafe);
    assert_eq!(kitchen.place(auction, 0, 9_000).map_err(code).unwrap_err(), crate::options::blocks::APART);
    kitchen.place(auction, 1, 10_000).unwrap();
    kitchen.market.block(second, cafe);
    kitchen.until(close());
    assert_eq!(kitchen.accept(auction).unwrap().seller, second, "nobody escapes a bid by a block");
    kitchen.is_sound();
}
