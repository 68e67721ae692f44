mod any;

use super::*;
use crate::modules::commands;
use crate::options::contracts::Contract;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, PORTER, code, offer, portland, reference, usd, user};
use crate::trade::{Stage, Trade};
use crate::users::UserKind;
use crate::users::assets::{Offering, OfferingStage, PriceTerms, SetOfferingStage};
use crate::users::availability::ResourceDay;
use crate::users::registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck};
use kernel::Timer;
use ledger::{Account, AccountKey, Class, Reservation};
use std::sync::Arc;

/// A book for the morning of Saturday 28 November, three who wash up and three who want it done.
struct Books {
    market: Market,
    book: Id<OrderBook>,
    sellers: Vec<(Id<User>, Id<Offering>)>,
    buyers: Vec<Id<User>>,
}

const MARKUP_AND_ROOM: i64 = 2;

fn bid(price: i64, hours: i64) -> OrderAsked {
    asked(OrderSide::Bid, OrderKind::Limit, price, hours)
}

fn ask(price: i64, hours: i64) -> OrderAsked {
    asked(OrderSide::Ask, OrderKind::Limit, price, hours)
}

fn asked(side: OrderSide, kind: OrderKind, price: i64, hours: i64) -> OrderAsked {
    OrderAsked { side, kind, price: Amount(price), hours, minutes: None }
}

impl Books {
    fn new() -> Self {
        Self::with(None)
    }

    /// With a place in memory for books, or without.
    fn with(matched: Option<Arc<Matched>>) -> Self {
        let mut market = Market::new();
        if let Some(matched) = matched {
            market.world = std::mem::take(&mut market.world).consulting(reference().with(matched));
        }
        let mut sellers = vec![(market.ana, market.offering)];
        for name in ["bea", "cal"] {
            let seller = user(&mut market.world, name, UserKind::Person);
            let card = RecordCheck {
                user: seller,
                claim: FOOD_HANDLER_CARD.to_owned(),
                stage: ClaimStage::Verified,
                issuer: "demo register".to_owned(),
                expires_on: None,
            };
            market.world.run(Id::SYSTEM, &card).unwrap();
            let terms = PriceTerms { per_km: Amount(90), ..PriceTerms::plain(usd(), Amount(2_500)) };
            sellers.push((seller, offer(&mut market.world, seller, terms)));
        }
        let mut buyers = vec![market.cafe];
        for name in ["dan", "eve"] {
            let buyer = user(&mut market.world, name, UserKind::Person);
            market.deposit(buyer, 30_000);
            buyers.push(buyer);
        }
        let open = OpenBook {
            user: market.cafe,
            sector: PORTER.to_owned(),
            post_code: "97214".parse().unwrap(),
            date: kernel::Date::new(2026, 11, 28).unwrap(),
            part_of_day: PartOfDay::Morning,
        };
        let book = market.cafe(&open).unwrap();
        Self { market, book, sellers, buyers }
    }

    fn row(&self) -> OrderBook {
        self.market.world.find((HERE, self.book)).unwrap()
    }

    fn place(&mut self, by: Id<User>, orders: &[OrderAsked]) -> Result<Placed, Stop> {
        let offering = self.sellers.iter().find(|(seller, _)| *seller == by).map(|(_, offering)| *offering);
        let place = PlaceOrders {
            user: by,
            book: self.book,
            orders: orders.to_vec(),
            offering,
            street: Some("12 SE Ash Street".parse().unwrap()),
            note: Some("The back door.".parse().unwrap()),
        };
        self.market.world.run(by.cast(), &place)
    }

    fn seller_asks(&mut self, seller: usize, price: i64, hours: i64) -> i64 {
        let by = self.sellers[seller].0;
        self.place(by, &[ask(price, hours)]).unwrap().first
    }

    fn buyer_bids(&mut self, buyer: usize, price: i64, hours: i64) -> i64 {
        let by = self.buyers[buyer];
        self.place(by, &[bid(price, hours)]).unwrap().first
    }

