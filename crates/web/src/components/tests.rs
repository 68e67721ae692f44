//! What each component keeps, read from its markup. What all of them keep is tested where all of them are shown: in
//! `examples/gallery`.

use jiff::civil::{Date, date};
use maud::Markup;
use scraper::{ElementRef, Html, Selector};

use super::day_strip::{DayStrip, Quarter};
use super::form::{Choice, FieldError, Form, Input, Method, Typed};
use super::page::{Frame, Head, Link, NavItem, Page};
use super::price_ladder::{DoesNotAdd, Ladder, Line, Section, Total};
use crate::i18n::{Currency, Lang, Locale, Text};

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    let shown = text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect::<String>();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn parse(markup: &Markup) -> Html {
    Html::parse_fragment(&markup.0)
}

const LOC: Locale =
    Locale { lang: Lang::EN, region: crate::i18n::Region::UNITED_STATES, this_year: Some(2026) };

fn line(minor: i64) -> Line {
    let text = || Text::verbatim("x");
    Line { label: text(), party: text(), why: text(), minor }
}

fn total(minor: i64) -> Total {
    Total { label: Text::verbatim("total"), minor }
}

fn ladder(pays: i64, lines: &[i64], receives: i64) -> Result<Ladder, DoesNotAdd> {
    let lines = lines.iter().copied().map(line).collect();
    Ladder::new(Currency::USD, total(pays), vec![Section { lines, total: total(receives) }])
}

#[test]
fn a_ladder_that_does_not_add_up_cannot_be_made() {
    assert!(ladder(7344, &[-144], 7200).is_ok());
    assert_eq!(ladder(7344, &[-144], 7201).unwrap_err(), DoesNotAdd { given: 7201, reached: Some(7200) });
    assert_eq!(ladder(i64::MAX, &[1], 0).unwrap_err(), DoesNotAdd { given: 0, reached: None });
}

#[test]
fn the_bars_of_a_ladder_are_to_scale() {
    let page = parse(&ladder(8000, &[2000, -5000], 5000).unwrap().render(LOC, &Text::verbatim("caption")));
    let steps: Vec<_> =
        all(&page, ".step").iter().map(|bar| (bar.attr("x").unwrap(), bar.attr("width").unwrap())).collect();
    let expected = [("0.00%", "80.00%"), ("80.00%", "20.00%"), ("50.00%", "50.00%"), ("0.00%", "50.00%")];
    assert_eq!(steps, expected);
}

#[test]
fn a_ladder_shows_each_sign_and_sum() {
    let page = parse(&ladder(6544, &[800, -144], 7200).unwrap().render(LOC, &Text::verbatim("caption")));
    let amounts: Vec<_> = all(&page, "td").into_iter().map(words).collect();
    assert_eq!(amounts, ["$65.44", "+$8.00", "−$1.44", "$72.00"]);
}

fn strip(day: Date, zone: &str, quarters: Vec<Quarter>) -> Html {
    strip_in(Lang::EN, day, zone, quarters)
}

fn strip_in(lang: Lang, day: Date, zone: &str, quarters: Vec<Quarter>) -> Html {
    let starts = day.in_tz(zone).unwrap().start_of_day().unwrap();
    let reasons = vec![Text::verbatim("a rest is due")];
    let whose = Some(Text::verbatim("Ana"));
    parse(&DayStrip { loc: Locale { lang, ..LOC }, id: "day", whose, starts, quarters, reasons }.render())
}

fn runs(runs: &[(usize, Quarter)]) -> Vec<Quarter> {
    runs.iter().flat_map(|(count, quarter)| vec![*quarter; *count]).collect()
}

fn listed(page: &Html) -> Vec<String> {
    all(page, "li").into_iter().map(words).collect()
}

#[test]
fn a_day_strip_says_in_words_what_it_draws() {
    let quarters = runs(&[
        (36, Quarter::Off),
        (32, Quarter::Free),
        (16, Quarter::Chosen),
        (4, Quarter::Taken),
        (8, Quarter::Barred(0)),
    ]);
    let page = strip(date(2026, 11, 27), "America/Los_Angeles", quarters);
    let expected = [
        "Free 9am to 5pm",
        "Your hours 5pm to 9pm",
        "Taken 9pm to 10pm",
        "Not allowed 10pm to midnight: a rest is due",
    ];
    assert_eq!(listed(&page), expected);
    assert_eq!(words(all(&page, "title")[0]), expected.join(". "));
    let free = all(&page, "rect.free")[0];
    assert_eq!((free.attr("x"), free.attr("width")), (Some("37.50%"), Some("33.33%")));
}

#[test]
fn a_day_strip_follows_the_clock_of_its_zone() {
    let portland = "America/Los_Angeles";
    let long = strip(
        date(2026, 11, 1),
        portland,
        runs(&[(4, Quarter::Off), (4, Quarter::Free), (92, Quarter::Off)]),
    );
    assert_eq!(listed(&long), ["Free 1am PDT to 1am PST"]);
    let short = strip(date(2027, 3, 14), portland, runs(&[(8, Quarter::Free), (84, Quarter::Off)]));
    assert_eq!(listed(&short), ["Free midnight to 3am"]);
    let southern =
        strip(date(2026, 10, 4), "Australia/Sydney", runs(&[(8, Quarter::Free), (84, Quarter::Off)]));
    assert_eq!(listed(&southern), ["Free midnight to 3am"]);
}

