//! Needs: what a visitor has saved, and all of one on the first day on which it can be had.

use finder::FoundFor;
use market::directory::Family;
use market::requirements::needs::{ForgetNeed, Need, NeedPart, NeedStage};

use super::prelude::*;
use super::search_form;
use super::sector_field::sector_title;
use crate::nouns::NAMELESS;
use crate::nouns::needs::{self, Met, WholeNeed};
use crate::nouns::options::{self, Search};
use crate::query::query_of;
use kernel::ClockTime;

pub(super) const PAGE: &str = "/needs";
/// What is needed: people’s work, and things and spaces for hire.
pub(super) const FAMILIES: [Family; 3] = [Family::Work, Family::Thing, Family::Space];

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/needs/{need}", get(show)),
        ("/needs/{need}/remove", done::<ForgetNeed>(PAGE, "need-forgotten")),
    ]
}

/// The page of a need, without its language.
pub(super) fn need_page(need: Id<Need>) -> String {
    format!("{PAGE}/{need}")
}

async fn list(visit: Visit) -> Answer {
    let needs = visit.app.look(Some(visit.visitor()?), |draft| needs::list(draft)).await?;
    let main = html! {
        p class="lead" { (t!(visit, "needs-lead")) }
        p class="actions" { a class="button" href=(visit.at("/needs/new")) { (t!(visit, "needs-new")) } }
        @if needs.is_empty() {
            (Empty { loc: visit.loc, nothing: t!(visit, "needs-none"), nearest: Vec::new() }.render())
        } @else {
            ul class="own-list" {
                @for whole in &needs {
                    li {
                        p { strong { a href=(visit.at(&need_page(whole.need.id))) { (Text::verbatim(whole.need.name.as_str())) } } }
                        p { (parts(&visit, &whole.parts)) }
                        p class="quiet" { (days(&visit, &whole.need)) }
                        p { (stands(&visit, &whole.need)) }
                    }
                }
            }
        }
    };
    Ok(visit.show(Sheet::new(t!(visit, "needs-title"), main).area(Area::Find)))
}

/// What is needed in one line: `4 × Bartender, 1 × Cargo van`.
pub(super) fn parts(visit: &Visit, parts: &[NeedPart]) -> Text {
    let part = |part: &NeedPart| {
        t!(visit, "need-part", count = words::whole(part.count), sector = of_part(visit, part)).plain()
    };
    Text::verbatim(parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

fn of_part(visit: &Visit, part: &NeedPart) -> Text {
    visit
        .app
        .directory
        .sector(&part.sector)
        .map_or_else(|| Text::verbatim(NAMELESS), |sector| sector_title(visit, sector))
}

/// Which days will do, and at which hours.
pub(super) fn days(visit: &Visit, need: &Need) -> Text {
    let week = fields::WEEKDAYS.into_iter().enumerate();
    let named = week.filter(|(day, _)| need.weekdays >> day & 1 == 1);
    let named: Vec<String> = named.map(|(_, day)| visit.loc.weekday(day).plain()).collect();
    let days = if named.len() == fields::WEEKDAYS.len() {
        t!(visit, "need-any-day")
    } else {
        Text::verbatim(named.join(", "))
    };
    let (from, until) = (need.from_day.date(), need.until_day.date());
    t!(
        visit,
        "need-days",
        days = days,
        from = visit.loc.day(from),
        until = visit.loc.day(until),
        time = fields::time(visit.loc, need.from_minute),
        length = visit.loc.duration(words::whole(need.minutes))
    )
}

/// How a need stands, as it was looked last.
pub(super) fn stands(visit: &Visit, need: &Need) -> Markup {
    let cost = need.found_cost.map(|cost| visit.reader().money(cost, need.currency));
    match (need.stage, need.found_day, cost, need.looked_at) {
        (NeedStage::Found, Some(day), Some(cost), _) => html! {
            (tag(Tone::Good, &t!(visit, "need-found"))) " "
            (t!(visit, "need-found-on", day = visit.loc.day(day.date()), cost = cost))
        },
        (_, _, _, Some(looked)) => html! {
            (tag(Tone::Plain, &t!(visit, "need-waiting"))) " "
            span class="quiet" { (t!(visit, "need-looked", moment = visit.reader().time(looked))) }
        },
        (_, _, _, None) => html! { (tag(Tone::Plain, &t!(visit, "need-waiting"))) },
    }
}

async fn show(visit: Visit, Path(need): Path<String>) -> Answer {
    let id = Id::parse(&need).ok_or(AppError::NotFound)?;
    let (whole, met) = needs::one(&visit.app, visit.visitor()?, id).await?;
    let need = &whole.need;
    let most = match need.most {
        Some(most) => visit.reader().money(most, need.currency),
        None => t!(visit, "need-any-price"),
    };
    let rows = vec![
        SummaryRow::words(t!(visit, "need-what"), parts(&visit, &whole.parts)),
        SummaryRow::words(t!(visit, "need-when"), days(&visit, need)),
        SummaryRow::words(t!(visit, "need-where"), Text::verbatim(need.post_code.as_str())),
        SummaryRow::words(t!(visit, "need-most"), most),
    ];
    let forget =
        submit_small(&t!(visit, "need-forget"), &html! { ": " (Text::verbatim(need.name.as_str())) });
    let main = html! {
        @match &met {
            Some(met) => (all_of_it(&visit, &whole, met)?),
            None => section id="found" {
                h2 { (t!(visit, "need-not-yet")) }
                p { (t!(visit, "need-not-yet-how")) }
            },
        }
        section {
            h2 { (t!(visit, "need-asked")) }
            (SummaryList { loc: visit.loc, rows }.render())
        }
        section {
            h2 { (t!(visit, "need-order")) }
            p { (t!(visit, "need-order-how")) }
        }
        (visit.button(&format!("{}/remove", need_page(need.id)), &forget, &[]))
    };
    let sheet = Sheet::new(Text::verbatim(need.name.as_str()), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "needs-title"))))
}

