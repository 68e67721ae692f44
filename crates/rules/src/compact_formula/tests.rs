use super::*;
use crate::date::Date;
use crate::facts::{FactKind, Facts};
use crate::formula::Formula;
use crate::kind::Kind;
use crate::prepared_rule::PreparedFormula;
use crate::rule::Rule;
use crate::rulebook::Rulebook;
use std::borrow::Cow;
use testkit::files;

/// Numbers that look drawn at random.
fn next(seed: &mut u64) -> i64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    i64::try_from(*seed >> 33).unwrap()
}

/// Facts of which some are unknown, some at the end of their range, and one now and then of a wrong kind.
fn some_facts(book: &Rulebook, seed: &mut u64) -> Facts {
    let mut facts = Facts::new();
    for (name, known) in book.facts() {
        let name = name.to_owned();
        let (least, most) = known.range.unwrap_or((-5, 3_000));
        let number = match next(seed) % 12 {
            0 => continue,
            1 => i64::MAX,
            2 => least,
            3 => most,
            _ => least + next(seed) % (most - least).clamp(1, 3_000),
        };
        let kind = if next(seed) % 50 == 0 { FactKind::Bool } else { known.kind };
        facts = match kind {
            FactKind::Int => facts.int(name, number),
            FactKind::Bool => facts.bool(name, number % 2 == 0),
            FactKind::Text => facts.text(name, "food_handler_card"),
            FactKind::List => facts.list(name, vec!["a".to_owned(), "food_handler_card".to_owned()]),
        };
    }
    facts
}

fn agrees(book: &Rulebook, formula: &Formula, scope: &Scope<'_>) -> bool {
    let Some(value) = formula.compact.as_ref().and_then(|compact| compact.value(scope)) else { return false };
    match value {
        CompactValue::Bool(value) => {
            assert_eq!(book.engine.holds(&formula.tree, scope), Ok(value), "{}", formula.source);
        }
        CompactValue::Int(value) => {
            assert_eq!(book.engine.integer(&formula.tree, scope), Ok(value), "{}", formula.source);
        }
        CompactValue::Text(_) | CompactValue::List(_) => panic!("{} is no formula of a card", formula.source),
    }
    true
}

#[test]
fn a_compact_formula_gives_what_cel_gives() {
    let book = Rulebook::load(&files::rulebook().unwrap()).unwrap();
    let (mut seed, mut answered, mut asked) = (7, 0_u32, 0_u32);
    let dates = [Date::new(2026, 7, 4).unwrap(), Date::new(2027, 1, 31).unwrap()];
    for round in 0..400 {
        let facts = some_facts(&book, &mut seed);
        let scope = Scope { facts: &facts, parameters: &book.parameters, date: dates[round % 2] };
        for (_, formula) in book.rules().iter().flat_map(Rule::formulas) {
            assert!(formula.compact.is_some(), "{} has no compact form", formula.source);
            asked += 1;
            answered += u32::from(agrees(&book, formula, &scope));
        }
    }
    assert!(answered * 2 > asked, "{answered} of {asked}");
}

#[test]
fn every_operation_gives_what_cel_gives() {
    let book = Rulebook::load(&[]).unwrap();
    let facts = Facts::new()
        .int("a", 7)
        .int("b", -3)
        .int("zero", 0)
        .int("most", i64::MAX)
        .bool("yes", true)
        .text("word", "x")
        .list("words", vec!["x".to_owned(), "y".to_owned()]);
    let scope = Scope { facts: &facts, parameters: &book.parameters, date: Date::new(2026, 7, 4).unwrap() };
    let kind_of = |name: &str| match facts.get(name) {
        Some(value) => Ok(value.kind().into()),
        None => Ok(Kind::Int),
    };
    let truths = [
        "a < b",
        "a <= 7",
        "a > b",
        "a >= 8",
        "a == 7",
        "a != 7",
        "yes == true",
        "word != 'y'",
        "!yes",
        "yes && a > 0",
        "yes || unknown > 0",
        "!yes && unknown > 0",
        "unknown > 0 && !yes",
        "a in [1, b, 7]",
        "word in words",
        "word in ['z']",
        "has_claim(words, 'y')",
        "has_claim(words, 'z')",
        "yes ? a > 6 : a > 8",
    ];
    let numbers = [
        "a + b",
        "a - b",
        "a * b",
        "a / b",
        "a % b",
        "b / a",
        "b % a",
        "-a",
        "a / zero",
        "a % zero",
        "most + 1",
        "bp(a, 1250)",
        "bp(b, 5000)",
        "per_hour(a, 90)",
        "per_hour(b, 30)",
        "ceil_to(a, 5)",
        "ceil_to(b, 2)",
        "ceil_to(a, zero)",
        "yes ? a : unknown",
        "-(-most - 1)",
    ];
    let truths = truths.map(|source| (source, Kind::Bool));
    let numbers = numbers.map(|source| (source, Kind::Int));
    let mut answered = 0;
    for (source, kind) in truths.into_iter().chain(numbers) {
        for round in [Rounding::Up, Rounding::Down, Rounding::HalfUp, Rounding::HalfEven] {
            let formula = Formula::compile(source, kind, Some(round), &kind_of).unwrap();
            answered += u32::from(agrees(&book, &formula, &scope));
        }
    }
    assert!(answered >= 4 * 33, "{answered}");
}

#[test]
fn a_simplified_formula_gives_what_the_whole_one_gives() {
    let book = Rulebook::load(&files::rulebook().unwrap()).unwrap();
    let date = Date::new(2026, 11, 27).unwrap();
    let (mut seed, mut settled, mut answered) = (11, 0_u32, 0_u32);
    for _ in 0..400 {
        let all = some_facts(&book, &mut seed);
        let known = book.facts().filter(|_| next(&mut seed) % 2 == 0);
        let known = known.filter_map(|(name, _)| Some((name.to_owned(), all.get(name)?.clone())));
        let known = known.fold(Facts::new(), |facts, (name, value)| facts.with(name, value));
        let scope = Scope { facts: &all, parameters: &book.parameters, date };
        for (_, formula) in book.rules().iter().flat_map(Rule::formulas) {
            let compact = formula.compact.as_ref().unwrap();
            let rest = compact.simplified(&Scope { facts: &known, ..scope });
            settled += u32::from(matches!(rest, CompactFormula::Bool(_) | CompactFormula::Int(_)));
            answered += u32::from(compact.value(&scope).is_some());
            let rest = PreparedFormula { formula, compact: Some(Cow::Owned(rest)) };
            let whole = PreparedFormula { formula, compact: None };
            let engine = &book.engine;
            if matches!(
                compact,
                CompactFormula::Parameter(_)
                    | CompactFormula::Call(
                        Operation::Share(..) | Operation::CeilTo | Operation::Calculate(_),
                        _
                    )
            ) {
                assert_eq!(rest.integer(engine, &scope), whole.integer(engine, &scope), "{rest:?}");
            } else {
                assert_eq!(rest.holds(engine, &scope), whole.holds(engine, &scope), "{rest:?}");
            }
        }
    }
    assert!(settled > 1_000 && answered > 2_000, "{settled} {answered}");
}
