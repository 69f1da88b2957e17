//! Taking in a staged roster: in slices, hidden until the last one, again after a crash.

use std::sync::Arc;

use org::tree::change::{Details, NewOrg, create};
use org::{OrgKind, OrgPath, UnitNature};
use platform::app::App;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, busy, internal};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};
use tokio::task::JoinHandle;

use super::branches::{Branch, Known};
use super::decide::present;
use super::prepare::{Preparing, Step};
use super::stage::{blocking, in_threads};
use super::staged::{Head, StagedRow, open};
use super::store::{self, Row, Tally};
use super::write::write;
use super::{Import, ImportId};
use crate::belonging::Act;

/// Rows prepared at a time.
const BATCH: usize = 8_000;
/// How often a slice is prepared again because somebody entered one of its members meanwhile.
const TRIES: usize = 5;

/// Takes in the rows of an import that passed. The caller has judged the scope.
///
/// # Errors
/// A conflict when the import does not wait for a decision.
pub async fn commit(app: &App, id: ImportId, by: Option<PersonId>) -> Result<Tally, Error> {
    app.db
        .write("import_commit", move |tx| begin(tx, id))
        .await?;
    resume(app, id, by).await
}

/// Decides that an import is taken in; nothing of it is seen before the last row is written.
pub(super) fn begin(tx: &mut Tx<'_>, id: ImportId) -> Result<(), Error> {
    store::hold(tx, id)?;
    store::step(tx, id, "preview", "committing", None)?;
    Ok(store::hide(tx, id)?)
}

/// Goes on with an import that is being taken in.
///
/// # Errors
/// The database's; the import stays hidden and can be gone on with.
pub(super) async fn resume(app: &App, id: ImportId, by: Option<PersonId>) -> Result<Tally, Error> {
    let (import, path, head) = app
        .db
        .point("import_resume", move |tx| {
            let import = store::find(tx, id)?;
            let path = org::tree::store::find(tx, import.org)?.path;
            Ok((import, path, store::head(tx, id)?))
        })
        .await?;
    let mut taking = Taking {
        header: Arc::new(open::<Head>(&app.sealer, "head", id, 0, &head)?.header),
        known: Known::below(&app.db, &path, import.create_orgs).await?,
        app: app.clone(),
        path,
        act: Act {
            by,
            now: app.clock.now(),
        },
        import,
    };
    taking.rows().await?;
    taking.finish().await
}

struct Taking {
    app: App,
    import: Import,
    path: OrgPath,
    header: Arc<Vec<String>>,
    known: Known,
    act: Act,
}

impl Taking {
    /// Takes in the rows: while some are being written the next ones are prepared.
    async fn rows(&mut self) -> Result<(), Error> {
        let (mut after, mut tries) = (0, 0);
        let mut writing: Option<(u32, JoinHandle<Result<(), Error>>)> = None;
        loop {
            let next = self.next(after).await?;
            if let Some((from, written)) = writing.take() {
                match written.await.map_err(|error| internal(error.to_string()))? {
                    Ok(()) => tries = 0,
                    // Somebody entered one of them meanwhile, or a branch moved: look again.
                    Err(error) if is_meanwhile(&error) && tries < TRIES => {
                        tries += 1;
                        after = from;
                        self.known =
                            Known::below(&self.app.db, &self.path, self.import.create_orgs).await?;
                        continue;
                    }
                    Err(error) if is_meanwhile(&error) => return Err(busy()),
                    Err(error) => return Err(error),
                }
            }
            let Some((last, steps)) = next else {
                return Ok(());
            };
            let write = write(self.app.clone(), self.import.clone(), self.act, steps);
            writing = Some((after, tokio::spawn(write)));
            after = last;
        }
    }

    /// The next rows, prepared, and the number of the last one; none when there are no more.
    async fn next(&mut self, after: u32) -> Result<Option<(u32, Vec<Step>)>, Error> {
        let id = self.import.id;
        let rows: Vec<Row> = self
            .app
            .db
            .read("import_to_write", move |tx| {
                Ok(tx.all(sql!("sql/to_write.sql"), params![id, after, BATCH])?)
            })
            .await?;
        let Some(last) = rows.last().map(|row| row.number) else {
            return Ok(None);
        };
        Ok(Some((last, self.prepare(rows).await?)))
    }

