//! Keys that nobody has used, and secrets that nobody guesses, from the random numbers of the operating system.

/// A key nobody has used: 128 random bits.
pub fn fresh_key() -> String {
    kernel::hex_digest(&random()).chars().take(32).collect()
}

/// A secret nobody guesses: 256 random bits.
pub fn fresh_secret() -> String {
    kernel::hex_digest(&random())
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    // A machine without randomness cannot keep a session safe: nobody is let in by a guessable token.
    if getrandom::fill(&mut bytes).is_err() {
        tracing::error!("the system gives no random bytes");
        std::process::abort();
    }
    bytes
}
