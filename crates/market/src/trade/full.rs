//! A trade in full: with its parts and their lines, as one decision reads and writes them.

use super::bundle::Bundle;
use super::clock::{self, Tick};
use super::part::{Funds, Part, PartStage};
use super::procedure::Promise;
use super::{EventKind, Side, Stage, Trade, TradeEvent, TradeLine};
use crate::price::{Share, Waterfall};
use crate::users::reliability::{self, Outcome};
use kernel::{Amount, BadRow, Currency, Draft, Id, Keys, Members, Overflow, ReadStop, Stop, Timestamp};
use std::collections::BTreeSet;

/// A trade with its parts and their lines: read once, changed in memory, written once.
#[derive(Members, Clone, Debug)]
#[show(only(trade))]
pub struct FullTrade {
    /// The trade.
    #[show(flatten)]
    pub trade: Trade,
    parts: Vec<Part>,
    lines: Vec<TradeLine>,
    /// The numbers of the parts whose rows are to be written.
    changed: BTreeSet<i64>,
    /// The numbers of the parts whose lines are to be written.
    relined: BTreeSet<i64>,
    /// Whether its timer is being run: what was due by now is done.
    is_ticking: bool,
}

impl FullTrade {
    /// A new trade: all of it is to be added.
    pub fn new(trade: Trade, parts: Vec<Part>, lines: Vec<TradeLine>) -> Self {
        Self { trade, parts, lines, changed: BTreeSet::new(), relined: BTreeSet::new(), is_ticking: false }
    }

    /// Asks for all of it: one journey to the database.
    pub fn reads(keys: &mut Keys, trade: Id<Trade>) {
        keys.one::<Trade>((trade.locality(), trade));
        keys.all::<Part>((trade.locality(), trade));
        keys.all::<TradeLine>((trade.locality(), trade));
    }

    /// The trade as a decision reads it.
    ///
    /// # Errors
    /// [`Stop::Absent`] when there is none; else as [`Draft::find`].
    pub fn of(draft: &Draft<'_>, trade: Id<Trade>) -> Result<Self, ReadStop> {
        let mut keys = Keys::default();
        Self::reads(&mut keys, trade);
        draft.ask(keys)?;
        let key = (trade.locality(), trade);
        Ok(Self::new(draft.get::<Trade>(key)?, draft.list::<Part>(key)?, draft.list::<TradeLine>(key)?))
    }

    /// Its id.
    pub fn id(&self) -> Id<Trade> {
        self.trade.id
    }

