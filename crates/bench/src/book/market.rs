//! The market that is booked in: porters who are free at all hours, and buyers with money, in one market area or many.

use super::people::{self, Terms};
use finder::Finder;
use host::failure::Failure;
use host::reference::Books;
use host::search::{self, HORIZON_DAYS, TABLES};
use kernel::{Amount, Id, Locality, Span, Timestamp};
use market::admin::payment_transfer::EndowFund;
use market::mechanisms::stored_availability::work::HoldWork;
use market::modules;
use market::users::{User, assets::Offering};
use std::sync::Arc;
use store::{Clock, Database, Options, Store, SystemClock};
use tokio::task::JoinSet;
use web::app::{App, Parts};

/// How long a booking is, in hours, and how many of them a seller has.
pub(super) const HOURS: i64 = 4;
pub(super) const SPANS: usize = 150;
/// What the fund that every booking touches is given, in minor units.
const ENDOWMENT: Amount = Amount(1_000_000_000_000);

/// What a market is made of.
pub(super) struct Plan {
    /// Its areas.
    pub(super) areas: Vec<Locality>,
    /// How many buyers, and how many bookings they will make.
    pub(super) buyers: usize,
    pub(super) bookings: usize,
    /// Whether the funds of the rulebook have money.
    pub(super) is_funded: bool,
}

/// A market, closed.
pub(super) struct Market {
    database: Database,
    pub(super) books: Books,
    now: Timestamp,
    pub(super) terms: Terms,
    pub(super) areas: Vec<Area>,
}

/// A market area with its people.
#[derive(Clone, Debug)]
pub(super) struct Area {
    pub(super) locality: Locality,
    pub(super) buyers: Vec<Id<User>>,
    pub(super) sellers: Vec<(Id<User>, Id<Offering>)>,
    /// How many bookings were wished for here.
    pub(super) wished: usize,
}

impl Market {
    /// Makes the market in a database, where nobody is in its areas yet.
    pub(super) async fn make(database: &Database, books: &Books, plan: &Plan) -> Result<Self, Failure> {
        let mut market = Self::of(database, books, Vec::new())?;
        let store = market.store(super::TOGETHER, None).await?;
        let count = plan.areas.len().max(1);
        for &locality in &plan.areas {
            let (buyers, bookings) = (plan.buyers.div_ceil(count), plan.bookings.div_ceil(count));
            if plan.is_funded {
                for fund in books.rulebook.funds() {
                    let (currency, amount) = (market.terms.currency, ENDOWMENT);
                    let endow = EndowFund { locality, fund: fund.to_owned(), currency, amount };
                    store.run(store.request(locality, Id::SYSTEM), endow).await?;
                }
            }
            market.areas.push(populate(&store, &market.terms, locality, buyers, bookings).await?);
        }
        store.close().await;
        Ok(market)
    }

    /// A market of people who are there already.
    pub(super) fn of(database: &Database, books: &Books, areas: Vec<Area>) -> Result<Self, Failure> {
        let now = SystemClock.now();
        let terms = Terms::of(books, now)?;
        Ok(Self { database: database.clone(), books: books.clone(), now, terms, areas })
    }

    /// Opens the market as a server does, its search with it, with a limit to what is committed together.
    pub(super) async fn open(&self, batch_most: usize) -> Result<App, Failure> {
        let rulebook = &self.books.rulebook;
        let finder = Arc::new(Finder::new(
            Arc::clone(rulebook),
            Arc::clone(&self.books.directory),
            self.now.day(),
            HORIZON_DAYS,
        ));
        let store = self.store(batch_most, Some(&finder)).await?;
        for area in &self.areas {
            store.serve(area.locality).await?;
            search::fill(&store, &finder, area.locality).await?;
        }
        let locality = self.areas.first().map_or(Locality::NAMES, |area| area.locality);
        Ok(App::new(Parts {
            store,
            finder,
            rulebook: Arc::clone(rulebook),
            directory: Arc::clone(&self.books.directory),
            templates: Arc::clone(&self.books.templates),
            clock: Arc::new(SystemClock),
            locality,
            market_name: "bench".to_owned(),
            public_url: "https://market.test".to_owned(),
            is_secure: false,
            proxies: Vec::new(),
            is_rail_simulated: false,
            parallel: None,
            outbox: None,
        }))
    }

    /// The next hours to be booked, each once, shared out among the first of the buyers.
    pub(super) fn wishes(&mut self, count: usize, buyers: usize) -> Result<Vec<Vec<HoldWork>>, Failure> {
        let nothing_left = || Failure::failed("there are no more hours to book", "Ask for fewer --bookings.");
        let mut shares = vec![Vec::new(); buyers.max(1)];
        let (first, areas) = (self.now.day().plus(2).starts_at(), self.areas.len().max(1));
        for number in 0..count {
            let number = number % shares.len();
            let area = self.areas.get_mut(number % areas).ok_or_else(nothing_left)?;
            let at = area.wished;
            area.wished += 1;
            // Neighboring bookings are of different sellers, as those of different buyers are.
            let sellers = area.sellers.len().max(1);
            let (_, offering) = *area.sellers.get(at % sellers).ok_or_else(nothing_left)?;
            let span = i64::try_from(at / sellers).unwrap_or(i64::MAX);
            let starts_at = first.plus_hours(span.saturating_mul(HOURS));
            let span = Span::between(starts_at, starts_at.plus_hours(HOURS)).ok_or_else(nothing_left)?;
            let buyer = *area.buyers.get(number / areas).ok_or_else(nothing_left)?;
            let post_code = self.terms.place.post_code;
            if let Some(share) = shares.get_mut(number) {
                share.push(HoldWork {
                    buyer,
                    offering,
                    span,
                    post_code,
                    street: "1 Oak Street".parse().ok(),
                    note: None,
                    expected_pay: None,
                });
            }
        }
        Ok(shares)
    }

    async fn store(&self, batch_most: usize, finder: Option<&Arc<Finder>>) -> Result<Store, Failure> {
        let mut options = Options::new(self.database.clone())
            .tables(&TABLES)
            .commands(modules::commands())
            .reference(self.books.reference())
            .address("bench")
            .batch_most(batch_most);
        if let Some(finder) = finder {
            options = options.listener(Arc::<Finder>::clone(finder));
        }
        Ok(Store::open(options).await?)
    }
}

/// All people of an area at once.
async fn populate(
    store: &Store,
    terms: &Terms,
    locality: Locality,
    buyers: usize,
    bookings: usize,
) -> Result<Area, Failure> {
    let (mut buying, mut selling) = (JoinSet::new(), JoinSet::new());
    for number in 0..buyers {
        let (store, terms) = (store.clone(), terms.clone());
        buying.spawn(async move { people::buyer(&store, &terms, locality, number, bookings).await });
    }
    for number in 0..bookings.div_ceil(SPANS) {
        let (store, terms) = (store.clone(), terms.clone());
        selling.spawn(async move { people::seller(&store, &terms, locality, number).await });
    }
    let buyers = buying.join_all().await.into_iter().collect::<Result<_, _>>()?;
    let sellers = selling.join_all().await.into_iter().collect::<Result<_, _>>()?;
    Ok(Area { locality, buyers, sellers, wished: 0 })
}
