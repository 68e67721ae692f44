//! Whether something sent is what is asked for, and the command's own JSON of it.

use super::{Customs, value};
use crate::error::Invalid;
use kernel::{Argument, Ask, AskKind, ClockTime, Id, NoText, Span, TimeOfDay, Timestamp};
use serde_json::{Map, Value, json};

/// Why something sent is not what is asked for.
#[derive(Debug)]
pub(super) enum Why {
    /// It is JSON of another kind, which only a program sends: what is wanted.
    Shape(&'static str),
    /// Somebody can write it in another way: the key of the sentence that says how, and what that names.
    Misfit(&'static str, Vec<(&'static str, Argument)>),
    /// What is wrong inside it, each with where.
    Inside(Vec<(String, Self)>),
}

/// All that is wrong with what was sent.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    /// What is JSON of another kind, in a program's words.
    pub(super) shape: Vec<String>,
    /// What somebody can write in another way.
    pub(super) misfits: Vec<Invalid>,
}

impl Wrong {
    /// Adds what is wrong with a field.
    pub(super) fn note(&mut self, field: &str, why: Why) {
        match why {
            Why::Shape(wanted) => self.shape.push(format!("`{field}` has to be {wanted}")),
            Why::Misfit(sentence, arguments) => {
                self.misfits.push(Invalid { field: field.to_owned(), sentence, arguments });
            }
            Why::Inside(all) => {
                for (inner, why) in all {
                    self.note(&format!("{field}.{inner}"), why);
                }
            }
        }
    }
}

impl Why {
    fn misfit(sentence: &'static str) -> Self {
        Self::Misfit(sentence, Vec::new())
    }
}

/// A value of a body as the command's own JSON has it.
pub(super) fn fit(kind: AskKind, sent: &Value, customs: &dyn Customs) -> Result<Value, Why> {
    let text = || sent.as_str().ok_or(Why::Shape("text"));
    let read = |value: Option<Value>, sentence| value.ok_or(Why::misfit(sentence));
    match kind {
        AskKind::Id => read(Id::<()>::parse(text()?).map(|id| json!(id)), "invalid-id"),
        AskKind::Bool => sent.as_bool().map(Value::from).ok_or(Why::Shape("true or false")),
        AskKind::Whole | AskKind::Amount => whole(kind, sent),
        AskKind::Money => money(sent, customs),
        AskKind::Time => read(time(text()?).map(|time| json!(time)), "invalid-time"),
        AskKind::Span => span(sent),
        AskKind::Date => read(kernel::read_date(text()?).map(|date| json!(date.to_string())), "invalid-day"),
        AskKind::ClockTime => {
            read(text()?.parse::<ClockTime>().ok().map(|time| json!(time)), "invalid-clock-time")
        }
        AskKind::TimeOfDay => {
            read(text()?.parse::<TimeOfDay>().ok().map(|time| json!(time)), "invalid-time-of-day")
        }
        AskKind::PostCode => {
            read(text()?.parse::<kernel::PostCode>().ok().map(|code| json!(code)), "invalid-post-code")
        }
        AskKind::Currency => read(customs.decimals(text()?).map(|_| sent.clone()), "invalid-currency"),
        AskKind::EmailAddress => {
            read(text()?.parse::<kernel::EmailAddress>().ok().map(|address| json!(address)), "invalid-email")
        }
        AskKind::PhoneNumber => read(phone(text()?, customs), "invalid-phone"),
        AskKind::ShortText { least, most } => {
            kernel::short_text(text()?, least, most).map(Value::from).map_err(unreadable)
        }
        AskKind::LongText { most } => kernel::long_text(text()?, most).map(Value::from).map_err(unreadable),
        AskKind::Text => {
            let is_plain = !text()?.contains(char::is_control);
            is_plain.then(|| sent.clone()).ok_or(Why::misfit("invalid-text-control"))
        }
        AskKind::Word(words) => {
            let is_one = words.contains(&text()?);
            let named = || vec![("words", Argument::Text(words.join(", ")))];
            is_one.then(|| sent.clone()).ok_or_else(|| Why::Misfit("invalid-word", named()))
        }
        AskKind::List(kind) => {
            let list = sent.as_array().ok_or(Why::Shape("a list"))?;
            gathered(list.iter().enumerate().map(|(at, one)| (at.to_string(), fit(*kind, one, customs))))
                .map(|all| all.into_iter().map(|(_, one)| one).collect())
        }
        AskKind::Group(asks) => group(asks, sent.as_object().ok_or(Why::Shape("an object"))?, customs),
        AskKind::Inner => Err(Why::Shape("left out")),
    }
}

