//! A drive as a workbook: one row a measure, with its goal and the verdict.

use org::tree::pages::scope;
use platform::error::internal;
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::context::Path;
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::{DriveId, Goal, Measure, READ, Review, store};
use crate::XLSX;

const COLUMNS: [&str; 9] = [
    "problem",
    "goal",
    "what",
    "unit",
    "responsible",
    "due",
    "told",
    "verdict",
    "verdict-words",
];

/// The workbook.
///
/// # Errors
/// Outside what may be seen.
pub async fn export(cx: Cx, Path(id): Path<DriveId>) -> Answer {
    let seen = scope(&cx, READ)?;
    let (drive, goals, measures, verdicts) = cx
        .app
        .db
        .read("drive_export", move |tx| {
            let drive = store::find_seen(tx, seen, id)?;
            let goals = store::goals(tx, id)?;
            let measures = store::measures(tx, id)?;
            Ok((drive, goals, measures, store::verdicts(tx, id)?))
        })
        .await?;
    let rows = rows(&cx, &goals, &measures, &verdicts);
    let rows = rows.into_iter().enumerate().map(|(n, cells)| Row {
        number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
        cells: cells.into_iter().map(Cell::Text).collect(),
    });
    let table = Table {
        name: cx.t("drive-nav"),
        header_row: 1,
        columns: COLUMNS
            .iter()
            .map(|name| Column::text(cx.t(&format!("drive-col-{name}"))))
            .collect(),
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table]).map_err(|fault| internal(fault.to_string()))?;
    download(&format!("{}.xlsx", drive.title), XLSX, bytes)
}

/// A row for each measure; a goal without measures has one of its own.
fn rows(cx: &Cx, goals: &[Goal], measures: &[Measure], verdicts: &[Review]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for goal in goals {
        let verdict = verdicts.iter().find(|one| one.goal == goal.id);
        let judged = vec![
            verdict
                .and_then(Review::verdict)
                .map_or_else(|| cx.t("drive-unjudged"), |one| cx.t(one.key())),
            verdict.map_or_else(String::new, |one| one.words.clone()),
        ];
        let row = |middle: Vec<String>| {
            let first = vec![goal.problem.clone(), goal.goal.clone()];
            [first, middle, judged.clone()].concat()
        };
        let mine: Vec<&Measure> = measures.iter().filter(|one| one.goal == goal.id).collect();
        if mine.is_empty() {
            rows.push(row(vec![String::new(); 5]));
        }
        rows.extend(mine.into_iter().map(|one| {
            row(vec![
                one.what.clone(),
                one.org_name.clone(),
                one.responsible.clone(),
                one.due_on.to_string(),
                one.told.to_string(),
            ])
        }));
    }
    rows
}
