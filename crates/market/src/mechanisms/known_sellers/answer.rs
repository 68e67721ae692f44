//! What becomes of a request.

use super::{
    DeclineReason, NAME, OpenRequest, RequestNotice, RequestRefusal, RequestStage, RequestTime, WorkRequest,
    subject,
};
use crate::options::subsidies::Subsidies;
use crate::support::escrow::{self, Agreed};
use crate::support::notices;
use crate::trade::TradeRefusal;
use crate::trade::arrival::{ArrivalRefusal, Destination};
use crate::users::{User, confirmed_trader, only};
use kernel::{Amount, BadRow, Command, Decide, Draft, Id, Keys, Stop, Timestamp};
use serde::{Deserialize, Serialize};

fn reads(keys: &mut Keys, request: Id<WorkRequest>) {
    keys.one::<WorkRequest>((request.locality(), request));
    keys.all::<RequestTime>((request.locality(), request));
}

/// Accepts one of the times of a request: its hours are taken, and both sides are bound.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("known_sellers.accept_request")]
pub struct AcceptRequest {
    /// Which.
    pub request: Id<WorkRequest>,
    /// Which of its times, from 1.
    #[ask(example = "1")]
    pub number: i64,
    /// What the seller saw that they receive, in minor units; at another price nothing is accepted.
    pub expected_receive: Option<Amount>,
}

impl Decide for AcceptRequest {
    type Done = Agreed;

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.request);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Agreed, Stop> {
        let request = draft.get::<WorkRequest>((draft.locality(), self.request))?;
        only(draft, request.seller)?;
        if !request.is_open(draft.now()) {
            return Err(RequestRefusal::Over.into());
        }
        confirmed_trader(draft)?;
        if !draft.get::<User>((draft.locality(), request.buyer))?.is_found() {
            return Err(RequestRefusal::BuyerGone.into());
        }
        let time = draft.get::<RequestTime>((draft.locality(), self.request, self.number))?;
        let span = time.span().ok_or_else(|| BadRow("a request is for some time".to_owned()))?;
        let quote = request.at(span).quote(draft, Some(request.buyer), Subsidies::Funds)?;
        let waterfall = &quote.priced.waterfall;
        let (pays, receives) = (waterfall.payer_money()?, waterfall.payee_receives()?);
        let is_as_seen = self.expected_receive.is_none_or(|expected| expected == receives);
        if pays.amount > time.pays || !is_as_seen {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let street = request.street.clone().ok_or(ArrivalRefusal::NoStreet)?;
        let destination = Destination { street, note: request.note.clone() };
        let award = quote.award(NAME, request.trade, request.buyer, destination)?;
        let request = request.end(draft, RequestStage::Accepted)?;
        draft.put(&WorkRequest { accepted: Some(self.number), ..request })?;
        escrow::make(draft, &award)
    }
}

/// Declines a request: what was set aside for it is free again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("known_sellers.decline_request")]
pub struct DeclineRequest {
    /// Which.
    pub request: Id<WorkRequest>,
    /// Why, in a word.
    pub reason: Option<DeclineReason>,
}

impl Decide for DeclineRequest {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.request);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let request = draft.get::<WorkRequest>((draft.locality(), self.request))?;
        only(draft, request.seller)?;
        let request = request.end(draft, RequestStage::Declined)?;
        let starts = request.starts(draft)?;
        notices::tell(draft, request.buyer, subject(request.id), &RequestNotice::Declined { starts });
        draft.put(&WorkRequest { reason: self.reason, ..request })?;
        Ok(())
    }
}

/// Takes a request back that nobody has accepted.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("known_sellers.withdraw_request")]
pub struct WithdrawRequest {
    /// Which.
    pub request: Id<WorkRequest>,
}

impl Decide for WithdrawRequest {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.request);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let request = draft.get::<WorkRequest>((draft.locality(), self.request))?;
        only(draft, request.buyer)?;
        let request = request.end(draft, RequestStage::Withdrawn)?;
        let starts = request.starts(draft)?;
        notices::tell(draft, request.seller, subject(request.id), &RequestNotice::Withdrawn { starts });
        draft.put(&request)?;
        Ok(())
    }
}

/// Takes back all that somebody has asked for: they leave.
///
/// # Errors
/// As [`Draft::list`].
pub(crate) fn withdraw_all(draft: &mut Draft<'_>, buyer: Id<User>) -> Result<(), Stop> {
    for OpenRequest { request, .. } in draft.list::<OpenRequest>((draft.locality(), buyer))? {
        let request = draft.get::<WorkRequest>((draft.locality(), request))?;
        let request = request.end(draft, RequestStage::Withdrawn)?;
        let starts = request.starts(draft)?;
        notices::tell(draft, request.seller, subject(request.id), &RequestNotice::Withdrawn { starts });
        draft.put(&request)?;
    }
    Ok(())
}

/// Ends a request that nobody answered.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("known_sellers.expire_request", by_market)]
pub struct ExpireRequest {
    /// Which.
    pub request: Id<WorkRequest>,
}

impl Decide for ExpireRequest {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.request);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let request = draft.get::<WorkRequest>((draft.locality(), self.request))?;
        if request.stage != RequestStage::Open {
            return Ok(());
        }
        if draft.now() < request.answer_by {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(request.answer_by, &Self { request: request.id }));
            draft.put(&WorkRequest { timer, ..request })?;
            return Ok(());
        }
        // This very timer is the one that fired: there is none to take back.
        let request = WorkRequest { timer: None, ..request }.end(draft, RequestStage::Expired)?;
        let starts = request.starts(draft)?;
        notices::tell(draft, request.buyer, subject(request.id), &RequestNotice::Expired { starts });
        notices::tell(draft, request.seller, subject(request.id), &RequestNotice::Missed { starts });
        draft.put(&request)?;
        Ok(())
    }
}

impl WorkRequest {
    /// Ends it in a stage: what was set aside is free again, and where the work would be is forgotten. The row is the
    /// caller's to write.
    fn end(self, draft: &mut Draft<'_>, stage: RequestStage) -> Result<Self, Stop> {
        if self.stage != RequestStage::Open {
            return Err(RequestRefusal::Over.into());
        }
        if let Some(pending) = self.pending {
            ledger::void_pending(draft, pending)?;
        }
        if let Some(timer) = self.timer {
            draft.take_back_timer(self.answer_by, timer)?;
        }
        draft.remove::<OpenRequest>((draft.locality(), self.buyer, self.id))?;
        let (street, note, pending, timer) = (None, None, None, None);
        Ok(Self { stage, street, note, pending, timer, answered_at: Some(draft.now()), ..self })
    }

    /// When the first of its times begins.
    fn starts(&self, draft: &Draft<'_>) -> Result<Timestamp, Stop> {
        let times = draft.list::<RequestTime>((draft.locality(), self.id))?;
        Ok(times.iter().map(|time| time.starts_at).min().unwrap_or(self.answer_by))
    }

    /// Whose side somebody is on; nothing for anybody else.
    pub fn other_side(&self, user: Id<User>) -> Option<Id<User>> {
        let sides = [(self.buyer, self.seller), (self.seller, self.buyer)];
        sides.into_iter().find_map(|(one, other)| (one == user).then_some(other))
    }
}
