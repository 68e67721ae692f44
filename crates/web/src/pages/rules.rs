//! The rulebook for people: every card in plain words, with its source, its status and the figures it rests on.

use kernel::Date;
use rules::{Card, Rule, Rulebook, Source, Status};
use std::collections::BTreeSet;

use super::prelude::*;
use crate::i18n::Locale;

pub(super) fn routes() -> Routes {
    vec![("/rules", get(show))]
}

async fn show(visit: Visit) -> Response {
    let rulebook = &visit.app.rulebook;
    let today = visit.today();
    let title = t!(visit, "rules-title");
    let main = html! {
        p class="lead" { (t!(visit, "rules-lead")) }
        p { (t!(visit, "rules-demo")) }
        section {
            h2 { (t!(visit, "rules-terms")) }
            (figures(&visit, terms(rulebook, today), today))
        }
        @for jurisdiction in rulebook.jurisdictions() {
            @let cards: Vec<&Rule> = rulebook
                .rules()
                .iter()
                .filter(|rule| rule.card().jurisdiction.get_ref() == &jurisdiction.code)
                .collect();
            @if !cards.is_empty() {
                section {
                    h2 { (Text::verbatim(&jurisdiction.title)) }
                    @for rule in cards { (card(&visit, rule, today)) }
                }
            }
        }
        section {
            h2 { (t!(visit, "rules-pack")) }
            p { (t!(visit, "rules-pack-how")) }
            p { code dir="ltr" { (rulebook.pack_hash()) } }
        }
    };
    visit.show(Sheet::new(title, main))
}

fn card(visit: &Visit, rule: &Rule, today: Date) -> Markup {
    let card = rule.card();
    let title = words::card_title(visit.loc, card);
    let named = rule.parameters();
    html! {
        article class="rule" id=(anchor(card)) {
            h3 { (title) }
            p class="actions" { (status(visit.loc, card.status)) span class="quiet" { (validity(visit.loc, card)) } }
            p { (words::card_plain(visit.loc, card)) }
            details {
                summary { (t!(visit, "rules-source")) span class="hidden" { ": " (title) } }
                (source(visit, &card.source))
                @if !named.is_empty() { (figures(visit, named.into_iter(), today)) }
                p { code dir="ltr" { (rule.reference().to_string()) } }
            }
        }
    }
}

/// What the concession sets for every trade: its figures that no card uses.
fn terms(rulebook: &Rulebook, today: Date) -> impl Iterator<Item = &str> {
    let used: BTreeSet<&str> = rulebook.rules().iter().flat_map(Rule::parameters).collect();
    let names = rulebook.parameters(today).map(|figure| figure.name);
    names.filter(move |name| name.starts_with("concession.") && !used.contains(name))
}

fn figures<'a>(visit: &Visit, names: impl Iterator<Item = &'a str>, today: Date) -> Markup {
    let mut rows = Vec::new();
    for figure in names.filter_map(|name| visit.app.rulebook.parameter(name, today)) {
        let value = match (figure.unit, u32::try_from(figure.value)) {
            ("bp", Ok(share)) => visit.loc.share(share),
            ("minutes", Ok(minutes)) => visit.loc.duration(minutes),
            ("hours", Ok(hours)) => visit.loc.duration(hours.saturating_mul(60)),
            ("count", Ok(count)) => visit.loc.count(u64::from(count)),
            ("minute_of_day", Ok(_)) => visit.loc.minute_of_day(figure.value),
            (unit, _) => amount(visit, unit, figure.value),
        };
        let since = t!(visit, "rules-since", date = visit.loc.date(figure.since));
        let value = Text::verbatim(format!("{} ({})", value.plain(), since.plain()));
        rows.push(SummaryRow::words(words::figure_title(visit.loc, &figure), value));
    }
    SummaryList { loc: visit.loc, rows }.render()
}

/// A figure of money by its unit, such as `USD/hour`, or the bare number with its unit.
fn amount(visit: &Visit, unit: &str, value: i64) -> Text {
    let code = unit.split('/').next().unwrap_or_default();
    match kernel::Currency::new(code) {
        Some(currency) => visit.reader().money(kernel::Amount(value), currency),
        None => Text::verbatim(format!("{value} {unit}")),
    }
}

/// Where a rule is shown, without its language.
pub(super) fn page_of(rule: &Rule) -> String {
    format!("/rules#{}", anchor(rule.card()))
}

fn anchor(card: &Card) -> String {
    format!("{}-{}", card.id.get_ref(), card.version)
}

fn status(loc: Locale, status: Status) -> Markup {
    match status {
        Status::Demo => tag(Tone::Caution, &t!(loc, "rule-demo")),
        Status::Draft => tag(Tone::Plain, &t!(loc, "rule-draft")),
        Status::InForce => tag(Tone::Good, &t!(loc, "rule-in-force")),
        Status::Suspended => tag(Tone::Caution, &t!(loc, "rule-suspended")),
        Status::Repealed => tag(Tone::Plain, &t!(loc, "rule-repealed")),
    }
}

fn validity(loc: Locale, card: &Card) -> Text {
    let from = loc.date(card.valid_from_on());
    match card.valid_to_on() {
        Some(until) => t!(loc, "rules-from-until", from = from, until = loc.date(until)),
        None => t!(loc, "rules-since", date = from),
    }
}

/// Where a rule comes from.
pub(super) fn source(visit: &Visit, source: &Source) -> Markup {
    let title = format!("{}, {}", source.title, source.cite);
    html! {
        p {
            @if source.url.is_empty() { (Text::verbatim(title)) }
            @else { a href=(source.url) rel="external" { (Text::verbatim(title)) } }
            ". " (t!(visit, "rules-read-on", date = visit.loc.date(source.retrieved_on())))
        }
        @if !source.quote.is_empty() { blockquote dir="ltr" lang="en" { p { (source.quote) } } }
    }
}

/// The card behind a refusal, with the way to read all of it.
pub(super) fn cited(visit: &Visit, rule: &str) -> Markup {
    let Some(card) = visit.app.card(rule) else { return html! {} };
    html! {
        div class="cited" {
            p { (words::card_plain(visit.loc, card)) }
            p { a href={ (visit.at("/rules")) "#" (anchor(card)) } { (t!(visit, "rules-read-rule")) } }
        }
    }
}
