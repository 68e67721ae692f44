//! What every request is served from.

use finder::Finder;
use kernel::{Locality, Timestamp};
use market::directory::Directory;
use rules::{Card, Rule, RuleRef, Rulebook};
use std::sync::Arc;
use store::{Clock, Store};

use crate::parallel::ParallelClock;

/// A market as its pages and its API see it. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] is put together from.
pub struct Parts {
    /// The records.
    pub store: Store,
    /// The search.
    pub finder: Arc<Finder>,
    /// The rules.
    pub rulebook: Arc<Rulebook>,
    /// The sectors and places.
    pub directory: Arc<Directory>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The market area that this front serves.
    pub locality: Locality,
    /// The front's name.
    pub market_name: String,
    /// The clock that can be moved, in the parallel market; `None` in the real one.
    pub parallel: Option<Arc<ParallelClock>>,
}

impl App {
    /// A market of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The market's time.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The card of a rule by its name and version, `id@version`.
    pub fn card(&self, rule: &str) -> Option<&Card> {
        let (id, version) = rule.split_once('@')?;
        let reference = RuleRef { id: id.into(), version: version.parse().ok()? };
        self.rulebook.rule(&reference).map(Rule::card)
    }

    /// Lets the days that the search keeps at hand begin with today. Beside the requests: it takes a while.
    pub async fn roll_days(&self) {
        let (finder, today) = (Arc::clone(&self.0.finder), self.now().day());
        if finder.first_day() != today
            && tokio::task::spawn_blocking(move || finder.roll_to(today)).await.is_err()
        {
            tracing::error!("the days of the search could not be moved; searches are slower");
        }
    }

    /// Whether this is the parallel market, where no money is real.
    pub fn is_parallel(&self) -> bool {
        self.0.parallel.is_some()
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
