//! The lots under auction: what is set aside is what leaders said, pieces are out of stock, and each has what ends it.

use super::takings::Taken;
use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::Id;
use ledger::Transfer;
use market::mechanisms::auctions::{Bid, Lot, LotStage};
use market::users::taking::Taking;
use std::collections::{BTreeMap, BTreeSet};

/// Checks every lot, and enters what is out of stock for it. `reserved` is what is set aside that no trade has: the bids take
/// theirs out of it, and nothing may be left.
pub(super) async fn check(
    source: &mut impl Source,
    mut reserved: BTreeSet<Id<Transfer>>,
    taken: &mut Taken,
    report: &mut Report,
) -> Result<(), Failure> {
    let (mut leading, mut timers, mut wrong) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let see = |lot: Lot| {
        if lot.stage != LotStage::Open {
            return;
        }
        leading.extend(lot.led_by.map(|number| (lot.id, number)));
        taken.pieces(&Taking::Pieces { item: lot.offering, count: lot.piece_count });
        match lot.timer {
            Some(timer) => drop(timers.insert(timer, (format!("lot {}", lot.id), lot.closes_at))),
            None => wrong.push(format!("lot {}: nothing ends it", lot.id)),
        }
    };
    report.count("lots", source.scan::<Lot>(see).await?);
    let compare = |bid: Bid| {
        let (leads, is_reserved) = (leading.remove(&(bid.lot, bid.number)), bid.pending);
        match (leads, is_reserved) {
            (true, Some(pending)) if reserved.remove(&pending) => {}
            (false, None) => {}
            (true, _) => wrong
                .push(format!("bid {} of lot {}: it leads, and nothing is set aside", bid.number, bid.lot)),
            (false, Some(_)) => {
                wrong.push(format!(
                    "bid {} of lot {}: it leads nobody, and money is set aside",
                    bid.number, bid.lot
                ));
            }
        }
    };
    source.scan::<Bid>(compare).await?;
    wrong.extend(
        leading.iter().map(|(lot, number)| format!("lot {lot}: there is no bid {number} to lead it")),
    );
    wrong.extend(
        reserved
            .iter()
            .map(|pending| format!("transfer {pending}: it is reserved, and nothing says for what")),
    );
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}
