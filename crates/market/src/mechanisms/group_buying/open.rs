//! Opening a pool, joining one as another seller, and calling it off.

use super::tiers::{Ladder, Rung};
use super::{ClosePool, Pool, PoolOutcome, PoolRefusal, PoolStage, PoolSupply, PoolTerms, WholePool, terms};
use crate::directory::Family;
use crate::users::{
    assets::{self, Asking, HandingOver, ItemPrice, ItemTerms, Offering},
    confirmed_trader, only, stock,
};
use kernel::{Amount, Asks, Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// A tier of a pool that is opened.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierAsked {
    /// From how many pieces on: more than for the tier before.
    #[ask(example = "20")]
    pub piece_count: i64,
    /// What a piece costs then, in minor units: less than for the tier before.
    #[ask(example = "3000")]
    pub each: Amount,
}

/// Opens a pool: the more pieces of what you offer are pledged for, the less each costs. They are not for sale otherwise meanwhile.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.open_pool")]
pub struct OpenPool {
    /// Of which goods.
    pub offering: Id<Offering>,
    /// How many pieces there are in all: as many as the last tier asks, or more.
    #[ask(example = "60")]
    pub piece_count: i64,
    /// The tiers, from the dearest to the cheapest.
    pub tiers: Vec<TierAsked>,
    /// The fewest pieces that somebody can pledge for.
    #[ask(example = "1")]
    pub least_pieces: i64,
    /// The most pieces that somebody can pledge for.
    #[ask(example = "10")]
    pub most_pieces: i64,
    /// How they get to their buyers.
    pub handing_over: HandingOver,
    /// Whether other sellers may put up the same goods with yours.
    pub is_joinable: bool,
    /// How long pledges are taken, in minutes.
    #[ask(example = "10080")]
    pub minutes: i64,
    /// Whether you mean it though a tier brings you less than one piece below it would.
    pub is_meant: bool,
}

impl Decide for OpenPool {
    type Done = Id<Pool>;

