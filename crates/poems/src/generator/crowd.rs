//! Many commands at a time, so that the store batches them.

use super::AT_ONCE;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Runs all of it, many at a time, and gives the outcomes in the order given. Each begins in that order too: what
/// competes for the same hours or the same fund is decided alike for the same seed.
pub(super) async fn in_order<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let (mut futures, mut outcomes) = (futures.into_iter(), Vec::new());
    loop {
        let mut under_way: Vec<_> =
            futures.by_ref().take(AT_ONCE).map(|future| (Box::pin(future), None)).collect();
        if under_way.is_empty() {
            return outcomes;
        }
        poll_fn(|context| {
            let mut is_done = true;
            for (future, outcome) in under_way.iter_mut().filter(|(_, outcome)| outcome.is_none()) {
                match Pin::as_mut(future).poll(context) {
                    Poll::Ready(ready) => *outcome = Some(ready),
                    Poll::Pending => is_done = false,
                }
            }
            if is_done { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        outcomes.extend(under_way.into_iter().filter_map(|(_, outcome)| outcome));
    }
}
