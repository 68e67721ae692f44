//! How a bid moves the price of a reverse auction: pure.
//!
//! Each seller names the least that they would do it for, which nobody else sees. The lowest leads, the earlier of equal ones. What they
//! would receive as it stands is a step below the second lowest, and never below their own least; while nobody else bids it is what
//! the buyer pays at most.

use kernel::{Amount, BasisPoints, Overflow, Rounding};

/// Where a reverse auction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The most that the buyer pays, the mark-up not counted.
    pub top: Amount,
    /// By how much a bid is below the price at least.
    pub step: Amount,
    /// Who leads, if somebody does.
    pub leader: Option<Leader>,
}

/// Who leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leader {
    /// The least that they would do it for; nobody else sees it.
    pub least: Amount,
    /// What they would receive as it stands.
    pub price: Amount,
}

/// What a bid did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Whether whoever bid leads now.
    pub leads: bool,
    /// The price from now on.
    pub price: Amount,
}

/// The step of an auction: half a percent of the most that is paid, and one minor unit at least.
///
/// # Errors
/// [`Overflow`].
pub fn step(top: Amount) -> Result<Amount, Overflow> {
    Ok(top.share(BasisPoints(50), Rounding::HalfEven)?.max(Amount(1)))
}

impl Standing {
    /// The most that the next bid may be, of the leader or of somebody else.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn most(&self, is_leader: bool) -> Result<Amount, Overflow> {
        match self.leader {
            None => Ok(self.top),
            Some(leader) if is_leader => leader.least.minus(Amount(1)),
            Some(leader) => leader.price.minus(self.step),
        }
    }

    /// What a bid does; nothing, where it is above the most that it may be.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn place(&self, is_leader: bool, least: Amount) -> Result<Option<Placed>, Overflow> {
        if least > self.most(is_leader)? {
            return Ok(None);
        }
        let (leads, price) = match self.leader {
            None => (true, self.top),
            Some(leader) if is_leader => (true, leader.price),
            Some(leader) if least < leader.least => (true, leader.least.minus(self.step)?.max(least)),
            Some(leader) => (false, least.minus(self.step)?.max(leader.least)),
        };
        Ok(Some(Placed { leads, price }))
    }
}

