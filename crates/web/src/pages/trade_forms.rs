//! The forms of a booking's steps as they were sent: each is taken, or comes back filled in with what is wrong beside its field.

use axum::routing::MethodRouter;
use kernel::Command;
use market::admin::payment_transfer::Direction;
use market::support::amendment::CallOff;
use market::support::completion::{
    AcceptOffer, AcceptReport, AddEvidence, Confirm, MakeOffer, Object, RecordDue, Report, RunLate, SendBack,
    StartWork, StopWork,
};
use market::support::escrow::{Agree, ExtendHold, LetGo};
use market::support::messages::WriteMessage;
use market::trade::actions::{Action, Step};

use super::prelude::*;
use super::trade::{self, read};
use super::trade_offered::form;
use super::{statement, trade_steps as steps};
use crate::act::Named;
use crate::app::App;
use crate::nouns::trades::{ShownTrade, address};

pub(super) fn routes() -> Routes {
    vec![
        ("/trades/{trade}/top-up", post(top_up)),
        ("/trades/{trade}/agreement", step::<Agree>(Step::Agree, "booked")),
        ("/trades/{trade}/extension", step::<ExtendHold>(Step::Extend, "extended")),
        ("/trades/{trade}/release", step::<LetGo>(Step::LetGo, "let-go")),
        ("/trades/{trade}/messages", step::<WriteMessage>(Step::Write, "written")),
        ("/trades/{trade}/parts/{part}/start", step::<StartWork>(Step::Start, "door-started")),
        ("/trades/{trade}/parts/{part}/stop", step::<StopWork>(Step::Stop, "door-stopped")),
        ("/trades/{trade}/parts/{part}/delay", step::<RunLate>(Step::RunLate, "told-late")),
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

/// The step of a command: its form as sent, run, and back to the booking with a word about it. Who comes to the address
/// otherwise, by loading a form again that came back, is led to the booking.
fn step<C: Command>(step: Step, said: &'static str) -> MethodRouter<App> {
    let booking = |named: &Named| format!("/trades/{}", part_of(named, "trade"));
    let back = get(async move |visit: Visit, Path(named): Path<Named>| to(&visit.at(&booking(&named))));
    back.post(async move |Path(named): Path<Named>, sent: Sent| -> Answer {
        match take::<C>(&sent, &named).await {
            Ok(()) => Ok(sent.on(&format!("{}{}", booking(&named), place(step)), said)),
            Err(fault) => again(sent, step, &named, fault).await,
        }
    })
}

/// A name of an address.
fn part_of<'a>(named: &'a Named, wanted: &str) -> &'a str {
    named.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
}

/// Where on the booking's page a step leaves what it made, if that is not at its head.
fn place(step: Step) -> &'static str {
    if step == Step::Write { "#messages" } else { "" }
}

async fn take<C: Command>(sent: &Sent, named: &Named) -> Result<(), Fault> {
    let wrong = wrong_items(&sent.visit, &sent.typed);
    if !wrong.is_empty() {
        return Err(Fault::Fields(wrong));
    }
    sent.run(sent.command::<C>(named)?).await?;
    Ok(())
}

/// What goes back is said in whole pieces, and is something: a form that says nothing would send back all of it.
fn wrong_items(visit: &Visit, typed: &Typed) -> Vec<FieldError> {
    let items: Vec<_> = typed.pairs().iter().filter(|(name, _)| name.starts_with("items-")).collect();
    let is_count = |value: &str| value.is_empty() || value.parse::<u16>().is_ok();
    let wrong = items.iter().filter(|(_, value)| !is_count(value.trim()));
    let wrong: Vec<_> =
        wrong.map(|(name, _)| FieldError::new(name, t!(visit, "fields-count-wrong"))).collect();
    let is_none = items.iter().all(|(_, value)| value.trim().parse().unwrap_or(0) == 0);
    match items.first() {
        Some((first, _)) if wrong.is_empty() && is_none => {
            vec![FieldError::new(first, t!(visit, "step-return-wrong"))]
        }
        _ => wrong,
    }
}

/// The booking again, with what is wrong beside its field where the step's form is still on it.
async fn again(sent: Sent, step: Step, named: &Named, fault: Fault) -> Answer {
    let Sent { visit, typed, .. } = sent;
    let action = Action { step, part: part_of(named, "part").parse().ok() };
    let shown = read(&visit, part_of(named, "trade")).await?;
    let errors = match fault {
        Fault::Fields(errors) => errors,
        Fault::Other(error) => match refused_field(&visit, &shown, action, &typed, &error) {
            Some(refused) => vec![refused],
            None => return Err(error),
        },
    };
    if !shown.actions().contains(&action) {
        return Err(AppError::invalid("step", "invalid-step"));
    }
    let form = form(&visit, &address(shown.trade().id, action), typed, errors);
    trade::page(&visit, &shown, Some(&form))
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
    let is_amount = has("currency");
    let name = match (action.step, error.code()) {
        (
            Step::Record,
            "completion/needs-evidence"
            | "handover/no-code"
            | "handover/wrong-code"
            | "handover/not-this-evidence"
            | "handover/locked",
        ) => {
            if has("code") {
                "code"
            } else {
                "due"
            }
        }
        (
            Step::Start | Step::Stop,
            "handover/no-code" | "handover/wrong-code" | "handover/locked" | "completion/too-short",
        )
        | (Step::AddEvidence, "handover/wrong-code") => "code",
        (Step::RunLate, "completion/too-late" | "completion/said-often") => "minutes",
        (Step::Write, code) if code.starts_with("messages/") => "words",
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
        "words" if action.step == Step::AddEvidence => t!(visit, "step-words-wrong"),
        _ if action.step == Step::Report => t!(visit, "step-return-most-wrong"),
        "due" | "pays" if error.code() == "completion/not-this-much" => {
            t!(visit, "step-amount-wrong", most = most()?)
        }
        _ => visit.reader().error(error),
    };
    Some(FieldError::new(name, text))
}

async fn top_up(Path(trade): Path<String>, sent: Sent) -> Answer {
    let (visit, shown) = (&sent.visit, read(&sent.visit, &trade).await?);
    let trade = shown.trade();
    let sign = words::sign(&visit.app, trade.currency);
    let paid = match fields::amount(visit.loc, sent.typed.value("amount"), sign) {
        Some(amount) => statement::pay(&sent, Direction::Deposit, Amount(amount).of(trade.currency)).await,
        None => Err(AppError::invalid("amount", "invalid-amount")),
    };
    let error = match paid {
        Ok(said) => return Ok(sent.on(&format!("/trades/{}", trade.id), said)),
        Err(error) => error,
    };
    let errors = Fault::from(error).at(visit, "amount")?;
    let form = form(visit, &steps::top_up(trade.id), sent.typed.clone(), errors);
    trade::page(visit, &shown, Some(&form))
}
