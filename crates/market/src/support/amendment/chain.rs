//! When a seller calls off one of the trades that are had together: another can take its place for a while; then what is left is
//! called off by the chain clause, and whoever broke it owes what that costs.

use super::close_hanging;
use crate::concession::figure;
use crate::price::{Label, Line, Share};
use crate::support::escrow::{self, BundleNotice, all_taken, lapse_all, of_all};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::{self, Step};
use crate::trade::bundle::{AdvanceBundle, Bundle, BundleMember, BundleRefusal, BundleStage, Standing};
use crate::trade::full::FullTrade;
use crate::trade::part::{Funds, Part, PartStage, Takes, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{EventKind, Side, Stage, TradeLine};
use crate::users::only;
use crate::users::reliability::{self, Outcome};
use kernel::{Amount, BasisPoints, Command, Date, Decide, Draft, Id, Keys, Money, Show, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// What the concession fixes for what is had together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainTerms {
    /// How many trades a bundle has at least.
    pub members_min: i64,
    /// And at most.
    pub members_max: i64,
    /// How long another can take the place of what was lost, in hours.
    pub repair_hours: i64,
    /// But not later than so many hours before the first of what is still to begin.
    pub before_hours: i64,
    /// How short before its beginning something costs a share when it is called off with the others, in hours.
    pub late_hours: i64,
    /// That share of its price.
    pub late_share_bp: BasisPoints,
}

impl ChainTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.chain.{name}"), date);
        Ok(Self {
            members_min: value("members_min")?,
            members_max: value("members_max")?,
            repair_hours: value("repair_hours")?,
            before_hours: value("before_hours")?,
            late_hours: value("late_hours")?,
            late_share_bp: BasisPoints(value("late_share_bp")?),
        })
    }

    /// The figures of a decision's day.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn today(draft: &Draft<'_>) -> Result<Self, Stop> {
        Self::on(draft.consult::<Rulebook>()?, draft.now().day().date())
    }

    /// What of a part's price is due when it is called off with the others at a moment.
    pub fn share_due(&self, part: &Part, now: Timestamp) -> Share {
        let is_late = part.starts_at < now.plus_hours(self.late_hours);
        if is_late { Share::ratio(self.late_share_bp) } else { Share::NOTHING }
    }

    /// Until when another can take the place of what is lost at a moment, where the first of what is to come begins at another.
    pub fn repair_until(&self, now: Timestamp, first: Option<Timestamp>) -> Timestamp {
        let usual = now.plus_hours(self.repair_hours);
        first.map_or(usual, |first| usual.min(first.plus_hours(-self.before_hours))).max(now)
    }
}

/// The parts of a trade that can still be called off.
fn callable(full: &FullTrade, now: Timestamp) -> impl Iterator<Item = &Part> {
    let may = move |part: &&Part| actions::of_part(full, part, Some(Side::Buyer), Step::CallOff, now).is_ok();
    full.parts().iter().filter(may)
}

/// What the buyer would pay if all of these were called off by the chain clause at a moment, in minor units.
///
/// # Errors
/// [`kernel::Overflow`].
pub fn cost_of_giving_up(fulls: &[FullTrade], terms: &ChainTerms, now: Timestamp) -> Result<Amount, Stop> {
    let mut cost = Amount::ZERO;
    for full in fulls {
        for part in callable(full, now) {
            let due = full.due_of(part, terms.share_due(part, now), Outcome::BuyerCancelled)?;
            cost = cost.plus(due.payer_pays()?)?;
        }
    }
    Ok(cost)
}

