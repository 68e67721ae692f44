//! How many tests ran, read from what their runners report.

use std::fmt;

/// A test belongs to an engine when its name says so.
const ENGINES: [&str; 2] = ["sqlite", "postgres"];

#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    /// In the order of [`ENGINES`].
    engines: [usize; 2],
}

impl Tally {
    /// Counts the cases of a `JUnit` report, as nextest writes it.
    pub(super) fn add_junit(&mut self, xml: &str) {
        for case in xml.split("<testcase ").skip(1) {
            let case = case.split("</testcase>").next().unwrap_or_default();
            let name =
                case.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            // Output of the test itself is escaped, so that it cannot be mistaken for a tag.
            self.add(name, !case.contains("<failure") && !case.contains("<error"));
        }
    }

    /// Counts a line that `cargo test` prints for one test.
    pub(super) fn add_libtest(&mut self, line: &str) {
        let Some((name, outcome)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... "))
        else {
            return;
        };
        match outcome {
            "ok" => self.add(name, true),
            "FAILED" => self.add(name, false),
            _ => {}
        }
    }

    /// Counts the walks of a report of node’s runner; a test within a test is part of it.
    pub(super) fn add_tap(&mut self, text: &str) {
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("ok ") {
                self.add(name, true);
            } else if let Some(name) = line.strip_prefix("not ok ") {
                self.add(name, false);
            }
        }
    }

    fn add(&mut self, name: &str, passed: bool) {
        if passed {
            self.passed = self.passed.saturating_add(1);
        } else {
            self.failed = self.failed.saturating_add(1);
        }
        for (engine, count) in ENGINES.iter().zip(&mut self.engines) {
            if name.contains(engine) {
                *count = count.saturating_add(1);
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (engine, count) in ENGINES.iter().zip(self.engines) {
            writeln!(out, "{count} tests on {engine}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_junit_report_is_counted() {
        let xml = "<testsuites><testsuite name=\"store\">\n\
            <testcase name=\"books_once::sqlite\" classname=\"store\" time=\"0.1\">\n</testcase>\n\
            <testcase name=\"books_once::postgres\" classname=\"store\">\
            <failure type=\"x\">&lt;error</failure></testcase>\n\
            <testcase name=\"plain\" classname=\"store\" time=\"0\"/>\n</testsuite></testsuites>";
        let mut tally = Tally::default();
        tally.add_junit(xml);
        assert_eq!(tally, Tally { passed: 2, failed: 1, engines: [1, 1] });
        assert_eq!(tally.to_string(), "1 tests on sqlite\n1 tests on postgres\n");
    }

    #[test]
    fn the_lines_of_cargo_test_are_counted() {
        let mut tally = Tally::default();
        for line in
            ["running 2 tests", "test a::sqlite ... ok", "test b ... FAILED", "test result: ok. 2 passed"]
        {
            tally.add_libtest(line);
        }
        assert_eq!(tally, Tally { passed: 1, failed: 1, engines: [1, 0] });
    }

    #[test]
    fn the_walks_are_counted() {
        let mut tally = Tally::default();
        tally.add_tap(
            "TAP version 13\n    ok 1 - inner\nok 1 - a worker signs in\nnot ok 2 - a café books\n# pass 1\n",
        );
        assert_eq!(tally, Tally { passed: 1, failed: 1, engines: [0, 0] });
    }
}
