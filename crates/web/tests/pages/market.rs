//! A small market on a database of its own, with a bank that says yes, and a browser without scripts.

use super::opened::{self, HERE};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use kernel::Id;
use market::admin::payment_transfer::bank_account::{BankAccount, ConfirmBankAccount};
use market::admin::payment_transfer::{ConcludePayment, Payment, PaymentStage};
use scraper::{ElementRef, Html, Selector};
use std::time::Duration;
use store::{Database, Store};
use tower::ServiceExt;
use web::app::App;

/// A market on Monday, November 23, 2026, nine in the morning, with nobody in it yet.
pub(crate) struct Market {
    pub(crate) app: App,
    router: Router,
    bank: tokio::task::JoinHandle<()>,
}

impl Market {
    pub(crate) async fn open() -> Self {
        Self::of(opened::parallel(Database::temporary()).await)
    }

    /// A market that is open already.
    pub(crate) fn of(app: App) -> Self {
        let router = web::router::router(app.clone());
        let bank = tokio::spawn(bank(app.store.clone()));
        Self { app, router, bank }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: Vec::new(), at: String::new() }
    }
}

impl Market {
    /// The bank's answer about every account that was named and not confirmed.
    pub(crate) async fn confirm_bank_accounts(&self, is_there: bool) {
        let mut named: Vec<BankAccount> = Vec::new();
        self.app.store.scan::<BankAccount>(|account| named.push(account)).await.unwrap();
        for BankAccount { user_id: user, named_at, .. } in named {
            let confirm = ConfirmBankAccount { user, named_at, is_there };
            self.app.store.run(self.app.store.request(HERE, Id::SYSTEM), confirm).await.unwrap();
        }
    }

    /// Ends the bank, which reads all the time.
    pub(crate) fn close_bank(&mut self) {
        self.bank.abort();
    }
}

impl Drop for Market {
    fn drop(&mut self) {
        self.bank.abort();
    }
}

/// Carries out every payment that is asked for, soon.
async fn bank(store: Store) {
    loop {
        let mut asked: Vec<Id<Payment>> = Vec::new();
        let take = |payment: Payment| {
            if payment.stage == PaymentStage::Requested {
                asked.push(payment.id);
            }
        };
        store.scan::<Payment>(take).await.unwrap();
        for payment in asked {
            let conclude = ConcludePayment { payment, succeeded: true };
            store.run(store.request(HERE, Id::SYSTEM), conclude).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What stands between the parts of a form with a file.
const BOUNDARY: &str = "between-the-parts";

/// A browser that keeps its cookies, follows nothing by itself and runs no scripts.
pub(crate) struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
    at: String,
}

/// A page as a browser got it.
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) address: String,
    pub(crate) html: Html,
}

impl Browser {
    pub(crate) async fn get(&mut self, address: &str) -> Shown {
        let request = Request::get(address).body(Body::empty()).unwrap();
        self.at = address.to_owned();
        self.send(request).await
    }

    /// Fills in the form whose action ends so, sends it, and follows where it leads.
    pub(crate) async fn submit(&mut self, page: &Shown, action: &str, typed: &[(&str, &str)]) -> Shown {
        let answer = self.post(page, action, typed).await;
        self.follow(answer).await
    }

    /// As [`Browser::submit`], without following.
    pub(crate) async fn post(&mut self, page: &Shown, action: &str, typed: &[(&str, &str)]) -> Shown {
        let (address, fields) = page.filled(action, typed);
        self.post_fields(&address, &fields).await
    }

    /// Fills in a form that asks a question, and goes where its answer is.
    pub(crate) async fn ask(&mut self, page: &Shown, action: &str, typed: &[(&str, &str)]) -> Shown {
        let (address, fields) = page.filled(action, typed);
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        self.get(&format!("{address}?{}", pairs.join("&"))).await
    }

