//! Trades as their sides see them, read over a draft: what is shown is what decisions read.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::nouns::NAMELESS;
use crate::nouns::options::Search;
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Members, PhoneNumber, Show, Span, Stop, Timestamp, Value};
use ledger::{Account, AccountKey, Class};
use market::options::contracts::{AgreedHire, Contract, ContractFacts, ContractLanguage, ShownAs};
use market::options::favored_counterparties::Favorite;
use market::price::{Label, PriceReader, ShownPrice};
use market::support::completion::{Delay, Evidence, Handover, PartOffer};
use market::support::messages::TradeMessage;
use market::trade::actions::{self, Action, Step};
use market::trade::arrival::{Arrival, ArrivalNote};
use market::trade::clock::{self, Silence};
use market::trade::full::FullTrade;
use market::trade::milestone::Milestone;
use market::trade::part::{Funds, Part, PartStage};
use market::trade::procedure::Promise;
use market::trade::views::{TRADES_PAGE, TradeCard};
use market::trade::{Side, Stage, Trade, TradeEvent, settled};
use market::users::assets::{HireTerms, Offering, OfferingText, Title};
use market::users::{Person, Street, User, reliability::Outcome};

/// A week, in minutes of the wall clock.
const WEEK_MINUTES: i64 = 7 * 24 * 60;

/// A trade as one of its sides sees it.
#[derive(Members, Clone, Debug)]
#[show(only(full, side, buyer_name, seller_name, street, note, phone, code))]
pub struct ShownTrade {
    /// The trade with its parts and lines.
    #[show(flatten)]
    pub full: FullTrade,
    /// On which side the one stands who looks.
    pub side: Side,
    /// When.
    pub now: Timestamp,
    /// What the buyer is called.
    pub buyer_name: String,
    /// What the seller is called.
    pub seller_name: String,
    /// The street where it is performed, once it is agreed; before that, for the one whose street it is.
    pub street: Option<Street>,
    /// What to know on arriving, in the buyer's words: for the buyer, and for the seller from booking to payment.
    pub note: Option<ArrivalNote>,
    /// The other side's telephone: from booking to payment.
    pub phone: Option<PhoneNumber>,
    /// What the seller calls what is traded: of things, spaces and goods.
    pub titles: Vec<(Id<Offering>, Title)>,
    /// What its stages are called, where it is done in stages.
    pub milestones: Vec<Milestone>,
    /// What happened, the oldest first.
    pub events: Vec<TradeEvent>,
    /// What is known of its parts.
    pub evidence: Vec<Evidence>,
    /// What was offered to settle a dispute.
    pub offers: Vec<PartOffer>,
    /// What the two sides wrote to each other, the oldest first.
    pub messages: Vec<TradeMessage>,
    /// How late each side said that it will be.
    pub delays: Vec<Delay>,
    /// The code that the buyer shows when the two meet; for the buyer alone.
    pub code: Option<String>,
    /// The terms of a hire.
    pub hire: Option<HireTerms>,
    /// What the one who looks can spend, in the trade's currency.
    pub balance: Amount,
    /// Whether the other side is a favorite.
    pub is_favorite: bool,
}

/// What happens to a part by itself, if nobody does anything.
#[derive(Members, Clone, Copy, Debug)]
#[show(only(at, part))]
pub struct Otherwise {
    /// When.
    pub at: Timestamp,
    /// To which part; to none when the hold ends.
    pub part: Option<i64>,
    /// What.
    pub silence: Option<Silence>,
}

/// A contract with its text in a language, made again and compared.
#[derive(Show, Clone, Debug)]
#[show(name = "ContractShown")]
pub struct ShownContract {
    /// The contract.
    #[show(flatten)]
    pub contract: Contract,
    /// The text in the language asked for, with the names of the two sides and the street as they are now. The English one
    /// binds, with the ids of the two sides.
    pub text: String,
    /// What binds: the English text with the ids of the two sides, of which the digest is.
    pub binding_text: String,
    /// Whether the binding text made again has the digest that was stored.
    pub is_genuine: bool,
}

