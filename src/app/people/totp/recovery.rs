//! Recovery codes: ten, shown once, kept as digests, good once each.

use hejie_domain::ids::{Id, PersonId, RecoveryCodeId};
use hejie_domain::text::Sha256Hash;
use rand::Rng;

use crate::app::Context;

const COUNT: usize = 10;
/// In each half: ten characters of five bits are more than can be tried.
const HALF_CHARS: usize = 5;
/// Without letters that look like digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// New codes, as their owner keeps them.
pub(super) fn codes() -> Vec<String> {
    (0..COUNT)
        .map(|_| format!("{}-{}", half(), half()))
        .collect()
}

/// The same as they are stored.
pub(super) fn stored(
    ctx: &Context,
    person: PersonId,
    codes: &[String],
) -> Vec<(RecoveryCodeId, String)> {
    let digests = codes
        .iter()
        .map(|code| (ctx.ids.new(), digest(person, code)));
    digests.collect()
}

/// How a code is kept, however its owner wrote it.
pub(super) fn digest(person: PersonId, code: &str) -> String {
    let plain = plain(code);
    Sha256Hash::of(
        "hejie-recovery-v1",
        &[person.uuid().as_bytes(), plain.as_bytes()],
    )
    .to_string()
}

/// Without spaces and hyphens, in small letters, and with the digits that were meant.
fn plain(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect()
}

fn half() -> String {
    let mut rng = rand::rng();
    (0..HALF_CHARS)
        .filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len())))
        .map(|byte| char::from(*byte))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let person = PersonId::constant(1);
        let kept = digest(person, "a0b1c-defgh");
        for typed in ["A0B1C-DEFGH", " aObIc defgh ", "a0blcdefgh"] {
            assert_eq!(digest(person, typed), kept, "{typed}");
        }
        assert_ne!(digest(PersonId::constant(2), "a0b1c-defgh"), kept);
        assert_ne!(digest(person, "a0b1c-defgj"), kept);
    }

    #[test]
    fn ten_codes_are_ten_different_ones() {
        let mut codes = codes();
        assert!(codes.iter().all(|code| code.len() == 2 * HALF_CHARS + 1));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), COUNT);
    }
}
