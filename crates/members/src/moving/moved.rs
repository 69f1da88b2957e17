//! Stays, lost contacts, stations and transfers follow their organisation when it moves.

use platform::db::Tx;
use platform::error::Error;
use platform::module::Moved;
use platform::{params, sql};

/// Lets the paths kept here follow a subtree, in the transaction that moves it.
///
/// # Errors
/// The database's.
pub fn moved(tx: &mut Tx<'_>, subtree: &Moved<'_>) -> Result<(), Error> {
    let paths = params![subtree.old, subtree.new];
    for statement in [
        sql!("sql/move_homes.sql"),
        sql!("sql/move_hosts.sql"),
        sql!("sql/move_lost.sql"),
        sql!("sql/move_stations.sql"),
        sql!("sql/move_senders.sql"),
        sql!("sql/move_receivers.sql"),
    ] {
        tx.exec(statement, paths)?;
    }
    Ok(())
}
