//! What is done to an item: written down with its owner and day, proved, verified by somebody else.

use jiff::civil::Date;
use org::tree::store as orgs;
use platform::clock::{DAY_MS, Millis};
use platform::db::Tx;
use platform::error::{Error, FieldError, Message, conflict, invalid};
use platform::ids::OrgId;
use platform::{params, sql};

use super::{PROVE, terms};
use crate::evidence::{self, Taken};
use crate::matter::change::{self, Note, Said};
use crate::matter::machine::Verdict;
use crate::matter::{Kind, MatterId, holder, store as matters};
use org::Act;

/// An item to be written down.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// Whose list.
    pub org: OrgId,
    /// Who does it: a name, a short name or a code at or below that organisation.
    pub unit: String,
    /// Who found it.
    pub source: String,
    /// What was found.
    pub finding: String,
    /// What shall be true instead.
    pub wanted: String,
    /// When it was found.
    pub found_on: Date,
    /// By when.
    pub due_on: Date,
}

/// The clock of an item that is due on a day: until its last moment.
fn length(from: Millis, due_on: Date) -> i64 {
    Millis::start_of(due_on).0 + DAY_MS - from.0
}

fn due_is_sound(now: Millis, due_on: Date, most_days: i64) -> Result<(), Error> {
    let last = now.plus_days(most_days).date();
    if due_on < now.date() || due_on > last {
        let message = Message::new("rectification-due-wrong").with("last", last);
        return Err(Error::Invalid(vec![FieldError {
            field: "due_on".to_owned(),
            message,
        }]));
    }
    Ok(())
}

/// Writes an item down.
///
/// # Errors
/// Outside the scope; when there is no such organisation below, nobody there can answer for it,
/// or the day lies too far.
pub fn begin(tx: &mut Tx<'_>, act: &Act, new: &NewItem, most_days: i64) -> Result<MatterId, Error> {
    let list = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "request-no-such-org"))?;
    let now = act.now();
    due_is_sound(now, new.due_on, most_days)?;
    if new.found_on > now.date() {
        return Err(invalid("found_on", "rectification-found-later"));
    }
    let named = orgs::named_below(tx, &list.path, &new.unit)?;
    let doer = match named.as_slice() {
        [one] => orgs::hold(tx, one.id)?,
        [] => return Err(invalid("unit", "matter-no-such-unit")),
        _ => return Err(invalid("unit", "matter-several-units")),
    };
    let owner = holder::first(tx, &doer, PROVE, act.scope.today)
        .map_err(|_| invalid("unit", "matter-nobody-there"))?;
    let (id, by) = (MatterId::fresh(&act.clock), Some(act.scope.person));
    let clock = (now, length(now, new.due_on));
    let opened = Note::new("found", by, "");
    change::begin(tx, (id, Kind::Rectification), &doer, owner, clock, &opened)?;
    let row = params![
        id,
        list.id,
        new.source,
        new.finding,
        new.wanted,
        new.found_on,
        act.scope.person
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    change::audited(tx, "rectification.begin", id, by, doer.path.as_str(), now)?;
    Ok(id)
}

/// Says what was done, with what shows it.
///
/// # Errors
/// Outside the scope; a conflict when it is not open.
pub fn prove(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (words, files): (&str, &Taken),
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Rectification, id)?;
    let matter = matters::hold(tx, id, &[])?;
    change::answer(tx, act, &matter, words, &terms(matter.clock_ms))?;
    evidence::keep(tx, act, &matter, files)
}

/// Says whether it is so; never whoever proved it. What is not so is open again until a new day.
///
/// # Errors
/// Outside the scope; a conflict for whoever proved it, or when nothing is proved.
pub fn verify(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (verdict, words, again): (Verdict, &str, Option<Date>),
    most_days: i64,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Rectification, id)?;
    let matter = matters::hold(tx, id, &[])?;
    let proofs = matters::proofs(tx, id)?;
    if proofs.iter().any(|one| one.by_person == act.scope.person) {
        return Err(conflict("rectification-own-proof"));
    }
    let now = act.now();
    let reopened = match (verdict, again) {
        (Verdict::NotSolved, Some(day)) => {
            due_is_sound(now, day, most_days)?;
            length(now, day)
        }
        (Verdict::NotSolved, None) => return Err(invalid("due_on", "error-date")),
        _ => matter.clock_ms,
    };
    let said = Said {
        verdict,
        satisfied: None,
        words,
        by: Some(act.scope.person),
    };
    change::judge(tx, &matter, &said, &terms(reopened), now)?;
    Ok(())
}

/// Another person of the same organisation answers for it.
///
/// # Errors
/// Outside the scope; when the person has no such duty there.
pub fn assign(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    person: platform::ids::PersonId,
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Rectification, id)?;
    let matter = matters::hold(tx, id, &[])?;
    change::assign(tx, act, &matter, person, &terms(matter.clock_ms))
}
