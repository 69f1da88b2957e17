//! Bringing a roster: the list, the upload, the preview with its faults, the decision, the way back.

use std::time::Duration;

use axum::http::StatusCode;
use org::tree::store::{Scope, find_scoped as find_org, roots_scoped};
use platform::app::App;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, internal, invalid};
use platform::ids::{OrgId, PersonId};
use platform::web::context::Path;
use platform::web::respond::{download, go, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::run::limits_of_a_page;
use super::show::show_page;
use super::stage::blocking;
use super::staged::{Head, StagedRow, open};
use super::store;
use super::work::{Way, decide, is_done};
use super::{Import, ImportId, Request, failed, stage};
use crate::roster::{template, with_reasons};
use crate::words::{named_org, scope};

/// Rows with faults on a page.
const PAGE: usize = 50;
/// How long an answer waits for work that goes on without it.
const PATIENCE: Duration = Duration::from_secs(6);
/// A workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An import in the list.
pub(super) struct Line {
    pub(super) id: ImportId,
    pub(super) file: String,
    pub(super) org: String,
    pub(super) state: String,
    pub(super) tag: &'static str,
    pub(super) by: String,
    pub(super) at: String,
}

#[derive(askama::Template)]
#[template(path = "import_index.html")]
struct Index {
    v: View,
    f: Form,
    lines: Vec<Line>,
    next: Option<String>,
    /// Whether branches that are missing may be created.
    may_create: bool,
}

pub(super) fn line(cx: &Cx, import: &Import) -> Line {
    let tag = match import.state.as_str() {
        _ if import.failure.is_some() => "red",
        "committed" => "ok",
        "preview" | "refused" => "warn",
        "cancelled" | "undone" => "",
        _ => "info",
    };
    Line {
        id: import.id,
        file: import.file_name.clone(),
        org: import.org_name.clone(),
        state: match import.failure {
            Some(_) => cx.t("import-state-failed"),
            None => cx.t(&format!("import-state-{}", import.state)),
        },
        tag,
        by: import
            .created_by_name
            .clone()
            .unwrap_or_else(|| cx.t("import-by-operator")),
        at: import.created_at.minute_text(),
    }
}

/// The imports within the scope, and a form for another.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, "members.import")?;
    let roots = cx
        .app
        .db
        .point("import_roots", move |tx| Ok(roots_scoped(tx, scope)?))
        .await?;
    let mut form = Form::empty(&cx);
    if let [only] = roots.as_slice() {
        form.set("org", only.full_name.clone());
    }
    index_page(&cx, form, StatusCode::OK).await
}

async fn index_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, "members.import")?;
    let before = cx
        .query("before")
        .and_then(|text| text.parse().ok())
        .unwrap_or(i64::MAX);
    let mut found = cx
        .app
        .db
        .read("imports", move |tx| {
            Ok(store::list_scoped(tx, scope, Millis(before))?)
        })
        .await?;
    let next = (found.len() > PAGE).then(|| {
        found.truncate(PAGE);
        let last = found.last().map_or(0, |import| import.created_at.0);
        format!("/staff/imports?before={last}")
    });
    cx.page_with(
        status,
        &Index {
            lines: found.iter().map(|import| line(cx, import)).collect(),
            next,
            may_create: cx.may("org.edit").await?,
            v: cx.view().await?,
            f,
        },
    )
}

/// The empty workbook to fill in.
///
/// # Errors
/// When it cannot be written.
pub async fn blank(cx: Cx) -> Answer {
    let bytes = blocking(|| template().map_err(|error| internal(error.to_string()))).await?;
    download(
        &format!("{}.xlsx", cx.t("import-template-name")),
        XLSX,
        bytes,
    )
}

