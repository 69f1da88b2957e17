//! What a member's Today page says of plans.

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::app::App;
use platform::clock::Millis;
use platform::error::{Error, internal};
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::count::counted_on;
use super::store::{self, Waiting};
use super::{Audience, PlanId};
use crate::course::{self, CourseId, Unit};
use crate::progress::{self, settle};
use crate::reader::Reader;
use crate::rules::{Rules, rules};
use crate::standing::standings;
use crate::words::day_in;

/// How long a plan that was not finished stays in sight after its date, in days.
const KEPT_DAYS: i64 = 366;
/// Plans in sight of one person at once.
const MOST: usize = 40;

/// A plan that waits for a member, in their words.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Which.
    pub plan: PlanId,
    /// What is studied.
    pub course: CourseId,
    /// The course's title.
    pub title: String,
    /// What kind of thing, and by when.
    pub kicker: String,
    /// What is left of it.
    pub detail: String,
    /// Where it goes on.
    pub href: String,
    /// 开始 or 继续.
    pub action: String,
    /// Whether it is due soon, or was and the member is being reminded.
    pub due: bool,
    /// Minutes of the next unit.
    pub minutes: Option<u32>,
    /// By which day.
    pub due_on: Date,
}

/// The plans that wait for a person, the earliest date first. Evidence of other rooms is taken in
/// on the way, so that what was done does not stand here.
///
/// # Errors
/// The database's, or another room's.
pub async fn assigned(app: &App, reader: Reader, locale: Locale) -> Result<Vec<Assigned>, Error> {
    let since = reader
        .today
        .checked_sub(KEPT_DAYS.days())
        .map_err(|error| internal(error.to_string()))?;
    let waiting = app
        .db
        .point("plans_of_person", move |tx| {
            let standings = standings(tx, reader)?;
            let mut waiting = store::for_person(tx, reader, since)?;
            waiting.retain(|plan| {
                let audience = Audience {
                    path: plan.path.clone(),
                    kinds: plan.kinds.clone(),
                };
                standings.iter().any(|standing| audience.includes(standing))
            });
            // The newest ones, so that what was never done does not hide what is due now.
            waiting.truncate(MOST);
            waiting.reverse();
            Ok(waiting)
        })
        .await?;
    let mut assigned: Vec<Assigned> = Vec::with_capacity(waiting.len());
    for plan in waiting {
        // Two plans of one course are one thing to do: the earlier date stands.
        if assigned.iter().any(|one| one.course == plan.course) {
            continue;
        }
        assigned.extend(one(app, reader, locale, plan).await?);
    }
    Ok(assigned)
}

async fn one(
    app: &App,
    reader: Reader,
    locale: Locale,
    plan: Waiting,
) -> Result<Option<Assigned>, Error> {
    let course = plan.course;
    let has_activities = app
        .db
        .point("plan_activities", move |tx| {
            Ok(store::has_activities(tx, course)?)
        })
        .await?;
    if has_activities && settle(app, reader, course).await? {
        return Ok(None);
    }
    let (units, done) = app
        .db
        .point("plan_units", move |tx| {
            let units = course::store::units(tx, course)?;
            let done = progress::store::of_course(tx, reader.person, course)?;
            Ok((units, done))
        })
        .await?;
    let open: Vec<&Unit> = units.iter().filter(|unit| unit.is_open()).collect();
    let left: Vec<&&Unit> = open
        .iter()
        .filter(|unit| !done.iter().any(|(id, _)| *id == unit.id))
        .collect();
    let Some(next) = left.first() else {
        return Ok(None);
    };
    let begun = left.len() < open.len();
    let minutes = next
        .minutes
        .filter(|_| next.anchor.is_empty())
        .and_then(|m| u32::try_from(m).ok());
    Ok(Some(Assigned {
        kicker: kicker(locale, &plan, reader.today),
        detail: detail(locale, &plan, (open.len(), left.len()), minutes),
        href: if begun {
            format!("/study/courses/{course}/units/{}", next.id)
        } else {
            format!("/study/courses/{course}")
        },
        action: say(locale, if begun { "plan-go-on" } else { "plan-begin" }, &[]),
        due: is_due(&rules(app)?, &plan, reader.today),
        minutes,
        plan: plan.id,
        course,
        title: plan.title,
        due_on: plan.due_on,
    }))
}

/// Due from some days before the date until the reminders have ended; later it only stands there.
fn is_due(rules: &Rules, plan: &Waiting, today: Date) -> bool {
    let soon = today
        .checked_add(jiff::Span::new().days(rules.today_days))
        .is_ok_and(|horizon| plan.due_on <= horizon);
    soon && today < counted_on(rules, plan.due_on)
}

fn kicker(locale: Locale, plan: &Waiting, today: Date) -> String {
    let day = day_in(locale, plan.due_on, today);
    let key = match plan.due_on.cmp(&today) {
        std::cmp::Ordering::Less => "plan-kicker-passed",
        std::cmp::Ordering::Equal => "plan-kicker-today",
        std::cmp::Ordering::Greater => "plan-kicker",
    };
    say(locale, key, &[("day", &day)])
}

fn detail(
    locale: Locale,
    plan: &Waiting,
    (all, left): (usize, usize),
    minutes: Option<u32>,
) -> String {
    let key = match plan.reminders {
        1 => "plan-detail-reminded",
        2 => "plan-detail-reminded-again",
        _ if left == all => "plan-detail-new",
        _ => "plan-detail",
    };
    let said = say(locale, key, &[("all", &all), ("left", &left)]);
    match minutes {
        Some(minutes) if plan.reminders == 0 => {
            format!(
                "{said}{}",
                say(locale, "plan-detail-next", &[("minutes", &minutes)])
            )
        }
        _ => said,
    }
}

/// The room's part of the Today page.
pub struct PlansToday;

impl TodaySource for PlansToday {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let reader = Reader {
                person,
                today: app.clock.today(),
            };
            let assigned = assigned(app, reader, locale).await?;
            Ok(assigned
                .into_iter()
                .map(|one| TodayItem {
                    kicker: one.kicker,
                    title: one.title,
                    detail: one.detail,
                    action: Some((one.href, one.action)),
                    due: one.due,
                    minutes: one.minutes,
                    // The end of its day: what is due at an hour of that day comes first.
                    at: Millis::start_of(one.due_on).plus_days(1).0,
                })
                .collect())
        })
    }
}
