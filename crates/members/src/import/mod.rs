//! Rosters on their way in (党员名册导入): staged, looked at, taken in whole, undone whole.
//!
//! Always true: the rows of a file are staged sealed under one import; nothing of it is seen
//! before its last row is written, because the one row in `roster_hidden` hides its members until
//! then; every step can be taken again after a crash. A roster enters members and updates those
//! of its branches; it moves nobody and leaves alone what the file leaves empty.

mod branches;
mod changes;
mod commit;
mod decide;
pub mod desk;
mod failed;
pub mod pages;
mod prepare;
pub mod run;
pub mod show;
mod stage;
mod staged;
mod store;
mod undo;
mod upkeep;
mod work;
mod write;

use std::ops::Range;
use std::sync::Arc;

use platform::clock::Millis;
use platform::db::{Db, Tx};
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::{from_row, typed_id};

pub use commit::commit;
pub use stage::{Request, stage};
use store::cancel_now;
pub use store::{Tally, cancel};
pub use undo::undo;
pub use upkeep::{let_go, start};
pub use work::{go_on, taking_back, taking_in};

typed_id!(
    /// An import of a roster.
    ImportId
);

/// Rows written in one transaction: about ten milliseconds on the writer's thread beside people
/// who write, more when nobody else does, because pages that many rows share are written once.
fn rows_a_slice(db: &Db) -> usize {
    if db.is_shared() { 50 } else { 1_000 }
}

/// Writes `count` rows in slices, behind everybody's work. All slices are queued at once, so that
/// those between which nobody comes share a COMMIT; one that fails takes no other with it.
async fn in_slices(
    db: &Db,
    count: usize,
    name: &'static str,
    write: impl Fn(&mut Tx<'_>, Range<usize>) -> Result<(), Error> + Send + Sync + 'static,
) -> Result<(), Error> {
    let (step, write) = (rows_a_slice(db), Arc::new(write));
    let slices = (0..count).step_by(step).map(|start| {
        let (write, slice) = (Arc::clone(&write), start..(start + step).min(count));
        db.bulk(name, move |tx| write(tx, slice.clone()))
    });
    let done = futures_util::future::join_all(slices).await;
    done.into_iter().collect()
}

/// An import as lists and its own page show it.
#[derive(Clone, Debug)]
pub struct Import {
    /// Which.
    pub id: ImportId,
    /// Below which organisation branches are looked for.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// The file's name on the sender's machine.
    pub file_name: String,
    /// How far it is: a code of the table's CHECK.
    pub state: String,
    /// Whether branches that are missing are created.
    pub create_orgs: bool,
    /// Who brought it; none from the command line.
    pub created_by: Option<PersonId>,
    /// Their name.
    pub created_by_name: Option<String>,
    /// When.
    pub created_at: Millis,
    /// When it was taken in, cancelled or undone.
    pub ended_at: Option<Millis>,
    /// Why it stands still: a key of the word list.
    pub failure: Option<String>,
}
from_row!(Import {
    id,
    org,
    org_name,
    file_name,
    state,
    create_orgs,
    created_by,
    created_by_name,
    created_at,
    ended_at,
    failure
});
