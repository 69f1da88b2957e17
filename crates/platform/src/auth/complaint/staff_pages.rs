//! Answering complaints about the platform.

use axum::http::StatusCode;

use super::store::{self, Complaint};
use super::{ComplaintId, LONGEST, answer};
use crate::clock::Millis;
use crate::error::{Error, not_found};
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

/// Complaints on the page, of each kind.
const PAGE: u32 = 100;

#[derive(askama::Template)]
#[template(path = "auth/complaints.html")]
struct List {
    v: View,
    open: Vec<Complaint>,
    answered: Vec<Complaint>,
}

/// Those that wait, and those answered last.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let (open, answered) = cx
        .app
        .db
        .read("complaints", |tx| {
            Ok((store::open(tx, PAGE)?, store::answered(tx, PAGE)?))
        })
        .await?;
    cx.page(&List {
        v: cx.view().await?,
        open,
        answered,
    })
}

#[derive(askama::Template)]
#[template(path = "auth/complaint_answer.html")]
struct One {
    v: View,
    f: Form,
    complaint: Complaint,
    at: String,
    answered_at: String,
    longest: String,
}

async fn one(cx: &Cx, id: ComplaintId, f: Form) -> Result<One, Error> {
    let found = cx
        .app
        .db
        .point("complaint", move |tx| Ok(store::find(tx, id)?))
        .await?;
    let complaint = found.ok_or_else(not_found)?;
    Ok(One {
        at: complaint.at.minute_text(),
        answered_at: complaint
            .answered_at
            .map(Millis::minute_text)
            .unwrap_or_default(),
        longest: LONGEST.to_string(),
        complaint,
        v: cx.view().await?,
        f,
    })
}

/// One complaint with the box for the answer.
///
/// # Errors
/// Not found.
pub async fn show(cx: Cx, Path(id): Path<ComplaintId>) -> Answer {
    let f = Form::empty(&cx);
    cx.page(&one(&cx, id, f).await?)
}

/// Answers it.
///
/// # Errors
/// Not found; the database's.
pub async fn submit(cx: Cx, Path(id): Path<ComplaintId>, mut f: Form) -> Answer {
    match answer(&cx.app, id, cx.person()?, f.raw("body")).await {
        Ok(()) => go_saying("/ops/complaints", "flash-complaint-answered"),
        Err(error) => {
            f.take(error)?;
            let page = one(&cx, id, f).await?;
            cx.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
