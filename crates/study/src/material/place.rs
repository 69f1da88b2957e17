//! Where a member stopped reading: a place in the text, without a time, for the member alone.

use platform::db::{DbError, InsertMany, Kind, OnConflict, ToValue as _, Tx};
use platform::error::{Error, bad_request};
use platform::ids::PersonId;
use platform::{params, sql};

use super::{MaterialId, Version};

static PLACES: InsertMany = InsertMany::new(
    "reading_place",
    &[
        ("person_id", Kind::Id),
        ("material_id", Kind::Id),
        ("anchor", Kind::Text),
    ],
    OnConflict::Replace {
        key: &["person_id", "material_id"],
        columns: &["anchor"],
    },
);

/// Keeps the place, if the text has it.
///
/// # Errors
/// When the text has no such place.
pub fn keep(
    tx: &mut Tx<'_>,
    person: PersonId,
    version: &Version,
    anchor: &str,
) -> Result<(), Error> {
    if words_of(version, anchor).is_none() {
        return Err(bad_request("reading-no-such-place"));
    }
    let row = vec![
        person.to_value(),
        version.material_id.to_value(),
        anchor.to_value(),
    ];
    tx.insert_many(&PLACES, &[row])?;
    Ok(())
}

/// The place kept, if any.
///
/// # Errors
/// The database's.
pub fn of(
    tx: &mut Tx<'_>,
    person: PersonId,
    material: MaterialId,
) -> Result<Option<String>, DbError> {
    Ok(tx
        .opt::<(String,)>(sql!("sql/place.sql"), params![person, material])?
        .map(|row| row.0))
}

/// A place of a text, as it can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A heading, with its words.
    Heading(String),
    /// A page of a PDF.
    Page(i64),
}

/// What an anchor names in a version; none when the version has no such place (any more).
#[must_use]
pub fn words_of(version: &Version, anchor: &str) -> Option<Place> {
    if let Some(page) = anchor.strip_prefix("page-") {
        let page: i64 = page.parse().ok()?;
        return (1..=version.pages)
            .contains(&page)
            .then_some(Place::Page(page));
    }
    let (_, outline) = version.shown();
    outline
        .into_iter()
        .find(|heading| heading.anchor == anchor)
        .map(|heading| Place::Heading(heading.text))
}
