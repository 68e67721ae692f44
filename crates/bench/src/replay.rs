//! `poems bench replay`: auctions that were held elsewhere, bid for bid under this market's rules; and [`orders`], message for message.
//!
//! Each row of the file is a bid. They are placed in the order of their times by the function that decides on every bid here, with the
//! table of steps of the rulebook, and what comes of it is compared with what the file says was paid.

mod orders;

use super::BenchArguments;
use super::calibrate;
use super::decimal::Decimal;
use super::goals::Goal;
use super::measure::Stopwatch;
use super::report::Report;
use clap::Args;
use csv::StringRecord;
use host::failure::Failure;
use host::folder::Folder;
use host::reference::{Books, Sources};
use kernel::{Amount, Date};
use market::mechanisms::auctions::proxy::{Bidder, Leader, Standing, Steps};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The words of `poems bench replay`.
#[derive(Args, Clone, Debug)]
#[group(id = "replayed", args = ["auctions", "orders"], required = true, multiple = false)]
pub struct ReplayArguments {
    /// A table in CSV of bids, with the columns auction, bid, bidtime (in days), bidder, openbid, price; others are passed over
    #[arg(long, value_name = "FILE")]
    auctions: Option<PathBuf>,
    /// A table in CSV of messages as LOBSTER has them: time, type, order id, size, price in ten-thousandths, direction
    #[arg(long, value_name = "FILE")]
    orders: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: BenchArguments,
}

/// What a column may be called, the first being ours.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("auction", &["auction", "auctionid", "auction_id"]),
    ("bid", &["bid", "amount"]),
    ("bidtime", &["bidtime", "bid_time", "time"]),
    ("bidder", &["bidder", "bidderid", "bidder_id"]),
    ("openbid", &["openbid", "open_bid", "start"]),
    ("price", &["price", "finalprice", "final_price"]),
];
/// How many rows that cannot be read are named.
const NAMED: usize = 5;
/// The day whose table of steps is taken.
const STEPS_ON: &str = "2026-01-01";

/// A bid of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bid {
    /// When, in millionths of the file's unit.
    at: i64,
    bidder: String,
    most: Amount,
}

/// An auction of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Auction {
    bids: Vec<Bid>,
    start: Option<Amount>,
    /// What was paid.
    paid: Option<Amount>,
}

/// A file as it was read.
#[derive(Debug, Default)]
struct Held {
    auctions: BTreeMap<String, Auction>,
    /// What is wrong with rows that could not be read.
    wrong: Vec<String>,
}

/// What came of the auctions here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Came {
    bids: i64,
    refused: i64,
    /// Prices that are the file's to the cent, within a step of it, and further from it.
    same: i64,
    within_a_step: i64,
    further: i64,
    /// Auctions that whoever said most in the file leads here.
    same_leader: i64,
    /// What must not be: a price that fell, or one over what its leader would pay.
    broken: i64,
}

/// Replays the auctions of a file.
///
/// # Errors
/// [`Failure`] when the file cannot be read, lacks a column, or has no bid that can be read.
pub(super) async fn run(arguments: &ReplayArguments) -> Result<Report, Failure> {
    let folder = Folder::of(arguments.common.data.as_deref(), "bench")?;
    let mut report = Report::new("replay", calibrate::machine(&folder.path, None).await?);
    if let Some(path) = &arguments.orders {
        orders::run(path, &mut report)?;
    }
    let Some(path) = &arguments.auctions else { return Ok(report) };
    let held = read(path)?;
    let books = Books::read(Sources::default())?;
    let steps = STEPS_ON.parse::<Date>().ok().and_then(|date| Steps::on(&books.rulebook, date).ok());
    let steps = steps.ok_or_else(|| {
        Failure::input("the rulebook has no table of steps".to_owned(), "Mend concession.auction.step_….")
    })?;
    let watch = Stopwatch::start();
    let mut came = Came::default();
    for auction in held.auctions.values() {
        came.add(auction, &steps);
    }
    let nanos = watch.spent().thread;
    say(&held, came, nanos, &mut report);
    Ok(report)
}

