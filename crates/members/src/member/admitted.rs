//! What admission (发展党员) changes on the roll: probation extended, and its end as a full member.
//! The caller has judged the scope and holds nothing yet.

use jiff::civil::Date;
use platform::audit;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::{params, sql};

use super::store;
use crate::belonging::{self, Act, tallies};

static MORE: InsertMany = InsertMany::new(
    "member_more",
    &[
        ("person_id", Kind::Id),
        ("conversion_result", Kind::Text),
        ("probation_extended_until", Kind::Text),
        ("updated_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// A probationary member becomes a full one on a day (转正; 党龄 counts from it).
///
/// # Errors
/// [`Error::NotFound`] when they are on no roll; a conflict when they are no probationary member.
pub fn convert(
    tx: &mut Tx<'_>,
    person: PersonId,
    on: Date,
    result: &'static str,
    act: Act,
) -> Result<(), Error> {
    let before = store::hold(tx, person)?;
    if before.plain().member_category != "probationary_member" {
        return Err(conflict("member-exit-not-on-probation"));
    }
    let home = belonging::hold_home(tx, person)?.map(|org| org.path.as_str().to_owned());
    tx.exec(sql!("sql/convert.sql"), params![person, on, act.now])?;
    let after = store::find(tx, person)?;
    if let Some(path) = &home {
        tallies::changed(tx, path, before.plain(), after.plain())?;
    }
    said(tx, person, result, None, act)?;
    note(
        tx,
        person,
        home,
        &["member_category", "full_member_on"],
        act,
    )
}

/// Probation goes on until a day.
///
/// # Errors
/// The database's.
pub fn extend(tx: &mut Tx<'_>, person: PersonId, until: Date, act: Act) -> Result<(), Error> {
    store::hold(tx, person)?;
    let home = belonging::hold_home(tx, person)?.map(|org| org.path.as_str().to_owned());
    said(tx, person, "extended", Some(until), act)?;
    note(tx, person, home, &["probation_extended_until"], act)
}

fn said(
    tx: &mut Tx<'_>,
    person: PersonId,
    result: &'static str,
    until: Option<Date>,
    act: Act,
) -> Result<(), Error> {
    let row = params![person, result, until, act.now];
    if tx.exec(sql!("sql/set_conversion.sql"), row)? == 0 {
        tx.insert_many(&MORE, &[row.to_vec()])?;
    }
    Ok(())
}

fn note(
    tx: &mut Tx<'_>,
    person: PersonId,
    home: Option<String>,
    fields: &[&str],
    act: Act,
) -> Result<(), Error> {
    let entry = act
        .entry("member.edit", "member")
        .on(person.0)
        .about(person)
        .within(home.unwrap_or_default())
        .with(serde_json::json!({ "fields": fields }));
    Ok(audit::write(tx, &entry)?)
}
