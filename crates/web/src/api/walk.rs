//! One trade by `curl`, from sign-up to receipt: printed on the manual, and run as printed by a test.

/// The steps, for a POSIX shell with `curl`, `sed` and GNU `date`. Each begins with the key of the sentence that says what it
/// does, and uses what those before it have kept in variables.
const WALK: &str = include_str!("walk.sh");

/// The sentence of each step, by its key, and the commands that do it.
pub(super) fn steps() -> impl Iterator<Item = (&'static str, &'static str)> {
    WALK.trim_end().split("\n\n").filter_map(|step| step.strip_prefix("# ")?.split_once('\n'))
}

/// The whole walk as a shell script, for the market at an address such as `http://127.0.0.1:8080`.
pub fn script(market: &str) -> String {
    let commands: Vec<&str> = steps().map(|(_, commands)| commands).collect();
    format!("{}\n{}\n", opening(market), commands.join("\n"))
}

/// The line that says which market.
pub(super) fn opening(market: &str) -> String {
    format!("MARKET={market}")
}
