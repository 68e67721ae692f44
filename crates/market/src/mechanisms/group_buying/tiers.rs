//! Which price many buyers get together: a pure function of the tiers and of what each would pay.
//!
//! The more pieces are pledged, the less each costs. A pledge may say the most that it pays for a piece. It counts for a tier when
//! that is the tier's price or more; the last tier that has enough such pieces is the one that is reached, and all of its pledges
//! pay its price. As prices fall from tier to tier, whoever counts for one counts for all after it.

use kernel::{Amount, Fields, Overflow};
use serde::{Deserialize, Serialize};

/// A tier, and how far it is reached.
#[derive(Fields, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[fields(check = "piece_count > 0", check = "each > 0", check = "willing >= 0")]
pub struct Rung {
    /// From how many pieces on.
    pub piece_count: i64,
    /// What a piece costs then, in minor units, the mark-up not counted.
    pub each: Amount,
    /// How many pieces are pledged for by those who pay that much.
    pub willing: i64,
}

/// What somebody would have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    /// How many pieces.
    pub piece_count: i64,
    /// The most for a piece, in minor units; none when they pay what the first tier costs.
    pub most_each: Option<Amount>,
}

/// The tiers of a pool, from the dearest to the cheapest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder(Vec<Rung>);

impl Rung {
    /// A tier for which nobody has pledged yet.
    pub const fn new(piece_count: i64, each: Amount) -> Self {
        Self { piece_count, each, willing: 0 }
    }

    /// Whether enough pieces are pledged for.
    pub const fn is_reached(&self) -> bool {
        self.willing >= self.piece_count
    }

    /// How many more pieces it takes.
    pub fn missing(&self) -> i64 {
        self.piece_count.saturating_sub(self.willing).max(0)
    }
}

impl Want {
    /// Whether they would have it at a price for a piece.
    pub fn pays(&self, each: Amount) -> bool {
        self.most_each.is_none_or(|most| most >= each)
    }
}

impl Ladder {
    /// Tiers, when from each to the next there are more pieces and a lower price.
    pub fn new(rungs: Vec<Rung>) -> Option<Self> {
        let is_one = |rung: &Rung| rung.piece_count > 0 && rung.each > Amount::ZERO;
        let follows = |pair: &[Rung]| match pair {
            [before, after] => after.piece_count > before.piece_count && after.each < before.each,
            _ => false,
        };
        let fits = !rungs.is_empty() && rungs.iter().all(is_one) && rungs.windows(2).all(follows);
        fits.then_some(Self(rungs))
    }

    /// The tiers, from the dearest to the cheapest.
    pub fn rungs(&self) -> &[Rung] {
        &self.0
    }

