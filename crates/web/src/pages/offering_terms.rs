//! The terms of an offering as a form has them: read and written field by field as they are asked for, and the questions of
//! things, spaces and goods.

use kernel::{Ask, AskKind, Askable, Currency};
use market::users::assets::{ItemTerms, Wording};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::prelude::*;

/// Shares are typed in percent, with up to two decimals: whole basis points.
const SHARE_DECIMALS: u32 = 2;
/// The shortest hires to choose from, in minutes.
pub(super) const SHORTEST: [i64; 8] = [60, 90, 120, 150, 180, 240, 300, 360];
/// Notice to choose from, in minutes.
pub(super) const NOTICES: [i64; 8] = [30, 60, 120, 240, 480, 720, 1_440, 2_880];
/// What is kept free after a hire to choose from, in minutes.
const BUFFERS: [i64; 5] = [15, 30, 60, 120, 240];

/// What terms are asked for with, besides their currency, which the place decides.
fn asks<T: Askable>() -> impl Iterator<Item = &'static Ask> {
    let asks = if let AskKind::Group(asks) = T::KIND { asks } else { &[] };
    asks.iter().filter(|ask| ask.kind != AskKind::Currency)
}

/// The field of an ask: a share has no unit in its name, as it is typed in percent.
fn field_of(name: &str) -> &str {
    name.trim_end_matches("_bp")
}

/// How many decimals a number is typed with.
fn decimals(visit: &Visit, ask: &Ask, currency: Currency) -> u32 {
    match ask.kind == AskKind::Amount {
        true => fields::decimals(visit, currency),
        false if ask.name.ends_with("_bp") => SHARE_DECIMALS,
        false => 0,
    }
}

/// The terms that were typed; what was left out is as declared.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read<T>(visit: &Visit, typed: &Typed, currency: Currency) -> Result<T, Fault>
where
    T: Askable + DeserializeOwned,
{
    let mut reading = Reading::of(visit, typed);
    let terms = terms(visit, &mut reading, typed, currency);
    reading.judged(terms)
}

/// As [`read`], with what it is called and how many there are: every field that cannot be read is told at once.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read_ware<T>(
    visit: &Visit,
    typed: &Typed,
    currency: Currency,
) -> Result<(Wording, i64, T), Fault>
where
    T: Askable + DeserializeOwned,
{
    let mut reading = Reading::of(visit, typed);
    let (title, description) = (reading.text("title"), reading.text_or_none("description"));
    let count = reading.number("count", 0);
    let terms = terms(visit, &mut reading, typed, currency);
    let wording = title.map(|title| Wording { title, description });
    reading.judged(wording.zip(count).zip(terms).map(|((wording, count), terms)| (wording, count, terms)))
}

