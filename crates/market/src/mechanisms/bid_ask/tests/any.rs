//! Any orders, in any order.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is asked, in whatever order: money, hours and journal agree after each step, and a book that is kept in memory comes to
    /// the same as one that is made anew for each round.
    #[test]
    fn books_are_sound_and_the_same_from_memory_and_anew(
        steps in proptest::collection::vec((0_usize..6, 0_usize..8, 0_i64..12, 1_i64..4), 1..40),
        opens in any::<bool>(),
    ) {
        let matched = Arc::new(Matched::default());
        let mut both = [Books::with(Some(matched)), Books::with(None)];
        for books in &mut both {
            if opens {
                books.open();
            }
            for (who, what, price, hours) in &steps {
                let user = if *who < 3 { books.sellers[*who].0 } else { books.buyers[*who - 3] };
                let side = if *who < 3 { OrderSide::Ask } else { OrderSide::Bid };
                let kind = match *what {
                    0 => OrderKind::Market,
                    1 => OrderKind::ImmediateOrCancel,
                    2 => OrderKind::FillOrKill,
                    _ => OrderKind::Limit,
                };
                match *what {
                    7 => drop(books.cancel(user, price + 1)),
                    6 => {
                        let at = books.market.world.now.plus_minutes(20);
                        books.until(at);
                    }
                    _ => drop(books.place(user, &[asked(side, kind, 1_900 + price * 25, *hours)])),
                }
                if price % 3 == 0 {
                    books.run();
                }
            }
            books.until(portland(11, 28, 7));
            prop_assert_eq!(books.row().stage, BookStage::Closed);
            let reserved: Vec<Reservation> = books.market.world.all();
            prop_assert!(reserved.is_empty(), "{:?}", reserved);
        }
        let [kept, anew] = both;
        prop_assert_eq!(kept.row().digest, anew.row().digest);
        prop_assert_eq!(kept.fills(), anew.fills());
    }
}
