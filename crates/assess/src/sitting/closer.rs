//! Closing what nobody submitted: at the deadline, with what was saved; and grading again what
//! was submitted while an answer still waited in a queue.
//!
//! Works through a list in small slices behind people's writes. Each slice is one transaction
//! and every sitting ends once, so a closer that was killed goes on where it stood, and two of
//! them do no harm. A sitting that cannot be closed holds up no other: it is set aside and tried
//! again after a while.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use platform::app::App;
use platform::clock::{MINUTE_MS, Millis};
use platform::db::Sql;
use platform::error::Error;
use platform::{params, sql};

use super::finish::{self, Ending, Finished};
use super::state::{self, SittingState};
use super::store;
use crate::room::Assess;

/// How often the list is looked at.
const EVERY: Duration = Duration::from_secs(2);
/// Tests and sittings stay in memory so long after their end.
const KEEP_MS: i64 = 10 * MINUTE_MS;
/// How long a sitting that could not be closed is left alone.
const ASIDE_MS: i64 = MINUTE_MS;

/// Sittings that could not be closed, and until when each is left alone.
#[derive(Default)]
pub struct Aside(Mutex<HashMap<i64, Millis>>);

impl Aside {
    fn put(&self, no: i64, now: Millis, error: &Error) {
        tracing::error!(sitting = no, error = %error, "a sitting cannot be closed; the others go on");
        self.0.lock().insert(no, now.plus_ms(ASIDE_MS));
    }

    fn holds(&self, no: i64, now: Millis) -> bool {
        let mut aside = self.0.lock();
        if aside.get(&no).is_some_and(|until| *until <= now) {
            aside.remove(&no);
        }
        aside.contains_key(&no)
    }
}

/// A place on the work list: when it is due, which sitting.
type Place = (i64, i64);

/// Closes one slice of what is due and says how many sittings it handled; 0 when nothing is left
/// that can be closed now.
///
/// # Errors
/// The database's; what was closed before stays closed.
pub async fn sweep(assess: &Arc<Assess>) -> Result<usize, Error> {
    let now = assess.clock.now();
    let rules = assess.rules.now();
    let settled = now.plus_ms(-(rules.grace_ms + rules.settle_ms));
    // Closures made on another node come to be known here.
    assess.tests.active(settled).await?;
    for list in [sql!("sql/open_due.sql"), sql!("sql/open_closed.sql")] {
        let mut after: Place = (i64::MIN, i64::MIN);
        loop {
            let page = page(assess, list, settled, after).await?;
            let Some(last) = page.last() else { break };
            after = *last;
            let handled = close_those(assess, &page, now).await?;
            if handled > 0 {
                return Ok(handled);
            }
        }
    }
    Ok(0)
}

async fn page(
    assess: &Assess,
    list: &'static Sql,
    settled: Millis,
    (due, no): Place,
) -> Result<Vec<Place>, Error> {
    assess
        .db
        .point("due_sittings", move |tx| {
            Ok(tx.all(list, params![settled, due, no])?)
        })
        .await
}

/// Closes what can be closed of a page, together; if that fails one by one.
async fn close_those(assess: &Arc<Assess>, page: &[Place], now: Millis) -> Result<usize, Error> {
    let mut slice = Vec::with_capacity(page.len());
    for (_, no) in page {
        if assess.aside.holds(*no, now) {
            continue;
        }
        match state::any(assess, *no).await {
            Ok(sitting) => slice.push(sitting),
            Err(error) if passes(&error) => return Err(error),
            Err(error) => assess.aside.put(*no, now, &error),
        }
    }
    if slice.is_empty() {
        return Ok(0);
    }
    match close(assess, slice.clone(), now).await {
        Ok(()) => return Ok(slice.len()),
        Err(error) if passes(&error) => return Err(error),
        Err(error) => tracing::warn!(error = %error, "sittings are closed one by one"),
    }
    let mut handled = 0;
    for sitting in slice {
        let no = sitting.row.no;
        match close(assess, vec![sitting], now).await {
            Ok(()) => handled += 1,
            Err(error) if passes(&error) => return Err(error),
            Err(error) => assess.aside.put(no, now, &error),
        }
    }
    Ok(handled)
}

/// Whether it is the database's state and no sitting's fault: then all of them wait for the next
/// turn.
fn passes(error: &Error) -> bool {
    use platform::db::DbError;
    error.is_transient()
        || matches!(
            error,
            Error::Busy(_)
                | Error::Db(DbError::Busy | DbError::Deadline(_) | DbError::Closed | DbError::Full)
        )
}

async fn close(
    assess: &Arc<Assess>,
    slice: Vec<Arc<SittingState>>,
    now: Millis,
) -> Result<(), Error> {
    let (slice, keys) = (Arc::new(slice), assess.keys.clone());
    let theirs = Arc::clone(&slice);
    let ends = assess
        .db
        .bulk("close_sittings", move |tx| {
            let mut ends = HashMap::with_capacity(theirs.len());
            let mut running: Vec<Ending> = Vec::new();
            for sitting in theirs.iter() {
                if let Some(end) = store::end(tx, sitting.row.no)? {
                    finish::grade_again(tx, now, sitting)?;
                    ends.insert(sitting.row.no, end);
                } else {
                    running.push(Ending {
                        sitting: Arc::clone(sitting),
                        end: sitting.window().run_out(),
                    });
                }
            }
            let finished: Vec<Finished> = finish::finish(tx, &keys, now, &running)?;
            for (ending, done) in running.iter().zip(&finished) {
                // Submitted elsewhere since we looked.
                if !done.first {
                    finish::grade_again(tx, now, &ending.sitting)?;
                }
                ends.insert(ending.sitting.row.no, done.end);
            }
            Ok(ends)
        })
        .await?;
    for sitting in slice.iter() {
        if let Some(end) = ends.get(&sitting.row.no) {
            sitting.set_end(*end);
        }
    }
    Ok(())
}

/// Looks at the list for as long as the server runs. A failure is logged and tried again.
pub async fn run(app: App) -> Result<(), Error> {
    let assess = crate::room::of(&app);
    tokio::spawn(async move {
        let mut turn = tokio::time::interval(EVERY);
        turn.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            turn.tick().await;
            loop {
                match sweep(&assess).await {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) => {
                        tracing::warn!(error = %error, "closing sittings waits for the next turn");
                        break;
                    }
                }
            }
            let before = assess.clock.now().plus_ms(-KEEP_MS);
            assess.sittings.forget(before);
            assess.tests.forget(before);
        }
    });
    Ok(())
}
