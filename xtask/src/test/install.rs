//! What a step needs of the machine, installed when we may.

use std::path::Path;
use std::process::Command;

use super::steps::{Step, runs};
use crate::postgres;

/// The oldest node whose test runner and browser driver the walks use.
const OLDEST_NODE: u32 = 18;

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
const NODE: Need =
    Need { what: "node, version 18 or newer, with npm", packages: &["nodejs", "npm"], is_there: has_node };
const CHROMIUM: Need = Need {
    what: "Chromium at /usr/bin/chromium",
    packages: &["chromium", "fonts-dejavu-core"],
    is_there: || Path::new("/usr/bin/chromium").exists(),
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
    let needs: &[Need] = match step {
        Step::Tidy | Step::Format | Step::Lint | Step::Document => &[],
        Step::Test => &[POSTGRES, OPENSSL],
        Step::Walk => &[POSTGRES, NODE, CHROMIUM],
        Step::Count => &[VALGRIND],
    };
    let missing = || needs.iter().filter(|need| !(need.is_there)());
    let packages: Vec<&str> = missing().flat_map(|need| need.packages).copied().collect();
    if packages.is_empty() {
        return Ok(());
    }
    if let Some(root) = Root::find() {
        println!("installing {}", packages.join(" "));
        // A second try helps when another installation held the lock or a mirror was busy.
        let _installed = root.install(&packages) || root.install(&packages);
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

fn has_node() -> bool {
    let version = Command::new("node").arg("--version").output().ok();
    let text = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    is_new_enough(&text) && runs(Command::new("npm").arg("--version"))
}

/// Reads `v20.1.0`.
fn is_new_enough(version: &str) -> bool {
    let major = version.trim().trim_start_matches('v').split('.').next();
    major.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= OLDEST_NODE)
}

/// The right to install packages.
enum Root {
    Ours,
    Sudo,
}

impl Root {
    /// Nothing when this is no Debian, or when it would have to ask for a password.
    fn find() -> Option<Self> {
        let id = Command::new("id").arg("-u").output().ok()?;
        if !runs(Command::new("apt-get").arg("--version")) {
            return None;
        }
        if id.stdout.starts_with(b"0\n") {
            return Some(Self::Ours);
        }
        runs(Command::new("sudo").args(["-n", "true"])).then_some(Self::Sudo)
    }

    fn install(&self, packages: &[&str]) -> bool {
        runs(&mut self.apt(&["update"])) && {
            let mut install = self.apt(&["install", "--yes", "--no-install-recommends"]);
            install.args(packages);
            runs(&mut install)
        }
    }

    fn apt(&self, words: &[&str]) -> Command {
        let mut command = match self {
            Self::Ours => Command::new("env"),
            Self::Sudo => {
                let mut sudo = Command::new("sudo");
                sudo.args(["-n", "env"]);
                sudo
            }
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]);
        command.args(words);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_not_enough() {
        assert!(is_new_enough("v18.20.4\n"));
        assert!(!is_new_enough("v16.1.0"));
        assert!(!is_new_enough(""));
    }
}
