//! A deployment's own figures: with a reason, by two persons, within what the rule allows.

use std::str::FromStr as _;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::allowed::allowed;
use super::{Mark, Own, Rule, Rules};
use crate::audit::{self, Entry};
use crate::clock::Millis;
use crate::db::{Db, DbError, InsertMany, Kind, OnConflict, Tx};
use crate::error::{Error, conflict, internal, invalid};
use crate::ids::PersonId;
use crate::{params, sql};

/// The settings that hold changes begin with it.
const PREFIX: &str = "rule.";

const COLUMNS: &[(&str, Kind)] = &[("key", Kind::Text), ("value", Kind::Text)];

static STORE: InsertMany = InsertMany::new(
    "setting",
    COLUMNS,
    OnConflict::Replace {
        key: &["key"],
        columns: &["value"],
    },
);

/// The row there is to lock: two first changes at once would each find none.
static BEGIN: InsertMany = InsertMany::new("setting", COLUMNS, OnConflict::Keep(&["key"]));

/// The list in a setting, held until the end of the operation.
pub(super) fn held<T: serde::de::DeserializeOwned>(
    tx: &mut Tx<'_>,
    key: &str,
) -> Result<Vec<T>, Error> {
    tx.insert_many(&BEGIN, &[params![key, "[]"].to_vec()])?;
    tx.lock(sql!("sql/change.sql"), params![key])?;
    let (text,): (String,) = tx.one(sql!("sql/change.sql"), params![key])?;
    serde_json::from_str(&text).map_err(|error| internal(error.to_string()))
}

/// Writes the list of a setting that is held.
pub(super) fn keep<T: Serialize>(tx: &mut Tx<'_>, key: &str, all: &[T]) -> Result<(), Error> {
    let text = serde_json::to_string(all).map_err(|error| internal(error.to_string()))?;
    tx.insert_many(&STORE, &[params![key, text].to_vec()])?;
    Ok(())
}

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
    let rule = rules.regulation(&change.key, change.from)?;
    allowed(rule, &change.value)?;
    if change.reason.trim().is_empty() {
        return Err(invalid("reason", "rule-reason-missing"));
    }
    if change.proposed_by == change.confirmed_by {
        return Err(conflict("rule-second-person"));
    }
    let key = format!("{PREFIX}{}", change.key);
    let mut all: Vec<Stored> = held(tx, &key)?;
    all.push(Stored {
        value: change.value.clone(),
        from: change.from.to_string(),
        reason: change.reason.clone(),
        proposed_by: change.proposed_by,
        confirmed_by: change.confirmed_by,
        at: change.at.0,
    });
    keep(tx, &key, &all)?;
    let detail = serde_json::json!({
        "rule": change.key,
        "value": change.value,
        "from": change.from.to_string(),
        "proposed_by": change.proposed_by,
    });
    let entry = Entry::new(change.at, "rule.change", "rule")
        .by(change.confirmed_by)
        .because(change.reason.clone())
        .with(detail);
    Ok(audit::write(tx, &entry)?)
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
                .regulation(key, from)
                .and_then(|rule| allowed(rule, &change.value).map(|()| rule))
            {
                Ok(rule) => versions.push(Rule {
                    value: change.value,
                    source: change.reason,
                    mark: Mark::I,
                    effective: from,
                    own: Some(Own {
                        proposed_by: change.proposed_by,
                        confirmed_by: change.confirmed_by,
                        at: Millis(change.at),
                    }),
                    ..rule.clone()
                }),
                Err(error) => tracing::warn!(rule = key, %error, "a rule's change no longer holds"),
            }
        }
    }
    Ok(versions)
}
