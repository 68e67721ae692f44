//! Calls that describe themselves: their route, and what the API's document says of them, from one declaration.

use super::call::{BODY_MAX, Key, SignedIn};
use super::fault::{Answer, Fault};
use crate::act::{self, Named, Unread};
use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use kernel::{Command, Schemas, Show};
use serde_json::{Map, Value, json};

/// Makes the schema of an answer.
type Described = Box<dyn Fn(&mut Schemas) -> Value>;

/// A call of the API.
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    tag: &'static str,
    title: &'static str,
    about: String,
    is_public: bool,
    query: Vec<Value>,
    body: Option<Value>,
    status: u16,
    answer: Option<Described>,
    route: MethodRouter<App>,
}

/// An answer as JSON, with the decimals of this market's currencies.
pub(super) fn shown<T: Show>(app: &App, answer: &T) -> Json<Value> {
    Json(answer.show(app))
}

impl Call {
    /// A call that reads.
    pub(super) fn get<T: Show + 'static>(
        tag: &'static str,
        path: &'static str,
        title: &'static str,
        about: &str,
        route: MethodRouter<App>,
    ) -> Self {
        Self {
            method: "get",
            path,
            tag,
            title,
            about: about.to_owned(),
            is_public: false,
            query: Vec::new(),
            body: None,
            status: 200,
            answer: Some(Box::new(T::schema)),
            route,
        }
    }

    /// A call that gives a command: its body, and all that is said of it, is the command's own.
    pub(super) fn act<C: Command>(tag: &'static str, path: &'static str, title: &'static str) -> Self
    where
        C::Done: Show,
    {
        Self::acting::<C>(tag, MethodFilter::POST, path, title, None)
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
        Self::acting::<C>(tag, MethodFilter::POST, path, title, Some(answer))
    }

    /// A call that takes something away by a command.
    pub(super) fn remove<C: Command>(tag: &'static str, path: &'static str, title: &'static str) -> Self
    where
        C::Done: Show,
    {
        Self::acting::<C>(tag, MethodFilter::DELETE, path, title, None)
    }

    fn acting<C: Command>(
        tag: &'static str,
        filter: MethodFilter,
        path: &'static str,
        title: &'static str,
        answer: Option<&'static str>,
    ) -> Self
    where
        C::Done: Show,
    {
        let named: Vec<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
        let is_empty = C::Done::schema(&mut Schemas::default()).is_null();
        let handle = async move |State(app): State<App>, signed: SignedIn, request: Request| {
            run::<C>(&app, signed, request, answer).await
        };
        Self {
            method: if filter == MethodFilter::DELETE { "delete" } else { "post" },
            path,
            tag,
            title,
            about: C::ABOUT.to_owned(),
            is_public: false,
            query: Vec::new(),
            body: act::schema::<C>(&named),
            status: if is_empty { 204 } else { 201 },
            answer: (!is_empty).then(|| described_as::<C::Done>(answer)),
            route: on(filter, handle),
        }
    }

    /// The same call, for anybody.
    pub(super) fn public(self) -> Self {
        Self { is_public: true, ..self }
    }

    /// The same call with a parameter in its query.
    pub(super) fn query(mut self, name: &str, about: &str, example: Option<Value>) -> Self {
        let mut parameter = json!({
            "name": name, "in": "query", "required": example.is_some(), "description": about,
            "schema": { "type": if example.as_ref().is_some_and(Value::is_i64) { "integer" } else { "string" } },
        });
        if let (Some(example), Some(parameter)) = (example, parameter.as_object_mut()) {
            parameter.insert("example".to_owned(), example);
        }
        self.query.push(parameter);
        self
    }

    /// What the document says of it.
    pub(super) fn described(&self, schemas: &mut Schemas) -> Value {
        let answer = self.answer.as_ref().map(|schema| schema(schemas));
        let mut response = json!({ "description": "" });
        if let (Some(schema), Some(response)) = (answer, response.as_object_mut()) {
            response.insert("content".to_owned(), json!({ "application/json": { "schema": schema } }));
        }
        let mut operation = json!({
            "tags": [self.tag], "summary": self.title, "description": self.about,
            "responses": { (self.status.to_string()): response },
        });
        if let Some(operation) = operation.as_object_mut() {
            if !self.query.is_empty() {
                operation.insert("parameters".to_owned(), self.query.clone().into());
            }
            if let Some(body) = &self.body {
                let content = json!({ "application/json": { "schema": body } });
                operation.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
            }
            if self.is_public {
                operation.insert("security".to_owned(), json!([{}, { "bearer": [] }]));
            }
        }
        operation
    }
}

fn described_as<T: Show>(name: Option<&'static str>) -> Described {
    Box::new(move |schemas| act::answer_schema::<T>(schemas, name))
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
    let (mut parts, body) = request.into_parts();
    let named = match Path::<Named>::from_request_parts(&mut parts, app).await {
        Ok(Path(named)) => named,
        Err(PathRejection::MissingPathParams(_)) => Named::new(),
        // An address that is not even text leads nowhere.
        Err(_) => return Err(AppError::NotFound.into()),
    };
    let key = match Key::from_request_parts(&mut parts, app).await {
        Ok(Key(key)) => key,
        Err(_) if parts.method == axum::http::Method::DELETE => crate::visit::fresh_key(),
        Err(fault) => return Err(fault),
    };
    let bytes = axum::body::to_bytes(body, BODY_MAX).await.map_err(|_| Fault::TooLarge)?;
    let body = if bytes.is_empty() {
        Ok(None)
    } else {
        serde_json::from_slice::<Option<Map<String, Value>>>(&bytes)
    };
    let body = body.map_err(|error| Fault::Malformed(error.to_string()))?.unwrap_or_default();
    let command: C = act::of_json(visitor.user, &named, body)?;
    if command.locality() != app.locality {
        return Err(AppError::NotFound.into());
    }
    let done = app.run(&visitor, &key, command).await?.show(app);
    Ok(match (done, answer) {
        (Value::Null, _) => StatusCode::NO_CONTENT.into_response(),
        (done, Some(name)) => (StatusCode::CREATED, Json(json!({ (name): done }))).into_response(),
        (done, None) => (StatusCode::CREATED, Json(done)).into_response(),
    })
}

impl From<Unread> for Fault {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Nowhere => AppError::NotFound.into(),
            Unread::Misfit(why) => Self::Malformed(why),
        }
    }
}
