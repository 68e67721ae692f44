//! Seller pages: what whoever has the link sees of somebody who sells, and whom a visitor knows already.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::assets::{self, Asked, Offered};
use crate::nouns::assets_found::runs;
use crate::nouns::options::{self, SellerShown};
use crate::nouns::trades::names;
use crate::nouns::{NAMELESS, blocks, favored_counterparties};
use crate::visitor::Visitor;
use kernel::{Draft, Id, Keys, Show, Span, Stop, Value, together};
use market::options::favored_counterparties::Favorite;
use market::trade::Trade;
use market::users::assets::{OfferingOfSeller, OfferingStage, PriceTerms, Resource};
use market::users::reliability::PairRecord;
use market::users::seller_pages::{SellerAddress, SellerFound, SellerPage, address_typed, folded};
use market::users::{Person, User};
use std::collections::BTreeMap;

/// For how many days free hours are shown.
const DAYS: i64 = 14;
/// How many stretches of free hours are shown.
const FREE_SHOWN: usize = 28;
/// With how many letters a name is looked for, at least: nobody reads all names letter by letter.
const LETTERS_MIN: usize = 3;

/// Hours of work that somebody offers.
#[derive(Clone, Debug)]
pub struct WorkOffered {
    /// The offering.
    pub offered: Offered,
    /// What is asked; nothing for work that is given.
    pub terms: Option<PriceTerms>,
}

/// Somebody who sells, as others see them.
#[derive(Clone, Debug)]
pub struct SellerSeen {
    /// Who.
    pub user: Id<User>,
    /// Name and record.
    pub seller: SellerShown,
    /// The address of their page, if they keep one.
    pub address: Option<String>,
    /// Whether the visitor looks at themselves.
    pub is_own: bool,
    /// What work they offer.
    pub works: Vec<WorkOffered>,
    /// When they are free in the days ahead; nothing of hours that were not said.
    pub free: Vec<Span>,
}

/// Somebody whom the visitor knows, or who may be found by name.
#[derive(Show, Clone, Debug)]
pub struct KnownSeller {
    /// Who.
    pub user: Id<User>,
    /// The name that others see.
    pub name: String,
    /// The last word of the link to their page.
    pub short_address: String,
    /// Whether they are a favorite of yours.
    pub is_favorite: bool,
    /// The last work that you booked with them.
    pub last_work: Option<Id<Trade>>,
}

/// Somebody who sells, by the address of their page; or by their id, for whoever knows them.
pub async fn seen(app: &App, visitor: Option<&Visitor>, address: &str) -> Answer<SellerSeen> {
    let user = user_of(app, visitor, address).await?;
    let offerings = app.store.view::<OfferingOfSeller>(app.locality, &[Value::Id(user.bits())]).await?;
    let ids: Vec<_> = offerings.into_iter().map(|offering| offering.id).collect();
    let looks = visitor.map(|visitor| visitor.user);
    let read = |draft: &mut Draft<'_>| {
        let locality = draft.locality();
        let mut keys = Keys::default();
        keys.one::<User>((locality, user));
        keys.one::<SellerPage>((locality, user));
        let ((), (seller, offered)) = together(
            draft.ask(keys),
            together(options::seller(draft, user, looks), assets::all_of(draft, &ids)),
        )?;
        let is_found = draft.get::<User>((locality, user))?.is_found();
        let page = draft.find::<SellerPage>((locality, user))?;
        Ok((is_found, page, seller, offered))
    };
    let (is_found, page, seller, offered) = app.look(visitor, read).await?;
    let is_own = looks == Some(user);
    if !is_found && !is_own {
        return Err(AppError::NotFound);
    }
    let works: Vec<_> = offered.into_iter().filter_map(work).collect();
    let free = if works.is_empty() { Vec::new() } else { free(app, user.cast())? };
    Ok(SellerSeen { user, seller, address: page.map(|page| page.address), is_own, works, free })
}

fn work(offered: Offered) -> Option<WorkOffered> {
    let Asked::Work(terms) = offered.asked.clone() else { return None };
    let is_shown = match offered.offering.stage {
        OfferingStage::Open | OfferingStage::OnRequest => true,
        OfferingStage::Paused | OfferingStage::Listed => false,
    };
    is_shown.then_some(WorkOffered { offered, terms })
}

