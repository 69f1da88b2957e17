//! The code by which a resident follows a request: ten characters that can be read out, made from
//! the key of the form, so that a form sent twice gets the same code twice. The database knows
//! only its blind index.

use platform::crypto::Sealer;
use platform::error::{Error, internal};

use super::FormKey;

/// Letters a person can read out: no 0/O, 1/I/L, no vowels that make words.
const LETTERS: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";
/// Characters of a code.
pub const LENGTH: usize = 10;

/// The code of a form's key.
///
/// # Errors
/// The provider's failure.
pub fn of(sealer: &Sealer, form_key: FormKey) -> Result<String, Error> {
    let key = form_key.to_string();
    let bytes = sealer
        .blind_index("residents.code", &key)
        .map_err(|fault| internal(fault.to_string()))?;
    Ok(bytes
        .iter()
        .take(LENGTH)
        .map(|byte| char::from(LETTERS[usize::from(byte % 28)]))
        .collect())
}

/// What the database finds a code by.
///
/// # Errors
/// The provider's failure.
pub fn index(sealer: &Sealer, code: &str) -> Result<Vec<u8>, Error> {
    sealer
        .blind_index("residents.index", code)
        .map_err(|fault| internal(fault.to_string()))
}

/// A code as it was typed: blanks, dashes and small letters do not matter.
#[must_use]
pub fn typed(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .take(LENGTH + 1)
        .collect()
}

/// A code as it is shown, in two halves.
#[must_use]
pub fn shown(code: &str) -> String {
    let (left, right) = code.split_at_checked(LENGTH / 2).unwrap_or((code, ""));
    format!("{left} {right}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_typed_as_people_type() {
        assert_eq!(typed(" k7mpq-rst2x "), "K7MPQRST2X");
        assert_eq!(shown("K7MPQRST2X"), "K7MPQ RST2X");
        assert_eq!(typed("“K7MPQ”；DROP"), "K7MPQDROP");
    }
}
