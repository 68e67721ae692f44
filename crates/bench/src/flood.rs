//! `poems bench flood`: what one client that takes all it can get costs the others, on the real program.
//!
//! The demo is started in a process of its own. A few others search, as they do on any day, alone and then beside each kind of
//! flood; what they wait for, what they are answered, and the most memory that the program had are the figures.

use super::BenchArguments;
use super::calibrate;
use super::decimal::Decimal;
use super::goals::Goal;
use super::measure::{Samples, Stopwatch, resident_bytes_at_most_of};
use super::report::Report;
use clap::Args;
use host::failure::Failure;
use host::folder::Folder;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// The words of `poems bench flood`.
#[derive(Args, Clone, Debug)]
pub struct FloodArguments {
    /// How many connections one client opens
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    connections: usize,
    /// How many sign-ins it asks for at once
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    sign_ins: usize,
    /// How many sellers the demo invents
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    sellers: usize,
    /// How many searches the others make in each pass
    #[arg(long, value_name = "N", default_value_t = 400)]
    requests: usize,
    #[command(flatten)]
    pub(crate) common: BenchArguments,
}

/// How many others there are.
const OTHERS: usize = 4;
/// How often each flood is let loose, next to a pass without one: the machine may be faster at one time than at another.
const PASSES: usize = 3;
/// What the others ask for, after the address: a search that finds a page of options.
const SEARCH: &str = "/api/v1/options?sector=kitchen-porter&post_code=97214&date=";
/// Half a head, and half of the body that a whole one promises.
const HALF_HEAD: &str = "GET /en/ HTTP/1.1\r\nHost: market\r\nAccept: text/";
const HALF_BODY: &str = "POST /api/v1/sessions HTTP/1.1\r\nHost: market\r\nContent-Type: application/json\r\n\
                         Idempotency-Key: flood\r\nContent-Length: 900\r\n\r\n{\"email\":\"";
/// The longest that anybody waits for an answer here.
const PATIENCE: Duration = Duration::from_secs(30);

/// What one client does all at once.
#[derive(Clone, Copy, Debug)]
enum Flood {
    /// It opens connections and says nothing.
    Idle,
    /// It sends a part of a request on each.
    Half(&'static str),
    /// It signs in on each, as somebody else each time.
    SignIns,
}

/// The floods, as figures name them.
const FLOODS: [(&str, Flood); 4] = [
    ("idle connections", Flood::Idle),
    ("half a head each", Flood::Half(HALF_HEAD)),
    ("half a body each", Flood::Half(HALF_BODY)),
    ("sign-ins at once", Flood::SignIns),
];

/// The demo in a process of its own, ended with it.
struct Demo {
    child: Child,
    address: String,
}

impl Demo {
    fn start(sellers: usize) -> Result<Self, Failure> {
        let failed = |why: String| Failure::failed(format!("the demo does not start: {why}"), "Try again.");
        let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
        let sellers = sellers.to_string();
        let mut command = Command::new(program);
        command.args(["demo", "--json", "--listen", "127.0.0.1:0", "--buyers", "20", "--sellers", &sellers]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
        let out = child.stdout.take().map(BufReader::new);
        let lines = out.into_iter().flat_map(BufRead::lines).map_while(Result::ok);
        let address = lines.filter_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            rest.split(['/', '"']).next().map(str::to_owned)
        });
        match { address }.next() {
            Some(address) => Ok(Self { child, address }),
            None => Err(failed("it says no address".to_owned())),
        }
    }

