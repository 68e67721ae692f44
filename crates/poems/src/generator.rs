//! The demo's people and their history, made from a seed through the real commands.

mod books;
mod crowd;
mod history;
mod listings;
mod lots;
mod movers;
mod needs;
mod owners;
mod people;
mod pictures;
mod pools;
mod proposals;
mod quotes;
mod requests;
mod reverse;
#[cfg(test)]
mod tests;
mod wares;
mod workers;

use crate::courier::MarketCourier;
use host::draw::Draw;
use host::failure::Failure;
use host::people::buyer_claims;
use host::progress::bar;
use kernel::{Id, Timestamp, View};
use market::admin::payment_transfer::EndowFund;
use market::users::{Person, SignInName, User};
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

/// Somebody whose part a visitor can take.
#[derive(Clone, Debug)]
pub(crate) struct Entrance {
    /// What their part is, in one word: `worker`.
    pub(crate) part: &'static str,
    /// What they are called.
    pub(crate) name: String,
    /// What opens a session of theirs.
    pub(crate) token: String,
}

/// A part that a visitor can take, by the address of whoever plays it.
struct Part {
    word: &'static str,
    email: &'static str,
}

const WORKER: Part = Part { word: "worker", email: "ana@example.org" };
const BUYER: Part = Part { word: "buyer", email: "cafe@example.org" };
const VOLUNTEER: Part = Part { word: "volunteer", email: "vera@example.org" };
/// Every part, in the order in which they are told.
const PARTS: [Part; 9] = [
    WORKER,
    BUYER,
    Part { word: "bicycle_owner", email: owners::BICYCLE_OWNER.email },
    Part { word: "hirer", email: owners::HIRER.email },
    Part { word: "tool_lender", email: owners::TOOL_LENDER.email },
    Part { word: "room_owner", email: owners::ROOM_OWNER.email },
    Part { word: "greengrocer", email: owners::GREENGROCER.email },
    Part { word: "charity", email: owners::CHARITY.email },
    VOLUNTEER,
];

/// A generated user who sells, with the hours that are usually free.
#[derive(Clone, Debug)]
struct Seller {
    user: Id<User>,
    offering: Id<market::users::assets::Offering>,
    zone: kernel::Zone,
    place: kernel::PostCode,
    hours: people::Hours,
}

/// Who lives through the market's history.
struct Population {
    sellers: Vec<Seller>,
    buyers: Vec<Id<User>>,
    volunteers: Vec<Seller>,
    wares: owners::Wares,
    hirer: Id<User>,
    charity: Id<User>,
}

/// What the welcome fund and its like are given to start with, in minor units.
const ENDOWMENT: i64 = 5_000_000;
/// How many commands are under way at once: enough for the store to batch.
const AT_ONCE: usize = 256;

/// Makes the people, lets them live through the market's history, and opens it at `now`.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn fill(
    app: &App,
    courier: &MarketCourier,
    clock: &ParallelClock,
    size: Size,
    now: Timestamp,
) -> Result<Vec<Entrance>, Failure> {
    let mut draw = Draw::new(size.seed);
    let steps = u64::from(size.sellers) + u64::from(size.buyers);
    let progress = bar(steps, "people");
    endow(app).await?;
    let worker = people::cast(app, WORKER.email, BUYER.email).await?;
    let mut sellers = people::sellers(app, &mut draw, size.sellers.saturating_sub(1), &progress).await?;
    sellers.push(worker);
    let buyers = people::buyers(app, &mut draw, size.buyers.saturating_sub(1), &progress).await?;
    let volunteers = people::volunteers(app, &mut draw, VOLUNTEER.email).await?;
    let wares = owners::owners(app, &mut draw).await?;
    let hirer = owners::visitor(app, &owners::HIRER).await?;
    let charity = owners::visitor(app, &owners::CHARITY).await?;
    for claim in buyer_claims(&app.rulebook) {
        people::verify(app, charity, claim).await?;
    }
    app.store.deliver(courier, app.now()).await?;
    progress.clear();

    let population = Population { sellers, buyers, volunteers, wares, hirer, charity };
    history::live(app, courier, clock, &population, &mut draw).await?;
    lots::put_up(app, &population, &mut draw).await?;
    pools::open(app, &population, &mut draw).await?;
    clock.move_to(&app.store, now).await?;
    requests::ask(app, &population, &mut draw).await?;
    // What was bought on the way keeps nobody from putting work out to bids.
    owners::pay_in(app, &owners::HIRER, population.hirer).await?;
    app.store.deliver(courier, app.now()).await?;
    reverse::put_out(app, &population, &mut draw).await?;
    quotes::ask(app, &population, &mut draw).await?;
    listings::post(app, &population, &mut draw).await?;
    books::open(app, &population, &mut draw).await?;
    movers::come(app).await?;
    proposals::ask(app, &population).await?;
    needs::save(app, &population).await?;
    app.store.deliver(courier, app.now()).await?;
    entrances(app).await
}

/// The market's latest moment; `None` for a market in which nothing has happened.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn latest_moment(app: &App) -> Result<Option<Timestamp>, Failure> {
    let latest = app.store.view::<LatestCommand>(app.locality, &[]).await?;
    Ok(latest.into_iter().next().map(|latest| latest.decided_at).filter(|latest| latest.0 > 0))
}

/// Everybody whose part a visitor can take, with fresh ways in.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn entrances(app: &App) -> Result<Vec<Entrance>, Failure> {
    let mut entrances = Vec::with_capacity(PARTS.len());
    for part in &PARTS {
        entrances.push(enter(app, part).await?);
    }
    Ok(entrances)
}

async fn enter(app: &App, part: &Part) -> Result<Entrance, Failure> {
    let email = part.email;
    let unknown = || Failure::failed(format!("{email} is not in this market"), "Name another --data folder.");
    let digest = visit::name_digest(&email.parse().map_err(|_| unknown())?);
    let name = app.store.find::<SignInName>((kernel::Locality::NAMES, digest)).await?;
    let user = name.ok_or_else(unknown)?.user_id;
    let person = app.store.find::<Person>((user.locality(), user)).await?.ok_or_else(unknown)?;
    // What the link is known by, and no browser's: as on a shared device it is over soon, and on no page by then.
    let begun = visit::Begun { device: "Demo", is_shared: true, ..visit::Begun::default() };
    let token = visit::start_session(app, user, begun).await.map_err(|_| unknown())?;
    Ok(Entrance { part: part.word, name: person.display_name.into(), token })
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
