//! Listings in a random market, and what a search of them should find: every record, read one by one.

use super::fair::{Fair, HERE, HORIZON_DAYS, contents};
use crate::{Finder, FoundListings, ListingOrder, ListingQuery, TextDocument, TextIndex};
use kernel::{Amount, Day, Id, Point};
use market::directory::{Directory, Family};
use market::mechanisms::listings::{
    Asking, ExpireListing, FlagListing, FlagReason, Listing, ListingStage, PostListing, WithdrawListing,
};
use market::users::User;
use market::users::assets::{Offering, OfferingText, Wording};
use std::collections::BTreeMap;
use std::sync::Arc;

const TITLES: [&str; 4] = ["Two bears of 1905", "Sofa, gray", "Old Bears and books", "Odd jobs"];
const WORDS: [&str; 3] = ["Glass eyes, a GRAY ear.", "A bear comes with it.", "Collected on Saturday."];

impl Fair {
    fn list(&mut self) {
        let owner = self.dice.pick(&self.buyers.clone());
        let family = self.dice.pick(Family::ALL);
        let directory = Arc::clone(&self.directory);
        let of_family = directory.sectors().filter(|sector| sector.family == family && !sector.is_group);
        let sectors: Vec<String> = of_family.map(|sector| sector.code.clone()).take(2).collect();
        let (asking, is_goods) = (self.dice.pick(Asking::ALL), family == Family::Goods);
        let price = Amount(self.dice.roll(1, 4) * 1_000);
        let description = self.dice.one_in(2).then(|| self.dice.pick(&WORDS).parse().unwrap());
        let post = PostListing {
            locality: HERE,
            sector: self.dice.pick(&sectors),
            post_code: self.dice.pick(&self.places.clone()).post_code,
            wording: Wording { title: self.dice.pick(&TITLES).parse().unwrap(), description },
            asking,
            price: (asking == Asking::Priced).then_some(price),
            piece_count: 1,
            is_collected: is_goods,
            delivery: None,
        };
        self.run(owner.cast(), &post).unwrap();
    }

    fn listing_event(&mut self) {
        let all = self.world.all::<Listing>();
        if all.is_empty() || self.dice.one_in(3) {
            return self.list();
        }
        let listing = self.dice.pick(&all);
        let id = listing.id;
        match self.dice.roll(0, 4) {
            0 => drop(self.run(listing.owner.cast(), &WithdrawListing { listing: id })),
            1 => drop(self.run(Id::SYSTEM, &ExpireListing { listing: id })),
            2 => self.world.now = self.world.now.plus_hours(self.dice.roll(1, 200)),
            _ => {
                let user = self.dice.pick(&self.buyers.clone());
                drop(self.run(user.cast(), &FlagListing { user, listing: id, reason: FlagReason::Spam }));
            }
        }
    }

    fn listing_query(&mut self) -> ListingQuery {
        let maybe = |fair: &mut Self| fair.dice.one_in(3);
        let sectors: Vec<String> = self.world.all::<Offering>().into_iter().map(|one| one.sector).collect();
        let place: Point = self.dice.pick(&self.places.clone()).point;
        let words = self.dice.pick(&["", "", "bear", "gray BEAR", "saturday", "nothing"]).to_owned();
        ListingQuery {
            locality: HERE,
            reader: None,
            order: if self.dice.one_in(2) { ListingOrder::Newest } else { ListingOrder::Best },
            words,
            point: maybe(self).then_some(place),
            radius_m: maybe(self).then(|| self.dice.roll(1_000, 20_000)),
            family: maybe(self).then(|| self.dice.pick(Family::ALL)),
            sector: (maybe(self) && !sectors.is_empty()).then(|| self.dice.pick(&sectors)),
            asking: maybe(self).then(|| self.dice.pick(Asking::ALL)),
            price_from: maybe(self).then(|| Amount(self.dice.roll(0, 3) * 1_000)),
            price_to: maybe(self).then(|| Amount(self.dice.roll(1, 4) * 1_000)),
            after: None,
            limit: usize::try_from(self.dice.roll(1, 5)).unwrap(),
        }
    }
}

