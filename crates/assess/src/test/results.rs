//! A branch's list of results: by name, in stroke or pinyin order, never by score; only for tests
//! its members had to sit, only for the branch itself, with who was excused or waived beside.

use axum::http::StatusCode;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict};
use platform::error::{Error, OrNotFound as _, internal, not_found};
use platform::ids::{OrgId, PersonId};
use platform::sheet::{Cell, Column, ColumnKind, Row as SheetRow, Table, write_xlsx};
use platform::web::context::Path;
use platform::web::respond::{download, go, go_saying};
use platform::web::{Answer, Cx, Form, View};
use platform::{from_row, params, sql};

use super::audience::{Audience, Standing, range_end, young_since};
use super::overview::Place;
use super::reach::Reach;
use super::staff::{self, StaffTest};
use super::{LiveTest, TestId};
use crate::bank::Mark;
use crate::room;

struct Row {
    person: PersonId,
    name: String,
    kind: String,
    young: bool,
    floating: bool,
    secretary: bool,
    sitting: Option<i64>,
    score: Option<i64>,
    full: Option<i64>,
    exemption: Option<String>,
    reason: Option<String>,
}
from_row!(Row {
    person,
    name,
    kind,
    young,
    floating,
    secretary,
    sitting,
    score,
    full,
    exemption,
    reason
});

/// A member on the list.
struct Line {
    person: PersonId,
    name: String,
    words: String,
    score: String,
    /// Score and full marks in hundredths, when they may be known.
    marks: Option<(i64, i64)>,
    exempt: bool,
}

#[derive(askama::Template)]
#[template(path = "test_results.html")]
struct Page {
    v: View,
    f: Form,
    id: TestId,
    title: String,
    branch: Place,
    lines: Vec<Line>,
    released: bool,
    from: String,
    by_stroke: bool,
    crumbs: Vec<(String, String)>,
}

/// The order of names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Stroke,
    Pinyin,
}

impl Order {
    fn of(cx: &Cx) -> Self {
        if cx.query("sort").as_deref() == Some("pinyin") {
            Self::Pinyin
        } else {
            Self::Stroke
        }
    }
}

/// The branch's list.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the branch's own duties, and for tests of free choice.
pub async fn list(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let form = Form::empty(&cx);
    match asked(&cx, id, cx.query("org").as_deref()).await? {
        Some(org) => page(&cx, id, org, form, StatusCode::OK).await,
        None => go(&format!("/staff/tests/{id}")),
    }
}

