//! Taking in a staged roster: in slices, hidden until the last one, again after a crash.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use org::tree::change::{Details, NewOrg, create};
use org::{Org, OrgKind, OrgPath, UnitNature};
use platform::app::App;
use platform::audit;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, busy, conflict, internal};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};
use tokio::task::JoinHandle;

use super::branches::{Branch, Known};
use super::decide::{Outcome, PresentMembers, judge, present};
use super::stage::{blocking, in_threads, refuse};
use super::staged::{Before, Head, StagedRow, open, seal};
use super::store::{self, ROWS, Row, Tally};
use super::{Import, ImportId, in_slices};
use crate::audience;
use crate::belonging::{self, Act, BelongingKind, Place, tallies};
use crate::bulk::{PreparedMember, insert_rows};
use crate::member::change::{differences, home_path};
use crate::member::store::{Closed, hold, update};
use crate::roster::{FaultKind, RosterRow};

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

/// What is to be written for one row.
enum Step {
    Create(Row, Box<PreparedMember>, OrgId),
    Update(Row, Box<Update>),
    Done(Row),
}

/// A member's record that a row changes.
struct Update {
    person: PersonId,
    next: Closed,
    before: crate::member::Record,
    seen: i64,
    /// Where they are taken in again, when they belong nowhere.
    home: Option<OrgId>,
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

/// Writes rows in slices, behind everybody's work. All of them are queued at once: what nobody
/// comes between shares its COMMIT.
async fn write(app: App, import: Import, act: Act, steps: Vec<Step>) -> Result<(), Error> {
    let steps: Arc<[Step]> = steps.into();
    in_slices(&app.db, steps.len(), "import_write", move |tx, slice| {
        write_slice(tx, &import, &steps[slice], act)
    })
    .await
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

/// What the threads that prepare a batch share.
struct Preparing {
    app: App,
    id: ImportId,
    known: Known,
    header: Arc<Vec<String>>,
    found: PresentMembers,
    act: Act,
}

impl Preparing {
    fn step(&self, mut row: Row, mut staged: StagedRow) -> Result<Step, Error> {
        let Some(value) = staged.checked.value.clone() else {
            row.outcome = None;
            return Ok(Step::Done(row));
        };
        let Some(branch) = self.known.one(&value.branch).cloned() else {
            // The branch was dissolved or renamed since the preview.
            refuse(
                &mut staged.checked,
                &self.header,
                FaultKind::MemberElsewhere,
                None,
            );
            return self.refused(row, &staged);
        };
        let found = row
            .id_index
            .as_ref()
            .and_then(|index| self.found.get(index));
        match (judge(&value, found, &self.known, &self.app.sealer)?, found) {
            (Outcome::Create, _) => self.create(row, &value, &branch),
            (Outcome::Update(next), Some(found)) => {
                let person = found.stored.person;
                let before = found.stored.open(&self.app.sealer)?;
                let kept = Before {
                    record: before.clone(),
                    version: found.stored.version + 1,
                };
                row.before = Some(seal(
                    &self.app.sealer,
                    "before",
                    self.id,
                    row.number,
                    &kept,
                )?);
                row.person = Some(person);
                let update = Update {
                    person,
                    next: Closed::of(&self.app.sealer, person, *next)?,
                    before,
                    seen: found.stored.version,
                    home: found.is_homeless().then_some(branch.id),
                };
                Ok(Step::Update(done(row, "updated"), Box::new(update)))
            }
            (Outcome::Elsewhere(home), _) => {
                refuse(
                    &mut staged.checked,
                    &self.header,
                    FaultKind::MemberElsewhere,
                    home,
                );
                self.refused(row, &staged)
            }
            (Outcome::OtherName(name), _) => {
                refuse(
                    &mut staged.checked,
                    &self.header,
                    FaultKind::NameDiffers,
                    name,
                );
                self.refused(row, &staged)
            }
            _ => Ok(Step::Done(done(row, "same"))),
        }
    }

    fn create(&self, mut row: Row, value: &RosterRow, branch: &Branch) -> Result<Step, Error> {
        let person = PersonId::fresh(&self.app.clock);
        let kind = audience::kind_for(branch.unit_nature, value.details.post_category.as_deref());
        let record = crate::member::Record::of_row(value, kind);
        let closed = Closed::of(&self.app.sealer, person, record)?;
        let place = Place {
            org: branch.id,
            path: branch.path.as_str(),
            kind: BelongingKind::Home,
            from_on: self.act.now.date(),
        };
        let prepared = PreparedMember::of(person, closed, &place, Some(self.id.0), self.act.now);
        row.person = Some(person);
        Ok(Step::Create(
            done(row, "created"),
            Box::new(prepared),
            branch.id,
        ))
    }

    fn refused(&self, mut row: Row, staged: &StagedRow) -> Result<Step, Error> {
        row.payload = seal(&self.app.sealer, "payload", self.id, row.number, staged)?;
        row.state = "failed".to_owned();
        row.outcome = None;
        Ok(Step::Done(row))
    }
}

/// A row that has been dealt with; what it said is in the member's record now.
fn done(mut row: Row, outcome: &str) -> Row {
    row.outcome = Some(outcome.to_owned());
    row.payload = Vec::new();
    row
}

fn write_slice(tx: &mut Tx<'_>, import: &Import, slice: &[Step], act: Act) -> Result<(), Error> {
    if store::hold(tx, import.id)? != "committing" {
        return Err(conflict("import-not-in-this-state"));
    }
    still_waiting(tx, import.id, slice)?;
    let held = hold_places(tx, slice)?;
    let mut members = Vec::new();
    let mut rows = Vec::with_capacity(slice.len());
    for step in slice {
        match step {
            Step::Create(row, prepared, org) => {
                let stands = held.get(org).map(|org| org.path.as_str());
                if stands != Some(prepared.path()) {
                    return Err(conflict("import-branch-moved"));
                }
                members.push(&**prepared);
                rows.push(row.values(import.id));
            }
            Step::Update(row, one) => {
                write_update(tx, one, act)?;
                rows.push(row.values(import.id));
            }
            Step::Done(row) => rows.push(row.values(import.id)),
        }
    }
    insert_rows(tx, &members)?;
    tx.insert_many(&ROWS, &rows)?;
    Ok(())
}

/// Holds the members the slice changes and then the organisations whose counts it touches, each
/// in one order, so that two slices do not wait for each other.
fn hold_places(tx: &mut Tx<'_>, slice: &[Step]) -> Result<BTreeMap<OrgId, Org>, Error> {
    let people: BTreeSet<PersonId> = slice
        .iter()
        .filter_map(|step| match step {
            Step::Update(_, one) => Some(one.person),
            Step::Create(..) | Step::Done(_) => None,
        })
        .collect();
    let mut orgs = BTreeSet::new();
    for person in people {
        hold(tx, person)?;
        orgs.extend(belonging::home_of(tx, person)?);
    }
    orgs.extend(slice.iter().filter_map(|step| match step {
        Step::Create(_, _, org) => Some(*org),
        Step::Update(_, one) => one.home,
        Step::Done(_) => None,
    }));
    org::tree::store::hold_all(tx, &orgs)
}

/// Whether another process has dealt with the slice meanwhile.
fn still_waiting(tx: &mut Tx<'_>, id: ImportId, slice: &[Step]) -> Result<(), Error> {
    let number = |step: &Step| match step {
        Step::Create(row, ..) | Step::Update(row, _) | Step::Done(row) => row.number,
    };
    let (Some(first), Some(last)) = (slice.first().map(number), slice.last().map(number)) else {
        return Ok(());
    };
    let (waiting,): (i64,) = tx.one(sql!("sql/still_waiting.sql"), params![id, first, last])?;
    if usize::try_from(waiting) == Ok(slice.len()) {
        Ok(())
    } else {
        Err(conflict("import-not-in-this-state"))
    }
}

fn write_update(tx: &mut Tx<'_>, one: &Update, act: Act) -> Result<(), Error> {
    hold(tx, one.person)?;
    if !update(tx, one.person, &one.next, &one.before, one.seen, act.now)? {
        return Err(conflict("member-changed-meanwhile"));
    }
    match (one.home, belonging::hold_home(tx, one.person)?) {
        (_, Some(org)) => {
            tallies::changed(tx, org.path.as_str(), &one.before, &one.next.record)?;
        }
        (Some(org), None) => {
            let org = org::tree::store::find(tx, org)?;
            let today = act.now.date();
            belonging::join(tx, one.person, &org, BelongingKind::Home, today, act)?;
        }
        (None, None) => return Err(conflict("member-changed-meanwhile")),
    }
    let fields = differences(&one.before, &one.next.record);
    let entry = act
        .entry("member.edit", "member")
        .on(one.person.0)
        .about(one.person)
        .within(home_path(tx, one.person)?.unwrap_or_default())
        .with(serde_json::json!({ "fields": fields, "by_roster": true }));
    Ok(audit::write(tx, &entry)?)
}
