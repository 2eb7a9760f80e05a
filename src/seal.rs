//! Seals small secrets before they are stored, so that a copy of the database alone does not tell
//! them: AES-256-GCM under a key that lies beside the database and not in it.
//!
//! Decided 2026-11: the secrets of one-time passwords are sealed, since they cannot be kept as
//! digests. The key is `secrets/seal.key` in the folder of the installation, or the setting
//! `HEJIE_SEAL_KEY` where several processes share one database. A backup holds what is sealed and,
//! unless asked for, not the key. Whoever loses the key loses no account: recovery codes are digests
//! and go on opening it.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use rand::Rng;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::config::Secret;

/// Of another layout, another number.
const VERSION: u8 = 1;

/// The sealing hand. Cheap to clone.
#[derive(Clone)]
pub struct Seal(Arc<LessSafeKey>);

impl Seal {
    /// Where the key lies in the folder of an installation.
    pub fn path(var: &Path) -> PathBuf {
        var.join("secrets").join("seal.key")
    }

    /// The key that is set, or the one in the folder; one is made where there is none.
    pub fn open(set: Option<&Secret>, var: &Path) -> std::io::Result<Self> {
        let hex = match set {
            Some(set) => set.reveal().to_owned(),
            None => read_or_make(&Self::path(var))?,
        };
        let unusable = || {
            std::io::Error::new(
                ErrorKind::InvalidData,
                "a sealing key is 64 hexadecimal digits",
            )
        };
        let bytes = HEXLOWER
            .decode(hex.trim().to_lowercase().as_bytes())
            .map_err(|_no_hex| unusable())?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_length| unusable())?;
        Ok(Self(Arc::new(LessSafeKey::new(key))))
    }

    /// Seals `secret` for the one it is `about`: it opens for nobody else.
    pub fn seal(&self, about: &[u8], secret: &[u8]) -> std::io::Result<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = rand::rng().random();
        let mut sealed = secret.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(about),
                &mut sealed,
            )
            .map_err(|_too_long| std::io::Error::other("a secret cannot be sealed"))?;
        Ok([&[VERSION], nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// What was sealed; nothing when it was sealed under another key, or for somebody else.
    pub fn open_sealed(&self, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (version, rest) = sealed.split_first()?;
        let (nonce, rest) = rest.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut rest = (*version == VERSION).then(|| rest.to_vec())?;
        let secret = self
            .0
            .open_in_place(nonce, Aad::from(about), &mut rest)
            .ok()?;
        Some(secret.to_vec())
    }
}

/// Several processes may start at once; all take what the first one wrote.
fn read_or_make(path: &Path) -> std::io::Result<String> {
    if !path.exists() {
        make(path)?;
    }
    let mut hex = String::new();
    std::fs::File::open(path)?.read_to_string(&mut hex)?;
    Ok(hex)
}

fn make(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let key = HEXLOWER.encode(&rand::rng().random::<[u8; 32]>());
    // A whole file or none: it is written beside its place and linked there.
    let draft = folder.join(format!(".seal.{}", rand::rng().random::<u64>()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    writeln!(file, "{key}")?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(key: &str) -> std::io::Result<Seal> {
        Seal::open(Some(&Secret::new(key)), Path::new("/nowhere"))
    }

    #[test]
    fn what_is_sealed_opens_under_its_key_and_for_its_owner_only() {
        let (one, other) = (
            with(&"a1".repeat(32)).unwrap(),
            with(&"b2".repeat(32)).unwrap(),
        );
        let sealed = one.seal(b"wang", b"secret").unwrap();
        assert_eq!(one.open_sealed(b"wang", &sealed).unwrap(), b"secret");
        assert_eq!(one.open_sealed(b"li", &sealed), None);
        assert_eq!(other.open_sealed(b"wang", &sealed), None);
        let mut changed = sealed.clone();
        changed[20] ^= 1;
        assert_eq!(one.open_sealed(b"wang", &changed), None);
        assert_eq!(one.open_sealed(b"wang", &[]), None);
        assert_ne!(one.seal(b"wang", b"secret").unwrap(), sealed);
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        assert!(with("a1").is_err());
        assert!(with("not hexadecimal").is_err());
    }

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("hejie-seal-{}", rand::random::<u64>()));
        let first = Seal::open(None, &folder).unwrap();
        let second = Seal::open(None, &folder).unwrap();
        let sealed = first.seal(b"", b"secret").unwrap();
        assert_eq!(second.open_sealed(b"", &sealed).unwrap(), b"secret");
        let mode = Seal::path(&folder).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
