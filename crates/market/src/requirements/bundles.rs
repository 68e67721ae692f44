//! Chains (11): work, hires and goods of several sellers, held together for one buyer: all of them or none.
//!
//! ```text
//! breakdown ──chains::search──▶ HoldBundle ──▶ each member held ──▶ support::escrow::AgreeBundle
//!                               RepairBundle ──▶ another in the place of what was lost, agreed at once
//! ```
//! A member is priced and held as it would be alone, so what a search shows is what a bundle costs.

use crate::concession::Terms;
use crate::directory::{Directory, Family};
use crate::mechanisms::catalogues::{HoldGoods, OrderLine};
use crate::mechanisms::stored_availability::{self, hire::HoldHire, work::HoldWork, work::street_of};
use crate::support::amendment::chain::ChainTerms;
use crate::support::escrow::{self, Held, OpenHold, all_taken, held_until};
use crate::trade::arrival::{Arrival, ArrivalNote, Destination};
use crate::trade::award::Award;
use crate::trade::bundle::{Bundle, BundleMember, BundleRefusal, BundleStage, Standing, TemplateName};
use crate::trade::{Trade, TradeRefusal};
use crate::users::{
    Person, Street, User,
    assets::{AssetRefusal, HandingOver, Offering},
    confirmed_trader, only,
};
use kernel::{
    Amount, Asks, Command, Currency, Decide, Draft, Id, Keys, Money, PostCode, Show, Span, Stop, Timestamp,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// One of the things that are to be had together.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberAsked {
    /// Which offering.
    pub offering: Id<Offering>,
    /// When, of work and of what is hired.
    pub span: Option<Span>,
    /// How many pieces, of goods.
    pub count: Option<i64>,
    /// How goods get to the buyer; nothing: they are collected.
    pub handing_over: Option<HandingOver>,
}

/// Keeps several things for a buyer, from two to as many as one decision holds, at the prices of this moment: all of them or none.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bundles.hold", locality = self.buyer.locality())]
pub struct HoldBundle {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// The template that it was made by.
    pub template: Option<TemplateName>,
    /// Where the work is to be done: the post code.
    pub post_code: PostCode,
    /// Where the work is to be done: street and number. Nothing: where the buyer lives, when that is in the post code.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// What those who come should know on arriving.
    pub note: Option<ArrivalNote>,
    /// What is to be had.
    pub members: Vec<MemberAsked>,
    /// What the buyer saw that they would pay for all of it, bonds not counted; at another price nothing is held.
    pub expected_pay: Option<Amount>,
}

/// Chooses another in the place of what a seller called off: it is agreed at once, and the others stay as they are.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bundles.repair")]
pub struct RepairBundle {
    /// Which bundle.
    pub bundle: Id<Bundle>,
    /// The place of what was lost.
    pub place: i64,
    /// Which offering takes it, of the same sector.
    pub offering: Id<Offering>,
    /// When, of work and of what is hired.
    pub span: Option<Span>,
    /// How many pieces, of goods.
    pub count: Option<i64>,
    /// How goods get to the buyer; nothing: they are collected.
    pub handing_over: Option<HandingOver>,
    /// What the buyer saw that they would pay for it; at another price it is not agreed.
    pub expected_pay: Amount,
}

/// A bundle that is held, as whoever asked for it hears of it.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct BundleHeld {
    /// Which.
    pub bundle: Id<Bundle>,
    /// Until when.
    pub held_until: Timestamp,
    /// What the buyer would pay for all of it, bonds not counted.
    pub pays: Money,
}

/// Where those who work are to go.
#[derive(Clone, Debug)]
struct Whereto {
    buyer: Id<User>,
    post_code: PostCode,
    street: Option<Street>,
    note: Option<ArrivalNote>,
}

/// Something that is to be had, as it would be held alone.
enum Wanted {
    Work(HoldWork),
    Hire(HoldHire),
    Goods(HoldGoods),
}

/// The same, priced.
struct Quoted {
    award: Award,
    pays: Money,
}