    /// Its parts, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The parts that were agreed and neither replaced nor divided.
    pub fn whole_parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.stage != PartStage::Void)
    }

    /// All lines, in the order of parts and positions.
    pub fn lines(&self) -> &[TradeLine] {
        &self.lines
    }

    /// A part.
    ///
    /// # Errors
    /// [`Stop::Absent`] when there is none of this number.
    pub fn part(&self, number: i64) -> Result<&Part, Stop> {
        self.parts.iter().find(|part| part.number == number).ok_or(Stop::Absent("part"))
    }

    /// A part, to be changed: its row will be written.
    ///
    /// # Errors
    /// As [`FullTrade::part`].
    pub(crate) fn part_mut(&mut self, number: i64) -> Result<&mut Part, Stop> {
        let part = self.parts.iter_mut().find(|part| part.number == number).ok_or(Stop::Absent("part"))?;
        self.changed.insert(number);
        Ok(part)
    }

    /// The lines of a part, in order.
    pub fn lines_of(&self, number: i64) -> impl Iterator<Item = &TradeLine> {
        self.lines.iter().filter(move |line| line.part == number)
    }

    /// The lines of a part, to be changed: their rows will be written.
    pub(crate) fn lines_mut(&mut self, number: i64) -> impl Iterator<Item = &mut TradeLine> {
        self.relined.insert(number);
        self.lines.iter_mut().filter(move |line| line.part == number)
    }

    /// Adds a part with its lines, and gives its number.
    #[expect(clippy::needless_pass_by_value, reason = "a part is made to be added")]
    pub(crate) fn add_part(&mut self, part: Part, lines: impl IntoIterator<Item = TradeLine>) -> i64 {
        let number = self.next_number();
        self.parts.push(Part { number, ..part });
        self.lines.extend(lines.into_iter().map(|line| TradeLine { part: number, ..line }));
        self.changed.insert(number);
        self.relined.insert(number);
        number
    }

    fn next_number(&self) -> i64 {
        self.parts.iter().map(|part| part.number).max().unwrap_or(0).saturating_add(1)
    }

    /// The price of a part, as agreed.
    pub fn price_of(&self, part: &Part) -> Waterfall {
        super::agreed(part.currency, self.lines_of(part.number))
    }

    /// The price of a part, as settled.
    pub fn settled_of(&self, part: &Part) -> Waterfall {
        super::settled(part.currency, self.lines_of(part.number))
    }

    /// What is due of a part that comes to a share with an outcome: in proportion, and where the buyer called it off or was
    /// not there, of the buyer's own money first.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn due_of(&self, part: &Part, share: Share, outcome: Outcome) -> Result<Waterfall, Overflow> {
        let agreed = self.price_of(part);
        if matches!(outcome, Outcome::BuyerCancelled | Outcome::BuyerAbsent) {
            agreed.forfeited(share)
        } else {
            agreed.scaled(share)
        }
    }

    /// Whether nothing is paid for it. What its seller makes good later does not count: given work stays given.
    pub fn is_unpaid(&self) -> bool {
        let is_amends =
            |line: &TradeLine| self.part(line.part).is_ok_and(|part| part.promise == Promise::Amends);
        self.lines.iter().all(is_amends)
    }

    /// What escrow holds of it in a currency once it is agreed: a function of the rows alone.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn held(&self, currency: Currency) -> Result<Amount, Overflow> {
        if matches!(self.trade.stage, Stage::Held | Stage::Lapsed) {
            return Ok(Amount::ZERO);
        }
        let funded = self.parts.iter().filter(|part| part.currency == currency && part.is_funded());
        funded.map(|part| self.price_of(part).held()).try_fold(Amount::ZERO, |sum, held| sum.plus(held?))
    }

    /// The next time at which silence does something.
    pub fn next_silence(&self, since: Timestamp) -> Option<Timestamp> {
        match self.trade.stage {
            // Of what is held with others, the bundle has the one timer.
            Stage::Held if self.trade.bundle.is_some() => None,
            Stage::Held => Some(self.trade.held_until),
            Stage::Booked => clock::next(&self.parts, since),
            Stage::Lapsed | Stage::Ended => None,
        }
    }

    /// Says that its timer is being run.
    pub(crate) fn tick(&mut self) {
        self.is_ticking = true;
    }

    /// Enters something that happened on the timeline.
    pub(crate) fn happened(&self, draft: &mut Draft<'_>, part: Option<i64>, what: EventKind) {
        let event = TradeEvent {
            locality: draft.locality(),
            trade: self.trade.id,
            id: draft.id(),
            part,
            what,
            by: draft.actor(),
            happened_at: draft.now(),
        };
        draft.add(&event);
    }

    /// Adds a new trade with everything that is in it, and sets its timer.
    pub(crate) fn add(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        self.sum_up(draft.now())?;
        self.move_timer(draft)?;
        draft.add(&self.trade);
        for part in &self.parts {
            draft.add(part);
        }
        for line in &self.lines {
            draft.add(line);
        }
        Ok(())
    }

    /// Writes what changed, with the summary and the timer; ends a trade of which nothing is live any more.
    pub(crate) fn keep(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if self.trade.stage == Stage::Booked && !self.parts.iter().any(Part::is_live) {
            self.trade.stage = Stage::Ended;
            self.trade.ended_at = Some(draft.now());
            reliability::is_over(draft, self.trade.buyer, self.trade.seller)?;
            if let Some(bundle) = self.trade.bundle {
                Bundle::count_open(draft, bundle, -1)?;
            }
        }
        self.sum_up(draft.now())?;
        self.move_timer(draft)?;
        for part in self.parts.iter().filter(|part| self.changed.contains(&part.number)) {
            draft.put(part)?;
        }
        for line in self.lines.iter().filter(|line| self.relined.contains(&line.part)) {
            draft.put(line)?;
        }
        draft.put(&self.trade)?;
        Ok(())
    }

    /// The trade with what lists show of it made anew from its parts: the same as the trade, if all is well.
    ///
    /// # Errors
    /// [`Overflow`]; [`Stop::Bad`] when it has no part.
    pub fn summed_up(&self) -> Result<Trade, Stop> {
        let mut anew = self.clone();
        anew.sum_up(self.trade.starts_at)?;
        Ok(anew.trade)
    }

    /// Brings what lists show of the trade in line with its parts.
    fn sum_up(&mut self, now: Timestamp) -> Result<(), Stop> {
        let whole: Vec<&Part> = self.whole_parts().collect();
        let shown = if whole.is_empty() { self.parts.iter().collect() } else { whole };
        let first = shown.first().ok_or_else(|| Stop::Bad(BadRow("a trade has a part".to_owned())))?;
        let starts_at = shown.iter().map(|part| part.starts_at).min().unwrap_or(now);
        let ends_at = shown.iter().map(|part| part.ends_at).max().unwrap_or(now);
        let (stage, outcome) =
            (shown.iter().map(|part| part.stage).max_by_key(|stage| urgency(*stage)), first.outcome);
        let buyer_pays = self.sum(&shown, Side::Buyer)?;
        let seller_receives = self.sum(&shown, Side::Seller)?;
        let trade = &mut self.trade;
        (trade.starts_at, trade.ends_at) = (starts_at, ends_at);
        trade.shown = stage.unwrap_or(trade.shown);
        trade.outcome = if trade.stage == Stage::Ended { outcome } else { None };
        (trade.buyer_pays, trade.seller_receives) = (buyer_pays, seller_receives);
        Ok(())
    }

    /// What a side pays (the buyer) or receives (the seller): of closed parts what it came to, of others what was agreed,
    /// but of a bond nothing until it is claimed.
    fn sum(&self, parts: &[&Part], side: Side) -> Result<Amount, Overflow> {
        let mut sum = Amount::ZERO;
        for part in parts.iter().filter(|part| part.payer == Side::Buyer) {
            let is_closed = part.stage == PartStage::Closed;
            if part.promise == Promise::Bond && !is_closed {
                continue;
            }
            let price = if is_closed { self.settled_of(part) } else { self.price_of(part) };
            sum = sum.plus(match side {
                Side::Buyer => price.payer_pays()?,
                Side::Seller => price.payee_receives()?,
            })?;
        }
        Ok(sum)
    }

    /// Sets the one timer to the next time at which silence does something.
    fn move_timer(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let now = draft.now();
        let since = match self.trade.timer_at {
            // It is late, and what was due at it is still to be done.
            Some(at) if at <= now && !self.is_ticking => Timestamp(at.0.saturating_sub(1)),
            _ => now,
        };
        let next = self.next_silence(since);
        if next == self.trade.timer_at && !self.is_ticking {
            return Ok(());
        }
        if let (Some(at), Some(timer)) = (self.trade.timer_at, self.trade.timer) {
            draft.take_back_timer(at, timer)?;
        }
        self.trade.timer = next.map(|at| draft.set_timer(at, &Tick { trade: self.trade.id }));
        self.trade.timer_at = next;
        Ok(())
    }

    /// Whether a part is what its trade is about, and not the second half of something that was divided: what becomes of
    /// it counts once.
    pub fn counts(&self, part: &Part) -> bool {
        if !part.promise.counts() {
            return false;
        }
        let mut of = part;
        while let Some(parent) = of.replaces {
            let is_first = |other: &Part| other.replaces == Some(parent) && other.number < of.number;
            if self.parts.iter().any(is_first) {
                return false;
            }
            let Some(next) = self.parts.iter().find(|other| other.number == parent) else { return true };
            of = next;
        }
        true
    }

    /// The parts that begin when `number` is closed.
    pub(crate) fn followers(&self, number: i64) -> Vec<i64> {
        let follows = |part: &&Part| {
            part.after == Some(number) && part.stage == PartStage::Waiting && part.funds == Funds::AfterPart
        };
        self.parts.iter().filter(follows).map(|part| part.number).collect()
    }

    /// Lets what followed one part follow another.
    pub(crate) fn repoint(&mut self, from: i64, to: i64) {
        for part in self.parts.iter_mut().filter(|part| part.after == Some(from)) {
            part.after = Some(to);
            self.changed.insert(part.number);
        }
    }
}

/// How much a stage asks of somebody: what the list shows of a trade is the most urgent of its parts.
const fn urgency(stage: PartStage) -> u8 {
    match stage {
        PartStage::Disputed => 7,
        PartStage::Reported => 6,
        PartStage::Overdue => 5,
        PartStage::Recorded => 4,
        PartStage::Open => 3,
        PartStage::Waiting => 2,
        PartStage::Closed => 1,
        PartStage::Void => 0,
    }
}

/// Whether an outcome is one after which what was to follow begins.
pub(crate) const fn is_followed(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Kept | Outcome::Settled)
}
