//! Needs: each has its parts, and its timer or a look under way.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use market::requirements::needs::{Need, NeedPart, NeedStage};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every need.
pub(super) async fn check(source: &mut impl Source, report: &mut Report) -> Result<(), Failure> {
    let (mut needs, mut timers, mut wrong) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let see = |need: Need| {
        let id = need.id;
        needs.insert(id);
        if let Some(timer) = need.timer {
            drop(timers.insert(timer, (format!("need {id}"), need.look_at)));
        }
        let is_found = need.found_day.is_some_and(|day| need.may_be_on(day)) && need.found_cost.is_some();
        let is_waiting = need.found_day.is_none() && need.found_cost.is_none();
        let is_right = match need.stage {
            NeedStage::Found => is_found,
            NeedStage::Waiting => is_waiting,
        };
        wrong.extend(
            (!is_right).then(|| format!("need {id}: what was found does not stand as the need does")),
        );
    };
    report.count("needs", source.scan::<Need>(see).await?);
    let (mut whole, mut stray) = (BTreeSet::new(), Vec::new());
    let see = |part: NeedPart| {
        if !needs.contains(&part.need) {
            stray.push(format!("part {} of need {}: there is no such need", part.number, part.need));
        }
        whole.insert(part.need);
    };
    source.scan::<NeedPart>(see).await?;
    wrong.extend(stray);
    wrong.extend(needs.difference(&whole).map(|need| format!("need {need}: it asks for nothing")));
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}
