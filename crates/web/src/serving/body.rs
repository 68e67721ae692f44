//! A body that has to come in time.

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// So much of a body is given another second: a slow phone comes through, and who sends a byte now and then does not.
const BYTES_A_SECOND: u64 = 16 * 1_024;

/// The body of a request, which fails when it does not come within a time that grows with what has come.
pub(super) struct InTime {
    body: Incoming,
    within: Duration,
    came: u64,
    /// From the first time that it is waited for.
    waiting: Option<Waiting>,
}

struct Waiting {
    since: Instant,
    sleep: Pin<Box<Sleep>>,
}

impl InTime {
    pub(super) fn new(body: Incoming, within: Duration) -> Self {
        Self { body, within, came: 0, waiting: None }
    }
}

impl Body for InTime {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(data)) = frame.as_ref().map(|frame| frame.as_ref().map(Frame::data_ref)) {
                let length = data.map_or(0, |data| u64::try_from(data.len()).unwrap_or(u64::MAX));
                self.came = self.came.saturating_add(length);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let within = self.within.saturating_add(Duration::from_secs(self.came / BYTES_A_SECOND));
        let waiting = self.waiting.get_or_insert_with(|| Waiting {
            since: Instant::now(),
            sleep: Box::pin(tokio::time::sleep(within)),
        });
        let until = waiting.since + within;
        if waiting.sleep.deadline() != until {
            waiting.sleep.as_mut().reset(until);
        }
        ready!(waiting.sleep.as_mut().poll(context));
        Poll::Ready(Some(Err("the body did not come in time".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
