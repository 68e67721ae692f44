//! What a browser says of a passkey: JSON in base64url in JSON, and bytes of an authenticator.

use crate::{sections, text};
use base64ct::{Base64UrlUnpadded as Base64, Encoding as _};
use serde_json::json;
use std::sync::LazyLock;
use web::passkey::{Said, Site};

const CHALLENGE: &str = "Y2hhbGxlbmdl";
static SITE: LazyLock<Option<Site>> = LazyLock::new(|| Site::of("https://hours.example.org"));
/// The digest of that host, with which what an authenticator says begins: too long to be found by trying.
const HOST_DIGEST: &str = "128b5f98f4c688817ac3a73cfb7f725c7c91e9a8d9bd15b661cd576229bf3cc0";

/// What a browser sends, as it sends it; or sections `id`, `client`, `data`, `key`, `signature` and `user`, which are put together as a
/// browser does: `client` and `id` as text, the others in hexadecimal, `data` without the digest of the host. A passkey that is taken has
/// an id and a key that can be kept, and nothing else is taken.
pub fn run(bytes: &[u8]) {
    let Some(sent) = text(bytes) else { return };
    let _ = Site::of(sent);
    let parts = sections(sent);
    let said = if parts.is_empty() { Said::read(sent) } else { Said::read(&put_together(&parts)) };
    let (Some(said), Some(site)) = (said, SITE.as_ref()) else { return };
    let _ = said.owner();
    if let Some(made) = site.made(CHALLENGE, &said) {
        assert!((0..=i64::from(u32::MAX)).contains(&made.sign_count));
        assert!(Base64::decode_vec(&made.credential).is_ok() && Base64::decode_vec(&made.public_key).is_ok());
        // It is no sign of having been used.
        assert_eq!(site.used(CHALLENGE, &made.public_key, &said), None);
    }
    let key = part(&parts, "key").trim();
    if let Some(count) = site.used(CHALLENGE, &Base64::encode_string(&from_hex(key)), &said) {
        assert!((0..=i64::from(u32::MAX)).contains(&count));
        assert_eq!(site.used("b3RoZXI", &Base64::encode_string(&from_hex(key)), &said), None);
    }
}

fn put_together(parts: &[(&str, &str)]) -> String {
    let coded = |name: &str| {
        let hex = part(parts, name).trim();
        (!hex.is_empty()).then(|| Base64::encode_string(&from_hex(hex)))
    };
    let data = [from_hex(HOST_DIGEST), from_hex(part(parts, "data").trim())].concat();
    json!({
        "id": Base64::encode_string(part(parts, "id").trim().as_bytes()),
        "response": {
            "clientDataJSON": Base64::encode_string(part(parts, "client").trim().as_bytes()),
            "authenticatorData": Base64::encode_string(&data),
            "publicKey": coded("key"),
            "signature": coded("signature"),
            "userHandle": coded("user"),
        },
    })
    .to_string()
}

fn part<'a>(parts: &[(&str, &'a str)], name: &str) -> &'a str {
    parts.iter().find(|(named, _)| named.trim() == name).map_or("", |(_, text)| text)
}

/// Bytes of hexadecimal digits; whatever is none is left out.
fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|one| one.to_digit(16)).filter_map(|one| u8::try_from(one).ok()).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}
