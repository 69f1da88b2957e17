//! The year of a branch: what the rules ask for in each period, what was held, what is planned.
//!
//! It is computed and never kept: the rules say how often (支部工作条例; 党员教育管理工作条例), the
//! meetings say what was. Above a branch only counts stand: how many branches have met.

use jiff::civil::Date;
use org::tree::store as orgs;
use platform::db::{InsertMany, Kind as Column, OnConflict, Tx};
use platform::error::Error;
use platform::ids::OrgId;
use platform::rules::Rules;
use platform::{params, sql, tally};

use crate::meeting::{Kind, Meeting, MeetingId};

pub mod below;
pub mod below_pages;
pub mod lecture;
pub mod pages;

static PERIODS: InsertMany = InsertMany::new(
    "meeting_period",
    &[
        ("org_id", Column::Id),
        ("kind", Column::Text),
        ("period", Column::Text),
        ("meeting_id", Column::Id),
    ],
    OnConflict::Keep(&["org_id", "kind", "period"]),
);

/// How many months one period of a kind has.
///
/// # Errors
/// When a rule is missing.
pub fn months(rules: &Rules, kind: Kind, day: Date) -> Result<i64, Error> {
    let key = match kind {
        Kind::GeneralAssembly => "general_assembly.every_months",
        Kind::BranchCommittee => "branch_committee.every_months",
        Kind::GroupMeeting => "group_meeting.every_months",
        Kind::ThemeDay => "theme_day.every_months",
        Kind::PartyLecture => "party_lecture.every_months",
        Kind::OrgLifeMeeting | Kind::MemberAppraisal | Kind::DemocraticLifeMeeting => {
            return Ok(12);
        }
    };
    // A rule that does not divide the year would leave a period in two years.
    Ok(match rules.int(key, day)? {
        ..=1 => 1,
        2 => 2,
        3 => 3,
        4 => 4,
        5..=6 => 6,
        _ => 12,
    })
}

/// The period a day lies in, named by its first month: `2026-10`.
#[must_use]
pub fn period(day: Date, months: i64) -> String {
    let month = i64::from(day.month()) - 1;
    format!("{}-{:02}", day.year(), month - month % months + 1)
}

/// The name under which it is counted which branches have met.
#[must_use]
pub fn indicator(kind: Kind, period: &str) -> String {
    format!("meet.{}.{period}", kind.code())
}

/// Notes that an organisation has held a kind in a period: once, however often it meets.
///
/// # Errors
/// The database's.
pub fn held(tx: &mut Tx<'_>, rules: &Rules, meeting: &Meeting) -> Result<(), Error> {
    let months = months(rules, meeting.kind, meeting.held_on)?;
    let period = period(meeting.held_on, months);
    let org = orgs::hold(tx, meeting.org)?;
    let row = params![meeting.org, meeting.kind, period, meeting.id];
    if tx.insert_many(&PERIODS, &[row.to_vec()])? == 1 {
        let indicator = indicator(meeting.kind, &period);
        tally::add(tx, org.path.as_str(), &indicator, 1)?;
    }
    Ok(())
}

/// How a period stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Held on a day.
    Held(Date, MeetingId),
    /// Called for a day.
    Planned(Date, MeetingId),
    /// Running or past, and neither.
    NotYet,
    /// It has not begun.
    Ahead,
}

/// A period of a kind.
#[derive(Clone, Debug)]
pub struct Period {
    /// Its first month, 1 to 12.
    pub from: i8,
    /// Its last month.
    pub to: i8,
    /// How it stands.
    pub standing: Standing,
    /// How often it was held or is planned.
    pub times: usize,
}

/// A kind over the year.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which kind.
    pub kind: Kind,
    /// How many months a period has.
    pub months: i64,
    /// Its periods.
    pub periods: Vec<Period>,
}

/// What stands of a meeting in the year: its kind, day, id, and whether it was begun.
type Found = (Kind, Date, MeetingId, Option<i64>);

/// The year of an organisation.
///
/// # Errors
/// The database's; when a rule is missing.
pub fn of_org(
    tx: &mut Tx<'_>,
    rules: &Rules,
    org: OrgId,
    kinds: &[Kind],
    (year, today): (i16, Date),
) -> Result<Vec<Row>, Error> {
    let start = |year| platform::clock::Millis::start_of(jiff::civil::date(year, 1, 1));
    let found: Vec<Found> = tx.all(
        sql!("sql/of_year.sql"),
        params![org, start(year), start(year + 1)],
    )?;
    kinds
        .iter()
        .map(|kind| row(rules, *kind, &found, (year, today)))
        .collect()
}

fn row(
    rules: &Rules,
    kind: Kind,
    found: &[Found],
    (year, today): (i16, Date),
) -> Result<Row, Error> {
    let day = if year == today.year() {
        today
    } else {
        jiff::civil::date(year, 12, 31)
    };
    let months = months(rules, kind, day)?;
    let step = i8::try_from(months).unwrap_or(12);
    let mut periods = Vec::new();
    let mut from: i8 = 1;
    while from <= 12 {
        let to = (from + step - 1).min(12);
        let inside: Vec<&Found> = found
            .iter()
            .filter(|one| one.0 == kind && (from..=to).contains(&one.1.month()))
            .collect();
        periods.push(Period {
            from,
            to,
            times: inside.len(),
            standing: standing(&inside, jiff::civil::date(year, from, 1), today),
        });
        from = to + 1;
    }
    Ok(Row {
        kind,
        months,
        periods,
    })
}

