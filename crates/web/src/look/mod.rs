//! The look as files: one stylesheet, one small script and the icon, served under names that carry their content's
//! hash, so that a browser may keep them for ever and a new version is fetched at once.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::routing::get;
use sha2::{Digest, Sha256};

/// A file of the look.
#[derive(Debug)]
pub struct Asset {
    /// Its address on this server: `/assets/style.1a2b3c4d5e6f.css`.
    pub path: String,
    /// Its content.
    pub content: &'static str,
    media_type: &'static str,
}

impl Asset {
    fn new(name: &str, ending: &str, content: &'static str) -> Self {
        let hash =
            Sha256::digest(content).iter().take(6).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        let media_type = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml; charset=utf-8",
        };
        Self { path: format!("/assets/{name}.{hash:012x}.{ending}"), content, media_type }
    }

    fn headers(&self) -> [(HeaderName, &'static str); 2] {
        [(CONTENT_TYPE, self.media_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")]
    }
}

/// The stylesheet. What comes later wins over what comes before: the ground first, single pages last.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let content = concat!(
        include_str!("style/ground.css"),
        include_str!("style/page.css"),
        include_str!("style/forms.css"),
        include_str!("style/parts.css"),
        include_str!("style/price_ladder.css"),
        include_str!("style/day_strip.css"),
        include_str!("style/trade_line.css"),
        include_str!("style/options.css"),
        include_str!("style/receipt.css"),
        include_str!("style/media.css"),
        include_str!("style/pages.css"),
    );
    Asset::new("style", "css", content)
});
/// The script: optional, every page works without it.
pub static ENHANCE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("enhance", "js", include_str!("enhance.js")));
/// The program that keeps today's bookings where there is no connection. Its address never changes, so it is asked for
/// anew each time; it lies at the root, because a browser lets it serve only what is below it.
pub const WORKER: &str = "/worker.js";
/// The icon of browser tabs.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| Asset::new("icon", "svg", include_str!("icon.svg")));

/// The routes that serve the files. Fonts, pictures and scripts from elsewhere there are none, so a page can say
/// `default-src 'self'` and mean it.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let worker = || async {
        let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
        (headers, include_str!("worker.js"))
    };
    let router = Router::new().route(WORKER, get(worker));
    [&STYLE, &ENHANCE, &ICON].into_iter().fold(router, |router, asset| {
        let asset: &'static Asset = asset;
        router.route(&asset.path, get(move || async move { (asset.headers(), asset.content) }))
    })
}
