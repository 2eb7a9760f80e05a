//! How much one address or account may ask. `off` lifts a limit; browser stories and load tests set
//! the `…_ADDRESS` ones to `off`, since everybody there shares one address.

use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use super::{ConfigError, Reader};

/// So many in so long, written `20/5m`; or none, written `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// No limit.
    Off,
    /// At most `count` at once, refilled evenly over `period`.
    Of {
        /// How many.
        count: NonZeroU32,
        /// In how long.
        period: Duration,
    },
}

/// The limits of the service.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests of any kind, by address.
    pub requests_address: Limit,
    /// Unsafe requests, by account.
    pub writes_account: Limit,
    /// Log-ins and other proofs, by address.
    pub login_address: Limit,
    /// Log-ins and other proofs, by the account that is tried.
    pub login_account: Limit,
    /// Codes sent, by address.
    pub codes_address: Limit,
    /// Codes sent, by target.
    pub codes_target: Limit,
    /// Questions to the law, by address.
    pub law_address: Limit,
    /// Questions whether a document is genuine, by address.
    pub check_address: Limit,
}

impl Limits {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            requests_address: reader.parse("HEJIE_LIMIT_REQUESTS_ADDRESS", "1200/1m")?,
            writes_account: reader.parse("HEJIE_LIMIT_WRITES_ACCOUNT", "300/1m")?,
            login_address: reader.parse("HEJIE_LIMIT_LOGIN_ADDRESS", "60/5m")?,
            login_account: reader.parse("HEJIE_LIMIT_LOGIN_ACCOUNT", "10/10m")?,
            codes_address: reader.parse("HEJIE_LIMIT_CODES_ADDRESS", "30/1h")?,
            codes_target: reader.parse("HEJIE_LIMIT_CODES_TARGET", "6/1h")?,
            law_address: reader.parse("HEJIE_LIMIT_LAW_ADDRESS", "120/1m")?,
            check_address: reader.parse("HEJIE_LIMIT_CHECK_ADDRESS", "30/1m")?,
        })
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" {
            return Ok(Self::Off);
        }
        let wrong = || "write a limit as 20/5m (s, m or h), or off".to_owned();
        let (count, period) = text.split_once('/').ok_or_else(wrong)?;
        let unit_s = match period.chars().last() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3600,
            Some(_) | None => return Err(wrong()),
        };
        let number: String = period.chars().take_while(char::is_ascii_digit).collect();
        let units: u64 = number.parse().map_err(|_no_number| wrong())?;
        if units == 0 || number.len().saturating_add(1) != period.len() {
            return Err(wrong());
        }
        Ok(Self::Of {
            count: count.parse().map_err(|_no_number| wrong())?,
            period: Duration::from_secs(units.saturating_mul(unit_s)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_people_write_them() {
        let of = |count, secs| Limit::Of {
            count: NonZeroU32::new(count).unwrap(),
            period: Duration::from_secs(secs),
        };
        assert_eq!("20/5m".parse(), Ok(of(20, 300)));
        assert_eq!("1/30s".parse(), Ok(of(1, 30)));
        assert_eq!("off".parse(), Ok(Limit::Off));
        for nonsense in [
            "", "0/1m", "5", "5/0m", "5/m", "5/1d", "x/1m", "5/1mm", "-1/1m",
        ] {
            assert!(nonsense.parse::<Limit>().is_err(), "{nonsense}");
        }
    }
}