    fn reads(&self, keys: &mut Keys) {
        offered_reads(keys, Command::locality(self), self.offering);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Pool>, Stop> {
        confirmed_trader(draft)?;
        let figures = terms(draft)?;
        let ladder = self.ladder(&figures)?;
        let prices = self.tiers.iter().map(|tier| ("each", tier.each));
        let (offering, terms) = offered(draft, self.offering, self.handing_over, prices.collect())?;
        if let Some(field) = self.misfit() {
            return Err(PoolRefusal::BadPool { field }.into());
        }
        if !figures.minutes().contains(&self.minutes) {
            let PoolTerms { hours_min: least_hours, days_max: most_days, .. } = figures;
            return Err(PoolRefusal::NotThatLong { least_hours, most_days }.into());
        }
        let closes_at = draft.now().plus_minutes(self.minutes);
        let id = draft.id();
        let timer = Some(draft.set_timer(closes_at, &ClosePool { pool: id }));
        let pool = Pool {
            locality: draft.locality(),
            id,
            seller: offering.seller,
            offering: offering.id,
            currency: terms.currency,
            least_pieces: self.least_pieces,
            most_pieces: self.most_pieces,
            handing_over: self.handing_over,
            is_joinable: self.is_joinable,
            piece_count: 0,
            pledged: 0,
            buyer_count: 0,
            pledge_count: 0,
            supply_count: 0,
            stage: PoolStage::Open,
            closes_at,
            locks_at: closes_at.plus_hours(figures.lock_hours.saturating_neg()),
            timer,
            outcome: None,
            price: None,
            settled_up_to: 0,
            sold: 0,
        };
        let mut whole = WholePool { pool, ladder, supplies: Vec::new() };
        whole.supply(draft, &offering, &terms, self.piece_count)?;
        // Only now are there no more pieces than a stock has, so that no sum is out of range.
        if let Some(position) = whole.ladder.less_for_more()?.filter(|_| !self.is_meant) {
            let tier = i64::try_from(position).unwrap_or_default().saturating_add(1);
            return Err(PoolRefusal::LessForMore { tier }.into());
        }
        whole.add(draft);
        Ok(id)
    }
}

/// Asks for what [`offered`] reads.
fn offered_reads(keys: &mut Keys, locality: kernel::Locality, offering: Id<Offering>) {
    keys.one::<Offering>((locality, offering));
    keys.one::<ItemPrice>((locality, offering));
    stock::reads(keys, offering);
}

/// Goods of the acting user that can be put up at these prices.
fn offered(
    draft: &Draft<'_>,
    offering: Id<Offering>,
    way: HandingOver,
    amounts: Vec<(&'static str, Amount)>,
) -> Result<(Offering, ItemTerms), Stop> {
    let offering = assets::own(draft, offering)?;
    assets::family(draft, &offering, &[Family::Goods])?;
    let terms = draft.get::<ItemPrice>((draft.locality(), offering.id))?.terms;
    terms.hands_over(way)?;
    let asking = Asking { currency: terms.currency, amounts, extras: Vec::new() };
    assets::paid_there(draft, &offering, &asking)?;
    Ok((offering, terms))
}

impl OpenPool {
    fn ladder(&self, figures: &PoolTerms) -> Result<Ladder, PoolRefusal> {
        let most = figures.tiers_max;
        if i64::try_from(self.tiers.len()).map_or(true, |count| count > most) {
            return Err(PoolRefusal::TooManyTiers { most });
        }
        let rungs = self.tiers.iter().map(|tier| Rung::new(tier.piece_count, tier.each)).collect();
        Ladder::new(rungs).ok_or(PoolRefusal::BadPool { field: "tiers" })
    }

    /// The first count that does not fit the others.
    fn misfit(&self) -> Option<&'static str> {
        let last = self.tiers.last().map_or(0, |tier| tier.piece_count);
        let wrong = [
            ("piece_count", self.piece_count < last),
            ("least_pieces", self.least_pieces < 1),
            ("most_pieces", !(self.least_pieces..=self.piece_count).contains(&self.most_pieces)),
        ];
        wrong.into_iter().find_map(|(field, is_wrong)| is_wrong.then_some(field))
    }
}

impl WholePool {
    /// Puts up pieces, out of their stock.
    fn supply(
        &mut self,
        draft: &mut Draft<'_>,
        offering: &Offering,
        terms: &ItemTerms,
        piece_count: i64,
    ) -> Result<(), Stop> {
        stock::take(draft, offering.id, piece_count)?;
        let number = self.pool.supply_count.saturating_add(1);
        self.pool.supply_count = number;
        self.pool.piece_count = self.pool.piece_count.saturating_add(piece_count);
        self.supplies.push(PoolSupply {
            locality: self.pool.locality,
            pool: self.pool.id,
            number,
            seller: offering.seller,
            offering: offering.id,
            piece_count,
            pledged: 0,
            out_count: piece_count,
            delivery: terms.delivery_by(self.pool.handing_over),
            ready_minutes: terms.ready_minutes,
        });
        Ok(())
    }
}

/// Puts up pieces of the same goods in a pool that another seller has opened, at its prices.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.join_pool", locality = self.pool.locality())]
pub struct JoinPool {
    /// Which.
    pub pool: Id<Pool>,
    /// Of which goods of yours: of the same sector, and in the same currency.
    pub offering: Id<Offering>,
    /// How many pieces.
    #[ask(example = "20")]
    pub piece_count: i64,
}

impl Decide for JoinPool {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        WholePool::reads(keys, locality, self.pool);
        offered_reads(keys, locality, self.offering);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        confirmed_trader(draft)?;
        let mut whole = WholePool::of(draft, self.pool)?;
        whole.takes_pledges(draft)?;
        let prices = whole.ladder.rungs().iter().map(|rung| ("each", rung.each)).collect();
        let (offering, terms) = offered(draft, self.offering, whole.pool.handing_over, prices)?;
        if whole.is_seller(offering.seller) {
            return Err(PoolRefusal::AlreadyIn.into());
        }
        let opened = draft.get::<Offering>((draft.locality(), whole.pool.offering))?;
        let is_same = opened.sector == offering.sector && terms.currency == whole.pool.currency;
        let has_room = whole.pool.supply_count < super::terms(draft)?.sellers_max;
        if !(whole.pool.is_joinable && is_same && has_room) {
            return Err(PoolRefusal::NotJoinable.into());
        }
        if whole.pledge_of(draft, offering.seller)?.is_some() {
            return Err(PoolRefusal::OwnPool.into());
        }
        if self.piece_count < whole.pool.least_pieces {
            return Err(PoolRefusal::BadPool { field: "piece_count" }.into());
        }
        whole.supply(draft, &offering, &terms, self.piece_count)?;
        whole.keep(draft)
    }
}

/// Calls a pool off that you have opened: until a day before its end, or while nobody has pledged. Every pledge is released.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("group_buying.call_off_pool")]
pub struct CallOffPool {
    /// Which.
    pub pool: Id<Pool>,
}

impl Decide for CallOffPool {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        WholePool::reads(keys, Command::locality(self), self.pool);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut whole = WholePool::of(draft, self.pool)?;
        only(draft, whole.pool.seller)?;
        whole.takes_pledges(draft)?;
        if whole.pool.is_locked(draft.now()) && whole.pool.buyer_count > 0 {
            return Err(PoolRefusal::Bound.into());
        }
        whole.end(draft, PoolOutcome::CalledOff)?;
        whole.keep(draft)
    }
}
