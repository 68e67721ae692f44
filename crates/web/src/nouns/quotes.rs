//! Requests for quotes: the calls that take quotes, one call as somebody sees it, and a user's own. Of a quote only its seller has anything
//! before the deadline; the buyer has all of them afterwards.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::nouns::blocks;
use crate::nouns::options::{self, SellerShown};
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Stop, Value, together};
use market::directory::{Directory, WorkPlace};
use market::mechanisms::quotes::compare::{self, proposed};
use market::mechanisms::quotes::{
    CALLS_PAGE, CallCard, CallOfBuyer, CallOfSeller, EndingShown, QuoteCall, QuoteCallStage, QuoteQuestion,
    WholeCall, WholeQuote,
};
use market::price::{PriceReader, ShownPrice};

/// A call in a list, with what the one who looks has quoted.
#[derive(Clone, Debug)]
pub struct CallListed {
    /// The call.
    pub whole: WholeCall,
    /// Where it is needed.
    pub place: WorkPlace,
    /// The own quote.
    pub own: Option<WholeQuote>,
}

/// A quote as the buyer compares it.
#[derive(Clone, Debug)]
pub struct QuoteCompared {
    /// The quote.
    pub whole: WholeQuote,
    /// Who quotes.
    pub seller: SellerShown,
    /// What the buyer would pay, line by line; nothing once the call has ended, and where it does not pass.
    pub price: Option<ShownPrice>,
    /// Why it does not pass.
    pub why_not: Option<AppError>,
    /// Whether it has all of every line.
    pub is_whole: bool,
    /// Whether it is the one that is proposed.
    pub is_proposed: bool,
}

/// A call as somebody sees it.
#[derive(Clone, Debug)]
pub struct CallSeen {
    /// The call with the own quote.
    pub listed: CallListed,
    /// Questions, with their answers.
    pub questions: Vec<QuoteQuestion>,
    /// Who asks.
    pub buyer: SellerShown,
    /// Whether the one who looks does.
    pub is_buyer: bool,
    /// To the buyer, after the deadline: every quote, in order.
    pub compared: Option<Vec<QuoteCompared>>,
}

/// Which calls are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calls {
    /// Those that take quotes, the first to close first: of a sector and in a post code, where these are not empty.
    Open {
        /// The sector's code.
        sector: String,
        /// The post code.
        post_code: String,
    },
    /// Those that the visitor has made, the latest first.
    Made,
    /// Those on which the visitor has quoted, the latest first.
    Quoted,
}

/// A page of calls. The visitor's own are none to who is signed out.
pub async fn list(
    app: &App,
    visitor: Option<&Visitor>,
    of: &Calls,
    from: Cursor,
) -> Answer<Page<CallListed>> {
    let page = named(app, visitor, of, from).await?;
    let ids = page.rows.clone();
    let mut rows = app.look(visitor, |draft| listed(draft, visitor, &ids)).await?;
    if matches!(of, Calls::Open { .. }) {
        let apart = blocks::apart(app, visitor);
        rows.retain(|call| !apart.contains(&call.whole.call.buyer));
    }
    Ok(Page { rows, next: page.next })
}

async fn named(
    app: &App,
    visitor: Option<&Visitor>,
    of: &Calls,
    from: Cursor,
) -> Answer<Page<Id<QuoteCall>>> {
    let own = visitor.map(|visitor| [Value::Id(visitor.user.bits()), from.id()]);
    let of_id = |id: &Id<QuoteCall>| Cursor { time: None, id: id.bits() };
    Ok(match (of, own) {
        (Calls::Open { sector, post_code }, _) => {
            let [time, id] = if from == Cursor::START {
                [Value::Int(i64::MIN), Value::Id(0)]
            } else {
                [from.time(), from.id()]
            };
            let asked =
                [time, id, Value::Text(sector.as_str().into()), Value::Text(post_code.as_str().into())];
            let open = app.store.view::<CallCard>(app.locality, &asked).await?;
            let cursor = |card: &CallCard| Cursor { time: Some(card.closes_at), id: card.id.bits() };
            Page::of(open, CALLS_PAGE, cursor).map(|card| card.id)
        }
        (Calls::Made, Some(own)) => {
            let own = app.store.view::<CallOfBuyer>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|call| call.id).collect(), CALLS_PAGE, of_id)
        }
        (Calls::Quoted, Some(own)) => {
            let own = app.store.view::<CallOfSeller>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|call| call.id).collect(), CALLS_PAGE, of_id)
        }
        (Calls::Made | Calls::Quoted, None) => Page { rows: Vec::new(), next: None },
    })
}

fn listed(
    draft: &Draft<'_>,
    visitor: Option<&Visitor>,
    ids: &[Id<QuoteCall>],
) -> Result<Vec<CallListed>, Stop> {
    let (locality, mut keys) = (draft.locality(), Keys::default());
    for id in ids {
        WholeCall::reads(&mut keys, locality, *id);
        if let Some(visitor) = visitor {
            WholeQuote::own_reads(&mut keys, locality, *id, visitor.user);
        }
    }
    draft.ask(keys)?;
    ids.iter().map(|id| CallListed::of(draft, visitor, *id)).collect()
}

