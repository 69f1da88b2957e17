//! Accounts: how somebody signs in. They begin with an invitation; nothing creates one by itself.

pub(super) mod pages;
mod password;
pub(super) mod preferences;
mod sign_in;
mod store;

use sha2::{Digest as _, Sha256};

pub(super) use password::{Duties, Fresh, Owner, change_password};
pub(super) use sign_in::{Refusal, Signed, confirm, sign_in, wait};
pub use store::{add_person, count, ensure, hold, set_login_name, set_mobile};
pub(super) use store::{by_person, forgive, set_password};

use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::{reach, session};
use crate::crypto::{CryptoError, Sealer};
use crate::error::{Error, conflict, not_found};
use crate::ids::PersonId;

/// What somebody typed to say who they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Login {
    /// A mobile number, eleven digits.
    Mobile(String),
    /// An account name, folded.
    Name(String),
}

impl Login {
    /// Reads what was typed: blanks, hyphens, full-width digits and +86 do not matter.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        match mobile(typed) {
            Some(number) => Self::Mobile(number),
            None => Self::Name(fold(typed)),
        }
    }

    /// A key for limits; never stored.
    fn key(&self) -> [u8; 32] {
        let words = match self {
            Self::Mobile(words) | Self::Name(words) => words,
        };
        Sha256::digest(words.as_bytes()).into()
    }
}

/// A mainland mobile number as eleven digits, when it is one.
#[must_use]
pub fn mobile(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{3000}' | '(' | ')' | '（' | '）' | '－'))
        .map(narrow)
        .collect();
    let number = digits
        .strip_prefix("+86")
        .or_else(|| digits.strip_prefix("0086"))
        .unwrap_or(&digits);
    let plain =
        number.len() == 11 && number.starts_with('1') && number.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| number.to_owned())
}

/// The key by which a mobile number is found without being stored: the same for accounts and for
/// member records. None when it is no mobile number.
///
/// # Errors
/// The crypto provider's.
pub fn mobile_index(sealer: &Sealer, typed: &str) -> Result<Option<Vec<u8>>, CryptoError> {
    mobile(typed)
        .map(|number| sealer.blind_index("mobile", &number))
        .transpose()
}

/// Full-width characters as their narrow twins.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn fold(typed: &str) -> String {
    typed
        .trim()
        .chars()
        .map(narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

/// An account name as stored, when it can be one: 2 to 32 letters, digits, dots, hyphens or
/// underscores, and not a number, which would be taken for a phone.
#[must_use]
pub fn login_name(typed: &str) -> Option<String> {
    let name = fold(typed);
    let length = name.chars().count();
    let fits = (2..=32).contains(&length)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !name.chars().all(|c| c.is_ascii_digit());
    fits.then_some(name)
}

/// Closes an account; every session of it ends with the answer.
///
/// # Errors
/// Not found without an account; a conflict when somebody closes their own, or one with a duty
/// outside the part whose accounts they manage.
pub async fn disable(
    app: &App,
    person: PersonId,
    by: PersonId,
    reason: String,
) -> Result<(), Error> {
    if person == by {
        return Err(conflict("error-account-own"));
    }
    let now = app.clock.now();
    app.db
        .write("disable_account", move |tx| {
            reach::may_manage(tx, by, person, now.date())?;
            if !store::set_state(tx, person, "disabled")? {
                return Err(not_found());
            }
            session::end_all(tx, person)?;
            let entry = Entry::new(now, "account.disable", "account")
                .on(person.0)
                .about(person)
                .by(by);
            Ok(audit::write(tx, &entry.because(reason.clone()))?)
        })
        .await?;
    session::forget(app, person);
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// Not found without an account; a conflict as [`disable`].
pub async fn enable(
    app: &App,
    person: PersonId,
    by: PersonId,
    reason: String,
) -> Result<(), Error> {
    let now = app.clock.now();
    app.db
        .write("enable_account", move |tx| {
            reach::may_manage(tx, by, person, now.date())?;
            if !store::reopen(tx, person)? {
                return Err(not_found());
            }
            let entry = Entry::new(now, "account.enable", "account")
                .on(person.0)
                .about(person)
                .by(by);
            Ok(audit::write(tx, &entry.because(reason.clone()))?)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_known_however_it_is_typed() {
        for typed in [
            "13812345678",
            " 138 1234 5678",
            "138-1234-5678",
            "+86 13812345678",
            "１３８１２３４５６７８",
        ] {
            assert_eq!(
                Login::read(typed),
                Login::Mobile("13812345678".to_owned()),
                "{typed}"
            );
        }
        for other in ["1381234567", "138123456789", "23812345678", "wang", ""] {
            assert!(matches!(Login::read(other), Login::Name(_)), "{other}");
        }
    }

    #[test]
    fn an_account_name_is_folded_and_never_a_number() {
        assert_eq!(login_name(" Zhao.Min "), Some("zhao.min".to_owned()));
        assert_eq!(login_name("清溪街道"), Some("清溪街道".to_owned()));
        for wrong in ["a", "13812345678", "a b", "<b>", &"x".repeat(33)] {
            assert_eq!(login_name(wrong), None, "{wrong}");
        }
    }
}
