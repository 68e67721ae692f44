//! Availability (4): when a resource is free.
//!
//! Stored: the usual week in local quarter-hours, the exceptions, and what is taken. Open time is computed,
//! in decisions and in the finder by the same function, [`Openness::open_on`].

mod weeks;

pub use weeks::{SetOfferingWeek, SetUsualWeek};

use crate::directory::Directory;
use crate::users::{Person, assets::Resource, only};
use kernel::{
    Calendar, Command, Date, Day, Decide, Draft, Id, Keys, Locality, ReadStop, Record, Refusal, Segment,
    Show, Slots, Span, Stop, Timestamp, Zone,
};
use serde::{Deserialize, Serialize};

/// How many exceptions a resource may have that are not over.
pub const EXCEPTIONS_MAX: usize = 200;

/// A resource's usual week: local quarter-hours, from Monday's midnight on. An evening past midnight goes on in
/// the next day's slots.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "usual_week", key(locality, resource), personal(resource))]
pub struct UsualWeek {
    /// The market area.
    pub locality: Locality,
    /// Whose week.
    pub resource: Id<Resource>,
    /// On which clock.
    pub zone: Zone,
    /// Monday's free quarter-hours.
    pub monday: Slots,
    /// Tuesday's.
    pub tuesday: Slots,
    /// Wednesday's.
    pub wednesday: Slots,
    /// Thursday's.
    pub thursday: Slots,
    /// Friday's.
    pub friday: Slots,
    /// Saturday's.
    pub saturday: Slots,
    /// Sunday's.
    pub sunday: Slots,
}

kernel::words! {
    /// What an exception does to the usual week.
    pub enum ExceptionKind {
        /// Also free then.
        Also = "also",
        /// Not free then.
        Not = "not",
    }
}

kernel::words! {
    /// What "I am free" can mean.
    pub enum FreeNow {
        /// From the next quarter-hour, for two hours.
        TwoHours = "two-hours",
        /// From the next quarter-hour, for four hours.
        FourHours = "four-hours",
        /// Today from 18:00, or from the next quarter-hour if it is later, until midnight.
        Tonight = "tonight",
        /// Tomorrow from 9:00 to 17:00.
        Tomorrow = "tomorrow",
    }
}

/// A time that is not as usual. Where two overlap, "not free" wins.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "availability_exception",
    key(locality, resource, id),
    personal(resource),
    check = "starts_at < ends_at"
)]
pub struct AvailabilityException {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Whose.
    #[show(skip)]
    pub resource: Id<Resource>,
    /// Its id.
    pub id: Id<AvailabilityException>,
    /// Free or not.
    pub kind: ExceptionKind,
    /// From when, on the quarter-hour.
    pub starts_at: Timestamp,
    /// Until when, on the quarter-hour.
    pub ends_at: Timestamp,
    /// Whether work within it needs no notice: whoever says to be free now means now.
    pub waives_notice: bool,
}

/// What is taken of a resource's UTC day. A booking is a mask in it.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "resource_day", key(locality, resource, day), personal(resource))]
pub struct ResourceDay {
    /// The market area.
    pub locality: Locality,
    /// Of which resource.
    pub resource: Id<Resource>,
    /// Which UTC day.
    pub day: Day,
    /// The quarter-hours that are held or booked.
    pub busy: Slots,
}

/// Why hours are not offered or not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("availability")]
pub enum AvailabilityRefusal {
    /// The seller does not offer all of these hours.
    NotOffered,
    /// Some of these hours are held or booked.
    #[stale]
    Taken,
    /// Some of these hours are held or booked by the one who asks.
    #[stale]
    TakenByYou {
        /// By which trade.
        trade: String,
    },
    /// These hours are not held, so they cannot be given back.
    NotHeld,
    /// Exceptions are for times that are not over.
    Past,
    /// There are too many exceptions.
    TooMany {
        /// How many there may be.
        most: i64,
    },
}

/// When a resource is open, whatever is taken of it.
#[derive(Clone, Debug)]
pub struct Openness {
    /// The usual week, from Monday on, in local quarter-hours.
    week: [Slots; 7],
    calendar: Calendar,
    exceptions: Vec<(ExceptionKind, Span)>,
}

impl UsualWeek {
    /// The seven days, from Monday on.
    pub fn days(&self) -> [Slots; 7] {
        [self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday]
    }

