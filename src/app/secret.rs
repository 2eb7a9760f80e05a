//! Secrets: tokens, codes, and how they are kept.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use rand::Rng;
use sha2::{Digest, Sha256};

/// 256 random bits, in 43 characters that may stand in a URL or cookie.
pub fn token() -> String {
    BASE64URL_NOPAD.encode(&rand::rng().random::<[u8; 32]>())
}

/// Sixteen random bytes that keep a short text from being guessed by its digest.
pub fn salt() -> [u8; 16] {
    rand::rng().random()
}

/// A password to be typed off a screen: five groups of four, about a hundred random bits.
pub fn password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567891";
    let mut rng = rand::rng();
    let letters = (0..20).filter_map(|_| LETTERS.get(rng.random_range(0..LETTERS.len())));
    let mut password = String::new();
    for (place, letter) in letters.enumerate() {
        if place > 0 && place % 4 == 0 {
            password.push('-');
        }
        password.push(char::from(*letter));
    }
    password
}

/// Six random digits.
pub fn code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000_u32))
}

/// What the code of a document is made of.
pub(super) fn check_bits() -> u128 {
    rand::rng().random()
}

/// A name for the life of a database.
pub fn epoch() -> String {
    HEXLOWER.encode(&rand::rng().random::<[u8; 8]>())
}

/// How a token is kept: it is random enough that a plain digest cannot be turned round.
pub fn digest(token: &str) -> String {
    digest_bytes(token.as_bytes())
}

/// SHA-256 in hexadecimal digits.
pub fn digest_bytes(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// A name for one request in the log.
pub fn trace_id() -> String {
    HEXLOWER.encode(&rand::rng().random::<[u8; 16]>())
}
