//! Duties (职责): who does what in which organisation, from which day to which.
//!
//! Always true: the grants of a person are exactly those that follow from their duties by
//! `rules/duties.toml`; no person holds two of the three separated administrators, or one
//! of them beside any other duty; nobody gives a duty to themselves.

use std::sync::OnceLock;

use jiff::civil::Date;
use platform::app::App;
use platform::audit::{self, Entry};
use platform::auth::{account, staff_account};
use platform::clock::Millis;
use platform::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, FieldError, Message, OrNotFound as _, conflict, invalid};
use platform::i18n::{Locale, say};
use platform::ids::{OrgId, PersonId};
use platform::module::{BoxFuture, FirstAdministrator, ProfileSource};
use platform::{from_row, params, sql, typed_id};

use crate::tree::change::{Details, NewOrg, create};
use crate::tree::store::hold as hold_org;
use crate::tree::{Org, OrgKind, OrgPath, UnitNature};

pub mod bulk;
pub mod follow;
pub mod pages;

typed_id!(
    /// A duty somebody holds.
    DutyId
);

/// A kind of duty and what it may do.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct DutyKind {
    /// Its code.
    pub kind: String,
    /// The regulation or standard it comes from.
    pub source: String,
    /// Since when it holds.
    pub effective: String,
    /// Whether it is a post of the organisation (书记, 委员) or a task on the platform.
    pub post: bool,
    /// Kinds of organisation in which one person at a time holds it; `*` stands for all.
    #[serde(default)]
    pub single_in: Vec<String>,
    /// Duties the same person may not hold beside it.
    pub excludes: Vec<String>,
    /// What it may do, in its organisation and below.
    pub permissions: Vec<String>,
}

/// Every kind of duty, from `rules/duties.toml`.
#[must_use]
pub fn kinds() -> &'static [DutyKind] {
    #[derive(serde::Deserialize)]
    struct File {
        duty: Vec<DutyKind>,
    }
    static KINDS: OnceLock<Vec<DutyKind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        platform::embedded::text(platform::embedded::RULES, "duties.toml")
            .and_then(|text| toml::from_str::<File>(text).ok())
            .map(|file| file.duty)
            .unwrap_or_default()
    })
}

/// The kind with a code.
#[must_use]
pub fn kind(code: &str) -> Option<&'static DutyKind> {
    kinds().iter().find(|duty| duty.kind == code)
}

/// A duty as an organisation's page lists it.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which.
    pub id: DutyId,
    /// Its kind.
    pub kind: String,
    /// Who holds it.
    pub person_id: PersonId,
    /// Their name.
    pub full_name: String,
    /// Since when.
    pub from_on: Date,
    /// Until when, exclusive; open without it.
    pub until_on: Option<Date>,
}

from_row!(Held {
    id,
    kind,
    person_id,
    full_name,
    from_on,
    until_on
});

/// A new duty.
#[derive(Clone, Debug)]
pub struct NewDuty {
    /// Its id.
    pub id: DutyId,
    /// Who.
    pub person: PersonId,
    /// What.
    pub kind: String,
    /// From which day.
    pub from_on: Date,
    /// To which day, exclusive.
    pub until_on: Option<Date>,
}

/// The end of an open duty's grants.
const FOR_EVER: &str = "9999-12-31";

const GRANT_COLUMNS: &[(&str, Kind)] = &[
    ("person_id", Kind::Id),
    ("permission", Kind::Text),
    ("path_lo", Kind::Text),
    ("path_hi", Kind::Text),
    ("from_on", Kind::Text),
    ("until_on", Kind::Text),
    ("duty_id", Kind::Id),
];

static GRANTS: InsertMany = InsertMany::new("grants", GRANT_COLUMNS, OnConflict::Fail);

/// Gives somebody a duty and with it its grants, from the next request on.
///
/// # Errors
/// When the kind is unknown, stands against a duty the person holds, or the giver is the person.
pub fn assign(
    tx: &mut Tx<'_>,
    new: &NewDuty,
    org: &Org,
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    if by == Some(new.person) {
        return Err(invalid("login", "duty-not-to-oneself"));
    }
    put(tx, new, org, by, now)
}

