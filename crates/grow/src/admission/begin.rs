//! An application is received (step 1), and what is known of the applicant is put right.

use jiff::civil::Date;
use org::tree::store as orgs;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::crypto::Sealer;
use platform::db::{DbError, Tx};
use platform::error::{Error, conflict, invalid};
use platform::ids::OrgId;
use platform::{params, sql};

use super::machine::Event;
use super::rules::Limits;
use super::store;
use super::take::{self, Take};
use super::{Applicant, ApplicantId, Facts, Plain, WrittenId};
use org::Act;

/// What is known of somebody who applies.
#[derive(Clone)]
pub struct About {
    /// Their name.
    pub full_name: String,
    /// GB/T 2261.1.
    pub sex: String,
    /// Birthday.
    pub birth_date: Date,
    /// GB/T 3304.
    pub ethnicity: Option<String>,
    /// GB/T 4658.
    pub education: Option<String>,
    /// Where and as what they work.
    pub work_unit: Option<String>,
    /// When they leave that unit.
    pub leaving_on: Option<Date>,
    /// What is sealed.
    pub plain: Plain,
}

/// An application on paper that was handed in.
#[derive(Clone)]
pub struct Application {
    /// Which, made by the form.
    pub id: ApplicantId,
    /// At which branch.
    pub org: OrgId,
    /// Who.
    pub about: About,
    /// When it was handed in.
    pub applied_on: Date,
    /// A remark.
    pub words: String,
}

/// Receives an application. Sent twice it is one.
///
/// # Errors
/// Outside the scope; an organisation that admits nobody; under age; somebody whose application is
/// under way already.
pub fn begin(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    new: &Application,
    limits: &Limits,
) -> Result<ApplicantId, Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "admission-no-such-org"))?;
    if let Ok(found) = store::find_scoped(tx, act.scope, new.id) {
        return Ok(found.id);
    }
    if !admits(org.kind) {
        return Err(invalid("org", "admission-org-admits-nobody"));
    }
    let org = orgs::hold(tx, org.id)?;
    let about = &new.about;
    let sealed = about.plain.seal(sealer, new.id)?;
    let index = index(sealer, &about.plain)?;
    let row = params![
        new.id,
        org.id,
        org.path,
        about.full_name,
        about.sex,
        about.birth_date,
        about.ethnicity,
        about.education,
        about.work_unit,
        about.leaving_on,
        sealed.id_number,
        index,
        sealed.mobile,
        sealed.residence,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row).map_err(twice)?;
    platform::tally::add(
        tx,
        org.path.as_str(),
        super::step::Stage::Applicant.tally(),
        1,
    )?;
    let applicant = store::find(tx, new.id)?;
    note(tx, act, "applicant.begin", &applicant)?;
    let first = Take {
        id: WrittenId::derived("first step", &new.id.to_string()),
        event: Event::done(1, new.applied_on),
        facts: Facts::new(),
        words: new.words.clone(),
        helpers: Vec::new(),
        meeting: None,
    };
    take::write(tx, act, &applicant, &first, limits).map_err(|error| match error {
        // The form asks for the birthday and not for a block.
        Error::Conflict(message) => Error::Invalid(vec![platform::error::FieldError {
            field: "birth_date".to_owned(),
            message,
        }]),
        other => other,
    })?;
    Ok(new.id)
}

/// Branches admit; a temporary or functional one does not (支部工作条例, domain rule 3.8).
fn admits(kind: org::OrgKind) -> bool {
    matches!(kind, org::OrgKind::Branch | org::OrgKind::JointBranch)
}

fn index(sealer: &Sealer, plain: &Plain) -> Result<Option<Vec<u8>>, Error> {
    let number = plain.id_number.as_deref();
    Ok(number
        .map(|number| members::member::id_index(sealer, number))
        .transpose()?)
}

/// Changes what is known of an applicant, on the version its editor saw.
///
/// # Errors
/// Outside the scope; a conflict when somebody else changed it meanwhile, or they are on the roll,
/// where the member's record holds what is known.
pub fn edit(
    tx: &mut Tx<'_>,
    act: &Act,
    sealer: &Sealer,
    id: ApplicantId,
    about: &About,
    seen: i64,
) -> Result<(), Error> {
    let before = store::find_scoped(tx, act.scope, id)?;
    if before.person.is_some() {
        return Err(conflict("admission-on-the-roll"));
    }
    let sealed = about.plain.seal(sealer, id)?;
    let row = params![
        id,
        about.full_name,
        about.sex,
        about.birth_date,
        about.ethnicity,
        about.education,
        about.work_unit,
        about.leaving_on,
        sealed.id_number,
        index(sealer, &about.plain)?,
        sealed.mobile,
        sealed.residence,
        seen
    ];
    if tx.exec(sql!("sql/update.sql"), row).map_err(twice)? == 0 {
        return Err(conflict("admission-changed-meanwhile"));
    }
    note(tx, act, "applicant.edit", &before)
}

fn twice(error: DbError) -> Error {
    match error.is_unique() {
        true => invalid("id_number", "admission-under-way"),
        false => error.into(),
    }
}

/// An entry of the log about an applicant.
pub(super) fn entry(now: Millis, act: &Act, action: &'static str, of: &Applicant) -> Entry {
    let entry = Entry::new(now, action, "applicant")
        .by(act.scope.person)
        .on(of.id.0)
        .within(of.path.as_str());
    match of.person {
        Some(person) => entry.about(person),
        None => entry,
    }
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    of: &Applicant,
) -> Result<(), Error> {
    Ok(audit::write(tx, &entry(act.clock.now(), act, action, of))?)
}
