//! Blocks: with whom the visitor does not deal.

use crate::app::App;
use crate::nouns::trades::names;
use crate::visitor::Visitor;
use kernel::{Draft, Id, Show, Stop, Timestamp};
use market::options::blocks::Block;
use market::users::User;
use std::collections::BTreeSet;

/// Somebody with whom you do not deal.
#[derive(Show, Clone, Debug)]
pub struct Blocked {
    /// Who.
    pub user: Id<User>,
    /// The name that others see.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// Whom the acting user has blocked, by name.
pub fn list(draft: &Draft<'_>) -> Result<Vec<Blocked>, Stop> {
    let owner: Id<User> = draft.actor().cast();
    let blocks = draft.list::<Block>((owner.locality(), owner))?;
    let names = names(draft, blocks.iter().map(|block| block.other))?;
    let blocked = blocks.iter().filter_map(|block| {
        let (user, name) = names.iter().find(|(user, _)| *user == block.other)?;
        Some(Blocked { user: *user, name: name.clone(), since: block.since })
    });
    let mut blocked: Vec<Blocked> = blocked.collect();
    blocked.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(blocked)
}

/// What somebody who could be blocked is called, if there is such a user and it is somebody else.
pub fn other(draft: &Draft<'_>, other: Id<User>) -> Result<Option<String>, Stop> {
    let me: Id<User> = draft.actor().cast();
    if other == me
        || other.locality() != me.locality()
        || draft.find::<User>((me.locality(), other))?.is_none()
    {
        return Ok(None);
    }
    Ok(names(draft, [other])?.into_iter().map(|(_, name)| name).next())
}

/// Who does not deal with the visitor, whichever of the two has blocked the other; nobody for who is not signed in, and while a search
/// would not be answered. Never shown. It is the search's memory that knows, so no page is read in more rounds for it.
pub fn apart(app: &App, visitor: Option<&Visitor>) -> BTreeSet<Id<User>> {
    visitor.and_then(|visitor| app.finder.apart(visitor.user).ok()).unwrap_or_default()
}