/// Whether a bid is so low that its seller has to say that they mean it: below three fifths of the median of what the others
/// would do it for, when there are four of them or more. `others` need not be in order.
pub fn is_abnormally_low(least: Amount, others: &[Amount]) -> bool {
    if others.len() < 4 {
        return false;
    }
    let mut others: Vec<i128> = others.iter().map(|other| i128::from(other.0)).collect();
    others.sort_unstable();
    // Twice the median, so that no half is lost.
    let middle = others.len() / 2;
    let at = |index: usize| others.get(index).copied().unwrap_or_default();
    let twice =
        if others.len() % 2 == 1 { at(middle) * 2 } else { at(middle) + at(middle.saturating_sub(1)) };
    i128::from(least.0) * 10 < twice * 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::dice::Dice;

    /// An auction as it was bid in, by the function that decides.
    struct Played {
        standing: Standing,
        leader: usize,
        taken: Vec<(usize, i64)>,
    }

    impl Played {
        fn bid(&mut self, who: usize, least: i64) {
            let is_leader = self.standing.leader.is_some() && self.leader == who;
            let Some(placed) = self.standing.place(is_leader, Amount(least)).unwrap() else { return };
            let before = self.standing.leader.map_or(Amount(least), |leader| leader.least);
            let least_of_leader = if placed.leads { Amount(least) } else { before };
            self.standing.leader = Some(Leader { least: least_of_leader, price: placed.price });
            self.leader = if placed.leads { who } else { self.leader };
            self.taken.push((who, least));
        }
    }

    /// Who said which least.
    type Said = (usize, i64);

    /// The plain one: from the list of all that was said, with no state but what the list says each time.
    fn plainly(top: i64, step: i64, said: &[Said]) -> (Option<Said>, Vec<Said>) {
        let mut taken: Vec<Said> = Vec::new();
        let mut price = top;
        for &(who, least) in said {
            let lowest = taken.iter().map(|one| one.1).min();
            let first = lowest.and_then(|lowest| taken.iter().position(|one| one.1 == lowest));
            match first.map(|first| taken[first]) {
                None if least <= top => taken.push((who, least)),
                Some((leader, lowest)) if leader == who && least < lowest => taken.push((who, least)),
                Some((leader, lowest)) if leader != who && least <= price - step => {
                    let (low, high) = (least.min(lowest), least.max(lowest));
                    price = if high - step > low { high - step } else { low };
                    taken.push((who, least));
                }
                _ => {}
            }
        }
        let lowest = taken.iter().map(|one| one.1).min();
        let won =
            lowest.and_then(|lowest| taken.iter().find(|one| one.1 == lowest)).map(|one| (one.0, price));
        (won, taken)
    }

    #[test]
    fn fifty_thousand_auctions_end_as_the_plain_one_says() {
        let mut dice = Dice(11);
        for round in 0..50_000 {
            let top = i64::try_from(dice.below(400)).unwrap() + 20;
            let step = step(Amount(top * 10)).unwrap().0;
            let count = dice.index(14);
            let said: Vec<(usize, i64)> = (0..count)
                .map(|_| {
                    (dice.index(5), i64::try_from(dice.below(u64::try_from(top * 11).unwrap())).unwrap())
                })
                .collect();
            let standing = Standing { top: Amount(top * 10), step: Amount(step), leader: None };
            let mut played = Played { standing, leader: 0, taken: Vec::new() };
            let mut price = top * 10;
            for &(who, least) in &said {
                played.bid(who, least);
                if let Some(leader) = played.standing.leader {
                    assert!(leader.price.0 <= price, "the price never rises: {said:?}");
                    assert!(leader.price >= leader.least, "nobody does it for less than they said: {said:?}");
                    price = leader.price.0;
                }
            }
            let (won, taken) = plainly(top * 10, step, &said);
            assert_eq!(played.taken, taken, "round {round}: {said:?}");
            assert_eq!(played.standing.leader.map(|leader| (played.leader, leader.price.0)), won, "{said:?}");
        }
    }

    #[test]
    fn one_alone_has_the_top_and_of_equal_ones_the_earlier_leads() {
        let start = Standing { top: Amount(1_000), step: step(Amount(1_000)).unwrap(), leader: None };
        assert_eq!(start.step, Amount(5));
        assert_eq!(start.place(false, Amount(1_001)).unwrap(), None);
        let first = start.place(false, Amount(800)).unwrap().unwrap();
        assert_eq!(first, Placed { leads: true, price: Amount(1_000) });
        let led = Standing { leader: Some(Leader { least: Amount(800), price: Amount(1_000) }), ..start };
        let led_with =
            |price| Standing { leader: Some(Leader { least: Amount(800), price: Amount(price) }), ..start };
        assert_eq!(led.place(false, Amount(996)).unwrap(), None, "by less than a step");
        assert_eq!(led.place(false, Amount(995)).unwrap(), Some(Placed { leads: false, price: Amount(990) }));
        assert_eq!(led.place(false, Amount(800)).unwrap(), Some(Placed { leads: false, price: Amount(800) }));
        assert_eq!(led.place(false, Amount(798)).unwrap(), Some(Placed { leads: true, price: Amount(798) }));
        assert_eq!(led.place(false, Amount(700)).unwrap(), Some(Placed { leads: true, price: Amount(795) }));
        assert_eq!(led_with(900).place(true, Amount(800)).unwrap(), None, "only lower");
        assert_eq!(
            led_with(900).place(true, Amount(700)).unwrap(),
            Some(Placed { leads: true, price: Amount(900) })
        );
        assert_eq!(step(Amount(50)).unwrap(), Amount(1), "a minor unit at least");
    }

    #[test]
    fn a_bid_is_abnormally_low_below_three_fifths_of_the_median_of_four_or_more() {
        let others = [1_000, 800, 1_200, 900].map(Amount);
        // The median is 950, three fifths of it 570.
        assert!(is_abnormally_low(Amount(569), &others));
        assert!(!is_abnormally_low(Amount(570), &others));
        assert!(!is_abnormally_low(Amount(1), &others[..3]), "three are too few to say");
        let five = [1_000, 800, 1_200, 900, 5_000].map(Amount);
        assert!(is_abnormally_low(Amount(599), &five));
        assert!(!is_abnormally_low(Amount(600), &five));
    }
}
