//! Saving a need, and forgetting it.

use super::{LookWanted, Need, NeedName, NeedPart, NeedRefusal, NeedStage, NeedTerms, TOPIC, terms};
use crate::directory::{Directory, Family, WorkPlace};
use crate::users::{Person, User, assets::AssetRefusal, confirmed_trader, only};
use kernel::{
    Amount, Asks, BadRow, ClockTime, Command, Currency, Date, Day, Decide, Draft, Id, Keys, PostCode,
    QUARTER_MINUTES, Stop,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The longest that something is needed for in one go, in minutes.
const MINUTES_MAX: i64 = 24 * 60;
/// Every day of the week.
const ALL_WEEK: i64 = 0b111_1111;

/// A part of a need that is saved.
#[derive(Asks, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct PartAsked {
    /// The sector of work, things or spaces, by its slug or code.
    #[ask(example = "bartenders")]
    pub sector: String,
    /// How many.
    #[ask(example = "4")]
    pub count: i64,
}

/// Saves what you need, so that the market looks for it every hour and tells you when all of it can be had together. Nobody else sees it,
/// and nothing is held or paid.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("needs.save_need")]
pub struct SaveNeed {
    /// Whose.
    #[command(actor)]
    pub owner: Id<User>,
    /// What you call it.
    #[ask(example = "Saturday crew")]
    pub name: NeedName,
    /// Where it is needed, or from where you travel to what is for hire.
    pub post_code: PostCode,
    /// The first day that will do.
    pub from_on: Date,
    /// The last day.
    pub until_on: Date,
    /// Which days of the week will do, Monday being 0 and Sunday 6; every day if none is named.
    pub weekdays: Vec<i64>,
    /// When it begins, on the clock of the place.
    pub from: ClockTime,
    /// How long it takes, in minutes.
    #[ask(example = "240")]
    pub minutes: i64,
    /// What all of it may cost in all, in minor units, bonds not counted; any price without it.
    pub most: Option<Amount>,
    /// What is needed, all at the same hours.
    pub parts: Vec<PartAsked>,
}

impl Decide for SaveNeed {
    type Done = Id<Need>;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.owner));
        keys.one::<Person>((locality, self.owner));
        keys.all::<Need>((locality, self.owner));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Need>, Stop> {
        confirmed_trader(draft)?;
        let figures = terms(draft)?;
        let (place, currency) = self.place(draft)?;
        let parts = self.parts(draft, &figures)?;
        let weekdays = self.fits(draft, &figures, &place)?;
        let saved = draft.list::<Need>((draft.locality(), self.owner))?.len();
        if i64::try_from(saved).map_or(true, |saved| saved >= figures.saved_max) {
            return Err(NeedRefusal::TooMany { most: figures.saved_max }.into());
        }
        let (locality, owner, id) = (draft.locality(), self.owner, draft.id());
        let need = Need {
            locality,
            owner,
            id,
            name: self.name.clone(),
            post_code: place.post_code,
            from_day: Day::of(self.from_on),
            until_day: Day::of(self.until_on),
            weekdays,
            from_minute: self.from.time.minutes(),
            minutes: self.minutes,
            currency,
            most: self.most,
            stage: NeedStage::Waiting,
            found_day: None,
            found_cost: None,
            told_on: None,
            look: 1,
            looked_at: None,
            timer: None,
            look_at: draft.now(),
            saved_at: draft.now(),
        };
        draft.notify(TOPIC, &LookWanted { owner, need: id, look: need.look });
        draft.add(&need);
        for (number, (sector, count)) in (1..).zip(parts) {
            draft.add(&NeedPart { locality, owner, need: id, number, sector, count });
        }
        Ok(id)
    }
}

impl SaveNeed {
    fn place(&self, draft: &Draft<'_>) -> Result<(WorkPlace, Currency), Stop> {
        let (directory, rulebook) = (draft.consult::<Directory>()?, draft.consult::<Rulebook>()?);
        let place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let law = rulebook.jurisdiction(&place.jurisdiction);
        let currency = law.and_then(|law| Currency::new(&law.currency.code));
        Ok((place, currency.ok_or_else(|| BadRow("a place has a currency".to_owned()))?))
    }

