//! Changing one's own password.

use axum::http::StatusCode;

use crate::auth::account::change_password;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/me_password.html")]
struct Password {
    v: View,
    f: Form,
    must: bool,
    staff: bool,
}

/// The old one, and a new one.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let f = Form::empty(&cx);
    cx.page(&page(&cx, f).await?)
}

async fn page(cx: &Cx, f: Form) -> Result<Password, crate::error::Error> {
    Ok(Password {
        must: cx.who()?.must == Some("password"),
        staff: !cx.permissions().await?.is_empty(),
        v: cx.view().await?,
        f,
    })
}

/// Changes it; every other device is signed out.
///
/// # Errors
/// The database's.
pub async fn save(cx: Cx, mut f: Form) -> Answer {
    let who = cx.who()?;
    if f.raw("current").is_empty() {
        f.fail_key("current", "error-password-missing");
    }
    if f.raw("password") != f.raw("again") {
        f.fail_key("again", "error-password-again");
    }
    if !f.has_errors() {
        let changed = change_password(
            &cx.app,
            who.person,
            who.session,
            f.raw("current"),
            f.raw("password"),
        );
        match changed.await {
            Ok(()) => return go_saying("/me", "flash-password-changed"),
            Err(error) => f.take(error)?,
        }
    }
    for field in ["current", "password", "again"] {
        f.forget(field);
    }
    let page = page(&cx, f).await?;
    cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
