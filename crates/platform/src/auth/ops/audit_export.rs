//! The log as a workbook for the auditor: what the page shows, entry by entry. That it was taken
//! out stands in the log itself.

use axum::http::StatusCode;

use super::audit_pages::{Asked, Reading, Shown, day_text, log_page};
use crate::audit::{self, Entry, Turn};
use crate::error::{Error, conflict, internal};
use crate::sheet::{Cell, Column, Row, Table, write_xlsx};
use crate::web::respond::download;
use crate::web::{Answer, Cx, Form};

/// Entries in one workbook; more are taken out month by month.
const MOST: usize = 20_000;
/// Entries read in one transaction, so that none stays open for long.
const SLICE: u32 = 1_000;
/// What an office program opens.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Hands out the entries that were asked for.
///
/// # Errors
/// The database's. With too many entries the page says so.
pub async fn export(cx: Cx, f: Form) -> Answer {
    let asked = Asked::read(|name| f.some(name).map(str::to_owned));
    let entries = match entries(&cx, &asked).await {
        Ok(entries) => entries,
        Err(error @ Error::Conflict(_)) => {
            let page = log_page(&cx, asked, Some(error)).await?;
            return cx.page_with(StatusCode::CONFLICT, &page);
        }
        Err(error) => return Err(error),
    };
    note(&cx, &asked, entries.len()).await?;
    let table = table(&cx, entries);
    let bytes = tokio::task::spawn_blocking(move || write_xlsx(&[table]))
        .await
        .map_err(|error| internal(error.to_string()))?
        .map_err(|error| internal(error.to_string()))?;
    download(&format!("{}.xlsx", cx.t("auth-nav-audit")), XLSX, bytes)
}

async fn entries(cx: &Cx, asked: &Asked) -> Result<Vec<Shown>, Error> {
    let reader = Reading::of(cx)?;
    let (mut found, mut turn) = (Vec::new(), Turn::NEWEST);
    loop {
        let (reader, wanted) = (reader.clone(), asked.clone());
        let slice = cx
            .app
            .db
            .read("audit_export", move |tx| {
                Ok(reader.slice(tx, &wanted, turn, SLICE)?)
            })
            .await?;
        let ends = slice.len() < SLICE as usize;
        if let Some((last, _)) = slice.last() {
            turn = Turn::below(last);
        }
        found.extend(
            slice
                .into_iter()
                .map(|(_, shown)| shown)
                .filter(|one| asked.takes(one)),
        );
        if found.len() > MOST {
            return Err(conflict("auth-audit-export-many"));
        }
        if ends {
            return Ok(found);
        }
    }
}

async fn note(cx: &Cx, asked: &Asked, count: usize) -> Result<(), Error> {
    let detail = serde_json::json!({
        "count": count,
        "group": asked.group,
        "from": day_text(asked.from),
        "to": day_text(asked.to),
        "words": asked.words,
    });
    let entry = Entry::new(cx.app.clock.now(), "log.export", "log")
        .by(cx.person()?)
        .with(detail);
    cx.app
        .db
        .write("note_audit_export", move |tx| Ok(audit::write(tx, &entry)?))
        .await
}

fn table(cx: &Cx, entries: Vec<Shown>) -> Table {
    let columns = [
        ("auth-audit-at", 18),
        ("auth-audit-what", 28),
        ("auth-audit-who", 14),
        ("auth-audit-whom", 14),
        ("auth-audit-reason", 40),
        ("auth-audit-facts", 60),
    ];
    let column = |(key, width): (&str, u16)| Column {
        width,
        ..Column::text(cx.t(key))
    };
    let row = |(number, one): (u32, Shown)| {
        let facts: Vec<String> = one
            .facts
            .iter()
            .map(|(label, words)| format!("{label}: {words}"))
            .collect();
        let cells = [
            one.at,
            one.what,
            one.who,
            one.whom,
            one.reason,
            facts.join("\n"),
        ];
        Row {
            number,
            cells: cells.map(Cell::text).into(),
        }
    };
    Table {
        name: cx.t("auth-nav-audit"),
        columns: columns.into_iter().map(column).collect(),
        rows: (2..).zip(entries).map(row).collect(),
        ..Table::default()
    }
}
