//! Invitations: the only ways into an account. A link for the first administrator, one-time
//! links for staff, printed slips for members.
//!
//! A secret is shown once, when it is made; the database keeps its hash. The short code of a
//! slip has fewer bits, so it is kept under a key and counts only together with the name.

mod accept;
mod issue;
mod setup;
pub mod setup_pages;
pub mod slip_pages;
pub mod staff_pages;
mod store;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

pub(super) use accept::{Choice, accept_slip, accept_staff_link, by_code};
pub use issue::{Slip, issue_slip, issue_staff_link};
pub use setup::setup_token;
pub(super) use setup::{First, begin_city};
pub(super) use slip_pages::link_address;
use store::Open;

use crate::crypto::{CryptoError, Sealer};
use crate::typed_id;

typed_id!(
    /// An invitation.
    InvitationId
);

/// Characters of a slip's short code.
pub const CODE_LENGTH: usize = 10;

/// What kind of invitation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// For the first administrator.
    Setup,
    /// For staff.
    StaffLink,
    /// For a member, on paper.
    Slip,
}

impl Kind {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::StaffLink => "staff_link",
            Self::Slip => "slip",
        }
    }
}

/// A secret of 128 bits, as it stands in a link.
fn fresh_secret() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(crate::random::bytes::<16>())
}

/// The stored form of a secret.
fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The stored form of a short code.
fn code_hash(sealer: &Sealer, code: &str) -> Result<Vec<u8>, CryptoError> {
    sealer.blind_index("slip code", code)
}

/// A short code as typed from paper: case, blanks, hyphens and full width do not matter.
fn read_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–'))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .map(|c| c.to_ascii_uppercase())
        .collect();
    (code.len() == CODE_LENGTH && code.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(code)
}

/// A name as compared: blanks and the kinds of dot in it do not matter.
fn read_name(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '・' | '.' | '．'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed_from_paper() {
        for typed in [
            "BCDFG23456",
            "bcdfg-23456",
            " BCDFG 23456 ",
            "ＢＣＤＦＧ－２３４５６",
        ] {
            assert_eq!(read_code(typed).as_deref(), Some("BCDFG23456"), "{typed}");
        }
        for wrong in ["", "BCDFG2345", "BCDFG234567", "BCDFG2345中"] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_is_compared_without_its_dots() {
        assert_eq!(read_name(" 王 秀英 "), "王秀英");
        assert_eq!(read_name("买买提·艾力"), read_name("买买提•艾力"));
        assert_ne!(read_name("王秀英"), read_name("王秀芳"));
    }

    #[test]
    fn a_secret_has_128_bits() {
        let secret = fresh_secret();
        assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(&secret).unwrap().len(), 16);
        assert_ne!(secret, fresh_secret());
    }
}
