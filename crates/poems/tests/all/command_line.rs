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

#[tokio::test]
async fn every_verb_answers_in_json_when_asked() {
    let database = format!("sqlite:{}", testkit::files::fresh("json").display());
    let folder = testkit::files::fresh("json-demo");
    let data = folder.display().to_string();
    let cases: [(&[&str], &str); 8] = [
        (&["migrate", "--database", &database], "up_to_date"),
        (&["check", "--database", &database], "clean"),
        (&["config", "show"], "source"),
        (&["openapi"], "openapi"),
        (&["modules"], "tables"),
        (&["simulate", "--chaos", "--seed", "3", "--steps", "60"], "tried"),
        (&["completions", "bash"], "script"),
        (
            &[
                "demo",
                "--data",
                &data,
                "--listen",
                "127.0.0.1:0",
                "--sellers",
                "4",
                "--buyers",
                "2",
                "--exit-when-ready",
            ],
            "worker",
        ),
    ];
    for (words, field) in cases {
        let said = poems(&[words, &["--json"]].concat()).await;
        assert_eq!(said.code, 0, "{words:?}: {said:?}");
        assert!(!said.out.is_empty(), "{words:?}");
        for line in said.out.lines() {
            let object: Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            assert!(object.get(field).is_some(), "{words:?}: {line}");
        }
    }
    for ending in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{ending}", &database["sqlite:".len()..]));
    }
    let _gone = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_json_when_asked() {
    let cases: [(&[&str], i32); 5] = [
        (&["simulate", "--seed", "3"], 2),
        (&["check", "--database", "mysql:x"], 2),
        (&["check", "--databse", "sqlite:x"], 2),
        (&["serve", "--listen", "nowhere"], 2),
        (&["check", "--database", "sqlite:/nowhere/x.db"], 1),
    ];
    for (words, code) in cases {
        let said = poems(&[words, &["--json"]].concat()).await;
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{words:?}: {said:?}");
        let told: Value = serde_json::from_str(said.err.trim()).unwrap_or_else(|_| panic!("{said:?}"));
        let is_told = |field: &str| told[field].as_str().is_some_and(|text| !text.is_empty());
        assert!(is_told("error") && is_told("next"), "{words:?}: {told}");
    }
    let help = poems(&["--help", "--json"]).await;
    assert!(help.code == 0 && help.out.contains("Exit codes: 0 it was done"), "{help:?}");
}
