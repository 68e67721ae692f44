//! What is counted of every answer.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The upper ends of the steps by which answers are told apart, in milliseconds; what took longer is in none.
pub(crate) const STEPS_MS: [u64; 9] = [5, 10, 25, 50, 100, 250, 1_000, 2_500, 10_000];
/// What is asked for, and the kinds of status.
pub(crate) const ASKED: [&str; 3] = ["page", "api", "file"];
pub(crate) const CLASSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// What the answers of this process came to since it was started.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    pub(crate) answers: [[Answers; CLASSES.len()]; ASKED.len()],
    errors: Mutex<BTreeMap<String, u64>>,
}

/// Answers of one kind.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// How many took at most so long and longer than the step before.
    steps: [AtomicU64; STEPS_MS.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
}

/// Laid on an answer that is an error: the end of its problem's type.
#[derive(Clone, Debug)]
pub(crate) struct ErrorKind(pub(crate) String);

impl Watch {
    fn note(&self, asked: usize, response: &Response, took: Duration) {
        let class = usize::from(response.status().as_u16() / 100).saturating_sub(2).min(CLASSES.len() - 1);
        if let Some(answers) = self.answers.get(asked).and_then(|classes| classes.get(class)) {
            answers.note(took);
        }
        if let Some(ErrorKind(kind)) = response.extensions().get() {
            let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
            *errors.entry(kind.clone()).or_default() += 1;
        }
    }

    /// How often each kind of error was answered.
    pub(crate) fn errors(&self) -> BTreeMap<String, u64> {
        self.errors.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Answers {
    fn note(&self, took: Duration) {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if let Some((_, step)) = STEPS_MS.iter().zip(&self.steps).find(|(most, _)| ms <= **most) {
            step.fetch_add(1, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum_us.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Of each step how many took at most so long, then how many there were and their microseconds.
    pub(crate) fn figures(&self) -> (Vec<u64>, u64, u64) {
        let mut sum = 0;
        let mut below = |step: &AtomicU64| {
            sum += step.load(Ordering::Relaxed);
            sum
        };
        let steps = self.steps.iter().map(&mut below).collect();
        (steps, self.count.load(Ordering::Relaxed), self.sum_us.load(Ordering::Relaxed))
    }
}

/// Counts an answer, by what was asked for and how it ended, and how long it took to begin.
pub(crate) async fn watched(State(watch): State<Arc<Watch>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let asked = if path == "/api" || path.starts_with("/api/") {
        1
    } else {
        usize::from(path.rsplit('/').next().is_some_and(|name| name.contains('.'))) * 2
    };
    let since = Instant::now();
    let response = next.run(request).await;
    watch.note(asked, &response, since.elapsed());
    response
}
