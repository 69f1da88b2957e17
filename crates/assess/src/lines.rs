//! What this room says on a branch's page: tests its members sit now or soon.

use members::belonging::tallies::concerns;
use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::say;
use platform::module::BoxFuture;
use platform::{params, sql, tally};

/// How far ahead it looks, in days.
const AHEAD: i64 = 30;

/// Tests that a page names.
const MOST: usize = 4;

/// Tests now and soon.
pub struct TestLines;

impl BranchSource for TestLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let (path, now) = (branch.path.clone(), app.clock.now());
            let (tests, counts): (Vec<(String, Millis, String)>, tally::Counts) = app
                .db
                .point("branch_test_lines", move |tx| {
                    let until = now.plus_days(AHEAD);
                    let tests = tx.all(sql!("sql/branch_tests.sql"), params![path, now, until])?;
                    Ok((tests, tally::all(tx, &path, "members.kind.")?))
                })
                .await?;
            let line = |(title, closes, _): (String, Millis, String)| {
                let words = say(branch.locale, "branch-line-test", &[("title", &title)]);
                BranchLine::next(words).on(closes.date())
            };
            let mine = tests
                .into_iter()
                .filter(|(_, _, kinds)| concerns(kinds, &counts));
            Ok(mine.take(MOST).map(line).collect())
        })
    }
}
