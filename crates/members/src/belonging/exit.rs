//! Leaving the roll (减少): how, when and why somebody left, and taking it back when it was a
//! mistake. Whoever left is not gone: those who saw them last still find them.
//!
//! Always true: an exit stands beside the home belonging it ended; nobody with an open duty leaves,
//! because a duty is not the branch's to take away.

use jiff::civil::Date;
use org::tree::store::hold_all;
use platform::crypto::Sealer;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::{from_row, params, sql};

use super::{Act, Belonging, BelongingId, BelongingKind, held, note, open_of, tallies};
use crate::member::Record;
use crate::roster::codes::Codes;
use crate::{floating, lost, transfer};

/// The kind that says nothing and so asks for words.
const OTHER: &str = "other";
/// Longest reason.
const LONGEST_REASON: usize = 500;
/// The table named in what is authenticated beside the reason.
const TABLE: &str = "member_exit";

/// How somebody leaves.
#[derive(Clone)]
pub struct Leaving {
    /// A code of `rules/codes/exit_type.toml`.
    pub kind: String,
    /// The first day on which they are not counted any more.
    pub on: Date,
    /// Why, in words.
    pub reason: Option<String>,
}

/// How somebody left.
#[derive(Clone)]
pub struct Exit {
    /// The home it ended.
    pub belonging: BelongingId,
    /// Who.
    pub person: PersonId,
    /// A code of `rules/codes/exit_type.toml`.
    pub kind: String,
    /// The first day on which they were not counted any more.
    pub left_on: Date,
    reason: Option<Vec<u8>>,
    status_before: String,
    also_ended: String,
    /// Where they were at home.
    pub path: String,
}
from_row!(Exit {
    belonging,
    person,
    kind,
    left_on,
    reason,
    status_before,
    also_ended,
    path
});

