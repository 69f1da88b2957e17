//! Terms of many organisations at once, for a city that is being made.

use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx};
use platform::error::Error;
use platform::ids::OrgId;

use super::{Term, TermId};

static TERMS: InsertMany = InsertMany::new(
    "term",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("number", Kind::Int),
        ("starts_on", Kind::Text),
        ("ends_on", Kind::Text),
        ("years", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Writes terms without an audit entry each: the one who makes the city says so once.
///
/// # Errors
/// The database's.
pub fn insert_batch(tx: &mut Tx<'_>, terms: &[(OrgId, Term)]) -> Result<(), Error> {
    let rows: Vec<_> = terms
        .iter()
        .map(|(org, term)| {
            vec![
                TermId::derived("term", &format!("{org}/{}", term.number)).to_value(),
                org.to_value(),
                term.number.to_value(),
                term.starts_on.to_value(),
                term.ends_on.to_value(),
                term.years.to_value(),
            ]
        })
        .collect();
    tx.insert_many(&TERMS, &rows)?;
    Ok(())
}
