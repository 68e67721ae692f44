use super::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

const CHALLENGE: &str = "Y2hhbGxlbmdl";

fn site() -> Site {
    Site::of("https://hours.example.org").unwrap()
}

/// An authenticator of a test, and what may be wrong with it.
struct Authenticator {
    keys: EcdsaKeyPair,
    origin: &'static str,
    host: &'static str,
    kind: &'static str,
    challenge: &'static str,
    flags: u8,
}

impl Authenticator {
    fn new() -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let keys = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random);
        Self {
            keys: keys.unwrap(),
            origin: "https://hours.example.org",
            host: "hours.example.org",
            kind: "webauthn.create",
            challenge: CHALLENGE,
            flags: PRESENT | VERIFIED,
        }
    }

    fn public_key(&self) -> Vec<u8> {
        [&P256[..], self.keys.public_key().as_ref()].concat()
    }

    fn said(&self, with_key: bool) -> Said {
        let client_data =
            json!({ "type": self.kind, "challenge": self.challenge, "origin": self.origin }).to_string();
        let flags = if with_key { self.flags | HAS_KEY } else { self.flags };
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        data.extend([flags, 0, 0, 0, 7]);
        if with_key {
            data.extend([0; 16]);
            data.extend([0, 4]);
            data.extend(b"name");
        }
        let signed = [&data[..], Sha256::digest(&client_data).as_slice()].concat();
        let signature = self.keys.sign(&SystemRandom::new(), &signed).unwrap();
        Said {
            id: Base64::encode_string(b"name"),
            response: Response {
                client_data: Base64::encode_string(client_data.as_bytes()),
                authenticator_data: Base64::encode_string(&data),
                public_key: with_key.then(|| Base64::encode_string(&self.public_key())),
                signature: (!with_key).then(|| Base64::encode_string(signature.as_ref())),
                user_handle: Some(Base64::encode_string(&7_u128.to_be_bytes())),
            },
        }
    }
}

#[test]
fn a_passkey_is_made_and_used() {
    let device = Authenticator::new();
    let made = site().made(CHALLENGE, &device.said(true)).unwrap();
    assert_eq!((made.credential.as_str(), made.sign_count), ("bmFtZQ", 7));
    let device = Authenticator { kind: "webauthn.get", ..device };
    let said = device.said(false);
    assert_eq!(site().used(CHALLENGE, &made.public_key, &said), Some(7));
    assert_eq!(said.owner(), Some(7));
    let other = Base64::encode_string(&Authenticator::new().public_key());
    assert_eq!(site().used(CHALLENGE, &other, &said), None, "another key");
}

#[test]
fn whatever_is_not_as_asked_is_nothing() {
    type Wrong = fn(Authenticator) -> Authenticator;
    let wrong: [Wrong; 7] = [
        |right| Authenticator { origin: "https://evil.example.org", ..right },
        |right| Authenticator { origin: "http://hours.example.org", ..right },
        |right| Authenticator { host: "example.org", ..right },
        |right| Authenticator { challenge: "b3RoZXI", ..right },
        |right| Authenticator { kind: "webauthn.other", ..right },
        |right| Authenticator { flags: PRESENT, ..right },
        |right| Authenticator { flags: VERIFIED, ..right },
    ];
    for (number, wrong) in wrong.into_iter().enumerate() {
        let device = wrong(Authenticator::new());
        assert_eq!(site().made(CHALLENGE, &device.said(true)), None, "made {number}");
        let right = Authenticator { kind: "webauthn.get", ..Authenticator::new() };
        let device = wrong(right);
        let key = Base64::encode_string(&device.public_key());
        assert_eq!(site().used(CHALLENGE, &key, &device.said(false)), None, "used {number}");
    }
    let device = Authenticator::new();
    let kind_of_the_other = device.said(false);
    assert_eq!(
        site().used(CHALLENGE, &Base64::encode_string(&device.public_key()), &kind_of_the_other),
        None
    );
    let mut renamed = device.said(true);
    renamed.id = Base64::encode_string(b"else");
    assert_eq!(site().made(CHALLENGE, &renamed), None, "another credential than the authenticator's");
    let mut weak = device.said(true);
    weak.response.public_key = Some(Base64::encode_string(b"no key"));
    assert_eq!(site().made(CHALLENGE, &weak), None);
}

#[test]
fn nothing_that_is_cut_off_or_changed_is_taken() {
    let device = Authenticator { kind: "webauthn.get", ..Authenticator::new() };
    let key = Base64::encode_string(&device.public_key());
    let said = device.said(false);
    let data = decoded(&said.response.authenticator_data).unwrap();
    for length in 0..data.len() {
        let mut cut = said.clone();
        cut.response.authenticator_data = Base64::encode_string(&data[..length]);
        assert_eq!(site().used(CHALLENGE, &key, &cut), None, "{length}");
    }
    for at in 0..data.len() {
        let mut bytes = data.clone();
        bytes[at] ^= 1;
        let mut changed = said.clone();
        changed.response.authenticator_data = Base64::encode_string(&bytes);
        assert_eq!(site().used(CHALLENGE, &key, &changed), None, "{at}");
    }
    for text in ["", "{}", "null", "[]", "{\"id\":1}"] {
        assert!(Said::read(text).is_none(), "{text}");
    }
}

#[test]
fn passkeys_are_good_where_a_host_has_a_name_and_is_safe() {
    for url in [
        "http://hours.example.org",
        "https://127.0.0.1:8080",
        "http://[::1]:8080",
        "hours",
        "http://127.0.0.1:8080",
    ] {
        assert_eq!(Site::of(url), None, "{url}");
    }
    for url in ["https://hours.example.org", "http://localhost:8080", "https://Hours.example.org:8443/"] {
        assert!(Site::of(url).is_some(), "{url}");
    }
    assert_eq!(Site::of("http://localhost:8080").unwrap().origin, "http://localhost:8080");
}