fn say(held: &Held, came: Came, nanos: i64, report: &mut Report) {
    let auctions = i64::try_from(held.auctions.len()).unwrap_or(i64::MAX);
    let unread = i64::try_from(held.wrong.len()).unwrap_or(i64::MAX);
    let counts = [
        ("file", "auctions", auctions),
        ("file", "bids", came.bids),
        ("file", "rows that cannot be read", unread),
        ("here", "bids refused: less than a step over the price", came.refused),
        ("price", "the file's to the cent", came.same),
        ("price", "within a step of it", came.within_a_step),
        ("price", "further from it", came.further),
        ("leader", "whoever said most in the file", came.same_leader),
    ];
    for (group, name, count) in counts {
        report.figure(group, name, Decimal::whole(count), "");
    }
    report.figure("processor", "each bid", Decimal::micros(nanos / came.bids.max(1)), "µs");
    let broken = Some(Decimal::whole(came.broken));
    report.goals.push(Goal::at_most(
        "prices that fell or passed their leader's most",
        broken,
        "auctions",
        Decimal::whole(0),
    ));
    report.notes.extend(held.wrong.iter().take(NAMED).cloned());
}

impl Came {
    fn add(&mut self, auction: &Auction, steps: &Steps) {
        let lowest = auction.bids.iter().map(|bid| bid.most).min();
        let Some(start) = auction.start.or(lowest) else { return };
        let mut standing = Standing { start, reserve: None, leader: None };
        let (mut leads, mut is_broken) = (None, false);
        for bid in &auction.bids {
            self.bids += 1;
            let is_leader = leads == Some(&bid.bidder);
            let who = if is_leader { Bidder::Leader } else { Bidder::Another };
            let Ok(placed) = standing.place(who, bid.most, steps) else {
                self.refused += 1;
                continue;
            };
            let before = standing.leader;
            let most = if placed.leads { bid.most } else { before.map_or(bid.most, |leader| leader.most) };
            is_broken |= before.is_some_and(|before| placed.price < before.price) || placed.price > most;
            standing.leader = Some(Leader { most, price: placed.price });
            if placed.leads {
                leads = Some(&bid.bidder);
            }
        }
        self.broken += i64::from(is_broken);
        let said_most = auction.bids.iter().rev().max_by_key(|bid| bid.most).map(|bid| &bid.bidder);
        self.same_leader += i64::from(leads.is_some() && leads == said_most);
        let Some((paid, leader)) = auction.paid.zip(standing.leader) else { return };
        let (low, high) = (paid.min(leader.price), paid.max(leader.price));
        let is_within = steps.above(low).is_ok_and(|above| high <= above);
        match (low == high, is_within) {
            (true, _) => self.same += 1,
            (false, true) => self.within_a_step += 1,
            (false, false) => self.further += 1,
        }
    }
}

fn read(path: &Path) -> Result<Held, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::input(format!("{} cannot be read: {error}", path.display()), "Name a table of bids in CSV.")
    })?;
    parsed(&text)
}

fn parsed(text: &str) -> Result<Held, Failure> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| bad_table(&error.to_string()))?.clone();
    let columns = columns(&headings)?;
    let mut held = Held::default();
    for (at, record) in reader.records().enumerate() {
        let row = match record {
            Ok(record) => bid(&record, columns),
            Err(error) => Err(error.to_string()),
        };
        match row {
            Ok((name, start, paid, bid)) => {
                let auction = held.auctions.entry(name).or_default();
                auction.start = auction.start.or(start);
                auction.paid = auction.paid.or(paid);
                auction.bids.push(bid);
            }
            Err(what) => held.wrong.push(format!("row {}: {what}", at + 1)),
        }
    }
    if held.auctions.is_empty() {
        let what = held.wrong.first().map_or("it has no row", String::as_str);
        return Err(bad_table(what));
    }
    for auction in held.auctions.values_mut() {
        // Of two at one moment the one that stands first in the file came first.
        auction.bids.sort_by_key(|bid| bid.at);
    }
    Ok(held)
}

fn bad_table(what: &str) -> Failure {
    let columns: Vec<&str> = COLUMNS.iter().map(|(column, _)| *column).collect();
    Failure::input(
        format!("no bids can be read: {what}"),
        format!("Give a table in CSV whose first line names the columns {}.", columns.join(", ")),
    )
}

/// Where each column is; the opening bid and the price may be missing.
fn columns(headings: &StringRecord) -> Result<[Option<usize>; 6], Failure> {
    let plain: Vec<String> = headings.iter().map(|heading| heading.to_lowercase().replace(' ', "")).collect();
    let at = |names: &[&str]| plain.iter().position(|heading| names.contains(&heading.as_str()));
    let columns = COLUMNS.map(|(_, names)| at(names));
    let missing = columns.iter().zip(COLUMNS).take(4).find(|(at, _)| at.is_none());
    match missing {
        Some((_, (column, _))) => Err(bad_table(&format!("the column `{column}` is missing"))),
        None => Ok(columns),
    }
}

