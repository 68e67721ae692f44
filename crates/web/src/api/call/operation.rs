//! What the document says of a call: what it takes, and everything that it can answer.

use super::super::openapi::{example, sentence};
use super::super::sent::KEY_MAX;
use super::super::title;
use super::{Call, Reading, named};
use crate::act;
use crate::error::AppError;
use kernel::{Ask, AskKind, RefusalKind, Schemas};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An answer that is a problem: its status, its name among the document's responses, and what it means.
pub(in crate::api) const PROBLEMS: [(u16, &str, &str); 11] = [
    (400, "Malformed", "What was sent cannot be read, or a change comes without its key."),
    (401, "SignedOut", "There is no token, or its session is over."),
    (
        403,
        "Forbidden",
        "It is not yours to do, or a change by cookie does not come from a page of the market.",
    ),
    (404, "NotFound", "There is no such thing, or none that you may know of."),
    (409, "MovedOn", "It was possible once and no longer is, or the key was used for something else."),
    (413, "TooLarge", "The body is larger than any call needs."),
    (415, "NotJson", "The body says that it is no JSON."),
    (422, "Refused", "Fields do not fit, and all of them are named; or a rule of the market says no."),
    (429, "TooMany", "It was tried too often. `Retry-After` says in how many seconds it may be tried again."),
    (500, "Internal", "A fault of the market's, with its reference."),
    (
        503,
        "Unavailable",
        "The market is busy. `Retry-After` says in how many seconds the same call may go through.",
    ),
];

impl Call {
    /// What names it in the document: method and address do so for sure.
    pub(in crate::api) fn id(&self) -> String {
        let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let words: String = self.path.chars().filter(|c| !"{}".contains(*c)).map(word).collect();
        format!("{}{words}", self.method)
    }

    /// What the document says of it.
    pub(in crate::api) fn described(&self, schemas: &mut Schemas) -> Value {
        let id = self.id();
        let mut parameters: Vec<Value> = named(self.path).into_iter().map(path_parameter).collect();
        parameters.extend(self.is_keyed.then(key_parameter));
        parameters.extend(self.query.iter().map(query_parameter));
        let problems = self.problems();
        let types: Vec<String> =
            problems.iter().map(|problem| format!("/problems/{}", problem.code())).collect();
        let mut operation = json!({
            "operationId": id,
            "tags": [sentence(&format!("tag-{}", self.tag))],
            "summary": sentence(&title(&id)),
            "description": self.about,
            "responses": self.responses(&problems, schemas),
            "x-problem-types": types,
        });
        let mut add = |name: &str, value: Value| {
            operation.as_object_mut().map(|operation| operation.insert(name.to_owned(), value))
        };
        if !parameters.is_empty() {
            add("parameters", parameters.into());
        }
        if let Some(body) = &self.body {
            let content = json!({ "application/json": { "schema": body.schema, "example": body.example } });
            add("requestBody", json!({ "required": true, "content": content }));
        }
        if self.is_public {
            add("security", json!([]));
        }
        operation
    }

    /// One of each problem that a call of this form can meet. The refusals of modules are beside: a command hears those of every
    /// module that it passes through.
    fn problems(&self) -> Vec<AppError> {
        let (changes, has_body) = (self.method != "get", self.body.is_some());
        let reads = has_body || !self.query.is_empty();
        let names = !named(self.path).is_empty()
            || self.path.starts_with("/demo")
            || self.query.iter().any(|ask| ask.kind == AskKind::Id);
        let is_said =
            |problem: &AppError| self.besides.iter().any(|besides| besides.code() == problem.code());
        let can = |problem: &AppError| match problem {
            AppError::Malformed(_) => reads || changes,
            AppError::KeyMissing | AppError::Reused => self.is_keyed,
            AppError::SignedOut => !self.is_public || is_said(problem),
            AppError::Forged | AppError::TooLarge | AppError::MediaType | AppError::Unsure => changes,
            AppError::NotFound => names || changes && !self.is_public || is_said(problem),
            AppError::Invalid(_) => reads,
            AppError::Unproved | AppError::TooMany { .. } => is_said(problem),
            AppError::Unavailable | AppError::Internal(_) => true,
            AppError::NoMethod | AppError::Refused { .. } => false,
        };
        AppError::of_requests().into_iter().filter(can).collect()
    }

