//! Whether the audit log's chain holds: walked on request, and said on the log's page.

use std::time::Duration;

use parking_lot::Mutex;

use crate::app::App;
use crate::audit::{self, Report};
use crate::clock::Millis;
use crate::error::{Error, internal};
use crate::web::respond::go;
use crate::web::{Answer, Cx};

/// How long the page waits for the chain to be walked before it says that it is under way.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the page says of the chain.
pub(super) struct Chain {
    pub(super) holds: bool,
    pub(super) under_way: bool,
    pub(super) words: String,
}

/// What the last walk over the chain found.
#[derive(Default)]
struct Walk(Mutex<State>);

#[derive(Default)]
struct State {
    under_way: bool,
    last: Option<(Millis, Report)>,
}

/// Whether the last walk found a break.
pub(super) fn is_broken(app: &App) -> bool {
    let walk = app.rooms.get::<Walk>();
    walk.is_some_and(|walk| {
        let state = walk.0.lock();
        state
            .last
            .as_ref()
            .is_some_and(|(_, report)| !report.holds())
    })
}

pub(super) fn chain(cx: &Cx) -> Option<Chain> {
    let walk = cx.app.rooms.get::<Walk>()?;
    let state = walk.0.lock();
    if state.under_way {
        let words = cx.t("auth-audit-walking");
        return Some(Chain {
            holds: true,
            under_way: true,
            words,
        });
    }
    let (at, report) = state.last.as_ref()?;
    let at = at.minute_text();
    let words = if report.holds() {
        let args: [(&str, &dyn crate::i18n::Arg); 3] = [
            ("at", &at),
            ("linked", &report.linked),
            ("tail", &report.unsealed),
        ];
        cx.ta("auth-audit-holds", &args)
    } else {
        cx.ta(
            "auth-audit-broken",
            &[("at", &at), ("linked", &report.linked)],
        )
    };
    Some(Chain {
        holds: report.holds(),
        under_way: false,
        words,
    })
}

/// Walks the chain; a long one goes on behind the answer.
///
/// # Errors
/// The database's.
pub async fn verify(cx: Cx) -> Answer {
    let app = cx.app.clone();
    let walk = app.rooms.get_or_init(Walk::default);
    let mine = {
        let mut state = walk.0.lock();
        !std::mem::replace(&mut state.under_way, true)
    };
    if mine {
        let walking = tokio::spawn(walk_chain(app.clone()));
        if let Ok(ended) = tokio::time::timeout(PATIENCE, walking).await {
            ended.map_err(|error| internal(error.to_string()))??;
        }
    }
    go("/ops/audit")
}

async fn walk_chain(app: App) -> Result<(), Error> {
    let found = audit::verify(&app.db, &[]).await;
    let walk = app.rooms.get_or_init(Walk::default);
    let mut state = walk.0.lock();
    state.under_way = false;
    state.last = Some((app.clock.now(), found?));
    Ok(())
}
