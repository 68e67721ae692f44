use super::*;
use crate::modules::commands;
use crate::options::blocks::APART;
use crate::support::amendment::CallOff;
use crate::support::escrow::{Agree, LetGo};
use crate::tests::{HERE, Market, code, portland, usd, user};
use crate::trade::Stage;
use crate::users::assets::{ItemTerms, OfferItem, SetItemPrice, Wording};
use crate::users::stock::{Restock, Stock};
use crate::users::{UserKind, UserStage};
use ledger::{Account, AccountKey, Class, LedgerRefusal, Reservation};

/// Ana has a teddy bear; three who would have it, with 100 dollars each, and one without any.
struct Auction {
    market: Market,
    bear: Id<Offering>,
    bidders: [Id<User>; 3],
    poor: Id<User>,
}

/// What the bear costs otherwise.
fn item_terms() -> ItemTerms {
    ItemTerms {
        currency: usd(),
        each: Amount(9_000),
        delivery: Some(Amount(500)),
        is_collected: true,
        ready_minutes: 60,
    }
}

/// Saturday evening at eight.
fn close() -> Timestamp {
    portland(11, 28, 20)
}

impl Auction {
    fn new() -> Self {
        let mut market = Market::new();
        let offer = OfferItem {
            locality: HERE,
            sector: "fb-2-10-7".to_owned(),
            post_code: "97214".parse().unwrap(),
            wording: Wording { title: "A bear of 1905".parse().unwrap(), description: None },
            count: 1,
            terms: item_terms(),
        };
        let bear = market.ana(&offer).unwrap();
        let names = ["ann", "ben", "cy"];
        let bidders = names.map(|name| {
            let bidder = user(&mut market.world, name, UserKind::Person);
            market.deposit(bidder, 10_000);
            bidder
        });
        let poor = user(&mut market.world, "dee", UserKind::Person);
        Self { market, bear, bidders, poor }
    }

    fn terms(&self) -> OpenLot {
        OpenLot {
            offering: self.bear,
            piece_count: 1,
            start: Amount(1_000),
            reserve: None,
            buy_now: None,
            handing_over: HandingOver::Collection,
            minutes: close().minutes_since(self.market.world.now),
        }
    }

    fn open(&mut self, terms: &OpenLot) -> Id<Lot> {
        self.market.ana(terms).unwrap()
    }

    fn bid(&mut self, who: usize, lot: Id<Lot>, most: i64) -> Result<LotPlaced, Stop> {
        let bidder = self.bidders[who];
        let place = PlaceBid { bidder, lot, most: Amount(most) };
        self.market.world.run(bidder.cast(), &place)
    }

    fn lot(&self, lot: Id<Lot>) -> Lot {
        self.market.world.all::<Lot>().into_iter().find(|one| one.id == lot).unwrap()
    }

    fn money(&self, user: Id<User>) -> (i64, i64) {
        let key = AccountKey::of(user, Class::UserAvailable, usd());
        let account = self.market.world.all::<Account>().into_iter().find(|one| one.account_key() == key);
        account.map_or((0, 0), |account| (account.available.0, account.reserved.0))
    }

    fn free(&self) -> i64 {
        self.market.world.all::<Stock>().into_iter().find(|stock| stock.item == self.bear).unwrap().free()
    }

    /// Time passes, and what it does is done.
    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    /// What is set aside is what leading bids say, whatever happened: nothing else is.
    fn is_sound(&self) {
        let pending: Vec<_> =
            self.market.world.all::<Bid>().into_iter().filter_map(|bid| bid.pending).collect();
        let mut reserved: Vec<_> =
            self.market.world.all::<Reservation>().into_iter().map(|one| one.transfer).collect();
        reserved.retain(|transfer| !pending.contains(transfer));
        let of_trades: Vec<_> = self
            .market
            .world
            .all::<crate::trade::TradeLine>()
            .into_iter()
            .filter_map(|line| line.pending)
            .collect();
        assert_eq!(reserved, of_trades);
        let open: Vec<_> = self.market.world.all::<Lot>();
        let leading = open.iter().filter(|lot| lot.stage == LotStage::Open && lot.leader.is_some()).count();
        assert_eq!(pending.len(), leading);
    }
}

