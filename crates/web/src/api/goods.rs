//! `/goods`: what can be bought.

use super::call::{Answer, Asked, Caller};
use super::calls::{Call, shown};
use crate::app::App;
use crate::nouns::goods::{self, GoodsSearch};
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use finder::FoundItem;
use kernel::{Id, Money, Show};
use market::users::{User, assets::Offering};
use serde::Deserialize;
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    let about =
        "What is in stock, the cheapest piece first. An order is from one seller: `POST /goods-holds`.";
    vec![
        Call::get::<Goods>("Options", "/goods", "Goods", about, get(search))
            .public()
            .query("post_code", "From where you look.", Some("97214".into()))
            .query("sector", "The sector's slug or code; any without it.", None)
            .query("words", "Words that the title has.", None)
            .query("radius_m", "How far away goods may be, in meters.", None),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    post_code: String,
    sector: Option<String>,
    words: Option<String>,
    radius_m: Option<i64>,
}

/// What can be bought.
#[derive(Show)]
struct Goods {
    /// How many there are in all.
    count: usize,
    items: Vec<Item>,
}

/// Something that can be bought.
#[derive(Show)]
struct Item {
    offering: Id<Offering>,
    title: Option<String>,
    /// The sector's code.
    sector: String,
    seller: Id<User>,
    seller_name: Option<String>,
    post_code: String,
    distance_m: i64,
    /// For a piece.
    each: Money,
    /// For bringing all that is bought at once; nothing when the seller does not deliver.
    delivery: Option<Money>,
    is_collected: bool,
    /// How many pieces are left.
    left: i64,
}

impl From<&FoundItem> for Item {
    fn from(item: &FoundItem) -> Self {
        let currency = item.terms.currency;
        Self {
            offering: item.offering,
            title: item.title.as_deref().map(str::to_owned),
            sector: item.sector.clone(),
            seller: item.seller,
            seller_name: item.seller_name.as_deref().map(str::to_owned),
            post_code: item.post_code.clone(),
            distance_m: item.distance_m,
            each: item.terms.each.of(currency),
            delivery: item.terms.delivery.map(|delivery| delivery.of(currency)),
            is_collected: item.terms.is_collected,
            left: item.left,
        }
    }
}

async fn search(
    State(app): State<App>,
    Caller(visitor): Caller,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Value>> {
    let asked = GoodsSearch {
        sector: wanted.sector.unwrap_or_default(),
        words: wanted.words.unwrap_or_default(),
        post_code: wanted.post_code,
        radius_m: wanted.radius_m,
    };
    let found = goods::search(&app, visitor.as_ref(), &asked)?.found;
    let items = found.items.iter().map(Item::from).collect();
    Ok(shown(&app, &Goods { count: found.count, items }))
}
