//! Files on their way in. The only truth about how much has arrived is the length of the file, so a
//! lost connection, a killed server and a second device all resume in the same way.

use std::fs;
use std::io;
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use hejie_domain::ids::UploadId;
use hejie_domain::text::Sha256Hash;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::{Files, HEAD_BYTES, Kept, blocking, is_kept};

/// Why nothing can be added just now.
#[derive(Debug, thiserror::Error)]
pub enum NotAppended {
    /// Somebody else is adding to this file.
    #[error("the upload is being written to")]
    Busy,
    /// The file is longer or shorter than the caller believes.
    #[error("the upload stands at {0}")]
    Elsewhere(u64),
    /// The disk refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The end of a file on its way in, held by one writer at a time, also between processes.
#[derive(Debug)]
pub struct Appending {
    file: tokio::fs::File,
    offset: u64,
}

impl Appending {
    /// Adds `bytes`. They count as arrived after [`Appending::finish`].
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        let added = u64::try_from(bytes.len()).map_err(io::Error::other)?;
        self.offset = self.offset.saturating_add(added);
        Ok(())
    }

    /// How far the file reaches by now.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Brings everything to disk and lets the next writer in; answers how far the file reaches.
    pub async fn finish(mut self) -> io::Result<u64> {
        self.file.flush().await?;
        self.file.sync_data().await?;
        Ok(self.offset)
    }
}

impl Files {
    /// Begins an empty file for `upload`.
    pub async fn begin(&self, upload: UploadId) -> io::Result<()> {
        let path = self.arriving(upload);
        blocking(move || {
            let mut options = fs::OpenOptions::new();
            options
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)?
                .sync_all()
        })
        .await
    }

    /// How much of `upload` has arrived; nothing when there is no such file.
    pub async fn arrived(&self, upload: UploadId) -> io::Result<Option<u64>> {
        match tokio::fs::metadata(self.arriving(upload)).await {
            Ok(file) => Ok(Some(file.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes hold of the end of `upload`, which must be at `offset`.
    pub async fn append(&self, upload: UploadId, offset: u64) -> Result<Appending, NotAppended> {
        let path = self.arriving(upload);
        let (file, found) = tokio::task::spawn_blocking(move || hold(&path))
            .await
            .map_err(io::Error::other)??;
        if found != offset {
            return Err(NotAppended::Elsewhere(found));
        }
        Ok(Appending {
            file: tokio::fs::File::from_std(file),
            offset,
        })
    }

    /// The first bytes of `upload`.
    pub async fn head(&self, upload: UploadId) -> io::Result<Vec<u8>> {
        let path = self.arriving(upload);
        blocking(move || {
            let mut head = Vec::with_capacity(HEAD_BYTES);
            let bound = u64::try_from(HEAD_BYTES).map_err(io::Error::other)?;
            fs::File::open(path)?.take(bound).read_to_end(&mut head)?;
            Ok(head)
        })
        .await
    }

    /// Keeps the whole of `upload` under its digest. The file on its way in stays until
    /// [`Files::forget`], so that this can be done again when the server is killed in between.
    pub async fn keep(&self, upload: UploadId) -> Result<Kept, NotAppended> {
        let (files, path) = (self.clone(), self.arriving(upload));
        tokio::task::spawn_blocking(move || {
            let (file, size) = hold(&path)?;
            file.sync_all()?;
            let sha256 = digest(fs::File::open(&path)?)?;
            let place = files.place(sha256);
            if !is_kept(&place, size)? {
                files.settle(&path, &place)?;
            }
            Ok(Kept { sha256, size })
        })
        .await
        .map_err(io::Error::other)?
    }

    /// Drops the file on its way in, if there is one.
    pub async fn forget(&self, upload: UploadId) -> io::Result<()> {
        match tokio::fs::remove_file(self.arriving(upload)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn arriving(&self, upload: UploadId) -> PathBuf {
        self.root.join("uploads").join(upload.to_string())
    }
}

/// Opens the file for adding, locks it and tells its length.
fn hold(path: &PathBuf) -> Result<(fs::File, u64), NotAppended> {
    let file = fs::OpenOptions::new().append(true).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Err(NotAppended::Busy),
        Err(fs::TryLockError::Error(error)) => return Err(error.into()),
    }
    let length = file.metadata()?.len();
    Ok((file, length))
}

fn digest(mut file: fs::File) -> io::Result<Sha256Hash> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        match buffer.get(..read) {
            Some(bytes) if !bytes.is_empty() => hasher.update(bytes),
            Some(_) | None => return Ok(Sha256Hash::new(hasher.finalize().into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use hejie_domain::ids::Id;
    use uuid::Uuid;

    use super::*;

    fn files(name: &str) -> (Files, PathBuf) {
        let root = std::env::temp_dir().join(format!("hejie-upload-{name}-{}", std::process::id()));
        (Files::open(&root).unwrap(), root)
    }

    #[tokio::test]
    async fn an_upload_resumes_where_its_file_ends() {
        let (files, root) = files("resumes");
        let upload = UploadId::from_uuid(Uuid::from_u128(1));
        files.begin(upload).await.unwrap();
        let mut first = files.append(upload, 0).await.unwrap();
        first.write(b"hello ").await.unwrap();
        assert_eq!(first.finish().await.unwrap(), 6);

        let reopened = Files::open(&root).unwrap();
        assert_eq!(reopened.arrived(upload).await.unwrap(), Some(6));
        let wrong = reopened.append(upload, 3).await.unwrap_err();
        assert!(matches!(wrong, NotAppended::Elsewhere(6)));
        let mut second = reopened.append(upload, 6).await.unwrap();
        second.write(b"world").await.unwrap();
        second.finish().await.unwrap();
        assert_eq!(reopened.head(upload).await.unwrap(), b"hello world");

        let kept = reopened.keep(upload).await.unwrap();
        assert_eq!(
            reopened.keep(upload).await.unwrap(),
            kept,
            "a second time is the same"
        );
        reopened.forget(upload).await.unwrap();
        assert_eq!(reopened.arrived(upload).await.unwrap(), None);
        assert_eq!(
            reopened.read_whole(kept.sha256, 99).await.unwrap(),
            "hello world"
        );
        fs::remove_dir_all(root).unwrap();
    }

    #[tokio::test]
    async fn two_writers_do_not_mix_their_bytes() {
        let (files, root) = files("two");
        let upload = UploadId::from_uuid(Uuid::from_u128(2));
        files.begin(upload).await.unwrap();
        let held = files.append(upload, 0).await.unwrap();
        assert!(matches!(
            files.append(upload, 0).await.unwrap_err(),
            NotAppended::Busy
        ));
        held.finish().await.unwrap();
        assert!(files.append(upload, 0).await.is_ok());
        fs::remove_dir_all(root).unwrap();
    }
}
