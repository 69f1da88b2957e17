//! Answering complaints about the platform.

use axum::http::StatusCode;

use super::store::{self, After, Complaint};
use super::{ComplaintId, LONGEST, answer};
use crate::auth::account::pages::encoded;
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::error::{Error, not_found};
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};

/// Complaints on a page.
const PAGE: usize = 50;
/// Complaints read at once while looking for words.
const SLICE: u32 = 500;
/// Slices read for one page: a search goes on from there by a link, so that no page takes long.
const SLICES: usize = 10;

#[derive(askama::Template)]
#[template(path = "auth/complaints.html")]
struct List {
    v: View,
    f: Form,
    state: &'static str,
    q: String,
    tabs: Vec<(String, String, bool)>,
    complaints: Vec<Complaint>,
    next: Option<String>,
}

/// What was asked for.
#[derive(Clone)]
struct Asked {
    answered: bool,
    q: String,
    after: After,
}

impl Asked {
    fn read(cx: &Cx) -> Self {
        let answered = cx.query("state").as_deref() == Some("answered");
        let after = cx.query("after").and_then(|after| {
            let (at, reference) = after.split_once('-')?;
            Some((Millis(at.parse().ok()?), reference.to_owned()))
        });
        let first = Millis(if answered { i64::MAX } else { i64::MIN });
        Self {
            answered,
            q: cx.query("q").unwrap_or_default().trim().to_lowercase(),
            after: after.unwrap_or((first, String::new())),
        }
    }

    const fn state(&self) -> &'static str {
        if self.answered { "answered" } else { "open" }
    }

    fn address(&self, state: &str) -> String {
        format!("/ops/complaints?state={state}&q={}", encoded(&self.q))
    }

    fn of(&self, complaint: &Complaint) -> After {
        let at = if self.answered {
            complaint.answered_at.unwrap_or(complaint.at)
        } else {
            complaint.at
        };
        (at, complaint.reference.clone())
    }

    fn fits(&self, complaint: &Complaint) -> bool {
        let texts = [
            Some(&complaint.reference),
            Some(&complaint.body),
            complaint.name.as_ref(),
            complaint.answer.as_ref(),
        ];
        let mut texts = texts.into_iter().flatten();
        texts.any(|text| text.to_lowercase().contains(&self.q))
    }

    /// One page, and where the next one begins.
    fn page(&self, tx: &mut Tx<'_>) -> Result<(Vec<Complaint>, Option<After>), DbError> {
        let (mut found, mut after) = (Vec::new(), self.after.clone());
        for _ in 0..SLICES {
            let slice = if self.answered {
                store::answered(tx, &after, SLICE)?
            } else {
                store::open(tx, &after, SLICE)?
            };
            let ends = slice.len() < SLICE as usize;
            for complaint in slice {
                if found.len() == PAGE && self.fits(&complaint) {
                    return Ok((found, Some(after)));
                }
                after = self.of(&complaint);
                if self.fits(&complaint) {
                    found.push(complaint);
                }
            }
            if ends {
                return Ok((found, None));
            }
        }
        Ok((found, Some(after)))
    }
}

/// Those that wait, or those that were answered.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let asked = Asked::read(&cx);
    let wanted = asked.clone();
    let (complaints, next, open) = cx
        .app
        .db
        .read("complaints", move |tx| {
            let (found, next) = wanted.page(tx)?;
            Ok((found, next, store::count_open(tx)?))
        })
        .await?;
    let next = next.map(|(at, reference)| {
        format!(
            "{}&after={}-{reference}",
            asked.address(asked.state()),
            at.0
        )
    });
    let tabs = vec![
        (
            cx.ta("auth-complaints-open", &[("count", &open)]),
            asked.address("open"),
            !asked.answered,
        ),
        (
            cx.t("auth-complaints-answered"),
            asked.address("answered"),
            asked.answered,
        ),
    ];
    cx.page(&List {
        v: cx.view().await?,
        f: Form::filled(&cx, [("q", asked.q.as_str())]),
        state: asked.state(),
        q: asked.q.clone(),
        tabs,
        complaints,
        next,
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
