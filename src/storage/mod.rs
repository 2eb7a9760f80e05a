//! Keeps the files that people bring in.
//!
//! A file on its way in grows at its end in `uploads/`. When it is whole it moves to where its
//! content says: `sha256/ab/cdef…`, written once and never changed, so that the same bytes are kept
//! once and a name proves what it holds. Everything acknowledged is on disk before it is
//! acknowledged. Who may read a file is not known here.

mod container;
mod exif;
#[cfg(test)]
pub(crate) mod samples;
mod sniff;
mod strip;
mod upload;

use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hejie_domain::text::Sha256Hash;
use sha2::{Digest, Sha256};

use self::container::{Blanks, NotSearched};
pub use self::sniff::{HEAD_BYTES, sniff};
pub use self::strip::{Unreadable, strip};
pub use self::upload::{Appending, NotAppended};

/// A folder of files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    root: Arc<Path>,
}

/// What a whole file was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The digest of its bytes, under which it is kept.
    pub sha256: Sha256Hash,
    /// Its length in bytes.
    pub size: u64,
}

impl Files {
    /// Opens the folder and makes what is missing, for this user alone.
    pub fn open(root: &Path) -> io::Result<Self> {
        for part in ["uploads", "sha256"] {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(root.join(part))?;
        }
        Ok(Self { root: root.into() })
    }

    /// Keeps `bytes`.
    pub async fn put(&self, bytes: Bytes) -> io::Result<Kept> {
        let files = self.clone();
        blocking(move || files.put_now(&bytes)).await
    }

    /// Keeps a copy of a kept film, recording or HEIC picture that tells nothing about its maker;
    /// nothing where the file tells nothing already.
    pub async fn keep_clean(
        &self,
        sha256: Sha256Hash,
    ) -> io::Result<Result<Option<Kept>, Unreadable>> {
        let files = self.clone();
        blocking(move || files.keep_clean_now(sha256)).await
    }

    /// The kept file for reading. `NotFound` when there is none.
    pub async fn read(&self, sha256: Sha256Hash) -> io::Result<tokio::fs::File> {
        tokio::fs::File::open(self.place(sha256)).await
    }

    /// The whole kept file, when it is not longer than `size_max`.
    pub async fn read_whole(&self, sha256: Sha256Hash, size_max: u64) -> io::Result<Bytes> {
        let place = self.place(sha256);
        if tokio::fs::metadata(&place).await?.len() > size_max {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(tokio::fs::read(place).await?.into())
    }

    /// Removes a kept file that no row refers to any more, unless it was kept again within the last
    /// hour: then an upload is about to refer to it. Tells whether it is gone.
    pub async fn remove(&self, sha256: Sha256Hash) -> io::Result<bool> {
        const TOO_YOUNG: Duration = Duration::from_hours(1);
        let place = self.place(sha256);
        blocking(move || {
            let age = match fs::metadata(&place) {
                Ok(file) => file.modified()?.elapsed().unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
                Err(error) => return Err(error),
            };
            if age < TOO_YOUNG {
                return Ok(false);
            }
            fs::remove_file(place)?;
            Ok(true)
        })
        .await
    }

    fn put_now(&self, bytes: &[u8]) -> io::Result<Kept> {
        let sha256 = Sha256Hash::new(Sha256::digest(bytes).into());
        let size = u64::try_from(bytes.len()).map_err(io::Error::other)?;
        let place = self.place(sha256);
        if is_kept(&place, size)? {
            return Ok(Kept { sha256, size });
        }
        let scratch = self.scratch(sha256);
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&scratch)?;
        io::Write::write_all(&mut file, bytes)?;
        file.sync_all()?;
        self.settle(&scratch, &place)?;
        fs::remove_file(scratch)?;
        Ok(Kept { sha256, size })
    }

