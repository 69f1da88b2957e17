//! What is done to a project: begun, given actions, measured, closed.

use jiff::civil::Date;
use org::Org;
use org::tree::store as orgs;
use platform::audit::{self, Entry};
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, conflict, invalid};
use platform::ids::OrgId;
use platform::record::{self, Record, Verb};
use platform::{params, sql};

use super::{CLOSED, MEASURED, PROJECT, Project, ProjectId, Verdict, store};
use crate::matter::store::person_no;
use org::Act;

/// Measurements by day: a day measured again has the later value.
static MEASUREMENTS: InsertMany = InsertMany::new(
    "project_measurement",
    &[
        ("project_id", Kind::Id),
        ("measured_on", Kind::Text),
        ("value", Kind::Int),
        ("source", Kind::Text),
        ("entered_by", Kind::Id),
        ("entered_at", Kind::Int),
    ],
    OnConflict::Replace {
        key: &["project_id", "measured_on"],
        columns: &["value", "source", "entered_by", "entered_at"],
    },
);

/// A project to be begun.
#[derive(Clone, Debug)]
pub struct NewProject {
    /// Whose.
    pub org: OrgId,
    /// Its title.
    pub title: String,
    /// What shall be better.
    pub goal: String,
    /// What is measured.
    pub measure: String,
    /// In which unit.
    pub unit: String,
    /// Where it begins, in thousandths.
    pub baseline: i64,
    /// Where it shall be, in thousandths.
    pub target: i64,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
}

/// Begins a project.
///
/// # Errors
/// Outside the scope; when it would end before it begins, or aims at where it is.
pub fn begin(tx: &mut Tx<'_>, act: &Act, new: &NewProject) -> Result<ProjectId, Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "request-no-such-org"))?;
    if new.ends_on <= new.starts_on {
        return Err(invalid("ends_on", "project-ends-before"));
    }
    if new.target == new.baseline {
        return Err(invalid("target", "project-target-same"));
    }
    let id = ProjectId::fresh(&act.clock);
    let row = params![
        id,
        org.id,
        new.title,
        new.goal,
        new.measure,
        new.unit,
        new.baseline,
        new.target,
        new.starts_on,
        new.ends_on,
        act.scope.person,
        act.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    note(tx, act, "project.begin", id, &org)?;
    Ok(id)
}

/// A project that may be changed and is open, held.
fn open(tx: &mut Tx<'_>, act: &Act, id: ProjectId) -> Result<(Project, Org), Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    let project = store::find_scoped(tx, act.scope, id)?;
    if project.closed_at.is_some() {
        return Err(conflict("project-closed"));
    }
    let org = orgs::find(tx, project.org)?;
    Ok((project, org))
}

/// Adds an action.
///
/// # Errors
/// Outside the scope; when the project is closed or the day lies outside it.
pub fn add_action(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ProjectId,
    (what, planned_on): (&str, Date),
) -> Result<(), Error> {
    let (project, org) = open(tx, act, id)?;
    if planned_on < project.starts_on || planned_on > project.ends_on {
        return Err(invalid("planned_on", "project-day-outside"));
    }
    let row = params![id, what, planned_on, act.scope.person, act.now()];
    tx.exec(sql!("sql/insert_action.sql"), row)?;
    note(tx, act, "project.add_action", id, &org)
}

/// Says that an action was done, once.
///
/// # Errors
/// Outside the scope; when the project is closed, the day is still to come, or it was said before.
pub fn done(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, no): (ProjectId, i64),
    (on, words): (Date, &str),
) -> Result<(), Error> {
    let (_, org) = open(tx, act, id)?;
    if on > act.scope.today {
        return Err(invalid("done_on", "project-day-later"));
    }
    let row = params![id, no, on, words, act.scope.person, act.now()];
    if tx.exec(sql!("sql/done_action.sql"), row)? == 0 {
        return Err(conflict("project-action-done"));
    }
    note(tx, act, "project.done_action", id, &org)
}

/// A measurement to be written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMeasurement {
    /// When.
    pub on: Date,
    /// In thousandths of the unit.
    pub value: i64,
    /// From where the figure is.
    pub source: String,
}

/// Writes measurements down; a day measured before takes the new value.
///
/// # Errors
/// Outside the scope; when the project is closed or a day is still to come.
pub fn measure(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ProjectId,
    new: &[NewMeasurement],
) -> Result<(), Error> {
    let (_, org) = open(tx, act, id)?;
    if new.iter().any(|one| one.on > act.scope.today) {
        return Err(invalid("measured_on", "project-day-later"));
    }
    let rows: Vec<Vec<Value>> = new
        .iter()
        .map(|one| {
            vec![
                id.to_value(),
                one.on.to_value(),
                one.value.to_value(),
                one.source.to_value(),
                act.scope.person.to_value(),
                act.now().to_value(),
            ]
        })
        .collect();
    tx.insert_many(&MEASUREMENTS, &rows)?;
    tell(tx, act, &MEASURED, id, &org)?;
    note(tx, act, "project.measure", id, &org)
}

/// Closes a project, honestly: what became of it, what its actions contributed, what else happened.
///
/// # Errors
/// Outside the scope; when it is closed, or was never measured.
pub fn close(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ProjectId,
    verdict: Verdict,
    (contribution, otherwise): (&str, &str),
) -> Result<(), Error> {
    let (_, org) = open(tx, act, id)?;
    if store::measurements(tx, id)?.is_empty() {
        return Err(conflict("project-unmeasured"));
    }
    let row = params![
        id,
        verdict.code(),
        contribution,
        otherwise,
        act.scope.person,
        act.now()
    ];
    tx.exec(sql!("sql/close.sql"), row)?;
    tell(tx, act, &CLOSED, id, &org)?;
    note(tx, act, "project.close", id, &org)
}

fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    id: ProjectId,
    org: &Org,
) -> Result<(), Error> {
    let entry = Entry::new(act.now(), action, "project")
        .on(id.0)
        .by(act.scope.person)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}

fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    verb: &'static Verb,
    id: ProjectId,
    org: &Org,
) -> Result<(), Error> {
    let record = Record {
        at: act.now(),
        verb,
        actor_no: person_no(tx, act.scope.person)?,
        org_no: org.no,
        object_kind: PROJECT,
        object_id: id.0,
        result: None,
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}
