//! The rule tables: every threshold and time limit with its source and its first day.
//!
//! The tables are `rules/*.toml`, embedded in the binary. A rule is asked for a date
//! ([`Rules::int`]), because what was right in March stays right in a report about March. A
//! deployment may change what the regulation leaves open ([`change`]): with a reason, by two
//! persons, on the record. What one of them asks for waits as a [`Proposal`] until the other has
//! decided.

mod allowed;
mod change;
mod in_force;
mod proposal;
mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use allowed::{Form, form_of};
pub use change::{Change, change};
pub use in_force::InForce;
pub use proposal::{
    Outcome, Proposal, ProposalId, Verdict, Wanted, decide, holds_everywhere, of_rule, propose,
    waiting,
};
pub use table::{Fraction, Mark, MayChange, Own, Rule, Tighter};

use crate::db::Db;
use crate::embedded;
use crate::error::{Error, internal};

/// All rules with all their versions, the deployment's own included.
#[derive(Clone, Debug)]
pub struct Rules(BTreeMap<String, Vec<Rule>>);

impl Rules {
    /// The rules that came with the binary.
    ///
    /// # Errors
    /// When a table cannot be read; a test reads them all.
    pub fn load() -> Result<Self, Error> {
        let mut rules = Self(BTreeMap::new());
        for (path, bytes) in embedded::RULES {
            let Some(stem) = path
                .strip_suffix(".toml")
                .filter(|stem| !stem.contains('/'))
            else {
                continue;
            };
            let text = std::str::from_utf8(bytes).map_err(|e| internal(format!("{path}: {e}")))?;
            for rule in table::read(stem, text)? {
                rules.add(rule);
            }
        }
        Ok(rules)
    }

    /// The rules of this deployment: those of the binary and its own changes.
    ///
    /// # Errors
    /// The database's; a change that no longer fits its rule.
    pub async fn of(db: &Db) -> Result<Self, Error> {
        let mut rules = Self::load()?;
        for rule in change::stored(db, &rules).await? {
            rules.add(rule);
        }
        Ok(rules)
    }

    /// Versions stand in the order of their days; of one day, the one added last holds.
    fn add(&mut self, rule: Rule) {
        let versions = self.0.entry(rule.key.clone()).or_default();
        let place = versions.partition_point(|other| other.effective <= rule.effective);
        versions.insert(place, rule);
    }

    /// These rules as if a deployment had set one of them the day it takes effect: what a test
    /// compares, to show that a page follows the table.
    ///
    /// # Errors
    /// When there is no rule of this name.
    pub fn holding(&self, key: &str, value: impl Into<toml::Value>) -> Result<Self, Error> {
        let newest = self.versions(key).and_then(<[Rule]>::last);
        let mut rule = newest
            .ok_or_else(|| internal(format!("no rule {key}")))?
            .clone();
        rule.value = value.into();
        let mut rules = self.clone();
        rules.add(rule);
        Ok(rules)
    }

    /// The rule in force on a day.
    ///
    /// # Errors
    /// When there is none of this name, or none in force yet: a fault of the program.
    pub fn on(&self, key: &str, day: Date) -> Result<&Rule, Error> {
        let versions = self
            .0
            .get(key)
            .ok_or_else(|| internal(format!("no rule {key}")))?;
        versions
            .iter()
            .rev()
            .find(|rule| rule.effective <= day)
            .ok_or_else(|| internal(format!("the rule {key} was not yet in force on {day}")))
    }

    /// What the regulation, or this binary, says for a day, whatever the deployment decided: a
    /// change is measured by it, so that one too many can be taken back again.
    ///
    /// # Errors
    /// As [`Rules::on`].
    pub fn regulation(&self, key: &str, day: Date) -> Result<&Rule, Error> {
        self.0
            .get(key)
            .and_then(|versions| {
                let mut given = versions.iter().rev().filter(|rule| rule.own.is_none());
                given.find(|rule| rule.effective <= day)
            })
            .ok_or_else(|| internal(format!("no rule {key} on {day}")))
    }

    /// Every version of one rule in the order of their days; none without such a rule.
    #[must_use]
    pub fn versions(&self, key: &str) -> Option<&[Rule]> {
        self.0.get(key).map(Vec::as_slice)
    }

    /// A number in force on a day, in the rule's own unit.
    ///
    /// # Errors
    /// When the rule is missing or no number.
    pub fn int(&self, key: &str, day: Date) -> Result<i64, Error> {
        let rule = self.on(key, day)?;
        rule.value.as_integer().ok_or_else(|| rule.is_no("number"))
    }

    /// A word in force on a day.
    ///
    /// # Errors
    /// When the rule is missing or no text.
    pub fn text(&self, key: &str, day: Date) -> Result<&str, Error> {
        let rule = self.on(key, day)?;
        rule.value.as_str().ok_or_else(|| rule.is_no("text"))
    }