/// A seller has called off what was had with others: it can be repaired for a while.
pub(super) fn lost(draft: &mut Draft<'_>, full: &FullTrade) -> Result<(), Stop> {
    let Some(id) = full.trade.bundle.filter(|_| full.trade.stage == Stage::Ended) else { return Ok(()) };
    let (bundle, members) = Bundle::of(draft, id)?;
    let goes_on = matches!(bundle.stage, BundleStage::Booked | BundleStage::Repair);
    let lost = members.iter().find(|member| member.trade == full.id());
    let Some(lost) = lost.filter(|member| goes_on && member.standing == Standing::Whole) else {
        return Ok(());
    };
    let others = of_all(draft, whole(&members).filter(|member| member.trade != full.id()))?;
    draft.put(&BundleMember { standing: Standing::Lost, ..lost.clone() })?;
    let now = draft.now();
    // What is had at a time, not goods that wait to be collected.
    let to_come = others.iter().flat_map(|other| callable(other, now)).chain(full.parts());
    let timed = to_come.filter(|part| part.promise.counts() && part.promise.procedure().is_timed);
    let first = timed.map(|part| part.starts_at).min();
    let until = ChainTerms::today(draft)?.repair_until(now, first);
    let until = bundle.repair_until.map_or(until, |before| before.min(until));
    let bundle = bundle.enter(draft, BundleStage::Repair, Some(until))?;
    notices::tell(draft, bundle.buyer, bundle.subject(), &BundleNotice::Lost { until });
    Ok(())
}

fn whole(members: &[BundleMember]) -> impl Iterator<Item = &BundleMember> + Clone {
    members.iter().filter(|member| member.standing == Standing::Whole)
}

impl Decide for AdvanceBundle {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        Bundle::reads(keys, self.bundle);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (bundle, members) = Bundle::of(draft, self.bundle)?;
        let Some(at) = bundle.timer_at() else { return Ok(()) };
        if draft.now() < at {
            // The clock went back after this was found to be due.
            let (stage, until) = (bundle.stage, bundle.repair_until);
            bundle.enter(draft, stage, until)?;
            return Ok(());
        }
        if bundle.stage == BundleStage::Held {
            return lapse_all(draft, bundle, &members);
        }
        give_up(draft, &bundle, &members, None).map(drop)
    }
}

/// Gives up a bundle of which a member was lost, instead of finding another: what can be is called off by the chain clause, and who
/// broke it owes what that costs.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bundles.give_up")]
pub struct GiveUpBundle {
    /// Which bundle.
    pub bundle: Id<Bundle>,
    /// What was seen that the buyer still pays for what is called off, in minor units; at another cost nothing is.
    pub expected_pay: Amount,
}

/// What giving up a bundle came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct BundleGivenUp {
    /// Which.
    pub bundle: Id<Bundle>,
    /// What the buyer paid for what was called off; who broke it owes as much.
    pub pays: Money,
}

impl Decide for GiveUpBundle {
    type Done = BundleGivenUp;

