//! Stays in the database. Staff find those that begin or end in their organisations; a member finds
//! their own.

use jiff::civil::Date;
use org::tree::store::Scope;
use platform::db::{DbError, InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{Contact, Floating, FloatingId, Side};
use crate::belonging::BelongingId;
use crate::moving::After;

/// New rows of `floating`.
pub static FLOATINGS: InsertMany = InsertMany::new(
    "floating",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("guest_name", Kind::Text),
        ("guest_phone", Kind::Bytes),
        ("home_org_id", Kind::Id),
        ("home_path", Kind::Text),
        ("home_words", Kind::Text),
        ("host_org_id", Kind::Id),
        ("host_path", Kind::Text),
        ("host_words", Kind::Text),
        ("reason", Kind::Text),
        ("destination", Kind::Text),
        ("unit_nature", Kind::Text),
        ("from_on", Kind::Text),
        ("expected_until", Kind::Text),
        ("has_card", Kind::Int),
        ("registered_by", Kind::Text),
        ("entered_by", Kind::Id),
        ("on_paper", Kind::Int),
        ("created_at", Kind::Int),
        ("state", Kind::Text),
        ("home_said", Kind::Int),
        ("home_said_by", Kind::Text),
        ("host_said", Kind::Int),
        ("host_said_by", Kind::Text),
    ],
    OnConflict::Fail,
);

/// A stay, and from which of its sides it is looked at.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The stay.
    pub floating: Floating,
    /// Whether the home side is the reader's.
    pub at_home: bool,
    /// Whether the host side is the reader's.
    pub at_host: bool,
}

impl Seen {
    /// Whether a side is the reader's, or one outside that the reader writes down the answers of.
    #[must_use]
    pub fn speaks_for(&self, side: Side) -> bool {
        match side {
            Side::Home => self.at_home || self.floating.is_outside(Side::Home),
            Side::Host => self.at_host || self.floating.is_outside(Side::Host),
            Side::Member => false,
        }
    }

    /// The side the reader acts for.
    #[must_use]
    pub fn side(&self) -> Side {
        if self.at_home { Side::Home } else { Side::Host }
    }
}

/// Which side's stays are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listed {
    /// 流出: whoever is at home here and away.
    Out,
    /// 流入: whoever was taken in here.
    In,
}

/// Stays in a state on one side of the scope, in the order of the tree.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    listed: Listed,
    state: &str,
    after: &After,
) -> Result<Vec<Floating>, DbError> {
    let statement = match listed {
        Listed::Out => sql!("sql/list_out_scoped.sql"),
        Listed::In => sql!("sql/list_in_scoped.sql"),
    };
    tx.all(
        statement,
        params![
            scope.person,
            scope.permission,
            scope.today,
            state,
            after.path,
            after.id()
        ],
    )
}

/// Stays that wait for a side within the scope, in the order of the tree; a few.
///
/// # Errors
/// The database's.
pub fn waiting_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    listed: Listed,
) -> Result<Vec<Floating>, DbError> {
    let statement = match listed {
        Listed::Out => sql!("sql/waiting_out_scoped.sql"),
        Listed::In => sql!("sql/waiting_in_scoped.sql"),
    };
    tx.all(
        statement,
        params![scope.person, scope.permission, scope.today],
    )
}

/// A stay with a side within the scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: FloatingId) -> Result<Seen, Error> {
    let (at_home, at_host): (bool, bool) = tx
        .opt(
            sql!("sql/sides_scoped.sql"),
            params![scope.person, scope.permission, scope.today, id],
        )
        .or_not_found()?;
    Ok(Seen {
        floating: find(tx, id)?,
        at_home,
        at_host,
    })
}

/// A stay by id, for whoever has found it already or came by its door.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: FloatingId) -> Result<Floating, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// A stay held until the transaction ends, read after that.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: FloatingId) -> Result<Floating, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    find(tx, id)
}

/// A member's own stay.
///
/// # Errors
/// [`Error::NotFound`] when it is somebody else's.
pub fn find_own(tx: &mut Tx<'_>, person: PersonId, id: FloatingId) -> Result<Floating, Error> {
    let found = find(tx, id)?;
    if found.person != Some(person) {
        return Err(Error::NotFound);
    }
    Ok(found)
}

/// A member's stays, the newest first.
///
/// # Errors
/// The database's.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Floating>, DbError> {
    tx.all(sql!("sql/of_person.sql"), params![person])
}

/// A member's stay that is waiting or holds.
///
/// # Errors
/// The database's.
pub fn open_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Floating>, DbError> {
    let all = of_person(tx, person)?;
    Ok(all.into_iter().find(|one| one.state().is_open()))
}

/// The stay that a belonging at the host stands for.
///
/// # Errors
/// The database's.
pub fn of_belonging(
    tx: &mut Tx<'_>,
    person: PersonId,
    belonging: BelongingId,
) -> Result<Option<Floating>, DbError> {
    let open = open_of(tx, person)?;
    Ok(open.filter(|one| one.belonging == Some(belonging)))
}

/// Who typed a stay in, when there is one of this id: the same form sent twice makes one.
///
/// # Errors
/// The database's.
pub fn entered(tx: &mut Tx<'_>, id: FloatingId) -> Result<Option<PersonId>, DbError> {
    let found: Option<(PersonId,)> = tx.opt(sql!("sql/entered.sql"), params![id])?;
    Ok(found.map(|one| one.0))
}

/// Writes how a stay stands after somebody said yes.
///
/// # Errors
/// The database's.
pub fn save_said(tx: &mut Tx<'_>, one: &Floating) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/save_said.sql"),
        params![
            one.id,
            one.state,
            one.home_said,
            one.home_said_by,
            one.host_said,
            one.host_said_by,
            one.belonging
        ],
    )?;
    Ok(())
}

/// Closes a stay.
///
/// # Errors
/// The database's.
pub fn close(
    tx: &mut Tx<'_>,
    id: FloatingId,
    state: &str,
    (on, how, words): (Date, &str, &str),
) -> Result<(), DbError> {
    tx.exec(sql!("sql/close.sql"), params![id, state, on, how, words])?;
    Ok(())
}

/// The contacts of a stay that was found, the newest first.
///
/// # Errors
/// The database's.
pub fn contacts(tx: &mut Tx<'_>, id: FloatingId) -> Result<Vec<Contact>, DbError> {
    tx.all(sql!("sql/contacts.sql"), params![id])
}
