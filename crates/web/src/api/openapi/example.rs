//! Examples of answers, made from their schemas, so that they cannot say anything else. A schema that says how it looks is
//! believed; a text that only a person can make up is here, by the name of its member.

use serde_json::{Map, Value, json};

/// An id.
pub(in crate::api) const ID: &str = "019ab0fe-26a1-7c33-8000-042f1c5d9e07";
/// A digest.
const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const RULE: &str = "us-or-food-handler-card@1";

/// The texts of members that no kind, no list of words and no example of their type tells.
const TEXTS: &[(&str, &str)] = &[
    ("address", "/api/v1/trades/019ab0fe-26a1-7c33-8000-042f1c5d9e07/agreement"),
    ("again", "/api/v1/options?sector=kitchen-porter&post_code=97214&date=2026-12-04&from=17:00&minutes=240"),
    ("answer", "You are right: the fourth hour is on its way to you."),
    ("approach", "An oak frame on pad foundations."),
    ("asker_name", "Ben O."),
    ("binding_text", "Contract for work …"),
    ("buyer_name", "Café Uno"),
    ("cite", "ORS 624.570"),
    ("claim", "food_handler_card"),
    ("code", "35-9021"),
    ("component", "van"),
    ("condition", "sector.requires_food_handler_card"),
    ("contract_digest", DIGEST),
    ("counterparty", "authority:us-or"),
    ("csrf", DIGEST),
    ("currency", "USD"),
    ("description", "Steel frame, mudguards, a rack and lights."),
    ("detail", "Write a ZIP code of five digits that we know, for example 97205."),
    ("device", "Firefox on Linux"),
    ("digest", DIGEST),
    ("display_name", "Ana R."),
    ("effect", "require"),
    ("ends_in", "4410"),
    ("entries", "0000000000000000000000000000000000000000000000000000000000000000"),
    ("events", "000000000000000000000000000000000000000000000000"),
    ("experience", "Four garden rooms since 2022."),
    ("facts_digest", DIGEST),
    ("feed", "/en/calendar/019ab0fe-26a1-7c33-8000-042f1c5d9e07.9f86d081884c7d65.ics"),
    ("field", "post_code"),
    ("formula", "seller.food_handler_card"),
    ("found_as", "ana r."),
    ("holder", "Ana Rivera"),
    ("instance", "5d41402abc4b2a76b9719d911017c592"),
    ("issuer", "Oregon Health Authority"),
    ("judged_on", "2026-11-27"),
    ("jurisdiction", "us-or-portland"),
    ("language", "en"),
    ("method", "POST"),
    ("missing", "hire-vans"),
    ("must_haves", "A floor without a step."),
    ("name", "Ana R."),
    ("note", "Back door. Ask for Kim; wear black."),
    ("number", "7F3K-09QX"),
    ("official_title", "Dishwashers"),
    ("order", "payer_pays, distance_m, offering"),
    ("other_name", "Ana R."),
    ("outcome", "holds"),
    ("owner", "the operator"),
    ("owner_name", "Ana R."),
    ("pack_hash", DIGEST),
    ("parent", "35-9000"),
    ("part", "condition"),
    ("photo", DIGEST),
    ("photos", DIGEST),
    ("places", "us-or-portland"),
    ("plain", "Who works with food needs a food handler card."),
    ("question", "Is there a loading dock at the back?"),
    ("quote", "A person involved in food preparation must complete a training program."),
    ("reason", "needs-card"),
    ("refused", "/problems/availability/taken"),
    ("removed_by", "us-or.food_handler_card@1"),
    (
        "replacement",
        "/api/v1/options?sector=kitchen-porter&post_code=97214&date=2026-11-27&from=18:00&minutes=180",
    ),
    ("rule", RULE),
    ("rules", "us-or.food_handler_card@1"),
    ("scorer_name", "Ana R."),
    ("sector", "35-9021"),
    ("seller_name", "Ana R."),
    ("session", DIGEST),
    ("short_address", "8c4d7h20"),
    ("slug", "kitchen-porter"),
    ("source", "concession choice"),
    ("statement", "They sent me away an hour early."),
    ("status", "demo"),
    ("street", "12 SE Ash Street"),
    ("system", "Linux"),
    ("team", "Two of us, and an electrician for a day."),
    ("template", "work"),
    ("text", "Ana R. works for Café Uno on Friday, November 27, from 5pm to 9pm."),
    ("title", "City bicycle, 54 cm"),
    ("token", "1.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ("town", "Portland"),
    ("type", "/problems/request/invalid"),
    ("unit", "USD"),
    ("url", "https://www.oregonlegislature.gov/bills_laws/ors/ors624.html"),
    ("value", "true"),
    ("why", "A warm room to sit in from March to October."),
    ("why_not", "booking-checks/denied"),
    ("words", "Café Uno confirmed 225 minutes."),
];

/// Whole numbers that would be odd as any other.
const NUMBERS: &[(&str, i64)] = &[
    ("exponent", 2),
    ("minor", 7_200),
    ("status", 422),
    ("distance_m", 1_400),
    ("radius_m", 15_000),
    ("worked_minutes", 225),
    ("lat_e7", 455_152_000),
    ("lon_e7", -1_226_784_000),
];

/// An example of what a schema describes; `name` is that of the member that it is of.
pub(super) fn of(name: &str, schema: &Value, schemas: &Map<String, Value>) -> Value {
    let text = |member: &str| schema.get(member).and_then(Value::as_str);
    if let Some(referred) = text("$ref").and_then(|reference| schemas.get(reference.rsplit('/').next()?)) {
        return of(name, referred, schemas);
    }
    if let Some(own) = schema.get("example") {
        return own.clone();
    }
    if let Some(first) = schema.get("enum").and_then(|words| words.get(0)) {
        return first.clone();
    }
    // Of what may be nothing, the example is something.
    let choices = ["oneOf", "anyOf"].into_iter().find_map(|several| schema.get(several)?.as_array());
    if let Some(choices) = choices {
        let something = choices.iter().find(|one| one.get("type") != Some(&json!("null")));
        return something.map_or(Value::Null, |one| of(name, one, schemas));
    }
    match text("type") {
        Some("object") => {
            let members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
            members.map(|(name, schema)| (name.clone(), of(name, schema, schemas))).collect()
        }
        Some("array") => schema.get("items").map_or(json!([]), |items| json!([of(name, items, schemas)])),
        Some("boolean") => json!(true),
        Some("integer") => {
            json!(NUMBERS.iter().find(|(known, _)| *known == name).map_or(1, |(_, number)| *number))
        }
        Some("string") => word(name, text("format")).into(),
        _ => Value::Null,
    }
}

fn word(name: &str, format: Option<&str>) -> &'static str {
    match (format, name) {
        (Some("uuid"), _) => ID,
        (Some("date"), "born_on") => "1990-05-04",
        (Some("date"), _) => "2026-11-27",
        (Some("email"), _) => "ana@example.org",
        (Some("date-time"), "starts_at") => "2026-11-28T01:00:00Z",
        (Some("date-time"), "ends_at") => "2026-11-28T05:00:00Z",
        (Some("date-time"), _) => "2026-11-23T17:00:00Z",
        _ => TEXTS.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::document;
    use std::collections::BTreeSet;

    /// Every member of the answers that is a text of no kind.
    fn texts(name: &str, schema: &Value, found: &mut BTreeSet<String>) {
        let tells = ["format", "enum", "example"].iter().any(|member| schema.get(member).is_some());
        if schema["type"] == "string" && !tells {
            found.insert(name.to_owned());
        }
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            texts(name, member, found);
        }
        for inner in schema["oneOf"].as_array().into_iter().flatten().chain(schema.get("items")) {
            texts(name, inner, found);
        }
    }

    #[test]
    fn every_text_has_an_example_and_no_example_is_for_nothing() {
        let mut needed = BTreeSet::from(["type".to_owned()]);
        for (_, schema) in document()["components"]["schemas"].as_object().unwrap() {
            texts("", schema, &mut needed);
        }
        let known: BTreeSet<String> = TEXTS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(known, needed);
    }
}
