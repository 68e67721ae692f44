//! Whoever makes up commands: what they see of a market, and draws that a seed repeats.

use crate::memory::Memory;
use crate::pool::Pool;
use host::draw::Draw;
use host::reference::Books;
use kernel::{
    Actor, AnyCommand, Command, Currency, Draft, Id, Locality, Moment, PostCode, Record, Span, State, Stop,
    Timestamp, Value, Zone,
};
use market::directory::{Family, Sector, WorkPlace};
use market::trade::Trade;
use market::trade::full::FullTrade;
use market::users::User;
use market::users::assets::Offering;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How often a record is drawn again that does not fit.
const TRIES: usize = 8;
/// How many of the trades that have not ended are looked at in a step.
const LIVE: usize = 48;
const QUARTER_US: i64 = 15 * 60 * 1_000_000;

/// A command, and who gives it.
#[derive(Clone)]
pub struct Call {
    /// Who.
    pub actor: Id<Actor>,
    /// What.
    pub command: Arc<dyn AnyCommand>,
    /// Whether it makes sense.
    pub makes_sense: bool,
}

impl Call {
    /// A command that somebody gives.
    pub fn by<T>(actor: Id<T>, command: impl Command) -> Self {
        Self { actor: actor.cast(), command: Arc::new(command), makes_sense: true }
    }

    /// A command that the market gives.
    pub fn by_market(command: impl Command) -> Self {
        Self::by(Id::<Actor>::SYSTEM, command)
    }
}

/// What whoever makes up a command sees and draws from.
pub struct Hand<'a> {
    /// The records.
    pub memory: &'a Memory,
    /// What can be named.
    pub pool: &'a Pool,
    /// What decisions consult.
    pub books: &'a Books,
    /// The time.
    pub now: Timestamp,
    /// The draws.
    pub draw: &'a mut Draw,
    /// Whose part it plays, if somebody's.
    pub only: Option<Id<User>>,
    /// Some of the trades that have not ended, as they are; read once a step.
    pub live: &'a OnceCell<Vec<FullTrade>>,
}

impl<'a> Hand<'a> {
    /// Somebody with an account.
    pub fn user(&mut self) -> Option<Id<User>> {
        self.only.or_else(|| self.pool.user(self.draw))
    }

    /// Somebody else.
    pub fn other(&mut self, than: Id<User>) -> Option<Id<User>> {
        (0..TRIES).find_map(|_| self.pool.user(self.draw).filter(|other| *other != than))
    }

    /// Some record of a type, as it is now.
    pub fn record<R: Record>(&mut self) -> Option<R> {
        let parts = self.pool.key(self.draw, R::TABLE.name)?.into();
        self.memory.row(&kernel::Key { table: R::TABLE, parts })
    }

    /// Some record of a type for which something holds, if one is drawn soon.
    pub fn record_that<R: Record>(&mut self, holds: impl Fn(&R) -> bool) -> Option<R> {
        (0..TRIES).find_map(|_| self.record::<R>().filter(&holds))
    }

    /// The id in the key of some record of a table.
    pub fn id_in(&mut self, table: &str) -> Option<u128> {
        let key = self.pool.key(self.draw, table)?;
        key.iter().rev().find_map(|value| if let Value::Id(bits) = value { Some(*bits) } else { None })
    }

