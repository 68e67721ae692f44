use super::*;
use crate::asked::Open;
use crate::facts::{FactKind, Facts};
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

fn agrees(book: &Rulebook, formula: &crate::expression::Formula, scope: &Scope<'_>) -> bool {
    let Some(got) = formula.quick.as_ref().and_then(|quick| quick.value(scope)) else { return false };
    match got {
        Got::Bool(value) => {
            assert_eq!(book.engine.holds(&formula.tree, scope), Ok(value), "{}", formula.source);
        }
        Got::Int(value) => {
            assert_eq!(book.engine.integer(&formula.tree, scope), Ok(value), "{}", formula.source);
        }
        Got::Text(_) | Got::List(_) => panic!("{} is no formula of a card", formula.source),
    }
    true
}

#[test]
fn what_a_compact_formula_answers_cel_answers_too() {
    let book = Rulebook::load(&files::rulebook().unwrap()).unwrap();
    let (mut seed, mut answered, mut asked) = (7, 0_u32, 0_u32);
    let dates = [crate::Date::new(2026, 7, 4).unwrap(), crate::Date::new(2027, 1, 31).unwrap()];
    for round in 0..400 {
        let facts = some_facts(&book, &mut seed);
        let scope = Scope { facts: &facts, parameters: &book.parameters, date: dates[round % 2] };
        for (_, formula) in book.rules().iter().flat_map(crate::rulebook::Rule::formulas) {
            assert!(formula.quick.is_some(), "{} has no compact form", formula.source);
            asked += 1;
            answered += u32::from(agrees(&book, formula, &scope));
        }
    }
    assert!(answered * 2 > asked, "{answered} of {asked}");
}

#[test]
fn every_verb_answers_as_cel_does() {
    let book = Rulebook::load(&[]).unwrap();
    let facts = Facts::new()
        .int("a", 7)
        .int("b", -3)
        .int("zero", 0)
        .int("most", i64::MAX)
        .bool("yes", true)
        .text("word", "x")
        .list("words", vec!["x".to_owned(), "y".to_owned()]);
    let scope =
        Scope { facts: &facts, parameters: &book.parameters, date: crate::Date::new(2026, 7, 4).unwrap() };
    let kind_of = |name: &str| match facts.get(name) {
        Some(value) => Ok(value.kind().into()),
        None => Ok(crate::typing::Kind::Int),
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
    let truths = truths.map(|source| (source, crate::typing::Kind::Bool));
    let numbers = numbers.map(|source| (source, crate::typing::Kind::Int));
    let mut answered = 0;
    for (source, kind) in truths.into_iter().chain(numbers) {
        for round in [Round::Up, Round::Down, Round::HalfUp, Round::HalfEven] {
            let formula = crate::expression::Formula::compile(source, kind, Some(round), &kind_of).unwrap();
            answered += u32::from(agrees(&book, &formula, &scope));
        }
    }
    assert!(answered >= 4 * 33, "{answered}");
}

#[test]
fn what_is_worked_out_beforehand_changes_no_answer() {
    let book = Rulebook::load(&files::rulebook().unwrap()).unwrap();
    let date = crate::Date::new(2026, 11, 27).unwrap();
    let (mut seed, mut settled, mut answered) = (11, 0_u32, 0_u32);
    for _ in 0..400 {
        let all = some_facts(&book, &mut seed);
        let known = book.facts().filter(|_| next(&mut seed) % 2 == 0);
        let known = known.filter_map(|(name, _)| Some((name.to_owned(), all.get(name)?.clone())));
        let known = known.fold(Facts::new(), |facts, (name, value)| facts.with(name, value));
        let scope = Scope { facts: &all, parameters: &book.parameters, date };
        for (_, formula) in book.rules().iter().flat_map(crate::rulebook::Rule::formulas) {
            let quick = formula.quick.as_ref().unwrap();
            let rest = quick.knowing(&Scope { facts: &known, ..scope });
            settled += u32::from(matches!(rest, Quick::Bool(_) | Quick::Int(_)));
            answered += u32::from(quick.value(&scope).is_some());
            let rest = Open { formula, quick: Some(Cow::Owned(rest)) };
            let whole = Open { formula, quick: None };
            let engine = &book.engine;
            if matches!(
                quick,
                Quick::Parameter(_) | Quick::Call(Verb::Share(..) | Verb::CeilTo | Verb::Sum(_), _)
            ) {
                assert_eq!(engine.amounts(&rest, &scope), engine.amounts(&whole, &scope), "{rest:?}");
            } else {
                assert_eq!(engine.fulfils(&rest, &scope), engine.fulfils(&whole, &scope), "{rest:?}");
            }
        }
    }
    assert!(settled > 1_000 && answered > 2_000, "{settled} {answered}");
}
