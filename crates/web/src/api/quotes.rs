//! `/quote-calls`: what buyers need exactly, and what sellers would want for it, sealed until the deadline.

use super::call::Call;
use super::sent::{Paged, Sent, Taken, cursor};
use crate::cursor::Page;
use crate::error::{Answer, AppError};
use crate::nouns::price::Price;
use crate::nouns::quotes::{self, CallListed, CallSeen, Calls, QuoteCompared};
use kernel::{Amount, Asks, Id, Money, Show, Timestamp};
use market::directory::Family;
use market::mechanisms::quotes::{
    AnswerOfCall, AskOfCall, AwardQuotes, CallOffQuoteCall, EndWithoutAward, OpenQuoteCall, QuoteCall,
    QuoteCallEnding, QuoteCallLine, QuoteQuestion, QuoteStage, SetQuote, WholeQuote, WithdrawQuote,
};
use market::trade::Trade;
use market::users::{User, assets::Offering};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/quote-calls", list)
            .about("Those that take quotes, the first to close first, twenty a page; of a sector and in a post code, if you say so.")
            .public(),
        Call::list("/quote-calls-made", made).about("Those that you have made, the latest first, twenty a page."),
        Call::list("/quote-calls-quoted", quoted)
            .about("Those on which you have quoted, the latest first, twenty a page."),
        Call::get("/quote-calls/{call}", show)
            .about(
                "With its lines, questions and answers, and your own quote. Nobody reads another's quote before the deadline, not \
                 even whoever asks.",
            )
            .public(),
        Call::get("/quote-calls/{call}/comparison", comparison).about(
            "For whoever asks, after the deadline: every quote with what you would pay in all, line by line. The lowest that is \
             whole and passes the rules is proposed.",
        ),
        Call::get("/quote-endings", endings).about("How calls for quotes have ended, and how often.").public(),
        Call::act_for::<OpenQuoteCall>("/quote-calls", "call"),
        Call::act::<CallOffQuoteCall>("/quote-calls/{call}/calling-off"),
        Call::act::<SetQuote>("/quote-calls/{call}/quote"),
        Call::act::<WithdrawQuote>("/quote-calls/{call}/withdrawal"),
        Call::act::<AskOfCall>("/quote-calls/{call}/questions"),
        Call::act::<AnswerOfCall>("/quote-calls/{call}/questions/{question}/answer"),
        Call::act::<AwardQuotes>("/quote-calls/{call}/award"),
        Call::act::<EndWithoutAward>("/quote-calls/{call}/no-award"),
    ]
}

/// Which calls are looked for.
#[derive(Asks, Deserialize)]
struct CallsLooked {
    /// The sector, by its slug or code.
    #[ask(example = "flour")]
    sector: Option<String>,
    /// Where it is needed.
    #[ask(example = "97214")]
    post_code: Option<String>,
    /// Where the page begins: as the header `Link` of the page before has it.
    after: Option<String>,
}

impl Taken for CallsLooked {}

/// A quote as its seller has it.
#[derive(Show)]
pub(super) struct QuoteShown {
    /// Where it stands.
    stage: QuoteStage,
    /// From which offering.
    offering: Id<Offering>,
    /// What it says of each line; a line that is left out has no quantity.
    lines: Vec<QuoteLineShown>,
    /// For bringing goods.
    delivery: Option<Money>,
    /// What it asks in all, the mark-up not counted.
    asks: Money,
    /// When the work begins, or from when on goods are there.
    starts_at: Timestamp,
    /// When the work ends, or until when goods are handed over.
    ends_at: Timestamp,
    /// Until when it binds.
    binds_until: Timestamp,
    /// Its place when the buyer chose, from 1.
    place: Option<i64>,
    /// The trade that it became.
    trade: Option<Id<Trade>>,
    /// When it was made or last changed.
    quoted_at: Timestamp,
}

/// What a quote says of a line.
#[derive(Show)]
struct QuoteLineShown {
    /// Which, from 1.
    number: i64,
    /// How much of it.
    quantity: i64,
    /// For all of that, the mark-up not counted.
    price: Money,
}

impl QuoteShown {
    fn of(whole: &WholeQuote, call: &QuoteCall) -> Self {
        let (quote, money) = (&whole.quote, |amount: Amount| amount.of(call.currency));
        let line = |line: &market::mechanisms::quotes::QuoteLine| QuoteLineShown {
            number: line.number,
            quantity: line.quantity,
            price: money(line.price),
        };
        Self {
            stage: quote.stage,
            offering: quote.offering,
            lines: whole.lines.iter().map(line).collect(),
            delivery: quote.delivery.map(money),
            asks: money(quotes::asked(whole)),
            starts_at: quote.starts_at,
            ends_at: quote.ends_at,
            binds_until: quote.binds_until,
            place: quote.place,
            trade: Some(quote.trade).filter(|_| quote.stage == QuoteStage::Chosen),
            quoted_at: quote.quoted_at,
        }
    }
}

