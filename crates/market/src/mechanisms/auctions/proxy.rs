//! Proxy bids: what a bid does to an auction, as a pure function of the most that each side would pay.
//!
//! Everybody names the most that they would pay, and the market bids for them: never more than it takes to lead by one step.
//! The first of two equal bids leads. A hidden reserve that the leader would pay becomes the price at once. Rules: `English
//! auction with proxy bids` of the mechanisms' specification.

use kernel::{Amount, Date, Overflow, Stop};
use rules::Rulebook;

use crate::concession::figure;

/// How many steps the table of a concession has at most.
const STEPS_MAX: usize = 20;

/// By how much a price goes up, by how high it is: figures of the concession.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps(Vec<Step>);

/// A step, for prices below a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    /// Prices below this one, in minor units; the last step is for all above.
    below: Amount,
    /// Go up by so much, in minor units.
    by: Amount,
}

impl Steps {
    /// The table in force on a date: `concession.auction.step_1.below`, `concession.auction.step_1.by`, and so on.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the rulebook has none.
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let count = figure(rulebook, "concession.auction.steps", date)?;
        let count = usize::try_from(count).unwrap_or_default().min(STEPS_MAX);
        let value = |number: usize, what: &str| {
            figure(rulebook, &format!("concession.auction.step_{number}.{what}"), date).map(Amount)
        };
        let step = |number| Ok(Step { below: value(number, "below")?, by: value(number, "by")? });
        (1..=count).map(step).collect::<Result<_, Stop>>().map(Self)
    }

    /// A table, in order.
    #[cfg(test)]
    pub(super) fn of(steps: &[(i64, i64)]) -> Self {
        Self(steps.iter().map(|(below, by)| Step { below: Amount(*below), by: Amount(*by) }).collect())
    }

    /// The least that leads over a price.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn above(&self, price: Amount) -> Result<Amount, Overflow> {
        let step = self.0.iter().find(|step| price < step.below).or(self.0.last());
        price.plus(step.map_or(Amount(1), |step| step.by))
    }
}

/// How an auction stands when a bid comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The least that a first bid is.
    pub start: Amount,
    /// The least for which the seller sells; nobody sees it.
    pub reserve: Option<Amount>,
    /// The most that the leader would pay, and the price that everybody sees.
    pub leader: Option<Leader>,
}

/// Who leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leader {
    /// The most that they would pay; nobody sees it.
    pub most: Amount,
    /// What they would pay as it stands.
    pub price: Amount,
}

/// Who bids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bidder {
    /// The one who leads already.
    Leader,
    /// Anybody else.
    Another,
}

/// What a bid did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Whether whoever bid leads now.
    pub leads: bool,
    /// The price from now on.
    pub price: Amount,
}

/// Why a bid does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlaced {
    /// It is less than this.
    TooLow(Amount),
    /// A sum is out of range.
    Overflow,
}

impl From<Overflow> for NotPlaced {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl Standing {
    /// The least that the next bid is, by whom it may come.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn least(&self, bidder: Bidder, steps: &Steps) -> Result<Amount, Overflow> {
        match (self.leader, bidder) {
            (None, _) => Ok(self.start),
            (Some(leader), Bidder::Leader) => leader.most.plus(Amount(1)),
            (Some(leader), Bidder::Another) => steps.above(leader.price),
        }
    }

