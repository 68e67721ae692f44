//! Pledging, changing a pledge, and taking it back.

use super::tiers::Want;
use super::{
    Pledge, PledgeStage, Pledger, Pool, PoolNotice, PoolOutcome, PoolRefusal, PoolSupply, WholePool, subject,
    terms,
};
use crate::concession::amount_max;
use crate::options::{blocks, subsidies::Subsidies};
use crate::support::{escrow, notices};
use crate::trade::Trade;
use crate::users::{User, assets::AssetRefusal, confirmed_trader};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Show, Stop, Timestamp};
use ledger::{AccountKey, Class, Entry, Purpose, Reservation};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Pledges for pieces of a pool, or changes what you have pledged. What they cost at its first tier, or at the most that you pay, is
/// set aside with the mark-up; you never pay more. You can take it back until a day before the end, and later while no tier that is
/// reached hangs on it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.set_pledge", locality = self.pool.locality())]
pub struct SetPledge {
    /// Who pledges.
    #[command(actor)]
    pub buyer: Id<User>,
    /// Of which pool.
    pub pool: Id<Pool>,
    /// How many pieces.
    #[ask(example = "2")]
    pub piece_count: i64,
    /// The most that you pay for a piece, in minor units, the mark-up not counted. Nothing: what the first tier costs.
    pub most_each: Option<Amount>,
}

/// What a pledge did.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Pledged {
    /// Of which pool.
    pub pool: Id<Pool>,
    /// How many pieces are pledged for in all.
    pub pledged: i64,
    /// What a piece costs as it stands; nothing while no tier is reached.
    pub each: Option<Money>,
    /// What is set aside of your money, with the mark-up.
    pub set_aside: Money,
    /// Whether it was the last that there was, so that the pool is over.
    pub is_over: bool,
}

