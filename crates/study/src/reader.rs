//! Somebody who reads: what is published at or above where they belong or serve is theirs to see.

use jiff::civil::Date;
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::Cx;

/// Who reads, on which day.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// On which day belonging and duties are asked for.
    pub today: Date,
}

impl Reader {
    /// The signed-in person.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn of(cx: &Cx) -> Result<Self, Error> {
        Ok(Self {
            person: cx.person()?,
            today: cx.app.clock.today(),
        })
    }
}
