//! `/things`, `/spaces`: what can be hired, priced, legal and free.

use super::call::{Answer, Asked, At, Caller};
use super::calls::{Call, shown};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::availability::minute_of_day;
use crate::nouns::hires::{self, HireSearch};
use crate::nouns::price::Price;
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use finder::FoundHire;
use kernel::{Date, Id, Money, Show, Timestamp};
use market::users::{User, assets::Offering};
use serde::Deserialize;
use serde_json::Value;

const TAG: &str = "Options";

pub(super) fn calls() -> Vec<Call> {
    let list = "Fully priced, free and legal, the cheapest first. The bond comes on top and comes back.";
    let one = "What one of them costs for these hours now, or the refusal that it meets.";
    vec![
        wanted(Call::get::<Hires>(TAG, "/things", "Things to hire", list, get(search))),
        wanted(Call::get::<Hires>(TAG, "/spaces", "Spaces to hire", list, get(search))),
        wanted(Call::get::<CheckedHire>(TAG, "/hires/{offering}", "One thing or space", one, get(check))),
    ]
}

/// A call that takes a search, for anybody.
fn wanted(call: Call) -> Call {
    call.public()
        .query("sector", "The sector's slug or code.", Some("bicycle-hire".into()))
        .query("post_code", "From where you travel.", Some("97214".into()))
        .query("date", "The local date on which it begins.", Some("2026-11-27".into()))
        .query("from", "The local time at which it begins, on the quarter-hour.", Some("10:00".into()))
        .query("until_date", "The local date on which it ends.", Some("2026-11-28".into()))
        .query("until", "The local time at which it ends, on the quarter-hour.", Some("18:00".into()))
        .query("radius_m", "How far you travel, in meters.", None)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    sector: String,
    post_code: String,
    date: Date,
    from: String,
    until_date: Date,
    until: String,
    radius_m: Option<i64>,
}

/// What can be hired.
#[derive(Show)]
struct Hires {
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// When these prices were made. They hold once it is held.
    priced_at: Timestamp,
    /// Why they stand in this order. Nobody can pay to stand higher.
    order: String,
    hires: Vec<Hire>,
}

/// A thing or a space that can be hired.
#[derive(Show)]
struct Hire {
    /// Names it to `POST /hire-holds`.
    offering: Id<Offering>,
    title: Option<String>,
    seller: Id<User>,
    seller_name: Option<String>,
    /// Where it is.
    post_code: String,
    distance_m: i64,
    /// Trades that the owner kept …
    kept_count: i64,
    /// … of those agreed to.
    agreed_count: i64,
    price: Price,
    /// Set aside on top; it comes back.
    bond: Money,
}

/// A hire, ready to be held.
#[derive(Show)]
struct CheckedHire {
    offering: Id<Offering>,
    title: Option<String>,
    description: Option<String>,
    /// Photographs, by their digests.
    photos: Vec<String>,
    seller: Id<User>,
    seller_name: String,
    post_code: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    price: Price,
    /// Set aside on top; it comes back.
    bond: Money,
    /// Taken from the bond for each whole hour too late.
    late_per_hour: Money,
}

impl Wanted {
    fn search(self) -> Result<HireSearch, AppError> {
        let minute =
            |text: &str| minute_of_day(text).ok_or_else(|| AppError::invalid("from", "invalid-date"));
        Ok(HireSearch {
            sector: self.sector,
            post_code: self.post_code,
            date: self.date,
            from_minute: minute(&self.from)?,
            until_date: self.until_date,
            until_minute: minute(&self.until)?,
            radius_m: self.radius_m,
        })
    }
}

impl Hire {
    fn of(hire: &FoundHire) -> Result<Self, AppError> {
        Ok(Self {
            offering: hire.offering,
            title: hire.title.as_deref().map(str::to_owned),
            seller: hire.seller,
            seller_name: hire.seller_name.as_deref().map(str::to_owned),
            post_code: hire.post_code.clone(),
            distance_m: hire.distance_m,
            kept_count: hire.kept_count,
            agreed_count: hire.agreed_count,
            price: Price::of(&hire.priced.waterfall)?,
            bond: hire.terms.bond.of(hire.terms.currency),
        })
    }
}

async fn search(
    State(app): State<App>,
    Caller(visitor): Caller,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Value>> {
    let results = hires::search(&app, visitor.as_ref(), &wanted.search()?)?;
    let hires: Result<Vec<Hire>, AppError> = results.found.hires.iter().map(Hire::of).collect();
    let answer = Hires {
        starts_at: results.understood.span.starts_at(),
        ends_at: results.understood.span.ends_at(),
        priced_at: results.priced_at,
        order: "payer_pays, distance_m, offering".to_owned(),
        hires: hires?,
    };
    Ok(shown(&app, &answer))
}

async fn check(
    State(app): State<App>,
    Caller(visitor): Caller,
    At(offering): At<Offering>,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Value>> {
    let span = hires::understand(&app, &wanted.search()?)?.span;
    let checked = hires::check(&app, visitor.as_ref(), offering, span).await?;
    let quote = &checked.quote;
    let (title, description) = checked.text.map(|text| (text.title, text.description)).unzip();
    let answer = CheckedHire {
        offering,
        title,
        description,
        photos: checked.photos,
        seller: quote.offering.seller,
        seller_name: checked.seller.name,
        post_code: quote.offering.post_code.clone(),
        starts_at: span.starts_at(),
        ends_at: span.ends_at(),
        price: Price::of(&quote.priced.waterfall)?,
        bond: quote.terms.bond.of(quote.terms.currency),
        late_per_hour: quote.terms.late_per_hour.of(quote.terms.currency),
    };
    Ok(shown(&app, &answer))
}
