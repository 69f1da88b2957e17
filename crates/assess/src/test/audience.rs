//! For whom a test is: a subtree of the organisation and kinds of member.

use jiff::civil::Date;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{from_row, params, sql};

/// The kinds an audience can name: those of `member.audience`, and floating members.
pub const KINDS: [&str; 8] = [
    "general",
    "rural",
    "community",
    "agency",
    "enterprise",
    "institution",
    "student",
    FLOATING,
];

const FLOATING: &str = "floating";

/// The end of a subtree's range of paths.
#[must_use]
pub fn range_end(path: &str) -> String {
    format!("{path}~")
}

/// For whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Audience {
    /// The root of the subtree.
    pub path: String,
    /// Kinds of member; none named means everybody.
    pub kinds: Vec<String>,
}

/// Where somebody belongs today, and what kind of member they are.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The person's number in records.
    pub person_no: i64,
    /// The organisation's number in records.
    pub org_no: i64,
    /// The organisation's path.
    pub path: String,
    /// The member's kind; empty for somebody without a member record.
    pub kind: Option<String>,
    /// Whether the member is away from home for work.
    pub floating: Option<bool>,
}
from_row!(Standing { person_no, org_no, path, kind, floating });

impl Audience {
    /// Whether somebody standing there is meant.
    #[must_use]
    pub fn includes(&self, standing: &Standing) -> bool {
        let inside = standing.path.starts_with(&self.path);
        let named = |kind: &str| self.kinds.iter().any(|have| have == kind);
        let kind = self.kinds.is_empty()
            || standing.kind.as_deref().is_some_and(named)
            || (standing.floating == Some(true) && named(FLOATING));
        inside && kind
    }

    /// The first of a person's standings that is meant; the home branch comes first.
    #[must_use]
    pub fn choose<'s>(&self, standings: &'s [Standing]) -> Option<&'s Standing> {
        standings.iter().find(|standing| self.includes(standing))
    }

    /// The kinds as a fixed number of parameters, for `IN`; unused ones match nothing.
    #[must_use]
    pub fn kind_slots(&self) -> [String; KINDS.len()] {
        std::array::from_fn(|index| self.kinds.get(index).cloned().unwrap_or_default())
    }

    /// Whether floating members are meant by name.
    #[must_use]
    pub fn names_floating(&self) -> bool {
        self.kinds.iter().any(|kind| kind == FLOATING)
    }
}

/// Where a person belongs on a day, the home branch first.
///
/// # Errors
/// The database's.
pub fn standings(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Vec<Standing>, Error> {
    Ok(tx.all(sql!("sql/standings.sql"), params![person, today])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, kind: &str, floating: bool) -> Standing {
        Standing {
            person_no: 1,
            org_no: 1,
            path: path.to_owned(),
            kind: Some(kind.to_owned()),
            floating: Some(floating),
        }
    }

    #[test]
    fn subtree_and_kind_must_both_fit() {
        let all = Audience { path: "00010002".to_owned(), kinds: vec![] };
        assert!(all.includes(&at("000100020003", "rural", false)));
        assert!(!all.includes(&at("000100030003", "rural", false)));
        assert!(!all.includes(&at("0001", "rural", false)), "an ancestor is not inside");
        let some = Audience { path: "0001".to_owned(), kinds: vec!["agency".into(), "floating".into()] };
        assert!(some.includes(&at("00010002", "agency", false)));
        assert!(!some.includes(&at("00010002", "rural", false)));
        assert!(some.includes(&at("00010002", "rural", true)));
    }
}
