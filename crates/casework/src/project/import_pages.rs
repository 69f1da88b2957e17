//! Measurements from a file: looked at first, kept when somebody has seen what was read.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::i18n::say_message;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::import::{self, Looked};
use super::pages::crumbs;
use super::{EDIT, Project, ProjectId, change, store, value};
use org::Act;

/// Lines of a preview.
const LINES: usize = 20;

/// What was read of a file.
struct Preview {
    count: usize,
    lines: Vec<(String, String, String)>,
    faults: Vec<(u32, String)>,
    carried: String,
}

#[derive(askama::Template)]
#[template(path = "project_import.html")]
struct Page {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    project: Project,
    preview: Option<Preview>,
    most: i64,
}

/// The form for a file.
///
/// # Errors
/// Outside the scope.
pub async fn form(cx: Cx, Path(project): Path<ProjectId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, project, form, StatusCode::OK, None).await
}

async fn page(
    cx: &Cx,
    id: ProjectId,
    f: Form,
    status: StatusCode,
    preview: Option<Preview>,
) -> Answer {
    let scope = scope(cx, EDIT)?;
    let find = move |tx: &mut platform::db::Tx<'_>| store::find_scoped(tx, scope, id);
    let project = cx.app.db.read("project", find).await?;
    let here = format!("/staff/projects/{id}");
    let page = Page {
        crumbs: crumbs(
            cx,
            &[
                (project.title.clone(), here),
                (cx.t("project-import"), String::new()),
            ],
        ),
        most: most(cx)?,
        v: cx.view().await?,
        project,
        preview,
        f,
    };
    cx.page_with(status, &page)
}

/// The most measurements of a file.
fn most(cx: &Cx) -> Result<i64, Error> {
    cx.app
        .rules
        .now()
        .int("projects.rows", cx.app.clock.today())
}

fn preview(cx: &Cx, looked: &Looked) -> Preview {
    Preview {
        count: looked.measured.len(),
        lines: looked
            .measured
            .iter()
            .take(LINES)
            .map(|one| {
                (
                    one.on.to_string(),
                    value::shown(one.value),
                    one.source.clone(),
                )
            })
            .collect(),
        faults: looked
            .faults
            .iter()
            .map(|one| (one.row, say_message(cx.locale, &one.message)))
            .collect(),
        carried: import::carried(&looked.measured),
    }
}

/// Looks at a file and shows what it holds, or keeps what was shown.
///
/// # Errors
/// Outside the scope.
pub async fn take(cx: Cx, Path(id): Path<ProjectId>, mut form: Form) -> Answer {
    let today = cx.app.clock.today();
    let most = usize::try_from(most(&cx)?).unwrap_or(0);
    let keep = form.value("keep") == "1";
    let bytes = match (keep, form.file("file")) {
        (true, _) => form.raw("carried").as_bytes().to_vec(),
        (false, Some(file)) => file.bytes.to_vec(),
        (false, None) => {
            form.take(invalid("file", "import-file-missing"))?;
            return page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
        }
    };
    let looked = match import::look(&bytes, today, most) {
        Ok(looked) => looked,
        Err(refused) => {
            form.fail("file", &refused.message());
            return page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
        }
    };
    if !keep || !looked.faults.is_empty() {
        let status = if looked.faults.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let shown = preview(&cx, &looked);
        return page(&cx, id, form, status, Some(shown)).await;
    }
    let act = Act::of(&cx, EDIT)?;
    let kept = cx
        .app
        .db
        .write("import_measurements", move |tx| {
            change::measure(tx, &act, id, &looked.measured)
        })
        .await;
    match kept {
        Ok(()) => go_saying(&format!("/staff/projects/{id}"), "flash-project-imported"),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
    }
}
