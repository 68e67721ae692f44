//! When a seller's resources can be had: their own hours, or a thing or space of theirs.

use crate::error::{Answer, AppError};
use kernel::{Asks, Draft, Id, Keys, QUARTER_MINUTES, Show, Slots, Stop, Zone};
use market::directory::Directory;
use market::users::{
    Person,
    assets::Resource,
    availability::{AvailabilityException, UsualWeek},
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
    from: String,
    /// `24:00` is the end of the day; what goes on after it stands in the next day.
    #[ask(example = "24:00")]
    until: String,
}

impl Week {
    /// A week of quarter-hours, from Monday on.
    pub fn of(days: [Slots; 7]) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = days.map(Hours::of);
        Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }

    /// Its quarter-hours, from Monday on; invalid by the first day whose hours are none.
    pub fn days(&self) -> Answer<[Slots; 7]> {
        let day = |field: &'static str, day: &[Hours]| {
            let slots: Option<Vec<Slots>> = day.iter().map(Hours::slots).collect();
            let slots = slots.ok_or_else(|| AppError::invalid(field, "invalid-quarters"))?;
            Ok::<_, AppError>(slots.into_iter().fold(Slots::NONE, Slots::with))
        };
        Ok([
            day("monday", &self.monday)?,
            day("tuesday", &self.tuesday)?,
            day("wednesday", &self.wednesday)?,
            day("thursday", &self.thursday)?,
            day("friday", &self.friday)?,
            day("saturday", &self.saturday)?,
            day("sunday", &self.sunday)?,
        ])
    }
}

impl Hours {
    fn of(slots: Slots) -> Vec<Self> {
        let run = |(first, count): (i64, i64)| Self {
            from: typed_minute(first * QUARTER_MINUTES),
            until: typed_minute((first + count) * QUARTER_MINUTES),
        };
        slots.runs().map(run).collect()
    }

    fn slots(&self) -> Option<Slots> {
        let (from, until) = (minute_of_day(&self.from)?, minute_of_day(&self.until)?);
        let on_grid = from % QUARTER_MINUTES == 0 && until % QUARTER_MINUTES == 0 && from < until;
        on_grid.then(|| Slots::run(from / QUARTER_MINUTES, (until - from) / QUARTER_MINUTES))
    }
}

/// `17:30` as minutes after midnight; the end of the day is `24:00`.
pub fn minute_of_day(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let fits = (0..=24).contains(&hour) && (0..60).contains(&minute);
    Some(hour * 60 + minute).filter(|minutes| fits && *minutes <= Slots::COUNT * QUARTER_MINUTES)
}

/// Minutes after midnight as they are sent: `17:30`.
pub fn typed_minute(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
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