    async fn prepare(&mut self, rows: Vec<Row>) -> Result<Vec<Step>, Error> {
        let (sealer, id) = (self.app.sealer.clone(), self.import.id);
        let opened: Vec<(Row, StagedRow)> = blocking(move || {
            in_threads(rows, |row| {
                let staged = open(&sealer, "payload", id, row.number, &row.payload)?;
                Ok((row, staged))
            })
        })
        .await?;
        self.create_missing(&opened).await?;
        let indexes: Vec<Vec<u8>> = opened
            .iter()
            .filter_map(|(row, _)| row.id_index.clone())
            .collect();
        let found = self
            .app
            .db
            .read("import_present", move |tx| Ok(present(tx, &indexes)?))
            .await?;
        let preparing = Preparing {
            app: self.app.clone(),
            id,
            known: self.known.clone(),
            header: Arc::clone(&self.header),
            found,
            act: self.act,
        };
        blocking(move || in_threads(opened, |(row, staged)| preparing.step(row, staged))).await
    }

    /// Creates the branches that are named and missing, below the import's organisation.
    async fn create_missing(&mut self, opened: &[(Row, StagedRow)]) -> Result<(), Error> {
        if !self.import.create_orgs {
            return Ok(());
        }
        let mut names: Vec<String> = opened
            .iter()
            .filter_map(|(_, staged)| staged.checked.value.as_ref())
            .map(|value| value.branch.clone())
            .filter(|name| self.known.one(name).is_none())
            .collect();
        names.sort();
        names.dedup();
        for name in names {
            let (id, parent, act) = (self.import.id, self.import.org, self.act);
            let new = OrgId::fresh(&self.app.clock);
            let branch = self
                .app
                .db
                .bulk("import_branch", move |tx| {
                    store::hold(tx, id)?;
                    let parent = org::tree::store::find(tx, parent)?;
                    let org = create(
                        tx,
                        &new_branch(new, &name, parent.unit_nature),
                        Some(&parent),
                        act.by,
                        act.now,
                    )?;
                    let found: Branch = tx
                        .opt(sql!("sql/branch.sql"), params![org.id])
                        .or_not_found()?;
                    Ok(found)
                })
                .await?;
            self.known.add(branch);
        }
        Ok(())
    }

    /// Shows the members: the one row goes.
    async fn finish(self) -> Result<Tally, Error> {
        let (import, act) = (self.import, self.act);
        self.app
            .db
            .write("import_finish", move |tx| {
                let id = import.id;
                if store::hold(tx, id)? == "committing" {
                    store::step(tx, id, "committing", "committed", Some(act.now))?;
                    store::show(tx, id)?;
                    let tally = store::tally(tx, id)?;
                    let detail = serde_json::json!({
                        "created": tally.create, "updated": tally.update, "failed": tally.failed,
                    });
                    store::note(tx, "member.import", &import, act.by, detail, act.now)?;
                }
                Ok(store::tally(tx, id)?)
            })
            .await
    }
}

/// Whether it is as somebody else's work meanwhile made it, so that looking again helps.
fn is_meanwhile(error: &Error) -> bool {
    error.is_unique() || matches!(error, Error::Conflict(_))
}

fn new_branch(id: OrgId, name: &str, nature: UnitNature) -> NewOrg {
    NewOrg {
        id,
        kind: kind_named(name),
        details: Details {
            full_name: name.to_owned(),
            short_name: name.chars().take(60).collect(),
            code: None,
            unit_nature: nature,
            contact: None,
            founded_on: None,
        },
    }
}

/// The kind of branch a name speaks of.
fn kind_named(name: &str) -> OrgKind {
    let speaks = |words: &str| name.contains(words);
    if speaks("联合") {
        OrgKind::JointBranch
    } else if speaks("临时") {
        OrgKind::TemporaryBranch
    } else if speaks("功能型") {
        OrgKind::FunctionalBranch
    } else {
        OrgKind::Branch
    }
}
