//! `poems doctor`: one look at everything that whoever runs a market must know. It changes nothing.

mod records;

use crate::config::{Config, Flags, RailKind};
use crate::opened;
use host::failure::Failure;
use host::output::say;
use serde_json::json;
use std::fmt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::ExitCode;

/// Less free room than this is too little for a day, and for an hour.
const ROOM_LOW: u64 = 2 << 30;
const ROOM_OUT: u64 = 200 << 20;

/// What those who are not the owner may do with a file.
const OTHERS: u32 = 0o077;

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// Nothing to do.
    Ok,
    /// Something to do soon.
    Warn,
    /// Something to do now.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug)]
pub(crate) struct Finding {
    what: &'static str,
    state: State,
    says: String,
    next: String,
}

impl Finding {
    pub(crate) fn ok(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, state: State::Ok, says: says.into(), next: String::new() }
    }

    pub(crate) fn warn(what: &'static str, says: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what, state: State::Warn, says: says.into(), next: next.into() }
    }

    pub(crate) fn bad(what: &'static str, says: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what, state: State::Bad, says: says.into(), next: next.into() }
    }

    fn failed(what: &'static str, failure: &Failure) -> Self {
        Self::bad(what, failure.to_string(), failure.next())
    }
}

/// Looks at everything; fails only when the settings themselves cannot be read.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn run(flags: &Flags, json: bool) -> Result<ExitCode, Failure> {
    let config = flags.config()?;
    let mut findings = Vec::new();
    match opened::books(&config) {
        Ok(books) => {
            let (sectors, places) = (books.directory.sectors().count(), books.directory.places().count());
            let says = format!("the rulebook loads; {sectors} sectors, {places} places");
            findings.push(Finding::ok("rulebook", says));
            findings.extend(records::look(&config, &books).await);
        }
        Err(failure) => findings.push(Finding::failed("rulebook", &failure)),
    }
    findings.extend(files(&config));
    let worst = findings.iter().map(|finding| finding.state).max().unwrap_or(State::Ok);
    if json {
        let lines: Vec<_> = findings.iter().map(Finding::json).collect();
        say(&json!({ "state": worst.to_string(), "findings": lines }).to_string())?;
    } else {
        for finding in &findings {
            say(&finding.to_string())?;
        }
    }
    Ok(if worst == State::Bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The files and folders of the market.
fn files(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let file = config.database.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    if let Some(path) = file.map(Path::new).filter(|path| path.is_file()) {
        findings.push(readers(path));
        findings.push(room("disk of the records", path));
    }
    match &config.outbox {
        None if config.is_parallel => {}
        None => findings.push(Finding::warn(
            "messages' folder",
            "none is set: no code and no notice goes out",
            "Set `outbox`; nobody can confirm an account without it, and so nobody can trade.",
        )),
        Some(folder) => findings.push(room("messages' folder", folder)),
    }
    findings.push(match config.rail {
        None => Finding::warn("payment rail", "none: nothing can be paid in or out", "Name one: --rail."),
        Some(RailKind::Simulated) => Finding::ok("payment rail", "simulated: no money is real"),
    });
    findings
}

/// Whether others on the machine can read the market's file.
fn readers(path: &Path) -> Finding {
    let what = "file of the records";
    match std::fs::metadata(path) {
        Ok(found) if found.permissions().mode() & OTHERS == 0 => {
            Finding::ok(what, format!("{} is its owner's alone", path.display()))
        }
        Ok(_) => Finding::warn(
            what,
            format!("{} can be read by others on this machine", path.display()),
            format!("chmod 600 {0} {0}-wal {0}-shm", path.display()),
        ),
        Err(error) => Finding::bad(what, format!("{}: {error}", path.display()), "Check --database."),
    }
}

/// How much room the disk has that a file or folder is on.
fn room(what: &'static str, path: &Path) -> Finding {
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let next =
        "Free some room or move the market to a larger disk; docs/runbook.md, \"The disk is nearly full\".";
    match rustix::fs::statvfs(folder) {
        Ok(found) => {
            let free = found.f_bavail.saturating_mul(found.f_frsize);
            let says = format!("{} has {} MiB free", folder.display(), free >> 20);
            if free < ROOM_OUT {
                Finding::bad(what, says, next)
            } else if free < ROOM_LOW {
                Finding::warn(what, says, next)
            } else {
                Finding::ok(what, says)
            }
        }
        Err(error) => Finding::bad(what, format!("{}: {error}", folder.display()), "Check the path."),
    }
}

impl Finding {
    fn json(&self) -> serde_json::Value {
        json!({ "what": self.what, "state": self.state.to_string(), "says": self.says, "next": self.next })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<5} {:<20} {}", self.state.to_string(), self.what, self.says)?;
        if self.next.is_empty() { Ok(()) } else { write!(f, "\n{:<27}→ {}", "", self.next) }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        })
    }
}