    fn memory(&self) -> i64 {
        resident_bytes_at_most_of(self.child.id())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// What the others lived through in one pass.
#[derive(Default)]
struct Lived {
    /// On the wall, in nanoseconds.
    waits: Vec<i64>,
    /// Answers that were no answer: another status than 200, or none.
    refused: i64,
}

/// Measures the floods.
///
/// # Errors
/// [`Failure`] when the demo cannot be started or nobody is answered.
pub(crate) async fn run(arguments: &FloodArguments) -> Result<Report, Failure> {
    let folder = Folder::of(arguments.common.data.as_deref(), "bench")?;
    let mut report = Report::new("flood", calibrate::machine(&folder.path, None).await?);
    let sellers = arguments.sellers;
    let starting = tokio::task::spawn_blocking(move || Demo::start(sellers)).await;
    let demo = starting.map_err(|error| Failure::failed(error.to_string(), "Try again."))??;
    let search = searched(&demo.address).await?;
    for (name, flood) in FLOODS {
        let (mut alone, mut beside) = (Lived::default(), Lived::default());
        for _ in 0..PASSES {
            others(&demo.address, &search, arguments.requests, &mut alone).await;
            let count =
                if matches!(flood, Flood::SignIns) { arguments.sign_ins } else { arguments.connections };
            let is_over = Arc::new(AtomicBool::new(false));
            let loose = let_loose(flood, count, &demo.address, &is_over).await;
            others(&demo.address, &search, arguments.requests, &mut beside).await;
            is_over.store(true, Ordering::Relaxed);
            let _flooded = loose.join_all().await;
        }
        say(name, alone, beside, demo.memory(), &mut report);
    }
    Ok(report)
}

/// The address of a search that finds something, on a day that the demo still has before it.
async fn searched(address: &str) -> Result<String, Failure> {
    let clock = answer(address, &get("/api/v1/demo/clock")).await.unwrap_or_default();
    let now = clock.split_once("\"now\":\"").and_then(|(_, rest)| rest.get(..10)).unwrap_or_default();
    let search = get(&format!("{SEARCH}{now}&from=17%3A00&minutes=120"));
    match answer(address, &search).await {
        Some(found) if found.starts_with("HTTP/1.1 200") => Ok(search),
        said => Err(Failure::failed(format!("a search is answered {said:?}"), "Report this.")),
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: market\r\nConnection: close\r\n\r\n")
}

/// One request over a connection of its own, as somebody does who comes by; `None` when there is no answer.
async fn answer(address: &str, request: &str) -> Option<String> {
    let asked = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut said = Vec::new();
        stream.read_to_end(&mut said).await.ok()?;
        Some(String::from_utf8_lossy(&said).into_owned())
    };
    tokio::time::timeout(PATIENCE, asked).await.ok().flatten().filter(|said| !said.is_empty())
}

/// Searches by the others, each when its last one was answered.
async fn others(address: &str, search: &str, requests: usize, lived: &mut Lived) {
    let mut asking = JoinSet::new();
    for _ in 0..OTHERS {
        let (address, search) = (address.to_owned(), search.to_owned());
        asking.spawn(async move {
            let mut lived = Lived::default();
            for _ in 0..requests / OTHERS {
                let watch = Stopwatch::start();
                let said = answer(&address, &search).await;
                lived.waits.push(watch.spent().wall);
                let is_answer = said.is_some_and(|said| said.starts_with("HTTP/1.1 200"));
                lived.refused += i64::from(!is_answer);
            }
            lived
        });
    }
    for one in asking.join_all().await {
        lived.waits.extend(one.waits);
        lived.refused += one.refused;
    }
}

/// Lets a flood loose until it is over; connections are opened before this returns.
async fn let_loose(flood: Flood, count: usize, address: &str, is_over: &Arc<AtomicBool>) -> JoinSet<()> {
    let mut loose = JoinSet::new();
    for number in 0..count {
        let (address, is_over) = (address.to_owned(), Arc::clone(is_over));
        let sent = match flood {
            Flood::Idle => Some(""),
            Flood::Half(sent) => Some(sent),
            Flood::SignIns => None,
        };
        let Some(sent) = sent else {
            loose.spawn(async move {
                let body = format!("{{\"email\":\"flood{number}@example.org\",\"password\":\"three plain words\"}}");
                let length = body.len();
                let request = format!(
                    "POST /api/v1/sessions HTTP/1.1\r\nHost: market\r\nContent-Type: application/json\r\n\
                     Idempotency-Key: flood{number}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                let _told = answer(&address, &request).await;
            });
            continue;
        };
        let Ok(mut stream) = TcpStream::connect(&address).await else { continue };
        loose.spawn(async move {
            let _sent = stream.write_all(sent.as_bytes()).await;
            while !is_over.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
    }
    loose
}

fn say(name: &str, alone: Lived, beside: Lived, memory: i64, report: &mut Report) {
    let refused = beside.refused;
    let [before, during] = [alone.waits, beside.waits].map(Samples::of);
    for (when, samples) in [("alone", &before), ("beside it", &during)] {
        report.figure(
            name,
            &format!("others wait, p50, {when}"),
            Decimal::millis(samples.per_mille(500)),
            "ms",
        );
        report.figure(
            name,
            &format!("others wait, p99, {when}"),
            Decimal::millis(samples.per_mille(990)),
            "ms",
        );
    }
    let mebibytes = Decimal::ratio(memory, 1_048_576);
    report.figure(name, "memory at most, so far", mebibytes, "MiB");
    let times = Decimal::ratio(during.per_mille(990), before.per_mille(990).max(1));
    report.goals.push(Goal::at_most(
        &format!("{name}: others' p99"),
        Some(times),
        "times",
        Decimal::whole(2),
    ));
    let refused = Some(Decimal::whole(refused));
    report.goals.push(Goal::at_most(
        &format!("{name}: others refused"),
        refused,
        "answers",
        Decimal::whole(0),
    ));
    report.goals.push(Goal::at_most(&format!("{name}: memory"), Some(mebibytes), "MiB", Decimal::whole(500)));
}
