//! What people buy together when a market opens: flour by the sack, from a food club that a mill has joined, and some of what shops
//! have.

use super::Population;
use super::owners::{self, Character};
use super::people::{self, run};
use host::draw::Draw;
use host::failure::Failure;
use host::people::currency_at;
use kernel::{Amount, Id};
use market::mechanisms::group_buying::{JoinPool, OpenPool, Pool, SetPledge, TierAsked};
use market::users::User;
use market::users::assets::{HandingOver, ItemTerms, OfferItem, Offering, Wording};
use web::app::App;

const CLUB: Character = Character::seller("club@example.org", "Neighborhood Food Club", "97214");
const MILL: Character = Character::seller("mill@example.org", "Sellwood Mill", "97202");
/// The sector of flour.
const FLOUR: &str = "flour";
/// The number of the first of their pictures: shops have those of their wares.
const PICTURES: usize = 1_000;
/// How many sacks each of the two has.
const SACKS: i64 = 60;
/// How many of what shops have can be bought together, and how many pieces there are of each.
const POOLS: usize = 2;
const PIECES: i64 = 12;

/// Opens the pools, and has buyers pledge.
///
/// # Errors
/// [`Failure`].
pub(super) async fn open(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    // A directory of somebody's own may lack the sector.
    if app.directory.sector_by_slug(FLOUR).is_some() {
        flour(app, population, draw).await?;
    }
    of_shops(app, population, draw).await;
    Ok(())
}

/// The food club, and the mill that has joined it.
async fn flour(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    let club = owners::visitor(app, &CLUB).await?;
    let sacks = sacks(app, &CLUB, club, PICTURES).await?;
    let tiers = [(20, 3_000), (40, 2_950), (80, 2_900)];
    let flour = OpenPool {
        offering: sacks,
        piece_count: 80,
        tiers: tiers.map(|(piece_count, each)| TierAsked { piece_count, each: Amount(each) }).into(),
        least_pieces: 1,
        most_pieces: 8,
        handing_over: HandingOver::Collection,
        is_joinable: true,
        minutes: 6 * 1_440 + draw.between(0, 600),
        is_meant: true,
    };
    let flour = run(app, club.cast(), flour).await?;
    let mill = owners::visitor(app, &MILL).await?;
    let offering = self::sacks(app, &MILL, mill, PICTURES + 1).await?;
    run(app, mill.cast(), JoinPool { pool: flour, offering, piece_count: SACKS }).await?;
    pledge(app, population, draw, (flour, 14)).await;
    Ok(())
}

/// Some of what shops have; of what is nearly sold out there is no pool.
async fn of_shops(app: &App, population: &Population, draw: &mut Draw) {
    let shelves = &population.wares.shelves;
    let apart = (shelves.len() / POOLS).max(1);
    for (number, shelf) in (1..).zip(shelves.iter().skip(1).step_by(apart).take(POOLS)) {
        let each = draw.between(8, 20) * 25;
        let tiers = [(4, each), (8, each - each / 20)];
        let pool = OpenPool {
            offering: shelf.item,
            piece_count: PIECES,
            tiers: tiers.map(|(piece_count, each)| TierAsked { piece_count, each: Amount(each) }).into(),
            least_pieces: 1,
            most_pieces: 4,
            handing_over: HandingOver::Collection,
            is_joinable: false,
            minutes: number * 2 * 1_440 + draw.between(0, 600),
            is_meant: true,
        };
        if let Ok(pool) = run(app, shelf.shop.cast(), pool).await {
            pledge(app, population, draw, (pool, 2 * number)).await;
        }
    }
}

/// Sacks of flour that somebody offers.
async fn sacks(app: &App, of: &Character, seller: Id<User>, picture: usize) -> Result<Id<Offering>, Failure> {
    let place = people::place_of(app, of.post_code)?;
    let currency = currency_at(&app.rulebook, &place);
    let currency = currency
        .ok_or_else(|| Failure::failed("there is no money where the flour is", "Choose another place."))?;
    let words = |bad| {
        Failure::failed(format!("the flour has no words: {bad:?}"), "Say so to whoever made this program.")
    };
    let offer = OfferItem {
        locality: app.locality,
        sector: FLOUR.to_owned(),
        post_code: place.post_code,
        wording: Wording {
            title: "Bread flour, sack of 25 kg".parse().map_err(words)?,
            description: Some("Stone-ground and organic. Bring a cart.".parse().map_err(words)?),
        },
        count: SACKS + 30,
        terms: ItemTerms {
            currency,
            each: Amount(3_400),
            delivery: None,
            is_collected: true,
            ready_minutes: 1_440,
        },
    };
    let offering = run(app, seller.cast(), offer).await?;
    // A picture is whose it was first: where a shop has drawn the same, there is none.
    let _shown = owners::show(app, seller, offering, (FLOUR, picture)).await;
    Ok(offering)
}

/// Has some buyers pledge. Who has too little, or bids too low, has not pledged.
async fn pledge(app: &App, population: &Population, draw: &mut Draw, (pool, count): (Id<Pool>, i64)) {
    for _ in 0..count {
        let Some(buyer) = draw.one(&population.buyers).copied() else { return };
        let pledge = SetPledge { buyer, pool, piece_count: draw.between(1, 3), most_each: None };
        let _refused = run(app, buyer.cast(), pledge).await;
    }
}