    fn cancel(&mut self, by: Id<User>, number: i64) -> Result<(), Stop> {
        self.market.world.run(by.cast(), &CancelOrder { user: by, book: self.book, order: number })
    }

    /// Lets what is due now happen.
    fn run(&mut self) {
        let now = self.market.world.now;
        self.until(now);
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
        self.is_sound();
    }

    /// The next call is held, and what it traded settled.
    fn call(&mut self) {
        let at = self.row().call_at.unwrap().plus_minutes(1);
        self.until(at);
    }

    /// The book trades continuously from now on, as if enough had joined.
    fn open(&mut self) {
        let row = OrderBook { phase: BookPhase::Continuous, call_at: None, ..self.row() };
        self.market.world.step(HERE, |draft| Ok(draft.put(&row)?)).unwrap();
    }

    fn order(&self, number: i64) -> BookOrder {
        self.market.world.find((HERE, self.book, number)).unwrap()
    }

    fn stage(&self, number: i64) -> (OrderStage, Option<OrderEnd>, i64) {
        let order = self.order(number);
        (order.stage, order.ended, order.hours_left)
    }

    fn fills(&self) -> Vec<(i64, i64, i64, i64)> {
        let all = self.market.world.all::<BookFill>();
        all.iter().map(|fill| (fill.bid, fill.ask, fill.price * 5, fill.hours)).collect()
    }

    fn trades(&self) -> Vec<Trade> {
        let trades = self.market.world.all::<Trade>();
        let mut trades: Vec<Trade> = trades.into_iter().filter(|trade| trade.mechanism == NAME).collect();
        trades.sort_by_key(|trade| (trade.starts_at, trade.seller));
        trades
    }

    fn money(&self, user: Id<User>) -> (i64, i64) {
        let key = AccountKey::of(user, Class::UserAvailable, usd());
        let account = self.market.world.find::<Account>(key.key(HERE));
        account.map_or((0, 0), |account| (account.available.0, account.reserved.0))
    }

    fn told(&self, user: Id<User>) -> Vec<String> {
        let notices = self.market.world.all::<Notice>().into_iter();
        notices
            .filter(|notice| notice.user_id == user && notice.code.starts_with("book/"))
            .map(|n| n.code)
            .collect()
    }

    /// Money, hours, timers and journal say what the orders and fills say.
    fn is_sound(&self) {
        let world = &self.market.world;
        self.market.check();
        let (orders, fills) = (world.all::<BookOrder>(), world.all::<BookFill>());
        let live = |order: &&BookOrder| matches!(order.stage, OrderStage::Waiting | OrderStage::Resting);
        for trader in world.all::<BookTrader>() {
            let mine = orders.iter().filter(live).filter(|order| order.user_id == trader.user_id);
            let bound: i64 = mine.clone().map(|order| order.each.0 * order.hours_left).sum();
            let open = fills.iter().filter(|fill| fill.stage == FillStage::Open);
            let filled: i64 =
                open.filter(|fill| fill.buyer == trader.user_id).map(|fill| fill.set_aside.0).sum();
            assert_eq!(trader.set_aside.0, bound + filled, "{trader:?}");
            let reserved = trader.pending.map(|pending| world.find::<Reservation>((HERE, pending)).unwrap());
            assert_eq!(reserved.map_or(0, |one| one.entry.amount.0), trader.set_aside.0);
            assert_eq!(trader.street.is_some() || trader.note.is_some(), trader.set_aside.0 > 0);
            let asks =
                mine.filter(|order| order.side == OrderSide::Ask).map(|order| order.hours_left).sum::<i64>();
            assert_eq!(i64::from(trader.hours_out.count_ones()), asks, "{trader:?}");
        }
        let book = self.row();
        let timers = world.all::<Timer>();
        let is_set =
            |timer: Option<Id<Timer>>| timer.is_some_and(|timer| timers.iter().any(|one| one.id == timer));
        assert_eq!(is_set(book.timer), book.stage == BookStage::Open, "{book:?}");
        assert_eq!(is_set(book.settling), book.settled_up_to < book.fill_count);
        self.is_replayed(&book);
    }

