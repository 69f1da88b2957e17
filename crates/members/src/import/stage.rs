//! Reading a file, checking its rows and staging them sealed, in slices behind everybody's work.

use std::sync::Arc;

use bytes::Bytes;
use org::OrgKind;
use platform::app::App;
use platform::crypto::Sealer;
use platform::error::{Error, FieldError, internal, invalid};
use platform::ids::{OrgId, PersonId};
use platform::sheet::{self, Limits, Row as SheetRow, Sheet, SheetError};
use tokio::task::JoinHandle;

use super::branches::Known;
use super::decide::{Outcome, PresentMembers, judge, present};
use super::staged::{Head, StagedRow, seal};
use super::store::{self, NewImport, ROWS, Row};
use super::{ImportId, in_slices};
use crate::member::id_index;
use crate::roster::{CellFault, CheckedRow, Checker, Column, FaultKind, Level, RowState};

/// Rows checked and judged at a time, while the ones before are being written.
const BATCH: usize = 8_000;

/// A file somebody brings.
#[derive(Clone, Debug)]
pub struct Request {
    /// Below which organisation its branches are looked for. The caller has judged the scope.
    pub org: OrgId,
    /// Its name on the sender's machine.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// Whether branches that are missing are created below the organisation.
    pub create_orgs: bool,
    /// Who brings it; none from the command line.
    pub by: Option<PersonId>,
    /// How much it may hold.
    pub limits: Limits,
}

/// Stages a file. An import in the state `preview` waits for somebody to decide; one in
/// `refused` has no rows because the file as a whole is wrong.
///
/// # Errors
/// A field error on `file` when it cannot be read at all.
pub async fn stage(app: &App, request: Request) -> Result<ImportId, Error> {
    let org = request.org;
    let org = app
        .db
        .point("import_org", move |tx| org::tree::store::find(tx, org))
        .await?;
    if request.create_orgs && !OrgKind::Branch.fits_below(org.kind) {
        return Err(invalid("create_orgs", "import-create-orgs-not-here"));
    }
    let known = Arc::new(Known::below(&app.db, &org.path, request.create_orgs).await?);
    let (bytes, limits) = (request.bytes.clone(), request.limits.clone());
    let sheet = blocking(move || read(&bytes, &limits)).await?;
    let today = app.clock.today();
    let (checker, faults) = Checker::new(&sheet, today);
    let id = ImportId::fresh(&app.clock);
    begin(app, id, &request, Head::of(&sheet, faults)).await?;
    let state = match checker {
        None => "refused",
        Some(checker) => {
            let staging = Staging {
                app: app.clone(),
                id,
                known,
            };
            staging.rows(sheet, checker).await?;
            "preview"
        }
    };
    app.db
        .bulk("import_staged", move |tx| {
            store::step(tx, id, "checking", state, None)
        })
        .await?;
    Ok(id)
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Error> {
    let sheet = sheet::read(bytes, limits).map_err(|error| refused(&error))?;
    Ok(sheet.with_header_where(Checker::is_header))
}

/// The file's fault as a field error.
fn refused(error: &SheetError) -> Error {
    Error::Invalid(vec![FieldError {
        field: "file".to_owned(),
        message: error.message(),
    }])
}

async fn begin(app: &App, id: ImportId, request: &Request, head: Head) -> Result<(), Error> {
    /// Longest name kept.
    const LONGEST: usize = 200;
    let new = Arc::new(NewImport {
        id,
        org: request.org,
        file_name: request.file_name.chars().take(LONGEST).collect(),
        head: seal(&app.sealer, "head", id, 0, &head)?,
        create_orgs: request.create_orgs,
        by: request.by,
    });
    let now = app.clock.now();
    app.db
        .bulk("import_begin", move |tx| Ok(store::insert(tx, &new, now)?))
        .await
}

/// Runs work that takes the processor off the threads that answer.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| internal(error.to_string()))?
}

/// A checked row with the blind index of its ID number.
struct Checked {
    row: SheetRow,
    checked: CheckedRow,
    index: Option<Vec<u8>>,
}

struct Staging {
    app: App,
    id: ImportId,
    known: Arc<Known>,
}

impl Staging {
    async fn rows(&self, sheet: Sheet, mut checker: Checker) -> Result<(), Error> {
        let header: Arc<Vec<String>> = Arc::new(sheet.header);
        let mut writing: Option<JoinHandle<Result<(), Error>>> = None;
        let mut rest = sheet.rows.into_iter();
        loop {
            let batch: Vec<SheetRow> = rest.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let (known, sealer) = (Arc::clone(&self.known), self.app.sealer.clone());
            let (returned, checked) = blocking(move || {
                let checked = check(&mut checker, batch, &known, &sealer)?;
                Ok((checker, checked))
            })
            .await?;
            checker = returned;
            let found = Arc::new(self.present(&checked).await?);
            let staged = self.seal(checked, found, Arc::clone(&header)).await?;
            if let Some(before) = writing.take() {
                before
                    .await
                    .map_err(|error| internal(error.to_string()))??;
            }
            writing = Some(tokio::spawn(write(self.app.clone(), self.id, staged)));
        }
        match writing {
            Some(last) => last.await.map_err(|error| internal(error.to_string()))?,
            None => Ok(()),
        }
    }

