//! For whom a test is: a subtree of the organisation and kinds of member, as the members room
//! defines them for everybody.

use jiff::civil::Date;
pub use members::audience::{Audience, AudienceKind, AudienceKinds, Standing, young_since};
use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;

/// The codes of the kinds an audience can name.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    AudienceKind::ALL.into_iter().map(AudienceKind::code)
}

/// The end of a subtree's range of paths.
#[must_use]
pub fn range_end(path: &str) -> String {
    format!("{path}~")
}

/// Where a person belongs on a day, the home branch first.
///
/// # Errors
/// The database's.
pub fn standings(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Vec<Standing>, Error> {
    Ok(members::audience::standings(tx, person, today)?)
}
