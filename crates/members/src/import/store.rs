//! Imports and their rows in the database. Staff find imports through their grants.

use org::tree::store::Scope;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{DbError, InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, OrNotFound as _, conflict};
use platform::ids::{OrgId, PersonId};
use platform::{from_row, params, sql};

use super::{Import, ImportId};

/// How many rows stand how: by state of the check, and what becomes of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Tally {
    /// Without faults.
    pub passed: i64,
    /// With warnings.
    pub warned: i64,
    /// Kept out.
    pub failed: i64,
    /// New members, to come or entered.
    pub create: i64,
    /// Members whose record changes or was changed.
    pub update: i64,
    /// Members whose record says it all already.
    pub unchanged: i64,
    /// Left as they are by an undo, because somebody worked with them since.
    pub kept: i64,
    /// Taken back.
    pub undone: i64,
    /// Still to be written.
    pub waiting: i64,
}

/// New rows of `roster_import`.
static IMPORTS: InsertMany = InsertMany::new(
    "roster_import",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("file_name", Kind::Text),
        ("state", Kind::Text),
        ("head", Kind::Bytes),
        ("create_orgs", Kind::Int),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// A new import.
pub(super) struct NewImport {
    pub(super) id: ImportId,
    pub(super) org: OrgId,
    pub(super) file_name: String,
    pub(super) head: Vec<u8>,
    pub(super) create_orgs: bool,
    pub(super) by: Option<PersonId>,
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &NewImport, now: Millis) -> Result<(), DbError> {
    let row = params![
        new.id,
        new.org,
        new.file_name,
        "checking",
        new.head,
        new.create_orgs,
        new.by,
        now
    ];
    tx.insert_many(&IMPORTS, &[row.to_vec()])?;
    Ok(())
}

/// Rows of an import: staged once, and written over as they are dealt with.
pub(super) static ROWS: InsertMany = InsertMany::new(
    "roster_row",
    &[
        ("import_id", Kind::Id),
        ("row_no", Kind::Int),
        ("state", Kind::Text),
        ("outcome", Kind::Text),
        ("id_index", Kind::Bytes),
        ("person_id", Kind::Id),
        ("payload", Kind::Bytes),
        ("before", Kind::Bytes),
    ],
    OnConflict::Replace {
        key: &["import_id", "row_no"],
        columns: &["state", "outcome", "person_id", "payload", "before"],
    },
);

/// A row as staged.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) state: String,
    pub(super) outcome: Option<String>,
    pub(super) id_index: Option<Vec<u8>>,
    pub(super) person: Option<PersonId>,
    pub(super) payload: Vec<u8>,
    pub(super) before: Option<Vec<u8>>,
}
from_row!(Row {
    number,
    state,
    outcome,
    id_index,
    person,
    payload,
    before
});

impl Row {
    /// The values for [`ROWS`].
    pub(super) fn values(&self, import: ImportId) -> Vec<platform::db::Value> {
        params![
            import,
            self.number,
            self.state,
            self.outcome,
            self.id_index,
            self.person,
            self.payload,
            self.before
        ]
        .to_vec()
    }
}

/// An import within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub(super) fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: ImportId) -> Result<Import, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// The imports within the scope, the newest first; one more than fifty when there are more.
pub(super) fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    before: Millis,
) -> Result<Vec<Import>, DbError> {
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![scope.person, scope.permission, scope.today, before],
    )
}