    fn reads(&self, keys: &mut Keys) {
        Bundle::reads(keys, self.bundle);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<BundleGivenUp, Stop> {
        let (bundle, members) = Bundle::of(draft, self.bundle)?;
        only(draft, bundle.buyer)?;
        bundle.is_in(BundleStage::Repair, draft.now())?;
        let pays = give_up(draft, &bundle, &members, Some(self.expected_pay))?;
        Ok(BundleGivenUp { bundle: self.bundle, pays })
    }
}

/// Calls off what can be, and lets who broke it make good for what that costs. `seen` is what the buyer saw.
fn give_up(
    draft: &mut Draft<'_>,
    bundle: &Bundle,
    members: &[BundleMember],
    seen: Option<Amount>,
) -> Result<Money, Stop> {
    let (now, terms) = (draft.now(), ChainTerms::today(draft)?);
    let lost = members.iter().filter(|member| member.standing == Standing::Lost);
    let (lost, others) = (of_all(draft, lost)?, of_all(draft, whole(members))?);
    let cost = cost_of_giving_up(&others, &terms, now)?;
    let money = cost.of(bundle.currency);
    if seen.is_some_and(|seen| seen != cost) {
        return Err(BundleRefusal::TotalChanged { pays: money }.into());
    }
    let called_off = draft.each(others, |draft, full| call_off(draft, full, &terms))?;
    all_taken(called_off)?;
    let shares = divided(cost, lost.len());
    let amends =
        draft.each(lost.into_iter().zip(shares), |draft, (full, amount)| make_good(draft, full, amount))?;
    all_taken(amends)?;
    let bundle = draft.get::<Bundle>((draft.locality(), bundle.id))?;
    let bundle = bundle.enter(draft, BundleStage::Broken, None)?;
    notices::tell(draft, bundle.buyer, bundle.subject(), &BundleNotice::Broken { money });
    Ok(money)
}

/// A sum in so many parts that are as equal as they can be; what is left over goes to the first ones.
fn divided(sum: Amount, count: usize) -> Vec<Amount> {
    let many = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
    let (each, over) = (sum.0 / many, sum.0 % many);
    (0..many).map(|place| Amount(each + i64::from(place < over))).collect()
}

/// Calls off what can be of a trade by the chain clause. Its seller is told; it stands in nobody's record.
fn call_off(draft: &mut Draft<'_>, mut full: FullTrade, terms: &ChainTerms) -> Result<(), Stop> {
    let (now, outcome) = (draft.now(), Outcome::BuyerCancelled);
    let parts: Vec<(i64, Share)> =
        callable(&full, now).map(|part| (part.number, terms.share_due(part, now))).collect();
    if parts.is_empty() {
        return Ok(());
    }
    let mut receives = Amount::ZERO;
    for (number, share) in parts {
        if let Some(settled) = escrow::close_counted(draft, &mut full, number, (share, outcome), false)? {
            receives = receives.plus(settled.received.amount)?;
        }
        full.happened(draft, Some(number), EventKind::CalledOffWithOthers);
    }
    close_hanging(draft, &mut full, outcome)?;
    full.keep(draft)?;
    let notice =
        TradeNotice::CalledOff { starts: full.trade.starts_at, money: receives.of(full.trade.currency) };
    notices::tell(draft, full.trade.seller, Subject::trade(full.id()), &notice);
    Ok(())
}

/// Lets the seller of what was lost make good for what the others cost: a part of the next edition, which is due at once and collected
/// like any debt. The contract stays as it was agreed.
fn make_good(draft: &mut Draft<'_>, mut full: FullTrade, amount: Amount) -> Result<(), Stop> {
    let trade = &full.trade;
    if amount <= Amount::ZERO {
        return Ok(());
    }
    let mut keys = Keys::default();
    reliability::reads(&mut keys, draft.locality(), trade.buyer, trade.seller);
    draft.ask(keys)?;
    if trade.stage == Stage::Ended {
        reliability::is_open(draft, trade.buyer, trade.seller)?;
        Bundle::count_open(draft, trade.bundle.ok_or(Stop::Absent("bundle"))?, 1)?;
        (full.trade.stage, full.trade.ended_at) = (Stage::Booked, None);
    }
    let (part, line) = amends(draft, &full, amount)?;
    let number = full.add_part(part, [line]);
    escrow::record_all(draft, &mut full, number)?;
    full.keep(draft)?;
    let money = amount.of(full.trade.currency);
    notices::tell(draft, full.trade.seller, Subject::trade(full.id()), &BundleNotice::Amends { money });
    Ok(())
}

/// The part by which a seller makes good, and its one line.
fn amends(draft: &Draft<'_>, full: &FullTrade, amount: Amount) -> Result<(Part, TradeLine), Stop> {
    let (locality, trade, today) = (draft.locality(), &full.trade, draft.now().day().date());
    let Line { section, label, amount, rule, counterparty } = Line::of_price(Label::Amends, amount);
    let line = TradeLine {
        locality,
        trade: trade.id,
        part: 0,
        position: 1,
        section,
        label,
        amount,
        settled: None,
        item: None,
        count: None,
        rule,
        counterparty,
        pending: None,
    };
    let part = Part {
        locality,
        trade: trade.id,
        number: 0,
        promise: Promise::Amends,
        stage: PartStage::Waiting,
        outcome: None,
        payer: Side::Seller,
        edition: trade.edition + 1,
        replaces: None,
        starts_at: trade.starts_at,
        ends_at: trade.ends_at,
        takes: Takes::Nothing,
        resource: None,
        buffer_minutes: 0,
        offering: None,
        quantity: amount.0,
        unit: Unit::Minor,
        distance_m: 0,
        currency: trade.currency,
        funds: Funds::WhenDue,
        funds_at: None,
        after: None,
        due: None,
        due_out_of: None,
        recorded_as: None,
        started_at: None,
        stopped_at: None,
        record_by: None,
        answers_at: None,
        tries: 0,
        closed_at: None,
        terms: Promise::Amends.terms_on(draft.consult::<Rulebook>()?, today)?.part,
    };
    Ok((part, line))
}
