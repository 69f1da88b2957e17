//! The single fields in the database.

use platform::audit;
use platform::clock::Millis;
use platform::crypto::Sealer;
use platform::db::{
    Cells, DbError, FromRow, InsertMany, Kind, OnConflict, ToValue as _, Tx, Value,
};
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::{params, sql};

use super::Field;
use crate::belonging::Act;
use crate::member::change::home_path;
use crate::member::store::hold;

/// The table named in what is authenticated beside a sealed value.
const TABLE: &str = "member_more";

/// Stored values by field, in plain.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct More([Option<String>; Field::ALL.len()]);

impl More {
    /// A stored value.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0[field as usize].as_deref()
    }

    /// Puts a value in its place.
    pub fn set(&mut self, field: Field, stored: Option<String>) {
        self.0[field as usize] = stored;
    }

    /// The fields in which two differ.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        Field::ALL
            .into_iter()
            .filter(|field| self.get(*field) != other.get(*field))
            .map(Field::identifier)
            .collect()
    }

    /// By how many months the Party standing is corrected.
    #[must_use]
    pub fn party_age_adjustment(&self) -> i64 {
        self.get(Field::PartyAgeAdjustMonths)
            .and_then(|months| months.parse().ok())
            .unwrap_or(0)
    }
}

/// A row as read, its sealed fields still closed.
#[derive(Clone, Default)]
pub struct Stored {
    plain: More,
    sealed: Vec<(Field, Vec<u8>)>,
    /// The version an editor must have seen; 0 when nothing is known.
    pub version: i64,
}

impl FromRow for Stored {
    fn from_row(cells: &mut Cells) -> Result<Self, DbError> {
        let mut read = Self::default();
        for field in Field::ALL {
            match column(field) {
                Kind::Bytes => {
                    let sealed: Option<Vec<u8>> = cells.next()?;
                    read.sealed.extend(sealed.map(|bytes| (field, bytes)));
                }
                Kind::Int => {
                    let number: Option<i64> = cells.next()?;
                    read.plain
                        .set(field, number.map(|number| number.to_string()));
                }
                _ => {
                    let text = cells.next()?;
                    read.plain.set(field, text);
                }
            }
        }
        read.version = cells.next()?;
        Ok(read)
    }
}

impl Stored {
    /// What can be read without opening anything.
    #[must_use]
    pub fn plain(&self) -> &More {
        &self.plain
    }

    /// Whether something sealed is known.
    #[must_use]
    pub fn is_sealed(&self, field: Field) -> bool {
        self.sealed.iter().any(|(known, _)| *known == field)
    }

    /// All of it. The caller masks it or has noted who asked and why.
    ///
    /// # Errors
    /// When a sealed value was changed, belongs to another row or its key is missing.
    pub fn open(&self, sealer: &Sealer, person: PersonId) -> Result<More, Error> {
        let mut more = self.plain.clone();
        for (field, sealed) in &self.sealed {
            let plain = sealer.open_text(TABLE, field.identifier(), person.0, sealed)?;
            more.set(*field, Some(plain));
        }
        Ok(more)
    }
}

/// What is known of somebody besides; nothing when nothing is.
///
/// # Errors
/// The database's.
pub fn find(tx: &mut Tx<'_>, person: PersonId) -> Result<Stored, Error> {
    let found: Option<Stored> = tx.opt(sql!("sql/find.sql"), params![person])?;
    Ok(found.unwrap_or_default())
}

fn column(field: Field) -> Kind {
    match field {
        Field::PartyAgeAdjustMonths | Field::HasFlowCard => Kind::Int,
        field if field.is_sealed() => Kind::Bytes,
        _ => Kind::Text,
    }
}

static ROWS: InsertMany = InsertMany::new(
    "member_more",
    &[
        ("person_id", Kind::Id),
        ("conversion_result", Kind::Text),
        ("joined_branch", Kind::Text),
        ("probation_extended_until", Kind::Text),
        ("party_age_adjust_months", Kind::Int),
        ("in_service_education", Kind::Text),
        ("in_service_degree", Kind::Text),
        ("in_service_school", Kind::Text),
        ("in_service_major", Kind::Text),
        ("job_title", Kind::Text),
        ("frontline", Kind::Text),
        ("flow_destination", Kind::Text),
        ("flow_unit_nature", Kind::Text),
        ("has_flow_card", Kind::Int),
        ("flow_ended_on", Kind::Text),
        ("dues_base", Kind::Bytes),
        ("care_flags", Kind::Bytes),
        ("updated_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// The values of a row, sealed fields closed.
fn values(
    sealer: &Sealer,
    person: PersonId,
    more: &More,
    now: Millis,
) -> Result<Vec<Value>, Error> {
    let mut row = vec![person.to_value()];
    for field in Field::ALL {
        let stored = more.get(field);
        row.push(match column(field) {
            Kind::Int => stored.and_then(|text| text.parse::<i64>().ok()).to_value(),
            Kind::Bytes => stored
                .map(|plain| sealer.seal_text(TABLE, field.identifier(), person.0, plain))
                .transpose()?
                .to_value(),
            _ => stored.to_value(),
        });
    }
    row.push(now.to_value());
    Ok(row)
}

/// Writes what is known over the version its editor saw. The caller has judged the scope.
///
/// # Errors
/// A conflict when somebody else changed it meanwhile.
pub fn edit(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    person: PersonId,
    next: &More,
    seen: i64,
    act: Act,
) -> Result<(), Error> {
    hold(tx, person)?;
    let stored = find(tx, person)?;
    if stored.version != seen {
        return Err(conflict("member-changed-meanwhile"));
    }
    let fields = stored.open(sealer, person)?.differences(next);
    if fields.is_empty() {
        return Ok(());
    }
    let mut row = values(sealer, person, next, act.now)?;
    if seen == 0 {
        tx.insert_many(&ROWS, &[row])?;
    } else {
        row.push(seen.to_value());
        tx.exec(sql!("sql/update.sql"), &row)?;
    }
    let entry = act
        .entry("member.edit", "member")
        .on(person.0)
        .about(person)
        .within(home_path(tx, person)?.unwrap_or_default())
        .with(serde_json::json!({ "fields": fields }));
    Ok(audit::write(tx, &entry)?)
}
