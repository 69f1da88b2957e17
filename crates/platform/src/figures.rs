//! Figures for Prometheus: what an operator must see before people feel it. Never of a person.
//!
//! Counted where it happens: requests (`touyan_request_seconds`), saves
//! (`touyan_answer_save_seconds`), facts that wait for a shared commit
//! (`touyan_coalescer_waiting`, `touyan_coalescer_batch_rows`), what was turned away
//! (`touyan_refused_total`). Looked at every ten seconds, here: the queues in front of the
//! database, jobs by state, password hashes that wait, memory.

use crate::app::App;
use crate::error::Error;
use crate::{params, sql};

/// What was turned away and why: one place, so that the names stay few.
pub fn refused(why: &'static str) {
    metrics::counter!("touyan_refused_total", "why" => why).increment(1);
}

/// Sets the figures that nobody counts as they change.
///
/// # Errors
/// The database's.
pub async fn look(app: &App) -> Result<(), Error> {
    let jobs: Vec<(String, i64)> = app
        .db
        .point("jobs_by_state", |tx| {
            Ok(tx.all(sql!("jobs/sql/by_state.sql"), params![])?)
        })
        .await?;
    for state in ["waiting", "running", "failed"] {
        let count = jobs.iter().find(|(known, _)| known == state);
        gauge(
            "touyan_jobs",
            "state",
            state,
            count.map_or(0, |(_, count)| *count),
        );
    }
    for (lane, waiting) in app.db.waiting() {
        gauge("touyan_database_waiting", "lane", lane, whole(waiting));
    }
    let hashes = whole(app.hasher.waiting());
    gauge("touyan_hashes", "state", "waiting", hashes);
    if let Some(bytes) = own_memory() {
        gauge("touyan_memory_bytes", "kind", "anonymous", bytes);
    }
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "Prometheus speaks in doubles, and no queue is that long"
)]
fn gauge(name: &'static str, label: &'static str, value: &'static str, count: i64) {
    metrics::gauge!(name, label => value).set(count as f64);
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Memory of the process itself, without the files it has mapped.
fn own_memory() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("RssAnon:"))?;
    let kibibytes: i64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}
