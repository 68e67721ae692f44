//! `/availability`: when a worker is free.

use super::call::{Body, Key, SignedIn, id};
use super::fault::Answer;
use super::shapes::{clock, minute, moment};
use crate::app::App;
use crate::desk::offers::{self, FreeNow};
use crate::error::AppError;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use kernel::{Slots, Span, Timestamp};
use market::users::availability::ExceptionKind;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/availability", get(show))
        .route("/availability/week", put(set_week))
        .route("/availability/now", post(free_now))
        .route("/availability/exceptions", post(add_exception))
        .route("/availability/exceptions/{id}", delete(remove_exception))
}

/// A stretch of a local day, on the quarter-hour: `{"from": "17:00", "until": "21:00"}`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hours {
    from: String,
    until: String,
}

/// Seven days from Monday on, each with its hours.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeekBody {
    days: [Vec<Hours>; 7],
}

impl Hours {
    fn slots(&self) -> Option<Slots> {
        let (from, until) = (minute(&self.from)?, minute(&self.until)?);
        let on_grid = from % 15 == 0 && until % 15 == 0 && from < until;
        on_grid.then(|| Slots::run(from / 15, (until - from) / 15))
    }
}

async fn show(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let availability = offers::availability(&app, &visitor).await?;
    let hours = |slots: Slots| -> Vec<Hours> {
        let run = |(first, count): (i64, i64)| Hours {
            from: clock(first * 15),
            until: clock((first + count) * 15),
        };
        slots.runs().map(run).collect()
    };
    let days = availability.week.as_ref().map(|week| week.days().map(hours));
    let exceptions: Vec<Value> = availability
        .exceptions
        .iter()
        .map(|exception| {
            json!({
                "id": exception.id, "kind": exception.kind,
                "starts_at": moment(exception.starts_at), "ends_at": moment(exception.ends_at),
            })
        })
        .collect();
    Ok(Json(json!({ "zone": availability.zone, "days": days, "exceptions": exceptions })))
}

async fn set_week(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Body(body): Body<WeekBody>,
) -> Answer<StatusCode> {
    let mut days = [Slots::NONE; 7];
    for (day, hours) in days.iter_mut().zip(&body.days) {
        for stretch in hours {
            let slots = stretch.slots().ok_or_else(|| AppError::invalid("days", "invalid-hours"))?;
            *day = day.with(slots);
        }
    }
    offers::set_week(&app, &visitor, days, &crate::visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionBody {
    kind: ExceptionKind,
    starts_at: jiff::Timestamp,
    ends_at: jiff::Timestamp,
}

async fn add_exception(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<ExceptionBody>,
) -> Answer<(StatusCode, Json<Value>)> {
    let at = |moment: jiff::Timestamp| Timestamp(moment.as_microsecond());
    let span = Span::between(at(body.starts_at), at(body.ends_at));
    let span = span.ok_or_else(|| AppError::invalid("ends_at", "invalid-hours"))?;
    let exception = offers::add_exception(&app, &visitor, (body.kind, span), &key).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": exception }))))
}

async fn remove_exception(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(exception): Path<String>,
) -> Answer<StatusCode> {
    offers::remove_exception(&app, &visitor, id(&exception)?, &crate::visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `two-hours`, `four-hours`, `tonight` or `tomorrow`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NowBody {
    choice: Choice,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Choice {
    TwoHours,
    FourHours,
    Tonight,
    Tomorrow,
}

async fn free_now(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<NowBody>,
) -> Answer<(StatusCode, Json<Value>)> {
    let choice = match body.choice {
        Choice::TwoHours => FreeNow::TwoHours,
        Choice::FourHours => FreeNow::FourHours,
        Choice::Tonight => FreeNow::Tonight,
        Choice::Tomorrow => FreeNow::Tomorrow,
    };
    let span = offers::free_now(&app, &visitor, choice, &key).await?;
    let body = json!({ "starts_at": moment(span.starts_at()), "ends_at": moment(span.ends_at()) });
    Ok((StatusCode::CREATED, Json(body)))
}