    /// Some of the trades that have not ended, as they are.
    pub fn live_trades(&mut self) -> &'a [FullTrade] {
        let some = || {
            let ids: BTreeSet<Id<Trade>> =
                (0..LIVE).filter_map(|_| self.pool.live_trade(self.draw)).collect();
            ids.into_iter().filter_map(|id| self.memory.full(id)).collect()
        };
        self.live.get_or_init(some)
    }

    /// An offering of a family.
    pub fn offering(&mut self, families: &[Family]) -> Option<Offering> {
        let directory = &self.books.directory.clone();
        let family = |offering: &Offering| directory.sector(&offering.sector).map(|sector| sector.family);
        self.record_that::<Offering>(|offering| family(offering).is_some_and(|it| families.contains(&it)))
    }

    /// A sector of a family.
    pub fn sector(&mut self, family: Family) -> Option<Sector> {
        let sectors: Vec<&Sector> =
            self.books.directory.usual().filter(|sector| sector.family == family).collect();
        self.draw.one(&sectors).map(|sector| (*sector).clone())
    }

    /// A place.
    pub fn place(&mut self) -> Option<WorkPlace> {
        let places: Vec<&WorkPlace> = self.books.directory.places().take(PLACES).collect();
        self.draw.one(&places).map(|place| (*place).clone())
    }

    /// A post code.
    pub fn post_code(&mut self) -> Option<PostCode> {
        self.place().map(|place| place.post_code)
    }

    /// A number.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        self.draw.between(least, most)
    }

    /// One of several.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        self.draw.one(of).cloned()
    }

    /// Something, so often in a hundred times.
    pub fn maybe<T>(&mut self, percent: i64, make: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.draw.percent(percent) { make(self) } else { None }
    }

    /// Hours that begin so many hours from now, and last so many quarters of an hour.
    pub fn span(&mut self, hours: (i64, i64), quarters: (i64, i64)) -> Option<Span> {
        let soon = self.now.0.div_euclid(QUARTER_US) + self.between(hours.0 * 4, hours.1 * 4) + 1;
        let until = soon + self.between(quarters.0, quarters.1);
        Span::between(Timestamp(soon.checked_mul(QUARTER_US)?), Timestamp(until.checked_mul(QUARTER_US)?))
    }

    /// When the clocks on the walls change next.
    pub fn next_change(&self) -> Option<Timestamp> {
        let zone = &self.books.directory.places().next()?.zone;
        changes(zone, self.now, CHANGES_AHEAD).next()
    }

    /// What a decision would see, for somebody, at this moment.
    pub fn look<T>(&self, by: Id<User>, read: impl Fn(&Draft<'_>) -> Result<T, Stop>) -> Option<T> {
        let mut state = State::default();
        loop {
            let moment = Moment::new(self.now, by.cast(), Id::from_bits(0), by.locality());
            let moment = moment.consulting(self.books.reference());
            // What panics here will do so when it is given, where it is noticed.
            let seen = catch_unwind(AssertUnwindSafe(|| read(&Draft::new(&state, &moment)))).ok()?;
            match seen {
                Ok(seen) => return Some(seen),
                Err(Stop::Need(keys)) => {
                    let missing = state.missing(keys);
                    state.load(&missing, self.memory.load(&missing));
                }
                Err(Stop::Refused(_) | Stop::Absent(_) | Stop::Bad(_)) => return None,
            }
        }
    }

    /// A digest of something that nobody has seen.
    pub fn digest(&mut self) -> String {
        kernel::hex_digest(&self.between(0, i64::MAX).to_be_bytes())
    }

    /// The market area of a user.
    pub fn home(user: Id<User>) -> Locality {
        user.locality()
    }

    /// What is paid with.
    pub fn currency(&self) -> Option<Currency> {
        let place = self.books.directory.places().next()?;
        host::people::currency_at(&self.books.rulebook, place)
    }
}

/// So many of the places are used: near enough to each other for somebody to go there.
const PLACES: usize = 24;
/// How many days ahead a change of the clocks is looked for.
const CHANGES_AHEAD: i64 = 14;

/// The moments of so many days at which the clocks on the walls of a zone change.
pub(crate) fn changes(zone: &Zone, from: Timestamp, days: i64) -> impl Iterator<Item = Timestamp> {
    let calendar = zone.calendar();
    let shown = move |at: Timestamp| calendar.local(at).minute - at.0.div_euclid(60_000_000);
    let hours = (0..days * 24)
        .map(move |hour| Timestamp(from.0.div_euclid(4 * QUARTER_US) * 4 * QUARTER_US).plus_hours(hour));
    hours.filter(move |at| (shown(at.plus_minutes(-15)) - shown(*at)).rem_euclid(24 * 60) != 0)
}
