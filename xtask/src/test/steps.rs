//! What each step runs.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::citus::{self, Many};
use super::step::Step;
use super::tally::Tally;
use super::{count, fuzz, input, install, package, trial};
use crate::generated;
use crate::postgres::{ADDRESS_VARIABLE, Cluster};
use crate::reproduce;
use crate::tidy;

/// Tells tests and walks that they may take long.
const LONG_VARIABLE: &str = "POEMS_TEST_LONG";
/// The packages whose tests have a long form. It runs optimised: as compiled for the other tests it would take hours.
const LONG_PACKAGES: [&str; 1] = ["market"];
/// How many commands are simulated: it takes the better part of an hour.
const SIMULATED: &str = "10000000";
/// How often each thing befalls the program in its long ordeals.
const ORDEALS: &str = "1000";
/// Tells the ordeals so.
const ORDEALS_VARIABLE: &str = "ORDEAL_KILLS";
/// Tells the walks which program to start.
const PROGRAM_VARIABLE: &str = "POEMS_PROGRAM";

/// One run of tests: of everything, or of what has a long form in that form.
#[derive(Debug)]
struct TestRun {
    is_long: bool,
}

impl TestRun {
    fn all(long: bool) -> Vec<Self> {
        if long {
            vec![Self { is_long: false }, Self { is_long: true }]
        } else {
            vec![Self { is_long: false }]
        }
    }

    /// The profile of nextest: how long a test may take.
    fn profile(&self) -> &'static str {
        if self.is_long { "long" } else { "default" }
    }

    fn words<'a>(&self, first: &[&'a str]) -> Vec<&'a str> {
        let mut words = first.to_vec();
        if self.is_long {
            words.push("--release");
            words.extend(LONG_PACKAGES.iter().flat_map(|package| ["--package", *package]));
        } else {
            words.push("--workspace");
        }
        words.push("--no-fail-fast");
        words
    }
}

/// Where the steps are taken: the project, and the cluster once one is needed.
pub(crate) struct Bench<'a> {
    root: &'a Path,
    long: bool,
    many: Many,
    cluster: Option<Cluster>,
    tally: Tally,
}

impl<'a> Bench<'a> {
    pub(crate) fn new(root: &'a Path, long: bool, many: Many) -> Self {
        Self { root, long, many, cluster: None, tally: Tally::default() }
    }

