//! Terms of committees (届次, 任期): when one began, how long it lasts, when re-election is near.
//!
//! Lengths come from 《关于党的基层组织任期的意见》 (2018) through `rules/`; a term is never
//! lengthened here, only begun.

use jiff::civil::Date;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::ids::{OrgId, PersonId};
use platform::{from_row, params, sql, typed_id};

use crate::finding::elects;
use crate::tree::Org;
use crate::tree::store::hold;

pub mod bulk;
pub mod letter;
pub mod list_pages;
pub mod pages;
pub mod remind;
pub mod shift;
pub mod show_pages;
pub mod store;

typed_id!(
    /// A term.
    TermId
);

/// A term of an organisation's committee.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its number (第几届).
    pub number: i64,
    /// Its first day.
    pub starts_on: Date,
    /// The day it ends.
    pub ends_on: Date,
    /// Its length in years.
    pub years: i64,
}

from_row!(Term {
    number,
    starts_on,
    ends_on,
    years
});

/// The terms of an organisation, the newest first.
///
/// # Errors
/// The database's.
pub fn of_org(tx: &mut Tx<'_>, org: OrgId) -> Result<Vec<Term>, Error> {
    Ok(tx.all(sql!("sql/of_org.sql"), params![org])?)
}

/// Begins a term.
///
/// # Errors
/// When the length is none of the rules', the number is taken or the day lies in an older term.
pub fn begin(
    tx: &mut Tx<'_>,
    org: &Org,
    term: &Term,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    if !(1..=6).contains(&term.years) {
        return Err(invalid("years", "term-years"));
    }
    // 临时党支部 elects nobody, and outposts, leading groups and groups have no term.
    if !elects(org.kind) {
        return Err(invalid("number", "term-elects-nobody"));
    }
    // Two terms begun at the same moment would each see the committee without the other.
    let org = &hold(tx, org.id)?;
    let older = of_org(tx, org.id)?;
    if older.iter().any(|old| old.number >= term.number) {
        return Err(invalid("number", "term-number-taken"));
    }
    if older.iter().any(|old| old.starts_on >= term.starts_on) {
        return Err(invalid("starts_on", "term-before-the-last"));
    }
    let id = TermId::derived("term", &format!("{}/{}", org.id, term.number));
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            id,
            org.id,
            term.number,
            term.starts_on,
            term.ends_on,
            term.years
        ],
    )?;
    let entry = Entry::new(now, "term.begin", "org")
        .by(by)
        .on(org.id.0)
        .within(org.path.as_str());
    audit::write(tx, &entry)?;
    Ok(())
}
