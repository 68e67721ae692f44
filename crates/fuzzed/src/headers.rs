//! What a request says in its headers of whoever sends it.

use crate::{first_line, text};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::net::{IpAddr, Ipv4Addr};
use web::client::Network;
use web::visit;

/// Our own proxy.
const PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 2));

/// Lines: the address at the other end, then headers, `name: value`. The language is one of ours; the network is that of the other end
/// unless that is our proxy, and never this machine.
pub fn run(bytes: &[u8]) {
    let Some(sent) = text(bytes) else { return };
    let (peer, lines) = first_line(sent);
    let headers = read(lines);
    let language = visit::language(&headers);
    assert!(web::i18n::Lang::offered().any(|offered| offered == language), "{language:?}");
    let _ = (visit::is_bearer(&headers), visit::is_from_elsewhere(&headers));
    let Ok(peer) = peer.parse::<IpAddr>() else { return };
    let network = Network::of_request(peer, &headers, &[PROXY]);
    if peer.to_canonical() != PROXY {
        assert_eq!(network, Network::of_request(peer, &HeaderMap::new(), &[PROXY]), "a caller is believed");
        assert_eq!(network.is_none(), peer.to_canonical().is_loopback());
    }
    // What the last hand has written counts, whatever stands before it.
    let mut more = headers.clone();
    more.insert("x-forwarded-for", HeaderValue::from_static("192.0.2.1"));
    for list in headers.get_all("x-forwarded-for") {
        more.append("x-forwarded-for", list.clone());
    }
    if headers.contains_key("x-forwarded-for") && network.is_some() {
        assert_eq!(Network::of_request(peer, &more, &[PROXY]), network);
    }
}

fn read(lines: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines.lines().filter_map(|line| line.split_once(": ")) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    headers
}
