//! The demo's people and their history, made from a seed through the real commands.

mod crowd;
mod history;
mod people;
#[cfg(test)]
mod tests;

use crate::courier::MarketCourier;
use host::draw::Draw;
use host::failure::Failure;
use host::progress::bar;
use kernel::{Id, Timestamp, View};
use market::admin::payment_transfer::EndowFund;
use market::users::{SignInName, User};
use web::app::App;
use web::parallel::ParallelClock;
use web::visit;

/// How far back the market's own history goes.
pub(crate) const HISTORY_DAYS: i64 = 12;

/// How large the market is, and which of all possible ones.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) sellers: u32,
    pub(crate) buyers: u32,
    pub(crate) seed: u64,
}

/// The two people whose part a visitor can take.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    pub(crate) worker_name: String,
    pub(crate) worker_token: String,
    pub(crate) buyer_name: String,
    pub(crate) buyer_token: String,
}

/// A generated user who sells, with the hours that are usually free.
#[derive(Clone, Debug)]
struct Seller {
    user: Id<User>,
    offering: Id<market::users::assets::Offering>,
    zone: kernel::Zone,
    place: String,
    hours: people::Hours,
}

/// What the welcome fund and its like are given to start with, in minor units.
const ENDOWMENT: i64 = 5_000_000;
/// How many commands are under way at once: enough for the store to batch.
const AT_ONCE: usize = 256;

/// Makes the people and lets them live through the market's history.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn fill(
    app: &App,
    (courier, clock): (&MarketCourier, &ParallelClock),
    size: Size,
) -> Result<Cast, Failure> {
    let mut draw = Draw::new(size.seed);
    let steps = u64::from(size.sellers) + u64::from(size.buyers);
    let progress = bar(steps, "people");
    endow(app).await?;
    let worker = people::cast(app).await?;
    let sellers = people::sellers(app, &mut draw, (size.sellers.saturating_sub(1), &progress)).await?;
    let buyers = people::buyers(app, &mut draw, (size.buyers.saturating_sub(1), &progress)).await?;
    app.store.deliver(courier, app.now()).await?;
    progress.clear();

    let mut all = sellers;
    all.push(worker);
    history::live(app, (courier, clock), (&all, &buyers, &mut draw)).await?;
    find_cast(app).await
}

/// The market's latest moment; `None` for a market in which nothing has happened.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn latest_moment(app: &App) -> Result<Option<Timestamp>, Failure> {
    let latest = app.store.view::<LatestCommand>(app.locality, &[]).await?;
    Ok(latest.into_iter().next().map(|latest| latest.decided_at).filter(|latest| latest.0 > 0))
}

/// The two people whose part a visitor can take, with fresh ways in.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn find_cast(app: &App) -> Result<Cast, Failure> {
    let (worker_name, worker_token) = enter(app, people::WORKER_EMAIL).await?;
    let (buyer_name, buyer_token) = enter(app, people::BUYER_EMAIL).await?;
    Ok(Cast { worker_name, worker_token, buyer_name, buyer_token })
}

async fn enter(app: &App, email: &str) -> Result<(String, String), Failure> {
    let unknown = || Failure::failed(format!("{email} is not in this market"), "Name another --data folder.");
    let name = app.store.find::<SignInName>((kernel::Locality::NAMES, visit::name_digest(email))).await?;
    let user = name.ok_or_else(unknown)?.user_id;
    let person =
        app.store.find::<market::users::Person>((user.locality(), user)).await?.ok_or_else(unknown)?;
    let token = visit::start_session(app, user, "Demo").await.map_err(|_| unknown())?;
    Ok((person.display_name, token))
}

/// Gives every fund of the rulebook something to spend, in the currency of the market's places.
async fn endow(app: &App) -> Result<(), Failure> {
    let Some(currency) = people::currency(app) else { return Ok(()) };
    for fund in app.rulebook.funds() {
        let amount = kernel::Amount(ENDOWMENT);
        let endow = EndowFund { locality: app.locality, fund: fund.to_owned(), currency, amount };
        app.store.run(app.store.request(app.locality, Id::SYSTEM), endow).await?;
    }
    Ok(())
}

/// When a market was last written to.
#[derive(View, Debug)]
#[view(sql = "SELECT COALESCE(MAX(decided_at), 0) FROM command_log WHERE locality = $1")]
struct LatestCommand {
    decided_at: Timestamp,
}
