//! Things, spaces and goods in a random market, and what a search of them should find: every offering, put to the
//! quote of a hold.

use super::fair::{Fair, HERE, usd};
use crate::{FoundGoods, FoundHire, FoundHires, FoundItem, GoodsQuery, HireQuery};
use kernel::{Amount, Id, Slots, Span, Stop, Zone};
use market::directory::Family;
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::hire::HoldHire;
use market::trade::part::Part;
use market::users::assets::HandingOver;
use market::users::{
    Person, User,
    assets::{
        HireRule, HireTerms, ItemPrice, ItemTerms, OfferHire, OfferItem, Offering, OfferingStage,
        OfferingText, PoolResource, Resource, SetHireRule, SetItemPrice, SetOfferingStage, Wording,
    },
    availability::{AddException, ExceptionKind, SetUsualWeek, UsualWeek},
    reliability::TrackRecord,
    stock::{Restock, Stock},
};
use std::sync::Arc;

pub(super) const HIRED: [&str; 3] = ["hire-sg-4-4-3", "hire-ha-15-14-3", "space-kitchen"];
const TITLES: [&str; 5] = ["Red bicycle", "Old bicycle", "Bread, a loaf", "Jam of Ébène plums", "Rye bread"];

impl Fair {
    /// Somebody new puts up a thing, a space or goods.
    pub(super) fn new_stall(&mut self) {
        let user = self.new_user(None);
        self.keepers.push(user);
        let wording = Wording { title: self.dice.pick(&TITLES).parse().unwrap(), description: None };
        let post_code = self.dice.pick(&self.places).post_code;
        if self.dice.one_in(3) {
            let sector = self.goods_sector();
            let (count, terms) = (self.dice.roll(0, 4), self.item_terms());
            let offer = OfferItem { locality: HERE, sector, post_code, wording, count, terms };
            self.run(user.cast(), &offer).unwrap();
            return;
        }
        let sector = self.dice.pick(&HIRED).to_owned();
        let (count, terms) = (self.dice.roll(1, 3), self.hire_terms());
        let offer = OfferHire { locality: HERE, sector, post_code, wording, count, terms };
        self.run(user.cast(), &offer).unwrap();
        for resource in self.world.all::<Resource>().into_iter().filter(|resource| resource.owner == user) {
            if !self.dice.one_in(10) {
                self.set_week_of(user, resource.id);
            }
        }
    }

    fn goods_sector(&mut self) -> String {
        let directory = Arc::clone(&self.directory);
        let goods = directory.sectors().filter(|sector| sector.family == Family::Goods);
        let codes: Vec<String> = goods.map(|sector| sector.code.clone()).take(2).collect();
        self.dice.pick(&codes)
    }

    fn set_week_of(&mut self, user: Id<User>, resource: Id<Resource>) {
        let (from, length) = (self.dice.roll(-8, 40), self.dice.roll(40, 96));
        let day = if self.dice.one_in(3) { Slots::run(from, length) } else { Slots::ALL };
        let zone = Zone::new(self.dice.pick(&["America/Los_Angeles", "America/New_York"])).unwrap();
        drop(self.run(user.cast(), &SetUsualWeek { resource, zone, days: [day; 7] }));
    }

    fn hire_terms(&mut self) -> HireTerms {
        let dice = &mut self.dice;
        HireTerms {
            currency: usd(),
            // Few different rates, so that prices tie.
            per_day: Amount(dice.roll(2, 8) * 500),
            per_hour: Amount(dice.pick(&[100, 250, 300])),
            bond: Amount(dice.pick(&[0, 8_000])),
            late_per_hour: Amount(0),
            buffer_minutes: dice.pick(&[0, 15, 60, 1_500]),
            minimum_minutes: dice.pick(&[15, 60, 240]),
            days_max: dice.pick(&[1, 3, 14, 400]),
            notice_minutes: dice.pick(&[0, 60, 2_880]),
        }
    }

    fn item_terms(&mut self) -> ItemTerms {
        let delivery = self.dice.pick(&[None, Some(Amount(0)), Some(Amount(500))]);
        let is_collected = delivery.is_none() || self.dice.one_in(2);
        let each = Amount(self.dice.roll(1, 5) * 100);
        ItemTerms { currency: usd(), each, delivery, is_collected, ready_minutes: self.dice.pick(&[0, 90]) }
    }

    /// Something happens to a thing, a space or goods.
    pub(super) fn stall_event(&mut self) {
        match self.dice.roll(0, 9) {
            0..=2 => self.hire(),
            3 => self.buy(),
            4 | 5 => self.change_stall(),
            6 => self.change_hours(),
            7 => self.stall_row_goes(),
            8 => self.new_stall(),
            _ => self.trade_goes_on(),
        }
    }

