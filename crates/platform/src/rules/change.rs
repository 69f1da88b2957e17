//! A deployment's own figures: with a reason, by two persons, within what the rule allows.

use std::str::FromStr as _;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Mark, MayChange, Rule, Rules, Tighter};
use crate::audit::{self, Entry};
use crate::clock::Millis;
use crate::db::{Db, DbError, InsertMany, Kind, OnConflict, Tx};
use crate::error::{Error, conflict, internal, invalid};
use crate::ids::PersonId;
use crate::{params, sql};

/// The settings that hold changes begin with it.
const PREFIX: &str = "rule.";

static STORE: InsertMany = InsertMany::new(
    "setting",
    &[("key", Kind::Text), ("value", Kind::Text)],
    OnConflict::Replace {
        key: &["key"],
        columns: &["value"],
    },
);

/// A change of one rule on its way in.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which rule.
    pub key: String,
    /// What holds from then on.
    pub value: toml::Value,
    /// From which day.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// Who asked for it.
    pub proposed_by: PersonId,
    /// Who agreed: somebody else.
    pub confirmed_by: PersonId,
    /// When it was agreed.
    pub at: Millis,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    value: toml::Value,
    from: String,
    reason: String,
    proposed_by: PersonId,
    confirmed_by: PersonId,
    at: i64,
}

/// Changes a rule in the operation's own transaction, with its audit entry.
///
/// # Errors
/// A conflict when the regulation fixes the rule, the change would loosen it, or one person
/// stands for both; an invalid field for a missing reason or a value of another kind.
pub fn change(tx: &mut Tx<'_>, rules: &Rules, change: &Change) -> Result<(), Error> {
    let rule = rules.on(&change.key, change.from)?;
    allowed(rule, &change.value)?;
    if change.reason.trim().is_empty() {
        return Err(invalid("reason", "rule-reason-missing"));
    }
    if change.proposed_by == change.confirmed_by {
        return Err(conflict("rule-second-person"));
    }
    let key = format!("{PREFIX}{}", change.key);
    tx.lock(sql!("sql/change.sql"), params![key])?;
    let known: Option<(String,)> = tx.opt(sql!("sql/change.sql"), params![key])?;
    let mut all: Vec<Stored> = match known {
        Some((text,)) => serde_json::from_str(&text).map_err(|e| internal(e.to_string()))?,
        None => Vec::new(),
    };
    all.push(Stored {
        value: change.value.clone(),
        from: change.from.to_string(),
        reason: change.reason.clone(),
        proposed_by: change.proposed_by,
        confirmed_by: change.confirmed_by,
        at: change.at.0,
    });
    let text = serde_json::to_string(&all).map_err(|e| internal(e.to_string()))?;
    tx.insert_many(&STORE, &[params![key, text].to_vec()])?;
    let detail = serde_json::json!({
        "rule": change.key,
        "value": change.value,
        "from": change.from.to_string(),
        "confirmed_by": change.confirmed_by,
    });
    let entry = Entry::new(change.at, "rule.change", "rule")
        .by(change.proposed_by)
        .because(change.reason.clone())
        .with(detail);
    Ok(audit::write(tx, &entry)?)
}

fn allowed(rule: &Rule, value: &toml::Value) -> Result<(), Error> {
    if rule.value.type_str() != value.type_str() {
        return Err(invalid("value", "rule-value-kind"));
    }
    match rule.may_change {
        MayChange::No => Err(conflict("rule-fixed")),
        MayChange::Free => Ok(()),
        MayChange::Tighten => {
            let (Some(now), Some(then)) = (rule.value.as_integer(), value.as_integer()) else {
                return Err(rule.is_no("number"));
            };
            let stricter = match rule.tighter {
                Some(Tighter::Higher) => then >= now,
                Some(Tighter::Lower) => then <= now,
                None => false,
            };
            if stricter {
                Ok(())
            } else {
                Err(conflict("rule-only-tighter"))
            }
        }
    }
}

/// The changes in the database as versions of their rules. One that a newer table no longer
/// allows is left out with a warning: the regulation holds.
pub(super) async fn stored(db: &Db, rules: &Rules) -> Result<Vec<Rule>, Error> {
    let rows: Vec<(String, String)> = db
        .read("rule_changes", |tx| {
            Ok(tx.all(
                sql!("sql/changes.sql"),
                params![PREFIX, format!("{PREFIX}~")],
            )?)
        })
        .await?;
    let mut versions = Vec::new();
    for (key, text) in rows {
        let key = key.strip_prefix(PREFIX).unwrap_or(&key);
        let wrong = || Error::Db(DbError::Decode(format!("the changes of the rule {key}")));
        let all: Vec<Stored> = serde_json::from_str(&text).map_err(|_| wrong())?;
        for change in all {
            let from = Date::from_str(&change.from).map_err(|_| wrong())?;
            match rules
                .on(key, from)
                .and_then(|rule| allowed(rule, &change.value).map(|()| rule))
            {
                Ok(rule) => versions.push(Rule {
                    value: change.value,
                    source: change.reason,
                    mark: Mark::I,
                    effective: from,
                    ..rule.clone()
                }),
                Err(error) => tracing::warn!(rule = key, %error, "a rule's change no longer holds"),
            }
        }
    }
    Ok(versions)
}
