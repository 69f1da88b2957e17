//! Indicators (指标): what the city's records say of a part of the tree, each with its source, its
//! formula, what it means and what it must not be used for.
//!
//! They are `rules/insight/indicators.toml`. Sums stand ready at every ancestor; records are
//! followed by their position ([`follow`]), counted by month, and kept by place so that a number
//! opens what lies beneath it. Nothing here counts what somebody read or learned, and no figure
//! names a person.

use platform::app::App;
use platform::embedded;
use platform::error::{Error, internal};
use platform::i18n::Locale;
use platform::record::{Verb, Visibility};
use platform::tally::Counts;
use serde::Deserialize;

pub mod facts;
pub mod follow;
pub mod pages;
pub mod period;

/// The permission to look at indicators, branch and committee pages.
pub const READ: &str = "insight.read";

/// How a figure is worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// The sums added up.
    Sum,
    /// The sums in a hundred of others.
    Share,
    /// Records of a verb in the chosen time.
    Records,
}

/// An indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its key, in addresses.
    pub key: String,
    /// Its group: a word key `indicator-group-<group>`.
    pub group: String,
    zh: String,
    en: String,
    /// How it is worked out.
    pub formula: Formula,
    /// The sums it adds.
    #[serde(default)]
    pub sum: Vec<String>,
    /// The sums it is a share of.
    #[serde(default)]
    pub of: Vec<String>,
    /// The verb whose records it counts.
    #[serde(default)]
    pub verb: Option<String>,
    meaning: String,
    meaning_en: String,
    not_for: String,
    not_for_en: String,
    /// The page that lists what lies beneath it.
    #[serde(default)]
    pub beneath: Option<String>,
}

impl Indicator {
    /// Its name.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        of(locale, &self.zh, &self.en)
    }

    /// What it counts.
    #[must_use]
    pub fn meaning(&self, locale: Locale) -> &str {
        of(locale, &self.meaning, &self.meaning_en)
    }

    /// What it must not be used for.
    #[must_use]
    pub fn not_for(&self, locale: Locale) -> &str {
        of(locale, &self.not_for, &self.not_for_en)
    }

    /// The page that lists what lies beneath it at an organisation.
    #[must_use]
    pub fn opens(&self, org: &str) -> Option<String> {
        self.beneath.as_ref().map(|page| page.replace("{org}", org))
    }

    /// Its value by the sums of a place; `months` are those of the chosen time. None where there
    /// is nothing to be a share of.
    #[must_use]
    pub fn value(&self, counts: &Counts, months: &[String]) -> Option<i64> {
        match self.formula {
            Formula::Sum => Some(added(counts, &self.sum)),
            Formula::Share => {
                let whole = added(counts, &self.of);
                (whole > 0).then(|| added(counts, &self.sum) * 100 / whole)
            }
            Formula::Records => {
                let verb = self.verb.as_deref().unwrap_or_default();
                let month = |month: &String| {
                    let found = counts.get(&recorded(verb, month));
                    found.copied().unwrap_or(0)
                };
                Some(months.iter().map(month).sum::<i64>().max(0))
            }
        }
    }

    /// Its value in words: `37%`, `12`, or a dash.
    #[must_use]
    pub fn shown(&self, value: Option<i64>) -> String {
        match (self.formula, value) {
            (_, None) => "–".to_owned(),
            (Formula::Share, Some(value)) => format!("{value}%"),
            (_, Some(value)) => value.to_string(),
        }
    }
}

fn of<'a>(locale: Locale, zh: &'a str, en: &'a str) -> &'a str {
    if locale == Locale::En { en } else { zh }
}

fn added(counts: &Counts, keys: &[String]) -> i64 {
    let one = |key: &String| match key.strip_suffix('*') {
        Some(start) => counts
            .range(start.to_owned()..)
            .take_while(|(key, _)| key.starts_with(start))
            .map(|(_, number)| *number)
            .sum::<i64>(),
        None => counts.get(key).copied().unwrap_or(0),
    };
    keys.iter().map(one).sum::<i64>().max(0)
}

/// The sum that counts the records of a verb in a month.
#[must_use]
pub fn recorded(verb: &str, month: &str) -> String {
    format!("record.{verb}.{month}")
}

/// The indicators of the file, in its order.
///
/// # Errors
/// When the file cannot be read: a fault of the program, which a test excludes.
pub fn all() -> Result<Vec<Indicator>, Error> {
    #[derive(Deserialize)]
    struct File {
        indicator: Vec<Indicator>,
    }
    let text = embedded::text(embedded::RULES, "insight/indicators.toml")
        .ok_or_else(|| internal("the indicators are not in the binary"))?;
    let file: File = toml::from_str(text).map_err(|fault| internal(fault.to_string()))?;
    Ok(file.indicator)
}

/// The indicators whose source is there: every verb is registered by a room, and what only the
/// member may see is counted by none.
///
/// # Errors
/// As [`all`].
pub fn known(app: &App) -> Result<Vec<Indicator>, Error> {
    let mut found = all()?;
    found.retain(|one| match &one.verb {
        None => true,
        Some(name) => verb(app, name).is_some(),
    });
    Ok(found)
}

/// A verb that an indicator may count.
#[must_use]
pub fn verb(app: &App, name: &str) -> Option<&'static Verb> {
    app.registry
        .verbs
        .iter()
        .copied()
        .find(|verb| verb.name == name && verb.visibility != Visibility::MemberAlone)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_indicator_says_where_it_comes_from_and_what_it_is_not_for() {
        let found = all().expect("the file can be read");
        let keys: BTreeSet<&str> = found.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys.len(), found.len(), "a key stands twice");
        for one in &found {
            let fits = match one.formula {
                Formula::Sum => !one.sum.is_empty() && one.of.is_empty() && one.verb.is_none(),
                Formula::Share => !one.sum.is_empty() && !one.of.is_empty(),
                Formula::Records => one.verb.is_some() && one.sum.is_empty(),
            };
            assert!(fits, "{}", one.key);
            assert!(
                one.meaning.chars().count() > 5 && one.not_for.chars().count() > 5,
                "{}",
                one.key
            );
            let opens = one.beneath.is_some() || one.formula == Formula::Records;
            assert!(opens, "{} opens nothing", one.key);
        }
    }

    #[test]
    fn a_value_is_what_its_formula_says() {
        let found = all().expect("the file can be read");
        let by = |key: &str| {
            found
                .iter()
                .find(|one| one.key == key)
                .expect("it is there")
        };
        let counts: Counts = [
            ("members.total", 8),
            ("members.women", 3),
            ("orgs.term_soon.1", 2),
            ("orgs.term_soon.12", 5),
            ("orgs.term_sooner", 9),
            ("record.drive.evidence_given.202611", 4),
            ("record.drive.evidence_given.202610", 1),
        ]
        .into_iter()
        .map(|(key, number)| (key.to_owned(), number))
        .collect();
        let month = ["202611".to_owned()];
        let value = |key: &str| by(key).shown(by(key).value(&counts, &month));
        assert_eq!(value("members-total"), "8");
        assert_eq!(value("members-women-share"), "37%");
        assert_eq!(value("terms-ending"), "7");
        assert_eq!(value("drive-evidence"), "4");
        assert_eq!(value("grid-coverage"), "–", "there is no household");
    }
}
