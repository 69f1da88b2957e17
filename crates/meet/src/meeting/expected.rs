//! Who is expected (应到): read from the roll on the day a meeting is called for.
//!
//! Only full members vote; nobody does while on probation within the Party (留党察看). Members who
//! are here from elsewhere (流动, 第二组织关系) are invited where the deployment's rule says so; they
//! vote where they belong.

use std::collections::BTreeSet;

use jiff::civil::Date;
use members::more::items::{self, ItemKind, Part};
use org::Org;
use platform::clock::Millis;
use platform::crypto::Sealer;
use platform::db::{InsertMany, Kind as Column, OnConflict, Tx, Value};
use platform::error::{Error, conflict};
use platform::ids::PersonId;
use platform::rules::Rules;
use platform::{params, sql};

use super::{Kind, MeetingId, Standing};

/// People one meeting has at the most.
const MOST: usize = 2_000;

static PEOPLE: InsertMany = InsertMany::new(
    "meeting_person",
    &[
        ("meeting_id", Column::Id),
        ("person_id", Column::Id),
        ("pinyin", Column::Text),
        ("starts_at", Column::Int),
        ("standing", Column::Text),
        ("has_vote", Column::Int),
        ("no_vote", Column::Text),
        ("words", Column::Text),
    ],
    OnConflict::Keep(&["meeting_id", "person_id"]),
);

/// Whether members from elsewhere are on the list of a meeting here.
#[derive(Clone, Copy, Debug)]
pub struct Guests {
    /// 流动党员 taken in here.
    pub floating: bool,
    /// 第二组织关系 (双重组织生活).
    pub second: bool,
}

impl Guests {
    /// What the rules say on a day.
    ///
    /// # Errors
    /// When a rule is missing.
    pub fn on(rules: &Rules, day: Date) -> Result<Self, Error> {
        Ok(Self {
            floating: rules.text("meetings.floating_invited", day)? == "yes",
            second: rules.text("meetings.second_invited", day)? == "yes",
        })
    }

    fn invites(self, belonging: &str) -> bool {
        (self.floating && belonging == "floating") || (self.second && belonging == "second")
    }
}

/// Puts everybody on the list of a meeting who belongs there.
///
/// # Errors
/// A conflict when there are too many, or nobody.
pub fn write(
    tx: &mut Tx<'_>,
    (id, kind, starts_at): (MeetingId, Kind, Millis),
    org: &Org,
    guests: Guests,
    sealer: &Sealer,
) -> Result<(), Error> {
    let day = starts_at.date();
    let found: Vec<(PersonId, String, String, String)> = if kind.of_committee() {
        tx.all(sql!("sql/committee.sql"), params![org.id, day])?
    } else {
        let range = params![org.path, org.path.end(), day];
        tx.all(sql!("sql/roll.sql"), range)?
    };
    if found.len() > MOST {
        return Err(conflict("meeting-too-many-people"));
    }
    let mut seen = BTreeSet::new();
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(found.len());
    for (person, pinyin, belonging, category) in found {
        let home = belonging == "home";
        if !(home || guests.invites(&belonging)) || !seen.insert(person) {
            continue;
        }
        let full = category == "full_member";
        let no_vote = match (home, full) {
            (false, _) => "guest",
            (true, false) => "probationary",
            (true, true) => "",
        };
        let standing = if home {
            Standing::Expected
        } else {
            Standing::Invited
        };
        let row = params![
            id,
            person,
            pinyin,
            starts_at,
            standing,
            no_vote.is_empty(),
            no_vote,
            ""
        ];
        rows.push(row.to_vec());
    }
    if rows.is_empty() {
        return Err(conflict("meeting-nobody-expected"));
    }
    tx.insert_many(&PEOPLE, &rows)?;
    without_votes(tx, id, day, sealer)
}

/// Takes the vote from whoever is on probation within the Party on that day.
fn without_votes(tx: &mut Tx<'_>, id: MeetingId, day: Date, sealer: &Sealer) -> Result<(), Error> {
    let sanctioned: Vec<(PersonId,)> = tx.all(sql!("sql/sanctioned.sql"), params![id])?;
    for (person,) in sanctioned {
        let mut on_probation = false;
        for item in items::of_person(tx, person)? {
            if item.kind != ItemKind::Sanction.code() {
                continue;
            }
            let body = item.open(sealer)?;
            let on = |part| body.get(part).and_then(|text| text.parse::<Date>().ok());
            let begun = on(Part::On).is_none_or(|from| from <= day);
            let lifted = on(Part::Until).is_some_and(|until| until <= day);
            let named = body
                .get(Part::Title)
                .is_some_and(|t| t.contains("留党察看"));
            on_probation |= named && begun && !lifted;
        }
        if on_probation {
            tx.exec(sql!("sql/lose_vote.sql"), params![id, person])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_invited_follows_the_rules() {
        let rules = Rules::load().expect("the rules");
        let day = jiff::civil::date(2026, 11, 29);
        for (key, belonging) in [
            ("meetings.floating_invited", "floating"),
            ("meetings.second_invited", "second"),
        ] {
            let invited =
                |rules: &Rules| Guests::on(rules, day).expect("a rule").invites(belonging);
            assert!(invited(&rules), "{key}");
            let changed = rules.holding(key, "no").expect("the rule");
            assert!(!invited(&changed), "{key}");
            assert!(!Guests::on(&rules, day).expect("a rule").invites("home"));
        }
    }
}
