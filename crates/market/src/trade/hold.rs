//! Holding: hours kept for a buyer at a fixed price, for ten minutes at first.

use super::{Stage, Trade, TradeEvent, TradeLine, TradeRefusal, advance, only_timer, reads};
use crate::concession::Terms;
use crate::directory::Directory;
use crate::mechanisms::stored_availability::{Candidate, Conditions, NAME, Requirement};
use crate::options::{
    assembly::Priced,
    booking_checks::{self, Parties},
    subsidies::{self, FundRoom, FundRooms},
    waterfall::LineKind,
};
use crate::support::escrow;
use crate::users::{
    User,
    assets::{AssetRefusal, Offering, PriceRule},
    availability, only, trader,
};
use kernel::{Amount, Command, Draft, Id, Keys, Locality, Moment, Span, Stop, Timestamp};
use ledger::{Entry, Purpose};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Keeps hours of an offering for a buyer, at the price of this moment.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Hold {
    /// Who asks.
    pub buyer: Id<User>,
    /// Whose offering it is.
    pub seller: Id<User>,
    /// Which offering.
    pub offering: Id<Offering>,
    /// When the work is.
    pub span: Span,
    /// Where the work is.
    pub post_code: String,
    /// What the buyer saw that they would pay; a hold at another price is refused.
    pub expected_pay: Option<Amount>,
}

/// A hold as its buyer hears of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The trade it may become.
    pub trade: Id<Trade>,
    /// Until when.
    pub held_until: Timestamp,
    /// What the buyer would pay, in minor units.
    pub buyer_pays: Amount,
}

impl Command for Hold {
    type Done = Held;
    const NAME: &'static str = "trade.hold";

    fn locality(&self) -> Locality {
        self.offering.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        let locality = self.locality();
        keys.one::<User>((locality, self.buyer));
        keys.one::<Offering>((locality, self.offering));
        keys.one::<PriceRule>((locality, self.offering));
        booking_checks::reads(keys, locality, self.buyer, self.seller);
        availability::reads(keys, locality, self.seller.cast(), self.span);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Held, Stop> {
        only(at, self.buyer)?;
        trader(at, draft)?;
        let offering = draft.get::<Offering>((at.locality, self.offering))?;
        if offering.seller == self.buyer {
            return Err(TradeRefusal::OwnOffering.into());
        }
        let (requirement, priced) = self.price(at, draft, &offering)?;
        availability::take(draft, at.locality, offering.resource, self.span)?;
        let trade = self.trade(at, &offering, (&requirement, &priced))?;
        for (place, line) in (1..).zip(&priced.waterfall.lines) {
            let mut line = TradeLine {
                locality: at.locality,
                trade: trade.id,
                place,
                kind: line.kind,
                amount: line.amount,
                settled: None,
                rule: line.rule.clone(),
                counterparty: line.counterparty.clone(),
                pending: None,
            };
            set_aside(at, draft, &trade, &mut line)?;
            draft.add(&line);
        }
        draft.add(&trade);
        draft.add(&TradeEvent {
            locality: at.locality,
            trade: trade.id,
            id: at.id(),
            stage: Stage::Held,
            what: "event-held".to_owned(),
            by: at.actor,
            happened_at: at.now,
        });
        draft.wake(at, trade.held_until, &EndHold { trade: trade.id });
        Ok(Held { trade: trade.id, held_until: trade.held_until, buyer_pays: trade.buyer_pays })
    }
}

impl Hold {
    fn price(&self, at: &Moment, draft: &Draft, offering: &Offering) -> Result<(Requirement, Priced), Stop> {
        let rulebook = at.consult::<Rulebook>()?;
        let work_place = at.consult::<Directory>()?.place(&self.post_code);
        let work_place = work_place.ok_or(AssetRefusal::UnknownPlace)?.clone();
        let requirement = Requirement { sector: offering.sector.clone(), work_place, span: self.span };
        let price_rule = draft.get::<PriceRule>((at.locality, self.offering))?;
        let currency = price_rule.currency;
        let candidate = Candidate {
            parties: Parties::of(draft, at.locality, self.buyer, offering.seller)?,
            offering: offering.clone(),
            price_rule,
        };
        let mut keys = Keys::default();
        for fund in rulebook.funds() {
            subsidies::reads(&mut keys, subsidies::purse(fund, currency), self.buyer, at.now.day());
        }
        draft.ask(keys)?;
        let mut rooms = FundRooms::new();
        for fund in rulebook.funds() {
            let room = FundRoom::of(draft, subsidies::purse(fund, currency), self.buyer, at.now.day())?;
            rooms.insert(fund.to_owned(), room);
        }
        let today = requirement.work_place.zone.calendar().local(at.now).date;
        let terms = Terms::on(rulebook, today)?;
        let conditions = Conditions { rulebook, terms: &terms, rooms: &rooms, now: at.now };
        let priced = candidate.option(&requirement, conditions)?;
        let pays = priced.waterfall.buyer_pays()?;
        match self.expected_pay {
            Some(expected) if expected != pays => {
                Err(TradeRefusal::PriceChanged { pays: (pays, currency) }.into())
            }
            _ => Ok((requirement, priced)),
        }
    }

