//! A changed mobile number and how its member signs in with it.

use platform::auth::account::set_mobile;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{params, sql};

/// What a changed number means for signing in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignIn {
    /// Nothing: the number stayed, or they have no account.
    Same,
    /// They sign in by the new number from now on.
    Follows,
    /// Somebody else signs in by the new number; theirs is as it was.
    Taken,
    /// They sign in by another number than the record held; it is as it was.
    Other,
}

impl SignIn {
    /// What is said after saving.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Same => "flash-saved",
            Self::Follows => "flash-member-mobile-follows",
            Self::Taken => "flash-member-mobile-taken",
            Self::Other => "flash-member-mobile-other",
        }
    }
}

/// Lets the number one signs in by follow the record, when it was the record's.
///
/// # Errors
/// The database's.
pub fn follow(
    tx: &mut Tx<'_>,
    person: PersonId,
    before: Option<&[u8]>,
    after: Option<&[u8]>,
) -> Result<SignIn, Error> {
    if before == after {
        return Ok(SignIn::Same);
    }
    let account: Option<(Option<Vec<u8>>,)> =
        tx.opt(sql!("sql/account_mobile.sql"), params![person])?;
    let Some((known,)) = account else {
        return Ok(SignIn::Same);
    };
    match (known.as_deref(), after) {
        (known, after) if known == after => Ok(SignIn::Same),
        // A number is never taken away from somebody who has no other way in.
        (_, None) => Ok(SignIn::Other),
        (Some(known), Some(_)) if Some(known) != before => Ok(SignIn::Other),
        (_, Some(after)) => Ok(match set_mobile(tx, person, Some(after))? {
            true => SignIn::Follows,
            false => SignIn::Taken,
        }),
    }
}
