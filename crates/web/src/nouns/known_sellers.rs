//! Requests to known sellers: those that a user has made or got, one as a side of it sees it, and one before it is made.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::nouns::options::{self, SellerShown};
use crate::nouns::trades::names;
use crate::visitor::Visitor;
use kernel::{Decide, Draft, Id, Keys, Stop, Value, together};
use market::directory::{Directory, WorkPlace};
use market::mechanisms::known_sellers::{
    REQUESTS_PAGE, RequestOfBuyer, RequestQuote, RequestStage, RequestTime, RequestToSeller, RequestWork,
    WorkRequest,
};
use market::trade::Trade;
use market::users::User;
use market::users::assets::{Offering, PriceRule};

/// Which requests are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requests {
    /// Those that the visitor has made.
    Made,
    /// Those that were made to the visitor.
    Received,
}

/// A request as one of its sides sees it.
#[derive(Clone, Debug)]
pub struct RequestSeen {
    /// The request.
    pub request: WorkRequest,
    /// Its times, in order.
    pub times: Vec<RequestTime>,
    /// The sector's code.
    pub sector: String,
    /// Where the work is.
    pub place: WorkPlace,
    /// What the other side is called.
    pub other_name: String,
    /// Whether the visitor is its seller.
    pub is_seller: bool,
    /// The trade that it became.
    pub trade: Option<Id<Trade>>,
}

/// A request before it is made, priced.
#[derive(Clone, Debug)]
pub struct RequestChecked {
    /// What its times cost.
    pub quote: RequestQuote,
    /// Who is asked.
    pub seller: SellerShown,
}

/// An offering of somebody's of which hours are asked.
#[derive(Clone, Debug)]
pub struct Askable {
    /// The offering.
    pub offering: Offering,
    /// The shortest work, in minutes.
    pub least_minutes: i64,
    /// Whose it is.
    pub seller: SellerShown,
}

/// A page of the visitor's requests, the latest first.
pub async fn list(app: &App, visitor: &Visitor, of: Requests, from: Cursor) -> Answer<Page<RequestSeen>> {
    let params = [Value::Id(visitor.user.bits()), from.id()];
    let ids: Vec<Id<WorkRequest>> = match of {
        Requests::Made => {
            let made = app.store.view::<RequestOfBuyer>(app.locality, &params).await?;
            made.into_iter().map(|request| request.id).collect()
        }
        Requests::Received => {
            let received = app.store.view::<RequestToSeller>(app.locality, &params).await?;
            received.into_iter().map(|request| request.id).collect()
        }
    };
    let page = Page::of(ids, REQUESTS_PAGE, |id| Cursor { time: None, id: id.bits() });
    let rows = app.look(Some(visitor), |draft| all(draft, visitor.user, &page.rows)).await?;
    Ok(Page { rows, next: page.next })
}

/// A request as the visitor sees it; nothing of one that is another's.
pub async fn one(app: &App, visitor: &Visitor, id: Id<WorkRequest>) -> Answer<RequestSeen> {
    let mut seen = app.look(Some(visitor), |draft| all(draft, visitor.user, &[id])).await?;
    seen.pop().ok_or(AppError::NotFound)
}

fn all(draft: &Draft<'_>, user: Id<User>, ids: &[Id<WorkRequest>]) -> Result<Vec<RequestSeen>, Stop> {
    let (locality, mut keys) = (draft.locality(), Keys::default());
    for id in ids {
        keys.one::<WorkRequest>((locality, *id));
        keys.all::<RequestTime>((locality, *id));
    }
    draft.ask(keys)?;
    let requests = ids.iter().map(|id| draft.get::<WorkRequest>((locality, *id)));
    let requests: Vec<WorkRequest> = requests.collect::<Result<_, _>>()?;
    let theirs: Vec<_> =
        requests.into_iter().filter_map(|request| Some((request.other_side(user)?, request))).collect();
    let mut keys = Keys::default();
    for (_, request) in &theirs {
        keys.one::<Offering>((locality, request.offering));
    }
    let ((), named) = together(draft.ask(keys), names(draft, theirs.iter().map(|(other, _)| *other)))?;
    let directory = draft.consult::<Directory>()?;
    let seen = |(other, request): (Id<User>, WorkRequest)| {
        let place = directory.place(request.post_code).ok_or(Stop::Absent("place"))?.clone();
        let name = named.iter().find(|(user, _)| *user == other).map(|(_, name)| name.clone());
        let is_accepted = request.stage == RequestStage::Accepted;
        Ok(RequestSeen {
            times: draft.list::<RequestTime>((locality, request.id))?,
            sector: draft.get::<Offering>((locality, request.offering))?.sector,
            place,
            other_name: name.unwrap_or_default(),
            is_seller: request.seller == user,
            trade: is_accepted.then_some(request.trade),
            request,
        })
    };
    theirs.into_iter().map(seen).collect()
}

/// What a request would cost, time by time: the dry run of making it, or the refusal that it would meet.
pub async fn check(app: &App, visitor: Option<&Visitor>, request: &RequestWork) -> Answer<RequestChecked> {
    let buyer = visitor.map(|visitor| visitor.user);
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        request.reads(&mut keys);
        draft.ask(keys)?;
        let worker = draft.get::<Offering>((draft.locality(), request.offering))?.seller;
        let (quote, seller) = together(request.quote(draft, buyer), options::seller(draft, worker, buyer))?;
        Ok(RequestChecked { quote, seller })
    };
    app.look(visitor, read).await
}

/// Which of a request's times is refused for this reason by itself, from 0; the first where that is none's alone.
pub async fn refused(app: &App, visitor: Option<&Visitor>, request: &RequestWork, why: &AppError) -> usize {
    for (index, time) in request.times.iter().enumerate() {
        let alone = RequestWork { times: vec![*time], ..request.clone() };
        let is_it = |error: &AppError| error.code() == why.code();
        if check(app, visitor, &alone).await.is_err_and(|error| is_it(&error)) {
            return index;
        }
    }
    0
}

/// An offering that is asked for, with whose it is.
pub async fn askable(app: &App, visitor: Option<&Visitor>, id: Id<Offering>) -> Answer<Askable> {
    let buyer = visitor.map(|visitor| visitor.user);
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<Offering>((draft.locality(), id));
        keys.one::<PriceRule>((draft.locality(), id));
        draft.ask(keys)?;
        let offering = draft.get::<Offering>((draft.locality(), id))?;
        let seller = options::seller(draft, offering.seller, buyer)?;
        let terms = draft.find::<PriceRule>((draft.locality(), id))?.map(|rule| rule.terms);
        let least_minutes = terms.map_or(kernel::QUARTER_MINUTES, |terms| terms.minimum_minutes);
        Ok(Askable { offering, least_minutes, seller })
    };
    app.look(visitor, read).await
}
