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
use std::sync::{Mutex, OnceLock, PoisonError};
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
"$1/postgres" -D "$2/data" -k "$2" -p "$3" </dev/null >"$2/log" 2>&1 &
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null 2>&1
rm -rf "$2"
"#;

/// What every server is started with.
const SETTINGS: &str =
    "\nlisten_addresses = '127.0.0.1'\nmax_connections = 400\nfsync = on\nsynchronous_commit = on\n";

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
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
    user: User,
    /// The server, once it was started again.
    again: Mutex<Option<Child>>,
}

impl Cluster {
    /// Starts a new, empty cluster with `fsync` on, in about a second.
    ///
    /// # Errors
    /// [`ClusterError`] when no server is installed, no user may run it, or it does not come up.
    pub fn start() -> Result<Self, ClusterError> {
        Self::start_with("")
    }

    /// As [`Cluster::start`], with lines of `postgresql.conf` that come after all others.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn start_with(settings: &str) -> Result<Self, ClusterError> {
        let binaries = binaries().ok_or(ClusterError::Missing)?;
        let user = User::unprivileged()?;
        let mut last = ClusterError::Missing;
        for _ in 0..STARTS {
            match Self::start_once(&binaries, user, settings) {
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
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn start_once(binaries: &Path, user: User, settings: &str) -> Result<Self, ClusterError> {
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
        let conf = folder.join("data/postgresql.conf");
        let all = fs::read_to_string(&conf).map(|text| text + SETTINGS + settings);
        all.and_then(|text| fs::write(&conf, text))
            .map_err(|error| ClusterError::Failed("writing its settings", error.to_string()))?;
        let guard = user
            .command(&mut guard)
            .spawn()
            .map_err(|error| ClusterError::Failed("starting the server", error.to_string()))?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let binaries = binaries.to_owned();
        let cluster = Self { guard, url, binaries, folder, port, user, again: Mutex::default() };
        wait(&cluster.folder, "")?;
        Ok(cluster)
    }

    /// Ends the server and all its processes at once, without a word, as a power cut would.
    ///
    /// # Errors
    /// When it is not running.
    pub fn kill(&self) -> io::Result<()> {
        let first = self.first_process();
        let all: Vec<String> = std::iter::once(first.clone()).chain(children_of(&first)).collect();
        Command::new("kill").arg("-KILL").args(&all).stderr(Stdio::null()).status()?;
        if let Some(mut child) = self.again.lock().unwrap_or_else(PoisonError::into_inner).take() {
            child.wait()?;
        }
        for _ in 0..POLLS {
            // What has ended and was not asked after by whoever started it hinders nobody, unless it is the first.
            let state = |process: &String| state_of(process);
            if state(&first).is_none() && all.iter().all(|one| state(one).is_none_or(|state| state == "Z")) {
                return Ok(());
            }
            thread::sleep(POLL_EVERY);
        }
        Err(io::Error::other("it does not end"))
    }

    /// Starts it again where it was, after it was killed, and waits until it answers.
    ///
    /// # Errors
    /// [`ClusterError::Failed`].
    pub fn start_again(&self) -> Result<(), ClusterError> {
        let before = self.first_process();
        let failed = |error: io::Error| ClusterError::Failed("starting the server again", error.to_string());
        let log = fs::File::create(self.folder.join("again")).map_err(failed)?;
        let mut server = Command::new(self.binaries.join("postgres"));
        server.arg("-D").arg(self.folder.join("data")).arg("-k").arg(&self.folder);
        server.arg("-p").arg(self.port.to_string()).process_group(0);
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let child = self.user.command(&mut server).spawn().map_err(failed)?;
        *self.again.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        wait(&self.folder, &before)
    }

    /// The number of the process that all others of the server come from.
    fn first_process(&self) -> String {
        let state = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        state.lines().next().unwrap_or_default().trim().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // The guard stops it, and would wait for it for ever if nobody asked after it.
        if let Some(mut again) = self.again.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ended = again.wait();
        }
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

/// What the system says of a process after its name: first its state, then who it comes from.
fn said_of(process: &str) -> String {
    let said = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name stands in parentheses and may hold anything.
    said.rsplit_once(')').map_or_else(String::new, |(_, rest)| rest.to_owned())
}

fn state_of(process: &str) -> Option<String> {
    said_of(process).split(' ').nth(1).map(str::to_owned)
}

/// The processes that come from this one.
fn children_of(process: &str) -> Vec<String> {
    let entries = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_child = |name: &String| said_of(name).split(' ').nth(2) == Some(process);
    names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())).filter(is_child).collect()
}

/// Waits until a server is ready whose first process is not the one that was killed.
fn wait(folder: &Path, killed: &str) -> Result<(), ClusterError> {
    for _ in 0..POLLS {
        let state = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        let is_ready = state.lines().nth(7).is_some_and(|line| line.trim() == "ready");
        if is_ready && state.lines().next().is_some_and(|process| process.trim() != killed) {
            return Ok(());
        }
        // Of one that is started again, what it said before counts for nothing, and whoever knocks too early is told so there.
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        if killed.is_empty() && log.contains("FATAL:") {
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
#[derive(Clone, Copy, Debug)]
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
    fn a_postgres_cluster_that_was_killed_is_started_again_with_its_settings() {
        let binaries = binaries().expect("a PostgreSQL server is installed");
        let cluster = Cluster::start_with("work_mem = '5MB'\n").unwrap();
        for _ in 0..2 {
            cluster.kill().unwrap();
            assert!(!answers(&binaries, cluster.url()), "it is silent when it was killed");
            cluster.start_again().unwrap();
            assert!(answers(&binaries, cluster.url()), "it answers again");
        }
        let mut show = Command::new(binaries.join("psql"));
        let shown = show.args(["-At", "-c", "SHOW work_mem", cluster.url()]).output().unwrap();
        assert_eq!(String::from_utf8(shown.stdout).unwrap().trim(), "5MB");
        let (url, folder) = (cluster.url().to_owned(), cluster.folder.clone());
        drop(cluster);
        assert!(!answers(&binaries, &url) && !folder.exists());
    }

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        let users = "postgresql:x:7:8::/:\npostgres:x:101:102::/:\n";
        assert!(matches!(User::named(users, "postgres"), Some(User::Other { id: 101, group: 102 })));
        assert!(User::named(users, "nobody").is_none());
    }
}
