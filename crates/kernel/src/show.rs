//! Answers: what a call gives, as JSON with its description.

use crate::{
    Amount, BasisPoints, Currency, Date, DateOfBirth, Day, EmailAddress, Id, LongText, Money, PhoneNumber,
    PostCode, ShortText, Span, TimeOfDay, Timestamp, Zone,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An answer that says itself how it looks as JSON.
pub trait Show {
    /// Its JSON Schema; one with a name is put among the `schemas` and referred to.
    fn schema(schemas: &mut Schemas) -> Value;

    /// As JSON.
    fn show(&self, decimals: &dyn Decimals) -> Value;
}

/// An answer that is an object: its members can also stand among those of another, by `#[show(flatten)]`.
pub trait Members {
    /// What is said of each member.
    fn fields(schemas: &mut Schemas) -> Vec<Shown>;

    /// Adds the members to an object.
    fn add_to(&self, object: &mut Map<String, Value>, decimals: &dyn Decimals);
}

/// An amount whose currency stands in a field beside it: `#[show(money)]` shows the two as [`Money`].
pub trait InCurrency: Copy {
    /// The two together.
    type Money: Show;

    /// This amount of a currency.
    fn of(self, currency: Currency) -> Self::Money;
}

/// How many decimals a currency has.
pub trait Decimals {
    /// Those of one currency.
    fn of(&self, currency: Currency) -> u8;
}

/// The schemas that have names.
#[derive(Debug, Default)]
pub struct Schemas(BTreeMap<&'static str, Value>);

/// A field of an answer, for its schema.
#[derive(Debug)]
pub struct Shown {
    /// Its name.
    pub name: &'static str,
    /// Its schema.
    pub schema: Value,
    /// What it is.
    pub about: &'static str,
    /// Whether it is left out when it is nothing.
    pub is_optional: bool,
}

impl Shown {
    /// A field that is always there.
    pub fn new(name: &'static str, schema: Value, about: &'static str) -> Self {
        Self { name, schema, about, is_optional: false }
    }
}

impl Schemas {
    /// A reference to the schema of this name, which is made if it is not there yet.
    pub fn named(
        &mut self,
        name: &'static str,
        about: &'static str,
        fields: impl FnOnce(&mut Self) -> Vec<Shown>,
    ) -> Value {
        if !self.0.contains_key(name) {
            // It may refer to itself.
            self.0.insert(name, Value::Null);
            let fields = fields(self);
            let required = fields.iter().filter(|field| !field.is_optional);
            // In the order of the properties.
            let required: BTreeSet<&str> = required.map(|field| field.name).collect();
            let described = |field: &Shown| {
                let mut schema = field.schema.clone();
                if let (Some(schema), false) = (schema.as_object_mut(), field.about.is_empty()) {
                    schema.insert("description".to_owned(), field.about.into());
                }
                (field.name.to_owned(), schema)
            };
            let properties: Map<String, Value> = fields.iter().map(described).collect();
            let schema = json!({
                "type": "object", "description": about, "required": required, "properties": properties,
            });
            self.0.insert(name, schema);
        }
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().map(|(name, schema)| (*name, schema))
    }
}

macro_rules! plain {
    ($($type:ty: $schema:tt, $this:ident => $value:expr;)+) => {
        $(impl Show for $type {
            fn schema(_: &mut Schemas) -> Value {
                json!($schema)
            }
            fn show(&self, _: &dyn Decimals) -> Value {
                let $this = self;
                $value
            }
        })+
    };
}

plain! {
    bool: { "type": "boolean" }, this => json!(this);
    i64: { "type": "integer", "format": "int64" }, this => json!(this);
    usize: { "type": "integer", "minimum": 0 }, this => json!(this);
    String: { "type": "string" }, this => json!(this);
    &str: { "type": "string" }, this => json!(this);
    Arc<str>: { "type": "string" }, this => json!(**this);
    Amount: { "type": "integer", "format": "int64", "description": "Minor units." }, this => json!(this.0);
    BasisPoints: { "type": "integer", "format": "int64" }, this => json!(this.0);
    Currency: { "type": "string", "example": "USD" }, this => json!(this.code());
    Date: { "type": "string", "format": "date" }, this => json!(this.to_string());
    Day: { "type": "string", "format": "date" }, this => json!(this.date().to_string());
    DateOfBirth: { "type": "string", "format": "date" }, this => json!(this.date().to_string());
    EmailAddress: { "type": "string", "format": "email" }, this => json!(this.as_str());
    PhoneNumber: { "type": "string", "example": "+15035550100" }, this => json!(this.as_str());
    TimeOfDay: { "type": "string", "example": "17:00" }, this => json!(this.to_string());
    PostCode: { "type": "string", "example": "97214" }, this => json!(this.as_str());
    Zone: { "type": "string", "example": "America/Los_Angeles" }, this => json!(this.name());
    Timestamp: { "type": "string", "format": "date-time" }, this => json!(rfc3339(*this));
}

/// A time in UTC, as RFC 3339 has it. Times outside the calendar become its nearest end.
pub fn rfc3339(time: Timestamp) -> String {
    let end = if time.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_microsecond(time.0).unwrap_or(end).to_string()
}

/// A time out of RFC 3339, whatever its offset.
pub fn read_rfc3339(text: &str) -> Option<Timestamp> {
    let time: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp(time.as_microsecond()))
}

impl<const MOST: usize, const LEAST: usize> Show for ShortText<MOST, LEAST> {
    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "string", "minLength": LEAST, "maxLength": MOST })
    }
    fn show(&self, _: &dyn Decimals) -> Value {
        json!(self.as_str())
    }
}

