//! The page of the first administrator.

use axum::http::StatusCode;

use super::accept::by_secret;
use super::{First, Kind, begin_city};
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/setup.html")]
struct Setup {
    v: View,
    f: Form,
    secret: String,
}

#[derive(askama::Template)]
#[template(path = "auth/link_used.html")]
pub(super) struct LinkUsed {
    pub(super) v: View,
    pub(super) words: String,
}

/// Who are you, and which organisation is at the root?
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx, Path(secret): Path<String>) -> Answer {
    if by_secret(&cx, &secret, Kind::Setup).await?.is_none() {
        let words = cx.t("auth-setup-used");
        return cx.page_with(
            StatusCode::NOT_FOUND,
            &LinkUsed {
                v: cx.plain_view(),
                words,
            },
        );
    }
    cx.page(&Setup {
        v: cx.plain_view(),
        f: Form::empty(&cx),
        secret,
    })
}

/// Begins the city.
///
/// # Errors
/// The database's.
pub async fn submit(cx: Cx, Path(secret): Path<String>, mut f: Form) -> Answer {
    let Some(open) = by_secret(&cx, &secret, Kind::Setup).await? else {
        let words = cx.t("auth-setup-used");
        return cx.page_with(
            StatusCode::NOT_FOUND,
            &LinkUsed {
                v: cx.plain_view(),
                words,
            },
        );
    };
    if !(2..=120).contains(&f.value("org").chars().count()) {
        f.fail_key("org", "error-org-missing");
    }
    if !(1..=60).contains(&f.value("name").chars().count()) {
        f.fail_key("name", "error-name-missing");
    }
    if f.raw("password") != f.raw("again") {
        f.fail_key("again", "error-password-again");
    }
    if !f.has_errors() {
        let first = First {
            org: f.value("org").to_owned(),
            name: f.value("name").to_owned(),
            login: f.value("login").to_owned(),
            password: f.raw("password").to_owned(),
        };
        match begin_city(&cx, open.id, &first).await {
            Ok(arrival) => {
                let mut response = go_saying("/staff", "flash-city-begun")?;
                arrival.hand_out(&cx.app, &mut response)?;
                return Ok(response);
            }
            Err(error) => f.take(error)?,
        }
    }
    f.forget("password");
    f.forget("again");
    cx.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &Setup {
            v: cx.plain_view(),
            f,
            secret,
        },
    )
}
