//! The answers as a workbook: one row an organisation.

use org::tree::pages::scope;
use platform::error::internal;
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::context::Path;
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::store::{self, UNITS};
use super::{ASK, RequestId, show};
use crate::XLSX;

/// Rows of one workbook at the most.
const MOST: usize = 60_000;

/// The workbook.
///
/// # Errors
/// Outside the scope.
pub async fn export(cx: Cx, Path(id): Path<RequestId>) -> Answer {
    let scope = scope(&cx, ASK)?;
    let (request, fields) = cx
        .app
        .db
        .read("request_export", move |tx| {
            Ok((store::find_scoped(tx, scope, id)?, store::fields(tx, id)?))
        })
        .await?;
    let mut lines = Vec::new();
    let mut after = String::new();
    // Page by page: no read lives long.
    while lines.len() < MOST {
        let (asked, wanted, from) = (request.clone(), fields.clone(), after.clone());
        let found = cx
            .app
            .db
            .read("request_lines", move |tx| {
                let mut units = store::concerned(tx, &asked, &from)?;
                units.truncate(UNITS);
                show::lines(tx, id, &wanted, units)
            })
            .await?;
        let Some(last) = found.last() else {
            break;
        };
        after.clone_from(&last.unit.path);
        lines.extend(found);
    }
    let mut columns = vec![Column::text(cx.t("data-request-unit"))];
    columns.extend(fields.iter().map(|field| Column::text(field.label.clone())));
    columns.push(Column::text(cx.t("data-request-answered-on")));
    let rows = lines.into_iter().zip(2_u32..).map(|(line, number)| {
        let day = line
            .unit
            .answered_at
            .map_or_else(String::new, |at| at.date().to_string());
        let cells = [vec![line.unit.org_name], line.cells, vec![day]].concat();
        Row {
            number,
            cells: cells.into_iter().map(Cell::text).collect(),
        }
    });
    let table = Table {
        name: cx.t("data-request-answers"),
        header_row: 1,
        columns,
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table]).map_err(|fault| internal(fault.to_string()))?;
    download(&format!("{}.xlsx", request.title), XLSX, bytes)
}
