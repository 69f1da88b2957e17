//! What stands ready to be counted of members, by the organisation they belong to.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use platform::db::Tx;
use platform::error::Error;
use platform::tally;

use super::BelongingKind;
use crate::audience;
use crate::member::Record;

/// GB/T 3304: 汉族.
const HAN: &str = "01";
/// Members at home.
pub const TOTAL: &str = "members.total";
/// Of them, women.
pub const WOMEN: &str = "members.women";
/// Of them, on probation.
pub const PROBATIONARY: &str = "members.probationary";
/// Of them, living and working elsewhere.
pub const AWAY: &str = "members.away";
/// Members of other branches taken in here.
pub const GUESTS: &str = "members.guests";
/// Members at home by the kind that their record says, in the order of [`audience::KINDS`].
pub const OF_KIND: [&str; audience::KINDS.len()] = [
    "members.kind.general",
    "members.kind.rural",
    "members.kind.community",
    "members.kind.agency",
    "members.kind.enterprise",
    "members.kind.institution",
    "members.kind.student",
];

/// Members at home who are of a minority.
pub const MINORITY: &str = "members.minority";
/// Members at home by education: the first digit of GB/T 4658 and its count.
pub const OF_EDUCATION: [(&str, &str); 8] = [
    ("1", "members.education.1"),
    ("2", "members.education.2"),
    ("3", "members.education.3"),
    ("4", "members.education.4"),
    ("6", "members.education.6"),
    ("7", "members.education.7"),
    ("8", "members.education.8"),
    ("9", "members.education.9"),
];
/// Members at home by work: the code of `rules/codes/post_category.toml` and its count.
pub const OF_POST: [(&str, &str); 8] = [
    ("worker", "members.post.worker"),
    ("farmer", "members.post.farmer"),
    ("professional", "members.post.professional"),
    ("manager", "members.post.manager"),
    ("civil_servant", "members.post.civil_servant"),
    ("student", "members.post.student"),
    ("other", "members.post.other"),
    ("retired", "members.post.retired"),
];
/// Members at home by year of birth: ages grow by themselves, years of birth do not.
pub const BORN: &str = "members.born.";
/// The years of birth that are counted.
pub const YEARS: std::ops::Range<i16> = 1900..2100;

/// The count of members at home who were born in a year; none outside [`YEARS`].
#[must_use]
pub fn born_in(year: i16) -> Option<&'static str> {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| YEARS.map(|year| format!("{BORN}{year:04}")).collect());
    let place = usize::try_from(year.checked_sub(YEARS.start)?).ok()?;
    names.get(place).map(String::as_str)
}

fn of_code(table: &'static [(&str, &str)], code: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(have, _)| *have == code)
        .map(|(_, indicator)| *indicator)
}

/// The count of members at home of a kind; none for a kind that no record says.
#[must_use]
pub fn of_kind(code: &str) -> Option<&'static str> {
    let place = audience::KINDS.iter().position(|kind| *kind == code)?;
    OF_KIND.get(place).copied()
}

/// Whether what is given to these kinds of member (as JSON; none stands for all) concerns anybody
/// who is counted here. Kinds that no record says are taken to.
#[must_use]
pub fn concerns(kinds: &str, counts: &tally::Counts) -> bool {
    let kinds: Vec<String> = serde_json::from_str(kinds).unwrap_or_default();
    let here = |kind: &String| match of_kind(kind) {
        Some(indicator) => counts.get(indicator).is_some_and(|count| *count > 0),
        None => true,
    };
    kinds.is_empty() || kinds.iter().any(here)
}

/// What a member counts as at home.
pub fn at_home(record: &Record) -> impl Iterator<Item = &'static str> {
    [
        (TOTAL, true),
        (WOMEN, record.sex == "2"),
        (
            PROBATIONARY,
            record.member_category == "probationary_member",
        ),
        (AWAY, record.details.is_floating),
    ]
    .into_iter()
    .filter_map(|(indicator, counts)| counts.then_some(indicator))
    .chain(of_kind(&record.audience))
    .chain(born_in(record.birth_date.year()))
    .chain(
        record
            .education
            .as_deref()
            .and_then(|code| of_code(&OF_EDUCATION, code.get(..1)?)),
    )
    .chain(
        record
            .details
            .post_category
            .as_deref()
            .and_then(|code| of_code(&OF_POST, code)),
    )
    .chain(
        record
            .ethnicity
            .as_deref()
            .filter(|code| *code != HAN)
            .map(|_| MINORITY),
    )
}

/// Counts a member in (1) or out (-1) at a path.
///
/// # Errors
/// The database's.
pub fn add(
    tx: &mut Tx<'_>,
    path: &str,
    kind: BelongingKind,
    record: &Record,
    by: i64,
) -> Result<(), Error> {
    if kind == BelongingKind::Home {
        tally::add_many(tx, at_home(record).map(|indicator| (path, indicator, by)))?;
    } else {
        tally::add(tx, path, GUESTS, by)?;
    }
    Ok(())
}

/// Counts what changed of a member who stays at a path.
///
/// # Errors
/// The database's.
pub fn changed(tx: &mut Tx<'_>, path: &str, before: &Record, after: &Record) -> Result<(), Error> {
    let mut sums = Sums::default();
    sums.count(path, before, -1);
    sums.count(path, after, 1);
    sums.write(tx)
}

/// Counts of many members, written as one change for each path and indicator.
#[derive(Clone, Default, Debug)]
pub struct Sums(BTreeMap<(String, &'static str), i64>);

impl Sums {
    /// Counts a member at home in (1) or out (-1).
    pub fn count(&mut self, path: &str, record: &Record, by: i64) {
        for indicator in at_home(record) {
            *self.0.entry((path.to_owned(), indicator)).or_default() += by;
        }
    }

    /// Adds other counts.
    pub fn merge(&mut self, other: &Self) {
        for (key, by) in &other.0 {
            *self.0.entry(key.clone()).or_default() += by;
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// The database's.
    pub fn write(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let changes = self.0.iter();
        let changes = changes.map(|((path, indicator), by)| (path.as_str(), *indicator, *by));
        Ok(tally::add_many(tx, changes)?)
    }
}
