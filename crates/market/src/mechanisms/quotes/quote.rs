//! Quoting on a call, and taking a quote back. One seller has one quote; quoting again takes the place of the one before.

use super::compare::goods_until;
use super::{
    Quote, QuoteCall, QuoteLine, QuoteRefusal, QuoteStage, QuoteTerms, WholeCall, WholeQuote, terms,
};
use crate::directory::{Directory, Family};
use crate::options::{blocks, subsidies::Subsidies};
use crate::users::{
    User,
    assets::{self, Asking, HandingOver, Offering},
    confirmed_trader,
};
use kernel::{Amount, Asks, Command, Date, Day, Decide, Draft, Id, Keys, Span, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// What is quoted for a line of a call.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineQuoted {
    /// Which line, from 1.
    #[ask(example = "1")]
    pub number: i64,
    /// How much of it: all that was asked for, or less.
    #[ask(example = "500")]
    pub quantity: i64,
    /// For all of that, in minor units, the mark-up not counted.
    #[ask(example = "62500")]
    pub price: Amount,
}

/// Quotes on a call, or changes your quote. It is sealed until the deadline: nobody else reads it, not even the buyer. It binds you until
/// its date. You can leave lines out, or quote for less of them, and take it back until the deadline.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.set_quote", locality = self.call.locality())]
pub struct SetQuote {
    /// Who quotes.
    #[command(actor)]
    pub seller: Id<User>,
    /// On which call.
    pub call: Id<QuoteCall>,
    /// From which of your offerings, of the call's sector.
    pub offering: Id<Offering>,
    /// What you would want for its lines. A line that is left out is not quoted.
    pub lines: Vec<LineQuoted>,
    /// For bringing goods, in minor units; nothing when they are collected.
    pub delivery: Option<Amount>,
    /// Of goods: the first day on which they are there.
    pub ready_on: Option<Date>,
    /// Of work: when it is.
    pub span: Option<Span>,
    /// How many days after the deadline it binds you.
    #[ask(example = "14")]
    pub binds_days: i64,
}

impl Decide for SetQuote {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.seller));
        keys.one::<Offering>((locality, self.offering));
        WholeCall::reads(keys, locality, self.call);
        WholeQuote::own_reads(keys, locality, self.call, self.seller);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        confirmed_trader(draft)?;
        let locality = draft.locality();
        let call = WholeCall::of(draft, self.call)?;
        call.call.takes_quotes(draft)?;
        if call.call.buyer == self.seller {
            return Err(QuoteRefusal::OwnCall.into());
        }
        let figures = terms(draft)?;
        if call.call.quote_count >= figures.quotes_max {
            return Err(QuoteRefusal::TooManyQuotes { most: figures.quotes_max }.into());
        }
        let offering = assets::own(draft, self.offering)?;
        if offering.sector != call.call.sector {
            return Err(QuoteRefusal::NotThisSector.into());
        }
        let amounts = self.lines.iter().map(|line| ("price", line.price));
        let amounts = amounts.chain(self.delivery.map(|delivery| ("delivery", delivery))).collect();
        let asking = Asking { currency: call.call.currency, amounts, extras: Vec::new() };
        assets::paid_there(draft, &offering, &asking)?;
        let (starts_at, ends_at) = self.fits(draft, &call, &figures)?;
        let before = draft.find::<Quote>((locality, self.call, self.seller))?;
        let number = call.call.quote_count.saturating_add(1);
        let quote = Quote {
            locality,
            call: self.call,
            seller: self.seller,
            number,
            offering: offering.id,
            stage: QuoteStage::Open,
            starts_at,
            ends_at,
            delivery: self.delivery,
            binds_until: call.call.closes_at.plus_hours(self.binds_days.saturating_mul(24)),
            trade: before.map_or_else(|| draft.id(), |before| before.trade),
            place: None,
            quoted_at: draft.now(),
        };
        let whole =
            WholeQuote { quote, lines: call.lines.iter().map(|line| self.line(line.number)).collect() };
        // Asked now, so that nobody waits for a deadline to hear that a rule forbids it; and again when it is compared and chosen.
        whole.price(draft, &call, Subsidies::None)?;
        blocks::none_between(draft, Some(call.call.buyer), self.seller)?;
        draft.put(&whole.quote)?;
        for line in &whole.lines {
            draft.put(line)?;
        }
        draft.put(&QuoteCall { quote_count: number, ..call.call })?;
        Ok(())
    }
}

