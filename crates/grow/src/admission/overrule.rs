//! A block falls for one applicant when one person asks with a reason and another, at a committee
//! above the branch, agrees.

use platform::audit;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::{params, sql};

use super::begin::entry;
use super::machine::Block;
use super::{ApplicantId, OverrideId, store};
use org::Act;

/// Asks that a block shall not hold.
///
/// # Errors
/// Outside the scope; for a block that never falls; a conflict when it was asked already.
pub fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ApplicantId,
    (step, block): (u8, Block),
    reason: &str,
) -> Result<OverrideId, Error> {
    let found = store::find_scoped(tx, act.scope, id)?;
    let of = store::hold(tx, found.id)?;
    if !block.may_fall() {
        return Err(invalid("block", "admission-block-never-falls"));
    }
    let open = store::overrides(tx, id)?;
    let stands = |one: &super::Override| {
        one.step == step && one.block == block.code() && one.confirmed != Some(false)
    };
    if open.iter().any(stands) {
        return Err(conflict("admission-override-asked"));
    }
    let new = OverrideId::fresh(&act.clock);
    let row = params![
        new,
        id,
        i64::from(step),
        block.code(),
        reason,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert_override.sql"), row)?;
    let entry = entry(act.clock.now(), act, "applicant.override_ask", &of);
    audit::write(tx, &entry.because(reason))?;
    Ok(new)
}

/// Agrees, or does not.
///
/// # Errors
/// Outside the scope; a conflict for whoever asked, for whoever does not act above the branch, and
/// when it was decided already.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: OverrideId,
    confirmed: bool,
    words: &str,
) -> Result<ApplicantId, Error> {
    let found = store::an_override(tx, id)?;
    let of = store::find_scoped(tx, act.scope, found.applicant)?;
    if found.asker == act.scope.person {
        return Err(conflict("admission-second-person"));
    }
    if !store::is_above(tx, act.scope, of.org, false)? {
        return Err(conflict("admission-override-above"));
    }
    let row = params![
        id,
        i64::from(confirmed),
        words,
        act.scope.person,
        act.clock.now()
    ];
    if tx.exec(sql!("sql/decide_override.sql"), row)? == 0 {
        return Err(conflict("admission-override-decided"));
    }
    let entry = entry(act.clock.now(), act, "applicant.override_decide", &of);
    let detail = serde_json::json!({ "confirmed": confirmed });
    audit::write(tx, &entry.because(words).with(detail))?;
    Ok(of.id)
}
