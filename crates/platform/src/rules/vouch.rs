//! Rules to be confirmed locally: what was not read in the regulation itself, and who compared it
//! with the local text since.

use jiff::civil::Date;

use super::{Mark, Rule, Rules};
use crate::audit::{self, Entry};
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::error::{Error, invalid, not_found};
use crate::ids::PersonId;
use crate::{from_row, params, sql, typed_id};

typed_id!(
    /// A comparison of a rule with the local text.
    VouchId
);

/// Letters of what was compared.
const WORDS: usize = 500;

/// Somebody's word that a rule is right here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouch {
    /// Which rule.
    pub key: String,
    /// The version of which day.
    pub effective: Date,
    /// Its value then, as it is written in the tables.
    pub value: String,
    /// By what it was compared.
    pub words: String,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Millis,
}
from_row!(Vouch {
    key,
    effective,
    value,
    words,
    by,
    at
});

impl Vouch {
    /// Whether it speaks of this version with this value.
    #[must_use]
    pub fn is_of(&self, rule: &Rule) -> bool {
        self.key == rule.key
            && self.effective == rule.effective
            && self.value == rule.value.to_string()
    }
}

/// Whether a version was not read in the regulation itself. What the deployment decided by two
/// persons it need not confirm once more.
#[must_use]
pub fn is_unsure(rule: &Rule) -> bool {
    rule.mark != Mark::V && rule.own.is_none()
}

/// The last word on every rule.
///
/// # Errors
/// The database's.
pub fn vouches(tx: &mut Tx<'_>) -> Result<Vec<Vouch>, DbError> {
    tx.all(sql!("sql/vouches.sql"), params![])
}

/// Writes down that a rule as it holds on a day was compared with the local text. A second person
/// is not needed, for nothing changes by it.
///
/// # Errors
/// Without such a rule, or without words.
pub fn vouch(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (key, words): (&str, &str),
    (id, by): (VouchId, PersonId),
    now: Millis,
) -> Result<(), Error> {
    let versions = rules.versions(key).ok_or_else(not_found)?;
    let rule = rules
        .on(key, now.date())
        .ok()
        .or_else(|| versions.first())
        .ok_or_else(not_found)?;
    if words.is_empty() {
        return Err(invalid("words", "error-required"));
    }
    if words.chars().count() > WORDS {
        return Err(invalid("words", "rule-vouch-long"));
    }
    let row = params![
        id,
        key,
        rule.effective,
        rule.value.to_string(),
        words,
        by,
        now
    ];
    tx.exec(sql!("sql/vouch.sql"), row)?;
    let entry = Entry::new(now, "rule.vouch", "rule")
        .by(by)
        .on(id.0)
        .with(serde_json::json!({ "rule": key }));
    Ok(audit::write(tx, &entry)?)
}
