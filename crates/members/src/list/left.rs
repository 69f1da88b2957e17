//! Those who left (已离开): by where they were at home last, the latest first.

use jiff::civil::Date;
use org::tree::store::find_scoped;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;
use platform::{from_row, params, sql};

use super::search::end_of;
use super::{PAGE, Query};

/// Somebody who left.
#[derive(Clone, Debug)]
pub struct Left {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub full_name: String,
    /// Full or probationary.
    pub member_category: String,
    /// How: a code of `rules/codes/exit_type.toml`.
    pub kind: String,
    /// Since when.
    pub left_on: Date,
    /// Where they were at home: short name.
    pub branch: String,
}
from_row!(Left {
    person,
    full_name,
    member_category,
    kind,
    left_on,
    branch
});

/// Where a page continues: after the last one shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct After {
    left_on: Date,
    person: PersonId,
}

impl After {
    /// Before everybody.
    #[must_use]
    pub fn first() -> Self {
        Self {
            left_on: Date::MAX,
            person: PersonId([0xff; 16]),
        }
    }

    /// After somebody.
    #[must_use]
    pub fn of(left: &Left) -> Self {
        Self {
            left_on: left.left_on,
            person: left.person,
        }
    }

    /// As it stands in an address.
    #[must_use]
    pub fn encode(self) -> String {
        format!("{}.{}", self.left_on, self.person)
    }

    /// Reads an address; one that was changed by hand begins at the first page.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let (day, person) = text.split_once('.')?;
        Some(Self {
            left_on: day.parse().ok()?,
            person: person.parse().ok()?,
        })
    }
}

/// A page of those who left, and whether there are more.
///
/// # Errors
/// [`Error::NotFound`] for an organisation outside the scope.
pub fn page(tx: &mut Tx<'_>, query: &Query, after: After) -> Result<(Vec<Left>, bool), Error> {
    let scope = query.scope;
    let (lo, hi) = match query.org {
        Some(org) => {
            let path = find_scoped(tx, scope, org)?.path;
            (path.as_str().to_owned(), path.end())
        }
        None => (String::new(), "~".to_owned()),
    };
    let words = query.term.as_ref().map_or("", |term| term.words());
    let mut found: Vec<Left> = tx.all(
        sql!("sql/left.sql"),
        params![
            scope.person,
            scope.permission,
            scope.today,
            lo,
            hi,
            after.left_on,
            after.person,
            words,
            end_of(words)
        ],
    )?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok((found, more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_place_among_those_who_left_survives_an_address() {
        let after = After {
            left_on: date(2026, 11, 20),
            person: PersonId([7; 16]),
        };
        assert_eq!(After::decode(&after.encode()), Some(after));
        for wrong in ["", "2026-11-20", "x.1", "2026-13-01.00"] {
            assert_eq!(After::decode(wrong), None, "{wrong}");
        }
    }
}
