//! Opening a book.

use super::matching::whole_minute;
use super::{
    BookPhase, BookPlace, BookRefusal, BookStage, BookTerms, OrderBook, PartOfDay, UNIT_MINUTES, terms,
};
use crate::concession::Terms;
use crate::directory::{Directory, Family};
use crate::users::assets::AssetRefusal;
use crate::users::{User, confirmed_trader};
use kernel::{BadRow, Command, Currency, Date, Day, Decide, Draft, Id, PostCode, Stop};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Opens a book for hours of a sector's work, within a part of a day, somewhere in a post code. There is one for each: if it
/// is there already, that one is found.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bid_ask.open_book")]
pub struct OpenBook {
    /// Who opens it.
    #[command(actor)]
    pub user: Id<User>,
    /// The sector, by its code or its name in addresses.
    #[ask(example = "31-1122")]
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// On which day, on the calendar of the place.
    pub date: Date,
    /// In which part of it.
    pub part_of_day: PartOfDay,
}

impl Decide for OpenBook {
    type Done = Id<OrderBook>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<OrderBook>, Stop> {
        confirmed_trader(draft)?;
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let sector = directory.sector(&self.sector).or_else(|| directory.sector_by_slug(&self.sector));
        let sector = sector.filter(|sector| sector.family == Family::Work && !sector.is_group);
        let sector = sector.ok_or(AssetRefusal::UnknownSector)?.code.clone();
        let place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?;
        let (locality, day) = (draft.locality(), Day::of(self.date));
        let key = (locality, sector.clone(), place.post_code, day, self.part_of_day);
        if let Some(BookPlace { book, .. }) = draft.find::<BookPlace>(key)? {
            return Ok(book);
        }
        let (terms, calendar) = (terms(draft)?, place.zone.calendar());
        let today = calendar.local(draft.now()).date;
        let most_days = Terms::on(rulebook, today)?.days_ahead_max;
        let not_that_day = || BookRefusal::NotThatDay { most_days };
        let at = |day: Day, minute| calendar.timestamp(day.date(), minute).ok_or_else(not_that_day);
        let starts_at = at(day, self.part_of_day.begins())?;
        let closes_at = at(day.plus(-1), terms.close_hour.saturating_mul(60))?;
        if closes_at <= draft.now() || day > Day::of(today).plus(most_days) {
            return Err(not_that_day().into());
        }
        let local = rulebook.jurisdiction(&place.jurisdiction);
        let currency = local.and_then(|jurisdiction| Currency::new(&jurisdiction.currency.code));
        let BookTerms { tick, call_minutes, .. } = terms;
        let id = draft.id();
        let mut book = OrderBook {
            locality,
            id,
            sector: sector.clone(),
            post_code: place.post_code,
            day,
            part_of_day: self.part_of_day,
            starts_at,
            ends_at: starts_at.plus_minutes(PartOfDay::HOURS.saturating_mul(UNIT_MINUTES)),
            closes_at,
            currency: currency.ok_or_else(|| BadRow("a place has a currency".to_owned()))?,
            tick,
            stage: BookStage::Open,
            phase: BookPhase::Collecting,
            call_at: Some(whole_minute(draft.now().plus_minutes(call_minutes))),
            halted_until: None,
            order_count: 0,
            entered_up_to: 0,
            came_at: draft.now(),
            expires_at: None,
            round_count: 0,
            digest: String::new(),
            trader_count: 0,
            fill_count: 0,
            settled_up_to: 0,
            called_after: 0,
            timer: None,
            timer_at: None,
            settling: None,
            settling_at: None,
        };
        // Nothing is to be called before anybody has asked for anything: only its end is due.
        book.wake(draft, closes_at)?;
        draft.add(&book);
        let (post_code, part_of_day) = (book.post_code, self.part_of_day);
        draft.add(&BookPlace { locality, sector, post_code, day, part_of_day, book: id });
        Ok(id)
    }
}
