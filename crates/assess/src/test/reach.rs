//! Which tests and whose results somebody on duty may see.
//!
//! A test is seen by duties where it was made and by duties for whom it is: a branch sees the
//! city's test of its own members. What is shown of the results ends where the duty ends.

use jiff::civil::Date;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{from_row, params, sql};

/// Sees the tests, and of their results what the permissions below allow.
pub const READ: &str = "tests.read";
/// Makes and publishes tests.
pub const EDIT: &str = "tests.edit";
/// Sees names and scores of a branch.
pub const RESULTS: &str = "tests.results";
/// Sees distributions.
pub const DISTRIBUTION: &str = "tests.distribution";

/// A range of paths within which a permission holds.
#[derive(Clone, Debug)]
pub struct Range {
    /// Which permission.
    pub permission: String,
    /// The organisation it is bound to.
    pub lo: String,
    /// The end of its subtree.
    pub hi: String,
}
from_row!(Range { permission, lo, hi });

/// Everything somebody may do with tests, and where.
#[derive(Clone, Debug, Default)]
pub struct Reach(pub Vec<Range>);

impl Reach {
    /// What a person may do on a day.
    ///
    /// # Errors
    /// The database's.
    pub fn of(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Self, Error> {
        Ok(Self(tx.all(sql!("sql/reach.sql"), params![person, today])?))
    }

    /// Whether a permission holds at a path.
    #[must_use]
    pub fn holds(&self, permission: &str, path: &str) -> bool {
        self.0
            .iter()
            .any(|range| range.permission == permission && range.contains(path))
    }

    /// Whether anything at all may be seen at a path.
    #[must_use]
    pub fn sees(&self, path: &str) -> bool {
        self.0.iter().any(|range| range.contains(path))
    }

    /// Where to begin looking at a test's results: at its whole audience, or at one's own part.
    #[must_use]
    pub fn root(&self, audience: &str) -> Option<String> {
        if self.sees(audience) {
            return Some(audience.to_owned());
        }
        let below = self
            .0
            .iter()
            .map(|range| &range.lo)
            .filter(|lo| lo.starts_with(audience));
        below.min().cloned()
    }

    /// Where names may be shown, if a branch stands there.
    pub fn branches(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(|range| range.permission == RESULTS)
            .map(|range| range.lo.as_str())
    }

    /// Whether names may be shown at a path: to the branch itself, never to what is above it.
    #[must_use]
    pub fn names(&self, branch: &str) -> bool {
        self.0
            .iter()
            .any(|range| range.permission == RESULTS && range.lo == branch)
    }
}

impl Range {
    fn contains(&self, path: &str) -> bool {
        self.lo.as_str() <= path && path < self.hi.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(list: &[(&str, &str)]) -> Reach {
        let range = |(permission, lo): &(&str, &str)| Range {
            permission: (*permission).to_owned(),
            lo: (*lo).to_owned(),
            hi: format!("{lo}~"),
        };
        Reach(list.iter().map(range).collect())
    }

    #[test]
    fn a_branch_sees_its_part_and_the_city_the_whole() {
        let city = reach(&[(EDIT, "0001"), (DISTRIBUTION, "0001"), (RESULTS, "0001")]);
        let branch = reach(&[(RESULTS, "000100020003")]);
        assert_eq!(city.root("00010002"), Some("00010002".to_owned()));
        assert_eq!(branch.root("00010002"), Some("000100020003".to_owned()));
        assert_eq!(branch.root("00010009"), None);
        assert!(branch.names("000100020003"));
        assert!(!city.names("000100020003"), "names stay in the branch");
        assert!(city.holds(EDIT, "00010005") && !branch.holds(EDIT, "000100020003"));
        assert!(!city.sees("0002") && !branch.sees("0001"));
    }
}
