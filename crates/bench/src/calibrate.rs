//! Calibration: what the machine can do, so that figures of different days can be compared.

use super::decimal::Decimal;
use super::measure::{Samples, Stopwatch, median};
use host::failure::Failure;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

/// Read to see how fast memory is: larger than any cache.
const MEMORY_WORDS: u64 = 64 * 1_024 * 1_024;
/// Times this, and one more, is the word that follows a word: by Hull and Dobell's theorem all of them follow each other.
const LEAP: u64 = 0x5851_F42D_4C95_7F2D;
/// Words that are read one after the other, each named by the one before.
const LEAPS: i64 = 200_000;
/// Written to see how fast the disk is: one page.
const PAGE: [u8; 4_096] = [0x5a; 4_096];
const PAGES: usize = 300;
const PASSES: usize = 5;

/// The machine and what it was doing.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Machine {
    /// What the processor calls itself.
    pub(crate) processor: String,
    /// How many of it there are.
    pub(crate) cores: usize,
    /// How many processes wanted one, over 1, 5 and 15 minutes.
    pub(crate) load: String,
    /// Reading memory in sequence, one core, in 10^9 bytes a second.
    pub(crate) memory_gb_per_second: Decimal,
    /// Reading a word somewhere in memory that only the word before names, one core, in nanoseconds.
    pub(crate) memory_wait_ns: Decimal,
    /// Writing 4 KiB and waiting until it is on the device, half of the time, in microseconds.
    pub(crate) fdatasync_p50_us: Decimal,
    /// The same, 99 of 100 times.
    pub(crate) fdatasync_p99_us: Decimal,
    /// Version of SQLite.
    pub(crate) sqlite: String,
    /// Version of PostgreSQL; `None` without one.
    pub(crate) postgres: Option<String>,
    /// Version of the market, and whether it was compiled for speed.
    pub(crate) poems: String,
}

/// How fast memory is; [`Machine`] says what each of these is.
struct MemorySpeed {
    gb_per_second: Decimal,
    wait_ns: Decimal,
}

/// Looks at the machine; the disk is that of a folder.
///
/// # Errors
/// [`Failure`] when the folder cannot be written to or PostgreSQL does not answer.
pub(crate) async fn machine(folder: &Path, postgres: Option<&str>) -> Result<Machine, Failure> {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let load: Vec<String> = read("/proc/loadavg").split(' ').take(3).map(str::to_owned).collect();
    let disk = disk(folder)?;
    let memory = memory();
    let postgres = match postgres {
        Some(address) => Some(postgres_version(address).await?),
        None => None,
    };
    let kind = if cfg!(debug_assertions) { "debug: figures mean nothing" } else { "release" };
    Ok(Machine {
        processor: model.map_or("unknown", |(_, model)| model).to_owned(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        load: load.join(" "),
        memory_gb_per_second: memory.gb_per_second,
        memory_wait_ns: memory.wait_ns,
        fdatasync_p50_us: Decimal::micros(disk.per_mille(500)),
        fdatasync_p99_us: Decimal::micros(disk.per_mille(990)),
        sqlite: rusqlite::version().to_owned(),
        postgres,
        poems: format!("{} ({kind})", env!("CARGO_PKG_VERSION")),
    })
}

/// How fast memory is read in sequence, and how long a word somewhere in it is waited for.
fn memory() -> MemorySpeed {
    let words: Vec<u64> =
        (0..MEMORY_WORDS).map(|word| word.wrapping_mul(LEAP).wrapping_add(1) % MEMORY_WORDS).collect();
    let pass = || {
        let watch = Stopwatch::start();
        let sum = std::hint::black_box(&words).iter().fold(0, |sum: u64, word| sum.wrapping_add(*word));
        std::hint::black_box(sum);
        watch.spent().thread
    };
    // Bytes a nanosecond are 10^9 bytes a second.
    let gb_per_second = Decimal::ratio(MEMORY_WORDS * 8, median((0..PASSES).map(|_| pass())));
    let mut at = 0;
    let mut leap = || {
        let watch = Stopwatch::start();
        for _ in 0..LEAPS {
            at = usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or(0);
        }
        std::hint::black_box(at);
        watch.spent().thread
    };
    let wait_ns = Decimal::ratio(median((0..PASSES).map(|_| leap())), LEAPS);
    MemorySpeed { gb_per_second, wait_ns }
}

fn disk(folder: &Path) -> Result<Samples, Failure> {
    let path = folder.join("fdatasync.probe");
    let mut file = File::create(&path)?;
    let mut write = || -> std::io::Result<i64> {
        let watch = Stopwatch::start();
        file.write_all(&PAGE)?;
        file.sync_data()?;
        Ok(watch.spent().wall)
    };
    // The first round makes the file as long as it gets: later ones only write what is there.
    (0..PAGES).try_for_each(|_| write().map(drop))?;
    file.seek(SeekFrom::Start(0))?;
    let mut write = || -> std::io::Result<i64> {
        let watch = Stopwatch::start();
        file.write_all(&PAGE)?;
        file.sync_data()?;
        Ok(watch.spent().wall)
    };
    let samples: Result<Vec<i64>, _> = (0..PAGES).map(|_| write()).collect();
    drop(file);
    std::fs::remove_file(path)?;
    Ok(Samples::of(samples?))
}

/// What PostgreSQL calls itself.
async fn postgres_version(address: &str) -> Result<String, Failure> {
    let client = super::peer_client(address).await?;
    let row = client.query_one("SHOW server_version", &[]).await.map_err(super::peer_failed)?;
    row.try_get(0).map_err(super::peer_failed)
}

impl fmt::Display for Machine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "  {} x{}, load {}", self.processor, self.cores, self.load)?;
        let (memory, wait) = (self.memory_gb_per_second, self.memory_wait_ns);
        let (p50, p99) = (self.fdatasync_p50_us, self.fdatasync_p99_us);
        writeln!(
            out,
            "  memory {memory} GB/s in sequence, {wait} ns a word elsewhere, one core; fdatasync of 4 KiB p50 {p50} µs, p99 \
             {p99} µs"
        )?;
        let postgres = self.postgres.as_deref().unwrap_or("none");
        write!(out, "  SQLite {}, PostgreSQL {postgres}, poems {}", self.sqlite, self.poems)
    }
}
