//! What of admission waits for somebody, on the staff's front page.

use jiff::ToSpan as _;
use org::tree::store::Scope;
use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};
use platform::{params, sql};

use super::machine::Block;
use super::step::step;
use super::{ACT, APPROVE, Applicant, ApplicantId, OVERRIDE, store};

/// Days before a limit at which a branch is reminded.
const SOON_DAYS: i64 = 14;

/// Limits that are near, what the superior must do, blocks that wait for a second person.
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
            let soon = today.checked_add(SOON_DAYS.days()).unwrap_or(today);
            let of = move |permission| Scope {
                person,
                permission,
                today,
            };
            let (branch, superior, overrides) = app
                .db
                .point("admission_desk", move |tx| {
                    let branch = store::desk_scoped(tx, of(ACT), "branch", soon)?;
                    let mut superior = Vec::new();
                    for (who, county) in [("superior", false), ("county", true)] {
                        for one in store::desk_scoped(tx, of(APPROVE), who, soon)? {
                            if store::is_above(tx, of(APPROVE), one.org, county)? {
                                superior.push(one);
                            }
                        }
                    }
                    let waiting: Vec<Asked> = tx.all(
                        sql!("sql/overrides_waiting_scoped.sql"),
                        params![person, OVERRIDE, today],
                    )?;
                    Ok((branch, superior, waiting))
                })
                .await?;
            let mut items: Vec<TodayItem> = branch
                .into_iter()
                .map(|one| item(locale, &one, "admission-desk-due"))
                .collect();
            items.extend(
                superior
                    .into_iter()
                    .map(|one| item(locale, &one, "admission-desk-superior")),
            );
            items.extend(overrides.into_iter().map(|one| asked(locale, one)));
            Ok(items)
        })
    }
}

/// Applicant, name, branch, step, block, when it was asked.
type Asked = (ApplicantId, String, String, u8, String, Millis);

fn item(locale: Locale, one: &Applicant, key: &str) -> TodayItem {
    let next = one.next_step.and_then(step);
    let name = next.map_or_else(String::new, |step| say(locale, &step.key(), &[]));
    let day = one.due_on.map(|day| day.to_string()).unwrap_or_default();
    let kicker = match day.as_str() {
        "" => say(locale, "admission-desk-kicker", &[]),
        day => say(locale, "admission-desk-kicker-day", &[("day", &day)]),
    };
    TodayItem {
        kicker,
        title: say(locale, key, &[("name", &one.full_name), ("step", &name)]),
        detail: one.org_name.clone(),
        action: Some((
            format!("/staff/admission/{}", one.id),
            say(locale, "admission-desk-open", &[]),
        )),
        due: true,
        minutes: None,
        at: one
            .due_on
            .map_or(one.created_at.0, |day| Millis::start_of(day).0),
    }
}

fn asked(locale: Locale, (id, name, org, _, block, at): Asked) -> TodayItem {
    let block =
        Block::from_code(&block).map_or_else(String::new, |one| say(locale, one.key(), &[]));
    TodayItem {
        kicker: say(locale, "admission-desk-override", &[]),
        title: name,
        detail: format!("{org} · {block}"),
        action: Some((
            format!("/staff/admission/{id}"),
            say(locale, "admission-desk-open", &[]),
        )),
        due: true,
        minutes: None,
        at: at.0,
    }
}
