//! The one count that reaches a branch: how many have not finished, some days after the date.
//!
//! It is taken as of a fixed moment, so that nobody learns who finished by looking twice; it shows
//! nothing unless both groups, those who finished and those who did not, are ten people or more;
//! and it is the branch's own: a duty further up sees none.

use jiff::ToSpan as _;
use jiff::civil::Date;
use org::tree::store::Scope;
use platform::clock::Millis;
use platform::db::{DbError, ToValue as _, Tx};
use platform::ids::OrgId;
use platform::{params, sql};

use super::Plan;
use crate::rules::Rules;

/// What a branch sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// It is taken on this day.
    NotYet(Date),
    /// Fewer people than may be shown.
    TooFew,
    /// Numbers of people.
    Shown {
        /// For whom the plan is.
        meant: i64,
        /// Of these, not finished at the moment of counting.
        late: i64,
    },
}

/// The count of a branch.
#[derive(Clone, Debug)]
pub struct BranchCount {
    /// The branch's short name.
    pub branch: String,
    /// Its count.
    pub count: Count,
}

/// The day on which a plan is counted.
#[must_use]
pub fn counted_on(rules: &Rules, due_on: Date) -> Date {
    due_on
        .checked_add(rules.branch_count_days.days())
        .unwrap_or(due_on)
}

/// The counts of the branches at which somebody holds the duty itself, as far as the plan is meant
/// for them.
///
/// # Errors
/// The database's.
pub fn of_branches(
    tx: &mut Tx<'_>,
    rules: &Rules,
    scope: Scope,
    plan: &Plan,
) -> Result<Vec<BranchCount>, DbError> {
    let branches: Vec<(OrgId, String, String)> = tx.all(
        sql!("sql/branches.sql"),
        params![scope.person, scope.permission, scope.today],
    )?;
    let mut counts = Vec::new();
    for (_, branch, path) in branches {
        let meant_here =
            path.starts_with(&plan.audience_path) || plan.audience_path.starts_with(&path);
        if meant_here {
            counts.push(BranchCount {
                branch,
                count: of_branch(tx, rules, scope, plan, &path)?,
            });
        }
    }
    Ok(counts)
}

fn of_branch(
    tx: &mut Tx<'_>,
    rules: &Rules,
    scope: Scope,
    plan: &Plan,
    path: &str,
) -> Result<Count, DbError> {
    let day = counted_on(rules, plan.due_on);
    if scope.today < day {
        return Ok(Count::NotYet(day));
    }
    let mut params = params![
        scope.person,
        scope.permission,
        scope.today,
        plan.course_id,
        Millis::start_of(day),
        path,
        format!("{path}~"),
        day
    ]
    .to_vec();
    params.extend(plan.audience().kind_params(day));
    params.push(plan.audience_path.to_value());
    let (meant, finished): (i64, i64) = tx.one(sql!("sql/branch_count.sql"), &params)?;
    Ok(shown(rules.smallest_group, meant, finished))
}

/// Both groups must be large enough: from one and the sum the other would follow.
fn shown(least: i64, meant: i64, finished: i64) -> Count {
    let late = meant - finished;
    if finished < least || late < least {
        Count::TooFew
    } else {
        Count::Shown { meant, late }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_group_can_be_reckoned_when_one_is_small() {
        for (meant, finished) in [
            (0, 0),
            (9, 0),
            (30, 30),
            (30, 0),
            (30, 21),
            (30, 9),
            (19, 10),
        ] {
            assert_eq!(
                shown(10, meant, finished),
                Count::TooFew,
                "{meant} {finished}"
            );
        }
        assert_eq!(
            shown(10, 30, 20),
            Count::Shown {
                meant: 30,
                late: 10
            }
        );
        assert_eq!(
            shown(10, 20, 10),
            Count::Shown {
                meant: 20,
                late: 10
            }
        );
    }
}
