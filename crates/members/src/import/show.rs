//! An import's own page: how its rows stand, whom it changes, what is wrong with which, what may be
//! done.

use axum::http::StatusCode;
use platform::error::Error;
use platform::i18n::say_message;
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::ImportId;
use super::changes::{self, Changed};
use super::pages::{Line, line};
use super::staged::{Head, StagedRow, open};
use super::store::{self, Row, Tally};
use crate::roster::Level;
use crate::words::scope;

/// Rows on a page.
const PAGE: usize = 50;

/// A fault as the preview shows it.
struct Fault {
    place: String,
    words: String,
    warning: bool,
}

/// A row with its faults.
struct FaultyRow {
    number: u32,
    name: String,
    failed: bool,
    faults: Vec<Fault>,
}

#[derive(askama::Template)]
#[template(path = "import_show.html")]
struct Show {
    v: View,
    f: Form,
    id: ImportId,
    line: Line,
    state: String,
    create_orgs: bool,
    tally: Tally,
    head_faults: Vec<String>,
    rows: Vec<FaultyRow>,
    next: Option<String>,
    changes: Vec<Changed>,
    next_changes: Option<String>,
    /// Why it stands still.
    failure: Option<String>,
    working: bool,
}

impl Show {
    /// Rows that would be taken in.
    fn right(&self) -> i64 {
        self.tally.passed + self.tally.warned
    }
}

/// An import: how its rows stand, what is wrong with which, and what may be done.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(import): Path<ImportId>) -> Answer {
    let form = Form::empty(&cx);
    show_page(&cx, import, form, StatusCode::OK).await
}

/// A row number from the address.
fn number(cx: &Cx, name: &str) -> u32 {
    cx.query(name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

/// Where the page after these rows begins; the row beyond the page goes.
fn next_page(id: ImportId, name: &str, rows: &mut Vec<Row>) -> Option<String> {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more)?.number;
    Some(format!("/staff/imports/{id}?{name}={last}"))
}

/// A fault that keeps an import from going on, in words.
fn why(cx: &Cx, key: &str) -> String {
    if platform::i18n::has(cx.locale, key) {
        cx.t(key)
    } else {
        cx.t("import-failed-again")
    }
}

/// Whom the roster would change, a page of them.
async fn changes(
    cx: &Cx,
    id: ImportId,
    after: u32,
) -> Result<(Vec<Changed>, Option<String>), Error> {
    let (mut rows, found) = cx
        .app
        .db
        .read("import_changes", move |tx| {
            changes::read(tx, id, after, PAGE + 1)
        })
        .await?;
    let next = next_page(id, "changes", &mut rows);
    let changed = rows
        .iter()
        .filter_map(|row| changes::changed(cx, id, row, &found).transpose())
        .collect::<Result<_, _>>()?;
    Ok((changed, next))
}

pub(super) async fn show_page(cx: &Cx, id: ImportId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, "members.import")?;
    let after = number(cx, "after");
    let after_change = number(cx, "changes");
    let (import, tally, head, mut rows) = cx
        .app
        .db
        .read("import_show", move |tx| {
            let import = store::find_scoped(tx, scope, id)?;
            let tally = store::tally(tx, id)?;
            Ok((
                import,
                tally,
                store::head(tx, id)?,
                store::faulty(tx, id, after, PAGE + 1)?,
            ))
        })
        .await?;
    let head: Head = open(&cx.app.sealer, "head", id, 0, &head)?;
    let next = next_page(id, "after", &mut rows);
    let (changes, next_changes) = match import.state.as_str() {
        "preview" => changes(cx, id, after_change).await?,
        _ => (Vec::new(), None),
    };
    let working = import.failure.is_none()
        && matches!(import.state.as_str(), "checking" | "committing" | "undoing");
    let shown = Show {
        id,
        line: line(cx, &import),
        create_orgs: import.create_orgs,
        tally,
        head_faults: head
            .faults
            .iter()
            .map(|fault| say_message(cx.locale, &fault.message()))
            .collect(),
        rows: rows
            .iter()
            .filter_map(|row| faulty(cx, id, row).transpose())
            .collect::<Result<_, _>>()?,
        next,
        changes,
        next_changes,
        failure: import.failure.as_deref().map(|key| why(cx, key)),
        working,
        state: import.state,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &shown)
}

/// A row's faults; none when it has been dealt with and its papers are gone.
fn faulty(cx: &Cx, id: ImportId, row: &Row) -> Result<Option<FaultyRow>, Error> {
    if row.payload.is_empty() {
        return Ok(None);
    }
    let staged: StagedRow = open(&cx.app.sealer, "payload", id, row.number, &row.payload)?;
    let name = staged
        .checked
        .value
        .as_ref()
        .map(|value| value.full_name.clone());
    let faults = staged
        .checked
        .faults
        .iter()
        .map(|fault| {
            let letters = fault.letters();
            let title = fault.column.title();
            Fault {
                place: if letters.is_empty() {
                    title.to_owned()
                } else {
                    format!("{letters} · {title}")
                },
                words: say_message(cx.locale, &fault.message()),
                warning: fault.level == Level::Warning,
            }
        })
        .collect();
    Ok(Some(FaultyRow {
        number: row.number,
        name: name.unwrap_or_default(),
        failed: row.state == "failed",
        faults,
    }))
}
