//! The rectification list by phase, the late items first, its workbook, and a new item.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store::for_form_scoped;
use platform::error::{Error, internal, invalid};
use platform::ids::OrgId;
use platform::sheet::{Cell, Column, Row, Table, write_xlsx};
use platform::web::respond::{download, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, NewItem};
use super::store::{self, LINES};
use super::{EDIT, Line, READ, most_days};
use crate::matter::{MatterId, Phase, pages};
use crate::request::list_pages::short;
use org::Act;
use platform::web::After;
use platform::web::field::{TITLE, WORDS, day, faults, words};

/// The content type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Pages of the list that one workbook holds.
const PAGES: usize = 70;

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, here: String) -> Vec<(String, String)> {
    vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (
            cx.t("rectification-nav"),
            "/staff/rectifications".to_owned(),
        ),
        (here, String::new()),
    ]
}

/// An item as the list shows it.
struct Shown {
    id: MatterId,
    finding: String,
    org: String,
    person: String,
    state: (String, &'static str),
    clock: (String, &'static str),
    due: String,
}

fn shown(cx: &Cx, line: Line) -> Shown {
    let open = matches!(line.state.as_str(), "open" | "offered" | "ruling");
    Shown {
        id: line.id,
        state: (
            cx.t(&format!("rectification-state-{}", line.state)),
            pages::state(cx, &line.state).1,
        ),
        clock: pages::clock(cx, open, line.due()),
        due: line.due().plus_ms(-1).date().to_string(),
        finding: short(&line.finding),
        org: line.org,
        person: line.person,
    }
}

#[derive(askama::Template)]
#[template(path = "rectification_index.html")]
struct Index {
    v: View,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Shown>,
    next: Option<String>,
    phase: &'static str,
    may_edit: bool,
}

/// The list.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let phase = Phase::from_code(&cx.query("phase").unwrap_or_default());
    let after = After::read(&cx);
    let list =
        move |tx: &mut platform::db::Tx<'_>| Ok(store::list_scoped(tx, scope, phase, after)?);
    let mut found = cx.app.db.read("rectifications", list).await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found.last().map(|last| (last.sort_at, last.id));
        let (key, id) = last.unwrap_or((0, MatterId([0; 16])));
        format!(
            "/staff/rectifications?phase={}&after={key}~{id}",
            phase.code()
        )
    });
    let tab = |one: Phase| {
        let href = format!("/staff/rectifications?phase={}", one.code());
        let words = cx.t(&format!("rectification-phase-{}", one.code()));
        (words, href, one == phase)
    };
    let page = Index {
        tabs: Phase::ALL.into_iter().map(tab).collect(),
        lines: found.into_iter().map(|line| shown(&cx, line)).collect(),
        may_edit: cx.may(EDIT).await?,
        v: cx.view().await?,
        phase: phase.code(),
        next,
    };
    cx.page(&page)
}

/// The list of a phase as a workbook, by pages.
///
/// # Errors
/// The database's.
pub async fn export(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let phase = Phase::from_code(&cx.query("phase").unwrap_or_default());
    let mut after = After::read(&cx);
    let mut all = Vec::new();
    for _ in 0..PAGES {
        let list =
            move |tx: &mut platform::db::Tx<'_>| Ok(store::list_scoped(tx, scope, phase, after)?);
        let mut found = cx.app.db.read("rectifications", list).await?;
        let more = found.len() > LINES;
        found.truncate(LINES);
        if let Some(last) = found.last() {
            after = After {
                key: last.sort_at,
                id: last.id.0,
            };
        }
        all.extend(found.into_iter().map(|line| shown(&cx, line)));
        if !more {
            break;
        }
    }
    let heads = ["finding", "unit", "person", "due", "state"];
    let rows = all.into_iter().enumerate().map(|(n, one)| Row {
        number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
        cells: [one.finding, one.org, one.person, one.due, one.state.0]
            .into_iter()
            .map(Cell::Text)
            .collect(),
    });
    let table = Table {
        name: cx.t("rectification-nav"),
        header_row: 1,
        columns: heads
            .iter()
            .map(|head| Column::text(cx.t(&format!("rectification-{head}"))))
            .collect(),
        rows: rows.collect(),
        ..Table::default()
    };
    let bytes = write_xlsx(&[table.fitted()]).map_err(|fault| internal(fault.to_string()))?;
    download(&format!("{}.xlsx", cx.t("rectification-nav")), XLSX, bytes)
}

#[derive(askama::Template)]
#[template(path = "rectification_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    most_days: i64,
}

/// The form of a new item.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let today = cx.app.clock.today();
    let due = cx.app.clock.now().plus_days(30).date();
    let form = Form::filled(
        &cx,
        [("found_on", today.to_string()), ("due_on", due.to_string())],
    );
    form_page(&cx, form, StatusCode::OK).await
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let orgs = cx
        .app
        .db
        .read("orgs_for_form", move |tx| Ok(for_form_scoped(tx, scope)?))
        .await?;
    let page = FormPage {
        crumbs: crumbs(cx, cx.t("rectification-new")),
        orgs: orgs
            .into_iter()
            .map(|(id, name, _)| (id.to_string(), name))
            .collect(),
        most_days: most_days(&cx.app)?,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Writes an item down.
///
/// # Errors
/// The database's.
pub async fn begin(cx: Cx, mut form: Form) -> Answer {
    match begin_from(&cx, &form).await {
        Ok(id) => go_saying(
            &format!("/staff/rectifications/{id}"),
            "flash-rectification-begun",
        ),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn begin_from(cx: &Cx, form: &Form) -> Result<MatterId, Error> {
    let (act, most, new) = (Act::of(cx, EDIT)?, most_days(&cx.app)?, new_item(form)?);
    cx.app
        .db
        .write("begin_rectification", move |tx| {
            change::begin(tx, &act, &new, most)
        })
        .await
}

fn new_item(form: &Form) -> Result<NewItem, Error> {
    let org = form
        .value("org")
        .parse::<OrgId>()
        .map_err(|_| invalid("org", "request-no-such-org"));
    let (unit, source) = (words(form, "unit", TITLE), words(form, "source", TITLE));
    let (finding, wanted) = (words(form, "finding", WORDS), words(form, "wanted", WORDS));
    let (found_on, due_on) = (day(form, "found_on"), day(form, "due_on"));
    match (org, unit, source, finding, wanted, found_on, due_on) {
        (Ok(org), Ok(unit), Ok(source), Ok(finding), Ok(wanted), Ok(found_on), Ok(due_on)) => {
            Ok(NewItem {
                org,
                unit,
                source,
                finding,
                wanted,
                found_on,
                due_on,
            })
        }
        (org, unit, source, finding, wanted, found_on, due_on) => Err(faults([
            org.err(),
            unit.err(),
            source.err(),
            finding.err(),
            wanted.err(),
            found_on.err(),
            due_on.err(),
        ])),
    }
}