/// A trade for the acting user; for whoever is no side of it, it is not there.
pub fn of(draft: &Draft<'_>, id: Id<Trade>) -> Result<ShownTrade, Stop> {
    let key = (id.locality(), id);
    ask_for(draft, id)?;
    let full = FullTrade::of(draft, id)?;
    let side = full.trade.side(draft.actor()).ok_or(Stop::Absent("trade"))?;
    let (trade, me, other) = (&full.trade, full.trade.user(side), full.trade.user(side.other()));
    let mine = AccountKey::of(me, Class::UserAvailable, trade.currency).key(id.locality());

    let mut keys = Keys::default();
    keys.one::<Person>((trade.locality, trade.buyer));
    keys.one::<Person>((trade.locality, trade.seller));
    keys.one::<Favorite>((me.locality(), me, other));
    keys.one::<Account>(mine);
    let of_parts = full.parts().iter().filter_map(|part| part.offering);
    let of_lines = full.lines().iter().filter_map(|line| line.item);
    let sold: Vec<Id<Offering>> = of_parts.chain(of_lines).collect();
    for offering in &sold {
        keys.one::<OfferingText>((trade.locality, *offering));
    }
    draft.ask(keys)?;

    let buyer = draft.find::<Person>((trade.locality, trade.buyer))?;
    let seller = draft.find::<Person>((trade.locality, trade.seller))?;
    let is_agreed = matches!(trade.stage, Stage::Booked | Stage::Ended) && trade.booked_at.is_some();
    let is_under_way = trade.stage == Stage::Booked;
    let arrival = draft.find::<Arrival>(key)?;
    let host = if is_at_the_sellers(&full) { Side::Seller } else { Side::Buyer };
    let home = if host == Side::Seller { &seller } else { &buyer };
    let street = match &arrival {
        Some(arrival) => Some(arrival.street.clone()),
        None => home.as_ref().and_then(|person| person.street.clone()),
    };
    let other_person = if side == Side::Buyer { &seller } else { &buyer };
    let phone = other_person.as_ref().and_then(|person| person.phone.clone());
    let mut titles = Vec::new();
    for offering in sold {
        let text = draft.find::<OfferingText>((trade.locality, offering))?;
        titles.extend(text.map(|text| (offering, text.title)));
    }
    Ok(ShownTrade {
        street: street.filter(|_| is_agreed || side == host),
        note: arrival.and_then(|arrival| arrival.note).filter(|_| side == Side::Buyer || is_under_way),
        phone: phone.filter(|_| is_under_way),
        titles,
        milestones: draft.list::<Milestone>(key)?,
        events: draft.list::<TradeEvent>(key)?,
        evidence: draft.list::<Evidence>(key)?,
        offers: draft.list::<PartOffer>(key)?,
        messages: draft.list::<TradeMessage>(key)?,
        delays: draft.list::<Delay>(key)?,
        code: draft
            .find::<Handover>(key)?
            .filter(|_| side == Side::Buyer && is_agreed)
            .map(|handover| handover.code),
        hire: draft.find::<AgreedHire>(key)?.map(|agreed| agreed.terms),
        balance: draft.find::<Account>(mine)?.map_or(Amount::ZERO, |account| account.available),
        is_favorite: draft.find::<Favorite>((me.locality(), me, other))?.is_some(),
        buyer_name: name(buyer),
        seller_name: name(seller),
        now: draft.now(),
        side,
        full,
    })
}

/// Asks for a trade with all that is kept under its id.
fn ask_for(draft: &Draft<'_>, id: Id<Trade>) -> Result<(), Stop> {
    let key = (id.locality(), id);
    let mut keys = Keys::default();
    FullTrade::reads(&mut keys, id);
    keys.all::<Milestone>(key);
    keys.all::<TradeEvent>(key);
    keys.all::<Evidence>(key);
    keys.all::<PartOffer>(key);
    keys.all::<TradeMessage>(key);
    keys.all::<Delay>(key);
    keys.one::<Handover>(key);
    keys.one::<AgreedHire>(key);
    keys.one::<Arrival>(key);
    keys.one::<Contract>((key.0, id, 1));
    Ok(draft.ask(keys)?)
}

/// Whether the buyer goes to the seller: to a thing, a space or goods that are collected.
fn is_at_the_sellers(full: &FullTrade) -> bool {
    full.parts().first().is_some_and(|part| !matches!(part.promise, Promise::Work | Promise::Milestone))
}

/// What a person is called; a dash for one without a name.
pub(super) fn name(person: Option<Person>) -> String {
    person.map_or_else(|| NAMELESS.to_owned(), |person| person.display_name.into())
}

impl ShownTrade {
    /// The trade itself.
    pub fn trade(&self) -> &Trade {
        &self.full.trade
    }

    /// Who is on the other side.
    pub fn other(&self) -> Id<User> {
        self.trade().user(self.side.other())
    }

    /// What somebody on a side is called.
    pub fn name(&self, side: Side) -> &str {
        match side {
            Side::Buyer => &self.buyer_name,
            Side::Seller => &self.seller_name,
        }
    }

