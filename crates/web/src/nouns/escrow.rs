//! What a user has, and what moved: all of it, or of a month or a year, with whom it was and what was left after it.

use super::trades;
use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::nouns::NAMELESS;
use crate::visitor::Visitor;
use jiff::ToSpan as _;
use kernel::{Amount, Currency, Date, Id, Overflow, Value, Zone};
use ledger::{Class, Verb};
use market::admin::payment_transfer::{PaymentStage, StatementPayment};
use market::support::escrow::{
    Balance, BalanceChange, Dealing, MOVEMENTS_PAGE, StatementLine, StatementTrade,
};
use market::trade::{Kind, Trade};
use market::users::User;
use std::collections::BTreeMap;

/// Some days on end, on the clock of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
}

/// A movement as a statement has it.
#[derive(Clone, Debug)]
pub struct Move {
    /// The movement.
    pub line: StatementLine,
    /// Which of the user's balances it is about.
    pub class: Class,
    /// What it changed that balance by.
    pub change: Amount,
    /// What the balance was afterwards.
    pub balance: Amount,
    /// What it was about.
    pub about: About,
}

/// What money moved for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A trade, and with whom.
    Trade {
        /// Which.
        id: Id<Trade>,
        /// What kind of trade.
        kind: Kind,
        /// The sector's code.
        sector: String,
        /// What the other side is called.
        other: String,
    },
    /// A payment from a bank or to one.
    Payment {
        /// The last characters of the bank account that it goes to.
        ends_in: Option<String>,
        /// Where it stands.
        stage: PaymentStage,
    },
    /// Neither is on record.
    Nothing,
}

/// A user's movements in a period.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What can be spent now, and what is set aside.
    pub balances: Vec<Balance>,
    /// A page of the movements, the latest first.
    pub moves: Page<Move>,
    /// What the balances were when the period began.
    pub opening: Totals,
    /// What they changed by in the period, for each reason.
    pub changes: Vec<BalanceChange>,
}

/// A user's year: what moved for which reason, and with whom.
#[derive(Clone, Debug)]
pub struct Year {
    /// What the balances changed by, for each reason.
    pub changes: Vec<BalanceChange>,
    /// What was received from others and paid to them, with what they are called; the most first.
    pub dealings: Vec<(Dealing, String)>,
}

/// Sums of money by balance and currency.
pub type Totals = BTreeMap<(Class, Currency), Amount>;

impl Period {
    /// The month of a day.
    pub fn month_of(day: Date) -> Self {
        let from = day.first_of_month();
        Self { from, until: from.saturating_add(1.month()) }
    }

    /// A year; `None` for one that no calendar has.
    pub fn year(year: i16) -> Option<Self> {
        let from = Date::new(year, 1, 1).ok()?;
        Some(Self { from, until: from.checked_add(1.year()).ok()? })
    }

    /// The month before.
    pub fn before(self) -> Self {
        Self::month_of(self.from.saturating_sub(1.day()))
    }

    /// The month after.
    pub fn after(self) -> Self {
        Self::month_of(self.until)
    }

    /// Between which ids its movements are: the first, and that behind the last.
    fn ids(self, zone: &Zone) -> [u128; 2] {
        let calendar = zone.calendar();
        [self.from, self.until].map(|day| {
            let begins = calendar.timestamp(day, 0);
            begins.map_or(u128::MAX, |begins| Id::<()>::first_at(begins).bits())
        })
    }
}

/// The visitor's balances.
pub async fn balances(app: &App, visitor: &Visitor) -> Answer<Vec<Balance>> {
    let (locality, holder) = (visitor.user.locality(), Value::Id(visitor.user.bits()));
    Ok(app.store.view::<Balance>(locality, &[holder]).await?)
}