    async fn present(&self, checked: &[Checked]) -> Result<PresentMembers, Error> {
        let indexes: Vec<Vec<u8>> = checked.iter().filter_map(|one| one.index.clone()).collect();
        self.app
            .db
            .read("import_present", move |tx| Ok(present(tx, &indexes)?))
            .await
    }

    async fn seal(
        &self,
        checked: Vec<Checked>,
        found: Arc<PresentMembers>,
        header: Arc<Vec<String>>,
    ) -> Result<Vec<Row>, Error> {
        let (known, sealer, id) = (Arc::clone(&self.known), self.app.sealer.clone(), self.id);
        blocking(move || {
            in_threads(checked, |one| {
                row(one, &found, &known, &header, &sealer, id)
            })
        })
        .await
    }
}

fn check(
    checker: &mut Checker,
    batch: Vec<SheetRow>,
    known: &Known,
    sealer: &Sealer,
) -> Result<Vec<Checked>, Error> {
    batch
        .into_iter()
        .map(|row| {
            let checked = checker.row(&row, known);
            let number = checked.value.as_ref().map(|value| value.id_number.as_str());
            let index = number.map(|number| id_index(sealer, number)).transpose()?;
            Ok(Checked {
                row,
                checked,
                index,
            })
        })
        .collect()
}

fn row(
    one: Checked,
    found: &PresentMembers,
    known: &Known,
    header: &[String],
    sealer: &Sealer,
    id: ImportId,
) -> Result<Row, Error> {
    let Checked {
        row,
        mut checked,
        index,
    } = one;
    let mut outcome = None;
    if let Some(value) = &checked.value {
        let present = index.as_ref().and_then(|index| found.get(index));
        match judge(value, present, known, sealer)? {
            Outcome::Create => outcome = Some("create"),
            Outcome::Update(_) => outcome = Some("update"),
            Outcome::Unchanged => outcome = Some("unchanged"),
            Outcome::Elsewhere(home) => {
                refuse(&mut checked, header, FaultKind::MemberElsewhere, home);
            }
            Outcome::OtherName(name) => {
                refuse(&mut checked, header, FaultKind::NameDiffers, name);
            }
        }
    }
    let state = match checked.state() {
        RowState::Passed => "passed",
        RowState::Warned => "warned",
        RowState::Failed => "failed",
    };
    let number = row.number;
    let payload = seal(sealer, "payload", id, number, &StagedRow { row, checked })?;
    Ok(Row {
        number,
        state: state.to_owned(),
        outcome: outcome.map(str::to_owned),
        id_index: index,
        person: None,
        payload,
        before: None,
    })
}

/// Keeps out a row whose ID number is that of a member of another branch or another name.
pub(super) fn refuse(
    checked: &mut CheckedRow,
    header: &[String],
    kind: FaultKind,
    whose: Option<String>,
) {
    let position = header
        .iter()
        .position(|title| Column::by_title(title) == Some(Column::IdNumber))
        .and_then(|index| u32::try_from(index + 1).ok());
    checked.value = None;
    checked.faults.push(CellFault {
        row: checked.number,
        column: Column::IdNumber,
        position,
        kind,
        level: Level::Error,
        value: None,
        other: Some(whose.unwrap_or_else(|| "—".to_owned())),
    });
}

async fn write(app: App, id: ImportId, staged: Vec<Row>) -> Result<(), Error> {
    in_slices(&app.db, staged.len(), "import_stage", move |tx, slice| {
        let rows: Vec<_> = staged[slice].iter().map(|row| row.values(id)).collect();
        tx.insert_many(&ROWS, &rows)?;
        Ok(())
    })
    .await
}

/// Does the same to each of many things, on as many threads as there are processors; the order
/// stays.
pub(super) fn in_threads<T: Send, R: Send>(
    things: Vec<T>,
    work: impl Fn(T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    /// Fewer things than this are done sooner than a thread begins.
    const WORTH_IT: usize = 64;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if threads == 1 || things.len() < WORTH_IT {
        return things.into_iter().map(work).collect();
    }
    let share = things.len().div_ceil(threads);
    let mut shares: Vec<Vec<T>> = Vec::with_capacity(threads);
    let mut rest = things;
    while !rest.is_empty() {
        let later = rest.split_off(rest.len().min(share));
        shares.push(std::mem::replace(&mut rest, later));
    }
    let work = &work;
    std::thread::scope(|scope| {
        let running: Vec<_> = shares
            .into_iter()
            .map(|share| {
                scope.spawn(move || {
                    share
                        .into_iter()
                        .map(work)
                        .collect::<Result<Vec<R>, Error>>()
                })
            })
            .collect();
        let mut all = Vec::new();
        for one in running {
            all.extend(
                one.join()
                    .map_err(|_| internal("a thread of an import failed"))??,
            );
        }
        Ok(all)
    })
}
