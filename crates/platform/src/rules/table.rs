//! Reading one rule table.

use jiff::civil::Date;
use serde::Deserialize;

use crate::clock::Millis;
use crate::error::{Error, internal};
use crate::ids::PersonId;

/// How sure a figure is; whatever is not [`Mark::V`] is a default that a deployment can mend.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
pub enum Mark {
    /// Read in the regulation's text.
    V,
    /// Read in a secondary or local source.
    V2,
    /// General knowledge.
    K,
    /// Our own inference.
    #[default]
    I,
}

/// What a deployment may do with a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MayChange {
    /// Nothing: the regulation fixes it.
    No,
    /// Make it stricter.
    Tighten,
    /// Set it.
    #[default]
    Free,
}

/// In which direction a number becomes stricter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tighter {
    /// More hours, more witnesses.
    Higher,
    /// Fewer days, fewer tries.
    Lower,
}

/// One version of one rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Its name: `branch.min_full_members`.
    pub key: String,
    /// The table it stands in: `setup`.
    pub table: String,
    /// What holds.
    pub value: toml::Value,
    /// What is counted, for the page that shows it.
    pub unit: String,
    /// The regulation, or who decided.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
    /// The first day on which it holds.
    pub effective: Date,
    /// What a deployment may do with it.
    pub may_change: MayChange,
    /// Where stricter lies, for [`MayChange::Tighten`].
    pub tighter: Option<Tighter>,
    /// The least a deployment's own number may be.
    pub least: Option<i64>,
    /// The most it may be.
    pub most: Option<i64>,
    /// The words that may stand here, for a rule that is a word.
    pub choices: Vec<String>,
    /// Who decided it, when it is a deployment's own.
    pub own: Option<Own>,
}

/// The two persons behind a deployment's own value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    /// Who asked for it.
    pub proposed_by: PersonId,
    /// Who agreed.
    pub confirmed_by: PersonId,
    /// When that was.
    pub at: Millis,
}

impl Rule {
    pub(super) fn is_no(&self, what: &str) -> Error {
        internal(format!("the rule {} is no {what}", self.key))
    }
}

/// A share of those expected: `{ of = 4, parts = 5, strictly = false }` is four fifths or more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fraction {
    /// How many parts.
    pub of: i64,
    /// Of how many.
    pub parts: i64,
    /// Whether the share itself is not enough.
    pub strictly: bool,
}

impl Fraction {
    /// Reads the share that a rule holds; none for another kind of value.
    #[must_use]
    pub fn of(value: &toml::Value) -> Option<Self> {
        let (of, parts) = (
            value.get("of")?.as_integer()?,
            value.get("parts")?.as_integer()?,
        );
        let strictly = value.get("strictly")?.as_bool()?;
        (of > 0 && parts >= of).then_some(Self {
            of,
            parts,
            strictly,
        })
    }

    /// Whether `count` of `expected` reaches the share. Integers only: no half person.
    #[must_use]
    pub fn reached(self, count: i64, expected: i64) -> bool {
        let (have, need) = (
            count.saturating_mul(self.parts),
            expected.saturating_mul(self.of),
        );
        if self.strictly {
            have > need
        } else {
            have >= need
        }
    }

    /// The fewest who reach it.
    #[must_use]
    pub fn least(self, expected: i64) -> i64 {
        let need = expected.saturating_mul(self.of);
        let whole = need.div_euclid(self.parts);
        if self.reached(whole, expected) {
            whole
        } else {
            whole + 1
        }
    }

    /// The most who stay within the share where it is an upper bound; `strictly` then means less
    /// than it.
    #[must_use]
    pub fn most(self, expected: i64) -> i64 {
        let need = expected.saturating_mul(self.of);
        let whole = need.div_euclid(self.parts);
        if self.strictly && whole.saturating_mul(self.parts) == need {
            (whole - 1).max(0)
        } else {
            whole
        }
    }
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    rule: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    key: String,
    value: toml::Value,
    #[serde(default)]
    unit: String,
    source: String,
    #[serde(default)]
    mark: Mark,
    effective: String,
    #[serde(default)]
    may_change: MayChange,
    tighter: Option<Tighter>,
    least: Option<i64>,
    most: Option<i64>,
    #[serde(default)]
    choices: Vec<String>,
}

/// The rules of one file. A key without a dot belongs to the file's own name.
pub(super) fn read(stem: &str, text: &str) -> Result<Vec<Rule>, Error> {
    let file: File = toml::from_str(text).map_err(|e| internal(format!("{stem}.toml: {e}")))?;
    file.rule.into_iter().map(|raw| rule(stem, raw)).collect()
}

fn rule(stem: &str, raw: Raw) -> Result<Rule, Error> {
    let key = if raw.key.contains('.') {
        raw.key
    } else {
        format!("{stem}.{}", raw.key)
    };
    let effective = raw
        .effective
        .parse()
        .map_err(|e| internal(format!("{stem}.toml: {key}: {e}")))?;
    Ok(Rule {
        key,
        table: stem.to_owned(),
        value: raw.value,
        unit: raw.unit,
        source: raw.source,
        mark: raw.mark,
        effective,
        may_change: raw.may_change,
        tighter: raw.tighter,
        least: raw.least,
        most: raw.most,
        choices: raw.choices,
        own: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upper_bound_knows_no_part_of_a_person() {
        let third = |strictly| Fraction {
            of: 1,
            parts: 3,
            strictly,
        };
        for (expected, most, less) in [
            (0, 0, 0),
            (2, 0, 0),
            (3, 1, 0),
            (8, 2, 2),
            (9, 3, 2),
            (10, 3, 3),
        ] {
            assert_eq!(third(false).most(expected), most, "{expected}");
            assert_eq!(third(true).most(expected), less, "{expected}");
        }
    }

    #[test]
    fn a_rule_without_a_source_or_day_is_refused() {
        let whole =
            "[[rule]]\nkey = \"a\"\nvalue = 1\nsource = \"s\"\neffective = \"2020-01-01\"\n";
        assert_eq!(read("x", whole).unwrap()[0].key, "x.a");
        for missing in ["source = \"s\"\n", "effective = \"2020-01-01\"\n"] {
            assert!(read("x", &whole.replace(missing, "")).is_err(), "{missing}");
        }
        assert!(read("x", &whole.replace("2020-01-01", "2020-02-30")).is_err());
        assert!(read("x", &format!("{whole}surprise = 1\n")).is_err());
        assert!(
            read("x", "[[duty]]\nkind = \"secretary\"\n")
                .unwrap()
                .is_empty()
        );
    }
}
