//! Offers for what is listed, and what becomes of them.

use super::{
    Asking, Listing, ListingNotice, ListingOffer, ListingRefusal, ListingStage, ListingTalk, NAME,
    OfferStage, subject, terms,
};
use crate::concession::amount_max;
use crate::directory::{Directory, Family};
use crate::mechanisms::put_up::{GoodsQuote, PutUp};
use crate::options::{blocks, subsidies::Subsidies};
use crate::support::escrow::{self, Agreed};
use crate::support::notices;
use crate::trade::{Side, TradeRefusal};
use crate::users::{
    User,
    assets::{self, AssetRefusal, HandingOver, Offering},
    confirmed_trader,
    stock::{self, Stock, StockRefusal},
};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Show, Stop, Timestamp};
use ledger::{AccountKey, Class, Entry, Purpose};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// An offer as whoever made it hears of it.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct OfferMade {
    /// Which.
    pub offer: Id<ListingOffer>,
    /// Until when it can be answered.
    pub answer_by: Timestamp,
    /// What is set aside for it: the most that its buyer pays in all.
    pub set_aside: Money,
}

/// Offers a price for goods that somebody lists. It binds you: what it costs in all is set aside until the owner answers, you take it
/// back, or the time to answer is over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.make_offer", locality = self.listing.locality())]
pub struct MakeOffer {
    /// Who would buy.
    #[command(actor)]
    pub buyer: Id<User>,
    /// For which listing.
    pub listing: Id<Listing>,
    /// For all of the pieces, in minor units, the mark-up not counted.
    #[ask(example = "2500")]
    pub price: Amount,
    /// How many pieces.
    #[ask(example = "1")]
    pub piece_count: i64,
    /// How they get to you.
    pub handing_over: HandingOver,
}

impl Decide for MakeOffer {
    type Done = OfferMade;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.buyer));
        keys.one::<Listing>((locality, self.listing));
        keys.all::<ListingTalk>((locality, self.listing));
        keys.one::<Offering>((locality, self.listing.cast()));
        stock::reads(keys, self.listing.cast());
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<OfferMade, Stop> {
        confirmed_trader(draft)?;
        let listing = draft.get::<Listing>((draft.locality(), self.listing))?;
        listing.shown(draft)?;
        let talk = ListingTalk::open(draft, &listing, self.buyer)?;
        listing.takes_offers(draft)?;
        if talk.offer.is_some() {
            return Err(ListingRefusal::OfferIsOpen.into());
        }
        let offer = NewOffer {
            listing: &listing,
            talk,
            made_by: Side::Buyer,
            price: self.price,
            piece_count: self.piece_count,
            handing_over: self.handing_over,
        };
        let offer = offer.write(draft)?;
        let (price, until) = (offer.price.of(offer.currency), offer.answer_by);
        notices::tell(draft, listing.owner, subject(listing.id), &ListingNotice::Offered { price, until });
        Ok(offer.made())
    }
}

/// An offer that is about to be made.
struct NewOffer<'a> {
    listing: &'a Listing,
    talk: ListingTalk,
    made_by: Side,
    price: Amount,
    piece_count: i64,
    handing_over: HandingOver,
}

