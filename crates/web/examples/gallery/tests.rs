//! What every component keeps, read from the page of all of them: ids, labels, references, headings, and no inline
//! style.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};
use web::i18n::Lang;

use crate::page::gallery;

const NAMED: [&str; 3] = ["aria-label", "aria-labelledby", "title"];

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    let shown = text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect::<String>();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn galleries() -> Vec<Html> {
    Lang::all().map(|lang| Html::parse_document(&gallery(lang).0)).collect()
}

fn ids(page: &Html) -> Vec<&str> {
    all(page, "[id]").into_iter().filter_map(|element| element.attr("id")).collect()
}

#[test]
fn ids_are_unique() {
    for page in galleries() {
        let ids = ids(&page);
        let unique: BTreeSet<_> = ids.iter().collect();
        assert!(ids.len() > 20);
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
    }
}

#[test]
fn every_reference_leads_to_an_id() {
    for page in galleries() {
        let ids: BTreeSet<_> = ids(&page).into_iter().collect();
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            let elements = all(&page, &format!("[{attribute}]"));
            assert!(!elements.is_empty(), "{attribute}");
            for id in elements.iter().flat_map(|element| element.attr(attribute).unwrap().split(' ')) {
                assert!(ids.contains(id), "{attribute}={id}");
            }
        }
        for link in all(&page, ".error-summary a, .skip") {
            let href = link.attr("href").unwrap();
            assert!(ids.contains(href.trim_start_matches('#')), "{href}");
        }
    }
}

#[test]
fn every_control_has_a_label() {
    for page in galleries() {
        let labels: BTreeSet<_> = all(&page, "label").iter().filter_map(|label| label.attr("for")).collect();
        let controls = all(&page, "input:not([type=hidden]), select, textarea");
        assert!(controls.len() > 10);
        for control in controls {
            let id = control.attr("id").expect("an id");
            assert!(labels.contains(id), "{id}");
        }
    }
}

#[test]
fn headings_never_skip_a_level() {
    for page in galleries() {
        let mut before = 0;
        for heading in all(&page, "main h1, main h2, main h3, main h4") {
            let level: u32 = heading.value().name()[1..].parse().unwrap();
            assert!(level <= before + 1, "h{level} after h{before}: {}", words(heading));
            before = level;
        }
        assert_eq!(all(&page, "h1").len(), 1);
    }
}

#[test]
fn nothing_carries_inline_style_or_script() {
    for page in galleries() {
        assert!(all(&page, "[style], style, script:not([src])").is_empty());
        for element in all(&page, "*") {
            for (name, _) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{name}");
            }
        }
    }
}

#[test]
fn every_picture_is_named_or_hidden() {
    for page in galleries() {
        let pictures = all(&page, "svg, img");
        assert!(pictures.len() > 10);
        for picture in pictures {
            let is_hidden = picture.attr("aria-hidden") == Some("true");
            let is_named = NAMED.iter().any(|name| picture.attr(name).is_some_and(|value| !value.is_empty()));
            assert!(is_hidden != is_named, "{}", picture.html());
        }
    }
}

#[test]
fn every_link_and_button_says_something() {
    for page in galleries() {
        for element in all(&page, "a, button, summary, th, legend, label, caption, figcaption") {
            assert!(!words(element).is_empty(), "{}", element.html());
        }
    }
}

#[test]
fn attributes_carry_no_isolation_marks() {
    for page in galleries() {
        for element in all(&page, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!value.contains(['\u{2066}', '\u{2068}', '\u{2069}']), "{name}={value}");
            }
        }
        assert!(!words(all(&page, "title")[0]).is_empty());
    }
}

#[test]
fn every_sentence_of_the_gallery_is_translated() {
    let english: BTreeSet<String> = sentences(Lang::EN);
    let has = |lang: &Lang| crate::LOCALES.get_dir(lang.code()).is_some();
    for lang in Lang::offered().skip(1).filter(has) {
        let other = sentences(lang);
        // Names, references and prices are the same in both; whole sentences are not.
        for same in english.intersection(&other).filter(|text| text.split(' ').count() > 4) {
            assert!(same.chars().any(|c| c.is_ascii_digit()), "not translated into {}: {same}", lang.code());
        }
    }
}

fn sentences(lang: Lang) -> BTreeSet<String> {
    let page = Html::parse_document(&gallery(lang).0);
    all(&page, "p, li, th, dt, dd, summary, label, a, button").into_iter().map(words).collect()
}
