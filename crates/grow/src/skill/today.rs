//! A member's Today: the session one has a seat in, and weeks later what came of it.

use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::{Locale, moment_words, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{Session, store};
use crate::leader::rules;

/// Sessions ahead, and those of some weeks ago.
pub struct Seats;

/// Days in which it is asked what came of a session.
const ASKED_FOR_DAYS: i64 = 30;

impl TodaySource for Seats {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let (now, rules) = (app.clock.now(), rules::rules(app)?);
            let asked_from = rules.used_after_days;
            let found = app
                .db
                .point("skill_today", move |tx| {
                    let mut found = Vec::new();
                    for one in store::mine(tx, person)? {
                        let ahead = one.starts_at > now;
                        let since = now.plus_days(-asked_from);
                        let long_ago = now.plus_days(-asked_from - ASKED_FOR_DAYS);
                        let asked = one.starts_at <= since && one.starts_at > long_ago;
                        let told = asked && store::has_used(tx, one.id, person)?;
                        if one.off_words.is_none() && (ahead || asked && !told) {
                            found.push((one, ahead));
                        }
                    }
                    Ok(found)
                })
                .await?;
            Ok(found
                .into_iter()
                .map(|(one, ahead)| item(locale, now, &one, ahead))
                .collect())
        })
    }
}

fn item(locale: Locale, now: Millis, one: &Session, ahead: bool) -> TodayItem {
    let when = moment_words(locale, one.starts_at, now);
    let key = if ahead {
        "skill-today-ahead"
    } else {
        "skill-today-used"
    };
    let action = if ahead {
        "skill-today-open"
    } else {
        "skill-today-tell"
    };
    TodayItem {
        kicker: say(locale, key, &[("when", &when)]),
        title: one.title.clone(),
        detail: one.place.clone(),
        action: Some(("/skills".to_owned(), say(locale, action, &[]))),
        due: false,
        minutes: None,
        at: one.starts_at.0,
    }
}