    /// A week of seven days, from Monday on.
    pub fn new(locality: Locality, resource: Id<Resource>, zone: Zone, days: [Slots; 7]) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = days;
        Self { locality, resource, zone, monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }
}

impl AvailabilityException {
    /// Whether work at these hours needs no notice because of it.
    pub fn waives_notice_of(&self, span: Span) -> bool {
        self.waives_notice && self.starts_at <= span.starts_at() && span.ends_at() <= self.ends_at
    }
}

impl Openness {
    /// The openness of a week with its exceptions.
    pub fn new(week: &UsualWeek, exceptions: &[AvailabilityException]) -> Self {
        Self::by(week.zone.calendar(), week, exceptions)
    }

    /// As [`Openness::new`], for many weeks of one zone: `calendar` is that zone's.
    pub fn by<'a>(
        calendar: Calendar,
        week: &UsualWeek,
        exceptions: impl IntoIterator<Item = &'a AvailabilityException>,
    ) -> Self {
        let span =
            |e: &AvailabilityException| Span::between(e.starts_at, e.ends_at).map(|span| (e.kind, span));
        Self { week: week.days(), calendar, exceptions: exceptions.into_iter().filter_map(span).collect() }
    }

    /// The openness of a resource as a decision sees it; `None` when it has no week.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn of(draft: &Draft<'_>, resource: Id<Resource>) -> Result<Option<Self>, ReadStop> {
        let locality = draft.locality();
        let exceptions = draft.list::<AvailabilityException>((locality, resource))?;
        let week = draft.find::<UsualWeek>((locality, resource))?;
        Ok(week.map(|week| Self::new(&week, &exceptions)))
    }

    /// The open quarter-hours of a UTC day. On the days that clocks change, an hour that is skipped is not
    /// there and one that is repeated is open twice.
    pub fn open_on(&self, day: Day) -> Slots {
        self.open_in(day, &self.calendar.segments(day))
    }

    /// As [`Openness::open_on`], for many weeks of one zone: `segments` are that zone's of the day.
    pub fn open_in(&self, day: Day, segments: &[Segment]) -> Slots {
        let mut open = Slots::NONE;
        for segment in segments {
            let here = Slots::run(segment.first, segment.count);
            // A UTC day overlaps three local days: the one of its date, and a neighbour on either side.
            for neighbour in -1..=1 {
                let local = self.usual(day.plus(neighbour));
                let shift = neighbour * Slots::COUNT - segment.offset_quarters;
                open = open.with(local.moved(shift).and(here));
            }
        }
        self.with_exceptions(day, open)
    }

    /// The usual slots of a local date, given as the UTC day of the same date.
    fn usual(&self, date: Day) -> Slots {
        let weekday = usize::try_from(date.weekday()).unwrap_or_default();
        self.week.get(weekday).copied().unwrap_or_default()
    }

    fn with_exceptions(&self, day: Day, usual: Slots) -> Slots {
        let of_day = |kind: ExceptionKind| {
            let spans = self.exceptions.iter().filter(move |(k, _)| *k == kind);
            let slots = spans.flat_map(|(_, span)| span.by_day()).filter(|(d, _)| *d == day);
            slots.fold(Slots::NONE, |all, (_, slots)| all.with(slots))
        };
        usual.with(of_day(ExceptionKind::Also)).without(of_day(ExceptionKind::Not))
    }
}

/// Asks for the rows that [`Openness::of`], [`take`] and [`give_back`] read.
pub fn reads(keys: &mut Keys, locality: Locality, resource: Id<Resource>, span: Span) {
    keys.one::<UsualWeek>((locality, resource));
    keys.all::<AvailabilityException>((locality, resource));
    days(keys, locality, resource, span);
}

/// Asks for the days that a span of a resource's time lies on.
pub(super) fn days(keys: &mut Keys, locality: Locality, resource: Id<Resource>, span: Span) {
    for (day, _) in span.by_day() {
        keys.one::<ResourceDay>((locality, resource, day));
    }
}

/// Has the days that a span lies on read together: one after the other they are too many for a decision.
fn ask_days(draft: &Draft<'_>, resource: Id<Resource>, span: Span) -> Result<(), ReadStop> {
    let mut keys = Keys::default();
    days(&mut keys, draft.locality(), resource, span);
    draft.ask(keys)
}

