//! Quoting on a call: a price for each line, when, and how long it binds.

use kernel::Span;
use market::mechanisms::quotes::{LineQuoted, QuoteStage, QuoteTerms, SetQuote};
use market::users::assets::{HandingOver, Offering};

use super::prelude::*;
use super::quotes::{self, PAGE, call_page, seen};
use crate::error::Invalid;
use crate::nouns::NAMELESS;
use crate::nouns::assets::{self, Offered};
use crate::nouns::quotes::CallSeen;

/// How many days after the deadline a quote binds unless its seller says otherwise.
const BINDS: &str = "14";
/// When work begins that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 9 * 60;
/// How long work takes that nobody has said a length for, in minutes.
const USUAL_MINUTES: i64 = 240;
/// The longest work that the form offers, in half-hours.
const LONGEST: i64 = 24;

pub(super) fn routes() -> Routes {
    vec![("/quote-calls/{call}/quote", get(ask).post(quote))]
}

/// What the visitor offers in the call's sector.
async fn own(visit: &Visit, seen: &CallSeen) -> Result<Vec<Offered>, AppError> {
    let offered = assets::list(&visit.app, visit.visitor()?).await?.into_iter();
    Ok(offered.filter(|one| one.offering.sector == seen.listed.whole.call.sector).collect())
}

async fn ask(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    visit.visitor()?;
    let seen = seen(&visit, &id).await?;
    let offered = own(&visit, &seen).await?;
    let form = visit.form(&address(&seen), typed.with_usual(&usual(&visit, &seen, &offered)));
    page(&visit, &seen, &offered, &form)
}

fn address(seen: &CallSeen) -> String {
    format!("{}/quote", call_page(seen.listed.whole.call.id))
}

/// What stands in the form beforehand: the own quote, or what was asked for.
fn usual(visit: &Visit, seen: &CallSeen, offered: &[Offered]) -> Vec<(&'static str, String)> {
    let call = &seen.listed.whole.call;
    let own = seen.listed.own.as_ref().filter(|own| own.quote.stage == QuoteStage::Open);
    let decimals = fields::decimals(visit, call.currency);
    let calendar = seen.listed.place.zone.calendar();
    let mut usual = vec![("binds_days", BINDS.to_owned()), ("minutes", USUAL_MINUTES.to_string())];
    let first = own.map(|own| own.quote.offering).or(offered.first().map(|one| one.offering.id));
    usual.extend(first.map(|first| ("offering", first.to_string())));
    if let Some(own) = own {
        let local = calendar.local(own.quote.starts_at);
        let minutes = own.quote.ends_at.minutes_since(own.quote.starts_at);
        let day = local.date.to_string();
        usual.splice(1..2, [("minutes", minutes.to_string())]);
        usual.extend([
            ("ready_on", day.clone()),
            ("date", day),
            ("from", fields::typed_minute(local.minute)),
        ]);
        usual.extend(
            own.quote
                .delivery
                .map(|amount| ("delivery", fields::typed_decimal(visit.loc, amount.0, decimals))),
        );
    } else {
        let day = call.from_day.date().to_string();
        usual.extend([("ready_on", day.clone()), ("date", day), ("from", fields::typed_minute(USUAL_START))]);
    }
    usual
}

/// What stands beforehand in the fields of lines.
fn with_lines(visit: &Visit, seen: &CallSeen, typed: &Typed) -> Typed {
    let call = &seen.listed.whole.call;
    let own = seen.listed.own.as_ref().filter(|own| own.quote.stage == QuoteStage::Open);
    let decimals = fields::decimals(visit, call.currency);
    let lines = seen.listed.whole.lines.iter().flat_map(|asked| {
        let quoted = own.and_then(|own| own.quoted().find(|line| line.number == asked.number));
        let quantity = match (own, quoted) {
            (Some(_), None) => String::new(),
            (_, Some(line)) => line.quantity.to_string(),
            (None, None) => asked.quantity.to_string(),
        };
        let price = quoted.map(|line| fields::typed_decimal(visit.loc, line.price.0, decimals));
        [
            (fields::numbered("quantity", asked.number), quantity),
            (fields::numbered("price", asked.number), price.unwrap_or_default()),
        ]
    });
    typed.clone().or(&Typed::of(lines))
}

fn page(visit: &Visit, seen: &CallSeen, offered: &[Offered], form: &Form) -> Answer {
    let call = &seen.listed.whole.call;
    let is_sent = !form.errors.is_empty();
    let typed = if is_sent { form.typed.clone() } else { with_lines(visit, seen, &form.typed) };
    let form = &Form { typed, ..form.clone() };
    let sign = words::sign(&visit.app, call.currency);
    let terms = QuoteTerms::on(&visit.app.rulebook, visit.today())?;
    let (least, most) = (words::whole(terms.binds_days_min), words::whole(terms.binds_days_max));
    let named = |one: &Offered| {
        let words = match &one.text {
            Some(text) => Text::verbatim(&text.title),
            None if one.offering.sector.is_empty() => Text::verbatim(NAMELESS),
            None => fields::sector_title(visit, &one.offering.sector),
        };
        Choice::new(one.offering.id.to_string(), words)
    };
    let choices: Vec<_> = offered.iter().map(named).collect();
    let main = html! {
        p class="lead" { (t!(visit, "quote-how")) }
        @if choices.is_empty() {
            p { (t!(visit, "quote-none-offered")) }
            p { a class="button" href=(visit.at("/offerings")) { (t!(visit, "offerings-title")) } }
        } @else {
            (form.render(&html! {
                (form.field("offering", t!(visit, "quote-which")).radios(&choices))
                @for line in &seen.listed.whole.lines {
                    @let (quantity, price) = (fields::numbered("quantity", line.number), fields::numbered("price", line.number));
                    @let much = quotes::amount(visit, line.quantity, &line.unit);
                    fieldset {
                        legend { (Text::verbatim(&line.text)) }
                        (form.field(&quantity, t!(visit, "quote-quantity")).hint(t!(visit, "quote-quantity-hint", much = much))
                            .input(Input::Number))
                        (form.field(&price, t!(visit, "quote-price")).hint(t!(visit, "quote-price-hint")).money(sign))
                    }
                }
                @if call.handing_over == Some(HandingOver::Delivery) {
                    (form.field("delivery", t!(visit, "quote-delivery")).hint(t!(visit, "quote-delivery-hint")).money(sign))
                }
                (when(visit, seen, form))
                (form.field("binds_days", t!(visit, "quote-binds-days"))
                    .hint(t!(visit, "quote-binds-days-hint", least = least, most = most)).input(Input::Number))
                (submit(&t!(visit, "quote-go")))
            }))
        }
    };
    let title = t!(visit, "quote-title", what = quotes::title(visit, &seen.listed));
    let sheet = Sheet::new(title, main).area(Area::Work);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "quote-calls-title")).judged_by([form])))
}

