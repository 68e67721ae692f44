//! What every request is served from.

use crate::act::Customs;
use crate::attempts::Attempts;
use crate::error::{Answer, AppError};
use crate::passkey::{Ceremonies, Site};
use crate::security::{self, Event};
use crate::visitor::{Visitor, request};
use crate::watch::Watch;
use finder::{Finder, SectorIndex};
use kernel::{Command, Currency, Decimals, Dialing, Draft, Id, Locality, Stop, Timestamp};
use market::directory::{Directory, Family, Sector, WorkPlace};
use market::options::breakdowns::Templates;
use rules::{Card, Rule, RuleRef, Rulebook};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use store::{Clock, Store};

use crate::parallel::ParallelClock;

/// A market as its pages and its API see it. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>, Arc<Memory>);

/// What a process knows beside the records, and forgets when it ends.
#[derive(Default)]
struct Memory {
    watch: Arc<Watch>,
    attempts: Attempts,
    ceremonies: Ceremonies,
    site: Option<Site>,
    /// Made when it is first asked for.
    sector_index: OnceLock<SectorIndex>,
}

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
    /// How needs are broken down.
    pub templates: Arc<Templates>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The market area that this front serves.
    pub locality: Locality,
    /// The front's name.
    pub market_name: String,
    /// Where its pages are, as messages name it: `https://hours.example.org`.
    pub public_url: String,
    /// The clock that can be moved, in the parallel market; `None` in the real one.
    pub parallel: Option<Arc<ParallelClock>>,
    /// Whether people reach it over https alone.
    pub is_secure: bool,
    /// What sends requests on to it and is believed about where they come from: what stands in front, and its other processes.
    pub proxies: Vec<IpAddr>,
    /// Whether the rail is simulated, so that no money is real.
    pub is_rail_simulated: bool,
    /// The folder where the courier leaves e-mail, if it leaves any.
    pub outbox: Option<PathBuf>,
}

impl App {
    /// A market of these parts.
    pub fn new(parts: Parts) -> Self {
        let memory = Memory { site: Site::of(&parts.public_url), ..Memory::default() };
        Self(Arc::new(parts), Arc::new(memory))
    }

    /// What its answers came to.
    pub(crate) fn watch(&self) -> &Arc<Watch> {
        &self.1.watch
    }

    /// What passkeys were asked to sign.
    pub(crate) fn ceremonies(&self) -> &Ceremonies {
        &self.1.ceremonies
    }

    /// Where passkeys are good, if anywhere.
    pub(crate) fn site(&self) -> Option<&Site> {
        self.1.site.as_ref()
    }

    /// What was tried of late that somebody could go on trying for ever.
    pub(crate) fn attempts(&self) -> &Attempts {
        &self.1.attempts
    }

    /// The market's time.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// What a pure function makes of the records, for a visitor or for nobody in particular.
    ///
    /// # Errors
    /// As [`Store::look`].
    pub async fn look<T>(
        &self,
        visitor: Option<&Visitor>,
        read: impl Fn(&mut Draft<'_>) -> Result<T, Stop>,
    ) -> Answer<T> {
        let actor = visitor.map_or(Id::SYSTEM, Visitor::actor);
        Ok(self.store.look(self.locality, actor, read).await?)
    }

    /// Carries out a command of a visitor's; under one key, once.
    ///
    /// # Errors
    /// As [`Store::run`]; [`AppError::Unproved`]; [`AppError::NotFound`] for what is of another market area, which is served elsewhere.
    pub async fn run<C: Command>(&self, visitor: &Visitor, key: &str, command: C) -> Answer<C::Done> {
        if command.locality() != self.locality {
            return Err(AppError::NotFound);
        }
        let asks_proof = command.asks_proof();
        if asks_proof && !visitor.is_proved(self.now()) {
            return Err(AppError::Unproved);
        }
        let done = self.store.run(request::<C>(visitor.actor(), key), command).await?;
        if asks_proof {
            security::told_what(Event::ProvedDone, Some(visitor.user), C::NAME);
        }
        Ok(done)
    }

    /// A sector in which something is traded, if it is one of `families`: by its slug, its code, or what people call it where
    /// that is one alone.
    ///
    /// # Errors
    /// [`AppError::Invalid`] names the field `sector`.
    pub fn sector(&self, sector: &str, families: &[Family]) -> Answer<&Sector> {
        let is_wanted = |sector: &&Sector| families.contains(&sector.family) && !sector.is_group;
        let known = self.directory.sector_by_slug(sector).or_else(|| self.directory.sector(sector));
        let called = || {
            let called = self.sector_index().called(sector).into_iter();
            let mut wanted = called.filter_map(|code| self.directory.sector(code)).filter(is_wanted);
            wanted.next().filter(|_| wanted.next().is_none())
        };
        let known = known.filter(is_wanted).or_else(called);
        known.ok_or_else(|| AppError::invalid("sector", "invalid-sector"))
    }

    /// Sectors by what people say for them.
    pub fn sector_index(&self) -> &SectorIndex {
        self.1.sector_index.get_or_init(|| SectorIndex::of(&self.directory))
    }

    /// The place of a post code.
    ///
    /// # Errors
    /// [`AppError::Invalid`] names the field `post_code`.
    pub fn place(&self, post_code: &str) -> Answer<&WorkPlace> {
        let place = self.directory.find_place(post_code);
        place.ok_or_else(|| AppError::invalid("post_code", "invalid-post-code"))
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

impl Customs for App {
    /// What is dialed in the market's first place.
    fn dialing(&self) -> Option<&Dialing> {
        let place = self.directory.places().next()?;
        self.rulebook.jurisdiction(&place.jurisdiction)?.dialing.as_ref()
    }

    fn decimals(&self, currency: &str) -> Option<u8> {
        self.rulebook.currency(currency).map(|currency| currency.exponent)
    }
}

impl Decimals for App {
    fn of(&self, currency: Currency) -> u8 {
        self.rulebook.currency(currency.code()).map_or(2, |currency| currency.exponent)
    }
}
