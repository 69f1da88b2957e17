//! A goal for whoever leads the drive: its measures, a new one, and the verdict.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change;
use super::pages::crumbs;
use super::{Drive, EDIT, Goal, GoalId, Measure, Review, Verdict, forms, store};
use org::Act;

#[derive(askama::Template)]
#[template(path = "drive_goal.html")]
struct Show {
    v: View,
    f: Form,
    drive: Drive,
    goal: Goal,
    crumbs: Vec<(String, String)>,
    measures: Vec<Measure>,
    reviews: Vec<(Verdict, Review)>,
    verdicts: Vec<(String, String)>,
    open: bool,
}

/// A goal.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(goal): Path<GoalId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, goal, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: GoalId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let (drive, goal, mut measures, reviews) = cx
        .app
        .db
        .read("drive_goal", move |tx| {
            let (drive, goal) = store::find_goal(tx, scope, id)?;
            let measures = store::measures(tx, drive.id)?;
            Ok((drive, goal, measures, store::reviews(tx, id)?))
        })
        .await?;
    measures.retain(|one| one.goal == id);
    let way = [
        (drive.title.clone(), format!("/staff/drives/{}", drive.id)),
        (cx.ta("drive-goal-no", &[("no", &goal.no)]), String::new()),
    ];
    let verdicts = Verdict::ALL.iter();
    let page = Show {
        crumbs: crumbs(cx, &way),
        verdicts: verdicts
            .map(|one| (one.code().to_owned(), cx.t(one.key())))
            .collect(),
        reviews: reviews
            .into_iter()
            .filter_map(|review| Some((review.verdict()?, review)))
            .collect(),
        open: drive.closed_at.is_none(),
        v: cx.view().await?,
        f,
        drive,
        goal,
        measures,
    };
    cx.page_with(status, &page)
}

/// Adds a measure.
///
/// # Errors
/// Outside the scope.
pub async fn add_measure(cx: Cx, Path(goal): Path<GoalId>, form: Form) -> Answer {
    let act = Act::of(&cx, EDIT)?;
    let done = match forms::new_measure(&form) {
        Err(error) => Err(error),
        Ok(new) => {
            cx.app
                .db
                .write("add_measure", move |tx| {
                    change::add_measure(tx, &act, goal, &new)
                })
                .await
        }
    };
    answer(&cx, goal, form, done.map(|_| ()), "flash-drive-measure").await
}

/// Judges a goal.
///
/// # Errors
/// Outside the scope.
pub async fn review(cx: Cx, Path(goal): Path<GoalId>, form: Form) -> Answer {
    let act = Act::of(&cx, EDIT)?;
    let done = match forms::review(&form) {
        Err(error) => Err(error),
        Ok((verdict, words)) => {
            cx.app
                .db
                .write("review_goal", move |tx| {
                    change::review(tx, &act, goal, verdict, &words)
                })
                .await
        }
    };
    answer(&cx, goal, form, done, "flash-drive-reviewed").await
}

async fn answer(
    cx: &Cx,
    goal: GoalId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/goals/{goal}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, goal, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
