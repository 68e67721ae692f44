//! What people have listed when a market opens: bears and sofas, rooms and odd jobs, some of it asked about and offered for.

use super::people::{place_of, run};
use super::{Population, owners};
use host::draw::Draw;
use host::failure::Failure;
use kernel::{Amount, Id, NoText};
use market::directory::Family;
use market::mechanisms::listings::{
    Asking, CounterOffer, FlagListing, FlagReason, Listing, MakeOffer, PostListing, WriteAboutListing,
};
use market::users::User;
use market::users::assets::{HandingOver, Wording};
use web::app::App;

/// The number of the first of their pictures: shops and pools have those before.
const PICTURES: usize = 2_000;
/// Where what is listed is.
const PLACES: [&str; 4] = ["97214", "97202", "97209", "97206"];
/// Of how many with a price one is offered for, and of how many that are shown one is asked about.
const ONE_IN: usize = 2;

/// Something that is listed.
struct Listed {
    sector: &'static str,
    title: &'static str,
    words: &'static str,
    asking: Asking,
    /// In minor units, of what has a price.
    price: i64,
    pieces: i64,
}

const FREE: (Asking, i64) = (Asking::Free, 0);
const ASK: (Asking, i64) = (Asking::AskMe, 0);

const fn at(price: i64) -> (Asking, i64) {
    (Asking::Priced, price)
}

const fn listed(
    sector: &'static str,
    title: &'static str,
    words: &'static str,
    (asking, price): (Asking, i64),
    pieces: i64,
) -> Listed {
    Listed { sector, title, words, asking, price, pieces }
}

/// Of many kinds. A directory of somebody's own may lack some of the sectors.
const LISTED: [Listed; 16] = [
    listed(
        "stuffed-animals",
        "Teddy bear of 1905, one ear mended",
        "My grandmother's. Straw inside, glass eyes.",
        at(9_500),
        1,
    ),
    listed(
        "stuffed-animals",
        "Seven small bears, each with a scarf",
        "Knitted last winter. Take one or all of them.",
        at(1_200),
        7,
    ),
    listed(
        "sofas",
        "Sofa for three, gray",
        "To give away. Two people can carry it; it goes through a door of 30 inches.",
        FREE,
        1,
    ),
    listed(
        "corn",
        "Maize by the tonne, feed grade",
        "Moisture 14 %. Loaded on the farm, or brought within thirty miles.",
        at(21_000),
        20,
    ),
    listed(
        "maintenance-and-repair-workers-general",
        "Odd jobs: shelves, taps, doors",
        "Say what it is, and I say whether I can, and for how much.",
        ASK,
        1,
    ),
    listed(
        "landscaping-and-groundskeeping-workers",
        "Hedges cut and leaves raked, Saturdays",
        "I bring my own tools.",
        at(2_800),
        1,
    ),
    listed(
        "space-room",
        "Room in a shared house, from December",
        "North light, a desk, two cats. For a month or longer.",
        at(3_200),
        1,
    ),
    listed(
        "space-garden",
        "Sunny garden for a small party",
        "Tables for thirty. Over at ten in the evening.",
        ASK,
        1,
    ),
    listed("upright-pianos", "Upright piano, tuned in spring", "You arrange the moving.", at(45_000), 1),
    listed(
        "bookcases-standing-shelves",
        "Bookcase of oak, five shelves",
        "A scratch on the left side.",
        at(6_000),
        1,
    ),
    listed("potted-houseplants", "Spider plants, rooted", "I have far too many.", FREE, 12),
    listed(
        "hire-acoustic-guitars",
        "Guitar to borrow for a weekend",
        "With a soft case and a tuner.",
        at(1_000),
        1,
    ),
    listed("kayaks", "Kayak, 12 feet, with a paddle", "Dry storage since 2022.", at(38_000), 1),
    listed(
        "musicians-and-singers",
        "Fiddle and song for a wedding",
        "Irish, Mexican, or what you like. Tell me the day.",
        ASK,
        1,
    ),
    listed("print-books", "Four boxes of books in Spanish", "Novels and school books.", FREE, 4),
    listed(
        "bricks-concrete-blocks",
        "Old bricks, cleaned, about 400",
        "Collected from the yard, any evening.",
        at(60),
        400,
    ),
];