impl NewOffer<'_> {
    /// Makes it: the rulebook is asked, and a buyer's sets its money aside.
    fn write(self, draft: &mut Draft<'_>) -> Result<ListingOffer, Stop> {
        let Self { listing, talk, made_by, price, piece_count, handing_over } = self;
        listing.hands_over(handing_over)?;
        let (rulebook, now) = (draft.consult::<Rulebook>()?, draft.now());
        if price <= Amount::ZERO {
            return Err(ListingRefusal::BadListing { field: "price" }.into());
        }
        let most = amount_max(rulebook, listing.currency, now.day().date())?;
        if price > most {
            return Err(AssetRefusal::TooMuch { field: "price", most: most.of(listing.currency) }.into());
        }
        let left = draft.get::<Stock>((draft.locality(), listing.offering()))?.free();
        if piece_count < 1 {
            return Err(StockRefusal::NoPieces.into());
        }
        if piece_count > left {
            return Err(StockRefusal::TooFew { left }.into());
        }
        let answer_by = now.plus_hours(terms(draft)?.answer_hours).min(listing.expires_at);
        let mut offer = ListingOffer {
            locality: draft.locality(),
            id: draft.id(),
            listing: listing.id,
            buyer: talk.asker,
            seller: talk.owner,
            made_by,
            currency: listing.currency,
            price,
            piece_count,
            handing_over,
            delivery: listing
                .delivery
                .filter(|amount| handing_over == HandingOver::Delivery && *amount > Amount::ZERO),
            stage: OfferStage::Open,
            trade: draft.id(),
            set_aside: Amount::ZERO,
            pending: None,
            made_at: now,
            answer_by,
            timer: None,
            answered_at: None,
        };
        let quote = offer.quote(draft, Subsidies::None)?;
        blocks::none_between(draft, Some(offer.buyer), offer.seller)?;
        if made_by == Side::Buyer {
            offer.set_aside(draft, &quote)?;
        }
        offer.timer = Some(draft.set_timer(answer_by, &ExpireOffer { offer: offer.id }));
        draft.add(&offer);
        draft.put(&ListingTalk { offer: Some(offer.id), last_at: now, ..talk })?;
        Ok(offer)
    }
}

impl Listing {
    /// Refuses unless a price can be offered for it: it is goods, and not given away.
    fn takes_offers(&self, draft: &Draft<'_>) -> Result<(), Stop> {
        let offering = draft.get::<Offering>((draft.locality(), self.offering()))?;
        if assets::family(draft, &offering, &[Family::Goods]).is_err() {
            return Err(ListingRefusal::NoOffersForThis.into());
        }
        if self.asking == Asking::Free { Err(ListingRefusal::ItIsFree.into()) } else { Ok(()) }
    }

    /// Refuses when it does not get to its buyer in this way.
    fn hands_over(&self, way: HandingOver) -> Result<(), AssetRefusal> {
        if self.ways().any(|one| one == way) { Ok(()) } else { Err(AssetRefusal::NotHandedOverSo) }
    }

    /// How it can be had.
    pub fn ways(&self) -> impl Iterator<Item = HandingOver> {
        let ways =
            [(self.is_collected, HandingOver::Collection), (self.delivery.is_some(), HandingOver::Delivery)];
        ways.into_iter().filter_map(|(is_one, way)| is_one.then_some(way))
    }

    /// Whether a price can be offered for it, by its sector.
    pub fn may_be_offered(&self, directory: &Directory, sector: &str) -> bool {
        let family = directory.sector(sector).map(|sector| sector.family);
        self.asking != Asking::Free && family == Some(Family::Goods)
    }
}

impl ListingOffer {
    fn made(&self) -> OfferMade {
        OfferMade { offer: self.id, answer_by: self.answer_by, set_aside: self.set_aside.of(self.currency) }
    }

    /// What it would cost its buyer in all.
    ///
    /// # Errors
    /// As [`PutUp::quote`].
    pub fn quote(&self, draft: &Draft<'_>, counts_on: Subsidies) -> Result<GoodsQuote, Stop> {
        self.put_up().quote(draft, Some(self.buyer), self.price, counts_on)
    }

    fn put_up(&self) -> PutUp {
        PutUp {
            mechanism: NAME,
            seller: self.seller,
            offering: self.listing.cast(),
            piece_count: self.piece_count,
            currency: self.currency,
            handing_over: self.handing_over,
            delivery: self.delivery,
            ready_minutes: 0,
        }
    }

