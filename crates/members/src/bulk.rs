//! Many members at once, prepared off the writer's thread: the sample city and rosters.
//!
//! Preparing computes name keys and seals fields, which takes the time; inserting is four
//! prepared statements a member. One audit entry stands for a whole batch: see [`insert_batch`].

use std::sync::Arc;

use jiff::civil::Date;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::crypto::Sealer;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::Error;
use platform::ids::{OrgId, PersonId};

use crate::belonging::tallies::Sums;
use crate::belonging::{self, BELONGINGS, BelongingId, BelongingKind, Place};
use crate::member::store::{Closed, PERSONS, person_values};
use crate::member::{MEMBERS, Record};
use crate::roster::Details;

/// A member to be made, in plain words.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// Their id.
    pub person: PersonId,
    /// Their name.
    pub full_name: String,
    /// GB/T 2261.1.
    pub sex: &'static str,
    /// Birthday.
    pub birth_date: Date,
    /// GB/T 3304.
    pub ethnicity: Option<&'static str>,
    /// GB/T 4658.
    pub education: Option<&'static str>,
    /// Day of joining; the assembly's.
    pub joined_on: Option<Date>,
    /// Day of becoming a full member; on probation without it.
    pub full_member_on: Option<Date>,
    /// Where and as what they work.
    pub work_unit: Option<String>,
    /// The class of their work: a code of `rules/codes/post_category.toml`.
    pub post_category: Option<&'static str>,
    /// The kind plans and tests choose by.
    pub audience: &'static str,
    /// Identity number.
    pub id_number: String,
    /// Mobile number, which is also how they sign in.
    pub mobile: String,
    /// Where they live.
    pub residence: Option<String>,
    /// Whether they live and work elsewhere.
    pub is_floating: bool,
    /// Where they belong.
    pub org: OrgId,
    /// Its path.
    pub path: String,
    /// An account name besides the phone.
    pub login_name: Option<String>,
    /// The hash of a password; without one there is no account yet.
    pub password_hash: Option<Arc<str>>,
}

/// The rows of one member, ready to be inserted.
#[derive(Clone)]
pub struct PreparedMember {
    path: String,
    record: Record,
    person: Vec<Value>,
    member: Vec<Value>,
    belonging: Vec<Value>,
    account: Option<Vec<Value>>,
}

static ACCOUNTS: InsertMany = InsertMany::new(
    "account",
    &[
        ("person_id", Kind::Id),
        ("login_name", Kind::Text),
        ("mobile_index", Kind::Bytes),
        ("password_hash", Kind::Text),
        ("password_set_on", Kind::Text),
        ("state", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Computes the rows of a member: name keys, sealed fields, blind indexes.
///
/// # Errors
/// When the keys cannot seal.
pub fn prepare(new: &NewMember, sealer: &Sealer, now: Millis) -> Result<PreparedMember, Error> {
    let closed = Closed::of(sealer, new.person, record_of(new))?;
    let account = new.password_hash.as_ref().map(|hash| {
        vec![
            new.person.to_value(),
            new.login_name.to_value(),
            closed.indexes.mobile.to_value(),
            hash.as_ref().to_value(),
            now.date().to_value(),
            "active".to_value(),
            now.to_value(),
        ]
    });
    let place = Place {
        org: new.org,
        path: &new.path,
        kind: BelongingKind::Home,
        from_on: new.joined_on.unwrap_or_else(|| now.date()),
    };
    let mut prepared = PreparedMember::of(new.person, closed, &place, None, now);
    prepared.account = account;
    Ok(prepared)
}

fn record_of(new: &NewMember) -> Record {
    let category = if new.full_member_on.is_some() {
        "full_member"
    } else {
        "probationary_member"
    };
    Record {
        full_name: new.full_name.clone(),
        reading: None,
        surname_strokes: None,
        id_number: Some(new.id_number.clone()),
        sex: new.sex.to_owned(),
        birth_date: new.birth_date,
        ethnicity: new.ethnicity.map(str::to_owned),
        education: new.education.map(str::to_owned),
        member_category: category.to_owned(),
        party_status: "normal".to_owned(),
        joined_on: new.joined_on,
        details: Details {
            full_member_on: new.full_member_on,
            work_unit: new.work_unit.clone(),
            post_category: new.post_category.map(str::to_owned),
            mobile: Some(new.mobile.clone()),
            residence: new.residence.clone(),
            is_floating: new.is_floating,
            ..Details::default()
        },
        audience: new.audience.to_owned(),
    }
}

impl PreparedMember {
    /// The rows of a sealed record at home in a place; `import` is the roster that brought it.
    #[must_use]
    pub fn of(
        person: PersonId,
        closed: Closed,
        place: &Place<'_>,
        import: Option<[u8; 16]>,
        now: Millis,
    ) -> Self {
        let mut member = closed.values(person, now);
        member.push(now.to_value());
        // The first home of somebody carries their id, so that its rows are appended in order.
        let id = BelongingId(person.0);
        Self {
            path: place.path.to_owned(),
            person: person_values(person, &closed.record.full_name, &closed.keys, now),
            member,
            belonging: belonging::values(id, person, place, &closed.keys, import, now),
            account: None,
            record: closed.record,
        }
    }

    /// The path of the home.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Inserts prepared members with their counts, and one audit entry for all of them.
///
/// # Errors
/// The database's; the batch is then not there at all.
pub fn insert_batch(
    tx: &mut Tx<'_>,
    batch: &[PreparedMember],
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    let members: Vec<&PreparedMember> = batch.iter().collect();
    insert_rows(tx, &members)?;
    let mut entry = Entry::new(now, "member.insert_batch", "member")
        .with(serde_json::json!({ "count": batch.len() }));
    entry.actor = by;
    audit::write(tx, &entry)?;
    Ok(())
}

/// Inserts prepared members with their counts. The caller writes the audit entry.
///
/// # Errors
/// The database's; the batch is then not there at all.
pub fn insert_rows(tx: &mut Tx<'_>, batch: &[&PreparedMember]) -> Result<(), Error> {
    let rows = |of: fn(&PreparedMember) -> &Vec<Value>| {
        batch.iter().map(|one| of(one).clone()).collect::<Vec<_>>()
    };
    tx.insert_many(&PERSONS, &rows(|one| &one.person))?;
    tx.insert_many(&MEMBERS, &rows(|one| &one.member))?;
    tx.insert_many(&BELONGINGS, &rows(|one| &one.belonging))?;
    let accounts: Vec<_> = batch.iter().filter_map(|one| one.account.clone()).collect();
    tx.insert_many(&ACCOUNTS, &accounts)?;
    let mut sums = Sums::default();
    for one in batch {
        sums.count(&one.path, &one.record, 1);
    }
    sums.write(tx)
}
