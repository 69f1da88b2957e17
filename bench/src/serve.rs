//! The product on a database that the fault harness prepares: another VFS, another durability.
//!
//! `touyan serve` has no such switch on purpose; here its parts are put together again.

use platform::app::{Foundation, Parts, Site};
use platform::assemble::{Assembled, assemble, start};
use platform::clock::Clock;
use platform::crypto::{Hasher, keys_for};
use platform::db::migrate;
use platform::error::{Error, internal};
use platform::jobs::{Scheduler, ground_tasks};

use crate::bare::listen;
use crate::place::OpenArgs;

/// Serves until killed.
///
/// # Errors
/// When the city cannot be opened.
pub async fn city(args: &OpenArgs) -> Result<(), Error> {
    let clock = Clock::system();
    let db = args.open().await?;
    migrate::run(&db, &clock, None).await?;
    let keys = keys_for(&db, &args.data.join("keys"))
        .await
        .map_err(|error| internal(error.to_string()))?;
    let site = Site {
        sample: true,
        ..Site::default()
    };
    let data = args.data.clone();
    let parts = Parts::new(Foundation {
        db,
        clock,
        site,
        data,
        keys,
        hasher: Hasher::new()?,
    })?;
    let Assembled {
        app,
        router,
        started,
        ..
    } = assemble(parts, touyan::wire::modules());
    start(&app, &started).await?;
    let tasks = ground_tasks(&app.db, &app.clock, &app.files);
    let _upkeep = Scheduler::new(app.db.clone(), app.clock.clone(), tasks).start();
    listen(router).await
}