    /// Whoever has the rounds makes the book again: the same orders rest, and each digest follows from the one before.
    fn is_replayed(&self, book: &OrderBook) {
        let terms = book::Terms { phase: book::Phase::Collecting, ..book::Terms::USUAL };
        let mut again = book::OrderBook::new(terms);
        let mut digest = String::new();
        for round in self.market.world.all::<BookRound>() {
            let (entries, events) = book::round::read(&round.entries, &round.events).unwrap();
            let mut made = Vec::new();
            for entry in &entries {
                again.allow_only(entry.user, u64::MAX / 2, u64::MAX / 2);
                again.enter(entry, &mut made);
            }
            if book.phase == BookPhase::Collecting {
                assert_eq!(made, events);
            }
            let bytes = [digest.as_bytes(), &round.entries, &round.events].concat();
            digest = kernel::hex_digest(&bytes);
            assert_eq!(digest, round.digest);
        }
        assert_eq!(digest, book.digest);
    }
}

#[test]
fn a_thin_book_collects_and_calls_at_one_price() {
    let mut books = Books::new();
    let (cheap, dear) = (books.seller_asks(0, 2_000, 3), books.seller_asks(1, 2_200, 3));
    let (high, low) = (books.buyer_bids(0, 2_400, 2), books.buyer_bids(1, 2_100, 2));
    books.run();
    assert_eq!(books.stage(cheap), (OrderStage::Resting, None, 3));
    assert_eq!(books.fills(), []);
    let (free, held) = books.money(books.buyers[0]);
    let each = 2_400 + 24 + 12 + MARKUP_AND_ROOM;
    assert_eq!((free, held), (50_000 - 2 * each, 2 * each));
    books.call();
    // Three hours trade at 2,000 to 2,100, and a buyer is left over at each: the highest of them.
    assert_eq!(books.fills(), [(high, cheap, 2_100, 2), (low, cheap, 2_100, 1)]);
    assert_eq!(books.stage(cheap), (OrderStage::Filled, None, 0));
    assert_eq!(books.stage(dear), (OrderStage::Resting, None, 3));
    assert_eq!(books.stage(low), (OrderStage::Resting, None, 1));
    let trades = books.trades();
    assert_eq!(trades.len(), 2);
    let [first, second] = &trades[..] else { panic!() };
    assert_eq!(
        (first.buyer, first.seller, first.stage),
        (books.buyers[0], books.sellers[0].0, Stage::Booked)
    );
    // The first hours of the morning, one after the other.
    assert_eq!((first.starts_at, first.ends_at), (portland(11, 28, 8), portland(11, 28, 10)));
    assert_eq!((second.starts_at, second.ends_at), (portland(11, 28, 10), portland(11, 28, 11)));
    assert_eq!(first.buyer_pays, Amount(4_200 + 42 + 21));
    assert_eq!(books.money(books.buyers[0]), (50_000 - 4_263, 0));
    assert_eq!(books.market.world.all::<Contract>().len(), 2);
    assert_eq!(books.told(books.buyers[0]), ["book/bought"]);
    assert_eq!(books.told(books.sellers[0].0), ["book/sold", "book/sold"]);
}

#[test]
fn continuous_orders_trade_when_they_meet_at_the_price_of_what_rests() {
    let mut books = Books::new();
    books.open();
    let first = books.seller_asks(0, 2_100, 2);
    let cheaper = books.seller_asks(1, 2_000, 1);
    let bid = books.buyer_bids(0, 2_150, 4);
    books.run();
    assert_eq!(books.fills(), [(bid, cheaper, 2_000, 1), (bid, first, 2_100, 2)]);
    assert_eq!(books.stage(bid), (OrderStage::Resting, None, 1));
    assert_eq!(books.trades().len(), 2);
    // Two sellers come at the same hour: what is bought is hours, not one after the other.
    assert!(books.trades().iter().all(|trade| trade.starts_at == portland(11, 28, 8)));
    let late = books.seller_asks(2, 2_150, 2);
    books.run();
    assert_eq!(books.fills().last(), Some(&(bid, late, 2_150, 1)));
    assert_eq!(books.stage(late), (OrderStage::Resting, None, 1));
}

