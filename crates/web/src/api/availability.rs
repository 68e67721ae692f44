//! `/availability`: when a worker is free.

use super::call::{Answer, Body, SignedIn};
use super::calls::{Call, shown};
use crate::app::App;
use crate::nouns::availability::{self, Week};
use crate::visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, put};
use kernel::{Show, Zone};
use market::users::availability::{
    AddException, AvailabilityException, BeFree, RemoveException, SetUsualWeek,
};
use serde_json::Value;

const TAG: &str = "Availability";

pub(super) fn calls() -> Vec<Call> {
    let week =
        "On the clock of your home. What is booked already stays booked. Comes after the first offering.";
    let exceptions = "/availability/exceptions";
    let exception = "/availability/exceptions/{exception}";
    vec![
        Call::get::<Availability>(TAG, "/availability", "When you are free", "", get(show)),
        Call::put::<Week, ()>(TAG, "/availability/week", "Set the usual week", week, put(set_week)),
        Call::act_for::<AddException>(TAG, exceptions, "Add an exception", "exception"),
        Call::remove::<RemoveException>(TAG, exception, "Take an exception away"),
        Call::act::<BeFree>(TAG, "/availability/now", "Say that you are free"),
    ]
}

/// When you are free.
#[derive(Show)]
struct Availability {
    /// The clock that the week is on.
    zone: Zone,
    /// Nothing before the first is set.
    week: Option<Week>,
    /// Those that are not over.
    exceptions: Vec<AvailabilityException>,
}

async fn show(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let own = app.look(Some(&visitor), |draft| availability::of(draft, visitor.user.cast())).await?;
    let week = own.week.map(|week| Week::of(week.days()));
    Ok(shown(&app, &Availability { zone: own.zone, week, exceptions: own.exceptions }))
}

async fn set_week(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Body(week): Body<Week>,
) -> Answer<StatusCode> {
    let resource = visitor.user.cast();
    let zone = app.look(Some(&visitor), |draft| availability::of(draft, resource)).await?.zone;
    app.run(&visitor, &visit::fresh_key(), SetUsualWeek { resource, zone, days: week.days()? }).await?;
    Ok(StatusCode::NO_CONTENT)
}
