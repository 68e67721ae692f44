//! The program as people start it, and what it says.

use serde_json::Value;
use std::process::{Child, Command, Stdio};

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program with these words, in a folder without settings.
pub(crate) async fn poems(words: &[&str]) -> Said {
    let mut command = command(words);
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Starts the program with these words, and does not wait for it.
pub(crate) fn start(words: &[&str]) -> Child {
    command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_poems"));
    command.args(words).current_dir(std::env::temp_dir()).env_remove("POEMS_LOG");
    command
}

impl Said {
    /// The answer, of a program that was asked for JSON: its last line.
    pub(crate) fn json(&self) -> Value {
        let last = self.out.lines().last().unwrap_or_else(|| panic!("no answer: {self:?}"));
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