/// All of a need on one day: whom and what to take, each with the way to its check.
fn all_of_it(visit: &Visit, whole: &WholeNeed, met: &Met) -> Result<Markup, AppError> {
    let place = whole.place(&visit.app)?;
    let when = visit.span(&place.zone, met.span.starts_at(), met.span.ends_at());
    let cost = visit.reader().money(met.cost, whole.need.currency);
    let mut groups = Vec::new();
    for (part, found) in whole.parts.iter().zip(&met.parts) {
        let mut lines = Vec::new();
        for one in found {
            lines.push(line(visit, whole, met, part, one)?);
        }
        groups.push(html! {
            h3 { (of_part(visit, part)) }
            ul class="own-list" { @for line in &lines { li { (line) } } }
        });
    }
    Ok(html! {
        section id="found" {
            h2 { (t!(visit, "need-met", when = when)) }
            p class="lead" { (t!(visit, "need-met-cost", cost = cost)) }
            p { (t!(visit, "need-met-how")) }
            @for group in &groups { (group) }
        }
    })
}

fn line(
    visit: &Visit,
    whole: &WholeNeed,
    met: &Met,
    part: &NeedPart,
    one: &FoundFor,
) -> Result<Markup, AppError> {
    let calendar = whole.place(&visit.app)?.zone.calendar();
    let (date, from) = calendar.clock_time(met.span.starts_at());
    let (until_date, until) = calendar.clock_time(met.span.ends_at());
    let post_code = whole.need.post_code.as_str().to_owned();
    let (name, check) = match one {
        FoundFor::Work(option) => {
            let search = Search {
                sector: WholeNeed::sector(&visit.app, part)?.slug.clone(),
                post_code,
                date,
                from,
                minutes: met.span.minutes(),
                is_unpaid: false,
                radius_m: None,
                again: None,
                with: None,
                without: None,
            };
            let check = format!("/check{}&offering={}", search_form::query(&search), option.offering);
            (options::seller_name(option).to_owned(), check)
        }
        FoundFor::Hire(hire) => {
            let title = hire.title.as_deref().or(hire.seller_name.as_deref()).unwrap_or(NAMELESS);
            let hours =
                hire_hours(part, &post_code, (date.to_string(), from), (until_date.to_string(), until));
            (title.to_owned(), format!("/hires/check?offering={}&{}", hire.offering, query_of(&hours)))
        }
    };
    let pays = visit.reader().money(one.buyer_pays(), whole.need.currency);
    Ok(html! {
        p { strong { (Text::verbatim(&name)) } " " span class="figures" { (pays) } }
        p { a href=(visit.at(&check)) { (t!(visit, "need-choose", name = name.as_str())) } }
    })
}

/// The hours of a hire as its check is asked for.
fn hire_hours(
    part: &NeedPart,
    post_code: &str,
    (date, from): (String, ClockTime),
    (until_date, until): (String, ClockTime),
) -> Vec<(String, String)> {
    let pairs = [
        ("sector", part.sector.clone()),
        ("post_code", post_code.to_owned()),
        ("date", date),
        ("from", from.to_string()),
        ("until_date", until_date),
        ("until", until.to_string()),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()
}
