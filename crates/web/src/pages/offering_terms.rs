//! The forms of things, spaces and goods: what they are in a few words, how many there are, and what is asked for them.

use kernel::{Amount, Currency};
use market::users::assets::{HireTerms, ItemTerms, Wording};
use maud::{Markup, html};

use super::fields;
use super::offering_price::{NOTICES, SHORTEST, exponent, lengths, with_none, wrong_words};
use super::visit::Visit;
use crate::components::{Choice, FieldError, Form, Input, Typed};
use crate::t;
use crate::words;

/// What is kept free after a hire to choose from, in minutes.
const BUFFERS: [i64; 5] = [15, 30, 60, 120, 240];

/// What a thing, a space or goods are called, as typed; a form without it keeps what there is.
pub(super) fn wording(typed: &Typed) -> Wording {
    Wording { title: typed.value("title").to_owned(), description: typed.value("description").to_owned() }
}

/// The questions of what it is and how many there are.
pub(super) fn wording_fields(visit: &Visit, form: &Form, is_counted: bool) -> Markup {
    let loc = visit.loc;
    html! {
        (form.field("title", t!(loc, "terms-title")).hint(t!(loc, "terms-title-hint")).input(Input::Text))
        (form.field("description", t!(loc, "terms-description")).area(4))
        @if is_counted { (form.field("count", t!(loc, "terms-count")).input(Input::Number)) }
    }
}

/// The questions of a hire.
pub(super) fn hire_fields(visit: &Visit, form: &Form, currency: Currency) -> Markup {
    let loc = visit.loc;
    let sign = words::money(&visit.app, Amount::ZERO, currency).currency;
    html! {
        (form.field("per_day", t!(loc, "terms-per-day")).money(sign))
        (form.field("per_hour", t!(loc, "terms-per-hour")).money(sign))
        (form.field("bond", t!(loc, "terms-bond")).hint(t!(loc, "terms-bond-hint")).money(sign))
        (form.field("late_per_hour", t!(loc, "terms-late-per-hour")).hint(t!(loc, "terms-late-hint")).money(sign))
        (form.field("minimum_minutes", t!(loc, "rule-minimum")).select(&lengths(form, "minimum_minutes", &SHORTEST)))
        (form.field("days_max", t!(loc, "terms-days-max")).input(Input::Number))
        (form.field("buffer_minutes", t!(loc, "terms-buffer")).select(&with_none(
            t!(loc, "terms-no-buffer"), lengths(form, "buffer_minutes", &BUFFERS))))
        (form.field("notice_minutes", t!(loc, "rule-notice")).select(&with_none(
            t!(loc, "rule-no-notice"), lengths(form, "notice_minutes", &NOTICES))))
    }
}

/// The questions of goods.
pub(super) fn item_fields(visit: &Visit, form: &Form, currency: Currency) -> Markup {
    let loc = visit.loc;
    let sign = words::money(&visit.app, Amount::ZERO, currency).currency;
    html! {
        (form.field("each", t!(loc, "terms-each")).money(sign))
        (form.field("handing_over", t!(loc, "terms-handing-over")).checkboxes(&[
            Choice::new("collection", t!(loc, "terms-collection")),
            Choice::new("delivery", t!(loc, "terms-delivery")),
        ]))
        (form.field("delivery", t!(loc, "terms-delivery-price")).hint(t!(loc, "terms-delivery-hint")).money(sign))
        (form.field("ready_minutes", t!(loc, "terms-ready")).select(&with_none(
            t!(loc, "terms-ready-now"), lengths(form, "ready_minutes", &NOTICES))))
    }
}

