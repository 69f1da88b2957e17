//! A roster from the command line: `touyan import roster FILE --org NAME [--commit] [--json]`.

use bytes::Bytes;
use jiff::civil::Date;
use platform::app::App;
use platform::error::{Error, not_found};
use platform::i18n::{Locale, say_message};
use platform::ids::{OrgId, PersonId};
use platform::rules::Rules;
use platform::sheet::Limits;
use platform::{params, sql};
use serde::Serialize;

use super::staged::{Head, StagedRow, open};
use super::store::{self, Tally};
use super::{ImportId, Request, cancel_now, commit, stage};

/// Faults named in a report; the rest is counted.
const NAMED: usize = 100;

/// What happens to the rows that passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// They are taken in.
    Commit,
    /// Nothing is: the report says what would be.
    LookOnly,
}

/// A file from the command line.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// The organisation it is for: full name, short name or code.
    pub org: String,
    /// Whether missing branches are created below it.
    pub create_orgs: bool,
    /// In whose name; none for the operator.
    pub by: Option<PersonId>,
}

/// What came of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The import, which can be undone by it.
    pub import: String,
    /// `committed`, `cancelled` after a look, or `refused`.
    pub state: String,
    /// How the rows stand.
    pub rows: Tally,
    /// The first faults: row number and words.
    pub faults: Vec<(u32, String)>,
}

/// Checks a file and, if so decided, takes it in.
///
/// # Errors
/// [`Error::NotFound`] without one organisation of that name; a field error for a file that
/// cannot be read; the database's.
pub async fn run(app: &App, file: File, decision: Decision) -> Result<Report, Error> {
    let request = Request {
        org: org_named(app, file.org).await?,
        file_name: file.name,
        bytes: file.bytes,
        create_orgs: file.create_orgs,
        by: file.by,
        limits: operator_limits(app).await?,
    };
    let by = request.by;
    let id = stage(app, request).await?;
    let faults = faults(app, id).await?;
    let state = state(app, id).await?;
    let rows = match (state.as_str(), decision) {
        ("preview", Decision::Commit) => commit(app, id, by).await?,
        _ => {
            let now = app.clock.now();
            app.db
                .bulk("import_look_only", move |tx| {
                    let tally = store::tally(tx, id)?;
                    cancel_now(tx, id, by, now)?;
                    Ok(tally)
                })
                .await?
        }
    };
    let state = if state == "refused" {
        state
    } else {
        self::state(app, id).await?
    };
    Ok(Report {
        import: id.to_string(),
        state,
        rows,
        faults,
    })
}

async fn org_named(app: &App, name: String) -> Result<OrgId, Error> {
    let found: Vec<(OrgId,)> = app
        .db
        .read("import_org_named", move |tx| {
            Ok(tx.all(sql!("sql/org_named.sql"), params![name])?)
        })
        .await?;
    match found.as_slice() {
        [only] => Ok(only.0),
        _ => Err(not_found()),
    }
}

/// What a page takes, by the rules in force.
pub(super) async fn limits_of_a_page(app: &App) -> Result<Limits, Error> {
    page_limits(&Rules::of(&app.db).await?, app.clock.today())
}

fn page_limits(rules: &Rules, today: Date) -> Result<Limits, Error> {
    let rule = |key: &str| rules.int(key, today);
    Ok(Limits {
        max_file_bytes: u64::try_from(rule("sheets.largest_bytes")?).unwrap_or(0),
        max_unpacked_bytes: u64::try_from(rule("sheets.largest_unpacked_bytes")?).unwrap_or(0),
        // The header is a row, too.
        max_rows: usize::try_from(rule("sheets.most_rows")?).unwrap_or(0) + 1,
        max_cols: usize::try_from(rule("sheets.most_columns")?).unwrap_or(0),
        ..Limits::default()
    })
}

/// What an operator may bring: far more rows than a page takes.
async fn operator_limits(app: &App) -> Result<Limits, Error> {
    limits_of_an_operator(&Rules::of(&app.db).await?, app.clock.today())
}

fn limits_of_an_operator(rules: &Rules, today: Date) -> Result<Limits, Error> {
    /// Bytes of a file on the operator's own disk.
    const FILE_BYTES: u64 = 1024 * 1024 * 1024;
    let rows = rules.int("sheets.most_rows_of_an_operator", today)?;
    Ok(Limits {
        max_file_bytes: FILE_BYTES,
        max_unpacked_bytes: 8 * FILE_BYTES,
        max_rows: usize::try_from(rows).unwrap_or(0) + 1,
        max_kept_bytes: usize::try_from(4 * FILE_BYTES).unwrap_or(usize::MAX),
        ..Limits::default()
    })
}

async fn state(app: &App, id: ImportId) -> Result<String, Error> {
    app.db
        .point("import_state", move |tx| Ok(store::find(tx, id)?.state))
        .await
}

/// The first faults of the file and its rows, in Chinese: a report goes to an office.
async fn faults(app: &App, id: ImportId) -> Result<Vec<(u32, String)>, Error> {
    let (head, rows) = app
        .db
        .read("import_faults", move |tx| {
            Ok((store::head(tx, id)?, store::faulty(tx, id, 0, NAMED)?))
        })
        .await?;
    let head: Head = open(&app.sealer, "head", id, 0, &head)?;
    let mut named: Vec<(u32, String)> = head
        .faults
        .iter()
        .map(|fault| (head.header_row, say_message(Locale::ZhCn, &fault.message())))
        .collect();
    for row in rows {
        let staged: StagedRow = open(&app.sealer, "payload", id, row.number, &row.payload)?;
        for fault in &staged.checked.faults {
            let words = say_message(Locale::ZhCn, &fault.message());
            named.push((row.number, format!("{}：{words}", fault.column.title())));
        }
    }
    named.truncate(NAMED);
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_follows_its_rule() {
        let rules = Rules::load().expect("the tables can be read");
        let day = jiff::civil::date(2026, 11, 23);
        let of_a_page = |rules: &Rules| {
            let limits = page_limits(rules, day).expect("every value");
            let bytes = (limits.max_file_bytes, limits.max_unpacked_bytes);
            (bytes, limits.max_rows, limits.max_cols)
        };
        for key in [
            "sheets.largest_bytes",
            "sheets.largest_unpacked_bytes",
            "sheets.most_rows",
            "sheets.most_columns",
        ] {
            let changed = rules.holding(key, 7).expect("the rule");
            assert_ne!(of_a_page(&changed), of_a_page(&rules), "{key}");
        }
        let fewer = rules
            .holding("sheets.most_rows_of_an_operator", 7)
            .expect("the rule");
        let limits = limits_of_an_operator(&fewer, day).expect("every value");
        assert_eq!(limits.max_rows, 8, "and the header");
    }
}
