//! The list as a workbook with the columns of the roster: masked, or in full with a reason.

use std::collections::HashMap;

use platform::app::App;
use platform::audit;
use platform::db::{Cells, DbError, FromRow};
use platform::error::{Error, conflict, internal};
use platform::ids::PersonId;
use platform::sheet::{Cell, Column as SheetColumn, Need, Row, Table, write_xlsx};
use platform::sql;

use super::store::{keys, ranges, slots};
use super::{Key, PAGE, Query};
use crate::belonging::Act;
use crate::member::change::last_path;
use crate::member::{Record, Stored, Veil};
use crate::roster::Column;
use crate::words::years_between;

/// Members in one workbook; more are exported organisation by organisation.
pub const MOST: usize = 20_000;

/// A member and the branch they are at home in.
struct Exported {
    branch: Option<String>,
    stored: Stored,
}

impl FromRow for Exported {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        Ok(Self {
            branch: cells.next()?,
            stored: Stored::from_row(cells)?,
        })
    }
}

/// What is to be written and why.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which members, through which permission.
    pub query: Query,
    /// Whether sealed fields are written in full.
    pub veil: Veil,
    /// Why they are; empty for masked ones.
    pub because: Option<String>,
}

/// The workbook. That it was made is noted before it is handed out.
///
/// # Errors
/// A conflict with more than [`MOST`] members; outside the scope.
pub async fn workbook(app: &App, wanted: &Wanted) -> Result<Vec<u8>, Error> {
    let keys = every_key(app, wanted).await?;
    let mut rows = Vec::with_capacity(keys.len());
    for page in keys.chunks(PAGE) {
        for one in members(app, &wanted.query, page.to_vec()).await? {
            let record = one.stored.open(&app.sealer)?;
            rows.push(row(rows.len(), &record, one.branch, wanted));
        }
    }
    if wanted.veil == Veil::Open {
        note_each(app, wanted, &keys).await?;
    }
    note(app, wanted, rows.len()).await?;
    let table = Table {
        name: platform::i18n::say(platform::i18n::Locale::ZhCn, "roster-template-sheet", &[]),
        columns: Column::official().map(sheet_column).collect(),
        rows,
        ..Table::default()
    };
    tokio::task::spawn_blocking(move || write_xlsx(&[table]))
        .await
        .map_err(|error| internal(error.to_string()))?
        .map_err(|error| internal(error.to_string()))
}

async fn every_key(app: &App, wanted: &Wanted) -> Result<Vec<Key>, Error> {
    let (query, sealer) = (wanted.query.clone(), app.sealer.clone());
    let keys = app
        .db
        .read("export_keys", move |tx| {
            let ranges = ranges(tx, &query)?;
            Ok(keys(tx, &sealer, &query, &ranges, MOST + 1)?.0)
        })
        .await?;
    if keys.len() > MOST {
        Err(conflict("member-export-too-many"))
    } else {
        Ok(keys)
    }
}

/// One page of members, in a read of its own so that none stays open for long.
async fn members(app: &App, query: &Query, keys: Vec<Key>) -> Result<Vec<Exported>, Error> {
    let scope = query.scope;
    app.db
        .read("export_rows", move |tx| {
            let mut found: Vec<Exported> =
                tx.all(sql!("sql/export_rows.sql"), &slots(scope, &keys))?;
            let places: HashMap<PersonId, usize> = keys
                .iter()
                .enumerate()
                .map(|(place, key)| (key.person, place))
                .collect();
            found.sort_by_key(|one| places.get(&one.stored.person).copied());
            Ok(found)
        })
        .await
}

fn row(written: usize, record: &Record, branch: Option<String>, wanted: &Wanted) -> Row {
    let cells = Column::official()
        .map(|column| cell(column, record, &branch, wanted))
        .collect();
    Row {
        number: u32::try_from(written + 2).unwrap_or(u32::MAX),
        cells,
    }
}

fn cell(column: Column, record: &Record, branch: &Option<String>, wanted: &Wanted) -> Cell {
    let words = match column {
        Column::Branch => branch.clone(),
        Column::Age => {
            let age = years_between(record.birth_date, wanted.query.scope.today);
            Some(age.to_string())
        }
        Column::Completeness => Some(format!("{}%", record.completeness())),
        _ => record.words(column, wanted.veil),
    };
    let words = words.unwrap_or_default();
    match column.kind() {
        platform::sheet::ColumnKind::Date => words.parse().map_or(Cell::Empty, Cell::Date),
        _ => Cell::text(words),
    }
}

fn sheet_column(column: Column) -> SheetColumn {
    SheetColumn {
        title: column.title().to_owned(),
        need: Need::Optional,
        kind: column.kind(),
        width: column.width(),
        choices: Vec::new(),
        note: None,
    }
}

/// Each member concerned reads that their record was handed out in full, by whom and why.
async fn note_each(app: &App, wanted: &Wanted, keys: &[Key]) -> Result<(), Error> {
    /// Entries written in one transaction.
    const SLICE: usize = 200;
    let act = Act::of(wanted.query.scope.person, app.clock.now());
    for some in keys.chunks(SLICE) {
        let (some, because) = (some.to_vec(), wanted.because.clone());
        app.db
            .bulk("note_exported", move |tx| {
                for key in &some {
                    let mut entry = act
                        .entry("member.exported", "member")
                        .on(key.person.0)
                        .about(key.person)
                        .within(last_path(tx, key.person)?);
                    entry.reason.clone_from(&because);
                    audit::write(tx, &entry)?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

async fn note(app: &App, wanted: &Wanted, count: usize) -> Result<(), Error> {
    let act = Act::of(wanted.query.scope.person, app.clock.now());
    let (veil, because, org) = (wanted.veil, wanted.because.clone(), wanted.query.org);
    app.db
        .write("note_export", move |tx| {
            let action = match veil {
                Veil::Masked => "member.export_masked",
                Veil::Open => "member.export",
            };
            let mut entry = act
                .entry(action, "org")
                .with(serde_json::json!({ "count": count }));
            entry.object_id = org.map(|org| org.0);
            if let Some(org) = org {
                entry = entry.within(org::tree::store::find(tx, org)?.path.as_str());
            }
            entry.reason = because.clone();
            Ok(audit::write(tx, &entry)?)
        })
        .await
}
