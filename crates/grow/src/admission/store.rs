//! Applicants in the database. Staff find them through their grants.

use jiff::civil::Date;
use org::OrgKind;
use org::tree::store::{self as orgs, Scope};
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _, conflict};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql, tally};

use super::machine::{Block, Case, Notice, Standing};
use super::rules::Limits;
use super::step::{Stage, Who};
use super::{Applicant, ApplicantId, NoticeId, Override, OverrideId, PublicNotice, Turn, Written};

/// Applicants a page of the list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// An applicant within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: ApplicantId) -> Result<Applicant, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// An applicant whose scope the caller has judged, held with their branch until the transaction
/// ends: what is counted of them is counted where the branch stands.
///
/// # Errors
/// [`Error::NotFound`] when there is none; a conflict when they went to another branch meanwhile.
pub fn hold(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Applicant, Error> {
    let seen = find(tx, id)?;
    // The branch first, as a move of the tree does, which then changes the paths of applicants.
    orgs::hold(tx, seen.org)?;
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    let now = find(tx, id)?;
    match now.org == seen.org {
        true => Ok(now),
        false => Err(conflict("admission-changed-meanwhile")),
    }
}

/// An applicant whose scope the caller has judged.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Applicant, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// Where a list in the order of branches goes on.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The path of the last one shown.
    pub path: String,
    /// The last one shown.
    pub id: [u8; 16],
}

/// The first and last path a scope reaches, so that a walk along an index begins there.
fn bounds(tx: &mut Tx<'_>, scope: Scope) -> Result<(String, String), DbError> {
    let (lo, hi): (Option<String>, Option<String>) = tx.one(
        sql!("sql/bounds.sql"),
        params![scope.person, scope.permission, scope.today],
    )?;
    Ok((lo.unwrap_or_default(), hi.unwrap_or_default()))
}

/// Applicants in the order of their branches. `show`: empty for all under way, a stage, `late`,
/// `branch`, `assembly`, `superior`, `county`, `resting`, `over`.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    show: &str,
    words: &str,
    after: &Place,
) -> Result<Vec<Applicant>, DbError> {
    let (lo, hi) = bounds(tx, scope)?;
    tx.all(
        sql!("sql/list_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            lo,
            hi,
            after.path,
            Value::Id(after.id),
            show,
            words
        ],
    )
}

/// What waits on somebody's desk: `branch`, `superior` or `county`; at most six.
///
/// # Errors
/// The database's.
pub fn desk_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    who: &'static str,
    soon: Date,
) -> Result<Vec<Applicant>, DbError> {
    let (lo, hi) = bounds(tx, scope)?;
    tx.all(
        sql!("sql/desk_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            who,
            lo,
            hi,
            soon
        ],
    )
}

