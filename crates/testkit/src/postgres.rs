//! A private, throw-away PostgreSQL cluster for tests.
//!
//! Only the standard library is used, so that the project’s task runner can compile this file by itself.
//! The server hangs on a guard process: when the starter drops the [`Cluster`] or dies in any way, the guard
//! sees its pipe close, stops the server and removes the folder.

use std::fmt;
use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

/// Names the environment variable that holds the address of a running cluster.
pub const ADDRESS_VARIABLE: &str = "POEMS_TEST_POSTGRES";

const OLDEST_VERSION: u32 = 15;
const INSTALLED: &str = "/usr/lib/postgresql";
const STARTS: usize = 3;
const POLLS: usize = 600;
const POLL_EVERY: Duration = Duration::from_millis(50);

/// `$1` binaries, `$2` folder, `$3` port. `cat` returns when the starter has closed the pipe or is gone.
const GUARD: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 -c max_connections=400 \
    -c fsync=on -c synchronous_commit=on </dev/null >"$2/log" 2>&1 &
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null 2>&1
rm -rf "$2"
"#;

/// Why no cluster could be started.
#[derive(Debug)]
pub enum ClusterError {
    /// No PostgreSQL server of a version that is new enough is installed.
    Missing,
    /// PostgreSQL refuses to run as root, and there is no other user to run it as.
    NoUser,
    /// A step failed; the second field is what it said.
    Failed(&'static str, String),
}

impl fmt::Display for ClusterError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(
                out,
                "no PostgreSQL server of version {OLDEST_VERSION} or newer under {INSTALLED}; \
                 on Debian: apt-get install postgresql"
            ),
            Self::NoUser => write!(out, "PostgreSQL does not run as root; make a user named postgres"),
            Self::Failed(step, said) => write!(out, "{step} failed: {said}"),
        }
    }
}

impl std::error::Error for ClusterError {}

/// A running server with its own folder, a Unix socket in it and a free loopback port; gone when dropped.
#[derive(Debug)]
pub struct Cluster {
    guard: Child,
    url: String,
    log: PathBuf,
}

