//! Where somebody belongs (组织关系): dated rows, never a column of the member.
//!
//! Always true: a person has at most one open home; `until_on` is exclusive and never lies in the
//! future, so a row without it is one that holds today; the row's path is its organisation's.

use std::collections::BTreeSet;

use jiff::civil::Date;
use org::tree::store::{hold, hold_all};
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue, Tx, Value};
use platform::error::{Error, OrNotFound as _, conflict, invalid, not_found};
use platform::ids::{OrgId, PersonId};
use platform::names::NameKeys;
use platform::{from_row, params, sql, typed_id};

use crate::member::{self, Record};
use crate::{floating, lost, transfer};

pub mod exit;
pub mod exit_pages;
pub mod pages;
pub mod tallies;

use org::Org;

typed_id!(
    /// A dated belonging of a person to an organisation.
    BelongingId
);

/// As what somebody belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BelongingKind {
    /// 组织关系所在: where they are counted.
    Home,
    /// 流动党员: taken in by the branch where they live or work for now.
    Floating,
    /// A second place, such as the branch of the community one reports to (双报到).
    Second,
}

impl BelongingKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Home, Self::Floating, Self::Second];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Floating => "floating",
            Self::Second => "second",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A belonging as a profile lists it.
#[derive(Clone, Debug)]
pub struct Belonging {
    /// Which.
    pub id: BelongingId,
    /// Whose.
    pub person: PersonId,
    /// As what: a code of [`BelongingKind`].
    pub kind: String,
    /// Since when.
    pub from_on: Date,
    /// Until when, exclusive; it holds today without it.
    pub until_on: Option<Date>,
    /// Where.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place.
    pub path: String,
}
from_row!(Belonging {
    id,
    person,
    kind,
    from_on,
    until_on,
    org,
    org_name,
    path
});

/// New rows of `belonging`.
pub static BELONGINGS: InsertMany = InsertMany::new(
    "belonging",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("kind", Kind::Text),
        ("from_on", Kind::Text),
        ("pinyin", Kind::Text),
        ("stroke", Kind::Bytes),
        ("import_id", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Where and since when somebody is to belong.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The organisation.
    pub org: OrgId,
    /// Its path.
    pub path: &'a str,
    /// As what.
    pub kind: BelongingKind,
    /// Since when.
    pub from_on: Date,
}

/// The values of a new belonging for [`BELONGINGS`]; `import` is the roster that brought it.
#[must_use]
pub fn values(
    id: BelongingId,
    person: PersonId,
    place: &Place<'_>,
    keys: &NameKeys,
    import: Option<[u8; 16]>,
    now: Millis,
) -> Vec<Value> {
    vec![
        id.to_value(),
        person.to_value(),
        place.org.to_value(),
        place.path.to_value(),
        place.kind.code().to_value(),
        place.from_on.to_value(),
        keys.pinyin.to_value(),
        keys.stroke.to_value(),
        import.map_or(Value::Null(Kind::Id), Value::Id),
        now.to_value(),
    ]
}

/// Who changes a belonging and when.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// Who; none for the command line.
    pub by: Option<PersonId>,
    /// When.
    pub now: Millis,
}

impl Act {
    /// Somebody's act, now.
    #[must_use]
    pub fn of(person: PersonId, now: Millis) -> Self {
        Self {
            by: Some(person),
            now,
        }
    }

    /// An audit entry of this act.
    #[must_use]
    pub fn entry(self, action: &'static str, object_kind: &'static str) -> Entry {
        let mut entry = Entry::new(self.now, action, object_kind);
        entry.actor = self.by;
        entry
    }
}

/// Lets a person belong to an organisation from a day on.
///
/// # Errors
/// When the organisation takes no members, the day lies in the future, or they belong there as
/// this already.
pub fn join(
    tx: &mut Tx<'_>,
    person: PersonId,
    org: &Org,
    kind: BelongingKind,
    from_on: Date,
    act: Act,
) -> Result<(), Error> {
    let record = held(tx, person)?;
    let org = &hold(tx, org.id)?;
    check(org, from_on, act)?;
    let open = open_of(tx, person)?;
    if open.iter().any(|one| one.org == org.id) {
        return Err(invalid("org", "member-belongs-there-already"));
    }
    if kind == BelongingKind::Home && open.iter().any(|one| one.kind == kind.code()) {
        return Err(invalid("org", "member-has-a-home"));
    }
    put(tx, person, &record, org, kind, from_on, act.now)?;
    note(
        tx,
        "belonging.join",
        person,
        org.path.as_str(),
        kind.code(),
        act,
    )
}

/// Ends a belonging on a day. One that would not have held a single day is taken away.
///
/// # Errors
/// When it has ended, or the day lies before its first or in the future.
pub fn leave(tx: &mut Tx<'_>, id: BelongingId, on: Date, act: Act) -> Result<(), Error> {
    let found: Belonging = tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()?;
    let record = held(tx, found.person)?;
    hold(tx, found.org)?;
    // Read again: whoever held the rows may have ended it or moved the organisation.
    let found: Belonging = tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()?;
    if found.until_on.is_some() {
        return Err(conflict("member-left-already"));
    }
    end(tx, &found, &record, on, act)?;
    floating::end::let_go(tx, found.person, id, on, act)?;
    note(
        tx,
        "belonging.leave",
        found.person,
        &found.path,
        &found.kind,
        act,
    )
}

