//! What this room says on a branch's page: tests its members sit now or soon.

use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::say;
use platform::module::BoxFuture;
use platform::{params, sql};

/// How far ahead it looks, in days.
const AHEAD: i64 = 30;

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
            let tests: Vec<(String, Millis)> = app
                .db
                .point("branch_test_lines", move |tx| {
                    let until = now.plus_days(AHEAD);
                    Ok(tx.all(sql!("sql/branch_tests.sql"), params![path, now, until])?)
                })
                .await?;
            let line = |(title, closes): (String, Millis)| {
                let words = say(branch.locale, "branch-line-test", &[("title", &title)]);
                BranchLine::next(words).on(closes.date())
            };
            Ok(tests.into_iter().map(line).collect())
        })
    }
}
