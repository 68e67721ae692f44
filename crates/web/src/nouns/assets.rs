//! What a seller offers, whatever it is.

use crate::app::App;
use crate::error::Answer;
use crate::visitor::Visitor;
use kernel::{Currency, Draft, Id, Keys, Stop, Value};
use market::directory::{Directory, Family};
use market::users::{
    assets::{
        HireRule, HireTerms, ItemPrice, ItemTerms, Offering, OfferingOfSeller, OfferingText, PoolResource,
        PriceRule, PriceTerms, Resource,
    },
    photos::OfferingPhoto,
    stock::Stock,
};

/// An offering with what is asked for it.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The offering.
    pub offering: Offering,
    /// What it is, in its seller's words; hours of work have none.
    pub text: Option<OfferingText>,
    /// What is asked.
    pub asked: Asked,
    /// Its photographs, by their digests.
    pub photos: Vec<String>,
}

impl Offered {
    /// The resources whose time is sold, the offering's own first.
    pub fn pool(&self) -> Vec<Id<Resource>> {
        let others = match &self.asked {
            Asked::Hire { others, .. } => others.as_slice(),
            Asked::Work(_) | Asked::Goods { .. } => &[],
        };
        self.offering.resource.into_iter().chain(others.iter().copied()).collect()
    }
}

/// What is asked for an offering, by its family.
#[derive(Clone, Debug)]
pub enum Asked {
    /// For hours of work; nothing for work that is given.
    Work(Option<PriceTerms>),
    /// For the use of things or spaces that are alike.
    Hire {
        /// What is asked.
        terms: HireTerms,
        /// How many there are.
        count: usize,
        /// Those besides the offering's own resource.
        others: Vec<Id<Resource>>,
        /// Whether it is a space.
        is_space: bool,
    },
    /// For goods.
    Goods {
        /// What is asked.
        terms: ItemTerms,
        /// How many pieces are left.
        left: i64,
    },
}

/// The visitor's offerings, the newest first.
pub async fn list(app: &App, visitor: &Visitor) -> Answer<Vec<Offered>> {
    let seller = [Value::Id(visitor.user.bits())];
    let mine = app.store.view::<OfferingOfSeller>(visitor.user.locality(), &seller).await?;
    let ids: Vec<Id<Offering>> = mine.into_iter().map(|offering| offering.id).collect();
    app.look(Some(visitor), |draft| all_of(draft, &ids)).await
}

/// Offerings by their ids, read together.
pub fn all_of(draft: &Draft<'_>, ids: &[Id<Offering>]) -> Result<Vec<Offered>, Stop> {
    let mut keys = Keys::default();
    for id in ids {
        reads(&mut keys, *id);
    }
    draft.ask(keys)?;
    ids.iter().map(|id| of(draft, *id)).collect()
}

fn reads(keys: &mut Keys, id: Id<Offering>) {
    let key = (id.locality(), id);
    keys.one::<Offering>(key);
    keys.one::<OfferingText>(key);
    keys.one::<PriceRule>(key);
    keys.one::<HireRule>(key);
    keys.one::<ItemPrice>(key);
    keys.one::<Stock>(key);
    keys.all::<PoolResource>(key);
    keys.all::<OfferingPhoto>(key);
}

/// One offering.
pub fn of(draft: &Draft<'_>, id: Id<Offering>) -> Result<Offered, Stop> {
    let key = (id.locality(), id);
    let mut keys = Keys::default();
    reads(&mut keys, id);
    draft.ask(keys)?;
    let offering = draft.get::<Offering>(key)?;
    let family =
        draft.consult::<Directory>()?.sector(&offering.sector).map_or(Family::Work, |sector| sector.family);
    let asked = match family {
        Family::Work => Asked::Work(draft.find::<PriceRule>(key)?.map(|rule| rule.terms)),
        Family::Thing | Family::Space => {
            let others: Vec<_> = draft.list::<PoolResource>(key)?;
            let others: Vec<_> = others.into_iter().map(|other| other.resource).collect();
            Asked::Hire {
                terms: draft.get::<HireRule>(key)?.terms,
                count: others.len().saturating_add(1),
                others,
                is_space: family == Family::Space,
            }
        }
        Family::Goods => Asked::Goods {
            terms: draft.get::<ItemPrice>(key)?.terms,
            left: draft.find::<Stock>(key)?.map_or(0, |stock| stock.offered.saturating_sub(stock.taken)),
        },
    };
    let photos = draft.list::<OfferingPhoto>(key)?.into_iter().map(|photo| photo.digest).collect();
    Ok(Offered { text: draft.find::<OfferingText>(key)?, offering, asked, photos })
}

/// One of the acting user's offerings; another's is not there.
pub fn own(draft: &Draft<'_>, id: Id<Offering>) -> Result<Offered, Stop> {
    let offered = of(draft, id)?;
    let is_own = offered.offering.seller == draft.actor().cast();
    if is_own { Ok(offered) } else { Err(Stop::Absent("offering")) }
}

/// The currency that is used at a place.
pub fn currency_at(app: &App, post_code: &str) -> Answer<Currency> {
    crate::nouns::options::currency(app, app.place(post_code)?)
}

/// The code of a sector by its slug or code.
pub fn sector_code(app: &App, sector: &str) -> String {
    app.directory.sector_by_slug(sector).map_or(sector, |sector| &sector.code).to_owned()
}
