//! What a step needs of the machine, installed when we may.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::step::Step;
use super::steps::runs;
use crate::postgres;

/// The oldest node whose test runner and browser driver the walks use.
const OLDEST_NODE: (u32, u32) = (18, 0);
/// The oldest node on which the linters of the API's document run.
const OLDEST_NODE_OF_LINTERS: (u32, u32) = (20, 19);
/// The oldest Python of the generator of clients.
const OLDEST_PYTHON: (u32, u32) = (3, 11);
/// The oldest curl that knows `--json`, which the manual's commands use.
const OLDEST_CURL: (u32, u32) = (7, 82);

/// Something of the machine that a step needs.
struct Need {
    what: &'static str,
    /// Debian’s packages that bring it.
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

const POSTGRES: Need = Need {
    what: "a PostgreSQL server, version 15 or newer",
    packages: &["postgresql"],
    is_there: || postgres::binaries().is_some(),
};
const OPENSSL: Need = Need {
    what: "openssl, which makes the certificates of the tests of TLS",
    packages: &["openssl"],
    is_there: || runs(Command::new("openssl").arg("version")),
};
const SHELL: Need = Need {
    what: "sh, sed, GNU date, and curl, version 7.82 or newer, for the manual’s commands",
    packages: &["curl", "coreutils", "sed"],
    is_there: || has_curl() && has_gnu_tools(),
};
/// Without it, one of the ordeals is left out, and says so.
const FAKETIME: Need = Need {
    what: "libfaketime, which shows a program another time",
    packages: &["libfaketime"],
    is_there: has_faketime,
};
const NODE: Need = Need {
    what: "node, version 18 or newer, with npm",
    packages: &["nodejs", "npm"],
    is_there: || has_node_of(OLDEST_NODE),
};
const NEWER_NODE: Need = Need {
    what: "node, version 20.19 or newer, with npm, for the linters of the API’s document",
    packages: &["nodejs", "npm"],
    is_there: || has_node_of(OLDEST_NODE_OF_LINTERS),
};
const PYTHON: Need = Need {
    what: "python3, version 3.11 or newer, with venv",
    packages: &["python3", "python3-venv"],
    is_there: has_python,
};
const CHROMIUM: Need = Need {
    what: "Chromium at /usr/bin/chromium",
    packages: &["chromium", "fonts-dejavu-core"],
    is_there: || Path::new("/usr/bin/chromium").exists(),
};

const GIT: Need = Need {
    what: "git, tar and readelf",
    packages: &["git", "tar", "binutils"],
    is_there: || ["git", "tar", "readelf"].into_iter().all(|name| runs(Command::new(name).arg("--version"))),
};
const CPLUSPLUS: Need = Need {
    what: "a C++ compiler, for libFuzzer",
    packages: &["g++"],
    is_there: || runs(Command::new("c++").arg("--version")),
};
const VALGRIND: Need = Need {
    what: "valgrind",
    packages: &["valgrind"],
    is_there: || runs(Command::new("valgrind").arg("--version")),
};

/// Installs what the step needs and the machine lacks.
///
/// # Errors
/// What is missing and how to get it, when it cannot be installed from here.
pub(super) fn prepare(step: Step) -> Result<(), String> {
    match step {
        Step::Tidy | Step::Format | Step::Lint | Step::Document | Step::Package | Step::Simulate => Ok(()),
        Step::Test | Step::Module => provide(&[POSTGRES, OPENSSL, SHELL]),
        Step::Ordeal | Step::Citus => provide(&[POSTGRES, OPENSSL, SHELL, FAKETIME]),
        // A walk installs what its browser needs by itself.
        Step::Walk => provide(&[POSTGRES]),
        Step::Input => provide(&[POSTGRES, PYTHON]),
        Step::Count => provide(&[VALGRIND]),
        Step::Fuzz => provide(&[CPLUSPLUS]),
        Step::Reproduce => provide(&[GIT]),
        Step::Api => provide(&[NEWER_NODE, PYTHON]),
    }
}

/// As [`prepare`], for programs that look at pages in a browser.
///
/// # Errors
/// As [`prepare`].
pub(super) fn prepare_browser() -> Result<(), String> {
    provide(&[NODE, CHROMIUM])
}

fn provide(needs: &[Need]) -> Result<(), String> {
    let missing = || needs.iter().filter(|need| !(need.is_there)());
    let packages: Vec<&str> = missing().flat_map(|need| need.packages).copied().collect();
    if packages.is_empty() {
        return Ok(());
    }
    if let Some(installer) = Installer::find() {
        println!("installing {}", packages.join(" "));
        installer.install(&packages);
    }
    let still: Vec<_> = missing().map(|need| need.what).collect();
    if still.is_empty() {
        return Ok(());
    }
    Err(format!(
        "this machine lacks {}; on Debian: apt-get install {}",
        still.join(" and "),
        packages.join(" ")
    ))
}

fn has_node_of(oldest: (u32, u32)) -> bool {
    let version = said(Command::new("node").arg("--version"));
    is_since(version.trim().trim_start_matches('v'), oldest) && runs(Command::new("npm").arg("--version"))
}

fn has_faketime() -> bool {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().filter_map(Result::ok);
    folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1")).any(|file| file.exists())
}

fn has_python() -> bool {
    let version = said(Command::new("python3").arg("--version"));
    is_since(version.trim().trim_start_matches("Python "), OLDEST_PYTHON)
        && runs(Command::new("python3").args(["-m", "venv", "--help"]))
        && runs(Command::new("python3").args(["-c", "import ensurepip"]))
}

/// Whether a version such as `20.1.0` is this one or a later one.
fn is_since(version: &str, oldest: (u32, u32)) -> bool {
    let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
    numbers.next().zip(numbers.next()).is_some_and(|version| version >= oldest)
}

fn has_curl() -> bool {
    is_new_curl(&said(Command::new("curl").arg("--version")))
}

/// Reads `curl 7.88.1 (x86_64-pc-linux-gnu) …`.
fn is_new_curl(version: &str) -> bool {
    is_since(version.split_whitespace().nth(1).unwrap_or_default(), OLDEST_CURL)
}

/// Whether days can be counted on from a moment, and a line be picked apart.
fn has_gnu_tools() -> bool {
    let count = r#"date --utc --date "2026-11-29T17:00:00Z + 3 days" +%F | sed -n "s/-/ /p""#;
    said(Command::new("sh").args(["-c", count])) == "2026 12-02\n"
}

/// What a command prints; nothing when it cannot be run.
fn said(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// The right to install packages.
struct Installer {
    /// What stands before `apt-get`.
    before: Vec<String>,
    /// Between two tries.
    pause: Duration,
}

impl Installer {
    /// Nothing when this is no Debian, or when it would have to ask for a password.
    fn find() -> Option<Self> {
        if !runs(Command::new("apt-get").arg("--version")) {
            return None;
        }
        let is_root = said(Command::new("id").arg("-u")) == "0\n";
        let before: &[&str] = match is_root {
            true => &["env"],
            false if runs(Command::new("sudo").args(["-n", "true"])) => &["sudo", "-n", "env"],
            false => return None,
        };
        let before = before.iter().map(|&word| word.to_owned()).collect();
        Some(Self { before, pause: Duration::from_secs(5) })
    }

    /// Tries twice: another installation may hold the lock, or a mirror be busy. Whether it helped is seen by what is
    /// there afterwards.
    fn install(&self, packages: &[&str]) {
        let mut words = vec!["install", "--yes", "--no-install-recommends"];
        words.extend(packages);
        for pause in [self.pause, Duration::ZERO] {
            // One list that cannot be fetched does not keep the others from being enough.
            let _lists = self.apt(&["update"]);
            if self.apt(&words) {
                return;
            }
            thread::sleep(pause);
        }
    }

    /// Runs `apt-get`, which says by itself what goes wrong.
    fn apt(&self, words: &[&str]) -> bool {
        let quietly = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"];
        let mut before = self.before.iter();
        let Some(program) = before.next() else { return false };
        let mut command = Command::new(program);
        command.args(before).args(quietly).args(words).stdin(Stdio::null()).stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn an_old_node_is_not_enough() {
        assert!(is_since("18.20.4", OLDEST_NODE));
        assert!(!is_since("16.1.0", OLDEST_NODE));
        assert!(!is_since("", OLDEST_NODE));
        assert!(is_since("20.19.0", OLDEST_NODE_OF_LINTERS));
        assert!(!is_since("20.18.3", OLDEST_NODE_OF_LINTERS));
    }

    #[test]
    fn an_old_curl_is_not_enough() {
        assert!(is_new_curl("curl 7.82.0 (x86_64-pc-linux-gnu) libcurl/7.82.0"));
        assert!(is_new_curl("curl 8.5.0 (x86_64-pc-linux-gnu)"));
        assert!(!is_new_curl("curl 7.74.0 (x86_64-pc-linux-gnu)"));
        assert!(!is_new_curl(""));
    }

    #[test]
    fn packages_are_installed_without_questions_and_tried_twice() {
        let folder = std::env::temp_dir().join(format!("poems-apt-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let at = folder.display();
        // The first installation fails, the second goes well; the lists cannot be fetched either time.
        let script = format!(
            "#!/bin/sh\necho \"$DEBIAN_FRONTEND $*\" >> {at}/log\n[ \"$4\" = install ] || exit 100\n\
             [ -e {at}/again ] && exit 0\n: > {at}/again\nexit 100\n"
        );
        fs::write(folder.join("apt-get"), script).unwrap();
        fs::set_permissions(folder.join("apt-get"), fs::Permissions::from_mode(0o755)).unwrap();

        let before = vec!["env".to_owned(), format!("PATH={at}")];
        Installer { before, pause: Duration::ZERO }.install(&["postgresql", "curl"]);

        let log = fs::read_to_string(folder.join("log")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let update = "noninteractive -qq -o DPkg::Lock::Timeout=300 update";
        let install = "noninteractive -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends \
                       postgresql curl";
        assert_eq!(log.lines().collect::<Vec<_>>(), [update, install, update, install]);
    }
}