    /// Sends a file by the form for the address `of`, and follows where it leads.
    pub(crate) async fn upload(&mut self, page: &Shown, of: &str, file: &[u8]) -> Shown {
        let form = page.file_form(of);
        let every = Selector::parse("input").unwrap();
        let inputs = form.select(&every).map(|input| {
            let (name, value) = (input.attr("name").unwrap(), input.attr("value").unwrap_or_default());
            (name.to_owned(), if name == "photo" { file.to_vec() } else { value.as_bytes().to_vec() })
        });
        let inputs: Vec<_> = inputs.collect();
        self.send_file(form.attr("action").unwrap(), &inputs).await
    }

    /// Sends the fields of a form with a file, and follows where it leads.
    pub(crate) async fn send_file(&mut self, action: &str, fields: &[(String, Vec<u8>)]) -> Shown {
        let mut body = Vec::new();
        for (name, value) in fields {
            let file_name = if name == "photo" { "; filename=\"photo.png\"" } else { "" };
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n")
                    .bytes(),
            );
            body.extend_from_slice(value);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let request = Request::post(action)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .header(header::REFERER, format!("http://localhost{}", self.at))
            .body(Body::from(body))
            .unwrap();
        let answer = self.send(request).await;
        self.follow(answer).await
    }

    async fn follow(&mut self, answer: Shown) -> Shown {
        if answer.status == StatusCode::SEE_OTHER {
            let next = answer.headers[header::LOCATION].to_str().unwrap().to_owned();
            return self.get(&next).await;
        }
        answer
    }

    /// The bytes at an address, if they are shown to this visitor.
    pub(crate) async fn bytes(&mut self, address: &str) -> Option<Vec<u8>> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            Request::get(address).header(header::COOKIE, cookies.join("; ")).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let is_there = response.status() == StatusCode::OK;
        let body = response.into_body().collect().await.unwrap().to_bytes();
        is_there.then(|| body.to_vec())
    }

    /// As if this page were open, from another tab.
    pub(crate) fn look_at(&mut self, address: &str) {
        address.clone_into(&mut self.at);
    }

    pub(crate) async fn post_fields(&mut self, address: &str, fields: &[(String, String)]) -> Shown {
        self.post_from("http://localhost", address, fields).await
    }

    /// As [`Browser::post_fields`], from a page of an origin. A form that is taken is sent twice more, as by an impatient hand, and
    /// has to lead where it led, unless it has begun or ended a session.
    pub(crate) async fn post_from(
        &mut self,
        origin: &str,
        address: &str,
        fields: &[(String, String)],
    ) -> Shown {
        let session = self.cookie("session").map(str::to_owned);
        let first = self.post_once(origin, address, fields).await;
        if first.status == StatusCode::SEE_OTHER && self.cookie("session").map(str::to_owned) == session {
            for _ in 0..2 {
                let again = self.post_once(origin, address, fields).await;
                let led = [&again, &first]
                    .map(|shown| (shown.status, shown.headers.get(header::LOCATION).cloned()));
                assert_eq!(led[0], led[1], "{address}, sent again: {}", again.words());
            }
        }
        first
    }

    async fn post_once(&mut self, origin: &str, address: &str, fields: &[(String, String)]) -> Shown {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, origin)
            .header(header::REFERER, format!("http://localhost{}", self.at))
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Shown {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        let address = request.uri().to_string();
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let html = Html::parse_document(std::str::from_utf8(&body).unwrap());
        Shown { status: parts.status, headers: parts.headers, address, html }
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = value.split(';').next().unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(kept, _)| kept == name).map(|(_, value)| value.as_str())
    }
}

impl Shown {
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The words of the main part, without the marks that isolate what is put into sentences.
    pub(crate) fn words(&self) -> String {
        words(self.all("main")[0])
    }

    pub(crate) fn heading(&self) -> String {
        words(self.all("h1")[0])
    }

    pub(crate) fn says(&self, sentence: &str) -> bool {
        self.words().contains(sentence)
    }

    /// The address of the link with these words.
    pub(crate) fn link(&self, text: &str) -> String {
        let links = self.all("main a");
        let link = links.into_iter().find(|link| words(*link).starts_with(text));
        link.unwrap_or_else(|| panic!("no link {text} in {}", self.words())).attr("href").unwrap().to_owned()
    }

