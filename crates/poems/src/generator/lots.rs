//! What is under auction when a market opens: some of what shops have, in lots, which a few have bid for.

use super::Population;
use super::people::run;
use host::draw::Draw;
use host::failure::Failure;
use kernel::Amount;
use market::mechanisms::auctions::{OpenLot, PlaceBid};
use market::users::assets::HandingOver;
use web::app::App;

/// How many lots there are, and how many pieces each is of.
const LOTS: usize = 6;
const PIECES: i64 = 6;
/// How many bid for the lot that most bid for.
const BIDS_MOST: i64 = 5;

/// Puts the lots up, and has buyers bid for them.
///
/// # Errors
/// [`Failure`].
pub(super) async fn put_up(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    let shelves = &population.wares.shelves;
    let apart = (shelves.len() / LOTS).max(1);
    for (number, shelf) in (1..).zip(shelves.iter().step_by(apart).take(LOTS)) {
        let start = Amount(draw.between(8, 40) * 25);
        let open = OpenLot {
            offering: shelf.item,
            piece_count: PIECES,
            start,
            reserve: (number % 3 == 0).then(|| Amount(start.0.saturating_mul(2))),
            buy_now: (number % 2 == 0).then(|| Amount(start.0.saturating_mul(5))),
            handing_over: HandingOver::Collection,
            minutes: number * 1_440 + draw.between(0, 600),
        };
        let lot = run(app, shelf.shop.cast(), open).await?;
        for _ in 0..(number - 1).min(BIDS_MOST) {
            let Some(bidder) = draw.one(&population.buyers).copied() else { break };
            let most = Amount(start.0 + draw.between(0, 60) * 25);
            // Who bids too little, or has too little, has not bid.
            let _refused = run(app, bidder.cast(), PlaceBid { bidder, lot, most }).await;
        }
    }
    Ok(())
}
