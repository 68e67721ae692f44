//! The end of a pool: its price, and its pledges settled some at a time.

use super::{
    Pledge, PledgeStage, Pool, PoolNotice, PoolOutcome, PoolStage, PoolSupply, PriceTier, WholePool, subject,
};
use crate::options::subsidies::Subsidies;
use crate::support::{escrow, notices};
use crate::trade::TradeRefusal;
use crate::users::{User, stock};
use kernel::{Amount, BadRow, Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// How many pledges are settled in one decision.
const SLICE: i64 = 50;

/// Ends a pool: at the price of the last tier that is reached, or at none.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.close_pool", by_market)]
pub struct ClosePool {
    /// Which.
    pub pool: Id<Pool>,
}

impl Decide for ClosePool {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        WholePool::reads(keys, Command::locality(self), self.pool);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut whole = WholePool::of(draft, self.pool)?;
        if whole.pool.stage != PoolStage::Open {
            return Ok(());
        }
        if draft.now() < whole.pool.closes_at {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(whole.pool.closes_at, self));
            draft.put(&Pool { timer, ..whole.pool })?;
            return Ok(());
        }
        whole.pool.timer = None;
        whole.end(draft, PoolOutcome::Missed)?;
        whole.keep(draft)
    }
}

impl WholePool {
    /// Adds a new pool.
    pub(super) fn add(&self, draft: &mut Draft<'_>) {
        draft.add(&self.pool);
        for (number, rung) in (1..).zip(self.ladder.rungs()) {
            draft.add(&PriceTier { locality: self.pool.locality, pool: self.pool.id, number, rung: *rung });
        }
        for supply in &self.supplies {
            draft.add(supply);
        }
    }

    /// Pledges are over: with a price when a tier is reached and it is not called off, else so.
    pub(super) fn end(&mut self, draft: &mut Draft<'_>, without: PoolOutcome) -> Result<(), Stop> {
        if let Some(timer) = self.pool.timer.take() {
            draft.take_back_timer(self.pool.closes_at, timer)?;
        }
        let price = self.ladder.price().filter(|_| without != PoolOutcome::CalledOff);
        self.pool.outcome = Some(if price.is_some() { PoolOutcome::Reached } else { without });
        self.pool.price = price;
        // Also when it is closed late: what is to be done at once is not due long ago.
        self.pool.closes_at = draft.now();
        if self.pool.pledge_count == 0 {
            self.pool.stage = PoolStage::Ended;
            for supply in &mut self.supplies {
                self.pool.give_back_rest(draft, supply)?;
            }
            return Ok(());
        }
        self.pool.stage = PoolStage::Settling;
        self.pool.timer = Some(draft.set_timer(self.pool.closes_at, &SettlePool { pool: self.pool.id }));
        Ok(())
    }
}

/// Settles the next fifty pledges of a pool that is over: each that pays its price becomes a trade, any other is released. One that
/// cannot become a trade is released alone.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.settle_pool", by_market)]
pub struct SettlePool {
    /// Which.
    pub pool: Id<Pool>,
}

impl Decide for SettlePool {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        WholePool::reads(keys, Command::locality(self), self.pool);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let whole = WholePool::of(draft, self.pool)?;
        let pool = whole.pool;
        if pool.stage != PoolStage::Settling {
            return Ok(());
        }
        let up_to = pool.settled_up_to.saturating_add(SLICE).min(pool.pledge_count);
        let pledges = slice(draft, &pool, up_to)?;
        let settled = draft.each(&pledges, |draft, pledge| pool.settle(draft, pledge))?;
        let sold: i64 = settled.iter().filter_map(|answer| answer.as_ref().ok()).sum();
        for (pledge, answer) in pledges.iter().zip(&settled) {
            if answer.is_err() {
                pledge.let_go(draft, PledgeStage::Refused)?;
            }
        }
        let is_done = up_to == pool.pledge_count;
        let sold = pool.sold.saturating_add(sold);
        let mut pool = Pool { settled_up_to: up_to, sold, timer: None, ..pool };
        if is_done {
            pool.stage = PoolStage::Ended;
            for mut supply in draft.list::<PoolSupply>((pool.locality, pool.id))? {
                pool.give_back_rest(draft, &mut supply)?;
                draft.put(&supply)?;
            }
        } else {
            pool.timer = Some(draft.set_timer(pool.closes_at, self));
        }
        draft.put(&pool)?;
        Ok(())
    }
}