    fn responses(&self, problems: &[AppError], schemas: &mut Schemas) -> Value {
        let mut responses = Map::new();
        let (status, answer) = self.answered(schemas);
        responses.insert(status.to_owned(), answer);
        if self.reading == Reading::Watched {
            let same = json!({ "description": "It is as it was: `If-None-Match` has its `ETag`." });
            responses.insert("304".to_owned(), same);
        }
        let mut statuses: BTreeSet<u16> = problems.iter().map(|problem| problem.status().as_u16()).collect();
        if self.can_be_refused() {
            let kinds = [RefusalKind::Refused, RefusalKind::Stale, RefusalKind::NotYours];
            statuses.extend(kinds.map(|kind| AppError::status_of(kind).as_u16()));
        }
        for (status, name, _) in PROBLEMS.iter().filter(|(status, ..)| statuses.contains(status)) {
            let reference = json!({ "$ref": format!("#/components/responses/{name}") });
            responses.insert(status.to_string(), reference);
        }
        responses.into()
    }

    /// Whether a module decides: of a change, of what is quoted before one, and of who may see what an address names.
    fn can_be_refused(&self) -> bool {
        self.method != "get" || !named(self.path).is_empty()
    }

    /// The answer when all is well.
    fn answered(&self, schemas: &mut Schemas) -> (&'static str, Value) {
        let schema = (self.answer)(schemas);
        let (status, about) = match (self.method, &schema) {
            (_, Value::Null) => return ("204", json!({ "description": "Done." })),
            ("get", _) => ("200", "As asked."),
            _ => ("201", "Done."),
        };
        let named =
            |name: &str| json!({ "type": "object", "required": [name], "properties": { (name): schema } });
        let schema = self.answer_name.map_or_else(|| schema.clone(), named);
        let mut response =
            json!({ "description": about, "content": { "application/json": { "schema": schema } } });
        let header = match self.reading {
            Reading::Whole => None,
            Reading::Paged => Some((
                "Link",
                "The next page, as `<?after=…>; rel=\"next\"`, relative to this call; not there on the last page.",
            )),
            Reading::Watched => Some(("ETag", "Changes with the answer: send it as `If-None-Match`.")),
        };
        if let (Some((name, about)), Some(response)) = (header, response.as_object_mut()) {
            let header = json!({ (name): { "description": about, "schema": { "type": "string" } } });
            response.insert("headers".to_owned(), header);
        }
        (status, response)
    }
}

fn parameter(place: &str, name: &str, about: &str, is_required: bool, schema: &Value) -> Value {
    json!({ "name": name, "in": place, "description": about, "required": is_required, "schema": schema })
}

fn path_parameter(name: &str) -> Value {
    let (schema, about) = match name {
        "part" => (
            json!({ "type": "integer", "format": "int64", "example": 1 }),
            "The part's number in the trade, from 1.",
        ),
        "question" => (
            json!({ "type": "integer", "format": "int64", "example": 1 }),
            "The question's number in the call, from 1.",
        ),
        "order" => (
            json!({ "type": "integer", "format": "int64", "example": 1 }),
            "The order's number in the book, from 1.",
        ),
        "post_code" => (json!({ "type": "string", "example": "97214" }), "A post code of the market's."),
        "sector" => (json!({ "type": "string", "example": "kitchen-porter" }), "The sector's slug or code."),
        "short_address" => (
            json!({ "type": "string", "example": "8c4d7h20" }),
            "The last word of the link, or the id of somebody you know.",
        ),
        "session" => {
            (json!({ "type": "string", "example": "current" }), "As `GET /account` names it, or `current`.")
        }
        _ => (
            json!({ "type": "string", "format": "uuid", "example": example::ID }),
            "Its id, as the market gave it.",
        ),
    };
    parameter("path", name, about, true, &schema)
}

fn query_parameter(ask: &Ask) -> Value {
    // A list or a group has no form in an address.
    debug_assert!(!matches!(ask.kind, AskKind::List(_) | AskKind::Group(_)), "{}", ask.name);
    let mut schema = act::ask_schema(ask);
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("description");
        schema.extend(act::own_example(ask).map(|example| ("example".to_owned(), example)));
    }
    let mut parameter = parameter("query", ask.name, ask.about, !ask.is_optional, &schema);
    // A box of a form that nothing was typed into is left out.
    if let (true, Some(members)) = (ask.is_optional, parameter.as_object_mut()) {
        members.insert("allowEmptyValue".to_owned(), true.into());
    }
    parameter
}

fn key_parameter() -> Value {
    let schema = json!({ "type": "string", "minLength": 1, "maxLength": KEY_MAX, "example": example::ID });
    let about = "A word of your own for this one change, such as a UUID. Sent again under the same word, the call changes \
                 nothing more and hears the same answer; another body is refused.";
    parameter("header", "Idempotency-Key", about, true, &schema)
}
