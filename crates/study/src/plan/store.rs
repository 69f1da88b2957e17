//! Plans in the database.

use jiff::civil::Date;
use members::audience::count;
use org::Org;
use org::tree::store::{Scope, roots_scoped};
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::OrgId;
use platform::{from_row, params, sql};

use super::audience::Audience;
use super::{MemberKinds, Plan, PlanId};
use crate::course::CourseId;
use crate::material::store::{After, LINES};
use crate::reader::Reader;

/// A plan that was given within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: PlanId) -> Result<Plan, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A plan that was given within the scope or is meant for members in it.
///
/// # Errors
/// [`Error::NotFound`] for others.
pub fn find_concerned(tx: &mut Tx<'_>, scope: Scope, id: PlanId) -> Result<Plan, Error> {
    tx.opt(
        sql!("sql/find_concerned.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A plan by id, inside an operation that has judged the scope.
///
/// # Errors
/// [`Error::NotFound`] without it.
pub fn find(tx: &mut Tx<'_>, id: PlanId) -> Result<Plan, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// Plans that were given within the scope or are meant for members in it, newest first: one more
/// than [`LINES`] when there are more.
///
/// # Errors
/// The database's.
pub fn list_concerned(tx: &mut Tx<'_>, scope: Scope, after: After) -> Result<Vec<Plan>, DbError> {
    let below = PlanId(after.id);
    tx.all(
        sql!("sql/list_concerned.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            after.at,
            below,
            LINES + 1
        ],
    )
}

/// Leaves out plans from above that are meant for nobody in the branches and groups of this scope:
/// a village need not read what the city gives its agencies. Whoever sees more keeps them all.
///
/// # Errors
/// The database's.
pub fn keep_concerned(tx: &mut Tx<'_>, scope: Scope, plans: &mut Vec<Plan>) -> Result<(), DbError> {
    let roots = roots_scoped(tx, scope)?;
    if !roots.iter().all(|root| root.kind.takes_members()) {
        return Ok(());
    }
    let mut kept = Vec::with_capacity(plans.len());
    for plan in plans.drain(..) {
        if concerns(tx, &roots, &plan, scope.today)? {
            kept.push(plan);
        }
    }
    *plans = kept;
    Ok(())
}

fn concerns(tx: &mut Tx<'_>, roots: &[Org], plan: &Plan, today: Date) -> Result<bool, DbError> {
    let audience = Audience {
        path: plan.audience_path.clone(),
        kinds: plan.kinds.clone(),
    };
    for root in roots {
        let path = root.path.as_str();
        let own = plan.org_path.starts_with(path);
        if own || audience.kinds.is_everybody() {
            return Ok(true);
        }
        if count::at_home(tx, &audience, path, &[], today)?.whole > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Published courses that could be planned from this scope.
///
/// # Errors
/// The database's.
pub fn course_choices(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<(CourseId, String)>, DbError> {
    tx.all(
        sql!("sql/course_choices.sql"),
        params![scope.person, scope.permission, scope.today],
    )
}

/// The organisation for which somebody gives a plan to this place: the highest of theirs that holds
/// it.
///
/// # Errors
/// [`Error::NotFound`] when the place lies outside.
pub fn giver(tx: &mut Tx<'_>, scope: Scope, path: &str) -> Result<OrgId, Error> {
    let found = tx.opt::<(OrgId,)>(
        sql!("sql/giver.sql"),
        params![scope.person, scope.permission, scope.today, path],
    );
    Ok(found.or_not_found()?.0)
}

/// A plan that waits for a member.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which.
    pub id: PlanId,
    /// What is studied.
    pub course: CourseId,
    /// The course's title.
    pub title: String,
    /// For which kinds of member.
    pub kinds: MemberKinds,
    /// For which place.
    pub path: String,
    /// By which day.
    pub due_on: Date,
    /// Reminders written so far.
    pub reminders: i64,
}

from_row!(Waiting {
    id,
    course,
    title,
    kinds,
    path,
    due_on,
    reminders
});

/// Open plans at the places where a person belongs, whose course they have not finished. Whether
/// their kind is meant is judged by the caller.
///
/// # Errors
/// The database's.
pub fn for_person(tx: &mut Tx<'_>, reader: Reader, since: Date) -> Result<Vec<Waiting>, DbError> {
    let mut found: Vec<Waiting> = tx.all(
        sql!("sql/for_person.sql"),
        params![reader.person, reader.today, since],
    )?;
    // One plan reached over two belongings is one plan.
    found.dedup_by_key(|waiting| waiting.id);
    Ok(found)
}

/// Whether a course holds anything that another room offers.
///
/// # Errors
/// The database's.
pub fn has_activities(tx: &mut Tx<'_>, course: CourseId) -> Result<bool, DbError> {
    Ok(tx
        .one::<(i64,)>(sql!("sql/has_activities.sql"), params![course])?
        .0
        > 0)
}