/// What a new hire or item usually asks, besides its price.
pub(super) fn usual() -> Vec<(&'static str, String)> {
    [
        ("count", "1"),
        ("bond", "0"),
        ("late_per_hour", "0"),
        ("minimum_minutes", "60"),
        ("days_max", "14"),
        ("buffer_minutes", "0"),
        ("notice_minutes", "120"),
        ("handing_over", "collection"),
        ("ready_minutes", "60"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Terms of a hire as what would be typed for them.
pub(super) fn typed_hire(visit: &Visit, terms: &HireTerms) -> Vec<(&'static str, String)> {
    let decimals = exponent(visit, terms.currency);
    let money = |amount: Amount| fields::typed_decimal(visit.loc, amount.0, decimals);
    vec![
        ("per_day", money(terms.per_day)),
        ("per_hour", money(terms.per_hour)),
        ("bond", money(terms.bond)),
        ("late_per_hour", money(terms.late_per_hour)),
        ("minimum_minutes", terms.minimum_minutes.to_string()),
        ("days_max", terms.days_max.to_string()),
        ("buffer_minutes", terms.buffer_minutes.to_string()),
        ("notice_minutes", terms.notice_minutes.to_string()),
    ]
}

/// Terms of goods as what would be typed for them.
pub(super) fn typed_item(visit: &Visit, terms: &ItemTerms) -> Vec<(String, String)> {
    let decimals = exponent(visit, terms.currency);
    let money = |amount: Amount| fields::typed_decimal(visit.loc, amount.0, decimals);
    let mut typed = vec![
        ("each".to_owned(), money(terms.each)),
        ("ready_minutes".to_owned(), terms.ready_minutes.to_string()),
    ];
    if terms.is_collected {
        typed.push(("handing_over".to_owned(), "collection".to_owned()));
    }
    if let Some(delivery) = terms.delivery {
        typed.push(("handing_over".to_owned(), "delivery".to_owned()));
        typed.push(("delivery".to_owned(), money(delivery)));
    }
    typed
}

/// A form's numbers, with what is wrong with them.
struct Numbers<'a> {
    visit: &'a Visit,
    typed: &'a Typed,
    decimals: u32,
    wrong: Vec<FieldError>,
}

impl<'a> Numbers<'a> {
    fn of(visit: &'a Visit, typed: &'a Typed, currency: Currency) -> Self {
        Self { visit, typed, decimals: exponent(visit, currency), wrong: Vec::new() }
    }

    fn read(&mut self, id: &str, decimals: u32) -> i64 {
        let number = fields::decimal(self.visit.loc, self.typed.value(id), decimals);
        number.unwrap_or_else(|| {
            let id = if decimals > 0 { "per_km" } else { "count" };
            self.wrong.push(FieldError { name: id.to_owned(), text: wrong_words(self.visit, id) });
            0
        })
    }

    fn whole(&mut self, id: &'static str) -> i64 {
        let before = self.wrong.len();
        let number = self.read(id, 0);
        self.name(before, id);
        number
    }

    fn money(&mut self, id: &'static str) -> Amount {
        let before = self.wrong.len();
        let amount = self.read(id, self.decimals);
        self.name(before, id);
        Amount(amount)
    }

    /// The error that was added belongs to this field.
    fn name(&mut self, before: usize, id: &str) {
        for error in self.wrong.iter_mut().skip(before) {
            id.clone_into(&mut error.name);
        }
    }

    fn judged<T>(self, value: T) -> Result<T, Vec<FieldError>> {
        if self.wrong.is_empty() { Ok(value) } else { Err(self.wrong) }
    }
}

/// How many there are, as typed.
///
/// # Errors
/// When it is no number.
pub(super) fn count(visit: &Visit, typed: &Typed, currency: Currency) -> Result<i64, Vec<FieldError>> {
    let mut numbers = Numbers::of(visit, typed, currency);
    let count = numbers.whole("count");
    numbers.judged(count)
}

/// The terms of a hire that were typed.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read_hire(
    visit: &Visit,
    typed: &Typed,
    currency: Currency,
) -> Result<HireTerms, Vec<FieldError>> {
    let mut numbers = Numbers::of(visit, typed, currency);
    let terms = HireTerms {
        currency,
        per_day: numbers.money("per_day"),
        per_hour: numbers.money("per_hour"),
        bond: numbers.money("bond"),
        late_per_hour: numbers.money("late_per_hour"),
        buffer_minutes: numbers.whole("buffer_minutes"),
        minimum_minutes: numbers.whole("minimum_minutes"),
        days_max: numbers.whole("days_max"),
        notice_minutes: numbers.whole("notice_minutes"),
    };
    numbers.judged(terms)
}

/// The terms of goods that were typed.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read_item(
    visit: &Visit,
    typed: &Typed,
    currency: Currency,
) -> Result<ItemTerms, Vec<FieldError>> {
    let mut numbers = Numbers::of(visit, typed, currency);
    let is_delivered = typed.has("handing_over", "delivery");
    let terms = ItemTerms {
        currency,
        each: numbers.money("each"),
        delivery: is_delivered.then(|| numbers.money("delivery")),
        is_collected: typed.has("handing_over", "collection"),
        ready_minutes: numbers.whole("ready_minutes"),
    };
    numbers.judged(terms)
}
