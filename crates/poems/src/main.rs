//! `poems`: the one binary.

mod backup;
mod cli;
mod config;
mod courier;
mod data;
mod demo;
mod distribute;
mod doctor;
mod generator;
mod keeper;
mod migrate;
mod modules;
mod opened;
mod rail;
mod serve;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Measured in docs/performance.md.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = match cli::arguments() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    cli::start_log(&arguments);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return host::failure::Failure::from(error).exit(arguments.json),
    };
    match runtime.block_on(cli::run(&arguments)) {
        Ok(code) => code,
        Err(failure) => failure.exit(arguments.json),
    }
}