#[test]
fn what_is_taken_back_is_free_again_and_what_traded_before_stays() {
    let mut books = Books::new();
    books.open();
    let (ask, bid) = (books.seller_asks(0, 2_000, 3), books.buyer_bids(0, 2_000, 1));
    let (seller, buyer) = (books.sellers[0].0, books.buyers[0]);
    books.cancel(seller, ask).unwrap();
    let again = books.cancel(seller, ask).map_err(code);
    assert_eq!(again, Err("bid-ask/no-such-order".to_owned()));
    let others = books.cancel(buyer, ask).map_err(code);
    assert_eq!(others, Err("bid-ask/no-such-order".to_owned()));
    books.run();
    assert_eq!(books.fills(), [(bid, ask, 2_000, 1)]);
    assert_eq!(books.stage(ask), (OrderStage::Ended, Some(OrderEnd::Cancelled), 2));
    // Of its hours one is sold, and two can be booked by anybody.
    let sellers_day: Vec<ResourceDay> = books.market.world.all();
    assert_eq!(sellers_day.iter().map(|day| day.busy.count()).sum::<i64>(), 4);
    let bid = books.buyer_bids(1, 1_900, 2);
    books.run();
    assert_ne!(books.money(books.buyers[1]).1, 0);
    books.cancel(books.buyers[1], bid).unwrap();
    books.run();
    assert_eq!(books.money(books.buyers[1]), (30_000, 0));
    assert_eq!(books.told(books.buyers[1]), [""; 0]);
}

#[test]
fn each_kind_of_order_ends_as_it_says() {
    let mut books = Books::new();
    books.open();
    books.seller_asks(0, 2_000, 1);
    books.seller_asks(1, 2_060, 1);
    books.seller_asks(2, 2_500, 1);
    books.run();
    let [cafe, dan, eve] = books.buyers[..] else { panic!() };
    let mut placed = |by, kind, price, hours| {
        let first = books.place(by, &[asked(OrderSide::Bid, kind, price, hours)]).unwrap().first;
        books.run();
        (books.stage(first), books.fills().len())
    };
    assert_eq!(
        placed(cafe, OrderKind::FillOrKill, 2_060, 3),
        ((OrderStage::Ended, Some(OrderEnd::NotWhole), 3), 0)
    );
    assert_eq!(
        placed(cafe, OrderKind::PostOnly, 2_060, 1),
        ((OrderStage::Ended, Some(OrderEnd::WouldTrade), 1), 0)
    );
    // Near the best price: five percent above 2,000, so the third ask is too dear whatever the bid would pay.
    assert_eq!(placed(dan, OrderKind::Market, 4_000, 3), ((OrderStage::Ended, Some(OrderEnd::NoMore), 1), 2));
    assert_eq!(
        placed(eve, OrderKind::ImmediateOrCancel, 2_300, 1),
        ((OrderStage::Ended, Some(OrderEnd::NoMore), 1), 2)
    );
    // What ended has nothing set aside, and its buyer was told.
    assert_eq!(books.money(eve), (30_000, 0));
    assert_eq!(books.told(eve), ["book/ended"]);
    // More than a fifth from what was traded is no price of this book.
    let far = books.place(eve, &[bid(4_000, 1)]).unwrap().first;
    books.run();
    assert_eq!(books.stage(far), (OrderStage::Ended, Some(OrderEnd::OutOfBand), 1));
}

#[test]
fn a_market_order_never_passes_its_own_limit() {
    let mut books = Books::new();
    books.open();
    books.seller_asks(0, 2_000, 1);
    books.seller_asks(1, 2_060, 1);
    let bid =
        books.place(books.buyers[0], &[asked(OrderSide::Bid, OrderKind::Market, 2_050, 2)]).unwrap().first;
    books.run();
    assert_eq!(books.stage(bid), (OrderStage::Ended, Some(OrderEnd::NoMore), 1));
    assert_eq!(books.fills().len(), 1);
}

