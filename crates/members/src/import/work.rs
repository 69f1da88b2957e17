//! The durable part of an import: the decision queues a job in its own transaction, so that a
//! roster is taken in or back even if the process dies now; the operator sees one that cannot go on.

use std::sync::Arc;
use std::time::Duration;

use platform::app::App;
use platform::clock::Clock;
use platform::db::{DbError, Tx};
use platform::error::Error;
use platform::ids::PersonId;
use platform::jobs::{self, Context, Done, Handler, NewJob};
use platform::module::BoxFuture;
use platform::sql;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ImportId, commit, failed, store, undo};

/// How often a waiting page looks whether the work is done.
const LOOK: Duration = Duration::from_millis(40);

/// What a job of an import holds.
#[derive(Serialize, Deserialize)]
struct Payload {
    import: ImportId,
    by: Option<PersonId>,
}

/// Which way an import goes.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// Its rows become members.
    In,
    /// Its members go again.
    Back,
}

impl Way {
    const fn kind(self) -> &'static str {
        match self {
            Self::In => "roster.take_in",
            Self::Back => "roster.take_back",
        }
    }

    /// What is said when it is done.
    pub(super) const fn said(self) -> &'static str {
        match self {
            Self::In => "flash-import-done",
            Self::Back => "flash-import-undone",
        }
    }

    /// The state while the work goes on.
    const fn state(self) -> &'static str {
        match self {
            Self::In => "committing",
            Self::Back => "undoing",
        }
    }
}

/// Decides and queues the work, together. The caller has judged the scope.
///
/// # Errors
/// A conflict when the import does not wait for this decision.
pub(super) async fn decide(
    app: &App,
    way: Way,
    id: ImportId,
    by: Option<PersonId>,
) -> Result<(), Error> {
    let clock = app.clock.clone();
    app.db
        .write("import_decide", move |tx| {
            match way {
                Way::In => commit::begin(tx, id)?,
                Way::Back => undo::begin(tx, id)?,
            }
            Ok(queue(tx, &clock, way, id, by)?)
        })
        .await?;
    jobs::nudge();
    Ok(())
}

/// Waits until the work is done, but not for ever; false when it still goes on or stands still.
///
/// # Errors
/// The database's.
pub(super) async fn is_done(
    app: &App,
    way: Way,
    id: ImportId,
    patience: Duration,
) -> Result<bool, Error> {
    let done = async {
        loop {
            let import = app.db.point("import_state", move |tx| store::find(tx, id));
            let import = import.await?;
            if import.state != way.state() {
                return Ok(true);
            }
            if import.failure.is_some() {
                return Ok(false);
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    match tokio::time::timeout(patience, done).await {
        Ok(done) => done,
        Err(_) => Ok(false),
    }
}

/// Queues the work of every import that was interrupted and has no job: one that the command line
/// began, say.
///
/// # Errors
/// The database's.
pub async fn go_on(app: &App) -> Result<(), Error> {
    let clock = app.clock.clone();
    app.db
        .write("import_go_on", move |tx| {
            let waiting: Vec<(ImportId, String, Option<PersonId>)> =
                tx.all(sql!("sql/interrupted.sql"), &[])?;
            for (id, state, by) in waiting {
                let way = match state.as_str() {
                    "committing" => Way::In,
                    _ => Way::Back,
                };
                queue(tx, &clock, way, id, by)?;
            }
            Ok(())
        })
        .await?;
    jobs::nudge();
    Ok(())
}

pub(super) fn queue(
    tx: &mut Tx<'_>,
    clock: &Clock,
    way: Way,
    import: ImportId,
    by: Option<PersonId>,
) -> Result<(), DbError> {
    let payload = serde_json::json!({ "import": import, "by": by });
    if jobs::is_pending(tx, way.kind(), &payload)? {
        return Ok(());
    }
    jobs::enqueue(tx, clock, &NewJob::new(way.kind(), payload))
}

/// Does the work of one way.
struct Work {
    app: App,
    way: Way,
}

/// Who takes rosters in.
pub fn taking_in(app: App) -> Arc<dyn Handler> {
    Arc::new(Work { app, way: Way::In })
}

/// Who takes rosters back.
pub fn taking_back(app: App) -> Arc<dyn Handler> {
    let way = Way::Back;
    Arc::new(Work { app, way })
}

impl Handler for Work {
    fn kind(&self) -> &'static str {
        self.way.kind()
    }

    fn run(&self, cx: Context, payload: Value) -> BoxFuture<'_, Result<Done, Error>> {
        Box::pin(async move {
            let Payload { import, by } = serde_json::from_value(payload)
                .map_err(|error| platform::error::internal(error.to_string()))?;
            let found = self
                .app
                .db
                .point("import_state", move |tx| store::find(tx, import));
            // A job may run twice; what is done already stays as it is.
            let found = found.await?;
            if found.state == self.way.state() && found.failure.is_none() {
                let gone_on = match self.way {
                    Way::In => commit::resume(&self.app, import, by).await,
                    Way::Back => undo::resume(&self.app, import, by).await,
                };
                if let Err(error) = gone_on {
                    let Some(why) = failed::words(&error, cx.attempt) else {
                        return Err(error);
                    };
                    tracing::warn!(%error, "an import stands still");
                    failed::note(&self.app, import, why).await?;
                }
            }
            Ok(Done::Finished)
        })
    }
}