async fn page(cx: &Cx, id: TestId, org: OrgId, f: Form, status: StatusCode) -> Answer {
    let (test, branch) = branch(cx, id, org).await?;
    let live = room::of(&cx.app).tests.get(id).await?;
    live.stands_at(&test.audience_path);
    let now = cx.app.clock.now();
    let released = live.is_released(now);
    let order = Order::of(cx);
    let lines = lines(cx, &live, &branch, order, now).await?;
    let page = Page {
        id,
        title: test.title.clone(),
        crumbs: vec![
            (cx.t("test-nav"), "/staff/tests".to_owned()),
            (test.title.clone(), format!("/staff/tests/{id}")),
            (branch.name.clone(), String::new()),
        ],
        branch,
        lines,
        released,
        from: live.ends_at().minute_text(),
        by_stroke: order == Order::Stroke,
        f,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

/// The test and the branch, when the names may be shown here to this person.
async fn branch(cx: &Cx, id: TestId, org: OrgId) -> Result<(StaffTest, Place), Error> {
    let (test, reach) = staff::find(cx, id).await?;
    let place = cx
        .app
        .db
        .point("branch", move |tx| {
            let (path,): (String,) = tx
                .opt(sql!("sql/org_path.sql"), params![org])
                .or_not_found()?;
            tx.opt::<Place>(sql!("sql/org_at.sql"), params![path])
                .or_not_found()
        })
        .await?;
    if shows_names(&test, &reach, &place) {
        Ok((test, place))
    } else {
        Err(not_found())
    }
}

/// To the branch itself, of a test its members had to sit.
fn shows_names(test: &StaffTest, reach: &Reach, place: &Place) -> bool {
    let path = place.path.as_str();
    let meant = path.starts_with(&test.audience_path) || test.audience_path.starts_with(path);
    let sat = test.required && test.published_at.is_some();
    sat && meant && place.is_branch() && reach.names(path)
}

/// The branch asked for, or the first that this person keeps the names of; nothing for duties
/// above every branch, who read figures on the test's page.
async fn asked(cx: &Cx, id: TestId, org: Option<&str>) -> Result<Option<OrgId>, Error> {
    if let Some(org) = org.filter(|org| !org.is_empty()) {
        return Ok(Some(org.parse()?));
    }
    let (test, reach) = staff::find(cx, id).await?;
    let paths: Vec<String> = reach.branches().map(str::to_owned).collect();
    let places = cx
        .app
        .db
        .point("own_branches", move |tx| {
            let at = |path| tx.opt::<Place>(sql!("sql/org_at.sql"), params![path]);
            Ok(paths.iter().map(at).collect::<Result<Vec<_>, _>>()?)
        })
        .await?;
    Ok(places
        .into_iter()
        .flatten()
        .find(|place| shows_names(&test, &reach, place))
        .map(|p| p.id))
}

async fn lines(
    cx: &Cx,
    test: &LiveTest,
    branch: &Place,
    order: Order,
    now: Millis,
) -> Result<Vec<Line>, Error> {
    let (id, viewer, today, path) = (
        test.id,
        cx.person()?,
        cx.app.clock.today(),
        branch.path.clone(),
    );
    let rows: Vec<Row> = cx
        .app
        .db
        .point("branch_results", move |tx| {
            let statement = match order {
                Order::Stroke => sql!("sql/results_stroke.sql"),
                Order::Pinyin => sql!("sql/results_pinyin.sql"),
            };
            Ok(tx.all(
                statement,
                params![
                    id,
                    path,
                    range_end(&path),
                    viewer,
                    today,
                    young_since(today)
                ],
            )?)
        })
        .await?;
    let released = test.is_released(now);
    let audience = test.audience();
    let meant = |row: &Row| row.sitting.is_some() || is_meant(&audience, row, &branch.path);
    Ok(rows
        .iter()
        .filter(|row| meant(row))
        .map(|row| line(cx, row, released))
        .collect())
}

fn is_meant(audience: &Audience, row: &Row, path: &str) -> bool {
    audience.includes(&Standing {
        person_no: 0,
        org_no: 0,
        path: path.to_owned(),
        recorded: Some(row.kind.clone()),
        young: row.young,
        floating: row.floating,
        secretary: row.secretary,
    })
}

/// Before the end nobody is told who has not begun yet: only who need not.
fn line(cx: &Cx, row: &Row, released: bool) -> Line {
    let score = row.score.zip(row.full).filter(|_| released);
    let words = match (&row.exemption, score) {
        (Some(kind), _) => {
            let reason = row.reason.clone().unwrap_or_default();
            cx.ta(&format!("test-exempt-{kind}"), &[("reason", &reason)])
        }
        (None, Some(_)) => cx.t("test-result-sat"),
        (None, None) if released => cx.t("test-result-not-sat"),
        (None, None) => String::new(),
    };
    Line {
        person: row.person,
        name: row.name.clone(),
        words,
        score: score.map_or_else(String::new, |(score, full)| {
            format!("{} / {}", Mark(score), Mark(full))
        }),
        marks: score,
        exempt: row.exemption.is_some(),
    }
}

/// The list as a workbook, in the order shown.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`] before the end.
pub async fn export(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let Some(org) = asked(&cx, id, cx.query("org").as_deref()).await? else {
        return go(&format!("/staff/tests/{id}"));
    };
    let (test, branch) = branch(&cx, id, org).await?;
    let live = room::of(&cx.app).tests.get(id).await?;
    let now = cx.app.clock.now();
    if !live.is_released(now) {
        return Err(not_found());
    }
    let lines = lines(&cx, &live, &branch, Order::of(&cx), now).await?;
    let bytes = workbook(&cx, &branch.name, &lines)?;
    let (viewer, path) = (cx.person()?, branch.path.clone());
    cx.app
        .db
        .write("export_results", move |tx| {
            let entry = Entry::new(now, "test.results_export", "test")
                .by(viewer)
                .on(id.0);
            Ok(audit::write(tx, &entry.within(path.clone()))?)
        })
        .await?;
    download(
        &format!("{}-{}.xlsx", test.title, branch.name),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes,
    )
}

/// The lines as they stand on the page: score and full marks as numbers, so that an office can
/// reckon with them.
fn workbook(cx: &Cx, branch: &str, lines: &[Line]) -> Result<Vec<u8>, Error> {
    let mut columns: Vec<Column> = [
        "test-col-name",
        "test-col-result",
        "test-col-score",
        "test-col-full",
    ]
    .iter()
    .map(|key| Column::text(cx.t(key)))
    .collect();
    for column in columns.iter_mut().skip(2) {
        column.kind = ColumnKind::General;
    }
    let number = |mark: Option<i64>| {
        mark.map_or(Cell::Empty, |mark| {
            Cell::Number(f64::from(i32::try_from(mark).unwrap_or(i32::MAX)) / 100.0)
        })
    };
    let rows = (2..).zip(lines).map(|(at, line)| SheetRow {
        number: at,
        cells: vec![
            Cell::text(&line.name),
            Cell::text(&line.words),
            number(line.marks.map(|marks| marks.0)),
            number(line.marks.map(|marks| marks.1)),
        ],
    });
    let table = Table {
        name: sheet_name(branch),
        header_row: 1,
        columns,
        rows: rows.collect(),
        ..Table::default()
    };
    write_xlsx(&[table]).map_err(|error| internal(error.to_string()))
}

/// A branch's name as the name of a sheet, which may be 31 characters long and lacks some signs.
fn sheet_name(branch: &str) -> String {
    let usable = branch
        .chars()
        .filter(|sign| !['[', ']', ':', '*', '?', '/', '\\', '\''].contains(sign));
    usable.take(31).collect()
}

static INSERT_EXEMPTION: InsertMany = InsertMany::new(
    "test_exemption",
    &[
        ("test_id", Kind::Id),
        ("person_id", Kind::Id),
        ("kind", Kind::Text),
        ("reason", Kind::Text),
        ("by_person", Kind::Id),
        ("at", Kind::Int),
    ],
    OnConflict::Replace {
        key: &["test_id", "person_id"],
        columns: &["kind", "reason", "by_person", "at"],
    },
);

/// Excuses a member, or waives the test for them, with the reason.
///
/// # Errors
/// As [`list`]; what is wrong with the fields comes back on the page.
pub async fn exempt(cx: Cx, Path(id): Path<TestId>, mut form: Form) -> Answer {
    let Some(org) = asked(&cx, id, form.some("org")).await? else {
        return go(&format!("/staff/tests/{id}"));
    };
    let (_, branch) = branch(&cx, id, org).await?;
    let person: PersonId = form.value("member").parse()?;
    let live = room::of(&cx.app).tests.get(id).await?;
    let (id, viewer, today, path) = (
        live.id,
        cx.person()?,
        cx.app.clock.today(),
        branch.path.clone(),
    );
    let kind = form.value("kind").to_owned();
    let reason = form.value("reason").to_owned();
    if !["excused", "waived"].contains(&kind.as_str()) {
        form.fail_key("kind", "test-exempt-choose");
    }
    if reason.is_empty() || reason.chars().count() > 200 {
        form.fail_key("reason", "test-exempt-why");
    }
    if form.has_errors() {
        return page(&cx, id, org, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let now = cx.app.clock.now();
    cx.app
        .db
        .write("exempt", move |tx| {
            let rows: Vec<Row> = tx.all(
                sql!("sql/results_stroke.sql"),
                params![
                    id,
                    path,
                    range_end(&path),
                    viewer,
                    today,
                    young_since(today)
                ],
            )?;
            if !rows.iter().any(|row| row.person == person) {
                return Err(not_found());
            }
            let row = params![id, person, kind, reason, viewer, now].to_vec();
            tx.insert_many(&INSERT_EXEMPTION, &[row])?;
            let entry = Entry::new(now, "test.exempt", "test")
                .by(viewer)
                .on(id.0)
                .about(person);
            audit::write(tx, &entry.within(path.clone()).because(reason.clone()))?;
            Ok(())
        })
        .await?;
    go_saying(
        &format!("/staff/tests/{id}/results?org={org}"),
        "flash-saved",
    )
}