/// What is said of a text that is none.
pub(crate) fn unread(why: NoText) -> (&'static str, Vec<(&'static str, Argument)>) {
    let count = |count: usize| Argument::Number(i64::try_from(count).unwrap_or(i64::MAX));
    match why {
        NoText::Nothing => ("invalid-text-nothing", Vec::new()),
        NoText::Control => ("invalid-text-control", Vec::new()),
        NoText::Short { least } => ("invalid-text-short", vec![("least", count(least))]),
        NoText::Long { most } => ("invalid-text-long", vec![("most", count(most))]),
    }
}

fn unreadable(why: NoText) -> Why {
    let (sentence, arguments) = unread(why);
    Why::Misfit(sentence, arguments)
}

/// What is said where something is left out.
pub(super) fn missing(kind: AskKind, customs: &dyn Customs) -> Why {
    match kind {
        AskKind::Bool => Why::misfit("invalid-bool"),
        AskKind::Whole => Why::misfit("invalid-count"),
        AskKind::Amount => Why::misfit("invalid-minor"),
        AskKind::List(_) | AskKind::Inner => Why::Shape("there"),
        // Everything that is asked for inside is missing.
        AskKind::Group(asks) => group(asks, &Map::new(), customs).err().unwrap_or(Why::Shape("an object")),
        AskKind::Money => Why::misfit("invalid-money"),
        AskKind::Span => Why::misfit("invalid-span"),
        AskKind::Text => Why::misfit("invalid-text-nothing"),
        AskKind::Id
        | AskKind::Time
        | AskKind::Date
        | AskKind::Currency
        | AskKind::TimeOfDay
        | AskKind::ClockTime
        | AskKind::PostCode
        | AskKind::EmailAddress
        | AskKind::PhoneNumber
        | AskKind::ShortText { .. }
        | AskKind::LongText { .. }
        | AskKind::Word(_) => fit(kind, &json!(""), customs).err().unwrap_or(Why::Shape("there")),
    }
}

fn group(asks: &[Ask], sent: &Map<String, Value>, customs: &dyn Customs) -> Result<Value, Why> {
    let mut unknown = sent.keys().filter(|name| asks.iter().all(|ask| ask.name != *name));
    let extra = unknown.next().map(|name| (name.clone(), Err(Why::Shape("left out"))));
    let member = |ask: &Ask| {
        let sent = sent.get(ask.name).filter(|sent| !sent.is_null());
        (ask.name.to_owned(), value(ask, sent, customs))
    };
    gathered(asks.iter().map(member).chain(extra)).map(|all| Value::Object(all.into_iter().collect()))
}

/// All of them, or all that is wrong among them.
fn gathered(all: impl Iterator<Item = (String, Result<Value, Why>)>) -> Result<Vec<(String, Value)>, Why> {
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for (name, one) in all {
        match one {
            Ok(value) => right.push((name, value)),
            Err(why) => wrong.push((name, why)),
        }
    }
    if wrong.is_empty() { Ok(right) } else { Err(Why::Inside(wrong)) }
}

fn whole(kind: AskKind, sent: &Value) -> Result<Value, Why> {
    let sentence = if kind == AskKind::Amount { "invalid-minor" } else { "invalid-count" };
    if !sent.is_number() {
        return Err(Why::Shape("a whole number"));
    }
    sent.as_i64().map(Value::from).ok_or(Why::misfit(sentence))
}

fn money(sent: &Value, customs: &dyn Customs) -> Result<Value, Why> {
    let sent = sent.as_object().ok_or(Why::Shape("an object of minor and currency"))?;
    let minor = sent.get("minor").and_then(Value::as_i64).ok_or(Why::misfit("invalid-money"))?;
    let currency = sent.get("currency").and_then(Value::as_str).ok_or(Why::misfit("invalid-money"))?;
    let decimals = customs.decimals(currency).ok_or(Why::misfit("invalid-currency"))?;
    if sent.get("exponent").is_some_and(|said| said.as_u64() != Some(u64::from(decimals))) {
        return Err(Why::misfit("invalid-currency"));
    }
    Ok(json!({ "amount": minor, "currency": currency }))
}

fn span(sent: &Value) -> Result<Value, Why> {
    let sent = sent.as_object().ok_or(Why::Shape("an object of starts_at and ends_at"))?;
    let end = |name: &str| time(sent.get(name)?.as_str()?);
    let span = end("starts_at")
        .zip(end("ends_at"))
        .and_then(|(starts_at, ends_at)| Span::between(starts_at, ends_at));
    span.map(|span| json!(span)).ok_or(Why::misfit("invalid-span"))
}

fn time(text: &str) -> Option<Timestamp> {
    kernel::read_rfc3339(text)
}

fn phone(text: &str, customs: &dyn Customs) -> Option<Value> {
    let number = match customs.dialing() {
        Some(dialing) => kernel::PhoneNumber::of(text, dialing),
        None => text.parse(),
    };
    number.ok().map(|number| json!(number))
}
