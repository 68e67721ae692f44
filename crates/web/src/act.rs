//! Commands as the edges take them: a JSON body or a form becomes the command, by what the command is asked for with.
//!
//! A member of a body is a field of the command. The acting user and what the address names are known and not asked for. A
//! field `code_digest` is asked for as `code`, which is hashed here: the code itself goes no further.

use kernel::{Ask, AskKind, Command, Id, Schemas, Show, Timestamp};
use market::support::completion::Handover;
use market::users::User;
use serde_json::{Map, Value, json};

/// What the address of a call names: `trade` is `019a…`.
pub type Named = Vec<(String, String)>;

/// Why something sent is not the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The address names nothing.
    Nowhere,
    /// A member does not fit: which, and what is wanted.
    Misfit(String),
}

/// The command of a JSON body.
///
/// # Errors
/// [`Unread`].
pub fn of_json<C: Command>(actor: Id<User>, named: &Named, body: Map<String, Value>) -> Result<C, Unread> {
    let mut body = body;
    let mut command = known(C::ASKS, actor, named)?;
    for ask in open(C::ASKS, named) {
        let (asked, is_code) = asked_as(ask);
        let sent = body.remove(asked).filter(|sent| !sent.is_null());
        let value = match sent {
            Some(sent) if is_code => digest(named, sent.as_str().unwrap_or_default())?,
            Some(sent) => inward(ask.kind, &sent).ok_or_else(|| misfit(asked, ask.kind))?,
            None if ask.is_optional => Value::Null,
            None if matches!(ask.kind, AskKind::List(_)) => json!([]),
            None => return Err(misfit(asked, ask.kind)),
        };
        command.insert(ask.name.to_owned(), value);
    }
    if let Some(unknown) = body.keys().next() {
        return Err(Unread::Misfit(format!("`{unknown}` is not asked for")));
    }
    finish::<C>(command)
}

/// The command of a form: names and values as typed. `amount` reads an amount as people write it.
///
/// # Errors
/// [`Unread`].
pub fn of_form<C: Command>(
    actor: Id<User>,
    named: &Named,
    typed: &[(String, String)],
    amount: impl Fn(&str) -> Option<i64>,
) -> Result<C, Unread> {
    let mut command = known(C::ASKS, actor, named)?;
    let value_of = |name: &str| {
        let found = typed.iter().find(|(typed, value)| typed == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    };
    for ask in open(C::ASKS, named) {
        let (asked, is_code) = asked_as(ask);
        let wrong = || misfit(asked, ask.kind);
        let value = match (value_of(asked), ask.kind) {
            (_, AskKind::List(_)) => counted(asked, typed),
            (Some(code), _) if is_code => digest(named, code)?,
            (Some(text), AskKind::Amount) => json!(amount(text).ok_or_else(wrong)?),
            // A part of money counts in minor units: its form writes them as an amount.
            (Some(text), AskKind::Whole) if value_of("decimals").is_some() => {
                json!(amount(text).ok_or_else(wrong)?)
            }
            (Some(text), AskKind::Whole) => json!(text.parse::<i64>().map_err(|_| wrong())?),
            (text, AskKind::Bool) => json!(text.is_some()),
            (Some(text), kind) => inward(kind, &json!(text)).ok_or_else(wrong)?,
            (None, _) if ask.is_optional => Value::Null,
            (None, _) => return Err(wrong()),
        };
        command.insert(ask.name.to_owned(), value);
    }
    finish::<C>(command)
}

/// What a body has to hold, as a JSON Schema with an example; `None` when nothing is asked for.
pub fn schema<C: Command>(named: &[&str]) -> Option<Value> {
    let named: Named = named.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    let open: Vec<&Ask> = open(C::ASKS, &named).collect();
    (!open.is_empty()).then(|| group(&open))
}

fn group(asks: &[&Ask]) -> Value {
    let asked = |ask: &&Ask| asked_as(ask).0.to_owned();
    let described = |ask: &&Ask| {
        let mut schema = schema_of(ask.kind);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), ask.about.into());
        }
        (asked(ask), schema)
    };
    let required = asks.iter().filter(|ask| !ask.is_optional && !matches!(ask.kind, AskKind::List(_)));
    let required: Vec<String> = required.map(asked).collect();
    let properties: Map<String, Value> = asks.iter().map(described).collect();
    let shown = asks.iter().filter(|ask| !ask.is_optional);
    let example: Map<String, Value> = shown.map(|ask| (asked(ask), example(ask.kind))).collect();
    json!({
        "type": "object", "additionalProperties": false, "required": required, "properties": properties,
        "example": example,
    })
}

