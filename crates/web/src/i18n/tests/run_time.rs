//! Sentences whose key is made at run time: refusals, problems, what does not fit, notices and events. No call names
//! them, so the sources that make the keys are read instead.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Span;
use market::modules;

use super::catalogue::{Catalogue, Names, catalogue, crate_folder, sources, word};
use crate::i18n::{Arg, Lang, Locale};
use crate::nouns::users::PASSWORD_MIN;
use crate::words;

/// How these keys begin.
pub(super) const PREFIXES: [&str; 5] = ["refusal-", "problem-", "invalid-", "notice-", "event-"];

const MARKET: &str = "../market/src";
const LEDGER: &str = "../ledger/src";

/// What each notice is told with.
const NOTICES: [(&str, &[&str]); 13] = [
    ("notice-absent", &[]),
    ("notice-booked-buyer", &["starts", "pays"]),
    ("notice-booked-seller", &["starts", "receives"]),
    ("notice-cancelled", &["starts", "money"]),
    ("notice-deposit-done", &["money"]),
    ("notice-deposit-failed", &["money"]),
    ("notice-paid", &["money"]),
    ("notice-payout-done", &["money"]),
    ("notice-payout-failed", &["money"]),
    ("notice-prompt", &["approves"]),
    ("notice-recorded", &["worked", "approves"]),
    ("notice-reported", &["answer_by"]),
    ("notice-settled", &["money"]),
];

/// Every whole string in a folder's code that begins so and goes on in key letters.
fn literals(folder: &str, beginning: &str) -> Names {
    let opening = format!("\"{beginning}");
    let mut found = Names::new();
    for source in sources(&crate_folder(folder)) {
        for (at, _) in source.match_indices(&opening) {
            let rest = word(&source[at + opening.len()..]);
            let is_whole = source[at + opening.len() + rest.len()..].starts_with('"');
            if is_whole && !rest.is_empty() {
                found.insert(format!("{beginning}{rest}"));
            }
        }
    }
    found
}

/// The part of a catalogue that begins so, without the sentences that a call names.
fn said_at_run_time(beginning: &str) -> Catalogue {
    let called = super::catalogue::called();
    let is_wanted = |key: &String| key.starts_with(beginning) && !called.contains(key);
    catalogue("en").into_iter().filter(|(key, _)| is_wanted(key)).collect()
}

/// The sentence with dots for all that it names; without them it could not be said at all.
fn said(lang: Lang, key: &str, named: &Names) -> String {
    let dots: Vec<_> = named.iter().map(|name| (&*name.clone().leak(), Arg::from("…"))).collect();
    Locale::in_united_states(lang).say(key, &dots).plain()
}

fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for c in variant.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// Every variant under `#[refusal("module")]`, as its sentence's key, with the names of its fields.
fn refusals_in_sources() -> BTreeMap<String, Names> {
    let mut found = BTreeMap::new();
    for source in [MARKET, LEDGER].into_iter().flat_map(|folder| sources(&crate_folder(folder))) {
        for part in source.split("#[refusal(\"").skip(1) {
            let (module, mut key) = (word(part), String::new());
            for line in part.lines().skip_while(|line| !line.contains("enum")).take_while(|line| *line != "}")
            {
                if let Some(variant) =
                    line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase))
                {
                    key = format!("refusal-{module}-{}", kebab(word(variant)));
                    found.insert(key.clone(), Names::new());
                } else if let Some((field, _)) = line.trim().split_once(": ") {
                    found.get_mut(&key).unwrap().insert(field.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_refusal_has_a_sentence_and_every_such_sentence_a_refusal() {
    let codes = modules::refusals();
    let wanted: Names = codes.iter().map(|code| format!("refusal-{}", code.replace('/', "-"))).collect();
    assert_eq!(wanted.len(), codes.len());
    for lang in ["en", "es"] {
        let said: Names = catalogue(lang).into_keys().filter(|key| key.starts_with("refusal-")).collect();
        assert_eq!(said, wanted, "{lang}");
    }
}

#[test]
fn a_refusal_s_sentence_names_only_what_the_refusal_carries() {
    let fields = refusals_in_sources();
    let sentences = said_at_run_time("refusal-");
    assert_eq!(fields.keys().collect::<Vec<_>>(), sentences.keys().collect::<Vec<_>>());
    for (key, named) in &sentences {
        assert!(named.is_subset(&fields[key]), "{key} names {named:?} and carries {:?}", fields[key]);
    }
}

#[test]
fn every_problem_has_a_sentence() {
    let sentences = said_at_run_time("problem-");
    let codes = literals("src", "request/");
    assert!(codes.len() >= 7, "{codes:?}");
    for code in codes {
        let key = format!("problem-{}", code.replace('/', "-"));
        // Nothing is put into these.
        assert_eq!(sentences.get(&key), Some(&Names::new()), "{key}");
    }
}

#[test]
fn everything_that_does_not_fit_has_a_sentence() {
    let sentences = said_at_run_time("invalid-");
    let keys = literals("src", "invalid-");
    assert!(keys.len() >= 10, "{keys:?}");
    for key in keys {
        assert_eq!(sentences.get(&key), Some(&Names::new()), "{key}");
    }
}

#[test]
fn every_event_has_a_sentence_and_every_such_sentence_an_event() {
    let sentences = said_at_run_time("event-");
    assert_eq!(sentences.keys().cloned().collect::<Names>(), literals(MARKET, "event-"));
    assert!(sentences.values().all(BTreeSet::is_empty), "nothing is put into an event's words");
}

#[test]
fn every_notice_has_a_sentence_that_names_only_what_it_is_told_with() {
    let mut keys = literals(MARKET, "notice-");
    // The payment's notices are put together from its direction and its end.
    for direction in ["deposit", "payout"] {
        keys.extend(["done", "failed"].map(|end| format!("notice-{direction}-{end}")));
    }
    let sentences = said_at_run_time("notice-");
    assert_eq!(sentences.keys().cloned().collect::<Names>(), keys);
    assert_eq!(NOTICES.map(|(key, _)| key.to_owned()).into_iter().collect::<Names>(), keys);
    for (key, told) in NOTICES {
        for name in &sentences[key] {
            assert!(told.contains(&name.as_str()), "{key} names {name}");
            assert!(words::ARGUMENTS.contains(&name.as_str()), "the inbox drops {name} of {key}");
        }
    }
}

#[test]
fn a_limit_in_a_sentence_is_the_limit_of_the_code() {
    let days = Span::LONGEST_QUARTERS * kernel::QUARTER_MINUTES / (24 * 60);
    let minutes = kernel::QUARTER_MINUTES.to_string();
    let table = [
        ("invalid-password", PASSWORD_MIN.to_string()),
        ("invalid-minutes", days.to_string()),
        ("invalid-minutes", minutes.clone()),
        ("refusal-completion-not-these-minutes", minutes),
    ];
    let sentences = catalogue("en");
    for lang in Lang::OFFERED {
        for (key, limit) in &table {
            // A space behind the last word too, so that no limit is found inside a longer number.
            let words = format!("{} ", said(lang, key, &sentences[*key]).replace(['.', ','], " "));
            assert!(words.contains(&format!(" {limit} ")), "{key}: {words}");
        }
    }
}

#[test]
fn every_sentence_made_at_run_time_can_be_said() {
    for beginning in PREFIXES {
        for (key, named) in said_at_run_time(beginning) {
            for lang in Lang::OFFERED {
                assert_ne!(said(lang, &key, &named), key, "{lang:?}");
            }
        }
    }
}
