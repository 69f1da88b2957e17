//! The stays of a side and state as a workbook, in the order of the list: what the yearly table of
//! floating members (年度统计流动党员表) asks for.

use org::tree::store::Scope;
use platform::app::App;
use platform::audit;
use platform::error::{Error, internal};
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::store::{self, Listed};
use super::{Floating, State};
use crate::belonging::Act;
use crate::moving::{After, FLOATING_READ, LINES};
use crate::roster::codes::Codes;
use crate::words::scope;

/// The content type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Stays in one workbook.
const MOST: usize = 5_000;

const COLUMNS: [&str; 10] = [
    "floating-who",
    "floating-home",
    "floating-host",
    "floating-destination",
    "floating-reason",
    "floating-unit-nature",
    "floating-from",
    "floating-until",
    "floating-card",
    "floating-state",
];

/// The workbook. That it was made is noted before it is handed out.
///
/// # Errors
/// The database's.
pub async fn export(cx: Cx) -> Answer {
    let reading = scope(&cx, FLOATING_READ)?;
    let listed = match cx.query("side").as_deref() {
        Some("in") => Listed::In,
        _ => Listed::Out,
    };
    let state = cx
        .query("state")
        .and_then(|code| State::from_code(&code))
        .unwrap_or(State::Active);
    let found = every(&cx.app, reading, listed, state).await?;
    let act = Act::of(reading.person, cx.app.clock.now());
    let count = found.len();
    cx.app
        .db
        .write("export_floating", move |tx| {
            let entry = act.entry("stay.export", "floating");
            let entry = entry.with(serde_json::json!({ "count": count }));
            Ok(audit::write(tx, &entry)?)
        })
        .await?;
    let rows = found.iter().enumerate().map(|(n, one)| Row {
        number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
        cells: cells(&cx, one).into_iter().map(Cell::Text).collect(),
    });
    let table = Table {
        name: cx.t("floating-nav"),
        header_row: 1,
        columns: COLUMNS.iter().map(|key| Column::text(cx.t(key))).collect(),
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table]).map_err(|fault| internal(fault.to_string()))?;
    download(&format!("{}.xlsx", cx.t("floating-nav")), XLSX, bytes)
}

/// Every stay of the list, page by page, so that no read lasts long.
async fn every(
    app: &App,
    scope: Scope,
    listed: Listed,
    state: State,
) -> Result<Vec<Floating>, Error> {
    let mut all: Vec<Floating> = Vec::new();
    let mut after = After {
        path: String::new(),
        id: [0; 16],
    };
    while all.len() < MOST {
        let from = after.clone();
        let page = app
            .db
            .read("floating_page", move |tx| {
                Ok(store::list_scoped(tx, scope, listed, state.code(), &from)?)
            })
            .await?;
        let more = page.len() > LINES;
        all.extend(page.into_iter().take(LINES));
        let Some(last) = all.last().filter(|_| more) else {
            break;
        };
        let path = match listed {
            Listed::Out => &last.home_path,
            Listed::In => &last.host_path,
        };
        after = After {
            path: path.clone().unwrap_or_default(),
            id: last.id.0,
        };
    }
    Ok(all)
}

fn cells(cx: &Cx, one: &Floating) -> Vec<String> {
    let nature = Codes::FlowUnitNature.table().name_of(&one.unit_nature);
    let card = match one.has_card {
        true => "floating-card-yes",
        false => "floating-card-no",
    };
    vec![
        one.name.clone(),
        one.home.clone(),
        one.host.clone(),
        one.destination.clone(),
        cx.t(&format!("floating-reason-{}", one.reason)),
        nature.unwrap_or_default().to_owned(),
        one.from_on.to_string(),
        one.expected_until
            .map_or_else(String::new, |day| day.to_string()),
        cx.t(card),
        cx.t(&format!("floating-state-{}", one.state)),
    ]
}
