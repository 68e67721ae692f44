//! When a seller's resources can be had: their own hours, or a thing or space of theirs.

use crate::error::{Answer, AppError, Invalid};
use kernel::{Asks, Draft, Id, Keys, QUARTER_MINUTES, Show, Slots, Stop, TimeOfDay, Zone};
use market::directory::Directory;
use market::users::{
    Person,
    assets::Resource,
    availability::{AvailabilityException, ExceptionKind, UsualWeek},
};
use serde::Deserialize;

/// When a resource can be had.
#[derive(Clone, Debug)]
pub struct Availability {
    /// Which.
    pub resource: Id<Resource>,
    /// The usual week; `None` before the first is saved.
    pub week: Option<UsualWeek>,
    /// The exceptions that are not over.
    pub exceptions: Vec<AvailabilityException>,
    /// The zone of the resource's place.
    pub zone: Zone,
}

impl Availability {
    /// Whether anybody ever said when.
    pub fn is_said(&self) -> bool {
        let has_week = |week: &UsualWeek| week.days().iter().any(|day| !day.is_empty());
        let is_also = |one: &AvailabilityException| one.kind == ExceptionKind::Also;
        self.week.as_ref().is_some_and(has_week) || self.exceptions.iter().any(is_also)
    }
}

/// A week of local hours: each day with the stretches in which you are free.
#[derive(Asks, Show, Deserialize, Clone, Debug)]
pub struct Week {
    monday: Vec<Hours>,
    tuesday: Vec<Hours>,
    wednesday: Vec<Hours>,
    thursday: Vec<Hours>,
    friday: Vec<Hours>,
    saturday: Vec<Hours>,
    sunday: Vec<Hours>,
}

/// A stretch of a local day, on the quarter-hour.
#[derive(Asks, Show, Deserialize, Clone, Debug)]
pub struct Hours {
    /// When it begins.
    #[ask(example = "17:00")]
    from: TimeOfDay,
    /// `24:00` is the end of the day; what goes on after it stands in the next day.
    #[ask(example = "24:00")]
    until: TimeOfDay,
}

impl Week {
    /// A week of quarter-hours, from Monday on.
    pub fn of(days: [Slots; 7]) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = days.map(Hours::of);
        Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }

    /// Its quarter-hours, from Monday on; invalid by every day whose hours are none.
    pub fn days(&self) -> Answer<[Slots; 7]> {
        let Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = self;
        let named = [
            ("monday", monday),
            ("tuesday", tuesday),
            ("wednesday", wednesday),
            ("thursday", thursday),
            ("friday", friday),
            ("saturday", saturday),
            ("sunday", sunday),
        ];
        let is_wrong = |hours: &Vec<Hours>| hours.iter().any(|hours| hours.slots().is_none());
        let wrong = named.iter().filter(|(_, hours)| is_wrong(hours));
        let wrong: Vec<_> = wrong.map(|(day, _)| Invalid::new(*day, "invalid-quarters")).collect();
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let slots = |hours: &Vec<Hours>| hours.iter().filter_map(Hours::slots).fold(Slots::NONE, Slots::with);
        Ok(named.map(|(_, hours)| slots(hours)))
    }
}

impl Hours {
    fn of(slots: Slots) -> Vec<Self> {
        let time = |quarters: i64| TimeOfDay::after_midnight(quarters * QUARTER_MINUTES);
        let run = |(first, count): (i64, i64)| Some(Self { from: time(first)?, until: time(first + count)? });
        slots.runs().filter_map(run).collect()
    }

    fn slots(&self) -> Option<Slots> {
        let Self { from, until } = *self;
        let fits = from.is_on_quarter() && until.is_on_quarter() && from < until;
        let (from, until) = (from.minutes() / QUARTER_MINUTES, until.minutes() / QUARTER_MINUTES);
        fits.then(|| Slots::run(from, until - from))
    }
}

/// Adds what [`of`] reads.
pub fn reads(keys: &mut Keys, draft: &Draft<'_>, resource: Id<Resource>) {
    let key = (resource.locality(), resource);
    keys.one::<Resource>(key);
    keys.one::<UsualWeek>(key);
    keys.all::<AvailabilityException>(key);
    keys.one::<Person>((key.0, draft.actor().cast()));
}

/// When one of the acting user's resources can be had: their own hours, or a thing or space of theirs. What is not theirs
/// is not there.
pub fn of(draft: &Draft<'_>, resource: Id<Resource>) -> Result<Availability, Stop> {
    let (locality, user) = (resource.locality(), draft.actor());
    let mut keys = Keys::default();
    reads(&mut keys, draft, resource);
    draft.ask(keys)?;
    let owner = draft.find::<Resource>((locality, resource))?.map(|resource| resource.owner);
    if owner.is_some_and(|owner| owner != user.cast()) {
        return Err(Stop::Absent("resource"));
    }
    let now = draft.now();
    let mut exceptions = draft.list::<AvailabilityException>((locality, resource))?;
    exceptions.retain(|exception| exception.ends_at > now);
    exceptions.sort_by_key(|exception| (exception.starts_at, exception.id));
    let week = draft.find::<UsualWeek>((locality, resource))?;
    let home = draft.find::<Person>((locality, user.cast()))?;
    let home = home
        .and_then(|person| Some(draft.consult::<Directory>().ok()?.place(person.post_code)?.zone.clone()));
    let zone = week.as_ref().map(|week| week.zone.clone()).or(home).ok_or(Stop::Absent("place"))?;
    Ok(Availability { resource, week, exceptions, zone })
}
