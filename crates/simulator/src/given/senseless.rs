//! Commands that make no sense: one thing in one that does is at its extreme, missing, somebody else's, or said by another.

use crate::hand::{Call, Hand};
use kernel::{Commands, Id, Json};
use std::sync::Arc;

/// What is not said by whoever gives a command, but by the edge.
const OF_THE_EDGE: [&str; 3] = ["locality", "home", "clock_move"];

/// The same call with one thing wrong; the call itself where nothing can be.
pub(crate) fn senseless(hand: &mut Hand<'_>, commands: &Commands, call: Call) -> Call {
    if hand.draw.percent(20) {
        let other = hand.pool.user(hand.draw).map_or(Id::SYSTEM, Id::cast);
        return Call { actor: other, makes_sense: false, ..call };
    }
    let Some(mut body) = call.command.body().ok().and_then(|body| serde_json::from_str(&body).ok()) else {
        return call;
    };
    let which = hand.between(0, leaves(&mut body, None) - 1);
    spoil(hand, &mut body, which);
    match commands.decode(&call.command.kept_name(), &body.to_string()) {
        Ok(command) => Call { command: Arc::from(command), makes_sense: false, ..call },
        // It is none of these commands any more: an edge would have said so.
        Err(_) => call,
    }
}

/// How many values there are that can be wrong; the one of a number is replaced.
fn leaves(body: &mut Json, mut replace: Option<(i64, Json)>) -> i64 {
    fn walk(value: &mut Json, count: &mut i64, replace: &mut Option<(i64, Json)>) {
        let is_this = replace.as_ref().is_some_and(|(number, _)| number == count);
        match value {
            Json::Object(fields) => {
                let fields = fields.iter_mut().filter(|(name, _)| !OF_THE_EDGE.contains(&name.as_str()));
                fields.for_each(|(_, value)| walk(value, count, replace));
                return;
            }
            Json::Array(items) if !items.is_empty() && !is_this => {
                for value in items {
                    walk(value, count, replace);
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {}
        }
        *count += 1;
        if is_this && let Some((_, new)) = replace.take() {
            *value = new;
        }
    }
    let mut count = 0;
    walk(body, &mut count, &mut replace);
    count
}

fn spoil(hand: &mut Hand<'_>, body: &mut Json, which: i64) {
    let numbers = [0, 1, -1, 14, 59, i64::MAX, i64::MIN, i64::MAX / 2, 10_000_000_000];
    let other = hand.pool.live_trade(hand.draw).map_or_else(String::new, |trade| trade.to_string());
    let user = hand.pool.user(hand.draw).map_or_else(String::new, |user| user.to_string());
    let words = [String::new(), " ".to_owned(), "x".repeat(4_000), other, user, "open".to_owned()];
    let wrong = match hand.between(0, 5) {
        0 | 1 => hand.one(&numbers).map(Json::from),
        2 | 3 => hand.one(&words).map(Json::from),
        4 => Some(Json::Null),
        _ => Some(Json::Bool(hand.draw.percent(50))),
    };
    if let Some(wrong) = wrong {
        leaves(body, Some((which, wrong)));
    }
}
