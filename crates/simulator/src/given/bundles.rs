//! Bundles: held, agreed to, let go, repaired, given up.

use super::holds::{buyer, hours, likely};
use crate::hand::{Call, Hand};
use kernel::{Amount, Id, Stop};
use ledger::{AccountKey, Class};
use market::directory::Family;
use market::requirements::bundles::{HoldBundle, MemberAsked, RepairBundle};
use market::support::amendment::CallOff;
use market::support::amendment::chain::{ChainTerms, GiveUpBundle, cost_of_giving_up};
use market::support::escrow::{AgreeBundle, LetGoBundle};
use market::trade::bundle::{AdvanceBundle, Bundle, BundleMember, BundleStage, Standing};
use market::trade::{Stage, Trade};
use market::users::User;
use market::users::assets::{HandingOver, Offering};

const ALL: [Family; 4] = [Family::Work, Family::Thing, Family::Space, Family::Goods];

/// What a buyer of several things has, mostly.
const DEAR: i64 = 30_000;

/// How many offerings are thought of before one takes the place of what was lost.
const REPAIRS: usize = 16;

/// What somebody has to spend.
fn has(hand: &Hand<'_>, user: Id<User>) -> Amount {
    let currency = hand.currency();
    let account = currency.and_then(|currency| {
        hand.memory.account(user.locality(), AccountKey::of(user, Class::UserAvailable, currency))
    });
    account.map_or(Amount::ZERO, |account| account.available)
}

/// Something of a family, as it might be had.
fn member(hand: &mut Hand<'_>, offering: &Offering, family: Family) -> Option<MemberAsked> {
    let is_goods = family == Family::Goods;
    let span = if is_goods { None } else { Some(hours(hand, (4, 32))?) };
    Some(MemberAsked {
        offering: offering.id,
        span,
        count: is_goods.then(|| hand.between(1, 4)),
        handing_over: hand.one(HandingOver::ALL).filter(|_| is_goods),
    })
}

fn family(hand: &Hand<'_>, offering: &Offering) -> Option<Family> {
    Some(hand.books.directory.sector(&offering.sector)?.family)
}

fn some(hand: &mut Hand<'_>) -> Option<(Id<User>, HoldBundle)> {
    let first = hand.offering(&ALL)?;
    let mut buyer = buyer(hand, first.seller)?;
    for _ in 0..8 {
        if has(hand, buyer) >= Amount(DEAR) {
            break;
        }
        buyer = super::holds::buyer(hand, first.seller)?;
    }
    let mut members = Vec::new();
    // Mostly two, which somebody has the money for.
    let most = match hand.between(0, 19) {
        0 => 9,
        1..=5 => 3,
        _ => 2,
    };
    for _ in 0..hand.between(2, most) {
        let Some(offering) = hand.offering(&ALL) else { continue };
        let Some(family) = family(hand, &offering) else { continue };
        let asked = member(hand, &offering, family)?;
        // Mostly one that could be had by itself.
        let alone = HoldBundle { members: vec![asked], ..empty(hand, buyer)? };
        let fits = hand.look(buyer, |draft| alone.quote(draft)).is_some();
        members.extend((fits || hand.draw.percent(3)).then_some(asked));
    }
    let expected_pay = hand.maybe(3, |hand| Some(Amount(hand.between(1, 9_999))));
    Some((buyer, HoldBundle { members, expected_pay, ..empty(hand, buyer)? }))
}

fn empty(hand: &mut Hand<'_>, buyer: Id<User>) -> Option<HoldBundle> {
    Some(HoldBundle {
        buyer,
        template: None,
        post_code: hand.post_code()?,
        street: "12 SE Ash Street".parse().ok(),
        note: None,
        members: Vec::new(),
        expected_pay: None,
    })
}

pub(super) fn hold(hand: &mut Hand<'_>) -> Option<Call> {
    likely(hand, some, |hold, draft, _| {
        hold.quote(draft)?;
        if hold.members.len() < 2 { Err(Stop::Absent("members")) } else { Ok(()) }
    })
}

/// One that stands so; now and then any.
fn bundle(hand: &mut Hand<'_>, stage: BundleStage) -> Option<Bundle> {
    let is_any = hand.draw.percent(3);
    let all = hand.memory.all::<Bundle>().filter_map(Result::ok);
    let fitting: Vec<Bundle> = all.filter(|bundle| is_any || bundle.stage == stage).collect();
    hand.one(&fitting)
}