/// Its auction, the opening bid and what was paid, and the bid.
type Row = (String, Option<Amount>, Option<Amount>, Bid);

fn bid(record: &StringRecord, columns: [Option<usize>; 6]) -> Result<Row, String> {
    let [auction, bid, time, bidder, start, price] =
        columns.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default());
    let amount = |name: &str, text: &str| {
        let cents = decimal(text, 2).filter(|cents| *cents >= 0);
        cents.map(Amount).ok_or_else(|| format!("`{text}` is no amount: {name}"))
    };
    let or_none =
        |name: &str, text: &str| if text.is_empty() { Ok(None) } else { amount(name, text).map(Some) };
    if auction.is_empty() {
        return Err("it names no auction".to_owned());
    }
    let most = amount("bid", bid)?;
    if most <= Amount::ZERO {
        return Err(format!("`{bid}` is no bid"));
    }
    let at = decimal(time, 6).ok_or_else(|| format!("`{time}` is no time: bidtime"))?;
    let (start, paid) = (or_none("openbid", start)?, or_none("price", price)?);
    Ok((auction.to_owned(), start, paid, Bid { at, bidder: bidder.to_owned(), most }))
}

/// A decimal with so many places, rounded half away from zero; `1,234.5` and `$3` are read too.
fn decimal(text: &str, places: u32) -> Option<i64> {
    let text = text.trim_start_matches('$').replace(',', "");
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !is_plain(whole) || !is_plain(part) {
        return None;
    }
    let places = usize::try_from(places).ok()?;
    let kept: String = part.chars().chain(std::iter::repeat('0')).take(places).collect();
    let is_up = part.as_bytes().get(places).is_some_and(|byte| *byte >= b'5');
    let number: i64 = format!("0{whole}{kept}").parse().ok()?;
    number.checked_add(i64::from(is_up))?.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}auctionid,bid,bidtime,bidder,bidderrate,openbid,price\n\
        1,60,0.5,ann,3,10,61\n\
        1,52.00,0.25,ben,,10,61\n\
        1,70,0.75,\"ben, b.\",,10,61\n\
        1,60.5,0.8,cal,,10,61\n\
        2,99.999,1,ann,,,\n\
        3,abc,1,ann,,1,1\n";

    fn came(text: &str) -> Came {
        let books = Books::read(Sources::default()).unwrap();
        let steps = Steps::on(&books.rulebook, STEPS_ON.parse().unwrap()).unwrap();
        let mut came = Came::default();
        parsed(text).unwrap().auctions.values().for_each(|auction| came.add(auction, &steps));
        came
    }

    #[test]
    fn bids_are_placed_in_the_order_of_their_times() {
        let came = came(FILE);
        assert_eq!((came.bids, came.refused, came.broken), (5, 1, 0));
        assert_eq!((came.same, came.within_a_step, came.further), (1, 0, 0));
        assert_eq!(came.same_leader, 2);
        let dearer = self::came(&FILE.replace(",10,61", ",10,61.50"));
        assert_eq!((dearer.same, dearer.within_a_step, dearer.further), (0, 1, 0));
        let cheaper = self::came(&FILE.replace(",10,61", ",10,40"));
        assert_eq!((cheaper.same, cheaper.within_a_step, cheaper.further), (0, 0, 1));
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named_and_the_others_count() {
        let held = parsed(FILE).unwrap();
        assert_eq!(held.wrong, ["row 6: `abc` is no amount: bid"]);
        assert_eq!(held.auctions["2"].bids[0].most, Amount(10_000), "99.999 is 100.00");
        assert!(
            parsed("auction,bid,bidder\n1,2,3\n").unwrap_err().to_string().contains("`bidtime` is missing")
        );
        assert!(parsed("").unwrap_err().to_string().contains("no bids can be read"));
    }

    #[test]
    fn decimals_are_read_as_people_write_them() {
        let cents = ["12", "12.3", ".5", "$1,234.567", "-2.005", "0"].map(|text| decimal(text, 2));
        assert_eq!(cents, [Some(1_200), Some(1_230), Some(50), Some(123_457), Some(-201), Some(0)]);
        assert_eq!(["", ".", "1e5", "--2", "1.2.3"].map(|text| decimal(text, 2)), [None; 5]);
    }
}