    /// What a bid of `most` does.
    ///
    /// A bid over what the leader would pay and under the least is refused: it would lead by less than a step.
    ///
    /// # Errors
    /// [`NotPlaced`].
    pub fn place(&self, bidder: Bidder, most: Amount, steps: &Steps) -> Result<Placed, NotPlaced> {
        let least = self.least(bidder, steps)?;
        if most < least {
            return Err(NotPlaced::TooLow(least));
        }
        let (leads, price) = match (self.leader, bidder) {
            (None, _) => (true, self.start),
            (Some(leader), Bidder::Leader) => (true, leader.price),
            (Some(leader), Bidder::Another) if most > leader.most => {
                (true, steps.above(leader.most)?.min(most))
            }
            (Some(leader), Bidder::Another) => (false, steps.above(most)?.min(leader.most)),
        };
        let leading = if leads { most } else { self.leader.map_or(most, |leader| leader.most) };
        let met = self.reserve.filter(|reserve| leading >= *reserve);
        Ok(Placed { leads, price: met.map_or(price, |reserve| price.max(reserve)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::dice::Dice;

    /// The table of the specification, in cents.
    fn steps() -> Steps {
        Steps::of(&[
            (100, 5),
            (500, 25),
            (2_500, 50),
            (10_000, 100),
            (25_000, 250),
            (50_000, 500),
            (100_000, 1_000),
            (250_000, 2_500),
            (500_000, 5_000),
            (i64::MAX, 10_000),
        ])
    }

    /// An auction as it was bid in, kept as the list of what was taken.
    struct Auction {
        standing: Standing,
        leader: usize,
        taken: Vec<(usize, i64)>,
    }

    impl Auction {
        fn from(start: i64, reserve: Option<i64>) -> Self {
            let standing = Standing { start: Amount(start), reserve: reserve.map(Amount), leader: None };
            Self { standing, leader: 0, taken: Vec::new() }
        }

        fn bid(&mut self, who: usize, most: i64) -> Result<i64, i64> {
            let is_leader = self.standing.leader.is_some() && self.leader == who;
            let bidder = if is_leader { Bidder::Leader } else { Bidder::Another };
            match self.standing.place(bidder, Amount(most), &steps()) {
                Ok(placed) => {
                    let before = self.standing.leader.map_or(Amount(most), |leader| leader.most);
                    let most_of_leader = if placed.leads { Amount(most) } else { before };
                    self.standing.leader = Some(Leader { most: most_of_leader, price: placed.price });
                    self.leader = if placed.leads { who } else { self.leader };
                    self.taken.push((who, most));
                    Ok(placed.price.0)
                }
                Err(NotPlaced::TooLow(least)) => Err(least.0),
                Err(NotPlaced::Overflow) => panic!("out of range"),
            }
        }
    }

    #[test]
    fn the_first_of_equal_bids_leads_at_what_both_would_pay() {
        let mut auction = Auction::from(1_000, None);
        assert_eq!(auction.bid(1, 3_000), Ok(1_000));
        assert_eq!(auction.bid(2, 3_000), Ok(3_000));
        assert_eq!(auction.leader, 1);
    }

    #[test]
    fn a_bid_below_the_start_or_below_a_step_is_refused_with_the_least() {
        let mut auction = Auction::from(1_000, None);
        assert_eq!(auction.bid(1, 999), Err(1_000));
        assert_eq!(auction.bid(1, 1_030), Ok(1_000));
        assert_eq!(auction.bid(2, 1_040), Err(1_050), "over the leader's most, and under a step");
        assert_eq!(auction.bid(2, 1_050), Ok(1_050));
        assert_eq!((auction.leader, auction.bid(2, 1_050)), (2, Err(1_051)), "who leads only goes up");
    }

    #[test]
    fn steps_change_at_their_edges() {
        let steps = steps();
        for (price, next) in
            [(99, 104), (100, 125), (499, 524), (500, 550), (499_999, 504_999), (500_000, 510_000)]
        {
            assert_eq!(steps.above(Amount(price)), Ok(Amount(next)));
        }
    }

    #[test]
    fn a_reserve_that_the_leader_would_pay_is_the_price_at_once() {
        let mut auction = Auction::from(1_000, Some(2_000));
        assert_eq!(auction.bid(1, 1_500), Ok(1_000), "not met");
        assert_eq!(auction.bid(2, 2_500), Ok(2_000), "met, between the two");
        assert_eq!(auction.bid(3, 2_100), Ok(2_150));
        let mut raised = Auction::from(1_000, Some(2_000));
        assert_eq!((raised.bid(1, 1_500), raised.bid(1, 2_000)), (Ok(1_000), Ok(2_000)), "raised to it");
    }

    #[test]
    fn a_chain_of_bids_at_the_last_second_ends_a_step_above_the_second() {
        let mut auction = Auction::from(100, None);
        let prices: Vec<_> =
            (1..=6).map(|who| auction.bid(who, 200 + 100 * i64::try_from(who).unwrap())).collect();
        assert_eq!(prices, [Ok(100), Ok(325), Ok(425), Ok(550), Ok(650), Ok(750)]);
        assert_eq!(auction.leader, 6);
    }

    /// What the rules say of all that was taken, looked at as a whole: the earliest of the highest leads; and the price after a bid
    /// that was not the leader's own is a step above the highest of the others, no more than the leader would pay.
    fn looked_at_whole(
        start: i64,
        reserve: Option<i64>,
        taken: &[(usize, i64)],
        before: i64,
    ) -> (usize, i64) {
        let mut most = std::collections::BTreeMap::<usize, (i64, usize)>::new();
        for (at, (who, amount)) in taken.iter().enumerate() {
            most.insert(*who, (*amount, at));
        }
        let (leader, (highest, _)) =
            most.iter().max_by_key(|(_, (amount, at))| (*amount, usize::MAX - *at)).unwrap();
        let second = most.iter().filter(|(who, _)| *who != leader).map(|(_, (amount, _))| *amount).max();
        let step = |price: i64| match price {
            ..100 => 5,
            100..500 => 25,
            500..2_500 => 50,
            2_500..10_000 => 100,
            10_000..25_000 => 250,
            25_000..50_000 => 500,
            50_000..100_000 => 1_000,
            100_000..250_000 => 2_500,
            250_000..500_000 => 5_000,
            _ => 10_000,
        };
        let is_own_raise = taken.len() > 1 && {
            let last = taken.last().unwrap().0;
            last == *leader && {
                let earlier = &taken[..taken.len() - 1];
                looked_at_leader(earlier) == last
            }
        };
        let price = match second {
            None => start,
            Some(_) if is_own_raise => before,
            Some(second) => (second + step(second)).min(*highest),
        };
        let price = if is_own_raise { before } else { price };
        let met = reserve.is_some_and(|reserve| *highest >= reserve);
        (*leader, if met { price.max(reserve.unwrap()) } else { price })
    }

    fn looked_at_leader(taken: &[(usize, i64)]) -> usize {
        let mut most = std::collections::BTreeMap::<usize, (i64, usize)>::new();
        for (at, (who, amount)) in taken.iter().enumerate() {
            most.insert(*who, (*amount, at));
        }
        *most.iter().max_by_key(|(_, (amount, at))| (*amount, usize::MAX - *at)).unwrap().0
    }

    #[test]
    fn fifty_thousand_auctions_end_as_the_whole_of_their_bids_says() {
        let mut dice = Dice(7);
        let (mut bids, mut refused) = (0_u32, 0_u32);
        for _ in 0..50_000 {
            let amount = |dice: &mut Dice, most: u64| i64::try_from(dice.below(most)).unwrap() + 1;
            let start = amount(&mut dice, 3_000);
            let reserve = (dice.below(3) == 0).then(|| start + amount(&mut dice, 4_000));
            let mut auction = Auction::from(start, reserve);
            let mut price = 0;
            for _ in 0..2 + dice.below(9) {
                let who = usize::try_from(dice.below(5)).unwrap();
                let most = amount(&mut dice, 9_000);
                bids += 1;
                let Ok(now) = auction.bid(who, most) else {
                    refused += 1;
                    continue;
                };
                let (leader, wanted) = looked_at_whole(start, reserve, &auction.taken, price);
                assert_eq!(
                    (auction.leader, now),
                    (leader, wanted),
                    "{start} {reserve:?} {:?}",
                    auction.taken
                );
                assert!(now >= price, "a price never goes down");
                price = now;
            }
        }
        assert!(bids > 250_000 && refused > 50_000, "{bids} bids, {refused} refused");
    }
}
