//! A change that one person asks for and that waits until another has decided.
//!
//! Always true: of each rule at most one proposal waits; whoever asked never decides; what was
//! decided stays, with who and why. The proposals of a rule are one row of `setting`, locked while
//! somebody decides, so that two who agree at once agree once.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Rules;
use super::allowed::allowed;
use super::change::{Change, change, held, keep};
use crate::audit::{self, Entry};
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::{Error, conflict, internal, invalid, not_found};
use crate::ids::PersonId;
use crate::{params, sql, typed_id};

/// The settings that hold proposals begin with it.
const PREFIX: &str = "rule_proposal.";
/// Longest reason, in characters.
const LONGEST: usize = 500;
/// How far ahead a change may be decided; a later year is a slip of the pen.
const YEARS_AHEAD: i64 = 3;

typed_id!(
    /// A change of a rule that somebody asked for.
    ProposalId
);

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which rule.
    pub key: String,
    /// What shall hold.
    pub value: toml::Value,
    /// From which day.
    pub from: Date,
    /// What it rests on.
    pub reason: String,
    /// Who asks.
    pub by: PersonId,
}

/// A change that was asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Proposal {
    /// Which.
    pub id: ProposalId,
    /// What shall hold.
    pub value: toml::Value,
    /// From which day.
    pub from: Date,
    /// What it rests on.
    pub reason: String,
    /// Who asked.
    pub by: PersonId,
    /// When, epoch milliseconds.
    pub at: i64,
    /// What became of it; nothing while it waits.
    pub outcome: Option<Outcome>,
}

/// What became of a proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// How it ended.
    pub verdict: Verdict,
    /// Who ended it.
    pub by: PersonId,
    /// When, epoch milliseconds.
    pub at: i64,
    /// Why, when it was declined.
    pub reason: String,
}

/// How a proposal ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The second person agreed: the rule is changed.
    Confirmed,
    /// The second person did not agree.
    Declined,
    /// Whoever asked took it back.
    Withdrawn,
}

impl Verdict {
    /// The permission it needs, in the whole city.
    #[must_use]
    pub const fn permission(self) -> &'static str {
        match self {
            Self::Confirmed | Self::Declined => "rules.confirm",
            Self::Withdrawn => "rules.propose",
        }
    }
}

/// Asks for a change.
///
/// # Errors
/// Not found without such a rule; an invalid field; a conflict when the regulation fixes the rule,
/// when a proposal waits already, or when the duty does not cover the whole city.
pub fn propose(
    tx: &mut Tx<'_>,
    rules: &Rules,
    wanted: &Wanted,
    id: ProposalId,
    now: Millis,
) -> Result<(), Error> {
    everywhere(tx, wanted.by, "rules.propose", now)?;
    check(rules, wanted, now.date())?;
    let setting = format!("{PREFIX}{}", wanted.key);
    let mut all: Vec<Proposal> = held(tx, &setting)?;
    if all.iter().any(|one| one.outcome.is_none()) {
        return Err(conflict("rule-waiting-already"));
    }
    all.push(Proposal {
        id,
        value: wanted.value.clone(),
        from: wanted.from,
        reason: wanted.reason.clone(),
        by: wanted.by,
        at: now.0,
        outcome: None,
    });
    keep(tx, &setting, &all)?;
    let detail = serde_json::json!({
        "rule": wanted.key,
        "value": wanted.value,
        "from": wanted.from.to_string(),
    });
    let entry = Entry::new(now, "rule.propose", "rule")
        .on(id.0)
        .by(wanted.by)
        .because(wanted.reason.clone())
        .with(detail);
    Ok(audit::write(tx, &entry)?)
}

fn check(rules: &Rules, wanted: &Wanted, today: Date) -> Result<(), Error> {
    if rules.versions(&wanted.key).is_none() {
        return Err(not_found());
    }
    let latest = today
        .checked_add(YEARS_AHEAD.years())
        .map_err(|error| internal(error.to_string()))?;
    if wanted.from < today {
        return Err(invalid("from", "rule-from-past"));
    }
    if wanted.from > latest {
        return Err(invalid("from", "rule-from-far"));
    }
    allowed(rules.regulation(&wanted.key, wanted.from)?, &wanted.value)?;
    if rules.on(&wanted.key, wanted.from)?.value == wanted.value {
        return Err(invalid("value", "rule-value-same"));
    }
    match wanted.reason.chars().count() {
        0 => Err(invalid("reason", "rule-reason-missing")),
        1..=LONGEST => Ok(()),
        _ => Err(invalid("reason", "rule-reason-long")),
    }
}

