//! What is done to a drive: begun, given goals and measures, told of, judged, closed.

use jiff::civil::Date;
use org::Org;
use org::tree::store as orgs;
use platform::audit::{self, Entry};
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::OrgId;
use platform::record::{self, Record};
use platform::{params, sql};

use super::{
    Drive, DriveId, EVIDENCE_GIVEN, EvidenceId, GOAL, GOAL_REVIEWED, GoalId, MEASURE, MeasureId,
    ReviewId, Verdict, store,
};
use org::Act;

/// A drive to be begun.
#[derive(Clone, Debug)]
pub struct NewDrive {
    /// Whose.
    pub org: OrgId,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub aim: String,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
}

/// Begins a drive.
///
/// # Errors
/// Outside the scope; when it would end before it begins.
pub fn begin(tx: &mut Tx<'_>, act: &Act, new: &NewDrive) -> Result<DriveId, Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "drive-no-such-org"))?;
    if new.ends_on <= new.starts_on {
        return Err(invalid("ends_on", "drive-ends-before"));
    }
    let id = DriveId::fresh(&act.clock);
    let row = params![
        id,
        org.id,
        new.title,
        new.aim,
        new.starts_on,
        new.ends_on,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    note(tx, act, "drive.begin", ("drive", id.0), &org)?;
    Ok(id)
}

/// Adds a goal: what is wrong, and what shall be true instead.
///
/// # Errors
/// Outside the scope; when the drive is closed.
pub fn add_goal(
    tx: &mut Tx<'_>,
    act: &Act,
    drive: DriveId,
    problem: &str,
    goal: &str,
) -> Result<GoalId, Error> {
    let drive = open(tx, act, drive)?;
    let no: (i64,) = tx.one(sql!("sql/next_goal.sql"), params![drive.id])?;
    let id = GoalId::fresh(&act.clock);
    let row = params![
        id,
        drive.id,
        no.0,
        problem,
        goal,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_goal.sql"), row)?;
    let org = orgs::find(tx, drive.org)?;
    note(tx, act, "drive.add_goal", ("drive_goal", id.0), &org)?;
    Ok(id)
}

/// A measure to be added.
#[derive(Clone, Debug)]
pub struct NewMeasure {
    /// What is done.
    pub what: String,
    /// Who does it: a name, a short name or a code below the drive's organisation.
    pub org: String,
    /// Who answers for it, in words.
    pub responsible: String,
    /// By when.
    pub due_on: Date,
}

/// Adds a measure to a goal.
///
/// # Errors
/// Outside the scope; when the drive is closed, the day lies outside it, or there is no such
/// organisation at or below the drive's.
pub fn add_measure(
    tx: &mut Tx<'_>,
    act: &Act,
    goal: GoalId,
    new: &NewMeasure,
) -> Result<MeasureId, Error> {
    let (drive, goal) = store::find_goal(tx, act.scope, goal)?;
    let drive = open(tx, act, drive.id)?;
    if new.due_on < drive.starts_on || new.due_on > drive.ends_on {
        return Err(invalid("due_on", "drive-due-outside"));
    }
    let owner = orgs::find(tx, drive.org)?;
    let named = orgs::named_below(tx, &owner.path, &new.org)?;
    let doer = match named.as_slice() {
        [one] => one,
        [] => return Err(invalid("unit", "drive-no-such-unit")),
        _ => return Err(invalid("unit", "drive-several-units")),
    };
    tx.lock(sql!("sql/hold_goal.sql"), params![goal.id])?;
    let no: (i64,) = tx.one(sql!("sql/next_measure.sql"), params![goal.id])?;
    let id = MeasureId::fresh(&act.clock);
    let row = params![
        id,
        goal.id,
        no.0,
        new.what,
        doer.id,
        new.responsible,
        new.due_on,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_measure.sql"), row)?;
    note(tx, act, "drive.add_measure", ("drive_measure", id.0), doer)?;
    Ok(id)
}

/// Writes down what happened for a measure.
///
/// # Errors
/// Outside the scope; when the drive is closed or the day has not come.
pub fn give_evidence(
    tx: &mut Tx<'_>,
    act: &Act,
    measure: MeasureId,
    happened_on: Date,
    words: &str,
) -> Result<EvidenceId, Error> {
    let measure = store::find_measure(tx, act.scope, measure)?;
    let (drive, _) = store::above_measure(tx, &measure)?;
    hold_open(tx, &drive)?;
    if happened_on > act.scope.today {
        return Err(invalid("happened_on", "drive-happens-later"));
    }
    let id = EvidenceId::fresh(&act.clock);
    let row = params![
        id,
        measure.id,
        happened_on,
        words,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_evidence.sql"), row)?;
    let org = orgs::find(tx, measure.org)?;
    note(
        tx,
        act,
        "drive.give_evidence",
        ("drive_measure", measure.id.0),
        &org,
    )?;
    tell(tx, act, &EVIDENCE_GIVEN, (MEASURE, measure.id.0), &org)?;
    Ok(id)
}

/// Judges a goal. A later verdict stands beside the earlier ones.
///
/// # Errors
/// Outside the scope; when the drive is closed; for whoever entered evidence of this goal.
pub fn review(
    tx: &mut Tx<'_>,
    act: &Act,
    goal: GoalId,
    verdict: Verdict,
    words: &str,
) -> Result<(), Error> {
    let (drive, goal) = store::find_goal(tx, act.scope, goal)?;
    hold_open(tx, &drive)?;
    let told: (i64,) = tx.one(sql!("sql/told_by.sql"), params![goal.id, act.scope.person])?;
    if told.0 > 0 {
        return Err(conflict("drive-own-evidence"));
    }
    let id = ReviewId::fresh(&act.clock);
    let row = params![
        id,
        goal.id,
        verdict.code(),
        words,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_review.sql"), row)?;
    let org = orgs::find(tx, drive.org)?;
    note(tx, act, "drive.review", ("drive_goal", goal.id.0), &org)?;
    tell(tx, act, &GOAL_REVIEWED, (GOAL, goal.id.0), &org)
}

/// Closes a drive, when every goal has been judged.
///
/// # Errors
/// Outside the scope; when it is closed, has no goals, or one has no verdict yet.
pub fn close(tx: &mut Tx<'_>, act: &Act, drive: DriveId, words: &str) -> Result<(), Error> {
    let drive = open(tx, act, drive)?;
    if store::goals(tx, drive.id)?.is_empty() {
        return Err(conflict("drive-without-goals"));
    }
    let unjudged: (i64,) = tx.one(sql!("sql/open_goals.sql"), params![drive.id])?;
    if unjudged.0 > 0 {
        return Err(conflict("drive-goals-unjudged"));
    }
    let row = params![drive.id, words, act.scope.person, act.clock.now()];
    tx.exec(sql!("sql/close.sql"), row)?;
    let org = orgs::find(tx, drive.org)?;
    note(tx, act, "drive.close", ("drive", drive.id.0), &org)
}

/// A drive that may be changed and is open, held until the transaction ends.
fn open(tx: &mut Tx<'_>, act: &Act, drive: DriveId) -> Result<Drive, Error> {
    let drive = store::find_scoped(tx, act.scope, drive)?;
    hold_open(tx, &drive)?;
    Ok(drive)
}

fn hold_open(tx: &mut Tx<'_>, drive: &Drive) -> Result<(), Error> {
    tx.lock(sql!("sql/hold.sql"), params![drive.id])?;
    let now: Option<Drive> = tx.opt(sql!("sql/find.sql"), params![drive.id])?;
    if now.is_none_or(|drive| drive.closed_at.is_some()) {
        return Err(conflict("drive-closed"));
    }
    Ok(())
}

fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    (kind, id): (&'static str, [u8; 16]),
    org: &Org,
) -> Result<(), Error> {
    let entry = Entry::new(act.clock.now(), action, kind)
        .by(act.scope.person)
        .on(id)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}

fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    verb: &'static record::Verb,
    (object_kind, object_id): (record::ObjectKind, [u8; 16]),
    org: &Org,
) -> Result<(), Error> {
    let actor: (i64,) = tx.one(sql!("sql/person_no.sql"), params![act.scope.person])?;
    let record = Record {
        at: act.clock.now(),
        verb,
        actor_no: actor.0,
        org_no: org.no,
        object_kind,
        object_id,
        result: None,
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}
