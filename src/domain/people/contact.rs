//! Phone numbers and mail addresses.

use std::fmt;

/// A mobile number of mainland China: eleven digits from 13 to 19.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// A mail address in lower case: the same mailbox is the same address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Where somebody can be reached.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contact {
    /// By SMS.
    Phone(Phone),
    /// By mail.
    Email(Email),
}

/// Neither of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAContact {
    /// No mobile number.
    #[error("not a mobile number of mainland China")]
    Phone,
    /// No mail address.
    #[error("not a mail address")]
    Email,
}

impl Phone {
    /// Takes the eleven digits, also with `+86` in front and blanks or dashes within.
    pub fn parse(raw: &str) -> Result<Self, NotAContact> {
        let kept = |c: &char| !matches!(c, ' ' | '-' | '\u{a0}');
        let number: String = raw.trim().chars().filter(kept).collect();
        let number = number.strip_prefix("+86").unwrap_or(&number);
        let digits = number.len() == 11 && number.bytes().all(|b| b.is_ascii_digit());
        match number.as_bytes() {
            [b'1', b'3'..=b'9', ..] if digits => Ok(Self(number.to_owned())),
            _ => Err(NotAContact::Phone),
        }
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For others to see: `138****0001`.
    pub fn masked(&self) -> String {
        let digit = |from: usize, count: usize| self.0.chars().skip(from).take(count);
        digit(0, 3)
            .chain("****".chars())
            .chain(digit(7, 4))
            .collect()
    }
}

impl Email {
    /// The longest address that mail servers carry.
    const BYTES_MAX: usize = 254;

    /// Takes `local@domain` with a dot in the domain.
    pub fn parse(raw: &str) -> Result<Self, NotAContact> {
        let address = raw.trim().to_ascii_lowercase();
        let parts = address
            .rsplit_once('@')
            .filter(|_| address.len() <= Self::BYTES_MAX);
        let (local, domain) = parts.ok_or(NotAContact::Email)?;
        if is_local(local) && is_domain(domain) {
            Ok(Self(address))
        } else {
            Err(NotAContact::Email)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For others to see: `z***@example.com`.
    pub fn masked(&self) -> String {
        let domain = self.0.rsplit_once('@').map_or("", |(_, domain)| domain);
        let first: String = self.0.chars().take(1).collect();
        format!("{first}***@{domain}")
    }
}

fn is_local(local: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
    (1..=64).contains(&local.len())
        && local.bytes().all(allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

impl Contact {
    /// A mail address when there is an `@`, a phone number otherwise.
    pub fn parse(raw: &str) -> Result<Self, NotAContact> {
        if raw.contains('@') {
            Email::parse(raw).map(Self::Email)
        } else {
            Phone::parse(raw).map(Self::Phone)
        }
    }

    /// The number or address.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(phone) => phone.as_str(),
            Self::Email(email) => email.as_str(),
        }
    }

    /// For others to see.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(phone) => phone.masked(),
            Self::Email(email) => email.masked(),
        }
    }
}

/// Contacts do not belong in logs: only their masked form is printed.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_however_people_write_it() {
        for raw in ["13800000001", " +86 138-0000-0001 ", "138 0000 0001"] {
            assert_eq!(Phone::parse(raw).unwrap().as_str(), "13800000001", "{raw}");
        }
        assert_eq!(Phone::parse("13800000001").unwrap().masked(), "138****0001");
        for raw in [
            "",
            "12800000001",
            "1380000000",
            "138000000011",
            "０13800000001",
            "abc",
        ] {
            assert_eq!(Phone::parse(raw), Err(NotAContact::Phone), "{raw}");
        }
    }

    #[test]
    fn an_address_is_one_mailbox_in_whatever_case() {
        let email = Email::parse(" Li.Lei+hejie@Example.COM ").unwrap();
        assert_eq!(email.as_str(), "li.lei+hejie@example.com");
        assert_eq!(email.masked(), "l***@example.com");
        for raw in [
            "",
            "@",
            "a@b",
            "a b@c.cn",
            ".a@c.cn",
            "a..b@c.cn",
            "a@-c.cn",
            "a@c.cn\r\nBcc: x@y.cn",
        ] {
            assert_eq!(Email::parse(raw), Err(NotAContact::Email), "{raw:?}");
        }
    }

    #[test]
    fn nobody_is_named_in_a_log() {
        let contact = Contact::parse("13800000001").unwrap();
        assert_eq!(format!("{contact:?}"), "138****0001");
    }
}