    /// # Errors
    /// Why the step failed.
    pub(super) fn take(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::Tidy => tidy::run(self.root),
            Step::Format => must(self.cargo(&["fmt", "--all", "--check"])),
            Step::Lint => must(self.cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ])),
            Step::Test => self.test(),
            Step::Document => self.document(),
            Step::Walk => self.walk(),
            Step::Input => self.input(),
            Step::Count => self.count(),
            Step::Package => self.package(),
            Step::Module => self.module(),
            Step::Api => self.api(),
            Step::Simulate => self.simulate(),
            Step::Ordeal => self.ordeal(),
            Step::Fuzz => fuzz::run(self),
            Step::Reproduce => reproduce::run(self.root, &self.target()),
            Step::Citus => self.citus(),
        }
    }

    /// Stops the cluster and says how many tests ran.
    pub(super) fn finish(self) -> Tally {
        self.tally
    }

    fn test(&mut self) -> Result<(), String> {
        self.start_cluster()?;
        let is_there = runs(Command::new("cargo").args(["nextest", "--version"]));
        if !is_there {
            println!("cargo-nextest is not installed; cargo test does the same, more slowly");
        }
        for run in TestRun::all(self.long) {
            if is_there {
                self.test_with_nextest(&run)?;
            } else {
                self.test_plainly(&run.words(&["test"]), run.is_long)?;
            }
        }
        Ok(())
    }

    fn test_with_nextest(&mut self, run: &TestRun) -> Result<(), String> {
        let report = self.target().join(format!("nextest/{}/junit.xml", run.profile()));
        let _absent = fs::remove_file(&report);
        let words = run.words(&["nextest", "run", "--profile", run.profile()]);
        let outcome = must(&mut self.tests(&words, run.is_long));
        self.tally.add_junit(&fs::read_to_string(&report).unwrap_or_default());
        outcome
    }

    fn document(&mut self) -> Result<(), String> {
        must(self.cargo(&["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))?;
        // nextest leaves the examples in the documentation alone.
        self.test_plainly(&["test", "--workspace", "--doc"], false)
    }

    /// Runs `cargo test` and counts from what it prints.
    fn test_plainly(&mut self, words: &[&str], is_long: bool) -> Result<(), String> {
        let mut command = self.tests(words, is_long);
        say(&command);
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                println!("{line}");
                self.tally.add_libtest(&line);
            }
        }
        ended(&command, child.wait().map_err(|error| error.to_string())?.success())
    }

    fn walk(&mut self) -> Result<(), String> {
        self.start_cluster()?;
        install::prepare_browser()?;
        self.test_with_node("e2e")
    }

    /// Reads the API's document as strangers do: with linters, and with clients that are generated from it and book at a demo.
    fn api(&mut self) -> Result<(), String> {
        self.test_with_node("tools/api")
    }

    /// Runs the tests of a folder of node's, and counts them.
    fn test_with_node(&mut self, folder: &str) -> Result<(), String> {
        let tests = tests_of(&self.root.join(folder));
        let report = self.target().join("node.tap");
        let _absent = fs::remove_file(&report);
        let destination = format!("--test-reporter-destination={}", report.display());
        let mut words = vec![
            "--test",
            "--test-reporter=spec",
            "--test-reporter-destination=stdout",
            "--test-reporter=tap",
            &destination,
        ];
        words.extend(tests.iter().map(String::as_str));
        let words: Vec<_> = words.iter().map(Path::new).collect();
        let outcome = self.run_node(folder, &words);
        self.tally.add_tap(&fs::read_to_string(&report).unwrap_or_default());
        outcome
    }

    /// Calls all that the API's document names with what fits and what does not, on each engine: see docs/reliability.md.
    fn input(&mut self) -> Result<(), String> {
        self.start_cluster()?;
        must(self.cargo(&["build", "--package", "poems", "--quiet"]))?;
        let cluster = self.cluster.as_ref().map(|cluster| cluster.url().to_owned());
        let cluster = cluster.or_else(|| env::var(ADDRESS_VARIABLE).ok()).unwrap_or_default();
        let generator = input::Generator::install(self.root, &self.target())?;
        let seconds = if self.long { input::LONG_S } else { input::SHORT_S };
        for database in [None, Some(cluster.as_str())] {
            generator.run(&self.target().join("debug/poems"), database, seconds)?;
        }
        Ok(())
    }

    fn count(&self) -> Result<(), String> {
        must(self.cargo(&["build", "--release", "--quiet", "--package", "finder", "--example", "counted"]))?;
        count::check(self.root, &self.target().join("release/examples/counted"))
    }

    /// Has the machine's systemd look at the unit, and in the long form its Docker build and run the image.
    fn package(&self) -> Result<(), String> {
        package::unit(self.root, &self.target())?;
        if self.long { package::container(self.root, "docker") } else { Ok(()) }
    }

    /// Lays a module out in a copy of the project and does with it as CONTRIBUTING.md says: it has to compile, to please
    /// every tool, and to pass, as it is.
    fn module(&mut self) -> Result<(), String> {
        self.start_cluster()?;
        let target = self.target();
        let copy = trial::lay_out(self.root, &target)?;
        let there = |words: &[&str]| {
            let mut command = self.cargo(words);
            command.current_dir(&copy).env("CARGO_TARGET_DIR", &target).env_remove(LONG_VARIABLE);
            command
        };
        must(there(&["fmt", "--all"]))?;
        for made in [generated::MODULES, generated::DATA, generated::OPENAPI] {
            generated::write_with(there(&[]), &copy, made)?;
        }
        let packages = ["--package", "market", "--package", "store", "--package", "web"];
        let with = |before: &[&'static str], after: &[&'static str]| [before, &packages, after].concat();
        let told = ["test", "--quiet", "--package", "web", "--test", "all", "every_refusal"];
        must(there(&told).env("INSTA_UPDATE", "always"))?;
        tidy::run(&copy)?;
        must(there(&with(&["clippy"], &["--all-targets", "--quiet", "--", "-D", "warnings"])))?;
        must(there(&with(&["test", "--quiet"], &["--no-fail-fast"])))?;
        must(there(&[
            "test",
            "--quiet",
            "--package",
            "simulator",
            "--test",
            "all",
            "every_command_of_the_market",
        ]))
    }

    /// Lives through markets until so many commands were given: see docs/reliability.md.
    fn simulate(&self) -> Result<(), String> {
        must(self.cargo(&["build", "--release", "--quiet", "--package", "poems"]))?;
        let mut poems = self.command(&self.target().join("release/poems").to_string_lossy());
        must(poems.args(["simulate", "--chaos", "--seed", "1", "--commands", SIMULATED]))
    }

    /// Kills the program, its database and what lies between a thousand times each, unless another number is asked for; one
    /// test after another, for each starts processes of its own. See docs/reliability.md.
    fn ordeal(&mut self) -> Result<(), String> {
        let number = env::var(ORDEALS_VARIABLE).unwrap_or_else(|_| ORDEALS.to_owned());
        let words = ["test", "--release", "--package", "poems", "--test", "all", "--", "--nocapture"];
        let mut command = self.tests(&words, false);
        must(command.args(["--test-threads=1", "ordeal_"]).env(ORDEALS_VARIABLE, number))
    }

    /// Spreads the product over a database of many machines, measures it there, and lives through the loss of one.
    fn citus(&self) -> Result<(), String> {
        must(self.cargo(&["build", "--release", "--quiet", "--package", "poems"]))?;
        let program = self.target().join("release/poems");
        for words in citus::ways(&self.many.url) {
            must(self.command(&program.to_string_lossy()).args(&words))?;
        }
        // Its goals are for one machine: what it measures is what is wanted here.
        let mut bench = self.command(&program.to_string_lossy());
        say(bench.args(citus::bench(&self.many.url)));
        bench.status().map_err(|error| error.to_string())?;
        let words = ["test", "--release", "--package", "poems", "--test", "all", "--", "--nocapture"];
        let mut command = self.tests(&words, false);
        must(self.many.told(command.arg("ordeal_a_machine_of_many_is_away")))?;
        must(self.command(&program.to_string_lossy()).args(["check", "--database", &self.many.url]))
    }

    /// Runs node in the folder of the walks, with the demo built and its packages installed.
    ///
    /// # Errors
    /// What is missing on this machine, or what failed.
    pub(crate) fn browse(&self, words: &[&Path]) -> Result<(), String> {
        install::prepare_browser()?;
        self.run_node("e2e", words)
    }

    /// Runs node in a folder, with the program built and the folder's packages installed, none of which runs a script of its own.
    fn run_node(&self, folder: &str, words: &[&Path]) -> Result<(), String> {
        let folder = self.root.join(folder);
        must(self.cargo(&["build", "--package", "poems", "--quiet"]))?;
        must(
            self.command("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&folder),
        )?;
        let mut node = self.command("node");
        must(node.args(words).current_dir(&folder).env(PROGRAM_VARIABLE, self.target().join("debug/poems")))
    }

    fn start_cluster(&mut self) -> Result<(), String> {
        if self.cluster.is_none() && env::var_os(ADDRESS_VARIABLE).is_none() {
            let cluster = Cluster::start().map_err(|error| error.to_string())?;
            println!("PostgreSQL at {}", cluster.url());
            self.cluster = Some(cluster);
        }
        Ok(())
    }

    /// The folder of the project.
    pub(super) fn root(&self) -> &Path {
        self.root
    }

    pub(super) fn cargo(&self, words: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(words);
        command
    }

    /// Tests in their short form or in their long one.
    fn tests(&self, words: &[&str], is_long: bool) -> Command {
        let mut command = self.cargo(words);
        if is_long {
            command.env(LONG_VARIABLE, "1");
        } else {
            command.env_remove(LONG_VARIABLE);
        }
        command
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.root).stdin(Stdio::null());
        if let Some(cluster) = &self.cluster {
            command.env(ADDRESS_VARIABLE, cluster.url());
        }
        if self.long {
            command.env(LONG_VARIABLE, "1");
        }
        command
    }

    /// The folder of what is built.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |folder| self.root.join(folder))
    }
}

