//! Bundles: each stands as its members do, has the one timer where something is to end it, and is held and let go as a whole.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Id, Timestamp};
use market::trade::bundle::{Bundle, BundleMember, BundleStage, Standing};
use market::trade::{Stage, Trade};
use std::collections::BTreeMap;

/// What the trades of a bundle come to.
#[derive(Clone, Copy, Debug, Default)]
struct Trades {
    held: i64,
    booked: i64,
    over: i64,
    lapsed: i64,
    /// Until when those that are held are.
    until: Option<Timestamp>,
    /// Whether those that are held end together.
    is_apart: bool,
}

/// What the rows of its members come to.
#[derive(Clone, Copy, Debug, Default)]
struct Members {
    count: i64,
    lost: i64,
}

/// Checks every bundle.
pub(super) async fn check(source: &mut impl Source, report: &mut Report) -> Result<(), Failure> {
    let (mut trades, mut bundle_of) = (BTreeMap::<Id<Bundle>, Trades>::new(), BTreeMap::new());
    let see = |trade: Trade| {
        let Some(bundle) = trade.bundle else { return };
        trades.entry(bundle).or_default().take_in(&trade);
        bundle_of.insert(trade.id, bundle);
    };
    source.scan::<Trade>(see).await?;
    let (mut members, mut wrong) = (BTreeMap::<Id<Bundle>, Members>::new(), Vec::new());
    let see = |member: BundleMember| {
        let BundleMember { bundle, place, trade, standing, .. } = member;
        if bundle_of.remove(&trade) != Some(bundle) {
            wrong.push(format!("bundle {bundle}: its member {place} is trade {trade}, which denies it"));
        }
        let of = members.entry(bundle).or_default();
        of.count = of.count.saturating_add(1);
        of.lost = of.lost.saturating_add(i64::from(standing == Standing::Lost));
    };
    source.scan::<BundleMember>(see).await?;
    let mut timers = BTreeMap::new();
    let see = |bundle: Bundle| {
        let id = bundle.id;
        let its = trades.remove(&id).unwrap_or_default();
        let of = members.remove(&id).unwrap_or_default();
        wrong.extend(broken(&bundle, its, of).map(|what| format!("bundle {id}: {what}")));
        match (bundle.timer_at(), bundle.timer) {
            (Some(at), Some(timer)) => drop(timers.insert(timer, (format!("bundle {id}"), at))),
            (None, None) => {}
            (Some(_), None) => wrong.push(format!("bundle {id}: nothing ends it")),
            (None, Some(_)) => wrong.push(format!("bundle {id}: it is over, and waits for something")),
        }
    };
    report.count("bundles", source.scan::<Bundle>(see).await?);
    let of_none = trades.into_keys().chain(members.into_keys());
    wrong.extend(of_none.map(|bundle| format!("bundle {bundle}: it has members, and is not there")));
    let unlisted = bundle_of.iter();
    wrong.extend(
        unlisted.map(|(trade, bundle)| format!("bundle {bundle}: trade {trade} is none of its members")),
    );
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}

impl Trades {
    fn take_in(&mut self, trade: &Trade) {
        let count = match trade.stage {
            Stage::Held => {
                self.is_apart |= self.until.is_some_and(|until| until != trade.held_until);
                self.until = Some(trade.held_until);
                &mut self.held
            }
            Stage::Booked => &mut self.booked,
            Stage::Ended => &mut self.over,
            Stage::Lapsed => &mut self.lapsed,
        };
        *count = count.saturating_add(1);
    }

    fn count(self) -> i64 {
        self.held + self.booked + self.over + self.lapsed
    }
}

/// How a bundle does not stand as its trades and members do.
fn broken(bundle: &Bundle, its: Trades, of: Members) -> impl Iterator<Item = String> {
    let (stage, open) = (bundle.stage, its.held + its.booked);
    let is_right = match stage {
        BundleStage::Held => its.held == its.count() && its.held > 0,
        BundleStage::Lapsed => its.lapsed == its.count(),
        BundleStage::Booked => its.booked > 0 && its.booked + its.over == its.count() && of.lost == 0,
        BundleStage::Repair => its.booked > 0 && its.booked + its.over == its.count() && of.lost > 0,
        BundleStage::Broken => its.booked + its.over == its.count() && of.lost > 0,
        BundleStage::Ended => its.over == its.count(),
    };
    let is_together = !its.is_apart && its.until.is_none_or(|until| until == bundle.held_until);
    let faults = [
        (!is_right).then(|| format!("it is {}, and its members are not", stage.word())),
        (!is_together).then(|| "what is held does not end with it".to_owned()),
        (bundle.open_count != open)
            .then(|| format!("{} open are counted, there are {open}", bundle.open_count)),
        (its.count() != of.count).then(|| format!("it has {} members and {} trades", of.count, its.count())),
    ];
    faults.into_iter().flatten()
}
