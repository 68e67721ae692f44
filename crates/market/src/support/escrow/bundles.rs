//! What is held together: agreed to by one word, let go as a whole.

use super::hold::{agree_member, lapse};
use crate::support::notices::{self, Subject, SubjectKind};
use crate::trade::Trade;
use crate::trade::bundle::{Bundle, BundleMember, BundleRefusal, BundleStage};
use crate::trade::full::FullTrade;
use crate::users::only;
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Sentence, Show, Stepped, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// What the two sides are told of a bundle.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("bundles")]
pub enum BundleNotice {
    /// The buyer: all of it is agreed.
    Booked {
        /// How many trades it has.
        members: i64,
        /// What the buyer pays for all of them.
        pays: Money,
    },
    /// The buyer: a seller called a member off.
    Lost {
        /// Until when another can be chosen.
        until: Timestamp,
    },
    /// The buyer: it was not repaired, and what could be was called off.
    Broken {
        /// What the buyer still pays for what was called off; whoever broke it owes as much.
        money: Money,
    },
    /// Whoever broke it: what they owe the buyer for it.
    Amends {
        /// How much.
        money: Money,
    },
}

/// What agreeing to a bundle came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct BundleAgreed {
    /// Which.
    pub bundle: Id<Bundle>,
    /// Its trades.
    pub trades: Vec<Id<Trade>>,
    /// What the buyer pays for all of them.
    pub pays: Money,
}

/// Agrees to everything that is held together, at the one price that was seen: a contract each, and the money that is due at once
/// goes into escrow. All of it, or nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bundles.agree")]
pub struct AgreeBundle {
    /// Which bundle.
    pub bundle: Id<Bundle>,
    /// What was seen that the buyer pays for all of it, without bonds, in minor units; nobody agrees to another price.
    pub expected_pay: Amount,
}

impl Decide for AgreeBundle {
    type Done = BundleAgreed;

    fn reads(&self, keys: &mut Keys) {
        Bundle::reads(keys, self.bundle);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<BundleAgreed, Stop> {
        let (bundle, members) = Bundle::of(draft, self.bundle)?;
        only(draft, bundle.buyer)?;
        bundle.is_in(BundleStage::Held, draft.now())?;
        let pays = bundle.pays.of(bundle.currency);
        if bundle.pays != self.expected_pay {
            return Err(BundleRefusal::TotalChanged { pays }.into());
        }
        let fulls = of_all(draft, members.iter())?;
        all_taken(draft.each(fulls, |draft, mut full| agree_member(draft, &mut full))?)?;
        // As it stands now: a trade that ended at once is counted.
        let bundle = draft.get::<Bundle>((draft.locality(), self.bundle))?;
        let booked_at = Some(draft.now());
        let bundle = Bundle { booked_at, ..bundle }.enter(draft, BundleStage::Booked, None)?;
        let booked = BundleNotice::Booked { members: bundle.open_count, pays };
        notices::tell(draft, bundle.buyer, bundle.subject(), &booked);
        let trades = members.into_iter().map(|member| member.trade).collect();
        Ok(BundleAgreed { bundle: self.bundle, trades, pays })
    }
}

/// Lets go of everything that is held together.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bundles.let_go")]
pub struct LetGoBundle {
    /// Which bundle.
    pub bundle: Id<Bundle>,
}

impl Decide for LetGoBundle {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        Bundle::reads(keys, self.bundle);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (bundle, members) = Bundle::of(draft, self.bundle)?;
        only(draft, bundle.buyer)?;
        if bundle.stage != BundleStage::Held {
            return Err(BundleRefusal::BundleNotNow { stage: bundle.stage.word() }.into());
        }
        lapse_all(draft, bundle, &members)
    }
}

/// Ends the hold of all of a bundle.
pub(crate) fn lapse_all(draft: &mut Draft<'_>, bundle: Bundle, members: &[BundleMember]) -> Result<(), Stop> {
    let fulls = of_all(draft, members.iter())?;
    all_taken(draft.each(fulls, |draft, mut full| lapse(draft, &mut full))?)?;
    Bundle { open_count: 0, ..bundle }.enter(draft, BundleStage::Lapsed, None)?;
    Ok(())
}

/// The trades of members, in their order; their rows are asked for at once.
///
/// # Errors
/// As [`FullTrade::of`].
pub fn of_all<'a>(
    draft: &Draft<'_>,
    members: impl Iterator<Item = &'a BundleMember> + Clone,
) -> Result<Vec<FullTrade>, Stop> {
    let mut keys = Keys::default();
    members.clone().for_each(|member| FullTrade::reads(&mut keys, member.trade));
    draft.ask(keys)?;
    members.map(|member| Ok(FullTrade::of(draft, member.trade)?)).collect()
}

/// What all steps came to; of those that were refused, why the first of them was.
///
/// # Errors
/// [`Stop::Refused`].
pub(crate) fn all_taken<T>(steps: Vec<Stepped<T>>) -> Result<Vec<T>, Stop> {
    steps.into_iter().map(|step| step.map_err(Stop::Refused)).collect()
}

impl Bundle {
    /// It as what a notice is about.
    pub(crate) fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Bundle, id: self.id.cast() }
    }
}
