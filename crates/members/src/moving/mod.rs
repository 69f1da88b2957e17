//! What floating members, transfers and stations share: who acts, what is written down of it, how an
//! organisation is named that one cannot see, and what the forms say the same way.

use jiff::ToSpan as _;
use jiff::civil::Date;
use org::Org;
use org::tree::store::Scope;
use platform::audit;
use platform::clock::{Clock, Millis};
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::record::{self, ObjectKind, Record, Verb};
use platform::web::Cx;
use platform::{params, sql};

use crate::belonging::Act;
use crate::words::scope;

pub mod desk;
pub mod moved;
pub mod pick;
pub mod rules;
#[cfg(test)]
mod tests;

/// The permission of whoever may see stays elsewhere and lost contacts.
pub const FLOATING_READ: &str = "floating.read";
/// The permission of whoever registers, confirms and ends them.
pub const FLOATING_EDIT: &str = "floating.edit";
/// The permission of whoever may see transfers.
pub const TRANSFERS_READ: &str = "transfers.read";
/// The permission of whoever sends and receives affiliations.
pub const TRANSFERS_EDIT: &str = "transfers.edit";
/// The permission of whoever keeps stations and answers there.
pub const STATIONS_EDIT: &str = "stations.edit";

/// Lines a page of a list holds; one more is asked for to know whether there are more.
pub const LINES: usize = 30;

/// Who does something, through which grants and when.
#[derive(Clone, Debug)]
pub struct Doing {
    /// Through which grants. A member who acts for themself has no use for them.
    pub scope: Scope,
    /// By the application's clock.
    pub clock: Clock,
}

impl Doing {
    /// The act of the signed-in person under a permission.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn of(cx: &Cx, permission: &'static str) -> Result<Self, Error> {
        Ok(Self {
            scope: scope(cx, permission)?,
            clock: cx.app.clock.clone(),
        })
    }

    /// When.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Who.
    #[must_use]
    pub fn by(&self) -> PersonId {
        self.scope.person
    }

    /// The act as abilities know it.
    #[must_use]
    pub fn act(&self) -> Act {
        Act::of(self.scope.person, self.now())
    }
}

/// Somebody's name, as what they said is marked with.
///
/// # Errors
/// The database's.
pub fn name_of(tx: &mut Tx<'_>, person: PersonId) -> Result<String, DbError> {
    let (name,): (String,) = tx.one(sql!("sql/name_of.sql"), params![person])?;
    Ok(name)
}

/// Writes the audit row of an act; `about` is the member who may read it.
///
/// # Errors
/// The database's.
pub fn note(
    tx: &mut Tx<'_>,
    act: Act,
    action: &'static str,
    (kind, id): (&'static str, [u8; 16]),
    path: &str,
    about: Option<PersonId>,
) -> Result<(), Error> {
    let mut entry = act.entry(action, kind).on(id).within(path);
    entry.subject = about;
    Ok(audit::write(tx, &entry)?)
}

/// Writes the record of something that happened to a member, counted for an organisation.
///
/// # Errors
/// The database's.
pub fn tell(
    tx: &mut Tx<'_>,
    now: Millis,
    (verb, member): (&'static Verb, PersonId),
    (object_kind, object_id): (ObjectKind, [u8; 16]),
    org_no: i64,
) -> Result<(), Error> {
    let (actor_no,): (i64,) = tx.one(sql!("sql/person_no.sql"), params![member])?;
    let record = Record {
        at: now,
        verb,
        actor_no,
        org_no,
        object_kind,
        object_id,
        result: None,
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}

/// The organisation somebody named in full, anywhere in the city; none when no organisation of ours
/// has that name. Names of organisations are no secret.
///
/// # Errors
/// A field error when several have it.
pub fn named_anywhere(
    tx: &mut Tx<'_>,
    field: &'static str,
    typed: &str,
) -> Result<Option<Org>, Error> {
    let mut found: Vec<Org> = tx.all(sql!("sql/org_named.sql"), params![typed])?;
    if found.len() > 1 && found.iter().filter(|org| org.full_name == typed).count() == 1 {
        // A full name wins over others' short names.
        found.retain(|org| org.full_name == typed);
    }
    match found.len() {
        0 => Ok(None),
        1 => Ok(found.pop()),
        _ => Err(invalid(field, "moving-several-orgs")),
    }
}

/// A day some months before another.
#[must_use]
pub fn months_before(day: Date, months: i64) -> Date {
    day.checked_sub(months.months()).unwrap_or(day)
}

/// A day some days after another.
#[must_use]
pub fn days_after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// Where a list goes on that is ordered by place and id.
#[derive(Clone, Debug)]
pub struct After {
    /// The place of the last one shown.
    pub path: String,
    /// The last one shown.
    pub id: [u8; 16],
}

impl After {
    /// Where this request's list goes on; from its beginning without a word about it.
    #[must_use]
    pub fn read(cx: &Cx) -> Self {
        let named = cx.query("after").and_then(|text| {
            let (path, id) = text.split_once('-')?;
            let known = path.len() <= 64 && path.chars().all(|c| c.is_ascii_alphanumeric());
            let id = platform::ids::Uuid::try_parse(id).ok()?.into_bytes();
            known.then(|| Self {
                path: path.to_owned(),
                id,
            })
        });
        named.unwrap_or(Self {
            path: String::new(),
            id: [0; 16],
        })
    }

    /// The id as a parameter.
    #[must_use]
    pub fn id(&self) -> Value {
        Value::Id(self.id)
    }
}

/// Cuts what a list read too much off and gives the address where it goes on.
pub fn next_page<T>(
    lines: &mut Vec<T>,
    address: &str,
    key: impl Fn(&T) -> (String, String),
) -> Option<String> {
    if lines.len() <= LINES {
        return None;
    }
    lines.truncate(LINES);
    let (path, id) = key(lines.last()?);
    let sign = if address.contains('?') { '&' } else { '?' };
    Some(format!("{address}{sign}after={path}-{id}"))
}

/// The way back, from the staff's front page on.
#[must_use]
pub fn crumbs(cx: &Cx, rest: &[(&str, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![(cx.t("home-staff"), "/staff".to_owned())];
    crumbs.extend(
        rest.iter()
            .map(|(words, href)| ((*words).to_owned(), href.clone())),
    );
    crumbs
}
