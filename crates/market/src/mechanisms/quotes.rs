//! Requests for quotes (M4): a buyer says exactly what they need, sellers quote without seeing each other, and the lowest whole price wins.
//!
//! ```text
//! OpenQuoteCall ──▶ open ──SetQuote, WithdrawQuote, AskOfCall, AnswerOfCall──▶ open
//!                    ├──CallOffQuoteCall──▶ ended
//!                    └──AdvanceQuoteCall (timer, the deadline)──▶ deciding
//! deciding ──AwardQuotes──▶ ended, each chosen quote ──award──▶ support::escrow::make
//!          ├──EndWithoutAward──▶ ended
//!          └──AdvanceQuoteCall (timer)──▶ ended, lapsed
//! ```
//!
//! A quote is sealed: until the deadline nobody but its seller reads it, not even the buyer, and nobody hears how many there are. It
//! binds its seller until its date and takes nothing: pieces and hours are taken when it is chosen, if they are still free. What
//! is compared is what the buyer would pay in all, with mark-up, taxes and subsidies, of those quotes that pass the rulebook
//! at that moment; [`compare`] puts them in order and knows which one is proposed. Whoever chooses another says why, in a word that
//! is counted in public. Money moves only then, from what the buyer has.

mod ask;
mod award;
mod clock;
pub mod compare;
mod open;
mod quote;
mod said;
mod terms;
mod views;

pub use ask::{AnswerOfCall, AskOfCall};
pub use award::{AwardQuotes, Awarded, EndWithoutAward};
pub use clock::AdvanceQuoteCall;
pub(crate) use open::call_off_all;
pub use open::{CallOffQuoteCall, LineAsked, OpenQuoteCall};
pub use quote::{LineQuoted, SetQuote, WithdrawQuote};
pub use said::{
    ChoiceReason, NoAwardReason, QuoteCallEnding, QuoteCallStage, QuoteNotice, QuoteRefusal, QuoteStage,
};
pub use terms::QuoteTerms;
pub use views::{CALLS_PAGE, CallCard, CallOfBuyer, CallOfSeller, EndingShown};

use crate::directory::{Directory, Family, WorkPlace};
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::users::{
    Street, User,
    assets::{AssetRefusal, Description, HandingOver, Offering},
};
use kernel::{
    Amount, Currency, Day, Draft, Id, Keys, Locality, LongText, Members, PostCode, Record, ShortText, Show,
    Stop, Timer, Timestamp,
};
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "quotes";

/// What a line of a call is of.
pub type LineText = ShortText<120, 2>;
/// What a line counts in: pieces, kg, square meters.
pub type UnitText = ShortText<20>;
/// A question about a call, or its answer.
pub type QuestionText = LongText<1_000>;

/// A call for quotes: what somebody needs, exactly, and until when sellers quote.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "quote_call",
    key(locality, id),
    personal(buyer),
    index = "locality, stage, closes_at, id",
    index = "locality, buyer, id",
    check = "from_day <= until_day",
    check = "quote_count >= 0"
)]
#[show(only(
    id,
    sector,
    post_code,
    from_day,
    until_day,
    handing_over,
    description,
    currency,
    stage,
    closes_at,
    decide_by,
    ending,
    awarded
))]
pub struct QuoteCall {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<QuoteCall>,
    /// Who asks.
    pub buyer: Id<User>,
    /// The sector's code.
    pub sector: String,
    /// Where it is needed.
    pub post_code: PostCode,
    /// Street and number, while it is not ended: only for whoever is chosen.
    pub street: Option<Street>,
    /// The first day on which it is needed.
    pub from_day: Day,
    /// The last day.
    pub until_day: Day,
    /// How goods get to the buyer; nothing for work.
    pub handing_over: Option<HandingOver>,
    /// What else there is to say.
    pub description: Option<Description>,
    /// In which currency.
    pub currency: Currency,
    /// Where it stands.
    pub stage: QuoteCallStage,
    /// The deadline: when quotes are over, and opened.
    pub closes_at: Timestamp,
    /// Until when the buyer can choose.
    pub decide_by: Timestamp,
    /// What ends it, or opens its quotes.
    pub timer: Option<Id<Timer>>,
    /// How often somebody quoted: each time has the next number.
    pub quote_count: i64,
    /// How many questions there are.
    pub question_count: i64,
    /// How it ended.
    pub ending: Option<QuoteCallEnding>,
    /// What the buyer pays in all for what was chosen, in minor units.
    #[show(money)]
    pub awarded: Option<Amount>,
}

