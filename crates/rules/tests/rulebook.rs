//! The rulebook of the demonstration: every card keeps its promise, and the cards together say what the law says.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test stops at the first surprise")]

use rules::{Date, Facts, Question, RuleRef, Rulebook, TraceReader, Verdict};
use std::collections::BTreeSet;
use testkit::files;

fn demo() -> Rulebook {
    match Rulebook::load(&files::rulebook().unwrap()) {
        Ok(rulebook) => rulebook,
        Err(errors) => panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A café's evening shift from 5 to 9 on Friday 27 November 2026, by a seller whose card was checked.
fn porter(age: i64) -> Facts {
    Facts::new()
        .int("seller.age_at_service", age)
        .bool("seller.has_food_handler_card", true)
        .bool("seller.wants_tax_pot", false)
        .int("buyer.completed_trades", 5)
        .int("pair.completed_trades", 1)
        .int("service.paid_minutes", 240)
        .int("service.starts_minute_local", 17 * 60)
        .int("service.ends_minute_local", 21 * 60)
        .int("service.month_day", 1127)
        .int("service.weekday", 5)
        .int("deal.seller_price_minor", 8_000)
}

fn shift<'a>(place: &'a str, facts: &'a Facts) -> Question<'a> {
    Question {
        place,
        sector: "35-9021",
        mechanism: "stored_availability",
        roles: &["seller", "worker", "buyer"],
        service_start: day("2026-11-27"),
        commit: day("2026-11-26"),
        payment: day("2026-11-28"),
        facts,
    }
}

fn check(place: &str, facts: &Facts) -> Verdict {
    demo().check(&shift(place, facts))
}

fn reasons(verdict: &Verdict) -> Vec<&str> {
    verdict.denials.iter().map(|denial| denial.reason.as_str()).collect()
}

#[test]
fn every_card_passes_its_own_tests_and_stands_on_both_sides_of_each_limit() {
    let report = demo().run_card_tests();
    assert!(report.passed(), "{:#?}", report.failures);
    assert!(report.tests_run >= 150, "only {} tests ran", report.tests_run);
}

#[test]
fn the_card_tests_notice_nine_in_ten_small_changes() {
    let report = demo().mutate_cards();
    assert!(report.tried >= 140, "only {} changes were tried", report.tried);
    assert!(report.kills_at_least(9_000), "{} tried, these survive: {:#?}", report.tried, report.survivors);
}

#[test]
fn a_grown_seller_with_a_card_may_work_the_evening() {
    for place in ["US-OR-PORTLAND", "US-OR", "US-OR-NONURBAN", "US-WA"] {
        let verdict = check(place, &porter(30));
        assert!(verdict.eligible(), "{place}: {verdict:#?}");
        assert_eq!(verdict.requirements, []);
    }
}

#[test]
fn the_highest_floor_of_the_place_of_work_counts() {
    for (place, age, floor_minor, rule) in [
        ("US-OR-PORTLAND", 30, 6_520, "us-or-portland-minimum-pay@1"),
        ("US-OR", 30, 6_020, "us-or-minimum-pay@1"),
        ("US-OR-NONURBAN", 30, 5_620, "us-or-nonurban-minimum-pay@1"),
        ("US-WA", 30, 6_852, "us-wa-minimum-pay@1"),
        ("US-WA", 15, 5_824, "us-wa-minimum-pay@1"),
        ("US", 30, 2_900, "us-minimum-pay@1"),
    ] {
        let floor = check(place, &porter(age)).floor.unwrap();
        assert_eq!(
            (floor.amount_minor, floor.rule.to_string().as_str()),
            (floor_minor, rule),
            "{place} {age}"
        );
    }
}

#[test]
fn at_fifteen_the_evening_is_out_by_every_law_that_says_so() {
    let verdict = check("US-OR-PORTLAND", &porter(15));
    assert_eq!(reasons(&verdict), ["minor_outside_permitted_hours"; 2]);
    let rules: Vec<String> = verdict.denials.iter().map(|denial| denial.rule.to_string()).collect();
    assert_eq!(rules, ["us-child-hours@1", "us-or-child-hours@1"]);
}

#[test]
fn an_unchecked_card_is_asked_for_by_name() {
    let verdict = check("US-OR-PORTLAND", &porter(30).without("seller.has_food_handler_card"));
    assert_eq!(reasons(&verdict), ["needs_verification:seller.has_food_handler_card"]);
    assert_eq!(verdict.denials[0].needs.as_deref(), Some("seller.has_food_handler_card"));
}

#[test]
fn nobody_needs_a_food_card_to_clean_an_office() {
    let facts = porter(30).bool("seller.has_food_handler_card", false);
    let question = Question { sector: "37-2011", ..shift("US-OR-PORTLAND", &facts) };
    assert!(demo().check(&question).eligible());
    assert!(!check("US-OR-PORTLAND", &facts).eligible());
}

#[test]
fn lines_name_their_payee_stage_and_fund() {
    let facts = porter(30)
        .bool("seller.wants_tax_pot", true)
        .int("buyer.completed_trades", 0)
        .int("buyer.open_trades", 0)
        .int("pair.open_trades", 0)
        .int("pair.completed_trades", 0);
    let verdict = check("US-OR-PORTLAND", &facts);
    let [kept] = verdict.withholdings.as_slice() else { panic!("{verdict:#?}") };
    assert_eq!((kept.stage, kept.payee.as_str(), kept.amount_minor), (50, "user_tax_pot", 1_224));
    let [welcome] = verdict.subsidies.as_slice() else { panic!("{verdict:#?}") };
    assert_eq!((welcome.stage, welcome.payee.as_str(), welcome.amount_minor), (40, "buyer", 800));
    let funding = welcome.funding.as_ref().unwrap();
    assert_eq!(funding.fund, "fund:concession-welcome");
    assert_eq!(funding.cap_per_user_minor, Some(3_000));
    assert_eq!(funding.budget_per_day_minor, Some(25_000));
}

#[test]
fn the_concession_sets_its_own_terms_by_date() {
    let rulebook = demo();
    let value = |name: &str, date: &str| rulebook.parameter(name, day(date)).map(|dated| dated.value);
    assert_eq!(value("concession.hold_minutes", "2026-11-26"), Some(10));
    assert_eq!(value("concession.procedure.work.answer_hours", "2026-11-26"), Some(24));
    assert_eq!(value("concession.hold_minutes", "2024-12-31"), None);
    let wage = rulebook.parameter("us_or.min_wage.portland", day("2025-06-30")).unwrap();
    assert_eq!((wage.value, wage.unit, wage.since), (1_595, "USD/hour", day("2024-07-01")));
    assert!(!wage.references.is_empty());
}

#[test]
fn a_place_knows_what_lies_around_it() {
    let rulebook = demo();
    let portland = rulebook.jurisdiction("US-OR-PORTLAND").unwrap();
    assert_eq!(portland.chain, ["US-OR-PORTLAND", "US-OR", "US", "concession"]);
    assert_eq!((portland.currency.code.as_str(), portland.currency.exponent), ("USD", 2));
    assert_eq!((portland.zone.as_str(), portland.locale.as_str()), ("America/Los_Angeles", "en"));
    assert_eq!(rulebook.currency("USD").unwrap().exponent, 2);
    assert_eq!(reasons(&check("XX", &porter(30))), ["unknown_place"]);
}

const SELLER: TraceReader<'_> = TraceReader { parties: &["seller"] };
const NOBODY: TraceReader<'_> = TraceReader { parties: &[] };

/// A trace that is the same whatever the personal facts are tells nothing of them, in whatever way it is put together.
#[test]
fn a_trace_of_others_is_the_same_whatever_the_personal_facts_are() {
    let rulebook = demo();
    let plain = |age: i64, bought: i64, wants_pot: bool| {
        porter(age)
            .int("buyer.completed_trades", bought)
            .int("pair.completed_trades", bought)
            .bool("seller.wants_tax_pot", wants_pot)
    };
    let written = |place: &str, facts: &Facts, reader| {
        serde_json::to_string(&rulebook.explain(&shift(place, facts), reader)).unwrap()
    };
    for place in ["US-OR-PORTLAND", "US-WA"] {
        let (young, old) = (plain(19, 0, true), plain(87, 12, false));
        assert_eq!(written(place, &young, NOBODY), written(place, &old, NOBODY), "{place}");
        assert_ne!(written(place, &young, SELLER), written(place, &old, SELLER), "{place}");
        assert!(written(place, &old, SELLER).contains("87"), "{place}");
        let others = rulebook.explain(&shift(place, &old), NOBODY);
        let withheld = others.rules.iter().flat_map(|rule| &rule.facts).filter(|fact| fact.is_withheld);
        assert!(withheld.clone().count() > 0 && withheld.clone().all(|fact| fact.value.is_none()));
    }
    // What refuses is told anyway: the rule, not the fact.
    let child = rulebook.explain(&shift("US-WA", &plain(12, 0, false)), NOBODY);
    assert!(child.rules.iter().any(|rule| rule.outcome.starts_with("deny")));
    assert_eq!(
        serde_json::to_string(&child).unwrap(),
        written("US-WA", &plain(11, 3, true), NOBODY),
        "refused alike"
    );
}

#[test]
fn a_trace_shows_the_figure_its_date_and_its_source() {
    let facts = porter(15);
    let trace = demo().explain(&shift("US-OR-PORTLAND", &facts), SELLER);
    let pay = trace.rules.iter().find(|rule| &*rule.rule.id == "us-or-portland-minimum-pay").unwrap();
    assert_eq!(pay.outcome, "floor 6520");
    assert_eq!(pay.parameters[0].value, Some(1_630));
    assert_eq!(pay.parameters[0].since.as_deref(), Some("2025-07-01"));
    assert_eq!(pay.facts[0].name, "service.paid_minutes");
    let hours = trace.rules.iter().find(|rule| &*rule.rule.id == "us-child-hours").unwrap();
    assert_eq!(hours.outcome, "deny");
    let age = &hours.formulas[0].parts[0];
    assert_eq!(age.text, "seller.age_at_service < param.us.child_hours.full_age");
    assert_eq!(age.value, "true");
    let written = serde_json::to_string(&trace).unwrap();
    assert!(written.contains("29 CFR 570.35(a)(6)") && written.contains("2026-11-22"), "{written}");
}

#[test]
fn a_trace_and_a_verdict_never_disagree() {
    let rulebook = demo();
    for age in 13..20 {
        let facts = porter(age);
        let question = shift("US-WA", &facts);
        let denied = rulebook.check(&question).denials.len();
        for reader in [SELLER, NOBODY] {
            let trace = rulebook.explain(&question, reader);
            let traced = trace.rules.iter().filter(|rule| rule.outcome.starts_with("deny")).count();
            assert_eq!(denied, traced, "at {age} to {reader:?}");
        }
    }
}

#[test]
fn words_come_in_the_readers_language() {
    let rulebook = demo();
    for rule in rulebook.rules() {
        let card = rule.card();
        assert!(card.translations.contains_key("es"), "{} has no Spanish", rule.reference());
        assert_eq!(card.title_in("en"), card.title);
        assert_ne!(card.plain_in("es"), card.plain);
    }
    let figures: Vec<_> = rulebook.parameters(jiff::civil::date(2026, 11, 27)).collect();
    assert!(figures.len() >= 40, "{}", figures.len());
    for figure in figures {
        assert_ne!(figure.title_in("es"), figure.title, "{} has no Spanish", figure.name);
        assert_eq!(figure.title_in("xx"), figure.title);
    }
    for (name, fact) in rulebook.facts() {
        assert!(fact.translations.contains_key("es"), "{name} has no Spanish");
    }
}

#[test]
fn a_lookup_finds_what_a_scan_of_all_rules_finds() {
    let files = files::rulebook().unwrap();
    let cards = files.iter().filter(|(_, text)| text.contains("version = 1"));
    let drafts = cards.map(|(path, text)| {
        let text = text.replace("version = 1", "version = 2").replace("\"demo\"", "\"draft\"");
        (path.replace(".toml", "-draft.toml"), text)
    });
    let files: Vec<(String, String)> = files.iter().cloned().chain(drafts).collect();
    let rulebook = Rulebook::load(&files).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let rules = rulebook.rules();
    assert_eq!(rules.len(), 2 * demo().rules().len());

    for rule in rules {
        let scanned = rules.iter().find(|other| other.reference() == rule.reference()).unwrap();
        assert!(std::ptr::eq(rulebook.rule(rule.reference()).unwrap(), scanned), "{}", rule.reference());
        let absent = RuleRef { version: 3, ..rule.reference().clone() };
        assert!(rulebook.rule(&absent).is_none(), "{absent}");
    }
    let named = rules.iter().map(|rule| rule.card().funded_by.as_str()).filter(|fund| !fund.is_empty());
    let scanned: BTreeSet<&str> = named.collect();
    assert!(!scanned.is_empty());
    assert!(rulebook.funds().eq(scanned));
}

#[test]
fn the_order_of_files_changes_nothing_and_any_letter_does() {
    let mut turned = files::rulebook().unwrap();
    turned.reverse();
    let rulebook = demo();
    assert_eq!(Rulebook::load(&turned).unwrap().pack_hash(), rulebook.pack_hash());
    let card = turned.iter_mut().find(|(path, _)| path == "US/pay/minimum-pay.toml").unwrap();
    card.1.push('\n');
    assert_ne!(Rulebook::load(&turned).unwrap().pack_hash(), rulebook.pack_hash());
    assert_eq!(rulebook.pack_hash().len(), 64);
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let rulebook = demo();
    let facts = porter(15);
    let answer = || serde_json::to_vec(&rulebook.check(&shift("US-WA", &facts))).unwrap();
    assert_eq!(answer(), answer());
    let listed = rulebook.check(&shift("US-WA", &facts)).rules;
    assert!(listed.is_sorted() && listed.len() >= 8, "{listed:?}");
}

#[test]
fn another_country_is_a_folder_of_files() {
    let rulebook =
        Rulebook::load(&files::rulebook_with_quixa().unwrap()).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let facts = porter(30).int("service.month_day", 1201).without("seller.has_food_handler_card");
    let verdict = rulebook.check(&shift("QX", &facts));
    assert_eq!(verdict.floor.as_ref().unwrap().amount_minor, 4_004);
    assert_eq!(reasons(&verdict), ["summer"]);
    assert_eq!(rulebook.jurisdiction("QX").unwrap().currency.exponent, 0);
    let winter = facts.int("service.month_day", 601);
    assert!(rulebook.check(&shift("QX", &winter)).eligible());
    let new_here = winter.int("buyer.completed_trades", 0).int("pair.completed_trades", 0);
    let new_here = new_here.int("buyer.open_trades", 0).int("pair.open_trades", 0);
    assert_eq!(rulebook.check(&shift("QX", &new_here)).subsidies, [], "the welcome fund holds dollars");
}
