//! Files by content: the bytes lie in a folder under their SHA-256, the rows in the database.
//!
//! Bytes first, row second: an upload that dies leaves bytes without a row, which
//! [`Files::collect`] removes a day later, and never a row without bytes. The same content is
//! stored once. A name that came with an upload is never a path.

mod store;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

pub use store::{Row, delete, find, hashes, insert};

use crate::clock::{Clock, Millis};
use crate::error::{Error, internal};

/// How long bytes may lie without a row: an upload and its operation take minutes.
const ORPHAN_AGE_MS: i64 = 24 * 3_600_000;

/// The SHA-256 of a file's content, by which it is found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Hash(pub [u8; 32]);

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Hash {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(crate::error::not_found());
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(index * 2..index * 2 + 2).unwrap_or_default();
            *byte = u8::from_str_radix(pair, 16).map_err(|_| crate::error::not_found())?;
        }
        Ok(Self(bytes))
    }
}

/// What was stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stored {
    /// Its content's hash.
    pub hash: Hash,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Why an upload was not stored. Nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// It is larger than allowed; counted while reading, whatever was declared.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Its sender stopped or the folder cannot be written.
    #[error("the file could not be stored: {0}")]
    Io(#[from] io::Error),
}

impl From<PutError> for Error {
    fn from(error: PutError) -> Self {
        match &error {
            PutError::TooLarge { limit } => Self::BadRequest(
                crate::error::Message::new("error-file-too-large")
                    .with("limit", crate::web::upload::size_words(*limit)),
            ),
            PutError::Io(io) if io.kind() == io::ErrorKind::StorageFull => {
                Self::Db(crate::db::DbError::Full)
            }
            PutError::Io(_) => internal(error.to_string()),
        }
    }
}

/// The folder of contents; cheap to clone.
#[derive(Clone)]
pub struct Files {
    root: PathBuf,
    clock: Clock,
}

impl Files {
    /// Opens the folder, making it if it is not there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(root: &Path, clock: &Clock) -> Result<Self, Error> {
        private_folder(&root.join("tmp")).map_err(|e| internal(e.to_string()))?;
        Ok(Self {
            root: root.to_owned(),
            clock: clock.clone(),
        })
    }

    /// Where a content lies, or would.
    #[must_use]
    pub fn path(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        let (first, rest) = name.split_at(2);
        let (second, _) = rest.split_at(2);
        self.root.join(first).join(second).join(&name)
    }

    /// Begins a file of at most `limit` bytes.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn begin(&self, limit: u64) -> Result<Writer, PutError> {
        let random = Hash(crate::random::bytes()).to_string();
        let path = self.root.join("tmp").join(random);
        let file = File::create_new(&path).await?;
        let temp = Temp(Some(path));
        Ok(Writer {
            files: self.clone(),
            file,
            temp,
            digest: Sha256::new(),
            bytes: 0,
            limit,
        })
    }

    /// Stores what a stream brings.
    ///
    /// # Errors
    /// [`PutError::TooLarge`]; the stream's own failure.
    pub async fn put<S, E>(&self, mut stream: S, limit: u64) -> Result<Stored, PutError>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
        E: std::fmt::Display,
    {
        let mut writer = self.begin(limit).await?;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| io::Error::other(error.to_string()))?;
            writer.write(&chunk).await?;
        }
        writer.finish().await
    }

    /// Stores bytes that are in memory already.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn put_bytes(&self, bytes: &[u8]) -> Result<Stored, PutError> {
        let mut writer = self.begin(u64::MAX).await?;
        writer.write(bytes).await?;
        writer.finish().await
    }

    /// Opens a content for reading, with its size in bytes.
    ///
    /// # Errors
    /// [`Error::NotFound`] without it.
    pub async fn read(&self, hash: Hash) -> Result<(File, u64), Error> {
        let file = File::open(self.path(hash)).await.map_err(missing)?;
        let size = file.metadata().await.map_err(missing)?.len();
        Ok((file, size))
    }

    /// Whether the content is there and is what its name says.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub async fn verify(&self, hash: Hash) -> Result<bool, Error> {
        match hash_of(&self.path(hash)).await {
            Ok(found) => Ok(found.hash == hash),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(internal(error.to_string())),
        }
    }

    /// Removes contents older than a day that no row names, and uploads that died. `kept` is
    /// every hash of the table, read after this call was decided; says how many went.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub async fn collect(&self, kept: &HashSet<Hash>) -> Result<u64, Error> {
        let (root, kept) = (self.root.clone(), kept.clone());
        let before = self.clock.now().plus_ms(-ORPHAN_AGE_MS);
        tokio::task::spawn_blocking(move || collect(&root, &kept, before))
            .await
            .map_err(|_| internal("collecting files panicked"))?
            .map_err(|error| internal(error.to_string()))
    }
}