#[test]
fn a_bear_goes_to_whoever_would_pay_most_at_a_step_above_the_second() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    assert_eq!(auction.free(), 0, "it is not for sale otherwise");
    let first = auction.bid(0, lot, 6_000).unwrap();
    assert_eq!(
        (first.leads, first.price.amount, first.set_aside.amount),
        (true, Amount(1_000), Amount(6_090))
    );
    assert_eq!(auction.money(auction.bidders[0]), (3_910, 6_090));
    let second = auction.bid(1, lot, 5_200).unwrap();
    assert_eq!(
        (second.leads, second.price.amount, second.set_aside.amount),
        (false, Amount(5_300), Amount::ZERO)
    );
    auction.is_sound();
    let third = auction.bid(2, lot, 7_000).unwrap();
    assert_eq!((third.leads, third.price.amount), (true, Amount(6_100)));
    assert_eq!(auction.money(auction.bidders[0]), (10_000, 0), "whoever is outbid has theirs back at once");
    auction.is_sound();

    auction.until(close());
    let sold = auction.lot(lot);
    assert_eq!(
        (sold.stage, sold.leader, sold.price),
        (LotStage::Sold, Some(auction.bidders[2]), Some(Amount(6_100)))
    );
    let trade = auction.market.trade(sold.trade.unwrap());
    assert_eq!(
        (trade.stage, trade.mechanism.as_str(), trade.buyer_pays),
        (Stage::Booked, NAME, Amount(6_191))
    );
    assert_eq!(auction.money(auction.bidders[2]), (3_809, 0));
    assert_eq!(auction.free(), 0, "it is the trade's");
    auction.is_sound();
}

#[test]
fn nobody_gets_it_below_the_reserve_and_everything_is_as_before() {
    let mut auction = Auction::new();
    let lot = auction.open(&OpenLot { reserve: Some(Amount(5_000)), ..auction.terms() });
    let placed = auction.bid(0, lot, 4_000).unwrap();
    assert!(!placed.is_reserve_met);
    auction.until(close());
    assert_eq!(auction.lot(lot).stage, LotStage::Unsold);
    assert_eq!((auction.money(auction.bidders[0]), auction.free()), ((10_000, 0), 1));
    auction.is_sound();
}

#[test]
fn a_bid_in_the_last_minutes_moves_the_end_and_a_refused_one_does_not() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    auction.bid(0, lot, 3_000).unwrap();
    auction.market.world.now = close().plus_minutes(-1);
    assert_eq!(code(auction.bid(1, lot, 1_001).unwrap_err()), "auctions/too-low");
    assert_eq!(auction.lot(lot).closes_at, close());
    let raised = auction.bid(0, lot, 4_000).unwrap();
    assert_eq!((raised.closes_at, raised.price.amount), (close(), Amount(1_000)), "nothing moved for others");
    let placed = auction.bid(1, lot, 3_500).unwrap();
    assert_eq!(placed.closes_at, close().plus_minutes(1));
    auction.until(close());
    assert_eq!(auction.lot(lot).stage, LotStage::Open, "the earlier timer is gone");
    auction.until(close().plus_minutes(1));
    assert_eq!(auction.lot(lot).stage, LotStage::Sold);
    assert_eq!(code(auction.bid(2, lot, 9_000).unwrap_err()), "auctions/over");
}

#[test]
fn an_end_moves_on_so_often_and_no_more() {
    let mut auction = Auction::new();
    let lot = auction.open(&OpenLot { start: Amount(1), ..auction.terms() });
    auction.market.world.now = close().plus_minutes(-1);
    for step in 0..25_i64 {
        let who = usize::try_from(step % 2).unwrap();
        auction.bid(who, lot, 100 + 60 * step).unwrap();
        auction.market.world.now = auction.lot(lot).closes_at.plus_minutes(-1);
    }
    let lot = auction.lot(lot);
    assert_eq!((lot.extension_count, lot.closes_at), (20, close().plus_minutes(20)));
}

