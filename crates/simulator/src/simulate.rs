//! The verb: `poems simulate --chaos --seed N`.

use crate::Size;
use crate::history::{Setting, live};
use crate::shrink::shortest;
use crate::tally::Tally;
use clap::Args;
use host::failure::Failure;
use host::output::say;
use host::progress::bar;
use host::reference::{Books, Sources};
use serde_json::json;
use std::process::ExitCode;

/// What is simulated.
#[derive(Args, Debug)]
pub struct Simulate {
    /// With everything that people, time, databases and processes can do to a market
    #[arg(long, required = true)]
    chaos: bool,
    /// Which history: the same seed gives the same one
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many histories, with the seeds that follow
    #[arg(long, default_value_t = 1)]
    markets: u64,
    /// How many steps each history has; a step is some commands
    #[arg(long, default_value_t = 2_000)]
    steps: usize,
    /// How many people open an account at the beginning of each
    #[arg(long, default_value_t = 32)]
    people: u32,
    /// Begin further histories until so many commands were given in all
    #[arg(long)]
    commands: Option<u64>,
    /// Say why commands were refused, too
    #[arg(long)]
    refusals: bool,
}

/// Simulates, and says what was tried. A history that breaks something is told as short as it can be made.
///
/// # Errors
/// [`Failure`].
pub fn run(words: &Simulate, json: bool) -> Result<ExitCode, Failure> {
    let books = Books::read(Sources::default())?;
    let setting = Setting::new(books);
    let size = Size { steps: words.steps, people: words.people };
    let most = words.markets.saturating_mul(u64::try_from(words.steps).unwrap_or(u64::MAX));
    let progress = bar(words.commands.unwrap_or(most), "simulate");
    let mut all = Tally::default();
    let mut seed = words.seed;
    loop {
        let counts_steps = words.commands.is_none();
        let history = live(&setting, seed, size, || {
            if counts_steps {
                progress.inc(1);
            }
        });
        all.plus(&history.tally);
        if !counts_steps {
            progress.inc(history.tally.commands());
        }
        if !history.faults.is_empty() {
            progress.clear();
            let found = history.steps.len();
            let shortest = shortest(&setting, history.from, history.steps, history.faults);
            tell(seed, found, &shortest, json)?;
            return Ok(ExitCode::FAILURE);
        }
        seed = seed.saturating_add(1);
        let is_over = match words.commands {
            Some(most) => all.commands() >= most,
            None => seed >= words.seed.saturating_add(words.markets),
        };
        if is_over {
            break;
        }
    }
    progress.clear();
    let (given, accepted) = (all.commands(), all.accepted());
    if json {
        say(&json!({ "seed": words.seed, "next_seed": seed, "commands": given, "accepted": accepted, "tried": all.json() })
            .to_string())?;
    } else {
        if words.refusals {
            for ((name, code), count) in &all.refusals {
                say(&format!("{count:>12}  {name}: {code}"))?;
            }
        }
        say(&format!("{all}{given:>12}  commands, of which {accepted} were carried out"))?;
        say(&format!(
            "Clean from seed {} to {}: nothing lost, nothing doubled, money balances, everything ends.",
            words.seed,
            seed - 1
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(seed: u64, found: usize, shortest: &crate::Shortest, json: bool) -> Result<(), Failure> {
    let (steps, faults) = (&shortest.steps, &shortest.faults);
    if json {
        let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        return say(&json!({ "seed": seed, "step": found, "faults": faults, "shortest": steps }).to_string());
    }
    say(&format!("Seed {seed}, step {found}. The shortest history found has {} steps:", steps.len()))?;
    for step in steps {
        say(&step.to_string())?;
    }
    for fault in faults {
        say(&format!("FAULT  {fault}"))?;
    }
    Ok(())
}
