//! An import that could not be gone on with: said in words, tried again, or taken back.

use platform::app::App;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::{jobs, params, sql};

use super::work::{Way, queue};
use super::{ImportId, store};

/// Tries after which somebody is told rather than made to wait for hours.
const PATIENT_TRIES: i64 = 3;

/// The words for a fault that trying again by itself will not mend.
pub(super) fn words(error: &Error, attempt: i64) -> Option<&'static str> {
    match error {
        Error::Invalid(wrong) => wrong.first().map(|one| one.message.key),
        Error::NotFound => Some("import-failed-gone"),
        _ if attempt >= PATIENT_TRIES => Some("import-failed-again"),
        _ => None,
    }
}

/// Notes why an import stands still.
///
/// # Errors
/// The database's.
pub(super) async fn note(app: &App, id: ImportId, why: &'static str) -> Result<(), Error> {
    app.db
        .bulk("import_failed", move |tx| {
            tx.exec(sql!("sql/fail.sql"), params![id, why])?;
            Ok(())
        })
        .await
}

/// Goes on with an import that stands still. The caller has judged the scope.
///
/// # Errors
/// A conflict when it does not.
pub(super) async fn retry(app: &App, id: ImportId, by: PersonId) -> Result<Way, Error> {
    let clock = app.clock.clone();
    let way = app
        .db
        .write("import_retry", move |tx| {
            let way = standing(tx, id)?;
            tx.exec(sql!("sql/fail.sql"), params![id, None::<String>])?;
            queue(tx, &clock, way, id, Some(by))?;
            Ok(way)
        })
        .await?;
    jobs::nudge();
    Ok(way)
}

/// Gives up an import that stands still: what was written of it is taken back.
///
/// # Errors
/// A conflict when it does not, or is being taken back already.
pub(super) async fn take_back(app: &App, id: ImportId, by: PersonId) -> Result<(), Error> {
    let clock = app.clock.clone();
    app.db
        .write("import_take_back", move |tx| {
            let Way::In = standing(tx, id)? else {
                return Err(conflict("import-not-in-this-state"));
            };
            store::step(tx, id, "committing", "undoing", None)?;
            queue(tx, &clock, Way::Back, id, Some(by))?;
            Ok(())
        })
        .await?;
    jobs::nudge();
    Ok(())
}

/// Which way an import was going that stands still.
fn standing(tx: &mut Tx<'_>, id: ImportId) -> Result<Way, Error> {
    let state = store::hold(tx, id)?;
    if store::find(tx, id)?.failure.is_none() {
        return Err(conflict("import-not-in-this-state"));
    }
    match state.as_str() {
        "committing" => Ok(Way::In),
        "undoing" => Ok(Way::Back),
        _ => Err(conflict("import-not-in-this-state")),
    }
}