/// All movements on the visitor's accounts, from a place in their list on.
pub async fn movements(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<StatementLine>> {
    lines(app, visitor, [0, from.id]).await
}

/// The visitor's statement of a period, with its movements from a place in their list on.
pub async fn statement(
    app: &App,
    visitor: &Visitor,
    period: Period,
    zone: &Zone,
    from: Cursor,
) -> Answer<Statement> {
    let [first, end] = period.ids(zone);
    let behind = end.min(from.id);
    let (balances, page, abouts, before, until_page, changes) = tokio::try_join!(
        balances(app, visitor),
        lines(app, visitor, [first, behind]),
        abouts(app, visitor, [first, behind]),
        changes(app, visitor, [0, first]),
        changes(app, visitor, [first, behind]),
        changes(app, visitor, [first, end]),
    )?;
    let opening = totals(&before)?;
    let mut held = opening.clone();
    add(&mut held, &until_page)?;
    let moves = told(visitor, page, &abouts, &mut held)?;
    Ok(Statement { balances, moves, opening, changes })
}

/// Every movement of a period, the earliest first.
pub async fn all(app: &App, visitor: &Visitor, period: Period, zone: &Zone) -> Answer<Vec<Move>> {
    let [first, end] = period.ids(zone);
    let mut held = totals(&changes(app, visitor, [0, end]).await?)?;
    let mut all = Vec::new();
    let mut behind = Some(end);
    while let Some(end) = behind {
        let (page, abouts) =
            tokio::try_join!(lines(app, visitor, [first, end]), abouts(app, visitor, [first, end]))?;
        behind = page.next.map(|next| next.id);
        all.append(&mut told(visitor, page, &abouts, &mut held)?.rows);
    }
    all.reverse();
    Ok(all)
}

/// The visitor's year.
pub async fn year(app: &App, visitor: &Visitor, period: Period, zone: &Zone) -> Answer<Year> {
    let [first, end] = period.ids(zone);
    let params = [visitor.user.bits(), first, end].map(Value::Id);
    let dealings = async { Ok(app.store.view::<Dealing>(visitor.user.locality(), &params).await?) };
    let (changes, dealings) = tokio::try_join!(changes(app, visitor, [first, end]), dealings)?;
    let others: Vec<Id<User>> = dealings.iter().map(|dealing| dealing.other).collect();
    let names = app.look(Some(visitor), |draft| trades::names(draft, others.iter().copied())).await?;
    let named = |dealing: Dealing| {
        let name = names.iter().find(|(user, _)| *user == dealing.other);
        let name = name.map_or_else(|| NAMELESS.to_owned(), |(_, name)| name.clone());
        (dealing, name)
    };
    Ok(Year { changes, dealings: dealings.into_iter().map(named).collect() })
}

async fn lines(app: &App, visitor: &Visitor, range: [u128; 2]) -> Answer<Page<StatementLine>> {
    let lines = app.store.view::<StatementLine>(visitor.user.locality(), &page_of(visitor, range)).await?;
    Ok(Page::of(lines, MOVEMENTS_PAGE, |line| Cursor { time: None, id: line.id.bits() }))
}

/// The parameters of a page that begins behind the second id and ends with the first.
fn page_of(visitor: &Visitor, [first, behind]: [u128; 2]) -> [Value; 3] {
    [visitor.user.bits(), behind, first].map(Value::Id)
}

/// What the movements of a page were about, by the id of their subject.
async fn abouts(app: &App, visitor: &Visitor, range: [u128; 2]) -> Answer<BTreeMap<u128, About>> {
    let (locality, params) = (visitor.user.locality(), page_of(visitor, range));
    let (trades, payments) = tokio::try_join!(
        app.store.view::<StatementTrade>(locality, &params),
        app.store.view::<StatementPayment>(locality, &params),
    )?;
    let trades = trades.into_iter().map(|StatementTrade { id, kind, sector, other }| {
        let other = other.unwrap_or_else(|| NAMELESS.to_owned());
        (id.bits(), About::Trade { id, kind, sector, other })
    });
    let payments = payments
        .into_iter()
        .map(|StatementPayment { id, ends_in, stage }| (id.bits(), About::Payment { ends_in, stage }));
    Ok(trades.chain(payments).collect())
}

async fn changes(app: &App, visitor: &Visitor, [first, end]: [u128; 2]) -> Answer<Vec<BalanceChange>> {
    let params = [visitor.user.bits(), first, end].map(Value::Id);
    Ok(app.store.view::<BalanceChange>(visitor.user.locality(), &params).await?)
}

fn totals(changes: &[BalanceChange]) -> Result<Totals, Overflow> {
    let mut totals = Totals::new();
    add(&mut totals, changes)?;
    Ok(totals)
}

fn add(totals: &mut Totals, changes: &[BalanceChange]) -> Result<(), Overflow> {
    for change in changes {
        let total = totals.entry((change.class, change.currency)).or_default();
        *total = total.plus(change.change)?;
    }
    Ok(())
}

/// Movements with what they were about, and what was left after each of them: `held` is what there was after the latest,
/// and then what there was before the earliest.
fn told(
    visitor: &Visitor,
    page: Page<StatementLine>,
    abouts: &BTreeMap<u128, About>,
    held: &mut Totals,
) -> Result<Page<Move>, Overflow> {
    let Page { rows, next } = page;
    let mut moves = Vec::new();
    for line in rows {
        let (class, change) = changed(visitor.user, &line);
        let left = held.entry((class, line.entry.debit.currency)).or_default();
        let balance = *left;
        *left = balance.minus(change)?;
        let about = abouts.get(&line.entry.subject.bits()).cloned().unwrap_or(About::Nothing);
        moves.push(Move { line, class, change, balance, about });
    }
    Ok(Page { rows: moves, next })
}

/// Which balance a movement is about, and what it changes it by.
fn changed(user: Id<User>, line: &StatementLine) -> (Class, Amount) {
    let entry = &line.entry;
    let is_out = entry.debit.holder == user.cast();
    let class = if is_out { entry.debit.class } else { entry.credit.class };
    let minor = match (line.verb, is_out) {
        (Verb::Posted | Verb::Pending, true) => entry.amount.0.saturating_neg(),
        (Verb::VoidPending, true) | (Verb::Posted | Verb::PostPending, false) => entry.amount.0,
        (Verb::PostPending, true) | (Verb::Pending | Verb::VoidPending, false) => 0,
    };
    (class, Amount(minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_begins_and_ends_on_the_clock_of_the_place() {
        let november = Period::month_of(date("2026-11-29"));
        assert_eq!((november.from, november.until), (date("2026-11-01"), date("2026-12-01")));
        assert_eq!(november.before().from, date("2026-10-01"));
        assert_eq!(november.after().after(), Period::month_of(date("2027-01-31")));
        let zone = Zone::new("America/Los_Angeles").unwrap();
        let [first, end] = november.ids(&zone);
        // Summer time ends within it: 30 days and an hour.
        assert_eq!((end >> 80) - (first >> 80), (30 * 24 + 1) * 3_600 * 1_000);
        assert_eq!(Period::year(2026).unwrap().until, date("2027-01-01"));
        assert_eq!(Period::year(i16::MAX), None);
    }
}
