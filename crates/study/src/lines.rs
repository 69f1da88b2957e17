//! What this room says on a branch's page: which plans its members study by, and by when. Who has
//! read what is nobody's matter but the member's.

use jiff::civil::Date;
use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::error::Error;
use platform::i18n::say;
use platform::module::BoxFuture;
use platform::{params, sql};

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
            let plans: Vec<(String, Date)> = app
                .db
                .point("branch_plan_lines", move |tx| {
                    Ok(tx.all(sql!("sql/branch_plans.sql"), params![path, today])?)
                })
                .await?;
            let line = |(title, due): (String, Date)| {
                let words = say(branch.locale, "branch-line-plan", &[("title", &title)]);
                BranchLine::next(words).on(due)
            };
            Ok(plans.into_iter().map(line).collect())
        })
    }
}
