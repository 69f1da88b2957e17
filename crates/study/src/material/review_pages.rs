//! Pages of a reviewer: what waits, and one version with the verdict's form.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::notes;
use super::reading::Shown;
use super::store::{self, After, LINES, Reviewed};
use super::{Material, MaterialId, State, Verdict, Version, review};

/// The permission of whoever reviews.
pub const REVIEW: &str = "materials.review";

#[derive(askama::Template)]
#[template(path = "review_index.html")]
struct Index {
    v: View,
    lines: Vec<Material>,
    next: Option<String>,
}

/// What waits for review.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, REVIEW)?;
    let after = After::read(cx.query("after").as_deref());
    let mut lines = cx
        .app
        .db
        .read("reviews_waiting", move |tx| {
            Ok(store::list_scoped(
                tx,
                scope,
                Some(State::InReview),
                "",
                after,
            )?)
        })
        .await?;
    let shown = usize::try_from(LINES).unwrap_or(30);
    let next = (lines.len() > shown).then(|| {
        lines.truncate(shown);
        let last = lines
            .last()
            .map(|m| {
                After {
                    at: m.created_at,
                    id: m.id.0,
                }
                .text()
            })
            .unwrap_or_default();
        format!("/staff/reviews?after={last}")
    });
    cx.page(&Index {
        v: cx.view().await?,
        lines,
        next,
    })
}

#[derive(askama::Template)]
#[template(path = "review_form.html")]
struct ReviewPage {
    v: View,
    f: Form,
    material: Material,
    version: Version,
    shown: Shown,
    notes: Vec<String>,
    verdicts: Vec<(String, String, String)>,
    reviews: Vec<(Reviewed, String)>,
    /// Whether the reader may decide: it waits, and they wrote none of it.
    open: bool,
    own: bool,
}

/// A version to be judged.
///
/// # Errors
/// Outside the scope.
pub async fn form(cx: Cx, Path((id, number)): Path<(MaterialId, i64)>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, number, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: MaterialId, number: i64, f: Form, status: StatusCode) -> Answer {
    let (scope, person) = (scope(cx, REVIEW)?, cx.person()?);
    let (material, version, pages, reviews, own) = cx
        .app
        .db
        .read("review_form", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            let version = store::version(tx, id, number)?;
            let pages = store::pages(tx, version.id)?;
            let own = store::wrote_any(tx, id, person)?;
            Ok((material, version, pages, store::reviews(tx, id)?, own))
        })
        .await?;
    let verdicts = Verdict::ALL
        .iter()
        .map(|verdict| {
            let words = cx.t(&format!("material-verdict-{}", verdict.code()));
            let hint = cx.t(&format!("material-verdict-{}-hint", verdict.code()));
            (verdict.code().to_owned(), words, hint)
        })
        .collect();
    let reviews = reviews
        .into_iter()
        .map(|one| {
            let words = cx.t(&format!("material-verdict-{}", one.verdict.code()));
            (one, words)
        })
        .collect();
    let shown = ReviewPage {
        open: material.state == State::InReview && material.number == number && !own,
        shown: Shown::whole(cx, &version, &pages),
        notes: notes(cx, &version),
        v: cx.view().await?,
        f,
        material,
        version,
        verdicts,
        reviews,
        own,
    };
    cx.page_with(status, &shown)
}

/// The verdict.
///
/// # Errors
/// Outside the scope.
pub async fn decide(cx: Cx, Path((id, number)): Path<(MaterialId, i64)>, mut form: Form) -> Answer {
    match decide_from(&cx, id, number, &form).await {
        Ok(()) => go_saying("/staff/reviews", "flash-material-reviewed"),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, number, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn decide_from(cx: &Cx, id: MaterialId, number: i64, form: &Form) -> Result<(), Error> {
    let verdict = Verdict::from_code(form.value("verdict"))
        .ok_or_else(|| invalid("verdict", "error-required"))?;
    let reason = form.value("reason").to_owned();
    let (scope, by, now) = (scope(cx, REVIEW)?, cx.person()?, cx.app.clock.now());
    cx.app
        .db
        .write("review_material", move |tx| {
            let material = store::find_scoped(tx, scope, id)?;
            review(tx, &material, number, (verdict, &reason), by, now)
        })
        .await
}
