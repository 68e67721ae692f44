//! What quotes come to for their buyer, and their order.

use super::{NAME, QuoteRefusal, WholeCall, WholeQuote};
use crate::mechanisms::put_up::{GoodsQuote, PutUp};
use crate::mechanisms::stored_availability::work::WorkQuote;
use crate::mechanisms::work_at::WorkAt;
use crate::options::{assembly::Priced, subsidies::Subsidies};
use crate::price::{Label, Line};
use crate::trade::arrival::Destination;
use crate::trade::award::{Award, handed_over_by};
use crate::users::{
    User,
    assets::HandingOver,
    stock::{Stock, StockRefusal},
};
use kernel::{Amount, BadRow, Draft, Id, Refusal, Span, Stop, together};

/// A quote as it stands in a comparison: what the buyer would pay, if it passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the buyer pays in all, in minor units; nothing when a rule forbids it, or what it is of is gone.
    pub pays: Option<Amount>,
    /// Whether it has all of every line.
    pub is_whole: bool,
    /// Its number: of equal ones the lower goes first.
    pub number: i64,
}

/// The order of quotes, as positions: those that pass and are whole from the lowest on, then the others that pass, then the rest.
pub fn order(standings: &[Standing]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..standings.len()).collect();
    order.sort_by_key(|position| {
        standings
            .get(*position)
            .map(|one| (one.pays.is_none(), one.pays.is_some() && !one.is_whole, one.pays, one.number))
    });
    order
}

/// The one that is proposed: the lowest of those that pass and are whole.
pub fn proposed(standings: &[Standing]) -> Option<usize> {
    let first = order(standings).into_iter().next()?;
    let standing = standings.get(first)?;
    (standing.pays.is_some() && standing.is_whole).then_some(first)
}

/// What a quote is of, priced.
#[derive(Clone, Debug)]
pub enum QuotePriced {
    /// Goods.
    Goods(Box<GoodsQuote>),
    /// Work.
    Work(Box<WorkQuote>),
}

impl QuotePriced {
    /// The price with all its lines, and the verdict.
    pub fn priced(&self) -> &Priced {
        match self {
            Self::Goods(goods) => &goods.priced,
            Self::Work(work) => &work.priced,
        }
    }
}

/// A quote in a comparison.
#[derive(Debug)]
pub struct Compared {
    /// The quote.
    pub whole: WholeQuote,
    /// What it comes to, or why it does not pass.
    pub outcome: Result<QuotePriced, Box<dyn Refusal>>,
    /// How it stands.
    pub standing: Standing,
}

/// Every quote of a call, in order, priced and checked as of this moment.
///
/// # Errors
/// As [`Draft::find`]; [`Stop::Bad`] when a sum is out of range.
pub fn all(draft: &Draft<'_>, call: &WholeCall) -> Result<Vec<Compared>, Stop> {
    let quotes = WholeQuote::all(draft, call.call.id)?;
    let compared = |all: Result<Vec<Compared>, Stop>, whole: WholeQuote| {
        let (mut all, one) = together(all, Compared::of(draft, call, whole))?;
        all.push(one);
        Ok(all)
    };
    let all = quotes.into_iter().fold(Ok(Vec::new()), compared)?;
    let standings: Vec<Standing> = all.iter().map(|one| one.standing).collect();
    let mut places: Vec<Option<Compared>> = all.into_iter().map(Some).collect();
    let placed = order(&standings);
    Ok(placed.into_iter().filter_map(|position| places.get_mut(position)?.take()).collect())
}

impl Compared {
    fn of(draft: &Draft<'_>, call: &WholeCall, whole: WholeQuote) -> Result<Self, Stop> {
        let outcome = match whole.price(draft, call, Subsidies::Funds) {
            Ok(priced) => Ok(priced),
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(stop) => return Err(stop),
        };
        let pays = match &outcome {
            Ok(priced) => Some(priced.priced().waterfall.payer_pays()?),
            Err(_) => None,
        };
        let standing = Standing { pays, is_whole: whole.is_whole(call), number: whole.quote.number };
        Ok(Self { whole, outcome, standing })
    }
}

