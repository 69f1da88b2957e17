//! Calling a meeting, changing what was called, calling it off, and who is left out of the
//! expected number.

use org::tree::store as orgs;
use platform::app::App;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::agenda::{self, Line};
use super::expected::{self, Guests};
use super::{Kind, LeftOut, Meeting, MeetingId, Step, lecturer, store};
use crate::act::Act;
use crate::year;

/// A meeting to be called.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// Made by whoever calls it: the same once more is the same meeting.
    pub id: MeetingId,
    /// Whose.
    pub org: OrgId,
    /// Its kind.
    pub kind: Kind,
    /// What else is said of it.
    pub details: Details,
    /// Its agenda.
    pub agenda: Vec<Line>,
    /// Proposals chosen for it.
    pub proposals: Vec<String>,
    /// Whether it was held before it is entered here.
    pub on_paper: bool,
}

/// What may change until it begins.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Millis,
    /// How long it is planned to take.
    pub minutes: i64,
    /// Where.
    pub place: String,
    /// Where from afar.
    pub link: String,
    /// What the notice says besides.
    pub words: String,
    /// Who presides.
    pub chair: PersonId,
    /// Who writes.
    pub recorder: PersonId,
    /// Who gives a party lecture, where it is one of the committee or of one above it.
    pub lecturer: Option<PersonId>,
}

/// Calls a meeting: itself, its agenda, and everybody who is expected.
///
/// # Errors
/// Outside the scope; a kind this organisation does not hold; a day that does not fit.
pub fn call(tx: &mut Tx<'_>, app: &App, act: &Act, new: &NewMeeting) -> Result<MeetingId, Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "meeting-no-such-org"))?;
    if let Some((org, by)) = tx.opt::<(OrgId, PersonId)>(sql!("sql/same.sql"), params![new.id])? {
        // Sent twice: the meeting stands already. Somebody else's is not there.
        return if org == new.org && by == act.person() {
            Ok(new.id)
        } else {
            Err(not_found())
        };
    }
    if !Kind::of_org(org.kind).contains(&new.kind) {
        return Err(invalid("kind", "meeting-kind-not-here"));
    }
    let now = act.now();
    when_fits(&new.details, new.on_paper, now)?;
    people_fit(tx, act, org.id, &new.details)?;
    insert(tx, act, new)?;
    lecturer::write(tx, act, (new.id, new.kind), &org, &new.details)?;
    let agenda = agenda::with_proposals(app, tx, org.id, new.agenda.clone(), &new.proposals)?;
    agenda::write(tx, new.id, agenda)?;
    let starts_at = new.details.starts_at;
    let guests = Guests::on(&app.rules.now(), starts_at.date())?;
    expected::write(tx, (new.id, new.kind, starts_at), &org, guests, &act.sealer)?;
    if new.on_paper {
        let over = starts_at.plus_ms(new.details.minutes * platform::clock::MINUTE_MS);
        store::begin(tx, new.id, act.person(), starts_at)?;
        store::finish(tx, new.id, act.person(), over.min(now))?;
        let meeting = store::find(tx, new.id)?;
        year::held(tx, &app.rules.now(), &meeting)?;
    }
    act.note(tx, "meeting.call", new.id.0, org.id)?;
    Ok(new.id)
}

