//! A case rests, goes on, is withdrawn or stopped, or goes to another branch with all its time.

use jiff::civil::Date;
use org::tree::store as orgs;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::OrgId;
use platform::{params, sql, tally};

use super::begin::note;
use super::rules::Limits;
use super::{ApplicantId, TurnId, store};
use org::Act;

/// Kinds of turn, in the order of the form.
pub const KINDS: [&str; 5] = ["paused", "resumed", "withdrawn", "stopped", "transferred"];

/// A turn to be written down.
#[derive(Clone, Debug)]
pub struct NewTurn {
    /// One of [`KINDS`].
    pub kind: String,
    /// On which day.
    pub held_on: Date,
    /// Why.
    pub words: String,
    /// To which branch, for a move.
    pub to: Option<OrgId>,
}

/// Writes a turn down.
///
/// # Errors
/// Outside the scope, at the new branch too; a conflict when the case is not in a state for it.
pub fn turn(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ApplicantId,
    new: &NewTurn,
    limits: &Limits,
) -> Result<(), Error> {
    store::find_scoped(tx, act.scope, id)?;
    let of = store::hold(tx, id)?;
    let mut case = store::case(tx, &of)?;
    let state = match (new.kind.as_str(), of.state.as_str()) {
        ("paused", "open") => "paused",
        ("resumed", "paused") => "open",
        ("withdrawn" | "stopped", "open" | "paused") => "ended",
        ("transferred", "open" | "paused") => {
            return transfer(tx, act, &of, new);
        }
        _ => return Err(conflict("admission-turn-not-now")),
    };
    if of.person.is_some() && state == "ended" {
        // A probationary member leaves by the assembly's vote (step 23), not by a word here.
        return Err(conflict("admission-turn-on-the-roll"));
    }
    case.paused = state == "paused";
    case.stopped = state == "ended";
    let at = case.standing(limits);
    store::stand(tx, &of, &at, state, limits)?;
    write(tx, act, &of, new)
}

fn transfer(tx: &mut Tx<'_>, act: &Act, of: &super::Applicant, new: &NewTurn) -> Result<(), Error> {
    let to = new.to.ok_or_else(|| invalid("to", "error-required"))?;
    if of.person.is_some() {
        return Err(conflict("admission-turn-on-the-roll"));
    }
    let to =
        orgs::find_scoped(tx, act.scope, to).map_err(|_| invalid("to", "admission-no-such-org"))?;
    if to.id == of.org || !matches!(to.kind, org::OrgKind::Branch | org::OrgKind::JointBranch) {
        return Err(invalid("to", "admission-org-admits-nobody"));
    }
    let to = orgs::hold(tx, to.id)?;
    tally::add(tx, &of.path, of.stage.tally(), -1)?;
    tally::add(tx, to.path.as_str(), of.stage.tally(), 1)?;
    tx.exec(sql!("sql/place.sql"), params![of.id, to.id, to.path])?;
    write(tx, act, of, new)
}

fn write(tx: &mut Tx<'_>, act: &Act, of: &super::Applicant, new: &NewTurn) -> Result<(), Error> {
    let row = params![
        TurnId::fresh(&act.clock),
        of.id,
        new.kind,
        new.held_on,
        new.words,
        of.org,
        new.to,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_turn.sql"), row)?;
    note(tx, act, "applicant.turn", of)
}
