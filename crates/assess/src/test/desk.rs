//! Tests on the staff's front page: what is open or opens soon, within reach.

use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::{Locale, moment_words, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};
use platform::{params, sql};

use super::TestId;

/// How far ahead it looks, in days.
const AHEAD: i64 = 7;

/// Tests that are open or open within a week.
pub struct TestsDesk;

impl TodaySource for TestsDesk {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let (today, now) = (app.clock.today(), app.clock.now());
            let rows: Vec<(TestId, String, String, Millis, Millis)> = app
                .db
                .point("desk_tests", move |tx| {
                    let horizon = now.plus_days(AHEAD);
                    Ok(tx.all(sql!("sql/desk.sql"), params![person, today, now, horizon])?)
                })
                .await?;
            let item =
                |(id, title, org, opens, closes): (TestId, String, String, Millis, Millis)| {
                    let (key, at) = if opens <= now {
                        ("test-kicker-until", closes)
                    } else {
                        ("test-kicker-from", opens)
                    };
                    TodayItem {
                        kicker: say(locale, key, &[("moment", &moment_words(locale, at, now))]),
                        title,
                        detail: say(locale, "test-desk-by", &[("org", &org)]),
                        action: Some((
                            format!("/staff/tests/{id}"),
                            say(locale, "test-desk-see", &[]),
                        )),
                        due: false,
                        minutes: None,
                        at: at.0,
                    }
                };
            Ok(rows.into_iter().map(item).collect())
        })
    }
}
