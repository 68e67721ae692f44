//! Commands as the edges take them: a JSON body or a form becomes the command, by what the command is asked for with.
//!
//! A member of a body is a field of the command. The acting user and what the address names are known and not asked for. A
//! field `code_digest` is asked for as `code`, which is hashed here: the code itself goes no further.

use kernel::{Ask, AskKind, Askable, Command, Id};
use market::support::completion::Handover;
use market::users::User;
use serde::de::DeserializeOwned;
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
    finish(read(C::ASKS, known(C::ASKS, actor, named)?, named, body)?)
}

/// What a call is asked with that gives no one command.
///
/// # Errors
/// [`Unread::Misfit`].
pub fn body_of_json<A: Askable + DeserializeOwned>(body: Map<String, Value>) -> Result<A, Unread> {
    finish(read(asks::<A>(), Map::new(), &Named::new(), body)?)
}

/// What a group of fields asks for.
pub fn asks<A: Askable>() -> &'static [Ask] {
    if let AskKind::Group(asks) = A::KIND { asks } else { &[] }
}

/// Adds what a body holds to what is known.
fn read(
    asks: &[Ask],
    mut known: Map<String, Value>,
    named: &Named,
    mut body: Map<String, Value>,
) -> Result<Map<String, Value>, Unread> {
    for ask in open(asks, named) {
        let (asked, is_code) = asked_as(ask);
        let sent = body.remove(asked).filter(|sent| !sent.is_null());
        let value = match &sent {
            None if ask.is_own => continue,
            Some(sent) if is_code => digest(named, sent.as_str().unwrap_or_default())?,
            sent => value(ask, sent.as_ref()).ok_or_else(|| misfit(asked, ask.kind))?,
        };
        known.insert(ask.name.to_owned(), value);
    }
    match body.keys().next() {
        Some(unknown) => Err(Unread::Misfit(format!("`{unknown}` is not asked for"))),
        None => Ok(known),
    }
}

/// A member of a body, or what it is when it is left out.
fn value(ask: &Ask, sent: Option<&Value>) -> Option<Value> {
    match sent {
        Some(sent) => inward(ask.kind, sent),
        None if ask.is_optional => Some(Value::Null),
        None if matches!(ask.kind, AskKind::List(_)) => Some(json!([])),
        None => ask.or.map(Value::from),
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
            (None, _) if ask.is_own => continue,
            (text, _) => value(ask, text.map(Value::from).as_ref()).ok_or_else(wrong)?,
        };
        command.insert(ask.name.to_owned(), value);
    }
    finish(command)
}

/// What a body has to hold, as a JSON Schema with an example; `None` when nothing is asked for.
pub fn schema<C: Command>(named: &[&str]) -> Option<Value> {
    let named: Named = named.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    described(&open(C::ASKS, &named).collect::<Vec<_>>())
}

/// As [`schema`], for what [`body_of_json`] reads.
pub fn body_schema<A: Askable>() -> Option<Value> {
    described(&asks::<A>().iter().collect::<Vec<_>>())
}

fn described(open: &[&Ask]) -> Option<Value> {
    (!open.is_empty()).then(|| group(open))
}

fn group(asks: &[&Ask]) -> Value {
    let asked = |ask: &&Ask| asked_as(ask).0.to_owned();
    let described = |ask: &&Ask| {
        let mut schema = schema_of(ask.kind);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), ask.about.into());
            schema.extend(ask.or.map(|or| ("default".to_owned(), or.into())));
        }
        (asked(ask), schema)
    };
    let required =
        asks.iter().filter(|ask| is_required(ask) && !matches!(ask.kind, AskKind::List(_))).map(asked);
    let required: Vec<String> = required.collect();
    let properties: Map<String, Value> = asks.iter().map(described).collect();
    let example: Map<String, Value> = example_of(asks.iter().copied());
    json!({
        "type": "object", "additionalProperties": false, "required": required, "properties": properties,
        "example": example,
    })
}

fn is_required(ask: &Ask) -> bool {
    !(ask.is_optional || ask.is_own || ask.or.is_some())
}

