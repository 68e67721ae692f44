//! Fuzzes the parsers: each target of `fuzz/` in turn, for its share of the time.

use std::collections::VecDeque;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::steps::{Bench, must, said};

/// How long all targets are fuzzed together, in minutes.
const MINUTES_VARIABLE: &str = "FUZZ_MINUTES";
const MINUTES: u64 = 60;
/// The one target that is fuzzed, if not all.
const TARGET_VARIABLE: &str = "FUZZ_TARGET";
/// What chance begins with.
const SEED_VARIABLE: &str = "FUZZ_SEED";
/// Plants a bug in what `numbers` is held to.
const PLANTED_VARIABLE: &str = "FUZZ_PLANTED";
/// How soon it has to be found, in seconds.
const PLANTED_SECONDS: u64 = 60;
/// What libFuzzer has to see of a program, as cargo-fuzz compiles it in; all of it goes with a stable compiler.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                     -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";
/// The longest that one input may take, in seconds, and the most memory, in megabytes.
const LIMITS: [&str; 2] = ["-timeout=30", "-rss_limit_mb=2048"];

/// What came of a target.
struct Ran {
    target: String,
    /// As libFuzzer counts them: inputs, and edges of the program that they reached.
    executions: u64,
    coverage: u64,
    found: bool,
}

/// # Errors
/// What cannot be built, or what was found.
pub(super) fn run(bench: &Bench<'_>) -> Result<(), String> {
    let (root, target) = (bench.root(), bench.target().join("fuzz"));
    let chosen = env::var(TARGET_VARIABLE).ok();
    let targets: Vec<String> = targets(root)?
        .into_iter()
        .filter(|name| chosen.as_ref().is_none_or(|chosen| chosen == name))
        .collect();
    if targets.is_empty() {
        return Err(format!("fuzz/targets has no {}", chosen.unwrap_or_default()));
    }
    let platform = platform()?;
    let flags = ["build", "--release", "--locked", "--quiet", "--manifest-path", "fuzz/Cargo.toml"];
    must(
        bench
            .cargo(&flags)
            .args(["--target", &platform])
            .env("RUSTFLAGS", FLAGS)
            .env("CARGO_TARGET_DIR", &target),
    )?;
    let fuzzer = Fuzzer {
        root,
        programs: target.join(&platform).join("release"),
        work: target,
        seed: number(SEED_VARIABLE, 1)?,
    };
    fuzzer.finds_what_is_planted()?;
    let minutes = number(MINUTES_VARIABLE, MINUTES)?;
    let at_once = thread::available_parallelism().map_or(1, usize::from).min(targets.len());
    let seconds = share(minutes, at_once, targets.len());
    println!("{} targets, {at_once} at a time, {seconds} s each, from seed {}", targets.len(), fuzzer.seed);
    let all = fuzzer.all(targets, at_once, seconds)?;
    print!("{}", table(&all));
    let found: Vec<_> = all.iter().filter(|ran| ran.found).map(|ran| ran.target.as_str()).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("something was found in {}: see {}", found.join(", "), fuzzer.work.join("faults").display()))
}

/// The targets, in order.
fn targets(root: &Path) -> Result<Vec<String>, String> {
    let entries =
        fs::read_dir(root.join("fuzz/targets")).map_err(|error| format!("fuzz/targets: {error}"))?;
    let names = entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
    let mut targets: Vec<_> = names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).collect();
    targets.sort();
    Ok(targets)
}

/// What the compiler makes programs for; named to Cargo, so that what runs while it builds is left alone.
fn platform() -> Result<String, String> {
    let told = said(Command::new("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say what it compiles for".to_owned())
}

fn number(variable: &str, usual: u64) -> Result<u64, String> {
    let Ok(text) = env::var(variable) else { return Ok(usual) };
    text.parse().map_err(|_| format!("{variable} is {text}, which is no number"))
}

/// How long each of so many may take, in seconds, when so many run at a time.
fn share(minutes: u64, at_once: usize, targets: usize) -> u64 {
    let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    (minutes.saturating_mul(60).saturating_mul(whole(at_once)) / whole(targets).max(1)).max(1)
}

struct Fuzzer<'a> {
    root: &'a Path,
    programs: PathBuf,
    work: PathBuf,
    seed: u64,
}

