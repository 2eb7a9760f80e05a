//! Where a request came from.

use std::net::IpAddr;

use actix_web::http::header::HeaderMap;

/// The caller's address: the peer's, or with `hops` trusted proxies in front the one that the
/// outermost of them saw. What a caller writes into the header himself stands further left and is
/// never believed.
pub(super) fn of(peer: Option<IpAddr>, headers: &HeaderMap, hops: usize) -> IpAddr {
    let forwarded: Vec<IpAddr> = headers
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .filter_map(|address| address.trim().parse().ok())
        .collect();
    let claimed = match hops {
        0 => None,
        _ => forwarded
            .len()
            .checked_sub(hops)
            .and_then(|at| forwarded.get(at)),
    };
    let unknown = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);
    claimed.copied().or(peer).unwrap_or(unknown).to_canonical()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn check(header: &'static str, hops: usize, expected: &str) {
        let mut headers = HeaderMap::new();
        let name = HeaderName::from_static("x-forwarded-for");
        headers.insert(name, HeaderValue::from_static(header));
        let peer = "10.0.0.1".parse().ok();
        assert_eq!(
            of(peer, &headers, hops).to_string(),
            expected,
            "{header} {hops}"
        );
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        check("1.2.3.4", 0, "10.0.0.1");
        check("6.6.6.6, 1.2.3.4", 1, "1.2.3.4");
        check("6.6.6.6, 1.2.3.4, 10.0.0.2", 2, "1.2.3.4");
        check("nonsense", 1, "10.0.0.1");
        check("::ffff:1.2.3.4", 1, "1.2.3.4");
    }
}
