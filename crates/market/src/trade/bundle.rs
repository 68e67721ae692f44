//! Bundles: trades of one buyer with several sellers that are had together or not at all.
//!
//! ```text
//! held ──AgreeBundle──▶ booked ──(the last of its trades ends)──▶ ended
//!  │                     │  ▲
//!  │ time · LetGoBundle  │  └──RepairBundle, with nothing lost any more──┐
//!  ▼                     └──(a seller calls a member off)──▶ repair ─────┤
//! lapsed                                          time · GiveUpBundle ──▶ broken
//! ```
//! The members are trades like any other, each with its contract, its escrow and its own end; the bundle has the one price, the one
//! confirmation and, while it is held or repaired, the one timer. A trade of a bundle that is held has none of its own and is agreed
//! to or let go by nobody but with the others.

use super::{Stage, Trade};
use crate::users::User;
use kernel::Money;
use kernel::{
    Amount, BadRow, Command, Currency, Draft, Id, Keys, Locality, Members, Record, Refusal, ShortText, Stop,
    Timer, Timestamp, View,
};
use serde::{Deserialize, Serialize};

/// How many bundles a page of them has; the view reads one more.
pub const BUNDLES_PAGE: usize = 20;

/// The name of the template that a bundle was made by.
pub type TemplateName = ShortText<40>;

kernel::words! {
    /// Where a bundle stands.
    pub enum BundleStage {
        /// Kept for its buyer.
        Held = "held",
        /// It ended without agreement.
        Lapsed = "lapsed",
        /// Agreed.
        Booked = "booked",
        /// Agreed, and a member was lost for which another can be found.
        Repair = "repair",
        /// A member was lost, and what could be was called off.
        Broken = "broken",
        /// No trade of it is live any more.
        Ended = "ended",
    }
}

kernel::words! {
    /// What became of a member within its bundle. Its trade says the rest.
    pub enum Standing {
        /// It is part of it.
        Whole = "whole",
        /// Its seller called it off, and nothing is in its place.
        Lost = "lost",
        /// Its seller called it off, and another member is in its place.
        Replaced = "replaced",
    }
}

/// Trades that are had together.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "bundle",
    key(locality, id),
    personal(buyer),
    index = "locality, buyer, id",
    check = "pays >= 0",
    check = "open_count >= 0"
)]
#[show(only(id, template, stage, pays, held_at, held_until, booked_at, repair_until, ended_at))]
pub struct Bundle {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Bundle>,
    /// Who buys.
    pub buyer: Id<User>,
    /// The template that it was made by.
    pub template: Option<TemplateName>,
    /// Where it stands.
    pub stage: BundleStage,
    /// In which currency.
    pub currency: Currency,
    /// What the buyer pays for all of it as agreed, bonds not counted, in minor units.
    #[show(money)]
    pub pays: Amount,
    /// How many of its trades are held or booked.
    pub open_count: i64,
    /// When it was held.
    pub held_at: Timestamp,
    /// Until when it is held.
    pub held_until: Timestamp,
    /// When it was agreed.
    pub booked_at: Option<Timestamp>,
    /// Until when another can take the place of what was lost, while that is so.
    pub repair_until: Option<Timestamp>,
    /// When it ended, however it did; of one that is broken, when it was given up.
    pub ended_at: Option<Timestamp>,
    /// What ends its hold or its repair.
    #[record(transient)]
    pub timer: Option<Id<Timer>>,
}

/// A trade of a bundle.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "bundle_member",
    key(locality, bundle, place),
    personal(bundle),
    check = "place > 0",
    check = "pays >= 0"
)]
#[show(only(place, trade, pays, standing, replaces))]
pub struct BundleMember {
    /// The market area.
    pub locality: Locality,
    /// Of which bundle.
    pub bundle: Id<Bundle>,
    /// Its place, from 1: in the order in which they were asked for, then those that took the place of others.
    pub place: i64,
    /// Which trade.
    pub trade: Id<Trade>,
    /// In which currency.
    pub currency: Currency,
    /// What the buyer pays for it as agreed, a bond not counted, in minor units.
    #[show(money)]
    pub pays: Amount,
    /// What became of it.
    pub standing: Standing,
    /// The place of the member that it stands in for.
    pub replaces: Option<i64>,
}

/// The bundles of a buyer, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM bundle WHERE locality = $1 AND buyer = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct BundleOfBuyer {
    /// Which.
    pub id: Id<Bundle>,
}

/// Does what time has done to a bundle by now: ends its hold, or its repair.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bundles.advance", by_market)]
pub struct AdvanceBundle {
    /// Which.
    pub bundle: Id<Bundle>,
}

