//! How many of an audience belong at an organisation, and at each of those directly below it.

use std::collections::HashMap;

use jiff::civil::Date;
use platform::db::{DbError, ToValue as _, Tx};
use platform::{params, sql, tally};

use super::{Audience, AudienceKind};

/// Down to this depth of the tree (a city and its districts), secretaries are looked up by their
/// duties instead of among all members.
const HIGH: usize = 2 * tally::LEVEL;

/// Members at home who are meant, at an organisation and in parts of it.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    /// At the organisation with everything below it.
    pub whole: i64,
    /// Of these, at each of the paths asked for.
    pub units: HashMap<String, i64>,
}

/// Counts those meant at a path and below it, and at `units`, which stand directly below it.
/// Everybody and the kinds that records say stand ready; young, floating and secretaries are looked
/// up, which in a large city takes longer than a page may: see [`is_ready`].
///
/// # Errors
/// The database's.
pub fn at_home(
    tx: &mut Tx<'_>,
    audience: &Audience,
    path: &str,
    units: &[&str],
    today: Date,
) -> Result<Meant, DbError> {
    if let Some(ready) = audience.kinds.tallies() {
        let mut sum = |path: &str| -> Result<i64, DbError> {
            ready.iter().map(|one| tally::value(tx, path, one)).sum()
        };
        return Ok(Meant {
            whole: sum(path)?,
            units: units
                .iter()
                .map(|unit| Ok(((*unit).to_owned(), sum(unit)?)))
                .collect::<Result<_, DbError>>()?,
        });
    }
    let rows = looked_up(tx, audience, path, today)?;
    let parts: HashMap<&str, i64> = rows.iter().map(|row| (row.0.as_str(), row.1)).collect();
    Ok(Meant {
        whole: parts.values().sum(),
        units: units
            .iter()
            .map(|unit| ((*unit).to_owned(), parts.get(unit).copied().unwrap_or(0)))
            .collect(),
    })
}

/// Counts by the path one level further down; of those at the path itself, by that.
fn looked_up(
    tx: &mut Tx<'_>,
    audience: &Audience,
    path: &str,
    today: Date,
) -> Result<Vec<(String, i64)>, DbError> {
    let end = tally::end_of(path);
    let level = i64::try_from(path.len() + tally::LEVEL).unwrap_or(i64::MAX);
    let only = audience.kinds.named() == [AudienceKind::Secretary];
    if only && path.len() <= HIGH {
        return tx.all(sql!("secretaries.sql"), params![path, end, today, level]);
    }
    let mut params = params![path, end, today].to_vec();
    params.extend(audience.kind_params(today));
    params.push(level.to_value());
    tx.all(sql!("at_home.sql"), &params)
}

/// Whether the count of an audience is read rather than looked up.
#[must_use]
pub fn is_ready(audience: &Audience) -> bool {
    audience.kinds.tallies().is_some()
}
