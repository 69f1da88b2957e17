//! Persons and accounts in the database.

use jiff::civil::Date;

use super::Login;
use crate::auth::password::PasswordKind;
use crate::clock::Millis;
use crate::crypto::Sealer;
use crate::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use crate::error::{Error, invalid};
use crate::ids::PersonId;
use crate::names::{self, NameKeys};
use crate::{from_row, params, sql};

/// What signing in needs to know of an account.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Credentials {
    pub(in crate::auth) person: PersonId,
    pub(in crate::auth) name: String,
    pub(in crate::auth) spelled: String,
    pub(in crate::auth) login_name: Option<String>,
    pub(in crate::auth) has_mobile: bool,
    pub(in crate::auth) state: String,
    pub(in crate::auth) hash: Option<String>,
    pub(in crate::auth) misses: i64,
    pub(in crate::auth) locked_until: Option<Millis>,
    pub(in crate::auth) missed_at: Option<Millis>,
}

from_row!(Credentials {
    person,
    name,
    spelled,
    login_name,
    has_mobile,
    state,
    hash,
    misses,
    locked_until,
    missed_at
});

impl Credentials {
    /// The misses that still count: like those of a name that nobody has, they are forgotten when
    /// none came for as long as an account stays closed.
    pub(super) fn counting(&self, since: Millis) -> i64 {
        let over = self.locked_until.is_some() || self.missed_at.is_none_or(|at| at <= since);
        if over { 0 } else { self.misses }
    }
}

/// An account by what was typed.
pub(super) fn by_login(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    login: &Login,
) -> Result<Option<Credentials>, Error> {
    Ok(match login {
        Login::Mobile(number) => {
            let index = sealer.blind_index("mobile", number)?;
            tx.opt(sql!("sql/by_mobile.sql"), params![index])?
        }
        Login::Name(name) => tx.opt(sql!("sql/by_name.sql"), params![name])?,
    })
}

/// A person's account.
pub(in crate::auth) fn by_person(
    tx: &mut Tx<'_>,
    person: PersonId,
) -> Result<Option<Credentials>, DbError> {
    tx.opt(sql!("sql/by_person.sql"), params![person])
}

/// Adds a person with the keys their name is found and ordered by.
///
/// # Errors
/// The database's.
pub fn add_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    name: &str,
    now: Millis,
) -> Result<(), DbError> {
    let NameKeys {
        pinyin,
        full,
        initials,
        stroke,
    } = names::keys(name);
    tx.exec(
        sql!("sql/add_person.sql"),
        params![person, name.trim(), pinyin, initials, full, stroke, now],
    )?;
    Ok(())
}

/// Holds a person's row until the transaction ends, so that duties given and doors opened to them
/// come one after the other.
///
/// # Errors
/// The database's.
pub fn hold(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    tx.lock(sql!("sql/hold.sql"), params![person])?;
    Ok(())
}

/// Makes sure a person has an account to be invited to; one that is there stays as it is.
///
/// # Errors
/// The database's.
pub fn ensure(tx: &mut Tx<'_>, person: PersonId, now: Millis) -> Result<(), DbError> {
    static INVITED: InsertMany = InsertMany::new(
        "account",
        &[
            ("person_id", Kind::Id),
            ("state", Kind::Text),
            ("created_at", Kind::Int),
        ],
        OnConflict::Keep(&["person_id"]),
    );
    let row = vec![person.to_value(), "invited".to_value(), now.to_value()];
    tx.insert_many(&INVITED, &[row])?;
    Ok(())
}

/// Lets a person sign in by their mobile number; a number that another account has stays there
/// (two people of one household share it), and this person signs in by name or slip.
///
/// # Errors
/// The database's.
pub fn set_mobile(
    tx: &mut Tx<'_>,
    person: PersonId,
    index: Option<&[u8]>,
) -> Result<bool, DbError> {
    let index = index.map_or(Value::Null(Kind::Bytes), |bytes| {
        Value::Bytes(bytes.to_vec())
    });
    Ok(tx.exec(sql!("sql/set_mobile.sql"), &[person.to_value(), index])? > 0)
}