    /// The first tier that brings its seller less than one piece below it would at the tier before: its position from 0.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn less_for_more(&self) -> Result<Option<usize>, Overflow> {
        let times = |each: Amount, count: i64| each.0.checked_mul(count).ok_or(Overflow);
        for (position, (before, rung)) in (1..).zip(self.0.iter().zip(self.0.iter().skip(1))) {
            let fewer = rung.piece_count.checked_sub(1).ok_or(Overflow)?;
            if times(rung.each, rung.piece_count)? < times(before.each, fewer)? {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    /// What is set aside for a piece: what the first tier costs, or the most that they pay.
    pub fn held_each(&self, want: &Want) -> Amount {
        let first = self.0.first().map_or(Amount::ZERO, |rung| rung.each);
        want.most_each.map_or(first, |most| most.min(first))
    }

    /// The lowest price for a piece that there can be.
    pub fn lowest(&self) -> Amount {
        self.0.last().map_or(Amount::ZERO, |rung| rung.each)
    }

    /// The position of the tier that is reached, from 0.
    pub fn reached(&self) -> Option<usize> {
        self.0.iter().rposition(Rung::is_reached)
    }

    /// The price for a piece as it stands, if a tier is reached.
    pub fn price(&self) -> Option<Amount> {
        self.reached().and_then(|position| self.0.get(position)).map(|rung| rung.each)
    }

    /// The first tier behind the one that is reached.
    pub fn next(&self) -> Option<&Rung> {
        self.0.get(self.reached().map_or(0, |position| position.saturating_add(1)))
    }

    /// The tiers with a pledge more.
    #[must_use]
    pub fn with(&self, want: &Want) -> Self {
        self.counting(want, want.piece_count)
    }

    /// The tiers with a pledge less.
    #[must_use]
    pub fn without(&self, want: &Want) -> Self {
        self.counting(want, want.piece_count.saturating_neg())
    }

    fn counting(&self, want: &Want, count: i64) -> Self {
        let counted = |rung: &Rung| {
            let count = if want.pays(rung.each) { count } else { 0 };
            Rung { willing: rung.willing.saturating_add(count), ..*rung }
        };
        Self(self.0.iter().map(counted).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::dice::Dice;

    fn ladder(tiers: &[(i64, i64)]) -> Ladder {
        Ladder::new(tiers.iter().map(|(count, each)| Rung::new(*count, Amount(*each))).collect()).unwrap()
    }

    fn want(piece_count: i64, most: i64) -> Want {
        Want { piece_count, most_each: (most > 0).then_some(Amount(most)) }
    }

    fn price(tiers: &[(i64, i64)], wants: &[(i64, i64)]) -> Option<i64> {
        let all = wants.iter().fold(ladder(tiers), |ladder, (count, most)| ladder.with(&want(*count, *most)));
        all.price().map(|price| price.0)
    }

    #[test]
    fn flour_misses_its_tier_and_then_reaches_the_second() {
        let tiers = [(20, 3_000), (40, 2_600)];
        assert_eq!(price(&tiers, &[(18, 0)]), None);
        assert_eq!(price(&tiers, &[(18, 0), (1, 0)]), None);
        assert_eq!(price(&tiers, &[(18, 0), (2, 0)]), Some(3_000), "exactly enough is enough");
        assert_eq!(price(&tiers, &[(39, 0)]), Some(3_000));
        assert_eq!(price(&tiers, &[(39, 0), (2, 0)]), Some(2_600));
    }

    #[test]
    fn who_would_not_pay_a_tier_does_not_count_for_it() {
        let tiers = [(20, 3_000), (40, 2_600)];
        assert_eq!(price(&tiers, &[(19, 0), (5, 2_999)]), None, "24 pieces, and 19 for the first tier");
        assert_eq!(price(&tiers, &[(19, 0), (5, 3_000)]), Some(3_000), "at its price they count");
        assert_eq!(
            price(&tiers, &[(19, 0), (21, 2_600)]),
            Some(2_600),
            "the second is reached, the first is not"
        );
        assert_eq!(price(&tiers, &[(19, 0), (21, 2_599)]), None);
    }

    #[test]
    fn tiers_ask_more_pieces_for_a_lower_price() {
        let rungs =
            |tiers: &[(i64, i64)]| tiers.iter().map(|(n, each)| Rung::new(*n, Amount(*each))).collect();
        for wrong in [
            &[][..],
            &[(0, 100)],
            &[(1, 0)],
            &[(2, 100), (2, 90)],
            &[(3, 100), (2, 90)],
            &[(2, 100), (3, 100)],
            &[(2, 100), (3, 101)],
            &[(2, 100), (3, 90), (3, 80)],
        ] {
            assert_eq!(Ladder::new(rungs(wrong)), None, "{wrong:?}");
        }
        assert!(Ladder::new(rungs(&[(1, 2), (2, 1)])).is_some());
    }

    #[test]
    fn a_seller_is_warned_of_a_tier_that_brings_less_than_a_piece_below_it() {
        assert_eq!(
            ladder(&[(20, 3_000), (40, 2_600)]).less_for_more(),
            Ok(Some(1)),
            "104,000 and not 117,000"
        );
        assert_eq!(ladder(&[(20, 3_000), (40, 2_925)]).less_for_more(), Ok(None), "117,000 is not less");
        assert_eq!(ladder(&[(20, 3_000), (40, 2_924)]).less_for_more(), Ok(Some(1)));
        assert_eq!(ladder(&[(1, 100), (100, 99), (101, 50)]).less_for_more(), Ok(Some(2)));
        assert_eq!(ladder(&[(1, i64::MAX), (3, i64::MAX - 1)]).less_for_more(), Err(Overflow));
    }

    /// What the rules say of all pledges looked at one by one: for each tier, from the last on, those who pay it are counted.
    fn looked_at_whole(tiers: &[(i64, i64)], pledges: &[Want]) -> Option<i64> {
        for (enough, each) in tiers.iter().rev() {
            let mut count = 0;
            for pledge in pledges {
                match pledge.most_each {
                    Some(Amount(most)) if most < *each => {}
                    _ => count += pledge.piece_count,
                }
            }
            if count >= *enough {
                return Some(*each);
            }
        }
        None
    }

    #[test]
    fn a_hundred_thousand_pledges_reach_what_each_counted_by_itself_does() {
        let mut dice = Dice(11);
        let below = |dice: &mut Dice, most: u64| i64::try_from(dice.below(most)).unwrap();
        let (mut reached, mut missed, mut steps) = (0_u32, 0_u32, 0_u32);
        for _ in 0..5_000 {
            let (mut tiers, mut count, mut each) = (Vec::new(), 0, 200);
            for _ in 0..=dice.below(4) {
                count += 1 + below(&mut dice, 12);
                each -= 1 + below(&mut dice, 20);
                tiers.push((count, each));
            }
            let (mut at, mut pledges) = (ladder(&tiers), Vec::<Want>::new());
            for _ in 0..20 {
                steps += 1;
                if dice.below(4) == 0 && !pledges.is_empty() {
                    let gone = pledges.swap_remove(
                        usize::try_from(dice.below(u64::try_from(pledges.len()).unwrap())).unwrap(),
                    );
                    at = at.without(&gone);
                } else {
                    let most = if dice.below(2) == 0 { 0 } else { each - 5 + below(&mut dice, 60) };
                    let one = want(1 + below(&mut dice, 4), most);
                    let before = at.price();
                    at = at.with(&one);
                    assert!(before.is_none() || at.price() <= before, "another pledge makes nothing dearer");
                    pledges.push(one);
                }
                let price = at.price().map(|price| price.0);
                assert_eq!(price, looked_at_whole(&tiers, &pledges), "{tiers:?} {pledges:?}");
                let Some(price) = price else {
                    missed += 1;
                    continue;
                };
                reached += 1;
                for pledge in pledges.iter().filter(|pledge| pledge.pays(Amount(price))) {
                    assert!(at.held_each(pledge) >= Amount(price), "nobody pays more than is set aside");
                }
            }
        }
        assert!(steps >= 100_000 && reached > 10_000 && missed > 10_000, "{steps} {reached} {missed}");
    }

    #[test]
    fn when_everything_is_pledged_for_at_the_lowest_price_or_more_the_last_tier_is_reached() {
        let mut dice = Dice(5);
        for _ in 0..2_000 {
            let tiers = [(10, 100), (20, 90), (30, 70)];
            let (mut at, mut left) = (ladder(&tiers), 30);
            while left > 0 {
                let count = (1 + i64::try_from(dice.below(5)).unwrap()).min(left);
                at = at.with(&want(count, 70 + i64::try_from(dice.below(40)).unwrap()));
                left -= count;
            }
            assert_eq!((at.price(), at.next()), (Some(Amount(70)), None));
        }
    }
}
