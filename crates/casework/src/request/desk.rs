//! Requests on the staff's front page: what is offered, what waits for a ruling or a decision, and
//! whose clock runs out.

use org::tree::store::Scope;
use platform::app::App;
use platform::clock::DAY_MS;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::list_pages::short;
use super::store::{self, Line};
use super::{ACT, RULE};

/// Requests that wait for somebody.
pub struct Waiting;

/// How long before its day a request stands on the front page.
const AHEAD: i64 = 2 * DAY_MS;
/// Lines of each kind.
const LINES: usize = 5;

impl TodaySource for Waiting {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let (today, now) = (app.clock.today(), app.clock.now());
            let scope = move |permission| Scope {
                person,
                permission,
                today,
            };
            let found = app
                .db
                .point("requests_waiting", move |tx| {
                    Ok([
                        ("offered", store::offered_scoped(tx, scope(ACT))?),
                        ("ruling", store::rulings_scoped(tx, scope(RULE))?),
                        ("undecided", store::undecided_scoped(tx, scope(RULE))?),
                        ("mine", store::mine(tx, person, now.plus_ms(AHEAD))?),
                    ])
                })
                .await?;
            let items = found.into_iter().flat_map(|(kind, lines)| {
                let lines = lines.into_iter().take(LINES);
                lines.map(move |line| item(locale, kind, line))
            });
            Ok(items.collect())
        })
    }
}

fn item(locale: Locale, kind: &str, line: Line) -> TodayItem {
    let due = line.due();
    TodayItem {
        kicker: say(
            locale,
            &format!("request-desk-{kind}"),
            &[("at", &due.minute_text())],
        ),
        title: short(&line.words),
        detail: say(
            locale,
            "request-desk-detail",
            &[("org", &line.org), ("person", &line.person)],
        ),
        action: Some((
            format!("/staff/requests/{}", line.id),
            say(locale, "request-desk-open", &[]),
        )),
        due: true,
        minutes: None,
        at: due.0,
    }
}
