//! Seeing a sealed field of an applicant in full: with a reason that is kept.

use org::tree::store::Scope;
use platform::app::App;
use platform::audit;
use platform::error::{Error, invalid};

use super::begin::entry;
use super::{ApplicantId, store};
use org::Act;

/// Reasons to choose from.
pub const REASONS: [&str; 4] = ["identity", "contact", "transfer", "report"];
/// The sealed fields.
pub const FIELDS: [&str; 3] = ["id_number", "mobile", "residence"];

/// The field in full, after it was noted who asked and why. Empty when nothing is known.
///
/// # Errors
/// Outside the scope; a field error without a reason or for another field.
pub async fn unmask(
    app: &App,
    scope: Scope,
    id: ApplicantId,
    (field, reason): (String, String),
) -> Result<Option<String>, Error> {
    let clock = app.clock.clone();
    let name = field.clone();
    let sealed = app
        .db
        .write("unmask_applicant", move |tx| {
            let of = store::find_scoped(tx, scope, id)?;
            if !REASONS.contains(&reason.as_str()) || !FIELDS.contains(&name.as_str()) {
                return Err(invalid("reason", "error-reason-missing"));
            }
            let act = Act {
                scope,
                clock: clock.clone(),
            };
            let entry = entry(clock.now(), &act, "applicant.unmask", &of)
                .because(reason.clone())
                .with(serde_json::json!({ "field": name }));
            audit::write(tx, &entry)?;
            Ok(of.sealed)
        })
        .await?;
    let plain = sealed.open(&app.sealer, id)?;
    Ok(match field.as_str() {
        "id_number" => plain.id_number,
        "mobile" => plain.mobile,
        _ => plain.residence,
    })
}