/// Gives a person an account name.
///
/// # Errors
/// A field error when somebody has it already.
pub fn set_login_name(tx: &mut Tx<'_>, person: PersonId, name: &str) -> Result<(), Error> {
    let taken: Option<(PersonId,)> = tx.opt(sql!("sql/who_has_name.sql"), params![name])?;
    if taken.is_some_and(|row| row.0 != person) {
        return Err(invalid("login", "error-login-taken"));
    }
    tx.exec(sql!("sql/set_login_name.sql"), params![person, name])?;
    Ok(())
}

/// Sets a password that was judged, opens the account and forgets its misses.
pub(in crate::auth) fn set_password(
    tx: &mut Tx<'_>,
    person: PersonId,
    hash: &str,
    kind: PasswordKind,
    today: Date,
) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/set_password.sql"),
        params![person, hash, kind.code(), today],
    )?;
    Ok(())
}

/// Replaces a hash made with older parameters.
pub(super) fn renew_hash(
    tx: &mut Tx<'_>,
    person: PersonId,
    old: &str,
    new: &str,
) -> Result<(), DbError> {
    tx.exec(sql!("sql/renew_hash.sql"), params![person, old, new])?;
    Ok(())
}

/// Counts a miss; the account closes until `until` when they are too many, and the count begins
/// anew when the last was not after `since`. Says how many there are now.
pub(super) fn miss(
    tx: &mut Tx<'_>,
    person: PersonId,
    most: i64,
    until: Millis,
    since: Millis,
    now: Millis,
) -> Result<i64, DbError> {
    tx.exec(
        sql!("sql/miss.sql"),
        params![person, most, until, now, since],
    )?;
    let row: Option<(i64,)> = tx.opt(sql!("sql/misses.sql"), params![person])?;
    Ok(row.map_or(0, |row| row.0))
}

/// Forgets the misses of an account after its password was right.
pub(in crate::auth) fn forgive(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    tx.exec(sql!("sql/forgive.sql"), params![person])?;
    Ok(())
}

/// Does for a name without an account what [`miss`] does for one with: a write that reaches the
/// disk, so that the time of an answer does not tell them apart.
pub(super) fn miss_nobody(tx: &mut Tx<'_>) -> Result<(), DbError> {
    static DECOY: InsertMany = InsertMany::new(
        "setting",
        &[("key", Kind::Text), ("value", Kind::Text)],
        OnConflict::Replace {
            key: &["key"],
            columns: &["value"],
        },
    );
    let row = vec![
        "sign_in.decoy".to_value(),
        crate::random::typeable_code(8).to_value(),
    ];
    tx.insert_many(&DECOY, &[row])?;
    Ok(())
}

pub(super) fn set_state(tx: &mut Tx<'_>, person: PersonId, state: &str) -> Result<bool, DbError> {
    Ok(tx.exec(sql!("sql/set_state.sql"), params![person, state])? > 0)
}

/// A closed account becomes what it was: active with a password, invited without.
pub(super) fn reopen(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, DbError> {
    Ok(tx.exec(sql!("sql/reopen.sql"), params![person])? > 0)
}

pub(super) fn set_elder(tx: &mut Tx<'_>, person: PersonId, elder: i64) -> Result<(), DbError> {
    tx.exec(sql!("sql/set_elder.sql"), params![person, elder])?;
    Ok(())
}

pub(super) fn set_locale(tx: &mut Tx<'_>, person: PersonId, locale: &str) -> Result<(), DbError> {
    tx.exec(sql!("sql/set_locale.sql"), params![person, locale])?;
    Ok(())
}

/// How many accounts there are.
///
/// # Errors
/// The database's.
pub fn count(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    let row: (i64,) = tx.one(sql!("sql/count.sql"), params![])?;
    Ok(row.0)
}