impl<const MOST: usize> Show for LongText<MOST> {
    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "string", "minLength": 1, "maxLength": MOST })
    }
    fn show(&self, _: &dyn Decimals) -> Value {
        json!(self.as_str())
    }
}

impl<T> Show for Id<T> {
    fn schema(_: &mut Schemas) -> Value {
        json!({ "type": "string", "format": "uuid" })
    }
    fn show(&self, _: &dyn Decimals) -> Value {
        json!(self.to_string())
    }
}

impl Show for Money {
    fn schema(schemas: &mut Schemas) -> Value {
        let about = "An amount: whole minor units of a currency, and how many decimals that has.";
        schemas.named("Money", about, |schemas| {
            vec![
                Shown::new("minor", i64::schema(schemas), "Minor units: cents."),
                Shown::new("currency", Currency::schema(schemas), "By ISO 4217."),
                Shown::new("exponent", i64::schema(schemas), "How many decimals it has."),
            ]
        })
    }
    fn show(&self, decimals: &dyn Decimals) -> Value {
        let exponent = decimals.of(self.currency);
        json!({ "minor": self.amount.0, "currency": self.currency.code(), "exponent": exponent })
    }
}

impl Show for Span {
    fn schema(schemas: &mut Schemas) -> Value {
        schemas.named("Span", "From one time until another, on the quarter-hour.", Self::fields)
    }
    fn show(&self, decimals: &dyn Decimals) -> Value {
        crate::__private::object(self, decimals)
    }
}

impl Members for Span {
    fn fields(schemas: &mut Schemas) -> Vec<Shown> {
        let mut end = |name| Shown::new(name, Timestamp::schema(schemas), "");
        vec![end("starts_at"), end("ends_at")]
    }
    fn add_to(&self, object: &mut Map<String, Value>, _: &dyn Decimals) {
        for (name, at) in [("starts_at", self.starts_at()), ("ends_at", self.ends_at())] {
            object.insert(name.to_owned(), rfc3339(at).into());
        }
    }
}

impl Show for () {
    fn schema(_: &mut Schemas) -> Value {
        Value::Null
    }
    fn show(&self, _: &dyn Decimals) -> Value {
        Value::Null
    }
}

impl InCurrency for Amount {
    type Money = Money;
    fn of(self, currency: Currency) -> Money {
        Money { amount: self, currency }
    }
}

impl InCurrency for Option<Amount> {
    type Money = Option<Money>;
    fn of(self, currency: Currency) -> Option<Money> {
        self.map(|amount| amount.of(currency))
    }
}

