//! What this room says on a branch's page: which plans its members study by, and by when. Who has
//! read what is nobody's matter but the member's.

use jiff::civil::Date;
use members::belonging::tallies::concerns;
use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::error::Error;
use platform::i18n::say;
use platform::module::BoxFuture;
use platform::{params, sql, tally};

/// Plans that a page names.
const MOST: usize = 4;

/// Plans that go on.
pub struct PlanLines;

impl BranchSource for PlanLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let (path, today) = (branch.path.clone(), branch.today);
            let (plans, counts): (Vec<(String, Date, String)>, tally::Counts) = app
                .db
                .point("branch_plan_lines", move |tx| {
                    let plans = tx.all(sql!("sql/branch_plans.sql"), params![path, today])?;
                    Ok((plans, tally::all(tx, &path, "members.kind.")?))
                })
                .await?;
            let line = |(title, due, _): (String, Date, String)| {
                let words = say(branch.locale, "branch-line-plan", &[("title", &title)]);
                BranchLine::next(words).on(due)
            };
            let mine = plans
                .into_iter()
                .filter(|(_, _, kinds)| concerns(kinds, &counts));
            Ok(mine.take(MOST).map(line).collect())
        })
    }
}
