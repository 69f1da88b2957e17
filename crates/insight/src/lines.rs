//! What this room says on a branch's page: measures of a drive that are due, requests that wait.

use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::error::Error;
use platform::i18n::say;
use platform::ids::Uuid;
use platform::module::BoxFuture;
use platform::{params, sql};

/// Measures and requests.
pub struct InsightLines;

type Measure = ([u8; 16], String, jiff::civil::Date, i64);
type Request = ([u8; 16], String, jiff::civil::Date);

impl BranchSource for InsightLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let (org, today) = (branch.org, branch.today);
            let (measures, requests): (Vec<Measure>, Vec<Request>) = app
                .db
                .point("branch_insight_lines", move |tx| {
                    let measures = tx.all(sql!("sql/branch_measures.sql"), params![org])?;
                    let requests = tx.all(sql!("sql/branch_requests.sql"), params![org, today])?;
                    Ok((measures, requests))
                })
                .await?;
            let hex = |id: [u8; 16]| Uuid::from_bytes(id).simple().to_string();
            let mut lines = Vec::new();
            for (id, what, due, told) in measures {
                let href = format!("/staff/measures/{}", hex(id));
                let line = match (told, due < branch.today) {
                    (0, true) => BranchLine::needs(say(
                        branch.locale,
                        "branch-line-measure-silent",
                        &[("what", &what)],
                    )),
                    (0, false) => BranchLine::next(say(
                        branch.locale,
                        "branch-line-measure-due",
                        &[("what", &what)],
                    )),
                    (told, _) => BranchLine::well(say(
                        branch.locale,
                        "branch-line-measure-told",
                        &[("what", &what), ("count", &told)],
                    )),
                };
                lines.push(if told == 0 { line.on(due) } else { line }.at(href));
            }
            for (id, title, until) in requests {
                let words = say(branch.locale, "branch-line-request", &[("title", &title)]);
                let href = format!("/staff/data-requests/{}/units/{org}", hex(id));
                lines.push(BranchLine::next(words).on(until).at(href));
            }
            Ok(lines)
        })
    }
}
