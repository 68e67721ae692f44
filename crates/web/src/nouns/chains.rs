//! Chains: how needs are broken down, and the search for complete options, each at one price.
//!
//! For each component the finder is asked at every time at which it might be; what comes of that are the candidates of the search,
//! at the prices at which they would be held. Nothing is kept: an option is held by `POST /bundles`.

mod hunt;

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::bundles::MemberSeen;
use crate::nouns::options;
use crate::visitor::Visitor;
use hunt::{Hunt, Offer};
use jiff::civil::Date;
use kernel::{Amount, ClockTime, Currency, Id, Span, Timestamp};
use market::directory::{Family, WorkPlace};
use market::options::breakdowns::{Limits, Need, Needed, Place, Template, Wanted, search as search_chains};
use market::users::{User, assets::Offering};
use std::collections::BTreeMap;

/// Metres that are travelled in a minute.
const METRES_A_MINUTE: u64 = 500;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct ChainSearch {
    /// The template, by its name.
    pub template: String,
    /// What was answered to its questions.
    pub answers: BTreeMap<String, u32>,
    /// How many of a component there are to be, and for how many minutes, where that was changed: by the component's name.
    pub changed: BTreeMap<String, (Option<u32>, Option<u32>)>,
    /// Where the work is: the post code.
    pub post_code: String,
    /// The first day.
    pub date: Date,
    /// From when on, on the clock of the place.
    pub from: ClockTime,
    /// Until when it is over on each day, in minutes after midnight.
    pub until_minute: i64,
}

/// What is bought for a component.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The component's name in its template.
    pub component: String,
    /// The sector's code.
    pub sector: String,
    /// Which offering.
    pub offering: Id<Offering>,
    /// What it is called, where it has a name of its own.
    pub title: Option<String>,
    /// Who sells.
    pub seller: Id<User>,
    /// What they are called.
    pub seller_name: String,
    /// When, of what is bound to a time.
    pub span: Option<Span>,
    /// How many pieces, of goods.
    pub count: Option<i64>,
    /// What the buyer pays for it, a bond not counted.
    pub pays: Amount,
}

/// A complete option.
#[derive(Clone, Debug)]
pub struct ChainOption {
    /// Which of the template's ways it is, from 0.
    pub way: usize,
    /// What is bought, in the template's order.
    pub members: Vec<Chosen>,
    /// What the buyer pays for all of it, bonds not counted.
    pub pays: Amount,
}

/// A component of a way, as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name in its template.
    pub component: String,
    /// The sector's code.
    pub sector: String,
    /// How many people or pieces.
    pub count: u32,
    /// For how many minutes; 0 of what is bought.
    pub minutes: u32,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct ChainResults {
    /// The template.
    pub template: Template,
    /// Where the work is.
    pub place: WorkPlace,
    /// What each way is made of.
    pub ways: Vec<Vec<Asked>>,
    /// In which currency.
    pub currency: Currency,
    /// The options, the cheapest first.
    pub options: Vec<ChainOption>,
    /// The sectors of which there is nothing at all at any of the times, by their codes.
    pub missing: Vec<String>,
    /// Whether everything was looked at that might have been cheaper.
    pub is_complete: bool,
    /// When the prices were made.
    pub priced_at: Timestamp,
}

/// The templates that hold today.
pub fn templates(app: &App) -> Vec<Template> {
    app.templates.all_on(app.now().day().date()).cloned().collect()
}

/// The template of a name that holds today.
pub fn template(app: &App, id: &str) -> Answer<Template> {
    app.templates.on(id, app.now().day().date()).cloned().ok_or(AppError::NotFound)
}

/// The template with what the buyer has changed about its components.
fn changed(mut template: Template, changed: &BTreeMap<String, (Option<u32>, Option<u32>)>) -> Template {
    for component in template.ways.iter_mut().flat_map(|way| &mut way.components) {
        let Some((count, minutes)) = changed.get(&component.name) else { continue };
        for (figure, other) in [(&mut component.count, count), (&mut component.minutes, minutes)] {
            if let Some(other) = *other {
                (figure.base, figure.by) = (other, None);
            }
        }
    }
    template
}

