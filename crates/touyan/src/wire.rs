//! From a data folder to an application: the one list of rooms.

use std::path::{Path, PathBuf};

use crate::demo::cards::SampleMark;
use platform::app::{Foundation, Parts, Site};
use platform::assemble::{Assembled, assemble};
use platform::clock::Clock;
use platform::crypto::{Hasher, keys_for};
use platform::db::{Db, Target, migrate};
use platform::error::{Error, internal};
use platform::files::private_folder;
use platform::module::Module;

/// Every room.
#[must_use]
pub fn modules() -> Vec<Module> {
    vec![
        platform::auth::module(),
        crate::demo::cards::module(),
        org::module(),
        members::module(),
        study::module(),
        assess::module(),
        meet::module(),
        grow::module(),
        casework::module(),
        insight::module(),
    ]
}

/// Which database a data folder and a URL mean.
#[must_use]
pub fn target(data: &Path, url: Option<&str>) -> Target {
    url.map_or_else(|| Target::sqlite(data.join("city.db")), Target::postgres)
}

/// What stands in the data folder when the city is a sample.
pub const SAMPLE_MARK: &str = platform::backup::SAMPLE;

/// Opens a city: database, migrations, keys, rooms.
///
/// # Errors
/// When the folder, the database or the keys cannot be opened, in words for the operator.
pub async fn open(data: PathBuf, url: Option<&str>, mut site: Site) -> Result<Assembled, Error> {
    private_folder(&data).map_err(|e| internal(format!("{}: {e}", data.display())))?;
    let clock = Clock::system();
    let db = Db::open(&target(&data, url)).await?;
    // Several machines judge the same deadlines: they go by the one clock they share.
    clock.set(db.time().await?);
    migrate::run(&db, &clock, Some(&data.join("backups"))).await?;
    let keys = keys_for(&db, &data.join("keys"))
        .await
        .map_err(|e| internal(e.to_string()))?;
    if let Some(mark) = SampleMark::read(&data) {
        site.sample = true;
        site.sponsor = mark.sponsor;
        site.operator = mark.operator;
        site.filing_number = mark.filing_number;
    }
    let parts = Parts::new(Foundation {
        db,
        clock,
        site,
        data,
        keys,
        hasher: Hasher::new()?,
    })?;
    Ok(assemble(parts, modules()))
}
