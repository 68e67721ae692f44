//! Bundles: a buyer's own, and one with its members.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::nouns::NAMELESS;
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Span, Stop, Value};
use market::support::amendment::chain::{ChainTerms, cost_of_giving_up};
use market::support::escrow::of_all;
use market::trade::Trade;
use market::trade::bundle::{BUNDLES_PAGE, Bundle, BundleMember, BundleOfBuyer, BundleStage, Standing};
use market::users::Person;
use market::users::assets::{Offering, OfferingText};

/// A member as its buyer sees it.
#[derive(Clone, Debug)]
pub struct MemberSeen {
    /// Its place and what became of it.
    pub member: BundleMember,
    /// Its trade.
    pub trade: Trade,
    /// The offering that it came from.
    pub offering: Option<Id<Offering>>,
    /// How many pieces of goods it is.
    pub count: Option<i64>,
    /// What it is, in its seller's words, where it has any.
    pub title: Option<String>,
    /// Who sells.
    pub seller_name: String,
}

/// A bundle as its buyer sees it.
#[derive(Clone, Debug)]
pub struct BundleSeen {
    /// The bundle.
    pub bundle: Bundle,
    /// Its members, by their places.
    pub members: Vec<MemberSeen>,
    /// What the buyer would still pay if what is left were called off now, in minor units; only while it can be repaired.
    pub giving_up: Option<Amount>,
}

impl MemberSeen {
    /// When it is, or how many pieces: as it would be asked for again.
    pub fn asked(&self) -> (Option<Span>, Option<i64>) {
        match self.count {
            Some(count) => (None, Some(count)),
            None => (Span::between(self.trade.starts_at, self.trade.ends_at), None),
        }
    }
}

/// A page of the visitor's bundles, the latest first.
pub async fn list(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<Bundle>> {
    let own = [Value::Id(visitor.user.bits()), from.id()];
    let ids = app.store.view::<BundleOfBuyer>(app.locality, &own).await?;
    let page = Page::of(ids, BUNDLES_PAGE, |one| Cursor { time: None, id: one.id.bits() });
    let ids: Vec<Id<Bundle>> = page.rows.iter().map(|one| one.id).collect();
    let read = |draft: &mut Draft<'_>| {
        let (mut keys, locality) = (Keys::default(), draft.locality());
        for id in &ids {
            keys.one::<Bundle>((locality, *id));
        }
        draft.ask(keys)?;
        ids.iter().map(|id| Ok(draft.get::<Bundle>((locality, *id))?)).collect::<Result<Vec<_>, Stop>>()
    };
    Ok(Page { rows: app.look(Some(visitor), read).await?, next: page.next })
}

/// One of the visitor's bundles; another's is not there.
pub async fn bundle(app: &App, visitor: &Visitor, id: Id<Bundle>) -> Answer<BundleSeen> {
    app.look(Some(visitor), |draft| seen(draft, visitor, id)).await
}

fn seen(draft: &Draft<'_>, visitor: &Visitor, id: Id<Bundle>) -> Result<BundleSeen, Stop> {
    let (bundle, members) = Bundle::of(draft, id)?;
    if bundle.buyer != visitor.user {
        return Err(Stop::Absent("bundle"));
    }
    let fulls = of_all(draft, members.iter())?;
    let (mut keys, locality) = (Keys::default(), draft.locality());
    for full in &fulls {
        keys.one::<Person>((locality, full.trade.seller));
        for offering in full.parts().iter().filter_map(|part| part.offering) {
            keys.one::<OfferingText>((locality, offering));
        }
    }
    draft.ask(keys)?;
    let giving_up = if bundle.stage == BundleStage::Repair {
        let is_whole = |member: &&BundleMember| member.standing == Standing::Whole;
        let whole: Vec<_> = members.iter().filter(is_whole).map(|member| member.trade).collect();
        let whole: Vec<_> = fulls.iter().filter(|full| whole.contains(&full.id())).cloned().collect();
        Some(cost_of_giving_up(&whole, &ChainTerms::today(draft)?, draft.now())?)
    } else {
        None
    };
    let mut seen = Vec::with_capacity(fulls.len());
    for (member, full) in members.into_iter().zip(fulls) {
        let part = full.parts().iter().find(|part| part.promise.counts());
        let offering = part.and_then(|part| part.offering);
        let text = match offering {
            Some(offering) => draft.find::<OfferingText>((locality, offering))?,
            None => None,
        };
        let seller = draft.find::<Person>((locality, full.trade.seller))?;
        seen.push(MemberSeen {
            member,
            offering,
            count: part.filter(|part| !part.promise.procedure().is_timed).map(|part| part.quantity),
            title: text.map(|text| text.title.to_string()),
            seller_name: seller.map_or_else(|| NAMELESS.to_owned(), |seller| seller.display_name.into()),
            trade: full.trade,
        });
    }
    Ok(BundleSeen { bundle, members: seen, giving_up })
}
