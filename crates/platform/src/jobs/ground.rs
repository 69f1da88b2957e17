//! What platform itself does every so often.

use std::collections::HashSet;
use std::time::Duration;

use super::every::{Every, Turns};
use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::error::Error;
use crate::files::{self, Files, Hash};
use crate::{audit, record, tally};

/// How long a job that is done stays on the operator's page.
const DONE_DAYS: i64 = 7;
/// Hashes read at a time.
const PAGE: u32 = 1_000;

/// The ground's own tasks: linking audit rows and placing records each second, folding counts
/// every three, looking at the clock every five, forgetting done jobs and contents without a row each day. The short ones may
/// run on several nodes at once without harm.
#[must_use]
pub fn ground_tasks(db: &Db, clock: &Clock, contents: &Files) -> Vec<Every> {
    let second = Duration::from_secs(1);
    let day = Duration::from_secs(86_400);
    let (link, place, fold) = (db.clone(), db.clone(), db.clone());
    let (watch, hand) = (db.clone(), clock.clone());
    let (purge, now) = (db.clone(), clock.clone());
    let (collect, contents) = (db.clone(), contents.clone());
    vec![
        Every::new("clock.follow", second * 5, Turns::EachNode, move || {
            let (db, clock) = (watch.clone(), hand.clone());
            async move { follow_clock(&db, &clock).await }
        }),
        Every::new("audit.link", second, Turns::EachNode, move || {
            let db = link.clone();
            async move { audit::link_pending(&db).await.map(drop) }
        }),
        Every::new("record.place", second, Turns::EachNode, move || {
            let db = place.clone();
            async move { record::assign_positions(&db).await.map(drop) }
        }),
        Every::new("tally.fold", second * 3, Turns::EachNode, move || {
            let db = fold.clone();
            async move { tally::fold(&db).await.map(drop) }
        }),
        Every::new("job.purge", day, Turns::OneNode, move || {
            let (db, before) = (purge.clone(), now.now().plus_days(-DONE_DAYS));
            async move { forget_jobs(&db, before).await }
        }),
        Every::new("file.collect", day, Turns::OneNode, move || {
            let (db, contents) = (collect.clone(), contents.clone());
            async move { collect_files(&db, &contents).await }
        }),
    ]
}

/// Keeps to the database's clock, or says that it has stepped away.
async fn follow_clock(db: &Db, clock: &Clock) -> Result<(), Error> {
    let was_off = clock.is_off();
    let skew = clock.follow(db.time().await?);
    let seconds = Duration::from_millis(skew.unsigned_abs()).as_secs_f64();
    metrics::gauge!("touyan_clock_skew_seconds").set(seconds.copysign(if skew < 0 {
        -1.0
    } else {
        1.0
    }));
    if clock.is_off() && !was_off {
        tracing::error!(
            skew_ms = skew,
            "the database's clock has stepped: deadlines go on by ours; mend it, or restart to go by it"
        );
    }
    Ok(())
}

async fn forget_jobs(db: &Db, before: Millis) -> Result<(), Error> {
    db.bulk("purge_jobs", move |tx| Ok(super::purge(tx, before)?))
        .await
        .map(drop)
}

async fn collect_files(db: &Db, contents: &Files) -> Result<(), Error> {
    let (mut kept, mut last): (HashSet<Hash>, Option<Hash>) = (HashSet::new(), None);
    loop {
        let page = db
            .read("file_hashes", move |tx| Ok(files::hashes(tx, last, PAGE)?))
            .await?;
        if page.is_empty() {
            break;
        }
        last = page.last().copied();
        kept.extend(page);
    }
    contents.collect(&kept).await.map(drop)
}
