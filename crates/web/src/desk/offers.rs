//! What a worker offers: offerings, price rules, availability.

use crate::app::App;
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::{Currency, Id, Slots, Span, Value, Zone};
use market::users::{
    assets::{
        OfferWork, Offering, OfferingOfSeller, OfferingStage, PriceRule, PriceTerms, SetOfferingStage,
        SetPriceRule,
    },
    availability::{
        AddException, AvailabilityException, BeFree, ExceptionKind, FreeNow, RemoveException, SetUsualWeek,
        UsualWeek,
    },
};

/// An offering with its price rule.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The offering.
    pub offering: Offering,
    /// Its price rule.
    pub price_rule: PriceRule,
}

/// When a worker is free.
#[derive(Clone, Debug)]
pub struct Availability {
    /// The usual week; `None` before the first is saved.
    pub week: Option<UsualWeek>,
    /// The exceptions that are not over.
    pub exceptions: Vec<AvailabilityException>,
    /// The zone of the worker's place.
    pub zone: Zone,
}

/// The visitor's offerings.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn offerings(app: &App, visitor: &Visitor) -> Result<Vec<Offered>, AppError> {
    let seller = [Value::Id(visitor.user.bits())];
    let mine = app.store.view::<OfferingOfSeller>(visitor.user.locality(), &seller).await?;
    let mut offered = Vec::with_capacity(mine.len());
    for offering in mine {
        offered.push(offering_of(app, visitor, offering.id).await?);
    }
    Ok(offered)
}

/// One of the visitor's offerings.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or not the visitor's.
pub async fn offering_of(app: &App, visitor: &Visitor, id: Id<Offering>) -> Result<Offered, AppError> {
    let offering = app.store.find::<Offering>((id.locality(), id)).await?;
    let offering = offering.filter(|offering| offering.seller == visitor.user).ok_or(AppError::NotFound)?;
    let price_rule = app.store.find::<PriceRule>((id.locality(), id)).await?.ok_or(AppError::NotFound)?;
    Ok(Offered { offering, price_rule })
}

/// The currency that work at a place is paid in.
///
/// # Errors
/// [`AppError::Invalid`] for an unknown post code.
pub fn currency_at(app: &App, post_code: &str) -> Result<Currency, AppError> {
    let place = app.directory.place(post_code.trim());
    let jurisdiction = place.and_then(|place| app.rulebook.jurisdiction(&place.jurisdiction));
    let currency = jurisdiction.and_then(|jurisdiction| Currency::new(&jurisdiction.currency.code));
    currency.ok_or_else(|| AppError::invalid("post_code", "invalid-post-code"))
}

/// Offers the visitor's work in a sector, by its slug or code.
///
/// # Errors
/// As the command.
pub async fn offer(
    app: &App,
    visitor: &Visitor,
    (sector, post_code, terms): (&str, &str, PriceTerms),
    key: &str,
) -> Result<Id<Offering>, AppError> {
    let sector = app.directory.sector_by_slug(sector).map_or(sector, |sector| &sector.code).to_owned();
    let offer = OfferWork { locality: app.locality, sector, post_code: post_code.trim().to_owned(), terms };
    Ok(app.store.run(visit::request::<OfferWork>(visitor.actor(), key), offer).await?)
}

/// Changes the price rule of an offering.
///
/// # Errors
/// As the command.
pub async fn set_price_rule(
    app: &App,
    visitor: &Visitor,
    (offering, terms): (Id<Offering>, PriceTerms),
    key: &str,
) -> Result<(), AppError> {
    let set = SetPriceRule { offering, terms };
    Ok(app.store.run(visit::request::<SetPriceRule>(visitor.actor(), key), set).await?)
}

/// Shows an offering or puts it away.
///
/// # Errors
/// As the command.
pub async fn set_stage(
    app: &App,
    visitor: &Visitor,
    (offering, stage): (Id<Offering>, OfferingStage),
    key: &str,
) -> Result<(), AppError> {
    let set = SetOfferingStage { offering, stage };
    Ok(app.store.run(visit::request::<SetOfferingStage>(visitor.actor(), key), set).await?)
}

/// When the visitor is free.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn availability(app: &App, visitor: &Visitor) -> Result<Availability, AppError> {
    let (locality, resource) = (visitor.user.locality(), visitor.user.cast());
    let now = app.now();
    let mut exceptions = app.store.list::<AvailabilityException>((locality, resource)).await?;
    exceptions.retain(|exception| exception.ends_at > now);
    exceptions.sort_by_key(|exception| (exception.starts_at, exception.id));
    let week = app.store.find::<UsualWeek>((locality, resource)).await?;
    let zone = match &week {
        Some(week) => week.zone.clone(),
        None => home_zone(app, visitor).await?,
    };
    Ok(Availability { week, exceptions, zone })
}

/// Sets the visitor's usual week: seven days of local quarter-hours, from Monday on.
///
/// # Errors
/// As the command; [`AppError::NotFound`] before the first offering, which makes the visitor a resource.
pub async fn set_week(app: &App, visitor: &Visitor, days: [Slots; 7], key: &str) -> Result<(), AppError> {
    let zone = availability(app, visitor).await?.zone;
    let set = SetUsualWeek { resource: visitor.user.cast(), zone, days };
    Ok(app.store.run(visit::request::<SetUsualWeek>(visitor.actor(), key), set).await?)
}

/// Adds a time that is not as usual.
///
/// # Errors
/// As the command.
pub async fn add_exception(
    app: &App,
    visitor: &Visitor,
    (kind, span): (ExceptionKind, Span),
    key: &str,
) -> Result<Id<AvailabilityException>, AppError> {
    let add = AddException { resource: visitor.user.cast(), kind, span };
    Ok(app.store.run(visit::request::<AddException>(visitor.actor(), key), add).await?)
}

/// Takes an exception away again.
///
/// # Errors
/// As the command.
pub async fn remove_exception(
    app: &App,
    visitor: &Visitor,
    exception: Id<AvailabilityException>,
    key: &str,
) -> Result<(), AppError> {
    let remove = RemoveException { resource: visitor.user.cast(), exception };
    Ok(app.store.run(visit::request::<RemoveException>(visitor.actor(), key), remove).await?)
}

/// Says that the visitor is free now.
///
/// # Errors
/// As the command.
pub async fn free_now(app: &App, visitor: &Visitor, choice: FreeNow, key: &str) -> Result<Span, AppError> {
    let be_free = BeFree { resource: visitor.user.cast(), choice };
    Ok(app.store.run(visit::request::<BeFree>(visitor.actor(), key), be_free).await?)
}

async fn home_zone(app: &App, visitor: &Visitor) -> Result<Zone, AppError> {
    let locality = visitor.user.locality();
    let person = app.store.find::<market::users::Person>((locality, visitor.user)).await?;
    let place = person.and_then(|person| app.directory.place(&person.post_code).cloned());
    place.map(|place| place.zone).ok_or(AppError::NotFound)
}
