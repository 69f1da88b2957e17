//! What of lead secretaries waits for somebody, on the staff's front page.

use org::tree::store::Scope;
use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{VET, store};

/// The permission of whoever gives duties.
const DUTIES: &str = "duties.edit";

/// Questions for one's own organisation, and appointments that wait for their duty.
pub struct Waiting;

impl TodaySource for Waiting {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let today = app.clock.today();
            let of = move |permission| Scope {
                person,
                permission,
                today,
            };
            let (questions, undutied) = app
                .db
                .point("leader_desk", move |tx| {
                    let questions = store::waiting_scoped(tx, of(VET))?;
                    Ok((questions, store::undutied_scoped(tx, of(DUTIES))?))
                })
                .await?;
            let mut items: Vec<TodayItem> = questions
                .into_iter()
                .take(5)
                .map(|one| question(locale, one))
                .collect();
            items.extend(undutied.into_iter().map(|one| duty(locale, one)));
            Ok(items)
        })
    }
}

fn question(locale: Locale, (id, name, question, _, due): store::Waiting) -> TodayItem {
    TodayItem {
        kicker: say(locale, "vetting-desk-kicker", &[("day", &due.to_string())]),
        title: name,
        detail: question,
        action: Some((
            format!("/staff/vettings/{id}"),
            say(locale, "vetting-answer", &[]),
        )),
        due: true,
        minutes: None,
        at: Millis::start_of(due).0,
    }
}

fn duty(locale: Locale, (_, name, org, id, at): store::Undutied) -> TodayItem {
    TodayItem {
        kicker: say(locale, "leader-desk-duty", &[]),
        title: say(
            locale,
            "leader-desk-appointed",
            &[("name", &name), ("org", &org)],
        ),
        detail: say(locale, "leader-desk-detail", &[]),
        action: Some((
            format!("/staff/orgs/{id}"),
            say(locale, "leader-desk-open", &[]),
        )),
        due: true,
        minutes: None,
        at: at.0,
    }
}
