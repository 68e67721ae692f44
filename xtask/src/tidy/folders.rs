//! Directions between the folders of `market`.

use super::lex::{self, Named};
use super::{Finding, Source};

const HOME: &str = "crates/market/src/";

/// From the ground up: a folder uses itself and those before it.
pub(super) const ORDER: [&str; 15] = [
    "concession",
    "directory",
    "price",
    "users",
    "trade",
    "options",
    "support",
    "mechanisms",
    "requirements",
    "admin",
    "boosting",
    "shaping",
    "non_revenue",
    "safety_net",
    "auditing",
];

/// What may see everything: the list of the folders, the registry of the modules, the named people of tests.
const ROOTS: [&str; 3] = ["tests", "lib", "modules"];

const RULE: &str = "a folder of market uses only itself and those above it in ARCHITECTURE.md’s list";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().filter(|source| source.path.starts_with(HOME)).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let module = module(&source.path);
    let Some(folder) = module.first().copied() else { return Vec::new() };
    if ROOTS.contains(&folder) {
        return Vec::new();
    }
    let Some(own) = rank(folder) else {
        let what = format!("`{folder}` is no folder of market");
        return vec![source.finding(1, what, [RULE, "put the module into its cluster’s folder"])];
    };
    let mut findings = Vec::new();
    for path in lex::paths(&source.tokens).iter().filter(|path| !path.in_test) {
        let Some(target) = target(&module, path) else { continue };
        let Some(reached) = rank(&target) else { continue };
        if target != folder && reached > own {
            let what = format!("`{folder}` may not use `{target}` (`{}`)", path.text());
            findings.push(source.finding(
                path.line,
                what,
                [RULE, "take the result in as data, or move the shared word down"],
            ));
        }
    }
    findings
}

fn rank(folder: &str) -> Option<usize> {
    ORDER.iter().position(|one| *one == folder)
}

/// The module that a file holds: `users/assets.rs` is `users::assets`, `users/mod.rs` is `users`.
fn module(path: &str) -> Vec<&str> {
    let inner = path.trim_start_matches(HOME).trim_end_matches(".rs");
    inner.split('/').filter(|segment| *segment != "mod").collect()
}

/// The first segment below the crate that a path leads to, if it stays in the crate.
fn target(module: &[&str], path: &Named) -> Option<String> {
    if path.starts_with(&["crate"]) {
        return path.segments.get(1).cloned();
    }
    let ups = path.segments.iter().take_while(|segment| *segment == "super").count();
    if ups == 0 || ups < module.len() {
        return None;
    }
    path.segments.get(ups).cloned()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_folder_looks_up_the_list_only() {
        let good =
            "use crate::users::assets::Asset;\nuse super::contracts;\nuse crate::{directory, options};";
        assert!(found(check, "crates/market/src/options/promotions.rs", good).is_empty());
        let bad = "use crate::{users, admin::projects};\nfn f() { crate::boosting::analytics::g() }";
        let expected = [
            "1: `options` may not use `admin` (`crate::admin::projects`)",
            "2: `options` may not use `boosting` (`crate::boosting::analytics::g`)",
        ];
        assert_eq!(found(check, "crates/market/src/options/promotions.rs", bad), expected);
    }

    #[test]
    fn climbing_out_of_a_folder_is_seen() {
        let bad = "use super::super::trade::Trade;";
        let expected = ["1: `users` may not use `trade` (`super::super::trade::Trade`)"];
        assert_eq!(found(check, "crates/market/src/users/assets.rs", bad), expected);
    }

    #[test]
    fn the_spine_names_no_mechanism() {
        let path = "crates/market/src/trade/part.rs";
        assert!(found(check, path, "use crate::{users::reliability, price::Share};").is_empty());
        let bad = "use crate::mechanisms::auction;";
        assert_eq!(
            found(check, path, bad),
            ["1: `trade` may not use `mechanisms` (`crate::mechanisms::auction`)"]
        );
    }

    #[test]
    fn tests_and_roots_may_see_all() {
        let text = "#[cfg(test)]\nmod tests { use crate::auditing::treasury; }";
        assert!(found(check, "crates/market/src/users/assets.rs", text).is_empty());
        assert!(found(check, "crates/market/src/modules.rs", "use crate::auditing::treasury;").is_empty());
    }

    #[test]
    fn an_unknown_folder_is_named() {
        assert_eq!(
            found(check, "crates/market/src/common/money.rs", ""),
            ["1: `common` is no folder of market"]
        );
    }
}
