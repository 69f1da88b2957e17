//! Proving that a city is whole: the engine's own check, the audit chain, the contents, and
//! what must always be true of the rows.

use std::path::Path;

use super::make::check_file;
use crate::audit::{self, Head};
use crate::db::{Db, Sql, Tx};
use crate::error::Error;
use crate::files::{self, Files, Hash};
use crate::{params, sql};

/// Contents checked between two looks at the database.
const PAGE: u32 = 500;

/// What was found. Empty lists and a chain that holds mean that all is well.
#[derive(Debug)]
pub struct Findings {
    /// What the engine's own check says; SQLite only.
    pub engine: Option<String>,
    /// The audit chain.
    pub audit: audit::Report,
    /// Contents that are missing or changed.
    pub contents: Vec<Hash>,
    /// Contents checked.
    pub checked: u64,
    /// Rules of the rows that are broken: their name and how often.
    pub invariants: Vec<(&'static str, i64)>,
}

impl Findings {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.engine.is_none()
            && self.audit.holds()
            && self.contents.is_empty()
            && self.invariants.is_empty()
    }
}

/// Verifies a city. `database` is SQLite's file; PostgreSQL has none. `kept` are audit heads
/// from elsewhere, such as [`super::Manifest::audit_head`].
///
/// # Errors
/// When something cannot be read at all; damage is a finding, not an error.
pub async fn verify(
    db: &Db,
    contents: &Files,
    database: Option<&Path>,
    kept: &[Head],
) -> Result<Findings, Error> {
    let engine = match database {
        Some(file) => Db::inspect(file.to_owned(), check_file).await?.err(),
        None => None,
    };
    let audit = audit::verify(db, kept).await?;
    let (checked, missing) = check_contents(db, contents).await?;
    let invariants = match database {
        Some(file) => Db::inspect(file.to_owned(), broken_invariants).await?,
        None => db.bulk("invariants", broken_invariants).await?,
    };
    Ok(Findings {
        engine,
        audit,
        contents: missing,
        checked,
        invariants,
    })
}

async fn check_contents(db: &Db, contents: &Files) -> Result<(u64, Vec<Hash>), Error> {
    let (mut checked, mut missing, mut last) = (0, Vec::new(), None);
    loop {
        let page = db
            .read("contents", move |tx| Ok(files::hashes(tx, last, PAGE)?))
            .await?;
        if page.is_empty() {
            return Ok((checked, missing));
        }
        last = page.last().copied();
        for hash in page {
            checked += 1;
            if !contents.verify(hash).await? {
                missing.push(hash);
            }
        }
    }
}

fn broken_invariants(tx: &mut Tx<'_>) -> Result<Vec<(&'static str, i64)>, Error> {
    let mut broken = Vec::new();
    for (name, sql) in all_invariants() {
        let (count,): (i64,) = tx.one(sql, params![])?;
        if count > 0 {
            broken.push((name, count));
        }
    }
    Ok(broken)
}

/// What must always be true of the rows, beyond what the tables' own constraints say.
fn all_invariants() -> [(&'static str, &'static Sql); 6] {
    [
        ("a person has more than one home", sql!("sql/homes.sql")),
        (
            "a belonging's path is not its organisation's",
            sql!("sql/belonging_paths.sql"),
        ),
        (
            "a grant's path is not its duty's organisation's",
            sql!("sql/grant_paths.sql"),
        ),
        (
            "an organisation's path does not lie under its parent's",
            sql!("sql/org_paths.sql"),
        ),
        (
            "positions of records have gaps",
            sql!("sql/record_gaps.sql"),
        ),
        ("a sealed field is not sealed", sql!("sql/unsealed.sql")),
    ]
}
