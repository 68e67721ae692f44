//! The forms of a booking's steps as they were sent: each is taken, or comes back filled in with what is wrong beside its field.

use axum::extract::Path;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use kernel::{Amount, Command};
use market::admin::payment_transfer::Direction;
use market::support::amendment::CallOff;
use market::support::completion::{
    AcceptOffer, AcceptReport, AddEvidence, Confirm, MakeOffer, Object, RecordDue, Report, SendBack,
};
use market::support::escrow::{Agree, ExtendHold, LetGo};
use market::trade::actions::{Action, Step};

use super::answer::{Answer, to, to_saying};
use super::sent::Sent;
use super::trade::{self, id, read};
use super::trade_steps as steps;
use super::visit::Visit;
use super::{Routes, fields, statement};
use crate::act::{self, Named, Unread};
use crate::app::App;
use crate::components::{FieldError, Typed};
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::trades::{ShownTrade, address};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![
        ("/trades/{trade}/top-up", post(top_up)),
        ("/trades/{trade}/agreement", step::<Agree>(Step::Agree, "booked")),
        ("/trades/{trade}/extension", step::<ExtendHold>(Step::Extend, "extended")),
        ("/trades/{trade}/release", step::<LetGo>(Step::LetGo, "let-go")),
        ("/trades/{trade}/parts/{part}/record", step::<RecordDue>(Step::Record, "recorded")),
        ("/trades/{trade}/parts/{part}/confirmation", step::<Confirm>(Step::Confirm, "paid")),
        ("/trades/{trade}/parts/{part}/objection", step::<Object>(Step::Object, "objected")),
        ("/trades/{trade}/parts/{part}/offers", step::<MakeOffer>(Step::Offer, "offered-share")),
        (
            "/trades/{trade}/parts/{part}/offers/{offer}/acceptance",
            step::<AcceptOffer>(Step::Offer, "settled"),
        ),
        ("/trades/{trade}/parts/{part}/repetition", step::<SendBack>(Step::SendBack, "sent-back")),
        ("/trades/{trade}/parts/{part}/report", step::<Report>(Step::Report, "reported")),
        ("/trades/{trade}/parts/{part}/acceptance", step::<AcceptReport>(Step::AcceptReport, "returned")),
        ("/trades/{trade}/parts/{part}/evidence", step::<AddEvidence>(Step::AddEvidence, "evidence-added")),
        ("/trades/{trade}/parts/{part}/cancellation", step::<CallOff>(Step::CallOff, "cancelled")),
    ]
}

/// Why a step is not taken.
enum Amiss {
    /// The fields that do not fit.
    Fields(Vec<FieldError>),
    /// Anything else.
    Other(AppError),
}

impl<E: Into<AppError>> From<E> for Amiss {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// The step of a command: its form as sent, run, and back to the booking with a word about it. Who comes to the address
/// otherwise, by loading a form again that came back, is led to the booking.
fn step<C: Command>(step: Step, said: &'static str) -> MethodRouter<App> {
    let back = get(async move |visit: Visit, Path(named): Path<Named>| -> Response {
        to(&visit.at(&format!("/trades/{}", part_of(&named, "trade"))))
    });
    back.post(async move |Path(named): Path<Named>, sent: Sent| -> Answer {
        let Sent { visit, typed, key } = sent;
        let amiss = match take::<C>(&visit, &named, &typed, &key).await {
            Ok(()) => {
                return Ok(to_saying(&visit.at(&format!("/trades/{}", part_of(&named, "trade"))), said));
            }
            Err(amiss) => amiss,
        };
        again(&visit, step, &named, typed, amiss).await
    })
}

/// A name of an address.
fn part_of<'a>(named: &'a Named, wanted: &str) -> &'a str {
    named.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
}

/// What was typed, with a code as it is counted: people type it as they see it, with a space in it.
fn unspaced(typed: &Typed) -> Vec<(String, String)> {
    let mut pairs = typed.pairs().to_vec();
    for (_, value) in pairs.iter_mut().filter(|(name, _)| name == "code") {
        value.retain(|c| !c.is_whitespace());
    }
    pairs
}

async fn take<C: Command>(visit: &Visit, named: &Named, typed: &Typed, key: &str) -> Result<(), Amiss> {
    let wrong = wrong_items(visit, typed);
    if !wrong.is_empty() {
        return Err(Amiss::Fields(wrong));
    }
    let decimals = typed.value("decimals").parse().unwrap_or(2);
    let amount = |text: &str| fields::decimal(visit.loc, text, decimals);
    let visitor = visit.visitor()?;
    let command: C =
        act::of_form(visitor.user, named, &unspaced(typed), amount).map_err(|unread| match unread {
            Unread::Nowhere => Amiss::Other(AppError::NotFound),
            Unread::Misfit(why) => misfit(visit, &why),
        })?;
    visit.app.run(visitor, key, command).await?;
    Ok(())
}