    fn trade(
        &self,
        at: &Moment,
        offering: &Offering,
        (requirement, priced): (&Requirement, &Priced),
    ) -> Result<Trade, Stop> {
        let work_place = requirement.work_place.clone();
        let today = work_place.zone.calendar().local(at.now).date;
        let terms = Terms::on(at.consult::<Rulebook>()?, today)?;
        Ok(Trade {
            locality: at.locality,
            id: at.id(),
            stage: Stage::Held,
            buyer: self.buyer,
            seller: offering.seller,
            offering: offering.id,
            resource: offering.resource,
            sector: offering.sector.clone(),
            mechanism: NAME.to_owned(),
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            distance_m: offering.place().meters_to(work_place.place),
            post_code: work_place.post_code,
            town: work_place.town,
            lat_e6: work_place.place.lat_e6,
            lon_e6: work_place.place.lon_e6,
            jurisdiction: work_place.jurisdiction,
            zone: work_place.zone,
            currency: priced.waterfall.currency,
            buyer_pays: priced.waterfall.buyer_pays()?,
            seller_receives: priced.waterfall.seller_receives()?,
            pack_hash: priced.verdict.pack_hash.to_string(),
            held_at: at.now,
            held_until: at.now.plus_minutes(terms.hold_minutes),
            extensions: 0,
            booked_at: None,
            approves_at: None,
            worked_minutes: None,
            ended_at: None,
        })
    }
}

/// Sets a subsidy's money aside, so that a fund never promises what it does not have.
fn set_aside(at: &Moment, draft: &mut Draft, trade: &Trade, line: &mut TradeLine) -> Result<(), Stop> {
    let (LineKind::Subsidy, Some(fund)) = (line.kind, &line.counterparty) else { return Ok(()) };
    let debit = subsidies::purse(fund, trade.currency);
    let credit = escrow::purse(trade.id, trade.currency);
    let (amount, purpose) = (line.amount, Purpose::Subsidy);
    let pending =
        ledger::reserve(at, draft, &Entry { debit, credit, amount, purpose, subject: trade.id.cast() })?;
    subsidies::count(draft, debit.holder, (trade.buyer, trade.held_at.day()), amount)?;
    line.pending = Some(pending);
    Ok(())
}

/// Holds for longer: from now, for as long as at first.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ExtendHold {
    /// Which trade.
    pub trade: Id<Trade>,
}

impl Command for ExtendHold {
    type Done = Timestamp;
    const NAME: &'static str = "trade.extend_hold";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Trade>((self.locality(), self.trade));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Timestamp, Stop> {
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.only_buyer(at)?;
        trade.at_one_of(&[Stage::Held])?;
        if at.now >= trade.held_until {
            return Err(TradeRefusal::HoldEnded.into());
        }
        let terms = Terms::on(at.consult::<Rulebook>()?, trade.zone.calendar().local(at.now).date)?;
        if trade.extensions >= terms.hold_extensions_max {
            return Err(TradeRefusal::NoMoreExtensions.into());
        }
        trade.extensions += 1;
        trade.held_until = at.now.plus_minutes(terms.hold_minutes);
        draft.wake(at, trade.held_until, &EndHold { trade: trade.id });
        advance(at, draft, &trade, "event-extended")?;
        Ok(trade.held_until)
    }
}

/// Ends a hold: its buyer lets go, or its time is over.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct EndHold {
    /// Which trade.
    pub trade: Id<Trade>,
}

impl Command for EndHold {
    type Done = ();
    const NAME: &'static str = "trade.end_hold";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        if only_timer(at).is_err() {
            trade.only_buyer(at)?;
            trade.at_one_of(&[Stage::Held])?;
        } else {
            trade.at_one_of(&[Stage::Held])?;
            if at.now < trade.held_until {
                return Err(TradeRefusal::NotDue.into());
            }
        }
        availability::give_back(draft, at.locality, trade.resource, trade.span()?)?;
        for line in draft.list::<TradeLine>((at.locality, trade.id))? {
            if let (Some(pending), Some(fund)) = (line.pending, &line.counterparty) {
                ledger::void_pending(at, draft, pending)?;
                let holder = subsidies::purse(fund, trade.currency).holder;
                subsidies::count(draft, holder, (trade.buyer, trade.held_at.day()), line.amount.negated()?)?;
                draft.put(&TradeLine { pending: None, ..line })?;
            }
        }
        trade.stage = Stage::Lapsed;
        trade.ended_at = Some(at.now);
        advance(at, draft, &trade, "event-lapsed")
    }
}
