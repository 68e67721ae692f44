//! Calls that describe themselves: their route, and what the API's document says of them, from one declaration.
//!
//! A call is a method, an address and what handles it; what it is called is a sentence, `call-get-account`. What it takes and
//! answers is the type that its handler takes and answers; what is said of each member is said at the member.

mod operation;

pub(super) use operation::PROBLEMS;

use super::sent::{Members, Sent, Taken, is_empty, members};
use crate::act::{self, Described};
use crate::app::App;
use crate::cursor::Page;
use crate::error::{Answer, AppError};
use crate::secret::fresh_key;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use axum::{Json, Router};
use kernel::{Ask, Command, Schemas, Show};
use serde_json::{Value, json};
use std::sync::Arc;
use store::Boxed;

/// Words of the document.
type Words = &'static str;

/// A call of the API.
pub(super) struct Call {
    /// In small letters, as the document has it.
    pub(super) method: Words,
    pub(super) path: Words,
    /// The heading under which the document has it: `tag-…` among the sentences.
    tag: Words,
    about: Words,
    is_public: bool,
    is_keyed: bool,
    /// What it can be answered besides what follows from its form.
    besides: Vec<AppError>,
    query: &'static [Ask],
    body: Option<Described>,
    answer: fn(&mut Schemas) -> Value,
    /// What an answer is called that is no object.
    answer_name: Option<Words>,
    reading: Reading,
    handle: Box<dyn Fn(Sent, Members) -> Boxed<'static, Answer<Response>> + Send + Sync>,
}

/// How an answer is read that a call gives without changing anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// At once.
    Whole,
    /// Page by page.
    Paged,
    /// Again and again: not at all when it is as it was.
    Watched,
}

/// What a handler gives, in its own time.
pub(super) trait Answering<T>: Future<Output = Answer<T>> + Send + 'static {}
impl<T, F: Future<Output = Answer<T>> + Send + 'static> Answering<T> for F {}

impl Call {
    /// A call that reads.
    pub(super) fn get<T: Show, F: Answering<T>>(path: Words, handle: fn(Sent) -> F) -> Self {
        Self::new::<T, _>("get", path, move |sent, _| async move {
            let app = sent.app.clone();
            Ok(Json(handle(sent).await?.show(&app)).into_response())
        })
    }

    /// As [`Call::get`], for what is kept as a file: a browser saves it, with the date in its name.
    pub(super) fn file<T: Show, F: Answering<T>>(path: Words, handle: fn(Sent) -> F) -> Self {
        Self::new::<T, _>("get", path, move |sent, _| async move {
            let app = sent.app.clone();
            let answer = handle(sent).await?.show(&app);
            let name = format!("attachment; filename=\"account-{}.json\"", app.now().day().date());
            Ok(([(header::CONTENT_DISPOSITION, name)], Json(answer)).into_response())
        })
    }

    /// A call that reads what its query asks for.
    pub(super) fn find<Q: Taken, T: Show, F>(path: Words, handle: fn(Sent, Q) -> F) -> Self
    where
        F: Answering<T>,
    {
        let call = Self::new::<T, _>("get", path, move |sent, _| async move {
            let (app, query) = (sent.app.clone(), sent.query()?);
            Ok(Json(handle(sent, query).await?.show(&app)).into_response())
        });
        Self { query: act::asks::<Q>(), ..call }
    }

    /// A call that reads a list page by page. The header `Link` has the next page, for the same query.
    pub(super) fn list<Q: Taken, T: Show, F>(path: Words, handle: fn(Sent, Q) -> F) -> Self
    where
        F: Answering<Page<T>>,
    {
        let call = Self::new::<Vec<T>, _>("get", path, move |sent, _| async move {
            let (app, query, mut again) = (sent.app.clone(), sent.query()?, sent.query_of_all_pages());
            let Page { rows, next } = handle(sent, query).await?;
            let mut response = Json(rows.show(&app)).into_response();
            if let Some(next) = next {
                again.push(format!("after={next}"));
                let link = HeaderValue::try_from(format!("<?{}>; rel=\"next\"", again.join("&"))).ok();
                response.headers_mut().extend(link.map(|link| (header::LINK, link)));
            }
            Ok(response)
        });
        Self { query: act::asks::<Q>(), reading: Reading::Paged, ..call }
    }

