//! `/goods`: what can be bought.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::act::Read;
use crate::app::App;
use crate::error::Answer;
use crate::nouns::catalogues::{self, GoodsSearch};
use crate::nouns::options;
use finder::FoundItem;
use kernel::{Asks, Money, PostCode, ShortText, Show};
use market::directory::Family;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let about =
        "What is in stock, the cheapest piece first. An order is from one seller: `POST /goods-holds`.";
    vec![Call::find("/goods", search).about(about).public()]
}

#[derive(Asks, Deserialize)]
struct Wanted {
    /// From where you look.
    #[ask(example = "97214")]
    post_code: PostCode,
    /// The sector's slug or code; any without it.
    sector: Option<String>,
    /// Words that the title has.
    words: Option<ShortText<100>>,
    /// How far away goods may be, in meters.
    radius_m: Option<i64>,
}

impl Taken for Wanted {
    fn check(app: &App, read: &mut Read) {
        let (sector, post_code) = (read.text("sector"), read.text("post_code"));
        let times = [("from", None), ("until", None)];
        let wanted = options::Wanted { sector, families: &[Family::Goods], post_code, times, minutes: None };
        read.refuse(options::misfits(app, &wanted));
    }
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
        words: wanted.words.map(String::from).unwrap_or_default(),
        post_code: wanted.post_code.into(),
        radius_m: wanted.radius_m,
    };
    let found = catalogues::search(&sent.app, sent.caller().await?.as_ref(), &asked)?.found;
    Ok(Goods { count: found.count, items: found.items.into_iter().map(Item::from).collect() })
}
