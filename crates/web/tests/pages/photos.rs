//! Photographs: sent with a form, made anew, and shown to who may see them.

use super::market::Market;
use super::people::{ana, booked, cafe, open_offer, sign_up};
use axum::body::Body;
use axum::http::Request;
use image::{ImageFormat, RgbImage};
use std::io::Cursor;
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