/// An import whose scope the caller has judged.
pub(super) fn find(tx: &mut Tx<'_>, id: ImportId) -> Result<Import, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// The sealed head of an import.
pub(super) fn head(tx: &mut Tx<'_>, id: ImportId) -> Result<Vec<u8>, Error> {
    let found: (Vec<u8>,) = tx.opt(sql!("sql/head.sql"), params![id]).or_not_found()?;
    Ok(found.0)
}

/// Holds an import until the transaction ends; says in which state it is.
pub(super) fn hold(tx: &mut Tx<'_>, id: ImportId) -> Result<String, Error> {
    tx.lock(sql!("sql/lock.sql"), params![id])?;
    Ok(find(tx, id)?.state)
}

/// Goes from one state to the next.
///
/// # Errors
/// A conflict when somebody else was faster.
pub(super) fn step(
    tx: &mut Tx<'_>,
    id: ImportId,
    from: &str,
    to: &str,
    ended_at: Option<Millis>,
) -> Result<(), Error> {
    if tx.exec(sql!("sql/step.sql"), params![id, from, to, ended_at])? == 0 {
        return Err(conflict("import-not-in-this-state"));
    }
    Ok(())
}

/// Hides the members of an import, or shows them again: the one row.
pub(super) fn hide(tx: &mut Tx<'_>, id: ImportId) -> Result<(), DbError> {
    static HIDDEN: InsertMany = InsertMany::new(
        "roster_hidden",
        &[("import_id", Kind::Id)],
        OnConflict::Keep(&["import_id"]),
    );
    tx.insert_many(&HIDDEN, &[params![id].to_vec()])?;
    Ok(())
}

pub(super) fn show(tx: &mut Tx<'_>, id: ImportId) -> Result<(), DbError> {
    tx.exec(sql!("sql/show.sql"), params![id])?;
    Ok(())
}

/// How many rows stand how.
pub(super) fn tally(tx: &mut Tx<'_>, id: ImportId) -> Result<Tally, DbError> {
    let rows: Vec<(String, Option<String>, i64)> = tx.all(sql!("sql/tally.sql"), params![id])?;
    let mut tally = Tally::default();
    for (state, outcome, count) in rows {
        match state.as_str() {
            "passed" => tally.passed += count,
            "warned" => tally.warned += count,
            _ => tally.failed += count,
        }
        match outcome.as_deref() {
            Some("create") => {
                tally.create += count;
                tally.waiting += count;
            }
            Some("update") => {
                tally.update += count;
                tally.waiting += count;
            }
            Some("created") => tally.create += count,
            Some("updated") => tally.update += count,
            Some("unchanged" | "same") => tally.unchanged += count,
            Some("kept") => tally.kept += count,
            Some("undone") => tally.undone += count,
            _ => {}
        }
    }
    Ok(tally)
}

/// Rows after a number, in the order of the file.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    id: ImportId,
    after: u32,
    limit: usize,
) -> Result<Vec<Row>, DbError> {
    tx.all(sql!("sql/rows.sql"), params![id, after, limit])
}

/// Rows with faults after a number, in the order of the file.
pub(super) fn faulty(
    tx: &mut Tx<'_>,
    id: ImportId,
    after: u32,
    limit: usize,
) -> Result<Vec<Row>, DbError> {
    tx.all(sql!("sql/faulty.sql"), params![id, after, limit])
}

/// Gives up an import that nothing was written of; its rows go at once.
///
/// # Errors
/// Outside the scope; a conflict when it is being written or has ended.
pub fn cancel(tx: &mut Tx<'_>, scope: Scope, id: ImportId, now: Millis) -> Result<(), Error> {
    find_scoped(tx, scope, id)?;
    cancel_now(tx, id, Some(scope.person), now)
}

/// Gives up an import whose scope the caller has judged.
///
/// # Errors
/// A conflict when it is being written or has ended.
pub(super) fn cancel_now(
    tx: &mut Tx<'_>,
    id: ImportId,
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    let import = find(tx, id)?;
    hold(tx, id)?;
    if step(tx, id, "preview", "cancelled", Some(now)).is_err() {
        step(tx, id, "refused", "cancelled", Some(now))?;
    }
    tx.exec(sql!("sql/forget_rows.sql"), params![id])?;
    let nothing = serde_json::json!({});
    note(tx, "member.import_cancel", &import, by, nothing, now)
}

/// Notes what was done with an import.
pub(super) fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    import: &Import,
    by: Option<PersonId>,
    detail: serde_json::Value,
    now: Millis,
) -> Result<(), Error> {
    let path = org::tree::store::find(tx, import.org)?.path;
    let mut entry = Entry::new(now, action, "roster_import")
        .on(import.id.0)
        .within(path.as_str())
        .with(detail);
    entry.actor = by;
    Ok(audit::write(tx, &entry)?)
}