/// Gives a duty whoever asks for it: the first administrator of a city begins with their own.
fn put(
    tx: &mut Tx<'_>,
    new: &NewDuty,
    org: &Org,
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    let rule = kind(&new.kind).ok_or_else(|| invalid("kind", "duty-unknown"))?;
    if new.until_on.is_some_and(|until| until <= new.from_on) {
        return Err(invalid("until_on", "duty-ends-before-it-begins"));
    }
    // Two duties given at the same moment would each see a person without the other.
    account::hold(tx, new.person)?;
    let held: Vec<(String,)> = tx.all(
        sql!("sql/kinds_of_person.sql"),
        params![new.person, new.from_on],
    )?;
    if held.iter().any(|(have,)| stand_apart(rule, have)) {
        return Err(invalid("kind", "duty-separated"));
    }
    // Two posts given at the same moment would each see an empty chair.
    let org = &hold_org(tx, org.id)?;
    only_one(tx, rule, new, org)?;
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            new.id,
            new.person,
            org.id,
            new.kind,
            new.from_on,
            new.until_on,
            by,
            now
        ],
    )?;
    let rows = grant_rows(rule, new, &org.path);
    tx.insert_many(&GRANTS, &rows)?;
    staff_account::note(tx, new.person)?;
    let mut entry = Entry::new(now, "duty.assign", "duty")
        .on(new.id.0)
        .about(new.person)
        .within(org.path.as_str())
        .with(serde_json::json!({ "kind": new.kind }));
    entry.actor = by;
    audit::write(tx, &entry)?;
    Ok(())
}

/// A post that one person holds at a time is refused while somebody holds it.
fn only_one(tx: &mut Tx<'_>, rule: &DutyKind, new: &NewDuty, org: &Org) -> Result<(), Error> {
    let code = org.kind.code();
    if !rule
        .single_in
        .iter()
        .any(|kind| kind == "*" || kind == code)
    {
        return Ok(());
    }
    let until = new
        .until_on
        .map_or_else(|| FOR_EVER.to_owned(), |day| day.to_string());
    let held: Option<(String,)> = tx.opt(
        sql!("sql/holder.sql"),
        params![org.id, new.kind, new.from_on, until],
    )?;
    match held {
        None => Ok(()),
        Some((name,)) => Err(Error::Invalid(vec![FieldError {
            field: "kind".to_owned(),
            message: Message::new("duty-held-already").with("name", name),
        }])),
    }
}

/// Whether a person who holds `have` may not have this duty too, whichever of the two says so.
fn stand_apart(rule: &DutyKind, have: &str) -> bool {
    rule.excludes.iter().any(|other| other == have)
        || kind(have).is_some_and(|other| other.excludes.contains(&rule.kind))
}

/// The grants that follow from a duty.
fn grant_rows(rule: &DutyKind, new: &NewDuty, path: &OrgPath) -> Vec<Vec<Value>> {
    let row = |permission: &String| grant_row(permission, new, path);
    rule.permissions.iter().map(row).collect()
}

fn grant_row(permission: &str, new: &NewDuty, path: &OrgPath) -> Vec<Value> {
    let until = new
        .until_on
        .map_or_else(|| FOR_EVER.to_owned(), |day| day.to_string());
    vec![
        new.person.to_value(),
        permission.to_value(),
        path.to_value(),
        path.end().to_value(),
        new.from_on.to_value(),
        until.to_value(),
        new.id.to_value(),
    ]
}

/// Ends a duty on a day; its grants end with it.
///
/// # Errors
/// [`Error::NotFound`] when there is none, a conflict when it has ended.
pub fn end(tx: &mut Tx<'_>, id: DutyId, on: Date, by: PersonId, now: Millis) -> Result<(), Error> {
    let (person, kind, path): (PersonId, String, String) =
        tx.opt(sql!("sql/find.sql"), params![id]).or_not_found()?;
    if tx.exec(sql!("sql/end.sql"), params![id, on])? == 0 {
        return Err(conflict("duty-ended-already"));
    }
    tx.exec(sql!("sql/end_grants.sql"), params![id, on])?;
    let entry = Entry::new(now, "duty.end", "duty")
        .by(by)
        .on(id.0)
        .about(person)
        .within(path.as_str())
        .with(serde_json::json!({ "kind": kind }));
    audit::write(tx, &entry)?;
    Ok(())
}

