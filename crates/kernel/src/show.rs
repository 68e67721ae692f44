//! Answers: what a call gives, as JSON with its description.

use crate::{Amount, BasisPoints, Currency, Date, Day, Id, Money, Span, Timestamp, Zone};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// An answer that says itself how it looks as JSON.
pub trait Show {
    /// Its JSON Schema; one with a name is put among the `schemas` and referred to.
    fn schema(schemas: &mut Schemas) -> Value;

    /// As JSON.
    fn show(&self, decimals: &dyn Decimals) -> Value;
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
            let required: Vec<&str> = required.map(|field| field.name).collect();
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
    Amount: { "type": "integer", "format": "int64", "description": "Minor units." }, this => json!(this.0);
    BasisPoints: { "type": "integer", "format": "int64" }, this => json!(this.0);
    Currency: { "type": "string", "example": "USD" }, this => json!(this.code());
    Date: { "type": "string", "format": "date" }, this => json!(this.to_string());
    Day: { "type": "string", "format": "date" }, this => json!(this.date().to_string());
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
        schemas.named("Span", "From one time until another, on the quarter-hour.", |schemas| {
            vec![
                Shown::new("starts_at", Timestamp::schema(schemas), ""),
                Shown::new("ends_at", Timestamp::schema(schemas), ""),
            ]
        })
    }
    fn show(&self, _: &dyn Decimals) -> Value {
        json!({ "starts_at": rfc3339(self.starts_at()), "ends_at": rfc3339(self.ends_at()) })
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

impl<T: Show> Show for Option<T> {
    fn schema(schemas: &mut Schemas) -> Value {
        json!({ "oneOf": [{ "type": "null" }, T::schema(schemas)] })
    }
    fn show(&self, decimals: &dyn Decimals) -> Value {
        self.as_ref().map_or(Value::Null, |shown| shown.show(decimals))
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

    #[test]
    fn times_are_written_in_utc_and_read_from_any_offset() {
        let five = read_rfc3339("2026-11-27T17:00:00-08:00").unwrap();
        assert_eq!(rfc3339(five), "2026-11-28T01:00:00Z");
        assert_eq!(read_rfc3339("2026-11-27"), None);
        assert_eq!(read_rfc3339("2026-11-27T17:00:00"), None);
    }
}