impl SetQuote {
    fn line(&self, number: i64) -> QuoteLine {
        let quoted = self.lines.iter().find(|line| line.number == number);
        QuoteLine {
            locality: self.call.locality(),
            call: self.call,
            seller: self.seller,
            number,
            quantity: quoted.map_or(0, |line| line.quantity),
            price: quoted.map_or(Amount::ZERO, |line| line.price),
        }
    }

    /// From when until when it is, if it fits the call.
    fn fits(
        &self,
        draft: &Draft<'_>,
        call: &WholeCall,
        figures: &QuoteTerms,
    ) -> Result<(Timestamp, Timestamp), Stop> {
        if !figures.binds_days().contains(&self.binds_days) {
            let QuoteTerms { binds_days_min: least_days, binds_days_max: most_days, .. } = *figures;
            return Err(QuoteRefusal::NotBoundThatLong { least_days, most_days }.into());
        }
        let directory = draft.consult::<Directory>()?;
        let way = call.call.handing_over;
        let is_work = call.call.family(directory)? == Family::Work;
        let is_line = |line: &LineQuoted| {
            let asked = call.lines.iter().find(|asked| asked.number == line.number);
            let is_once = self.lines.iter().filter(|other| other.number == line.number).count() == 1;
            is_once && asked.is_some_and(|asked| (1..=asked.quantity).contains(&line.quantity))
        };
        let wrong = [
            ("lines", self.lines.is_empty()),
            ("quantity", !self.lines.iter().all(is_line)),
            ("price", self.lines.iter().any(|line| line.price <= Amount::ZERO)),
            ("delivery", self.delivery.is_some_and(|amount| amount <= Amount::ZERO)),
            ("delivery", self.delivery.is_some() && way != Some(HandingOver::Delivery)),
            ("ready_on", self.ready_on.is_some() == is_work),
            ("span", self.span.is_some() != is_work),
        ];
        if let Some((field, _)) = wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            return Err(QuoteRefusal::BadQuote { field }.into());
        }
        let calendar = call.call.place(directory)?.zone.calendar();
        let days = call.call.from_day..=call.call.until_day;
        let (first, last, starts_at, ends_at) = match (self.span, self.ready_on) {
            (Some(span), _) => {
                let (from, until) = (span.starts_at(), span.ends_at());
                // What ends at midnight ends on the day before.
                let last = calendar.local(Timestamp(until.0.saturating_sub(1))).date;
                (Day::of(calendar.local(from).date), Day::of(last), from, until)
            }
            (None, Some(ready_on)) => {
                let ready_at = calendar.timestamp(ready_on, 0).ok_or(QuoteRefusal::NotInTime)?;
                // What is there before it is needed is handed over when it is needed.
                let day = Day::of(ready_on).max(*days.start());
                (day, day, ready_at, goods_until(ready_at))
            }
            (None, None) => return Err(QuoteRefusal::BadQuote { field: "ready_on" }.into()),
        };
        let is_in_time = days.contains(&first) && days.contains(&last);
        if is_in_time { Ok((starts_at, ends_at)) } else { Err(QuoteRefusal::NotInTime.into()) }
    }
}

/// Takes your quote back, until the deadline.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.withdraw_quote", locality = self.call.locality())]
pub struct WithdrawQuote {
    /// Whose.
    #[command(actor)]
    pub seller: Id<User>,
    /// On which call.
    pub call: Id<QuoteCall>,
}

impl Decide for WithdrawQuote {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<QuoteCall>((Command::locality(self), self.call));
        keys.one::<Quote>((Command::locality(self), self.call, self.seller));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<QuoteCall>((draft.locality(), self.call))?;
        call.takes_quotes(draft)?;
        let quote = draft.find::<Quote>((draft.locality(), self.call, self.seller))?;
        let quote = quote.filter(|quote| quote.stage == QuoteStage::Open).ok_or(QuoteRefusal::NoQuote)?;
        draft.put(&Quote { stage: QuoteStage::Withdrawn, ..quote })?;
        Ok(())
    }
}
