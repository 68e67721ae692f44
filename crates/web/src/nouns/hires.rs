//! Things and spaces to hire: the search, and one of them as the hold would make it.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::options::{self, SellerShown, Wanted};
use crate::visitor::Visitor;
use finder::{FoundHires, HireQuery};
use jiff::civil::Date;
use kernel::{Amount, ClockTime, Decide, Draft, Id, Keys, Span, Stop, Timestamp, together};
use market::directory::{Family, Sector, WorkPlace};
use market::mechanisms::stored_availability::hire::{HireQuote, HoldHire};
use market::users::assets::{Offering, OfferingText};
use market::users::photos::OfferingPhoto;

/// What is hired.
pub const HIRED: [Family; 2] = [Family::Thing, Family::Space];
/// How many hires a page shows.
pub const HIRES_SHOWN: usize = 30;

/// What is looked for, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HireSearch {
    /// The sector's slug or code.
    pub sector: String,
    /// From where the buyer travels: the post code.
    pub post_code: String,
    /// The local date on which it begins.
    pub date: Date,
    /// When it begins, on the clock of the place.
    pub from: ClockTime,
    /// The local date on which it ends.
    pub until_date: Date,
    /// When it ends, on the clock of the place.
    pub until: ClockTime,
    /// How far the buyer travels, in meters; any distance without it.
    pub radius_m: Option<i64>,
}

/// What is looked for, understood.
#[derive(Clone, Debug)]
pub struct HireUnderstood {
    /// The sector.
    pub sector: Sector,
    /// From where.
    pub place: WorkPlace,
    /// When.
    pub span: Span,
    /// How far, in meters.
    pub radius_m: Option<i64>,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct HireResults {
    /// What was asked.
    pub understood: HireUnderstood,
    /// The cheapest hires, in order.
    pub found: FoundHires,
    /// When the prices were made.
    pub priced_at: Timestamp,
}

/// A hire, ready to be checked before it is held.
#[derive(Clone, Debug)]
pub struct HireChecked {
    /// What the hold would make of it.
    pub quote: HireQuote,
    /// What it is, in its owner's words.
    pub text: Option<OfferingText>,
    /// Its photographs, by their digests.
    pub photos: Vec<String>,
    /// The owner.
    pub seller: SellerShown,
}

impl HireSearch {
    /// What is asked for.
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted {
            sector: Some(&self.sector),
            families: &HIRED,
            post_code: Some(&self.post_code),
            times: [("from", Some(self.from.time.minutes())), ("until", Some(self.until.time.minutes()))],
            minutes: None,
        }
    }
}

/// Understands a search, or names all of its fields that do not fit.
pub fn understand(app: &App, search: &HireSearch) -> Answer<HireUnderstood> {
    let wrong = options::misfits(app, &search.wanted());
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let sector = app.sector(&search.sector, &HIRED)?.clone();
    let place = app.place(&search.post_code)?.clone();
    let starts_at = options::moment(&place, search.date, ("from", search.from))?;
    let ends_at = options::moment(&place, search.until_date, ("until", search.until))?;
    let span = Span::between(starts_at, ends_at);
    let span = span.ok_or_else(|| AppError::invalid("until_date", "invalid-hire"))?;
    Ok(HireUnderstood { sector, place, span, radius_m: search.radius_m })
}

/// The hires for a search.
pub fn search(app: &App, visitor: Option<&Visitor>, search: &HireSearch) -> Answer<HireResults> {
    let understood = understand(app, search)?;
    let priced_at = app.now();
    let query = HireQuery {
        locality: app.locality,
        buyer: visitor.map(|visitor| visitor.user),
        sector: understood.sector.code.clone(),
        span: understood.span,
        point: understood.place.point,
        radius_m: understood.radius_m,
        limit: HIRES_SHOWN,
    };
    let found = app.finder.search_hires(&query, priced_at)?;
    Ok(HireResults { understood, found, priced_at })
}

/// A hire: the dry run of its hold, or the refusal that the hold would meet.
pub async fn check(
    app: &App,
    visitor: Option<&Visitor>,
    offering: Id<Offering>,
    span: Span,
) -> Answer<HireChecked> {
    let buyer = visitor.map(|visitor| visitor.user);
    let hold = HoldHire { buyer: buyer.unwrap_or(Id::from_bits(0)), offering, span, expected_pay: None };
    let read = |draft: &mut Draft<'_>| -> Result<HireChecked, Stop> {
        let key = (draft.locality(), offering);
        let mut keys = Keys::default();
        hold.reads(&mut keys);
        keys.one::<OfferingText>(key);
        keys.all::<OfferingPhoto>(key);
        draft.ask(keys)?;
        let owner = draft.get::<Offering>(key)?.seller;
        let (quote, seller) = together(hold.quote(draft, buyer), options::seller(draft, owner, buyer))?;
        Ok(HireChecked {
            text: draft.find::<OfferingText>(key)?,
            photos: draft.list::<OfferingPhoto>(key)?.into_iter().map(|photo| photo.digest).collect(),
            seller,
            quote,
        })
    };
    match app.look(visitor, read).await {
        Ok(checked) => Ok(checked),
        Err(error) => Err(options::taken_by(app, visitor, (offering, span), error).await?),
    }
}

/// What a hire's buyer pays when it is agreed: its price and the bond.
pub fn due(quote: &HireQuote) -> Answer<Amount> {
    Ok(quote.priced.waterfall.payer_pays()?.plus(quote.terms.bond)?)
}
