//! Someone who is signed in, and the request under which a command of theirs counts once.

use kernel::{Actor, Command, CommandLog, Id, Timestamp};
use market::users::User;
use sha2::{Digest, Sha256};
use store::Request;

/// Someone who is signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub user: Id<User>,
    /// The digest of the session's token.
    pub token_digest: String,
    /// What secrets of theirs are made of, so that the same request makes the same one: only who has the token knows it.
    pub secret: String,
    /// What proves that a form came from this visit.
    pub csrf: String,
    /// Whether others use the device too.
    pub is_shared: bool,
    /// Until when it counts that the visitor has shown a second factor.
    pub proved_until: Option<Timestamp>,
}

impl Visitor {
    /// Whether the visitor has shown a second factor of late.
    pub fn is_proved(&self, now: Timestamp) -> bool {
        self.proved_until.is_some_and(|until| now < until)
    }

    /// The visitor as the one who acts.
    pub fn actor(&self) -> Id<Actor> {
        self.user.cast()
    }
}

/// The request under which a command runs: `key` counts for one actor and one kind of command, so that nobody can
/// use up another's, and a step of several has its own.
pub fn request<C: Command>(actor: Id<Actor>, key: &str) -> Request {
    let hash = Sha256::new()
        .chain_update(actor.bits().to_be_bytes())
        .chain_update(C::NAME.as_bytes())
        .chain_update([0])
        .chain_update(key.as_bytes())
        .finalize();
    let bits = hash.iter().take(16).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    Request { id: Id::<CommandLog>::from_bits(bits), actor }
}
