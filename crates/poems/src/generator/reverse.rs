//! What work is put out to bids when a market opens: the cleaning of a hall after a fair, for which those bid who clean.

use super::Population;
use super::owners::Character;
use super::people::{self, run};
use super::workers;
use host::draw::Draw;
use host::failure::Failure;
use kernel::{Amount, NoText, Span};
use market::mechanisms::reverse_auctions::{BidView, OpenReverseAuction, PlaceUnderbid};
use web::app::App;

const CLEANERS: [Character; 3] = [
    Character::worker("clean.ivy@example.org", "Ivy K.", "97202"),
    Character::worker("clean.noa@example.org", "Noa F.", "97206"),
    Character::worker("clean.sol@example.org", "Sol B.", "97214"),
];
/// What they clean.
const SECTOR: &str = "37-2011";
/// What they ask for an hour otherwise, in minor units.
const HOURLY: Amount = Amount(2_600);
/// The least that each would do the hall for, in minor units.
const LEASTS: [i64; 3] = [14_200, 13_100, 13_800];

/// Puts the work out, and has cleaners bid. Whoever hires is a part that a visitor can take, and has money.
///
/// # Errors
/// [`Failure`].
pub(super) async fn put_out(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    let unwritten = |bad: NoText| {
        Failure::failed(format!("a hall has no words: {bad:?}"), "Say so to whoever made this program.")
    };
    // A directory of somebody's own may lack the sector.
    if app.directory.sector(SECTOR).is_none() {
        return Ok(());
    }
    let place = people::place_of(app, "97214")?;
    let calendar = place.zone.calendar();
    let today = calendar.local(app.now()).date;
    let starts_at = calendar.timestamp(today, 6 * 1_440 + 9 * 60);
    let span = starts_at.and_then(|at| Span::between(at, at.plus_minutes(360)));
    let span = span.ok_or_else(|| Failure::failed("a hall has no hours", "Choose another place."))?;
    let work = OpenReverseAuction {
        buyer: population.hirer,
        sector: SECTOR.to_owned(),
        post_code: place.post_code,
        street: Some("2400 SE Ankeny Street".parse().map_err(unwritten)?),
        title: "Clean the hall after the fair: six hours".parse().map_err(unwritten)?,
        description: Some(
            "Two rooms and the stairs. Everything to clean with is there.".parse().map_err(unwritten)?,
        ),
        span,
        top: Amount(18_000),
        view: BidView::Rank,
        minutes: 2_880 + draw.between(0, 600),
    };
    let auction = run(app, population.hirer.cast(), work).await?;
    for (cleaner, least) in CLEANERS.iter().zip(LEASTS) {
        let (seller, offering) = workers::come(app, cleaner, SECTOR, HOURLY).await?;
        let (least, cost, cost_minutes) = (Amount(least), None, None);
        // Whoever is too late with theirs has not bid.
        let _refused =
            run(app, seller.cast(), PlaceUnderbid { seller, auction, offering, least, cost, cost_minutes })
                .await;
    }
    Ok(())
}