impl Fuzzer<'_> {
    /// The control: a fuzzer that finds nothing when there is something is no fuzzer.
    fn finds_what_is_planted(&self) -> Result<(), String> {
        let empty = self.work.join("planted");
        // What an earlier control has left would make it easier.
        let _ = fs::remove_dir_all(&empty);
        fs::create_dir_all(&empty).map_err(|error| format!("{}: {error}", empty.display()))?;
        let mut command = self.command("numbers", &empty, PLANTED_SECONDS);
        let (told, ended_well) = told(command.env(PLANTED_VARIABLE, "1"))?;
        let is_found = !ended_well && told.contains("numbers.rs");
        println!(
            "control: a bug planted in numbers, {} inputs: {}",
            executions(&told),
            if is_found { "found" } else { "NOT FOUND" }
        );
        if is_found {
            Ok(())
        } else {
            Err(format!("a planted bug was not found within {PLANTED_SECONDS} s\n{told}"))
        }
    }

    fn all(&self, targets: Vec<String>, at_once: usize, seconds: u64) -> Result<Vec<Ran>, String> {
        let (left, done) = (Mutex::new(VecDeque::from(targets)), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..at_once {
                scope.spawn(|| {
                    while let Some(target) = locked(&left).pop_front() {
                        let ran = self.one(&target, seconds);
                        locked(&done).push(ran);
                    }
                });
            }
        });
        let all: Result<Vec<Ran>, String> =
            done.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
        let mut all = all?;
        all.sort_by(|one, other| one.target.cmp(&other.target));
        Ok(all)
    }

    fn one(&self, target: &str, seconds: u64) -> Result<Ran, String> {
        let found = self.work.join("found").join(target);
        for folder in [&found, &self.work.join("faults")] {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let mut command = self.command(target, &found, seconds);
        let (told, ended_well) = told(command.arg(self.root.join("fuzz/corpus").join(target)))?;
        if !ended_well {
            println!("{target}:\n{}", end_of(&told));
        }
        let (executions, coverage) = (executions(&told), coverage(&told));
        Ok(Ran { target: target.to_owned(), executions, coverage, found: !ended_well })
    }

    /// A target that keeps what is new in a folder.
    fn command(&self, target: &str, folder: &Path, seconds: u64) -> Command {
        let mut command = Command::new(self.programs.join(target));
        command
            .current_dir(self.root)
            .stdin(Stdio::null())
            .args([
                format!("-max_total_time={seconds}"),
                format!("-seed={}", self.seed),
                "-print_final_stats=1".to_owned(),
            ])
            .arg(format!("-artifact_prefix={}/{target}-", self.work.join("faults").display()))
            .args(LIMITS)
            .arg(folder);
        command
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a fuzzer says, and whether it found nothing.
fn told(command: &mut Command) -> Result<(String, bool), String> {
    let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    Ok((String::from_utf8_lossy(&output.stderr).into_owned(), output.status.success()))
}

/// As libFuzzer sums up, or, when it was ended, as it counted last.
fn executions(told: &str) -> u64 {
    let summed = told
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok());
    let counted = || {
        told.lines().rev().find_map(|line| line.strip_prefix('#')?.split_whitespace().next()?.parse().ok())
    };
    summed.or_else(counted).unwrap_or_default()
}

/// How many edges of the program were reached.
fn coverage(told: &str) -> u64 {
    let counts = told
        .lines()
        .rev()
        .filter_map(|line| line.split_once(" cov: ")?.1.split_whitespace().next()?.parse().ok());
    counts.max().unwrap_or_default()
}

/// The last of what was said, without the input in full.
fn end_of(told: &str) -> String {
    let lines: Vec<&str> = told.lines().collect();
    lines.get(lines.len().saturating_sub(60)..).unwrap_or_default().join("\n")
}

fn table(all: &[Ran]) -> String {
    let row = |ran: &Ran| {
        let found = if ran.found { "FOUND" } else { "nothing" };
        format!("| {:<10} | {:>12} | {:>8} | {found} |\n", ran.target, ran.executions, ran.coverage)
    };
    let rows: String = all.iter().map(row).collect();
    format!(
        "| target     |       inputs | coverage | found |\n|------------|--------------|----------|-------|\n{rows}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "#2\tINITED cov: 7 ft: 7 corp: 1/1b exec/s: 0 rss: 27Mb\n\
                        #209\tNEW    cov: 8 ft: 8 corp: 2/7b lim: 6 exec/s: 0 rss: 27Mb\n";

    #[test]
    fn what_a_fuzzer_says_is_counted() {
        assert_eq!((executions(TOLD), coverage(TOLD)), (209, 8));
        let summed = format!("{TOLD}stat::number_of_executed_units: 1024\n");
        assert_eq!(executions(&summed), 1_024);
        assert_eq!((executions(""), coverage("")), (0, 0));
    }

    #[test]
    fn the_time_is_shared() {
        assert_eq!(share(60, 2, 14), 514);
        assert_eq!(share(60, 1, 1), 3_600);
        assert_eq!(share(0, 1, 14), 1);
    }
}
