//! What the edges take: a JSON body, a query or a form becomes a command or a question, by what that is asked for with.
//!
//! A member of a body is a field of the command. The acting user and what the address names are known and not asked for. A
//! field `code_digest` is asked for as `code`, which is hashed here: the code itself goes no further. Every field is looked
//! at, so that all that is wrong is told at once.

mod described;
mod fit;

pub use described::{Described, ask_schema, described, described_body, own_example};
pub(crate) use fit::unread;

use crate::error::{AppError, Invalid};
use fit::{Why, Wrong, fit, missing};
use kernel::{Ask, AskKind, Askable, Command, Dialing, Id};
use market::support::completion::Handover;
use market::users::User;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// What the address of a call names: `trade` is `019a…`.
pub type Named = Vec<(String, String)>;

/// How a market's people write what is written otherwise elsewhere.
pub trait Customs {
    /// What is dialed there; without it, every telephone number has to name its country.
    fn dialing(&self) -> Option<&Dialing>;
    /// How many decimals a currency has, if anything is paid in it.
    fn decimals(&self, currency: &str) -> Option<u8>;
}

/// Why something sent is not what is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The address names nothing.
    Nowhere,
    /// It is not JSON of the right shape: what is wrong with it, in a program's words.
    Shape(String),
    /// These fields do not fit, in the order in which they are asked for.
    Misfit(Vec<Invalid>),
}

impl From<Unread> for AppError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Nowhere => Self::NotFound,
            Unread::Shape(why) => Self::Malformed(why),
            Unread::Misfit(wrong) => Self::Invalid(wrong),
        }
    }
}

/// What was sent, read field by field, before it is judged as a whole.
#[derive(Debug)]
pub struct Read {
    asks: &'static [Ask],
    values: Map<String, Value>,
    wrong: Wrong,
}

impl Read {
    /// What was read under a name: nothing of what was left out or does not fit.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    /// As [`Read::value`], of a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.as_str()
    }

    /// Whether something was left out that may be.
    pub fn is_left_out(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(Value::is_null)
    }

    /// Adds what is wrong with fields, for a reason that no field alone tells.
    pub fn refuse(&mut self, wrong: impl IntoIterator<Item = Invalid>) {
        self.wrong.misfits.extend(wrong);
    }

    /// What was sent.
    ///
    /// # Errors
    /// [`Unread`] names every field that does not fit.
    pub fn finish<T: DeserializeOwned>(self) -> Result<T, Unread> {
        let Self { asks, values, wrong: Wrong { shape, mut misfits } } = self;
        if !shape.is_empty() {
            return Err(Unread::Shape(shape.join("; ")));
        }
        if !misfits.is_empty() {
            let place = |invalid: &Invalid| {
                let first = invalid.field.split('.').next();
                asks.iter().position(|ask| Some(asked_as(ask).0) == first)
            };
            misfits.sort_by_key(place);
            return Err(Unread::Misfit(misfits));
        }
        serde_json::from_value(Value::Object(values)).map_err(|error| Unread::Shape(error.to_string()))
    }
}

/// The command of a JSON body.
///
/// # Errors
/// [`Unread`].
pub fn of_json<C: Command>(
    actor: Id<User>,
    named: &Named,
    body: Map<String, Value>,
    customs: &dyn Customs,
) -> Result<C, Unread> {
    read(C::ASKS, known(C::ASKS, actor, named, customs)?, named, body, customs)?.finish()
}

/// What a call is asked with that gives no one command.
///
/// # Errors
/// [`Unread::Nowhere`].
pub fn read_body<A: Askable>(body: Map<String, Value>, customs: &dyn Customs) -> Result<Read, Unread> {
    read(asks::<A>(), Map::new(), &Named::new(), body, customs)
}

/// What the query of an address or a form asks for: names and values as typed.
///
/// # Errors
/// [`Unread::Shape`] for a name that comes twice.
pub fn read_typed<A: Askable>(pairs: Vec<(String, String)>, customs: &dyn Customs) -> Result<Read, Unread> {
    let mut body = Map::new();
    for (name, text) in pairs {
        let kind = asks::<A>().iter().find(|ask| ask.name == name).map(|ask| ask.kind);
        let value = match (kind, text.trim()) {
            // A box that nothing was typed into is left out.
            (_, "") => Value::Null,
            // What is no number is a number that does not fit, not JSON of another kind.
            (Some(AskKind::Whole), number) => number.parse::<i64>().map_or(json!(u64::MAX), Value::from),
            (Some(AskKind::Bool), "true") => true.into(),
            (Some(AskKind::Bool), "false") => false.into(),
            _ => text.into(),
        };
        if body.insert(name.clone(), value).is_some() {
            return Err(Unread::Shape(format!("`{name}` comes twice")));
        }
    }
    read(asks::<A>(), Map::new(), &Named::new(), body, customs)
}

/// What a group of fields asks for.
pub fn asks<A: Askable>() -> &'static [Ask] {
    if let AskKind::Group(asks) = A::KIND { asks } else { &[] }
}

/// Adds what a body holds to what is known.
fn read(
    asks: &'static [Ask],
    known: Map<String, Value>,
    named: &Named,
    mut body: Map<String, Value>,
    customs: &dyn Customs,
) -> Result<Read, Unread> {
    let mut read = Read { asks, values: known, wrong: Wrong::default() };
    for ask in open(asks, named) {
        let (asked, is_code) = asked_as(ask);
        let sent = body.remove(asked).filter(|sent| !sent.is_null());
        let found = match &sent {
            None if ask.is_own => continue,
            Some(sent) if is_code => digest(named, sent.as_str().unwrap_or_default())?,
            sent => value(ask, sent.as_ref(), customs),
        };
        match found {
            Ok(value) => {
                read.values.insert(ask.name.to_owned(), value);
            }
            Err(why) => read.wrong.note(asked, why),
        }
    }
    read.wrong.shape.extend(body.keys().map(|unknown| format!("`{unknown}` is not asked for")));
    Ok(read)
}

