//! Where a request really came from when a proxy stands in front.
//!
//! `X-Forwarded-For` is believed only from the networks the operator names; from anybody else it
//! is a claim, and limits by address would be as easy to walk around as to type.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;

/// A network of proxies: `10.0.0.0/8`, `fd00::/8`, or one address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// What was written is no network.
#[derive(Debug, thiserror::Error)]
#[error("not a network: write 10.0.0.0/8, fd00::/8 or a single address")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, prefix) = text.split_once('/').unwrap_or((text, ""));
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let widest = bits(address).1;
        let prefix = match prefix {
            "" if !text.contains('/') => widest,
            digits => digits.parse().map_err(|_| NotANetwork)?,
        };
        if prefix > widest {
            return Err(NotANetwork);
        }
        Ok(Self { address, prefix })
    }
}

impl Network {
    /// Whether an address lies in it.
    #[must_use]
    pub fn holds(&self, other: IpAddr) -> bool {
        let ((own, width), (theirs, width_of_theirs)) = (bits(self.address), bits(other));
        let rest = u32::from(width - self.prefix);
        let head = |number: u128| number.checked_shr(rest).unwrap_or(0);
        width == width_of_theirs && head(own) == head(theirs)
    }
}

/// An address as a number, and how many bits it has. An IPv4 address in IPv6 clothes is IPv4.
fn bits(address: IpAddr) -> (u128, u8) {
    match address.to_canonical() {
        IpAddr::V4(four) => (u128::from(u32::from(four)), 32),
        IpAddr::V6(six) => (u128::from(six), 128),
    }
}

/// The address a request came from: the connection's own, or, when that is a proxy's, the last
/// one in `X-Forwarded-For` that is not.
#[must_use]
pub fn origin(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let is_proxy = |address: IpAddr| proxies.iter().any(|network| network.holds(address));
    let mut nearest = peer;
    let claims = headers.get_all("x-forwarded-for").iter().rev();
    let claims = claims
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.rsplit(','));
    for claim in claims {
        if !is_proxy(nearest) {
            break;
        }
        match claim.trim().parse() {
            Ok(address) => nearest = address,
            Err(_) => break,
        }
    }
    nearest.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str]) -> String {
        let proxies: Vec<Network> = ["10.0.0.0/8", "fd00::/8", "192.0.2.7"]
            .iter()
            .filter_map(|text| text.parse().ok())
            .collect();
        assert_eq!(proxies.len(), 3);
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        origin(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn a_claim_counts_only_from_a_proxy() {
        assert_eq!(from("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(from("10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("::ffff:10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("192.0.2.7", &[]), "192.0.2.7");
        assert_eq!(from("192.0.2.8", &["198.51.100.1"]), "192.0.2.8");
    }

    #[test]
    fn what_a_browser_made_up_stands_before_what_the_proxies_wrote() {
        assert_eq!(
            from("10.1.2.3", &["1.1.1.1, 198.51.100.1, 10.9.9.9"]),
            "198.51.100.1"
        );
        assert_eq!(
            from("10.1.2.3", &["1.1.1.1", "2001:db8::5, fd00::1"]),
            "2001:db8::5"
        );
        assert_eq!(from("10.1.2.3", &["1.1.1.1, nonsense"]), "10.1.2.3");
    }

    #[test]
    fn a_network_is_written_rightly_or_refused() {
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.0/"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.holds("203.0.113.9".parse().unwrap()));
        assert!(!all.holds("2001:db8::5".parse().unwrap()));
    }
}