    fn set_aside(&mut self, draft: &mut Draft<'_>, quote: &GoodsQuote) -> Result<(), Stop> {
        let amount = quote.priced.waterfall.payer_pays()?;
        let debit = AccountKey::of(self.buyer, Class::UserAvailable, self.currency);
        let credit = escrow::account(self.trade, self.currency);
        let entry =
            Entry { debit, credit, amount, purpose: Purpose::ListingOffer, subject: self.trade.cast() };
        self.pending = Some(ledger::reserve(draft, &entry)?);
        self.set_aside = amount;
        Ok(())
    }

    /// Ends it in a stage: what was set aside is free again, and another may be made. The row is the caller's to write.
    pub(super) fn end(self, draft: &mut Draft<'_>, stage: OfferStage) -> Result<Self, Stop> {
        if self.stage != OfferStage::Open {
            return Err(ListingRefusal::OfferOver.into());
        }
        if let Some(pending) = self.pending {
            ledger::void_pending(draft, pending)?;
        }
        if let Some(timer) = self.timer {
            draft.take_back_timer(self.answer_by, timer)?;
        }
        let talk = draft.get::<ListingTalk>((draft.locality(), self.listing, self.buyer))?;
        draft.put(&ListingTalk { offer: None, last_at: draft.now(), ..talk })?;
        let answered_at = Some(draft.now());
        Ok(Self { stage, pending: None, timer: None, answered_at, ..self })
    }

    /// Asks for all that an answer reads, at once: one after the other they are too many for a decision.
    fn ask(&self, draft: &Draft<'_>) -> Result<(), kernel::ReadStop> {
        let (locality, mut keys) = (draft.locality(), Keys::default());
        super::post::reads(&mut keys, self.listing);
        keys.one::<Offering>((locality, self.listing.cast()));
        stock::reads(&mut keys, self.listing.cast());
        for user in [self.buyer, self.seller] {
            keys.one::<User>((locality, user));
            AccountKey::of(user, Class::UserAvailable, self.currency).read(&mut keys, locality);
        }
        escrow::account(self.trade, self.currency).read(&mut keys, locality);
        if let Some(pending) = self.pending {
            ledger::pending_reads(&mut keys, locality, pending);
        }
        draft.ask(keys)
    }

    /// An offer that the acting user can answer now: the other side's.
    fn to_answer(draft: &Draft<'_>, offer: Id<Self>) -> Result<(Self, Side), Stop> {
        let offer = draft.get::<Self>((draft.locality(), offer))?;
        let side = offer.side(draft.actor().cast()).ok_or(kernel::CommandRefusal::NotYours)?;
        offer.ask(draft)?;
        if side == offer.made_by {
            return Err(ListingRefusal::OwnOffer.into());
        }
        if !offer.is_open(draft.now()) {
            return Err(ListingRefusal::OfferOver.into());
        }
        Ok((offer, side))
    }
}

fn reads(keys: &mut Keys, offer: Id<ListingOffer>) {
    keys.one::<ListingOffer>((offer.locality(), offer));
}

/// Accepts an offer of the other side: both are bound, and it is a trade like any other.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.accept_offer")]
pub struct AcceptOffer {
    /// Which.
    pub offer: Id<ListingOffer>,
    /// What was seen that the buyer pays in all, in minor units; at another price nothing is accepted.
    pub expected_pay: Option<Amount>,
}

impl Decide for AcceptOffer {
    type Done = Agreed;

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.offer);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Agreed, Stop> {
        let (offer, _) = ListingOffer::to_answer(draft, self.offer)?;
        confirmed_trader(draft)?;
        let listing = draft.get::<Listing>((draft.locality(), offer.listing))?;
        listing.shown(draft)?;
        let quote = offer.quote(draft, Subsidies::Funds)?;
        let pays = quote.priced.waterfall.payer_money()?;
        let is_more = offer.made_by == Side::Buyer && pays.amount > offer.set_aside;
        if is_more || self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let award = offer.put_up().award(offer.trade, offer.buyer, quote)?;
        let offer = offer.end(draft, OfferStage::Accepted)?;
        draft.put(&offer)?;
        let agreed = escrow::make(draft, &award)?;
        if draft.get::<Stock>((draft.locality(), listing.offering()))?.free() < 1 {
            let listing = listing.end(draft, ListingStage::Gone)?;
            draft.put(&listing)?;
        }
        Ok(agreed)
    }
}