/// The pledges up to a number that still count.
fn slice(draft: &Draft<'_>, pool: &Pool, up_to: i64) -> Result<Vec<Pledge>, Stop> {
    let numbers = pool.settled_up_to.saturating_add(1)..=up_to;
    let mut keys = Keys::default();
    for number in numbers.clone() {
        keys.one::<Pledge>((pool.locality, pool.id, number));
    }
    draft.ask(keys)?;
    let mut pledges = Vec::new();
    for number in numbers {
        let pledge = draft.get::<Pledge>((pool.locality, pool.id, number))?;
        if pledge.stage == PledgeStage::Open {
            pledges.push(pledge);
        }
    }
    Ok(pledges)
}

impl Pool {
    /// A pledge becomes a trade at the price, if it pays that, or is released. Gives how many pieces were sold.
    fn settle(&self, draft: &mut Draft<'_>, pledge: &Pledge) -> Result<i64, Stop> {
        let Some(each) = self.price.filter(|each| pledge.want().pays(*each)) else {
            pledge.let_go(draft, PledgeStage::Released)?;
            return Ok(0);
        };
        let supply = draft.get::<PoolSupply>((self.locality, self.id, pledge.supply))?;
        let most = pledge.set_aside(draft)?;
        pledge.release(draft)?;
        let count = pledge.piece_count;
        let quote = supply.quote(draft, self, Some(pledge.buyer), (count, each), Subsidies::Funds)?;
        let pays = quote.priced.waterfall.payer_money()?;
        if pays.amount > most {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        stock::give_back(draft, supply.offering, count)?;
        let award = supply.put_up(self, count).award(pledge.trade, pledge.buyer, quote)?;
        escrow::make(draft, &award)?;
        let out_count = supply.out_count.saturating_sub(count);
        draft.put(&PoolSupply { out_count, ..supply })?;
        draft.put(&Pledge { stage: PledgeStage::Bought, pending: None, ..pledge.clone() })?;
        let back = most.minus(pays.amount)?.of(self.currency);
        let notice = PoolNotice::Bought { each: each.of(self.currency), back };
        notices::tell(draft, pledge.buyer, subject(self.id), &notice);
        Ok(count)
    }

    /// Everything is settled: what was not sold is back in a seller's stock, and they hear how it ended.
    fn give_back_rest(&self, draft: &mut Draft<'_>, supply: &mut PoolSupply) -> Result<(), Stop> {
        stock::give_back(draft, supply.offering, supply.out_count)?;
        supply.out_count = 0;
        self.tell_seller(draft, supply.seller)
    }

    fn tell_seller(&self, draft: &mut Draft<'_>, seller: Id<User>) -> Result<(), Stop> {
        let sold = |each: Amount| PoolNotice::Sold { each: each.of(self.currency), pieces: self.sold };
        let notice = match self.outcome {
            Some(PoolOutcome::Reached) => {
                self.price.map(sold).ok_or_else(|| BadRow("a tier that is reached has a price".to_owned()))?
            }
            Some(PoolOutcome::CalledOff) => PoolNotice::CalledOff,
            Some(PoolOutcome::Missed) | None => PoolNotice::Missed,
        };
        if !(self.outcome == Some(PoolOutcome::CalledOff) && seller == self.seller) {
            notices::tell(draft, seller, subject(self.id), &notice);
        }
        Ok(())
    }
}

impl Pledge {
    /// Releases it, and says so.
    fn let_go(&self, draft: &mut Draft<'_>, stage: PledgeStage) -> Result<(), Stop> {
        self.release(draft)?;
        draft.put(&Self { stage, pending: None, ..self.clone() })?;
        let pool = draft.get::<Pool>((self.locality, self.pool))?;
        let notice = if stage == PledgeStage::Refused {
            PoolNotice::Refused
        } else if pool.outcome == Some(PoolOutcome::CalledOff) {
            PoolNotice::CalledOff
        } else {
            PoolNotice::Released
        };
        notices::tell(draft, self.buyer, subject(self.pool), &notice);
        Ok(())
    }
}
