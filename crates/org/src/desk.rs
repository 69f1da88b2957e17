//! What waits for the superior of organisations whose term ends: reminders that are due.

use platform::app::App;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};
use platform::tally;

use crate::finding::Code;
use crate::tree::store::{Scope, roots_scoped};

/// Terms in one's part of the tree: how many are over, and how many nobody was reminded of.
pub struct OrgDesk;

impl TodaySource for OrgDesk {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let scope = Scope {
                person,
                permission: "org.edit",
                today: app.clock.today(),
            };
            let counts = app
                .db
                .point("org_desk", move |tx| {
                    let (mut over, mut silent) = (0, 0);
                    for root in roots_scoped(tx, scope)? {
                        let found = tally::all(tx, root.path.as_str(), "orgs.term")?;
                        let of = |code: Code| {
                            let key = format!("orgs.{}", code.code());
                            found.get(&key).copied().unwrap_or(0).max(0)
                        };
                        over += of(Code::TermOverdue);
                        silent += of(Code::TermUnreminded);
                    }
                    Ok((over, silent))
                })
                .await?;
            Ok(item(locale, counts, app.clock.now().0)
                .into_iter()
                .collect())
        })
    }
}

fn item(locale: Locale, (over, silent): (i64, i64), at: i64) -> Option<TodayItem> {
    if over + silent == 0 {
        return None;
    }
    let (title, band) = if silent > 0 {
        (
            say(locale, "term-desk-silent", &[("count", &silent)]),
            "unreminded",
        )
    } else {
        (
            say(locale, "term-desk-over", &[("count", &over)]),
            "overdue",
        )
    };
    Some(TodayItem {
        kicker: say(locale, "term-nav", &[]),
        title,
        detail: say(locale, "term-desk-detail", &[]),
        action: Some((
            format!("/staff/terms?band={band}"),
            say(locale, "term-desk-open", &[]),
        )),
        due: true,
        minutes: None,
        at,
    })
}
