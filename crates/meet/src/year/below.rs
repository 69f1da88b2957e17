//! The year of every branch below a committee, a page of branches at a time: done, due, late by kind,
//! from the computation of the branch's own page.

use jiff::civil::Date;
use org::{Org, OrgKind, OrgPath};
use platform::db::Tx;
use platform::error::Error;
use platform::ids::OrgId;
use platform::rules::Rules;
use platform::{params, sql};

use super::{Row, Standing, groups, of_org};
use crate::meeting::Kind;

/// Branches a page holds; one more is asked for to know whether there are more.
pub const LINES: usize = 50;

/// The kinds of the table, in its order; meetings of groups stand behind them.
pub const KINDS: [Kind; 6] = [
    Kind::GeneralAssembly,
    Kind::BranchCommittee,
    Kind::PartyLecture,
    Kind::ThemeDay,
    Kind::OrgLifeMeeting,
    Kind::MemberAppraisal,
];

/// How a kind stands over the year so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Periods in which it was held.
    pub held: usize,
    /// Periods that have begun.
    pub begun: usize,
    /// Periods that passed without it.
    pub late: usize,
    /// Whether the running period is still without it.
    pub due: bool,
}

impl Sum {
    /// Of a row of the branch's year.
    #[must_use]
    pub fn of(row: &Row, year: i16, today: Date) -> Self {
        let mut sum = Self::default();
        for period in &row.periods {
            let over = (year, period.to) < (today.year(), today.month());
            let begun = (year, period.from) <= (today.year(), today.month());
            let held = matches!(period.standing, Standing::Held(..));
            sum.begun += usize::from(begun);
            sum.held += usize::from(held);
            sum.late += usize::from(over && !held);
            sum.due |= begun && !over && !held;
        }
        sum
    }

    /// Of the months in which all groups of a branch met.
    fn of_groups((groups, met): &(usize, Vec<i64>), year: i16, today: Date) -> Option<Self> {
        if *groups == 0 {
            return None;
        }
        let mut sum = Self::default();
        for (month, met) in (1_i8..).zip(met) {
            let over = (year, month) < (today.year(), today.month());
            let begun = (year, month) <= (today.year(), today.month());
            let held = usize::try_from(*met).unwrap_or(0) >= *groups;
            sum.begun += usize::from(begun);
            sum.held += usize::from(held);
            sum.late += usize::from(over && !held);
            sum.due |= begun && !over && !held;
        }
        Some(sum)
    }
}

/// A branch of the table.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Which.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// By kind, as [`KINDS`]; nothing for what it does not hold.
    pub sums: Vec<Option<Sum>>,
}

/// A page of the branches at or below an organisation after a place, and where it goes on.
///
/// # Errors
/// The database's; when a rule is missing.
pub fn page(
    tx: &mut Tx<'_>,
    rules: &Rules,
    org: &Org,
    after: &str,
    (year, today): (i16, Date),
) -> Result<(Vec<Branch>, Option<String>), Error> {
    let range = params![org.path, org.path.end(), after];
    let mut found: Vec<(OrgId, String, OrgKind, OrgPath)> =
        tx.all(sql!("sql/branches_page.sql"), range)?;
    let more = found.len() > LINES;
    found.truncate(LINES);
    let next = found.last().filter(|_| more);
    let next = next.map(|last| last.3.to_string());
    let mut branches = Vec::with_capacity(found.len());
    for (id, name, kind, _) in found {
        let holds = Kind::of_org(kind);
        let rows = of_org(tx, rules, id, &KINDS, (year, today))?;
        let mut sums: Vec<Option<Sum>> = rows
            .iter()
            .map(|row| holds.contains(&row.kind).then(|| Sum::of(row, year, today)))
            .collect();
        sums.push(Sum::of_groups(&groups(tx, id, year)?, year, today));
        branches.push(Branch { id, name, sums });
    }
    Ok((branches, next))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::meeting::MeetingId;
    use crate::year::Period;

    #[test]
    fn what_passed_is_late_and_what_runs_is_due() {
        let period = |from, standing| Period {
            from,
            to: from + 2,
            standing,
            times: 0,
        };
        let held = || Standing::Held(date(2026, 2, 3), MeetingId([1; 16]));
        let row = Row {
            kind: Kind::GeneralAssembly,
            months: 3,
            periods: vec![
                period(1, held()),
                period(4, Standing::NotYet),
                period(7, Standing::NotYet),
                period(10, Standing::Ahead),
            ],
        };
        let sum = Sum::of(&row, 2026, date(2026, 9, 30));
        assert_eq!((sum.held, sum.begun, sum.late, sum.due), (1, 3, 1, true));
        let sum = Sum::of(&row, 2026, date(2027, 1, 1));
        assert_eq!((sum.held, sum.begun, sum.late, sum.due), (1, 4, 3, false));
        let months = (2, vec![2, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let sum = Sum::of_groups(&months, 2026, date(2026, 4, 1)).expect("groups");
        assert_eq!((sum.held, sum.begun, sum.late, sum.due), (2, 4, 1, true));
        assert_eq!(
            Sum::of_groups(&(0, Vec::new()), 2026, date(2026, 4, 1)),
            None
        );
    }
}
