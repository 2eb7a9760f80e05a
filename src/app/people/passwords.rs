//! Passwords: argon2id, off the threads that serve requests, a few at a time.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::app::Failure;

/// As many as there are cores on the smallest machine; each takes 19 MiB and 50 ms.
const AT_ONCE_MAX: usize = 2;
/// How long a log-in waits for its turn before it is told to come again.
const WAIT_MAX: Duration = Duration::from_secs(5);
/// As few as anybody's may have.
pub const CHARS_MIN: usize = 8;
/// Staff have more to protect.
pub const STAFF_CHARS_MIN: usize = 12;
/// Beyond this, hashing itself would be an attack.
const BYTES_MAX: usize = 512;

/// The hand that hashes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Passwords(Arc<Semaphore>);

/// What is verified when there is no such account, so that it takes as long.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    let hash = Argon2::default().hash_password_with_salt(b"nobody's password", b"nobody's salt 16");
    hash.map(|hash: PasswordHash| hash.to_string())
        .unwrap_or_default()
});

/// What people choose when nobody stops them; in lower case.
const COMMON: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "password",
    "password1",
    "qwertyui",
    "qwertyuiop",
    "11111111",
    "00000000",
    "88888888",
    "66666666",
    "99999999",
    "87654321",
    "a1234567",
    "a12345678",
    "a123456789",
    "aa123456",
    "abc12345",
    "abc123456",
    "abcd1234",
    "asdfghjkl",
    "iloveyou",
    "woaini1314",
    "woaini520",
    "1qaz2wsx",
    "q1w2e3r4",
    "zxcvbnm123",
    "qq123456",
    "admin123",
    "administrator",
    "hejie123",
    "5201314520",
    "13145200",
    "123123123",
    "12341234",
    "football",
    "sunshine",
    "princess",
    "passw0rd",
    "welcome1",
    "letmein1",
    "1q2w3e4r",
];

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE_MAX)))
    }
}

impl Passwords {
    /// Hashes a new password that [`acceptable`] has passed.
    pub async fn hash(&self, password: &str) -> Result<String, Failure> {
        let password = password.to_owned();
        self.apart(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash: PasswordHash| hash.to_string())
        })
        .await?
        .map_err(|error| Failure::Io(std::io::Error::other(error.to_string())))
    }

    /// Whether `password` is the one behind `hash`; without a hash, no, after the same time.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool, Failure> {
        if password.len() > BYTES_MAX {
            return Ok(false);
        }
        let (password, known) = (password.to_owned(), hash.is_some());
        let fits = self
            .apart(move || {
                let hash = hash.as_deref().unwrap_or(&NOBODYS);
                PasswordHash::new(hash).is_ok_and(|hash| {
                    Argon2::default()
                        .verify_password(password.as_bytes(), &hash)
                        .is_ok()
                })
            })
            .await?;
        Ok(fits && known)
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = Arc::clone(&self.0).acquire_owned();
        let turn = tokio::time::timeout(WAIT_MAX, turn)
            .await
            .ok()
            .and_then(Result::ok);
        let turn = turn.ok_or(Failure::Busy)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(|gone| Failure::Io(std::io::Error::other(gone)))
    }
}

/// Refuses what is too short, too long or everybody's.
pub fn acceptable(password: &str, pointer: &str) -> Result<(), Failure> {
    let lower = password.to_lowercase();
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if password.chars().count() < CHARS_MIN {
        Err(Failure::invalid(pointer, "password_short"))
    } else if password.len() > BYTES_MAX {
        Err(Failure::invalid(pointer, "too_long"))
    } else if COMMON.contains(&lower.as_str()) || distinct.len() < 4 {
        Err(Failure::invalid(pointer, "password_common"))
    } else {
        Ok(())
    }
}

/// The same for whoever works here.
pub fn acceptable_to_staff(password: &str, pointer: &str) -> Result<(), Failure> {
    if password.chars().count() < STAFF_CHARS_MIN {
        return Err(Failure::invalid(pointer, "password_short_staff"));
    }
    acceptable(password, pointer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::default();
        let hash = passwords.hash("一只会飞的橘猫").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            passwords
                .verify("一只会飞的橘猫", Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.verify("一只会飞的狗", Some(hash)).await.unwrap());
        assert!(!passwords.verify("nobody's password", None).await.unwrap());
    }

    #[test]
    fn what_everybody_chooses_is_refused() {
        for bad in [
            "short",
            "Password",
            "aaaaaaaaaa",
            "abababababab",
            "12345678",
        ] {
            assert!(acceptable(bad, "/password").is_err(), "{bad}");
        }
        assert!(acceptable("correct horse battery", "/password").is_ok());
        assert!(acceptable(&"长".repeat(200), "/password").is_err());
    }
}
