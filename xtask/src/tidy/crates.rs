//! Directions between the crates, and what the pure ones may depend on.

use super::manifest::{self, Dependency, Section};
use super::{Finding, Source};

/// Each crate and those of the project it may use. `kernel` is the lowest; nothing looks up or sideways.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("book", &[]),
    ("chains", &[]),
    ("derive", &[]),
    ("kernel", &["derive"]),
    ("ledger", &["derive", "kernel"]),
    ("rules", &["derive", "kernel"]),
    ("market", &["book", "chains", "derive", "kernel", "ledger", "rules"]),
    ("store", &["derive", "kernel", "ledger", "market", "rules"]),
    ("finder", &["chains", "derive", "kernel", "ledger", "market", "rules"]),
    ("web", &["derive", "finder", "kernel", "ledger", "market", "rules", "store"]),
    ("host", &["book", "derive", "finder", "kernel", "ledger", "market", "rules", "store"]),
    ("bench", &["book", "derive", "finder", "host", "kernel", "ledger", "market", "rules", "store", "web"]),
    ("simulator", &["book", "derive", "finder", "host", "kernel", "ledger", "market", "rules", "store"]),
    (
        "poems",
        &[
            "bench",
            "book",
            "derive",
            "finder",
            "host",
            "kernel",
            "ledger",
            "market",
            "rules",
            "simulator",
            "store",
            "web",
        ],
    ),
    (
        "fuzzed",
        &["book", "derive", "finder", "kernel", "ledger", "market", "rules", "store", "testkit", "web"],
    ),
    ("fuzz", &["fuzzed"]),
    ("testkit", &["derive", "finder", "kernel", "ledger", "market", "rules", "store", "web"]),
    ("xtask", &[]),
];

pub(super) const PURE: [&str; 6] = ["book", "chains", "kernel", "ledger", "market", "rules"];

/// Crates without input, output or clock that the pure crates may use.
const PURE_MAY_USE: [&str; 10] = [
    "cel",
    "csv",
    "jiff",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
    "toml",
    "unicode-normalization",
    "unicode-properties",
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().filter(|source| source.file_name() == "Cargo.toml").flat_map(check_manifest).collect()
}

fn check_manifest(source: &Source) -> Vec<Finding> {
    let name = source.layer().or_else(|| source.path.strip_suffix("/Cargo.toml"));
    let Some(name) = name else { return Vec::new() };
    let Some((_, may_use)) = MAY_USE.iter().find(|(one, _)| *one == name) else {
        let remedy = "give it a place in tidy/crates.rs, with a decision record that says why";
        return vec![source.finding(1, format!("no layer is known for `{name}`"), [DIRECTIONS, remedy])];
    };
    let dependencies = manifest::dependencies(&source.text);
    dependencies.iter().filter_map(|one| judge(source, name, may_use, one)).collect()
}

const DIRECTIONS: &str = "crates look down only: kernel and book, then ledger and rules, market, store and finder, web and host, \
                          bench and simulator, poems";

fn judge(source: &Source, name: &str, may_use: &[&str], on: &Dependency) -> Option<Finding> {
    let ours = MAY_USE.iter().any(|(one, _)| *one == on.name);
    let in_tests = on.section == Section::Tests;
    if ours
        && !may_use.contains(&on.name.as_str())
        && !(in_tests && (on.name == "testkit" || name == "derive"))
    {
        let what = format!("`{name}` may not use `{}`", on.name);
        return Some(source.finding(
            on.line,
            what,
            [DIRECTIONS, "move what you need down, or ask for it as an argument"],
        ));
    }
    if !ours && !in_tests && PURE.contains(&name) && !PURE_MAY_USE.contains(&on.name.as_str()) {
        let rule = "the pure crates cannot reach a clock, a file, a socket or a random number";
        let remedy = "do it at the edge and pass the result in; a pure crate needs a line in tidy/crates.rs";
        return Some(source.finding(
            on.line,
            format!("`{name}` is pure and may not use `{}`", on.name),
            [rule, remedy],
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_crate_looks_down_only() {
        let down = "[dependencies]\nkernel.workspace = true\n[dev-dependencies]\ntestkit.workspace = true\n";
        assert!(found(check, "crates/ledger/Cargo.toml", down).is_empty());
        let up = "[dependencies]\nmarket.workspace = true\n";
        assert_eq!(found(check, "crates/ledger/Cargo.toml", up), ["2: `ledger` may not use `market`"]);
        let sideways = "[dependencies]\nrules.workspace = true\n";
        assert_eq!(found(check, "crates/ledger/Cargo.toml", sideways), ["2: `ledger` may not use `rules`"]);
        let around = "[dependencies]\nstore.workspace = true\n";
        assert_eq!(found(check, "crates/finder/Cargo.toml", around), ["2: `finder` may not use `store`"]);
    }

    #[test]
    fn only_tests_use_the_testkit() {
        let text = "[dependencies]\ntestkit.workspace = true\n";
        assert_eq!(found(check, "crates/web/Cargo.toml", text), ["2: `web` may not use `testkit`"]);
        assert_eq!(found(check, "xtask/Cargo.toml", text), ["2: `xtask` may not use `testkit`"]);
    }

    #[test]
    fn a_pure_crate_uses_pure_crates() {
        let good = "[dependencies]\nserde.workspace = true\n[dev-dependencies]\nproptest.workspace = true\n";
        assert!(found(check, "crates/rules/Cargo.toml", good).is_empty());
        let bad = "[dependencies]\ntokio.workspace = true\n";
        assert_eq!(
            found(check, "crates/rules/Cargo.toml", bad),
            ["2: `rules` is pure and may not use `tokio`"]
        );
        assert!(found(check, "crates/web/Cargo.toml", bad).is_empty());
    }

    #[test]
    fn a_new_crate_needs_a_layer() {
        assert_eq!(
            found(check, "crates/common/Cargo.toml", "[package]\n"),
            ["1: no layer is known for `common`"]
        );
    }
}
