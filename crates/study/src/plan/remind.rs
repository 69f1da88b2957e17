//! The two reminders after a date has passed: rows that only the member's own page reads.
//!
//! Written by the platform at fixed days, never when somebody opens a page, so that a reminder
//! tells nothing about opening. Before them, what other rooms know as done is taken in.

use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::app::App;
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx};
use platform::error::Error;
use platform::ids::PersonId;
use platform::jobs::{Every, Scheduler, Turns};
use platform::module::{BoxFuture, Moved};
use platform::{from_row, params, sql};

use super::store::has_activities;
use super::{Audience, MemberKinds, PlanId};
use crate::course::CourseId;
use crate::progress::settle;
use crate::reader::Reader;
use crate::rules::rules;

/// Members looked at in one slice.
const SLICE: i64 = 200;
/// A plan whose date passed longer ago, in days, is left alone.
const OLDEST: i64 = 30;

static REMINDERS: InsertMany = InsertMany::new(
    "plan_reminder",
    &[
        ("plan_id", Kind::Id),
        ("person_id", Kind::Id),
        ("number", Kind::Int),
        ("at", Kind::Int),
    ],
    OnConflict::Keep(&["plan_id", "person_id", "number"]),
);

static REMINDING: InsertMany = InsertMany::new(
    "plan_reminding",
    &[
        ("plan_id", Kind::Id),
        ("number", Kind::Int),
        ("after_path", Kind::Text),
        ("after_id", Kind::Id),
        ("done_at", Kind::Int),
    ],
    OnConflict::Replace {
        key: &["plan_id", "number"],
        columns: &["after_path", "after_id", "done_at"],
    },
);

/// A plan whose date has passed.
#[derive(Clone, Debug)]
struct Passed {
    id: PlanId,
    course: CourseId,
    path: String,
    kinds: MemberKinds,
    due_on: Date,
}

from_row!(Passed {
    id,
    course,
    path,
    kinds,
    due_on
});

/// Looks every hour.
///
/// # Errors
/// Never; it has the shape of a start hook.
pub fn start(app: App) -> BoxFuture<'static, Result<(), Error>> {
    Box::pin(async move {
        let work = app.clone();
        let hourly = Every::new(
            "study.remind",
            Duration::from_secs(3_600),
            Turns::OneNode,
            move || {
                let app = work.clone();
                async move { remind(&app).await }
            },
        );
        let handle = Scheduler::new(app.db.clone(), app.clock.clone(), vec![hourly]).start();
        app.rooms.get_or_init(|| Running(handle));
        Ok(())
    })
}

/// Holds the scheduler for as long as the application lives.
struct Running(
    #[expect(dead_code, reason = "dropping it ends the scheduler")] tokio::sync::watch::Sender<()>,
);

/// Writes the reminders that are due today.
///
/// # Errors
/// The database's, or another room's.
pub async fn remind(app: &App) -> Result<(), Error> {
    let today = app.clock.today();
    let oldest = today.checked_sub(OLDEST.days()).unwrap_or(today);
    let passed: Vec<Passed> = app
        .db
        .read("plans_passed", move |tx| {
            Ok(tx.all(sql!("sql/past_due.sql"), params![oldest, today])?)
        })
        .await?;
    let rules = rules(app)?;
    for plan in passed {
        for (number, days) in [
            (1, rules.first_reminder_days),
            (2, rules.second_reminder_days),
        ] {
            if plan
                .due_on
                .checked_add(days.days())
                .is_ok_and(|day| day <= today)
            {
                remind_once(app, &plan, number, today).await?;
            }
        }
    }
    Ok(())
}

/// Where the reminders of a plan stand.
#[derive(Clone, Debug)]
struct Stand {
    after_path: String,
    after_id: PersonId,
    done_at: Option<Millis>,
}

from_row!(Stand {
    after_path,
    after_id,
    done_at
});

async fn remind_once(app: &App, plan: &Passed, number: i64, today: Date) -> Result<(), Error> {
    let (id, course) = (plan.id, plan.course);
    let (mut stand, activities) = app
        .db
        .point("plan_reminding", move |tx| {
            let stand = tx.opt::<Stand>(sql!("sql/reminding.sql"), params![id, number])?;
            let begin = Stand {
                after_path: String::new(),
                after_id: PersonId([0; 16]),
                done_at: None,
            };
            Ok((stand.unwrap_or(begin), has_activities(tx, course)?))
        })
        .await?;
    while stand.done_at.is_none() {
        if activities {
            take_in(app, plan, &stand, today).await?;
        }
        let (plan, before, now) = (plan.clone(), stand.clone(), app.clock.now());
        stand = app
            .db
            .bulk("remind", move |tx| {
                slice(tx, &plan, number, &before, today, now)
            })
            .await?;
    }
    Ok(())
}

/// Takes in what other rooms know, for the members of the next slice.
async fn take_in(app: &App, plan: &Passed, stand: &Stand, today: Date) -> Result<(), Error> {
    let (asked, before) = (plan.clone(), stand.clone());
    let people = app
        .db
        .read("plan_late", move |tx| late(tx, &asked, &before, today))
        .await?;
    for (_, person) in people {
        match settle(app, Reader { person, today }, plan.course).await {
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn late(
    tx: &mut Tx<'_>,
    plan: &Passed,
    stand: &Stand,
    today: Date,
) -> Result<Vec<(String, PersonId)>, Error> {
    let end = format!("{}~", plan.path);
    let mut params = params![
        stand.after_path,
        stand.after_id,
        SLICE,
        plan.course,
        Millis(i64::MAX),
        plan.path,
        end,
        today
    ]
    .to_vec();
    let audience = Audience {
        path: plan.path.clone(),
        kinds: plan.kinds.clone(),
    };
    params.extend(audience.kind_params(today));
    Ok(tx.all(sql!("sql/to_remind.sql"), &params)?)
}

/// Begins unfinished reminders anew when organisations move: they go by path, and nobody is
/// reminded twice of the same plan and number anyway.
///
/// # Errors
/// The database's.
pub fn moved(tx: &mut Tx<'_>, _: &Moved<'_>) -> Result<(), Error> {
    tx.exec(sql!("sql/remind_anew.sql"), params![PersonId([0; 16])])?;
    Ok(())
}

fn slice(
    tx: &mut Tx<'_>,
    plan: &Passed,
    number: i64,
    stand: &Stand,
    today: Date,
    now: Millis,
) -> Result<Stand, Error> {
    let people = late(tx, plan, stand, today)?;
    let mut rows: Vec<_> = people
        .iter()
        .map(|(_, person)| {
            vec![
                plan.id.to_value(),
                person.to_value(),
                number.to_value(),
                now.to_value(),
            ]
        })
        .collect();
    // Somebody may belong to two places of one slice.
    rows.dedup();
    tx.insert_many(&REMINDERS, &rows)?;
    let full = people.len() >= usize::try_from(SLICE).unwrap_or(usize::MAX);
    let next = match people.last() {
        Some((path, person)) => Stand {
            after_path: path.clone(),
            after_id: *person,
            done_at: (!full).then_some(now),
        },
        None => Stand {
            done_at: Some(now),
            ..stand.clone()
        },
    };
    let row = params![
        plan.id,
        number,
        next.after_path,
        next.after_id,
        next.done_at
    ]
    .to_vec();
    tx.insert_many(&REMINDING, &[row])?;
    Ok(next)
}
