//! Transfers in the database. Staff find those that leave or enter their organisations.

use jiff::civil::Date;
use org::tree::store::Scope;
use platform::db::{DbError, InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{State, Transfer, TransferId};
use crate::moving::After;

/// New rows of `transfer`.
pub static TRANSFERS: InsertMany = InsertMany::new(
    "transfer",
    &[
        ("id", Kind::Id),
        ("kind", Kind::Text),
        ("person_id", Kind::Id),
        ("full_name", Kind::Text),
        ("from_org_id", Kind::Id),
        ("from_path", Kind::Text),
        ("from_words", Kind::Text),
        ("to_org_id", Kind::Id),
        ("to_path", Kind::Text),
        ("to_words", Kind::Text),
        ("reason", Kind::Text),
        ("dues_until", Kind::Text),
        ("proposed_by", Kind::Text),
        ("entered_by", Kind::Id),
        ("on_paper", Kind::Int),
        ("created_at", Kind::Int),
        ("state", Kind::Text),
        ("letter_no", Kind::Text),
        ("letter_on", Kind::Text),
        ("valid_until", Kind::Text),
    ],
    OnConflict::Fail,
);

/// A transfer, and from which of its sides it is looked at.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The transfer.
    pub transfer: Transfer,
    /// Whether the sender is the reader's.
    pub sends: bool,
    /// Whether the receiver is the reader's.
    pub receives: bool,
}

/// Which side's transfers are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listed {
    /// 转出.
    Out,
    /// 转入.
    In,
}

/// Transfers in a state on one side of the scope, in the order of the tree.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    listed: Listed,
    state: State,
    after: &After,
) -> Result<Vec<Transfer>, DbError> {
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
            state.code(),
            after.path,
            after.id()
        ],
    )
}

/// A transfer with a side within the scope.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: TransferId) -> Result<Seen, Error> {
    let (sends, receives): (bool, bool) = tx
        .opt(
            sql!("sql/sides_scoped.sql"),
            params![scope.person, scope.permission, scope.today, id],
        )
        .or_not_found()?;
    Ok(Seen {
        transfer: find(tx, id)?,
        sends,
        receives,
    })
}

/// A transfer by id, for whoever has found it already or came by its door.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: TransferId) -> Result<Transfer, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// A transfer held until the transaction ends, read after that.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: TransferId) -> Result<Transfer, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    find(tx, id)
}

/// A member's transfers, the newest first.
///
/// # Errors
/// The database's.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Transfer>, DbError> {
    tx.all(sql!("sql/of_person.sql"), params![person])
}

/// A member's own transfer.
///
/// # Errors
/// [`Error::NotFound`] when it is somebody else's.
pub fn find_own(tx: &mut Tx<'_>, person: PersonId, id: TransferId) -> Result<Transfer, Error> {
    let found = find(tx, id)?;
    if found.person != Some(person) {
        return Err(Error::NotFound);
    }
    Ok(found)
}

/// A member's transfer that is open.
///
/// # Errors
/// The database's.
pub fn open_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Transfer>, DbError> {
    let all = of_person(tx, person)?;
    Ok(all.into_iter().find(|one| one.state().is_open()))
}

/// Who typed a transfer in, when there is one of this id.
///
/// # Errors
/// The database's.
pub fn entered(tx: &mut Tx<'_>, id: TransferId) -> Result<Option<PersonId>, DbError> {
    let found: Option<(PersonId,)> = tx.opt(sql!("sql/entered.sql"), params![id])?;
    Ok(found.map(|one| one.0))
}

/// Writes the letter down.
///
/// # Errors
/// The database's.
pub fn save_letter(
    tx: &mut Tx<'_>,
    id: TransferId,
    (no, on, until): (&str, Date, Date),
) -> Result<(), DbError> {
    tx.exec(
        sql!("sql/save_letter.sql"),
        params![id, State::Sent.code(), no, on, until],
    )?;
    Ok(())
}

/// Writes what became of it.
///
/// # Errors
/// The database's.
pub fn close(
    tx: &mut Tx<'_>,
    id: TransferId,
    state: State,
    (on, words): (Date, &str),
) -> Result<(), DbError> {
    tx.exec(sql!("sql/close.sql"), params![id, state.code(), on, words])?;
    Ok(())
}
