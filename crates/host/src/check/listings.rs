//! The listings: what is set aside is what open offers say, and each that is shown, and each offer that is open, has what ends it.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Amount, Id};
use ledger::{Reservation, Transfer};
use market::mechanisms::listings::{Listing, ListingOffer, ListingStage, ListingTalk, OfferStage};
use market::trade::Side;
use std::collections::{BTreeMap, BTreeSet};

/// Checks every listing, and every offer for one. Takes what is set aside for offers out of `reserved`.
pub(super) async fn check(
    source: &mut impl Source,
    reserved: &mut BTreeSet<Id<Transfer>>,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut amounts = BTreeMap::<Id<Transfer>, Amount>::new();
    let of_reserved = |one: Reservation| amounts.extend([(one.transfer, one.entry.amount)]);
    source.scan::<Reservation>(of_reserved).await?;
    let (mut live, mut timers, mut wrong) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let see = |listing: Listing| {
        let id = listing.id;
        if listing.is_live() {
            live.insert(id);
        }
        match (listing.stage, listing.timer) {
            (_, Some(_)) if !listing.is_live() => {
                wrong.push(format!("listing {id}: it has ended, and something ends it"));
            }
            (_, Some(timer)) => drop(timers.insert(timer, (format!("listing {id}"), listing.expires_at))),
            (ListingStage::Open, None) => wrong.push(format!("listing {id}: nothing ends it")),
            // Whose time is over while somebody has to look at it waits for that alone.
            (_, None) => {}
        }
    };
    report.count("listings", source.scan::<Listing>(see).await?);
    let mut open = BTreeSet::new();
    let see = |offer: ListingOffer| {
        let name = format!("offer {} for listing {}", offer.id, offer.listing);
        let is_open = offer.stage == OfferStage::Open;
        let binds = is_open && offer.made_by == Side::Buyer;
        let set_aside = offer.pending.filter(|pending| reserved.remove(pending));
        let set_aside = set_aside.and_then(|pending| amounts.get(&pending)).copied();
        let says = if binds { Some(offer.set_aside) } else { None };
        if set_aside != says || (says.is_none() && offer.pending.is_some()) {
            let amount = |amount: Option<Amount>| amount.unwrap_or_default().0;
            wrong.push(format!(
                "{name}: {} is set aside for it, it says {}",
                amount(set_aside),
                amount(says)
            ));
        }
        match (is_open, offer.timer) {
            (true, Some(timer)) => drop(timers.insert(timer, (name.clone(), offer.answer_by))),
            (true, None) => wrong.push(format!("{name}: nothing ends it")),
            (false, Some(_)) => wrong.push(format!("{name}: it is over, and something ends it")),
            (false, None) => {}
        }
        if is_open {
            open.insert(offer.id);
            if !live.contains(&offer.listing) {
                wrong.push(format!("{name}: it is open, and the listing has ended"));
            }
        }
    };
    source.scan::<ListingOffer>(see).await?;
    let named = |talk: ListingTalk| {
        if let Some(offer) = talk.offer.filter(|offer| !open.remove(offer)) {
            wrong.push(format!("talk about listing {}: its offer {offer} is not open", talk.listing));
        }
    };
    source.scan::<ListingTalk>(named).await?;
    wrong.extend(open.iter().map(|offer| format!("offer {offer}: it is open, and no talk names it")));
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}
