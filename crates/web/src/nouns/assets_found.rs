//! Whether what somebody offers is found, asked of the finder: when each offering of work can first be had, or what stands
//! against it.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::assets::{Asked, Offered};
use crate::nouns::options;
use crate::visitor::Visitor;
use finder::Query;
use kernel::{Amount, Currency, Day, Money, QUARTER_MINUTES, Slots, Span, Stop, Timestamp};
use market::concession::Terms;
use market::directory::{Sector, WorkPlace};
use market::mechanisms::stored_availability::{OfferRefusal, Pricing, Requirement};
use market::options::booking_checks::{PartyFacts, Sides};
use market::price::Waterfall;
use market::users::assets::{OfferingStage, PriceTerms};

/// For how many days it is looked whether there are hours.
const DAYS: i64 = 15;
/// The hours that are asked for, where the seller's shortest booking is shorter, in minutes.
const ASKED_MINUTES: i64 = 60;
/// An evening: from five on, in minutes after midnight.
const EVENING_STARTS: i64 = 17 * 60;
/// Four hours long, in minutes.
const EVENING_MINUTES: i64 = 4 * 60;

/// What becomes of an offering of work.
#[derive(Debug)]
pub enum Standing {
    /// It is found, at these hours first, at this price.
    Found {
        /// The first hours.
        span: Span,
        /// What the seller receives for them; nothing for work that is given.
        receives: Option<Money>,
    },
    /// Its seller has put it away.
    Paused,
    /// It is had by asking alone.
    OnRequest,
    /// No hours are free that are long enough, with the notice that the seller wants.
    NoHours {
        /// The shortest booking, in minutes.
        least_minutes: i64,
        /// The notice, in minutes.
        notice_minutes: i64,
    },
    /// Hours are free, and for this reason nobody can have them.
    Refused(AppError),
}

impl Standing {
    /// Whether somebody can book it.
    pub fn is_found(&self) -> bool {
        matches!(self, Self::Found { .. })
    }
}

/// What becomes of an offering of work, for who has not signed in, at the place where it is offered; nothing for things,
/// spaces and goods.
pub fn standing(app: &App, offered: &Offered) -> Answer<Option<Standing>> {
    let Asked::Work(terms) = &offered.asked else { return Ok(None) };
    let offering = &offered.offering;
    match offering.stage {
        OfferingStage::Open => {}
        OfferingStage::Paused | OfferingStage::Listed => return Ok(Some(Standing::Paused)),
        OfferingStage::OnRequest => return Ok(Some(Standing::OnRequest)),
    }
    let now = app.now();
    let least_minutes = terms.as_ref().map_or(QUARTER_MINUTES, |terms| terms.minimum_minutes);
    let notice_minutes = terms.as_ref().map_or(0, |terms| terms.notice_minutes);
    let work_place = app.place(offering.post_code.as_str())?;
    let currency = options::currency(app, work_place)?;
    let mut refused = None;
    for open in runs(&app.finder.openings(offering.id, now.day(), DAYS)?) {
        let first = open.starts_at().max(after(now, 0));
        // At once, where that needs no notice; then with notice.
        for starts_at in [first, first.max(after(now, notice_minutes))] {
            let left = open.ends_at().minutes_since(starts_at);
            let minutes = least_minutes.max(ASKED_MINUTES.min(left));
            let hours = Span::between(starts_at, starts_at.plus_minutes(minutes)).filter(|_| minutes <= left);
            let Some(span) = hours else { continue };
            let requirement = Requirement {
                sector: offering.sector.clone(),
                work_place: work_place.clone(),
                span,
                is_unpaid: terms.is_none(),
                currency,
            };
            let query = Query { locality: app.locality, buyer: None, requirement, radius_m: None, limit: 1 };
            match app.finder.option(&query, offering.id, now)? {
                Ok(option) => {
                    let whole = option.priced.waterfall.payee_receives()?;
                    let receives = terms.as_ref().map(|terms| whole.of(terms.currency));
                    return Ok(Some(Standing::Found { span, receives }));
                }
                Err(stop) if matches!(stop.refusal(), Some(OfferRefusal::TooSoon { .. })) => {}
                Err(stop @ Stop::Refused(_)) => refused = refused.or(Some(stop)),
                Err(stop) => return Err(stop.into()),
            }
        }
    }
    let missing = Standing::NoHours { least_minutes, notice_minutes };
    Ok(Some(refused.map_or(missing, |stop| Standing::Refused(stop.into()))))
}

