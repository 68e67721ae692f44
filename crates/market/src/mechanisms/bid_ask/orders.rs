//! Placing orders, and taking them back.

use super::{
    BookOrder, BookRefusal, BookStage, BookTrader, NAME, OrderBook, OrderKind, OrderSide, OrderStage, terms,
    traders::times,
};
use crate::concession::Terms;
use crate::directory::Directory;
use crate::mechanisms::stored_availability::work::street_of;
use crate::options::subsidies::Subsidies;
use crate::options::{
    assembly::Assembly, booking_checks::Deal, booking_checks::PartyFacts, booking_checks::Sides,
};
use crate::price::{Label, Line, Waterfall};
use crate::trade::arrival::ArrivalNote;
use crate::trade::procedure::Promise;
use crate::users::{
    Person, Street, User,
    assets::{self, AssetRefusal, Offering, OfferingStage, PriceRule, Resource},
    availability, confirmed_trader,
};
use kernel::{Amount, Asks, Command, Decide, Draft, Id, Keys, Money, Show, Span, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The highest price of a book, in ticks.
const TICKS_MOST: i64 = 4_095;

/// An order that somebody would place.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderAsked {
    /// Whether they want hours or offer them.
    pub side: OrderSide,
    /// What becomes of what does not trade at once.
    pub kind: OrderKind,
    /// The most that a bid pays for an hour, or the least that an ask takes, in minor units, the mark-up not counted.
    #[ask(example = "2200")]
    pub price: Amount,
    /// For how many hours.
    #[ask(example = "2")]
    pub hours: i64,
    /// How long it rests, in minutes; without it for as long as the book takes orders.
    pub minutes: Option<i64>,
}

/// Places orders in a book. They bind you: what bids cost at most is set aside, and the hours of asks are out of your calendar, until
/// they trade or end. They take their turn behind all that was placed before.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bid_ask.place_orders", locality = self.book.locality())]
pub struct PlaceOrders {
    /// Who places them.
    #[command(actor)]
    pub user: Id<User>,
    /// In which book.
    pub book: Id<OrderBook>,
    /// The orders, in their turn.
    pub orders: Vec<OrderAsked>,
    /// For asks: what is offered.
    pub offering: Option<Id<Offering>>,
    /// For bids: street and number of the work; without it the buyer's own, where that is in the post code.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// For bids: what to know on arriving. For those who sell you hours alone.
    pub note: Option<ArrivalNote>,
}

/// Orders as whoever placed them hears of them.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The number of the first of them in the book; the others follow.
    #[serde(default)]
    pub first: i64,
    /// What is set aside in this book now.
    pub set_aside: Money,
}

/// What an order would bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderQuote {
    /// What a bid sets aside for an hour; nothing for an ask.
    pub each: Amount,
    /// The limit in ticks.
    pub ticks: i64,
    /// Until when it rests.
    pub until: Timestamp,
}

