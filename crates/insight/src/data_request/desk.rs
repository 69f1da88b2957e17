//! What waits for an answer, on the staff's front page.

use org::tree::store::Scope;
use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{ANSWER, store};

/// Requests that wait for one's organisations.
pub struct Waiting;

impl TodaySource for Waiting {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let scope = Scope {
                person,
                permission: ANSWER,
                today: app.clock.today(),
            };
            let waiting = app
                .db
                .point("requests_waiting", move |tx| {
                    Ok(store::waiting_scoped(tx, scope)?)
                })
                .await?;
            let item = |(id, title, asker, org, unit, until): store::Waiting| TodayItem {
                kicker: say(
                    locale,
                    "data-request-desk-kicker",
                    &[("day", &until.to_string())],
                ),
                title,
                detail: say(
                    locale,
                    "data-request-desk-detail",
                    &[("org", &asker), ("unit", &unit)],
                ),
                action: Some((
                    format!("/staff/data-requests/{id}/units/{org}"),
                    say(locale, "data-request-answer", &[]),
                )),
                due: true,
                minutes: None,
                at: Millis::start_of(until).0,
            };
            Ok(waiting.into_iter().take(5).map(item).collect())
        })
    }
}
