//! `/sellers`: whom you know, and what they sell; `/seller-page`: your own.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::nouns::seller_pages::{self, KnownSeller, SellerSeen, WorkOffered};
use kernel::{Asks, Id, Money, Show, Span};
use market::users::User;
use market::users::assets::Offering;
use market::users::seller_pages::{DropSellerPage, KeepSellerPage, SellerPage};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::find("/sellers", list).about(
            "Those that you have dealt with, and your favorites. By three letters or more of a name also those who \
             said that they may be found so; there is no list of others.",
        ),
        Call::get("/sellers/{short_address}", show)
            .about("By the last word of their link; or by the id of somebody you know. With their free hours of two weeks.")
            .public(),
        Call::get("/seller-page", own).about("The one that you keep, with its address.").or_none(),
        Call::set::<KeepSellerPage>("/seller-page"),
        Call::remove::<DropSellerPage>("/seller-page"),
    ]
}

/// Which sellers.
#[derive(Asks, Deserialize)]
struct Named {
    /// What is known of the name.
    #[ask(example = "ana")]
    name: Option<String>,
}

impl Taken for Named {}

/// Somebody who sells, as others see them.
#[derive(Show)]
struct Seller {
    user: Id<User>,
    name: String,
    /// The last word of the link to their page, if they keep one.
    short_address: Option<String>,
    /// Trades that they kept …
    kept_count: i64,
    /// … of those agreed to.
    agreed_count: i64,
    is_favorite: bool,
    /// The work that they offer.
    work: Vec<WorkShown>,
    /// When they are free, for two weeks.
    free: Vec<Span>,
}

/// Work that somebody offers.
#[derive(Show)]
struct WorkShown {
    #[show(flatten)]
    offering: Offering,
    /// What an hour costs, extras and mark-up not counted; nothing for work that is given.
    hourly: Option<Money>,
    /// The shortest work, in minutes.
    least_minutes: Option<i64>,
}

impl From<WorkOffered> for WorkShown {
    fn from(WorkOffered { offered, terms }: WorkOffered) -> Self {
        Self {
            offering: offered.offering,
            hourly: terms.as_ref().map(|terms| terms.hourly.of(terms.currency)),
            least_minutes: terms.map(|terms| terms.minimum_minutes),
        }
    }
}

impl From<SellerSeen> for Seller {
    fn from(seen: SellerSeen) -> Self {
        Self {
            user: seen.user,
            name: seen.seller.name,
            short_address: seen.address,
            kept_count: seen.seller.kept_count,
            agreed_count: seen.seller.agreed_count,
            is_favorite: seen.seller.is_favorite,
            work: seen.works.into_iter().map(WorkShown::from).collect(),
            free: seen.free,
        }
    }
}

async fn list(sent: Sent, Named { name }: Named) -> Answer<Vec<KnownSeller>> {
    seller_pages::known(&sent.app, sent.visitor()?, &name.unwrap_or_default()).await
}

async fn show(sent: Sent) -> Answer<Seller> {
    let visitor = sent.caller().await?;
    Ok(seller_pages::seen(&sent.app, visitor.as_ref(), sent.word()?).await?.into())
}

async fn own(sent: Sent) -> Answer<SellerPage> {
    let (page, _) = seller_pages::own(&sent.app, sent.visitor()?).await?;
    page.ok_or(AppError::NotFound)
}