    /// What the one who looks can do now.
    pub fn actions(&self) -> Vec<Action> {
        actions::actions(&self.full, self.side, self.now)
    }

    /// The next thing that happens by itself.
    pub fn otherwise(&self) -> Option<Otherwise> {
        let trade = self.trade();
        match trade.stage {
            Stage::Held => Some(Otherwise { at: trade.held_until, part: None, silence: None }),
            Stage::Booked => {
                let of_part = |part: &Part| {
                    let (part, silences) = (Some(part.number), clock::silences(part).into_iter().flatten());
                    silences.map(move |(at, silence)| Otherwise { at, part, silence: Some(silence) })
                };
                let all = self.full.parts().iter().flat_map(of_part);
                all.filter(|one| one.silence != Some(Silence::Nudge)).min_by_key(|one| (one.at, one.part))
            }
            Stage::Lapsed | Stage::Ended => None,
        }
    }

    /// A search for somebody else for the hours that are left, at the same place: for the buyer of work whose seller called
    /// it off, or is reported not to have come.
    pub fn replacement(&self) -> Option<Search> {
        let part = self.parts().next().filter(|part| part.promise == Promise::Work)?;
        let is_gone = matches!(part.outcome, Some(Outcome::SellerCancelled | Outcome::Missed));
        let is_missing = is_gone || part.stage == PartStage::Reported;
        let span = part.hours_left(self.now).filter(|_| is_missing)?;
        Some(Search { without: Some(self.trade().seller), ..self.search_for(span)? })
    }

    /// A search for the same again, a week later or as many as it takes to be ahead: for the buyer of work.
    pub fn book_again(&self) -> Option<Search> {
        let part = self.parts().next().filter(|part| part.promise == Promise::Work)?;
        let zone = self.trade().zone.calendar();
        let first = zone.local(part.starts_at);
        let at = |weeks: i64| zone.timestamp(first.date, first.minute + weeks * WEEK_MINUTES);
        let gone = self.now.minutes_since(part.starts_at).max(0) / WEEK_MINUTES;
        let starts_at = (gone.saturating_add(1)..).take(2).filter_map(at).find(|at| *at > self.now)?;
        let span = Span::between(starts_at, starts_at.plus_minutes(part.quantity))?;
        self.trade().booked_at?;
        Some(Search { with: Some(self.trade().seller), ..self.search_for(span)? })
    }

    /// A search of the buyer's for some hours of the same work at the same place.
    fn search_for(&self, span: Span) -> Option<Search> {
        let trade = self.trade();
        let (date, from) = trade.zone.calendar().clock_time(span.starts_at());
        (self.side == Side::Buyer).then(|| Search {
            sector: trade.sector.clone(),
            post_code: trade.post_code.to_string(),
            date,
            from,
            minutes: span.minutes(),
            is_unpaid: self.full.is_unpaid(),
            radius_m: None,
            again: Some(trade.id),
            with: None,
            without: None,
        })
    }

