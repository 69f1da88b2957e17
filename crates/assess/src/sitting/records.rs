//! What a sitting tells the city: that somebody finished a test, and with what result.

use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::record::{self, ObjectKind, Record, Verb, Visibility};

use super::finish::{Ending, finish_time};
use super::state::SittingState;
use crate::bank::Mark;

/// Somebody finished a test they had to sit, or one of their own choice, which concerns nobody
/// else.
static REQUIRED_FINISHED: Verb = Verb::new(310, "test.finished", Visibility::Branch);
static OWN_FINISHED: Verb = Verb::new(311, "test.finished_by_choice", Visibility::MemberAlone);

/// The result that such a record told was corrected: the stream is only ever added to, so whoever
/// reads results takes the newest of a person and test.
static REQUIRED_CORRECTED: Verb = Verb::new(312, "test.corrected", Visibility::Branch);
static OWN_CORRECTED: Verb = Verb::new(313, "test.own_corrected", Visibility::MemberAlone);

/// The verbs this room writes.
pub static VERBS: [&Verb; 4] = [
    &REQUIRED_FINISHED,
    &OWN_FINISHED,
    &REQUIRED_CORRECTED,
    &OWN_CORRECTED,
];

const TEST: ObjectKind = ObjectKind {
    code: 31,
    name: "test",
};

/// Tells that a sitting ended with a score.
///
/// # Errors
/// The database's.
pub fn finished(tx: &mut Tx<'_>, ending: &Ending, score: Mark) -> Result<(), Error> {
    let sitting = &ending.sitting;
    let verb = if sitting.test.required {
        &REQUIRED_FINISHED
    } else {
        &OWN_FINISHED
    };
    let at = finish_time(sitting, ending.end);
    record::write(tx, &result(sitting, verb, at, score))?;
    Ok(())
}

/// Tells that the score of a sitting is another one than was told.
///
/// # Errors
/// The database's.
pub fn corrected(
    tx: &mut Tx<'_>,
    now: Millis,
    sitting: &SittingState,
    score: Mark,
    was: Mark,
) -> Result<(), Error> {
    let verb = if sitting.test.required {
        &REQUIRED_CORRECTED
    } else {
        &OWN_CORRECTED
    };
    let record = Record {
        detail: Some(serde_json::json!({ "was": per_mille(sitting, was) })),
        ..result(sitting, verb, now, score)
    };
    record::write(tx, &record)?;
    Ok(())
}

fn result(sitting: &SittingState, verb: &'static Verb, at: Millis, score: Mark) -> Record {
    Record {
        at,
        verb,
        actor_no: sitting.row.person_no,
        org_no: sitting.row.org_no,
        object_kind: TEST,
        object_id: sitting.test.id.0,
        result: Some(per_mille(sitting, score)),
        detail: None,
    }
}

fn per_mille(sitting: &SittingState, score: Mark) -> i64 {
    score.0 * 1_000 / sitting.test.full().0.max(1)
}
