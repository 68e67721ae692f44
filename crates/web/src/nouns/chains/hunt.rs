//! What there is for each component of a chain, at each time at which it might be.

use super::{ChainOption, Chosen};
use crate::app::App;
use crate::error::Answer;
use crate::visitor::Visitor;
use finder::{GoodsQuery, HireQuery, Query};
use kernel::{Amount, Currency, Decide, Draft, Id, Keys, Point, Span, Stop, Timestamp};
use market::directory::{Family, WorkPlace};
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::Requirement;
use market::options::breakdowns::{Candidate, Choice, Found, Interval, Needed, Place, Wanted};
use market::users::{
    User,
    assets::{HandingOver, Offering},
};
use std::collections::BTreeMap;

/// How many candidates of a component are looked at for each time.
const CANDIDATES: usize = 12;
/// How many goods of a component are priced.
const GOODS: usize = 4;
/// How far apart the times are at which a component might begin, in minutes.
const STEP: i64 = 60;
/// At how many times a component is looked for, at most.
const TIMES: i64 = 24;
/// A day, in minutes.
const DAY: i64 = 24 * 60;
/// Something that could be bought, at one price, at some times.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    offering: Id<Offering>,
    seller: Id<User>,
    seller_name: String,
    title: Option<String>,
    resource: Option<u128>,
    pays: Amount,
    intervals: Vec<Interval>,
    place: Option<Place>,
    count: Option<i64>,
    kept: i64,
}

impl Offer {
    pub(super) fn chosen(self, wanted: &Wanted, span: Option<Span>) -> Chosen {
        let Self { offering, seller, seller_name, title, pays, count, .. } = self;
        let (component, sector) = (wanted.name.clone(), wanted.sector.clone());
        Chosen { component, sector, offering, title, seller, seller_name, span, count, pays }
    }

    pub(super) fn candidate(&self) -> Candidate {
        Candidate {
            seller: short(self.seller.bits()),
            resource: self.resource.map(short),
            price: u64::try_from(self.pays.0).unwrap_or(u64::MAX),
            intervals: self.intervals.clone(),
            place: self.place,
            needs: 0,
            gives: 0,
            capacity: u64::try_from(self.intervals.len().max(1)).unwrap_or(1),
            reliability: u32::try_from(self.kept).unwrap_or(u32::MAX),
        }
    }
}

/// The half of an id that tells it from others.
fn short(bits: u128) -> u64 {
    let [high, low] = [bits >> 64, bits & u128::from(u64::MAX)];
    u64::try_from(high ^ low).unwrap_or_default()
}

/// What there is for each kind of component.
#[derive(Default)]
pub(super) struct Offers(BTreeMap<(String, u32, u32), Vec<Offer>>);

impl Offers {
    pub(super) fn of(&self, wanted: &Wanted) -> &[Offer] {
        self.0.get(&key(wanted)).map_or(&[][..], Vec::as_slice)
    }
}

fn key(wanted: &Wanted) -> (String, u32, u32) {
    (wanted.sector.clone(), wanted.minutes, wanted.pieces)
}

/// A search with what it is about.
pub(super) struct Hunt<'a> {
    pub(super) app: &'a App,
    pub(super) visitor: Option<&'a Visitor>,
    pub(super) place: &'a WorkPlace,
    pub(super) currency: Currency,
    pub(super) from: Timestamp,
    /// From when on a day is looked at, in minutes after midnight.
    pub(super) from_minute: i64,
    /// Until when.
    pub(super) until_minute: i64,
}

