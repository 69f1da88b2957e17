//! Following the stream of records: what indicators count is kept by place and counted by month.
//!
//! Each verb has a cursor of its own, so that one which a new file names is counted from the
//! first record on. A record is counted once: its number is a key.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use platform::app::App;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::Error;
use platform::jobs::{Every, Scheduler, Turns};
use platform::module::{Moved, StartHook};
use platform::record::{Fact, Verb, follow};
use platform::{params, sql, tally};

use super::period::month_of;
use super::recorded;

const INTERVAL: Duration = Duration::from_secs(5);
/// Records looked at in one slice.
const SLICE: u32 = 1_000;

static FACTS: InsertMany = InsertMany::new(
    "indicator_fact",
    &[
        ("seq", Kind::Int),
        ("verb", Kind::Text),
        ("path", Kind::Text),
        ("at", Kind::Int),
        ("object_kind", Kind::Int),
        ("object_id", Kind::Id),
        ("result", Kind::Int),
    ],
    OnConflict::Keep(&["seq"]),
);
static CURSORS: InsertMany = InsertMany::new(
    "setting",
    &[("key", Kind::Text), ("value", Kind::Text)],
    OnConflict::Replace {
        key: &["key"],
        columns: &["value"],
    },
);

/// Starts following.
#[must_use]
pub fn hook() -> StartHook {
    Arc::new(|app: App| {
        Box::pin(async move {
            let all: App = app.clone();
            let task = Every::new("insight.follow", INTERVAL, Turns::OneNode, move || {
                let app = all.clone();
                async move { follow_all(&app).await.map(drop) }
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

/// Counts every record that has come since; says how many were looked at.
///
/// # Errors
/// The database's.
pub async fn follow_all(app: &App) -> Result<usize, Error> {
    let verbs: Vec<&'static Verb> = super::known(app)?
        .iter()
        .filter_map(|one| super::verb(app, one.verb.as_deref()?))
        .collect();
    if verbs.is_empty() {
        return Ok(0);
    }
    let mut looked = 0;
    loop {
        let verbs = verbs.clone();
        let slice = app
            .db
            .bulk("follow_records", move |tx| slice(tx, &verbs))
            .await?;
        if slice == 0 {
            return Ok(looked);
        }
        looked += slice;
    }
}

fn key(verb: &Verb) -> String {
    format!("insight.followed.{}", verb.name)
}

fn slice(tx: &mut Tx<'_>, verbs: &[&'static Verb]) -> Result<usize, Error> {
    // Cursors and counts go together; two who follow at once come one after another.
    tally::hold_tree(tx)?;
    let mut cursors: BTreeMap<&str, i64> = BTreeMap::new();
    for verb in verbs {
        let at: Option<(String,)> = tx.opt(sql!("sql/cursor.sql"), params![key(verb)])?;
        let at = at.and_then(|(text,)| text.parse().ok()).unwrap_or(0);
        cursors.insert(verb.name, at);
    }
    let from = cursors.values().copied().min().unwrap_or(0);
    let facts = follow(tx, from, SLICE)?;
    let Some(last) = facts.last().and_then(|fact| fact.pos) else {
        return Ok(0);
    };
    for fact in &facts {
        let verb = verbs.iter().find(|verb| fact.is(verb));
        let fresh = |verb: &&&'static Verb| fact.pos > cursors.get(verb.name).copied();
        if let Some(verb) = verb.filter(fresh) {
            count(tx, fact, verb)?;
        }
    }
    let rows: Vec<Vec<Value>> = verbs
        .iter()
        .filter(|verb| cursors.get(verb.name).is_some_and(|at| *at < last))
        .map(|verb| vec![key(verb).to_value(), last.to_string().to_value()])
        .collect();
    tx.insert_many(&CURSORS, &rows)?;
    Ok(facts.len())
}

fn count(tx: &mut Tx<'_>, fact: &Fact, verb: &Verb) -> Result<(), Error> {
    tx.lock(sql!("sql/hold_org.sql"), params![fact.org_no])?;
    let place: Option<(String,)> = tx.opt(sql!("sql/path_of.sql"), params![fact.org_no])?;
    let Some((path,)) = place else {
        return Ok(());
    };
    let row = vec![
        fact.seq.to_value(),
        verb.name.to_value(),
        path.to_value(),
        fact.at.to_value(),
        fact.object_kind.to_value(),
        Value::Id(fact.object_id),
        fact.result.to_value(),
    ];
    if tx.insert_many(&FACTS, &[row])? > 0 {
        let month = month_of(fact.at.date());
        tally::add(tx, &path, &recorded(verb.name, &month), 1)?;
    }
    Ok(())
}

/// What was counted moves with its subtree, as its sums do.
///
/// # Errors
/// The database's.
pub fn moved(tx: &mut Tx<'_>, moved: &Moved<'_>) -> Result<(), Error> {
    tx.exec(sql!("sql/move.sql"), params![moved.old, moved.new])?;
    Ok(())
}