/// An example of what has to be sent, and of what says how it looks.
fn example_of<'a>(asks: impl Iterator<Item = &'a Ask>) -> Map<String, Value> {
    let is_told =
        |ask: &&Ask| is_required(ask) || ask.example.is_some() || matches!(ask.kind, AskKind::Group(_));
    let told = |ask: &Ask| match (ask.example, ask.kind) {
        (Some(text), AskKind::Whole | AskKind::Amount) => text.parse::<i64>().unwrap_or_default().into(),
        (Some(text), _) => text.into(),
        (None, kind) => example(kind),
    };
    asks.filter(is_told).map(|ask| (asked_as(ask).0.to_owned(), told(ask))).collect()
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
        AskKind::Text | AskKind::PostCode | AskKind::Currency | AskKind::Inner => json!({ "type": "string" }),
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
        AskKind::Text | AskKind::PostCode | AskKind::Inner => json!("97214"),
        AskKind::Word(words) => json!(words.first()),
        AskKind::List(kind) => json!([example(*kind)]),
        AskKind::Group(asks) => example_of(asks.iter()).into(),
    }
}

/// What is known before anybody is asked.
fn known(asks: &[Ask], actor: Id<User>, named: &Named) -> Result<Map<String, Value>, Unread> {
    let mut command = Map::new();
    for ask in asks {
        if ask.is_actor || ask.is_own {
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
        AskKind::PostCode => text()?.parse::<kernel::PostCode>().ok().map(|code| json!(code)),
        AskKind::Text | AskKind::Currency => text().map(Value::from),
        AskKind::Word(words) => text().filter(|word| words.contains(word)).map(Value::from),
        AskKind::List(kind) => sent.as_array()?.iter().map(|one| inward(*kind, one)).collect(),
        AskKind::Group(asks) => {
            let sent = sent.as_object()?;
            let member = |ask: &Ask| {
                Some((ask.name.to_owned(), value(ask, sent.get(ask.name).filter(|sent| !sent.is_null()))?))
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
    kernel::read_rfc3339(text).map(|time| json!(time))
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
        AskKind::PostCode => "a post code such as 97214".to_owned(),
        AskKind::Text | AskKind::Inner => "text".to_owned(),
        AskKind::Word(words) => format!("one of {}", words.join(", ")),
        AskKind::List(_) => "a list".to_owned(),
        AskKind::Group(asks) => {
            format!("an object of {}", asks.iter().map(|ask| ask.name).collect::<Vec<_>>().join(", "))
        }
    };
    Unread::Misfit(format!("`{name}` has to be {wanted}"))
}

fn finish<T: DeserializeOwned>(read: Map<String, Value>) -> Result<T, Unread> {
    serde_json::from_value(Value::Object(read)).map_err(|error| Unread::Misfit(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Amount, Currency};
    use market::support::completion::{MakeOffer, RecordDue, Report};
    use market::trade::part::RecordedAs;
    use market::users::assets::{OfferWork, PriceTerms};
    use market::users::availability::BeFree;

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
    fn what_is_left_out_is_as_declared() {
        let terms = json!({ "currency": "USD", "hourly": 1_800 });
        let sent = json!({ "sector": "kitchen-porter", "post_code": "97202", "terms": terms });
        let offer: OfferWork = of_json(Id::from_bits(1), &Named::new(), body(sent)).unwrap();
        let plain = PriceTerms::plain(Currency::new("USD").unwrap(), Amount(1_800));
        assert_eq!(offer.terms, Some(plain), "the same as on a page");
        let now = |sent| of_json::<BeFree>(Id::from_bits(1), &Named::new(), body(sent)).unwrap().resource;
        assert_eq!(now(json!({ "choice": "tonight" })), Id::from_bits(1), "whoever acts");
        assert_eq!(now(json!({ "choice": "tonight", "resource": TRADE })), Id::parse(TRADE).unwrap());
        let schema = schema::<BeFree>(&[]).unwrap();
        assert_eq!(schema["required"], json!(["choice"]));
    }

    #[test]
    fn a_schema_asks_for_what_the_address_does_not_name() {
        let schema = schema::<RecordDue>(&["trade", "part"]).unwrap();
        assert_eq!(schema["required"], json!(["due", "reason"]));
        assert_eq!(schema["example"], json!({ "due": 60, "reason": "performed" }));
        assert!(super::schema::<market::support::escrow::Agree>(&["trade"]).is_none());
    }
}
