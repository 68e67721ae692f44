//! Passkeys at the edge: what a browser says of one is verified here, by the W3C's Web Authentication level 3, sections 7.1 and 7.2.
//!
//! Only what POEMs asks for is taken: no attestation, the user verified by the device, ES256 or RS256. The cryptography is that of
//! `ring`. Why not a library for all of it: docs/adr/0017-passkeys-by-hand.md.

mod ceremonies;

pub(crate) use ceremonies::Ceremonies;

use base64ct::{Base64UrlUnpadded as Base64, Encoding};
use ring::signature::{ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What the header of an X.509 `SubjectPublicKeyInfo` is, up to the point of a P-256 key (RFC 5480).
const P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
/// The same up to the key of RSA with 2,048 bits (RFC 3279), which older Windows makes.
const RSA_2048: [u8; 24] = [
    0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
    0x05, 0x00, 0x03, 0x82, 0x01, 0x0f, 0x00,
];
/// The names of the two among COSE's algorithms.
const ES256: i64 = -7;
const RS256: i64 = -257;
/// Flags of an authenticator: somebody was there, the device knew who, and a key comes with it.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const HAS_KEY: u8 = 1 << 6;
/// How long a browser waits for somebody, in milliseconds.
const TIMEOUT_MS: u32 = 120_000;

/// Where passkeys of this market are good: a host with a name, and the one origin on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    host: String,
    origin: String,
}

/// A passkey as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its id, in base64url.
    pub credential: String,
    /// Its public key, a `SubjectPublicKeyInfo` in base64url.
    pub public_key: String,
    /// How often it says that it has signed.
    pub sign_count: i64,
}

/// What a browser makes of a credential: `toJSON()` of a `PublicKeyCredential`.
#[derive(Deserialize, Clone, Debug)]
pub struct Said {
    /// The credential, in base64url.
    pub id: String,
    response: Response,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    public_key: Option<String>,
    signature: Option<String>,
    user_handle: Option<String>,
}

/// What the browser has had signed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// What the authenticator says of itself.
struct AuthenticatorData {
    flags: u8,
    sign_count: i64,
    /// The id of the key that comes with it.
    credential: Option<Vec<u8>>,
}

impl Site {
    /// The site of a public address. A host that is a number has no passkeys: the standard knows none there.
    pub fn of(public_url: &str) -> Option<Self> {
        let (scheme, rest) = public_url.split_once("://")?;
        let authority = rest.split('/').next()?;
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).to_ascii_lowercase();
        let is_safe = scheme.eq_ignore_ascii_case("https") || host == "localhost";
        let is_number = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
        let origin = format!("{}://{}", scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
        (is_safe && !is_number).then_some(Self { host, origin })
    }

    /// What a browser is asked with to make a passkey, `PublicKeyCredentialCreationOptionsJSON`.
    pub(crate) fn creation(&self, challenge: &str, user: &NewOwner<'_>) -> Value {
        let credential = |id: &String| json!({ "type": "public-key", "id": id });
        json!({
            "rp": { "id": self.host, "name": user.market },
            "user": { "id": Base64::encode_string(&user.handle), "name": user.name, "displayName": user.name },
            "challenge": challenge,
            "pubKeyCredParams": [
                { "type": "public-key", "alg": ES256 },
                { "type": "public-key", "alg": RS256 },
            ],
            "timeout": TIMEOUT_MS,
            "attestation": "none",
            "authenticatorSelection": { "residentKey": "required", "userVerification": "required" },
            "excludeCredentials": user.others.iter().map(credential).collect::<Vec<_>>(),
        })
    }

    /// What a browser is asked with to use one, `PublicKeyCredentialRequestOptionsJSON`: any of this site's.
    pub(crate) fn request(&self, challenge: &str) -> Value {
        json!({ "rpId": self.host, "challenge": challenge, "timeout": TIMEOUT_MS, "userVerification": "required" })
    }