    fn hire(&mut self) {
        self.tell();
        let query = HireQuery { limit: 3, ..self.hire_query() };
        let hires = self.finder.search_hires(&query, self.world.now).unwrap().hires;
        let (Some(hire), Some(buyer)) = (hires.last(), query.buyer) else { return };
        let (offering, expected_pay) = (hire.offering, Some(hire.buyer_pays));
        // What a search has shown is what a hold costs, and it is there to be had.
        let hold = HoldHire { buyer, offering, span: query.span, expected_pay };
        let held = self.run(buyer.cast(), &hold).unwrap();
        let trade = held.trade;
        assert_eq!(self.world.find::<Part>((HERE, trade, 1)).unwrap().resource, Some(hire.resource));
        if self.dice.one_in(2) {
            drop(self.run(buyer.cast(), &held.agree()));
        }
    }

    fn buy(&mut self) {
        self.tell();
        let query = self.goods_query();
        let items = self.finder.search_goods(&query).unwrap().items;
        let (Some(found), buyer) = (items.last(), self.dice.pick(&self.buyers)) else { return };
        let is_collected = found.terms.is_collected;
        let handing_over = if is_collected { HandingOver::Collection } else { HandingOver::Delivery };
        let lines = vec![OrderLine { item: found.offering, count: self.dice.roll(1, found.left) }];
        let trade = self.run(buyer.cast(), &HoldGoods { buyer, lines, handing_over, expected_pay: None });
        let held = trade.unwrap();
        if self.dice.one_in(2) {
            drop(self.run(buyer.cast(), &held.agree()));
        }
    }

    fn change_stall(&mut self) {
        let Offering { id: offering, seller, .. } = self.stall();
        match self.dice.roll(0, 3) {
            0 => {
                let terms = self.hire_terms();
                drop(self.run(seller.cast(), &SetHireRule { offering, terms }));
            }
            1 => {
                let terms = self.item_terms();
                drop(self.run(seller.cast(), &SetItemPrice { offering, terms }));
            }
            2 => {
                let stage = self.dice.pick(OfferingStage::ALL);
                drop(self.run(seller.cast(), &SetOfferingStage { offering, stage }));
            }
            _ => {
                let free = self.dice.roll(0, 3);
                drop(self.run(seller.cast(), &Restock { item: offering, free }));
            }
        }
    }

    fn change_hours(&mut self) {
        let resources: Vec<Resource> = self.world.all();
        let Resource { id: resource, owner, .. } = self.dice.pick(&resources);
        if self.dice.one_in(2) {
            let (kind, span) = (self.dice.pick(&[ExceptionKind::Also, ExceptionKind::Not]), self.hire_span());
            drop(self.run(owner.cast(), &AddException { resource, kind, span }));
        } else if self.keepers.contains(&owner) {
            self.set_week_of(owner, resource);
        }
    }

    /// A row is taken away, as no command does yet.
    fn stall_row_goes(&mut self) {
        let Offering { id, seller, resource, .. } = self.stall();
        let pool = self.world.all::<PoolResource>();
        let other = pool.into_iter().find(|other| other.offering == id).map(|other| other.resource);
        let which = self.dice.roll(0, 19);
        let step = self.world.step(HERE, |draft| {
            match which {
                0 => draft.remove::<HireRule>((HERE, id))?,
                1 => draft.remove::<ItemPrice>((HERE, id))?,
                2 => draft.remove::<Stock>((HERE, id))?,
                3 => draft.remove::<OfferingText>((HERE, id))?,
                4 => draft.remove::<Offering>((HERE, id))?,
                5 => draft.remove::<User>((HERE, seller))?,
                6 => draft.remove::<Person>((HERE, seller))?,
                7..=11 => {
                    if let Some(other) = other {
                        draft.remove::<PoolResource>((HERE, id, other))?;
                    }
                }
                12 => {
                    if let Some(resource) = resource {
                        draft.remove::<UsualWeek>((HERE, resource))?;
                    }
                }
                _ => {}
            }
            Ok(())
        });
        step.unwrap();
        self.tell();
    }

    fn stall(&mut self) -> Offering {
        let keepers = self.keepers.clone();
        let all = self.world.all::<Offering>().into_iter();
        let stalls: Vec<Offering> = all.filter(|offering| keepers.contains(&offering.seller)).collect();
        self.dice.pick(&stalls)
    }

    fn hire_span(&mut self) -> Span {
        let start = self.world.now.day().plus(self.dice.roll(0, 15)).starts_at();
        let start = start.plus_minutes(self.dice.roll(0, 95) * 15);
        let hours = self.dice.pick(&[1, 4, 7, 24, 30, 72, 800]);
        Span::between(start, start.plus_hours(hours)).unwrap()
    }

    fn somebody(&mut self) -> Option<Id<User>> {
        match self.dice.roll(0, 3) {
            0 => None,
            1 => Some(self.dice.pick(&self.keepers)),
            _ => Some(self.dice.pick(&self.buyers)),
        }
    }

    /// A random query of things and spaces.
    pub(super) fn hire_query(&mut self) -> HireQuery {
        HireQuery {
            locality: HERE,
            buyer: self.somebody(),
            sector: self.dice.pick(&HIRED).to_owned(),
            span: self.hire_span(),
            point: self.dice.pick(&self.places).point,
            radius_m: self.dice.pick(&[None, None, Some(0), Some(4_000), Some(40_000)]),
            limit: self.dice.pick(&[1, 2, 5, 1_000]),
        }
    }

