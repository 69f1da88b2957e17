//! What this room says on a branch's page: residents' requests and findings that wait for it.

use platform::app::App;
use platform::branch::{BranchLine, BranchSeen, BranchSource};
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::say;
use platform::ids::Uuid;
use platform::module::BoxFuture;
use platform::{params, sql};

use crate::{rectification, request};

/// Requests and findings.
pub struct MatterLines;

type Row = ([u8; 16], Millis);

impl BranchSource for MatterLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>> {
        Box::pin(async move {
            let (reader, today, org) = (branch.reader, branch.today, branch.org);
            let (requests, findings): (Vec<Row>, Vec<Row>) = app
                .db
                .point("branch_matter_lines", move |tx| {
                    let mut of = |permission: &str, kind: &str| {
                        let asked = params![reader, permission, today, org, kind];
                        tx.all(sql!("sql/branch_matters.sql"), asked)
                    };
                    let requests = of(request::READ, "request")?;
                    Ok((requests, of(rectification::READ, "rectification")?))
                })
                .await?;
            let kinds = [
                (requests, "branch-line-resident", "/staff/requests"),
                (findings, "branch-line-finding", "/staff/rectifications"),
            ];
            let now = app.clock.now();
            let lines = kinds.into_iter().flat_map(|(rows, key, page)| {
                rows.into_iter().map(move |(id, due)| {
                    let words = say(branch.locale, key, &[]);
                    let line = if due < now {
                        BranchLine::needs(words)
                    } else {
                        BranchLine::next(words)
                    };
                    let id = Uuid::from_bytes(id).simple().to_string();
                    line.on(due.date()).at(format!("{page}/{id}"))
                })
            });
            Ok(lines.collect())
        })
    }
}
