//! The people, hours and prices that the gallery shows. Invented, and no figure here is a rate in force.

use jiff::Zoned;
use jiff::civil::DateTime;

use crate::t;
use web::components::{Ladder, Line, Section, Total};
use web::i18n::{Currency, Locale, Money, Text};

/// The worker's name.
pub(crate) const ANA: &str = "Ana R.";

pub(crate) fn reference() -> Text {
    Text::verbatim("7F3K-20QM")
}

/// A civil time in the demo's city.
#[expect(clippy::expect_used, reason = "the zone is compiled in and the dates are constants")]
pub(crate) fn portland(at: DateTime) -> Zoned {
    at.in_tz("America/Los_Angeles").expect("a zone that is compiled in")
}

#[expect(clippy::expect_used, reason = "the figures are constants that a test renders")]
fn ladder(pays: Total, sections: Vec<Section>) -> Ladder {
    Ladder::new(Currency::USD, pays, sections).expect("demo figures that add up")
}

/// Two sums and one line: four hours for `price`, and the mark-up of two in a hundred.
pub(crate) fn plain_ladder(loc: Locale, name: &str, price: i64) -> Ladder {
    let share = price / 50;
    ladder(
        Total { label: t!(loc, "gallery-you-pay"), minor: price + share },
        vec![Section {
            lines: vec![market_share(loc, -share)],
            total: Total { label: t!(loc, "gallery-receives", name = name), minor: price },
        }],
    )
}

/// Every kind of line: a subsidy, the mark-up, tax held back.
pub(crate) fn full_ladder(loc: Locale) -> Ladder {
    let fund = Line {
        label: t!(loc, "gallery-fund"),
        party: t!(loc, "gallery-fund-party"),
        why: t!(loc, "gallery-fund-why", amount = loc.money(Money::new(200, Currency::USD))),
        minor: 800,
    };
    let tax = Line {
        label: t!(loc, "gallery-tax"),
        party: t!(loc, "gallery-tax-party"),
        why: t!(loc, "gallery-tax-why"),
        minor: -828,
    };
    ladder(
        Total { label: t!(loc, "gallery-you-pay"), minor: 6544 },
        vec![
            Section { lines: vec![fund], total: Total { label: t!(loc, "gallery-full-price"), minor: 7344 } },
            Section {
                lines: vec![market_share(loc, -144)],
                total: Total { label: t!(loc, "gallery-own-price", name = ANA), minor: 7200 },
            },
            Section {
                lines: vec![tax],
                total: Total { label: t!(loc, "gallery-receives", name = ANA), minor: 6372 },
            },
        ],
    )
}

fn market_share(loc: Locale, minor: i64) -> Line {
    Line {
        label: t!(loc, "gallery-share", share = loc.share(200)),
        party: t!(loc, "gallery-share-party"),
        why: t!(loc, "gallery-share-why"),
        minor,
    }
}
