//! The pure crates have no clock, no input or output and no chance.

use super::crates::PURE;
use super::lex::{self, Named};
use super::{Finding, Source};

const RULE: &str =
    "kernel, book, chains, ledger, rules and market are pure: the same arguments give the same answer";
const REMEDY: &str = "let the caller read it and pass it in; time comes with the Moment";

/// Ways out of a pure function. `std::time::Duration` is only a length of time, so that it may stay.
const WAYS_OUT: [&[&str]; 14] = [
    &["std", "env"],
    &["std", "fs"],
    &["std", "io"],
    &["std", "net"],
    &["std", "os"],
    &["std", "process"],
    &["std", "thread"],
    &["std", "time", "Instant"],
    &["std", "time", "SystemTime"],
    &["async_trait"],
    &["futures"],
    &["getrandom"],
    &["rand"],
    &["tokio"],
];

/// Types whose `now` reads the machine’s clock.
const CLOCKS: [&str; 4] = ["Instant", "SystemTime", "Timestamp", "Zoned"];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let pure = sources.iter().filter(|source| source.layer().is_some_and(|layer| PURE.contains(&layer)));
    pure.flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let finding = |line, what| source.finding(line, what, [RULE, REMEDY]);
    let paths = lex::paths(&source.tokens);
    let mut findings: Vec<_> = paths
        .iter()
        .filter(|path| !path.in_test && leads_out(path))
        .map(|path| finding(path.line, format!("`{}` is not pure", path.text())))
        .collect();
    let words =
        source.tokens.iter().filter(|token| !token.in_test && (token.is("async") || token.is("await")));
    findings.extend(words.map(|token| finding(token.line, format!("`{}` in a pure crate", token.text))));
    findings
}

fn leads_out(path: &Named) -> bool {
    let reads_clock = match path.segments.as_slice() {
        [.., of, last] => last == "now" && CLOCKS.contains(&of.as_str()),
        _ => false,
    };
    reads_clock || path.starts_with(&["std", "time", "*"]) || WAYS_OUT.iter().any(|way| path.starts_with(way))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_way_out_is_found() {
        let bad = "use std::{fmt, fs};\nfn f() { std::env::var(\"A\"); tokio::spawn(g()); }\n\
                   async fn g() {}\n\
                   fn h() { jiff::Zoned::now(); }\nuse std::time::Instant;";
        let expected = [
            "1: `std::fs` is not pure",
            "2: `std::env::var` is not pure",
            "2: `tokio::spawn` is not pure",
            "4: `jiff::Zoned::now` is not pure",
            "5: `std::time::Instant` is not pure",
            "3: `async` in a pure crate",
        ];
        assert_eq!(found(check, "crates/rules/src/card.rs", bad), expected);
        assert!(found(check, "crates/store/src/lane.rs", bad).is_empty());
    }

    #[test]
    fn what_is_pure_may_stay() {
        let good = "use std::time::Duration;\nuse std::collections::BTreeMap;\n\
                    fn f(at: &Moment) { at.now; }\n\
                    #[cfg(test)]\nmod tests { use std::fs; }";
        assert!(found(check, "crates/rules/src/card.rs", good).is_empty());
    }
}