#[test]
fn nobody_trades_with_themselves() {
    let mut books = Books::new();
    books.open();
    let seller = books.sellers[0].0;
    books.market.deposit(seller, 10_000);
    let own = books.seller_asks(0, 2_000, 1);
    let bid = books.place(seller, &[bid(2_000, 1)]).unwrap().first;
    books.run();
    assert_eq!(books.stage(bid), (OrderStage::Ended, Some(OrderEnd::OwnOrder), 1));
    assert_eq!(books.stage(own), (OrderStage::Resting, None, 1));
    assert_eq!(books.money(seller), (10_000, 0));
}

#[test]
fn an_order_expires_when_it_says_and_every_order_when_the_book_closes() {
    let mut books = Books::new();
    let hour = OrderAsked { minutes: Some(60), ..bid(2_000, 1) };
    let (short, long) = (books.place(books.buyers[0], &[hour]).unwrap().first, books.buyer_bids(1, 2_000, 1));
    let ask = books.seller_asks(0, 2_400, 2);
    books.until(portland(11, 23, 10).plus_minutes(1));
    assert_eq!(books.stage(short), (OrderStage::Ended, Some(OrderEnd::Expired), 1));
    assert_eq!(books.stage(long), (OrderStage::Resting, None, 1));
    assert_eq!(books.row().closes_at, portland(11, 27, 18));
    books.until(portland(11, 27, 18));
    assert_eq!(books.row().stage, BookStage::Closed);
    for order in [long, ask] {
        assert_eq!(books.stage(order).1, Some(OrderEnd::Expired));
    }
    assert_eq!(books.money(books.buyers[1]), (30_000, 0));
    let late = books.place(books.buyers[1], &[bid(2_000, 1)]).map_err(code);
    assert_eq!(late.err(), Some("bid-ask/over".to_owned()));
}

#[test]
fn a_book_with_enough_traders_opens_at_its_next_call() {
    let mut books = Books::new();
    let row = OrderBook { trader_count: 7, ..books.row() };
    books.market.world.step(HERE, |draft| Ok(draft.put(&row)?)).unwrap();
    books.seller_asks(0, 2_000, 1);
    assert_eq!(books.row().phase, BookPhase::Collecting);
    books.call();
    assert_eq!((books.row().phase, books.row().call_at), (BookPhase::Continuous, None));
}

#[test]
fn what_cannot_be_is_refused_and_binds_nothing() {
    let mut books = Books::new();
    let (cafe, seller) = (books.buyers[0], books.sellers[0].0);
    let mut refused = |by, order: OrderAsked| books.place(by, &[order]).map_err(code).err();
    let code = |code: &str| Some(format!("bid-ask/{code}"));
    assert_eq!(refused(cafe, bid(2_001, 1)), code("not-that-price"));
    assert_eq!(refused(cafe, bid(0, 1)), code("not-that-price"));
    assert_eq!(refused(cafe, bid(4_096 * 5, 1)), code("not-that-price"));
    assert_eq!(refused(cafe, bid(2_000, 0)), code("not-these-hours"));
    assert_eq!(refused(cafe, bid(2_000, 5)), code("not-these-hours"));
    assert_eq!(refused(cafe, asked(OrderSide::Bid, OrderKind::Cancel, 2_000, 1)), code("no-such-order"));
    let timed =
        |kind, minutes| OrderAsked { minutes: Some(minutes), ..asked(OrderSide::Bid, kind, 2_000, 1) };
    assert_eq!(refused(cafe, timed(OrderKind::ImmediateOrCancel, 60)), code("no-time"));
    assert_eq!(refused(cafe, timed(OrderKind::Limit, 0)), code("not-that-long"));
    assert_eq!(refused(cafe, timed(OrderKind::Limit, 7 * 24 * 60)), code("not-that-long"));
    assert_eq!(refused(cafe, ask(2_000, 1)), code("no-offering"));
    // Below the least pay of the place.
    assert_eq!(refused(seller, ask(1_000, 1)), Some("booking-checks/below-floor".to_owned()));
    assert_eq!(refused(seller, ask(2_000, 4)), None);
    assert_eq!(refused(seller, ask(2_000, 1)), code("too-few-free"));
    assert_eq!(refused(cafe, bid(20_000, 4)), Some("ledger/insufficient".to_owned()));
    books.run();
    assert_eq!(books.money(cafe), (50_000, 0));
}

