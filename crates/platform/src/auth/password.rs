//! Which passwords are taken, by the kind of duties one has.
//!
//! ASVS and NIST advise against composition and rotation, graded protection demands them: both
//! hold for staff duties only. A member may choose six digits, because an account closes after
//! five misses, but not those that everybody tries first.

use super::policy;
use crate::error::Message;

/// Which rules a password was held to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasswordKind {
    /// Six digits of a member.
    Pin,
    /// A member's password.
    Member,
    /// A password fit for staff duties.
    Staff,
}

impl PasswordKind {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Member => "member",
            Self::Staff => "staff",
        }
    }
}

/// Judges a password of somebody with staff duties.
///
/// # Errors
/// What is wrong with it.
pub fn for_staff(password: &str, own_words: &[&str]) -> Result<PasswordKind, Message> {
    common_rules(password, own_words)?;
    if password.chars().count() < policy::current().staff_length {
        return Err(Message::new("error-password-staff-short")
            .with("count", policy::current().staff_length));
    }
    if classes(password) < policy::current().staff_classes {
        return Err(Message::new("error-password-staff-mix"));
    }
    Ok(PasswordKind::Staff)
}

/// Judges a member's password.
///
/// # Errors
/// What is wrong with it.
pub fn for_member(password: &str, own_words: &[&str]) -> Result<PasswordKind, Message> {
    common_rules(password, own_words)?;
    if is_pin(password) {
        Ok(PasswordKind::Pin)
    } else {
        Ok(PasswordKind::Member)
    }
}

/// Whether it is six digits.
#[must_use]
pub fn is_pin(password: &str) -> bool {
    password.len() == 6 && password.bytes().all(|byte| byte.is_ascii_digit())
}

fn common_rules(password: &str, own_words: &[&str]) -> Result<(), Message> {
    let length = password.chars().count();
    if length == 0 {
        return Err(Message::new("error-password-missing"));
    }
    if length < policy::current().member_length {
        return Err(
            Message::new("error-password-short").with("count", policy::current().member_length)
        );
    }
    if length > policy::LONGEST {
        return Err(Message::new("error-password-long").with("count", policy::LONGEST));
    }
    let lower = password.to_lowercase();
    let own = own_words
        .iter()
        .any(|word| word.chars().count() >= 4 && lower.contains(&word.to_lowercase()));
    if own {
        return Err(Message::new("error-password-own"));
    }
    if is_everybodys(&lower) {
        return Err(Message::new("error-password-common"));
    }
    Ok(())
}

/// What is tried first, wherever lists of passwords leaked.
const COMMON: &[&str] = &[
    "a123456",
    "123456a",
    "a12345678",
    "woaini",
    "woaini1314",
    "woaini520",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "admin123",
    "administrator",
    "admin888",
    "qwerty",
    "qwertyuiop",
    "qwe123",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "1qaz2wsx",
    "1q2w3e4r",
    "q1w2e3r4",
    "abc123",
    "abc123456",
    "abcd1234",
    "aa123456",
    "123abc",
    "123qwe",
    "iloveyou",
    "5201314",
    "1314520",
    "520520",
    "521521",
    "521125",
    "147258",
    "147258369",
    "159357",
    "159753",
    "789456",
    "789456123",
    "456789",
    "741852",
    "741852963",
    "963852",
    "258369",
    "369258",
    "123123",
    "321321",
    "112233",
    "332211",
    "121212",
    "131313",
    "131421",
    "135790",
    "246810",
    "102030",
    "010203",
    "110110",
    "119119",
    "120120",
    "123321",
    "654321",
    "666888",
    "888666",
    "168168",
    "518518",
    "778899",
    "998877",
    "110120",
    "122333",
    "123654",
    "123789",
    "147896",
    "201314",
    "211314",
    "314159",
    "520131",
    "526526",
    "584520",
    "987654321",
    "qazwsx",
    "qazwsxedc",
    "zaq12wsx",
    "admin@123",
    "password1",
    "password123",
    "abc@123",
    "aa123456.",
    "qwer1234",
    "19491001",
    "194910",
    "191949",
    "19210701",
    "210701",
    "192107",
    "071921",
];

fn is_everybodys(lower: &str) -> bool {
    COMMON.contains(&lower) || is_run(lower) || is_repetition(lower)
}

/// `234567`, `987654`, `abcdef`: each character one more, or one less, than the one before.
fn is_run(text: &str) -> bool {
    let steps = |by: i64| {
        let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
        codes.windows(2).all(|pair| pair[1] - pair[0] == by)
    };
    // Zero stands after nine on a keyboard.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    steps(1)
        || steps(-1)
        || (digits && ("1234567890".contains(text) || "0987654321".contains(text)))
}

/// `111111`, `212121`, `456456`: a piece of at most three characters again and again.
fn is_repetition(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=3).any(|size| {
        chars.len() >= 2 * size
            && chars
                .iter()
                .zip(chars.iter().skip(size))
                .all(|(a, b)| a == b)
    })
}

/// How many of the four kinds of characters stand in it.
fn classes(password: &str) -> usize {
    let has = |kind: fn(char) -> bool| usize::from(password.chars().any(kind));
    has(char::is_lowercase)
        + has(char::is_uppercase)
        + has(|c| c.is_ascii_digit())
        + has(|c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(password: &str) -> Result<PasswordKind, &'static str> {
        for_member(password, &["wangxiuying", "王秀英"]).map_err(|message| message.key)
    }

    fn staff(password: &str) -> Result<PasswordKind, &'static str> {
        for_staff(password, &["zhaomin"]).map_err(|message| message.key)
    }

    #[test]
    fn a_member_chooses_six_digits_or_six_of_anything() {
        assert_eq!(member("280417"), Ok(PasswordKind::Pin));
        assert_eq!(member("村口第三棵樟树"), Ok(PasswordKind::Member));
        assert_eq!(member(""), Err("error-password-missing"));
        assert_eq!(member("28041"), Err("error-password-short"));
        assert_eq!(member(&"长".repeat(129)), Err("error-password-long"));
        assert_eq!(member("wangxiuying67"), Err("error-password-own"));
    }

    #[test]
    fn what_everybody_tries_first_is_not_taken() {
        for tried in [
            "123456", "888888", "654321", "567890", "121212", "456456", "520520", "woaini",
            "abcdef",
        ] {
            assert_eq!(member(tried), Err("error-password-common"), "{tried}");
        }
        for fine in ["280417", "194807", "123450", "121213"] {
            assert!(member(fine).is_ok(), "{fine}");
        }
    }

    #[test]
    fn staff_duties_ask_for_length_and_mixture() {
        assert_eq!(staff("Qingxi#2041"), Ok(PasswordKind::Staff));
        assert_eq!(staff("清溪街道2041号x"), Ok(PasswordKind::Staff));
        assert_eq!(staff("Qx#2041"), Err("error-password-staff-short"));
        assert_eq!(staff("qingxijiedao"), Err("error-password-staff-mix"));
        assert_eq!(staff("qingxi204199"), Err("error-password-staff-mix"));
        assert_eq!(staff("Zhaomin#2041"), Err("error-password-own"));
    }
}
