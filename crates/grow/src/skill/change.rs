//! A skill is written down, a plan is made, sessions are set and called off.

use org::tree::store as orgs;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::OrgId;
use platform::{params, sql};

use super::{PlanId, Session, SessionId, SkillId, store};
use org::Act;

/// Writes down what can be learned.
///
/// # Errors
/// Outside the scope; when it is there already.
pub fn add_skill(
    tx: &mut Tx<'_>,
    act: &Act,
    org: OrgId,
    name: &str,
    words: &str,
) -> Result<SkillId, Error> {
    let org = orgs::find_scoped(tx, act.scope, org)
        .map_err(|_| invalid("org", "admission-no-such-org"))?;
    let id = SkillId::fresh(&act.clock);
    let row = params![id, org.id, name, words, act.scope.person, act.clock.now()];
    tx.exec(sql!("sql/insert_skill.sql"), row)
        .map_err(|error| match error.is_unique() {
            true => invalid("name", "skill-there-already"),
            false => error.into(),
        })?;
    note(tx, act, "skill.add", ("skill", id.0), org.path.as_str())?;
    Ok(id)
}

/// Makes a year's plan.
///
/// # Errors
/// Outside the scope; when the year has one.
pub fn plan(tx: &mut Tx<'_>, act: &Act, org: OrgId, year: i64, aim: &str) -> Result<PlanId, Error> {
    let org = orgs::find_scoped(tx, act.scope, org)
        .map_err(|_| invalid("plan_org", "admission-no-such-org"))?;
    let id = PlanId::fresh(&act.clock);
    let row = params![id, org.id, year, aim, act.scope.person, act.clock.now()];
    tx.exec(sql!("sql/insert_plan.sql"), row)
        .map_err(|error| match error.is_unique() {
            true => invalid("year", "skill-planned-already"),
            false => error.into(),
        })?;
    note(
        tx,
        act,
        "skill.plan",
        ("skill_plan", id.0),
        org.path.as_str(),
    )?;
    Ok(id)
}

/// A session to be set.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Which, made by the form.
    pub id: SessionId,
    /// What is learned.
    pub skill: SkillId,
    /// Its title.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who holds it.
    pub organiser: String,
    /// When it begins.
    pub starts_at: Millis,
    /// For how long.
    pub hours: i64,
    /// How many can take part.
    pub seats: i64,
}

/// Sets a session of a plan. Sent twice it is one.
///
/// # Errors
/// Outside the scope; for a skill nobody offers there.
pub fn set_session(
    tx: &mut Tx<'_>,
    act: &Act,
    plan: PlanId,
    new: &NewSession,
) -> Result<SessionId, Error> {
    let plan = store::plan_scoped(tx, act.scope, plan)?;
    if let Ok(found) = store::session_scoped(tx, act.scope, new.id) {
        return Ok(found.id);
    }
    let known = store::skills_scoped(tx, act.scope)?;
    if !known.iter().any(|skill| skill.id == new.skill) {
        return Err(invalid("skill", "skill-unknown"));
    }
    let row = params![
        new.id,
        plan.id,
        new.skill,
        plan.org,
        new.title,
        new.place,
        new.organiser,
        new.starts_at,
        new.hours,
        new.seats,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_session.sql"), row)?;
    let org = orgs::find(tx, plan.org)?;
    note(
        tx,
        act,
        "skill.session",
        ("skill_session", new.id.0),
        org.path.as_str(),
    )?;
    Ok(new.id)
}

/// Calls a session off; whoever has a seat reads why.
///
/// # Errors
/// Outside the scope; a conflict when it was called off or hours were credited.
pub fn call_off(tx: &mut Tx<'_>, act: &Act, id: SessionId, words: &str) -> Result<(), Error> {
    store::session_scoped(tx, act.scope, id)?;
    let session = store::hold(tx, id)?;
    if store::seats(tx, id)?.iter().any(|seat| seat.credited) {
        return Err(conflict("skill-credited-already"));
    }
    let row = params![id, words, act.scope.person, act.clock.now()];
    if tx.exec(sql!("sql/call_off.sql"), row)? == 0 {
        return Err(conflict("skill-called-off"));
    }
    about(tx, act, "skill.call_off", &session)
}

pub(super) fn about(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    session: &Session,
) -> Result<(), Error> {
    note(
        tx,
        act,
        action,
        ("skill_session", session.id.0),
        &session.path,
    )
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    (kind, id): (&'static str, [u8; 16]),
    path: &str,
) -> Result<(), Error> {
    let entry = Entry::new(act.clock.now(), action, kind)
        .by(act.scope.person)
        .on(id)
        .within(path);
    Ok(audit::write(tx, &entry)?)
}
