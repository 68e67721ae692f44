//! Holds: how a trade comes about.

use crate::hand::{Call, Hand};
use kernel::{Amount, Command, Draft, Id, Span, Stop};
use market::directory::Family;
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::hire::HoldHire;
use market::mechanisms::stored_availability::weeks::{HoldWeeks, WeekChosen, quotes};
use market::mechanisms::stored_availability::work::HoldWork;
use market::trade::{Kind, Trade};
use market::users::User;
use market::users::assets::HandingOver;
use market::users::assets::Offering;

/// How many holds are thought of before one is given.
const TRIES: usize = 4;
/// How often in a hundred times a hold is given that would not be taken.
const UNLIKELY: i64 = 20;

/// A buyer of the same market area; hardly ever the seller.
pub(super) fn buyer(hand: &mut Hand<'_>, seller: Id<User>) -> Option<Id<User>> {
    let is_near = |user: &Id<User>| user.locality() == seller.locality();
    (0..8).find_map(|_| hand.other(seller).filter(is_near))
}

/// Mostly within days; now and then over a change of the clocks, which is where hours are lost.
pub(super) fn hours(hand: &mut Hand<'_>, quarters: (i64, i64)) -> Option<Span> {
    if hand.draw.percent(10)
        && let Some(change) = hand.next_change()
    {
        let from = change.plus_minutes(hand.between(-24, 4) * 15);
        let until = from.plus_minutes(hand.between(quarters.0, quarters.1) * 15);
        return Span::between(from, until);
    }
    hand.span((0, 170), quarters)
}

pub(super) fn expected(hand: &mut Hand<'_>) -> Option<Amount> {
    hand.maybe(4, |hand| Some(Amount(hand.between(0, 9_999))))
}

/// A hold that would be taken at this moment, if one is found soon; now and then one that would not.
pub(super) fn likely<C: Command>(
    hand: &mut Hand<'_>,
    make: impl Fn(&mut Hand<'_>) -> Option<(Id<User>, C)>,
    look: impl Fn(&C, &Draft<'_>, Id<User>) -> Result<(), Stop>,
) -> Option<Call> {
    let mut tries = (0..TRIES).filter_map(|_| make(hand)).collect::<Vec<_>>().into_iter();
    let fits = tries.find(|(buyer, hold)| hand.look(*buyer, |draft| look(hold, draft, *buyer)).is_some());
    let (buyer, hold) = match fits {
        Some(hold) => hold,
        None => hand.maybe(UNLIKELY, &make)?,
    };
    Some(Call::by(buyer, hold))
}

pub(super) fn work(hand: &mut Hand<'_>) -> Option<Call> {
    likely(hand, some_work, |hold, draft, buyer| hold.quote(draft, Some(buyer)).map(drop))
}

fn some_work(hand: &mut Hand<'_>) -> Option<(Id<User>, HoldWork)> {
    let offering = hand.offering(&[Family::Work])?;
    let buyer = buyer(hand, offering.seller)?;
    let span = hours(hand, (4, 32))?;
    let (post_code, expected_pay) = (hand.post_code()?, expected(hand));
    let street = hand.maybe(90, |_| "12 SE Ash Street".parse().ok());
    let note = hand.maybe(30, |_| "The back door.".parse().ok());
    let offering = offering.id;
    Some((buyer, HoldWork { buyer, offering, span, post_code, street, note, expected_pay }))
}

pub(super) fn hire(hand: &mut Hand<'_>) -> Option<Call> {
    likely(hand, some_hire, |hold, draft, buyer| hold.quote(draft, Some(buyer)).map(drop))
}

fn some_hire(hand: &mut Hand<'_>) -> Option<(Id<User>, HoldHire)> {
    let offering = hand.offering(&[Family::Thing, Family::Space])?;
    let buyer = buyer(hand, offering.seller)?;
    let span = hours(hand, (4, 60))?;
    let expected_pay = expected(hand);
    Some((buyer, HoldHire { buyer, offering: offering.id, span, expected_pay }))
}

/// Of the weeks that follow a booking those that can be had, at their price.
pub(super) fn weeks(hand: &mut Hand<'_>) -> Option<Call> {
    let trade = hand.record_that::<Trade>(|trade| trade.kind == Kind::Work && trade.booked_at.is_some())?;
    let weeks = hand.look(trade.buyer, |draft| quotes(draft, trade.id))?;
    let price = |week: i64, pays: Amount| WeekChosen { week, expected_pay: pays };
    let mut chosen = Vec::new();
    for quoted in weeks.quoted.into_iter().take(3) {
        let pays = quoted.quote.ok().and_then(|quote| quote.priced.waterfall.payer_money().ok());
        chosen.extend(pays.map(|pays| price(quoted.week, pays.amount)));
    }
    Some(Call::by(trade.buyer, HoldWeeks { trade: trade.id, weeks: chosen }))
}

pub(super) fn goods(hand: &mut Hand<'_>) -> Option<Call> {
    likely(hand, some_goods, |hold, draft, buyer| hold.quote(draft, Some(buyer)).map(drop))
}

fn some_goods(hand: &mut Hand<'_>) -> Option<(Id<User>, HoldGoods)> {
    let first = hand.offering(&[Family::Goods])?;
    let buyer = buyer(hand, first.seller)?;
    let mut lines = vec![OrderLine { item: first.id, count: hand.between(1, 12) }];
    let is_other = |other: &Offering| other.seller == first.seller && other.id != first.id;
    if let Some(second) = hand.offering(&[Family::Goods]).filter(is_other) {
        lines.push(OrderLine { item: second.id, count: hand.between(1, 5) });
    }
    let (handing_over, expected_pay) = (hand.one(HandingOver::ALL)?, expected(hand));
    Some((buyer, HoldGoods { buyer, lines, handing_over, expected_pay }))
}
