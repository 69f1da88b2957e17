//! The page behind a one-time link for staff.

use axum::http::StatusCode;

use super::accept::by_secret;
use super::setup_pages::LinkUsed;
use super::{Kind, Open, accept_staff_link};
use crate::error::Error;
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/join.html")]
struct Join {
    v: View,
    f: Form,
    secret: String,
    name: String,
}

/// An account name and a password, please.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx, Path(secret): Path<String>) -> Answer {
    match by_secret(&cx, &secret, Kind::StaffLink).await? {
        Some(open) => {
            let mut f = Form::empty(&cx);
            f.set("login", suggested(&cx, &open).await?);
            let name = open.name.unwrap_or_default();
            cx.page(&Join {
                v: cx.plain_view(),
                f,
                secret,
                name,
            })
        }
        None => used(&cx),
    }
}

/// The account name somebody has already, coming back by a new link.
async fn suggested(cx: &Cx, open: &Open) -> Result<String, Error> {
    let Some(person) = open.person else {
        return Ok(String::new());
    };
    let known = cx
        .app
        .db
        .point("invited", move |tx| {
            Ok(crate::auth::account::by_person(tx, person)?)
        })
        .await?;
    Ok(known.and_then(|known| known.login_name).unwrap_or_default())
}

/// Comes in.
///
/// # Errors
/// The database's.
pub async fn submit(cx: Cx, Path(secret): Path<String>, mut f: Form) -> Answer {
    let Some(open) = by_secret(&cx, &secret, Kind::StaffLink).await? else {
        return used(&cx);
    };
    if f.raw("password") != f.raw("again") {
        f.fail_key("again", "error-password-again");
    }
    if !f.has_errors() {
        match accept_staff_link(&cx, &open, f.value("login"), f.raw("password")).await {
            Ok(arrival) => {
                let mut response = go_saying("/staff", "flash-joined")?;
                arrival.hand_out(&cx.app, &mut response)?;
                return Ok(response);
            }
            Err(error) => f.take(error)?,
        }
    }
    f.forget("password");
    f.forget("again");
    let name = open.name.unwrap_or_default();
    cx.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &Join {
            v: cx.plain_view(),
            f,
            secret,
            name,
        },
    )
}

fn used(cx: &Cx) -> Answer {
    let words = cx.t("error-link-used");
    cx.page_with(
        StatusCode::NOT_FOUND,
        &LinkUsed {
            v: cx.plain_view(),
            words,
        },
    )
}