/// What a way is made of, with what was answered: a line a component.
fn asked(needed: &Needed) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for Wanted { name, sector, minutes, pieces } in &needed.components {
        match asked.iter_mut().find(|known| known.component == *name) {
            Some(known) => known.count = known.count.saturating_add(*pieces),
            None => asked.push(Asked {
                component: name.clone(),
                sector: sector.clone(),
                count: *pieces,
                minutes: *minutes,
            }),
        }
    }
    asked
}

/// The complete options for a need, at most five, the cheapest first.
pub async fn search(app: &App, visitor: Option<&Visitor>, asked_for: &ChainSearch) -> Answer<ChainResults> {
    let known = app.templates.on(&asked_for.template, app.now().day().date()).cloned();
    let known = known.ok_or_else(|| AppError::invalid("template", "invalid-template"))?;
    let template = changed(known, &asked_for.changed);
    let place = app.place(&asked_for.post_code)?.clone();
    let currency = options::currency(app, &place)?;
    let from = options::moment(&place, asked_for.date, ("from", asked_for.from))?;
    let answers = template.answers(&asked_for.answers);
    let needed: Vec<Needed> = template.ways.iter().map(|way| way.needed(&answers, &app.directory)).collect();
    let (from_minute, until_minute) = (asked_for.from.time.minutes(), asked_for.until_minute);
    let hunt = Hunt { app, visitor, place: &place, currency, from, from_minute, until_minute };
    let market = hunt.market(&needed).await?;
    let mut need = Need::default();
    for way in &needed {
        let candidates =
            way.components.iter().map(|wanted| market.of(wanted).iter().map(Offer::candidate).collect());
        need.breakdowns.push(way.breakdown(candidates));
    }
    // What more than one decision holds is not among the options.
    for (breakdown, way) in need.breakdowns.iter_mut().zip(&needed) {
        if way.components.len() > MEMBERS {
            breakdown.components.clear();
            breakdown.constraints.clear();
        }
    }
    let travel = |one: Place, other: Place| {
        let metres = one.east.abs_diff(other.east).saturating_add(one.north.abs_diff(other.north));
        metres / METRES_A_MINUTE
    };
    let answer = search_chains(&need, &Limits::default(), &travel, &mut || false);
    let options = answer.options.iter().filter_map(|found| hunt.option(found, &needed, &market)).collect();
    let ways: Vec<Vec<Asked>> = needed.iter().map(asked).collect();
    let mut missing: Vec<String> = Vec::new();
    for wanted in needed.iter().flat_map(|way| &way.components) {
        if market.of(wanted).is_empty() && !missing.contains(&wanted.sector) {
            missing.push(wanted.sector.clone());
        }
    }
    let (is_complete, priced_at) = (answer.is_complete, app.now());
    Ok(ChainResults { template, place, ways, currency, options, missing, is_complete, priced_at })
}

/// When a day is over on which nobody has said until when, in minutes after midnight.
pub const EVENING: i64 = 22 * 60;
/// As many as one decision holds.
pub const MEMBERS: usize = 8;

/// What could take the place of a member that was lost, at the same time, the cheapest first.
pub async fn replacements(app: &App, visitor: Option<&Visitor>, member: &MemberSeen) -> Answer<Vec<Chosen>> {
    let trade = &member.trade;
    let (place, from) = (trade.work_place(), trade.starts_at);
    let hunt =
        Hunt { app, visitor, place: &place, currency: trade.currency, from, from_minute: 0, until_minute: 0 };
    let (span, count) = member.asked();
    let pieces = count.and_then(|count| u32::try_from(count).ok()).unwrap_or(1);
    let wanted = Wanted { name: String::new(), sector: trade.sector.clone(), minutes: 0, pieces };
    let family = app.directory.sector(&trade.sector).map(|sector| sector.family);
    let offers = match (family, span) {
        (Some(Family::Goods), _) => hunt.goods(&wanted).await?,
        (Some(Family::Work), Some(span)) => hunt.work(&wanted, span)?,
        (Some(Family::Thing | Family::Space), Some(span)) => hunt.hires(&wanted, span)?,
        (Some(Family::Work | Family::Thing | Family::Space) | None, _) => Vec::new(),
    };
    Ok(offers.into_iter().map(|offer| offer.chosen(&wanted, span)).collect())
}
