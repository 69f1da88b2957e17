//! How everybody took part: written down by the recorder, in the room or from a sheet of paper
//! afterwards. Members never register themselves.

use platform::db::Tx;
use platform::error::{Error, FieldError, Message};
use platform::ids::PersonId;
use platform::{params, sql};

use super::call::for_step;
use super::{Attendance, MeetingId, Person, Standing, Step, store};
use crate::act::Act;
use crate::room::touch;
use crate::vote::store as votes;

/// What was written down of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub person: PersonId,
    /// How; nothing takes it back.
    pub attendance: Option<Attendance>,
    /// Why they were excused, or nothing.
    pub words: String,
}

/// Writes down how people took part; whoever is not named stays as they were.
///
/// # Errors
/// Outside the scope; when the minutes are closed; an excuse without its reason; attendance in a
/// meeting that has not begun. A written opinion, an excuse or a waiver may be entered before.
pub fn write(tx: &mut Tx<'_>, act: &Act, id: MeetingId, marks: &[Mark]) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Record)?;
    let (people, begun) = (store::people(tx, id)?, meeting.opened_at.is_some());
    let mut faults: Vec<FieldError> = Vec::new();
    for mark in marks {
        if let Some(key) = fault(mark, begun) {
            faults.push(FieldError {
                field: format!("words_{}", mark.person),
                message: Message::new(key),
            });
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let mut changed = false;
    for mark in marks {
        let Some(known) = people.iter().find(|one| one.id == mark.person) else {
            continue;
        };
        if known.standing == Standing::LeftOut
            || (known.attendance == mark.attendance && known.words == mark.words)
        {
            continue;
        }
        let row = params![
            id,
            mark.person,
            mark.attendance,
            mark.words,
            act.person(),
            act.now()
        ];
        tx.exec(sql!("sql/attend.sql"), row)?;
        changed = true;
    }
    if changed {
        fits_the_votes(tx, id)?;
        touch(tx, id)?;
        act.note(tx, "meeting.attendance", id.0, meeting.org)?;
    }
    Ok(())
}

/// Whoever voted was there or had written: a list that says otherwise contradicts what was counted.
fn fits_the_votes(tx: &mut Tx<'_>, id: MeetingId) -> Result<(), Error> {
    for vote in votes::of_meeting(tx, id)? {
        let Some(count) = &vote.count else { continue };
        let now = votes::voters(tx, id, vote.subject)?;
        let voted = count.yes + count.no + count.abstained;
        if voted > now.hall + now.remote + now.written {
            let message = Message::new("meeting-fewer-than-voted")
                .with("title", &vote.title)
                .with("votes", voted);
            return Err(Error::Invalid(vec![FieldError {
                field: String::new(),
                message,
            }]));
        }
    }
    Ok(())
}

fn fault(mark: &Mark, begun: bool) -> Option<&'static str> {
    match mark.attendance {
        Some(Attendance::Excused | Attendance::Waived) if mark.words.is_empty() => {
            Some("meeting-excuse-missing")
        }
        Some(Attendance::Hall | Attendance::Remote) if !begun => Some("meeting-not-begun"),
        _ if mark.words.chars().count() > 200 => Some("meeting-too-long"),
        _ => None,
    }
}

/// How many took part and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 应到.
    pub expected: i64,
    /// Of them, with a vote.
    pub voters: i64,
    /// Expected people in the hall or remote: 实到.
    pub attending: i64,
    /// Voters in the hall or remote.
    pub voters_attending: i64,
    /// Voters in the hall.
    pub voters_hall: i64,
    /// Written opinions of voters.
    pub voters_written: i64,
    /// Excused or waived.
    pub excused: i64,
    /// Left out of the expected number.
    pub left_out: i64,
    /// Invited and there.
    pub guests: i64,
}

impl Counts {
    /// Counts a list.
    #[must_use]
    pub fn of(people: &[Person]) -> Self {
        let mut counts = Self::default();
        for one in people {
            let there = matches!(one.attendance, Some(Attendance::Hall | Attendance::Remote));
            match one.standing {
                Standing::LeftOut => counts.left_out += 1,
                Standing::Invited => counts.guests += i64::from(there),
                Standing::Expected => {
                    let excused = matches!(
                        one.attendance,
                        Some(Attendance::Excused | Attendance::Waived)
                    );
                    counts.expected += 1;
                    counts.attending += i64::from(there);
                    counts.excused += i64::from(excused);
                    if one.has_vote {
                        counts.voters += 1;
                        counts.voters_attending += i64::from(there);
                        counts.voters_hall += i64::from(one.attendance == Some(Attendance::Hall));
                        counts.voters_written +=
                            i64::from(one.attendance == Some(Attendance::Written));
                    }
                }
            }
        }
        counts
    }
}
