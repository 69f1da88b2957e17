//! Closing a test before its time: a row with who and when, and the closer does the rest.

use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::error::Error;

use super::{TestId, store};
use crate::question::store::Author;
use crate::room::Assess;

/// Closes a published test now. Closing it again changes nothing. Gives the moment that holds.
///
/// # Errors
/// [`Error::NotFound`] for a test that is not published; the database's.
pub async fn close(assess: &Assess, author: Author, test: TestId) -> Result<Millis, Error> {
    let live = assess.tests.get(test).await?;
    let at = assess
        .db
        .write("close_test", move |tx| {
            let at = store::close(tx, &author, test)?;
            if at == author.at {
                let entry = Entry::new(at, "test.close", "test")
                    .by(author.by)
                    .on(test.0);
                audit::write(tx, &entry.within(author.path.clone()))?;
            }
            Ok(at)
        })
        .await?;
    live.close(at);
    Ok(at)
}
