//! Futures that are compiled where they are written.

use std::pin::Pin;

/// A future on the heap. The body of an `async fn` is compiled in every crate that waits for it, with all that it waits
/// for in turn; behind this it is compiled once. For what is slow anyway: a journey to the database, a verb.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