impl Decide for HoldBundle {
    type Done = BundleHeld;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.buyer.locality();
        keys.one::<User>((locality, self.buyer));
        keys.one::<Person>((locality, self.buyer));
        OpenHold::reads(keys, locality, self.buyer);
        for member in &self.members {
            keys.one::<Offering>((locality, member.offering));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<BundleHeld, Stop> {
        confirmed_trader(draft)?;
        let terms = ChainTerms::today(draft)?;
        let (least, most) = (terms.members_min, terms.members_max);
        let count = i64::try_from(self.members.len()).unwrap_or(i64::MAX);
        if !(least..=most).contains(&count) {
            return Err(BundleRefusal::NotTheseMembers { least, most }.into());
        }
        let whereto = self.whereto();
        let quoted = draft.each(self.numbered(), |draft, member| whereto.quoted(draft, member))?;
        let quoted = all_taken(quoted)?;
        let (currency, pays) = total(&quoted)?;
        if self.expected_pay.is_some_and(|expected| expected != pays) {
            return Err(BundleRefusal::TotalChanged { pays: pays.of(currency) }.into());
        }
        let until = self.until(draft, &quoted)?;
        let id = draft.id();
        let held = draft.each(self.numbered(), |draft, member| {
            // Priced anew beside those that are held already: of several of a kind each is another.
            let Quoted { award, .. } = whereto.quoted(draft, member)?;
            escrow::hold_member(draft, &award, until, id)
        })?;
        let held = all_taken(held)?;
        let bundle = Bundle {
            locality: draft.locality(),
            id,
            buyer: self.buyer,
            template: self.template.clone(),
            stage: BundleStage::Held,
            currency,
            pays,
            open_count: count,
            held_at: draft.now(),
            held_until: until,
            booked_at: None,
            repair_until: None,
            ended_at: None,
            timer: None,
        };
        bundle.open(draft);
        for (place, held) in (1..).zip(&held) {
            draft.add(&member(draft, id, place, held));
        }
        Ok(BundleHeld { bundle: id, held_until: until, pays: pays.of(currency) })
    }
}

impl HoldBundle {
    fn whereto(&self) -> Whereto {
        let Self { buyer, post_code, street, note, .. } = self.clone();
        Whereto { buyer, post_code, street, note }
    }

    fn numbered(&self) -> impl Iterator<Item = (i64, MemberAsked)> {
        (1..).zip(self.members.iter().copied())
    }

    /// Until when all of it is held: as long as one thing would be, and not beyond the last moment at which each can be agreed to.
    fn until(&self, draft: &Draft<'_>, quoted: &[Quoted]) -> Result<Timestamp, Stop> {
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?;
        let today = place.zone.calendar().local(draft.now()).date;
        let agree_by = quoted.iter().filter_map(|quoted| quoted.award.agree_by).min();
        Ok(held_until(draft.now(), Terms::hold_minutes(rulebook, today)?, agree_by))
    }

