//! Closing what nobody submitted: at the deadline, with what was saved.
//!
//! Works through a list in small slices behind people's writes. Each slice is one transaction
//! and every sitting ends once, so a closer that was killed goes on where it stood, and two of
//! them do no harm.

use std::sync::Arc;
use std::time::Duration;

use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::{params, sql};

use super::finish::{self, Ending};
use super::state::{self, SittingState};
use crate::room::Assess;

/// How often the list is looked at.
const EVERY: Duration = Duration::from_secs(2);
/// Tests and sittings stay in memory so long after their end.
const KEEP_MS: i64 = 10 * platform::clock::MINUTE_MS;

/// Closes one slice of what is due and says how many sittings it handled.
///
/// # Errors
/// The database's; what was closed before stays closed.
pub async fn sweep(assess: &Arc<Assess>) -> Result<usize, Error> {
    let now = assess.clock.now();
    let rules = assess.rules.now();
    let wait = rules.grace_ms + rules.settle_ms;
    let settled = now.plus_ms(-wait);
    // Closures made on another node come to be known here.
    assess.tests.active(settled).await?;
    let numbers: Vec<(i64,)> = assess
        .db
        .point("due_sittings", move |tx| {
            let due: Vec<(i64,)> = tx.all(sql!("sql/open_due.sql"), params![settled])?;
            if !due.is_empty() {
                return Ok(due);
            }
            Ok(tx.all(sql!("sql/open_closed.sql"), params![settled])?)
        })
        .await?;
    let mut slice = Vec::with_capacity(numbers.len());
    for (no,) in numbers {
        slice.push(state::any(assess, no).await?);
    }
    let count = slice.len();
    if count > 0 {
        close(assess, slice, now).await?;
    }
    Ok(count)
}

async fn close(
    assess: &Arc<Assess>,
    slice: Vec<Arc<SittingState>>,
    now: Millis,
) -> Result<(), Error> {
    let (slice, keys) = (Arc::new(slice), assess.keys.clone());
    let theirs = Arc::clone(&slice);
    let ended = assess
        .db
        .bulk("close_sittings", move |tx| {
            let endings: Vec<Ending> = theirs
                .iter()
                .map(|sitting| Ending {
                    sitting: Arc::clone(sitting),
                    end: sitting.window().run_out(),
                })
                .collect();
            let finished = finish::finish(tx, &keys, now, &endings)?;
            for (sitting, done) in theirs.iter().zip(&finished) {
                if !done.first {
                    finish::grade_again(tx, now, sitting)?;
                    tx.exec(sql!("sql/open_delete.sql"), params![sitting.row.no])?;
                }
            }
            Ok(finished)
        })
        .await?;
    for (sitting, done) in slice.iter().zip(ended) {
        sitting.set_end(done.end);
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
