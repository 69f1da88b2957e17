//! What is done to minutes: written, handed in, given back, confirmed and sealed, added to.

use platform::db::Tx;
use platform::error::{Error, conflict, internal};
use platform::record::{self, Record};
use platform::rules::Rules;
use platform::{params, sql};
use sha2::{Digest as _, Sha256};

use super::{AddendumId, Body, draft, sheet};
use crate::act::Act;
use crate::grade;
use crate::meeting::call::for_step;
use crate::meeting::{
    ATTENDED, Attendance, CONFIRM, HELD, MEETING, Meeting, MeetingId, Step, store,
};
use crate::vote;

/// Writes the draft; `seen` is the version the writer looked at, 0 for the first.
///
/// # Errors
/// Outside the scope; while the meeting goes on or once it is handed in; when somebody else wrote
/// meanwhile: nothing of either is lost.
pub fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetingId,
    seen: i64,
    body: &Body,
) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Write)?;
    let text = serde_json::to_string(body).map_err(|error| internal(error.to_string()))?;
    match draft(tx, id)? {
        None => {
            let row = params![id, text, act.person(), act.now()];
            tx.exec(sql!("sql/insert.sql"), row)?;
        }
        Some(known) if known.body() == *body => return Ok(()),
        Some(_) => {
            let row = params![id, text, act.person(), act.now(), seen];
            if tx.exec(sql!("sql/update.sql"), row)? == 0 {
                return Err(conflict("minutes-written-meanwhile"));
            }
        }
    }
    act.note(tx, "meeting.minutes", id.0, meeting.org)?;
    Ok(())
}

/// Hands them in for confirmation.
///
/// # Errors
/// Outside the scope; without a draft; while a vote is open or nobody's attendance stands there;
/// when more were graded excellent than may be.
pub fn submit(tx: &mut Tx<'_>, act: &Act, rules: &Rules, id: MeetingId) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Submit)?;
    if meeting.submitted_at.is_some() {
        return Ok(());
    }
    if draft(tx, id)?.is_none() {
        let first = sheet::first_draft(tx, &meeting)?;
        write(tx, act, id, 0, &first)?;
    }
    if vote::store::any_open(tx, id)? {
        return Err(conflict("meeting-vote-still-open"));
    }
    if store::people(tx, id)?
        .iter()
        .all(|one| one.attendance.is_none())
    {
        return Err(conflict("minutes-without-attendance"));
    }
    grade::fit(tx, rules, &meeting)?;
    let row = params![id, act.person(), act.now()];
    tx.exec(sql!("sql/submit.sql"), row)?;
    act.note(tx, "meeting.submit", id.0, meeting.org)?;
    Ok(())
}

/// Gives them back with what is to be mended.
///
/// # Errors
/// Outside the scope; when they do not wait.
pub fn give_back(tx: &mut Tx<'_>, act: &Act, id: MeetingId, words: &str) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Return)?;
    tx.exec(sql!("sql/give_back.sql"), params![id, words])?;
    act.note(tx, "meeting.give_back", id.0, meeting.org)?;
    Ok(())
}

/// Confirms and seals them: from then on they change no more, and the records are written.
///
/// # Errors
/// Outside the scope; when they do not wait; when whoever handed them in confirms them although
/// somebody else can.
pub fn seal(tx: &mut Tx<'_>, act: &Act, id: MeetingId) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Seal)?;
    let draft = draft(tx, id)?.ok_or_else(|| conflict("meeting-not-submitted"))?;
    let own = draft.submitted_by == Some(act.person()) || draft.written_by == act.person();
    if own && others_confirm(tx, act, &meeting)? {
        return Err(conflict("minutes-confirm-other"));
    }
    let sheet = sheet::draw(tx, &meeting, &draft.body())?;
    let text = serde_json::to_string(&sheet).map_err(|error| internal(error.to_string()))?;
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let row = params![id, text, hash, own, act.person(), act.now()];
    tx.exec(sql!("sql/seal.sql"), row)?;
    tell(tx, &meeting)?;
    act.note(tx, "meeting.confirm", id.0, meeting.org)?;
    Ok(())
}

fn others_confirm(tx: &mut Tx<'_>, act: &Act, meeting: &Meeting) -> Result<bool, Error> {
    let others: (i64,) = tx.one(
        sql!("sql/others.sql"),
        params![meeting.org, CONFIRM, act.scope.today, act.person()],
    )?;
    Ok(others.0 > 0)
}

/// The records: the meeting was held, and who attended it.
fn tell(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<(), Error> {
    let org = org::tree::store::find(tx, meeting.org)?;
    let attended: Vec<(i64, Attendance)> = tx.all(sql!("sql/attended.sql"), params![meeting.id])?;
    let at = meeting.opened_at.unwrap_or(meeting.starts_at);
    let record = |verb, actor_no, result| Record {
        at,
        verb,
        actor_no,
        org_no: org.no,
        object_kind: MEETING,
        object_id: meeting.id.0,
        result,
        detail: Some(serde_json::json!({ "kind": meeting.kind.code() })),
    };
    let count = i64::try_from(attended.len()).unwrap_or(0);
    let chair = store::person_no(tx, meeting.chair)?;
    let mut records = vec![record(&HELD, chair, Some(count))];
    for (no, how) in attended {
        let place = Attendance::ALL.iter().position(|one| *one == how);
        let result = place.and_then(|n| i64::try_from(n).ok());
        records.push(record(&ATTENDED, no, result));
    }
    Ok(record::write_many(tx, &records)?)
}

/// Adds to sealed minutes what is to be mended or was forgotten.
///
/// # Errors
/// Outside the scope; while they are not sealed.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetingId,
    (addendum, words): (AddendumId, &str),
) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Add)?;
    let row = params![addendum, id, words, act.person(), act.now()];
    tx.exec(sql!("sql/insert_addendum.sql"), row)?;
    act.note(tx, "meeting.add", id.0, meeting.org)?;
    Ok(())
}
