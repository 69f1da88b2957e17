//! A database and its keys belong together: the database remembers a fingerprint of each.

use std::collections::BTreeMap;
use std::path::Path;

use super::keys::{KeyError, Keys};
use crate::db::{Db, DbError, Tx};
use crate::{params, sql};

/// The keys that belong to a database: created for a new one, and for one in use opened and
/// compared, so that `serve` refuses a database it could only read half of.
///
/// # Errors
/// [`KeyError::Missing`] and [`KeyError::Other`] say in a sentence what to do.
pub async fn keys_for(db: &Db, folder: &Path) -> Result<Keys, KeyError> {
    let known = db.read("key_fingerprints", |tx| Ok(known(tx)?)).await?;
    let keys = if known.is_empty() && !folder.join("index.key").exists() {
        Keys::create(folder)?
    } else {
        Keys::open(folder)?
    };
    let ours = keys.fingerprints();
    for (name, expected) in &known {
        match ours.get(name) {
            Some(found) if found == expected => {}
            Some(found) => {
                return Err(KeyError::Other {
                    name: name.clone(),
                    folder: folder.to_owned(),
                    expected: expected.clone(),
                    found: found.clone(),
                });
            }
            None => {
                return Err(KeyError::Missing {
                    folder: folder.to_owned(),
                });
            }
        }
    }
    let fresh: Vec<_> = ours
        .into_iter()
        .filter(|(name, _)| !known.contains_key(name))
        .collect();
    db.write("remember_keys", move |tx| {
        for (name, print) in &fresh {
            tx.exec(
                sql!("sql/remember.sql"),
                params![format!("{PREFIX}{name}"), print],
            )?;
        }
        Ok(())
    })
    .await?;
    Ok(keys)
}

/// The settings that hold fingerprints begin with it.
const PREFIX: &str = "key.fingerprint.";

fn known(tx: &mut Tx<'_>) -> Result<BTreeMap<String, String>, DbError> {
    let rows: Vec<(String, String)> = tx.all(
        sql!("sql/fingerprints.sql"),
        params![PREFIX, format!("{PREFIX}~")],
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?.to_owned(), value)))
        .collect())
}