/// Moves a person's home to another organisation from a day on.
///
/// # Errors
/// When they are at home there already, the organisation takes no members, or the day is wrong.
pub fn move_home(
    tx: &mut Tx<'_>,
    person: PersonId,
    to: &Org,
    on: Date,
    act: Act,
) -> Result<(), Error> {
    let record = held(tx, person)?;
    let mut orgs: BTreeSet<OrgId> = open_of(tx, person)?.iter().map(|one| one.org).collect();
    orgs.insert(to.id);
    let to = &hold_all(tx, &orgs)?.remove(&to.id).ok_or_else(not_found)?;
    check(to, on, act)?;
    // Read again: their organisations may have moved before they were held.
    for open in open_of(tx, person)? {
        let here = open.org == to.id;
        if here && open.kind == BelongingKind::Home.code() {
            return Err(invalid("org", "member-belongs-there-already"));
        }
        // Who floated there is at home there now.
        if here || open.kind == BelongingKind::Home.code() {
            end(tx, &open, &record, on, act)?;
        }
    }
    put(tx, person, &record, to, BelongingKind::Home, on, act.now)?;
    // What goes on for them follows to the new home.
    floating::end::home_moved(tx, person, to, act)?;
    lost::change::home_moved(tx, person, to, act)?;
    transfer::change::overtaken(tx, person, act.now.date(), act)?;
    note(
        tx,
        "belonging.move",
        person,
        to.path.as_str(),
        BelongingKind::Home.code(),
        act,
    )
}

/// Where somebody belongs and belonged, the newest first.
///
/// # Errors
/// The database's.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Belonging>, Error> {
    Ok(tx.all(sql!("sql/of_person.sql"), params![person])?)
}

/// The organisation in which somebody is at home, held until the transaction ends: whoever
/// changes what is counted there holds it, or a move would leave the change behind. The caller
/// holds the member.
///
/// # Errors
/// The database's.
pub fn hold_home(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Org>, Error> {
    let home = home_of(tx, person)?;
    home.map(|home| hold(tx, home)).transpose()
}

/// The organisation in which somebody is at home today.
///
/// # Errors
/// The database's.
pub fn home_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<OrgId>, Error> {
    let open = open_of(tx, person)?;
    let home = open
        .iter()
        .find(|one| one.kind == BelongingKind::Home.code());
    Ok(home.map(|one| one.org))
}

/// Where somebody belongs today.
fn open_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Belonging>, Error> {
    Ok(tx.all(sql!("sql/open_of.sql"), params![person])?)
}

/// Holds the member's row and reads what is counted of them.
fn held(tx: &mut Tx<'_>, person: PersonId) -> Result<Record, Error> {
    Ok(member::store::hold(tx, person)?.plain().clone())
}

fn check(org: &Org, on: Date, act: Act) -> Result<(), Error> {
    if !org.kind.takes_members() {
        return Err(invalid("org", "member-org-takes-none"));
    }
    if on > act.now.date() {
        return Err(invalid("on", "member-day-in-future"));
    }
    Ok(())
}

/// The caller holds the organisation.
fn put(
    tx: &mut Tx<'_>,
    person: PersonId,
    record: &Record,
    org: &Org,
    kind: BelongingKind,
    from_on: Date,
    now: Millis,
) -> Result<(), Error> {
    let id = BelongingId(platform::ids::uuid_v7(now.0, platform::random::bytes()).into_bytes());
    let place = Place {
        org: org.id,
        path: org.path.as_str(),
        kind,
        from_on,
    };
    let row = values(id, person, &place, &record.keys(), None, now);
    tx.insert_many(&BELONGINGS, &[row])?;
    tallies::add(tx, place.path, kind, record, 1)
}

/// The caller holds the organisation and has read the belonging after that.
fn end(
    tx: &mut Tx<'_>,
    open: &Belonging,
    record: &Record,
    on: Date,
    act: Act,
) -> Result<(), Error> {
    if on < open.from_on {
        return Err(invalid("on", "member-day-before-joining"));
    }
    if on > act.now.date() {
        return Err(invalid("on", "member-day-in-future"));
    }
    if on == open.from_on {
        tx.exec(sql!("sql/delete.sql"), params![open.id])?;
    } else {
        tx.exec(sql!("sql/end.sql"), params![open.id, on])?;
    }
    let kind = BelongingKind::from_code(&open.kind).unwrap_or(BelongingKind::Second);
    tallies::add(tx, &open.path, kind, record, -1)
}

fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    person: PersonId,
    path: &str,
    kind: &str,
    act: Act,
) -> Result<(), Error> {
    let entry = act
        .entry(action, "member")
        .on(person.0)
        .about(person)
        .within(path)
        .with(serde_json::json!({ "kind": kind }));
    Ok(audit::write(tx, &entry)?)
}
