//! Bodies of the API: JSON that becomes a command.

use crate::commands::{is_kept_or_told, maker, named};
use crate::{first_line, text};
use serde_json::{Map, Value};

/// Lines: the command, what the address names, then the body. A body becomes a command that is kept as it is read again, or is refused
/// with what is wrong.
pub fn run(bytes: &[u8]) {
    let Some(sent) = text(bytes) else { return };
    let (name, rest) = first_line(sent);
    let (address, body) = first_line(rest);
    let Some(maker) = maker(name) else { return };
    let Ok(members) = serde_json::from_str::<Option<Map<String, Value>>>(body) else { return };
    is_kept_or_told((maker.of_json)(&named(address), members.unwrap_or_default()));
}
