//! What keeps the search as the records and the calendar are, while a market is served.

use finder::Finder;
use host::failure::Failure;
use host::progress::Bar;
use host::search;
use kernel::{Change, CommitListener, Locality};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use web::app::App;

/// How often the keeper looks by itself: often enough to extend a lease before it is over, and to follow the day.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Hears of commits after the finder, and wakes the keeper when one of them was a takeover.
pub(crate) struct Bell {
    finder: Arc<Finder>,
    locality: Locality,
    rung: Arc<Notify>,
}

/// Looks after the search of one market area.
pub(crate) struct Keeper {
    app: App,
    rung: Arc<Notify>,
}

impl Bell {
    pub(crate) fn new(finder: Arc<Finder>, locality: Locality) -> Self {
        Self { finder, locality, rung: Arc::default() }
    }

    /// The keeper that it wakes.
    pub(crate) fn keeper(&self, app: App) -> Keeper {
        Keeper { app, rung: Arc::clone(&self.rung) }
    }
}

impl CommitListener for Bell {
    fn committed(&self, _: &[Change]) {
        if !self.finder.is_current(self.locality) {
            self.rung.notify_one();
        }
    }
}

impl Keeper {
    /// Keeps the search until it is dropped: loads it anew after a takeover, moves its days with the clock, and on a
    /// server that several processes share keeps or takes the market area over.
    pub(crate) async fn keep(&self) {
        let is_shared = self.app.store.database().engine() == "PostgreSQL";
        loop {
            if is_shared && let Err(failure) = self.app.store.serve(self.app.locality).await {
                tracing::debug!(%failure, "this process does not serve");
            }
            self.app.roll_days().await;
            if let Err(failure) = self.load_if_behind().await {
                tracing::error!(%failure, "the search could not be loaded and is tried again");
            }
            tokio::select! {
                () = self.rung.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Only who serves the area can be sure to hear of all that is committed from here on.
    async fn load_if_behind(&self) -> Result<(), Failure> {
        let (store, finder, locality) = (&self.app.store, &self.app.finder, self.app.locality);
        while !finder.is_current(locality) && store.serve(locality).await.is_ok() {
            search::load(store, finder, locality, &Bar::hidden()).await?;
        }
        Ok(())
    }
}
