//! The dates of a member and how they must lie to one another.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::columns::Column;
use super::faults::FaultKind;
use super::fields::Fields;
use super::id_number::IdNumber;
use super::rules::{RuleKey, in_force};

/// The dates that could be read.
#[derive(Default)]
pub(super) struct Dates {
    /// As the file says it, or from the ID number.
    pub(super) birth: Option<Date>,
    /// As the file says it.
    pub(super) written_birth: Option<Date>,
    pub(super) applied: Option<Date>,
    pub(super) activist: Option<Date>,
    pub(super) candidate: Option<Date>,
    pub(super) joined: Option<Date>,
    pub(super) full_member: Option<Date>,
    pub(super) work_started: Option<Date>,
    pub(super) lost: Option<Date>,
}

/// Nobody alive was born earlier.
const EARLIEST_BIRTH: Date = date(1900, 1, 1);

/// Reads all date columns. The birth date comes from the ID number if the cell is empty; if both
/// are there and differ, the file wins, since the personnel file does, and a warning says so.
pub(super) fn read_dates(fields: &mut Fields<'_>, id_number: Option<&IdNumber>) -> Dates {
    let earliest = earliest_joining(fields.today);
    let before = fields.faults.len();
    let written = fields.date(Column::BirthDate, EARLIEST_BIRTH);
    let unreadable = written.is_none() && fields.faults.len() > before;
    let in_number = id_number.map(IdNumber::birth_date);
    if let (Some(written), Some(in_number)) = (written, in_number)
        && written != in_number
    {
        fields.note(Column::BirthDate, FaultKind::BirthContradictsId);
    }
    let derived = in_number.filter(|_| !unreadable);
    Dates {
        birth: written.or(derived),
        written_birth: written,
        applied: fields.date(Column::AppliedOn, earliest),
        activist: fields.date(Column::ActivistOn, earliest),
        candidate: fields.date(Column::CandidateOn, earliest),
        joined: fields.date(Column::JoinedOn, earliest),
        full_member: fields.date(Column::FullMemberOn, earliest),
        work_started: fields.date(Column::WorkStartedOn, EARLIEST_BIRTH),
        lost: fields.date(Column::LostSince, earliest),
    }
}

fn earliest_joining(today: Date) -> Date {
    in_force(RuleKey::EarliestJoiningYear, today)
        .and_then(|year| i16::try_from(year).ok())
        .and_then(|year| Date::new(year, 1, 1).ok())
        .unwrap_or(EARLIEST_BIRTH)
}

/// The steps to membership come one after the other, and all after birth.
pub(super) fn check_dates(fields: &mut Fields<'_>, dates: &Dates) {
    let steps = [
        (Column::BirthDate, dates.birth),
        (Column::AppliedOn, dates.applied),
        (Column::ActivistOn, dates.activist),
        (Column::CandidateOn, dates.candidate),
        (Column::JoinedOn, dates.joined),
    ];
    let mut latest: Option<(Column, Date)> = None;
    for (column, day) in steps {
        let Some(day) = day else {
            continue;
        };
        match latest {
            Some((earlier, bound)) if day < bound => {
                let fault = fields.note(column, FaultKind::DateOrder);
                fault.other = Some(earlier.title().to_owned());
            }
            _ => latest = Some((column, day)),
        }
    }
    if let (Some(birth), Some(work)) = (dates.birth, dates.work_started)
        && work < birth
    {
        let fault = fields.note(Column::WorkStartedOn, FaultKind::DateOrder);
        fault.other = Some(Column::BirthDate.title().to_owned());
    }
    if let (Some(birth), Some(joined)) = (dates.birth, dates.joined)
        && joined >= birth
    {
        check_joining_age(fields, birth, joined);
    }
}

fn check_joining_age(fields: &mut Fields<'_>, birth: Date, joined: Date) {
    let Some(years) = in_force(RuleKey::JoiningAgeYears, joined) else {
        return;
    };
    let of_age = birth.checked_add(years.years());
    if of_age.is_ok_and(|of_age| joined < of_age) {
        let fault = fields.note(Column::JoinedOn, FaultKind::JoinedTooYoung);
        fault.other = Some(years.to_string());
    }
}

