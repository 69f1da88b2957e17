//! The pages of a file of grids: choose it, see what it says, take it or leave it.

use axum::http::StatusCode;
use platform::error::{Error, FieldError, Message, conflict, internal, invalid};
use platform::ids::OrgId;
use platform::sheet::{self, SheetError, write_xlsx};
use platform::web::context::Path;
use platform::web::respond::{download, go, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::export::XLSX;
use super::import::{self, Draft, Stored};
use super::pages::{Acting, acting};
use super::sheet::{Fault, rows, table};
use super::{EDIT, GridId, GridImportId};
use crate::tree::pages::scope;
use crate::tree::place::Place;
use crate::tree::store::find_scoped;

/// Rows a preview shows.
const SHOWN: usize = 30;

#[derive(askama::Template)]
#[template(path = "grid_imports.html")]
struct Index {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    latest: Vec<(String, Stored, String)>,
}

/// Which file, and what came of the last ones.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    index_page(&cx, form, StatusCode::OK).await
}

async fn index_page(cx: &Cx, mut f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let place = Place::at(cx, EDIT, None).await?;
    let latest = cx
        .app
        .db
        .read("grid_imports", move |tx| import::latest(tx, scope))
        .await?;
    let roots = if place.roots.is_empty() {
        vec![place.here.clone()]
    } else {
        place.roots.clone()
    };
    if f.value("org").is_empty() {
        f.set(
            "org",
            cx.query("org").unwrap_or_else(|| roots[0].id.to_string()),
        );
    }
    let page = Index {
        crumbs: crumbs(cx, Vec::new()),
        orgs: roots
            .into_iter()
            .map(|org| (org.id.to_string(), org.full_name))
            .collect(),
        latest: latest
            .into_iter()
            .map(|one| (one.id.to_string(), one.clone(), state(cx, &one)))
            .collect(),
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

fn state(cx: &Cx, stored: &Stored) -> String {
    cx.t(&format!("grid-import-{}", stored.state))
}

fn crumbs(cx: &Cx, more: Vec<(String, String)>) -> Vec<(String, String)> {
    let here = if more.is_empty() {
        String::new()
    } else {
        "/staff/grids/imports".to_owned()
    };
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("grid-nav"), "/staff/grids".to_owned()),
        (cx.t("grid-import"), here),
    ];
    crumbs.extend(more);
    crumbs
}