impl Decide for PlaceOrders {
    type Done = Placed;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.book.locality();
        keys.one::<OrderBook>((locality, self.book));
        keys.one::<BookTrader>((locality, self.user, self.book));
        keys.one::<User>((locality, self.user));
        keys.one::<Person>((locality, self.user));
        if let Some(offering) = self.offering {
            keys.one::<Offering>((locality, offering));
            keys.one::<PriceRule>((locality, offering));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Placed, Stop> {
        confirmed_trader(draft)?;
        let mut book = draft.get::<OrderBook>((draft.locality(), self.book))?;
        let quotes = self.quote(draft, &book)?;
        let mut trader = BookTrader::of(draft, &mut book, self.user)?;
        let mut keys = Keys::default();
        trader.reads(&book, &mut keys);
        draft.ask(keys)?;
        let first = book.order_count.saturating_add(1);
        trader.order_count =
            trader.order_count.saturating_add(self.orders.len().try_into().unwrap_or(i64::MAX));
        let most = terms(draft)?.trader_orders_max;
        if trader.order_count > most {
            return Err(BookRefusal::TooManyOrders { most }.into());
        }
        let (mut set_aside, mut hours_asked) = (trader.set_aside, 0);
        for (asked, quote) in self.orders.iter().zip(&quotes) {
            book.order_count = book.order_count.saturating_add(1);
            match asked.side {
                OrderSide::Bid => set_aside = set_aside.plus(times(quote.each, asked.hours)?)?,
                OrderSide::Ask => hours_asked += asked.hours,
            }
            draft.add(&BookOrder {
                locality: book.locality,
                book: book.id,
                number: book.order_count,
                user_id: self.user,
                trader: trader.number,
                side: asked.side,
                kind: asked.kind,
                price: quote.ticks,
                hours: asked.hours,
                hours_left: asked.hours,
                until: Some(quote.until),
                target: None,
                each: quote.each,
                stage: OrderStage::Waiting,
                ended: None,
                placed_at: draft.now(),
            });
        }
        if hours_asked > 0 {
            let offering = self.offering.ok_or(BookRefusal::NoOffering)?;
            let offering = draft.get::<Offering>((draft.locality(), offering))?;
            trader.takes_hours(draft, &book, &offering, hours_asked)?;
        }
        if set_aside > trader.set_aside {
            let directory = draft.consult::<Directory>()?;
            let place = directory.place(book.post_code).ok_or(AssetRefusal::UnknownPlace)?;
            if self.street.is_some() || trader.street.is_none() {
                trader.street = Some(street_of(draft, self.user, self.street.clone(), place)?);
            }
            trader.note = self.note.clone().or(trader.note);
            trader.sets_aside(draft, &book, set_aside)?;
        }
        draft.put(&trader)?;
        let now = draft.now();
        book.wake(draft, now)?;
        draft.put(&book)?;
        Ok(Placed { first, set_aside: trader.set_aside.of(book.currency) })
    }
}

impl PlaceOrders {
    /// What each of them would bind: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that they would meet, as far as it does not hang on money and hours that are free.
    pub fn quote(&self, draft: &Draft<'_>, book: &OrderBook) -> Result<Vec<OrderQuote>, Stop> {
        if book.stage != BookStage::Open || draft.now() >= book.closes_at {
            return Err(BookRefusal::Over.into());
        }
        let terms = terms(draft)?;
        let count = i64::try_from(self.orders.len()).unwrap_or(i64::MAX);
        if !(1..=terms.orders_max).contains(&count) {
            return Err(BookRefusal::NotSoMany { most: terms.orders_max }.into());
        }
        if book.order_count.saturating_add(count) > terms.book_orders_max {
            return Err(BookRefusal::Full.into());
        }
        let has_bids = self.orders.iter().any(|asked| asked.side == OrderSide::Bid);
        let on_top = if has_bids { Some(OnTop::of(draft, book, self.user)?) } else { None };
        self.orders.iter().map(|asked| self.one(draft, book, asked, on_top.as_ref())).collect()
    }

    fn one(
        &self,
        draft: &Draft<'_>,
        book: &OrderBook,
        asked: &OrderAsked,
        on_top: Option<&OnTop>,
    ) -> Result<OrderQuote, Stop> {
        let tick = book.tick.0.max(1);
        let ticks = asked.price.0 / tick;
        if asked.price.0 % tick != 0 || !(1..=TICKS_MOST).contains(&ticks) {
            let (tick, most) = (book.money(1), book.money(TICKS_MOST));
            return Err(BookRefusal::NotThatPrice { tick, most }.into());
        }
        if !(1..=book.hours()).contains(&asked.hours) {
            return Err(BookRefusal::NotTheseHours { most: book.hours() }.into());
        }
        if asked.kind == OrderKind::Cancel {
            return Err(BookRefusal::NoSuchOrder.into());
        }
        let rests = matches!(asked.kind, OrderKind::Limit | OrderKind::PostOnly);
        let until = match asked.minutes {
            Some(_) if !rests => return Err(BookRefusal::NoTime.into()),
            Some(minutes) if minutes > 0 => draft.now().plus_minutes(minutes),
            Some(_) => return Err(BookRefusal::NotThatLong.into()),
            None => book.closes_at,
        };
        if until > book.closes_at {
            return Err(BookRefusal::NotThatLong.into());
        }
        let each = match (asked.side, on_top) {
            (OrderSide::Bid, Some(on_top)) => on_top.each(asked.price)?,
            (OrderSide::Bid, None) | (OrderSide::Ask, _) => {
                self.may_ask(draft, book, asked.price)?;
                Amount::ZERO
            }
        };
        Ok(OrderQuote { each, ticks, until })
    }