#[test]
fn a_bid_binds_only_money_that_is_there() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    let poor = auction.poor;
    let bid = PlaceBid { bidder: poor, lot, most: Amount(2_000) };
    let insufficient = code(LedgerRefusal::Insufficient { missing: Amount(1).of(usd()) }.into());
    assert_eq!(auction.market.refused(poor, &bid), insufficient);
    auction.bid(0, lot, 6_000).unwrap();
    assert_eq!(
        auction.market.refused(poor, &bid),
        insufficient,
        "one that leads nobody moves no price either"
    );
    assert_eq!(auction.lot(lot).price, Some(Amount(1_000)));
    assert_eq!(code(auction.bid(0, lot, 10_000).unwrap_err()), insufficient, "not with the mark-up");
    let raised = auction.bid(0, lot, 9_000).unwrap();
    assert_eq!(auction.money(auction.bidders[0]), (10_000 - 9_135, 9_135), "its own, set aside anew");
    assert!(raised.leads);
    auction.is_sound();
}

#[test]
fn what_is_asked_of_a_lot_and_its_bidders_is_refused_with_a_reason() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let refused = |auction: &mut Auction, terms: &OpenLot| {
        let by = auction.market.ana;
        auction.market.refused(by, terms)
    };
    let wrong = [
        OpenLot { start: Amount(0), ..terms.clone() },
        OpenLot { reserve: Some(Amount(1_000)), ..terms.clone() },
        OpenLot { buy_now: Some(Amount(1_000)), ..terms.clone() },
        OpenLot { reserve: Some(Amount(2_000)), buy_now: Some(Amount(2_000)), ..terms.clone() },
    ];
    for terms in wrong {
        assert_eq!(refused(&mut auction, &terms), "auctions/bad-lot", "{terms:?}");
    }
    for minutes in [59, 30 * 1_440 + 1, i64::MAX, -1] {
        let terms = OpenLot { minutes, ..terms.clone() };
        assert_eq!(refused(&mut auction, &terms), "auctions/not-that-long");
    }
    assert_eq!(refused(&mut auction, &OpenLot { piece_count: 2, ..terms.clone() }), "stock/too-few");
    assert_eq!(refused(&mut auction, &OpenLot { piece_count: 0, ..terms.clone() }), "stock/no-pieces");
    let much = OpenLot { start: Amount(i64::MAX), ..terms.clone() };
    assert_eq!(refused(&mut auction, &much), "assets/too-much");
    let another = auction.bidders[0];
    assert_eq!(auction.market.refused(another, &terms), "command/not-yours");
    let lot = auction.open(&terms);
    let own = PlaceBid { bidder: auction.market.ana, lot, most: Amount(2_000) };
    let ana = auction.market.ana;
    assert_eq!(auction.market.refused(ana, &own), "auctions/own-lot");
    assert_eq!(refused(&mut auction, &terms), "stock/too-few", "it is a lot already");
    assert_eq!(auction.market.refused(ana, &Restock { item: auction.bear, free: -1 }), "stock/not-this-many");
}