    fn keep_clean_now(&self, original: Sha256Hash) -> io::Result<Result<Option<Kept>, Unreadable>> {
        let mut file = fs::File::open(self.place(original))?;
        let blanks = match container::search(&mut file) {
            Ok(blanks) if blanks.is_empty() => return Ok(Ok(None)),
            Ok(blanks) => blanks,
            Err(NotSearched::Unreadable(unreadable)) => return Ok(Err(unreadable)),
            Err(NotSearched::Io(error)) => return Err(error),
        };
        file.seek(SeekFrom::Start(0))?;
        let scratch = self.scratch(original);
        let mut copy = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&scratch)?;
        let kept = copy_blanked(&mut file, &mut copy, &blanks)?;
        copy.sync_all()?;
        let place = self.place(kept.sha256);
        if !is_kept(&place, kept.size)? {
            self.settle(&scratch, &place)?;
        }
        fs::remove_file(scratch)?;
        Ok(Ok(Some(kept)))
    }

    /// Gives the finished file at `from` its lasting name. Creates only: where a file of that
    /// content stands already, it stays.
    fn settle(&self, from: &Path, place: &Path) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.root);
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        match fs::hard_link(from, place) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            Ok(()) | Err(_) => {}
        }
        fs::File::open(folder)?.sync_all()?;
        fs::File::open(self.root.join("sha256"))?.sync_all()
    }

    fn place(&self, sha256: Sha256Hash) -> PathBuf {
        let digits = sha256.to_string();
        let (folder, name) = digits.split_at(2);
        self.root.join("sha256").join(folder).join(name)
    }

    fn scratch(&self, sha256: Sha256Hash) -> PathBuf {
        let thread = std::thread::current().id();
        self.root
            .join("uploads")
            .join(format!("{sha256}.{thread:?}"))
    }
}

/// Copies all bytes but those that are to be written over.
fn copy_blanked(
    from: &mut impl Read,
    to: &mut impl io::Write,
    blanks: &Blanks,
) -> io::Result<Kept> {
    let (mut hasher, mut size) = (Sha256::new(), 0_u64);
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = from.read(&mut buffer)?;
        let Some(chunk) = buffer.get_mut(..read).filter(|chunk| !chunk.is_empty()) else {
            let sha256 = Sha256Hash::new(hasher.finalize().into());
            return Ok(Kept { sha256, size });
        };
        blanks.apply(size, chunk);
        hasher.update(&*chunk);
        to.write_all(chunk)?;
        let length = u64::try_from(chunk.len()).map_err(io::Error::other)?;
        size = size.saturating_add(length);
    }
}

/// Whether a file of that size stands there. It is marked as used just now, so that nobody clears
/// it away before a row refers to it.
fn is_kept(place: &Path, size: u64) -> io::Result<bool> {
    match fs::OpenOptions::new().append(true).open(place) {
        Ok(file) if file.metadata()?.len() == size => {
            file.set_times(fs::FileTimes::new().set_modified(now()))?;
            Ok(true)
        }
        Ok(_) => Err(io::Error::other("a kept file has the wrong size")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The time of the file system, which dates files: not the clock that disputes are decided by.
#[expect(
    clippy::disallowed_methods,
    reason = "files are dated by the system, not by the moved clock"
)]
fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// Runs slow file work beside the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(name: &str) -> (Files, PathBuf) {
        let root = std::env::temp_dir().join(format!("hejie-files-{name}-{}", std::process::id()));
        (Files::open(&root).unwrap(), root)
    }

    #[tokio::test]
    async fn the_same_bytes_are_kept_once_under_their_digest() {
        let (files, root) = files("once");
        let first = files.put(Bytes::from_static(b"abc")).await.unwrap();
        let again = files.put(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(
            first.sha256.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(
            root.join("sha256/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .is_file()
        );
        assert_eq!(files.read_whole(first.sha256, 10).await.unwrap(), "abc");
        assert!(
            files.read_whole(first.sha256, 2).await.is_err(),
            "longer than asked for"
        );
        assert_eq!(
            fs::read_dir(root.join("uploads")).unwrap().count(),
            0,
            "no scratch file stays"
        );
        fs::remove_dir_all(root).unwrap();
    }

    #[tokio::test]
    async fn a_file_that_was_just_kept_is_not_cleared_away() {
        let (files, root) = files("young");
        let kept = files.put(Bytes::from_static(b"young")).await.unwrap();
        assert!(!files.remove(kept.sha256).await.unwrap());
        let long_ago = now() - Duration::from_hours(2);
        let file = fs::File::open(files.place(kept.sha256)).unwrap();
        file.set_times(fs::FileTimes::new().set_modified(long_ago))
            .unwrap();
        assert!(files.remove(kept.sha256).await.unwrap());
        assert!(files.read(kept.sha256).await.is_err());
        fs::remove_dir_all(root).unwrap();
    }
}