    /// Refuses an ask that the seller does not serve, or the rulebook forbids at its price.
    fn may_ask(&self, draft: &Draft<'_>, book: &OrderBook, price: Amount) -> Result<(), Stop> {
        let id = self.offering.ok_or(BookRefusal::NoOffering)?;
        let offering = assets::own(draft, id)?;
        if offering.sector != book.sector {
            return Err(BookRefusal::NoOffering.into());
        }
        let resource = offering.resource.ok_or(BookRefusal::NoOffering)?;
        let span = first_free(draft, book, resource)?;
        let quote = book.work(id, span, price)?.quote(draft, None, Subsidies::None)?;
        let rule = draft.get::<PriceRule>((draft.locality(), id))?;
        let is_far = quote.distance_m > rule.terms.distance_max_m;
        if is_far || offering.stage == OfferingStage::Paused {
            return Err(BookRefusal::NoOffering.into());
        }
        Ok(())
    }
}

/// The first hour of the part of the day that is free.
fn first_free(draft: &Draft<'_>, book: &OrderBook, resource: Id<Resource>) -> Result<Span, Stop> {
    for hour in 0..book.hours() {
        let span = book.span(hour, 1).ok_or(BookRefusal::Over)?;
        if availability::is_free(draft, resource, span)? {
            return Ok(span);
        }
    }
    Err(BookRefusal::TooFewFree { free: 0 }.into())
}

/// What is added to the price of an hour in a book, whoever sells it.
struct OnTop {
    priced: Waterfall,
    price: Amount,
}

impl OnTop {
    /// Worked out at a price large enough that shares of it are not rounded away.
    fn of(draft: &Draft<'_>, book: &OrderBook, user: Id<User>) -> Result<Self, Stop> {
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let place = directory.place(book.post_code).ok_or(AssetRefusal::UnknownPlace)?;
        let span = book.span(0, 1).ok_or(BookRefusal::Over)?;
        let deal = Deal {
            sector: &book.sector,
            mechanism: NAME,
            work_place: place,
            promise: Promise::Work,
            is_unpaid: false,
            starts_at: span.starts_at(),
            ends_at: span.ends_at(),
            at: draft.now(),
        };
        let today = place.zone.calendar().local(draft.now()).date;
        let facts = PartyFacts::of(draft, Some(user), user, false)?;
        let price = times(book.amount(TICKS_MOST), 1_000)?;
        let lines = vec![Line::of_price(Label::Hours, price)];
        let assembly = Assembly::new(rulebook, &Terms::on(rulebook, today)?, &deal);
        let sides = Sides { facts: &facts, distance_m: 0 };
        let priced = assembly.on_top(sides, Waterfall { currency: book.currency, lines })?;
        Ok(Self { priced, price })
    }

    /// The most that an hour costs at a price: each line as a share of it, rounded up, so that hours sold together are no dearer.
    fn each(&self, price: Amount) -> Result<Amount, Stop> {
        let mut most = price;
        for line in self.priced.lines.iter().filter(|line| !line.is_price()) {
            let share = line.amount.scaled(price.0, self.price.0.max(1), kernel::Rounding::Ceil)?;
            most = most.plus(share)?.plus(Amount(1))?;
        }
        Ok(most)
    }
}

/// Takes an order back: it leaves in its turn, and can still trade until then.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bid_ask.cancel_order", locality = self.book.locality())]
pub struct CancelOrder {
    /// Who takes it back.
    #[command(actor)]
    pub user: Id<User>,
    /// In which book.
    pub book: Id<OrderBook>,
    /// Which order, by its number in the book.
    #[ask(example = "12")]
    pub order: i64,
}

impl Decide for CancelOrder {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = self.book.locality();
        keys.one::<OrderBook>((locality, self.book));
        keys.one::<BookOrder>((locality, self.book, self.order));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let order = draft.find::<BookOrder>((draft.locality(), self.book, self.order))?;
        let order = order.filter(|order| order.user_id == self.user && order.kind != OrderKind::Cancel);
        let order = order.ok_or(BookRefusal::NoSuchOrder)?;
        let is_there = matches!(order.stage, OrderStage::Waiting | OrderStage::Resting);
        if !is_there || order.target.is_some() {
            return Err(BookRefusal::NoSuchOrder.into());
        }
        let mut book = draft.get::<OrderBook>((draft.locality(), self.book))?;
        if book.stage != BookStage::Open {
            return Err(BookRefusal::Over.into());
        }
        book.order_count = book.order_count.saturating_add(1);
        let now = draft.now();
        draft.put(&BookOrder { target: Some(book.order_count), ..order.clone() })?;
        draft.add(&BookOrder {
            number: book.order_count,
            kind: OrderKind::Cancel,
            price: 0,
            hours: 0,
            hours_left: 0,
            until: None,
            target: Some(self.order),
            each: Amount::ZERO,
            stage: OrderStage::Waiting,
            ended: None,
            placed_at: now,
            ..order
        });
        book.wake(draft, now)?;
        draft.put(&book)?;
        Ok(())
    }
}