impl CallListed {
    fn of(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<QuoteCall>) -> Result<Self, Stop> {
        let whole = WholeCall::of(draft, id)?;
        let place = whole.call.place(draft.consult::<Directory>()?)?;
        let own = match visitor {
            Some(visitor) => WholeQuote::own(draft, id, visitor.user)?,
            None => None,
        };
        Ok(Self { whole, place, own })
    }
}

/// A call as the visitor sees it.
pub async fn call(app: &App, visitor: Option<&Visitor>, id: Id<QuoteCall>) -> Answer<CallSeen> {
    app.look(visitor, |draft| seen(draft, visitor, id)).await
}

fn seen(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<QuoteCall>) -> Result<CallSeen, Stop> {
    let (locality, mut keys) = (draft.locality(), Keys::default());
    WholeCall::reads(&mut keys, locality, id);
    keys.all::<QuoteQuestion>((locality, id));
    if let Some(visitor) = visitor {
        WholeQuote::own_reads(&mut keys, locality, id, visitor.user);
    }
    draft.ask(keys)?;
    let listed = CallListed::of(draft, visitor, id)?;
    let user = visitor.map(|visitor| visitor.user);
    let call = &listed.whole.call;
    let is_buyer = user == Some(call.buyer);
    let compared = match call.stage {
        QuoteCallStage::Open => Ok(None),
        QuoteCallStage::Deciding | QuoteCallStage::Ended if !is_buyer => Ok(None),
        QuoteCallStage::Deciding => compared(draft, &listed.whole).map(Some),
        QuoteCallStage::Ended => ended(draft, &listed.whole).map(Some),
    };
    let (compared, buyer) = together(compared, options::seller(draft, call.buyer, user))?;
    let questions = draft.list::<QuoteQuestion>((locality, id))?;
    Ok(CallSeen { listed, questions, buyer, is_buyer, compared })
}

/// Every quote as it stands now, in order.
fn compared(draft: &Draft<'_>, call: &WholeCall) -> Result<Vec<QuoteCompared>, Stop> {
    // Who the sellers are does not hang on what their quotes come to: both are asked for at once.
    let (all, sellers) = together(compare::all(draft, call), sellers(draft, call))?;
    let standings: Vec<_> = all.iter().map(|one| one.standing).collect();
    let first = proposed(&standings);
    let shown = |(position, one): (usize, compare::Compared)| {
        let seller = sellers.iter().find(|(number, _)| *number == one.whole.quote.number);
        let (price, why_not) = match one.outcome {
            Ok(priced) => (Some(priced.priced().waterfall.shown_to(PriceReader::Another)), None),
            Err(refusal) => (None, Some(AppError::from(Stop::Refused(refusal)))),
        };
        Ok(QuoteCompared {
            seller: seller.map(|(_, seller)| seller.clone()).ok_or(Stop::Absent("quote"))?,
            price,
            why_not,
            is_whole: one.standing.is_whole,
            is_proposed: first == Some(position),
            whole: one.whole,
        })
    };
    all.into_iter().enumerate().map(shown).collect()
}

/// The sellers of a call's quotes, by the numbers of these.
fn sellers(draft: &Draft<'_>, call: &WholeCall) -> Result<Vec<(i64, SellerShown)>, Stop> {
    let quotes = WholeQuote::all(draft, call.call.id)?;
    let with = |all: Result<Vec<_>, Stop>, quote: &WholeQuote| {
        let (mut all, seller) =
            together(all, options::seller(draft, quote.quote.seller, Some(call.call.buyer)))?;
        all.push((quote.quote.number, seller));
        Ok(all)
    };
    quotes.iter().fold(Ok(Vec::new()), with)
}

/// What was quoted on a call that has ended, in the order that it was chosen from.
fn ended(draft: &Draft<'_>, call: &WholeCall) -> Result<Vec<QuoteCompared>, Stop> {
    let (quotes, sellers) = together(WholeQuote::all(draft, call.call.id), sellers(draft, call))?;
    let shown = |whole: WholeQuote| {
        let seller = sellers.iter().find(|(number, _)| *number == whole.quote.number);
        Ok(QuoteCompared {
            seller: seller.map(|(_, seller)| seller.clone()).ok_or(Stop::Absent("quote"))?,
            price: None,
            why_not: None,
            is_whole: whole.is_whole(call),
            is_proposed: false,
            whole,
        })
    };
    let mut all = quotes.into_iter().map(shown).collect::<Result<Vec<_>, Stop>>()?;
    all.sort_by_key(|one| (one.whole.quote.place, one.whole.quote.number));
    Ok(all)
}

/// How calls for quotes have ended, and how often.
pub async fn endings(app: &App) -> Answer<Vec<EndingShown>> {
    Ok(app.store.view::<EndingShown>(app.locality, &[]).await?)
}

/// What a quote asks in all, the mark-up not counted.
pub fn asked(whole: &WholeQuote) -> Amount {
    let lines = whole.quoted().fold(0, |sum: i64, line| sum.saturating_add(line.price.0));
    Amount(lines.saturating_add(whole.quote.delivery.map_or(0, |delivery| delivery.0)))
}
