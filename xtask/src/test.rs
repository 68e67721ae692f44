//! `cargo xtask test`: everything that must hold before a change lands, in one command.

mod citus;
mod count;
mod fuzz;
mod input;
mod install;
mod package;
mod step;
mod steps;
mod tally;
mod trial;

use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) use citus::Many;
use step::Step;
pub(crate) use steps::Bench;

/// Which steps to take.
#[derive(Debug)]
pub(crate) struct Plan {
    long: bool,
    only: Option<Step>,
    many: Option<Many>,
}

impl Plan {
    /// # Errors
    /// How the words should have been, when they are not understood.
    pub(crate) fn from_words(mut words: &[&str]) -> Result<Self, String> {
        let mut plan = Self { long: false, only: None, many: None };
        while let Some((first, rest)) = words.split_first() {
            words = rest;
            match (*first, rest.split_first()) {
                ("--long", _) => plan.long = true,
                ("--only", Some((name, rest))) => {
                    plan.only =
                        Some(Step::named(name).ok_or_else(|| usage(&format!("no step is called {name}")))?);
                    words = rest;
                }
                ("--citus", Some((url, rest))) => {
                    (*url).clone_into(&mut plan.many.get_or_insert_default().url);
                    words = rest;
                }
                ("--cut", Some((command, rest))) => {
                    (*command).clone_into(&mut plan.many.get_or_insert_default().cut);
                    words = rest;
                }
                ("--mend", Some((command, rest))) => {
                    (*command).clone_into(&mut plan.many.get_or_insert_default().mend);
                    words = rest;
                }
                (other, _) => return Err(usage(&format!("{other} is not understood"))),
            }
        }
        match &plan.many {
            Some(many) if many.url.is_empty() => {
                Err(usage("--cut and --mend belong to a database of many machines: name it with --citus"))
            }
            None if plan.only == Some(Step::Citus) => {
                Err(usage("the step citus needs a database of many machines: name it with --citus"))
            }
            Some(_) | None => Ok(plan),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let is_asked = |step: &Step| {
            if *step == Step::Citus { self.many.is_some() } else { self.long || !step.is_long() }
        };
        let all = || Step::ALL.into_iter().filter(is_asked).collect();
        self.only.map_or_else(all, |step| vec![step])
    }
}

fn usage(why: &str) -> String {
    let names: Vec<_> = Step::ALL.iter().map(|step| step.name()).collect();
    format!(
        "{why}\ncargo xtask test [--long] [--only STEP] [--citus URL [--cut COMMAND --mend COMMAND]], where STEP is one of: {}",
        names.join(" ")
    )
}

/// Takes the steps in order up to the first that fails, and sums up.
///
/// # Errors
/// The name of the step that failed, and why.
pub(crate) fn run(root: &Path, plan: &Plan) -> Result<(), String> {
    let mut bench = Bench::new(root, plan.long, plan.many.clone().unwrap_or_default());
    let mut report = Report::default();
    let mut failure = None;
    for step in plan.steps() {
        println!("\n== {} ==", step.name());
        let watch = Stopwatch::start();
        let outcome = install::prepare(step).and_then(|()| bench.take(step));
        report.add(step, outcome.is_ok(), watch.elapsed());
        if let Err(why) = outcome {
            failure = Some(format!("{} failed: {why}", step.name()));
            break;
        }
    }
    let tally = bench.finish();
    println!("\n{}{tally}", report.table());
    let failed = tally.failed.max(usize::from(failure.is_some()));
    let summary = format!("{} passed, {failed} failed", tally.passed);
    if let Some(why) = failure {
        return Err(format!("{why}\n{summary}"));
    }
    println!("{summary}");
    Ok(())
}

/// How each step went and how long it took.
#[derive(Default)]
struct Report {
    rows: Vec<String>,
}

impl Report {
    fn add(&mut self, step: Step, passed: bool, took: Duration) {
        let word = if passed { "passed" } else { "FAILED" };
        let seconds = took.as_secs();
        let tenths = took.subsec_millis() / 100;
        self.rows.push(format!("| {:<9} | {word} | {seconds:>5}.{tenths} s |\n", step.name()));
    }

    fn table(&self) -> String {
        format!(
            "| step      | result |    time |\n|-----------|--------|---------|\n{}\n",
            self.rows.concat()
        )
    }
}

struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "how long a step takes is what is measured")]
    fn start() -> Self {
        Self(Instant::now())
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_choose_the_steps() {
        let plan = Plan::from_words(&["--only", "fmt", "--long"]).unwrap();
        assert!(plan.long);
        assert_eq!(plan.steps(), [Step::Format]);
        let short = Plan::from_words(&[]).unwrap().steps();
        assert_eq!(
            [
                short,
                vec![
                    Step::Module,
                    Step::Api,
                    Step::Simulate,
                    Step::Ordeal,
                    Step::Fuzz,
                    Step::Reproduce,
                    Step::Citus
                ]
            ]
            .concat(),
            Step::ALL
        );
        let long = Plan::from_words(&["--long"]).unwrap().steps();
        assert!(
            long.len() + 1 == Step::ALL.len() && !long.contains(&Step::Citus),
            "no database of many is named"
        );
        let many =
            Plan::from_words(&["--long", "--citus", "URL", "--cut", "one", "--mend", "other"]).unwrap();
        assert_eq!(many.steps(), Step::ALL);
        assert!(Plan::from_words(&["--cut", "one"]).is_err());
        assert!(Plan::from_words(&["--only", "citus"]).is_err());
        assert_eq!(Plan::from_words(&["--only", "module"]).unwrap().steps(), [Step::Module]);
        assert!(Plan::from_words(&["--only", "all"]).unwrap_err().contains(
            "one of: tidy fmt clippy test doc e2e input count package module api simulate ordeal fuzz reproduce citus"
        ));
        assert!(Plan::from_words(&["--only"]).is_err());
    }

    #[test]
    fn the_table_says_how_each_step_went() {
        let mut report = Report::default();
        report.add(Step::Tidy, true, Duration::from_millis(1_250));
        report.add(Step::Lint, false, Duration::from_secs(90));
        let table = report.table();
        assert!(table.contains("| tidy      | passed |     1.2 s |"), "{table}");
        assert!(table.contains("| clippy    | FAILED |    90.0 s |"), "{table}");
    }
}
