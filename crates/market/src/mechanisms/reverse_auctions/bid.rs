//! Bidding in a reverse auction.

use super::descent::is_abnormally_low;
use super::{BidView, ReverseAuction, ReverseNotice, ReverseRefusal, Underbid, subject, terms};
use crate::options::{blocks, subsidies::Subsidies};
use crate::support::notices;
use crate::users::{
    User,
    assets::{self, Offering},
    confirmed_trader,
};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Show, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// Bids in a reverse auction: the least that you would do the work for, which nobody else sees. The market goes down for you, and never
/// below it. The bid binds.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("reverse_auctions.place_underbid", locality = self.auction.locality())]
pub struct PlaceUnderbid {
    /// Who bids.
    #[command(actor)]
    pub seller: Id<User>,
    /// In which auction.
    pub auction: Id<ReverseAuction>,
    /// For hours of which of your offerings, of the auction's sector.
    pub offering: Id<Offering>,
    /// The least for all of it, in minor units, the mark-up not counted.
    #[ask(example = "9000")]
    pub least: Amount,
    /// Of a bid far below the others': what it costs you, in minor units.
    pub cost: Option<Amount>,
    /// And how many minutes of work you count on.
    pub cost_minutes: Option<i64>,
}

/// What a bid did.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct UnderbidPlaced {
    /// In which auction.
    pub auction: Id<ReverseAuction>,
    /// Whether you lead.
    pub leads: bool,
    /// Your rank, from 1.
    pub rank: i64,
    /// The price now, where the buyer lets sellers see it.
    pub price: Option<Money>,
    /// When bids are over.
    pub closes_at: Timestamp,
}

impl Decide for PlaceUnderbid {
    type Done = UnderbidPlaced;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.seller));
        keys.one::<Offering>((locality, self.offering));
        keys.one::<ReverseAuction>((locality, self.auction));
        keys.all::<Underbid>((locality, self.auction));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<UnderbidPlaced, Stop> {
        confirmed_trader(draft)?;
        let locality = draft.locality();
        let mut auction = draft.get::<ReverseAuction>((locality, self.auction))?;
        auction.takes_bids(draft)?;
        if auction.buyer == self.seller {
            return Err(ReverseRefusal::OwnAuction.into());
        }
        let most = terms(draft)?.bids_max;
        if auction.bid_count >= most {
            return Err(ReverseRefusal::TooManyBids { most }.into());
        }
        let offering = assets::own(draft, self.offering)?;
        if offering.sector != auction.sector {
            return Err(ReverseRefusal::NotThisSector.into());
        }
        let bids = draft.list::<Underbid>((locality, self.auction))?;
        let before = bids.iter().find(|bid| bid.seller == self.seller);
        self.fits(&bids)?;
        let is_leader = auction.leader == Some(self.seller);
        let leading = auction.leading(draft)?;
        let standing = auction.standing(leading.as_ref());
        let Some(placed) = standing.place(is_leader, self.least)? else {
            return Err(self.too_high(&auction, standing.most(is_leader)?).into());
        };
        // At the least that they would do it for, so that it can be booked at whatever price comes of it.
        auction.quote(draft, self.offering, self.least, Subsidies::None)?;
        blocks::none_between(draft, Some(auction.buyer), self.seller)?;
        let number = auction.bid_count.saturating_add(1);
        draft.put(&Underbid {
            locality,
            auction: self.auction,
            seller: self.seller,
            number,
            offering: self.offering,
            least: self.least,
            cost: self.cost,
            cost_minutes: self.cost_minutes,
            bid_at: draft.now(),
        })?;
        let is_new = before.is_none();
        let moves = auction.price != Some(placed.price) || (placed.leads && !is_leader);
        if let Some(leader) = auction.leader.filter(|_| placed.leads && !is_leader) {
            notices::tell(draft, leader, subject(auction.id), &ReverseNotice::Overtaken);
        }
        auction.bid_count = number;
        auction.bidder_count = auction.bidder_count.saturating_add(i64::from(is_new));
        auction.price = Some(placed.price);
        if placed.leads {
            auction.leader = Some(self.seller);
        }
        if moves {
            auction.moves_on(draft)?;
        }
        draft.put(&auction)?;
        let lower = bids.iter().filter(|bid| bid.seller != self.seller && bid.least <= self.least).count();
        Ok(UnderbidPlaced {
            auction: auction.id,
            leads: placed.leads,
            rank: i64::try_from(lower).unwrap_or(i64::MAX).saturating_add(1),
            price: Some(placed.price.of(auction.currency)).filter(|_| auction.view == BidView::Price),
            closes_at: auction.closes_at,
        })
    }
}

impl PlaceUnderbid {
    /// Refuses a least that is none, and one far below the others' of which its seller has not said what it costs them.
    fn fits(&self, bids: &[Underbid]) -> Result<(), ReverseRefusal> {
        let wrong = [
            ("least", self.least <= Amount::ZERO),
            ("cost", self.cost.is_some_and(|cost| cost <= Amount::ZERO)),
            ("cost_minutes", self.cost_minutes.is_some_and(|minutes| minutes <= 0)),
        ];
        if let Some((field, _)) = wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            return Err(ReverseRefusal::BadAuction { field });
        }
        let others = bids.iter().filter(|bid| bid.seller != self.seller).map(|bid| bid.least);
        let is_low = is_abnormally_low(self.least, &others.collect::<Vec<_>>());
        let is_meant = self.cost.is_some() && self.cost_minutes.is_some();
        if is_low && !is_meant { Err(ReverseRefusal::AbnormallyLow) } else { Ok(()) }
    }

    /// Why it is not taken; where nobody sees the price, neither does a refusal tell it.
    fn too_high(&self, auction: &ReverseAuction, most: Amount) -> ReverseRefusal {
        let is_known = self.least > auction.top || auction.view == BidView::Price;
        let most = if self.least > auction.top { auction.top } else { most };
        if is_known {
            ReverseRefusal::TooHigh { most: most.of(auction.currency) }
        } else {
            ReverseRefusal::NotLow
        }
    }
}