/// A line of a call: so much of something.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "quote_call_line", key(locality, call, number), personal(call), check = "quantity > 0")]
pub struct QuoteCallLine {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which call.
    #[show(skip)]
    pub call: Id<QuoteCall>,
    /// Which line it is, from 1.
    pub number: i64,
    /// Of what.
    pub text: LineText,
    /// How much.
    pub quantity: i64,
    /// In what it is counted.
    pub unit: UnitText,
}

/// A call that has not ended. A buyer's are read and counted in the commit that adds one more.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "open_quote_call", key(locality, buyer, call), personal(buyer))]
pub struct OpenCall {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub buyer: Id<User>,
    /// Which.
    pub call: Id<QuoteCall>,
}

/// What a seller quotes on a call: read by nobody else until its deadline.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "quote",
    key(locality, call, seller),
    personal(seller),
    index = "locality, seller, call",
    check = "number > 0",
    check = "starts_at < ends_at",
    check = "delivery >= 0"
)]
pub struct Quote {
    /// The market area.
    pub locality: Locality,
    /// On which call.
    pub call: Id<QuoteCall>,
    /// Who quotes.
    pub seller: Id<User>,
    /// The how-manieth quote of the call it is: of equal ones the lower goes first.
    pub number: i64,
    /// From which of the seller's offerings.
    pub offering: Id<Offering>,
    /// Where it stands.
    pub stage: QuoteStage,
    /// When the work begins, or from when on the goods are there.
    pub starts_at: Timestamp,
    /// When the work ends, or until when the goods are handed over.
    pub ends_at: Timestamp,
    /// For bringing goods, in minor units.
    pub delivery: Option<Amount>,
    /// Until when it binds its seller.
    pub binds_until: Timestamp,
    /// The trade that it may become.
    pub trade: Id<Trade>,
    /// Its place when the buyer chose, from 1.
    pub place: Option<i64>,
    /// When it was made or last changed.
    pub quoted_at: Timestamp,
}

/// What a quote says of a line of its call. Nothing of it: no quantity.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "quote_line",
    key(locality, call, seller, number),
    personal(seller),
    check = "quantity >= 0",
    check = "price >= 0"
)]
pub struct QuoteLine {
    /// The market area.
    pub locality: Locality,
    /// On which call.
    pub call: Id<QuoteCall>,
    /// Whose.
    pub seller: Id<User>,
    /// Which line of the call.
    pub number: i64,
    /// How much of it.
    pub quantity: i64,
    /// For all of that, in minor units, the mark-up not counted.
    pub price: Amount,
}

/// A question about a call, which all who see the call read with its answer; not who asked.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "quote_question", key(locality, call, number), personal(asker))]
pub struct QuoteQuestion {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// About which call.
    #[show(skip)]
    pub call: Id<QuoteCall>,
    /// Which question it is, from 1.
    pub number: i64,
    /// Who asked.
    #[show(skip)]
    pub asker: Id<User>,
    /// What.
    pub question: QuestionText,
    /// When.
    pub asked_at: Timestamp,
    /// What the buyer answered.
    pub answer: Option<QuestionText>,
}

/// How often calls for quotes have ended so. Anybody may read it.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "quote_ending", key(locality, ending), public, check = "times > 0")]
pub struct EndingCount {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// How.
    pub ending: QuoteCallEnding,
    /// How often.
    pub times: i64,
}

/// A call with its lines.
#[derive(Clone, Debug)]
pub struct WholeCall {
    /// The call.
    pub call: QuoteCall,
    /// Its lines.
    pub lines: Vec<QuoteCallLine>,
}

/// A quote with what it says of each line.
#[derive(Clone, Debug)]
pub struct WholeQuote {
    /// The quote.
    pub quote: Quote,
    /// Its lines, as many as the call has.
    pub lines: Vec<QuoteLine>,
}

impl WholeCall {
    /// A call as a decision reads it.
    ///
    /// # Errors
    /// As [`Draft::find`]; absent when there is none.
    pub fn of(draft: &Draft<'_>, id: Id<QuoteCall>) -> Result<Self, Stop> {
        let locality = draft.locality();
        let mut keys = Keys::default();
        Self::reads(&mut keys, locality, id);
        draft.ask(keys)?;
        let call = draft.get::<QuoteCall>((locality, id))?;
        Ok(Self { call, lines: draft.list::<QuoteCallLine>((locality, id))? })
    }

    /// Asks for the rows that [`Self::of`] reads.
    pub fn reads(keys: &mut Keys, locality: Locality, id: Id<QuoteCall>) {
        keys.one::<QuoteCall>((locality, id));
        keys.all::<QuoteCallLine>((locality, id));
    }
}

