//! The rules an application goes by, kept in memory.

use std::sync::Arc;

use parking_lot::RwLock;

use super::Rules;
use crate::db::Db;
use crate::error::Error;

/// The rules of this deployment as they were read last; cheap to clone, all clones see the same.
///
/// A server reads them at its start, with each change made on its own pages and every ten seconds,
/// so that a change made on another node holds here soon after.
#[derive(Clone, Debug)]
pub struct InForce(Arc<RwLock<Arc<Rules>>>);

impl InForce {
    /// The rules that came with the binary, until the database is asked.
    ///
    /// # Errors
    /// As [`Rules::load`].
    pub fn built_in() -> Result<Self, Error> {
        Ok(Self(Arc::new(RwLock::new(Arc::new(Rules::load()?)))))
    }

    /// The rules as they were read last.
    #[must_use]
    pub fn now(&self) -> Arc<Rules> {
        Arc::clone(&self.0.read())
    }

    /// Reads them again.
    ///
    /// # Errors
    /// As [`Rules::of`]; then what was read before stays.
    pub async fn refresh(&self, db: &Db) -> Result<(), Error> {
        let read = Arc::new(Rules::of(db).await?);
        *self.0.write() = read;
        Ok(())
    }
}
