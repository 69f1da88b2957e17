//! Jobs: what failed and may be tried again, what runs, what waits.

use super::job_words as words;
use crate::audit::{self, Entry};
use crate::auth::account::pages::encoded;
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::ids::JobId;
use crate::jobs;
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, Form, View};
use crate::{from_row, params, sql};

/// Jobs on a page.
const PAGE: usize = 50;
/// The states, the failed first: they wait for somebody.
const STATES: [(&str, &str); 4] = [
    ("failed", "auth-jobs-failed"),
    ("running", "auth-jobs-running"),
    ("waiting", "auth-jobs-waiting"),
    ("done", "auth-jobs-done"),
];

#[derive(askama::Template)]
#[template(path = "auth/jobs.html")]
struct Jobs {
    v: View,
    f: Form,
    state: String,
    title: String,
    tabs: Vec<(String, String, bool)>,
    kinds: Vec<(String, String)>,
    jobs: Vec<Shown>,
    may_act: bool,
    next: Option<String>,
}

/// A job in words.
struct Shown {
    id: JobId,
    what: String,
    at: String,
    tries: i64,
    said: String,
    technical: String,
}

struct Found {
    id: JobId,
    kind: String,
    run_at: Millis,
    attempts: i64,
    last_error: Option<String>,
}

from_row!(Found {
    id,
    kind,
    run_at,
    attempts,
    last_error
});

/// What was asked for.
#[derive(Clone)]
struct Asked {
    state: &'static str,
    kind: String,
    after: (Millis, JobId),
}

impl Asked {
    fn read(cx: &Cx) -> Self {
        let state = cx.query("state").unwrap_or_default();
        let state = STATES.iter().find(|(known, _)| *known == state);
        let after = cx.query("after").and_then(|after| {
            let (at, id) = after.split_once('-')?;
            Some((Millis(at.parse().ok()?), id.parse().ok()?))
        });
        Self {
            state: state.map_or(STATES[0].0, |(state, _)| state),
            kind: cx.query("kind").unwrap_or_default(),
            after: after.unwrap_or((Millis(i64::MAX), JobId([0; 16]))),
        }
    }

    fn address(&self, state: &str) -> String {
        format!("/ops/jobs?state={state}&kind={}", encoded(&self.kind))
    }
}

/// Jobs of one state.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let asked = Asked::read(&cx);
    let wanted = asked.clone();
    let (mut found, kinds, counts) = cx
        .app
        .db
        .read("jobs", move |tx| {
            let kinds: Vec<(String,)> = tx.all(sql!("sql/job_kinds.sql"), &[])?;
            let counts: Vec<(String, i64)> = tx.all(sql!("sql/job_counts.sql"), &[])?;
            Ok((page(tx, &wanted)?, kinds, counts))
        })
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| {
        let after = format!("{}-{}", last.run_at.0, last.id);
        format!("{}&after={after}", asked.address(asked.state))
    });
    let count = |state: &str| {
        counts
            .iter()
            .find(|one| one.0 == state)
            .map_or(0, |one| one.1)
    };
    let tab = |(state, key): &(&str, &str)| {
        let words = format!("{} {}", cx.t(key), count(state));
        (words, asked.address(state), *state == asked.state)
    };
    let title = STATES.iter().find(|(state, _)| *state == asked.state);
    cx.page(&Jobs {
        v: cx.view().await?,
        f: Form::filled(&cx, [("kind", asked.kind.as_str())]),
        state: asked.state.to_owned(),
        title: title.map(|(_, key)| cx.t(key)).unwrap_or_default(),
        tabs: STATES.iter().map(tab).collect(),
        kinds: kinds
            .into_iter()
            .map(|(kind,)| (kind.clone(), words::kind(cx.locale, &kind)))
            .collect(),
        jobs: found.into_iter().map(|job| shown(&cx, job)).collect(),
        may_act: asked.state == "failed" && cx.may("ops.act").await?,
        next,
    })
}

fn page(tx: &mut Tx<'_>, asked: &Asked) -> Result<Vec<Found>, DbError> {
    let (at, id) = asked.after;
    let limit = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
    tx.all(
        sql!("sql/jobs_page.sql"),
        params![asked.state, asked.kind, at, id, limit],
    )
}

fn shown(cx: &Cx, job: Found) -> Shown {
    let said = job
        .last_error
        .as_deref()
        .map(|text| words::error(cx.locale, text));
    Shown {
        id: job.id,
        what: words::kind(cx.locale, &job.kind),
        at: job.run_at.minute_text(),
        tries: job.attempts,
        said: said.unwrap_or_default(),
        technical: job.last_error.unwrap_or_default(),
    }
}

/// Lets a failed job begin anew.
///
/// # Errors
/// Not found when it did not fail.
pub async fn retry(cx: Cx, Path(job): Path<JobId>) -> Answer {
    let (now, by) = (cx.app.clock.now(), cx.person()?);
    cx.app
        .db
        .write("retry_job", move |tx| {
            jobs::retry(tx, job, now)?;
            Ok(audit::write(
                tx,
                &Entry::new(now, "job.retry", "job").on(job.0).by(by),
            )?)
        })
        .await?;
    go_saying("/ops/jobs", "flash-job-retried")
}