impl Cluster {
    /// Starts a new, empty cluster with `fsync` on, in about a second.
    ///
    /// # Errors
    /// [`ClusterError`] when no server is installed, no user may run it, or it does not come up.
    pub fn start() -> Result<Self, ClusterError> {
        let binaries = binaries().ok_or(ClusterError::Missing)?;
        let user = User::unprivileged()?;
        let mut last = ClusterError::Missing;
        for _ in 0..STARTS {
            match Self::start_once(&binaries, &user) {
                Ok(cluster) => return Ok(cluster),
                // Another process may have taken the port meanwhile.
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// The address to connect to, with a superuser who needs no password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the server writes its log.
    pub fn log(&self) -> &Path {
        &self.log
    }

    fn start_once(binaries: &Path, user: &User) -> Result<Self, ClusterError> {
        let made = user.run(Command::new("mktemp").args(["-d", "/tmp/poems-postgres.XXXXXX"]), "mktemp")?;
        let folder = PathBuf::from(String::from_utf8_lossy(&made.stdout).trim());
        let port = free_port().map_err(|error| ClusterError::Failed("finding a port", error.to_string()))?;
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "poems-postgres-guard"]).arg(binaries).arg(&folder).arg(port.to_string());
        // A group of its own, so that Ctrl-C reaches the starter and not the guard.
        guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let mut initdb = Command::new(binaries.join("initdb"));
        initdb.arg("-D").arg(folder.join("data"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        if let Err(error) = user.run(&mut initdb, "initdb") {
            let _gone = fs::remove_dir_all(&folder);
            return Err(error);
        }
        let guard = user
            .command(&mut guard)
            .spawn()
            .map_err(|error| ClusterError::Failed("starting the server", error.to_string()))?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let cluster = Self { guard, url, log: folder.join("log") };
        wait(&folder)?;
        Ok(cluster)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _stopped = self.guard.wait();
    }
}

/// The address of the cluster that [`ADDRESS_VARIABLE`] names, or of one that this process starts for itself
/// and keeps until it ends.
///
/// # Errors
/// Why none could be started, in words.
pub fn shared() -> Result<&'static str, &'static str> {
    static SHARED: OnceLock<Result<Shared, String>> = OnceLock::new();
    let found = SHARED.get_or_init(|| match std::env::var(ADDRESS_VARIABLE) {
        Ok(url) => Ok(Shared::Given(url)),
        Err(_) => Cluster::start().map(Shared::Own).map_err(|error| error.to_string()),
    });
    match found {
        Ok(Shared::Given(url)) => Ok(url),
        Ok(Shared::Own(cluster)) => Ok(cluster.url()),
        Err(why) => Err(why),
    }
}

enum Shared {
    Given(String),
    Own(Cluster),
}

/// The folder of the newest installed server’s programs, if there is one that is new enough.
pub fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir(INSTALLED).ok()?.filter_map(Result::ok);
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| *version >= OLDEST_VERSION)
        .filter(|version| bin(*version).join("initdb").exists())
        .max()?;
    Some(bin(newest))
}

fn bin(version: u32) -> PathBuf {
    Path::new(INSTALLED).join(version.to_string()).join("bin")
}

fn wait(folder: &Path) -> Result<(), ClusterError> {
    for _ in 0..POLLS {
        let state = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
            return Ok(());
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        if log.contains("FATAL:") {
            return Err(ClusterError::Failed("the server", log));
        }
        thread::sleep(POLL_EVERY);
    }
    Err(ClusterError::Failed("waiting for the server", format!("see {}", folder.join("log").display())))
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Whom the server runs as: ourselves, or someone else when we are root.
enum User {
    Myself,
    Other { id: u32, group: u32 },
}

impl User {
    fn unprivileged() -> Result<Self, ClusterError> {
        let id = Self::Myself.run(Command::new("id").arg("-u"), "id")?;
        if String::from_utf8_lossy(&id.stdout).trim() != "0" {
            return Ok(Self::Myself);
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Self::named(&users, name))
            .ok_or(ClusterError::NoUser)
    }

    fn named(users: &str, name: &str) -> Option<Self> {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some(Self::Other { id: fields.next()?.parse().ok()?, group: fields.next()?.parse().ok()? })
    }

    fn command<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.current_dir("/");
        match self {
            Self::Myself => command,
            Self::Other { id, group } => command.uid(*id).gid(*group),
        }
    }

    fn run(&self, command: &mut Command, step: &'static str) -> Result<Output, ClusterError> {
        let output = self
            .command(command)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| ClusterError::Failed(step, error.to_string()))?;
        if output.status.success() {
            return Ok(output);
        }
        Err(ClusterError::Failed(step, String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The port a URL of this module carries.
    fn port(url: &str) -> &str {
        url.rsplit(':').next().unwrap().trim_end_matches("/postgres")
    }

    fn answers(binaries: &Path, url: &str) -> bool {
        let mut ask = Command::new(binaries.join("pg_isready"));
        ask.args(["-q", "-h", "127.0.0.1", "-p", port(url)]).status().unwrap().success()
    }

    #[test]
    fn a_postgres_cluster_answers_and_is_gone_when_dropped() {
        let binaries = binaries().expect("a PostgreSQL server is installed");
        let cluster = Cluster::start().unwrap();
        let url = cluster.url().to_owned();
        assert!(answers(&binaries, &url), "{url} answers while the cluster lives");
        let mut show = Command::new(binaries.join("psql"));
        let shown =
            show.args(["-At", "-c", "SHOW fsync", "-c", "SHOW data_directory", &url]).output().unwrap();
        let text = String::from_utf8(shown.stdout).unwrap();
        let (fsync, folder) = text.trim().split_once('\n').unwrap();
        assert_eq!(fsync, "on");
        assert!(Path::new(folder).exists(), "{folder}");
        drop(cluster);
        assert!(!answers(&binaries, &url), "{url} is silent when the cluster is dropped");
        assert!(!Path::new(folder).exists(), "{folder} is removed");
    }

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        let users = "postgresql:x:7:8::/:\npostgres:x:101:102::/:\n";
        assert!(matches!(User::named(users, "postgres"), Some(User::Other { id: 101, group: 102 })));
        assert!(User::named(users, "nobody").is_none());
    }
}
