//! Entering a member and changing what is known of one.

use jiff::civil::Date;
use org::Org;
use org::tree::store::Scope;
use platform::audit;
use platform::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, conflict, invalid};
use platform::ids::{self, PersonId};
use platform::params;

use super::sign_in::{self, SignIn};
use super::store::{self, Closed, PERSONS, Reach, person_values};
use super::{MEMBERS, Record};
use crate::belonging::{self, Act, BelongingKind, tallies};
use crate::roster::Column;

/// How and when somebody comes onto the roll (增加).
#[derive(Clone, Debug)]
pub struct Came {
    /// A code of `rules/codes/entry_type.toml`.
    pub kind: String,
    /// From which day they belong.
    pub on: Date,
}

static ENTRIES: InsertMany = InsertMany::new(
    "member_entry",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("org_id", Kind::Id),
        ("kind", Kind::Text),
        ("entered_on", Kind::Text),
        ("entered_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Enters a member in an organisation.
///
/// # Errors
/// A field error when the ID number is known already or the organisation takes no members.
pub fn create(
    tx: &mut Tx<'_>,
    person: PersonId,
    new: &Closed,
    org: &Org,
    came: &Came,
    act: Act,
) -> Result<(), Error> {
    let from_on = came.on;
    let row = person_values(person, &new.record.full_name, &new.keys, act.now);
    tx.insert_many(&PERSONS, &[row])?;
    if new.record.reading.is_some() || new.record.surname_strokes.is_some() {
        store::rename(tx, person, new)?;
    }
    let mut row = new.values(person, act.now);
    row.push(act.now.to_value());
    tx.insert_many(&MEMBERS, &[row]).map_err(taken)?;
    belonging::join(tx, person, org, BelongingKind::Home, from_on, act)?;
    let id = ids::uuid_v7(act.now.0, platform::random::bytes()).into_bytes();
    let row = params![
        Value::Id(id),
        person,
        org.id,
        came.kind,
        from_on,
        act.by,
        act.now
    ];
    tx.insert_many(&ENTRIES, &[row.to_vec()])?;
    let entry = act
        .entry("member.create", "member")
        .on(person.0)
        .about(person)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}

/// What an edit begins from.
#[derive(Clone, Debug)]
pub struct From<'a> {
    /// The version its editor saw.
    pub seen: i64,
    /// The fields it changes.
    pub fields: &'a [&'static str],
    /// The blind index of the mobile number the record held.
    pub mobile: Option<&'a [u8]>,
}

/// Changes a member's record, on the version its editor saw.
///
/// # Errors
/// Outside the scope; a conflict when somebody else changed it meanwhile; a field error when the
/// ID number is another member's.
pub fn edit(
    tx: &mut Tx<'_>,
    scope: Scope,
    person: PersonId,
    next: &Closed,
    from: &From<'_>,
    act: Act,
) -> Result<SignIn, Error> {
    store::find_scoped(tx, scope, person, Reach::Home)?;
    let before = store::hold(tx, person)?;
    if !store::update(tx, person, next, before.plain(), from.seen, act.now).map_err(taken)? {
        return Err(conflict("member-changed-meanwhile"));
    }
    let home = belonging::hold_home(tx, person)?.map(|org| org.path.as_str().to_owned());
    if let Some(path) = &home {
        tallies::changed(tx, path, before.plain(), &next.record)?;
    }
    let entry = act
        .entry("member.edit", "member")
        .on(person.0)
        .about(person)
        .within(home.unwrap_or_default())
        .with(serde_json::json!({ "fields": from.fields }));
    audit::write(tx, &entry)?;
    let number = next.indexes.mobile.as_deref();
    sign_in::follow(tx, person, from.mobile, number)
}

/// The path of somebody's home.
///
/// # Errors
/// The database's.
pub fn home_path(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<String>, Error> {
    let places = belonging::of_person(tx, person)?;
    let home = places
        .into_iter()
        .find(|one| one.until_on.is_none() && one.kind == BelongingKind::Home.code());
    Ok(home.map(|one| one.path))
}

/// The path of somebody's home, or of the one they left last; empty for who never had one.
///
/// # Errors
/// The database's.
pub fn last_path(tx: &mut Tx<'_>, person: PersonId) -> Result<String, Error> {
    if let Some(path) = home_path(tx, person)? {
        return Ok(path);
    }
    let exit = belonging::exit::of_person(tx, person)?;
    Ok(exit.map(|exit| exit.path).unwrap_or_default())
}

/// The names of the fields in which two records differ.
#[must_use]
pub fn differences(before: &Record, after: &Record) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Column::ALL
        .into_iter()
        .filter(|column| before.stored(*column) != after.stored(*column))
        .map(Column::identifier)
        .collect();
    let besides = [
        ("audience", before.audience != after.audience),
        ("reading", before.reading != after.reading),
        (
            "surname_strokes",
            before.surname_strokes != after.surname_strokes,
        ),
    ];
    names.extend(
        besides
            .iter()
            .filter(|(_, differs)| *differs)
            .map(|(name, _)| *name),
    );
    names
}

/// An ID number that another member has.
fn taken(error: DbError) -> Error {
    if error.is_unique() {
        invalid("id_number", "member-id-taken")
    } else {
        error.into()
    }
}