static EXITS: InsertMany = InsertMany::new(
    "member_exit",
    &[
        ("belonging_id", Kind::Id),
        ("person_id", Kind::Id),
        ("kind", Kind::Text),
        ("left_on", Kind::Text),
        ("reason", Kind::Bytes),
        ("status_before", Kind::Text),
        ("also_ended", Kind::Text),
        ("entered_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

impl Leaving {
    fn check(&self, record: &Record) -> Result<(), Error> {
        if Codes::ExitType.table().name_of(&self.kind).is_none() {
            return Err(invalid("exit_kind", "error-required"));
        }
        if self.kind == "probation_cancelled" && record.member_category != "probationary_member" {
            return Err(invalid("exit_kind", "member-exit-not-on-probation"));
        }
        let words = self.reason.as_deref().unwrap_or_default();
        if self.kind == OTHER && words.is_empty() {
            return Err(invalid("exit_reason", "error-reason-missing"));
        }
        if words.chars().count() > LONGEST_REASON {
            return Err(invalid("exit_reason", "member-exit-reason-long"));
        }
        Ok(())
    }
}

impl Exit {
    /// Why they left, in words.
    ///
    /// # Errors
    /// When the sealed words were changed or their key is missing.
    pub fn reason(&self, sealer: &Sealer) -> Result<Option<String>, Error> {
        let opened = self.reason.as_deref().map(|sealed| {
            let row = self.belonging.0;
            sealer.open_text(TABLE, "reason", row, sealed)
        });
        Ok(opened.transpose()?)
    }
}

/// How somebody left who is at home nowhere today.
///
/// # Errors
/// The database's.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Exit>, Error> {
    Ok(tx.opt(sql!("sql/exit_of.sql"), params![person])?)
}

/// Lets somebody leave: every belonging ends, and the party status follows the way they leave.
///
/// # Errors
/// A field error for a kind or day that cannot be; a conflict when they are at home nowhere or
/// hold a duty.
pub fn leave(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    person: PersonId,
    leaving: &Leaving,
    act: Act,
) -> Result<(), Error> {
    let record = held(tx, person)?;
    leaving.check(&record)?;
    let found = open_of(tx, person)?;
    hold_places(tx, &found)?;
    // Read again: their organisations may have moved before they were held.
    let open = open_of(tx, person)?;
    let home_code = BelongingKind::Home.code();
    let Some(home) = open.iter().find(|one| one.kind == home_code) else {
        return Err(conflict("member-left-already"));
    };
    if leaving.on > act.now.date() {
        return Err(invalid("left_on", "member-day-in-future"));
    }
    if leaving.on < home.from_on {
        return Err(invalid("left_on", "member-day-before-joining"));
    }
    if org::duty::holds_any(tx, person, act.now.date())? {
        return Err(conflict("member-exit-has-duties"));
    }
    floating::end::left(tx, person, leaving.on, act)?;
    lost::change::left(tx, person, leaving.on, act)?;
    transfer::change::overtaken(tx, person, leaving.on, act)?;
    let mut also = Vec::new();
    for one in &open {
        // A guest's place may have begun after the day of leaving.
        close(tx, one, &record, leaving.on.max(one.from_on))?;
        if one.id != home.id {
            also.push(one.id.to_string());
        }
    }
    let reason = leaving.reason.as_deref().filter(|words| !words.is_empty());
    let sealed = reason
        .map(|words| sealer.seal_text(TABLE, "reason", home.id.0, words))
        .transpose()?;
    let row = params![
        home.id,
        person,
        leaving.kind,
        leaving.on,
        sealed,
        record.party_status,
        also.join(","),
        act.by,
        act.now
    ];
    tx.insert_many(&EXITS, &[row.to_vec()])?;
    if let Some(status) = status_after(&leaving.kind) {
        set_status(tx, person, status, act)?;
    }
    note(tx, "member.leave", person, &home.path, &leaving.kind, act)
}

/// Takes an exit back: the belongings it ended hold again, and the party status is what it was.
///
/// # Errors
/// A conflict when they have not left, or are at home somewhere again.
pub fn take_back(tx: &mut Tx<'_>, person: PersonId, act: Act) -> Result<(), Error> {
    let record = held(tx, person)?;
    let exit = of_person(tx, person)?.ok_or_else(|| conflict("member-has-not-left"))?;
    let found = super::of_person(tx, person)?;
    hold_places(tx, &found)?;
    let ended = super::of_person(tx, person)?;
    let also: Vec<&str> = exit.also_ended.split(',').collect();
    for one in ended {
        let Some(until) = one.until_on else { continue };
        let is_home = one.id == exit.belonging;
        if is_home || also.contains(&one.id.to_string().as_str()) {
            reopen(tx, &one, until, &record)?;
        }
    }
    tx.exec(sql!("sql/forget_exit.sql"), params![exit.belonging])?;
    floating::end::back(tx, person, exit.left_on)?;
    if status_after(&exit.kind) == Some(record.party_status.as_str()) {
        set_status(tx, person, &exit.status_before, act)?;
    }
    note(tx, "member.leave_undo", person, &exit.path, &exit.kind, act)
}

/// The party status that a way of leaving brings, when it brings one.
fn status_after(kind: &str) -> Option<&str> {
    let known = kind != OTHER && Codes::PartyStatus.table().name_of(kind).is_some();
    known.then_some(kind)
}

fn set_status(tx: &mut Tx<'_>, person: PersonId, status: &str, act: Act) -> Result<(), Error> {
    let row = params![person, status, act.now];
    tx.exec(sql!("sql/set_status.sql"), row)?;
    Ok(())
}

/// Holds the organisations of some belongings, whose counts are about to change.
fn hold_places(tx: &mut Tx<'_>, belongings: &[Belonging]) -> Result<(), Error> {
    let orgs = belongings.iter().map(|one| one.org).collect();
    hold_all(tx, &orgs).map(drop)
}

/// Ends a belonging and keeps its row, even one of no day, so that it can hold again.
fn close(tx: &mut Tx<'_>, open: &Belonging, record: &Record, on: Date) -> Result<(), Error> {
    tx.exec(sql!("sql/end.sql"), params![open.id, on])?;
    count(tx, open, record, -1)
}

fn reopen(tx: &mut Tx<'_>, ended: &Belonging, until: Date, record: &Record) -> Result<(), Error> {
    let row = params![ended.id, ended.person, until];
    if tx.exec(sql!("sql/reopen.sql"), row)? == 0 {
        return Err(conflict("member-changed-meanwhile"));
    }
    count(tx, ended, record, 1)
}

fn count(tx: &mut Tx<'_>, one: &Belonging, record: &Record, by: i64) -> Result<(), Error> {
    let kind = BelongingKind::from_code(&one.kind).unwrap_or(BelongingKind::Second);
    tallies::add(tx, &one.path, kind, record, by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::i18n::{Locale, has};

    #[test]
    fn every_way_of_leaving_has_words_and_brings_its_status() {
        for entry in Codes::ExitType.table().entries() {
            let key = format!("member-exit-{}", entry.code.replace('_', "-"));
            for locale in Locale::ALL {
                assert!(has(locale, &key), "{key}");
            }
        }
        assert_eq!(status_after("deceased"), Some("deceased"));
        assert_eq!(status_after("transferred_out"), None);
        assert_eq!(status_after(OTHER), None);
    }
}