fn when(visit: &Visit, seen: &CallSeen, form: &Form) -> Markup {
    let call = &seen.listed.whole.call;
    let (from, until) = (visit.loc.day(call.from_day.date()), visit.loc.day(call.until_day.date()));
    let needed = t!(visit, "quote-needed", from = from, until = until);
    let lengths = fields::durations(visit.loc, (1..=LONGEST).map(|half| half * 30));
    let minutes = form.typed.value("minutes");
    let lengths =
        fields::with_typed(lengths, minutes, || minutes.parse().ok().map(|it| visit.loc.duration(it)));
    let starts = fields::clock_times(visit.loc, form.typed.value("from"));
    html! {
        @if call.handing_over.is_some() {
            (form.field("ready_on", t!(visit, "quote-ready-on")).hint(needed).input(Input::Day))
        } @else {
            (form.field("date", t!(visit, "search-date")).hint(needed).input(Input::Day))
            (form.field("from", t!(visit, "search-from")).select(&starts))
            (form.field("minutes", t!(visit, "search-minutes")).select(&lengths))
        }
    }
}

async fn quote(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let offered = own(&sent.visit, &seen).await?;
    let fault = match set(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(seen.listed.whole.call.id)), "quoted")),
        Err(fault) => fault,
    };
    let when = if seen.listed.whole.call.handing_over.is_some() { "ready_on" } else { "date" };
    let first = match &fault {
        Fault::Other(error) if error.code() == "quotes/not-in-time" => when,
        Fault::Other(error) if error.code() == "quotes/not-bound-that-long" => "binds_days",
        Fault::Other(error) if error.code().starts_with("availability/") => when,
        Fault::Other(error) if error.code() == "booking-checks/below-floor" => "price_1",
        Fault::Other(error) if error.code().starts_with("stock/") => "quantity_1",
        Fault::Other(error) => match error.argument("field") {
            Some("delivery") => "delivery",
            Some("ready_on" | "span") => when,
            Some("price") => "price_1",
            Some(_) | None => "quantity_1",
        },
        Fault::Fields(_) => "quantity_1",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..sent.visit.form(&address(&seen), sent.typed) };
    page(&sent.visit, &seen, &offered, &form)
}

async fn set(sent: &Sent, seen: &CallSeen) -> Result<(), Fault> {
    let (visit, typed, call) = (&sent.visit, &sent.typed, &seen.listed.whole.call);
    let seller = visit.visitor()?.user;
    let mut reading = Reading::of(visit, typed);
    let offering: Option<Id<Offering>> =
        reading.read("offering", Id::parse, |visit| t!(visit, "quote-which-wrong"));
    let mut lines = Vec::new();
    for asked in &seen.listed.whole.lines {
        let (quantity, price) =
            (fields::numbered("quantity", asked.number), fields::numbered("price", asked.number));
        let is_left_out = |name: &str| typed.value(name).trim().is_empty();
        if is_left_out(&quantity) || is_left_out(&price) {
            continue;
        }
        let (quantity, price) = (reading.number(&quantity, 0), reading.money(&price, call.currency));
        lines.extend(quantity.zip(price).map(|(quantity, price)| LineQuoted {
            number: asked.number,
            quantity,
            price: Amount(price),
        }));
    }
    let is_goods = call.handing_over.is_some();
    let delivery = reading.money_or_none("delivery", call.currency).map(Amount);
    let ready_on = if is_goods { reading.day("ready_on") } else { None };
    let span = if is_goods { None } else { span(&mut reading, typed, seen) };
    let binds_days = reading.number("binds_days", 0);
    let made = match (offering, binds_days) {
        (Some(offering), Some(binds_days)) => {
            let call = call.id;
            Some(SetQuote { seller, call, offering, lines, delivery, ready_on, span, binds_days })
        }
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}

/// When the work is.
fn span(reading: &mut Reading<'_>, typed: &Typed, seen: &CallSeen) -> Option<Span> {
    let (day, clock) = (reading.day("date"), reading.clock_time("from"));
    let minutes: Option<i64> = typed.value("minutes").parse().ok();
    let (day, clock, minutes) = (day?, clock?, minutes?);
    let starts_at = seen.listed.place.zone.calendar().timestamp_at(day, clock);
    reading.refuse(starts_at.is_none().then(|| Invalid::new("date", "invalid-date")));
    let starts_at = starts_at?;
    let span = Span::between(starts_at, starts_at.plus_minutes(minutes));
    reading.refuse(span.is_none().then(|| Invalid::new("minutes", "invalid-minutes")));
    span
}