impl Hunt<'_> {
    fn buyer(&self) -> Option<Id<User>> {
        self.visitor.map(|visitor| visitor.user)
    }

    /// Everything that could be bought for any component of any way.
    pub(super) async fn market(&self, needed: &[Needed]) -> Answer<Offers> {
        let mut market = Offers::default();
        for way in needed {
            let days = way.components.iter().map(|wanted| {
                way.components.iter().filter(|other| other.name == wanted.name && other.minutes > 0).count()
            });
            let days = if way.spreads() { i64::try_from(days.max().unwrap_or(1)).unwrap_or(1) } else { 1 };
            for wanted in &way.components {
                if market.0.contains_key(&key(wanted)) {
                    continue;
                }
                let offers = match self.app.directory.sector(&wanted.sector).map(|sector| sector.family) {
                    Some(Family::Goods) => self.goods(wanted).await?,
                    Some(Family::Work) => self.timed(wanted, days, |hunt, span| hunt.work(wanted, span))?,
                    Some(Family::Thing | Family::Space) => {
                        self.timed(wanted, days, |hunt, span| hunt.hires(wanted, span))?
                    }
                    None => Vec::new(),
                };
                market.0.insert(key(wanted), offers);
            }
        }
        Ok(market)
    }

    /// The times at which a component might begin: from the hour that was said, hour by hour, day by day.
    fn starts(&self, minutes: i64, days: i64) -> Vec<Timestamp> {
        let a_day = (TIMES / days.max(1)).max(1);
        let (from, until) = (self.from_minute, self.until_minute);
        let of_day = move |day: i64| {
            (0..a_day)
                .map(move |step| (day, step * STEP))
                .filter(move |(_, after)| from.saturating_add(*after).saturating_add(minutes) <= until)
        };
        let calendar = self.place.zone.calendar();
        let local = calendar.local(self.from);
        let at = |(day, after): (i64, i64)| calendar.timestamp(local.date, local.minute + day * DAY + after);
        (0..days).flat_map(of_day).filter_map(at).collect()
    }

    /// What there is at each of the times, the same at the same price as one offer.
    fn timed(
        &self,
        wanted: &Wanted,
        days: i64,
        find: impl Fn(&Self, Span) -> Answer<Vec<Offer>>,
    ) -> Answer<Vec<Offer>> {
        let minutes = i64::from(wanted.minutes);
        let mut all: Vec<Offer> = Vec::new();
        for start in self.starts(minutes, days) {
            let Some(span) = Span::between(start, start.plus_minutes(minutes)) else { continue };
            for offer in find(self, span)? {
                let is_same =
                    |other: &&mut Offer| other.offering == offer.offering && other.pays == offer.pays;
                match all.iter_mut().find(is_same) {
                    Some(known) => known.intervals.extend(offer.intervals),
                    None => all.push(offer),
                }
            }
        }
        Ok(all)
    }

    /// The minutes of a span since the time that was said.
    fn interval(&self, span: Span) -> Interval {
        let since = |at: Timestamp| at.minutes_since(self.from);
        Interval { from: since(span.starts_at()), to: since(span.ends_at()) }
    }

    pub(super) fn work(&self, wanted: &Wanted, span: Span) -> Answer<Vec<Offer>> {
        let requirement = Requirement {
            sector: wanted.sector.clone(),
            work_place: self.place.clone(),
            span,
            is_unpaid: false,
            currency: self.currency,
        };
        let (locality, buyer, limit) = (self.app.locality, self.buyer(), CANDIDATES);
        let query = Query { locality, buyer, requirement, radius_m: None, limit };
        let found = self.app.finder.search(&query, self.app.now())?;
        let offer = |option: finder::FoundOption| Offer {
            offering: option.offering,
            seller: option.seller,
            seller_name: option.seller_name.map(|name| name.to_string()).unwrap_or_default(),
            title: None,
            // Whoever works does so in one place at a time, whatever of theirs it is.
            resource: Some(option.seller.bits()),
            pays: option.buyer_pays,
            intervals: vec![self.interval(span)],
            // They come to the buyer.
            place: None,
            count: None,
            kept: option.kept_count,
        };
        Ok(found.options.into_iter().map(offer).collect())
    }

    pub(super) fn hires(&self, wanted: &Wanted, span: Span) -> Answer<Vec<Offer>> {
        let query = HireQuery {
            locality: self.app.locality,
            buyer: self.buyer(),
            sector: wanted.sector.clone(),
            span,
            point: self.place.point,
            radius_m: None,
            limit: CANDIDATES,
        };
        let found = self.app.finder.search_hires(&query, self.app.now())?;
        let offer = |hire: finder::FoundHire| Offer {
            offering: hire.offering,
            seller: hire.seller,
            seller_name: hire.seller_name.map(|name| name.to_string()).unwrap_or_default(),
            title: hire.title.map(|title| title.to_string()),
            resource: Some(hire.resource.bits()),
            pays: hire.buyer_pays,
            intervals: vec![self.interval(span)],
            place: self.app.directory.place(hire.post_code).map(|at| self.seen_from_here(at.point)),
            count: None,
            kept: hire.kept_count,
        };
        Ok(found.hires.into_iter().map(offer).collect())
    }

    /// Metres east and north of where the work is.
    fn seen_from_here(&self, point: Point) -> Place {
        let here = self.place.point;
        let along = Point { lat_e6: here.lat_e6, lon_e6: point.lon_e6 };
        let up = Point { lat_e6: point.lat_e6, lon_e6: here.lon_e6 };
        Place {
            east: here.meters_to(along) * (point.lon_e6 - here.lon_e6).signum(),
            north: here.meters_to(up) * (point.lat_e6 - here.lat_e6).signum(),
        }
    }

    /// Goods, priced as a hold of so many pieces would be; what is too few is left out.
    pub(super) async fn goods(&self, wanted: &Wanted) -> Answer<Vec<Offer>> {
        let query = GoodsQuery {
            locality: self.app.locality,
            buyer: self.buyer(),
            sector: Some(wanted.sector.clone()),
            words: String::new(),
            point: self.place.point,
            radius_m: None,
            limit: CANDIDATES,
        };
        let count = i64::from(wanted.pieces);
        let found = self.app.finder.search_goods(&query)?;
        let items = found.items.into_iter().filter(|item| item.left >= count && item.terms.is_collected);
        let items: Vec<finder::FoundItem> = items.take(GOODS).collect();
        let buyer = self.buyer();
        let hold = |item: &finder::FoundItem| HoldGoods {
            // Without a buyer the price is that of somebody new.
            buyer: buyer.unwrap_or(Id::from_bits(0)),
            lines: vec![OrderLine { item: item.offering, count }],
            handing_over: HandingOver::Collection,
            expected_pay: None,
        };
        let holds: Vec<HoldGoods> = items.iter().map(hold).collect();
        let prices = self.app.look(self.visitor, |draft| prices(draft, &holds, buyer)).await?;
        let offer = |(item, pays): (finder::FoundItem, Option<Amount>)| {
            Some(Offer {
                offering: item.offering,
                seller: item.seller,
                seller_name: item.seller_name.map(|name| name.to_string()).unwrap_or_default(),
                title: item.title.map(|title| title.to_string()),
                resource: None,
                pays: pays?,
                intervals: Vec::new(),
                place: None,
                count: Some(count),
                kept: item.kept_count,
            })
        };
        Ok(items.into_iter().zip(prices).filter_map(offer).collect())
    }

    /// What was found, in words of the market.
    pub(super) fn option(&self, found: &Found, needed: &[Needed], market: &Offers) -> Option<ChainOption> {
        let way = needed.get(found.breakdown)?;
        let member = |(wanted, choice): (&Wanted, &Choice)| {
            let offer = market.of(wanted).get(choice.candidate)?.clone();
            let at = |minutes: i64| self.from.plus_minutes(minutes);
            let span = match choice.interval {
                Some(interval) => Some(Span::between(at(interval.from), at(interval.to))?),
                None => None,
            };
            Some(offer.chosen(wanted, span))
        };
        let members = way.components.iter().zip(&found.choices).map(member).collect::<Option<Vec<_>>>()?;
        Some(ChainOption { way: found.breakdown, members, pays: Amount(i64::try_from(found.total).ok()?) })
    }
}

/// What each of these holds would cost; nothing where it would be refused.
fn prices(
    draft: &mut Draft<'_>,
    holds: &[HoldGoods],
    buyer: Option<Id<User>>,
) -> Result<Vec<Option<Amount>>, Stop> {
    let mut keys = Keys::default();
    for hold in holds {
        hold.reads(&mut keys);
    }
    draft.ask(keys)?;
    let priced = draft
        .each(holds, |draft, hold| Ok(hold.quote(draft, buyer)?.priced.waterfall.payer_money()?.amount))?;
    Ok(priced.into_iter().map(Result::ok).collect())
}
