//! What this room says on a branch's page: the meetings ahead, the minutes that are not done.

use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::error::Error;
use platform::i18n::say;
use platform::ids::Uuid;
use platform::module::BoxFuture;
use platform::{params, sql};

use crate::meeting::READ;

/// Minutes older than this are looked for in the list of meetings.
const BACK_DAYS: i64 = 60;

/// Meetings.
pub struct MeetingLines;

type Row = ([u8; 16], String, jiff::civil::Date, bool);

impl BranchSource for MeetingLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let (reader, today, org) = (branch.reader, branch.today, branch.org);
            let since = app.clock.now().plus_days(-BACK_DAYS);
            let found: Vec<Row> = app
                .db
                .point("branch_meeting_lines", move |tx| {
                    let asked = params![reader, READ, today, org, since];
                    Ok(tx.all(sql!("sql/branch_meetings.sql"), asked)?)
                })
                .await?;
            let lines = found.into_iter().map(|(id, title, day, ended)| {
                let href = format!("/staff/meetings/{}", Uuid::from_bytes(id).simple());
                let title: &dyn platform::i18n::Arg = &title;
                if ended {
                    let words = say(branch.locale, "branch-line-minutes", &[("title", title)]);
                    BranchLine::needs(words).on(day).at(href)
                } else {
                    let words = say(branch.locale, "branch-line-meeting", &[("title", title)]);
                    BranchLine::next(words).on(day).at(href)
                }
            });
            Ok(lines.collect())
        })
    }
}