fn standing(inside: &[&Found], first: Date, today: Date) -> Standing {
    let held = inside.iter().rev().find(|one| one.3.is_some());
    let planned = inside.iter().find(|one| one.1 >= today);
    match (held, planned) {
        (Some(held), _) => Standing::Held(held.1, held.2),
        (None, Some(planned)) => Standing::Planned(planned.1, planned.2),
        (None, None) if first > today => Standing::Ahead,
        (None, None) => Standing::NotYet,
    }
}

/// How a subtree stands in the periods of today: how many branches there are, and how many have
/// met, by kind.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Which organisation.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Branches at or below it.
    pub branches: i64,
    /// Of them, those that have met, in the order of the kinds asked for.
    pub met: Vec<i64>,
}

/// How the subtree at an organisation stands today.
///
/// # Errors
/// The database's; when a rule is missing.
pub fn coverage(
    tx: &mut Tx<'_>,
    rules: &Rules,
    org: &org::Org,
    kinds: &[Kind],
    today: Date,
) -> Result<Coverage, Error> {
    let range = params![org.path, org.path.end()];
    let branches: (i64,) = tx.one(sql!("sql/branches_below.sql"), range)?;
    let mut met = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let period = period(today, months(rules, *kind, today)?);
        met.push(tally::value(
            tx,
            org.path.as_str(),
            &indicator(*kind, &period),
        )?);
    }
    Ok(Coverage {
        org: org.id,
        name: org.short_name.clone(),
        branches: branches.0,
        met,
    })
}

/// How many of a branch's groups have met in each month of a year, and how many groups there are.
///
/// # Errors
/// The database's.
pub fn groups(tx: &mut Tx<'_>, org: OrgId, year: i16) -> Result<(usize, Vec<i64>), Error> {
    let groups: Vec<(OrgId, String)> = tx.all(sql!("sql/groups.sql"), params![org])?;
    let (from, until) = (format!("{year}-01"), format!("{}-01", year + 1));
    let found: Vec<(String, i64)> =
        tx.all(sql!("sql/groups_held.sql"), params![org, from, until])?;
    let months = (1..=12)
        .map(|month| {
            let name = format!("{year}-{month:02}");
            found
                .iter()
                .find(|one| one.0 == name)
                .map_or(0, |one| one.1)
        })
        .collect();
    Ok((groups.len(), months))
}

/// How many heart-to-heart talks were noted in a year.
///
/// # Errors
/// The database's.
pub fn talks(tx: &mut Tx<'_>, org: OrgId, year: i16) -> Result<i64, Error> {
    let span = params![org, format!("{year}-01-01"), format!("{}-01-01", year + 1)];
    let found: (i64,) = tx.one(sql!("sql/talks.sql"), span)?;
    Ok(found.0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_are_named_by_their_first_month() {
        for (day, months, name) in [
            (date(2026, 11, 29), 1, "2026-11"),
            (date(2026, 11, 29), 3, "2026-10"),
            (date(2026, 9, 30), 3, "2026-07"),
            (date(2026, 1, 1), 12, "2026-01"),
            (date(2026, 12, 31), 12, "2026-01"),
        ] {
            assert_eq!(period(day, months), name);
        }
    }

    #[test]
    fn each_period_follows_its_rule() {
        let (rules, day) = (Rules::load().expect("the rules"), date(2026, 11, 29));
        for (kind, key, usual) in [
            (Kind::GeneralAssembly, "general_assembly.every_months", 3),
            (Kind::BranchCommittee, "branch_committee.every_months", 1),
            (Kind::GroupMeeting, "group_meeting.every_months", 1),
            (Kind::ThemeDay, "theme_day.every_months", 1),
            (Kind::PartyLecture, "party_lecture.every_months", 3),
        ] {
            assert_eq!(months(&rules, kind, day).expect("a rule"), usual, "{key}");
            let changed = rules.holding(key, 2).expect("the rule");
            assert_eq!(months(&changed, kind, day).expect("a rule"), 2, "{key}");
        }
        assert_eq!(rules.int("heart_talk.each_year", day).expect("a rule"), 1);
    }

    #[test]
    fn what_was_held_stands_before_what_is_planned() {
        let rules = Rules::load().expect("the rules");
        let (one, two) = (MeetingId([1; 16]), MeetingId([2; 16]));
        let today = date(2026, 11, 29);
        let found = [
            (Kind::ThemeDay, date(2026, 11, 5), one, Some(1)),
            (Kind::ThemeDay, date(2026, 11, 30), two, None),
            (Kind::ThemeDay, date(2026, 12, 5), two, None),
        ];
        let row = row(&rules, Kind::ThemeDay, &found, (2026, today)).expect("a row");
        assert_eq!(row.periods.len(), 12);
        assert_eq!(
            row.periods[10].standing,
            Standing::Held(date(2026, 11, 5), one)
        );
        assert_eq!(row.periods[10].times, 2);
        assert_eq!(
            row.periods[11].standing,
            Standing::Planned(date(2026, 12, 5), two)
        );
        assert_eq!(row.periods[0].standing, Standing::NotYet);
        let next = super::row(&rules, Kind::GeneralAssembly, &[], (2027, today)).expect("a row");
        assert_eq!(next.periods.len(), 4);
        assert!(
            next.periods
                .iter()
                .all(|one| one.standing == Standing::Ahead)
        );
    }
}
