//! Favored counterparties: whom the visitor would gladly deal with again.

use crate::app::App;
use crate::error::Answer;
use crate::nouns::trades::names;
use crate::visitor::Visitor;
use kernel::{Draft, Id, Show, Stop, Timestamp, Value};
use market::options::favored_counterparties::{Favorite, LastWork};
use market::users::User;
use std::collections::BTreeSet;

/// Somebody you would gladly deal with again.
#[derive(Show, Clone, Debug)]
pub struct Favored {
    /// Who.
    pub user: Id<User>,
    /// The name that others see.
    pub name: String,
    /// Since when.
    pub added_at: Timestamp,
}

/// The acting user's favorites, by name.
pub fn list(draft: &Draft<'_>) -> Result<Vec<Favored>, Stop> {
    let owner: Id<User> = draft.actor().cast();
    let favorites = draft.list::<Favorite>((owner.locality(), owner))?;
    let names = names(draft, favorites.iter().map(|favorite| favorite.other))?;
    let favored = favorites.iter().filter_map(|favorite| {
        let (user, name) = names.iter().find(|(user, _)| *user == favorite.other)?;
        Some(Favored { user: *user, name: name.clone(), added_at: favorite.added_at })
    });
    let mut favored: Vec<Favored> = favored.collect();
    favored.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(favored)
}

/// The last booking of work that the visitor made with each of some people, the latest first; nobody is there twice.
pub async fn last_work(app: &App, visitor: &Visitor) -> Answer<Vec<LastWork>> {
    let params = [Value::Id(visitor.user.bits())];
    let mut seen = BTreeSet::new();
    let mut last = app.store.view::<LastWork>(visitor.user.locality(), &params).await?;
    last.retain(|work| seen.insert(work.seller));
    Ok(last)
}

/// Who the visitor's favorites are; nobody for who is not signed in.
pub async fn of(app: &App, visitor: Option<&Visitor>) -> Answer<BTreeSet<Id<User>>> {
    let Some(visitor) = visitor else { return Ok(BTreeSet::new()) };
    let favorites = app.store.list::<Favorite>((visitor.user.locality(), visitor.user)).await?;
    Ok(favorites.into_iter().map(|favorite| favorite.other).collect())
}
