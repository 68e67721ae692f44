//! Those who move homes when a market opens: two with a van, and four who carry; so that a removal can be had as a whole.

use super::owners::Character;
use super::workers;
use host::failure::Failure;
use kernel::Amount;
use web::app::App;

/// Who comes with a van.
const DRIVERS: [Character; 2] = [
    Character::worker("van.tess@example.org", "Tess G.", "97202"),
    Character::worker("van.omar@example.org", "Omar D.", "97206"),
];
/// Who carries.
const MOVERS: [Character; 4] = [
    Character::worker("carry.pia@example.org", "Pia N.", "97214"),
    Character::worker("carry.rex@example.org", "Rex T.", "97202"),
    Character::worker("carry.uma@example.org", "Uma W.", "97206"),
    Character::worker("carry.vic@example.org", "Vic E.", "97214"),
];
/// The sectors of the two, by slug.
const DRIVING: &str = "delivery-driver";
const CARRYING: &str = "mover";
/// What the first of them asks for an hour, in minor units; each other a little more.
const HOURLY: i64 = 2_600;
const STEP: i64 = 150;

/// They come and offer their hours.
///
/// # Errors
/// [`Failure`].
pub(super) async fn come(app: &App) -> Result<(), Failure> {
    let all = DRIVERS.iter().map(|who| (who, DRIVING)).chain(MOVERS.iter().map(|who| (who, CARRYING)));
    for (more, (who, slug)) in (0..).zip(all) {
        // A directory of somebody's own may lack a sector.
        let Some(sector) = app.directory.sector_by_slug(slug) else { continue };
        workers::come(app, who, &sector.code, Amount(HOURLY + more * STEP)).await?;
    }
    Ok(())
}
