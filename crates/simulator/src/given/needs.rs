//! Needs: saved, forgotten, looked at.

use crate::hand::{Call, Hand};
use kernel::Amount;
use market::directory::Family;
use market::requirements::needs::{ForgetNeed, LookAgain, Need, NoteLook, PartAsked, SaveNeed};

/// What a look says that it found costs, in minor units.
const DEAREST: i64 = 40_000;

pub(super) fn save(hand: &mut Hand<'_>) -> Option<Call> {
    let owner = hand.user()?;
    let mut parts = Vec::new();
    for _ in 0..hand.between(1, 3) {
        let family = hand.one(&[Family::Work, Family::Work, Family::Thing, Family::Space])?;
        let sector = hand.sector(family)?.code;
        parts.push(PartAsked { sector, count: hand.between(1, 4) });
    }
    let day = |hand: &mut Hand<'_>, least, most| {
        let days = hand.between(least, most);
        hand.now.plus_hours(days.saturating_mul(24)).day().date()
    };
    // Mostly every day of the week, so that one of a few days will do.
    let weekdays = hand.maybe(20, |hand| Some(vec![hand.between(0, 6)])).unwrap_or_default();
    let save = SaveNeed {
        owner,
        name: "Saturday crew".parse().ok()?,
        post_code: hand.post_code()?,
        from_on: day(hand, 0, 1),
        until_on: day(hand, 1, 3),
        weekdays,
        from: hand.one(&["09:00", "17:30", "00:00"])?.parse().ok()?,
        minutes: hand.between(1, 32) * 15,
        most: hand.maybe(50, |hand| Some(Amount(hand.between(1_000, DEAREST)))),
        parts,
    };
    Some(Call::by(owner, save))
}

pub(super) fn forget(hand: &mut Hand<'_>) -> Option<Call> {
    let Need { owner, id: need, .. } = hand.record::<Need>()?;
    // Sometimes somebody tries whose it is not.
    let by = hand.maybe(10, |hand| hand.other(owner)).unwrap_or(owner);
    Some(Call::by(by, ForgetNeed { owner, need }))
}

/// As the market would too early, or somebody who is not the market.
pub(super) fn look_again(hand: &mut Hand<'_>) -> Option<Call> {
    let Need { owner, id: need, .. } = hand.record::<Need>()?;
    let look = LookAgain { owner, need };
    Some(if hand.between(0, 1) == 0 { Call::by(owner, look) } else { Call::by_market(look) })
}

/// Mostly of the look that is wanted, on a day that will do; sometimes of another.
pub(super) fn note(hand: &mut Hand<'_>) -> Option<Call> {
    let need = hand.record::<Need>()?;
    let days: Vec<_> = need.days().collect();
    let day = hand.maybe(70, |hand| hand.one(&days)).unwrap_or(need.until_day.plus(1));
    let look = need.look.saturating_add(hand.maybe(10, |hand| Some(hand.between(-1, 1))).unwrap_or_default());
    let cost = Amount(hand.between(1_000, DEAREST));
    let found = hand.maybe(80, |_| Some((day, cost)));
    Some(Call::by_market(NoteLook { owner: need.owner, need: need.id, look, found }))
}
