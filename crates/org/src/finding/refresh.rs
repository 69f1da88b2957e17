//! Looking at organisations again: one after a change, all of them every ten minutes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use platform::app::App;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::OrgId;
use platform::jobs::{Every, Scheduler, Turns};
use platform::module::StartHook;

use super::{Finding, Limits, judge, store};
use crate::grid;
use crate::tree::store::hold;

/// How often every organisation is looked at: sizes change with each member who comes or goes.
const INTERVAL: Duration = Duration::from_secs(600);
/// Organisations that are written in one slice.
const SLICE: usize = 25;

/// Starts looking.
#[must_use]
pub fn hook() -> StartHook {
    Arc::new(|app: App| {
        Box::pin(async move {
            let all: App = app.clone();
            let task = Every::new("findings.look", INTERVAL, Turns::OneNode, move || {
                let app = all.clone();
                async move { refresh_all(&app).await.map(drop) }
            });
            let handle = Scheduler::new(app.db.clone(), app.clock.clone(), vec![task]).start();
            app.rooms.get_or_init(|| Running(handle));
            Ok(())
        })
    })
}

/// Holds the scheduler for as long as the application lives.
struct Running(
    #[expect(dead_code, reason = "dropping it ends the scheduler")] tokio::sync::watch::Sender<()>,
);

/// Looks at one organisation again, in the operation that changed it.
///
/// # Errors
/// The database's.
pub fn refresh(tx: &mut Tx<'_>, org: OrgId, limits: &Limits, today: Date) -> Result<(), Error> {
    let org = hold(tx, org)?;
    let Some(unit) = store::unit(tx, org.id, today)? else {
        return Ok(());
    };
    let mut found = judge(&unit, limits, today)?;
    found.sort_unstable_by_key(|one| one.code.code());
    if store::of_org(tx, org.id)? != found {
        store::replace(tx, org.id, &org.path, &found)?;
    }
    Ok(())
}

/// Looks at every organisation; says about how many something changed.
///
/// # Errors
/// The database's.
pub async fn refresh_all(app: &App) -> Result<usize, Error> {
    let today = app.clock.today();
    let limits = Limits::on(&app.rules.now(), today)?;
    let (mut after, mut changed) = (String::new(), 0);
    loop {
        let (from, known) = (after.clone(), limits.clone());
        let (last, differing) = app
            .db
            .read("org_findings", move |tx| slice(tx, &from, &known, today))
            .await?;
        for part in differing.chunks(SLICE) {
            let (part, known) = (part.to_vec(), limits.clone());
            changed += part.len();
            app.db
                .bulk("refresh_findings", move |tx| {
                    for org in part.iter().collect::<BTreeSet<_>>() {
                        refresh(tx, *org, &known, today)?;
                    }
                    Ok(())
                })
                .await?;
        }
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    // The rule of the usual size may have changed.
    grid::change::flag_again(app, limits.grid_households()).await?;
    Ok(changed)
}

/// Organisations of a slice of whom something else is found now, and where the next one begins.
fn slice(
    tx: &mut Tx<'_>,
    after: &str,
    limits: &Limits,
    today: Date,
) -> Result<(Option<String>, Vec<OrgId>), Error> {
    let units = store::units(tx, after, today)?;
    let Some(last) = units.last().map(|unit| unit.path.to_string()) else {
        return Ok((None, Vec::new()));
    };
    let mut known: BTreeMap<OrgId, Vec<Finding>> = BTreeMap::new();
    for (org, code, number, day) in store::all_of(tx, after, &last)? {
        known
            .entry(org)
            .or_default()
            .push(Finding { code, number, day });
    }
    let mut differing = Vec::new();
    for unit in &units {
        let mut found = judge(unit, limits, today)?;
        found.sort_unstable_by_key(|one| one.code.code());
        if known.get(&unit.id).map_or(&[][..], Vec::as_slice) != found {
            differing.push(unit.id);
        }
    }
    Ok((Some(last), differing))
}