/// How many are in each stage within the scope, from the sums that stand ready.
///
/// # Errors
/// The database's.
pub fn counts(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<(Stage, i64)>, DbError> {
    let roots: Vec<(String,)> = tx.all(
        sql!("sql/roots.sql"),
        params![scope.person, scope.permission, scope.today],
    )?;
    let mut counts = Vec::new();
    for stage in Stage::ALL {
        let mut sum = 0;
        for (path,) in &roots {
            sum += tally::value(tx, path, stage.tally())?;
        }
        counts.push((stage, sum));
    }
    Ok(counts)
}

/// Whether somebody acts at a committee above a branch; with `county`, at one above that. 党总支 and
/// the branch itself are no committee, so they never do (发展党员工作细则).
///
/// # Errors
/// The database's.
pub fn is_above(tx: &mut Tx<'_>, scope: Scope, branch: OrgId, county: bool) -> Result<bool, Error> {
    let branch = orgs::find(tx, branch)?;
    let above = orgs::ancestors(tx, &branch.path)?;
    let committees: Vec<&str> = above
        .iter()
        .filter(|org| org.id != branch.id)
        .filter(|org| {
            matches!(
                org.kind,
                OrgKind::PrimaryCommittee | OrgKind::WorkingCommittee
            )
        })
        .map(|org| org.path.as_str())
        .collect();
    let held: Vec<(String,)> = tx.all(
        sql!("sql/held.sql"),
        params![scope.person, scope.permission, scope.today],
    )?;
    // The nearest committee stands last; the county is any above it.
    let reach = match county {
        true => committees.len().saturating_sub(1),
        false => committees.len(),
    };
    Ok(committees
        .iter()
        .take(reach)
        .any(|path| held.iter().any(|(at,)| at == path)))
}

/// What was written down of an applicant who was found, in order.
///
/// # Errors
/// The database's.
pub fn written(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Vec<Written>, DbError> {
    tx.all(sql!("sql/written.sql"), params![id])
}

/// The notices of an applicant who was found.
///
/// # Errors
/// The database's.
pub fn notices(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Vec<PublicNotice>, DbError> {
    tx.all(sql!("sql/notices.sql"), params![id])
}

/// A notice; the caller judges the scope by its applicant.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn notice(tx: &mut Tx<'_>, id: NoticeId) -> Result<PublicNotice, Error> {
    tx.opt(sql!("sql/notice.sql"), params![id]).or_not_found()
}

/// The overrides asked for an applicant who was found.
///
/// # Errors
/// The database's.
pub fn overrides(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Vec<Override>, DbError> {
    tx.all(sql!("sql/overrides.sql"), params![id])
}

/// An override; the caller judges the scope by its applicant.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn an_override(tx: &mut Tx<'_>, id: OverrideId) -> Result<Override, Error> {
    tx.opt(sql!("sql/override.sql"), params![id]).or_not_found()
}

/// Pauses, exits and moves of an applicant who was found.
///
/// # Errors
/// The database's.
pub fn turns(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Vec<Turn>, DbError> {
    tx.all(sql!("sql/turns.sql"), params![id])
}

/// The names of the mentors (`mentor`) or introducers (`introducer`) named last.
///
/// # Errors
/// The database's.
pub fn helpers(tx: &mut Tx<'_>, id: ApplicantId, role: &str) -> Result<Vec<String>, DbError> {
    let found: Vec<(String,)> = tx.all(sql!("sql/helpers.sql"), params![id, role])?;
    Ok(found.into_iter().map(|(name,)| name).collect())
}

/// The full members of a branch, who can help an applicant or vote: at most three hundred.
///
/// # Errors
/// The database's.
pub fn full_members(tx: &mut Tx<'_>, path: &str) -> Result<Vec<(PersonId, String)>, DbError> {
    tx.all(
        sql!("sql/full_members.sql"),
        params![path, format!("{path}~")],
    )
}

/// How many full members a branch has: those expected at a vote, before anybody is left out.
///
/// # Errors
/// The database's.
pub fn count_full(tx: &mut Tx<'_>, path: &str) -> Result<i64, DbError> {
    let found: (i64,) = tx.one(
        sql!("sql/count_full.sql"),
        params![path, format!("{path}~")],
    )?;
    Ok(found.0)
}

/// The case of an applicant who was found, as the machine reads it.
///
/// # Errors
/// The database's; what is stored and no machine can read.
pub fn case(tx: &mut Tx<'_>, of: &Applicant) -> Result<Case, Error> {
    let written = written(tx, of.id)?;
    let events: Result<Vec<_>, Error> = written.iter().map(Written::event).collect();
    let notices = notices(tx, of.id)?;
    let overrides = overrides(tx, of.id)?;
    let mut case = Case::of(of.birth_date);
    case.leaving = of.leaving_on;
    case.paused = of.state == "paused";
    case.stopped = of.state == "ended";
    case.events = events?;
    case.notices = notices
        .iter()
        .filter(|one| one.result.is_some())
        .map(|one| Notice {
            conversion: one.stage == "conversion",
            ends_on: one.ends_on,
            clear: one.result.as_deref() != Some("upheld"),
        })
        .collect();
    case.fallen = overrides
        .iter()
        .filter(|one| one.confirmed == Some(true))
        .filter_map(|one| Some((one.step, Block::from_code(&one.block)?)))
        .collect();
    Ok(case)
}

/// Writes where somebody stands, and counts them where they are now.
///
/// # Errors
/// The database's.
pub fn stand(
    tx: &mut Tx<'_>,
    of: &Applicant,
    at: &Standing,
    state: &'static str,
    limits: &Limits,
) -> Result<(), DbError> {
    let waits = |who: Who| i64::from(at.waits_for(who));
    tx.exec(
        sql!("sql/stand.sql"),
        params![
            of.id,
            at.stage.code(),
            state,
            at.now().map(i64::from),
            at.due(limits).map(|(_, day)| day),
            waits(Who::Branch),
            waits(Who::Superior),
            waits(Who::County),
            waits(Who::Assembly)
        ],
    )?;
    if is_counted(&of.state) {
        tally::add(tx, &of.path, of.stage.tally(), -1)?;
    }
    if is_counted(state) {
        tally::add(tx, &of.path, at.stage.tally(), 1)?;
    }
    Ok(())
}

/// Whether somebody is still on the way.
#[must_use]
pub fn is_counted(state: &str) -> bool {
    matches!(state, "open" | "paused")
}

/// The state of a case by where it stands.
#[must_use]
pub fn state_of(at: &Standing) -> &'static str {
    match at {
        at if at.ended => "ended",
        at if at.filed => "done",
        at if at.paused => "paused",
        _ => "open",
    }
}
