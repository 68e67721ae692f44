//! The benches, small: what they answer is checked by themselves, so that they end well is the test.

use crate::command_line::poems;
use serde_json::Value;

/// The report of a bench with some words, every goal of it measured.
async fn report(bench: &str, words: &str) -> Value {
    let folder = testkit::files::fresh(&format!("bench-{bench}"));
    let data = folder.display().to_string();
    let mut all = vec!["bench", bench, "--data", &data, "--json"];
    all.extend(words.split(' '));
    let said = poems(&all).await;
    std::fs::remove_dir_all(&folder).unwrap();
    // So few prove nothing about a million, whose rate they may or may not reach.
    assert!(said.code <= 1 && said.err.is_empty(), "{said:?}");
    let report = said.json();
    let goals = report["goals"].as_array().unwrap();
    assert!(!goals.is_empty());
    assert!(goals.iter().all(|goal| goal["holds"].is_boolean() && goal["value"].is_number()), "{goals:?}");
    report
}

fn figure(report: &Value, group: &str, name: &str) -> f64 {
    let is_it = |figure: &&Value| figure["group"] == group && figure["name"] == name;
    let figure = report["figures"].as_array().unwrap().iter().find(is_it);
    figure.unwrap_or_else(|| panic!("{report} has no {group}, {name}"))["value"].as_f64().unwrap()
}

#[tokio::test]
async fn a_small_crowd_is_searched_alike_by_the_finder_and_its_peers() {
    let report = report("search", "--sellers 400 --queries 30 --peer-queries 30").await;
    assert!(figure(&report, "finder, 8 km", "options") > 0.0, "{report}");
}

#[tokio::test]
async fn a_small_flood_is_measured_beside_others() {
    let words = "--connections 20 --sign-ins 10 --sellers 60 --requests 8";
    let report = report("flood", words).await;
    assert!(figure(&report, "half a head each", "others wait, p99, beside it") > 0.0, "{report}");
    let refused = |goal: &&Value| goal["name"].as_str().unwrap().ends_with("others refused");
    let goals = report["goals"].as_array().unwrap();
    assert_eq!(goals.iter().filter(refused).filter(|goal| goal["holds"] == true).count(), 4, "{report}");
}

#[tokio::test]
async fn searches_over_http_answer_what_is_made_from_memory() {
    let report = report("http", "--sellers 2500 --searches 3 --requests 12 --clients 2 --bookings 4").await;
    let bytes = |route: &str| figure(&report, &format!("{route}, no rule cards"), "answer");
    assert!(bytes("search API") > 5_000.0, "{report}");
    assert!((bytes("search API") - bytes("20 options from memory")).abs() < 0.5, "{report}");
    assert!(bytes("search page") > bytes("search API"), "{report}");
    let booked = figure(&report, "SQLite, 32 buyers, over HTTP", "bookings a second");
    assert!(booked > 0.0, "{report}");
}
