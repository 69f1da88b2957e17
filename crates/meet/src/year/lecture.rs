//! The lecture a committee's secretary gives each year (书记讲党课; 支部工作条例 says 基层党委书记).

use jiff::civil::{Date, date};
use org::{Org, OrgKind};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::rules::Rules;
use platform::{params, sql};

use crate::meeting::MeetingId;

/// How the year stands.
#[derive(Clone, Debug)]
pub struct Lectures {
    /// What was given: which meeting, on which day, where.
    pub given: Vec<(MeetingId, Date, String)>,
    /// How many there should be.
    pub wanted: i64,
}

/// The lectures of a committee's secretary in a year, there or anywhere below; nothing for an
/// organisation of which none is asked.
///
/// # Errors
/// The database's; when the rule is missing.
pub fn of_year(
    tx: &mut Tx<'_>,
    rules: &Rules,
    org: &Org,
    (year, day): (i16, Date),
) -> Result<Option<Lectures>, Error> {
    if org.kind != OrgKind::PrimaryCommittee {
        return Ok(None);
    }
    let start = |year| Millis::start_of(date(year, 1, 1));
    let asked = params![
        org.id,
        start(year),
        start(year + 1),
        org.path,
        org.path.end()
    ];
    Ok(Some(Lectures {
        given: tx.all(sql!("sql/lectures.sql"), asked)?,
        wanted: rules.int("party_lecture.by_secretary_each_year", day)?,
    }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use platform::rules::Rules;

    #[test]
    fn one_a_year_unless_the_city_asks_for_more() {
        let (rules, day) = (Rules::load().expect("the rules"), date(2026, 11, 29));
        let key = "party_lecture.by_secretary_each_year";
        assert_eq!(rules.int(key, day).expect("a rule"), 1);
        let more = rules.holding(key, 2).expect("the rule");
        assert_eq!(more.int(key, day).expect("a rule"), 2);
    }
}
