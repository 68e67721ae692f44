//! Everything that is kept in `fuzz/corpus` goes through its target, and no parser is without one.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use fuzzed::TARGETS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::files::{read, root};

/// The most that the corpora weigh together, in bytes.
const CORPORA_MOST: u64 = 1_000_000;

/// What a file has in it that reads what comes from outside.
const MARKS: [&str; 11] = [
    " FromStr for ",
    "TryFrom<String> for",
    " fn parse(",
    ".parse()",
    ".parse::<",
    "serde_json::from_",
    "toml::from_str",
    "csv::Reader",
    "ImageReader",
    "Multipart::",
    "from_str_radix",
];

/// What is in a folder, by name.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn corpus(target: &str) -> PathBuf {
    root().join("fuzz/corpus").join(target)
}

fn replay(target: &str) {
    let run = TARGETS.iter().find(|one| one.name == target).unwrap().run;
    let inputs = names(&corpus(target));
    assert!(!inputs.is_empty(), "{target} has no corpus");
    for input in inputs {
        let bytes = fs::read(corpus(target).join(&input)).unwrap();
        // Shown when it fails.
        eprintln!("{target}/{input}");
        run(&bytes);
    }
}

macro_rules! replays {
    ($($target:ident)+) => {
        /// The targets that are run here.
        const REPLAYED: &[&str] = &[$(stringify!($target)),+];

        mod what_is_kept_breaks_nothing {
            $(#[test]
            fn $target() {
                super::replay(stringify!($target));
            })+
        }
    };
}

replays! {
    addresses bodies books calendars cards forms headers hours numbers passkeys photos records requests tables words
}

#[test]
fn every_target_has_its_program_its_corpus_and_its_row() {
    let targets: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(targets, REPLAYED);
    let all: BTreeSet<String> = targets.iter().map(ToString::to_string).collect();
    assert_eq!(names(&root().join("fuzz/corpus")), all);
    let programs = names(&root().join("fuzz/targets"));
    assert_eq!(programs, all.iter().map(|name| format!("{name}.rs")).collect());
    let (page, manifest) = (read("fuzz/README.md").unwrap(), read("fuzz/Cargo.toml").unwrap());
    for target in targets {
        assert!(page.contains(&format!("| `{target}` |")), "{target} has no row in fuzz/README.md");
        assert!(
            manifest.contains(&format!("name = \"{target}\"")),
            "fuzz/Cargo.toml does not build {target}"
        );
        let program = read(&format!("fuzz/targets/{target}.rs")).unwrap();
        assert!(program.contains(&format!("fuzzed::{target}::run(bytes)")), "{program}");
    }
}

#[test]
fn every_command_and_every_table_has_something_to_begin_with() {
    for target in ["bodies", "forms"] {
        let begun: BTreeSet<String> = names(&corpus(target))
            .iter()
            .map(|name| String::from_utf8_lossy(&fs::read(corpus(target).join(name)).unwrap()).into_owned())
            .map(|text| text.lines().next().unwrap_or_default().to_owned())
            .collect();
        let missing: Vec<_> = fuzzed::commands::names().filter(|name| !begun.contains(*name)).collect();
        assert!(missing.is_empty(), "fuzz/corpus/{target} has none of {missing:?}");
    }
    let rows = names(&corpus("records"));
    let missing: Vec<_> = fuzzed::records::names()
        .filter(|table| !rows.contains(&format!("row-{}", table.replace('_', "-"))))
        .collect();
    assert!(missing.is_empty(), "fuzz/corpus/records has no row of {missing:?}");
}

#[test]
fn what_is_kept_is_small() {
    let files = TARGETS.iter().flat_map(|target| {
        fs::read_dir(corpus(target.name)).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len())
    });
    let weight: u64 = files.sum();
    assert!(weight < CORPORA_MOST, "{weight}");
}

#[test]
fn every_file_that_reads_what_comes_from_outside_has_a_target_or_a_reason() {
    let page = read("fuzz/README.md").unwrap();
    let named: Vec<&str> = page.split('`').filter(|word| word.contains("/src")).collect();
    let mut sources = Vec::new();
    for name in names(&root().join("crates")) {
        rust_files(&root().join("crates").join(&name).join("src"), &format!("{name}/src"), &mut sources);
    }
    let is_named = |path: &str| {
        named.iter().any(|named| path == *named || (named.ends_with('/') && path.starts_with(named)))
    };
    let reads = |text: &str| MARKS.iter().any(|mark| text.contains(mark));
    let missing: Vec<_> =
        sources.iter().filter(|(path, text)| reads(text) && !is_named(path)).map(|(path, _)| path).collect();
    assert!(missing.is_empty(), "fuzz/README.md says nothing of {missing:#?}");
    let stale: Vec<_> = named
        .iter()
        .filter(|named| !sources.iter().any(|(path, _)| path == *named || path.starts_with(**named)))
        .collect();
    assert!(stale.is_empty(), "fuzz/README.md names what is not there: {stale:?}");
}

/// The files of a folder with what of them is not a test.
fn rust_files(folder: &Path, path: &str, found: &mut Vec<(String, String)>) {
    if !folder.is_dir() {
        return;
    }
    for name in names(folder) {
        let (inner, path) = (folder.join(&name), format!("{path}/{name}"));
        if inner.is_dir() {
            rust_files(&inner, &path, found);
        } else if inner.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("tests.rs")
            && !path.contains("/tests/")
        {
            let text = fs::read_to_string(&inner).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            found.push((path, code));
        }
    }
}
