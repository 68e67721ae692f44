//! Search: requirement to options; and one option as the hold would make it.

use crate::app::App;
use crate::error::{Answer, AppError, Invalid};
use crate::nouns::NAMELESS;
use crate::visitor::Visitor;
use finder::{Found, FoundOption, Query};
use jiff::civil::Date;
use kernel::{
    Amount, ClockTime, Currency, Decide, Draft, Id, Keys, QUARTER_MINUTES, Refusal, Span, Stop, Timestamp,
    Value, together,
};
use market::directory::{Family, Sector, WorkPlace};
use market::mechanisms::stored_availability::Requirement;
use market::mechanisms::stored_availability::work::{HoldWork, WorkQuote};
use market::options::favored_counterparties::Favorite;
use market::trade::arrival::{Arrival, ArrivalNote};
use market::trade::views::OwnTradeThen;
use market::trade::{Side, Trade};
use market::users::availability::AvailabilityRefusal;
use market::users::{Person, Street, User, assets::Offering, reliability::TrackRecord};
use rules::Trace;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many options a page shows.
pub const OPTIONS_SHOWN: usize = 20;
/// The most options that can be seen of one search, page by page: the cheapest.
pub const OPTIONS_MOST: usize = 500;

/// What is looked for, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The sector's slug or code.
    pub sector: String,
    /// The post code of the work.
    pub post_code: String,
    /// The local date on which it begins.
    pub date: Date,
    /// When it begins, on the clock of the place.
    pub from: ClockTime,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// Whether it is to be given, not sold.
    pub is_unpaid: bool,
    /// How far away a seller may be, in meters; nothing for as far as sellers go.
    pub radius_m: Option<i64>,
    /// A trade of the buyer's for whose place it is: its street and note are asked no second time.
    pub again: Option<Id<Trade>>,
    /// Whose option is wanted most, and stands first.
    pub with: Option<Id<User>>,
    /// Whose option is not wanted.
    pub without: Option<Id<User>>,
}

kernel::words! {
    /// In which order options are shown; those that are alike, by what the buyer pays.
    pub enum Sort {
        /// By what the buyer pays in all.
        Price = "price",
        /// The nearest first.
        Distance = "distance",
        /// Who kept most agreements first.
        Record = "record",
        /// The buyer's favorites first.
        Favorites = "favorites",
    }
}

/// Which of the options are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// In which order.
    pub sort: Sort,
    /// How many of them come before.
    pub after: usize,
    /// The most.
    pub limit: usize,
    /// How many more are counted, without being shown.
    pub ahead: usize,
}

impl Shown {
    /// The cheapest, as many as a page has room for, and no more is counted than whether there are others.
    pub const FIRST: Self = Self { sort: Sort::Price, after: 0, limit: OPTIONS_SHOWN, ahead: 1 };

    /// How many options are found for it. An order that is not that of the finder is made of all that can be shown.
    fn found(self) -> usize {
        let reached = self.after.saturating_add(self.limit).saturating_add(self.ahead);
        if self.sort == Sort::Price { reached.min(OPTIONS_MOST) } else { OPTIONS_MOST }
    }
}

/// What is looked for, understood.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The sector.
    pub sector: Sector,
    /// The place.
    pub work_place: WorkPlace,
    /// When.
    pub span: Span,
    /// Whether it is to be given.
    pub is_unpaid: bool,
}

/// One offering's option, ready to be checked before it is held: what the hold itself would make of it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What was asked.
    pub understood: Understood,
    /// The offering and its price.
    pub quote: WorkQuote,
    /// The seller.
    pub seller: SellerShown,
    /// The street where the work is, as far as it is known: the buyer's own, where that is in the post code.
    pub own_street: Option<Street>,
    /// What to know on arriving, of a trade that this one is like.
    pub own_note: Option<ArrivalNote>,
}