/// Ends a proposal: the second person agrees or declines, or whoever asked takes it back. An
/// agreement changes the rule in the same operation, from its day or, when that has passed
/// meanwhile, from today: nothing is changed backwards.
///
/// # Errors
/// Not found without such a proposal; a conflict when it has ended already, when the wrong one of
/// the two ends it, or when the regulation no longer allows it; an invalid field without a reason.
pub fn decide(
    tx: &mut Tx<'_>,
    rules: &Rules,
    key: &str,
    id: ProposalId,
    outcome: &Outcome,
) -> Result<(), Error> {
    let now = Millis(outcome.at);
    everywhere(tx, outcome.by, outcome.verdict.permission(), now)?;
    let setting = format!("{PREFIX}{key}");
    let mut all: Vec<Proposal> = held(tx, &setting)?;
    let asked = all
        .iter_mut()
        .find(|one| one.id == id)
        .ok_or_else(not_found)?;
    if asked.outcome.is_some() {
        return Err(conflict("rule-decided-already"));
    }
    let own = asked.by == outcome.by;
    match outcome.verdict {
        Verdict::Withdrawn if !own => return Err(conflict("rule-withdraw-own")),
        Verdict::Confirmed | Verdict::Declined if own => {
            return Err(conflict("rule-second-person"));
        }
        Verdict::Declined if outcome.reason.is_empty() => {
            return Err(invalid("why", "error-reason-missing"));
        }
        _ => {}
    }
    if outcome.reason.chars().count() > LONGEST {
        return Err(invalid("why", "rule-reason-long"));
    }
    asked.outcome = Some(outcome.clone());
    let asked = asked.clone();
    keep(tx, &setting, &all)?;
    if outcome.verdict == Verdict::Confirmed {
        return change(tx, rules, &agreed(key, &asked, outcome.by, now));
    }
    note(tx, key, &asked, outcome)
}

fn agreed(key: &str, asked: &Proposal, by: PersonId, now: Millis) -> Change {
    Change {
        key: key.to_owned(),
        value: asked.value.clone(),
        from: asked.from.max(now.date()),
        reason: asked.reason.clone(),
        proposed_by: asked.by,
        confirmed_by: by,
        at: now,
    }
}

/// The audit entry of a proposal that changed nothing.
fn note(tx: &mut Tx<'_>, key: &str, asked: &Proposal, outcome: &Outcome) -> Result<(), Error> {
    let action = match outcome.verdict {
        Verdict::Withdrawn => "rule.withdraw",
        Verdict::Declined | Verdict::Confirmed => "rule.decline",
    };
    let detail = serde_json::json!({
        "rule": key,
        "value": asked.value,
        "from": asked.from.to_string(),
        "proposed_by": asked.by,
    });
    let mut entry = Entry::new(Millis(outcome.at), action, "rule")
        .on(asked.id.0)
        .by(outcome.by)
        .with(detail);
    entry.reason = Some(outcome.reason.clone()).filter(|reason| !reason.is_empty());
    Ok(audit::write(tx, &entry)?)
}

/// Every proposal of a rule, the last one first.
///
/// # Errors
/// The database's.
pub fn of_rule(tx: &mut Tx<'_>, key: &str) -> Result<Vec<Proposal>, Error> {
    let row: Option<(String,)> =
        tx.opt(sql!("sql/change.sql"), params![format!("{PREFIX}{key}")])?;
    let mut all = row.map_or_else(|| Ok(Vec::new()), |(text,)| read(&text))?;
    all.reverse();
    Ok(all)
}

/// What waits for a decision, with the rule it is about, the oldest first.
///
/// # Errors
/// The database's.
pub fn waiting(tx: &mut Tx<'_>) -> Result<Vec<(String, Proposal)>, Error> {
    let rows: Vec<(String, String)> = tx.all(
        sql!("sql/changes.sql"),
        params![PREFIX, format!("{PREFIX}~")],
    )?;
    let mut found = Vec::new();
    for (setting, text) in rows {
        let key = setting.strip_prefix(PREFIX).unwrap_or(&setting).to_owned();
        let waits = read(&text)?.into_iter().filter(|one| one.outcome.is_none());
        found.extend(waits.map(|one| (key.clone(), one)));
    }
    found.sort_by_key(|(_, one)| one.at);
    Ok(found)
}

fn read(text: &str) -> Result<Vec<Proposal>, Error> {
    serde_json::from_str(text).map_err(|error| internal(format!("proposals of a rule: {error}")))
}

/// Whether somebody holds a permission in the whole city: a rule holds everywhere, so a duty in a
/// part of it decides nothing here.
///
/// # Errors
/// The database's.
pub fn holds_everywhere(
    tx: &mut Tx<'_>,
    person: PersonId,
    permission: &str,
    today: Date,
) -> Result<bool, Error> {
    let found: (i64,) = tx.one(
        sql!("sql/holds_everywhere.sql"),
        params![person, permission, today],
    )?;
    Ok(found.0 > 0)
}

fn everywhere(
    tx: &mut Tx<'_>,
    person: PersonId,
    permission: &str,
    now: Millis,
) -> Result<(), Error> {
    if holds_everywhere(tx, person, permission, now.date())? {
        Ok(())
    } else {
        Err(conflict("rule-whole-city"))
    }
}
