//! The structure as a workbook: one row a line of a split.

use platform::error::internal;
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::pages::{figure, read, shown};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook.
///
/// # Errors
/// Outside the scope.
pub async fn export(cx: Cx) -> Answer {
    let found = read(&cx).await?;
    let mut lines = vec![[
        cx.t("structure-total"),
        cx.t("structure-total"),
        figure(&cx, found.structure.total),
    ]];
    for split in shown(&cx, &found.structure) {
        let rows = split.rows.into_iter();
        lines.extend(rows.map(|(words, number, _)| [split.title.clone(), words, number]));
    }
    let rows = lines.into_iter().enumerate().map(|(n, cells)| Row {
        number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
        cells: cells
            .into_iter()
            .map(|text| match text.parse::<f64>() {
                Ok(number) => Cell::Number(number),
                Err(_) => Cell::Text(text),
            })
            .collect(),
    });
    let columns = [
        "structure-col-split",
        "structure-col-line",
        "structure-col-number",
    ];
    let table = Table {
        name: cx.t("structure-nav"),
        header_row: 1,
        columns: columns.iter().map(|key| Column::text(cx.t(key))).collect(),
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table.fitted()]).map_err(|fault| internal(fault.to_string()))?;
    let name = format!(
        "党员结构_{}_{}.xlsx",
        found.place.here.short_name, found.year
    );
    download(&name, XLSX, bytes)
}
