//! Complaining about the platform, and following what becomes of it.

use axum::http::StatusCode;

use super::store::{self, Complaint};
use super::{LONGEST, make};
use crate::auth::account;
use crate::auth::limits::Limits;
use crate::clock::Millis;
use crate::error::not_found;
use crate::web::context::Path;
use crate::web::respond::go;
use crate::web::{Answer, Cx, Form, View};

#[derive(askama::Template)]
#[template(path = "auth/complaint_form.html")]
struct New {
    v: View,
    f: Form,
    longest: String,
}

/// The box, and the way back to an earlier one.
///
/// # Errors
/// The database's.
pub async fn form(cx: Cx) -> Answer {
    let f = Form::empty(&cx);
    cx.page(&New {
        v: cx.view().await?,
        f,
        longest: LONGEST.to_string(),
    })
}

/// Takes it in.
///
/// # Errors
/// The database's.
pub async fn submit(cx: Cx, mut f: Form) -> Answer {
    let person = match &cx.who {
        Some(who) if f.value("named") == "yes" => Some(who.person),
        _ => None,
    };
    match make(&cx.app, &cx.address(), person, f.raw("body")).await {
        Ok(reference) => go(&format!("/about/complaint/{reference}?new=1")),
        Err(error) => {
            f.take(error)?;
            let page = New {
                v: cx.view().await?,
                f,
                longest: LONGEST.to_string(),
            };
            cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

#[derive(askama::Template)]
#[template(path = "auth/complaint_show.html")]
struct Show {
    v: View,
    complaint: Complaint,
    at: String,
    answered_at: String,
    new: bool,
}

/// One complaint by its reference.
///
/// # Errors
/// Not found for a reference nobody has; guessing slows the address.
pub async fn show(cx: Cx, Path(reference): Path<String>) -> Answer {
    match find(&cx, &reference).await? {
        Some(complaint) => {
            let page = Show {
                at: complaint.at.minute_text(),
                answered_at: complaint
                    .answered_at
                    .map(Millis::minute_text)
                    .unwrap_or_default(),
                new: cx.query("new").is_some(),
                complaint,
                v: cx.view().await?,
            };
            cx.page(&page)
        }
        None => Err(not_found()),
    }
}

/// A reference typed into the form leads to its page.
///
/// # Errors
/// The database's.
pub async fn look_up(cx: Cx) -> Answer {
    let typed = cx.query("reference").unwrap_or_default();
    let reference: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if find(&cx, &reference).await?.is_some() {
        return go(&format!("/about/complaint/{reference}"));
    }
    let mut f = Form::filled(&cx, [("reference", typed)]);
    f.fail_key("reference", "error-reference-unknown");
    let page = New {
        v: cx.view().await?,
        f,
        longest: LONGEST.to_string(),
    };
    cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn find(cx: &Cx, reference: &str) -> Result<Option<Complaint>, crate::error::Error> {
    let limits = cx.app.rooms.get_or_init(Limits::default);
    account::wait(&limits, &cx.app, &cx.address()).await;
    let wanted = reference.to_owned();
    let found = cx
        .app
        .db
        .point("complaint", move |tx| Ok(store::by_reference(tx, &wanted)?))
        .await?;
    if found.is_none() {
        limits.guessed(&cx.address(), cx.app.clock.now());
    }
    Ok(found)
}
