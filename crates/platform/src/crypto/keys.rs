//! The keys of a deployment: created once and kept in `DIR/keys`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::error::Error;
use crate::random;

pub(super) type Secret = [u8; 32];

/// Why the keys cannot be used. The words are for the operator's terminal.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The database was sealed with keys that are not in the folder.
    #[error(
        "this database was sealed with keys that are not in {folder}. Put the folder back, or \
         write the keys anew from the printed recovery sheet with `touyan admin key restore`. \
         Nothing was changed."
    )]
    Missing {
        /// Where they should be.
        folder: PathBuf,
    },
    /// A key in the folder is not the one the database knows.
    #[error(
        "the key `{name}` in {folder} is not the one this database was sealed with (database \
         {expected}, folder {found}). It belongs to another deployment. Nothing was changed."
    )]
    Other {
        /// Which key.
        name: String,
        /// Where it lies.
        folder: PathBuf,
        /// The fingerprint in the database.
        expected: String,
        /// The fingerprint of the key that was found.
        found: String,
    },
    /// A key file can be read by others, or is damaged.
    #[error("the key file {file}: {words}")]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        words: String,
    },
    /// A line of a recovery sheet was mistyped.
    #[error("line {line} of the recovery sheet: {words}")]
    Sheet {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        words: &'static str,
    },
    /// The folder could not be read or written.
    #[error("the keys folder: {0}")]
    Io(#[from] io::Error),
    /// The database could not be asked.
    #[error("the database: {0}")]
    Db(#[from] Error),
}

/// All secrets of a deployment. Prints as nothing.
#[derive(Clone)]
pub struct Keys {
    pub(super) sealing: BTreeMap<u32, Secret>,
    pub(super) index: Secret,
    pub(super) ticket: Secret,
    pub(super) signing: Secret,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({} sealing)", self.sealing.len())
    }
}

impl Keys {
    /// Fresh keys that are written nowhere: tests and the first step of [`Keys::create`].
    #[must_use]
    pub fn random() -> Self {
        Self {
            sealing: BTreeMap::from([(1, random::bytes())]),
            index: random::bytes(),
            ticket: random::bytes(),
            signing: random::bytes(),
        }
    }

    /// Makes the keys of a new deployment in `folder`, each file with mode 0600.
    ///
    /// # Errors
    /// When the folder holds keys already or cannot be written.
    pub fn create(folder: &Path) -> Result<Self, KeyError> {
        let keys = Self::random();
        keys.write(folder)?;
        Ok(keys)
    }