/// Whether work within a span of a resource's time needs no notice.
///
/// # Errors
/// As [`Draft::list`].
pub fn waives_notice(draft: &Draft<'_>, resource: Id<Resource>, span: Span) -> Result<bool, ReadStop> {
    let exceptions = draft.list::<AvailabilityException>((draft.locality(), resource))?;
    Ok(exceptions.iter().any(|exception| exception.waives_notice_of(span)))
}

/// Takes a span of a resource's time: the one place where hours are sold, so that no hour is sold twice.
///
/// # Errors
/// As [`may_take`].
pub fn take(draft: &mut Draft<'_>, resource: Id<Resource>, span: Span) -> Result<(), Stop> {
    may_take(draft, resource, span)?;
    let locality = draft.locality();
    for (day, slots) in span.by_day() {
        let busy = busy(draft, resource, day)?;
        draft.put(&ResourceDay { locality, resource, day, busy: busy.with(slots) })?;
    }
    Ok(())
}

/// What [`take`] would say.
///
/// # Errors
/// [`AvailabilityRefusal::NotOffered`], then [`AvailabilityRefusal::Taken`].
pub fn may_take(draft: &Draft<'_>, resource: Id<Resource>, span: Span) -> Result<(), Stop> {
    if !is_open(draft, resource, span)? {
        return Err(AvailabilityRefusal::NotOffered.into());
    }
    ask_days(draft, resource, span)?;
    for (day, slots) in span.by_day() {
        if busy(draft, resource, day)?.meets(slots) {
            return Err(AvailabilityRefusal::Taken.into());
        }
    }
    Ok(())
}

/// Whether a span of a resource's time is offered, whether or not it is taken.
///
/// # Errors
/// As [`Draft::find`].
pub fn is_open(draft: &Draft<'_>, resource: Id<Resource>, span: Span) -> Result<bool, ReadStop> {
    let openness = Openness::of(draft, resource)?;
    let covers = |openness: Openness| span.by_day().all(|(day, slots)| openness.open_on(day).covers(slots));
    Ok(openness.is_some_and(covers))
}