/// A call in a list.
#[derive(Show)]
pub(super) struct CallShown {
    #[show(flatten)]
    call: QuoteCall,
    /// Its lines.
    lines: Vec<QuoteCallLine>,
    /// What you have quoted.
    own: Option<QuoteShown>,
}

impl From<CallListed> for CallShown {
    fn from(CallListed { whole, own, .. }: CallListed) -> Self {
        Self { own: own.map(|own| QuoteShown::of(&own, &whole.call)), lines: whole.lines, call: whole.call }
    }
}

/// A call as you see it.
#[derive(Show)]
struct CallWhole {
    #[show(flatten)]
    call: QuoteCall,
    /// Its lines.
    lines: Vec<QuoteCallLine>,
    /// What you have quoted.
    own: Option<QuoteShown>,
    /// Who asks.
    buyer: Id<User>,
    /// Their name.
    buyer_name: String,
    /// What was asked about it, with the answers.
    questions: Vec<QuoteQuestion>,
}

impl From<CallSeen> for CallWhole {
    fn from(CallSeen { listed, questions, buyer, .. }: CallSeen) -> Self {
        let CallShown { call, lines, own } = listed.into();
        Self { buyer: call.buyer, call, lines, own, buyer_name: buyer.name, questions }
    }
}

/// A quote in a comparison.
#[derive(Show)]
struct QuoteInOrder {
    #[show(flatten)]
    quote: QuoteOfSeller,
    /// Whether it has all of every line.
    is_whole: bool,
    /// Whether it is the one that is proposed.
    is_proposed: bool,
    /// What you would pay, line by line; nothing where it does not pass, or you have chosen.
    price: Option<Price>,
    /// Why it does not pass: the code of the refusal.
    why_not: Option<String>,
}

/// A quote with its seller.
#[derive(kernel::Members)]
struct QuoteOfSeller {
    /// Who quotes.
    seller: Id<User>,
    /// Their name.
    seller_name: String,
    /// The quote.
    quote: QuoteShown,
}

impl QuoteInOrder {
    fn of(one: QuoteCompared, call: &QuoteCall) -> Answer<Self> {
        Ok(Self {
            price: one.price.as_ref().map(Price::of).transpose()?,
            why_not: one.why_not.map(|why| why.code().to_owned()),
            is_whole: one.is_whole,
            is_proposed: one.is_proposed,
            quote: QuoteOfSeller {
                seller: one.whole.quote.seller,
                seller_name: one.seller.name,
                quote: QuoteShown::of(&one.whole, call),
            },
        })
    }
}

/// How calls for quotes have ended.
#[derive(Show)]
struct EndingTimes {
    /// How.
    ending: QuoteCallEnding,
    /// How often.
    times: i64,
}

async fn list(sent: Sent, CallsLooked { sector, post_code, after }: CallsLooked) -> Answer<Page<CallShown>> {
    let visitor = sent.caller().await?;
    let sector = match sector {
        Some(sector) => sent.app.sector(&sector, Family::ALL)?.code.clone(),
        None => String::new(),
    };
    let from = cursor(after.as_deref())?;
    let of = Calls::Open { sector, post_code: post_code.unwrap_or_default() };
    let page = quotes::list(&sent.app, visitor.as_ref(), &of, from).await?;
    Ok(page.map(CallShown::from))
}

async fn made(sent: Sent, paged: Paged) -> Answer<Page<CallShown>> {
    let page = quotes::list(&sent.app, Some(sent.visitor()?), &Calls::Made, paged.from()?).await?;
    Ok(page.map(CallShown::from))
}

async fn quoted(sent: Sent, paged: Paged) -> Answer<Page<CallShown>> {
    let page = quotes::list(&sent.app, Some(sent.visitor()?), &Calls::Quoted, paged.from()?).await?;
    Ok(page.map(CallShown::from))
}

async fn show(sent: Sent) -> Answer<CallWhole> {
    let visitor = sent.caller().await?;
    Ok(quotes::call(&sent.app, visitor.as_ref(), sent.id()?).await?.into())
}

async fn comparison(sent: Sent) -> Answer<Vec<QuoteInOrder>> {
    let seen = quotes::call(&sent.app, Some(sent.visitor()?), sent.id()?).await?;
    // Another's comparison is not there, and before the deadline nobody has one.
    let compared = seen.compared.ok_or(AppError::NotFound)?;
    compared.into_iter().map(|one| QuoteInOrder::of(one, &seen.listed.whole.call)).collect()
}

async fn endings(sent: Sent) -> Answer<Vec<EndingTimes>> {
    let endings = quotes::endings(&sent.app).await?;
    Ok(endings.into_iter().map(|one| EndingTimes { ending: one.ending, times: one.times }).collect())
}