#[test]
fn it_is_had_at_once_until_somebody_bids_and_taken_back_likewise() {
    let mut auction = Auction::new();
    let terms = OpenLot { buy_now: Some(Amount(5_000)), ..auction.terms() };
    let lot = auction.open(&terms);
    let buyer = auction.bidders[1];
    let buy = |lot, pays: i64| BuyLotNow { buyer, lot, expected_pay: Some(Amount(pays)) };
    assert_eq!(auction.market.refused(buyer, &buy(lot, 5_074)), "trade/price-changed");
    let agreed = auction.market.world.run(buyer.cast(), &buy(lot, 5_075)).unwrap();
    assert_eq!(auction.market.trade(agreed.trade).stage, Stage::Booked);
    assert_eq!((auction.lot(lot).stage, auction.money(buyer)), (LotStage::Sold, (4_925, 0)));
    assert_eq!(auction.market.refused(buyer, &buy(lot, 5_075)), "auctions/over");

    auction.market.ana(&Restock { item: auction.bear, free: 1 }).unwrap();
    let lot = auction.open(&terms);
    auction.bid(0, lot, 1_000).unwrap();
    assert_eq!(auction.market.refused(buyer, &buy(lot, 5_075)), "auctions/not-at-once");
    let ana = auction.market.ana;
    assert_eq!(auction.market.refused(ana, &WithdrawLot { lot }), "auctions/has-bids");
    auction.market.ana(&Restock { item: auction.bear, free: 1 }).unwrap();
    let other = auction.open(&terms);
    assert_eq!(auction.market.refused(buyer, &WithdrawLot { lot: other }), "command/not-yours");
    auction.market.ana(&WithdrawLot { lot: other }).unwrap();
    assert_eq!((auction.lot(other).stage, auction.free()), (LotStage::Withdrawn, 1));
    auction.until(close());
    assert_eq!(auction.lot(other).stage, LotStage::Withdrawn, "its timer is gone");
    auction.is_sound();
}

#[test]
fn the_second_has_a_chance_when_the_first_lets_go_and_then_the_third() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    for (who, most) in [(0, 3_000), (1, 4_000), (2, 5_000)] {
        auction.bid(who, lot, most).unwrap();
    }
    let (ana, chance) = (auction.market.ana, OfferSecondChance { lot });
    assert_eq!(auction.market.refused(ana, &chance), "auctions/no-second-chance", "while it is open");
    auction.until(close());
    assert_eq!(auction.market.refused(ana, &chance), "auctions/no-second-chance", "it is somebody's");
    let first = auction.lot(lot).trade.unwrap();
    let winner = auction.bidders[2];
    auction.market.world.run(winner.cast(), &CallOff { trade: first, part: 1, expected_bp: None }).unwrap();
    assert_eq!(auction.market.refused(winner, &chance), "command/not-yours");
    let held = auction.market.ana(&chance).unwrap();
    assert_eq!(held.buyer_pays.amount, Amount(4_060), "what the second would have paid");
    assert_eq!(auction.market.refused(ana, &chance), "auctions/no-second-chance", "it is held");
    let second = auction.bidders[1];
    auction.market.world.run(second.cast(), &LetGo { trade: held.trade }).unwrap();
    let held = auction.market.ana(&chance).unwrap();
    let third = auction.bidders[0];
    let agree = Agree { trade: held.trade, expected_pay: held.buyer_pays.amount };
    auction.market.world.run(third.cast(), &agree).unwrap();
    assert_eq!(auction.market.trade(held.trade).stage, Stage::Booked);
    auction.is_sound();
}

#[test]
fn nobody_has_it_when_the_seller_has_left_or_the_clock_went_back() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    auction.bid(0, lot, 3_000).unwrap();
    auction.market.world.run(Id::SYSTEM, &CloseLot { lot }).unwrap();
    assert_eq!(auction.lot(lot).stage, LotStage::Open, "before its time it only waits anew");
    let ana = auction.market.ana;
    auction
        .market
        .step(|_, draft| {
            let user = draft.get::<User>((HERE, ana))?;
            draft.put(&User { stage: UserStage::Closed, ..user })?;
            Ok(())
        })
        .unwrap();
    auction.until(close());
    assert_eq!((auction.lot(lot).stage, auction.money(auction.bidders[0])), (LotStage::Unsold, (10_000, 0)));
    auction.is_sound();
}

