//! `/availability`: when a worker is free.

use super::call::{At, Body, Key, SignedIn};
use super::fault::Answer;
use super::shapes::{Made, Rfc3339, Uuid, clock, minute, words};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::offerings;
use crate::visit::{self, Visitor};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{QUARTER_MINUTES, Slots, Span};
use market::users::availability::{
    AddException, AvailabilityException, BeFree, ExceptionKind, FreeNow, RemoveException, SetUsualWeek,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(set_week))
        .routes(routes!(add_exception))
        .routes(routes!(remove_exception))
        .routes(routes!(free_now))
}

/// A stretch of a local day, on the quarter-hour.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "17:00", "until": "24:00" }))]
struct Hours {
    from: String,
    /// `24:00` is the end of the day; what goes on after it stands in the next day.
    until: String,
}

/// A week of local hours: each day with the stretches in which you are free.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "monday": [{ "from": "17:00", "until": "24:00" }], "tuesday": [], "wednesday": [], "thursday": [],
    "friday": [{ "from": "09:00", "until": "12:30" }, { "from": "16:00", "until": "24:00" }],
    "saturday": [], "sunday": [],
}))]
struct Week {
    monday: Vec<Hours>,
    tuesday: Vec<Hours>,
    wednesday: Vec<Hours>,
    thursday: Vec<Hours>,
    friday: Vec<Hours>,
    saturday: Vec<Hours>,
    sunday: Vec<Hours>,
}

/// When you are free.
#[derive(Serialize, ToSchema)]
struct Availability {
    /// The clock that the week is on.
    zone: String,
    /// Nothing before the first is set.
    week: Option<Week>,
    /// Those that are not over.
    exceptions: Vec<Exception>,
}

/// A time that is not as usual.
#[derive(Serialize, ToSchema)]
struct Exception {
    id: Uuid,
    #[schema(schema_with = exception_kinds)]
    kind: ExceptionKind,
    starts_at: Rfc3339,
    ends_at: Rfc3339,
}

/// A time that is not as usual, as it is sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "not", "starts_at": "2026-11-27T17:00:00-08:00", "ends_at": "2026-11-28T00:00:00-08:00",
}))]
struct NewException {
    /// `also` free then, or `not` free then, which wins where two overlap.
    #[schema(schema_with = exception_kinds)]
    kind: ExceptionKind,
    /// On the quarter-hour.
    starts_at: Rfc3339,
    /// On the quarter-hour.
    ends_at: Rfc3339,
}

/// An exception that was added.
#[derive(Serialize, ToSchema)]
struct ExceptionAdded {
    exception: Uuid,
}

/// A button for "I am free".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "choice": "four-hours" }))]
struct FreeNowSent {
    choice: FreeChoice,
}

/// From the next quarter-hour for two or four hours; from 18:00 until midnight; tomorrow from 9:00 to 17:00.
#[derive(Deserialize, ToSchema, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum FreeChoice {
    TwoHours,
    FourHours,
    Tonight,
    Tomorrow,
}

/// The hours in which you are now free.
#[derive(Serialize, ToSchema)]
struct Free {
    starts_at: Rfc3339,
    ends_at: Rfc3339,
}

impl Hours {
    fn slots(&self) -> Option<Slots> {
        let (from, until) = (minute(&self.from)?, minute(&self.until)?);
        let on_grid = from % QUARTER_MINUTES == 0 && until % QUARTER_MINUTES == 0 && from < until;
        on_grid.then(|| Slots::run(from / QUARTER_MINUTES, (until - from) / QUARTER_MINUTES))
    }

    fn of(slots: Slots) -> Vec<Self> {
        let run = |(first, count): (i64, i64)| Self {
            from: clock(first * QUARTER_MINUTES),
            until: clock((first + count) * QUARTER_MINUTES),
        };
        slots.runs().map(run).collect()
    }
}

