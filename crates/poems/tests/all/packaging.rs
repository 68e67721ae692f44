//! What `packaging` installs: the unit of systemd and its settings, started as systemd would start them, and the health check
//! of the container. `cargo xtask test --only package` has systemd and Docker look at them as well.

use crate::front::Folder;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testkit::http::Connection;
use web::serving::Limits;

/// Where the unit and the example keep the records.
const HOME: &str = "/var/lib/poems";

fn packaged(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// What the unit says of something.
fn unit(name: &str) -> String {
    let unit = packaged("poems.service");
    let said = unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    said.unwrap_or_else(|| panic!("the unit has no {name}")).to_owned()
}

/// The settings of the example; with those that are commented out, if they are wanted.
fn settings(with_examples: bool) -> Vec<(String, String)> {
    let text = packaged("poems.env.example");
    let lines = text.lines().filter_map(|line| {
        let line = if with_examples { line.trim_start_matches("# ") } else { line };
        let (name, value) = line.split_once('=')?;
        name.starts_with("POEMS_").then(|| (name.to_owned(), value.trim_matches('"').to_owned()))
    });
    lines.collect()
}

/// The unit's program, as systemd would start it with the settings of the example, in a folder of its own and at free ports.
struct Started {
    child: Child,
    home: Folder,
    url: String,
    watch: String,
}

impl Started {
    fn new() -> Self {
        let home = Folder::new();
        let here = |text: &str| text.replace(HOME, &home.0.display().to_string());
        std::fs::create_dir_all(home.0.join("outbox")).unwrap();
        assert_eq!(unit("StateDirectory"), "poems poems/outbox");
        assert_eq!(unit("WorkingDirectory"), HOME);
        // The credential, where systemd would have put it.
        let credential = unit("LoadCredential");
        let (name, _) = credential.split_once(':').unwrap();
        std::fs::write(home.0.join(name), here(&format!("database = \"sqlite:{HOME}/market.sqlite\"\n")))
            .unwrap();
        let start = unit("ExecStart").replace("%d", &home.0.display().to_string());
        let mut words = start.split_whitespace();
        assert_eq!(words.next(), Some("/usr/bin/poems"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_poems"));
        command.args(words).env_clear().current_dir(&home.0);
        command.envs(settings(false).into_iter().map(|(name, value)| (name, here(&value))));
        command.env("POEMS_LISTEN", "127.0.0.1:0").env("POEMS_OPERATOR_LISTEN", "127.0.0.1:0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = || {
            let line = lines.next().unwrap().unwrap();
            let (_, address) = line.split_once("http://").unwrap();
            address.split('/').next().unwrap().to_owned()
        };
        let (url, watch) = (address(), address());
        Self { child, home, url, watch }
    }

    fn status(&self, of: &str, path: &str) -> u16 {
        assert!(of == self.url || of == self.watch);
        Connection::open(of).unwrap().call("GET", path, &[], None).unwrap().status
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // One that has ended already cannot be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The health check of the container, asking at another address.
fn is_healthy(watch: &str) -> bool {
    let file = packaged("Containerfile").replace("\\\n", "");
    let (_, check) = file.split_once("HEALTHCHECK").unwrap();
    let (_, check) = check.lines().next().unwrap().split_once("CMD ").unwrap();
    let words: Vec<String> = serde_json::from_str(check).unwrap();
    let script = words.last().unwrap();
    assert!(script.contains("/dev/tcp/127.0.0.1/8090"), "{script}");
    let script = script.replace("127.0.0.1/8090", &watch.replace(':', "/"));
    let (program, options) = (&words[0], &words[1..words.len() - 1]);
    let mut command = Command::new(program);
    command.args(options).arg(script).stderr(Stdio::null()).status().unwrap().success()
}

#[test]
fn the_unit_starts_is_ready_and_stops_when_it_is_asked_to_sqlite() {
    let mut started = Started::new();
    for _ in 0..1_500 {
        if started.status(&started.watch, "/readyz") == 200 {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(started.status(&started.watch, "/readyz"), 200);
    assert_eq!(started.status(&started.url, "/en/"), 200);
    assert!(is_healthy(&started.watch));
    assert!(!is_healthy(&started.url), "people’s address has no /readyz");
    assert!(started.home.0.join("market.sqlite").is_file());
    assert_eq!(unit("KillSignal"), "SIGTERM");
    Command::new("kill").args(["-TERM", &started.child.id().to_string()]).status().unwrap();
    assert!(started.child.wait().unwrap().success());
    assert!(!is_healthy(&started.watch));
    let left: PathBuf = started.home.0.join("market.sqlite-wal");
    assert!(!left.exists(), "a stop leaves the file whole");
}

#[test]
fn systemd_and_docker_wait_longer_than_a_stop_takes() {
    let seconds: u64 = unit("TimeoutStopSec").parse().unwrap();
    assert!(Duration::from_secs(seconds) > Limits::default().drain_within);
    let runbook =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/runbook.md")).unwrap();
    assert!(
        runbook.contains(&format!("--stop-timeout {seconds}")),
        "Docker waits ten seconds if nobody says otherwise"
    );
    let files: usize = unit("LimitNOFILE").parse().unwrap();
    assert!(files > Limits::default().most + 256);
}

#[test]
fn the_example_names_every_setting_and_no_other() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_poems"));
    let shown =
        command.args(["--json", "config", "show"]).current_dir(std::env::temp_dir()).output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    let names = shown.lines().map(|line| {
        let setting: serde_json::Value = serde_json::from_str(line).unwrap();
        format!("POEMS_{}", setting["name"].as_str().unwrap().to_uppercase())
    });
    let mut wanted: BTreeSet<String> = names.collect();
    assert!(wanted.len() > 10);
    // How much the log says is for the environment alone.
    wanted.insert("POEMS_LOG".to_owned());
    let named: BTreeSet<String> = settings(true).into_iter().map(|(name, _)| name).collect();
    assert_eq!(named, wanted);
    assert!(settings(false).iter().all(|(name, _)| name != "POEMS_DATABASE"), "it may hold a password");
}