fn schema_of(kind: AskKind) -> Value {
    match kind {
        AskKind::Id => json!({ "type": "string", "format": "uuid" }),
        AskKind::Bool => json!({ "type": "boolean" }),
        AskKind::Whole | AskKind::Amount => json!({ "type": "integer", "format": "int64" }),
        AskKind::Money => json!({
            "type": "object", "required": ["minor", "currency"],
            "properties": { "minor": { "type": "integer" }, "currency": { "type": "string" } },
        }),
        AskKind::Time => json!({ "type": "string", "format": "date-time" }),
        AskKind::Span => json!({
            "type": "object", "required": ["starts_at", "ends_at"],
            "properties": {
                "starts_at": { "type": "string", "format": "date-time" },
                "ends_at": { "type": "string", "format": "date-time" },
            },
        }),
        AskKind::Date => json!({ "type": "string", "format": "date" }),
        AskKind::Text | AskKind::Currency | AskKind::Inner => json!({ "type": "string" }),
        AskKind::Word(words) => json!({ "type": "string", "enum": words }),
        AskKind::List(kind) => json!({ "type": "array", "items": schema_of(*kind) }),
        AskKind::Group(asks) => group(&asks.iter().collect::<Vec<_>>()),
    }
}

fn example(kind: AskKind) -> Value {
    match kind {
        AskKind::Id => json!("019ab0fe-26a1-7c33-8000-042f1c5d9e07"),
        AskKind::Bool => json!(true),
        AskKind::Whole => json!(60),
        AskKind::Amount => json!(1_800),
        AskKind::Money => json!({ "minor": 1_800, "currency": "USD" }),
        AskKind::Time => json!("2026-11-27T17:00:00Z"),
        AskKind::Span => json!({ "starts_at": "2026-11-27T17:00:00Z", "ends_at": "2026-11-27T21:00:00Z" }),
        AskKind::Date => json!("2026-11-27"),
        AskKind::Currency => json!("USD"),
        AskKind::Text | AskKind::Inner => json!("97214"),
        AskKind::Word(words) => json!(words.first()),
        AskKind::List(kind) => json!([example(*kind)]),
        AskKind::Group(asks) => {
            asks.iter().map(|ask| (ask.name.to_owned(), example(ask.kind))).collect::<Map<_, _>>().into()
        }
    }
}