/// Answers an offer with another price, for the same pieces. A buyer's binds them as an offer does.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.counter_offer")]
pub struct CounterOffer {
    /// Which offer is answered.
    pub offer: Id<ListingOffer>,
    /// For all of the pieces, in minor units, the mark-up not counted.
    #[ask(example = "3000")]
    pub price: Amount,
}

impl Decide for CounterOffer {
    type Done = OfferMade;

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.offer);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<OfferMade, Stop> {
        let (offer, made_by) = ListingOffer::to_answer(draft, self.offer)?;
        confirmed_trader(draft)?;
        let locality = draft.locality();
        let listing = draft.get::<Listing>((locality, offer.listing))?;
        listing.shown(draft)?;
        let offer = offer.end(draft, OfferStage::Countered)?;
        draft.put(&offer)?;
        let talk = draft.get::<ListingTalk>((locality, offer.listing, offer.buyer))?;
        let ListingOffer { piece_count, handing_over, .. } = offer;
        let counter =
            NewOffer { listing: &listing, talk, made_by, price: self.price, piece_count, handing_over };
        let counter = counter.write(draft)?;
        let (price, until) = (counter.price.of(counter.currency), counter.answer_by);
        let other = offer.user(offer.made_by);
        notices::tell(draft, other, subject(listing.id), &ListingNotice::Countered { price, until });
        Ok(counter.made())
    }
}

/// Declines an offer of the other side: what was set aside for it is free again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.decline_offer")]
pub struct DeclineOffer {
    /// Which.
    pub offer: Id<ListingOffer>,
}

impl Decide for DeclineOffer {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.offer);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (offer, _) = ListingOffer::to_answer(draft, self.offer)?;
        let offer = offer.end(draft, OfferStage::Declined)?;
        let other = offer.user(offer.made_by);
        notices::tell(draft, other, subject(offer.listing), &ListingNotice::Declined);
        draft.put(&offer)?;
        Ok(())
    }
}

/// Takes an offer of yours back that nobody has answered.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.withdraw_offer")]
pub struct WithdrawOffer {
    /// Which.
    pub offer: Id<ListingOffer>,
}

impl Decide for WithdrawOffer {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.offer);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offer = draft.get::<ListingOffer>((draft.locality(), self.offer))?;
        crate::users::only(draft, offer.user(offer.made_by))?;
        let offer = offer.end(draft, OfferStage::Withdrawn)?;
        let other = offer.user(offer.made_by.other());
        notices::tell(draft, other, subject(offer.listing), &ListingNotice::OfferWithdrawn);
        draft.put(&offer)?;
        Ok(())
    }
}

/// Ends an offer that nobody answered.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.expire_offer", by_market)]
pub struct ExpireOffer {
    /// Which.
    pub offer: Id<ListingOffer>,
}

impl Decide for ExpireOffer {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.offer);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offer = draft.get::<ListingOffer>((draft.locality(), self.offer))?;
        if offer.stage != OfferStage::Open {
            return Ok(());
        }
        if draft.now() < offer.answer_by {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(offer.answer_by, &Self { offer: offer.id }));
            draft.put(&ListingOffer { timer, ..offer })?;
            return Ok(());
        }
        // This very timer is the one that fired: there is none to take back.
        let offer = ListingOffer { timer: None, ..offer }.end(draft, OfferStage::Expired)?;
        for side in [offer.buyer, offer.seller] {
            notices::tell(draft, side, subject(offer.listing), &ListingNotice::OfferExpired);
        }
        draft.put(&offer)?;
        Ok(())
    }
}
