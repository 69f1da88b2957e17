//! What this room says on a branch's page: whose next step of admission is near, whose is late.

use jiff::{ToSpan as _, civil::Date};
use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::error::Error;
use platform::i18n::say;
use platform::ids::Uuid;
use platform::module::BoxFuture;
use platform::{params, sql};

use crate::admission::READ;

/// Days ahead of which a step is said to be near.
const AHEAD_DAYS: i64 = 30;

/// People on the way to joining.
pub struct AdmissionLines;

type Row = ([u8; 16], String, Option<i64>, Date);

impl BranchSource for AdmissionLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let (reader, today, org) = (branch.reader, branch.today, branch.org);
            let until = today.saturating_add(AHEAD_DAYS.days());
            let found: Vec<Row> = app
                .db
                .point("branch_admission_lines", move |tx| {
                    let asked = params![reader, READ, today, org, until];
                    Ok(tx.all(sql!("sql/branch_applicants.sql"), asked)?)
                })
                .await?;
            let lines = found.into_iter().map(|(id, name, step, due)| {
                let href = format!("/staff/admission/{}", Uuid::from_bytes(id).simple());
                let step = step.unwrap_or(0);
                let args: [(&str, &dyn platform::i18n::Arg); 2] =
                    [("name", &name), ("step", &step)];
                let line = if due < branch.today {
                    BranchLine::needs(say(branch.locale, "branch-line-admission-late", &args))
                } else {
                    BranchLine::next(say(branch.locale, "branch-line-admission", &args))
                };
                line.on(due).at(href)
            });
            Ok(lines.collect())
        })
    }
}
