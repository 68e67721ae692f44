//! The look keeps its promises: names by content, kept for ever, within budget, for every reading direction.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::{Asset, ENHANCE, ICON, STYLE, routes};

/// Bytes before compression; a style sheet shrinks to about a quarter, so this keeps it below the 16 KB that may travel.
const STYLE_BYTES_MOST: usize = 48 * 1024;
const ENHANCE_BYTES_MOST: usize = 8 * 1024;

#[tokio::test]
async fn each_file_is_served_under_its_hash_and_may_be_kept_for_ever() {
    for asset in [&STYLE, &ENHANCE, &ICON] {
        let request = Request::get(&asset.path).body(Body::empty()).unwrap();
        let answer = routes::<()>().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{}", asset.path);
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, asset.content.as_bytes());
    }
}

#[test]
fn another_content_has_another_name() {
    let (one, two) = (Asset::new("style", "css", "a{}"), Asset::new("style", "css", "b{}"));
    assert_ne!(one.path, two.path);
    assert_eq!(one.path.len(), "/assets/style.css".len() + 13);
}

#[test]
fn the_files_stay_small() {
    assert!(STYLE.content.len() <= STYLE_BYTES_MOST, "{} bytes", STYLE.content.len());
    assert!(ENHANCE.content.len() <= ENHANCE_BYTES_MOST, "{} bytes", ENHANCE.content.len());
}

#[test]
fn the_stylesheet_knows_no_left_or_right() {
    let physical = ["-left", "-right", "left:", "right:", "text-align: left", "text-align: right"];
    for (number, line) in STYLE.content.lines().enumerate() {
        for word in physical {
            assert!(!line.contains(word), "line {}: {line}", number + 1);
        }
    }
}

#[test]
fn the_stylesheet_has_no_gradient_and_fetches_nothing() {
    for word in ["gradient(", "url(", "@import", "!important"] {
        assert!(!STYLE.content.contains(word), "{word}");
    }
}