#[test]
fn two_hundred_who_bid_in_the_last_minute_leave_one_whose_money_is_set_aside() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    let bidders: Vec<_> = (0..200)
        .map(|number| {
            let bidder = user(&mut auction.market.world, &format!("b{number}"), UserKind::Person);
            auction.market.deposit(bidder, 9_000);
            bidder
        })
        .collect();
    auction.market.world.now = close().plus_minutes(-1);
    let mut dice = testkit::dice::Dice(3);
    let (mut taken, mut best) = (0, (0, None));
    for bidder in &bidders {
        let most = 1_000 + i64::try_from(dice.below(7_000)).unwrap();
        let place = PlaceBid { bidder: *bidder, lot, most: Amount(most) };
        if auction.market.world.run(bidder.cast(), &place).is_ok() {
            taken += 1;
            best = if most > best.0 { (most, Some(*bidder)) } else { best };
        }
    }
    assert!(taken > 5, "{taken}");
    auction.is_sound();
    assert_eq!(auction.lot(lot).leader, best.1);
    let end = auction.lot(lot).closes_at;
    auction.until(end);
    let with_less = bidders.iter().filter(|bidder| auction.money(**bidder) != (9_000, 0)).count();
    assert_eq!((auction.lot(lot).stage, with_less), (LotStage::Sold, 1));
}

#[test]
fn what_its_seller_changes_later_changes_no_lot() {
    let mut auction = Auction::new();
    let lot = auction.open(&OpenLot { handing_over: HandingOver::Delivery, ..auction.terms() });
    let placed = auction.bid(0, lot, 3_000).unwrap();
    assert_eq!(
        placed.set_aside.amount,
        Amount(3_553),
        "bringing it is five dollars, and counts with the mark-up"
    );
    let dear = ItemTerms {
        delivery: Some(Amount(6_000)),
        is_collected: false,
        ready_minutes: 9_999,
        ..item_terms()
    };
    auction.market.ana(&SetItemPrice { offering: auction.bear, terms: dear }).unwrap();
    let raised = auction.bid(0, lot, 3_100).unwrap();
    assert_eq!(raised.set_aside.amount, Amount(3_654));
    auction.until(close());
    let sold = auction.lot(lot);
    let trade = auction.market.trade(sold.trade.unwrap());
    assert_eq!((trade.buyer_pays, trade.starts_at), (Amount(1_523), close().plus_minutes(60)));
    auction.is_sound();
}

#[test]
fn nobody_pays_more_than_was_set_aside_for_their_bid() {
    let mut auction = Auction::new();
    let terms = auction.terms();
    let lot = auction.open(&terms);
    auction.bid(0, lot, 3_000).unwrap();
    // As if mark-up or taxes had risen meanwhile.
    let row = auction.lot(lot);
    auction
        .market
        .step(|_, draft| {
            let lot = draft.get::<Lot>((HERE, row.id))?;
            Ok(draft.put(&Lot { price: Some(Amount(3_001)), ..lot })?)
        })
        .unwrap();
    auction.until(close());
    assert_eq!((auction.lot(lot).stage, auction.money(auction.bidders[0])), (LotStage::Unsold, (10_000, 0)));
    auction.is_sound();
}

#[test]
fn whom_a_seller_has_blocked_does_not_bid_and_whoever_led_before_has_it() {
    let mut auction = Auction::new();
    let ana = auction.market.ana;
    let lot = auction.open(&OpenLot { buy_now: Some(Amount(5_000)), ..auction.terms() });
    let [ann, ben, cy] = auction.bidders;
    auction.market.block(ana, ann);
    let buy = BuyLotNow { buyer: ann, lot, expected_pay: None };
    assert_eq!(auction.market.refused(ann, &buy), APART);
    assert_eq!(auction.bid(0, lot, 2_000).map_err(code).unwrap_err(), APART);
    auction.bid(2, lot, 1_500).unwrap();
    auction.bid(1, lot, 2_000).unwrap();
    for bidder in [ben, cy] {
        auction.market.block(ana, bidder);
    }
    auction.until(close().plus_minutes(1));
    let sold = auction.lot(lot);
    assert_eq!((sold.stage, sold.leader), (LotStage::Sold, Some(ben)), "a bid binds, and so does a lot");
    auction.is_sound();
}
