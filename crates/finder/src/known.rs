//! What the finder keeps of the records: as much as a price, a check and an hour need, and the name that options show.

use kernel::{Amount, Calendar, Day, Id, Slots};
use ledger::Holder;
use market::users::{
    User,
    assets::{Offering, OfferingStage, PriceRule},
    availability::{AvailabilityException, Openness, UsualWeek},
    registration::Credential,
    reliability::TrackRecord,
};
use std::sync::Arc;

/// What is known of a user, as a seller and as a buyer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Known {
    /// Whether money is set aside for tax; `None` while there is no account.
    pub(crate) wants_tax_pot: Option<bool>,
    pub(crate) born_on: Option<Day>,
    /// What others call them; `None` without a personal record, or once it is erased.
    pub(crate) display_name: Option<Arc<str>>,
    /// In the order of the claims' names.
    pub(crate) credentials: Arc<[Credential]>,
    pub(crate) track: Option<TrackRecord>,
    /// Trades completed as a buyer, by seller.
    pub(crate) bought_from: Sorted<Id<User>, i64>,
    /// What funds have paid for this buyer, by fund.
    pub(crate) used: Sorted<Id<Holder>, Amount>,
}

/// When a resource can be had, and what is sold of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hours {
    pub(crate) week: Option<UsualWeek>,
    pub(crate) exceptions: Sorted<Id<AvailabilityException>, AvailabilityException>,
    pub(crate) busy: Sorted<Day, Slots>,
    pub(crate) offerings: Sorted<Id<Offering>, ()>,
}

/// An offering and its price rule, each as far as it has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Offer {
    pub(crate) offering: Option<Offering>,
    pub(crate) price_rule: Option<PriceRule>,
}

/// A small map in one piece of memory.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Sorted<K, V> {
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        let at = self.0.binary_search_by_key(&key, |(k, _)| *k).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Keeps a value, or with `None` keeps none.
    pub(crate) fn put(&mut self, key: K, value: Option<V>) {
        match (self.0.binary_search_by_key(&key, |(k, _)| *k), value) {
            (Ok(at), Some(value)) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            (Ok(at), None) => {
                self.0.remove(at);
            }
            (Err(at), Some(value)) => self.0.insert(at, (key, value)),
            (Err(_), None) => {}
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(key, _)| *key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl Known {
    /// Reads from every piece of memory that an option is made of, so that it is near when it is needed: counting a
    /// holder more, as a copy does, waits for what was asked before.
    pub(crate) fn touch(&self) -> usize {
        let kept_count = self.track.as_ref().map_or(0, |track| track.kept_count);
        let name = self.display_name.as_ref().map_or(0, Arc::strong_count);
        Arc::strong_count(&self.credentials).wrapping_add(name) ^ usize::from(kept_count > 0)
    }
}

impl Hours {
    /// When it is open, worked out once for many days; `None` when it has no week.
    fn openness(&self) -> Option<Openness> {
        self.week.as_ref().map(|week| self.openness_by(week, &week.zone.calendar()))
    }

    /// When it is open by its week, whose clock the calendar is.
    pub(crate) fn openness_by(&self, week: &UsualWeek, calendar: &Calendar) -> Openness {
        Openness::by(calendar.clone(), week, self.exceptions.values())
    }

    /// The open quarter-hours of a day, whatever is taken of them.
    pub(crate) fn open_on(&self, day: Day) -> Slots {
        self.openness().map_or(Slots::NONE, |openness| openness.open_on(day))
    }

    /// The free quarter-hours of a day.
    pub(crate) fn free_on(&self, day: Day) -> Slots {
        self.left_of(day, self.open_on(day))
    }

    /// Whether all the quarter-hours needed are free.
    pub(crate) fn cover(&self, needed: &[(Day, Slots)]) -> bool {
        needed.iter().all(|(day, slots)| self.free_on(*day).covers(*slots))
    }

    /// The free quarter-hours of each of some days.
    pub(crate) fn free_over(&self, days: impl Iterator<Item = Day>) -> Vec<Slots> {
        let openness = self.openness();
        let open = |day| openness.as_ref().map_or(Slots::NONE, |openness| openness.open_on(day));
        days.map(|day| self.left_of(day, open(day))).collect()
    }

    /// What is left of a day's open quarter-hours.
    pub(crate) fn left_of(&self, day: Day, open: Slots) -> Slots {
        open.without(self.busy_on(day))
    }

    fn busy_on(&self, day: Day) -> Slots {
        self.busy.get(day).copied().unwrap_or_default()
    }
}

impl Offer {
    /// The two records, when both are there and the offering is shown.
    pub(crate) fn shown(&self) -> Option<(&Offering, &PriceRule)> {
        let (offering, price_rule) = (self.offering.as_ref()?, self.price_rule.as_ref()?);
        (offering.stage == OfferingStage::Open).then_some((offering, price_rule))
    }
}
