//! Photographs: sent with a form, made anew, and shown to who may see them.

use super::market::{Market, Shown};
use super::people::{ana, booked, cafe, open_offer, sign_up};
use axum::body::{Body, Bytes};
use axum::http::Request;
use image::{ImageFormat, RgbImage};
use std::convert::Infallible;
use std::io::Cursor;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tower::ServiceExt as _;

/// A picture with a place in it that nobody has to know.
pub(crate) fn picture() -> Vec<u8> {
    let mut png = Vec::new();
    RgbImage::from_pixel(40, 30, image::Rgb([10, 90, 160]))
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .unwrap();
    png.extend(b"45.51 N 122.65 W");
    png
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evidence_is_seen_by_the_two_sides_alone() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let booked = booked(&mut ana, &mut cafe).await;
    let begun = cafe.submit(&booked, "/clock", &[("to", "shift-start")]).await;
    let hers = ana.get(&begun.address).await;
    let wrong = ana.upload(&hers, "/parts/1/evidence", b"GIF89a").await;
    assert_eq!((wrong.status.as_u16(), wrong.heading()), (422, hers.heading()));
    assert!(wrong.wrong("photo").contains("JPEG or PNG"), "{}", wrong.words());
    let kept = ana.upload(&wrong, "/parts/1/evidence", &picture()).await;
    assert!(kept.says("The photo is kept"), "{}", kept.words());
    let address = kept.all("main img")[0].attr("src").unwrap().to_owned();
    let bytes = cafe.bytes(&address).await.unwrap();
    assert!(!bytes.windows(5).any(|part| part == b"45.51"), "only what it shows is kept");
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Jpeg);
    let session = format!("session={}", cafe.cookie("session").unwrap());
    let request = Request::head(&address).header("cookie", session).body(Body::empty()).unwrap();
    let named = web::router::router(market.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(named.headers()["content-disposition"], "inline; filename=\"photo.jpg\"");
    let mut other = sign_up(&market, "Luis M.", "person").await;
    assert_eq!((other.bytes(&address).await, market.browser().bytes(&address).await), (None, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_who_is_signed_out_no_photograph_is_read() {
    let market = Market::open().await;
    // No form with a file: read, it would be refused as one.
    let answer = market.browser().post_fields("/en/photos", &[]).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.words());
    assert!(answer.headers["location"].to_str().unwrap().starts_with("/en/sign-in"));
    let mut ana = ana(&market).await;
    assert_eq!(ana.post_fields("/en/photos", &[]).await.status.as_u16(), 403);
}

/// A body that never comes to its end, and counts how often it is asked for.
struct Endless(Arc<AtomicUsize>);

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Poll::Pending
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_who_sends_a_photograph_already_no_other_is_read() {
    let market = Market::open().await;
    let people = [ana(&market).await, cafe(&market).await];
    let router = web::router::router(market.app.clone());
    let sends = |session: String, asked: &Arc<AtomicUsize>| {
        let request = Request::post("/en/photos").header("cookie", format!("session={session}"));
        let request = request
            .header("content-type", "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        router.clone().oneshot(request.body(Body::new(Endless(Arc::clone(asked)))).unwrap())
    };
    let [hers, theirs] = people.map(|person| person.cookie("session").unwrap().to_owned());
    let first_asked = Arc::new(AtomicUsize::new(0));
    let first = tokio::spawn(sends(hers.clone(), &first_asked));
    while first_asked.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let asked = Arc::new(AtomicUsize::new(0));
    let second = sends(hers.clone(), &asked).await.unwrap();
    assert_eq!((second.status().as_u16(), asked.load(Ordering::SeqCst)), (503, 0));
    assert!(second.headers().contains_key("retry-after"));
    // Somebody else has a place of their own, and whoever goes gives theirs back.
    let other = tokio::spawn(sends(theirs, &asked));
    while asked.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    let again_asked = Arc::new(AtomicUsize::new(0));
    let again = tokio::spawn(sends(hers, &again_asked));
    while again_asked.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    other.abort();
    again.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_offering_that_is_not_theirs_no_photograph_is_kept() {
    let market = Market::open().await;
    let (mut owner, mut other) =
        (sign_up(&market, "Olga B.", "person").await, sign_up(&market, "Luis M.", "person").await);
    for person in [&mut owner, &mut other] {
        let asked = open_offer(person, "bicycle").await;
        person
            .submit(&asked, "/offerings", &[("title", "City bicycle"), ("per_day", "20"), ("per_hour", "4")])
            .await;
    }
    let (theirs, own) = (owner.get("/en/offerings").await, other.get("/en/offerings").await);
    let value = |page: &Shown, name: &str| {
        let inputs = page.all(&format!("form[enctype] input[name={name}]"));
        inputs[0].attr("value").unwrap_or_default().as_bytes().to_vec()
    };
    let fields = |of: Vec<u8>, photo: Vec<u8>| {
        let named = ["csrf", "idempotency_key", "back"].map(|name| (name.to_owned(), value(&own, name)));
        let about = [("of".to_owned(), of), ("photo".to_owned(), photo)];
        named.into_iter().chain(about).collect::<Vec<_>>()
    };
    let refused = other.send_file("/en/photos", &fields(value(&theirs, "of"), picture())).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.words());
    assert!(refused.says("Only the person it belongs to"), "{}", refused.words());
    assert_eq!(photographs(&market).await, 0);
    let shown = other.send_file("/en/photos", &fields(value(&own, "of"), picture())).await;
    assert_eq!((shown.status.as_u16(), photographs(&market).await), (200, 1), "{}", shown.words());
}

async fn photographs(market: &Market) -> usize {
    let mut count = 0;
    market.app.store.scan(|_: market::users::photos::Photo| count += 1).await.unwrap();
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offering_is_shown_to_everybody() {
    let market = Market::open().await;
    let mut owner = sign_up(&market, "Olga B.", "person").await;
    let asked = open_offer(&mut owner, "bicycle").await;
    owner
        .submit(&asked, "/offerings", &[("title", "City bicycle"), ("per_day", "20"), ("per_hour", "4")])
        .await;
    let list = owner.get("/en/offerings").await;
    let wrong = owner.upload(&list, "", b"no picture").await;
    assert_eq!((wrong.status.as_u16(), wrong.heading()), (422, list.heading()));
    assert!(wrong.wrong("photo").contains("JPEG or PNG"), "{}", wrong.words());
    let kept = owner.upload(&wrong, "", &picture()).await;
    let address = kept.all("main img")[0].attr("src").unwrap().to_owned();
    assert!(market.browser().bytes(&address).await.is_some());
}