/// Whether a span of a resource's time is offered and not taken: what [`take`] would not refuse.
///
/// # Errors
/// As [`Draft::find`].
pub fn is_free(draft: &Draft<'_>, resource: Id<Resource>, span: Span) -> Result<bool, ReadStop> {
    if !is_open(draft, resource, span)? {
        return Ok(false);
    }
    ask_days(draft, resource, span)?;
    for (day, slots) in span.by_day() {
        if busy(draft, resource, day)?.meets(slots) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives back a span that was taken.
///
/// # Errors
/// [`AvailabilityRefusal::NotHeld`] when any of it is not.
pub fn give_back(draft: &mut Draft<'_>, resource: Id<Resource>, span: Span) -> Result<(), Stop> {
    let locality = draft.locality();
    ask_days(draft, resource, span)?;
    for (day, slots) in span.by_day() {
        let busy = busy(draft, resource, day)?;
        if !busy.covers(slots) {
            return Err(AvailabilityRefusal::NotHeld.into());
        }
        draft.put(&ResourceDay { locality, resource, day, busy: busy.without(slots) })?;
    }
    Ok(())
}

fn busy(draft: &Draft<'_>, resource: Id<Resource>, day: Day) -> Result<Slots, ReadStop> {
    Ok(draft.find::<ResourceDay>((draft.locality(), resource, day))?.map_or(Slots::NONE, |day| day.busy))
}

/// Adds a time that is not as usual: "free now for four hours", "not free on Friday". Exceptions that are over
/// go at the same time.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("availability.add_exception")]
pub struct AddException {
    /// Whose: your own hours, unless it is a thing or space of yours.
    #[ask(own)]
    pub resource: Id<Resource>,
    /// Free or not.
    pub kind: ExceptionKind,
    /// When.
    pub span: Span,
}

impl Decide for AddException {
    type Done = Id<AvailabilityException>;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Resource>((Command::locality(self), self.resource));
        keys.all::<AvailabilityException>((Command::locality(self), self.resource));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<AvailabilityException>, Stop> {
        self.add(draft, false)
    }
}

impl AddException {
    fn add(&self, draft: &mut Draft<'_>, waives_notice: bool) -> Result<Id<AvailabilityException>, Stop> {
        let resource = draft.get::<Resource>((draft.locality(), self.resource))?;
        only(draft, resource.owner)?;
        if self.span.ends_at() <= draft.now() {
            return Err(AvailabilityRefusal::Past.into());
        }
        let known = draft.list::<AvailabilityException>((draft.locality(), self.resource))?;
        let (over, live): (Vec<_>, Vec<_>) =
            known.into_iter().partition(|known| known.ends_at <= draft.now());
        if live.len() >= EXCEPTIONS_MAX {
            let most = i64::try_from(EXCEPTIONS_MAX).unwrap_or(i64::MAX);
            return Err(AvailabilityRefusal::TooMany { most }.into());
        }
        for old in over {
            draft.remove::<AvailabilityException>((draft.locality(), self.resource, old.id))?;
        }
        let id = draft.id();
        draft.add(&AvailabilityException {
            locality: draft.locality(),
            resource: self.resource,
            id,
            kind: self.kind,
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            waives_notice,
        });
        Ok(id)
    }
}

/// Says that a resource is free now, and that work then needs no notice. One without a usual week gets an empty one on the
/// clock of its owner's place, so that this is all it is free. The hours come from the time of the decision: sent again, it
/// hears the same hours.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("availability.be_free")]
pub struct BeFree {
    /// Whose: your own hours, unless it is a thing or space of yours.
    #[ask(own)]
    pub resource: Id<Resource>,
    /// When.
    pub choice: FreeNow,
}

impl Decide for BeFree {
    type Done = Span;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Resource>((Command::locality(self), self.resource));
        keys.one::<UsualWeek>((Command::locality(self), self.resource));
        keys.all::<AvailabilityException>((Command::locality(self), self.resource));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Span, Stop> {
        let resource = draft.get::<Resource>((draft.locality(), self.resource))?;
        only(draft, resource.owner)?;
        let zone = if let Some(week) = draft.find::<UsualWeek>((draft.locality(), self.resource))? {
            week.zone
        } else {
            let person = draft.get::<Person>((draft.locality(), resource.owner))?;
            let place = draft.consult::<Directory>()?.place(person.post_code);
            let zone = place.ok_or(AvailabilityRefusal::NotOffered)?.zone.clone();
            draft.put(&UsualWeek::new(draft.locality(), self.resource, zone.clone(), [Slots::NONE; 7]))?;
            zone
        };
        let span = self.choice.span(&zone, draft.now()).ok_or(AvailabilityRefusal::Past)?;
        AddException { resource: self.resource, kind: ExceptionKind::Also, span }.add(draft, true)?;
        Ok(span)
    }
}

impl FreeNow {
    /// The hours it stands for on a clock; `None` when they are over, as "tonight" just before midnight.
    fn span(self, zone: &Zone, now: Timestamp) -> Option<Span> {
        let calendar = zone.calendar();
        let quarter_us = 15 * 60 * 1_000_000;
        let next_quarter =
            Timestamp(now.0.div_euclid(quarter_us).saturating_add(1).saturating_mul(quarter_us));
        let today = calendar.local(now).date;
        let at = |date: Date, hour: i64| calendar.timestamp(date, hour * 60);
        match self {
            Self::TwoHours => Span::between(next_quarter, next_quarter.plus_hours(2)),
            Self::FourHours => Span::between(next_quarter, next_quarter.plus_hours(4)),
            Self::Tonight => Span::between(at(today, 18)?.max(next_quarter), at(today, 24)?),
            Self::Tomorrow => Span::between(at(today.tomorrow().ok()?, 9)?, at(today.tomorrow().ok()?, 17)?),
        }
    }
}

/// Takes an exception away again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("availability.remove_exception")]
pub struct RemoveException {
    /// Whose: your own hours, unless it is a thing or space of yours.
    #[ask(own)]
    pub resource: Id<Resource>,
    /// Which.
    pub exception: Id<AvailabilityException>,
}

impl Decide for RemoveException {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Resource>((Command::locality(self), self.resource));
        keys.one::<AvailabilityException>((Command::locality(self), self.resource, self.exception));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let resource = draft.get::<Resource>((draft.locality(), self.resource))?;
        only(draft, resource.owner)?;
        draft.get::<AvailabilityException>((draft.locality(), self.resource, self.exception))?;
        draft.remove::<AvailabilityException>((draft.locality(), self.resource, self.exception))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
