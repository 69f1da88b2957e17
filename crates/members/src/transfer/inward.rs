//! Asking for a transfer for a member of one's own, and writing a letter down that came from outside.

use axum::http::StatusCode;
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::{TransferId, change, forms};
use crate::floating::forms::fresh_id;
use crate::floating::register::place;
use crate::member::store::{Reach, find_scoped};
use crate::moving::rules::rules;
use crate::moving::{Doing, TRANSFERS_EDIT, crumbs, days_after};
use crate::words::{named_org, places, scope};

#[derive(askama::Template)]
#[template(path = "transfer_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    action: String,
    heading: String,
    lead: String,
    inward: bool,
    org_places: Vec<String>,
}

async fn form_page(
    cx: &Cx,
    f: Form,
    who: Option<(PersonId, String)>,
    status: StatusCode,
) -> Answer {
    let editing = scope(cx, TRANSFERS_EDIT)?;
    let org_places = cx
        .app
        .db
        .read("transfer_places", move |tx| places(tx, editing))
        .await?;
    let inward = who.is_none();
    let (action, heading, lead) = match &who {
        Some((person, name)) => (
            format!("/staff/members/{person}/transfer"),
            cx.ta("transfer-new-of", &[("name", name)]),
            "transfer-new-lead",
        ),
        None => (
            "/staff/transfers/inward".to_owned(),
            cx.t("transfer-inward"),
            "transfer-inward-lead",
        ),
    };
    let page = FormPage {
        crumbs: crumbs(
            cx,
            &[
                (&cx.t("transfer-nav"), "/staff/transfers".to_owned()),
                (&heading, String::new()),
            ],
        ),
        lead: cx.t(lead),
        v: cx.view().await?,
        f,
        action,
        heading,
        inward,
        org_places,
    };
    cx.page_with(status, &page)
}

async fn named(cx: &Cx, member: PersonId) -> Result<(PersonId, String), Error> {
    let editing = scope(cx, TRANSFERS_EDIT)?;
    cx.app
        .db
        .point("transfer_of", move |tx| {
            let stored = find_scoped(tx, editing, member, Reach::Home)?;
            Ok((member, stored.plain().full_name.clone()))
        })
        .await
}

/// The form for a member of one's own.
///
/// # Errors
/// Outside the scope.
pub async fn member_form(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let who = named(&cx, member).await?;
    let month = cx.app.clock.today().strftime("%Y-%m").to_string();
    let form = Form::filled(&cx, [("id", fresh_id(&cx)), ("dues_until", month)]);
    form_page(&cx, form, Some(who), StatusCode::OK).await
}

/// Asks for it.
///
/// # Errors
/// Outside the scope.
pub async fn propose(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    let who = named(&cx, member).await?;
    let (doing, typed) = (Doing::of(&cx, TRANSFERS_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("propose_transfer", move |tx| {
            find_scoped(tx, doing.scope, member, Reach::Home)?;
            let new = forms::new_transfer(&typed, typed.checked("on_paper", "1"))?;
            let to = place(tx, &forms::to(&typed)?).map_err(to_field)?;
            change::propose(tx, doing.act(), (member, "sender"), &new, &to)
        })
        .await;
    match done {
        Ok(id) => proposed(id),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, Some(who), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What a host is elsewhere is the receiver here.
pub(super) fn to_field(error: Error) -> Error {
    match error {
        Error::Invalid(mut fields) => {
            for field in &mut fields {
                "to".clone_into(&mut field.field);
            }
            Error::Invalid(fields)
        }
        other => other,
    }
}

fn proposed(id: TransferId) -> Answer {
    go_saying(&format!("/staff/transfers/{id}"), "flash-transfer-proposed")
}

/// The form for a letter from outside.
///
/// # Errors
/// The database's.
pub async fn inward_form(cx: Cx) -> Answer {
    let today = cx.app.clock.today();
    let until = days_after(today, rules(&cx.app)?.letter_days);
    let form = Form::filled(
        &cx,
        [
            ("id", fresh_id(&cx)),
            ("letter_on", today.to_string()),
            ("valid_until", until.to_string()),
        ],
    );
    form_page(&cx, form, None, StatusCode::OK).await
}

/// Writes it down.
///
/// # Errors
/// The database's.
pub async fn arrive(cx: Cx, mut form: Form) -> Answer {
    let (doing, typed) = (Doing::of(&cx, TRANSFERS_EDIT)?, form.clone());
    let done = cx
        .app
        .db
        .write("arrive_transfer", move |tx| {
            let arrived = forms::arrived(&typed, doing.scope.today)?;
            let org = named_org(tx, doing.scope, typed.value("org"))?;
            change::arrive(tx, &doing, &org, &arrived)
        })
        .await;
    match done {
        Ok(id) => proposed(id),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
