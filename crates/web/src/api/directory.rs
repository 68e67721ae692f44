//! `/sectors`, `/places`: what can be looked for, and where.

use super::call::Call;
use super::sent::Sent;
use crate::error::{Answer, AppError};
use kernel::Show;
use market::directory::{Sector, WorkPlace};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/sectors", sectors).about("What can be traded: work, things, spaces and goods.").public(),
        Call::get("/places/{post_code}", place).about("Where it is, and what is paid with there.").public(),
    ]
}

/// A place, by its post code: its point is the middle of the area.
#[derive(Show)]
struct Place {
    #[show(flatten)]
    place: WorkPlace,
    /// What is paid with there.
    currency: Option<String>,
    /// How many decimals that currency has.
    exponent: Option<i64>,
}

async fn sectors(sent: Sent) -> Answer<Vec<Sector>> {
    Ok(sent.app.directory.sectors().cloned().collect())
}

async fn place(sent: Sent) -> Answer<Place> {
    let place = sent.app.place(sent.word()?).map_err(|_| AppError::NotFound)?.clone();
    let law = sent.app.rulebook.jurisdiction(&place.jurisdiction);
    let (currency, exponent) =
        law.map(|law| (law.currency.code.clone(), i64::from(law.currency.exponent))).unzip();
    Ok(Place { place, currency, exponent })
}
