use super::*;
use crate::tests::{HERE, Market, usd, user};
use crate::users::{
    User, UserKind,
    assets::{ItemTerms, OfferItem, Wording},
};
use kernel::{Amount, CommandRefusal};

/// A grocer with so many kilos of apples.
struct Shelf {
    market: Market,
    grocer: Id<User>,
    apples: Id<Offering>,
}

impl Shelf {
    fn of(count: i64) -> Self {
        let mut market = Market::new();
        let grocer = user(&mut market.world, "grocer", UserKind::Organization);
        let offer = OfferItem {
            locality: HERE,
            sector: "fb-2-10-7".to_owned(),
            post_code: "97214".parse().unwrap(),
            wording: Wording { title: "Apples, a kilo".parse().unwrap(), description: None },
            count,
            terms: ItemTerms {
                currency: usd(),
                each: Amount(325),
                delivery: None,
                is_collected: true,
                ready_minutes: 0,
            },
        };
        let apples = market.world.run(grocer.cast(), &offer).unwrap();
        Self { market, grocer, apples }
    }

    fn take(&mut self, count: i64) -> Result<(), Stop> {
        let apples = self.apples;
        self.market.world.step(HERE, |draft| take(draft, apples, count))
    }

    fn give_back(&mut self, count: i64) -> Result<(), Stop> {
        let apples = self.apples;
        self.market.world.step(HERE, |draft| give_back(draft, apples, count))
    }

    fn restock(&mut self, free: i64) -> Result<(), Stop> {
        self.market.world.run(self.grocer.cast(), &Restock { item: self.apples, free })
    }

    /// How many have been offered in all, how many of them are taken, and how many are left.
    fn counts(&self) -> [i64; 3] {
        let stock: Stock = self.market.world.find((HERE, self.apples)).unwrap();
        [stock.offered, stock.taken, stock.free()]
    }
}

#[test]
fn the_last_piece_is_taken_once() {
    let mut shelf = Shelf::of(3);
    shelf.take(2).unwrap();
    let stop = shelf.take(2).unwrap_err();
    assert_eq!(stop.refusal(), Some(&StockRefusal::TooFew { left: 1 }));
    shelf.take(1).unwrap();
    assert_eq!(shelf.take(1).unwrap_err().refusal(), Some(&StockRefusal::TooFew { left: 0 }));
    assert_eq!(shelf.counts(), [3, 3, 0]);
}

#[test]
fn one_piece_or_more_is_taken() {
    let mut shelf = Shelf::of(3);
    for count in [0, -1, i64::MIN] {
        assert_eq!(shelf.take(count).unwrap_err().refusal(), Some(&StockRefusal::NoPieces), "{count}");
    }
    assert_eq!(shelf.counts(), [3, 0, 3]);
}

#[test]
fn no_more_is_given_back_than_was_taken() {
    let mut shelf = Shelf::of(3);
    shelf.take(2).unwrap();
    for count in [3, -1] {
        assert_eq!(shelf.give_back(count).unwrap_err().refusal(), Some(&StockRefusal::NotTaken), "{count}");
    }
    shelf.give_back(2).unwrap();
    assert_eq!(shelf.counts(), [3, 0, 3]);
    assert_eq!(shelf.give_back(1).unwrap_err().refusal(), Some(&StockRefusal::NotTaken));
}

#[test]
fn a_seller_says_what_can_be_had_now_and_what_is_sold_stays_sold() {
    let mut shelf = Shelf::of(3);
    shelf.take(2).unwrap();
    shelf.restock(10).unwrap();
    assert_eq!(shelf.counts(), [12, 2, 10]);
    shelf.restock(0).unwrap();
    assert_eq!(shelf.counts(), [2, 2, 0]);
    shelf.give_back(1).unwrap();
    assert_eq!(shelf.counts(), [2, 1, 1], "what comes back can be had again");
}

#[test]
fn a_stock_is_of_none_to_a_million_pieces() {
    let mut shelf = Shelf::of(3);
    for free in [-1, 1_000_001, i64::MAX] {
        let stop = shelf.restock(free).unwrap_err();
        assert_eq!(stop.refusal(), Some(&StockRefusal::NotThisMany { most: 1_000_000 }), "{free}");
        assert_eq!(Stock::of(shelf.apples, free), Err(StockRefusal::NotThisMany { most: 1_000_000 }));
    }
    shelf.restock(1_000_000).unwrap();
    assert_eq!(shelf.counts(), [1_000_000, 0, 1_000_000]);
}

#[test]
fn only_its_seller_restocks_goods_that_are_there() {
    let mut shelf = Shelf::of(3);
    let restock = Restock { item: shelf.apples, free: 5 };
    let stop = shelf.market.cafe(&restock).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CommandRefusal::NotYours));
    let unknown = Restock { item: Id::fresh(shelf.market.world.now, HERE, 7), free: 5 };
    assert!(matches!(shelf.market.cafe(&unknown), Err(Stop::Absent("offering"))));
    let work = Restock { item: shelf.market.offering, free: 5 };
    assert!(matches!(shelf.market.ana(&work), Err(Stop::Absent("stock"))), "work has no stock");
    assert_eq!(shelf.counts(), [3, 0, 3]);
}
