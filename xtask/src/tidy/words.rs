//! Words that have no place in the project.

use super::{Finding, Source};

/// Written in two parts, so that this file passes its own rule.
const HOSTS: [&str; 6] = [
    concat!("crates", ".io"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
];
const WORKPLACE: &str = concat!("/wo", "rk/");

/// Made by Cargo, which names where each crate came from.
const GENERATED: [&str; 2] = ["Cargo.lock", "fuzz/Cargo.lock"];

/// A macro, or the beginning of an attribute, and what to do instead.
const UNFINISHED: [(&[&str], &str); 5] = [
    (&["#", "[", "ignore"], "assert what happens today and say FIXME, or delete the test"),
    (&["todo", "!"], "write it, or refuse by name"),
    (&["unimplemented", "!"], "write it, or refuse by name"),
    (&["dbg", "!"], "take it out"),
    (&["[", "allow", "("], "use #[expect(lint, reason = \"…\")]"),
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (words, remedy) in UNFINISHED {
        for window in source.tokens.windows(words.len()) {
            if let Some(first) = window.first()
                && window.iter().zip(words).all(|(token, word)| token.is(word))
            {
                let what = format!("`{}`", words.concat());
                findings.push(source.finding(
                    first.line,
                    what,
                    ["nothing is ignored, stubbed or waved through", remedy],
                ));
            }
        }
    }
    if GENERATED.contains(&source.path.as_str()) {
        return findings;
    }
    for (number, line) in source.lines() {
        let host = HOSTS.iter().find(|host| line.contains(*host));
        if let Some(host) = host {
            let rule = "packages are named, never the host of a registry";
            findings.push(source.finding(
                number,
                format!("`{host}`"),
                [rule, "name the package and its version"],
            ));
        }
        if line.contains(WORKPLACE) {
            let rule = "no path of one person’s machine";
            findings.push(source.finding(
                number,
                format!("`{WORKPLACE}`"),
                [rule, "use a path relative to the root"],
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn nothing_is_ignored_or_stubbed() {
        let bad =
            "#[test]\n#[ignore = \"slow\"]\nfn a() { todo!() }\n#![allow(dead_code)]\nfn b() { dbg!(1); }";
        let expected = ["2: `#[ignore`", "3: `todo!`", "5: `dbg!`", "4: `[allow(`"];
        assert_eq!(found(check, "crates/web/src/page.rs", bad), expected);
        let good = "// todo!\n#[expect(dead_code, reason = \"[allow(\")]\nfn allow() { ignore() }";
        assert!(found(check, "crates/web/src/page.rs", good).is_empty());
    }

    #[test]
    fn no_host_and_no_workplace_is_named() {
        let host = format!("see {}", HOSTS[0]);
        assert_eq!(found(check, "docs/dependencies.md", &host), [format!("1: `{}`", HOSTS[0])]);
        let path = format!("cd {WORKPLACE}main");
        assert_eq!(found(check, "CONTRIBUTING.md", &path), [format!("1: `{WORKPLACE}`")]);
        assert!(found(check, "CONTRIBUTING.md", "cargo xtask test in the worktree").is_empty());
        for lock in GENERATED {
            assert!(found(check, lock, &host).is_empty());
        }
    }
}