/// What is known before anybody is asked.
fn known(asks: &[Ask], actor: Id<User>, named: &Named) -> Result<Map<String, Value>, Unread> {
    let mut command = Map::new();
    for ask in asks {
        if ask.is_actor {
            command.insert(ask.name.to_owned(), json!(actor));
        } else if is_place(ask) {
            command.insert(ask.name.to_owned(), json!(actor.locality()));
        } else if let Some((_, text)) = named.iter().find(|(name, _)| name == ask.name) {
            let is_whole = ask.kind == AskKind::Whole;
            let whole = || text.parse::<i64>().ok().map(Value::from);
            let value = if is_whole { whole() } else { inward(ask.kind, &json!(text)) };
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

fn digest(named: &Named, code: &str) -> Result<Value, Unread> {
    let trade = named.iter().find(|(name, _)| name == "trade").and_then(|(_, id)| Id::parse(id));
    Ok(json!(Handover::digest(trade.ok_or(Unread::Nowhere)?, code.trim())))
}

/// A value of a body as the command's own JSON has it.
fn inward(kind: AskKind, sent: &Value) -> Option<Value> {
    let text = || sent.as_str();
    match kind {
        AskKind::Id => Id::<()>::parse(text()?).map(|id| json!(id)),
        AskKind::Bool => sent.as_bool().map(Value::from),
        AskKind::Whole | AskKind::Amount => sent.as_i64().map(Value::from),
        AskKind::Money => Some(
            json!({ "amount": sent.get("minor")?.as_i64()?, "currency": sent.get("currency")?.as_str()? }),
        ),
        AskKind::Time => time(text()?),
        AskKind::Span => {
            let end = |name: &str| time(sent.get(name)?.as_str()?);
            Some(json!({ "starts_at": end("starts_at")?, "ends_at": end("ends_at")? }))
        }
        AskKind::Date => text()?.parse::<kernel::Date>().ok().map(|date| json!(date.to_string())),
        AskKind::Text | AskKind::Currency => text().map(Value::from),
        AskKind::Word(words) => text().filter(|word| words.contains(word)).map(Value::from),
        AskKind::List(kind) => sent.as_array()?.iter().map(|one| inward(*kind, one)).collect(),
        AskKind::Group(asks) => {
            let sent = sent.as_object()?;
            let member = |ask: &Ask| {
                let value = match sent.get(ask.name).filter(|value| !value.is_null()) {
                    Some(value) => inward(ask.kind, value)?,
                    None if ask.is_optional => Value::Null,
                    None => return None,
                };
                Some((ask.name.to_owned(), value))
            };
            let is_known = |name: &String| asks.iter().any(|ask| ask.name == name);
            if !sent.keys().all(is_known) {
                return None;
            }
            asks.iter().map(member).collect::<Option<Map<_, _>>>().map(Value::from)
        }
        AskKind::Inner => None,
    }
}

fn time(text: &str) -> Option<Value> {
    let time: jiff::Timestamp = text.parse().ok()?;
    Some(json!(Timestamp(time.as_microsecond())))
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

fn misfit(name: &str, kind: AskKind) -> Unread {
    let wanted = match kind {
        AskKind::Id => "an id".to_owned(),
        AskKind::Bool => "true or false".to_owned(),
        AskKind::Whole => "a whole number".to_owned(),
        AskKind::Amount => "an amount in minor units".to_owned(),
        AskKind::Money => "minor units with a currency".to_owned(),
        AskKind::Time => "a time such as 2026-11-27T17:00:00Z".to_owned(),
        AskKind::Span => "starts_at and ends_at".to_owned(),
        AskKind::Date => "a date such as 2026-11-27".to_owned(),
        AskKind::Currency => "a currency such as USD".to_owned(),
        AskKind::Text | AskKind::Inner => "text".to_owned(),
        AskKind::Word(words) => format!("one of {}", words.join(", ")),
        AskKind::List(_) => "a list".to_owned(),
        AskKind::Group(asks) => {
            format!("an object of {}", asks.iter().map(|ask| ask.name).collect::<Vec<_>>().join(", "))
        }
    };
    Unread::Misfit(format!("`{name}` has to be {wanted}"))
}

fn finish<C: Command>(command: Map<String, Value>) -> Result<C, Unread> {
    serde_json::from_value(Value::Object(command)).map_err(|error| Unread::Misfit(error.to_string()))
}

/// How an answer is described: by the schema of its type, or under a name where it is no object.
pub fn answer_schema<T: Show>(schemas: &mut Schemas, name: Option<&'static str>) -> Value {
    let schema = T::schema(schemas);
    match name {
        Some(name) => json!({ "type": "object", "required": [name], "properties": { (name): schema } }),
        None => schema,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Amount;
    use market::support::completion::{MakeOffer, RecordDue, Report};
    use market::trade::part::RecordedAs;

    const TRADE: &str = "019ab0fe-26a1-7c33-8000-042f1c5d9e07";

    fn named() -> Named {
        vec![("trade".to_owned(), TRADE.to_owned()), ("part".to_owned(), "2".to_owned())]
    }

    fn body(value: Value) -> Map<String, Value> {
        let Value::Object(body) = value else { panic!("{value}") };
        body
    }

    #[test]
    fn a_body_and_a_form_make_the_same_command() {
        let sent = body(json!({ "due": 60, "reason": "performed", "code": "123456" }));
        let of_body: RecordDue = of_json(Id::from_bits(1), &named(), sent).unwrap();
        let typed = [("due", "60"), ("reason", "performed"), ("code", " 123456 ")];
        let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let of_form: RecordDue = of_form(Id::from_bits(1), &named(), &typed, |_| None).unwrap();
        assert_eq!(format!("{of_body:?}"), format!("{of_form:?}"));
        assert_eq!((of_body.part, of_body.due, of_body.reason), (2, 60, RecordedAs::Performed));
        assert_eq!(of_body.code_digest, Some(Handover::digest(Id::parse(TRADE).unwrap(), "123456")));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let read = |sent| of_json::<RecordDue>(Id::from_bits(1), &named(), body(sent)).unwrap_err();
        let misfit = |why: &str| Unread::Misfit(why.to_owned());
        assert_eq!(read(json!({})), misfit("`due` has to be a whole number"));
        assert_eq!(
            read(json!({ "due": 1, "reason": "lost" })),
            misfit("`reason` has to be one of performed, not_taken")
        );
        assert_eq!(
            read(json!({ "due": 1, "reason": "performed", "more": 1 })),
            misfit("`more` is not asked for")
        );
        let nowhere = vec![("trade".to_owned(), "x".to_owned()), ("part".to_owned(), "2".to_owned())];
        assert_eq!(
            of_json::<RecordDue>(Id::from_bits(1), &nowhere, Map::new()).unwrap_err(),
            Unread::Nowhere
        );
    }

    #[test]
    fn a_form_writes_amounts_and_counts_as_people_do() {
        let typed = [("pays".to_owned(), "18.50".to_owned())];
        let offer: MakeOffer = of_form(Id::from_bits(1), &named(), &typed, |_| Some(1_850)).unwrap();
        assert_eq!(offer.pays, Amount(1_850));
        let typed = [("reason", "return"), ("items-1", ""), ("items-3", "2")];
        let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let report: Report = of_form(Id::from_bits(1), &named(), &typed, |_| None).unwrap();
        assert_eq!(report.items.iter().map(|item| (item.position, item.count)).collect::<Vec<_>>(), [(3, 2)]);
    }

    #[test]
    fn a_schema_asks_for_what_the_address_does_not_name() {
        let schema = schema::<RecordDue>(&["trade", "part"]).unwrap();
        assert_eq!(schema["required"], json!(["due", "reason"]));
        assert_eq!(schema["example"], json!({ "due": 60, "reason": "performed" }));
        assert!(super::schema::<market::support::escrow::Agree>(&["trade"]).is_none());
    }
}
