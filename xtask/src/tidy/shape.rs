//! Files and lines that fit on a screen.

use super::{Finding, Source, has_extension};

const LONGEST_FILE: usize = 500;
/// rustfmt breaks code at 110; what it leaves alone may go a little further.
const LONGEST_LINE: usize = 140;
const CODE: [&str; 5] = ["css", "js", "mjs", "rs", "ts"];
/// Besides code. Prose, tables and sentences for translation are as long as they are.
const NARROW: [&str; 4] = ["html", "py", "sh", "sql"];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let is = |extensions: &[&str]| extensions.iter().any(|extension| has_extension(&source.path, extension));
    let mut findings = Vec::new();
    let count = source.lines().count();
    if is(&CODE) && count > LONGEST_FILE {
        let remedy = "split it by what it is about";
        findings.push(source.finding(
            count,
            format!("{count} lines"),
            ["a file has 500 lines at most", remedy],
        ));
    }
    if is(&CODE) || is(&NARROW) {
        let long = source.lines().filter(|(_, line)| line.chars().count() > LONGEST_LINE);
        findings.extend(long.map(|(number, line)| {
            let what = format!("{} characters", line.chars().count());
            source.finding(number, what, ["a line has 140 characters at most", "break the line"])
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_long_file_is_found() {
        let lines = |count| "\n".repeat(count);
        assert!(found(check, "crates/web/assets/page.js", &lines(500)).is_empty());
        assert_eq!(found(check, "crates/web/assets/page.js", &lines(501)), ["501: 501 lines"]);
        assert_eq!(found(check, "crates/web/look/page.css", &lines(501)), ["501: 501 lines"]);
        assert!(found(check, "docs/glossary.md", &lines(501)).is_empty());
    }

    #[test]
    fn a_long_line_is_found() {
        let line = |count| format!("\n// {}", "é".repeat(count));
        assert!(found(check, "xtask/src/main.rs", &line(137)).is_empty());
        assert_eq!(found(check, "xtask/src/main.rs", &line(138)), ["2: 141 characters"]);
        assert!(found(check, "crates/web/locales/es.ftl", &line(138)).is_empty());
    }
}
