//! Taking a request out of the rates (剔除申请): the owner asks with a reason, somebody above who
//! did not ask decides. The clock runs on meanwhile.

use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::{from_row, params, sql};

use super::counts;
use super::handle;
use super::rules::Rules;
use crate::matter::change::{self, Note};
use crate::matter::machine::Step;
use crate::matter::{Kind, MatterId, store as matters};
use org::Act;

/// Why a request may be taken out, in the order of the form.
pub const REASONS: [&str; 4] = ["repeated", "beyond", "unfounded", "court"];

/// A request to take one out, and what became of it.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// Its number.
    pub no: i64,
    /// As stored.
    pub reason: String,
    /// Why, in words.
    pub words: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name.
    pub asker: String,
    /// When.
    pub asked_at: Millis,
    /// What was decided.
    pub granted: Option<i64>,
    /// Why.
    pub decision: Option<String>,
    /// Who decided.
    pub decider: Option<String>,
}

from_row!(Exclusion {
    no,
    reason,
    words,
    asked_by,
    asker,
    asked_at,
    granted,
    decision,
    decider
});

impl Exclusion {
    /// The word key of its reason.
    #[must_use]
    pub fn key(&self) -> String {
        format!("request-exclusion-{}", self.reason)
    }
}

/// All of a request, in order.
///
/// # Errors
/// The database's.
pub fn of(tx: &mut Tx<'_>, id: MatterId) -> Result<Vec<Exclusion>, Error> {
    Ok(tx.all(sql!("sql/exclusions.sql"), params![id])?)
}

/// Asks for it.
///
/// # Errors
/// Outside the scope; a conflict when one waits already, or the request has ended.
pub fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (reason, words): (&'static str, &str),
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    if !matter.machine().is_open() {
        return Err(conflict("matter-not-now"));
    }
    if of(tx, id)?.iter().any(|one| one.granted.is_none()) {
        return Err(conflict("request-exclusion-waits"));
    }
    let by = act.scope.person;
    let row = params![id, reason, words, by, act.now()];
    tx.exec(sql!("sql/ask_exclusion.sql"), row)?;
    change::note(
        tx,
        id,
        &Note::new("exclusion-asked", Some(by), words),
        act.now(),
    )?;
    let by = Some(by);
    change::audited(tx, "request.exclusion", id, by, &matter.path, act.now())
}

/// Decides it.
///
/// # Errors
/// Outside the scope of whoever stands above; a conflict for whoever asked, or when nothing waits.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (granted, words): (bool, &str),
    rules: &Rules,
) -> Result<(), Error> {
    matters::find_below(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    let waiting = of(tx, id)?
        .into_iter()
        .find(|one| one.granted.is_none())
        .ok_or_else(|| conflict("matter-not-now"))?;
    if waiting.asked_by == act.scope.person {
        return Err(conflict("request-exclusion-own"));
    }
    let by = Some(act.scope.person);
    let row = params![id, waiting.no, granted, words, by, act.now()];
    tx.exec(sql!("sql/decide_exclusion.sql"), row)?;
    if granted {
        let noted = Note::new("excluded", by, words);
        let saved = counts::around(tx, id, |tx| {
            change::step(
                tx,
                &matter,
                Step::Exclude,
                &rules.terms,
                (&noted, act.now()),
            )
        })?;
        handle::ended(tx, &saved, rules)?;
        let org = org::tree::store::find(tx, matter.owner_org)?;
        let actor = (act.scope.person, &org);
        change::tell(tx, &change::EXCLUDED, id, actor, None, act.now())?;
    } else {
        change::note(
            tx,
            id,
            &Note::new("exclusion-refused", by, words),
            act.now(),
        )?;
    }
    change::audited(tx, "request.exclude", id, by, &matter.path, act.now())
}

/// What waits for a decision when a request has ended otherwise is decided by that.
///
/// # Errors
/// The database's.
pub fn overtaken(tx: &mut Tx<'_>, id: MatterId, now: Millis) -> Result<(), Error> {
    tx.exec(sql!("sql/overtake_exclusion.sql"), params![id, now])?;
    Ok(())
}

/// The reason of a code.
///
/// # Errors
/// A fault of the field `reason`.
pub fn reason(code: &str) -> Result<&'static str, Error> {
    let found = REASONS.into_iter().find(|one| *one == code);
    found.ok_or_else(|| invalid("reason", "error-required"))
}
