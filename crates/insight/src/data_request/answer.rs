//! Answering a request for one organisation.

use org::tree::store as orgs;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, conflict};
use platform::ids::OrgId;
use platform::{params, sql};

use super::change::note;
use super::{RequestId, store};
use org::Act;

static VALUES: InsertMany = InsertMany::new(
    "data_request_value",
    &[
        ("request_id", Kind::Id),
        ("org_id", Kind::Id),
        ("no", Kind::Int),
        ("value", Kind::Text),
    ],
    OnConflict::Replace {
        key: &["request_id", "org_id", "no"],
        columns: &["value"],
    },
);

/// Writes an organisation's answer; until the last day it can be given anew.
///
/// # Errors
/// Outside the scope; when the request has ended.
pub fn give(
    tx: &mut Tx<'_>,
    act: &Act,
    id: RequestId,
    unit: OrgId,
    values: &[(i64, String)],
) -> Result<(), Error> {
    store::unit_scoped(tx, act.scope, id, unit)?;
    if !store::find(tx, id)?.open_on(act.scope.today) {
        return Err(conflict("data-request-ended"));
    }
    tx.lock(sql!("sql/hold_unit.sql"), params![id, unit])?;
    let rows: Vec<Vec<Value>> = values
        .iter()
        .map(|(no, value)| {
            vec![
                id.to_value(),
                unit.to_value(),
                no.to_value(),
                value.to_value(),
            ]
        })
        .collect();
    tx.insert_many(&VALUES, &rows)?;
    let row = params![id, unit, act.scope.person, act.clock.now()];
    tx.exec(sql!("sql/answered_by.sql"), row)?;
    let org = orgs::find(tx, unit)?;
    note(tx, act, "data_request.answer", id, &org)
}
