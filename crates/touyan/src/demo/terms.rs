//! The present term of every committee and branch, some of them near their end.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use org::term::Term;
use org::term::bulk::insert_batch;
use org::{OrgKind, UnitNature};
use platform::error::{Error, internal};
use platform::ids::OrgId;
use platform::rules::Rules;

use super::stage::Stage;
use super::tree::Planned;

/// Terms written in one transaction.
const SLICE: usize = 2_000;

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let rules = stage.app.rules.now();
    let today = stage.now.date();
    let mut terms = Vec::new();
    for (number, org) in (0_i64..).zip(&stage.tree.orgs) {
        // A few were never registered.
        if number % 37 == 11 {
            continue;
        }
        if let Some(years) = years(&rules, org, today)? {
            terms.push((org.id, term(number, years, today)?));
        }
    }
    for slice in terms.chunks(SLICE) {
        let slice: Vec<(OrgId, Term)> = slice.to_vec();
        stage
            .app
            .db
            .write("sample_terms", move |tx| insert_batch(tx, &slice))
            .await?;
    }
    Ok(())
}

/// How long a term lasts; none for what has no elected committee.
fn years(rules: &Rules, org: &Planned, day: Date) -> Result<Option<i64>, Error> {
    let key = match (org.kind, org.nature) {
        (OrgKind::PrimaryCommittee, _) => "term.committee_years",
        (OrgKind::GeneralBranch | OrgKind::Branch | OrgKind::JointBranch, nature) => match nature {
            UnitNature::Village | UnitNature::Community => "term.village_years",
            _ => "term.branch_years",
        },
        _ => return Ok(None),
    };
    rules.int(key, day).map(Some)
}

/// A term that began some time ago; every sixth ends within half a year, and a few have ended.
fn term(number: i64, years: i64, today: Date) -> Result<Term, Error> {
    let days = years * 365;
    let ago = match number % 6 {
        _ if number % 13 == 7 => days + 15 + number % 60,
        0 => days - 30 - number * 7 % 150,
        _ => 60 + number * 131 % (days - 400),
    };
    let whole = Span::new().years(years);
    let starts_on = today
        .checked_sub(ago.days())
        .map_err(|error| internal(error.to_string()))?;
    Ok(Term {
        number: 2 + number * 5 % 9,
        starts_on,
        ends_on: starts_on
            .checked_add(whole)
            .map_err(|error| internal(error.to_string()))?,
        years,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_has_begun_and_few_have_ended() {
        let today = jiff::civil::date(2026, 11, 23);
        for number in 0..500 {
            for years in [3, 5] {
                let term = term(number, years, today).expect("a term");
                let over = number % 13 == 7;
                assert!(
                    term.starts_on < today && (today < term.ends_on) != over,
                    "{number} {term:?}"
                );
            }
        }
    }
}