    /// As [`Call::get`], for what is asked for again and again: its `ETag` changes with it.
    pub(super) fn watch<T: Show, F: Answering<T>>(path: Words, handle: fn(Sent) -> F) -> Self {
        let call = Self::new::<T, _>("get", path, move |sent, _| async move {
            let (app, known) = (sent.app.clone(), sent.header("if-none-match").map(str::to_owned));
            let answer = handle(sent).await?.show(&app);
            let digest: String = kernel::hex_digest(answer.to_string().as_bytes()).chars().take(32).collect();
            let etag = format!("\"{digest}\"");
            let is_known = known.as_ref() == Some(&etag);
            let etag = [(header::ETAG, etag)];
            Ok(if is_known {
                (StatusCode::NOT_MODIFIED, etag).into_response()
            } else {
                (etag, Json(answer)).into_response()
            })
        });
        Self { reading: Reading::Watched, ..call }
    }

    /// A call that makes something, and for which no one command stands.
    pub(super) fn post<A: Taken, T: Show, F>(path: Words, handle: fn(Sent, A) -> F) -> Self
    where
        F: Answering<T>,
    {
        let call = Self::new::<T, _>("post", path, move |sent, body| async move {
            let (app, body) = (sent.app.clone(), sent.body(body)?);
            Ok(done(handle(sent, body).await?.show(&app)))
        });
        Self { body: act::described_body::<A>(), ..call }
    }

    /// As [`Call::post`], for what takes the place of what was there.
    pub(super) fn put<A: Taken, T: Show, F>(path: Words, handle: fn(Sent, A) -> F) -> Self
    where
        F: Answering<T>,
    {
        Self { method: "put", is_keyed: false, ..Self::post(path, handle) }
    }

    /// A call that takes something away, and for which no one command stands.
    pub(super) fn delete<F: Answering<()>>(path: Words, handle: fn(Sent) -> F) -> Self {
        Self::new::<(), _>("delete", path, move |sent, _| async move {
            handle(sent).await?;
            Ok(done(Value::Null))
        })
    }

    /// A call that gives a command: its body, and all that is said of it, is the command's own.
    pub(super) fn act<C: Command<Done: Show>>(path: Words) -> Self {
        Self::acting::<C>("post", path, None)
    }

    /// As [`Call::act`], whose answer is no object and so has a name.
    pub(super) fn act_for<C: Command<Done: Show>>(path: Words, answer: Words) -> Self {
        Self::acting::<C>("post", path, Some(answer))
    }

    /// A call that sets something by a command: sent again, it sets the same.
    pub(super) fn set<C: Command<Done: Show>>(path: Words) -> Self {
        Self::acting::<C>("put", path, None)
    }

    /// A call that takes something away by a command.
    pub(super) fn remove<C: Command<Done: Show>>(path: Words) -> Self {
        Self { body: None, ..Self::acting::<C>("delete", path, None) }
    }

    fn acting<C: Command<Done: Show>>(method: Words, path: Words, answer_name: Option<Words>) -> Self {
        let call = Self::new::<C::Done, _>(method, path, move |sent, body| async move {
            let command: C = sent.command(body)?;
            let key = if method == "post" { sent.key()?.to_owned() } else { fresh_key() };
            let answer = sent.app.run(sent.visitor()?, &key, command).await?.show(&sent.app);
            Ok(done(match answer_name {
                Some(name) => json!({ (name): answer }),
                None => answer,
            }))
        });
        Self { about: C::ABOUT, body: act::described::<C>(&named(path)), answer_name, ..call }
    }