    /// Reads the keys of a deployment.
    ///
    /// # Errors
    /// When one is missing, damaged, or readable by others.
    pub fn open(folder: &Path) -> Result<Self, KeyError> {
        let mut sealing = BTreeMap::new();
        let entries = fs::read_dir(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => KeyError::Missing {
                folder: folder.to_owned(),
            },
            _ => KeyError::Io(error),
        })?;
        for entry in entries {
            let file = entry?.path();
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if let Some(number) = name
                .strip_prefix("seal-")
                .and_then(|n| n.strip_suffix(".key"))
            {
                let number = number.parse().map_err(|_| KeyError::File {
                    file: file.clone(),
                    words: "its name has no number".to_owned(),
                })?;
                sealing.insert(number, read_secret(&file)?);
            }
        }
        if sealing.is_empty() {
            return Err(KeyError::Missing {
                folder: folder.to_owned(),
            });
        }
        Ok(Self {
            sealing,
            index: read_secret(&folder.join("index.key"))?,
            ticket: read_secret(&folder.join("ticket.key"))?,
            signing: read_secret(&folder.join("sign.key"))?,
        })
    }

    /// Adds a sealing key: new values use it, older ones are still opened by theirs.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn rotate(&mut self, folder: &Path) -> Result<u32, KeyError> {
        let number = self.newest() + 1;
        let secret = random::bytes();
        write_secret(&folder.join(format!("seal-{number}.key")), &secret)?;
        self.sealing.insert(number, secret);
        Ok(number)
    }

    /// All files or none: a half-written folder would be taken for a deployment's keys.
    pub(super) fn write(&self, folder: &Path) -> Result<(), KeyError> {
        let parent = folder.parent().unwrap_or(folder);
        fs::create_dir_all(parent)?;
        let part = folder.with_extension("part");
        if part.exists() {
            // Left by a process that died here; nothing was ever sealed with these.
            fs::remove_dir_all(&part)?;
        }
        fs::create_dir(&part)?;
        private(&part, 0o700)?;
        for (name, secret) in self.named() {
            write_secret(&part.join(format!("{name}.key")), secret)?;
        }
        fs::File::open(&part)?.sync_all()?;
        fs::rename(&part, folder).map_err(|error| KeyError::File {
            file: folder.to_owned(),
            words: format!("it holds something already ({error})"),
        })?;
        fs::File::open(parent)?.sync_all()?;
        Ok(())
    }

    pub(super) fn named(&self) -> Vec<(String, &Secret)> {
        let mut all: Vec<_> = self
            .sealing
            .iter()
            .map(|(number, secret)| (format!("seal-{number}"), secret))
            .collect();
        all.push(("index".to_owned(), &self.index));
        all.push(("ticket".to_owned(), &self.ticket));
        all.push(("sign".to_owned(), &self.signing));
        all
    }

    /// What the database remembers of each key: a MAC of a fixed word, which reveals nothing.
    #[must_use]
    pub fn fingerprints(&self) -> BTreeMap<String, String> {
        self.named()
            .into_iter()
            .map(|(name, secret)| (name, hex(&hmac(secret, b"touyan key fingerprint")[..8])))
            .collect()
    }

    pub(super) fn newest(&self) -> u32 {
        self.sealing.keys().next_back().copied().unwrap_or(0)
    }
}

fn read_secret(file: &Path) -> Result<Secret, KeyError> {
    let wrong = |words: &str| KeyError::File {
        file: file.to_owned(),
        words: words.to_owned(),
    };
    let found = fs::metadata(file).map_err(|error| wrong(&error.to_string()))?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o077 != 0 {
        return Err(wrong("others can read it; chmod 600 it"));
    }
    let text = fs::read_to_string(file).map_err(|error| wrong(&error.to_string()))?;
    unhex(text.trim()).ok_or_else(|| wrong("it does not hold 64 hexadecimal digits"))
}

fn write_secret(file: &Path, secret: &Secret) -> Result<(), KeyError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file).map_err(|error| KeyError::File {
        file: file.to_owned(),
        words: error.to_string(),
    })?;
    writeln!(out, "{}", hex(secret))?;
    out.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn private(folder: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn private(_folder: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// An HMAC-SHA256 under a 32-byte key.
#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
pub(super) fn keyed(secret: &Secret) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length is taken")
}

pub(super) fn hmac(secret: &Secret, data: &[u8]) -> [u8; 32] {
    let mut mac = keyed(secret);
    mac.update(data);
    mac.finalize().into_bytes().into()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn unhex(text: &str) -> Option<Secret> {
    let mut secret = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn created_keys_open_again_and_are_private() {
        let folder = tempfile::tempdir().unwrap();
        let made = Keys::create(folder.path()).unwrap();
        assert_eq!(
            Keys::open(folder.path()).unwrap().fingerprints(),
            made.fingerprints()
        );
        assert!(matches!(
            Keys::create(folder.path()),
            Err(KeyError::File { .. })
        ));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let file = folder.path().join("index.key");
            assert_eq!(
                fs::metadata(&file).unwrap().permissions().mode() & 0o777,
                0o600
            );
            fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(
                Keys::open(folder.path())
                    .unwrap_err()
                    .to_string()
                    .contains("chmod 600")
            );
        }
    }

    #[test]
    fn a_new_sealing_key_becomes_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let mut keys = Keys::create(folder.path()).unwrap();
        assert_eq!(keys.rotate(folder.path()).unwrap(), 2);
        let again = Keys::open(folder.path()).unwrap();
        assert_eq!((again.newest(), again.sealing.len()), (2, 2));
    }
}