    /// What each of it would cost, and all of it: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that the hold would meet for the first of them that cannot be.
    pub fn quote(&self, draft: &Draft<'_>) -> Result<Money, Stop> {
        let (whereto, mut needed) = (self.whereto(), Keys::default());
        let mut quoted = Vec::new();
        for member in self.numbered() {
            match whereto.quoted(draft, member) {
                Ok(one) => quoted.push(one),
                // What one still needs is asked for together with what the others need.
                Err(Stop::Need(keys)) => needed.extend(keys),
                Err(stop) => return Err(stop),
            }
        }
        if !needed.is_empty() {
            return Err(Stop::Need(needed));
        }
        let (currency, pays) = total(&quoted)?;
        Ok(pays.of(currency))
    }
}

impl Decide for RepairBundle {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        Bundle::reads(keys, self.bundle);
        keys.one::<Offering>((locality, self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        let (bundle, members) = Bundle::of(draft, self.bundle)?;
        only(draft, bundle.buyer)?;
        bundle.is_in(BundleStage::Repair, draft.now())?;
        let (locality, buyer) = (draft.locality(), bundle.buyer);
        let is_lost = |member: &&BundleMember| member.standing == Standing::Lost;
        let lost = members.iter().filter(is_lost).find(|member| member.place == self.place);
        let lost = lost.ok_or(BundleRefusal::NotLost)?.clone();
        let mut keys = Keys::default();
        keys.one::<User>((locality, buyer));
        keys.one::<Person>((locality, buyer));
        keys.one::<Trade>((locality, lost.trade));
        keys.one::<Arrival>((locality, lost.trade));
        keys.one::<Offering>((locality, self.offering));
        draft.ask(keys)?;
        confirmed_trader(draft)?;
        let trade = draft.get::<Trade>((locality, lost.trade))?;
        if draft.get::<Offering>((locality, self.offering))?.sector != trade.sector {
            return Err(BundleRefusal::AnotherSector.into());
        }
        let arrival = draft.find::<Arrival>((locality, lost.trade))?;
        let (street, note) = arrival.map_or((None, None), |at| (Some(at.street), at.note));
        let whereto = Whereto { buyer, post_code: trade.post_code, street, note };
        let Self { offering, span, count, handing_over, .. } = *self;
        let asked = MemberAsked { offering, span, count, handing_over };
        let Quoted { award, pays } = whereto.quoted(draft, (self.place, asked))?;
        if pays.currency != bundle.currency {
            return Err(BundleRefusal::SeveralCurrencies.into());
        }
        if pays.amount != self.expected_pay {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let made = escrow::make_member(draft, &award, bundle.id)?;
        let next = members.iter().map(|member| member.place).max().unwrap_or(0).saturating_add(1);
        draft.add(&BundleMember { replaces: Some(lost.place), ..member(draft, bundle.id, next, &made) });
        let is_whole = members.iter().filter(is_lost).count() == 1;
        let pays = bundle.pays.minus(lost.pays)?.plus(pays.amount)?;
        draft.put(&BundleMember { standing: Standing::Replaced, ..lost })?;
        let bundle = Bundle { pays, open_count: bundle.open_count.saturating_add(1), ..bundle };
        if is_whole {
            bundle.enter(draft, BundleStage::Booked, None)?;
        } else {
            draft.put(&bundle)?;
        }
        Ok(made)
    }
}

impl Whereto {
    /// A member at the price of this moment, with its number for whoever asked.
    fn quoted(&self, draft: &Draft<'_>, (number, asked): (i64, MemberAsked)) -> Result<Quoted, Stop> {
        let wanted = self.wanted(draft, number, asked)?;
        let mut keys = Keys::default();
        wanted.reads(&mut keys);
        draft.ask(keys)?;
        let buyer = Some(self.buyer);
        let (pays, award) = match wanted {
            Wanted::Work(hold) => {
                let quote = hold.quote(draft, buyer)?;
                let pays = quote.priced.waterfall.payer_money()?;
                let place = &quote.requirement.work_place;
                let street = street_of(draft, self.buyer, self.street.clone(), place)?;
                let destination = Destination { street, note: self.note.clone() };
                (pays, quote.award(stored_availability::NAME, draft.id(), self.buyer, destination)?)
            }
            Wanted::Hire(hold) => {
                let quote = hold.quote(draft, buyer)?;
                (quote.priced.waterfall.payer_money()?, hold.award(draft, quote))
            }
            Wanted::Goods(hold) => {
                let quote = hold.quote(draft, buyer)?;
                (quote.priced.waterfall.payer_money()?, hold.award(draft, quote)?)
            }
        };
        Ok(Quoted { award, pays })
    }

    /// What its offering's sector makes of it.
    fn wanted(&self, draft: &Draft<'_>, number: i64, asked: MemberAsked) -> Result<Wanted, Stop> {
        let MemberAsked { offering, span, count, handing_over } = asked;
        let found = draft.get::<Offering>((draft.locality(), offering))?;
        let sector =
            draft.consult::<Directory>()?.sector(&found.sector).ok_or(AssetRefusal::UnknownSector)?;
        let (buyer, expected_pay) = (self.buyer, None);
        Ok(match (sector.family, span, count) {
            (Family::Work, Some(span), None) => Wanted::Work(HoldWork {
                buyer,
                offering,
                span,
                post_code: self.post_code,
                street: self.street.clone(),
                note: self.note.clone(),
                expected_pay,
            }),
            (Family::Thing | Family::Space, Some(span), None) => {
                Wanted::Hire(HoldHire { buyer, offering, span, expected_pay })
            }
            (Family::Goods, None, Some(count)) => Wanted::Goods(HoldGoods {
                buyer,
                lines: vec![OrderLine { item: offering, count }],
                handing_over: handing_over.unwrap_or(HandingOver::Collection),
                expected_pay,
            }),
            _ => return Err(BundleRefusal::BadMember { number }.into()),
        })
    }
}

impl Wanted {
    fn reads(&self, keys: &mut Keys) {
        match self {
            Self::Work(hold) => hold.reads(keys),
            Self::Hire(hold) => hold.reads(keys),
            Self::Goods(hold) => hold.reads(keys),
        }
    }
}

/// What all of it costs; it is one currency.
fn total(quoted: &[Quoted]) -> Result<(Currency, Amount), Stop> {
    let first = quoted.first().ok_or(BundleRefusal::SeveralCurrencies)?.pays.currency;
    let mut sum = Amount::ZERO;
    for Quoted { pays, .. } in quoted {
        if pays.currency != first {
            return Err(BundleRefusal::SeveralCurrencies.into());
        }
        sum = sum.plus(pays.amount)?;
    }
    Ok((first, sum))
}

/// The row of a member that is held or booked.
fn member(draft: &Draft<'_>, bundle: Id<Bundle>, place: i64, held: &Held) -> BundleMember {
    BundleMember {
        locality: draft.locality(),
        bundle,
        place,
        trade: held.trade,
        currency: held.buyer_pays.currency,
        pays: held.buyer_pays.amount,
        standing: Standing::Whole,
        replaces: None,
    }
}

#[cfg(test)]
mod tests;
