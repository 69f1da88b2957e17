//! What a member's Today page says of meetings.

use platform::app::App;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{Stage, store};
use crate::words::{day_near, time};

/// How far ahead a meeting stands on the page, in days.
const DAYS: i64 = 14;

/// The meetings of the next days.
pub struct Meetings;

impl TodaySource for Meetings {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let now = app.clock.now();
            let found = app
                .db
                .point("meetings_today", move |tx| {
                    let (from, until) = (now.plus_ms(-6 * 3_600_000), now.plus_days(DAYS));
                    Ok(store::mine_between(tx, person, from, until)?)
                })
                .await?;
            let item = |meeting: super::Meeting| {
                let stage = meeting.stage();
                let open = stage == Stage::Open;
                let today = meeting.held_on == now.date();
                let at = time(meeting.starts_at);
                let key = match stage {
                    Stage::Cancelled => "meeting-today-cancelled",
                    Stage::Open => "meeting-today-open",
                    _ if today => "meeting-today-today",
                    _ => "meeting-today-soon",
                };
                let kicker = say(
                    locale,
                    key,
                    &[
                        ("kind", &say(locale, &meeting.kind.key(), &[])),
                        ("day", &day_near(locale, meeting.held_on)),
                        ("time", &at),
                    ],
                );
                let (href, words) = if open {
                    (format!("/meetings/{}/room", meeting.id), "meeting-enter")
                } else {
                    (format!("/meetings/{}", meeting.id), "meeting-look")
                };
                TodayItem {
                    kicker,
                    detail: match meeting.cancelled_words.clone() {
                        Some(why) => why,
                        None => meeting.where_words(),
                    },
                    title: meeting.title,
                    action: Some((href, say(locale, words, &[]))),
                    due: open || (today && stage != Stage::Cancelled),
                    minutes: None,
                    at: meeting.starts_at.0,
                }
            };
            let ahead = found.into_iter().filter(|one| {
                matches!(one.stage(), Stage::Called | Stage::Open | Stage::Cancelled)
            });
            Ok(ahead.map(item).take(6).collect())
        })
    }
}
