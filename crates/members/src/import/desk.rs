//! Rosters on the staff's front page: those that were checked and wait for a decision.

use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};
use platform::{params, sql};

use super::ImportId;

/// Rosters that wait for a decision.
pub struct ImportsDesk;

impl TodaySource for ImportsDesk {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let today = app.clock.today();
            let rows: Vec<(ImportId, String, String, Millis)> = app
                .db
                .point("desk_imports", move |tx| {
                    Ok(tx.all(sql!("sql/desk.sql"), params![person, today])?)
                })
                .await?;
            let item = |(id, file, org, at): (ImportId, String, String, Millis)| TodayItem {
                kicker: say(locale, "import-desk", &[("org", &org)]),
                title: file,
                detail: say(locale, "import-desk-waits", &[]),
                action: Some((
                    format!("/staff/imports/{id}"),
                    say(locale, "import-desk-see", &[]),
                )),
                due: true,
                minutes: None,
                at: at.0,
            };
            Ok(rows.into_iter().map(item).collect())
        })
    }
}