/// Why a bundle is not held, agreed or repaired so.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("bundles")]
pub enum BundleRefusal {
    /// A bundle has several members, but not too many.
    NotTheseMembers {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Hours are asked of work and of what is hired, pieces of goods.
    BadMember {
        /// Which of them, from 1.
        number: i64,
    },
    /// All of a bundle is paid in one currency.
    SeveralCurrencies,
    /// There is no such step where the bundle stands.
    #[stale]
    BundleNotNow {
        /// Where it stands.
        stage: &'static str,
    },
    /// The whole costs another sum than the one that was seen.
    #[stale]
    TotalChanged {
        /// What the buyer would pay now.
        pays: Money,
    },
    /// The time in which it was held, or could be repaired, is over.
    #[stale]
    BundleOver,
    /// Nothing is missing at this place.
    #[stale]
    NotLost,
    /// What takes the place of another is of the same sector.
    AnotherSector,
}

impl BundleStage {
    /// Whether a timer ends it.
    pub const fn is_timed(self) -> bool {
        matches!(self, Self::Held | Self::Repair)
    }
}

impl Bundle {
    /// A bundle with its members, as a decision reads it.
    ///
    /// # Errors
    /// As [`Draft::find`]; absent when there is none.
    pub fn of(draft: &Draft<'_>, id: Id<Bundle>) -> Result<(Self, Vec<BundleMember>), Stop> {
        let mut keys = Keys::default();
        Self::reads(&mut keys, id);
        draft.ask(keys)?;
        let locality = draft.locality();
        Ok((draft.get::<Self>((locality, id))?, draft.list::<BundleMember>((locality, id))?))
    }

    /// Asks for the rows that [`Self::of`] reads.
    pub fn reads(keys: &mut Keys, id: Id<Bundle>) {
        keys.one::<Self>((id.locality(), id));
        keys.all::<BundleMember>((id.locality(), id));
    }

    /// When its timer is due.
    pub fn timer_at(&self) -> Option<Timestamp> {
        match self.stage {
            BundleStage::Held => Some(self.held_until),
            BundleStage::Repair => self.repair_until,
            BundleStage::Lapsed | BundleStage::Booked | BundleStage::Broken | BundleStage::Ended => None,
        }
    }

    /// Refuses unless it stands so.
    ///
    /// # Errors
    /// [`BundleRefusal::BundleNotNow`]; [`BundleRefusal::BundleOver`] when its timer is only late.
    pub fn is_in(&self, stage: BundleStage, now: Timestamp) -> Result<(), BundleRefusal> {
        if self.stage != stage {
            return Err(BundleRefusal::BundleNotNow { stage: self.stage.word() });
        }
        if self.timer_at().is_some_and(|at| now >= at) { Err(BundleRefusal::BundleOver) } else { Ok(()) }
    }

    /// A new one, with its timer.
    pub(crate) fn open(mut self, draft: &mut Draft<'_>) {
        self.timer = self.timer_at().map(|at| draft.set_timer(at, &AdvanceBundle { bundle: self.id }));
        draft.add(&self);
    }

    /// Moves it to another stage, with or without a timer, and writes it.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub(crate) fn enter(
        mut self,
        draft: &mut Draft<'_>,
        stage: BundleStage,
        repair_until: Option<Timestamp>,
    ) -> Result<Self, Stop> {
        self.forget_timer(draft)?;
        (self.stage, self.repair_until) = (stage, repair_until);
        let advance = AdvanceBundle { bundle: self.id };
        self.timer = self.timer_at().map(|at| draft.set_timer(at, &advance));
        if !matches!(stage, BundleStage::Held | BundleStage::Booked | BundleStage::Repair) {
            self.ended_at = Some(draft.now());
        }
        draft.put(&self)?;
        Ok(self)
    }

    /// Its timer was found to be due before its time, for the clock went back, or is run: another is set.
    pub(crate) fn forget_timer(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if let (Some(at), Some(timer)) = (self.timer_at(), self.timer.take()) {
            draft.take_back_timer(at, timer)?;
        }
        Ok(())
    }

    /// One of its trades is live no more, or is again. The last one ends it.
    ///
    /// # Errors
    /// As [`Draft::find`]; [`Stop::Bad`] when more have ended than there are.
    pub(crate) fn count_open(draft: &mut Draft<'_>, id: Id<Bundle>, more: i64) -> Result<(), Stop> {
        let mut bundle = draft.get::<Self>((draft.locality(), id))?;
        bundle.open_count = bundle.open_count.saturating_add(more);
        if bundle.open_count < 0 {
            return Err(Stop::Bad(BadRow(format!("bundle {id}: more trades have ended than it has"))));
        }
        let is_over = bundle.open_count == 0;
        if is_over && matches!(bundle.stage, BundleStage::Booked | BundleStage::Repair) {
            bundle.enter(draft, BundleStage::Ended, None)?;
        } else {
            draft.put(&bundle)?;
        }
        Ok(())
    }
}

impl Trade {
    /// The bundle with which alone it is agreed to or let go.
    pub fn held_in(&self) -> Option<Id<Bundle>> {
        self.bundle.filter(|_| self.stage == Stage::Held)
    }
}

#[cfg(test)]
mod tests;