impl Week {
    fn slots(&self) -> Result<[Slots; 7], AppError> {
        let day = |field: &'static str, day: &[Hours]| {
            let slots: Option<Vec<Slots>> = day.iter().map(Hours::slots).collect();
            let slots = slots.ok_or_else(|| AppError::invalid(field, "invalid-quarters"))?;
            Ok::<_, AppError>(slots.into_iter().fold(Slots::NONE, Slots::with))
        };
        Ok([
            day("monday", &self.monday)?,
            day("tuesday", &self.tuesday)?,
            day("wednesday", &self.wednesday)?,
            day("thursday", &self.thursday)?,
            day("friday", &self.friday)?,
            day("saturday", &self.saturday)?,
            day("sunday", &self.sunday)?,
        ])
    }

    fn of(days: [Slots; 7]) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = days.map(Hours::of);
        Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }
}

async fn own(app: &App, visitor: &Visitor) -> Result<offerings::Availability, AppError> {
    app.look(Some(visitor), |draft| offerings::availability(draft, visitor.user.cast())).await
}

/// When you are free
#[utoipa::path(
    get, path = "/availability", tag = "Availability", responses((status = 200, body = Availability))
)]
async fn show(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Availability>> {
    let availability = own(&app, &visitor).await?;
    let exception = |exception: AvailabilityException| Exception {
        id: exception.id.into(),
        kind: exception.kind,
        starts_at: exception.starts_at.into(),
        ends_at: exception.ends_at.into(),
    };
    Ok(Json(Availability {
        zone: availability.zone.name().to_owned(),
        week: availability.week.map(|week| Week::of(week.days())),
        exceptions: availability.exceptions.into_iter().map(exception).collect(),
    }))
}

/// Set the usual week
///
/// On the clock of your home. What is booked already stays booked. Comes after the first offering.
#[utoipa::path(
    put, path = "/availability/week", tag = "Availability", request_body = Week, responses((status = 204))
)]
async fn set_week(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Body(body): Body<Week>,
) -> Answer<StatusCode> {
    let (resource, zone) = (visitor.user.cast(), own(&app, &visitor).await?.zone);
    app.run(&visitor, &visit::fresh_key(), SetUsualWeek { resource, zone, days: body.slots()? }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add an exception
#[utoipa::path(
    post, path = "/availability/exceptions", tag = "Availability", request_body = NewException,
    responses((status = 201, body = ExceptionAdded))
)]
async fn add_exception(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<NewException>,
) -> Answer<Made<ExceptionAdded>> {
    let span = Span::between(body.starts_at.0, body.ends_at.0);
    let span = span.ok_or_else(|| AppError::invalid("ends_at", "invalid-quarters"))?;
    let exception = app
        .run(&visitor, &key, AddException { resource: visitor.user.cast(), kind: body.kind, span })
        .await?;
    Ok((StatusCode::CREATED, Json(ExceptionAdded { exception: exception.into() })))
}

/// Take an exception away
#[utoipa::path(
    delete, path = "/availability/exceptions/{id}", tag = "Availability", responses((status = 204))
)]
async fn remove_exception(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(exception): At<AvailabilityException>,
) -> Answer<StatusCode> {
    let remove = RemoveException { resource: visitor.user.cast(), exception };
    app.run(&visitor, &visit::fresh_key(), remove).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that you are free
#[utoipa::path(
    post, path = "/availability/now", tag = "Availability", request_body = FreeNowSent,
    responses((status = 201, body = Free))
)]
async fn free_now(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<FreeNowSent>,
) -> Answer<Made<Free>> {
    let choice = match body.choice {
        FreeChoice::TwoHours => FreeNow::TwoHours,
        FreeChoice::FourHours => FreeNow::FourHours,
        FreeChoice::Tonight => FreeNow::Tonight,
        FreeChoice::Tomorrow => FreeNow::Tomorrow,
    };
    let span = app.run(&visitor, &key, BeFree { resource: visitor.user.cast(), choice }).await?;
    let free = Free { starts_at: span.starts_at().into(), ends_at: span.ends_at().into() };
    Ok((StatusCode::CREATED, Json(free)))
}

fn exception_kinds() -> Object {
    words(ExceptionKind::ALL.iter().map(|kind| kind.word()))
}
