//! What must hold for any facts: less knowledge never lets more people in, and a further refusal never does either.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rules::{Date, FactKind, FactValue, Facts, Question, Rulebook, Verdict};
use std::sync::LazyLock;
use testkit::files;

static DEMO: LazyLock<Rulebook> =
    LazyLock::new(|| Rulebook::load(&files::rulebook().expect("files")).expect("it loads"));

const AGES: std::ops::Range<i64> = 13..20;

/// The demonstration with one more card that refuses everyone under an age, for each of `AGES`.
static STRICTER: LazyLock<Vec<Rulebook>> = LazyLock::new(|| {
    let with_card = |age: i64| {
        let card = format!(
            "id = 'extra'\nversion = 1\nstatus = 'demo'\ntitle = 't'\nplain = 'p'\neffect = 'deny'\nreason = 'r'\n\
             jurisdiction = 'concession'\nvalid_from = 2020-01-01\nowner = 'o'\nwhen = 'seller.age_at_service < {age}'\n\
             source = {{ title = 't', cite = 'c', url = '', retrieved = 2026-11-22 }}\n"
        );
        let mut files = files::rulebook().expect("files");
        files.push(("concession/extra/extra.toml".to_owned(), card));
        Rulebook::load(&files).expect("it loads")
    };
    AGES.map(with_card).collect()
});

/// Some value for each fact of the dictionary, near the limits that the cards draw.
fn facts() -> impl Strategy<Value = Facts> {
    let names: Vec<(String, FactKind, (i64, i64))> = DEMO
        .facts()
        .map(|(name, fact)| {
            let (least, most) = fact.range.unwrap_or((0, 1));
            (name.to_owned(), fact.kind, (least, most.min(least.saturating_add(30_000))))
        })
        .collect();
    names.into_iter().fold(Just(Facts::new()).boxed(), |facts, (name, kind, (least, most))| {
        let value = match kind {
            FactKind::Bool => any::<bool>().prop_map(FactValue::Bool).boxed(),
            FactKind::Int if name == "seller.age_at_service" => AGES.prop_map(FactValue::Int).boxed(),
            FactKind::Int | FactKind::Text | FactKind::List => {
                (least..=most).prop_map(FactValue::Int).boxed()
            }
        };
        (facts, value).prop_map(move |(facts, value)| facts.with(name.clone(), value)).boxed()
    })
}

fn place() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["US", "US-OR", "US-OR-PORTLAND", "US-OR-NONURBAN", "US-WA"])
}

fn check(rulebook: &Rulebook, place: &str, facts: &Facts) -> Verdict {
    let date: Date = "2026-11-27".parse().expect("a date");
    rulebook.check(&Question {
        place,
        sector: "35-9021",
        mechanism: "stored_availability",
        roles: &["seller", "worker", "buyer"],
        service_start: date,
        commit: date,
        payment: date,
        facts,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn forgetting_facts_never_turns_a_refusal_into_a_pass(
        place in place(), facts in facts(), forgotten in prop::collection::vec(any::<bool>(), 14),
    ) {
        let mut less = facts.clone();
        for ((name, _), _) in DEMO.facts().zip(forgotten).filter(|(_, is_forgotten)| *is_forgotten) {
            less = less.without(name);
        }
        let (full, blind) = (check(&DEMO, place, &facts), check(&DEMO, place, &less));
        prop_assert!(full.eligible() || !blind.eligible(), "{full:#?}\n{blind:#?}");
    }

    #[test]
    fn another_refusal_never_lets_more_people_in(place in place(), facts in facts(), which in 0..STRICTER.len()) {
        let (before, after) = (check(&DEMO, place, &facts), check(&STRICTER[which], place, &facts));
        prop_assert!(before.eligible() || !after.eligible());
        prop_assert!(before.denials.iter().all(|denial| after.denials.contains(denial)));
    }

    #[test]
    fn every_floor_covers_the_wage_and_not_a_unit_more(minutes in 1_i64..10_000) {
        let facts = Facts::new().int("service.paid_minutes", minutes);
        let floor = check(&DEMO, "US-OR-PORTLAND", &facts).floor.expect("a floor").amount_minor;
        let owed_times_60 = 1_630 * minutes;
        prop_assert!(floor * 60 >= owed_times_60 && (floor - 1) * 60 < owed_times_60);
    }
}
