//! The signature pieces and everything that is neither form nor message.

use jiff::civil::{Date, date};
use maud::{Markup, html};

use crate::demo::{ANA, full_ladder, plain_ladder, portland, reference};
use crate::t;
use web::components::Quarter::{Barred, Chosen, Free, Off, Taken};
use web::components::option_card::{self, Kept};
use web::components::{
    DayStrip, Empty, Level, Link, OptionCard, Quarter, Receipt, Step, StepStage, SummaryList, SummaryRow,
    TradeLine, Value,
};
use web::i18n::{Currency, Locale, Money, Text};

const FRIDAY: Date = date(2026, 11, 27);

fn shift(loc: Locale) -> Text {
    loc.span(&portland(FRIDAY.at(17, 0, 0, 0)), &portland(FRIDAY.at(21, 0, 0, 0)))
}

pub(crate) fn ladders(loc: Locale) -> Markup {
    html! {
        (full_ladder(loc).render(loc, &t!(loc, "gallery-ladder-full", name = ANA, hours = loc.duration(240))))
        (plain_ladder(loc, ANA, 7200).render(loc, &t!(loc, "gallery-ladder-plain")))
    }
}

/// A day of quarter-hours, from runs of them.
fn quarters(runs: &[(usize, Quarter)]) -> Vec<Quarter> {
    runs.iter().flat_map(|(count, quarter)| std::iter::repeat_n(*quarter, *count)).collect()
}

pub(crate) fn day_strips(loc: Locale) -> Markup {
    let strip = |id, whose: &str, day: Date, runs: &[(usize, Quarter)]| {
        DayStrip {
            loc,
            id,
            whose: Some(Text::verbatim(whose)),
            starts: portland(day.at(0, 0, 0, 0)),
            quarters: quarters(runs),
            reasons: vec![t!(loc, "gallery-barred-minor"), t!(loc, "gallery-barred-rest")],
        }
        .render()
    };
    html! {
        (strip("strip-day", ANA, FRIDAY, &[
            (36, Off), (16, Free), (8, Taken), (8, Free), (16, Chosen), (4, Free), (8, Off),
        ]))
        (strip("strip-minor", "Luis M.", FRIDAY, &[(28, Barred(0)), (32, Off), (16, Free), (8, Barred(1)), (12, Barred(0))]))
        (strip("strip-long", ANA, date(2026, 11, 1), &[(4, Off), (9, Free), (3, Taken), (84, Off)]))
        (strip("strip-short", ANA, date(2027, 3, 14), &[(8, Off), (16, Free), (68, Off)]))
        (strip("strip-none", ANA, date(2026, 11, 29), &[(96, Off)]))
    }
}

fn step(stage: StepStage, what: Text, when: Text) -> Step {
    Step { stage, what, when, note: None }
}

pub(crate) fn trade_lines(loc: Locale) -> Markup {
    let at =
        |day: i8, hour: i8, minute: i8| loc.moment(&portland(date(2026, 11, day).at(hour, minute, 0, 0)));
    let paid_in = Money::new(6544, Currency::USD);
    let running = vec![
        step(StepStage::Done, t!(loc, "gallery-step-booked", name = ANA), at(26, 15, 10)),
        Step {
            note: Some(t!(loc, "gallery-step-held-note")),
            ..step(StepStage::Done, t!(loc, "gallery-step-held", amount = loc.money(paid_in)), at(26, 15, 11))
        },
        step(StepStage::Done, t!(loc, "gallery-step-worked", name = ANA), at(27, 17, 0)),
        Step {
            note: Some(t!(loc, "gallery-step-confirm-note", name = ANA)),
            ..step(
                StepStage::Now,
                t!(loc, "gallery-step-confirm", hours = loc.duration(240)),
                t!(loc, "gallery-by", moment = at(28, 21, 0)),
            )
        },
        step(StepStage::Next, t!(loc, "gallery-step-paid", name = ANA), t!(loc, "gallery-step-paid-when")),
    ];
    let stopped = vec![
        step(StepStage::Done, t!(loc, "gallery-step-booked", name = ANA), at(26, 15, 10)),
        Step {
            note: Some(t!(loc, "gallery-step-cancelled-note", amount = loc.money(paid_in))),
            ..step(StepStage::Stopped, t!(loc, "gallery-step-cancelled", name = ANA), at(27, 9, 30))
        },
    ];
    html! {
        (TradeLine { loc, label: t!(loc, "gallery-line-running"), steps: running }.render())
        h3 { (t!(loc, "gallery-line-stopped")) }
        (TradeLine { loc, label: t!(loc, "gallery-line-stopped"), steps: stopped }.render())
    }
}