    /// A passkey that was made for a challenge; nothing when anything about it is not as asked.
    pub fn made(&self, challenge: &str, said: &Said) -> Option<Made> {
        self.client_data(said, "webauthn.create", challenge)?;
        let data = self.authenticator_data(&decoded(&said.response.authenticator_data)?)?;
        let credential = decoded(&said.id)?;
        if data.flags & HAS_KEY == 0 || data.credential.as_ref() != Some(&credential) {
            return None;
        }
        let key = decoded(said.response.public_key.as_ref()?)?;
        verifier(&key)?;
        Some(Made {
            credential: Base64::encode_string(&credential),
            public_key: Base64::encode_string(&key),
            sign_count: data.sign_count,
        })
    }

    /// How often a passkey says that it has signed, when it has signed this challenge; nothing when anything is not as asked.
    pub fn used(&self, challenge: &str, public_key: &str, said: &Said) -> Option<i64> {
        let client_data = self.client_data(said, "webauthn.get", challenge)?;
        let mut signed = decoded(&said.response.authenticator_data)?;
        let data = self.authenticator_data(&signed)?;
        signed.extend(Sha256::digest(&client_data));
        let signature = decoded(said.response.signature.as_ref()?)?;
        verifier(&decoded(public_key)?)?.verify(&signed, &signature).ok()?;
        Some(data.sign_count)
    }

    fn client_data(&self, said: &Said, kind: &str, challenge: &str) -> Option<Vec<u8>> {
        let bytes = decoded(&said.response.client_data)?;
        let data: ClientData = serde_json::from_slice(&bytes).ok()?;
        let is_ours = data.r#type == kind
            && data.challenge == challenge
            && data.origin == self.origin
            && !data.cross_origin;
        is_ours.then_some(bytes)
    }

    /// Section 6.1: 32 bytes of the site, the flags, the count; with a key, 16 of the model, two of a length and the credential.
    fn authenticator_data(&self, bytes: &[u8]) -> Option<AuthenticatorData> {
        let (site, rest) = bytes.split_at_checked(32)?;
        let (head, rest) = rest.split_first_chunk::<5>()?;
        let [flags, a, b, c, d] = *head;
        let is_asked = site == Sha256::digest(self.host.as_bytes()).as_slice()
            && flags & (PRESENT | VERIFIED) == PRESENT | VERIFIED;
        if !is_asked {
            return None;
        }
        let credential = if flags & HAS_KEY == 0 {
            None
        } else {
            let (head, rest) = rest.split_first_chunk::<18>()?;
            let [.., high, low] = *head;
            Some(rest.get(..usize::from(u16::from_be_bytes([high, low])))?.to_vec())
        };
        Some(AuthenticatorData { flags, sign_count: u32::from_be_bytes([a, b, c, d]).into(), credential })
    }
}

/// Whose passkey is to be made.
pub(crate) struct NewOwner<'a> {
    /// What the market is called.
    pub(crate) market: &'a str,
    /// What finds the owner again: no name and no address.
    pub(crate) handle: [u8; 16],
    /// What they sign in as.
    pub(crate) name: &'a str,
    /// The passkeys that they have already.
    pub(crate) others: Vec<String>,
}

impl Said {
    /// What a browser sends as text.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whose it says that it is.
    pub fn owner(&self) -> Option<u128> {
        let handle: [u8; 16] = decoded(self.response.user_handle.as_ref()?)?.try_into().ok()?;
        Some(u128::from_be_bytes(handle))
    }
}

/// What verifies by a public key; of another kind than ours, nothing.
fn verifier(key: &[u8]) -> Option<UnparsedPublicKey<&[u8]>> {
    if let Some(point) = key.strip_prefix(&P256) {
        return (point.len() == 65).then(|| UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point));
    }
    Some(UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.strip_prefix(&RSA_2048)?))
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text.trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests;
