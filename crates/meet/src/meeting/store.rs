//! Meetings in the database. Staff find them through their grants, members by being on the list.

use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, OrNotFound as _};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::{Handout, HandoutId, Item, Meeting, MeetingId, Person};

/// Lines a page of a list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// A meeting within the scope.
///
/// # Errors
/// [`Error::NotFound`] outside it.
pub fn find_scoped(tx: &mut Tx<'_>, scope: Scope, id: MeetingId) -> Result<Meeting, Error> {
    tx.opt(
        sql!("sql/find_scoped.sql"),
        params![scope.person, scope.permission, scope.today, id],
    )
    .or_not_found()
}

/// A meeting one is on the list of.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub fn find_mine(tx: &mut Tx<'_>, person: PersonId, id: MeetingId) -> Result<Meeting, Error> {
    tx.opt(sql!("sql/find_mine.sql"), params![person, id])
        .or_not_found()
}

/// A meeting, inside an operation that has judged the scope already.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &mut Tx<'_>, id: MeetingId) -> Result<Meeting, Error> {
    tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()
}

/// The meeting as it stands, its row held until the transaction ends: whoever changes anything
/// about it comes one after the other.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn hold(tx: &mut Tx<'_>, id: MeetingId) -> Result<Meeting, Error> {
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    find(tx, id)
}

/// Where a list goes on: before this moment, and before this meeting at it.
#[derive(Clone, Copy, Debug)]
pub struct Before(pub Millis, pub [u8; 16]);

impl Before {
    /// From the newest.
    pub const NEWEST: Self = Self(Millis(i64::MAX), [0xff; 16]);

    /// As an address says it.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        let read = text.and_then(|text| {
            let (at, id) = text.split_once('-')?;
            let id: MeetingId = id.parse().ok()?;
            Some(Self(Millis(at.parse().ok()?), id.0))
        });
        read.unwrap_or(Self::NEWEST)
    }
}

/// The meetings of an organisation and of its groups within the scope, the newest first.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    org: OrgId,
    before: Before,
) -> Result<Vec<Meeting>, DbError> {
    let page = params![
        scope.person,
        scope.permission,
        scope.today,
        org,
        before.0,
        Value::Id(before.1)
    ];
    tx.all(sql!("sql/list_scoped.sql"), page)
}

/// A member's own meetings before a moment, the newest first.
///
/// # Errors
/// The database's.
pub fn mine(tx: &mut Tx<'_>, person: PersonId, before: Millis) -> Result<Vec<Meeting>, DbError> {
    tx.all(sql!("sql/mine.sql"), params![person, before])
}

/// A member's own meetings in a span, cancelled ones too, the soonest first: who has the day in mind
/// must see that it is off.
///
/// # Errors
/// The database's.
pub fn mine_between(
    tx: &mut Tx<'_>,
    person: PersonId,
    from: Millis,
    until: Millis,
) -> Result<Vec<Meeting>, DbError> {
    tx.all(sql!("sql/mine_from.sql"), params![person, from, until])
}

/// What is not done with in the organisations one holds a duty in, in a span.
///
/// # Errors
/// The database's.
pub fn waiting_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    from: Millis,
    until: Millis,
) -> Result<Vec<Meeting>, DbError> {
    let span = params![scope.person, scope.permission, scope.today, from, until];
    tx.all(sql!("sql/desk.sql"), span)
}

/// Its agenda.
///
/// # Errors
/// The database's.
pub fn items(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<Item>, DbError> {
    tx.all(sql!("sql/items.sql"), params![id])
}

/// Everybody on its list, by name.
///
/// # Errors
/// The database's.
pub fn people(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<Person>, DbError> {
    tx.all(sql!("sql/people.sql"), params![id])
}

/// Somebody on its list.
///
/// # Errors
/// [`Error::NotFound`] when they are not on it.
pub fn person(tx: &mut Tx<'_>, id: MeetingId, person: PersonId) -> Result<Person, Error> {
    tx.opt(sql!("sql/person.sql"), params![id, person])
        .or_not_found()
}

/// What was handed out.
///
/// # Errors
/// The database's.
pub fn handouts(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<Handout>, DbError> {
    tx.all(sql!("sql/handouts.sql"), params![id])
}

/// One thing that was handed out.
///
/// # Errors
/// [`Error::NotFound`] when it was not, there.
pub fn handout(tx: &mut Tx<'_>, id: MeetingId, handout: HandoutId) -> Result<Handout, Error> {
    tx.opt(sql!("sql/handout.sql"), params![id, handout])
        .or_not_found()
}

/// Who may preside and write in an organisation: id and name.
///
/// # Errors
/// The database's.
pub fn posts(
    tx: &mut Tx<'_>,
    org: OrgId,
    today: jiff::civil::Date,
) -> Result<Vec<(PersonId, String, String)>, DbError> {
    tx.all(sql!("sql/posts.sql"), params![org, today])
}

/// Who leads an organisation, if anybody.
///
/// # Errors
/// The database's.
pub fn secretary(
    tx: &mut Tx<'_>,
    org: OrgId,
    today: jiff::civil::Date,
) -> Result<Option<PersonId>, DbError> {
    let found: Option<(PersonId,)> = tx.opt(sql!("sql/secretary.sql"), params![org, today])?;
    Ok(found.map(|one| one.0))
}

/// The integer that records use for a person.
///
/// # Errors
/// The database's.
pub fn person_no(tx: &mut Tx<'_>, person: PersonId) -> Result<i64, DbError> {
    let found: (i64,) = tx.one(sql!("sql/person_no.sql"), params![person])?;
    Ok(found.0)
}

/// Somebody's name.
///
/// # Errors
/// The database's.
pub fn person_name(tx: &mut Tx<'_>, person: PersonId) -> Result<String, DbError> {
    let found: (String,) = tx.one(sql!("sql/person_name.sql"), params![person])?;
    Ok(found.0)
}

/// Notes that it has begun.
///
/// # Errors
/// The database's.
pub fn begin(tx: &mut Tx<'_>, id: MeetingId, by: PersonId, at: Millis) -> Result<(), DbError> {
    tx.exec(sql!("sql/open.sql"), params![id, by, at])?;
    Ok(())
}

/// Notes that it is over.
///
/// # Errors
/// The database's.
pub fn finish(tx: &mut Tx<'_>, id: MeetingId, by: PersonId, at: Millis) -> Result<(), DbError> {
    tx.exec(sql!("sql/end.sql"), params![id, by, at])?;
    Ok(())
}
