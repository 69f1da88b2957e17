//! Taking an import back: its members are hidden at once and removed in slices.
//!
//! Whoever was worked with since stays: a record that was changed, a duty, an account in use. The
//! page says how many.

use std::sync::Arc;

use platform::app::App;
use platform::audit;
use platform::db::{DbError, Tx};
use platform::error::Error;
use platform::ids::PersonId;
use platform::{params, sql};

use super::staged::{Before, open};
use super::store::{self, ROWS, Row, Tally};
use super::{Import, ImportId};
use crate::belonging::{Act, tallies};
use crate::member::store::{Closed, hold, update};

/// Members removed in one transaction.
const SLICE: usize = 100;

/// Takes an import back. The caller has judged the scope.
///
/// # Errors
/// A conflict when it was not taken in.
pub async fn undo(app: &App, id: ImportId, by: Option<PersonId>) -> Result<Tally, Error> {
    app.db.write("import_undo", move |tx| begin(tx, id)).await?;
    resume(app, id, by).await
}

/// Decides that an import is taken back: its members are out of sight at once.
pub(super) fn begin(tx: &mut Tx<'_>, id: ImportId) -> Result<(), Error> {
    store::hold(tx, id)?;
    store::step(tx, id, "committed", "undoing", None)?;
    Ok(store::hide(tx, id)?)
}

/// Goes on with an import that is being taken back.
///
/// # Errors
/// The database's; it can be gone on with.
pub(super) async fn resume(app: &App, id: ImportId, by: Option<PersonId>) -> Result<Tally, Error> {
    let act = Act {
        by,
        now: app.clock.now(),
    };
    let mut after = 0;
    loop {
        let rows: Vec<Row> = app
            .db
            .read("import_to_undo", move |tx| {
                Ok(tx.all(sql!("sql/to_undo.sql"), params![id, after, SLICE])?)
            })
            .await?;
        let Some(last) = rows.last().map(|row| row.number) else {
            break;
        };
        let undoing = Arc::new(prepare(app, id, rows)?);
        match slice(app, id, Arc::clone(&undoing), act).await {
            // Some room points at one of them: each alone, and that one stays.
            Err(Error::Db(DbError::Foreign(_))) => {
                for one in undoing.iter() {
                    let alone = Arc::new(vec![one.clone()]);
                    if let Err(Error::Db(DbError::Foreign(_))) = slice(app, id, alone, act).await {
                        keep(app, id, one.row.clone()).await?;
                    }
                }
            }
            done => done?,
        }
        after = last;
    }
    app.db
        .write("import_undone", move |tx| {
            let import = store::find(tx, id)?;
            if store::hold(tx, id)? == "undoing" {
                store::step(tx, id, "undoing", "undone", Some(act.now))?;
                store::show(tx, id)?;
                let tally = store::tally(tx, id)?;
                let detail = serde_json::json!({ "undone": tally.undone, "kept": tally.kept });
                store::note(tx, "member.import_undo", &import, act.by, detail, act.now)?;
            }
            Ok(store::tally(tx, id)?)
        })
        .await
}

/// A row and what its member was before.
#[derive(Clone)]
struct Undoing {
    row: Row,
    before: Option<(Closed, i64)>,
}

fn prepare(app: &App, id: ImportId, rows: Vec<Row>) -> Result<Vec<Undoing>, Error> {
    rows.into_iter()
        .map(|row| {
            let before = match (&row.before, row.person) {
                (Some(sealed), Some(person)) => {
                    let before: Before = open(&app.sealer, "before", id, row.number, sealed)?;
                    Some((
                        Closed::of(&app.sealer, person, before.record)?,
                        before.version,
                    ))
                }
                _ => None,
            };
            Ok(Undoing { row, before })
        })
        .collect()
}

async fn slice(app: &App, id: ImportId, undoing: Arc<Vec<Undoing>>, act: Act) -> Result<(), Error> {
    app.db
        .bulk("import_undo_slice", move |tx| {
            if store::hold(tx, id)? != "undoing" {
                return Ok(());
            }
            let import = store::find(tx, id)?;
            let mut rows = Vec::with_capacity(undoing.len());
            for one in undoing.iter() {
                let taken_back = match (&one.before, one.row.person) {
                    (Some((before, version)), Some(person)) => {
                        restore(tx, person, before, *version, act)?
                    }
                    (None, Some(person)) => remove(tx, &import, person)?,
                    _ => false,
                };
                rows.push(ended(&one.row, taken_back).values(id));
            }
            tx.insert_many(&ROWS, &rows)?;
            Ok(())
        })
        .await
}

async fn keep(app: &App, id: ImportId, row: Row) -> Result<(), Error> {
    app.db
        .bulk("import_keep", move |tx| {
            tx.insert_many(&ROWS, &[ended(&row, false).values(id)])?;
            Ok(())
        })
        .await
}

fn ended(row: &Row, taken_back: bool) -> Row {
    Row {
        outcome: Some(if taken_back { "undone" } else { "kept" }.to_owned()),
        person: row.person.filter(|_| !taken_back),
        before: None,
        ..row.clone()
    }
}

/// Writes the record back that the import replaced, unless somebody changed it since.
fn restore(
    tx: &mut Tx<'_>,
    person: PersonId,
    before: &Closed,
    version: i64,
    act: Act,
) -> Result<bool, Error> {
    let now = match hold(tx, person) {
        Ok(now) => now,
        Err(Error::NotFound) => return Ok(true),
        Err(error) => return Err(error),
    };
    if now.version != version || !update(tx, person, before, now.plain(), version, act.now)? {
        return Ok(false);
    }
    if let Some(org) = crate::belonging::hold_home(tx, person)? {
        tallies::changed(tx, org.path.as_str(), now.plain(), &before.record)?;
    }
    let entry = act
        .entry("member.import_undo", "member")
        .on(person.0)
        .about(person);
    audit::write(tx, &entry)?;
    Ok(true)
}

/// Removes a member the import brought, unless somebody worked with them since.
fn remove(tx: &mut Tx<'_>, import: &Import, person: PersonId) -> Result<bool, Error> {
    let found = match hold(tx, person) {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(true),
        Err(error) => return Err(error),
    };
    let (touched,): (i64,) = tx.one(sql!("sql/touched.sql"), params![person, import.id])?;
    if touched > 0 || found.version != 1 {
        return Ok(false);
    }
    if let Some(org) = crate::belonging::hold_home(tx, person)? {
        let home = crate::belonging::BelongingKind::Home;
        tallies::add(tx, org.path.as_str(), home, found.plain(), -1)?;
    }
    for statement in [
        sql!("sql/remove_belonging.sql"),
        sql!("sql/remove_member.sql"),
        sql!("sql/remove_account.sql"),
        sql!("sql/remove_person.sql"),
    ] {
        tx.exec(statement, params![person])?;
    }
    Ok(true)
}
