//! What `packaging` installs, looked at by the systemd and the Docker of the machine, where it has them.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::steps::{must, runs, said};

const UNIT: &str = "packaging/poems.service";
/// Where the unit has the program; the machine that tests it need not have it there.
const PROGRAM: &str = "/usr/bin/poems";
/// How exposed systemd may find the unit: in tenths, of 100. It finds 10.
const MOST_EXPOSED: &str = "--threshold=15";
const IMAGE: &str = "poems-trial";
/// How long the container has until it is healthy: its own start period, and more.
const SECONDS: u32 = 120;

/// Has systemd look at the unit.
///
/// # Errors
/// What it found.
pub(super) fn unit(root: &Path, target: &Path) -> Result<(), String> {
    if !runs(Command::new("systemd-analyze").arg("--version")) {
        println!("NOT tried: systemd-analyze is not here to look at {UNIT}");
        return Ok(());
    }
    let text = fs::read_to_string(root.join(UNIT)).map_err(|error| format!("{UNIT}: {error}"))?;
    let folder = target.join("package");
    let copy = folder.join("poems.service");
    let told = |error: std::io::Error| format!("{}: {error}", copy.display());
    fs::create_dir_all(&folder).map_err(told)?;
    fs::write(&copy, text.replace(PROGRAM, "/bin/true")).map_err(told)?;
    must(Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&copy))?;
    let words = ["security", "--no-pager", "--offline=true", MOST_EXPOSED];
    must(Command::new("systemd-analyze").args(words).arg(&copy))
}

/// Builds the image, and runs it as docs/runbook.md says: it has to become healthy and to end well.
///
/// # Errors
/// What went wrong.
pub(super) fn container(root: &Path, docker: &str) -> Result<(), String> {
    if !runs(Command::new(docker).arg("info")) {
        println!("NOT tried: no Docker answers here to build packaging/Containerfile");
        return Ok(());
    }
    let build = ["build", "--file", "packaging/Containerfile", "--tag", IMAGE, "."];
    must(Command::new(docker).args(build).current_dir(root))?;
    let run = ["run", "--detach", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"];
    let safe = ["--security-opt", "no-new-privileges", "--stop-timeout", "30", IMAGE];
    let container = said(Command::new(docker).args(run).args(safe))?;
    let outcome = live(docker, container.trim());
    if outcome.is_err() {
        let _log = must(Command::new(docker).args(["logs", container.trim()]));
    }
    must(Command::new(docker).args(["rm", "--force", "--volumes", container.trim()]))?;
    outcome
}

/// Waits until a container is healthy, and stops it.
fn live(docker: &str, container: &str) -> Result<(), String> {
    let inspected = |what: &str| said(Command::new(docker).args(["inspect", "--format", what, container]));
    let mut health = String::new();
    for _ in 0..SECONDS {
        health = inspected("{{.State.Health.Status}}")?;
        if health.trim() == "healthy" {
            break;
        }
        thread::sleep(Duration::from_secs(1));
    }
    if health.trim() != "healthy" {
        return Err(format!("the container is {} after {SECONDS} seconds", health.trim()));
    }
    must(Command::new(docker).args(["stop", container]))?;
    let code = inspected("{{.State.ExitCode}}")?;
    if code.trim() == "0" { Ok(()) } else { Err(format!("the container ended with {}", code.trim())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A Docker that writes down what it is asked, and whose containers are as healthy and end as they are told to.
    fn lived(name: &str, health: &str, code: u8) -> (Result<(), String>, String) {
        let folder = std::env::temp_dir().join(format!("poems-docker-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (at, docker) = (folder.display(), folder.join("docker"));
        let script = format!(
            "#!/bin/sh\necho \"$*\" >> {at}/log\ncase \"$*\" in run*) echo c0ffee;; \
             *Health*) echo {health};; *ExitCode*) echo {code};; esac\n[ \"$1 {health}\" != \"info absent\" ]\n"
        );
        fs::write(&docker, script).unwrap();
        fs::set_permissions(&docker, fs::Permissions::from_mode(0o755)).unwrap();
        let outcome = container(&crate::root(), docker.to_str().unwrap());
        let log = fs::read_to_string(folder.join("log")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        (outcome, log)
    }

    #[test]
    fn a_container_is_built_becomes_healthy_and_is_removed() {
        let (outcome, log) = lived("well", "healthy", 0);
        assert_eq!(outcome, Ok(()));
        let verbs: Vec<_> = log.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(verbs, ["info", "build", "run", "inspect", "stop", "inspect", "rm"]);
        assert!(log.contains("rm --force --volumes c0ffee"));
    }

    #[test]
    fn a_container_that_ends_badly_is_a_fault_and_is_removed_too() {
        let (outcome, log) = lived("badly", "healthy", 1);
        assert_eq!(outcome, Err("the container ended with 1".to_owned()));
        assert!(log.contains("logs c0ffee") && log.contains("rm --force"));
    }

    #[test]
    fn without_docker_nothing_is_tried() {
        assert_eq!(lived("absent", "absent", 0), (Ok(()), "info\n".to_owned()));
    }
}
