//! `/goods`: what can be bought.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::catalogues::{self, GoodsSearch};
use finder::FoundItem;
use kernel::{Asks, Money, Show};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let about =
        "What is in stock, the cheapest piece first. An order is from one seller: `POST /goods-holds`.";
    vec![Call::find("/goods", "Goods", search).about(about).public()]
}

#[derive(Asks, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// From where you look.
    #[ask(example = "97214")]
    post_code: String,
    /// The sector's slug or code; any without it.
    sector: Option<String>,
    /// Words that the title has.
    words: Option<String>,
    /// How far away goods may be, in meters.
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
    #[show(flatten)]
    item: FoundItem,
    /// For a piece.
    each: Money,
    /// For bringing all that is bought at once; nothing when the seller does not deliver.
    delivery: Option<Money>,
    is_collected: bool,
}

impl From<FoundItem> for Item {
    fn from(item: FoundItem) -> Self {
        let currency = item.terms.currency;
        Self {
            each: item.terms.each.of(currency),
            delivery: item.terms.delivery.map(|delivery| delivery.of(currency)),
            is_collected: item.terms.is_collected,
            item,
        }
    }
}

async fn search(sent: Sent, wanted: Wanted) -> Answer<Goods> {
    let asked = GoodsSearch {
        sector: wanted.sector.unwrap_or_default(),
        words: wanted.words.unwrap_or_default(),
        post_code: wanted.post_code,
        radius_m: wanted.radius_m,
    };
    let found = catalogues::search(&sent.app, sent.caller().await?.as_ref(), &asked)?.found;
    Ok(Goods { count: found.count, items: found.items.into_iter().map(Item::from).collect() })
}
