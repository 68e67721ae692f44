//! `/bundles`: what is had together, at one price and by one word.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::bundles::{self, BundleSeen, MemberSeen};
use kernel::{Id, Money, Show, Timestamp};
use market::requirements::bundles::{HoldBundle, RepairBundle};
use market::support::amendment::chain::GiveUpBundle;
use market::support::escrow::{AgreeBundle, LetGoBundle};
use market::trade::bundle::{Bundle, BundleMember};
use market::trade::{Kind, Stage};
use market::users::{User, assets::Offering};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/bundles", list).about("Those that you have held or booked, the latest first, twenty a page."),
        Call::get("/bundles/{bundle}", show).about(
            "With its members, each a trade of its own. While one that was lost can be replaced, `giving_up` is what giving it up \
             would cost now.",
        ),
        Call::act::<HoldBundle>("/bundles"),
        Call::act::<AgreeBundle>("/bundles/{bundle}/agreement"),
        Call::act::<LetGoBundle>("/bundles/{bundle}/release"),
        Call::act::<RepairBundle>("/bundles/{bundle}/replacement"),
        Call::act::<GiveUpBundle>("/bundles/{bundle}/giving-up"),
    ]
}

/// One in a list.
#[derive(Show)]
pub(super) struct BundleListed {
    #[show(flatten)]
    bundle: Bundle,
}

impl From<Bundle> for BundleListed {
    fn from(bundle: Bundle) -> Self {
        Self { bundle }
    }
}

/// A member with its trade.
#[derive(Show)]
struct BundleMemberShown {
    #[show(flatten)]
    member: BundleMember,
    stage: Stage,
    kind: Kind,
    sector: String,
    offering: Option<Id<Offering>>,
    title: Option<String>,
    seller: Id<User>,
    seller_name: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
}

impl From<MemberSeen> for BundleMemberShown {
    fn from(MemberSeen { member, trade, offering, title, seller_name, .. }: MemberSeen) -> Self {
        Self {
            member,
            stage: trade.stage,
            kind: trade.kind,
            offering,
            title,
            seller: trade.seller,
            seller_name,
            starts_at: trade.starts_at,
            ends_at: trade.ends_at,
            sector: trade.sector,
        }
    }
}

/// A bundle with its members.
#[derive(Show)]
struct BundleWhole {
    #[show(flatten)]
    bundle: Bundle,
    members: Vec<BundleMemberShown>,
    giving_up: Option<Money>,
}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<BundleListed>> {
    let page = bundles::list(&sent.app, sent.visitor()?, paged.from()?).await?;
    Ok(page.map(BundleListed::from))
}

async fn show(sent: Sent) -> Answer<BundleWhole> {
    let BundleSeen { bundle, members, giving_up } =
        bundles::bundle(&sent.app, sent.visitor()?, sent.id()?).await?;
    let giving_up = giving_up.map(|cost| cost.of(bundle.currency));
    Ok(BundleWhole { members: members.into_iter().map(BundleMemberShown::from).collect(), giving_up, bundle })
}
