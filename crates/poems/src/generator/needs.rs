//! What people have saved that they need when a market opens: a crew for a Saturday, with a bicycle to bring what is missing.

use super::Population;
use super::people::{self, run};
use host::failure::Failure;
use kernel::{Amount, Day};
use market::requirements::needs::{PartAsked, SaveNeed};
use web::app::App;

/// What whoever hires needs, by slug, and how many of each.
const CREW: [(&str, i64); 2] = [("kitchen-porter", 2), ("bicycle", 1)];

/// Saves it. Whoever hires is a part that a visitor can take.
///
/// # Errors
/// [`Failure`].
pub(super) async fn save(app: &App, population: &Population) -> Result<(), Failure> {
    // A directory of somebody's own may lack a sector.
    if CREW.iter().any(|(slug, _)| app.directory.sector_by_slug(slug).is_none()) {
        return Ok(());
    }
    let unwritten = |_| Failure::failed("a need cannot be written", "This is a bug.");
    let place = people::place_of(app, "97214")?;
    let today = Day::of(place.zone.calendar().local(app.now()).date);
    let at = "10:00".parse().map_err(|_| Failure::failed("a need has no time", "This is a bug."))?;
    let save = SaveNeed {
        owner: population.hirer,
        name: "Saturday crew".parse().map_err(unwritten)?,
        post_code: place.post_code,
        from_on: today.plus(1).date(),
        until_on: today.plus(28).date(),
        weekdays: vec![5],
        from: at,
        minutes: 240,
        most: Some(Amount(60_000)),
        parts: CREW.map(|(sector, count)| PartAsked { sector: sector.to_owned(), count }).to_vec(),
    };
    run(app, population.hirer.cast(), save).await?;
    Ok(())
}
