//! Who calls, as far as that is known before anybody signs in: what the program calls itself, and the network that it calls from.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// The addresses that a request has come through, by each that sent it on. The first may be anything: only what our own proxies
/// have added is believed.
pub(crate) const CAME_THROUGH: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Laid on a request by whoever accepted its connection: the address at the other end.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Whoever shares an address: one of IPv4, or the 64 bits that a household or a business is given of IPv6. Never kept and never
/// logged: it is an address of somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Network(IpAddr);

/// A program that calls.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// What it calls itself.
    pub device: String,
    /// Where it calls from; of one on this machine, and where it is not known, nothing.
    pub network: Option<Network>,
}

impl Client {
    /// The one that sent a request.
    pub(crate) fn of(parts: &Parts) -> Self {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Self {
            device: agent.unwrap_or("–").to_owned(), network: parts.extensions.get::<Network>().copied()
        }
    }
}

/// Lays on each request the network that it comes from.
pub(crate) async fn known(
    State(proxies): State<Arc<[IpAddr]>>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(Peer(peer)) = request.extensions().get().copied()
        && let Some(network) = Network::of_request(peer, request.headers(), &proxies)
    {
        request.extensions_mut().insert(network);
    }
    next.run(request).await
}

/// An address as a proxy writes it: some add the port.
fn address(written: &str) -> Option<IpAddr> {
    let written = written.trim();
    let with_port = || written.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    written.parse().ok().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

impl Network {
    #[cfg(test)]
    pub(crate) fn parse(address: &str) -> Option<Self> {
        address.parse().ok().map(Self::of)
    }

    /// The network that a request comes from: the last address on its way that is none of our own proxies'. Nothing for this
    /// machine, and where a proxy of ours does not say.
    pub fn of_request(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Option<Self> {
        let lists = headers.get_all(CAME_THROUGH).iter().filter_map(|list| list.to_str().ok());
        let written: Vec<&str> = lists.flat_map(|list| list.split(',')).collect();
        let mut last = peer.to_canonical();
        // From the end, where our own proxies have written: what stands before that, its sender may have made up.
        let mut before = written.into_iter().rev();
        while proxies.contains(&last) {
            last = address(before.next()?)?;
        }
        (!last.is_loopback()).then(|| Self::of(last))
    }

    /// The network of an address.
    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self(address),
            IpAddr::V6(long) => {
                let [a, b, c, d, ..] = long.segments();
                Self(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
            }
        }
    }
}

/// What another process is told of where a request comes from: what was told here, and the address at the other end.
pub(crate) fn tell_on(extensions: &Extensions, headers: &mut HeaderMap) {
    let Some(Peer(peer)) = extensions.get::<Peer>() else { return };
    if let Ok(peer) = peer.to_canonical().to_string().parse() {
        headers.append(CAME_THROUGH, peer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, through: &[&str], proxies: &[&str]) -> Option<Network> {
        let mut headers = HeaderMap::new();
        for list in through {
            headers.append(CAME_THROUGH, list.parse().unwrap());
        }
        let proxies: Vec<_> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        Network::of_request(peer.parse().unwrap(), &headers, &proxies)
    }

    #[test]
    fn a_network_is_where_our_own_proxies_say() {
        assert_eq!(from("203.0.113.7", &[], &[]), Network::parse("203.0.113.7"));
        assert_eq!(from("10.0.0.2", &["203.0.113.7"], &["10.0.0.2"]), Network::parse("203.0.113.7"));
        let two = ["10.0.0.2", "10.0.0.3"];
        assert_eq!(from("10.0.0.2", &["203.0.113.7, 10.0.0.3"], &two), Network::parse("203.0.113.7"));
        assert_eq!(from("10.0.0.2", &["203.0.113.7", "10.0.0.3"], &two), Network::parse("203.0.113.7"));
    }

    #[test]
    fn what_a_caller_says_of_itself_is_not_believed() {
        assert_eq!(from("203.0.113.7", &["192.0.2.1"], &[]), Network::parse("203.0.113.7"));
        assert_eq!(
            from("10.0.0.2", &["192.0.2.1, 203.0.113.7"], &["10.0.0.2"]),
            Network::parse("203.0.113.7")
        );
        for made_up in ["nonsense", "", "192.0.2.1:x", "10.0.0.2"] {
            let list = format!("{made_up}, 203.0.113.7");
            assert_eq!(from("10.0.0.2", &[&list], &["10.0.0.2"]), Network::parse("203.0.113.7"), "{made_up}");
        }
        for nothing in [&["nonsense"][..], &[], &["10.0.0.2"]] {
            assert_eq!(from("10.0.0.2", nothing, &["10.0.0.2"]), None, "{nothing:?}");
        }
    }

    #[test]
    fn some_proxies_add_the_port() {
        let proxies = ["10.0.0.2"];
        assert_eq!(from("10.0.0.2", &["203.0.113.7:50123"], &proxies), Network::parse("203.0.113.7"));
        assert_eq!(from("10.0.0.2", &["[2001:db8:1:2::9]:443"], &proxies), Network::parse("2001:db8:1:2::9"));
    }

    #[test]
    fn a_household_is_one_network() {
        let one = from("2001:db8:1:2:3:4:5:6", &[], &[]);
        assert_eq!(one, from("2001:db8:1:2::9", &[], &[]));
        assert_ne!(one, from("2001:db8:1:3::9", &[], &[]));
        assert_eq!(from("::ffff:203.0.113.7", &[], &[]), Network::parse("203.0.113.7"));
        assert_eq!(from("::1", &[], &[]), None, "this machine is no network of somebody's");
        assert_eq!(from("127.0.0.1", &[], &[]), None);
    }
}