    fn new<T: Show, F: Answering<Response>>(
        method: Words,
        path: Words,
        handle: impl Fn(Sent, Members) -> F + Send + Sync + 'static,
    ) -> Self {
        Self {
            method,
            path,
            tag: "",
            about: "",
            is_public: false,
            is_keyed: method == "post",
            besides: Vec::new(),
            query: &[],
            body: None,
            answer: T::schema,
            answer_name: None,
            reading: Reading::Whole,
            handle: Box::new(move |sent, body| Box::pin(handle(sent, body))),
        }
    }

    /// The same call, under a heading of the document.
    pub(super) fn tagged(self, tag: Words) -> Self {
        Self { tag, ..self }
    }

    /// The same call, with more to say of it than its title.
    pub(super) fn about(self, about: Words) -> Self {
        Self { about, ..self }
    }

    /// The same call, for anybody.
    pub(super) fn public(self) -> Self {
        Self { is_public: true, ..self }
    }

    fn answering(mut self, error: AppError) -> Self {
        self.besides.push(error);
        self
    }

    /// The same call, which may want a second factor first.
    pub(super) fn proven(self) -> Self {
        self.answering(AppError::Unproved)
    }

    /// The same call, of something that there may be none of yet.
    pub(super) fn or_none(self) -> Self {
        self.answering(AppError::NotFound)
    }

    /// The same call, for anybody, of which a part needs a user.
    pub(super) fn or_signed_out(self) -> Self {
        self.answering(AppError::SignedOut)
    }

    /// The same call, which somebody could go on trying for ever, and has to wait in between.
    pub(super) fn counted(self) -> Self {
        self.answering(AppError::TooMany { wait_s: 1 })
    }

    /// The same call, which may be sent again without a key.
    pub(super) fn keyless(self) -> Self {
        Self { is_keyed: false, ..self }
    }

    /// Answers the call, once it is known who asks and under which key; before that, nothing of a body is read.
    async fn answer(&self, app: App, request: Request) -> Answer<Response> {
        let (parts, body) = request.into_parts();
        let mut sent = Sent::of(app, parts).await;
        if !self.is_public {
            sent.sign_in().await?;
        }
        // An address that is not even text leads nowhere, whatever comes with it.
        sent.named()?;
        if self.is_keyed {
            sent.key()?;
        }
        if self.method == "get" {
            return (self.handle)(sent, Members::new()).await;
        }
        if !is_empty(&body) {
            sent.is_json()?;
        }
        let members = members(body).await?;
        if self.body.is_some() && members.is_none() {
            return Err(AppError::Malformed("an object is asked for".to_owned()));
        }
        if self.body.is_none() && members.as_ref().is_some_and(|members| !members.is_empty()) {
            return Err(AppError::Malformed("no body is asked for".to_owned()));
        }
        (self.handle)(sent, members.unwrap_or_default()).await
    }
}

/// The routes of calls.
pub(super) fn router(calls: Vec<Call>) -> Router<App> {
    calls.into_iter().fold(Router::new(), |router, call| {
        let filter = match call.method {
            "get" => MethodFilter::GET,
            "put" => MethodFilter::PUT,
            "delete" => MethodFilter::DELETE,
            _ => MethodFilter::POST,
        };
        let (path, call) = (call.path, Arc::new(call));
        let handle = async move |State(app): State<App>, request: Request| call.answer(app, request).await;
        router.route(path, on(filter, handle))
    })
}

/// The answer of a call that changed something.
fn done(answer: Value) -> Response {
    if answer.is_null() {
        return StatusCode::NO_CONTENT.into_response();
    }
    (StatusCode::CREATED, Json(answer)).into_response()
}

/// The names in an address.
fn named(path: Words) -> Vec<Words> {
    path.split(['{', '}']).skip(1).step_by(2).collect()
}