    /// A list in force on a day: numbers, words or tables.
    ///
    /// # Errors
    /// When the rule is missing or no list.
    pub fn list(&self, key: &str, day: Date) -> Result<&[toml::Value], Error> {
        let rule = self.on(key, day)?;
        rule.value
            .as_array()
            .map(Vec::as_slice)
            .ok_or_else(|| rule.is_no("list"))
    }

    /// A share in force on a day, for quorums and majorities.
    ///
    /// # Errors
    /// When the rule is missing or no fraction.
    pub fn fraction(&self, key: &str, day: Date) -> Result<Fraction, Error> {
        let rule = self.on(key, day)?;
        Fraction::of(&rule.value).ok_or_else(|| rule.is_no("fraction"))
    }

    /// Every rule with its versions, by key: for the page that shows them.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[Rule])> {
        self.0
            .iter()
            .map(|(key, versions)| (key.as_str(), versions.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_rule_has_a_source_a_day_and_a_form() {
        let rules = Rules::load().unwrap();
        let mut count = 0;
        for (key, versions) in rules.all() {
            for rule in versions {
                count += 1;
                assert!(rule.source.chars().count() > 3, "{key} has no source");
                assert!(rule.effective >= date(1921, 7, 23), "{key} has no day");
                if rule.may_change == MayChange::Tighten {
                    assert!(
                        rule.tighter.is_some() && rule.value.is_integer(),
                        "{key} tightens where?"
                    );
                }
                if rule.value.is_table() {
                    assert!(Fraction::of(&rule.value).is_some(), "{key} is no fraction");
                }
                if let Some(word) = rule.value.as_str() {
                    let offered = rule.choices.iter().any(|choice| choice == word);
                    assert!(offered, "{key} does not offer its own word");
                }
            }
        }
        assert!(count > 90, "{count} rules only: was a table left out?");
    }

    #[test]
    fn the_regulations_figures_are_there() {
        let rules = Rules::load().unwrap();
        let day = date(2026, 11, 22);
        for (key, expected) in [
            ("branch.min_full_members", 3),
            ("branch.usual_max_members", 50),
            ("primary_committee.min_members", 100),
            ("education.member_hours", 32),
            ("education.committee_hours", 56),
            ("term.branch_years", 3),
            ("accounts.slip_days", 14),
            ("accounts.own_session_days", 180),
            ("privacy.figures_from", 10),
            ("roster.probation_months", 12),
        ] {
            assert_eq!(rules.int(key, day).unwrap(), expected, "{key}");
        }
        assert_eq!(rules.text("assess.multiple_partial", day).unwrap(), "none");
        assert_eq!(rules.list("term.alert_months", day).unwrap().len(), 4);
        assert_eq!(rules.list("dues.salaried", day).unwrap().len(), 4);
        assert!(
            rules
                .int("branch.min_full_members", date(2018, 1, 1))
                .is_err(),
            "not yet in force"
        );
        assert!(
            rules.int("assess.multiple_partial", day).is_err(),
            "a word is no number"
        );
        assert!(rules.int("no.such_rule", day).is_err());
    }

    #[test]
    fn quorums_at_their_boundaries() {
        let (rules, day) = (Rules::load().unwrap(), date(2026, 11, 22));
        for (key, expected, least) in [
            ("admission_vote.quorum", 16, 9),
            ("admission_vote.quorum", 15, 8),
            ("general_assembly.quorum", 16, 8),
            ("election.quorum", 16, 13),
            ("election.quorum", 15, 12),
            ("first_plenum.quorum", 9, 7),
            ("election.passes", 10, 6),
        ] {
            let share = rules.fraction(key, day).unwrap();
            assert!(
                share.reached(least, expected),
                "{key}: {least} of {expected}"
            );
            assert!(
                !share.reached(least - 1, expected),
                "{key}: {} of {expected}",
                least - 1
            );
            assert_eq!(share.least(expected), least, "{key}");
        }
    }

    #[test]
    fn the_version_of_the_day_holds() {
        let text = |value: i64, day: &str| {
            format!(
                "[[rule]]\nkey = \"x.y\"\nvalue = {value}\nsource = \"test\"\neffective = \"{day}\"\n"
            )
        };
        let mut rules = Rules(BTreeMap::new());
        for part in [
            text(2, "2020-01-01"),
            text(1, "2010-01-01"),
            text(3, "2020-01-01"),
        ] {
            table::read("x", &part)
                .unwrap()
                .into_iter()
                .for_each(|rule| rules.add(rule));
        }
        let on = |day| rules.int("x.y", day).unwrap();
        assert_eq!([on(date(2019, 12, 31)), on(date(2020, 1, 1))], [1, 3]);
        assert_eq!(rules.0["x.y"][1].value.as_integer(), Some(2));
    }
}
