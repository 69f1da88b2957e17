//! What is done in the room: begun, moved on, spoken, ended.

use platform::db::{InsertMany, Kind as Column, OnConflict, Tx};
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::PersonId;
use platform::rules::Rules;
use platform::{params, sql};

use super::{RemarkId, state, touch};
use crate::act::Act;
use crate::meeting::call::for_step;
use crate::meeting::{Meeting, MeetingId, Standing, Step, store};
use crate::vote;
use crate::year;

/// Remarks one meeting has at the most.
const MOST_REMARKS: i64 = 2_000;

static HANDS: InsertMany = InsertMany::new(
    "meeting_hand",
    &[
        ("meeting_id", Column::Id),
        ("item_no", Column::Int),
        ("person_id", Column::Id),
        ("raised_at", Column::Int),
    ],
    OnConflict::Keep(&["meeting_id", "item_no", "person_id"]),
);

/// Opens the room, at the first item.
///
/// # Errors
/// Outside the scope; when it was cancelled or is over. Opened already, it stays so.
pub fn open(tx: &mut Tx<'_>, rules: &Rules, act: &Act, id: MeetingId) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Open)?;
    if meeting.opened_at.is_some() {
        return Ok(());
    }
    // A hall fills early; but nobody opens tomorrow's meeting today.
    if act.now() < meeting.starts_at.plus_ms(-12 * 3_600_000) {
        return Err(conflict("meeting-opens-later"));
    }
    store::begin(tx, id, act.person(), act.now())?;
    tx.exec(sql!("sql/go_to.sql"), params![id, 1_i64])?;
    year::held(tx, rules, &meeting)?;
    act.note(tx, "meeting.open", id.0, meeting.org)?;
    Ok(())
}

/// Moves everybody to an item.
///
/// # Errors
/// Outside the scope; when the meeting is not in progress; when there is no such item.
pub fn go_to(tx: &mut Tx<'_>, act: &Act, id: MeetingId, item_no: i64) -> Result<(), Error> {
    for_step(tx, act, id, Step::Live)?;
    if !store::items(tx, id)?.iter().any(|item| item.no == item_no) {
        return Err(invalid("item", "meeting-no-such-item"));
    }
    tx.exec(sql!("sql/go_to.sql"), params![id, item_no])?;
    Ok(())
}

/// Ends the meeting.
///
/// # Errors
/// Outside the scope; when a vote is still open.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: MeetingId) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::End)?;
    if meeting.ended_at.is_some() {
        return Ok(());
    }
    if vote::store::any_open(tx, id)? {
        return Err(conflict("meeting-vote-still-open"));
    }
    store::finish(tx, id, act.person(), act.now())?;
    touch(tx, id)?;
    act.note(tx, "meeting.end", id.0, meeting.org)?;
    Ok(())
}

/// Something said, on its way in.
#[derive(Clone, Debug)]
pub struct NewRemark {
    /// Made by whoever writes it: sent twice, it stands once.
    pub id: RemarkId,
    /// To which item; nothing: to the one in hand.
    pub item_no: Option<i64>,
    /// What.
    pub words: String,
}

/// A member on the list says something, in a meeting in progress.
///
/// # Errors
/// Not found for whoever is not on the list; a conflict when the meeting is not in progress.
pub fn say(tx: &mut Tx<'_>, act: &Act, id: MeetingId, new: &NewRemark) -> Result<(), Error> {
    store::find_mine(tx, act.person(), id)?;
    let meeting = store::hold(tx, id)?;
    meeting.stage().after(Step::Live)?;
    write_down(tx, act, &meeting, act.person(), new)
}

/// The recorder writes down what somebody said, in the room or from paper afterwards.
///
/// # Errors
/// Outside the scope; somebody who is not on the list; once the minutes are closed.
pub fn say_for(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetingId,
    person: PersonId,
    new: &NewRemark,
) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Record)?;
    store::person(tx, id, person).map_err(|_| invalid("person", "meeting-person-not-on-list"))?;
    write_down(tx, act, &meeting, person, new)
}

fn write_down(
    tx: &mut Tx<'_>,
    act: &Act,
    meeting: &Meeting,
    person: PersonId,
    new: &NewRemark,
) -> Result<(), Error> {
    let id = meeting.id;
    let same: Option<(MeetingId, PersonId, String)> =
        tx.opt(sql!("sql/remark.sql"), params![new.id])?;
    match same {
        Some((at, by, words)) if at == id && by == person && words == new.words => return Ok(()),
        Some((_, by, _)) if by == person => return Err(conflict("meeting-remark-other")),
        Some(_) => return Err(not_found()),
        None => {}
    }
    let said: (i64,) = tx.one(sql!("sql/remarks_of_meeting.sql"), params![id])?;
    if said.0 >= MOST_REMARKS {
        return Err(conflict("meeting-too-many-remarks"));
    }
    let item_no = match new.item_no {
        Some(no) => no,
        None => state(tx, id)?.item_no.max(1),
    };
    if !store::items(tx, id)?.iter().any(|item| item.no == item_no) {
        return Err(invalid("item", "meeting-no-such-item"));
    }
    let row = params![
        new.id,
        id,
        item_no,
        person,
        new.words,
        act.person(),
        act.now()
    ];
    tx.exec(sql!("sql/insert_remark.sql"), row)?;
    tx.exec(
        sql!("sql/spoke.sql"),
        params![id, item_no, person, act.now()],
    )?;
    touch(tx, id)?;
    Ok(())
}

/// A member asks to speak to the item in hand, or takes that back.
///
/// # Errors
/// Not found for whoever is not on the list; a conflict when the meeting is not in progress.
pub fn raise(tx: &mut Tx<'_>, act: &Act, id: MeetingId, up: bool) -> Result<(), Error> {
    store::find_mine(tx, act.person(), id)?;
    let meeting = store::hold(tx, id)?;
    meeting.stage().after(Step::Live)?;
    let me = store::person(tx, id, act.person())?;
    if me.standing == Standing::LeftOut {
        return Err(not_found());
    }
    let item_no = state(tx, id)?.item_no;
    if up {
        let row = params![id, item_no, act.person(), act.now()];
        tx.insert_many(&HANDS, &[row.to_vec()])?;
    } else {
        tx.exec(sql!("sql/lower.sql"), params![id, item_no, act.person()])?;
    }
    touch(tx, id)?;
    Ok(())
}

/// The recorder notes that somebody who asked has spoken.
///
/// # Errors
/// Outside the scope; when the meeting is not in progress.
pub fn spoke(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetingId,
    (item_no, person): (i64, PersonId),
) -> Result<(), Error> {
    for_step(tx, act, id, Step::Live)?;
    tx.exec(
        sql!("sql/spoke.sql"),
        params![id, item_no, person, act.now()],
    )?;
    touch(tx, id)?;
    Ok(())
}
