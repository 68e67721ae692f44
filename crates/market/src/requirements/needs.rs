//! Needs (10): what somebody looks for, saved; the market looks again and again, and says when all of it can be had together.
//!
//! ```text
//! SaveNeed ──▶ waiting ──NoteLook──▶ found ──NoteLook──▶ waiting …
//!              ├──ForgetNeed──▶ gone
//!              └──LookAgain (timer)──▶ a message to whoever can search ──▶ NoteLook; after the last day gone
//! ```
//!
//! A decision cannot search: the search is in memory, and derived. So a timer leaves a message, the courier of the process that
//! serves the market area searches, and what it found comes back as a command. What was found binds nobody and takes nothing:
//! prices are made again when something is held. A look that was overtaken by a later one is passed over, by its number.

mod clock;
mod said;
mod save;
mod terms;

pub use clock::{LookAgain, LookWanted, NoteLook, TOPIC};
pub use said::{NeedNotice, NeedRefusal, NeedStage};
pub(crate) use save::forget_all;
pub use save::{ForgetNeed, PartAsked, SaveNeed};
pub use terms::NeedTerms;

use crate::directory::WorkPlace;
use crate::support::notices::{Subject, SubjectKind};
use crate::users::User;
use kernel::{
    Amount, Currency, Day, Draft, Id, Keys, Locality, Members, PostCode, Record, ShortText, Show, Stop,
    Timer, Timestamp,
};
use rules::Rulebook;

/// What somebody calls their need.
pub type NeedName = ShortText<80, 2>;

/// What somebody needs, on which days, and what it may cost.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "need",
    key(locality, owner, id),
    personal(owner),
    check = "from_day <= until_day",
    check = "weekdays > 0",
    check = "weekdays < 128",
    check = "from_minute >= 0",
    check = "from_minute < 1440",
    check = "minutes > 0",
    check = "look > 0"
)]
#[show(only(
    id, name, post_code, from_day, until_day, minutes, currency, most, stage, found_day, looked_at, saved_at
))]
pub struct Need {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub owner: Id<User>,
    /// Its id.
    pub id: Id<Need>,
    /// What its owner calls it.
    pub name: NeedName,
    /// Where it is needed, or from where its owner travels to what is for hire.
    pub post_code: PostCode,
    /// The first day that will do.
    pub from_day: Day,
    /// The last day.
    pub until_day: Day,
    /// Which days of the week will do: bit 0 is Monday, bit 6 Sunday.
    pub weekdays: i64,
    /// When it begins, in minutes after midnight on the clock of the place.
    pub from_minute: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// In which currency.
    pub currency: Currency,
    /// What all of it may cost in all, in minor units, bonds not counted; any price without it.
    #[show(money)]
    pub most: Option<Amount>,
    /// Where it stands.
    pub stage: NeedStage,
    /// The first day on which all of it could be had, when it was looked last.
    pub found_day: Option<Day>,
    /// What that would have cost in all, in minor units.
    pub found_cost: Option<Amount>,
    /// The UTC day on which its owner was last told.
    pub told_on: Option<Day>,
    /// Which look is wanted next, or under way, from 1.
    pub look: i64,
    /// When it was looked last.
    pub looked_at: Option<Timestamp>,
    /// What has it looked at again, between two looks.
    pub timer: Option<Id<Timer>>,
    /// When that is, or when the look under way was wanted.
    pub look_at: Timestamp,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// A part of a need: so many of a sector, all at the same hours.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "need_part",
    key(locality, owner, need, number),
    personal(owner),
    check = "number > 0",
    check = "count > 0"
)]
pub struct NeedPart {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Whose.
    #[show(skip)]
    pub owner: Id<User>,
    /// Of which need.
    #[show(skip)]
    pub need: Id<Need>,
    /// Which part it is, from 1.
    pub number: i64,
    /// The sector's code: of people's work, of things or of spaces for hire.
    pub sector: String,
    /// How many.
    pub count: i64,
}

impl Need {
    /// Whether a day will do.
    pub fn may_be_on(&self, day: Day) -> bool {
        (self.from_day..=self.until_day).contains(&day) && self.weekdays >> day.weekday() & 1 == 1
    }

    /// The days that will do, the first first.
    pub fn days(&self) -> impl Iterator<Item = Day> + '_ {
        (self.from_day.0..=self.until_day.0).map(Day).filter(|day| self.may_be_on(*day))
    }

    /// When it begins on a day, on the clock of its place; nothing where the clock leaves that time out.
    pub fn starts_at(&self, place: &WorkPlace, day: Day) -> Option<Timestamp> {
        place.zone.calendar().timestamp(day.date(), self.from_minute)
    }

    /// Its parts, the first first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn parts(draft: &Draft<'_>, owner: Id<User>, need: Id<Self>) -> Result<Vec<NeedPart>, Stop> {
        Ok(draft.list::<NeedPart>((draft.locality(), owner, need))?)
    }
}

fn reads(keys: &mut Keys, locality: Locality, owner: Id<User>, need: Id<Need>) {
    keys.one::<Need>((locality, owner, need));
    keys.all::<NeedPart>((locality, owner, need));
}

/// What notices of a need are about.
fn subject(need: Id<Need>) -> Subject {
    Subject { kind: SubjectKind::Need, id: need.cast() }
}

/// The figures of needs, today.
fn terms(draft: &Draft<'_>) -> Result<NeedTerms, Stop> {
    NeedTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