/// The field that a form names in vain; what no page asks for is the form's own fault.
fn misfit(visit: &Visit, why: &str) -> Amiss {
    let loc = visit.loc;
    let (name, text) = match why.split('`').nth(1) {
        Some("words") => ("words", t!(loc, "step-words-wrong")),
        Some("due") => ("due", t!(loc, "rule-money-wrong")),
        Some("pays") => ("pays", t!(loc, "rule-money-wrong")),
        _ => return AppError::invalid("step", "invalid-step").into(),
    };
    Amiss::Fields(vec![FieldError { name: name.to_owned(), text }])
}

/// What goes back is said in whole pieces, and is something: a form that says nothing would send back all of it.
fn wrong_items(visit: &Visit, typed: &Typed) -> Vec<FieldError> {
    let items: Vec<_> = typed.pairs().iter().filter(|(name, _)| name.starts_with("items-")).collect();
    let error = |name: &str, text: Text| FieldError { name: name.to_owned(), text };
    let is_count = |value: &str| value.is_empty() || value.parse::<u16>().is_ok();
    let wrong = items.iter().filter(|(_, value)| !is_count(value.trim()));
    let wrong: Vec<_> = wrong.map(|(name, _)| error(name, t!(visit.loc, "fields-count-wrong"))).collect();
    let is_none = items.iter().all(|(_, value)| value.trim().parse().unwrap_or(0) == 0);
    match items.first() {
        Some((first, _)) if wrong.is_empty() && is_none => {
            vec![error(first, t!(visit.loc, "step-return-wrong"))]
        }
        _ => wrong,
    }
}

/// The booking again, with what is wrong beside its field where the step's form is still on it.
async fn again(visit: &Visit, step: Step, named: &Named, typed: Typed, amiss: Amiss) -> Answer {
    let action = Action { step, part: part_of(named, "part").parse().ok() };
    let shown = read(visit, part_of(named, "trade")).await?;
    let errors = match amiss {
        Amiss::Fields(errors) => errors,
        Amiss::Other(error) => match refused_field(visit, &shown, action, &typed, &error) {
            Some(refused) => vec![refused],
            None => return Err(error),
        },
    };
    if !shown.actions().contains(&action) {
        return Err(AppError::invalid("step", "invalid-step"));
    }
    let form = steps::form(visit, &address(shown.trade().id, action), typed, errors);
    trade::page(visit, &shown, Some(&form))
}

/// The field that a refusal is about, with what would fit.
fn refused_field(
    visit: &Visit,
    shown: &ShownTrade,
    action: Action,
    typed: &Typed,
    error: &AppError,
) -> Option<FieldError> {
    // The first piece that was to go back.
    let item = || {
        let mut items =
            typed.pairs().iter().filter(|(name, value)| name.starts_with("items-") && !value.is_empty());
        items.next().map(|(name, _)| name.as_str())
    };
    let has = |name: &str| typed.pairs().iter().any(|(typed, _)| typed == name);
    let is_amount = has("decimals");
    let name = match (action.step, error.code()) {
        (
            Step::Record,
            "completion/needs-evidence"
            | "handover/no-code"
            | "handover/not-this-evidence"
            | "handover/locked",
        ) => {
            if has("code") {
                "code"
            } else {
                "due"
            }
        }
        (Step::Record | Step::Object, "completion/not-this-much") if is_amount => "due",
        (Step::Offer, "completion/not-this-much") => "pays",
        (Step::Report, "completion/not-this-much") => item()?,
        (Step::AddEvidence, "handover/not-this-evidence" | "handover/too-many") if has("words") => "words",
        _ => return None,
    };
    let most = || {
        let part = shown.full.part(action.part?).ok()?;
        let most = shown.full.price_of(part).payer_pays().ok()?;
        Some(visit.reader().money(most, part.currency))
    };
    let text = match name {
        "words" => t!(visit.loc, "step-words-wrong"),
        _ if action.step == Step::Report => t!(visit.loc, "step-return-most-wrong"),
        "due" | "pays" if error.code() == "completion/not-this-much" => {
            t!(visit.loc, "step-amount-wrong", most = most()?)
        }
        _ => visit.reader().error(error),
    };
    Some(FieldError { name: name.to_owned(), text })
}

async fn top_up(Path(trade): Path<String>, sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let shown = read(&visit, &trade).await?;
    let currency = shown.trade().currency;
    let exponent = words::money(&visit.app, Amount::ZERO, currency).currency.exponent();
    let amount = fields::decimal(visit.loc, typed.value("amount"), u32::from(exponent));
    let said = match amount {
        Some(amount) => statement::pay(&visit, Direction::Deposit, Amount(amount).of(currency), &key).await,
        None => Err(AppError::invalid("amount", "invalid-amount")),
    };
    match said {
        Ok(said) => Ok(to_saying(&visit.at(&format!("/trades/{}", id(&trade)?)), said)),
        Err(error) => {
            let errors = fields::errors(&visit, &error, "amount").ok_or(error)?;
            let form = steps::form(&visit, &steps::top_up(shown.trade().id), typed, errors);
            trade::page(&visit, &shown, Some(&form))
        }
    }
}
