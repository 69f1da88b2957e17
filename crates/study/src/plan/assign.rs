//! Giving a plan and taking it back.

use jiff::civil::Date;
use org::Org;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::{MemberKinds, Plan, PlanId};
use crate::course::{self, CourseId};

/// A new plan.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Its id, made by whoever creates it.
    pub id: PlanId,
    /// Who gives it.
    pub org: OrgId,
    /// What is studied.
    pub course: CourseId,
    /// Which kinds of member.
    pub kinds: MemberKinds,
    /// From which day members see it.
    pub opens_on: Date,
    /// By which day.
    pub due_on: Date,
}

/// Gives a plan to the members of an organisation and everything below it.
///
/// # Errors
/// A field error when the course is not open or not for that place, or ends before it begins.
pub fn create(
    tx: &mut Tx<'_>,
    new: &NewPlan,
    audience: &Org,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    if new.due_on < new.opens_on {
        return Err(invalid("due_on", "plan-due-before-open"));
    }
    let course = course::store::find(tx, new.course)
        .map_err(|_| invalid("course", "plan-course-unknown"))?;
    if !course.is_open() {
        return Err(invalid("course", "plan-course-unknown"));
    }
    if !audience.path.as_str().starts_with(&course.org_path) {
        return Err(invalid("course", "plan-course-elsewhere"));
    }
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            new.id,
            new.org,
            new.course,
            audience.id,
            new.kinds,
            new.opens_on,
            new.due_on,
            by,
            now
        ],
    )?;
    note(tx, "plan.create", new.id, audience.path.as_str(), by, now)
}

/// Takes a plan back; it leaves every member's page.
///
/// # Errors
/// A conflict when it was taken back already.
pub fn withdraw(tx: &mut Tx<'_>, plan: &Plan, by: PersonId, now: Millis) -> Result<(), Error> {
    if plan.withdrawn_at.is_some() {
        return Err(conflict("plan-withdrawn-already"));
    }
    tx.exec(sql!("sql/insert_withdrawal.sql"), params![plan.id, by, now])?;
    note(tx, "plan.withdraw", plan.id, &plan.audience_path, by, now)
}

fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    id: PlanId,
    path: &str,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    audit::write(
        tx,
        &Entry::new(now, action, "plan").by(by).on(id.0).within(path),
    )?;
    Ok(())
}
