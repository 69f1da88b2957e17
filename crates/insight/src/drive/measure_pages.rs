//! A measure for whoever does it: what happened so far, and a line more.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change;
use super::pages::crumbs;
use super::{Drive, Evidence, Goal, Measure, MeasureId, REPORT, forms, store};
use org::Act;

#[derive(askama::Template)]
#[template(path = "drive_measure.html")]
struct Show {
    v: View,
    f: Form,
    drive: Drive,
    goal: Goal,
    measure: Measure,
    crumbs: Vec<(String, String)>,
    evidence: Vec<Evidence>,
    open: bool,
}

/// A measure.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(measure): Path<MeasureId>) -> Answer {
    let today = cx.app.clock.today().to_string();
    let form = Form::filled(&cx, [("happened_on", today)]);
    page(&cx, measure, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: MeasureId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, REPORT)?;
    let (measure, drive, goal, evidence) = cx
        .app
        .db
        .read("drive_measure", move |tx| {
            let measure = store::find_measure(tx, scope, id)?;
            let (drive, goal) = store::above_measure(tx, &measure)?;
            let evidence = store::evidence(tx, id)?;
            Ok((measure, drive, goal, evidence))
        })
        .await?;
    let way = [
        (drive.title.clone(), format!("/staff/drives/{}", drive.id)),
        (cx.t("drive-measure"), String::new()),
    ];
    let page = Show {
        crumbs: crumbs(cx, &way),
        open: drive.closed_at.is_none(),
        v: cx.view().await?,
        f,
        drive,
        goal,
        measure,
        evidence,
    };
    cx.page_with(status, &page)
}

/// Writes down what happened.
///
/// # Errors
/// Outside the scope.
pub async fn give_evidence(cx: Cx, Path(measure): Path<MeasureId>, mut form: Form) -> Answer {
    let act = Act::of(&cx, REPORT)?;
    let done: Result<(), Error> = match forms::evidence(&form) {
        Err(error) => Err(error),
        Ok((day, words)) => {
            cx.app
                .db
                .write("give_evidence", move |tx| {
                    change::give_evidence(tx, &act, measure, day, &words).map(|_| ())
                })
                .await
        }
    };
    match done {
        Ok(()) => go_saying(&format!("/staff/measures/{measure}"), "flash-drive-told"),
        Err(error) => {
            form.take(error)?;
            page(&cx, measure, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
