//! The project’s own tasks: `cargo xtask VERB`. Each verb is one file.
#![expect(clippy::print_stdout, reason = "a task speaks to whoever started it")]

mod generated;
mod module;
#[path = "../../crates/testkit/src/postgres.rs"]
#[expect(dead_code, unreachable_pub, reason = "it is testkit’s; a task wants only a part of it")]
mod postgres;
mod reproduce;
mod screenshots;
mod supply;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [--long] [--only STEP]   everything that must hold before a change lands
cargo xtask tidy                          the rules that the compiler does not know
cargo xtask modules                       writes MODULES.md and docs/data.md
cargo xtask module NAME [--cluster FOLDER] [--record RECORD] [--number NUMBER]
                                          lays out a module in every layer
cargo xtask openapi                       writes docs/openapi.json
cargo xtask reproduce                     builds the released program twice, in two folders, and compares
cargo xtask sbom                          writes docs/sbom.cdx.json: what is linked into poems from others
cargo xtask screenshots [--out DIR] [--readme]
                                          pictures of every page in target/screenshots; --readme makes that of the README";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"test", rest)) => test::Plan::from_words(rest).and_then(|plan| test::run(&root(), &plan)),
        Some((&"tidy", [])) => tidy::run(&root()),
        Some((&"modules", [])) => generated::write(&root(), generated::MODULES)
            .and_then(|()| generated::write(&root(), generated::DATA)),
        Some((&"openapi", [])) => generated::write(&root(), generated::OPENAPI),
        Some((&"module", rest)) => {
            module::Noun::from_words(rest).and_then(|noun| module::run(&root(), &noun))
        }
        Some((&"reproduce", [])) => {
            reproduce::run(&root(), &test::Bench::new(&root(), false, test::Many::default()).target())
        }
        Some((&"sbom", [])) => supply::write_bill(&root()),
        Some((&"screenshots", rest)) => {
            screenshots::Album::from_words(rest).and_then(|album| screenshots::run(&root(), &album))
        }
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