#[test]
fn a_fill_that_the_rulebook_refuses_is_released_alone() {
    let mut books = Books::new();
    books.open();
    let (gone, there) = (books.seller_asks(0, 2_000, 1), books.seller_asks(1, 2_050, 1));
    books.run();
    // Her card is not good any more: that is for the rulebook to say, whatever she offers.
    let card = RecordCheck {
        user: books.sellers[0].0,
        claim: FOOD_HANDLER_CARD.to_owned(),
        stage: ClaimStage::Revoked,
        issuer: "demo register".to_owned(),
        expires_on: None,
    };
    books.market.world.run(Id::SYSTEM, &card).unwrap();
    // And whoever puts an offering away stays bound by what was traded.
    let paused = SetOfferingStage { offering: books.sellers[1].1, stage: OfferingStage::Paused };
    books.market.world.run(books.sellers[1].0.cast(), &paused).unwrap();
    let bid = books.buyer_bids(0, 2_100, 2);
    books.run();
    assert_eq!(books.fills(), [(bid, gone, 2_000, 1), (bid, there, 2_050, 1)]);
    let stages: Vec<_> = books.market.world.all::<BookFill>().iter().map(|fill| fill.stage).collect();
    assert_eq!(stages, [FillStage::Released, FillStage::Traded]);
    assert_eq!(books.trades().len(), 1);
    assert_eq!(books.told(books.buyers[0]), ["book/bought", "book/released"]);
    assert_eq!(books.money(books.buyers[0]), (50_000 - 2_050 - 20 - 10, 0));
}

#[test]
fn hours_with_gaps_are_sold_as_several_trades() {
    let mut books = Books::new();
    books.open();
    let (first, second) = (books.seller_asks(0, 2_000, 1), books.seller_asks(0, 2_200, 3));
    let bid = books.buyer_bids(0, 2_000, 1);
    books.run();
    assert_eq!(books.fills(), [(bid, first, 2_000, 1)]);
    // Somebody has the tenth hour: what is out is the ninth and the eleventh.
    let seller = books.sellers[0].0;
    books.cancel(seller, second).unwrap();
    books.run();
    let ten = Span::between(portland(11, 28, 10), portland(11, 28, 11)).unwrap();
    books.market.booked(ten);
    let ask = books.seller_asks(0, 2_100, 2);
    let wide = books.buyer_bids(1, 2_100, 2);
    books.run();
    assert_eq!(books.fills()[1..], [(wide, ask, 2_100, 1), (wide, ask, 2_100, 1)]);
    let starts: Vec<_> = books.trades().iter().map(|trade| trade.starts_at).collect();
    assert!(starts.contains(&portland(11, 28, 9)) && starts.contains(&portland(11, 28, 11)), "{starts:?}");
}

#[test]
fn what_a_seller_names_first_in_a_book_stands() {
    let mut books = Books::new();
    books.open();
    books.seller_asks(0, 2_000, 1);
    books.buyer_bids(0, 2_000, 1);
    books.run();
    let seller = books.sellers[0].0;
    let terms = PriceTerms::plain(usd(), Amount(1_900));
    let other = offer(&mut books.market.world, seller, terms);
    books.sellers[0].1 = other;
    let placed = books.place(seller, &[ask(2_000, 1)]).map_err(code);
    assert_eq!(placed.err(), Some("bid-ask/other-offering".to_owned()));
}