/// When somebody is free in the days ahead, from now on.
fn free(app: &App, resource: Id<Resource>) -> Answer<Vec<Span>> {
    let now = app.now();
    let days = (0..DAYS).map(|ahead| now.day().plus(ahead));
    let days = days.map(|day| Ok((day, app.finder.day(resource, day)?))).collect::<Answer<Vec<_>>>()?;
    let ahead = runs(&days).into_iter().filter(|span| span.ends_at() > now);
    Ok(ahead.take(FREE_SHOWN).collect())
}

async fn user_of(app: &App, visitor: Option<&Visitor>, address: &str) -> Answer<Id<User>> {
    let locality = app.locality;
    if let Some(user) = Id::<User>::parse(address) {
        let visitor = visitor.ok_or(AppError::NotFound)?;
        let is_known = app.look(Some(visitor), |draft| knows(draft, visitor.user, user)).await?;
        return if is_known && user.locality() == locality { Ok(user) } else { Err(AppError::NotFound) };
    }
    let led = app.store.find::<SellerAddress>((locality, address_typed(address))).await?;
    Ok(led.ok_or(AppError::NotFound)?.user_id)
}

/// Whether somebody knows another: has dealt with them, or has them among their favorites.
fn knows(draft: &Draft<'_>, user: Id<User>, other: Id<User>) -> Result<bool, Stop> {
    let locality = draft.locality();
    let mut keys = Keys::default();
    keys.one::<Favorite>((locality, user, other));
    keys.one::<PairRecord>((locality, user, other));
    draft.ask(keys)?;
    let is_favorite = draft.find::<Favorite>((locality, user, other))?.is_some();
    Ok(user == other || is_favorite || draft.find::<PairRecord>((locality, user, other))?.is_some())
}

/// Whom the visitor knows, by name, and who is found by what was typed of a name: whoever said that they may be.
pub async fn known(app: &App, visitor: &Visitor, typed: &str) -> Answer<Vec<KnownSeller>> {
    let wanted = folded(typed);
    let last: BTreeMap<_, _> = favored_counterparties::last_work(app, visitor)
        .await?
        .into_iter()
        .map(|work| (work.seller, work.id))
        .collect();
    let found = if wanted.chars().count() < LETTERS_MIN {
        Vec::new()
    } else {
        let (from, until) =
            (Value::Text(wanted.as_str().into()), Value::Text(format!("{wanted}\u{10FFFF}").into()));
        app.store.view::<SellerFound>(app.locality, &[from, until]).await?
    };
    let apart = blocks::apart(app, Some(visitor));
    let read = |draft: &mut Draft<'_>| {
        let favorites = draft.list::<Favorite>((draft.locality(), visitor.user))?;
        let favorites: Vec<Id<User>> = favorites.into_iter().map(|favorite| favorite.other).collect();
        let all = last.keys().copied().chain(favorites.iter().copied());
        let all: Vec<_> = all.chain(found.iter().map(|found| found.user_id)).collect();
        let mut keys = Keys::default();
        for user in &all {
            keys.one::<User>((draft.locality(), *user));
            keys.one::<SellerPage>((draft.locality(), *user));
        }
        let ((), named) = together(draft.ask(keys), names(draft, all))?;
        let mut known = Vec::new();
        for (user, name) in named {
            let is_there = draft.find::<User>((draft.locality(), user))?.is_some_and(|user| user.is_found());
            let is_wanted = folded(&name).contains(&wanted) && name != NAMELESS;
            if !is_there || !is_wanted || user == visitor.user || apart.contains(&user) {
                continue;
            }
            let page = draft.find::<SellerPage>((draft.locality(), user))?;
            let short_address = page.map_or_else(|| user.to_string(), |page| page.address);
            let is_favorite = favorites.contains(&user);
            let last_work = last.get(&user).copied();
            known.push(KnownSeller { user, name, short_address, is_favorite, last_work });
        }
        Ok(known)
    };
    let mut known = app.look(Some(visitor), read).await?;
    known.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(known)
}

/// The visitor's own page, if they keep one, and the name by which it may be found.
pub async fn own(app: &App, visitor: &Visitor) -> Answer<(Option<SellerPage>, String)> {
    let (locality, user) = (visitor.user.locality(), visitor.user);
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<SellerPage>((locality, user));
        keys.one::<Person>((locality, user));
        draft.ask(keys)?;
        let page = draft.find::<SellerPage>((locality, user))?;
        let person = draft.find::<Person>((locality, user))?;
        Ok((page, person.map_or_else(|| NAMELESS.to_owned(), |person| person.display_name.into())))
    };
    app.look(Some(visitor), read).await
}