/// The hash and size of any file.
///
/// # Errors
/// When it cannot be read.
pub async fn hash_of(path: &Path) -> io::Result<Stored> {
    let mut file = File::open(path).await?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer).await?;
        if count == 0 {
            return Ok(Stored {
                hash: Hash(digest.finalize().into()),
                bytes,
            });
        }
        digest.update(buffer.get(..count).unwrap_or_default());
        bytes += count as u64;
    }
}

/// A file being written. Dropped before [`Writer::finish`], nothing of it is left.
pub struct Writer {
    files: Files,
    file: File,
    temp: Temp,
    digest: Sha256,
    bytes: u64,
    limit: u64,
}

impl Writer {
    /// Adds bytes.
    ///
    /// # Errors
    /// [`PutError::TooLarge`] when they do not fit under the limit.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), PutError> {
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        if self.bytes > self.limit {
            return Err(PutError::TooLarge { limit: self.limit });
        }
        self.digest.update(bytes);
        self.file.write_all(bytes).await?;
        Ok(())
    }

    /// Brings it to the disk and under its name. Only then may a row name it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn finish(mut self) -> Result<Stored, PutError> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let hash = Hash(self.digest.finalize().into());
        let target = self.files.path(hash);
        let folder = target.parent().unwrap_or(&self.files.root).to_owned();
        fs::create_dir_all(&folder).await?;
        // Renamed over the same content, the young file also keeps the collector away from it.
        let from = self.temp.0.take().unwrap_or_default();
        let touched = UNIX_EPOCH
            + Duration::from_millis(u64::try_from(self.files.clock.now().0).unwrap_or(0));
        self.file.into_std().await.set_modified(touched)?;
        fs::rename(&from, &target).await?;
        // The name is durable only when each folder above it is.
        for part in folder
            .ancestors()
            .take_while(|part| part.starts_with(&self.files.root))
        {
            File::open(part).await?.sync_all().await?;
        }
        Ok(Stored {
            hash,
            bytes: self.bytes,
        })
    }
}

/// Removes an unfinished upload.
struct Temp(Option<PathBuf>);

impl Drop for Temp {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Left behind it costs space until the collector comes, nothing else.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn missing(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::NotFound,
        _ => internal(error.to_string()),
    }
}

fn collect(root: &Path, kept: &HashSet<Hash>, before: Millis) -> io::Result<u64> {
    let mut removed = 0;
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let wanted = folder != root.join("tmp")
                && name.parse::<Hash>().is_ok_and(|hash| kept.contains(&hash));
            if !wanted && modified(&path)? < before && remove(root, &path, before)? {
                removed += 1;
            }
        }
    }
    Ok(removed)
}

/// Takes a file out of the way first and looks again: the same content may have been stored
/// between the look and the removal, and that one is young.
fn remove(root: &Path, path: &Path, before: Millis) -> io::Result<bool> {
    let aside = root
        .join("tmp")
        .join(format!("old-{}", Hash(crate::random::bytes())));
    std::fs::rename(path, &aside)?;
    if modified(&aside)? >= before {
        std::fs::rename(&aside, path)?;
        return Ok(false);
    }
    std::fs::remove_file(&aside)?;
    Ok(true)
}

fn modified(path: &Path) -> io::Result<Millis> {
    let since = std::fs::metadata(path)?
        .modified()?
        .duration_since(UNIX_EPOCH);
    Ok(Millis(
        i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX),
    ))
}

/// Makes a folder that only its owner may enter; one that is there stays as it is.
///
/// # Errors
/// The system's.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}