    /// The code in the message that the parallel market shows.
    pub(crate) fn code(&self) -> String {
        let words = words(self.all(".unreal blockquote")[0]);
        let digits = words.split(|letter: char| !letter.is_ascii_digit()).find(|part| part.len() == 6);
        digits.unwrap_or_else(|| panic!("no code: {words}")).to_owned()
    }

    pub(crate) fn has_form(&self, action: &str) -> bool {
        self.all("form").iter().any(|form| form.attr("action").unwrap().ends_with(action))
    }

    /// A form as it is sent, with what was typed in it.
    pub(crate) fn filled(&self, action: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let (address, mut fields) = self.form(action, typed);
        fields.retain(|(name, _)| typed.iter().all(|(other, _)| other != name));
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        (address, fields)
    }

    /// The form that sends a file for an address that ends so.
    fn file_form(&self, of: &str) -> ElementRef<'_> {
        let named = self.all("form[enctype] input[name=of]");
        let named = named.into_iter().find(|input| input.attr("value").unwrap().ends_with(of));
        let named = named.unwrap_or_else(|| panic!("no photo for {of}: {}", self.words()));
        named.ancestors().filter_map(ElementRef::wrap).find(|one| one.value().name() == "form").unwrap()
    }

    /// What stands in the first field of a name.
    pub(crate) fn value(&self, name: &str) -> String {
        self.all(&format!("main input[name={name:?}]"))[0].attr("value").unwrap().to_owned()
    }

    /// What is wrong with a field, as it is said beside it; the list on top has to lead there.
    pub(crate) fn wrong(&self, name: &str) -> String {
        let link =
            |id: &str| self.all(".error-summary a").iter().any(|a| a.attr("href") == Some(&format!("#{id}")));
        let named = self.all(&format!("[name={name:?}][aria-invalid]"));
        let field = named.into_iter().find(|field| field.attr("id").is_some_and(link));
        let field = field.unwrap_or_else(|| panic!("nothing wrong at {name}: {}", self.words()));
        words(self.all(&format!("#{}-error", field.attr("id").unwrap()))[0])
    }

    /// What a browser would send of a form in which nothing was changed: the first one that takes what is to be typed.
    fn form(&self, action: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let forms = self.all("form");
        let mut of_page = forms.into_iter().filter(|form| form.attr("action").unwrap().ends_with(action));
        let form = of_page.find(|form| typed.iter().all(|(name, value)| takes(*form, name, value)));
        let form = form.unwrap_or_else(|| {
            panic!("no form {action} for {typed:?} in {}: {}", self.address, self.words())
        });
        let select = |selector: &str| form.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
        let mut fields = Vec::new();
        let own = |element: ElementRef<'_>, name: &str| element.attr(name).unwrap_or_default().to_owned();
        for input in select("input") {
            let is_tick = ["radio", "checkbox"].contains(&input.attr("type").unwrap_or_default());
            if !is_tick || input.attr("checked").is_some() {
                fields.push((own(input, "name"), own(input, "value")));
            }
        }
        for area in select("textarea") {
            fields.push((own(area, "name"), area.text().collect()));
        }
        for choice in select("select") {
            let options: Vec<_> = choice.select(&Selector::parse("option").unwrap()).collect();
            let chosen = options.iter().find(|option| option.attr("selected").is_some());
            if let Some(option) = chosen.or(options.first()) {
                fields.push((own(choice, "name"), own(*option, "value")));
            }
        }
        (form.attr("action").unwrap().to_owned(), fields)
    }
}

/// Whether a form has a field or a button of a name; of what a page fills in by itself, with this value.
fn takes(form: ElementRef<'_>, name: &str, value: &str) -> bool {
    let named = Selector::parse(&format!("[name={name:?}]")).unwrap();
    let is_ours = ["csrf", "idempotency_key"].contains(&name);
    let fits = |field: ElementRef<'_>| {
        is_ours || field.attr("type") != Some("hidden") || field.attr("value") == Some(value)
    };
    form.select(&named).any(fits)
}

pub(crate) fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    let shown: String = text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
