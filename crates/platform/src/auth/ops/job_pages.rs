//! Jobs: what failed and may be tried again, what runs, what waits.

use crate::audit::{self, Entry};
use crate::ids::JobId;
use crate::jobs::{self, Listed};
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, View};

/// Jobs shown of each state.
const PAGE: u32 = 100;

#[derive(askama::Template)]
#[template(path = "auth/jobs.html")]
struct Jobs {
    v: View,
    parts: Vec<Part>,
    may_act: bool,
}

/// Jobs of one state under their title.
struct Part {
    title: String,
    failed: bool,
    jobs: Vec<Listed>,
}

/// All of them, the failed first.
///
/// # Errors
/// The database's.
pub async fn list(cx: Cx) -> Answer {
    let found = cx
        .app
        .db
        .read("jobs", |tx| {
            let mut of = |state| jobs::list(tx, state, PAGE);
            Ok([of("failed")?, of("running")?, of("waiting")?, of("done")?])
        })
        .await?;
    let titles = [
        "auth-jobs-failed",
        "auth-jobs-running",
        "auth-jobs-waiting",
        "auth-jobs-done",
    ];
    let parts = titles
        .into_iter()
        .zip(found)
        .enumerate()
        .map(|(place, (title, jobs))| Part {
            title: cx.t(title),
            failed: place == 0,
            jobs,
        })
        .filter(|part| part.failed || !part.jobs.is_empty())
        .collect();
    let may_act = cx.may("ops.act").await?;
    cx.page(&Jobs {
        v: cx.view().await?,
        parts,
        may_act,
    })
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
