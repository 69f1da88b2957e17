//! Small things every page of the room says the same way.

use jiff::civil::Date;
use org::Org;
use org::tree::store::{self, Scope};
use platform::db::Tx;
use platform::error::{Error, FieldError, Message, invalid};
use platform::ids::OrgId;
use platform::web::Cx;
use platform::{params, sql};

/// The scope of the signed-in person for a permission.
///
/// # Errors
/// When nobody is signed in.
pub fn scope(cx: &Cx, permission: &'static str) -> Result<Scope, Error> {
    Ok(Scope {
        person: cx.person()?,
        permission,
        today: cx.app.clock.today(),
    })
}

/// Full years between two days.
#[must_use]
pub fn years_between(from: Date, to: Date) -> i16 {
    let full = to.year() - from.year();
    let reached = (to.month(), to.day()) >= (from.month(), from.day());
    if reached { full } else { full - 1 }
}

/// Full years of Party standing (党龄): from the day of full membership, corrected by months.
#[must_use]
pub fn standing_years(from: Date, to: Date, months: i64) -> i64 {
    let years = i64::from(to.year()) - i64::from(from.year());
    let mut full = years * 12 + i64::from(to.month()) - i64::from(from.month()) + months;
    if to.day() < from.day() {
        full -= 1;
    }
    full.div_euclid(12).max(0)
}

/// Organisations named when what was typed means several.
const MOST_NAMED: usize = 5;

/// The organisation somebody named: by id from a list, or by full name, short name, code or a
/// part of its name when only one holds it. Only within the scope.
///
/// # Errors
/// A field error on `org` when there is none or more than one.
pub fn named_org(tx: &mut Tx<'_>, scope: Scope, typed: &str) -> Result<Org, Error> {
    if typed.is_empty() {
        return Err(invalid("org", "error-required"));
    }
    if let Ok(id) = typed.parse::<OrgId>() {
        return store::find_scoped(tx, scope, id);
    }
    let exact = store::named_scoped(tx, scope, typed)?;
    let full = exact.iter().filter(|org| org.full_name == typed);
    if let [only] = full.collect::<Vec<_>>().as_slice() {
        // A full name wins over others' short names.
        return Ok((*only).clone());
    }
    let found = match exact.is_empty() {
        true => store::search_scoped(tx, scope, typed, "")?,
        false => exact,
    };
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(invalid("org", "member-no-such-org")),
        several => {
            let names: Vec<&str> = several
                .iter()
                .take(MOST_NAMED)
                .map(|org| org.full_name.as_str())
                .collect();
            let message = Message::new("member-several-orgs").with("names", names.join("、"));
            let field = "org".to_owned();
            Err(Error::Invalid(vec![FieldError { field, message }]))
        }
    }
}

/// The branches and groups within the scope by full name, for a field that offers them; none when
/// there are too many to offer.
///
/// # Errors
/// The database's.
pub fn places(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<String>, Error> {
    /// More than this are found by typing.
    const MOST: usize = 300;
    let found: Vec<(String, String)> = tx.all(
        sql!("sql/places.sql"),
        params![scope.person, scope.permission, scope.today],
    )?;
    if found.len() > MOST {
        return Ok(Vec::new());
    }
    Ok(found.into_iter().map(|(_, name)| name).collect())
}

/// A day from a form; today without one.
///
/// # Errors
/// A field error when it is no day.
pub fn day(form: &platform::web::Form, name: &str, today: Date) -> Result<Date, Error> {
    match form.some(name) {
        None => Ok(today),
        Some(text) => text.parse().map_err(|_| invalid(name, "error-date")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn standing_is_corrected_by_months() {
        let (from, to) = (date(1979, 11, 24), date(2026, 11, 23));
        assert_eq!(standing_years(from, to, 0), 46);
        assert_eq!(standing_years(from, to, 1), 47);
        assert_eq!(standing_years(from, to, -12), 45);
        assert_eq!(standing_years(date(2026, 11, 1), to, -600), 0);
    }

    #[test]
    fn a_year_is_full_on_its_day() {
        assert_eq!(years_between(date(1960, 11, 23), date(2026, 11, 22)), 65);
        assert_eq!(years_between(date(1960, 11, 23), date(2026, 11, 23)), 66);
        assert_eq!(years_between(date(2000, 2, 29), date(2026, 2, 28)), 25);
    }
}