impl WholeQuote {
    /// What it comes to at this moment.
    ///
    /// # Errors
    /// [`QuoteRefusal::Expired`], what its seller does not have any more, and as
    /// [`crate::options::assembly::Assembly::assemble`].
    pub fn price(
        &self,
        draft: &Draft<'_>,
        call: &WholeCall,
        counts_on: Subsidies,
    ) -> Result<QuotePriced, Stop> {
        if draft.now() > self.quote.binds_until {
            return Err(QuoteRefusal::Expired.into());
        }
        let buyer = Some(call.call.buyer);
        if let Some(way) = call.call.handing_over {
            let prices: Vec<Amount> = self.quoted().map(|line| line.price).collect();
            let stock = draft.get::<Stock>((draft.locality(), self.quote.offering)).map_err(Stop::from);
            let put_up = self.put_up(draft, call, way);
            let priced = put_up.quote_lines(draft, buyer, &prices, counts_on);
            let (stock, priced) = together(stock, priced)?;
            if stock.free() < put_up.piece_count {
                return Err(StockRefusal::TooFew { left: stock.free() }.into());
            }
            return Ok(QuotePriced::Goods(Box::new(priced)));
        }
        let span = self.span().ok_or_else(|| BadRow("work is for some time".to_owned()))?;
        let lines = self.quoted().map(|line| Line::of_price(Label::Hours, line.price)).collect();
        let work = WorkAt {
            mechanism: NAME,
            offering: self.quote.offering,
            span,
            post_code: call.call.post_code,
            currency: call.call.currency,
            lines,
        };
        Ok(QuotePriced::Work(Box::new(work.quote(draft, buyer, counts_on)?)))
    }

    /// When its work is.
    pub fn span(&self) -> Option<Span> {
        Span::between(self.quote.starts_at, self.quote.ends_at)
    }

    fn put_up(&self, draft: &Draft<'_>, call: &WholeCall, way: HandingOver) -> PutUp {
        // What was promised for a day that is over is there at once.
        let ready_minutes = self.quote.starts_at.minutes_since(draft.now()).max(0);
        PutUp {
            mechanism: NAME,
            seller: self.quote.seller,
            offering: self.quote.offering,
            piece_count: self.quoted().fold(0, |sum: i64, line| sum.saturating_add(line.quantity)),
            currency: call.call.currency,
            handing_over: way,
            delivery: self.quote.delivery,
            ready_minutes,
        }
    }

    /// What it comes to, when the buyer has it.
    ///
    /// # Errors
    /// [`BadRow`] when it is of nothing, or nobody knows where the work is.
    pub(super) fn award(
        &self,
        draft: &Draft<'_>,
        call: &WholeCall,
        priced: QuotePriced,
    ) -> Result<Award, BadRow> {
        let (id, buyer): (_, Id<User>) = (self.quote.trade, call.call.buyer);
        let destination = call.call.street.clone().map(|street| Destination { street, note: None });
        match (priced, call.call.handing_over) {
            (QuotePriced::Goods(goods), Some(way)) => {
                let counts: Vec<i64> = self.quoted().map(|line| line.quantity).collect();
                let award = self.put_up(draft, call, way).award_lines(id, buyer, *goods, &counts)?;
                Ok(Award { destination: destination.filter(|_| way == HandingOver::Delivery), ..award })
            }
            (QuotePriced::Work(work), None) => {
                let nowhere = || BadRow("work is somewhere".to_owned());
                work.award(NAME, id, buyer, destination.ok_or_else(nowhere)?)
            }
            (QuotePriced::Goods(_), None) | (QuotePriced::Work(_), Some(_)) => {
                Err(BadRow("a call is for work or for goods".to_owned()))
            }
        }
    }
}

/// Until when goods that are there from a moment on are handed over.
pub(super) fn goods_until(ready_at: kernel::Timestamp) -> kernel::Timestamp {
    handed_over_by(ready_at)
}
