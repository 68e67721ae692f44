//! Calls that describe themselves: their route, and what the API's document says of them, from one declaration.

use super::call::{Answer, KEY_MAX, Key, SignedIn, body, check_currencies};
use crate::act::{self, Named};
use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use kernel::{Askable, Command, Schemas, Show};
use serde_json::{Value, json};

/// A call of the API.
pub(super) struct Call {
    /// In small letters, as the document has it.
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    tag: &'static str,
    title: &'static str,
    about: String,
    is_public: bool,
    is_keyed: bool,
    query: Vec<Value>,
    body: Option<Value>,
    status: u16,
    answer: Option<fn(&mut Schemas) -> Value>,
    /// What an answer is called that is no object.
    answer_name: Option<&'static str>,
    route: MethodRouter<App>,
}

/// An answer as JSON, with the decimals of this market's currencies.
pub(super) fn shown<T: Show>(app: &App, answer: &T) -> Json<Value> {
    Json(answer.show(app))
}

/// As [`shown`], for a call that made something.
pub(super) fn made<T: Show>(app: &App, answer: &T) -> Made {
    (StatusCode::CREATED, shown(app, answer))
}

/// What a call answers that made something.
pub(super) type Made = (StatusCode, Json<Value>);

impl Call {
    /// A call that reads.
    pub(super) fn get<T: Show>(
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        about: &str,
        route: MethodRouter<App>,
    ) -> Self {
        Self { about: about.to_owned(), status: 200, ..Self::new::<T>("get", tag, path, title, route) }
    }

    /// A call that makes something, and for which no one command stands: `A` is its body.
    pub(super) fn post<A: Askable, T: Show>(
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        about: &str,
        route: MethodRouter<App>,
    ) -> Self {
        let body = act::body_schema::<A>();
        Self { about: about.to_owned(), body, ..Self::new::<T>("post", tag, path, title, route) }
    }

    /// As [`Call::post`], for what takes the place of what was there.
    pub(super) fn put<A: Askable, T: Show>(
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        about: &str,
        route: MethodRouter<App>,
    ) -> Self {
        let call = Self::post::<A, T>(tag, path, title, about, route);
        Self { method: "put", is_keyed: false, ..call }
    }

    /// As [`Call::post`], for what takes something away.
    pub(super) fn delete(
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        about: &str,
        route: MethodRouter<App>,
    ) -> Self {
        Self { about: about.to_owned(), ..Self::new::<()>("delete", tag, path, title, route) }
    }

