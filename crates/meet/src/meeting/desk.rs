//! What waits on the staff's front page: minutes to confirm, meetings to hold and to write down.

use org::tree::store::Scope;
use platform::app::App;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{CONFIRM, Meeting, RECORD, Stage, store};
use crate::words::moment;

/// How far back somebody is reminded, in days.
const BACK: i64 = 120;
/// How far ahead a meeting stands there.
const AHEAD: i64 = 7;

/// Meetings of one's own organisations that wait for something.
pub struct Waiting;

impl TodaySource for Waiting {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let (now, today) = (app.clock.now(), app.clock.today());
            let (records, confirms) = app
                .db
                .point("meetings_waiting", move |tx| {
                    let span = (now.plus_days(-BACK), now.plus_days(AHEAD));
                    let mut of = |permission| {
                        let scope = Scope {
                            person,
                            permission,
                            today,
                        };
                        store::waiting_scoped(tx, scope, span.0, span.1)
                    };
                    Ok((of(RECORD)?, of(CONFIRM)?))
                })
                .await?;
            let mut items = Vec::new();
            for meeting in &confirms {
                if meeting.stage() == Stage::Submitted {
                    items.push(item(locale, meeting, "confirm", "minutes", true));
                }
            }
            for meeting in &records {
                match meeting.stage() {
                    Stage::Open => items.push(item(locale, meeting, "open", "room", true)),
                    Stage::Ended => items.push(item(locale, meeting, "write", "minutes", true)),
                    Stage::Called => {
                        let past = meeting.ends_at() < now;
                        let (key, way) = if past { ("past", "") } else { ("soon", "") };
                        items.push(item(locale, meeting, key, way, past));
                    }
                    _ => {}
                }
            }
            items.truncate(8);
            Ok(items)
        })
    }
}

fn item(locale: Locale, meeting: &Meeting, key: &str, way: &str, due: bool) -> TodayItem {
    let href = if way.is_empty() {
        format!("/staff/meetings/{}", meeting.id)
    } else {
        format!("/staff/meetings/{}/{way}", meeting.id)
    };
    let words = |part: &str| say(locale, &format!("meeting-desk-{key}{part}"), &[]);
    TodayItem {
        kicker: words(""),
        title: meeting.title.clone(),
        detail: format!(
            "{} · {}",
            moment(locale, meeting.starts_at),
            meeting.org_name
        ),
        action: Some((href, words("-do"))),
        due,
        minutes: None,
        at: meeting.starts_at.0,
    }
}