/// A member of a body, or what it is when it is left out.
fn value(ask: &Ask, sent: Option<&Value>, customs: &dyn Customs) -> Result<Value, Why> {
    match sent {
        Some(sent) => fit(ask.kind, sent, customs),
        None if ask.is_optional => Ok(Value::Null),
        None if matches!(ask.kind, AskKind::List(_)) => Ok(json!([])),
        None => ask.or.map(Value::from).ok_or_else(|| missing(ask.kind, customs)),
    }
}

/// The command of a form: names and values as typed. `amount` reads an amount as people write it.
///
/// # Errors
/// [`Unread`].
pub fn of_form<C: Command>(
    actor: Id<User>,
    named: &Named,
    typed: &[(String, String)],
    customs: &dyn Customs,
    amount: impl Fn(&str) -> Option<i64>,
) -> Result<C, Unread> {
    let mut read =
        Read { asks: C::ASKS, values: known(C::ASKS, actor, named, customs)?, wrong: Wrong::default() };
    let value_of = |name: &str| {
        let found = typed.iter().find(|(typed, value)| typed == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    };
    let minor = |text: &str| amount(text).map(Value::from).ok_or(Why::Misfit("invalid-amount", Vec::new()));
    for ask in open(C::ASKS, named) {
        let (asked, is_code) = asked_as(ask);
        let found = match (value_of(asked), ask.kind) {
            (_, AskKind::List(_)) => Ok(counted(asked, typed)),
            (Some(code), _) if is_code => digest(named, code)?,
            (Some(text), AskKind::Amount) => minor(text),
            // A part of money counts in minor units: its form names the currency, and writes them as an amount.
            (Some(text), AskKind::Whole) if value_of("currency").is_some() => minor(text),
            (Some(text), AskKind::Whole) => {
                text.parse::<i64>().map(Value::from).map_err(|_| Why::Misfit("invalid-count", Vec::new()))
            }
            (text, AskKind::Bool) => Ok(json!(text.is_some())),
            (None, _) if ask.is_own => continue,
            (text, _) => value(ask, text.map(Value::from).as_ref(), customs),
        };
        match found {
            Ok(value) => {
                read.values.insert(ask.name.to_owned(), value);
            }
            Err(why) => read.wrong.note(asked, why),
        }
    }
    read.finish()
}

/// What is known before anybody is asked.
fn known(
    asks: &[Ask],
    actor: Id<User>,
    named: &Named,
    customs: &dyn Customs,
) -> Result<Map<String, Value>, Unread> {
    let mut command = Map::new();
    for ask in asks {
        if ask.is_actor || ask.is_own {
            command.insert(ask.name.to_owned(), json!(actor));
        } else if is_place(ask) {
            command.insert(ask.name.to_owned(), json!(actor.locality()));
        } else if let Some((_, text)) = named.iter().find(|(name, _)| name == ask.name) {
            let whole = || text.parse::<i64>().ok().map(Value::from);
            let value =
                if ask.kind == AskKind::Whole { whole() } else { fit(ask.kind, &json!(text), customs).ok() };
            command.insert(ask.name.to_owned(), value.ok_or(Unread::Nowhere)?);
        }
    }
    Ok(command)
}

/// What is left to ask for.
fn open<'a>(asks: &'a [Ask], named: &'a Named) -> impl Iterator<Item = &'a Ask> {
    asks.iter()
        .filter(|ask| !ask.is_actor && !is_place(ask) && named.iter().all(|(name, _)| name != ask.name))
}

/// Whether a field is the market area, which is that of whoever acts.
fn is_place(ask: &Ask) -> bool {
    ask.name == "locality" && ask.kind == AskKind::Inner
}

/// The name under which a field is asked for, and whether it is a code that is hashed.
fn asked_as(ask: &Ask) -> (&'static str, bool) {
    if ask.name == "code_digest" { ("code", true) } else { (ask.name, false) }
}

/// A code as somebody types it who sees it with a space in it; nothing of what cannot be one, so that no try is lost by it.
pub fn six_digits(code: &str) -> Option<String> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// The digest of a code of the trade that is named, or that it cannot be one.
fn digest(named: &Named, code: &str) -> Result<Result<Value, Why>, Unread> {
    let trade = named.iter().find(|(name, _)| name == "trade").and_then(|(_, id)| Id::parse(id));
    let trade = trade.ok_or(Unread::Nowhere)?;
    let digest = |code: String| json!(Handover::digest(trade, &code));
    Ok(six_digits(code).map(digest).ok_or(Why::Misfit("invalid-code", Vec::new())))
}

/// Positions with counts, as the boxes `items-3` of a form have them; those of nothing are left out.
fn counted(name: &str, typed: &[(String, String)]) -> Value {
    let one = |(typed, value): &(String, String)| {
        let position: i64 = typed.strip_prefix(name)?.strip_prefix('-')?.parse().ok()?;
        let count: i64 = value.trim().parse().ok().filter(|count| *count > 0)?;
        Some(json!({ "position": position, "count": count }))
    };
    typed.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests;
