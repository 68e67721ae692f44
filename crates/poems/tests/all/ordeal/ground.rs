//! The market's processes, its database and what lies between, and what can befall them.

use super::client::{Client, Over, Person, Seller};
use super::record::{Found, Record, Slot, Totals};
use crate::front::{Caller, Folder, poems, sqlite_url};
use kernel::Zone;
use serde_json::json;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use store::{Clock, SystemClock};
use testkit::dice::Dice;
use testkit::postgres::{Cluster, binaries};
use testkit::proxy::Proxy;
use testkit::server::Server;

const SELLERS: usize = 3;
const BUYERS: usize = 5;
/// How much is acknowledged between one fault and the next, at least.
const ENOUGH: usize = 8;
/// Work that is over when the clients come, for each buyer.
const OVERS: i64 = 2;
const HOUR_US: i64 = 3_600_000_000;
/// How long before the clients come that was booked.
const BEFORE: &str = "-4d";

/// How many markets this process has had: people of each have names of their own.
static MARKETS: AtomicU64 = AtomicU64::new(0);

/// Something that befalls a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The server is killed, and started again at the same address.
    KillServer,
    /// PostgreSQL is killed with all its processes, and started again.
    KillDatabase,
    /// Every connection to PostgreSQL ends.
    Cut,
    /// A commit reaches PostgreSQL and its answer nobody.
    CutMidCommit,
    /// PostgreSQL writes nothing for a while.
    ReadOnly,
    /// The files of the server may not grow for a while, as on a disk that is full.
    NoRoom,
    /// The disk is full for a while.
    FullDisk,
    /// The machine's clock goes on or back by hours, while the server runs.
    Jump(i64),
    /// The server stands still for longer than its lease, while another takes over, and then goes on.
    StandStill,
    /// One machine of a database of many is away for a while, by the command of whoever has such a one.
    MachineAway,
}

/// Where a market is served, and with what.
pub(crate) struct Ground {
    pub(crate) folder: Folder,
    pub(crate) database: String,
    pub(crate) cluster: Option<Cluster>,
    pub(crate) proxy: Option<Proxy>,
    /// What it is served through: the proxy, if there is one.
    through: String,
    pub(crate) address: String,
    pub(crate) server: Option<Server>,
    clock: Option<PathBuf>,
    pub(crate) disk: Option<Disk>,
}

/// A small disk of its own.
pub(crate) struct Disk(PathBuf);

impl Ground {
    pub(crate) fn sqlite() -> Self {
        let folder = Folder::new();
        let database = sqlite_url(&folder.0);
        Self::new(folder, database.clone(), database)
    }

    /// On a disk of this many megabytes; nothing where none can be made.
    pub(crate) fn sqlite_on_disk(megabytes: u32) -> Option<Self> {
        let folder = Folder::new();
        let disk = Disk::mount(&folder.0.join("disk"), megabytes)?;
        let database = sqlite_url(&disk.0);
        Some(Self { disk: Some(disk), ..Self::new(folder, database.clone(), database) })
    }

    pub(crate) fn postgres() -> Self {
        let cluster = Cluster::start().unwrap();
        let proxy = Proxy::before(&host_of(cluster.url())).unwrap();
        Self::on(cluster, proxy)
    }

    /// One whose PostgreSQL acknowledges before anything is on the disk, without the program's being able to help it.
    pub(crate) fn without_durability() -> Self {
        let cluster = Cluster::start_with("synchronous_commit = off\nwal_writer_delay = 10s\n").unwrap();
        let proxy = Proxy::without_durability(&host_of(cluster.url())).unwrap();
        Self::on(cluster, proxy)
    }

    /// The same, where the program can.
    pub(crate) fn with_careless_settings() -> Self {
        let cluster = Cluster::start_with("synchronous_commit = off\nwal_writer_delay = 10s\n").unwrap();
        let proxy = Proxy::before(&host_of(cluster.url())).unwrap();
        Self::on(cluster, proxy)
    }

    /// On a database that somebody else has made, at an address that was asked for.
    pub(crate) fn elsewhere(database: &str) -> Self {
        Self::new(Folder::new(), database.to_owned(), database.to_owned())
    }

