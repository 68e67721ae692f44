//! What people ask quotes for when a market opens: a harvest of sweet corn, which three farms quote on, and a garden wall, which two
//! masons do.

use super::Population;
use super::owners::{self, Character};
use super::people::{self, run};
use super::workers;
use host::draw::Draw;
use host::failure::Failure;
use host::people::currency_at;
use kernel::{Amount, Date, Day, Id, NoText, Span};
use market::mechanisms::quotes::{LineAsked, LineQuoted, OpenQuoteCall, QuoteCall, SetQuote};
use market::users::User;
use market::users::assets::{HandingOver, ItemTerms, OfferItem, Offering, Wording};
use web::app::App;

const FARMS: [Character; 3] = [
    Character::seller("river.farm@example.org", "River Bend Farm", "97202"),
    Character::seller("hill.farm@example.org", "Hilltop Farm", "97214"),
    Character::seller("valley.farm@example.org", "Valley Growers", "97206"),
];
const MASONS: [Character; 2] = [
    Character::worker("mason.jo@example.org", "Jo S.", "97202"),
    Character::worker("mason.lee@example.org", "Lee W.", "97214"),
];
/// The sectors of the two.
const CORN: &str = "corn";
const WALLS: &str = "stonemasons";
/// The number of the first of their pictures: shops, pools and listings have those before.
const PICTURES: usize = 3_000;
/// What each farm wants for a kilogram of the first and of the second grade, in minor units.
const FOR_A_KILO: [(i64, i64); 3] = [(62, 41), (58, 46), (66, 0)];
/// What each mason wants for a day at the wall, in minor units, and on which day after tomorrow.
const FOR_A_DAY: [(i64, i64); 2] = [(39_500, 6), (42_000, 5)];

/// Opens the calls, and has sellers quote. Whoever hires is a part that a visitor can take, and has money.
///
/// # Errors
/// [`Failure`].
pub(super) async fn ask(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    // A directory of somebody's own may lack a sector.
    if [CORN, WALLS].iter().any(|slug| app.directory.sector_by_slug(slug).is_none()) {
        return Ok(());
    }
    let corn = [("Sweet corn, first grade", 300, "kg"), ("Sweet corn, second grade", 120, "kg")];
    let corn = call(app, population.hirer, (CORN, &corn), Some(HandingOver::Delivery), draw)?;
    let (from, buyer) = (corn.from_on, corn.buyer);
    let corn = run(app, buyer.cast(), corn).await?;
    for (picture, (farm, (first, second))) in (PICTURES..).zip(FARMS.iter().zip(FOR_A_KILO)) {
        let seller = owners::visitor(app, farm).await?;
        let offering = field(app, farm, seller, picture).await?;
        let all = [(1, 300, first), (2, 120, second)];
        let lines = all.into_iter().filter(|(_, _, each)| *each > 0);
        let lines = lines.map(|(number, quantity, each)| LineQuoted {
            number,
            quantity,
            price: Amount(quantity * each),
        });
        let quote =
            SetQuote { lines: lines.collect(), ready_on: Some(from), ..nothing(seller, corn, offering) };
        run(app, seller.cast(), quote).await?;
    }
    let wall = [("Dry stone wall, 6 meters, knee-high; the stones are there", 1, "wall")];
    let wall = call(app, population.hirer, (WALLS, &wall), None, draw)?;
    let wall = run(app, wall.buyer.cast(), wall).await?;
    for (mason, (price, days)) in MASONS.iter().zip(FOR_A_DAY) {
        let (seller, offering) = workers::come(app, mason, WALLS, Amount(4_500)).await?;
        let span = day_of(app, mason, days)?;
        let lines = vec![LineQuoted { number: 1, quantity: 1, price: Amount(price) }];
        run(app, seller.cast(), SetQuote { lines, span, ..nothing(seller, wall, offering) }).await?;
    }
    Ok(())
}

fn nothing(seller: Id<User>, call: Id<QuoteCall>, offering: Id<Offering>) -> SetQuote {
    let (lines, delivery, ready_on, span) = (Vec::new(), None, None, None);
    SetQuote { seller, call, offering, lines, delivery, ready_on, span, binds_days: 14 }
}

fn unwritten(bad: NoText) -> Failure {
    Failure::failed(
        format!("a call for quotes has no words: {bad:?}"),
        "Say so to whoever made this program.",
    )
}

fn today(app: &App) -> Date {
    app.now().day().date()
}

/// A call for lines of a sector, needed from four to ten days ahead.
fn call(
    app: &App,
    buyer: Id<User>,
    (sector, lines): (&str, &[(&str, i64, &str)]),
    handing_over: Option<HandingOver>,
    draw: &mut Draw,
) -> Result<OpenQuoteCall, Failure> {
    let line = |(text, quantity, unit): &(&str, i64, &str)| {
        let (text, unit) = (text.parse().map_err(unwritten)?, unit.parse().map_err(unwritten)?);
        Ok(LineAsked { text, quantity: *quantity, unit })
    };
    let place = people::place_of(app, "97214")?;
    Ok(OpenQuoteCall {
        buyer,
        sector: sector.to_owned(),
        post_code: place.post_code,
        street: Some("2400 SE Ankeny Street".parse().map_err(unwritten)?),
        from_on: Day::of(today(app)).plus(4).date(),
        until_on: Day::of(today(app)).plus(10).date(),
        lines: lines.iter().map(line).collect::<Result<_, Failure>>()?,
        handing_over,
        description: None,
        minutes: 2_880 + draw.between(0, 600),
    })
}

/// What a farm has on its fields.
async fn field(app: &App, of: &Character, seller: Id<User>, picture: usize) -> Result<Id<Offering>, Failure> {
    let place = people::place_of(app, of.post_code)?;
    let currency = currency_at(&app.rulebook, &place);
    let currency = currency
        .ok_or_else(|| Failure::failed("there is no money where the corn grows", "Choose another place."))?;
    let offer = OfferItem {
        locality: app.locality,
        sector: CORN.to_owned(),
        post_code: place.post_code,
        wording: Wording {
            title: "Sweet corn, by the kilogram".parse().map_err(unwritten)?,
            description: None,
        },
        count: 1_000,
        terms: ItemTerms {
            currency,
            each: Amount(90),
            delivery: None,
            is_collected: true,
            ready_minutes: 1_440,
        },
    };
    let offering = run(app, seller.cast(), offer).await?;
    // A picture is whose it was first: where somebody has drawn the same, there is none.
    let _shown = owners::show(app, seller, offering, (CORN, picture)).await;
    Ok(offering)
}

/// Eight hours of a day so many days ahead, from nine in the morning on.
fn day_of(app: &App, of: &Character, days: i64) -> Result<Option<Span>, Failure> {
    let calendar = people::place_of(app, of.post_code)?.zone.calendar();
    let starts_at = calendar.timestamp(Day::of(today(app)).plus(days).date(), 9 * 60);
    Ok(starts_at.and_then(|starts_at| Span::between(starts_at, starts_at.plus_minutes(480))))
}