pub(crate) fn options(loc: Locale) -> Markup {
    let card = |name: &str, kept, meters, facts, ladder| OptionCard {
        loc,
        level: Level::Three,
        person: Text::verbatim(name),
        work: Some(t!(loc, "gallery-porter")),
        kept,
        meters,
        facts,
        ladder: Some(ladder),
        action: Link::new(t!(loc, "gallery-choose", name = name), "#choose"),
    };
    let many = Some(Kept { kept: 38, of: 40 });
    let cards = [
        card(ANA, many, 3380, vec![t!(loc, "gallery-card-checked")], full_ladder(loc)),
        card(
            "Bartholomew O’Shaughnessy-Featherstone",
            None,
            900,
            Vec::new(),
            plain_ladder(loc, "Bartholomew", 7100),
        ),
        card(
            "Thuy N.",
            Some(Kept { kept: 1, of: 1 }),
            24_140,
            Vec::new(),
            plain_ladder(loc, "Thuy", 128_000),
        ),
    ];
    html! {
        p class="lead" { (t!(loc, "gallery-found", count = 3_u32, hours = shift(loc))) }
        (option_card::list(loc, &cards, "#order"))
    }
}

pub(crate) fn check_answers(loc: Locale) -> Markup {
    let rows = vec![
        SummaryRow::words(t!(loc, "gallery-work"), t!(loc, "gallery-porter")).changed_at("#work"),
        SummaryRow::words(t!(loc, "gallery-hours"), shift(loc)).changed_at("#day"),
        SummaryRow {
            name: t!(loc, "gallery-place"),
            value: Value::Lines(vec![
                Text::verbatim("Café Arroyo"),
                Text::verbatim("1200 SE Example St, 97214"),
            ]),
            change: Some("#place".to_owned()),
        },
        SummaryRow::money(t!(loc, "gallery-you-pay"), loc.money(Money::new(6544, Currency::USD))),
        SummaryRow::money(
            t!(loc, "gallery-receives", name = ANA),
            loc.money(Money::new(6372, Currency::USD)),
        ),
    ];
    html! {
        (SummaryList { loc, rows }.render())
        div class="actions" { a class="button" href="#pay" { (t!(loc, "gallery-book", name = ANA)) } }
    }
}

pub(crate) fn nothing_found(loc: Locale) -> Markup {
    let one = date(2026, 11, 27).at(13, 0, 0, 0).time();
    let two = date(2026, 11, 27).at(14, 0, 0, 0).time();
    Empty {
        loc,
        nothing: t!(loc, "gallery-nobody", time = loc.time(one)),
        nearest: vec![
            Link::new(t!(loc, "gallery-nearest-time", count = 3_u32, time = loc.time(two)), "#two"),
            Link::new(
                t!(loc, "gallery-nearest-place", count = 1_u32, distance = loc.distance(16_093)),
                "#far",
            ),
        ],
    }
    .render()
}

pub(crate) fn receipt(loc: Locale) -> Markup {
    Receipt {
        loc,
        level: Level::Three,
        number: reference(),
        made: loc.moment(&portland(date(2026, 11, 28).at(9, 4, 0, 0))),
        facts: vec![
            SummaryRow::words(t!(loc, "gallery-work"), t!(loc, "gallery-porter")),
            SummaryRow::words(t!(loc, "gallery-hours"), shift(loc)),
            SummaryRow::words(t!(loc, "gallery-buyer"), Text::verbatim("Café Arroyo")),
            SummaryRow::words(t!(loc, "gallery-seller"), Text::verbatim(ANA)),
        ],
        ladder: Some(full_ladder(loc)),
        moved: vec![t!(loc, "gallery-moved", name = ANA, moment = loc.day(date(2026, 11, 28)))],
        check_code: Text::verbatim("b7c2 91e0 44ad 03f8 6c1b"),
    }
    .render()
}