    fn on(cluster: Cluster, proxy: Proxy) -> Self {
        let database = cluster.url().to_owned();
        let through = database.replace(&host_of(&database), &proxy.address);
        let ground = Self::new(Folder::new(), database, through);
        Self { cluster: Some(cluster), proxy: Some(proxy), ..ground }
    }

    fn new(folder: Folder, database: String, through: String) -> Self {
        let (address, clock) = (free_address(), faketime().map(|_| folder.0.join("clock")));
        Self {
            folder,
            database,
            cluster: None,
            proxy: None,
            through,
            address,
            server: None,
            clock,
            disk: None,
        }
    }

    /// Starts the server at its address.
    pub(crate) fn serve(&mut self) {
        let address = self.address.clone();
        self.server = Some(self.serve_at(&address));
    }

    pub(crate) fn serve_at(&self, address: &str) -> Server {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.folder.0.join("log"));
        let mut command = poems("serve", &self.through);
        command.args(["--listen", address]);
        let mut command = told_of_no_room(&command);
        command.stderr(log.unwrap());
        if let (Some(clock), Some(library)) = (&self.clock, faketime()) {
            if !clock.exists() {
                std::fs::write(clock, "+0").unwrap();
            }
            command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", clock);
            command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        // Whatever was killed a moment ago may still listen.
        for _ in 0..100 {
            if let Ok(server) = Server::start(&mut command) {
                return server;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("it does not start: {}", self.log());
    }

    /// What the servers said last.
    pub(crate) fn log(&self) -> String {
        let all = std::fs::read_to_string(self.folder.0.join("log")).unwrap_or_default();
        let last: Vec<_> = all.lines().rev().take(30).collect();
        last.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    fn process(&self) -> String {
        self.server.as_ref().unwrap().process().to_string()
    }

    /// Sets the machine's clock, as the servers see it, on or back.
    fn set_clock(&self, ahead: &str) {
        if let Some(clock) = &self.clock {
            std::fs::write(clock, ahead).unwrap();
        }
    }

    fn stop(&mut self) {
        assert!(self.server.take().unwrap().stop().unwrap(), "{}", self.log());
    }

    /// A fault, from its beginning to when everything is as it was.
    pub(crate) fn strike(&mut self, fault: Fault, record: &Record, dice: &mut Dice) {
        match fault {
            Fault::KillServer => {
                self.server.take().unwrap().kill().unwrap();
                self.serve();
            }
            Fault::KillDatabase => {
                let cluster = self.cluster.as_ref().unwrap();
                cluster.kill().unwrap();
                cluster.start_again().unwrap();
            }
            Fault::Cut => self.proxy.as_ref().unwrap().cut(),
            Fault::CutMidCommit => self.proxy.as_ref().unwrap().cut_after_commits(dice.below(4)),
            Fault::ReadOnly => {
                self.psql("ALTER SYSTEM SET default_transaction_read_only = on");
                pause(300);
                self.psql("ALTER SYSTEM RESET default_transaction_read_only");
            }
            Fault::NoRoom => {
                let wal = format!("{}-wal", self.database.trim_start_matches("sqlite:"));
                let length = std::fs::metadata(wal).map_or(4_096, |wal| wal.len()) + 2_048;
                run("prlimit", &["--pid", &self.process(), &format!("--fsize={length}:unlimited")]);
                pause(2_000);
                run("prlimit", &["--pid", &self.process(), "--fsize=unlimited:unlimited"]);
            }
            Fault::FullDisk => {
                let filler = self.disk.as_ref().unwrap().0.join("filler");
                let full = std::fs::File::create(&filler)
                    .and_then(|mut file| std::io::copy(&mut std::io::repeat(7), &mut file));
                assert!(full.is_err(), "the disk is full");
                pause(2_000);
                std::fs::remove_file(filler).unwrap();
            }
            Fault::Jump(hours) => {
                self.set_clock(&format!("{hours:+}h"));
                pause(500);
            }
            Fault::StandStill => self.stand_still(record),
            Fault::MachineAway => {
                for command in ["ORDEAL_CUT", "ORDEAL_MEND"] {
                    run("sh", &["-c", &std::env::var(command).unwrap_or_default()]);
                    pause(5_000);
                }
            }
        }
    }

    /// The server sleeps, another takes over and serves; the first wakes and may not write. Then it is gone.
    fn stand_still(&mut self, record: &Record) {
        let address = free_address();
        let second = self.serve_at(&address);
        record.addresses.lock().unwrap().push(address.clone());
        run("kill", &["-STOP", &self.process()]);
        // A client that waits for the one that sleeps would wait for long.
        *record.addresses.lock().unwrap() = vec![address.clone()];
        let before = record.count();
        for _ in 0..600 {
            pause(50);
            if record.count() > before + 20 {
                break;
            }
        }
        assert!(record.count() > before, "the second has taken over: {}", self.log());
        record.addresses.lock().unwrap().push(self.address.clone());
        run("kill", &["-CONT", &self.process()]);
        pause(700);
        self.server.take().unwrap().kill().unwrap();
        *record.addresses.lock().unwrap() = vec![address.clone()];
        (self.server, self.address) = (Some(second), address);
    }

    fn psql(&self, statement: &str) {
        let psql = binaries().unwrap().join("psql");
        let mut command = Command::new(psql);
        command.args(["-q", "-c", "SET default_transaction_read_only = off", "-c", statement]);
        command.args(["-c", "SELECT pg_reload_conf()", self.cluster.as_ref().unwrap().url()]);
        assert!(command.stdout(Stdio::null()).status().unwrap().success());
    }

    /// Lets clients loose on the market, has what befalls it befall it, and asks afterwards. The seed decides what they do.
    pub(crate) fn ordeal(&mut self, seed: u64, faults: &[Fault]) -> Found {
        let (clients, sellers, record, at_first) = self.people(seed);
        let clients: Vec<JoinHandle<()>> =
            clients.into_iter().map(|client| std::thread::spawn(move || client.live())).collect();
        let mut dice = Dice(seed);
        wait_for_load(&record);
        for fault in faults {
            pause(dice.below(100));
            self.strike(*fault, &record, &mut dice);
            wait_for_load(&record);
        }
        if faults.iter().any(|fault| matches!(fault, Fault::Jump(_))) {
            // Further on than it ever was: what was left for later while it was ahead is done now.
            self.set_clock("+3h");
        }
        record.is_over.store(true, Ordering::SeqCst);
        for client in clients {
            client.join().unwrap();
        }
        let mut found = Found::default();
        record.ask_again(&sellers, &mut found);
        self.stop();
        wait_for(record.look(&self.database, &at_first, &mut found));
        if let Some(folder) = std::env::var_os("ORDEAL_KEEP") {
            self.keep(Path::new(&folder), &found);
        }
        if !found.wrong().is_empty() {
            found.faults.push(format!("the log ends: {}", self.log()));
        }
        found
    }

    /// Leaves the database, and what was found, where somebody can look at them.
    fn keep(&self, folder: &Path, found: &Found) {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join("found.txt"), format!("{found:#?}\n")).unwrap();
        if let Some(file) = self.database.strip_prefix("sqlite:") {
            std::fs::copy(file, folder.join("market.sqlite")).unwrap();
        } else {
            let mut dump = Command::new(binaries().unwrap().join("pg_dump"));
            dump.args(["--no-owner", "--no-privileges", "-f"]).arg(folder.join("market.sql"));
            assert!(dump.arg(&self.database).status().unwrap().success());
        }
    }

    /// People who sell, people who buy, and what happened before: work that is over, where the clock can be moved.
    fn people(&mut self, seed: u64) -> (Vec<Client>, Vec<Seller>, Arc<Record>, Totals) {
        self.set_clock(BEFORE);
        self.serve();
        let now = SystemClock.now();
        let calendar = Zone::new("America/Los_Angeles").unwrap().calendar();
        let today = calendar.timestamp(calendar.local(now).date, 0).unwrap().0 / HOUR_US;
        let record = Record::new(self.address.clone(), today + 3 * 24);
        let market = MARKETS.fetch_add(1, Ordering::SeqCst);
        let named = |kind: &str, number: usize| format!("{kind}{number}m{market}s{seed}");
        let mut sellers = Vec::new();
        for number in 0..SELLERS {
            let name = named("seller", number);
            let mut caller = Caller::sign_up(&self.address, &name, "person");
            let offering = caller.offer();
            let day = json!([{ "from": "07:00", "until": "24:00" }]);
            let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            let week: serde_json::Map<_, _> =
                days.map(|name| (name.to_owned(), day.clone())).into_iter().collect();
            assert_eq!(caller.call("PUT", "/availability/week", &[], Some(&week.into())).status, 204);
            let person = Person::of(&caller, &name);
            sellers.push((caller, Seller { person, offering }));
        }
        let mut buyers = Vec::new();
        for number in 0..BUYERS {
            let name = named("buyer", number);
            let mut caller = Caller::sign_up(&self.address, &name, "organization");
            caller.deposit(90_000);
            let over = if self.clock.is_some() {
                Self::work_before(&mut caller, number, &mut sellers)
            } else {
                Vec::new()
            };
            buyers.push((Person::of(&caller, &name), over));
        }
        let sellers: Vec<Seller> = sellers.into_iter().map(|(_, seller)| seller).collect();
        self.stop();
        self.set_clock("+0");
        let at_first = wait_for(Totals::of(&self.database));
        self.serve();
        let clients = buyers
            .into_iter()
            .zip(seed * 100..)
            .map(|((person, over), seed)| Client::new(&record, person, &sellers, over, seed));
        (clients.collect(), sellers, record, at_first)
    }

    /// Hours that are over by the time that the clock shows what it is, each posted by its seller and booked.
    fn work_before(buyer: &mut Caller, number: usize, sellers: &mut [(Caller, Seller)]) -> Vec<Over> {
        let last = SystemClock.now().0 / HOUR_US - 2;
        let number = i64::try_from(number).unwrap();
        let booked = (0..OVERS).map(|at| {
            let hour = last - number * OVERS - at;
            let seller = usize::try_from(hour).unwrap() % sellers.len();
            let slot = Slot { seller, hour };
            let (caller, Seller { offering, .. }) = &mut sellers[seller];
            // Where it is free anyway, it is refused to say so once more, and need not be.
            caller.post("/availability/exceptions", &format!("over {hour}"), &slot.free());
            let held = buyer.post("/work-holds", &format!("over {hour}"), &slot.hold_of(offering));
            assert_eq!(held.status, 201, "{}", held.body);
            let held = crate::front::json(&held);
            let trade = held["trade"].as_str().unwrap().to_owned();
            let agreement = json!({ "expected_pay": held["buyer_pays"]["minor"] });
            let agreed =
                buyer.post(&format!("/trades/{trade}/agreement"), &format!("agree {hour}"), &agreement);
            assert_eq!(agreed.status, 201, "{}", agreed.body);
            Over { trade, seller }
        });
        booked.collect()
    }
}

impl Disk {
    /// Mounts one in memory; only who may mount can, which root can and a program of continuous integration perhaps cannot.
    fn mount(at: &Path, megabytes: u32) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "poems-test"]).arg(at);
        let is_mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        is_mounted.then(|| Self(at.to_owned()))
    }

    /// Nothing can be written to it from here on, or again.
    pub(crate) fn remount(&self, how: &str) {
        run("mount", &["-o", &format!("remount,{how}"), &self.0.display().to_string()]);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Waits until so much more was acknowledged that whatever comes next comes in the middle of something.
fn wait_for_load(record: &Record) {
    let enough = record.count() + ENOUGH;
    for _ in 0..1_000 {
        if record.count() >= enough {
            return;
        }
        pause(20);
    }
    panic!("nothing is acknowledged any more");
}

/// A command that is told of files that may not grow by an error, as it is of a full disk, and not ended by a signal.
fn told_of_no_room(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    shell.current_dir(std::env::temp_dir());
    shell
}

pub(crate) fn pause(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}

/// Runs a short future to its end, from a thread that is nobody's.
pub(crate) fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(future)
}

fn run(program: &str, words: &[&str]) {
    assert!(Command::new(program).args(words).status().unwrap().success(), "{program} {words:?}");
}

fn host_of(url: &str) -> String {
    url.split('@').nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned()
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// What shows a program another time, if the machine has it: Debian's package `libfaketime`.
pub(crate) fn faketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    let files = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    files.chain([PathBuf::from("/usr/lib/faketime/libfaketimeMT.so.1")]).find(|file| file.exists())
}
