//! What this room says on a branch's page: how many members, who is away, who is from elsewhere.

use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::error::Error;
use platform::i18n::say;
use platform::module::BoxFuture;
use platform::tally;

use crate::belonging::tallies;

/// Figures of the roll.
pub struct MemberCounts;

impl BranchSource for MemberCounts {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let path = branch.path.clone();
            let counts = app
                .db
                .point("branch_member_lines", move |tx| {
                    Ok(tally::all(tx, &path, "members.")?)
                })
                .await?;
            let of = |key: &str| counts.get(key).copied().unwrap_or(0).max(0);
            let (locale, org) = (branch.locale, branch.org);
            let total = of(tallies::TOTAL);
            if total == 0 {
                let words = say(locale, "branch-line-empty", &[]);
                return Ok(vec![
                    BranchLine::needs(words).at(format!("/staff/members?org={org}")),
                ]);
            }
            let words = say(
                locale,
                "branch-line-members",
                &[
                    ("total", &total),
                    ("probationary", &of(tallies::PROBATIONARY)),
                ],
            );
            let mut lines = vec![BranchLine::well(words).at(format!("/staff/structure?org={org}"))];
            let away = of(tallies::AWAY);
            if away > 0 {
                let words = say(locale, "branch-line-away", &[("count", &away)]);
                lines.push(BranchLine::next(words).at(format!("/staff/members?org={org}")));
            }
            let guests = of(tallies::GUESTS);
            if guests > 0 {
                let words = say(locale, "branch-line-guests", &[("count", &guests)]);
                lines.push(BranchLine::well(words));
            }
            Ok(lines)
        })
    }
}
