//! Many members at once, prepared off the writer's thread: the sample city and large imports.
//!
//! Preparing computes name keys and seals fields, which takes the time; inserting is five
//! prepared statements a member. One audit entry stands for a whole batch: see [`insert_batch`].

use std::sync::Arc;

use jiff::civil::Date;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::crypto::{CryptoError, Sealer};
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::names;

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
#[derive(Clone, Debug)]
pub struct PreparedMember {
    person: Vec<Value>,
    member: Vec<Value>,
    belonging: Vec<Value>,
    account: Option<Vec<Value>>,
}

platform::typed_id!(
    /// A dated belonging of a person to an organisation.
    BelongingId
);

static PERSONS: InsertMany = InsertMany::new(
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
);

static MEMBERS: InsertMany = InsertMany::new(
    "member",
    &[
        ("person_id", Kind::Id),
        ("sex", Kind::Text),
        ("birth_date", Kind::Text),
        ("ethnicity", Kind::Text),
        ("education", Kind::Text),
        ("member_category", Kind::Text),
        ("party_status", Kind::Text),
        ("joined_on", Kind::Text),
        ("full_member_on", Kind::Text),
        ("work_unit", Kind::Text),
        ("audience", Kind::Text),
        ("id_number", Kind::Bytes),
        ("id_number_index", Kind::Bytes),
        ("mobile", Kind::Bytes),
        ("mobile_index", Kind::Bytes),
        ("residence", Kind::Bytes),
        ("is_floating", Kind::Int),
        ("created_at", Kind::Int),
        ("updated_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static BELONGINGS: InsertMany = InsertMany::new(
    "belonging",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("org_id", Kind::Id),
        ("path", Kind::Text),
        ("kind", Kind::Text),
        ("from_on", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

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
pub fn prepare(
    new: &NewMember,
    sealer: &Sealer,
    now: Millis,
) -> Result<PreparedMember, CryptoError> {
    let id = new.person.0;
    let keys = names::keys(&new.full_name);
    let seal = |column: &'static str, text: &str| sealer.seal_text("member", column, id, text);
    let mobile_index = sealer.blind_index("mobile", &new.mobile)?;
    let from_on = new.joined_on.unwrap_or_else(|| now.date());
    let residence = new
        .residence
        .as_deref()
        .map(|text| seal("residence", text))
        .transpose()?;
    Ok(PreparedMember {
        person: vec![
            new.person.to_value(),
            new.full_name.to_value(),
            keys.pinyin.to_value(),
            keys.initials.to_value(),
            keys.full.to_value(),
            keys.stroke.to_value(),
            now.to_value(),
        ],
        member: vec![
            new.person.to_value(),
            new.sex.to_value(),
            new.birth_date.to_value(),
            new.ethnicity.to_value(),
            new.education.to_value(),
            if new.full_member_on.is_some() {
                "full_member"
            } else {
                "probationary_member"
            }
            .to_value(),
            "normal".to_value(),
            new.joined_on.to_value(),
            new.full_member_on.to_value(),
            new.work_unit.to_value(),
            new.audience.to_value(),
            seal("id_number", &new.id_number)?.to_value(),
            sealer.blind_index("id_number", &new.id_number)?.to_value(),
            seal("mobile", &new.mobile)?.to_value(),
            mobile_index.to_value(),
            residence.to_value(),
            new.is_floating.to_value(),
            now.to_value(),
            now.to_value(),
        ],
        belonging: vec![
            BelongingId::derived("home", &new.person.to_string()).to_value(),
            new.person.to_value(),
            new.org.to_value(),
            new.path.to_value(),
            "home".to_value(),
            from_on.to_value(),
            now.to_value(),
        ],
        account: new.password_hash.as_ref().map(|hash| {
            vec![
                new.person.to_value(),
                new.login_name.to_value(),
                mobile_index.to_value(),
                hash.to_string().to_value(),
                now.date().to_value(),
                "active".to_value(),
                now.to_value(),
            ]
        }),
    })
}

/// Inserts prepared members. The caller writes the tallies of the whole.
///
/// # Errors
/// The database's; the batch is then not there at all.
pub fn insert_batch(
    tx: &mut Tx<'_>,
    batch: &[PreparedMember],
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    let rows = |of: fn(&PreparedMember) -> &Vec<Value>| {
        batch.iter().map(|one| of(one).clone()).collect::<Vec<_>>()
    };
    tx.insert_many(&PERSONS, &rows(|one| &one.person))?;
    tx.insert_many(&MEMBERS, &rows(|one| &one.member))?;
    tx.insert_many(&BELONGINGS, &rows(|one| &one.belonging))?;
    let accounts: Vec<_> = batch.iter().filter_map(|one| one.account.clone()).collect();
    tx.insert_many(&ACCOUNTS, &accounts)?;
    let mut entry = Entry::new(now, "member.insert_batch", "member")
        .with(serde_json::json!({ "count": batch.len() }));
    entry.actor = by;
    audit::write(tx, &entry)?;
    Ok(())
}
