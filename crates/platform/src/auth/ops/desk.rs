//! What waits for the administrators on the staff's front page: complaints without an answer, jobs
//! that failed, changes of rules to decide on, a log whose chain does not hold.

use std::sync::Arc;

use super::{audit_chain, rule_words};
use crate::app::App;
use crate::auth::complaint;
use crate::clock::Millis;
use crate::error::Error;
use crate::i18n::{Locale, say};
use crate::ids::PersonId;
use crate::module::{BoxFuture, TodayItem, TodaySource};
use crate::rules::{self, Proposal, Rules};
use crate::{params, sql};

/// What waits for the administrators.
pub struct AdministratorsDesk;

/// What was found for one of them.
struct Waiting {
    complaints: i64,
    failed: i64,
    to_decide: Vec<(String, Proposal)>,
    audits: bool,
}

impl TodaySource for AdministratorsDesk {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let found = waiting(app, person).await?;
            let now = app.clock.now();
            let counted = |count: i64, kicker: &str, title: &str, href: &str| {
                (count > 0).then(|| {
                    let title = say(locale, title, &[("count", &count)]);
                    item(locale, now, kicker, title, href.to_owned())
                })
            };
            let broken = i64::from(found.audits && audit_chain::is_broken(app));
            let counts = [
                counted(broken, "auth-nav-audit", "desk-chain", "/ops/audit"),
                counted(found.failed, "auth-nav-jobs", "desk-jobs", "/ops/jobs"),
                counted(
                    found.complaints,
                    "auth-nav-complaints",
                    "desk-complaints",
                    "/ops/complaints",
                ),
            ];
            let rules = app.rules.now();
            let decide = found.to_decide.iter();
            let decide = decide.filter_map(|(key, one)| to_decide(locale, &rules, key, one));
            Ok(counts.into_iter().flatten().chain(decide).collect())
        })
    }
}

async fn waiting(app: &App, person: PersonId) -> Result<Waiting, Error> {
    let today = app.clock.today();
    app.db
        .read("desk_administrators", move |tx| {
            let held: Vec<(String,)> =
                tx.all(sql!("sql/desk_permissions.sql"), params![person, today])?;
            let holds = |permission: &str| held.iter().any(|one| one.0 == permission);
            let complaints = if holds("complaints.answer") {
                complaint::count_open(tx)?
            } else {
                0
            };
            let failed = if holds("ops.act") {
                tx.one::<(i64,)>(sql!("sql/failed_jobs.sql"), &[])?.0
            } else {
                0
            };
            let mut to_decide = Vec::new();
            if rules::holds_everywhere(tx, person, "rules.confirm", today)? {
                to_decide = rules::waiting(tx)?;
                to_decide.retain(|(_, one)| one.by != person);
            }
            Ok(Waiting {
                complaints,
                failed,
                to_decide,
                audits: holds("audit.read"),
            })
        })
        .await
}

fn to_decide(locale: Locale, rules: &Arc<Rules>, key: &str, one: &Proposal) -> Option<TodayItem> {
    let rule = rules.versions(key)?.first()?;
    let name = rule_words::name(locale, key);
    let value = rule_words::value_of(locale, rule, &one.value);
    let title = say(
        locale,
        "rule-becomes",
        &[("name", &name), ("value", &value)],
    );
    let href = format!("/ops/rules/{key}");
    let mut item = item(locale, Millis(one.at), "desk-rule", title, href);
    item.detail.clone_from(&one.reason);
    Some(item)
}

fn item(locale: Locale, at: Millis, kicker: &str, title: String, href: String) -> TodayItem {
    TodayItem {
        kicker: say(locale, kicker, &[]),
        title,
        detail: String::new(),
        action: Some((href, say(locale, "desk-see", &[]))),
        due: true,
        minutes: None,
        at: at.0,
    }
}
