//! Pools: what is set aside is what open pledges say, tiers and sellers count them right, pieces are out of stock, and each has what
//! ends it.

use super::takings::Taken;
use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::Id;
use ledger::Transfer;
use market::mechanisms::group_buying::{Pledge, PledgeStage, Pool, PoolStage, PoolSupply, PriceTier};
use market::users::taking::Taking;
use std::collections::{BTreeMap, BTreeSet};

/// What a pool that has not ended says of itself, less what its pledges say.
struct Counts {
    is_open: bool,
    settled_up_to: i64,
    pledged: i64,
    buyers: i64,
    tiers: BTreeMap<i64, PriceTier>,
    /// By its number: how many pieces are pledged for.
    supplies: BTreeMap<i64, i64>,
}

/// Checks every pool, and enters what is out of stock for it. Takes what is set aside for pledges out of `reserved`.
pub(super) async fn check(
    source: &mut impl Source,
    reserved: &mut BTreeSet<Id<Transfer>>,
    taken: &mut Taken,
    report: &mut Report,
) -> Result<(), Failure> {
    let (mut pools, mut timers, mut wrong) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let see = |pool: Pool| {
        match (pool.stage == PoolStage::Ended, pool.timer) {
            (true, None) => return,
            (true, Some(_)) => {
                return wrong.push(format!("pool {}: it has ended, and something ends it", pool.id));
            }
            (false, Some(timer)) => drop(timers.insert(timer, (format!("pool {}", pool.id), pool.closes_at))),
            (false, None) => wrong.push(format!("pool {}: nothing ends it", pool.id)),
        }
        pools.insert(pool.id, Counts::of(&pool));
    };
    report.count("pools", source.scan::<Pool>(see).await?);
    let see = |tier: PriceTier| {
        if let Some(counts) = pools.get_mut(&tier.pool) {
            counts.tiers.insert(tier.number, tier);
        }
    };
    source.scan::<PriceTier>(see).await?;
    let see = |supply: PoolSupply| {
        taken.pieces(&Taking::Pieces { item: supply.offering, count: supply.out_count });
        let name = format!("seller {} of pool {}", supply.number, supply.pool);
        match pools.get_mut(&supply.pool) {
            Some(counts) => {
                if counts.is_open && supply.out_count != supply.piece_count {
                    wrong.push(format!(
                        "{name}: {} of {} pieces are out",
                        supply.out_count, supply.piece_count
                    ));
                }
                counts.supplies.insert(supply.number, supply.pledged);
            }
            None if supply.out_count != 0 => wrong.push(format!("{name}: pieces are out, and it has ended")),
            None => {}
        }
    };
    source.scan::<PoolSupply>(see).await?;
    let see = |pledge: Pledge| {
        let name = format!("pledge {} of pool {}", pledge.number, pledge.pool);
        let is_open = pledge.stage == PledgeStage::Open;
        match (is_open, pledge.pending) {
            (true, Some(pending)) if reserved.remove(&pending) => {}
            (false, None) => {}
            (true, _) => wrong.push(format!("{name}: it counts, and nothing is set aside")),
            (false, Some(_)) => wrong.push(format!("{name}: it counts no more, and money is set aside")),
        }
        match pools.get_mut(&pledge.pool) {
            Some(counts) if is_open => {
                if pledge.number <= counts.settled_up_to {
                    wrong.push(format!("{name}: it was passed over"));
                }
                counts.less(&pledge);
            }
            None if is_open => wrong.push(format!("{name}: it counts, and the pool has ended")),
            Some(_) | None => {}
        }
    };
    source.scan::<Pledge>(see).await?;
    for (pool, counts) in &pools {
        wrong.extend(counts.left().into_iter().map(|what| format!("pool {pool}: {what}")));
    }
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}

impl Counts {
    fn of(pool: &Pool) -> Self {
        Self {
            is_open: pool.stage == PoolStage::Open,
            settled_up_to: pool.settled_up_to,
            pledged: pool.pledged,
            buyers: pool.buyer_count,
            tiers: BTreeMap::new(),
            supplies: BTreeMap::new(),
        }
    }

    fn less(&mut self, pledge: &Pledge) {
        self.pledged = self.pledged.saturating_sub(pledge.piece_count);
        self.buyers = self.buyers.saturating_sub(1);
        for tier in self.tiers.values_mut().filter(|tier| pledge.want().pays(tier.rung.each)) {
            tier.rung.willing = tier.rung.willing.saturating_sub(pledge.piece_count);
        }
        let supply = self.supplies.entry(pledge.supply).or_default();
        *supply = supply.saturating_sub(pledge.piece_count);
    }

    /// What pledges that count do not make up. While a pool is settled they are fewer from slice to slice.
    fn left(&self) -> Vec<String> {
        let is_right = |left: i64| if self.is_open { left == 0 } else { left >= 0 };
        let counts = [("pledged", self.pledged), ("buyers", self.buyers)];
        let of_pool = counts.into_iter().map(|(what, left)| (what.to_owned(), left));
        let of_tiers =
            self.tiers.values().map(|tier| (format!("willing for tier {}", tier.number), tier.rung.willing));
        let of_supplies =
            self.supplies.iter().map(|(number, left)| (format!("pledged with seller {number}"), *left));
        let all = of_pool.chain(of_tiers).chain(of_supplies);
        all.filter(|(_, left)| !is_right(*left))
            .map(|(what, left)| format!("{left} too many are {what}"))
            .collect()
    }
}
