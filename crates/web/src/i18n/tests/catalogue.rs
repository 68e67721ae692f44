//! Every sentence exists in every language with the same arguments, is used, and is used with those arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::run_time::PREFIXES;
use crate::i18n::Lang;

/// Names of sentences or of arguments.
pub(super) type Names = BTreeSet<String>;
/// Key to the names of its arguments.
pub(super) type Catalogue = BTreeMap<String, Names>;

/// Where sentences are, and the code that says them.
struct Home {
    sentences: &'static str,
    code: &'static str,
}

const WEB: Home = Home { sentences: "locales", code: "src" };
const GALLERY: Home = Home { sentences: "examples/gallery/locales", code: "examples/gallery" };
const HOMES: [Home; 2] = [WEB, GALLERY];

/// A folder, as seen from the crate's own.
pub(super) fn crate_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found
}

/// The letters, digits and dashes that a text begins with.
pub(super) fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Every sentence of a language.
pub(super) fn catalogue(lang: &str) -> Catalogue {
    WEB.catalogue(lang)
}

impl Home {
    fn files(&self, lang: &str) -> Vec<PathBuf> {
        files(&crate_folder(self.sentences).join(lang), "ftl")
    }

    /// Its languages besides English, without those that are not offered yet and may lack sentences.
    fn others(&self) -> Vec<&'static str> {
        let has = |lang: &Lang| crate_folder(self.sentences).join(lang.code()).is_dir();
        Lang::offered().filter(|lang| *lang != Lang::EN).filter(has).map(Lang::code).collect()
    }

    fn called(&self) -> Names {
        self.calls().into_iter().map(|(key, _)| key).collect()
    }

    fn catalogue(&self, lang: &str) -> Catalogue {
        let mut all = Catalogue::new();
        for file in self.files(lang) {
            let mut key = String::new();
            for line in fs::read_to_string(&file).unwrap().lines().filter(|line| !line.starts_with('#')) {
                if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '*'])) {
                    name.clone_into(&mut key);
                    assert!(all.insert(key.clone(), Names::new()).is_none(), "{key} is defined twice");
                }
                for (at, _) in line.match_indices('$') {
                    all.get_mut(&key).unwrap().insert(word(&line[at + 1..]).to_owned());
                }
            }
        }
        all
    }

    /// Every `t!(loc, "key", name = value)` in the sources outside tests.
    fn calls(&self) -> Vec<(String, Names)> {
        let mut calls = Vec::new();
        for source in sources(&crate_folder(self.code)) {
            for (at, _) in source.match_indices("t!(") {
                // `format!(` ends in the same letters.
                if source[..at].ends_with(|c: char| c.is_alphanumeric()) {
                    continue;
                }
                let call = bracketed(&source[at + 2..]);
                // A doc comment or the macro itself has no key.
                let Some(key) = call.split('"').nth(1) else { continue };
                calls.push((key.to_owned(), argument_names(call)));
            }
        }
        calls
    }
}

/// What stands between the bracket that opens `text` and the one that closes it.
fn bracketed(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return &text[1..at];
        }
    }
    text
}

/// The code of a folder outside tests, a text a file, without comments.
pub(super) fn sources(folder: &Path) -> Vec<String> {
    let is_test = |file: &PathBuf| {
        file.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
    };
    let code = |file: PathBuf| {
        let source = fs::read_to_string(file).unwrap();
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    files(folder, "rs").into_iter().filter(|file| !is_test(file)).map(code).collect()
}

/// The keys that calls name.
pub(super) fn called() -> Names {
    WEB.called()
}

/// The names before ` = ` at the call's own depth.
fn argument_names(call: &str) -> Names {
    let mut names = Names::new();
    let (mut depth, mut start, mut quoted) = (0, 0, false);
    for (at, c) in call.char_indices().chain([(call.len(), ',')]) {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if depth == 0 && !quoted => {
                let part = call[start..at].trim();
                names.extend(part.split_once(" = ").map(|(name, _)| name.to_owned()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn every_language_has_the_same_keys_and_arguments() {
    for home in HOMES {
        let english = home.catalogue("en");
        assert!(english.len() > 50);
        for lang in home.others() {
            let other = home.catalogue(lang);
            for (key, arguments) in &english {
                assert_eq!(Some(arguments), other.get(key), "{key} in {lang}");
            }
            for key in other.keys() {
                assert!(english.contains_key(key), "{key} only in {lang}");
            }
        }
    }
}

#[test]
fn every_call_names_a_sentence_and_its_arguments() {
    for home in HOMES {
        let (english, calls) = (home.catalogue("en"), home.calls());
        assert!(calls.len() > 50);
        for (key, arguments) in calls {
            let Some(wanted) = english.get(&key) else { panic!("no sentence {key}") };
            assert_eq!(&arguments, wanted, "arguments of {key}");
        }
    }
}

#[test]
fn every_sentence_is_used() {
    let is_made_at_run_time = |key: &String| PREFIXES.iter().any(|beginning| key.starts_with(beginning));
    for home in HOMES {
        let used = home.called();
        let keys = home.catalogue("en").into_keys().filter(|key| !is_made_at_run_time(key));
        let unused: Vec<String> = keys.filter(|key| !used.contains(key)).collect();
        assert!(unused.is_empty(), "nothing says {unused:?}");
    }
}

#[test]
fn no_sentence_is_the_same_in_two_languages_by_mistake() {
    for home in HOMES {
        let lines = |lang: &str| -> BTreeSet<String> {
            let texts = home.files(lang).into_iter().map(|file| fs::read_to_string(file).unwrap());
            let lines: Vec<String> =
                texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
            let is_sentence = |line: &String| {
                let words = line.split_once(" = ").map_or(0, |(_, words)| words.split(' ').count());
                words > 3 && line.matches('{').count() < 2
            };
            lines.into_iter().filter(is_sentence).collect()
        };
        let english = lines("en");
        for lang in home.others() {
            let other = lines(lang);
            let same: Vec<&String> = english.intersection(&other).collect();
            assert!(same.is_empty(), "not translated into {lang}: {same:?}");
        }
    }
}
