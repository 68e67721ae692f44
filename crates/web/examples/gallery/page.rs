//! Every component in every state on one page, to be looked at in each language, width and colour scheme.

use jiff::civil::date;
use maud::{Markup, html};

use crate::{demo, forms, parts, t};
use web::components::{Frame, Head, Link, NavItem, Notice, Page, ParallelMarket, Tone, tag};
use web::i18n::{Lang, Locale, Text};

/// The gallery in a language, as a whole page.
pub(crate) fn gallery(lang: Lang) -> Markup {
    let loc = Locale::in_united_states(lang);
    let frame = frame(loc);
    Page {
        frame: &frame,
        title: t!(loc, "gallery-title"),
        has_errors: false,
        crumbs: vec![
            Link::new(t!(loc, "gallery-market"), "#"),
            Link::new(t!(loc, "gallery-nav-bookings"), "#bookings"),
        ],
        notices: vec![notice(loc, Tone::Good, t!(loc, "gallery-notice-good"))],
        head: Head::Plain,
        docket: html! {},
        below: html! {},
        main: html! {
            p class="lead" { (t!(loc, "gallery-lead")) }
            (section(&t!(loc, "gallery-ladder"), &parts::ladders(loc)))
            (section(&t!(loc, "gallery-day-strip"), &parts::day_strips(loc)))
            (section(&t!(loc, "gallery-trade-line"), &parts::trade_lines(loc)))
            (section(&t!(loc, "gallery-options"), &parts::options(loc)))
            (section(&t!(loc, "gallery-form"), &forms::clean(loc)))
            (section(&t!(loc, "gallery-refused"), &forms::refused(loc)))
            (section(&t!(loc, "gallery-check"), &parts::check_answers(loc)))
            (section(&t!(loc, "gallery-messages"), &messages(loc)))
            (section(&t!(loc, "gallery-receipt"), &parts::receipt(loc)))
        },
    }
    .render()
}

fn section(heading: &Text, content: &Markup) -> Markup {
    html! { section { h2 { (heading) } (content) } }
}

fn frame(loc: Locale) -> Frame {
    let nav = |text: Text, href: &str, is_current| NavItem { link: Link::new(text, href), is_current };
    Frame {
        loc,
        market: Link::new(t!(loc, "gallery-market"), "#"),
        run_by: t!(loc, "gallery-run-by"),
        theme: None,
        parallel: Some(ParallelMarket {
            today: loc.day(date(2026, 11, 26)),
            now: loc.time_at(&demo::portland(date(2026, 11, 26).at(15, 10, 0, 0))),
            moves: clock_moves(loc),
        }),
        is_simulated: false,
        languages: Lang::offered().map(|lang| (lang, format!("gallery.{}.html", lang.code()))).collect(),
        keeps: None,
        nav: vec![
            nav(t!(loc, "gallery-nav-find"), "#find", false),
            nav(t!(loc, "gallery-nav-bookings"), "#bookings", true),
            nav(t!(loc, "gallery-nav-money"), "#money", false),
        ],
        account: Link::new(Text::verbatim("Café Arroyo"), "#account"),
        keeps_today: false,
        manifest: String::new(),
        bad_sentence: "#complain".to_owned(),
        footer: [
            Link::new(t!(loc, "gallery-code"), "#code"),
            Link::new(t!(loc, "gallery-rules"), "#rules"),
            Link::new(t!(loc, "gallery-complain"), "#complain"),
            Link::new(t!(loc, "gallery-accessibility"), "#accessibility"),
        ],
        leave: None,
    }
}

fn clock_moves(loc: Locale) -> Markup {
    let places = [
        ("start", t!(loc, "gallery-clock-start")),
        ("end", t!(loc, "gallery-clock-end")),
        ("friday", t!(loc, "gallery-clock-friday")),
    ];
    html! {
        form action="/demo/clock" method="post" {
            @for (value, text) in places { button type="submit" class="second" name="to" value=(value) { (text) } }
        }
    }
}

fn notice(loc: Locale, tone: Tone, text: Text) -> Markup {
    Notice { loc, tone, text }.render()
}

fn messages(loc: Locale) -> Markup {
    html! {
        (notice(loc, Tone::Plain, t!(loc, "gallery-notice-plain")))
        (notice(loc, Tone::Caution, t!(loc, "gallery-notice-caution")))
        (notice(loc, Tone::Bad, t!(loc, "gallery-notice-bad")))
        p class="actions" {
            (tag(Tone::Plain, &t!(loc, "gallery-tag-held")))
            (tag(Tone::Good, &t!(loc, "gallery-tag-paid")))
            (tag(Tone::Caution, &t!(loc, "gallery-tag-waiting")))
            (tag(Tone::Bad, &t!(loc, "gallery-tag-cancelled")))
        }
        (parts::nothing_found(loc))
    }
}
