//! The list of those one is out of touch with, one of them, and a new entry.

use axum::http::StatusCode;
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::{Lost, LostId, change, store};
use crate::member::store::{Reach, find_scoped as find_member};
use crate::moving::rules::rules;
use crate::moving::{After, Doing, FLOATING_EDIT, FLOATING_READ, crumbs, months_before, next_page};
use crate::words::scope;
use platform::web::field::{Faults, WORDS, past_day, words};

struct Line {
    href: String,
    name: String,
    org: String,
    since: String,
    tried: String,
    long: bool,
}

#[derive(askama::Template)]
#[template(path = "lost_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    lines: Vec<Line>,
    next: Option<String>,
    may_edit: bool,
    months: i64,
}

/// Those one is out of touch with.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (scope, after) = (scope(&cx, FLOATING_READ)?, After::read(&cx));
    let mut found = cx
        .app
        .db
        .read("lost", move |tx| Ok(store::list_scoped(tx, scope, &after)?))
        .await?;
    let next = next_page(&mut found, "/staff/lost", |one| {
        (one.path.clone(), one.id.to_string())
    });
    let months = rules(&cx.app)?.lost_months;
    let before = months_before(cx.app.clock.today(), months);
    let lines = found
        .into_iter()
        .map(|one| Line {
            href: format!("/staff/lost/{}", one.id),
            long: one.since_on <= before,
            since: one.since_on.to_string(),
            tried: one
                .tried_on
                .map_or_else(|| cx.t("lost-not-tried"), |day| day.to_string()),
            name: one.name,
            org: one.org_name,
        })
        .collect();
    let page = Index {
        crumbs: way(&cx, &cx.t("lost-nav"), false),
        may_edit: cx.may(FLOATING_EDIT).await?,
        v: cx.view().await?,
        lines,
        next,
        months,
    };
    cx.page(&page)
}

fn way(cx: &Cx, last: &str, below: bool) -> Vec<(String, String)> {
    let floating = cx.t("floating-nav");
    let lost = cx.t("lost-nav");
    let mut rest = vec![(floating.as_str(), "/staff/floating".to_owned())];
    if below {
        rest.push((lost.as_str(), "/staff/lost".to_owned()));
    }
    rest.push((last, String::new()));
    crumbs(cx, &rest)
}

#[derive(askama::Template)]
#[template(path = "lost_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    lost: Lost,
    tried: Vec<(String, String)>,
    allowed: Option<String>,
    may_edit: bool,
    today: String,
}

/// One of them: since when, what was tried.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(lost): Path<LostId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, lost, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: LostId, f: Form, status: StatusCode) -> Answer {
    let reading = scope(cx, FLOATING_READ)?;
    let (lost, tried) = cx
        .app
        .db
        .read("lost_show", move |tx| {
            let lost = store::find_scoped(tx, reading, id)?;
            Ok((lost, store::tried(tx, id)?))
        })
        .await?;
    let today = cx.app.clock.today();
    let months = rules(&cx.app)?.lost_months;
    let long = lost.closed_on.is_none() && lost.since_on <= months_before(today, months);
    let page = Show {
        crumbs: way(cx, &lost.name, true),
        tried: tried
            .into_iter()
            .map(|one| (one.words, format!("{} · {}", one.on_day, one.entered_by)))
            .collect(),
        allowed: long.then(|| cx.ta("lost-allowed", &[("months", &months)])),
        may_edit: lost.closed_on.is_none() && cx.may(FLOATING_EDIT).await?,
        today: today.to_string(),
        v: cx.view().await?,
        f,
        lost,
    };
    cx.page_with(status, &page)
}

#[derive(askama::Template)]
#[template(path = "lost_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    member: PersonId,
    name: String,
}

async fn form_page(cx: &Cx, member: PersonId, f: Form, status: StatusCode) -> Answer {
    let editing = scope(cx, FLOATING_EDIT)?;
    let name = cx
        .app
        .db
        .point("lost_of", move |tx| {
            let stored = find_member(tx, editing, member, Reach::Home)?;
            Ok(stored.plain().full_name.clone())
        })
        .await?;
    let page = FormPage {
        crumbs: way(cx, &cx.t("lost-new"), true),
        v: cx.view().await?,
        f,
        member,
        name,
    };
    cx.page_with(status, &page)
}

/// The form of a new entry.
///
/// # Errors
/// Outside the scope.
pub async fn new_form(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let form = Form::empty(&cx);
    form_page(&cx, member, form, StatusCode::OK).await
}

/// Says that one has lost touch with a member.
///
/// # Errors
/// Outside the scope.
pub async fn open(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("open_lost", move |tx| {
            find_member(tx, doing.scope, member, Reach::Home)?;
            let mut faults = Faults::default();
            let today = doing.scope.today;
            let since = faults.or(past_day(&typed, "since_on", today), today);
            let tried = faults.keep(words(&typed, "tried", WORDS));
            let (since, tried) = faults.done((since, tried))?;
            change::open(tx, doing.act(), member, since, &tried)
        })
        .await;
    match done {
        Ok(id) => go_saying(&format!("/staff/lost/{id}"), "flash-lost-opened"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, member, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Writes down what else was tried.
///
/// # Errors
/// Outside the scope.
pub async fn add_try(cx: Cx, Path(lost): Path<LostId>, form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("try_lost", move |tx| {
            store::find_scoped(tx, doing.scope, lost)?;
            let mut faults = Faults::default();
            let today = doing.scope.today;
            let on = faults.or(past_day(&typed, "on", today), today);
            let tried = faults.keep(words(&typed, "tried", WORDS));
            let (on, tried) = faults.done((on, tried))?;
            change::tried(tx, &doing, lost, (on, &tried))
        })
        .await;
    done_with(&cx, lost, form, done, "flash-saved").await
}

/// Says that somebody was found.
///
/// # Errors
/// Outside the scope.
pub async fn found(cx: Cx, Path(lost): Path<LostId>, form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, FLOATING_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("found_lost", move |tx| {
            store::find_scoped(tx, doing.scope, lost)?;
            change::found(tx, &doing, lost, &words(&typed, "words", WORDS)?)
        })
        .await;
    done_with(&cx, lost, form, done, "flash-lost-found").await
}

async fn done_with(
    cx: &Cx,
    lost: LostId,
    mut form: Form,
    done: Result<(), Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/lost/{lost}"), said),
        Err(error) => {
            form.take(error)?;
            page(cx, lost, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
