//! The benches, small: what they answer is checked by themselves, so that they end well is the test.

use crate::command_line::poems;
use serde_json::Value;

#[tokio::test]
async fn a_small_crowd_is_searched_alike_by_the_finder_and_its_peers() {
    let folder = std::env::temp_dir().join(format!("poems-bench-test-{}", std::process::id()));
    let data = folder.display().to_string();
    let words = [
        "bench",
        "search",
        "--sellers",
        "400",
        "--queries",
        "30",
        "--peer-queries",
        "30",
        "--data",
        &data,
        "--json",
    ];
    let said = poems(&words).await;
    std::fs::remove_dir_all(&folder).unwrap();
    // So few prove nothing about a million, whose rate they may or may not reach.
    assert!(said.code <= 1 && said.err.is_empty(), "{said:?}");
    let report = said.json();
    let goals = report["goals"].as_array().unwrap();
    assert!(goals.iter().all(|goal| goal["holds"].is_boolean() && goal["value"].is_number()), "{goals:?}");
    let found = |figure: &&Value| figure["group"] == "finder, 8 km" && figure["name"] == "options";
    let options = report["figures"].as_array().unwrap().iter().find(found).unwrap();
    assert!(options["value"].as_f64().unwrap() > 0.0, "{options}");
}
