//! Why an offering is no option, asked of one or counted over all.

use super::{At, Candidate, Scan, Search};
use crate::limits::limits;
use crate::packed_terms::EVERYWHERE_M;
use crate::query::{Found, FoundOption};
use kernel::{Id, Refusal, Stop};
use market::mechanisms::stored_availability::OfferRefusal;
use market::options::blocks::BlockRefusal;
use market::trade::TradeRefusal;
use market::users::{UserRefusal, assets::Offering, availability::AvailabilityRefusal};
use std::collections::BTreeSet;

impl Search<'_> {
    /// What the search makes of one offering: its option, or the refusal that a hold would meet.
    pub(crate) fn ask(&self, id: Id<Offering>) -> Result<FoundOption, Stop> {
        let offer = self.area.shown(id).ok_or(OfferRefusal::NotOpen)?;
        let offering = offer.open().ok_or(OfferRefusal::NotOpen)?;
        if self.query.buyer == Some(offering.seller) {
            return Err(TradeRefusal::OwnOffering.into());
        }
        let seller = self.area.users.get(&offering.seller).ok_or(UserRefusal::SellerNotFound)?;
        if self.buyer.is_some_and(|buyer| buyer.is_apart_from(offering.seller)) {
            return Err(BlockRefusal::NotTogether.into());
        }
        let (terms, distance_m) = (offer.terms.as_ref(), offering.point().meters_to(self.point()));
        let candidate = Candidate { offering, terms, distance_m, seller };
        let parties = self.parties(&candidate).ok_or(UserRefusal::SellerNotFound)?;
        let limits = limits(self.area, self.payer, self.currency(&candidate));
        let option = self.priced(&candidate, &parties, &limits)?;
        let hours = self.area.hours_of(id).ok_or(AvailabilityRefusal::NotOffered)?;
        if !hours.are_open(&self.days) {
            return Err(AvailabilityRefusal::NotOffered.into());
        }
        if hours.cover(&self.days) { Ok(option) } else { Err(AvailabilityRefusal::Taken.into()) }
    }

    /// Counts, for every offering that was not priced, what stands against it.
    pub(super) fn tell_why(&self, found: &mut Found) {
        let radius_m = self.query.radius_m.unwrap_or(EVERYWHERE_M);
        let squares = self.sector.squares_within(self.point(), radius_m);
        for scan in squares.into_iter().map(|square| self.scan(square)) {
            for block in &scan.square.blocks {
                let free: BTreeSet<usize> = self.all_free(block).collect();
                let reason = |row: usize| self.reason(&scan, At { block, row }, free.contains(&row));
                for code in (0..block.len()).filter_map(reason) {
                    *found.refused.entry(code).or_default() += 1;
                }
            }
        }
    }

    /// What stands against a row within the radius, by the code of the refusal.
    fn reason(&self, scan: &Scan<'_>, at: At<'_>, is_free: bool) -> Option<&'static str> {
        let posting = at.block.postings.get(at.row)?;
        let distance_m = scan.distance_m(posting);
        if !self.is_in_radius(distance_m) {
            return None;
        }
        let offering = || at.block.offers.get(at.row)?.offering.as_ref();
        if self.query.buyer.is_some_and(|buyer| offering().is_some_and(|offering| offering.seller == buyer)) {
            return Some(TradeRefusal::OwnOffering.code());
        }
        if let Some(refusal) = self.refuses(at, posting, distance_m) {
            return Some(refusal.code());
        }
        if is_free {
            return None;
        }
        let hours = self.area.hours_of(at.block.id(at.row)?)?;
        let is_open = hours.are_open(&self.days);
        let refusal = if is_open { AvailabilityRefusal::Taken } else { AvailabilityRefusal::NotOffered };
        Some(refusal.code())
    }
}