impl QuoteCall {
    /// Whether quotes are taken at a moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.stage == QuoteCallStage::Open && now < self.closes_at
    }

    /// Refuses unless quotes are taken now.
    fn takes_quotes(&self, draft: &Draft<'_>) -> Result<(), QuoteRefusal> {
        if self.is_open(draft.now()) { Ok(()) } else { Err(QuoteRefusal::Over) }
    }

    /// Where it is needed.
    ///
    /// # Errors
    /// [`AssetRefusal::UnknownPlace`] when the directory has it no more.
    pub fn place(&self, directory: &Directory) -> Result<WorkPlace, Stop> {
        Ok(directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone())
    }

    /// What kind of thing it is for.
    ///
    /// # Errors
    /// [`AssetRefusal::UnknownSector`] when the directory has its sector no more.
    pub fn family(&self, directory: &Directory) -> Result<Family, Stop> {
        Ok(directory.sector(&self.sector).map(|sector| sector.family).ok_or(AssetRefusal::UnknownSector)?)
    }

    /// It is over: counted, its street forgotten, nothing ends it any more.
    fn end(self, draft: &mut Draft<'_>, ending: QuoteCallEnding) -> Result<Self, Stop> {
        if let Some(timer) = self.timer {
            draft.take_back_timer(self.ends_or_opens_at(), timer)?;
        }
        draft.remove::<OpenCall>((self.locality, self.buyer, self.id))?;
        let counted = draft.find::<EndingCount>((self.locality, ending))?;
        let times = counted.map_or(0, |counted| counted.times).saturating_add(1);
        draft.put(&EndingCount { locality: self.locality, ending, times })?;
        let (stage, ending) = (QuoteCallStage::Ended, Some(ending));
        Ok(Self { stage, ending, timer: None, street: None, ..self })
    }

    /// When its timer is due.
    pub fn ends_or_opens_at(&self) -> Timestamp {
        if self.stage == QuoteCallStage::Open { self.closes_at } else { self.decide_by }
    }
}

impl WholeQuote {
    /// All quotes of a call that count, those that were made first before others.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn all(draft: &Draft<'_>, call: Id<QuoteCall>) -> Result<Vec<Self>, Stop> {
        let locality = draft.locality();
        let mut keys = Keys::default();
        Self::reads(&mut keys, locality, call);
        draft.ask(keys)?;
        let mut lines = draft.list::<QuoteLine>((locality, call))?;
        let mut quotes = draft.list::<Quote>((locality, call))?;
        quotes.retain(|quote| quote.stage != QuoteStage::Withdrawn);
        quotes.sort_by_key(|quote| quote.number);
        let whole = |quote: Quote| {
            let (own, others) = lines.drain(..).partition(|line| line.seller == quote.seller);
            lines = others;
            Self { quote, lines: own }
        };
        Ok(quotes.into_iter().map(whole).collect())
    }

    /// Asks for the rows that [`Self::all`] reads.
    pub fn reads(keys: &mut Keys, locality: Locality, call: Id<QuoteCall>) {
        keys.all::<Quote>((locality, call));
        keys.all::<QuoteLine>((locality, call));
    }

    /// Somebody's own quote on a call, whatever became of it.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn own(draft: &Draft<'_>, call: Id<QuoteCall>, seller: Id<User>) -> Result<Option<Self>, Stop> {
        let locality = draft.locality();
        let Some(quote) = draft.find::<Quote>((locality, call, seller))? else { return Ok(None) };
        Ok(Some(Self { quote, lines: draft.list::<QuoteLine>((locality, call, seller))? }))
    }

    /// Asks for the rows that [`Self::own`] reads.
    pub fn own_reads(keys: &mut Keys, locality: Locality, call: Id<QuoteCall>, seller: Id<User>) {
        keys.one::<Quote>((locality, call, seller));
        keys.all::<QuoteLine>((locality, call, seller));
    }

    /// Whether it has all of every line.
    pub fn is_whole(&self, call: &WholeCall) -> bool {
        call.lines.iter().all(|asked| self.quantity_of(asked.number) == asked.quantity)
    }

    /// How much of a line it has.
    pub fn quantity_of(&self, number: i64) -> i64 {
        self.lines.iter().find(|line| line.number == number).map_or(0, |line| line.quantity)
    }

    /// The lines that it has something of.
    pub fn quoted(&self) -> impl Iterator<Item = &QuoteLine> {
        self.lines.iter().filter(|line| line.quantity > 0)
    }
}

/// A call as what a notice is about.
fn subject(call: Id<QuoteCall>) -> Subject {
    Subject { kind: SubjectKind::QuoteCall, id: call.cast() }
}

/// The figures of calls for quotes, today.
fn terms(draft: &Draft<'_>) -> Result<QuoteTerms, Stop> {
    QuoteTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
