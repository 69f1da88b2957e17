//! What imports need when nobody looks: going on after a crash, and letting go of their papers.

use std::time::Duration;

use platform::app::App;
use platform::clock::{MINUTE_MS, Millis};
use platform::error::Error;
use platform::jobs::{Every, Scheduler, Turns};
use platform::module::BoxFuture;
use platform::rules::Rules;
use platform::{params, sql};
use tokio::sync::watch;

use super::{ImportId, work};

/// How often it is looked.
const HOURLY: Duration = Duration::from_secs(3600);
/// A file whose check died is given up after so long, in minutes.
const CHECKED_BY: i64 = 60;
/// Rows let go in one transaction.
const SLICE: i64 = 500;

/// Keeps the periodic work running as long as the application.
struct Running(#[expect(dead_code, reason = "dropping it ends the work")] watch::Sender<()>);

/// Goes on with what a crash interrupted, and looks after the papers every hour.
pub fn start(app: App) -> BoxFuture<'static, Result<(), Error>> {
    Box::pin(async move {
        work::go_on(&app).await?;
        let (db, clock) = (app.db.clone(), app.clock.clone());
        app.rooms.get_or_init(move || {
            let (of_db, of_clock) = (db.clone(), clock.clone());
            let letting_go = move || let_go(of_db.clone(), of_clock.now());
            let task = Every::new("import_papers", HOURLY, Turns::OneNode, letting_go);
            Running(Scheduler::new(db, clock, vec![task]).start())
        });
        Ok(())
    })
}

/// Removes the rows of imports that ended long ago, and gives up checks that died.
///
/// # Errors
/// The database's.
pub async fn let_go(db: platform::db::Db, now: Millis) -> Result<(), Error> {
    let dead = now.plus_ms(-CHECKED_BY * MINUTE_MS);
    db.bulk("import_dead", move |tx| {
        Ok(tx.exec(sql!("sql/give_up.sql"), params![dead, now])?)
    })
    .await?;
    let rules = Rules::of(&db).await?;
    let days = rules.int("members.import_rows_kept_days", now.date())?;
    let before = now.plus_days(-days);
    loop {
        let left = db
            .bulk("import_let_go", move |tx| {
                let oldest: Option<(ImportId,)> =
                    tx.opt(sql!("sql/papers_of.sql"), params![before])?;
                if let Some((id,)) = oldest {
                    tx.exec(sql!("sql/let_go.sql"), params![id, SLICE])?;
                }
                Ok(oldest.is_some())
            })
            .await?;
        if !left {
            return Ok(());
        }
    }
}
