//! A member's row in the database and the record it holds.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::crypto::{CryptoError, Sealer};
use platform::db::{Cells, DbError, FromRow, InsertMany, Kind, OnConflict, ToValue as _, Value};
use platform::ids::PersonId;

use super::record::Record;
use super::sealed::{Indexes, Sealed};
use crate::roster::Details;

/// A row as read: the record with its sealed fields still closed.
#[derive(Clone)]
pub struct Stored {
    /// Who.
    pub person: PersonId,
    /// What is not sealed; the sealed fields are empty.
    record: Record,
    sealed: Sealed,
    /// The version an editor must have seen.
    pub version: i64,
    /// When the record was made.
    pub created_at: Millis,
    /// When it was changed last.
    pub updated_at: Millis,
}

impl Stored {
    /// What can be read without opening anything.
    #[must_use]
    pub fn plain(&self) -> &Record {
        &self.record
    }

    /// The whole record. The caller masks it or has noted who asked and why.
    ///
    /// # Errors
    /// When a sealed value was changed, belongs to another row or its key is missing.
    pub fn open(&self, sealer: &Sealer) -> Result<Record, CryptoError> {
        let mut record = self.record.clone();
        record.id_number = self.sealed.open(sealer, self.person, &mut record.details)?;
        Ok(record)
    }
}

impl FromRow for Stored {
    /// Columns in the order of `sql/find_scoped.sql`.
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        Ok(Self {
            person: cells.next()?,
            record: Record {
                full_name: cells.next()?,
                reading: cells.next()?,
                surname_strokes: cells.next()?,
                id_number: None,
                sex: cells.next()?,
                birth_date: cells.next()?,
                ethnicity: cells.next()?,
                education: cells.next()?,
                member_category: cells.next()?,
                party_status: cells.next()?,
                joined_on: cells.next()?,
                audience: cells.next()?,
                details: read_details(cells)?,
            },
            sealed: Sealed::from_row(cells)?,
            version: cells.next()?,
            created_at: cells.next()?,
            updated_at: cells.next()?,
        })
    }
}

fn read_details(cells: &mut Cells) -> Result<Details, DbError> {
    Ok(Details {
        native_place: cells.next()?,
        degree: cells.next()?,
        school: cells.next()?,
        major: cells.next()?,
        applied_on: cells.next()?,
        activist_on: cells.next()?,
        candidate_on: cells.next()?,
        full_member_on: cells.next()?,
        join_type: cells.next()?,
        post_category: cells.next()?,
        work_started_on: cells.next()?,
        work_unit: cells.next()?,
        party_posts: posts_of(&cells.next::<String>()?),
        is_floating: cells.next()?,
        tech_post: cells.next()?,
        new_stratum: cells.next()?,
        migrant_worker: cells.next()?,
        joint_unit: cells.next()?,
        archive_holder: cells.next()?,
        lost_contact_state: cells.next()?,
        lost_since: cells.next()?,
        ..Details::default()
    })
}

fn posts_of(stored: &str) -> Vec<String> {
    stored
        .split(',')
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}

/// New rows of `member`.
pub static MEMBERS: InsertMany = InsertMany::new(
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
        ("audience", Kind::Text),
        ("native_place", Kind::Text),
        ("degree", Kind::Text),
        ("school", Kind::Text),
        ("major", Kind::Text),
        ("applied_on", Kind::Text),
        ("activist_on", Kind::Text),
        ("candidate_on", Kind::Text),
        ("full_member_on", Kind::Text),
        ("join_type", Kind::Text),
        ("post_category", Kind::Text),
        ("work_started_on", Kind::Text),
        ("work_unit", Kind::Text),
        ("party_posts", Kind::Text),
        ("is_floating", Kind::Int),
        ("tech_post", Kind::Text),
        ("new_stratum", Kind::Text),
        ("migrant_worker", Kind::Int),
        ("joint_unit", Kind::Text),
        ("archive_holder", Kind::Text),
        ("lost_contact_state", Kind::Text),
        ("lost_since", Kind::Text),
        ("id_number", Kind::Bytes),
        ("mobile", Kind::Bytes),
        ("phone", Kind::Bytes),
        ("residence", Kind::Bytes),
        ("household_place", Kind::Bytes),
        ("id_number_index", Kind::Bytes),
        ("mobile_index", Kind::Bytes),
        ("updated_at", Kind::Int),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// The values of a member's row but `created_at`: those of [`MEMBERS`] and of `sql/update.sql`.
#[must_use]
pub fn values(
    person: PersonId,
    record: &Record,
    sealed: Sealed,
    indexes: Indexes,
    now: Millis,
) -> Vec<Value> {
    let more = &record.details;
    let bytes = |value: Option<Vec<u8>>| value.map_or(Value::Null(Kind::Bytes), Value::Bytes);
    let date = |day: Option<Date>| day.to_value();
    vec![
        person.to_value(),
        record.sex.to_value(),
        record.birth_date.to_value(),
        record.ethnicity.to_value(),
        record.education.to_value(),
        record.member_category.to_value(),
        record.party_status.to_value(),
        date(record.joined_on),
        record.audience.to_value(),
        more.native_place.to_value(),
        more.degree.to_value(),
        more.school.to_value(),
        more.major.to_value(),
        date(more.applied_on),
        date(more.activist_on),
        date(more.candidate_on),
        date(more.full_member_on),
        more.join_type.to_value(),
        more.post_category.to_value(),
        date(more.work_started_on),
        more.work_unit.to_value(),
        more.party_posts.join(",").to_value(),
        more.is_floating.to_value(),
        more.tech_post.to_value(),
        more.new_stratum.to_value(),
        more.migrant_worker.to_value(),
        more.joint_unit.to_value(),
        more.archive_holder.to_value(),
        more.lost_contact_state.to_value(),
        date(more.lost_since),
        bytes(sealed.id_number),
        bytes(sealed.mobile),
        bytes(sealed.phone),
        bytes(sealed.residence),
        bytes(sealed.household_place),
        bytes(indexes.id_number),
        bytes(indexes.mobile),
        now.to_value(),
    ]
}
