//! What whoever runs a market watches: figures of its work, none of a person, a sector or a place.

use kernel::{Amount, Currency, Id, Locality};
use market::directory::Directory;
use market::options::subsidies;
use rules::Rulebook;
use std::collections::BTreeSet;
use store::{Failure, Store};

/// What a fund can still give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundRoom {
    /// Its name in the rulebook.
    pub fund: String,
    /// In which currency.
    pub currency: Currency,
    /// What is in it and not set aside.
    pub available: Amount,
    /// What it has paid or set aside on this UTC day.
    pub used_today: Amount,
}

/// The room of every fund that the rulebook names, in each currency of the market's places.
///
/// # Errors
/// As [`Store::look`].
pub async fn funds(
    store: &Store,
    rulebook: &Rulebook,
    directory: &Directory,
    locality: Locality,
) -> Result<Vec<FundRoom>, Failure> {
    let jurisdictions = directory.places().filter_map(|place| rulebook.jurisdiction(&place.jurisdiction));
    let currencies: BTreeSet<Currency> =
        jurisdictions.filter_map(|jurisdiction| Currency::new(&jurisdiction.currency.code)).collect();
    let mut rooms = Vec::new();
    for currency in currencies {
        let read = |draft: &mut kernel::Draft<'_>| Ok(subsidies::limits(draft, rulebook, currency, None)?);
        for (fund, limit) in store.look(locality, Id::SYSTEM, read).await? {
            let (available, used_today) = (limit.available, limit.used_today);
            rooms.push(FundRoom { fund, currency, available, used_today });
        }
    }
    Ok(rooms)
}
