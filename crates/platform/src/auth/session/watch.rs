//! What other processes changed: each notes whose sessions or account it changed, in the same
//! transaction, and every process looks twice a second whom to forget.
//!
//! So a token can be known for a while without a query, and one that was ended is dead on every
//! node within a second. A process that cannot look believes what it knows for two seconds only.

use std::collections::HashSet;
use std::time::Duration;

use super::cache::Cache;
use super::{SessionId, store};
use crate::app::App;
use crate::clock::Clock;
use crate::error::Error;
use crate::ids::PersonId;
use crate::module::StartHook;

/// How often it looks.
const LOOKS: Duration = Duration::from_millis(500);
/// How far it looks back, in milliseconds: a change may be committed seconds after it was made,
/// and the clocks of two nodes may differ by two.
const BACK_MS: i64 = 15_000;

/// Looks for as long as the process lives.
pub(in crate::auth) fn follow() -> StartHook {
    std::sync::Arc::new(|app: App| {
        Box::pin(async move {
            let mut seen = HashSet::new();
            look(&app, &mut seen).await?;
            tokio::spawn(async move {
                let mut ticks = tokio::time::interval(LOOKS);
                ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
                loop {
                    ticks.tick().await;
                    if let Err(error) = look(&app, &mut seen).await {
                        tracing::debug!(%error, "changes of sessions could not be read");
                    }
                }
            });
            Ok(())
        })
    })
}

/// Forgets whom the changes since the last look name.
async fn look(app: &App, seen: &mut HashSet<SessionId>) -> Result<(), Error> {
    let cache = app.rooms.get_or_init(Cache::default);
    let asked = crate::clock::Monotonic::now();
    let since = Clock::wall().plus_ms(-BACK_MS);
    let changes: Vec<(SessionId, PersonId)> = app
        .db
        .point("session_changes", move |tx| Ok(store::changes(tx, since)?))
        .await?;
    for (_, person) in changes.iter().filter(|(id, _)| !seen.contains(id)) {
        cache.forget(*person);
    }
    *seen = changes.into_iter().map(|(id, _)| id).collect();
    cache.looked(asked);
    Ok(())
}
