//! What this room says on a branch's page: its seats and term, and the grids it looks after.

use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::db::Tx;
use platform::error::Error;
use platform::i18n::{Arg, say};
use platform::module::BoxFuture;
use platform::{params, sql};

use crate::finding::{self, Code, Finding, Limits};

/// Seats, term, size, grids.
pub struct OrgLines;

impl BranchSource for OrgLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let limits = Limits::on(&app.rules.now(), branch.today)?;
            let seen = branch.clone();
            let known = limits.clone();
            let (unit, found, grids) = app
                .db
                .point("branch_org_lines", move |tx| read(tx, &seen, &known))
                .await?;
            let Some(ends_on) = unit else {
                return Ok(Vec::new());
            };
            let say = |key: &str, args: &[(&str, &dyn Arg)]| say(branch.locale, key, args);
            let mut lines: Vec<BranchLine> = found
                .iter()
                .map(|one| of_finding(branch, one, &limits))
                .collect();
            if found.is_empty() {
                lines.push(BranchLine::well(say("finding-line-in-order", &[])));
            }
            if let Some(day) = ends_on {
                let words = day.to_string();
                let line = BranchLine::next(say("finding-line-term", &[("day", &words)]));
                lines.push(line.on(day));
            }
            let (count, households, covered) = grids;
            if count > 0 {
                let words = say(
                    "grid-line",
                    &[
                        ("count", &count),
                        ("households", &households),
                        ("covered", &covered),
                    ],
                );
                lines.push(if covered < households {
                    BranchLine::needs(words)
                } else {
                    BranchLine::well(words)
                });
            }
            Ok(lines)
        })
    }
}

type Read = (
    Option<Option<jiff::civil::Date>>,
    Vec<Finding>,
    (i64, i64, i64),
);

fn read(tx: &mut Tx<'_>, branch: &BranchSeen, limits: &Limits) -> Result<Read, Error> {
    let Some(unit) = finding::store::unit(tx, branch.org, branch.today)? else {
        return Ok((None, Vec::new(), (0, 0, 0)));
    };
    let mut found = finding::judge(&unit, limits, branch.today)?;
    // The superior's reminder is the superior's matter.
    found.retain(|one| one.code != Code::TermUnreminded);
    let grids = tx.one(sql!("grid/sql/of_branch.sql"), params![branch.org])?;
    Ok((Some(unit.ends_on), found, grids))
}

fn of_finding(branch: &BranchSeen, one: &Finding, limits: &Limits) -> BranchLine {
    let day = one.day.map(|day| day.to_string()).unwrap_or_default();
    let words = say(
        branch.locale,
        &one.code.said_key(),
        &[
            ("number", &one.number),
            ("bound", &limits.bound(one.code)),
            ("day", &day),
        ],
    );
    BranchLine::needs(words).at(format!("/staff/orgs/{}/posts", branch.org))
}