    /// A random query of goods.
    pub(super) fn goods_query(&mut self) -> GoodsQuery {
        let sector = self.goods_sector();
        GoodsQuery {
            locality: HERE,
            buyer: self.somebody(),
            sector: (!self.dice.one_in(3)).then_some(sector),
            words: self.dice.pick(&["", "", "BREAD", "rye Bread", "ébène", "bicycle bread"]).to_owned(),
            point: self.dice.pick(&self.places).point,
            radius_m: self.dice.pick(&[None, None, Some(0), Some(4_000), Some(40_000)]),
            limit: self.dice.pick(&[1, 2, 5, 1_000]),
        }
    }
}

/// What a search of things or spaces should find.
pub(super) fn hires(fair: &mut Fair, query: &HireQuery) -> FoundHires {
    let mut found = FoundHires::default();
    let directory = Arc::clone(&fair.directory);
    let family = directory.sector(&query.sector).unwrap().family;
    assert!(matches!(family, Family::Thing | Family::Space));
    for offering in fair.world.all::<Offering>() {
        let distance_m = offering.point().meters_to(query.point);
        let is_in_radius = query.radius_m.is_none_or(|radius| distance_m <= radius);
        let is_asked_for = offering.sector == query.sector && offering.stage == OfferingStage::Open;
        let has_rule = fair.world.find::<HireRule>((HERE, offering.id)).is_some();
        if !is_in_radius || !is_asked_for || !has_rule {
            continue;
        }
        let buyer = query.buyer.unwrap_or(Id::from_bits(0));
        let hold = HoldHire { buyer, offering: offering.id, span: query.span, expected_pay: None };
        let quote = match fair.world.step(HERE, |draft| hold.quote(draft, query.buyer)) {
            Ok(quote) => quote,
            Err(Stop::Refused(refusal)) => {
                *found.refused.entry(refusal.code()).or_default() += 1;
                continue;
            }
            Err(Stop::Absent("users")) => continue,
            Err(stop) => panic!("{stop:?}"),
        };
        let track = fair.world.find::<TrackRecord>((HERE, offering.seller));
        let person = fair.world.find::<Person>((HERE, offering.seller));
        let text = fair.world.find::<OfferingText>((HERE, offering.id));
        found.hires.push(FoundHire {
            offering: offering.id,
            resource: quote.resource,
            title: text.map(|text| text.title.as_str().into()),
            seller: offering.seller,
            seller_name: person.map(|person| person.display_name.as_str().into()),
            post_code: offering.post_code,
            distance_m,
            terms: quote.terms,
            buyer_pays: quote.priced.waterfall.payer_pays().unwrap(),
            priced: quote.priced,
            kept_count: track.as_ref().map_or(0, |track| track.kept_count),
            agreed_count: track.as_ref().map_or(0, TrackRecord::agreed_count),
        });
    }
    found.hires.sort_by_key(|hire| (hire.buyer_pays, hire.distance_m, hire.offering));
    found.hires.truncate(query.limit);
    found
}

/// What a search of goods should find.
pub(super) fn goods(fair: &Fair, query: &GoodsQuery) -> FoundGoods {
    let mut items = Vec::new();
    let directory = Arc::clone(&fair.directory);
    for offering in fair.world.all::<Offering>() {
        let (id, seller) = (offering.id, offering.seller);
        let text = fair.world.find::<OfferingText>((HERE, id));
        let title = text.as_ref().map(|text| text.title.to_lowercase()).unwrap_or_default();
        let distance_m = offering.point().meters_to(query.point);
        let is_wanted = directory.sector(&offering.sector).unwrap().family == Family::Goods
            && offering.stage == OfferingStage::Open
            && query.sector.as_ref().is_none_or(|sector| *sector == offering.sector)
            && query.words.to_lowercase().split(' ').all(|word| title.contains(word))
            && query.radius_m.is_none_or(|radius| distance_m <= radius)
            && query.buyer != Some(seller)
            && fair.world.find::<User>((HERE, seller)).is_some();
        let price = fair.world.find::<ItemPrice>((HERE, id));
        let left = fair.world.find::<Stock>((HERE, id)).map_or(0, |stock| stock.offered - stock.taken);
        let (true, Some(price), 1..) = (is_wanted, price, left) else { continue };
        let track = fair.world.find::<TrackRecord>((HERE, seller));
        items.push(FoundItem {
            offering: id,
            title: text.map(|text| text.title.as_str().into()),
            sector: offering.sector,
            seller,
            seller_name: fair
                .world
                .find::<Person>((HERE, seller))
                .map(|person| person.display_name.as_str().into()),
            post_code: offering.post_code,
            distance_m,
            terms: price.terms,
            left,
            kept_count: track.as_ref().map_or(0, |track| track.kept_count),
            agreed_count: track.as_ref().map_or(0, TrackRecord::agreed_count),
        });
    }
    let count = items.len();
    items.sort_by_key(|item| (item.terms.each, item.distance_m, item.offering));
    items.truncate(query.limit);
    FoundGoods { items, count }
}
