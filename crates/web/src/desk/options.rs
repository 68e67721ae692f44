//! Search: requirement to options.

use crate::app::App;
use crate::error::AppError;
use crate::visit::Visitor;
use finder::{Found, FoundOption, Query};
use jiff::civil::Date;
use kernel::{Amount, Currency, Id, Span, Timestamp};
use ledger::Account;
use market::concession::Terms;
use market::directory::{Sector, WorkPlace};
use market::mechanisms::stored_availability::{Candidate, Conditions, Requirement};
use market::options::{
    assembly::Priced,
    booking_checks::Parties,
    subsidies::{self, FundDay, FundRoom, FundRooms, FundTotal, FundUse},
};
use market::users::{
    Person, User,
    assets::{Offering, PriceRule},
    registration::Credential,
    reliability::{PairRecord, TrackRecord},
};
use rules::Trace;

/// Stands where there is no name.
const NAMELESS: &str = "–";
/// How many options a page shows.
pub const OPTIONS_SHOWN: usize = 20;

/// What is looked for, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The sector's slug or code.
    pub sector: String,
    /// The post code of the work.
    pub post_code: String,
    /// The local date on which it begins.
    pub date: Date,
    /// When it begins, in minutes after local midnight.
    pub from_minute: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
}

/// What is looked for, understood.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The sector.
    pub sector: Sector,
    /// The place.
    pub work_place: WorkPlace,
    /// When.
    pub span: Span,
}