/// What an evening of four hours would bring at some terms, and the least that the law of the place lets it bring.
#[derive(Debug)]
pub struct Evening {
    /// The next Friday's hours.
    pub span: Span,
    /// What the seller receives; nothing without terms.
    pub receives: Option<Money>,
    /// The least that the seller may receive; nothing where no rule sets it.
    pub least: Option<Money>,
}

/// What an evening of the visitor's work would bring in a sector at a place, whose currency this is.
pub async fn evening(
    app: &App,
    visitor: &Visitor,
    (sector, work_place, currency): (&Sector, &WorkPlace, Currency),
    terms: Option<&PriceTerms>,
) -> Answer<Evening> {
    let (now, user) = (app.now(), visitor.user);
    let calendar = work_place.zone.calendar();
    let today = calendar.local(now).date;
    let from = today
        .nth_weekday(1, jiff::civil::Weekday::Friday)
        .ok()
        .and_then(|friday| calendar.timestamp(friday, EVENING_STARTS));
    let span = from.and_then(|from| Span::between(from, from.plus_minutes(EVENING_MINUTES)));
    let span = span.ok_or_else(|| AppError::Internal("there is no next Friday".to_owned()))?;
    let facts = app.look(Some(visitor), |draft| Ok(PartyFacts::of(draft, None, user, false)?)).await?;
    let sector = sector.code.clone();
    let requirement =
        Requirement { sector, work_place: work_place.clone(), span, is_unpaid: false, currency };
    let concession = Terms::on(&app.rulebook, today)?;
    let pricing = Pricing::new(&requirement, &app.rulebook, &concession, now);
    let receives = match terms {
        Some(terms) => {
            let lines = terms.lines(pricing.occasion(), 0)?;
            Some(Waterfall { currency, lines }.price()?)
        }
        None => None,
    };
    let sides = Sides { facts: &facts, distance_m: 0 };
    let verdict = pricing.checks().verdict(sides, receives.unwrap_or(Amount::ZERO).0);
    let least = verdict.floor.map(|floor| Amount(floor.amount_minor).of(currency));
    Ok(Evening { span, receives: receives.map(|amount| amount.of(currency)), least })
}

/// The first quarter-hour that begins so many minutes from now or later, and not now.
fn after(now: Timestamp, minutes: i64) -> Timestamp {
    let quarter = QUARTER_MINUTES * 60 * 1_000_000;
    let earliest = now.plus_minutes(minutes).0.max(now.0.saturating_add(1));
    let begun = earliest.rem_euclid(quarter);
    Timestamp(if begun == 0 { earliest } else { earliest.saturating_add(quarter - begun) })
}

/// The stretches of free time in days that follow each other, over their ends.
pub fn runs(days: &[(Day, Slots)]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let at = |day: Day, slot: i64| day.starts_at().plus_minutes(slot * QUARTER_MINUTES);
    for (day, slots) in days {
        for (first, count) in slots.runs() {
            let (from, until) = (at(*day, first), at(*day, first + count));
            let joined = runs.last().filter(|last| last.ends_at() == from);
            // A run that grows too long for one booking is cut, not lost.
            if let Some(longer) = joined.and_then(|last| Span::between(last.starts_at(), until)) {
                runs.pop();
                runs.push(longer);
            } else {
                runs.extend(Span::between(from, until));
            }
        }
    }
    runs
}