/// Checks an uploaded file and shows what is in it. Nothing is taken in yet.
///
/// # Errors
/// Outside the scope.
pub async fn upload(cx: Cx, mut form: Form) -> Answer {
    match upload_from(&cx, &form).await {
        Ok(id) => go(&format!("/staff/imports/{id}")),
        Err(Error::NotFound) => {
            form.fail_key("org", "member-no-such-org");
            index_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => {
            form.take(error)?;
            index_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn upload_from(cx: &Cx, form: &Form) -> Result<ImportId, Error> {
    let scope = scope(cx, "members.import")?;
    let file = form
        .file("file")
        .ok_or_else(|| invalid("file", "import-file-missing"))?;
    let typed = form.value("org").to_owned();
    let create_orgs = form.checked("create_orgs", "1");
    let org = cx
        .app
        .db
        .point("import_org", move |tx| {
            let org = named_org(tx, scope, &typed)?;
            if create_orgs {
                may_create(tx, scope, org.id)?;
            }
            Ok(org)
        })
        .await?;
    let request = Request {
        org: org.id,
        file_name: file.name.clone(),
        bytes: file.bytes.clone(),
        create_orgs,
        by: Some(scope.person),
        limits: limits_of_a_page(&cx.app).await?,
    };
    stage(&cx.app, request).await
}

/// New branches are an organisation's own business: they take the duty of changing it.
fn may_create(tx: &mut Tx<'_>, scope: Scope, org: OrgId) -> Result<(), Error> {
    let scope = Scope {
        permission: "org.edit",
        ..scope
    };
    match find_org(tx, scope, org) {
        Ok(_) => Ok(()),
        Err(Error::NotFound) => Err(invalid("create_orgs", "import-create-orgs-needs-duty")),
        Err(error) => Err(error),
    }
}

/// The same workbook with a last column of reasons and the wrong cells in red. After an import
/// was taken in, only the rows that were kept out.
///
/// # Errors
/// Outside the scope.
pub async fn reasons(cx: Cx, Path(import): Path<ImportId>) -> Answer {
    let scope = scope(&cx, "members.import")?;
    let found = cx
        .app
        .db
        .point("import_file", move |tx| {
            store::find_scoped(tx, scope, import)
        })
        .await?;
    let (head, rows) = every_row(&cx.app, import).await?;
    note_returned(&cx, found.clone(), rows.len()).await?;
    let locale = cx.locale;
    let bytes = blocking(move || {
        let (rows, checked): (Vec<_>, Vec<_>) =
            rows.into_iter().map(|one| (one.row, one.checked)).unzip();
        with_reasons(&head.sheet(rows), &checked, locale)
            .map_err(|error| internal(error.to_string()))
    })
    .await?;
    let stem = found
        .file_name
        .rsplit_once('.')
        .map_or(found.file_name.as_str(), |(stem, _)| stem);
    let name = cx.ta("import-reasons-name", &[("file", &stem)]);
    download(&format!("{name}.xlsx"), XLSX, bytes)
}

/// The workbook holds numbers in full: that it was handed out is noted first.
async fn note_returned(cx: &Cx, import: Import, count: usize) -> Result<(), Error> {
    let (by, now) = (cx.person()?, cx.app.clock.now());
    cx.app
        .db
        .write("note_returned", move |tx| {
            let detail = serde_json::json!({ "count": count });
            store::note(tx, "member.import_reasons", &import, Some(by), detail, now)
        })
        .await
}

/// Every row that still has its papers, a slice at a time.
async fn every_row(app: &App, id: ImportId) -> Result<(Head, Vec<StagedRow>), Error> {
    /// Rows read at a time.
    const AT_ONCE: usize = 1_000;
    let head = app
        .db
        .point("import_head", move |tx| store::head(tx, id))
        .await?;
    let head: Head = open(&app.sealer, "head", id, 0, &head)?;
    let (mut staged, mut after) = (Vec::new(), 0);
    loop {
        let rows = app
            .db
            .read("import_rows", move |tx| {
                Ok(store::rows(tx, id, after, AT_ONCE)?)
            })
            .await?;
        let Some(last) = rows.last() else {
            return Ok((head, staged));
        };
        after = last.number;
        for row in rows.iter().filter(|row| !row.payload.is_empty()) {
            staged.push(open(&app.sealer, "payload", id, row.number, &row.payload)?);
        }
    }
}

/// Takes in the rows that passed. The work goes on when the answer does not wait for it.
///
/// # Errors
/// Outside the scope.
pub async fn take_in(cx: Cx, Path(import): Path<ImportId>, form: Form) -> Answer {
    decided(&cx, Way::In, import, form).await
}

/// Takes an import back.
///
/// # Errors
/// Outside the scope.
pub async fn take_back(cx: Cx, Path(import): Path<ImportId>, form: Form) -> Answer {
    decided(&cx, Way::Back, import, form).await
}

async fn decided(cx: &Cx, way: Way, id: ImportId, mut form: Form) -> Answer {
    let by = judged(cx, id).await?;
    let page = format!("/staff/imports/{id}");
    match decide(&cx.app, way, id, Some(by)).await {
        Ok(()) if is_done(&cx.app, way, id, PATIENCE).await? => go_saying(&page, way.said()),
        Ok(()) => go(&page),
        Err(error) => {
            form.take(error)?;
            show_page(cx, id, form, StatusCode::CONFLICT).await
        }
    }
}

async fn judged(cx: &Cx, import: ImportId) -> Result<PersonId, Error> {
    let scope = scope(cx, "members.import")?;
    cx.app
        .db
        .point("import_judged", move |tx| {
            store::find_scoped(tx, scope, import)
        })
        .await?;
    Ok(scope.person)
}

/// Goes on with an import that stands still.
///
/// # Errors
/// Outside the scope.
pub async fn retry(cx: Cx, Path(import): Path<ImportId>, mut form: Form) -> Answer {
    let by = judged(&cx, import).await?;
    let page = format!("/staff/imports/{import}");
    match failed::retry(&cx.app, import, by).await {
        Ok(way) => match is_done(&cx.app, way, import, PATIENCE).await? {
            true => go_saying(&page, way.said()),
            false => go(&page),
        },
        Err(error) => {
            form.take(error)?;
            show_page(&cx, import, form, StatusCode::CONFLICT).await
        }
    }
}

/// Gives up an import: one that nothing was written of, or one that stands still, which is taken
/// back.
///
/// # Errors
/// Outside the scope.
pub async fn give_up(cx: Cx, Path(import): Path<ImportId>, mut form: Form) -> Answer {
    match give_up_from(&cx, import).await {
        Ok(answer) => Ok(answer),
        Err(error) => {
            form.take(error)?;
            show_page(&cx, import, form, StatusCode::CONFLICT).await
        }
    }
}

async fn give_up_from(cx: &Cx, import: ImportId) -> Answer {
    let scope = scope(cx, "members.import")?;
    let now = cx.app.clock.now();
    let found = cx
        .app
        .db
        .point("import_judged", move |tx| {
            store::find_scoped(tx, scope, import)
        })
        .await?;
    if found.failure.is_some() {
        failed::take_back(&cx.app, import, scope.person).await?;
        return match is_done(&cx.app, Way::Back, import, PATIENCE).await? {
            true => go_saying("/staff/imports", Way::Back.said()),
            false => go(&format!("/staff/imports/{import}")),
        };
    }
    cx.app
        .db
        .write("import_cancel", move |tx| {
            store::cancel(tx, scope, import, now)
        })
        .await?;
    go_saying("/staff/imports", "flash-import-cancelled")
}