fn insert(tx: &mut Tx<'_>, act: &Act, new: &NewMeeting) -> Result<(), Error> {
    let more = &new.details;
    let row = params![
        new.id,
        new.org,
        new.kind,
        more.title,
        more.starts_at,
        more.starts_at.date(),
        more.minutes,
        more.place,
        more.link,
        more.words,
        more.chair,
        more.recorder,
        new.on_paper,
        act.person(),
        act.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    tx.exec(sql!("sql/insert_room.sql"), params![new.id])?;
    Ok(())
}

/// A meeting from paper was held; one that is called lies ahead, within a year.
fn when_fits(details: &Details, on_paper: bool, now: Millis) -> Result<(), Error> {
    if on_paper {
        if details.starts_at > now {
            return Err(invalid("starts_at", "meeting-not-held-yet"));
        }
        if details.starts_at < now.plus_days(-730) {
            return Err(invalid("starts_at", "meeting-too-long-ago"));
        }
        return Ok(());
    }
    // Somebody who sits down at once and calls it for now is not early or late.
    if details.starts_at < now.plus_ms(-2 * 3_600_000) {
        return Err(invalid("starts_at", "meeting-starts-before"));
    }
    if details.starts_at > now.plus_days(366) {
        return Err(invalid("starts_at", "meeting-too-far-ahead"));
    }
    if details.place.is_empty() && details.link.is_empty() {
        return Err(invalid("place", "meeting-where-missing"));
    }
    Ok(())
}

/// Chair and recorder hold a post there, or are whoever calls it.
fn people_fit(tx: &mut Tx<'_>, act: &Act, org: OrgId, details: &Details) -> Result<(), Error> {
    let posts = store::posts(tx, org, act.scope.today)?;
    let fits = |who: PersonId| who == act.person() || posts.iter().any(|(id, ..)| *id == who);
    if !fits(details.chair) {
        return Err(invalid("chair", "meeting-person-not-here"));
    }
    if !fits(details.recorder) {
        return Err(invalid("recorder", "meeting-person-not-here"));
    }
    Ok(())
}

/// A meeting that may be changed in this way, its row held.
///
/// # Errors
/// Outside the scope; when it has gone on too far.
pub fn for_step(tx: &mut Tx<'_>, act: &Act, id: MeetingId, step: Step) -> Result<Meeting, Error> {
    store::find_scoped(tx, act.scope, id)?;
    let meeting = store::hold(tx, id)?;
    meeting.stage().after(step)?;
    Ok(meeting)
}

/// Changes time, place, people and agenda of a meeting that has not begun.
///
/// # Errors
/// Outside the scope; once it has begun; a day that does not fit.
pub fn change(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetingId,
    details: &Details,
    agenda: Vec<Line>,
) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Change)?;
    when_fits(details, false, act.now())?;
    people_fit_or_stay(tx, act, &meeting, details)?;
    let row = params![
        id,
        details.title,
        details.starts_at,
        details.starts_at.date(),
        details.minutes,
        details.place,
        details.link,
        details.words,
        details.chair,
        details.recorder
    ];
    tx.exec(sql!("sql/update.sql"), row)?;
    tx.exec(sql!("sql/update_when.sql"), params![id, details.starts_at])?;
    let org = orgs::find(tx, meeting.org)?;
    lecturer::write(tx, act, (id, meeting.kind), &org, details)?;
    agenda::write(tx, id, agenda)?;
    act.note(tx, "meeting.change", id.0, meeting.org)?;
    Ok(())
}

fn people_fit_or_stay(
    tx: &mut Tx<'_>,
    act: &Act,
    meeting: &Meeting,
    details: &Details,
) -> Result<(), Error> {
    if details.chair == meeting.chair && details.recorder == meeting.recorder {
        return Ok(());
    }
    people_fit(tx, act, meeting.org, details)
}

/// Calls a meeting off; whoever is on its list reads why.
///
/// # Errors
/// Outside the scope; once it has begun.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: MeetingId, words: &str) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Cancel)?;
    let row = params![id, words, act.person(), act.now()];
    tx.exec(sql!("sql/cancel.sql"), row)?;
    act.note(tx, "meeting.cancel", id.0, meeting.org)?;
    Ok(())
}

/// Leaves somebody out of the expected number, with a reason and who approved it.
///
/// # Errors
/// Outside the scope; once votes were taken; when they are not on the list.
pub fn leave_out(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetingId,
    person: PersonId,
    (why, words, approval): (LeftOut, &str, &str),
) -> Result<(), Error> {
    let meeting = before_votes(tx, act, id)?;
    let row = params![id, person, why, words, approval];
    if tx.exec(sql!("sql/leave_out.sql"), row)? == 0 {
        return Err(not_found());
    }
    act.note(tx, "meeting.leave_out", id.0, meeting.org)?;
    Ok(())
}

/// Takes somebody back among the expected.
///
/// # Errors
/// Outside the scope; once votes were taken; when they are not left out.
pub fn take_in(tx: &mut Tx<'_>, act: &Act, id: MeetingId, person: PersonId) -> Result<(), Error> {
    let meeting = before_votes(tx, act, id)?;
    if tx.exec(sql!("sql/take_in.sql"), params![id, person])? == 0 {
        return Err(not_found());
    }
    act.note(tx, "meeting.take_in", id.0, meeting.org)?;
    Ok(())
}

/// The expected number stands once it was voted on: a count must not change its denominator.
fn before_votes(tx: &mut Tx<'_>, act: &Act, id: MeetingId) -> Result<Meeting, Error> {
    let meeting = for_step(tx, act, id, Step::Record)?;
    if crate::vote::store::of_meeting(tx, id)?.is_empty() {
        Ok(meeting)
    } else {
        Err(conflict("meeting-voted-already"))
    }
}