#[test]
fn a_day_strip_runs_with_the_reading_direction() {
    let quarters = runs(&[(24, Quarter::Free), (72, Quarter::Off)]);
    let page = strip_in(Lang::MIRRORED, date(2026, 11, 27), "America/Los_Angeles", quarters);
    assert_eq!(all(&page, "rect.free")[0].attr("x"), Some("75.00%"));
}

#[test]
fn an_empty_day_says_so() {
    let page = strip(date(2026, 11, 27), "America/Los_Angeles", vec![Quarter::Off; 96]);
    assert_eq!(words(all(&page, "title")[0]), "No hours on offer this day");
}

fn form(typed: &[(&str, &str)], errors: &[(&str, &str)]) -> Form {
    Form {
        loc: LOC,
        action: "/x".to_owned(),
        method: Method::Post { csrf: "c1".to_owned(), idempotency_key: "k1".to_owned() },
        typed: Typed::new(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()),
        is_kept: false,
        errors: errors
            .iter()
            .map(|(id, text)| FieldError { name: (*id).to_owned(), text: Text::verbatim(text) })
            .collect(),
        scope: String::new(),
        is_button: false,
    }
}

#[test]
fn what_was_typed_comes_back_except_a_password() {
    let form = form(&[("name", "Ana \"<R>"), ("password", "secret"), ("note", "hello")], &[]);
    let label = || Text::verbatim("label");
    let name = parse(&form.field("name", label()).input(Input::Name));
    assert_eq!(all(&name, "input")[0].attr("value"), Some("Ana \"<R>"));
    let password = form.field("password", label()).input(Input::NewPassword).0;
    assert!(!password.contains("secret"), "{password}");
    let note = parse(&form.field("note", label()).area(3));
    assert_eq!(words(all(&note, "textarea")[0]), "hello");
}

#[test]
fn choices_made_are_still_made_and_no_other() {
    let form = form(&[("days", "mon"), ("days", "wed")], &[]);
    let choices = ["mon", "tue", "wed"].map(|day| Choice::new(day, Text::verbatim(day)));
    let page = parse(&form.field("days", Text::verbatim("Days")).checkboxes(&choices));
    let ticked: Vec<_> =
        all(&page, "input[checked]").iter().filter_map(|input| input.attr("value")).collect();
    assert_eq!(ticked, ["mon", "wed"]);
}

#[test]
fn a_wrong_field_is_tied_to_its_error_and_its_summary() {
    let form = form(&[], &[("email", "Enter an e-mail address")]);
    let field =
        form.field("email", Text::verbatim("E-mail")).hint(Text::verbatim("work")).input(Input::Email);
    let page = parse(&maud::html! { (form.error_summary()) (form.render(&field)) });
    let input = all(&page, "input#email")[0];
    assert_eq!(input.attr("aria-describedby"), Some("email-hint email-error"));
    assert_eq!(input.attr("aria-invalid"), Some("true"));
    assert_eq!(words(all(&page, "#email-error")[0]), "Error: Enter an e-mail address");
    assert_eq!(all(&page, ".error-summary a")[0].attr("href"), Some("#email"));
}

#[test]
fn a_change_carries_its_token_and_key_and_a_question_does_not() {
    let post = form(&[], &[]);
    let page = parse(&post.render(&Markup::default()));
    let hidden: Vec<_> =
        all(&page, "input[type=hidden]").iter().filter_map(|input| input.attr("value")).collect();
    assert_eq!(hidden, ["c1", "k1"]);
    let get = Form { method: Method::Get, ..post };
    assert!(all(&parse(&get.render(&Markup::default())), "input").is_empty());
}

#[test]
fn a_page_shows_three_items_of_navigation_and_the_other_languages() {
    let link = |words: &str| Link::new(Text::verbatim(words), "#");
    let frame = Frame {
        loc: LOC,
        market: link("Market"),
        run_by: Text::verbatim("Run by us"),
        theme: Some("/m/portland/theme.css".to_owned()),
        parallel: None,
        is_simulated: false,
        languages: Lang::offered().map(|lang| (lang, format!("/{}/", lang.code()))).collect(),
        keeps: None,
        nav: ["1", "2", "3", "4"]
            .map(|words| NavItem { link: link(words), is_current: words == "2" })
            .to_vec(),
        account: link("Sign in"),
        keeps_today: false,
        manifest: "#".to_owned(),
        bad_sentence: "#".to_owned(),
        footer: ["a", "b", "c", "d"].map(link),
        leave: None,
    };
    let page = Page {
        frame: &frame,
        title: Text::verbatim("Find"),
        has_errors: true,
        crumbs: Vec::new(),
        notices: Vec::new(),
        head: Head::Plain,
        main: Markup::default(),
        docket: Markup::default(),
        below: Markup::default(),
    };
    let page = Html::parse_document(&page.render().0);
    assert_eq!(all(&page, ".main-nav a").len(), 4);
    assert_eq!(all(&page, "[aria-current=page]").into_iter().map(words).collect::<Vec<_>>(), ["2"]);
    let others: Vec<_> = Lang::offered().skip(1).map(Lang::endonym).collect();
    assert_eq!(all(&page, ".languages a").into_iter().map(words).collect::<Vec<_>>(), others);
    assert_eq!(
        all(&page, ".languages summary").into_iter().map(words).collect::<Vec<_>>(),
        ["Language: English"]
    );
    assert_eq!(words(all(&page, "title")[0]), "Error: Find – Market");
    assert!(all(&page, ".parallel").is_empty(), "only the parallel market says that it is one");
}
