//! A member's own pages: asking for a transfer, and where it stands.

use axum::http::StatusCode;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::inward::to_field;
use super::pages::state_tag;
use super::show::{facts, steps};
use super::{State, TransferId, change, forms, store};
use crate::belonging::Act;
use crate::floating::forms::fresh_id;
use crate::floating::register::place;
use crate::moving::rules::rules;

struct Line {
    href: String,
    title: String,
    meta: String,
    tag: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "transfer_mine.html")]
struct Mine {
    v: View,
    lines: Vec<Line>,
    open: bool,
    months: i64,
}

/// One's own transfers.
///
/// # Errors
/// The database's.
pub async fn mine(cx: Cx) -> Answer {
    let person = cx.person()?;
    let found = cx
        .app
        .db
        .read("my_transfers", move |tx| Ok(store::of_person(tx, person)?))
        .await?;
    let page = Mine {
        open: found.iter().any(|one| one.state().is_open()),
        lines: found
            .into_iter()
            .map(|one| Line {
                href: format!("/me/transfers/{}", one.id),
                tag: state_tag(&cx, &one),
                meta: format!("{} · {}", one.from, one.created_at.date()),
                title: one.to,
            })
            .collect(),
        months: rules(&cx.app)?.must_transfer_months,
        v: cx.view().await?,
    };
    cx.page(&page)
}

#[derive(askama::Template)]
#[template(path = "transfer_mine_form.html")]
struct FormPage {
    v: View,
    f: Form,
}

/// The form.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let month = cx.app.clock.today().strftime("%Y-%m").to_string();
    let f = Form::filled(&cx, [("id", fresh_id(&cx)), ("dues_until", month)]);
    let v = cx.view().await?;
    cx.page(&FormPage { v, f })
}

/// Asks for a transfer.
///
/// # Errors
/// The database's.
pub async fn propose(cx: Cx, mut form: Form) -> Answer {
    let (person, typed) = (cx.person()?, form.clone());
    let act = Act::of(person, cx.app.clock.now());
    let done = cx
        .app
        .db
        .write("propose_own_transfer", move |tx| {
            let new = forms::new_transfer(&typed, false)?;
            let to = place(tx, &forms::to(&typed)?).map_err(to_field)?;
            change::propose(tx, act, (person, "member"), &new, &to)
        })
        .await;
    match done {
        Ok(id) => go_saying(&format!("/me/transfers/{id}"), "flash-transfer-proposed"),
        Err(error) => {
            form.take(error)?;
            let (v, f) = (cx.view().await?, form);
            cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { v, f })
        }
    }
}

#[derive(askama::Template)]
#[template(path = "transfer_mine_show.html")]
struct Show {
    v: View,
    f: Form,
    id: TransferId,
    title: String,
    state: (String, &'static str),
    what_next: String,
    steps: Vec<(String, &'static str)>,
    facts: Vec<(String, String)>,
    may_withdraw: bool,
}

/// One's own transfer.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn show(cx: Cx, Path(transfer): Path<TransferId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, transfer, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: TransferId, f: Form, status: StatusCode) -> Answer {
    let person = cx.person()?;
    let one = cx
        .app
        .db
        .point("my_transfer", move |tx| store::find_own(tx, person, id))
        .await?;
    let page = Show {
        what_next: cx.t(&format!("transfer-next-{}", one.state)),
        state: state_tag(cx, &one),
        steps: steps(cx, &one),
        facts: facts(cx, &one),
        may_withdraw: one.state() == State::Proposed,
        title: one.to,
        v: cx.view().await?,
        id,
        f,
    };
    cx.page_with(status, &page)
}

/// Takes one's own proposal back.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn withdraw(cx: Cx, Path(transfer): Path<TransferId>, mut form: Form) -> Answer {
    let person = cx.person()?;
    let act = Act::of(person, cx.app.clock.now());
    let done = cx
        .app
        .db
        .write("withdraw_own_transfer", move |tx| {
            change::withdraw(tx, act, transfer, Some(person), None)
        })
        .await;
    match done {
        Ok(()) => go_saying(
            &format!("/me/transfers/{transfer}"),
            "flash-transfer-withdrawn",
        ),
        Err(error) => {
            form.take(error)?;
            page(&cx, transfer, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