/// Which listings there are for a query, in order, each with how well it fits.
fn wanted(fair: &Fair, query: &ListingQuery) -> Vec<(u32, Id<Listing>)> {
    let directory: &Directory = &fair.directory;
    let mut found: Vec<(u32, Id<Listing>)> = Vec::new();
    // What fits words is the text index's to say, which has an oracle of its own: here it is made of every text anew.
    let mut texts = TextIndex::new();
    for listing in fair.world.all::<Listing>().iter().filter(|listing| listing.stage == ListingStage::Open) {
        let text: OfferingText = fair.world.find((HERE, listing.offering())).unwrap();
        let body = text.description.as_deref().unwrap_or_default();
        texts.put(listing.id, &TextDocument { title: &text.title, body });
    }
    let fitting: BTreeMap<Id<Listing>, u32> =
        texts.search(&query.words, 1_000, |_| true).into_iter().collect();
    for listing in fair.world.all::<Listing>() {
        let offering: Offering = fair.world.find((HERE, listing.offering())).unwrap();
        let owner: User = fair.world.find((HERE, listing.owner)).unwrap();
        let family = directory.sector(&offering.sector).unwrap().family;
        let score = fitting.get(&listing.id).copied().unwrap_or_default();
        let is_far =
            |point: Point| query.radius_m.is_some_and(|most| offering.point().meters_to(point) > most);
        let price = listing.price.or((listing.asking == Asking::Free).then_some(Amount::ZERO));
        let is_out = listing.stage != ListingStage::Open
            || listing.expires_at <= fair.world.now
            || !owner.is_found()
            || (!query.words.is_empty() && score == 0)
            || query.point.is_some_and(is_far)
            || query.family.is_some_and(|asked| asked != family)
            || query.sector.as_ref().is_some_and(|asked| *asked != offering.sector)
            || query.asking.is_some_and(|asked| asked != listing.asking)
            || query.price_from.is_some_and(|least| price.is_none_or(|price| price < least))
            || query.price_to.is_some_and(|most| price.is_none_or(|price| price > most));
        if !is_out {
            found.push((if query.order == ListingOrder::Best { score } else { 0 }, listing.id));
        }
    }
    found.sort();
    found.reverse();
    found
}

/// All pages of a search, one after another.
fn pages(fair: &Fair, query: &ListingQuery) -> Vec<Id<Listing>> {
    let mut query = query.clone();
    let mut all = Vec::new();
    loop {
        let found: FoundListings = fair.finder.search_listings(&query, fair.world.now).unwrap();
        assert!(found.listings.len() <= query.limit);
        all.extend(found.listings.iter().map(|one| one.listing.id));
        let Some(next) = found.next else { return all };
        query.after = Some(next);
    }
}

/// What a finder keeps of listings.
fn kept(finder: &Finder) -> BTreeMap<Id<Listing>, String> {
    let area = finder.area(HERE).unwrap();
    area.listings.iter().map(|(id, facts)| (*id, format!("{facts:?}"))).collect()
}

#[test]
fn searches_of_listings_agree_with_every_record_and_so_does_an_area_made_anew() {
    let (mut some, mut several, mut by_words) = (0, 0, 0);
    for seed in 81..84 {
        let mut fair = Fair::open(seed, Day::of(jiff::civil::date(2026, 11, 23)), 3);
        for _ in 0..120 {
            fair.listing_event();
            fair.tell();
            let query = fair.listing_query();
            let expected = wanted(&fair, &query);
            let ids: Vec<_> = expected.iter().map(|(_, id)| *id).collect();
            assert_eq!(pages(&fair, &query), ids, "seed {seed}: {query:?}");
            let found = fair.finder.search_listings(&query, fair.world.now).unwrap();
            assert_eq!(found.count, ids.len());
            some += usize::from(!ids.is_empty());
            several += usize::from(found.next.is_some());
            by_words += usize::from(!ids.is_empty() && !query.words.is_empty());
            // What is counted by family is what would be found of each.
            let each: BTreeMap<Family, usize> = Family::ALL
                .iter()
                .map(|family| {
                    (*family, wanted(&fair, &ListingQuery { family: Some(*family), ..query.clone() }).len())
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            assert_eq!(found.families, each, "seed {seed}: {query:?}");
        }
        let anew = Finder::new(
            Arc::clone(&fair.rulebook),
            Arc::clone(&fair.directory),
            fair.finder.horizon().first,
            HORIZON_DAYS,
        );
        fair.load(anew.loader(HERE));
        assert_eq!(contents(&fair.finder), contents(&anew), "seed {seed}");
        assert_eq!(kept(&fair.finder), kept(&anew), "seed {seed}");
        let query = ListingQuery { limit: 1_000, ..fair.listing_query() };
        let before = fair.finder.search_listings(&query, fair.world.now).unwrap();
        assert_eq!(anew.search_listings(&query, fair.world.now).unwrap(), before);
        assert_eq!(fair.finder.stats().bad_row_count, 0);
    }
    assert!(some > 100 && several > 20 && by_words > 10, "{some} {several} {by_words}");
}