    /// The codes of the sectors, with how many of each.
    fn parts(&self, draft: &Draft<'_>, figures: &NeedTerms) -> Result<Vec<(String, i64)>, Stop> {
        let most = figures.parts_max;
        if !i64::try_from(self.parts.len()).is_ok_and(|count| (1..=most).contains(&count)) {
            return Err(NeedRefusal::NotTheseParts { most }.into());
        }
        let directory = draft.consult::<Directory>()?;
        let mut parts: Vec<(String, i64)> = Vec::new();
        for PartAsked { sector, count } in &self.parts {
            let sector = directory.sector(sector).or_else(|| directory.sector_by_slug(sector));
            let sector = sector.filter(|sector| !sector.is_group).ok_or(AssetRefusal::UnknownSector)?;
            match sector.family {
                Family::Work | Family::Thing | Family::Space => {}
                Family::Goods => return Err(NeedRefusal::NotInSector.into()),
            }
            if parts.iter().any(|(known, _)| *known == sector.code) {
                return Err(NeedRefusal::SectorTwice.into());
            }
            if !(1..=figures.count_max).contains(count) {
                return Err(NeedRefusal::NotThatMany { most: figures.count_max }.into());
            }
            parts.push((sector.code.clone(), *count));
        }
        Ok(parts)
    }

    /// The days of the week as bits, once everything else is seen to fit.
    fn fits(&self, draft: &Draft<'_>, figures: &NeedTerms, place: &WorkPlace) -> Result<i64, NeedRefusal> {
        let weekdays = match self.weekdays.as_slice() {
            [] => Some(ALL_WEEK),
            named => named.iter().try_fold(0, |bits, day| (0..7).contains(day).then_some(bits | 1 << day)),
        };
        let Some(weekdays) = weekdays else { return Err(NeedRefusal::BadNeed { field: "weekdays" }) };
        let today = place.zone.calendar().local(draft.now()).date;
        let on_grid = |minutes: i64| minutes % QUARTER_MINUTES == 0;
        let wrong = [
            ("from_on", self.from_on < today),
            ("until_on", self.until_on < self.from_on),
            ("from", !on_grid(self.from.time.minutes()) || self.from.offset_minutes.is_some()),
            ("minutes", !on_grid(self.minutes) || !(1..=MINUTES_MAX).contains(&self.minutes)),
            ("most", self.most.is_some_and(|most| most <= Amount(0))),
        ];
        if let Some((field, _)) = wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            return Err(NeedRefusal::BadNeed { field });
        }
        if Day::of(self.until_on) > Day::of(today).plus(figures.days_max) {
            return Err(NeedRefusal::TooFarAhead { most_days: figures.days_max });
        }
        let mut days = (Day::of(self.from_on).0..=Day::of(self.until_on).0).map(Day);
        if !days.any(|day| weekdays >> day.weekday() & 1 == 1) {
            return Err(NeedRefusal::BadNeed { field: "weekdays" });
        }
        Ok(weekdays)
    }
}

/// Forgets a need: it is looked for no more.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("needs.forget_need")]
pub struct ForgetNeed {
    /// Whose.
    #[command(actor)]
    pub owner: Id<User>,
    /// Which.
    pub need: Id<Need>,
}

impl Decide for ForgetNeed {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        super::reads(keys, Command::locality(self), self.owner, self.need);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        only(draft, self.owner)?;
        draft.get::<Need>((draft.locality(), self.owner, self.need))?.forget(draft)
    }
}

impl Need {
    /// Removes it with its parts and its timer.
    pub(super) fn forget(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if let Some(timer) = self.timer {
            draft.take_back_timer(self.look_at, timer)?;
        }
        for part in Self::parts(draft, self.owner, self.id)? {
            draft.remove::<NeedPart>((part.locality, part.owner, part.need, part.number))?;
        }
        draft.remove::<Self>((self.locality, self.owner, self.id))?;
        Ok(())
    }
}

/// Forgets whatever somebody needs: their account closes.
pub(crate) fn forget_all(draft: &mut Draft<'_>, owner: Id<User>) -> Result<(), Stop> {
    let needs = draft.list::<Need>((draft.locality(), owner))?;
    let mut keys = Keys::default();
    for need in &needs {
        keys.all::<NeedPart>((draft.locality(), owner, need.id));
    }
    draft.ask(keys)?;
    needs.into_iter().try_for_each(|need| need.forget(draft))
}
