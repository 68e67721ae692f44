//! The manual of the API, as a programmer reads it in either language.

use super::market::{Browser, Market, Shown};
use serde_json::Value;
use std::collections::BTreeSet;
use web::i18n::Lang;

async fn manual(browser: &mut Browser, lang: &str) -> Shown {
    browser.get(&format!("/{lang}/api")).await
}

fn text(element: &scraper::ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn operations() -> Vec<&'static Value> {
    let paths = web::api::document()["paths"].as_object().unwrap();
    paths.values().flat_map(|item| item.as_object().unwrap().values()).collect()
}

#[tokio::test]
async fn sqlite_the_manual_had_no_contents_and_no_anchors() {
    let market = Market::open().await;
    let page = manual(&mut market.browser(), "en").await;
    let ids: BTreeSet<&str> = page.all(".manual [id]").iter().map(|one| one.attr("id").unwrap()).collect();
    let listed: BTreeSet<&str> =
        page.all(".manual nav a").iter().map(|a| a.attr("href").unwrap().trim_start_matches('#')).collect();
    for operation in operations() {
        assert!(listed.contains(operation["operationId"].as_str().unwrap()), "{}", operation["operationId"]);
    }
    for heading in page.all(".manual section[id]") {
        assert!(listed.contains(heading.attr("id").unwrap()), "{:?}", heading.attr("id"));
    }
    for a in page.all(".manual a[href^='#']") {
        let to = a.attr("href").unwrap().trim_start_matches('#');
        assert!(ids.contains(to), "nothing is at #{to}");
    }
}

#[tokio::test]
async fn sqlite_the_manual_showed_raw_backticks_and_cut_its_code() {
    let market = Market::open().await;
    let mut browser = market.browser();
    for lang in Lang::offered().map(Lang::code) {
        let page = manual(&mut browser, lang).await;
        for piece in page.all(".manual p, .manual li, .manual h2, .manual h3, .manual h4") {
            assert!(!text(&piece).contains('`'), "{lang}: {}", text(&piece));
        }
        assert!(page.all(".manual pre code").len() > 60);
    }
    let style = web::look::STYLE.content;
    let rule = style.split("pre.code {").nth(1).unwrap().split('}').next().unwrap();
    assert!(rule.contains("pre-wrap") && !rule.contains("overflow-x"), "{rule}");
}

#[tokio::test]
async fn sqlite_the_manual_was_in_english_only() {
    let market = Market::open().await;
    let mut browser = market.browser();
    let (english, spanish) = (manual(&mut browser, "en").await, manual(&mut browser, "es").await);
    let headings = |page: &Shown| -> Vec<String> {
        page.all(".manual h2, .manual h3 a, .manual h4, .manual nav a, .manual #walk p, .manual #begin li")
            .iter()
            .map(text)
            .collect()
    };
    let (english_ones, spanish_ones) = (headings(&english), headings(&spanish));
    assert_eq!(english_ones.len(), spanish_ones.len());
    for (english, spanish) in english_ones.iter().zip(&spanish_ones) {
        assert_ne!(english, spanish, "not in Spanish");
    }
    // What is said of calls and members stays English, and is marked so.
    for operation in operations() {
        let words = operation["description"].as_str().unwrap().replace('`', "");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_marked = spanish.all(".manual [lang=en]").iter().any(|marked| text(marked) == words);
        assert!(is_marked, "{words}");
    }
    assert!(english.all(".manual [lang=en]").is_empty());
    assert!(spanish.words().contains("está en inglés"));
}

#[tokio::test]
async fn sqlite_the_manual_names_each_type_of_problem_and_where_it_is_explained() {
    let market = Market::open().await;
    let mut browser = market.browser();
    let page = manual(&mut browser, "es").await;
    let linked: BTreeSet<&str> =
        page.all(".manual a[href^='/es/problems/']").iter().map(|a| a.attr("href").unwrap()).collect();
    for row in web::api::document()["x-problem-types"].as_array().unwrap() {
        let address = format!("/es{}", row["type"].as_str().unwrap());
        assert!(linked.contains(address.as_str()), "{address}");
    }
    for address in linked.into_iter().take(12) {
        assert!(browser.get(address).await.status.is_success(), "{address}");
    }
    // Each call shows who may call, what must be there, and its problems.
    for operation in operations() {
        let heading = format!(".manual h3[id='{}']", operation["operationId"].as_str().unwrap());
        assert_eq!(page.all(&heading).len(), 1, "{heading}");
        assert!(page.all(&format!("{heading} ~ ul a[href*='/problems/request/']")).len() > 1, "{heading}");
    }
}