    /// The parts that count: neither replaced nor divided.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.full.whole_parts()
    }

    /// As whom the one who looks reads a price.
    pub fn price_reader(&self) -> PriceReader {
        if self.side == Side::Seller { PriceReader::Payee } else { PriceReader::Another }
    }

    /// What the whole came to, once it has ended; bonds that came back are nothing in it.
    pub fn settled(&self, reader: PriceReader) -> Option<ShownPrice> {
        let is_settled = self.trade().stage == Stage::Ended && self.trade().booked_at.is_some();
        is_settled.then(|| settled(self.trade().currency, self.lines()).shown_to(reader))
    }

    /// The price as agreed of the parts that are meant.
    pub fn agreed(&self, is_meant: fn(&Part) -> bool) -> ShownPrice {
        let parts = self.parts().filter(|part| is_meant(part));
        let lines = parts.flat_map(|part| self.full.lines_of(part.number));
        market::trade::agreed(self.trade().currency, lines).shown_to(self.price_reader())
    }

    fn lines(&self) -> impl Iterator<Item = &market::trade::TradeLine> {
        self.parts().flat_map(|part| self.full.lines_of(part.number))
    }

    /// What the buyer pays at agreement: every part that is funded at once, bonds with it.
    pub fn due_at_agreement(&self) -> Result<Amount, Stop> {
        self.paid_for(|part| part.funds == Funds::AtOnce)
    }

    /// What is set aside as deposits that are still kept.
    pub fn bonds(&self) -> Result<Amount, Stop> {
        self.paid_for(|part| part.promise == Promise::Bond && is_to_come(part))
    }

    fn paid_for(&self, is_meant: fn(&Part) -> bool) -> Result<Amount, Stop> {
        let mut meant = self.parts().filter(|part| is_meant(part));
        meant.try_fold(Amount::ZERO, |sum, part| Ok(sum.plus(self.full.price_of(part).payer_pays()?)?))
    }

    /// Of work: how long it was, once somebody has said so.
    pub fn worked_minutes(&self) -> Option<i64> {
        let work = self.parts().filter(|part| part.promise == Promise::Work);
        let due =
            work.filter_map(|part| Some(part.quantity.checked_mul(part.due?)? / part.due_out_of?.max(1)));
        due.reduce(i64::saturating_add)
    }

    /// What an offering is called by its seller.
    pub fn item_title(&self, offering: Id<Offering>) -> Option<&str> {
        self.titles.iter().find(|(of, _)| *of == offering).map(|(_, title)| title.as_str())
    }

    /// What is traded in a part, as its seller calls it.
    pub fn title(&self, part: i64) -> Option<&str> {
        let numbered = |number| self.full.parts().iter().find(|one| one.number == number);
        let part = numbered(part)?;
        // What took the place of a stage is called as it was.
        let mut first = part;
        while let Some(before) = first.replaces.and_then(numbered) {
            first = before;
        }
        match self.milestones.iter().find(|milestone| milestone.number == first.number) {
            Some(milestone) => Some(milestone.title.as_str()),
            None => self.item_title(part.offering?),
        }
    }
}

/// The contract of a trade for the acting user, with `named` for what lines are called. There is none before agreement.
pub fn contract(
    draft: &Draft<'_>,
    id: Id<Trade>,
    language: ContractLanguage,
    named: impl Fn(Label) -> String,
) -> Result<ShownContract, Stop> {
    let shown = of(draft, id)?;
    let contract = draft.get::<Contract>((id.locality(), id, 1))?;
    let facts = ContractFacts::of(draft, &shown.full)?;
    let ShownTrade { seller_name, buyer_name, street, .. } = &shown;
    let names = ShownAs { seller: seller_name.clone(), buyer: buyer_name.clone(), street: street.clone() };
    Ok(ShownContract {
        text: facts.text(language, named, Some(&names))?,
        binding_text: facts.binding_text()?,
        is_genuine: facts.digest()? == contract.digest,
        contract,
    })
}

/// A page of the visitor's trades, on either side, the latest start first.
pub async fn list(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<TradeCard>> {
    let params = [Value::Id(visitor.user.bits()), from.time(), from.id()];
    let rows = app.store.view::<TradeCard>(visitor.user.locality(), &params).await?;
    let cursor = |card: &TradeCard| Cursor { time: Some(card.starts_at), id: card.id.bits() };
    Ok(Page::of(rows, TRADES_PAGE, cursor))
}

/// Whether anything of a part is still to happen, for the timeline.
pub fn is_to_come(part: &Part) -> bool {
    part.stage.is_live() && part.stage != PartStage::Void
}

/// The names of some users, read together; a dash for those without one.
pub fn names(
    draft: &Draft<'_>,
    users: impl IntoIterator<Item = Id<User>>,
) -> Result<Vec<(Id<User>, String)>, Stop> {
    let users: std::collections::BTreeSet<Id<User>> = users.into_iter().collect();
    let mut keys = Keys::default();
    for user in &users {
        keys.one::<Person>((user.locality(), *user));
    }
    draft.ask(keys)?;
    users.into_iter().map(|user| Ok((user, name(draft.find::<Person>((user.locality(), user))?)))).collect()
}

/// Where a step of a trade is given, below the root of an edge.
pub fn address(trade: Id<Trade>, action: Action) -> String {
    let noun = match action.step {
        Step::Agree => "agreement",
        Step::Extend => "extension",
        Step::LetGo => "release",
        Step::Start => "start",
        Step::Stop => "stop",
        Step::Record => "record",
        Step::Confirm => "confirmation",
        Step::Object => "objection",
        Step::Offer => "offers",
        Step::SendBack => "repetition",
        Step::Report => "report",
        Step::AcceptReport => "acceptance",
        Step::AddEvidence => "evidence",
        Step::CallOff => "cancellation",
        Step::RunLate => "delay",
        Step::Write => "messages",
    };
    match action.part {
        Some(part) => format!("/trades/{trade}/parts/{part}/{noun}"),
        None => format!("/trades/{trade}/{noun}"),
    }
}