/// The test files of a folder of node's, in order.
fn tests_of(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("tests")) else { return Vec::new() };
    let names = entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
    let mut tests: Vec<_> =
        names.filter(|name| name.ends_with(".test.js")).map(|name| format!("tests/{name}")).collect();
    tests.sort();
    tests
}

/// Whether a command can be run and succeeds; nothing of it is shown.
pub(super) fn runs(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

pub(super) fn must(mut command: impl std::borrow::BorrowMut<Command>) -> Result<(), String> {
    let command = command.borrow_mut();
    say(command);
    let status = command.status().map_err(|error| format!("{}: {error}", written(command)))?;
    ended(command, status.success())
}

/// What a command prints.
pub(super) fn said(command: &mut Command) -> Result<String, String> {
    say(command);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{}: {error}", written(command)))?;
    ended(command, output.status.success())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn ended(command: &Command, succeeded: bool) -> Result<(), String> {
    if succeeded { Ok(()) } else { Err(written(command)) }
}

fn say(command: &Command) {
    println!("$ {}", written(command));
}

fn written(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs_of(long: bool) -> Vec<String> {
        let words = |run: &TestRun| run.words(&["nextest", "run", "--profile", run.profile()]).join(" ");
        TestRun::all(long).iter().map(words).collect()
    }

    #[test]
    fn what_has_a_long_form_runs_once_more_optimised_when_it_may_take_long() {
        let short = "nextest run --profile default --workspace --no-fail-fast";
        assert_eq!(runs_of(false), [short]);
        let long = "nextest run --profile long --release --package market --no-fail-fast";
        assert_eq!(runs_of(true), [short, long]);
    }

    #[test]
    fn only_the_long_run_is_told_that_it_may_take_long() {
        let bench = Bench::new(Path::new("."), true, Many::default());
        for is_long in [false, true] {
            let command = bench.tests(&["test"], is_long);
            let told =
                command.get_envs().find(|(name, _)| *name == LONG_VARIABLE).and_then(|(_, value)| value);
            assert_eq!(told.is_some(), is_long);
        }
    }
}