/// Lists all of it, has some of it asked about and offered for, and has one looked at.
///
/// # Errors
/// [`Failure`].
pub(super) async fn post(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    let mut shown = Vec::new();
    for (number, listed) in LISTED.iter().enumerate() {
        let Some(owner) = draw.one(&population.buyers).copied() else { return Ok(()) };
        let Some(post) = listed.post(app, number)? else { continue };
        let is_goods = post.is_collected;
        let listing = run(app, owner.cast(), post).await?;
        // A picture is whose it was first: where somebody has drawn the same, there is none.
        let _shown = owners::show(app, owner, listing.cast(), (listed.sector, PICTURES + number)).await;
        shown.push((listing, owner, listed, is_goods));
    }
    for (listing, owner, listed, is_goods) in shown.iter().step_by(ONE_IN) {
        ask(app, population, draw, (*listing, *owner)).await;
        if *is_goods && listed.asking == Asking::Priced {
            // Whoever hires is a part that a visitor can take, and has money.
            offer(app, population.hirer, (*listing, *owner), listed.price).await;
        }
    }
    if let Some((listing, ..)) = shown.last() {
        flag(app, population, draw, *listing).await;
    }
    Ok(())
}

impl Listed {
    /// How it is listed; nothing where the directory lacks its sector.
    fn post(&self, app: &App, number: usize) -> Result<Option<PostListing>, Failure> {
        let Some(sector) = app.directory.sector_by_slug(self.sector) else { return Ok(None) };
        let post_code = PLACES.get(number % PLACES.len()).copied().unwrap_or("97214");
        let none = |why: NoText| Failure::failed(format!("{}: {why}", self.title), "Choose another title.");
        let is_goods = sector.family == Family::Goods;
        Ok(Some(PostListing {
            locality: app.locality,
            sector: self.sector.to_owned(),
            post_code: place_of(app, post_code)?.post_code,
            wording: Wording {
                title: self.title.parse().map_err(none)?,
                description: Some(self.words.parse().map_err(none)?),
            },
            asking: self.asking,
            price: (self.asking == Asking::Priced).then_some(Amount(self.price)),
            piece_count: if is_goods { self.pieces } else { 1 },
            is_collected: is_goods,
            delivery: None,
        }))
    }
}

/// Has somebody ask, and the owner answer.
async fn ask(app: &App, population: &Population, draw: &mut Draw, (listing, owner): (Id<Listing>, Id<User>)) {
    let Some(asker) = draw.one(&population.buyers).copied() else { return };
    let says = [
        (asker, "Is it still there? I could come on Saturday."),
        (owner, "It is. Saturday is fine, after ten."),
    ];
    for (by, words) in says {
        let Ok(words) = words.parse() else { return };
        // Nobody asks about their own.
        let _refused = run(app, by.cast(), WriteAboutListing { listing, asker, words }).await;
    }
}

/// Has somebody offer less than is asked, and the owner say another price.
async fn offer(app: &App, buyer: Id<User>, (listing, owner): (Id<Listing>, Id<User>), price: i64) {
    let offer = MakeOffer {
        buyer,
        listing,
        price: Amount(price - price / 4),
        piece_count: 1,
        handing_over: HandingOver::Collection,
    };
    if let Ok(made) = run(app, buyer.cast(), offer).await {
        let counter = CounterOffer { offer: made.offer, price: Amount(price - price / 10) };
        let _refused = run(app, owner.cast(), counter).await;
    }
}

/// Has enough people flag a listing that somebody has to look at it.
async fn flag(app: &App, population: &Population, draw: &mut Draw, listing: Id<Listing>) {
    for reason in FlagReason::ALL {
        let Some(user) = draw.one(&population.buyers).copied() else { return };
        // Once a person, and not once it is hidden.
        let _refused = run(app, user.cast(), FlagListing { user, listing, reason: *reason }).await;
    }
}