/// Reads the file and keeps it for its preview.
///
/// # Errors
/// The database's; a file that cannot be read comes back on the page.
pub async fn upload(cx: Cx, mut form: Form) -> Answer {
    match upload_from(&cx, &form).await {
        Ok(id) => go(&format!("/staff/grids/imports/{id}")),
        Err(error) => {
            form.take(error)?;
            index_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn upload_from(cx: &Cx, form: &Form) -> Result<GridImportId, Error> {
    let Acting { scope, act, .. } = acting(cx)?;
    let org = form
        .value("org")
        .parse::<OrgId>()
        .map_err(|_| invalid("org", "grid-choose-org"))?;
    let file = form
        .file("file")
        .ok_or_else(|| invalid("file", "import-file-missing"))?;
    let (name, bytes) = (
        file.name.chars().take(200).collect::<String>(),
        file.bytes.clone(),
    );
    let read = move || sheet::read(&bytes, &sheet::Limits::default());
    let sheet = tokio::task::spawn_blocking(read)
        .await
        .map_err(|error| internal(format!("reading a file: {error}")))?
        .map_err(|fault| refused(&fault))?;
    let (raw, file_faults) = rows(sheet);
    let (id, clock) = (GridImportId::fresh(&cx.app.clock), cx.app.clock.clone());
    cx.app
        .db
        .write("stage_grids", move |tx| {
            let org = find_scoped(tx, scope, org)?;
            let (drafts, faults) =
                import::compare(tx, scope, &org, &raw, || GridId::fresh(&clock))?;
            let mut faults = [file_faults.clone(), faults].concat();
            faults.sort_by_key(|fault| fault.row);
            import::stage(tx, &act, id, &org, &name, (&drafts, &faults))
        })
        .await?;
    Ok(id)
}

fn refused(fault: &SheetError) -> Error {
    let mut message = Message::new(fault.message_key());
    for (name, value) in fault.message_args() {
        message = message.with(name, value);
    }
    Error::Invalid(vec![FieldError {
        field: "file".to_owned(),
        message,
    }])
}

/// The table to be filled in.
///
/// # Errors
/// When it cannot be written, which is a fault of ours.
pub async fn template(cx: Cx) -> Answer {
    let name = cx.t("grid-nav");
    let bytes =
        write_xlsx(&[table(&name, Vec::new())]).map_err(|fault| internal(fault.to_string()))?;
    download("网格模板.xlsx", XLSX, bytes)
}

#[derive(askama::Template)]
#[template(path = "grid_import.html")]
struct Preview {
    v: View,
    crumbs: Vec<(String, String)>,
    stored: Stored,
    state: String,
    new: usize,
    known: usize,
    drafts: Vec<Draft>,
    more: usize,
    faults: Vec<(String, String)>,
}

/// What a file says: how many can be taken, what is wrong and where.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<GridImportId>) -> Answer {
    let scope = scope(&cx, EDIT)?;
    let stored = cx
        .app
        .db
        .read("grid_import", move |tx| import::find(tx, scope, id))
        .await?;
    let (mut drafts, faults) = (stored.drafts()?, stored.faults()?);
    let known = drafts.iter().filter(|draft| draft.known).count();
    let new = drafts.len() - known;
    let more = drafts.len().saturating_sub(SHOWN);
    drafts.truncate(SHOWN);
    cx.page(&Preview {
        crumbs: crumbs(&cx, vec![(stored.file_name.clone(), String::new())]),
        state: state(&cx, &stored),
        new,
        known,
        drafts,
        more,
        faults: faults.iter().map(|fault| words(&cx, fault)).collect(),
        stored,
        v: cx.view().await?,
    })
}

/// A fault's place and what it says.
fn words(cx: &Cx, fault: &Fault) -> (String, String) {
    let place = if fault.row == 0 {
        cx.t("grid-file-whole")
    } else {
        let (row, column) = (fault.row.to_string(), fault.column.clone());
        cx.ta("sheet-place", &[("row", &row), ("column", &column)])
    };
    (place, cx.ta(&fault.key, &[("value", &fault.value)]))
}

/// Takes what can be taken, in slices; a broken one is taken up where it stood.
///
/// # Errors
/// Outside the scope; when it has ended already.
pub async fn commit(cx: Cx, Path(id): Path<GridImportId>) -> Answer {
    let Acting { scope, act, limits } = acting(&cx)?;
    let stored = cx
        .app
        .db
        .read("grid_import", move |tx| import::find(tx, scope, id))
        .await?;
    if stored.state != "preview" {
        return Err(conflict("grid-import-ended"));
    }
    let drafts = stored.drafts()?;
    let mut sum = [0; 3];
    for slice in import::slices(&drafts) {
        let limits = limits.clone();
        let part = cx
            .app
            .db
            .bulk("take_grids", move |tx| {
                import::take(tx, scope, &act, &limits, &slice)
            })
            .await?;
        for (sum, part) in sum.iter_mut().zip(part) {
            *sum += part;
        }
    }
    cx.app
        .db
        .write("end_grid_import", move |tx| {
            let stored = import::find(tx, scope, id)?;
            import::end(tx, &act, &stored, "committed", sum)
        })
        .await?;
    go_saying(&format!("/staff/grids/imports/{id}"), "flash-grid-imported")
}

/// Leaves it.
///
/// # Errors
/// Outside the scope; when it has ended already.
pub async fn cancel(cx: Cx, Path(id): Path<GridImportId>) -> Answer {
    let Acting { scope, act, .. } = acting(&cx)?;
    cx.app
        .db
        .write("end_grid_import", move |tx| {
            let stored = import::find(tx, scope, id)?;
            import::end(tx, &act, &stored, "cancelled", [0; 3])
        })
        .await?;
    go_saying("/staff/grids/imports", "flash-grid-import-cancelled")
}
