//! People with a name who work, and offer a sector from eight in the morning to six in the evening, every day.

use super::owners::{self, Character};
use super::people::{self, run};
use host::failure::Failure;
use host::people::currency_at;
use kernel::{Amount, Id, Slots};
use market::users::User;
use market::users::assets::{OfferWork, Offering, PriceTerms};
use market::users::availability::SetUsualWeek;
use web::app::App;

/// Somebody comes into the market and offers hours of a sector, by its slug or code, at so much an hour in minor units.
///
/// # Errors
/// [`Failure`].
pub(super) async fn come(
    app: &App,
    who: &Character,
    sector: &str,
    hourly: Amount,
) -> Result<(Id<User>, Id<Offering>), Failure> {
    let seller = owners::visitor(app, who).await?;
    let place = people::place_of(app, who.post_code)?;
    let currency = currency_at(&app.rulebook, &place);
    let currency = currency
        .ok_or_else(|| Failure::failed("there is no money where the work is", "Choose another place."))?;
    let terms = Some(PriceTerms::plain(currency, hourly));
    let (sector, post_code) = (sector.to_owned(), place.post_code);
    let offer = OfferWork { locality: app.locality, sector, post_code, terms };
    let offering = run(app, seller.cast(), offer).await?;
    let days = [Slots::run(32, 40); 7];
    run(app, seller.cast(), SetUsualWeek { resource: seller.cast(), zone: place.zone.clone(), days }).await?;
    Ok((seller, offering))
}
