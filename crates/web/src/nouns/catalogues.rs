//! Goods: the search, a seller's stall, and an order as the hold would make it.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::assets::{self, Asked, Offered};
use crate::nouns::options::{self, SellerShown};
use crate::visitor::Visitor;
use finder::{FoundGoods, GoodsQuery};
use kernel::{Decide, Draft, Id, Keys, Stop, Value, together};
use market::directory::{Family, WorkPlace};
use market::mechanisms::catalogues::{GoodsQuote, HoldGoods, OrderLine};
use market::users::User;
use market::users::assets::HandingOver;
use market::users::assets::{Offering, OfferingOfSeller, OfferingStage};

/// How many goods a page shows.
pub const GOODS_SHOWN: usize = 60;

/// What is looked for, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsSearch {
    /// The sector's slug or code; empty for any.
    pub sector: String,
    /// Words of the title; may be empty.
    pub words: String,
    /// From where the buyer looks: the post code.
    pub post_code: String,
    /// How far, in meters; any distance without it.
    pub radius_m: Option<i64>,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct GoodsResults {
    /// From where.
    pub place: WorkPlace,
    /// The cheapest goods, in order.
    pub found: FoundGoods,
}

/// An order, ready to be checked before it is held.
#[derive(Clone, Debug)]
pub struct OrderChecked {
    /// What the hold would make of it.
    pub quote: GoodsQuote,
    /// The goods with their titles.
    pub offered: Vec<Offered>,
    /// The seller.
    pub seller: SellerShown,
}

/// The goods for a search, or the first of its fields that does not fit.
pub fn search(app: &App, visitor: Option<&Visitor>, search: &GoodsSearch) -> Answer<GoodsResults> {
    let sector = match search.sector.as_str() {
        "" => None,
        sector => Some(app.sector(sector, &[Family::Goods])?.code.clone()),
    };
    let place = app.place(&search.post_code)?.clone();
    let query = GoodsQuery {
        locality: app.locality,
        buyer: visitor.map(|visitor| visitor.user),
        sector,
        words: search.words.clone(),
        point: place.point,
        radius_m: search.radius_m,
        limit: GOODS_SHOWN,
    };
    Ok(GoodsResults { found: app.finder.search_goods(&query)?, place })
}

/// What a seller has on offer, the newest first, with who they are; not found when that is nothing.
pub async fn stall(
    app: &App,
    visitor: Option<&Visitor>,
    seller: Id<User>,
) -> Answer<(Vec<Offered>, SellerShown)> {
    let all = app.store.view::<OfferingOfSeller>(app.locality, &[Value::Id(seller.bits())]).await?;
    let ids: Vec<Id<Offering>> = all.into_iter().map(|offering| offering.id).collect();
    let buyer = visitor.map(|visitor| visitor.user);
    let read = |draft: &mut Draft<'_>| -> Result<_, Stop> {
        together(assets::all_of(draft, &ids), options::seller(draft, seller, buyer))
    };
    let (mut offered, shown) = app.look(visitor, read).await?;
    offered.retain(|one| {
        one.offering.stage == OfferingStage::Open
            && matches!(one.asked, Asked::Goods { left, .. } if left > 0)
    });
    if offered.is_empty() { Err(AppError::NotFound) } else { Ok((offered, shown)) }
}

/// The hold of an order.
pub fn hold_of(buyer: Id<User>, lines: Vec<OrderLine>, handing_over: HandingOver) -> HoldGoods {
    HoldGoods { buyer, lines, handing_over, expected_pay: None }
}

/// An order: the dry run of its hold, or the refusal that the hold would meet.
pub async fn check(
    app: &App,
    visitor: Option<&Visitor>,
    lines: Vec<OrderLine>,
    handing_over: HandingOver,
) -> Answer<OrderChecked> {
    let buyer = visitor.map(|visitor| visitor.user);
    let ids: Vec<Id<Offering>> = lines.iter().map(|line| line.item).collect();
    let hold = hold_of(buyer.unwrap_or(Id::from_bits(0)), lines, handing_over);
    let read = |draft: &mut Draft<'_>| -> Result<OrderChecked, Stop> {
        let mut keys = Keys::default();
        hold.reads(&mut keys);
        let (offered, ()) = together(assets::all_of(draft, &ids), draft.ask(keys))?;
        let first = offered.first().ok_or(Stop::Absent("offering"))?.offering.seller;
        let (quote, seller) = together(hold.quote(draft, buyer), options::seller(draft, first, buyer))?;
        Ok(OrderChecked { quote, offered, seller })
    };
    app.look(visitor, read).await
}
