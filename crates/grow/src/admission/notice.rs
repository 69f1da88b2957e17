//! Public notice (公示): begun for so many working days, ended with what was said against it.

use jiff::civil::Date;
use platform::db::Tx;
use platform::error::{Error, Message, conflict, invalid};
use platform::{params, sql};

use super::begin::note;
use super::rules::{Limits, notice_end};
use super::{ApplicantId, NoticeId, store};
use org::Act;

/// A notice to be hung up.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// Which, made by the form.
    pub id: NoticeId,
    /// `admission_candidate` or `conversion`.
    pub stage: String,
    /// Its first day.
    pub begins_on: Date,
    /// Its last day; by the rule without one.
    pub ends_on: Option<Date>,
    /// Where it hangs.
    pub place: String,
    /// Whom to tell.
    pub contact: String,
}

/// Begins a notice.
///
/// # Errors
/// Outside the scope; before the branch has decided what is made known; when it would be too short
/// or another one runs.
pub fn begin(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ApplicantId,
    new: &NewNotice,
    limits: &Limits,
) -> Result<(), Error> {
    let found = store::find_scoped(tx, act.scope, id)?;
    let of = store::hold(tx, found.id)?;
    let notices = store::notices(tx, id)?;
    if notices.iter().any(|one| one.id == new.id) {
        return Ok(());
    }
    if notices.iter().any(|one| one.result.is_none()) {
        return Err(conflict("admission-notice-runs"));
    }
    let at = store::case(tx, &of)?.standing(limits);
    let needed = if new.stage == "conversion" { 22 } else { 7 };
    let Some(decided) = at.on(needed).filter(|_| !at.closed()) else {
        return Err(conflict("admission-notice-too-early"));
    };
    if new.begins_on < decided {
        return Err(invalid("begins_on", "admission-block-backwards"));
    }
    let least = notice_end(new.begins_on, limits.notice_days);
    let ends_on = new.ends_on.unwrap_or(least);
    if ends_on < least {
        let message = Message::new("admission-notice-short").with("day", least);
        return Err(Error::Invalid(vec![platform::error::FieldError {
            field: "ends_on".to_owned(),
            message,
        }]));
    }
    tx.exec(
        sql!("sql/insert_notice.sql"),
        params![
            new.id,
            id,
            new.stage,
            new.begins_on,
            ends_on,
            new.place,
            new.contact,
            act.scope.person,
            act.clock.now()
        ],
    )?;
    note(tx, act, "applicant.notice", &of)
}

/// Writes down what came of a notice after its last day.
///
/// # Errors
/// Outside the scope; before it has ended; a conflict when its result stands already.
pub fn conclude(
    tx: &mut Tx<'_>,
    act: &Act,
    id: NoticeId,
    result: &str,
    words: &str,
) -> Result<ApplicantId, Error> {
    let found = store::notice(tx, id)?;
    let of = store::find_scoped(tx, act.scope, found.applicant)?;
    if act.scope.today <= found.ends_on {
        return Err(conflict("admission-notice-not-over"));
    }
    let row = params![id, result, words, act.scope.person, act.clock.now()];
    if tx.exec(sql!("sql/conclude_notice.sql"), row)? == 0 {
        return Err(conflict("admission-notice-concluded"));
    }
    note(tx, act, "applicant.notice_result", &of)?;
    Ok(of.id)
}
