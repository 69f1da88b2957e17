//! The hours of a year that organisers credited to somebody, for the member's own page.

use jiff::civil::date;
use platform::app::App;
use platform::clock::Millis;
use platform::error::Error;
use platform::ids::PersonId;
use platform::module::{BoxFuture, HoursSource};
use platform::{params, sql};

/// Hours of practical skills.
pub struct Credited;

impl HoursSource for Credited {
    fn hours<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        year: i16,
    ) -> BoxFuture<'a, Result<i64, Error>> {
        Box::pin(async move {
            let start = |year| Millis::start_of(date(year, 1, 1));
            let span = (start(year), start(year + 1));
            let (hours,): (i64,) = app
                .db
                .point("hours_of_person", move |tx| {
                    let asked = params![person, span.0, span.1];
                    Ok(tx.one(sql!("sql/hours_of.sql"), asked)?)
                })
                .await?;
            Ok(hours)
        })
    }
}
