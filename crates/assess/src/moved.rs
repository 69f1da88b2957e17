//! What this room does when a subtree of the organisation moves.
//!
//! Questions, papers and tests follow in the move's own transaction: who may edit them is known
//! by their paths. Sittings and marks follow in slices behind people's writes, because a district
//! may have a million of them; they keep the branch where somebody belonged when they began, and
//! what changes is only where that branch stands. The job looks a second time when every
//! operation that had read the old path must have ended.

use platform::db::Tx;
use platform::error::Error;
use platform::jobs::{self, Context, Done, Handler, NewJob};
use platform::module::{BoxFuture, Moved};
use platform::{params, sql};
use serde_json::Value;

/// The job that lets paths follow.
const KIND: &str = "assess.paths";
/// Longer than any operation may take that read the tree before the move.
const AGAIN_MS: i64 = 60_000;
/// Sittings looked at in one slice.
const SLICE: i64 = 2_000;

/// Lets paths follow a move: those of a test at once, those of sittings by a job.
///
/// # Errors
/// The database's.
pub fn moved(tx: &mut Tx<'_>, subtree: &Moved<'_>) -> Result<(), Error> {
    let paths = params![subtree.old, subtree.new];
    for statement in [
        sql!("sql/move_questions.sql"),
        sql!("sql/move_papers.sql"),
        sql!("sql/move_tests.sql"),
        sql!("sql/move_audiences.sql"),
    ] {
        tx.exec(statement, paths)?;
    }
    let soon = NewJob::new(KIND, Value::Null).once(KIND);
    let again = NewJob::new(KIND, Value::Null)
        .at(subtree.clock.now().plus_ms(AGAIN_MS))
        .once("assess.paths.again");
    jobs::enqueue(tx, subtree.clock, &soon)?;
    jobs::enqueue(tx, subtree.clock, &again)?;
    Ok(())
}

/// Gives every row of the room the path its organisation has.
pub struct Paths;

impl Handler for Paths {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, cx: Context, _: Value) -> BoxFuture<'_, Result<Done, Error>> {
        Box::pin(async move {
            cx.db
                .bulk("paths_of_tests", |tx| {
                    for statement in [
                        sql!("sql/align_questions.sql"),
                        sql!("sql/align_papers.sql"),
                        sql!("sql/align_tests.sql"),
                        sql!("sql/align_audiences.sql"),
                    ] {
                        tx.exec(statement, params![])?;
                    }
                    Ok(())
                })
                .await?;
            let mut after = 0;
            while let Some(last) = slice(&cx, after).await? {
                after = last;
            }
            Ok(Done::Finished)
        })
    }
}

/// Aligns the next sittings and their marks; the number of the last one looked at.
async fn slice(cx: &Context, after: i64) -> Result<Option<i64>, Error> {
    cx.db
        .bulk("paths_of_sittings", move |tx| {
            let (last,): (Option<i64>,) =
                tx.one(sql!("sql/last_of_slice.sql"), params![after, SLICE])?;
            if let Some(last) = last {
                tx.exec(sql!("sql/align_sittings.sql"), params![after, last])?;
                tx.exec(sql!("sql/align_marks.sql"), params![after, last])?;
            }
            Ok(last)
        })
        .await
}