impl Decide for SetPledge {
    type Done = Pledged;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.buyer));
        WholePool::reads(keys, locality, self.pool);
        keys.one::<Pledger>((locality, self.pool, self.buyer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Pledged, Stop> {
        confirmed_trader(draft)?;
        let mut whole = WholePool::of(draft, self.pool)?;
        whole.takes_pledges(draft)?;
        if whole.is_seller(self.buyer) {
            return Err(PoolRefusal::OwnPool.into());
        }
        self.fits(draft, &whole)?;
        let before = whole.pledge_of(draft, self.buyer)?;
        let price_before = whole.ladder.price();
        if let Some(before) = &before {
            whole.uncount(before);
        }
        let want = Want { piece_count: self.piece_count, most_each: self.most_each };
        let supply = whole.take(before.as_ref(), want.piece_count)?;
        whole.ladder = whole.ladder.with(&want);
        if let Some(before) = &before {
            whole.keeps(draft, price_before)?;
            before.release(draft)?;
        }
        let trade = before.as_ref().map_or_else(|| draft.id(), |before| before.trade);
        let set_aside = self.set_aside(draft, &whole, &supply, (want, trade))?;
        let pending = Some(ledger::reserve(draft, &set_aside)?);
        let pledge = Pledge {
            locality: draft.locality(),
            pool: self.pool,
            number: self.number(draft, &mut whole)?,
            buyer: self.buyer,
            supply: supply.number,
            piece_count: want.piece_count,
            most_each: want.most_each,
            stage: PledgeStage::Open,
            trade,
            pending,
            pledged_at: draft.now(),
        };
        draft.put(&pledge)?;
        whole.tell_of(draft, price_before);
        let is_over = whole.pool.pledged == whole.pool.piece_count;
        if is_over {
            whole.end(draft, PoolOutcome::Missed)?;
        }
        whole.keep(draft)?;
        Ok(Pledged {
            pool: whole.pool.id,
            pledged: whole.pool.pledged,
            each: whole.ladder.price().map(|each| each.of(whole.pool.currency)),
            set_aside: set_aside.amount.of(whole.pool.currency),
            is_over,
        })
    }
}

impl SetPledge {
    /// Refuses what no pledge of this pool is.
    fn fits(&self, draft: &Draft<'_>, whole: &WholePool) -> Result<(), Stop> {
        let (least, most) = (whole.pool.least_pieces, whole.pool.most_pieces);
        if !(least..=most).contains(&self.piece_count) {
            return Err(PoolRefusal::NotThisMany { least, most }.into());
        }
        let Some(most_each) = self.most_each else { return Ok(()) };
        let currency = whole.pool.currency;
        let lowest = whole.ladder.lowest();
        if most_each < lowest {
            return Err(PoolRefusal::TooLow { least: lowest.of(currency) }.into());
        }
        let most = amount_max(draft.consult::<Rulebook>()?, currency, draft.now().day().date())?;
        if most_each > most {
            return Err(AssetRefusal::TooMuch { field: "most_each", most: most.of(currency) }.into());
        }
        Ok(())
    }

    /// The number of the pledge: the one that they had, or the next.
    fn number(&self, draft: &mut Draft<'_>, whole: &mut WholePool) -> Result<i64, Stop> {
        let (locality, pool) = (draft.locality(), self.pool);
        if let Some(known) = draft.find::<Pledger>((locality, pool, self.buyer))? {
            return Ok(known.number);
        }
        let (number, most) = (whole.pool.pledge_count.saturating_add(1), terms(draft)?.pledges_max);
        if number > most {
            return Err(PoolRefusal::TooManyPledges { most }.into());
        }
        whole.pool.pledge_count = number;
        draft.put(&Pledger { locality, pool, user_id: self.buyer, number })?;
        Ok(number)
    }

    /// What is set aside for the pledge.
    fn set_aside(
        &self,
        draft: &Draft<'_>,
        whole: &WholePool,
        supply: &PoolSupply,
        (want, trade): (Want, Id<Trade>),
    ) -> Result<Entry, Stop> {
        let pieces = (want.piece_count, whole.ladder.held_each(&want));
        let quote = supply.quote(draft, &whole.pool, Some(self.buyer), pieces, Subsidies::None)?;
        blocks::none_between(draft, Some(self.buyer), supply.seller)?;
        Ok(Entry {
            debit: AccountKey::of(self.buyer, Class::UserAvailable, whole.pool.currency),
            credit: escrow::account(trade, whole.pool.currency),
            amount: quote.priced.waterfall.payer_pays()?,
            purpose: Purpose::Pledge,
            subject: trade.cast(),
        })
    }
}

impl Pool {
    /// Whether pledges stay as far as a tier hangs on them.
    pub fn is_locked(&self, now: Timestamp) -> bool {
        now >= self.locks_at
    }
}

impl WholePool {
    /// The pledge of a user that counts.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn pledge_of(&self, draft: &Draft<'_>, user: Id<User>) -> Result<Option<Pledge>, Stop> {
        let (locality, pool) = (draft.locality(), self.pool.id);
        let Some(pledger) = draft.find::<Pledger>((locality, pool, user))? else { return Ok(None) };
        let pledge = draft.get::<Pledge>((locality, pool, pledger.number))?;
        Ok(Some(pledge).filter(|pledge| pledge.stage == PledgeStage::Open))
    }

    /// A pledge counts no more.
    fn uncount(&mut self, pledge: &Pledge) {
        self.ladder = self.ladder.without(&pledge.want());
        self.pool.pledged = self.pool.pledged.saturating_sub(pledge.piece_count);
        self.pool.buyer_count = self.pool.buyer_count.saturating_sub(1);
        for supply in self.supplies.iter_mut().filter(|supply| supply.number == pledge.supply) {
            supply.pledged = supply.pledged.saturating_sub(pledge.piece_count);
        }
    }

    /// Pieces of the seller that a pledge was with, or of the first that has enough left.
    fn take(&mut self, before: Option<&Pledge>, piece_count: i64) -> Result<PoolSupply, PoolRefusal> {
        let left = self.supplies.iter().map(PoolSupply::left).max().unwrap_or_default();
        let mut with_enough: Vec<_> =
            self.supplies.iter_mut().filter(|supply| supply.left() >= piece_count).collect();
        let kept = with_enough.iter().position(|supply| before.is_some_and(|it| it.supply == supply.number));
        let position = kept.unwrap_or(0);
        let supply = with_enough.get_mut(position).ok_or(PoolRefusal::TooFewLeft { left })?;
        supply.pledged = supply.pledged.saturating_add(piece_count);
        self.pool.pledged = self.pool.pledged.saturating_add(piece_count);
        self.pool.buyer_count = self.pool.buyer_count.saturating_add(1);
        Ok(PoolSupply::clone(supply))
    }

    /// Refuses, once pledges are held, what leaves a dearer price than there was, or none.
    fn keeps(&self, draft: &Draft<'_>, before: Option<Amount>) -> Result<(), PoolRefusal> {
        let Some(before) = before.filter(|_| self.pool.is_locked(draft.now())) else { return Ok(()) };
        let is_kept = self.ladder.price().is_some_and(|price| price <= before);
        if is_kept { Ok(()) } else { Err(PoolRefusal::Locked) }
    }

    /// Its sellers hear when a price is reached that was not.
    fn tell_of(&self, draft: &mut Draft<'_>, before: Option<Amount>) {
        let is_new = |price: &Amount| before.is_none_or(|before| *price < before);
        let Some(each) = self.ladder.price().filter(is_new) else { return };
        let notice = PoolNotice::TierReached { each: each.of(self.pool.currency), pieces: self.pool.pledged };
        for supply in &self.supplies {
            notices::tell(draft, supply.seller, subject(self.pool.id), &notice);
        }
    }
}

impl Pledge {
    /// What is set aside for it: the most that is paid for it in all.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn set_aside(&self, draft: &Draft<'_>) -> Result<Amount, Stop> {
        let Some(pending) = self.pending else { return Ok(Amount::ZERO) };
        Ok(draft.get::<Reservation>((draft.locality(), pending))?.entry.amount)
    }

    /// Gives back what is set aside for it.
    pub(super) fn release(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        match self.pending {
            Some(pending) => ledger::void_pending(draft, pending),
            None => Ok(()),
        }
    }
}

/// Takes your pledge back: freely until a day before the end, and later while no tier that is reached hangs on it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.withdraw_pledge", locality = self.pool.locality())]
pub struct WithdrawPledge {
    /// Whose.
    #[command(actor)]
    pub buyer: Id<User>,
    /// Of which pool.
    pub pool: Id<Pool>,
}

impl Decide for WithdrawPledge {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        WholePool::reads(keys, locality, self.pool);
        keys.one::<Pledger>((locality, self.pool, self.buyer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut whole = WholePool::of(draft, self.pool)?;
        whole.takes_pledges(draft)?;
        let pledge = whole.pledge_of(draft, self.buyer)?.ok_or(PoolRefusal::NoPledge)?;
        let before = whole.ladder.price();
        whole.uncount(&pledge);
        whole.keeps(draft, before)?;
        pledge.release(draft)?;
        draft.put(&Pledge { stage: PledgeStage::Withdrawn, pending: None, ..pledge })?;
        whole.keep(draft)
    }
}
