//! Booking: the agreement, with its contract and its money in escrow.

use super::{Stage, Trade, TradeLine, TradeRefusal, advance, complete, reads, waterfall};
use crate::concession::Terms;
use crate::directory::{Directory, WorkPlace};
use crate::options::{
    assembly,
    booking_checks::{self, Parties},
    contracts::{self, Contract, WorkFacts},
    subsidies,
    waterfall::Waterfall,
};
use crate::support::{escrow, notices};
use crate::users::User;
use kernel::{BadRow, Command, Draft, Id, Keys, Locality, Moment, Stop, Timestamp};
use ledger::{Class, AccountKey};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Agrees to a held trade: the contract binds both sides and the buyer's money goes into escrow.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Book {
    /// Which trade.
    pub trade: Id<Trade>,
    /// Who buys.
    pub buyer: Id<User>,
    /// Who sells.
    pub seller: Id<User>,
}

/// An agreement as its buyer hears of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The trade.
    pub trade: Id<Trade>,
    /// The digest of its contract.
    pub contract_digest: String,
    /// When silence will count as approval of the hours.
    pub approves_at: Timestamp,
}

impl Command for Book {
    type Done = Booked;
    const NAME: &'static str = "trade.book";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
        booking_checks::reads(keys, self.locality(), self.buyer, self.seller);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Booked, Stop> {
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        trade.only_buyer(at)?;
        trade.at_one_of(&[Stage::Held])?;
        if at.now >= trade.held_until {
            return Err(TradeRefusal::HoldEnded.into());
        }
        let lines = draft.list::<TradeLine>((at.locality, trade.id))?;
        let buyer = AccountKey::of(trade.buyer, Class::UserAvailable, trade.currency);
        ask_for_money(draft, &trade, (buyer, &lines))?;
        let price = waterfall(trade.currency, &lines);
        check_again(at, draft, &trade, &price)?;

        escrow::fund(at, draft, trade.id, (buyer, price.buyer_pays()?))?;
        for line in lines {
            if let Some(pending) = line.pending {
                ledger::post_pending(at, draft, pending, line.amount)?;
                draft.put(&TradeLine { pending: None, ..line })?;
            }
        }

        let terms = Terms::on(at.consult::<Rulebook>()?, trade.zone.calendar().local(at.now).date)?;
        let contract_digest = agree(at, draft, &trade, (&price, &terms))?;
        let approves_at = trade.ends_at.plus_hours(terms.silent_approval_hours);
        trade.stage = Stage::Booked;
        trade.booked_at = Some(at.now);
        trade.approves_at = Some(approves_at);
        draft.wake(at, trade.ends_at, &complete::PromptHours { trade: trade.id });
        draft.wake(at, approves_at, &complete::ApproveSilently { trade: trade.id });
        advance(at, draft, &trade, "event-booked")?;
        tell_both(at, draft, &trade);
        Ok(Booked { trade: trade.id, contract_digest, approves_at })
    }
}

/// Asks for the accounts that the money moves between, which only the trade can name.
fn ask_for_money(draft: &Draft, trade: &Trade, (buyer, lines): (AccountKey, &[TradeLine])) -> Result<(), Stop> {
    let mut keys = Keys::default();
    buyer.read(&mut keys, trade.locality);
    escrow::reads(&mut keys, trade.locality, trade.id, trade.currency);
    for line in lines {
        if let (Some(pending), Some(fund)) = (line.pending, &line.counterparty) {
            ledger::pending_reads(&mut keys, trade.locality, pending);
            subsidies::purse(fund, trade.currency).read(&mut keys, trade.locality);
        }
    }
    Ok(draft.ask(keys)?)
}

/// What holds when hours are held must still hold when they are booked.
fn check_again(at: &Moment, draft: &Draft, trade: &Trade, price: &Waterfall) -> Result<(), Stop> {
    let parties = Parties::of(draft, at.locality, trade.buyer, trade.seller)?;
    let work_place = trade.work_place();
    assembly::recheck(
        at.consult::<Rulebook>()?,
        &trade.deal(&work_place, at.now)?,
        (&parties, trade.distance_m),
        price,
    )
}

/// The contract's facts are all on the trade: whoever shows it makes the same text again.
///
/// # Errors
/// [`Stop::Bad`] when the directory or the rulebook lacks what the trade names.
pub fn contract_text_facts<'a>(
    trade: &Trade,
    (directory, rulebook): (&'a Directory, &'a Rulebook),
    (work_place, price, terms): (&'a WorkPlace, &'a Waterfall, &'a Terms),
) -> Result<WorkFacts<'a>, Stop> {
    let unknown = |what: &str| Stop::Bad(BadRow(format!("trade {}: unknown {what}", trade.id)));
    let sector = directory.sector(&trade.sector).ok_or_else(|| unknown("sector"))?;
    let currency = rulebook.currency(trade.currency.code()).ok_or_else(|| unknown("currency"))?;
    Ok(WorkFacts {
        trade: trade.id.to_string(),
        seller: trade.seller.to_string(),
        buyer: trade.buyer.to_string(),
        sector,
        work_place,
        starts_at: trade.starts_at,
        ends_at: trade.ends_at,
        waterfall: price,
        exponent: u32::from(currency.exponent),
        terms,
        pack_hash: trade.pack_hash.clone(),
    })
}

fn agree(
    at: &Moment,
    draft: &mut Draft,
    trade: &Trade,
    (price, terms): (&Waterfall, &Terms),
) -> Result<String, Stop> {
    let reference = (at.consult::<Directory>()?, at.consult::<Rulebook>()?);
    let work_place = trade.work_place();
    let digest = contract_text_facts(trade, reference, (&work_place, price, terms))?.digest()?;
    draft.add(&Contract {
        locality: at.locality,
        trade: trade.id.cast(),
        version: 1,
        template: contracts::WORK.to_owned(),
        digest: digest.clone(),
        agreed_at: at.now,
    });
    Ok(digest)
}

fn tell_both(at: &Moment, draft: &mut Draft, trade: &Trade) {
    let pays = (trade.buyer_pays, trade.currency);
    let receives = (trade.seller_receives, trade.currency);
    let starts = || ("starts", trade.starts_at.into());
    let to_seller = ("notice-booked-seller", vec![starts(), ("receives", receives.into())]);
    let to_buyer = ("notice-booked-buyer", vec![starts(), ("pays", pays.into())]);
    notices::tell(at, draft, trade.seller, (Some(trade.id), to_seller));
    notices::tell(at, draft, trade.buyer, (Some(trade.id), to_buyer));
}
