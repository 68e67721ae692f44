//! Favored counterparties: a visitor's own list.

use crate::app::App;
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::Id;
use market::options::favored_counterparties::{AddFavorite, Favorite, RemoveFavorite};

/// The visitor's list.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn list(app: &App, visitor: &Visitor) -> Result<Vec<Favorite>, AppError> {
    Ok(app.store.list::<Favorite>((visitor.user.locality(), visitor.user)).await?)
}

/// Adds one.
///
/// # Errors
/// As the command.
pub async fn add(app: &App, visitor: &Visitor, key: &str) -> Result<Id<Favorite>, AppError> {
    let add = AddFavorite { owner: visitor.user };
    Ok(app.store.run(visit::request::<AddFavorite>(visitor.actor(), key), add).await?)
}

/// Takes one away.
///
/// # Errors
/// As the command.
pub async fn remove(app: &App, visitor: &Visitor, favorite: Id<Favorite>, key: &str) -> Result<(), AppError> {
    let remove = RemoveFavorite { owner: visitor.user, favorite };
    Ok(app.store.run(visit::request::<RemoveFavorite>(visitor.actor(), key), remove).await?)
}
