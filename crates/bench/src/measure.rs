//! Measuring: clocks of walls and processors, medians and percentiles, memory and bytes written.

use super::decimal::Decimal;
use rustix::time::{ClockId, Timespec, clock_gettime};
use std::time::{Duration, Instant};

/// Longer than the allocator keeps what was let go.
const LET_GO_FOR: Duration = Duration::from_millis(1_500);
/// So much memory is asked of the system, and what was let go is given back with it.
const MUCH_BYTES: usize = 64 * 1_024 * 1_024;

/// What a stretch of work took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    /// On the wall, in nanoseconds.
    pub(crate) wall: i64,
    /// Of all processors, by every thread of this process, in nanoseconds.
    pub(crate) process: i64,
    /// Of all processors, by the thread that asked, in nanoseconds.
    pub(crate) thread: i64,
}

/// Measures from when it was started.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch {
    wall: Instant,
    process: i64,
    thread: i64,
}

impl Stopwatch {
    /// Starts.
    #[expect(clippy::disallowed_methods, reason = "a bench measures time")]
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), process: process_cpu(), thread: thread_cpu() }
    }

    /// What was spent since the start. Threads are told apart only if the same one asks.
    pub(crate) fn spent(&self) -> Spent {
        Spent {
            wall: nanos(self.wall.elapsed()),
            process: process_cpu() - self.process,
            thread: thread_cpu() - self.thread,
        }
    }
}

/// Processor time of this thread so far, in nanoseconds.
pub(crate) fn thread_cpu() -> i64 {
    of_clock(clock_gettime(ClockId::ThreadCPUTime))
}

/// Processor time of this process so far, in nanoseconds.
pub(crate) fn process_cpu() -> i64 {
    of_clock(clock_gettime(ClockId::ProcessCPUTime))
}

fn of_clock(time: Timespec) -> i64 {
    time.tv_sec.saturating_mul(1_000_000_000).saturating_add(time.tv_nsec)
}

fn nanos(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX)
}

/// Processor time of another process's first thread so far, in nanoseconds: a backend of PostgreSQL has one.
pub(crate) fn cpu_of(process: i64) -> Option<i64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Memory of this process that is resident, in bytes, once the allocator has given back to the system what was let go:
/// it does so a second later, when it is next asked for much.
pub(crate) async fn resident_bytes() -> i64 {
    tokio::time::sleep(LET_GO_FOR).await;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(MUCH_BYTES)));
    status("/proc/self/status", "VmRSS:").saturating_mul(1_024)
}

/// The most memory of this process that ever was resident, in bytes.
pub(crate) fn resident_bytes_at_most() -> i64 {
    status("/proc/self/status", "VmHWM:").saturating_mul(1_024)
}

/// As [`resident_bytes_at_most`], of another process.
pub(crate) fn resident_bytes_at_most_of(process: u32) -> i64 {
    status(&format!("/proc/{process}/status"), "VmHWM:").saturating_mul(1_024)
}

/// Bytes that this process has sent to the device so far.
pub(crate) fn written_bytes() -> i64 {
    status("/proc/self/io", "write_bytes:")
}

/// The number after a word in a file of the system; nought where there is none.
fn status(file: &str, word: &str) -> i64 {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(word));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// The middle one; the lower of the two in the middle; nought of none.
pub(crate) fn median(values: impl IntoIterator<Item = i64>) -> i64 {
    Samples::of(values).per_mille(500)
}

/// Single measurements, in nanoseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples {
    sorted: Vec<i64>,
}

impl Samples {
    /// Of measurements in any order.
    pub(crate) fn of(values: impl IntoIterator<Item = i64>) -> Self {
        let mut sorted: Vec<i64> = values.into_iter().collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    /// The measurement that so many of a thousand do not exceed; nought of none.
    pub(crate) fn per_mille(&self, parts: usize) -> i64 {
        let at = (self.sorted.len() * parts).div_ceil(1_000).saturating_sub(1);
        self.sorted.get(at).copied().unwrap_or_default()
    }

    /// The mean; nought of none.
    pub(crate) fn mean(&self) -> i64 {
        let count = i64::try_from(self.sorted.len()).unwrap_or(i64::MAX);
        self.sorted.iter().sum::<i64>().checked_div(count).unwrap_or_default()
    }

    /// How many a second, one after the other.
    pub(crate) fn per_second(&self) -> Decimal {
        let total: i64 = self.sorted.iter().sum();
        let count = i64::try_from(self.sorted.len()).unwrap_or(i64::MAX);
        Decimal::ratio(count.saturating_mul(1_000_000_000), total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measurements() {
        let samples = Samples::of((1..=200).rev());
        assert_eq!([500, 990, 999, 1_000].map(|parts| samples.per_mille(parts)), [100, 198, 200, 200]);
        assert_eq!((samples.mean(), Samples::default().per_mille(500)), (100, 0));
        assert_eq!((median([3, 1, 2]), median([4, 1])), (2, 1));
        assert_eq!(Samples::of([500_000_000]).per_second(), Decimal::whole(2));
    }

    #[tokio::test]
    async fn memory_that_was_let_go_is_not_resident() {
        let before = resident_bytes().await;
        drop(std::hint::black_box(vec![1_u8; 400_000_000]));
        assert!(resident_bytes_at_most() > 400_000_000);
        let after = resident_bytes().await;
        assert!(after > 1_000_000 && after < before + 200_000_000, "{before} B, then {after} B");
    }

    #[test]
    fn work_is_counted_where_it_is_done() {
        let watch = Stopwatch::start();
        let sum = (0..20_000_000_u64).fold(0, |sum, number| std::hint::black_box(sum ^ number));
        let spent = watch.spent();
        assert!(std::hint::black_box(sum) < u64::MAX);
        assert!(spent.thread > 1_000_000 && spent.process > 1_000_000 && spent.wall > 1_000_000, "{spent:?}");
        assert!(cpu_of(i64::from(std::process::id())).is_some_and(|cpu| cpu > 0));
    }
}