/// The terms that were typed, unless a field of theirs cannot be read.
fn terms<T>(visit: &Visit, reading: &mut Reading<'_>, typed: &Typed, currency: Currency) -> Option<T>
where
    T: Askable + DeserializeOwned,
{
    let mut terms = Map::from_iter([("currency".to_owned(), json!(currency))]);
    // In the order of the form, which is that in which it was sent.
    let place = |ask: &&Ask| typed.pairs().iter().position(|(name, _)| name == field_of(ask.name));
    let mut asks: Vec<_> = asks::<T>().collect();
    asks.sort_by_key(place);
    for ask in asks {
        let field = field_of(ask.name);
        let value = match typed.value(field) {
            text if ask.kind == AskKind::Bool => json!(!text.is_empty()),
            "" if ask.is_optional || ask.or.is_some() => json!(ask.or),
            _ if ask.kind == AskKind::Amount => json!(reading.money(field, currency)),
            _ => json!(reading.number(field, decimals(visit, ask, currency))),
        };
        terms.insert(ask.name.to_owned(), value);
    }
    serde_json::from_value(Value::Object(terms)).ok()
}

/// What is typed for goods, whose form asks how they can be had.
pub(super) fn typed_of_item(typed: &Typed) -> Typed {
    let is_delivered = typed.has("handing_over", "delivery");
    let mut pairs = typed.pairs().to_vec();
    pairs.retain(|(name, _)| name != "delivery" || is_delivered);
    // A price that is left out is as wrong here as one that cannot be read.
    let unsaid = |(name, price): &&mut (String, String)| name == "delivery" && price.trim().is_empty();
    pairs.iter_mut().filter(unsaid).for_each(|(_, price)| "–".clone_into(price));
    if typed.has("handing_over", "collection") {
        pairs.push(("is_collected".to_owned(), "yes".to_owned()));
    }
    Typed::new(pairs)
}

/// Terms as what would be typed for them.
pub(super) fn typed<T: Askable + Serialize>(visit: &Visit, terms: &T, currency: Currency) -> Typed {
    let values = serde_json::to_value(terms).unwrap_or_default();
    let text = |ask: &Ask| match values.get(ask.name)?.as_i64()? {
        0 => Some("0".to_owned()),
        share if ask.name.ends_with("_bp") && share % 100 == 0 => Some((share / 100).to_string()),
        number => Some(fields::typed_decimal(visit.loc, number, decimals(visit, ask, currency))),
    };
    let typed = asks::<T>().filter_map(|ask| Some((field_of(ask.name).to_owned(), text(ask)?)));
    Typed::new(typed.collect())
}

/// As [`typed`], with how goods can be had.
pub(super) fn typed_item(visit: &Visit, terms: &ItemTerms) -> Typed {
    let mut pairs = typed(visit, terms, terms.currency).pairs().to_vec();
    let ways = [(terms.is_collected, "collection"), (terms.delivery.is_some(), "delivery")];
    pairs.extend(
        ways.iter()
            .filter(|(is_one, _)| *is_one)
            .map(|(_, way)| ("handing_over".to_owned(), (*way).to_owned())),
    );
    Typed::new(pairs)
}

/// What is wrong with terms, at the field that the market names.
///
/// # Errors
/// What no form can say.
pub(super) fn wrong(visit: &Visit, fault: Fault) -> Result<Vec<FieldError>, AppError> {
    let named = if let Fault::Other(error) = &fault { error.argument("field") } else { None };
    let named = match named {
        Some("is_collected") => "handing_over",
        named => named.map_or("hourly", field_of),
    }
    .to_owned();
    fault.at(visit, &named)
}

/// The questions of what it is and how many there are.
pub(super) fn wording_fields(visit: &Visit, form: &Form) -> Markup {
    html! {
        (form.field("title", t!(visit, "terms-title")).hint(t!(visit, "terms-title-hint")).input(Input::Text))
        (form.field("description", t!(visit, "terms-description")).area(4))
        (form.field("count", t!(visit, "terms-count")).input(Input::Number))
    }
}

/// The questions of a hire.
pub(super) fn hire_fields(visit: &Visit, form: &Form, currency: Currency) -> Markup {
    let sign = words::sign(&visit.app, currency);
    html! {
        (form.field("per_day", t!(visit, "terms-per-day")).money(sign))
        (form.field("per_hour", t!(visit, "terms-per-hour")).money(sign))
        (form.field("bond", t!(visit, "terms-bond")).hint(t!(visit, "terms-bond-hint")).money(sign))
        (form.field("late_per_hour", t!(visit, "terms-late-per-hour")).hint(t!(visit, "terms-late-hint")).money(sign))
        (form.field("minimum_minutes", t!(visit, "rule-minimum")).select(&lengths(form, "minimum_minutes", &SHORTEST)))
        (form.field("days_max", t!(visit, "terms-days-max")).input(Input::Number))
        (form.field("buffer_minutes", t!(visit, "terms-buffer"))
            .select(&or_none(form, "buffer_minutes", &BUFFERS, t!(visit, "terms-no-buffer"))))
        (form.field("notice_minutes", t!(visit, "rule-notice"))
            .select(&or_none(form, "notice_minutes", &NOTICES, t!(visit, "rule-no-notice"))))
    }
}

/// The questions of goods.
pub(super) fn item_fields(visit: &Visit, form: &Form, currency: Currency) -> Markup {
    let sign = words::sign(&visit.app, currency);
    html! {
        (form.field("each", t!(visit, "terms-each")).money(sign))
        (form.field("handing_over", t!(visit, "terms-handing-over")).checkboxes(&[
            Choice::new("collection", t!(visit, "terms-collection")),
            Choice::new("delivery", t!(visit, "terms-delivery")),
        ]))
        (form.field("delivery", t!(visit, "terms-delivery-price")).hint(t!(visit, "terms-delivery-hint")).money(sign))
        (form.field("ready_minutes", t!(visit, "terms-ready"))
            .select(&or_none(form, "ready_minutes", &NOTICES, t!(visit, "terms-ready-now"))))
    }
}

/// What a new hire or item usually asks, besides its price.
pub(super) const USUAL: [(&str, &str); 9] = [
    ("count", "1"),
    ("bond", "0"),
    ("late_per_hour", "0"),
    ("minimum_minutes", "60"),
    ("days_max", "14"),
    ("buffer_minutes", "0"),
    ("notice_minutes", "120"),
    ("handing_over", "collection"),
    ("ready_minutes", "60"),
];

/// The usual lengths, with the one that was typed.
pub(super) fn lengths(form: &Form, id: &str, usual: &[i64]) -> Vec<Choice> {
    let value = form.typed.value(id);
    let minutes = value.parse().ok().filter(|minutes| *minutes > 0);
    let usual = fields::durations(form.loc, usual.iter().copied());
    fields::with_typed(usual, value, || minutes.map(|minutes| form.loc.duration(minutes)))
}

/// As [`lengths`], after that of none.
pub(super) fn or_none(form: &Form, id: &str, usual: &[i64], none: Text) -> Vec<Choice> {
    fields::after(Choice::new("0", none), lengths(form, id, usual))
}
