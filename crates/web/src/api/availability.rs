//! `/availability`: when a worker is free.

use super::call::{Answer, Asked, At, Body, SignedIn};
use super::calls::{Call, shown};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::availability::{self, Week};
use crate::visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, put};
use kernel::{Id, Show, Zone};
use market::users::assets::{Offering, Resource};
use market::users::availability::{
    AddException, AvailabilityException, BeFree, RemoveException, SetOfferingWeek, SetUsualWeek,
};
use serde::Deserialize;
use serde_json::Value;

const TAG: &str = "Availability";

pub(super) fn calls() -> Vec<Call> {
    let week =
        "On the clock of your home. What is booked already stays booked. Comes after the first offering.";
    let exceptions = "/availability/exceptions";
    let exception = "/availability/exceptions/{exception}";
    vec![
        Call::get::<Availability>(TAG, "/availability", "When you are free", "", get(show)).query(
            "resource",
            "A thing or a space of yours instead.",
            None,
        ),
        Call::put::<Week, ()>(TAG, "/availability/week", "Set the usual week", week, put(set_week)),
        Call::put::<Week, ()>(
            TAG,
            "/offerings/{offering}/week",
            "Set the usual week of what is lent",
            "Of all the pieces that are alike, on the clock of the place where they are. What is booked already stays booked.",
            put(set_offering_week),
        ),
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

/// Whose availability is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    resource: Option<Id<Resource>>,
}

async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Asked(whose): Asked<Whose>,
) -> Answer<Json<Value>> {
    let resource = whose.resource.unwrap_or(visitor.user.cast());
    if resource.locality() != app.locality {
        return Err(AppError::NotFound);
    }
    let own = app.look(Some(&visitor), |draft| availability::of(draft, resource)).await?;
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

async fn set_offering_week(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(offering): At<Offering>,
    Body(week): Body<Week>,
) -> Answer<StatusCode> {
    let set = SetOfferingWeek { offering, days: week.days()? };
    app.run(&visitor, &visit::fresh_key(), set).await?;
    Ok(StatusCode::NO_CONTENT)
}
