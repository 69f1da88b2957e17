//! Who looked at my data, and what else was done that concerns me.

use crate::audit::{self, Row, Turn};
use crate::auth::log;
use crate::clock::Millis;
use crate::web::{Answer, Cx, View};

/// Entries on a page.
const PAGE: u32 = 30;

#[derive(askama::Template)]
#[template(path = "auth/me_looks.html")]
struct Looks {
    v: View,
    entries: Vec<Shown>,
    next: Option<String>,
}

struct Shown {
    at: String,
    what: String,
    who: String,
    reason: String,
}

/// The entries, newest first.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let person = cx.person()?;
    let from = cx
        .query("after")
        .and_then(|turn| log::turn(&turn))
        .unwrap_or(Turn::NEWEST);
    let (mut rows, names) = cx
        .app
        .db
        .read("looks", move |tx| {
            let rows = audit::of_subject(tx, person, from, PAGE + 1)?;
            let names = log::names(tx, rows.iter().filter_map(|row| row.actor))?;
            Ok((rows, names))
        })
        .await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| format!("/me/looks?after={}", log::mark(row)));
    let entries = rows.iter().map(|row| shown(&cx, row, &names)).collect();
    cx.page(&Looks {
        v: cx.view().await?,
        entries,
        next,
    })
}

fn shown(cx: &Cx, row: &Row, names: &log::Names) -> Shown {
    let who = match row.actor {
        Some(actor) if Some(actor) == row.subject => cx.t("auth-looks-yourself"),
        Some(actor) => names
            .get(&actor)
            .cloned()
            .unwrap_or_else(|| cx.t("auth-looks-somebody")),
        None => cx.t("auth-looks-platform"),
    };
    Shown {
        at: Millis::minute_text(row.at),
        what: log::words(cx.locale, &row.action),
        who,
        reason: log::reason(cx.locale, row.reason.as_deref().unwrap_or_default()),
    }
}
