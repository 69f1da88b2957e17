//! Items of the list on the front page of whoever answers for them, from a week before their day.

use platform::app::App;
use platform::clock::DAY_MS;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{Line, store};
use crate::request::list_pages::short;

/// Items whose day comes near.
pub struct Due;

/// How long before its day an item stands on the front page.
const AHEAD: i64 = 7 * DAY_MS;

impl TodaySource for Due {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let before = app.clock.now().plus_ms(AHEAD);
            let mine = move |tx: &mut platform::db::Tx<'_>| Ok(store::mine(tx, person, before)?);
            let found = app.db.point("rectifications_due", mine).await?;
            Ok(found.into_iter().map(|line| item(locale, line)).collect())
        })
    }
}

fn item(locale: Locale, line: Line) -> TodayItem {
    let due = line.due();
    let kicker = say(locale, "rectification-nav", &[]);
    TodayItem {
        kicker: format!("{kicker} · {}", due.plus_ms(-1).date()),
        title: short(&line.finding),
        detail: say(
            locale,
            "request-desk-detail",
            &[("org", &line.org), ("person", &line.person)],
        ),
        action: Some((
            format!("/staff/rectifications/{}", line.id),
            say(locale, "request-desk-open", &[]),
        )),
        due: true,
        minutes: None,
        at: due.0,
    }
}