/// One offering's option, ready to be checked before it is held.
#[derive(Clone, Debug)]
pub struct One {
    /// What was asked.
    pub asked: Asked,
    /// The offering.
    pub offering: Offering,
    /// How far the seller travels, in meters.
    pub distance_m: i64,
    /// Its price and the rulebook's verdict.
    pub priced: Priced,
    /// The seller's display name.
    pub seller_name: String,
    /// Trades the seller kept.
    pub kept_count: i64,
    /// Trades the seller agreed to.
    pub agreed_count: i64,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct Results {
    /// What was asked.
    pub asked: Asked,
    /// The cheapest options, in order, and what became of the candidates that are none.
    pub found: Found,
    /// When something is free instead, with how many; only when nothing was found.
    pub nearest: Vec<(Timestamp, usize)>,
    /// The moment the prices were made at.
    pub priced_at: Timestamp,
}

/// Understands a search.
///
/// # Errors
/// [`AppError::Invalid`] names the field that does not fit.
pub fn understand(app: &App, search: &Search) -> Result<Asked, AppError> {
    let directory = &app.directory;
    let sector = directory.sector_by_slug(&search.sector).or_else(|| directory.sector(&search.sector));
    let sector = sector.ok_or_else(|| AppError::invalid("sector", "invalid-sector"))?.clone();
    let work_place = directory.place(search.post_code.trim());
    let work_place = work_place.ok_or_else(|| AppError::invalid("post_code", "invalid-post-code"))?.clone();
    let starts_at = work_place.zone.calendar().timestamp(search.date, search.from_minute);
    let starts_at = starts_at.ok_or_else(|| AppError::invalid("date", "invalid-date"))?;
    let span = Span::between(starts_at, starts_at.plus_minutes(search.minutes));
    let span = span.ok_or_else(|| AppError::invalid("minutes", "invalid-minutes"))?;
    Ok(Asked { sector, work_place, span })
}

/// The options for a search.
///
/// # Errors
/// As [`understand`]; [`AppError::Unavailable`] when the rulebook lacks the concession's terms.
pub fn search(app: &App, visitor: Option<&Visitor>, search: &Search) -> Result<Results, AppError> {
    let asked = understand(app, search)?;
    let priced_at = app.now();
    let query = query(app, visitor, &asked);
    let found = app.finder.search(&query, priced_at)?;
    let nearest =
        if found.options.is_empty() { app.finder.nearest_yes(&query, priced_at)? } else { Vec::new() };
    let nearest = nearest.into_iter().map(|other| (other.span.starts_at(), other.free_count)).collect();
    Ok(Results { asked, found, nearest, priced_at })
}

/// One option of a search: that of one offering, at its price now, from the records themselves.
///
/// # Errors
/// As [`understand`]; the refusal that this offering meets; [`AppError::NotFound`] when there is none.
pub async fn option(
    app: &App,
    visitor: Option<&Visitor>,
    (search, id): (&Search, Id<Offering>),
) -> Result<One, AppError> {
    let asked = understand(app, search)?;
    let store = &app.store;
    let offering = store.find::<Offering>((id.locality(), id)).await?.ok_or(AppError::NotFound)?;
    let price_rule = store.find::<PriceRule>((id.locality(), id)).await?.ok_or(AppError::NotFound)?;
    let (locality, seller) = (id.locality(), offering.seller);
    let sold = store.find::<TrackRecord>((locality, seller)).await?;
    let candidate = Candidate { parties: parties(app, visitor, seller).await?, offering, price_rule };
    let rooms = rooms(app, visitor, candidate.price_rule.currency).await?;
    let requirement = query(app, visitor, &asked).requirement;
    let now = app.now();
    let terms = Terms::on(&app.rulebook, requirement.work_place.zone.calendar().local(now).date)?;
    let conditions = Conditions { rulebook: &app.rulebook, terms: &terms, rooms: &rooms, now };
    let priced = candidate.option(&requirement, conditions)?;
    Ok(One {
        distance_m: candidate.offering.place().meters_to(asked.work_place.place),
        seller_name: display_name(app, seller).await?,
        kept_count: sold.as_ref().map_or(0, |sold| sold.kept_count),
        agreed_count: sold.as_ref().map_or(0, TrackRecord::agreed_count),
        offering: candidate.offering,
        asked,
        priced,
    })
}

async fn parties(app: &App, visitor: Option<&Visitor>, seller: Id<User>) -> Result<Parties, AppError> {
    let (store, locality) = (&app.store, seller.locality());
    let user = store.find::<User>((locality, seller)).await?.ok_or(AppError::NotFound)?;
    let person = store.find::<Person>((locality, seller)).await?;
    let sold = store.find::<TrackRecord>((locality, seller)).await?;
    let (mut buyer_completed, mut completed_together) = (0, 0);
    if let Some(Visitor { user: buyer, .. }) = visitor {
        let bought = store.find::<TrackRecord>((locality, *buyer)).await?;
        let pair = store.find::<PairRecord>((locality, *buyer, seller)).await?;
        buyer_completed = bought.map_or(0, |bought| bought.bought_count);
        completed_together = pair.map_or(0, |pair| pair.completed_count);
    }
    Ok(Parties {
        seller_born_on: person.and_then(|person| person.born_on),
        seller_credentials: store.list::<Credential>((locality, seller)).await?.into(),
        seller_wants_tax_pot: user.wants_tax_pot,
        seller_completed: sold.map_or(0, |sold| sold.kept_count),
        buyer_completed,
        completed_together,
    })
}

async fn rooms(app: &App, visitor: Option<&Visitor>, currency: Currency) -> Result<FundRooms, AppError> {
    let (store, locality, today) = (&app.store, app.locality, app.now().day());
    let mut rooms = FundRooms::new();
    for fund in app.rulebook.funds() {
        let purse = subsidies::purse(fund, currency);
        let account = store.find::<Account>(purse.key(locality)).await?;
        let used_today = store.find::<FundDay>((locality, purse.holder, today)).await?;
        let used_in_all = store.find::<FundTotal>((locality, purse.holder)).await?;
        let used_for_buyer = match visitor {
            Some(visitor) => store.find::<FundUse>((locality, purse.holder, visitor.user)).await?,
            None => None,
        };
        rooms.insert(
            fund.to_owned(),
            FundRoom {
                available: account.map_or(Amount::ZERO, |account| account.available),
                used_for_buyer: used_for_buyer.map_or(Amount::ZERO, |used| used.used),
                used_today: used_today.map_or(Amount::ZERO, |used| used.used),
                used_in_all: used_in_all.map_or(Amount::ZERO, |used| used.used),
            },
        );
    }
    Ok(rooms)
}

/// What every rule said of an option, with its sources.
///
/// # Errors
/// As [`understand`]; [`AppError::NotFound`] when there is no such offering.
pub fn explain(
    app: &App,
    visitor: Option<&Visitor>,
    (search, offering): (&Search, Id<Offering>),
) -> Result<Trace, AppError> {
    let asked = understand(app, search)?;
    let trace = app.finder.explain(&query(app, visitor, &asked), offering, app.now())?;
    trace.ok_or(AppError::NotFound)
}

/// How a user is called by others; a dash for one whose personal record is erased.
///
/// # Errors
/// [`AppError::Unavailable`] when the records cannot be read.
pub async fn display_name(app: &App, user: Id<User>) -> Result<String, AppError> {
    let person = app.store.find::<Person>((user.locality(), user)).await?;
    Ok(person.map_or_else(|| NAMELESS.to_owned(), |person| person.display_name))
}

/// How the seller of an option is called; a dash for one whose personal record is erased.
pub fn seller_name(option: &FoundOption) -> &str {
    option.seller_name.as_deref().unwrap_or(NAMELESS)
}

fn query(app: &App, visitor: Option<&Visitor>, asked: &Asked) -> Query {
    Query {
        locality: app.locality,
        buyer: visitor.map(|visitor| visitor.user),
        requirement: Requirement {
            sector: asked.sector.code.clone(),
            work_place: asked.work_place.clone(),
            span: asked.span,
        },
        radius_m: None,
        limit: OPTIONS_SHOWN,
    }
}
