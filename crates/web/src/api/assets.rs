//! `/offerings`, `/hire-offerings`, `/goods-offerings`, `/stocks`: what somebody offers, and at what price.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::assets::{self, Asked, Offered};
use kernel::{Id, Show};
use market::users::assets::{
    HireTerms, ItemTerms, OfferHire, OfferItem, OfferWork, Offering, OfferingText, PriceTerms, Resource,
    SetHireRule, SetItemPrice, SetOfferingStage, SetPriceRule,
};
use market::users::stock::Restock;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/offerings", list).about("Those that are put away, too."),
        Call::get("/offerings/{offering}", show).about("With what is asked for it."),
        Call::act_for::<OfferWork>("/offerings", "offering"),
        Call::act_for::<OfferHire>("/hire-offerings", "offering"),
        Call::act_for::<OfferItem>("/goods-offerings", "offering"),
        Call::set::<SetPriceRule>("/offerings/{offering}/price-rule"),
        Call::act::<SetHireRule>("/offerings/{offering}/hire-rule"),
        Call::act::<SetItemPrice>("/offerings/{offering}/item-price"),
        Call::act::<SetOfferingStage>("/offerings/{offering}/stage"),
        Call::act::<Restock>("/stocks/{item}"),
    ]
}

/// An offering of yours, with what is asked for it: one of the three. Hours of work have no title and no description.
#[derive(Show)]
pub(super) struct OfferingShown {
    #[show(flatten)]
    offering: Offering,
    #[show(flatten)]
    text: Option<OfferingText>,
    /// Whether it is work that is given.
    is_unpaid: bool,
    /// Of hours of work that are sold.
    price_rule: Option<PriceTerms>,
    /// Of things and spaces.
    hire_rule: Option<HireRuleShown>,
    /// Of goods.
    item_price: Option<ItemPriceShown>,
    /// Its photographs, by their digests.
    photos: Vec<String>,
}

/// What is asked for the use of things or spaces.
#[derive(Show)]
struct HireRuleShown {
    #[show(flatten)]
    terms: HireTerms,
    /// How many there are.
    count: usize,
    /// The resource whose availability is set.
    resource: Option<Id<Resource>>,
}

/// What is asked for goods.
#[derive(Show)]
struct ItemPriceShown {
    #[show(flatten)]
    terms: ItemTerms,
    /// How many are left.
    left: i64,
}

impl From<Offered> for OfferingShown {
    fn from(Offered { offering, text, asked, photos }: Offered) -> Self {
        let (mut price_rule, mut hire_rule, mut item_price) = (None, None, None);
        let is_unpaid = matches!(asked, Asked::Work(None));
        match asked {
            Asked::Work(terms) => price_rule = terms,
            Asked::Hire { terms, count, .. } => {
                hire_rule = Some(HireRuleShown { terms, count, resource: offering.resource });
            }
            Asked::Goods { terms, left } => item_price = Some(ItemPriceShown { terms, left }),
        }
        Self { offering, text, is_unpaid, price_rule, hire_rule, item_price, photos }
    }
}

async fn list(sent: Sent) -> Answer<Vec<OfferingShown>> {
    let offered = assets::list(&sent.app, sent.visitor()?).await?;
    Ok(offered.into_iter().map(OfferingShown::from).collect())
}

async fn show(sent: Sent) -> Answer<OfferingShown> {
    let id = sent.id()?;
    Ok(sent.look(|draft| assets::own(draft, id)).await?.into())
}
