//! Which version each meeting has, kept for a moment: a hall of phones that asks every other
//! second makes one query a second, and a change made here is told at once.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use platform::app::App;
use platform::clock::Monotonic;
use platform::error::Error;
use tokio::sync::watch;

use crate::meeting::MeetingId;

/// How long a version that was read is believed; another process may have changed it since.
const BELIEVED: Duration = Duration::from_secs(1);
/// Rooms kept at once; more are read anew each time.
const MOST: usize = 4_096;

struct Kept {
    version: watch::Sender<i64>,
    read: Monotonic,
}

/// The versions of the rooms somebody looks at.
#[derive(Default)]
pub struct Hub(Mutex<HashMap<MeetingId, Kept>>);

/// The hub of an application.
#[must_use]
pub fn of(app: &App) -> Arc<Hub> {
    app.rooms.get_or_init(Hub::default)
}

impl Hub {
    /// Tells of a version. A smaller one than is known came late and changes nothing.
    pub fn tell(&self, id: MeetingId, version: i64) {
        let mut kept = self.0.lock();
        if kept.len() >= MOST && !kept.contains_key(&id) {
            kept.retain(|_, one| one.version.receiver_count() > 0);
        }
        let one = kept.entry(id).or_insert_with(|| Kept {
            version: watch::Sender::new(version),
            read: Monotonic::now(),
        });
        one.read = Monotonic::now();
        one.version.send_if_modified(|known| {
            let newer = version > *known;
            *known = version.max(*known);
            newer
        });
    }

    /// Hears of later versions.
    pub fn listen(&self, id: MeetingId) -> Option<watch::Receiver<i64>> {
        self.0.lock().get(&id).map(|one| one.version.subscribe())
    }

    fn believed(&self, id: MeetingId) -> Option<i64> {
        let kept = self.0.lock();
        let one = kept.get(&id).filter(|one| !one.read.older_than(BELIEVED))?;
        Some(*one.version.borrow())
    }
}

/// The version of a room; the caller has judged who asks.
///
/// # Errors
/// The database's.
pub async fn version(app: &App, id: MeetingId) -> Result<i64, Error> {
    let hub = of(app);
    if let Some(version) = hub.believed(id) {
        return Ok(version);
    }
    read_again(app, id).await
}

/// Reads the version anew and tells everybody who listens: after a change made here.
///
/// # Errors
/// The database's.
pub async fn read_again(app: &App, id: MeetingId) -> Result<i64, Error> {
    let version = app
        .db
        .point("meeting_version", move |tx| {
            Ok(super::state(tx, id)?.version)
        })
        .await?;
    of(app).tell(id, version);
    Ok(version)
}