/// Full members have a date of it that fits the date of joining; probationary ones have none.
pub(super) fn check_membership(fields: &mut Fields<'_>, dates: &Dates, category: Option<&str>) {
    let (joined, full) = (dates.joined, dates.full_member);
    match (category, full) {
        (Some("full_member"), None) if !fields.has_fault(Column::FullMemberOn) => {
            fields.note(Column::FullMemberOn, FaultKind::FullDateMissing);
        }
        (Some("probationary_member"), Some(_)) => {
            fields.note(Column::FullMemberOn, FaultKind::FullDateUnexpected);
        }
        (Some("probationary_member"), None)
            if joined.is_some_and(|joined| is_overdue(joined, fields.today)) =>
        {
            fields.note(Column::JoinedOn, FaultKind::ProbationOverdue);
        }
        (Some("full_member"), Some(full)) => {
            if let Some(joined) = joined {
                check_probation(fields, joined, full);
            }
        }
        _ => {}
    }
}

fn check_probation(fields: &mut Fields<'_>, joined: Date, full: Date) {
    if full < joined {
        fields.note(Column::FullMemberOn, FaultKind::FullBeforeJoined);
        return;
    }
    if probation_fits(joined, full) == Some(false) {
        fields.note(Column::FullMemberOn, FaultKind::ProbationLength);
    }
}

/// Whether probation took its time, or that and a permitted extension. `None` for those who
/// joined while no probation was asked.
fn probation_fits(joined: Date, full: Date) -> Option<bool> {
    let rule = |key| in_force(key, joined);
    let months = rule(RuleKey::ProbationMonths)?;
    let shortest_extension = rule(RuleKey::ProbationExtensionMinMonths)?;
    let longest_extension = rule(RuleKey::ProbationExtensionMaxMonths)?;
    let tolerance = rule(RuleKey::ProbationToleranceDays)?;
    let regular = joined.checked_add(months.months()).ok()?;
    let extended_from = regular.checked_add(shortest_extension.months()).ok()?;
    let extended_to = regular.checked_add(longest_extension.months()).ok()?;
    let late = |day: Date| day.checked_add(tolerance.days()).ok();
    let in_time = (regular..=late(regular)?).contains(&full);
    let after_extension = (extended_from..=late(extended_to)?).contains(&full);
    Some(in_time || after_extension)
}

/// Whether even an extended probation is over today.
fn is_overdue(joined: Date, today: Date) -> bool {
    let rule = |key| in_force(key, joined);
    let longest = rule(RuleKey::ProbationMonths)
        .zip(rule(RuleKey::ProbationExtensionMaxMonths))
        .map(|(months, extension)| months + extension);
    longest
        .and_then(|months| joined.checked_add(months.months()).ok())
        .is_some_and(|end| end < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_probation() {
        let joined = date(2019, 7, 1);
        for (full, fits) in [
            (date(2020, 7, 1), true),
            (date(2020, 7, 20), true),
            (date(2020, 6, 30), false),
            (date(2020, 10, 1), false),
            (date(2021, 1, 1), true),
            (date(2021, 7, 1), true),
            (date(2021, 12, 1), false),
        ] {
            assert_eq!(probation_fits(joined, full), Some(fits), "{full}");
        }
        assert_eq!(probation_fits(date(1972, 7, 1), date(1972, 7, 1)), None);
        assert_eq!(
            probation_fits(date(2020, 2, 29), date(2021, 2, 28)),
            Some(true)
        );
    }

    #[test]
    fn overdue_after_the_longest_extension_only() {
        let today = date(2026, 11, 22);
        assert!(!is_overdue(date(2025, 11, 22), today));
        assert!(!is_overdue(date(2024, 11, 22), today));
        assert!(is_overdue(date(2024, 11, 21), today));
    }
}
