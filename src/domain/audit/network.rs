//! Where somebody was, as exactly as the audit trail needs it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// The network of an address: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one.
/// That tells an office from the other end of the country, and one household from another only
/// roughly, which is all that an administrator has to know for years.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Network(String);

impl Network {
    /// Of that address.
    pub fn of(address: IpAddr) -> Self {
        let (first, bits) = match address.to_canonical() {
            IpAddr::V4(four) => {
                let [a, b, c, _] = four.octets();
                (IpAddr::V4(Ipv4Addr::new(a, b, c, 0)), 24)
            }
            IpAddr::V6(six) => {
                let [a, b, c, ..] = six.segments();
                (IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)), 48)
            }
        };
        Self(format!("{first}/{bits}"))
    }

    /// Of an address in writing; nothing where it is none.
    pub fn parse(address: &str) -> Option<Self> {
        address.parse().ok().map(Self::of)
    }

    /// As `203.0.113.0/24`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(Network::parse(address).unwrap().as_str(), expected);
    }

    #[test]
    fn the_end_of_an_address_is_cut_off() {
        check("203.0.113.77", "203.0.113.0/24");
        check("::ffff:203.0.113.77", "203.0.113.0/24");
        check("2001:db8:1:2:3::4", "2001:db8:1::/48");
        assert_eq!(Network::parse("somewhere"), None);
    }
}
