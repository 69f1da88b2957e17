//! Members in the database. Staff find them through their grants.

use org::tree::store::Scope;
use platform::auth::staff_account;
use platform::clock::Millis;
use platform::crypto::Sealer;
use platform::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::names::NameKeys;
use platform::{params, sql};

use super::{Indexes, Record, Sealed, Stored, indexes, seal, values};

/// Through which belonging somebody is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Any place where they belong: to see them.
    Any,
    /// Their home only: to change what is known of them.
    Home,
}

/// A member within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    person: PersonId,
    reach: Reach,
) -> Result<Stored, Error> {
    let home_only = reach == Reach::Home;
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            person,
            home_only
        ],
    )
    .or_not_found()
}

/// Somebody who left, for those who could see them where they were at home last.
///
/// # Errors
/// [`Error::NotFound`] outside the scope, or when they have not left.
pub fn find_left(tx: &mut Tx<'_>, scope: Scope, person: PersonId) -> Result<Stored, Error> {
    tx.opt(
        sql!("sql/find_left.sql"),
        params![scope.person, scope.permission, scope.today, person],
    )
    .or_not_found()
}

/// A member within the scope, or somebody who left it last: to read what is known of them.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_seen(tx: &mut Tx<'_>, scope: Scope, person: PersonId) -> Result<Stored, Error> {
    match find_scoped(tx, scope, person, Reach::Any) {
        Err(Error::NotFound) => find_left(tx, scope, person),
        found => found,
    }
}

/// A member's own row, or one whose scope the caller has judged.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, person: PersonId) -> Result<Stored, Error> {
    tx.opt(sql!("sql/find.sql"), params![person]).or_not_found()
}

/// Holds a member's row until the transaction ends and reads it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, person: PersonId) -> Result<Stored, Error> {
    tx.lock(sql!("sql/lock.sql"), params![person])?;
    find(tx, person)
}

/// New rows of `person`.
pub static PERSONS: InsertMany = InsertMany::new(
    "person",
    &[
        ("id", Kind::Id),
        ("full_name", Kind::Text),
        ("pinyin", Kind::Text),
        ("initials", Kind::Text),
        ("spelled", Kind::Text),
        ("stroke", Kind::Bytes),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
)
.numbered("no", "person_no_last");

/// The values of a new person for [`PERSONS`].
#[must_use]
pub fn person_values(person: PersonId, name: &str, keys: &NameKeys, now: Millis) -> Vec<Value> {
    vec![
        person.to_value(),
        name.to_value(),
        keys.pinyin.to_value(),
        keys.initials.to_value(),
        keys.full.to_value(),
        keys.stroke.to_value(),
        now.to_value(),
    ]
}

/// What is computed of a record before a transaction begins.
#[derive(Clone)]
pub struct Closed {
    /// The record.
    pub record: Record,
    /// How the name is found and ordered.
    pub keys: NameKeys,
    /// Its sealed fields.
    pub sealed: Sealed,
    /// How it is found by exact numbers.
    pub indexes: Indexes,
}

impl Closed {
    /// Seals a record for the row of a person.
    ///
    /// # Errors
    /// The crypto provider's.
    pub fn of(sealer: &Sealer, person: PersonId, record: Record) -> Result<Self, Error> {
        Ok(Self {
            keys: record.keys(),
            sealed: seal(sealer, person, &record)?,
            indexes: indexes(sealer, &record)?,
            record,
        })
    }

    /// The values of the member's row but `created_at`.
    #[must_use]
    pub fn values(&self, person: PersonId, now: Millis) -> Vec<Value> {
        values(
            person,
            &self.record,
            self.sealed.clone(),
            self.indexes.clone(),
            now,
        )
    }
}

/// Writes a record over the version its editor saw; says whether that version was still there.
///
/// # Errors
/// The database's; a unique key when another member has the ID number.
pub fn update(
    tx: &mut Tx<'_>,
    person: PersonId,
    next: &Closed,
    before: &Record,
    seen: i64,
    now: Millis,
) -> Result<bool, DbError> {
    let mut row = next.values(person, now);
    row.push(seen.to_value());
    if tx.exec(sql!("sql/update.sql"), &row)? == 0 {
        return Ok(false);
    }
    let name = |record: &Record| {
        let (name, reading) = (record.full_name.clone(), record.reading.clone());
        (name, reading, record.surname_strokes)
    };
    if name(&next.record) != name(before) {
        rename(tx, person, next)?;
        tx.exec(
            sql!("sql/rename_belongings.sql"),
            params![person, next.keys.pinyin, next.keys.stroke],
        )?;
    }
    Ok(true)
}

/// Writes a name with what was corrected of it.
///
/// # Errors
/// The database's.
pub fn rename(tx: &mut Tx<'_>, person: PersonId, next: &Closed) -> Result<(), DbError> {
    let (record, keys) = (&next.record, &next.keys);
    tx.exec(
        sql!("sql/rename.sql"),
        params![
            person,
            record.full_name,
            keys.pinyin,
            keys.initials,
            keys.full,
            keys.stroke,
            record.reading,
            record.surname_strokes
        ],
    )?;
    staff_account::rename(tx, person, &keys.pinyin, &keys.stroke)
}