/// The schema of something that may be nothing. Said twice, nothing would be two things at once, which `oneOf` forbids.
fn nullable(schema: &Value) -> Value {
    let nothing = json!({ "type": "null" });
    let is_nullable = schema.pointer("/oneOf/0") == Some(&nothing);
    if is_nullable { schema.clone() } else { json!({ "oneOf": [nothing, schema] }) }
}

impl<T: Show> Show for Option<T> {
    fn schema(schemas: &mut Schemas) -> Value {
        nullable(&T::schema(schemas))
    }
    fn show(&self, decimals: &dyn Decimals) -> Value {
        self.as_ref().map_or(Value::Null, |shown| shown.show(decimals))
    }
}

/// The members of something that need not be there: each is then nothing.
impl<T: Members> Members for Option<T> {
    fn fields(schemas: &mut Schemas) -> Vec<Shown> {
        let mut fields = T::fields(schemas);
        for field in &mut fields {
            field.schema = nullable(&field.schema);
        }
        fields
    }
    fn add_to(&self, object: &mut Map<String, Value>, decimals: &dyn Decimals) {
        if let Some(shown) = self {
            return shown.add_to(object, decimals);
        }
        let names = T::fields(&mut Schemas::default()).into_iter().map(|field| field.name);
        object.extend(names.map(|name| (name.to_owned(), Value::Null)));
    }
}

impl<T: Show> Show for Vec<T> {
    fn schema(schemas: &mut Schemas) -> Value {
        json!({ "type": "array", "items": T::schema(schemas) })
    }
    fn show(&self, decimals: &dyn Decimals) -> Value {
        self.iter().map(|shown| shown.show(decimals)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use derive::{Members, Show};

    /// Something on a stall.
    #[derive(Members)]
    #[show(only(title, each))]
    struct Ware {
        title: String,
        #[expect(dead_code, reason = "what is not shown")]
        bought_for: Amount,
        currency: Currency,
        /// For a piece.
        #[show(money)]
        each: Amount,
    }

    /// A stall.
    #[derive(Show)]
    #[show(name = "StallShown")]
    struct Stall {
        #[show(flatten)]
        ware: Option<Ware>,
        #[show(name = "left")]
        count: i64,
    }

    struct Cents;

    impl Decimals for Cents {
        fn of(&self, _: Currency) -> u8 {
            2
        }
    }

    #[test]
    fn members_stand_among_those_of_another_and_an_amount_with_its_currency() {
        let ware = Ware {
            title: "Honey".to_owned(),
            bought_for: Amount(500),
            currency: Currency::EXAMPLE,
            each: Amount(900),
        };
        let each = json!({ "minor": 900, "currency": "USD", "exponent": 2 });
        let shown = Stall { ware: Some(ware), count: 3 }.show(&Cents);
        assert_eq!(shown, json!({ "title": "Honey", "each": each, "left": 3 }));
        let sold_out = Stall { ware: None, count: 0 }.show(&Cents);
        assert_eq!(sold_out, json!({ "title": null, "each": null, "left": 0 }));
        let mut schemas = Schemas::default();
        assert_eq!(Stall::schema(&mut schemas), json!({ "$ref": "#/components/schemas/StallShown" }));
        let (_, schema) = schemas.all().find(|(name, _)| *name == "StallShown").unwrap();
        assert_eq!(schema["required"], json!(["each", "left", "title"]));
        assert_eq!(schema["properties"]["each"]["description"], "For a piece.");
        let nothing_or_text = json!({ "oneOf": [{ "type": "null" }, { "type": "string" }] });
        assert_eq!(schema["properties"]["title"], nothing_or_text);
    }

    #[test]
    fn nothing_was_two_things_at_once_where_it_was_said_twice() {
        let mut schemas = Schemas::default();
        let schema = <Option<Option<String>>>::schema(&mut schemas);
        assert_eq!(schema, json!({ "oneOf": [{ "type": "null" }, { "type": "string" }] }));
    }

    #[test]
    fn times_are_written_in_utc_and_read_from_any_offset() {
        let five = read_rfc3339("2026-11-27T17:00:00-08:00").unwrap();
        assert_eq!(rfc3339(five), "2026-11-28T01:00:00Z");
        assert_eq!(read_rfc3339("2026-11-27"), None);
        assert_eq!(read_rfc3339("2026-11-27T17:00:00"), None);
    }
}
