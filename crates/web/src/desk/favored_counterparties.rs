//! Favored counterparties: whom the visitor would gladly deal with again.

use crate::app::App;
use crate::desk::options::display_name;
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::Id;
use market::options::favored_counterparties::{Favor, Favorite, Unfavor};
use market::users::User;
use std::collections::BTreeSet;

/// A favorite, with the name that others see.
#[derive(Clone, Debug)]
pub struct Favored {
    /// The favorite.
    pub favorite: Favorite,
    /// What they are called.
    pub name: String,
}

/// The visitor's favorites, by name.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn list(app: &App, visitor: &Visitor) -> Result<Vec<Favored>, AppError> {
    let favorites = app.store.list::<Favorite>((visitor.user.locality(), visitor.user)).await?;
    let mut favored = Vec::with_capacity(favorites.len());
    for favorite in favorites {
        favored.push(Favored { name: display_name(app, favorite.other).await?, favorite });
    }
    favored.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(favored)
}

/// Who the visitor's favorites are; nobody for who is not signed in.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn of(app: &App, visitor: Option<&Visitor>) -> Result<BTreeSet<Id<User>>, AppError> {
    let Some(visitor) = visitor else { return Ok(BTreeSet::new()) };
    let favorites = app.store.list::<Favorite>((visitor.user.locality(), visitor.user)).await?;
    Ok(favorites.into_iter().map(|favorite| favorite.other).collect())
}

/// Makes somebody a favorite.
///
/// # Errors
/// As the command.
pub async fn favor(app: &App, visitor: &Visitor, other: Id<User>, key: &str) -> Result<(), AppError> {
    let favor = Favor { owner: visitor.user, other };
    Ok(app.store.run(visit::request::<Favor>(visitor.actor(), key), favor).await?)
}

/// Takes somebody off the favorites.
///
/// # Errors
/// As the command.
pub async fn unfavor(app: &App, visitor: &Visitor, other: Id<User>, key: &str) -> Result<(), AppError> {
    let unfavor = Unfavor { owner: visitor.user, other };
    Ok(app.store.run(visit::request::<Unfavor>(visitor.actor(), key), unfavor).await?)
}
