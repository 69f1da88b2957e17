//! What happens to requests by and by: nobody judged one in time, a telephone number is forgotten.

use std::time::Duration;

use platform::app::App;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::jobs::{Every, Scheduler, Turns};
use platform::module::BoxFuture;
use platform::{params, sql};
use tokio::sync::watch;

use super::rules::{Rules, rules};
use super::{counts, handle};
use crate::matter::change::{self, Note};
use crate::matter::machine::{State, Step};
use crate::matter::{MatterId, store as matters};

/// How often it is looked for.
const EVERY: Duration = Duration::from_secs(300);

/// Keeps the periodic work running as long as the application.
struct Running(#[expect(dead_code, reason = "dropping it ends the work")] watch::Sender<()>);

/// Begins to look from time to time.
///
/// # Errors
/// Never; the signature is the registry's.
pub fn start(app: App) -> BoxFuture<'static, Result<(), Error>> {
    Box::pin(async move {
        let work = app.clone();
        let task = Every::new("requests.later", EVERY, Turns::OneNode, move || {
            let app = work.clone();
            async move { by_and_by(&app).await }
        });
        let running = Scheduler::new(app.db.clone(), app.clock.clone(), vec![task]).start();
        app.rooms.get_or_init(|| Running(running));
        Ok(())
    })
}

/// Does everything that is due now.
///
/// # Errors
/// The database's.
pub async fn by_and_by(app: &App) -> Result<(), Error> {
    let (rules, now) = (rules(app)?, app.clock.now());
    while app
        .db
        .bulk("lapse_requests", move |tx| lapse(tx, &rules, now))
        .await?
        > 0
    {}
    while app
        .db
        .bulk("forget_phones", move |tx| {
            Ok(tx.exec(sql!("sql/forget_phones.sql"), params![now])?)
        })
        .await?
        > 0
    {}
    Ok(())
}

/// Requests whose verdict was waited for long enough; how many there were.
///
/// # Errors
/// The database's.
pub fn lapse(tx: &mut Tx<'_>, rules: &Rules, now: Millis) -> Result<u64, Error> {
    let due: Vec<(MatterId,)> = tx.all(sql!("sql/lapsing.sql"), params![now])?;
    let mut lapsed = 0;
    for (id,) in due {
        let matter = matters::hold(tx, id, &[])?;
        if matter.state() != State::Answered {
            continue;
        }
        let noted = Note::new("unconfirmed", None, "");
        let saved = counts::around(tx, id, |tx| {
            change::step(tx, &matter, Step::Lapse, &rules.terms, (&noted, now))
        })?;
        handle::ended(tx, &saved, rules)?;
        change::audited(tx, "request.unconfirmed", id, None, &matter.path, now)?;
        lapsed += 1;
    }
    Ok(lapsed)
}