/// What is shown of a seller.
#[derive(Clone, Debug)]
pub struct SellerShown {
    /// The seller's display name.
    pub name: String,
    /// Trades the seller kept.
    pub kept_count: i64,
    /// Trades the seller agreed to.
    pub agreed_count: i64,
    /// Whether the one who looks has them as a favorite.
    pub is_favorite: bool,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct Results {
    /// What was asked.
    pub understood: Understood,
    /// The options shown, in order, and what became of the candidates that are none.
    pub found: Found,
    /// How many people can be found, as far as was counted.
    pub count: usize,
    /// Whether there may be more than were counted.
    pub is_more: bool,
    /// In which order they stand.
    pub sort: Sort,
    /// After how many options the next page begins; nothing on the last one.
    pub next: Option<usize>,
    /// When something is free instead, with how many; only when nothing was found.
    pub nearest: Vec<(Timestamp, usize)>,
    /// When the prices were made.
    pub priced_at: Timestamp,
}

/// What a search of any kind asks for, as far as it could be read.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The sector's slug or code.
    pub sector: Option<&'a str>,
    /// Of which families it may be.
    pub families: &'a [Family],
    /// The post code.
    pub post_code: Option<&'a str>,
    /// Times of day with the names of their fields, in minutes after local midnight.
    pub times: [(&'static str, Option<i64>); 2],
    /// How long it takes, in minutes.
    pub minutes: Option<i64>,
}

/// All that does not fit in a search, for a reason that the field alone does not tell.
pub fn misfits(app: &App, wanted: &Wanted<'_>) -> Vec<Invalid> {
    let is_on_grid = |minute: i64| minute % QUARTER_MINUTES == 0;
    let longest = Span::LONGEST_QUARTERS * QUARTER_MINUTES;
    let is_length = |minutes: i64| is_on_grid(minutes) && (1..=longest).contains(&minutes);
    let mut wrong = Vec::new();
    let mut note = |field, sentence, is_wrong: bool| {
        if is_wrong {
            wrong.push(Invalid::new(field, sentence));
        }
    };
    let is_unknown = |sector: &str| app.sector(sector, wanted.families).is_err();
    note("sector", "invalid-sector", wanted.sector.is_some_and(is_unknown));
    note("post_code", "invalid-post-code", wanted.post_code.is_some_and(|code| app.place(code).is_err()));
    for (field, minute) in wanted.times {
        note(field, "invalid-quarter", minute.is_some_and(|minute| !is_on_grid(minute)));
    }
    note("minutes", "invalid-minutes", wanted.minutes.is_some_and(|minutes| !is_length(minutes)));
    wrong
}

impl Search {
    /// What is asked for.
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted {
            sector: Some(&self.sector),
            families: Family::ALL,
            post_code: Some(&self.post_code),
            times: [("from", Some(self.from.time.minutes())), ("until", None)],
            minutes: Some(self.minutes),
        }
    }
}

/// Understands a search, or names all of its fields that do not fit.
pub fn understand(app: &App, search: &Search) -> Answer<Understood> {
    let wrong = misfits(app, &search.wanted());
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let sector = app.sector(&search.sector, Family::ALL)?.clone();
    let work_place = app.place(&search.post_code)?.clone();
    let starts_at = moment(&work_place, search.date, ("from", search.from))?;
    let span = Span::between(starts_at, starts_at.plus_minutes(search.minutes));
    let span = span.ok_or_else(|| AppError::invalid("minutes", "invalid-minutes"))?;
    Ok(Understood { sector, work_place, span, is_unpaid: search.is_unpaid })
}

/// The moment at which the clock of a place shows a time, which is that of a field.
pub fn moment(place: &WorkPlace, date: Date, (field, time): (&'static str, ClockTime)) -> Answer<Timestamp> {
    let moment = place.zone.calendar().timestamp_at(date, time);
    moment.ok_or_else(|| match time.offset_minutes {
        Some(_) => AppError::invalid(field, "invalid-offset"),
        None => AppError::invalid("date", "invalid-date"),
    })
}

/// The currency of a place.
pub fn currency(app: &App, place: &WorkPlace) -> Answer<Currency> {
    let jurisdiction = app.rulebook.jurisdiction(&place.jurisdiction);
    let currency = jurisdiction.and_then(|jurisdiction| Currency::new(&jurisdiction.currency.code));
    currency.ok_or_else(|| AppError::Internal(format!("{} has no currency", place.jurisdiction)))
}

/// The options for a search, as many as are to be shown.
pub fn search(
    app: &App,
    visitor: Option<&Visitor>,
    search: &Search,
    shown: Shown,
    favorites: &BTreeSet<Id<User>>,
) -> Answer<Results> {
    let understood = understand(app, search)?;
    let priced_at = app.now();
    // Who stands first may be anywhere among them.
    let is_about_somebody = search.with.or(search.without).is_some();
    let limit = if is_about_somebody { OPTIONS_MOST } else { shown.found() };
    let query = Query { limit, radius_m: search.radius_m, ..query(app, visitor, &understood)? };
    let mut found = app.finder.search(&query, priced_at)?;
    let is_full = found.options.len() == limit;
    found.options.retain(|option| Some(option.seller) != search.without);
    let count = found.options.len();
    // What was found stands by its price; among equals it stays so.
    match shown.sort {
        Sort::Price => {}
        Sort::Distance => found.options.sort_by_key(|option| option.distance_m),
        Sort::Record => found.options.sort_by_key(|option| Reverse(option.kept_count)),
        Sort::Favorites => found.options.sort_by_key(|option| !favorites.contains(&option.seller)),
    }
    if search.with.is_some() {
        found.options.sort_by_key(|option| Some(option.seller) != search.with);
    }
    let after = shown.after.min(count);
    found.options.drain(..after);
    found.options.truncate(shown.limit);
    let until = after.saturating_add(found.options.len());
    let nearest = if count == 0 { app.finder.nearest_yes(&query, priced_at)? } else { Vec::new() };
    let nearest = nearest.into_iter().map(|other| (other.span.starts_at(), other.free_count)).collect();
    let next = (until < count).then_some(until);
    let (sort, is_more) = (shown.sort, is_full);
    Ok(Results { understood, found, count, is_more, sort, next, nearest, priced_at })
}

/// The hold of an option of a search.
pub fn hold_of(
    app: &App,
    buyer: Id<User>,
    search: &Search,
    offering: Id<Offering>,
    expected_pay: Option<Amount>,
) -> Answer<HoldWork> {
    let Understood { span, work_place, .. } = understand(app, search)?;
    let (street, note) = (None, None);
    Ok(HoldWork { buyer, offering, span, post_code: work_place.post_code, street, note, expected_pay })
}

/// One option of a search: the dry run of its hold, or the refusal that the hold would meet.
pub async fn check(
    app: &App,
    visitor: Option<&Visitor>,
    search: &Search,
    offering: Id<Offering>,
) -> Answer<Checked> {
    let understood = understand(app, search)?;
    let buyer = visitor.map(|visitor| visitor.user);
    let hold = hold_of(app, buyer.unwrap_or(Id::from_bits(0)), search, offering, None)?;
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        hold.reads(&mut keys);
        if let Some(again) = search.again {
            keys.one::<Trade>((draft.locality(), again));
            keys.one::<Arrival>((draft.locality(), again));
        }
        draft.ask(keys)?;
        let worker = draft.get::<Offering>((draft.locality(), offering))?.seller;
        let (quote, seller) = together(hold.quote(draft, buyer), seller(draft, worker, buyer))?;
        let place = &quote.requirement.work_place;
        let (own_street, own_note) = match arrival_again(draft, search.again, place)? {
            Some(arrival) => (Some(arrival.street), arrival.note),
            None => (hold.own_street(draft, place)?, None),
        };
        Ok((quote, seller, own_street, own_note))
    };
    let checked = app.look(visitor, read).await;
    let (quote, seller, own_street, own_note) = match checked {
        Ok(checked) => checked,
        Err(error) => return Err(taken_by(app, visitor, (offering, understood.span), error).await?),
    };
    Ok(Checked { understood, quote, seller, own_street, own_note })
}

/// Where the work of another trade of the acting buyer's was, if it is at this place.
fn arrival_again(
    draft: &Draft<'_>,
    again: Option<Id<Trade>>,
    place: &WorkPlace,
) -> Result<Option<Arrival>, Stop> {
    let Some(again) = again else { return Ok(None) };
    let trade = draft.find::<Trade>((draft.locality(), again))?;
    let is_theirs =
        |trade: &Trade| trade.side(draft.actor()) == Some(Side::Buyer) && trade.post_code == place.post_code;
    if !trade.as_ref().is_some_and(is_theirs) {
        return Ok(None);
    }
    Ok(draft.find::<Arrival>((draft.locality(), again))?)
}

/// Why hours cannot be had, told better to who has them already: by which trade.
pub async fn taken_by(
    app: &App,
    visitor: Option<&Visitor>,
    (offering, span): (Id<Offering>, Span),
    error: AppError,
) -> Answer<AppError> {
    let Some(visitor) = visitor.filter(|_| error.code() == AvailabilityRefusal::Taken.code()) else {
        return Ok(error);
    };
    let params = [
        Value::Id(visitor.user.bits()),
        Value::Id(offering.bits()),
        Value::Int(span.starts_at().0),
        Value::Int(span.ends_at().0),
    ];
    let own = app.store.view::<OwnTradeThen>(offering.locality(), &params).await?;
    let yours = |own: &OwnTradeThen| AvailabilityRefusal::TakenByYou { trade: own.id.to_string() };
    Ok(own.first().map_or(error, |own| Stop::from(yours(own)).into()))
}

/// What is shown of a seller, for a buyer if there is one.
pub fn seller(draft: &Draft<'_>, seller: Id<User>, buyer: Option<Id<User>>) -> Result<SellerShown, Stop> {
    let locality = seller.locality();
    let mut keys = Keys::default();
    keys.one::<Person>((locality, seller));
    keys.one::<TrackRecord>((locality, seller));
    if let Some(buyer) = buyer {
        keys.one::<Favorite>((locality, buyer, seller));
    }
    draft.ask(keys)?;
    let track = draft.find::<TrackRecord>((locality, seller))?;
    let is_favorite = match buyer {
        Some(buyer) => draft.find::<Favorite>((locality, buyer, seller))?.is_some(),
        None => false,
    };
    let person = draft.find::<Person>((locality, seller))?;
    Ok(SellerShown {
        name: person.map_or_else(|| NAMELESS.to_owned(), |person| person.display_name.into()),
        kept_count: track.as_ref().map_or(0, |track| track.kept_count),
        agreed_count: track.as_ref().map_or(0, TrackRecord::agreed_count),
        is_favorite,
    })
}

/// What every rule said of an option, with its sources.
pub fn explain(
    app: &App,
    visitor: Option<&Visitor>,
    search: &Search,
    offering: Id<Offering>,
) -> Answer<Trace> {
    let understood = understand(app, search)?;
    let trace = app.finder.explain(&query(app, visitor, &understood)?, offering, app.now())?;
    trace.ok_or(AppError::NotFound)
}

/// How the seller of an option is called; a dash for one whose personal record is erased.
pub fn seller_name(option: &FoundOption) -> &str {
    option.seller_name.as_deref().unwrap_or(NAMELESS)
}

fn query(app: &App, visitor: Option<&Visitor>, understood: &Understood) -> Answer<Query> {
    Ok(Query {
        locality: app.locality,
        buyer: visitor.map(|visitor| visitor.user),
        requirement: Requirement {
            sector: understood.sector.code.clone(),
            work_place: understood.work_place.clone(),
            span: understood.span,
            is_unpaid: understood.is_unpaid,
            currency: currency(app, &understood.work_place)?,
        },
        radius_m: None,
        limit: OPTIONS_SHOWN,
    })
}
