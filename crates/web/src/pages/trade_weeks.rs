//! The same work again, week by week: which weeks can be, at which price, and why the others cannot.

use market::mechanisms::stored_availability::weeks::{self, HoldWeeks, WeekChosen, WeekQuoted, Weeks};

use super::prelude::*;
use super::trade::id;
use crate::nouns::NAMELESS;

pub(super) fn routes() -> Routes {
    vec![("/trades/{trade}/weeks", get(show).post(hold))]
}

async fn show(visit: Visit, Path(trade): Path<String>) -> Answer {
    page(&visit, &trade, Vec::new()).await
}

/// The weeks as they are now; with what was wrong with those that were chosen.
async fn page(visit: &Visit, trade: &str, errors: Vec<FieldError>) -> Answer {
    let id = id(trade)?;
    let Weeks { trade: booked, seller_name, quoted } =
        visit.app.look(Some(visit.visitor()?), |draft| weeks::quotes(draft, id)).await?;
    let zone = &booked.zone;
    let (mut choices, mut others) = (Vec::new(), Vec::new());
    for WeekQuoted { week, span, quote } in quoted {
        let when = visit.span(zone, span.starts_at(), span.ends_at());
        match quote {
            Ok(quote) => {
                let pays = quote.priced.waterfall.payer_pays()?;
                let money = visit.reader().money(pays, booked.currency);
                let label = t!(visit, "weeks-one", hours = when, money = money);
                choices.push(Choice::new(format!("{week}:{}", pays.0), label));
            }
            Err(refusal) => {
                let why = AppError::from(kernel::Stop::Refused(refusal));
                others.push((when, visit.reader_in(zone).error(&why)));
            }
        }
    }
    let form = Form { errors, ..visit.form(&format!("/trades/{trade}/weeks"), Typed::default()) };
    let name = seller_name.as_deref().unwrap_or(NAMELESS);
    let main = html! {
        p class="lead" { (t!(visit, "weeks-lead", name = name)) }
        @if choices.is_empty() { p { (t!(visit, "weeks-none")) } }
        @else {
            (form.render(&html! {
                (form.field("weeks", t!(visit, "weeks-which")).hint(t!(visit, "weeks-hint")).checkboxes(&choices))
                (submit(&t!(visit, "weeks-hold")))
            }))
        }
        @if !others.is_empty() {
            section {
                h2 { (t!(visit, "weeks-others")) }
                ul { @for (when, why) in &others { li { (when) ": " (why) } } }
            }
        }
    };
    let sheet = Sheet::new(t!(visit, "weeks-title", name = name), main).area(Area::Bookings);
    Ok(visit.show(sheet.under(format!("/trades/{trade}"), t!(visit, "papers-back")).judged_by([&form])))
}

async fn hold(Path(trade): Path<String>, sent: Sent) -> Answer {
    let visit = &sent.visit;
    let chosen =
        sent.typed.pairs().iter().filter(|(name, _)| name == "weeks").map(|(_, value)| read_week(value));
    let chosen: Option<Vec<WeekChosen>> = chosen.collect();
    let error = match chosen {
        Some(weeks) => match sent.run(HoldWeeks { trade: id(&trade)?, weeks }).await {
            Ok(_) => return Ok(sent.on("/trades", "weeks-held")),
            Err(error) => error,
        },
        None => AppError::invalid("weeks", "invalid-step"),
    };
    // Whoever may not do it is told so; what has changed is shown as it is now.
    let is_of_weeks = ["weeks/", "availability/", "trade/price-changed", "trade/too-many-holds"];
    if !is_of_weeks.iter().any(|code| error.code().starts_with(code)) {
        return Err(error);
    }
    let why = FieldError::new("weeks", visit.reader().error(&error));
    page(visit, &trade, vec![why]).await
}

/// A week as its box has it: which, and the price that was seen.
fn read_week(value: &str) -> Option<WeekChosen> {
    let (week, pays) = value.split_once(':')?;
    Some(WeekChosen { week: week.parse().ok()?, expected_pay: Amount(pays.parse().ok()?) })
}