/// The duties of an organisation that hold today or later.
///
/// # Errors
/// The database's.
pub fn of_org(tx: &mut Tx<'_>, org: OrgId, today: Date) -> Result<Vec<Held>, Error> {
    let mut held: Vec<Held> = tx.all(sql!("sql/of_org.sql"), params![org, today])?;
    // As the rules list them: the secretary first, then the commissioners.
    held.sort_by_key(|one| kinds().iter().position(|duty| duty.kind == one.kind));
    Ok(held)
}

/// Whether somebody holds a duty on a day or later.
///
/// # Errors
/// The database's.
pub fn holds_any(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<bool, Error> {
    let held: Vec<(String,)> = tx.all(sql!("sql/kinds_of_person.sql"), params![person, today])?;
    Ok(!held.is_empty())
}

/// The organisation of a duty, for judging the scope.
///
/// # Errors
/// [`Error::NotFound`] when there is no such duty.
pub fn org_of(tx: &mut Tx<'_>, id: DutyId) -> Result<OrgId, Error> {
    Ok(tx
        .opt::<(OrgId,)>(sql!("sql/org_of.sql"), params![id])
        .or_not_found()?
        .0)
}

/// The root organisation and the security administrator of a fresh city.
///
/// # Errors
/// When the name is wrong or the city is not fresh.
pub fn begin_city(tx: &mut Tx<'_>, first: &FirstAdministrator) -> Result<(), Error> {
    let words = first.root_org.as_bytes();
    let new = NewOrg {
        id: OrgId::derived("root", &String::from_utf8_lossy(words)),
        kind: OrgKind::PrimaryCommittee,
        details: Details {
            full_name: first.root_org.clone(),
            short_name: first.root_org.chars().take(60).collect(),
            code: None,
            unit_nature: UnitNature::Territory,
            contact: None,
            founded_on: None,
        },
    };
    let root = create(tx, &new, None, Some(first.person), first.now)?;
    let duty = NewDuty {
        id: DutyId::derived("first-administrator", &first.person.to_string()),
        person: first.person,
        kind: "sec_admin".to_owned(),
        from_on: first.now.date(),
        until_on: None,
    };
    put(tx, &duty, &root, Some(first.person), first.now)
}

/// The duties a person holds on a day: kind and organisation.
///
/// # Errors
/// The database's.
pub fn of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    day: Date,
) -> Result<Vec<(String, String)>, DbError> {
    tx.all(sql!("sql/of_person.sql"), params![person, day])
}

/// The duties a person holds, on their own page.
pub struct DutyLines;

impl ProfileSource for DutyLines {
    fn lines<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>> {
        Box::pin(async move {
            let today = app.clock.today();
            let held: Vec<(String, String)> = app
                .db
                .point("duties_of_person", move |tx| {
                    Ok(of_person(tx, person, today)?)
                })
                .await?;
            Ok(held
                .into_iter()
                .map(|(kind, org)| {
                    (
                        say(locale, &format!("duty-{}", kind.replace('_', "-")), &[]),
                        org,
                    )
                })
                .collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duty_can_do_something_and_names_its_source() {
        assert_eq!(kinds().len(), 14);
        for duty in kinds() {
            assert!(
                !duty.permissions.is_empty() && !duty.source.is_empty(),
                "{}",
                duty.kind
            );
            assert!(
                duty.excludes.iter().all(|other| kind(other).is_some()),
                "{}",
                duty.kind
            );
            let key = format!("duty-{}", duty.kind.replace('_', "-"));
            assert!(
                Locale::ALL
                    .iter()
                    .all(|locale| platform::i18n::has(*locale, &key)),
                "{key}"
            );
        }
    }
}