pub(super) fn agree(hand: &mut Hand<'_>) -> Option<Call> {
    let all: Vec<Bundle> = hand.memory.all::<Bundle>().filter_map(Result::ok).collect();
    let is_had =
        |bundle: &&Bundle| bundle.stage == BundleStage::Held && has(hand, bundle.buyer) >= bundle.pays;
    let had: Vec<Bundle> = all.iter().filter(is_had).cloned().collect();
    let bundle = match hand.one(&had) {
        Some(bundle) => bundle,
        None if hand.draw.percent(20) => bundle(hand, BundleStage::Held)?,
        None => return None,
    };
    let expected_pay = hand.maybe(3, |hand| Some(Amount(hand.between(1, 9_999)))).unwrap_or(bundle.pays);
    Some(Call::by(bundle.buyer, AgreeBundle { bundle: bundle.id, expected_pay }))
}

/// The one that was held last: the others are mostly over by now.
pub(super) fn let_go(hand: &mut Hand<'_>) -> Option<Call> {
    let held = hand.memory.all::<Bundle>().filter_map(Result::ok);
    let bundle = held.filter(|bundle| bundle.stage == BundleStage::Held).max_by_key(|bundle| bundle.id)?;
    Some(Call::by(bundle.buyer, LetGoBundle { bundle: bundle.id }))
}

/// The members of a bundle of a standing.
fn members(hand: &Hand<'_>, bundle: &Bundle, standing: Standing) -> Vec<BundleMember> {
    let all = hand.memory.all::<BundleMember>().filter_map(Result::ok);
    all.filter(|member| member.bundle == bundle.id && member.standing == standing).collect()
}

pub(super) fn repair(hand: &mut Hand<'_>) -> Option<Call> {
    let bundle = bundle(hand, BundleStage::Repair)?;
    let lost = members(hand, &bundle, Standing::Lost);
    let lost = hand.one(&lost)?;
    let trade = hand.memory.find::<Trade>((lost.locality, lost.trade))?;
    let all = hand.memory.all::<Offering>().filter_map(Result::ok);
    let fitting: Vec<Offering> = all.filter(|offering| offering.sector == trade.sector).collect();
    for _ in 0..REPAIRS {
        let offering = hand.one(&fitting)?;
        let family = family(hand, &offering)?;
        let asked = member(hand, &offering, family)?;
        let alone =
            HoldBundle { post_code: trade.post_code, members: vec![asked], ..empty(hand, bundle.buyer)? };
        let Some(pays) = hand.look(bundle.buyer, |draft| alone.quote(draft)) else { continue };
        if has(hand, bundle.buyer) < pays.amount && hand.draw.percent(90) {
            continue;
        }
        let MemberAsked { offering, span, count, handing_over } = asked;
        let (bundle, by) = (bundle.id, bundle.buyer);
        let (place, expected_pay) = (lost.place, pays.amount);
        return Some(Call::by(
            by,
            RepairBundle { bundle, place, offering, span, count, handing_over, expected_pay },
        ));
    }
    None
}

pub(super) fn give_up(hand: &mut Hand<'_>) -> Option<Call> {
    let bundle = bundle(hand, BundleStage::Repair)?;
    let whole = members(hand, &bundle, Standing::Whole);
    let fulls: Vec<_> = whole.iter().filter_map(|member| hand.memory.full(member.trade)).collect();
    let terms = ChainTerms::on(&hand.books.rulebook, hand.now.day().date()).ok()?;
    let cost = cost_of_giving_up(&fulls, &terms, hand.now).ok()?;
    let expected_pay = hand.maybe(5, |hand| Some(Amount(hand.between(1, 9_999)))).unwrap_or(cost);
    Some(Call::by(bundle.buyer, GiveUpBundle { bundle: bundle.id, expected_pay }))
}

/// As somebody would who is not the market, or the market too early.
pub(super) fn advance(hand: &mut Hand<'_>) -> Option<Call> {
    let bundle = hand.record::<Bundle>()?;
    let advance = AdvanceBundle { bundle: bundle.id };
    Some(if hand.between(0, 1) == 0 { Call::by(bundle.buyer, advance) } else { Call::by_market(advance) })
}

/// A seller who breaks a bundle: else there would hardly be one to repair.
pub(super) fn break_one(hand: &mut Hand<'_>) -> Option<Call> {
    let trades = hand.memory.all::<Trade>().filter_map(Result::ok);
    let is_to_come = |trade: &Trade| trade.stage == Stage::Booked && trade.starts_at > hand.now;
    let bundled = trades.filter(|trade| trade.bundle.is_some() && is_to_come(trade));
    let bundled: Vec<Trade> = bundled.collect();
    let trade = hand.one(&bundled)?;
    Some(Call::by(trade.seller, CallOff { trade: trade.id, part: 1, expected_bp: None }))
}
