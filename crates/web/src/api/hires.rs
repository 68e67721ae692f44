//! `/things`, `/spaces`: what can be hired, priced, legal and free.

use super::call::Call;
use super::options::ORDER;
use super::sent::{Sent, Taken};
use crate::act::Read;
use crate::app::App;
use crate::error::Answer;
use crate::nouns::hires::{self, HIRED, HireSearch};
use crate::nouns::options;
use crate::nouns::price::Price;
use finder::FoundHire;
use kernel::{Asks, ClockTime, Date, Id, Money, PostCode, Show, Span, Timestamp};
use market::price::PriceReader;
use market::users::User;
use market::users::assets::{Offering, OfferingText};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let list = "Fully priced, free and legal, the cheapest first. The bond comes on top and comes back. \
                An `offering` is held by `POST /hire-holds`.";
    let one = "What one of them costs for these hours now, or the refusal that it meets.";
    vec![
        Call::find("/things", search).about(list).public(),
        Call::find("/spaces", search).about(list).public(),
        Call::find("/hires/{offering}", check).about(one).public(),
    ]
}

#[derive(Asks, Deserialize)]
struct Wanted {
    /// The sector's slug or code.
    #[ask(example = "bicycle")]
    sector: String,
    /// From where you travel.
    #[ask(example = "97214")]
    post_code: PostCode,
    /// The local date on which it begins.
    #[ask(example = "2026-11-27")]
    date: Date,
    /// The local time at which it begins, on the quarter-hour.
    #[ask(example = "10:00")]
    from: ClockTime,
    /// The local date on which it ends.
    #[ask(example = "2026-11-28")]
    until_date: Date,
    /// The local time at which it ends, on the quarter-hour.
    #[ask(example = "18:00")]
    until: ClockTime,
    /// How far you travel, in meters.
    radius_m: Option<i64>,
}

/// What can be hired.
#[derive(Show)]
struct Hires {
    #[show(flatten)]
    span: Span,
    /// When these prices were made. They hold once it is held.
    priced_at: Timestamp,
    /// Why they stand in this order. Nobody can pay to stand higher.
    order: &'static str,
    hires: Vec<Hire>,
}

/// A thing or a space that can be hired.
#[derive(Show)]
struct Hire {
    #[show(flatten)]
    hire: FoundHire,
    price: Price,
    /// Set aside on top; it comes back.
    bond: Money,
}

/// A hire, ready to be held.
#[derive(Show)]
struct CheckedHire {
    offering: Id<Offering>,
    #[show(flatten)]
    text: Option<OfferingText>,
    /// Photographs, by their digests.
    photos: Vec<String>,
    seller: Id<User>,
    seller_name: String,
    post_code: PostCode,
    #[show(flatten)]
    span: Span,
    price: Price,
    /// Set aside on top; it comes back.
    bond: Money,
    /// Taken from the bond for each whole hour too late.
    late_per_hour: Money,
}

impl Taken for Wanted {
    fn check(app: &App, read: &mut Read) {
        let minute = |name: &str| Some(read.text(name)?.parse::<ClockTime>().ok()?.time.minutes());
        let wanted = options::Wanted {
            sector: read.text("sector"),
            families: &HIRED,
            post_code: read.text("post_code"),
            times: [("from", minute("from")), ("until", minute("until"))],
            minutes: None,
        };
        read.refuse(options::misfits(app, &wanted));
    }
}

impl Wanted {
    fn search(self) -> HireSearch {
        HireSearch {
            sector: self.sector,
            post_code: self.post_code.into(),
            date: self.date,
            from: self.from,
            until_date: self.until_date,
            until: self.until,
            radius_m: self.radius_m,
        }
    }
}

async fn search(sent: Sent, wanted: Wanted) -> Answer<Hires> {
    let results = hires::search(&sent.app, sent.caller().await?.as_ref(), &wanted.search())?;
    let hire = |hire: FoundHire| -> Answer<Hire> {
        let (price, terms) = (Price::of(&hire.priced.waterfall.shown_to(PriceReader::Another))?, &hire.terms);
        Ok(Hire { price, bond: terms.bond.of(terms.currency), hire })
    };
    let hires: Answer<Vec<Hire>> = results.found.hires.into_iter().map(hire).collect();
    Ok(Hires { span: results.understood.span, priced_at: results.priced_at, order: ORDER, hires: hires? })
}

async fn check(sent: Sent, wanted: Wanted) -> Answer<CheckedHire> {
    let offering = sent.id()?;
    let span = hires::understand(&sent.app, &wanted.search())?.span;
    let checked = hires::check(&sent.app, sent.caller().await?.as_ref(), offering, span).await?;
    let (sold, terms) = (checked.quote.offering, checked.quote.terms);
    Ok(CheckedHire {
        offering,
        text: checked.text,
        photos: checked.photos,
        seller: sold.seller,
        seller_name: checked.seller.name,
        post_code: sold.post_code,
        span,
        price: Price::of(&checked.quote.priced.waterfall.shown_to(PriceReader::Another))?,
        bond: terms.bond.of(terms.currency),
        late_per_hour: terms.late_per_hour.of(terms.currency),
    })
}
