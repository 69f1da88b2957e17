//! Reading the audit log aloud: its actions in words, the names of those who acted, its pages.

use std::collections::HashMap;

use crate::audit::{Row, Turn};
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::i18n::{Locale, has, say};
use crate::ids::PersonId;
use crate::{params, sql};

/// Names by person.
pub(super) type Names = HashMap<PersonId, String>;

/// An action in words: `member.unmask` is the message `audit-member-unmask`, which the room that
/// writes the action has in its word list.
pub(super) fn words(locale: Locale, action: &str) -> String {
    let key = format!("audit-{}", action.replace(['.', '_'], "-"));
    if has(locale, &key) {
        say(locale, &key, &[])
    } else {
        action.to_owned()
    }
}

/// A reason in words: a code of a list (`audit-reason-identity`, from the room that asks), what was
/// written beside it, or both.
pub(super) fn reason(locale: Locale, kept: &str) -> String {
    let (code, written) = kept.split_once(": ").unwrap_or((kept, ""));
    let key = format!("audit-reason-{code}");
    if !has(locale, &key) {
        return kept.to_owned();
    }
    let code = say(locale, &key, &[]);
    if written.is_empty() {
        return code;
    }
    say(
        locale,
        "audit-reason-and-words",
        &[("reason", &code), ("words", &written)],
    )
}

/// The names of some persons; a page of the log has few of them.
pub(super) fn names(
    tx: &mut Tx<'_>,
    persons: impl Iterator<Item = PersonId>,
) -> Result<Names, DbError> {
    let mut names = Names::new();
    for person in persons {
        if names.contains_key(&person) {
            continue;
        }
        let found: Option<(String,)> = tx.opt(sql!("sql/person_name.sql"), params![person])?;
        if let Some((name,)) = found {
            names.insert(person, name);
        }
    }
    Ok(names)
}

/// Where the page after this row begins.
pub(super) fn mark(row: &Row) -> String {
    format!("{}-{}", row.at.0, row.seq)
}

/// Reads what [`mark`] wrote.
pub(super) fn turn(text: &str) -> Option<Turn> {
    let (at, seq) = text.split_once('-')?;
    Some(Turn {
        at: Millis(at.parse().ok()?),
        seq: seq.parse().ok()?,
    })
}
