//! Sentences whose key is made at run time: refusals, problems, what does not fit, notices and events. No call names
//! them, so the sources that make the keys are read instead.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Span;
use market::modules;
use market::price::Label;
use market::trade::EventKind;
use market::trade::procedure::Promise;

use super::catalogue::{Catalogue, Names, catalogue, crate_folder, sources, word};
use crate::i18n::{Arg, Lang, Locale};
use crate::nouns::users::PASSWORD_MIN;

/// How these keys begin.
pub(super) const PREFIXES: [&str; 21] = [
    "language-",
    "call-",
    "tag-",
    "walk-",
    "refusal-",
    "problem-",
    "invalid-",
    "notice-",
    "event-",
    "line-",
    "promise-",
    "said-",
    "step-nothing-",
    "step-object-",
    "step-record-",
    "step-confirm-",
    "step-report-",
    "step-evidence-",
    "steps-begin-",
    "steps-record-",
    "steps-confirm-",
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

/// The key of a sentence, by its code, with what it is said with.
fn key(beginning: &str, code: &str, arguments: Vec<(&'static str, kernel::Argument)>) -> (String, Names) {
    let names = arguments.into_iter().map(|(name, _)| name.to_owned()).collect();
    (format!("{beginning}-{}", code.replace('/', "-")), names)
}

#[test]
fn every_refusal_has_a_sentence_and_every_such_sentence_a_refusal() {
    let codes = modules::refusals();
    let wanted: Names = codes.iter().map(|code| format!("refusal-{}", code.replace('/', "-"))).collect();
    assert_eq!(wanted.len(), codes.len());
    for lang in Lang::offered().map(Lang::code) {
        let said: Names = catalogue(lang).into_keys().filter(|key| key.starts_with("refusal-")).collect();
        assert_eq!(said, wanted, "{lang}");
    }
}

#[test]
fn a_refusal_s_sentence_names_only_what_the_refusal_carries() {
    let fields: BTreeMap<String, Names> = modules::refusal_examples()
        .iter()
        .map(|refusal| key("refusal", refusal.code(), refusal.arguments()))
        .collect();
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
        // Nothing is put into these, but how long to wait.
        let named = code.ends_with("too-many").then(|| "wait".to_owned()).into_iter().collect::<Names>();
        assert_eq!(sentences.get(&key), Some(&named), "{key}");
    }
}

#[test]
fn everything_that_does_not_fit_has_a_sentence() {
    let sentences = said_at_run_time("invalid-");
    let keys = literals("src", "invalid-");
    assert!(keys.len() >= 10, "{keys:?}");
    for key in keys {
        let carried: &[&str] = match key.as_str() {
            "invalid-age" => &["least", "most"],
            "invalid-text-short" => &["least"],
            "invalid-text-long" => &["most"],
            "invalid-word" | "invalid-language" => &["words"],
            _ => &[],
        };
        let carried: Names = carried.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(sentences.get(&key), Some(&carried), "{key}");
    }
}

#[test]
fn every_event_and_every_line_has_a_sentence_and_every_such_sentence_is_of_one() {
    let events = EventKind::ALL.iter().map(|event| event.word()).collect::<Vec<_>>();
    let labels = Label::ALL.iter().map(|label| label.word()).collect::<Vec<_>>();
    for (beginning, words) in [("event-", events), ("line-", labels)] {
        let sentences = said_at_run_time(beginning);
        let wanted: Names =
            words.iter().map(|word| format!("{beginning}{}", word.replace('_', "-"))).collect();
        assert_eq!(sentences.keys().cloned().collect::<Names>(), wanted);
        assert!(sentences.values().all(BTreeSet::is_empty), "nothing is put into these words");
    }
}

#[test]
fn every_word_that_a_page_says_of_a_change_is_one_of_the_code() {
    let code = sources(&crate_folder("src/pages")).join("\n");
    let sentences = said_at_run_time("said-");
    assert!(sentences.len() > 20, "{sentences:?}");
    for (key, named) in sentences {
        let word = key.trim_start_matches("said-");
        assert!(code.contains(&format!("\"{word}\"")), "nothing says {key}");
        assert!(named.is_empty(), "nothing is put into {key}");
    }
}

#[test]
fn every_promise_has_a_name_and_every_step_of_it_a_sentence() {
    let sentences = catalogue("en");
    for (promise, lang) in
        Promise::ALL.iter().flat_map(|promise| Lang::offered().map(move |lang| (promise, lang)))
    {
        let loc = Locale::in_united_states(lang);
        assert!(sentences.contains_key(&format!("promise-{}", promise.word())), "{}", promise.word());
        for base in
            ["step-record", "step-confirm", "step-object", "step-nothing", "step-report", "step-evidence"]
        {
            let words = crate::words::by_promise(loc, base, *promise, &[("name", Arg::from("…"))]);
            assert!(!words.plain().starts_with("step"), "{}", words.plain());
        }
        for base in ["steps-begin", "steps-record", "steps-confirm"] {
            let whom = [("name", Arg::from("…")), ("you", Arg::from("no"))];
            let words = crate::words::by_promise(loc, base, *promise, &whom);
            assert!(!words.plain().starts_with("steps-"), "{}", words.plain());
        }
    }
}

#[test]
fn every_notice_has_a_sentence_that_names_only_what_it_is_told_with() {
    let told: BTreeMap<String, Names> = modules::notice_examples()
        .iter()
        .map(|notice| key("notice", notice.code(), notice.arguments()))
        .collect();
    let sentences = said_at_run_time("notice-");
    assert_eq!(sentences.keys().collect::<Vec<_>>(), told.keys().collect::<Vec<_>>());
    for (key, named) in &sentences {
        assert!(named.is_subset(&told[key]), "{key} names {named:?} and is told with {:?}", told[key]);
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
        ("refusal-completion-not-this-much", minutes),
    ];
    let sentences = catalogue("en");
    for lang in Lang::offered() {
        for (key, limit) in &table {
            let words = said(lang, key, &sentences[*key]);
            let mut numbers = words.split(|letter: char| !letter.is_ascii_digit());
            assert!(numbers.any(|number| number == limit), "{key}: {words}");
        }
    }
}

#[test]
fn every_call_tag_and_step_of_the_manual_has_a_sentence_and_every_such_sentence_is_of_one() {
    let wanted: Names = crate::api::sentences().into_iter().collect();
    let said: Names =
        ["call-", "tag-", "walk-"].into_iter().flat_map(|of| said_at_run_time(of).into_keys()).collect();
    assert_eq!(said, wanted);
}

#[test]
fn every_sentence_made_at_run_time_can_be_said() {
    for beginning in PREFIXES {
        for (key, named) in said_at_run_time(beginning) {
            for lang in Lang::offered() {
                assert_ne!(said(lang, &key, &named), key, "{lang:?}");
            }
        }
    }
}
