//! Opening a reverse auction, and calling it off.

use super::descent::step;
use super::{
    BidView, CloseReverseAuction, NAME, ReverseAuction, ReverseEnding, ReverseRefusal, ReverseStage,
    ReverseTerms, terms,
};
use crate::concession::{Terms, amount_max};
use crate::directory::{Directory, Family, Sector, WorkPlace};
use crate::mechanisms::quotes::LineText;
use crate::mechanisms::stored_availability::work::street_of;
use crate::options::{
    assembly::Assembly,
    booking_checks::{Deal, PartyFacts, SellerRecords, Sides},
};
use crate::price::{Label, Line, Waterfall};
use crate::support::escrow;
use crate::trade::procedure::Promise;
use crate::users::{
    Person, Street, User,
    assets::{AssetRefusal, Description},
    confirmed_trader, only,
};
use kernel::{Amount, BadRow, Command, Currency, Decide, Draft, Id, Keys, PostCode, Span, Stop};
use ledger::{AccountKey, Class, Entry, Purpose};
use rules::Rulebook;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Puts hours of work out to whoever would do them for least. The most that you pay, with the mark-up, is set aside until you have
/// answered; you have a day to take the lowest, or to decline with a reason.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("reverse_auctions.open_reverse_auction")]
pub struct OpenReverseAuction {
    /// Who asks for the work.
    #[command(actor)]
    pub buyer: Id<User>,
    /// The sector of work, by its slug or code.
    #[ask(example = "kitchen-porter")]
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// Street and number; without it your own, where that is in the post code. Only for whoever has it.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// What is to be done.
    #[ask(example = "Clean the hall after the fair")]
    pub title: LineText,
    /// What else there is to say.
    pub description: Option<Description>,
    /// When the work is.
    pub span: Span,
    /// The most that you pay for all of it, in minor units, the mark-up not counted.
    #[ask(example = "12000")]
    pub top: Amount,
    /// What sellers see of each other while bids are taken.
    pub view: BidView,
    /// How long bids are taken, in minutes.
    #[ask(example = "1440")]
    pub minutes: i64,
}

impl Decide for OpenReverseAuction {
    type Done = Id<ReverseAuction>;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.buyer));
        keys.one::<Person>((Command::locality(self), self.buyer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<ReverseAuction>, Stop> {
        confirmed_trader(draft)?;
        let figures = terms(draft)?;
        let (sector, place, currency) = self.what_and_where(draft)?;
        if !figures.minutes().contains(&self.minutes) {
            let ReverseTerms { hours_min: least_hours, days_max: most_days, .. } = figures;
            return Err(ReverseRefusal::NotThatLong { least_hours, most_days }.into());
        }
        let closes_at = draft.now().plus_minutes(self.minutes);
        // The buyer answers after the end, and the work begins after that.
        let answered = closes_at.plus_hours(figures.answer_hours);
        let most = amount_max(draft.consult::<Rulebook>()?, currency, draft.now().day().date())?;
        let wrong = [
            ("span", self.span.starts_at() <= answered),
            ("top", self.top <= Amount::ZERO || self.top > most),
        ];
        if let Some((field, _)) = wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            return Err(ReverseRefusal::BadAuction { field }.into());
        }
        let street = street_of(draft, self.buyer, self.street.clone(), &place)?;
        let set_aside = self.most_in_all(draft, sector, &place, currency)?;
        let (locality, id, trade) = (draft.locality(), draft.id(), draft.id());
        let entry = Entry {
            debit: AccountKey::of(self.buyer, Class::UserAvailable, currency),
            credit: escrow::account(trade, currency),
            amount: set_aside,
            purpose: Purpose::ReverseAuction,
            subject: trade.cast(),
        };
        let pending = Some(ledger::reserve(draft, &entry)?);
        let timer = Some(draft.set_timer(closes_at, &CloseReverseAuction { auction: id }));
        draft.add(&ReverseAuction {
            locality,
            id,
            buyer: self.buyer,
            sector: sector.code.clone(),
            post_code: place.post_code,
            street: Some(street),
            title: self.title.clone(),
            description: self.description.clone(),
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            currency,
            top: self.top,
            step: step(self.top)?,
            view: self.view,
            stage: ReverseStage::Open,
            closes_at,
            extension_count: 0,
            timer,
            leader: None,
            price: None,
            bid_count: 0,
            bidder_count: 0,
            trade,
            pending,
            set_aside,
            answer_by: None,
            ending: None,
        });
        Ok(id)
    }
}

impl OpenReverseAuction {
    fn what_and_where<'a>(&self, draft: &Draft<'a>) -> Result<(&'a Sector, WorkPlace, Currency), Stop> {
        let (directory, rulebook) = (draft.consult::<Directory>()?, draft.consult::<Rulebook>()?);
        let sector = directory.sector(&self.sector).or_else(|| directory.sector_by_slug(&self.sector));
        let sector = sector.filter(|sector| !sector.is_group && sector.family == Family::Work);
        let sector = sector.ok_or(AssetRefusal::UnknownSector)?;
        let place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let law = rulebook.jurisdiction(&place.jurisdiction);
        let currency = law.and_then(|law| Currency::new(&law.currency.code));
        Ok((sector, place, currency.ok_or_else(|| BadRow("a place has a currency".to_owned()))?))
    }

    /// What the buyer pays in all at most, of a seller of whom nothing is known.
    fn most_in_all(
        &self,
        draft: &Draft<'_>,
        sector: &Sector,
        place: &WorkPlace,
        currency: Currency,
    ) -> Result<Amount, Stop> {
        let rulebook = draft.consult::<Rulebook>()?;
        let today = place.zone.calendar().local(draft.now()).date;
        let deal = Deal {
            sector: &sector.code,
            mechanism: NAME,
            work_place: place,
            promise: Promise::Work,
            is_unpaid: false,
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            at: draft.now(),
        };
        let nobody =
            SellerRecords { born_on: None, credentials: Arc::from([]), wants_tax_pot: false, track: None };
        let facts = PartyFacts::between(nobody, None, false);
        let price = Waterfall { currency, lines: vec![Line::of_price(Label::Hours, self.top)] };
        let assembly = Assembly::new(rulebook, &Terms::on(rulebook, today)?, &deal);
        assembly.most(Sides { facts: &facts, distance_m: 0 }, price)
    }
}

/// Calls a reverse auction off on which nobody has bid. What was set aside is yours again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("reverse_auctions.call_off_reverse_auction")]
pub struct CallOffReverseAuction {
    /// Which.
    pub auction: Id<ReverseAuction>,
}

impl Decide for CallOffReverseAuction {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ReverseAuction>((Command::locality(self), self.auction));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let auction = draft.get::<ReverseAuction>((draft.locality(), self.auction))?;
        only(draft, auction.buyer)?;
        auction.takes_bids(draft)?;
        if auction.bid_count > 0 {
            return Err(ReverseRefusal::HasBids.into());
        }
        auction.end(draft, ReverseEnding::CalledOff)
    }
}