    /// A call that gives a command: its body, and all that is said of it, is the command's own.
    pub(super) fn act<C: Command>(tag: &'static str, path: &'static str, title: &'static str) -> Self
    where
        C::Done: Show,
    {
        Self::acting::<C>("post", tag, path, title, None)
    }

    /// As [`Call::act`], whose answer is no object and so has a name.
    pub(super) fn act_for<C: Command>(
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        answer: &'static str,
    ) -> Self
    where
        C::Done: Show,
    {
        Self::acting::<C>("post", tag, path, title, Some(answer))
    }

    /// A call that sets something by a command: sent again, it sets the same.
    pub(super) fn set<C: Command>(tag: &'static str, path: &'static str, title: &'static str) -> Self
    where
        C::Done: Show,
    {
        Self::acting::<C>("put", tag, path, title, None)
    }

    /// A call that takes something away by a command.
    pub(super) fn remove<C: Command>(tag: &'static str, path: &'static str, title: &'static str) -> Self
    where
        C::Done: Show,
    {
        Self { body: None, ..Self::acting::<C>("delete", tag, path, title, None) }
    }

    fn acting<C: Command>(
        method: &'static str,
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        answer: Option<&'static str>,
    ) -> Self
    where
        C::Done: Show,
    {
        let filter = match method {
            "delete" => MethodFilter::DELETE,
            "put" => MethodFilter::PUT,
            _ => MethodFilter::POST,
        };
        let handle = async move |State(app): State<App>, signed: SignedIn, request: Request| {
            run::<C>(&app, signed, request, answer).await
        };
        Self {
            about: C::ABOUT.to_owned(),
            body: act::schema::<C>(&named(path)),
            answer_name: answer,
            ..Self::new::<C::Done>(method, tag, path, title, on(filter, handle))
        }
    }

    fn new<T: Show>(
        method: &'static str,
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        route: MethodRouter<App>,
    ) -> Self {
        let is_empty = T::schema(&mut Schemas::default()).is_null();
        Self {
            method,
            path,
            tag,
            title,
            about: String::new(),
            is_public: false,
            is_keyed: method == "post",
            query: Vec::new(),
            body: None,
            status: if is_empty { 204 } else { 201 },
            answer: (!is_empty).then_some(T::schema),
            answer_name: None,
            route,
        }
    }

    /// The same call, for anybody.
    pub(super) fn public(self) -> Self {
        Self { is_public: true, ..self }
    }

    /// The same call, which may be sent again without a key.
    pub(super) fn keyless(self) -> Self {
        Self { is_keyed: false, ..self }
    }

    /// The same call with a parameter in its query.
    pub(super) fn query(mut self, name: &str, about: &str, example: Option<Value>) -> Self {
        let schema =
            json!({ "type": if example.as_ref().is_some_and(Value::is_i64) { "integer" } else { "string" } });
        let mut parameter = parameter("query", name, example.is_some(), &schema);
        insert(&mut parameter, "description", about.into());
        if let Some(example) = example {
            insert(&mut parameter, "example", example);
        }
        self.query.push(parameter);
        self
    }

    /// The same call, whose answer is a page of a list.
    pub(super) fn paged(self) -> Self {
        self.query("after", "Where the page begins: as the `Link` of the page before has it.", None)
    }

    /// What the document says of it.
    pub(super) fn described(&self, schemas: &mut Schemas) -> Value {
        let mut response = json!({ "description": "Done." });
        if let Some(schema) = &self.answer {
            let schema = schema(schemas);
            let schema = match self.answer_name {
                Some(name) => {
                    json!({ "type": "object", "required": [name], "properties": { (name): schema } })
                }
                None => schema,
            };
            insert(&mut response, "content", json!({ "application/json": { "schema": schema } }));
        }
        // Method and address name a call for sure.
        let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let words: String = self.path.chars().filter(|c| !"{}".contains(*c)).map(word).collect();
        let mut parameters: Vec<Value> = named(self.path).into_iter().map(path_parameter).collect();
        parameters.extend(self.is_keyed.then(key_parameter));
        parameters.extend(self.query.iter().cloned());
        let mut operation = json!({
            "operationId": format!("{}{words}", self.method),
            "tags": [self.tag], "summary": self.title, "description": self.about,
            "responses": {
                (self.status.to_string()): response,
                "default": { "$ref": "#/components/responses/Problem" },
            },
        });
        if !parameters.is_empty() {
            insert(&mut operation, "parameters", parameters.into());
        }
        if let Some(body) = &self.body {
            let content = json!({ "application/json": { "schema": body } });
            insert(&mut operation, "requestBody", json!({ "required": true, "content": content }));
        }
        if self.is_public {
            insert(&mut operation, "security", json!([{}, { "bearer": [] }]));
        }
        operation
    }
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

fn parameter(place: &str, name: &str, is_required: bool, schema: &Value) -> Value {
    json!({ "name": name, "in": place, "required": is_required, "schema": schema })
}

fn path_parameter(name: &str) -> Value {
    let schema = match name {
        "part" => json!({ "type": "integer", "format": "int64" }),
        "post_code" | "session" => json!({ "type": "string" }),
        _ => json!({ "type": "string", "format": "uuid" }),
    };
    parameter("path", name, true, &schema)
}

fn key_parameter() -> Value {
    let schema = json!({ "type": "string", "minLength": 1, "maxLength": KEY_MAX });
    let mut parameter = parameter("header", "Idempotency-Key", true, &schema);
    let about = "A word of your own for this one change, such as a UUID. Sent again under the same word, the call changes \
                 nothing more and hears the same answer; another body is refused.";
    insert(&mut parameter, "description", about.into());
    parameter
}

/// The names in an address.
fn named(path: &'static str) -> Vec<&'static str> {
    path.split(['{', '}']).skip(1).step_by(2).collect()
}

/// The routes of calls.
pub(super) fn router(calls: Vec<Call>) -> Router<App> {
    calls.into_iter().fold(Router::new(), |router, call| router.route(call.path, call.route))
}

async fn run<C: Command>(
    app: &App,
    SignedIn(visitor): SignedIn,
    request: Request,
    answer: Option<&'static str>,
) -> Answer<Response>
where
    C::Done: Show,
{
    let (mut parts, sent) = request.into_parts();
    let named = match Path::<Named>::from_request_parts(&mut parts, app).await {
        Ok(Path(named)) => named,
        Err(PathRejection::MissingPathParams(_)) => Named::new(),
        // An address that is not even text leads nowhere.
        Err(_) => return Err(AppError::NotFound),
    };
    let key = if parts.method == Method::POST {
        Key::from_request_parts(&mut parts, app).await?.0
    } else {
        crate::visit::fresh_key()
    };
    let body = body(sent).await?;
    check_currencies(app, C::ASKS, &body)?;
    let command: C = act::of_json(visitor.user, &named, body)?;
    if command.locality() != app.locality {
        return Err(AppError::NotFound);
    }
    let done = app.run(&visitor, &key, command).await?.show(app);
    Ok(match (done, answer) {
        (Value::Null, _) => StatusCode::NO_CONTENT.into_response(),
        (done, Some(name)) => (StatusCode::CREATED, Json(json!({ (name): done }))).into_response(),
        (done, None) => (StatusCode::CREATED, Json(done)).into_response(),
    })
}
