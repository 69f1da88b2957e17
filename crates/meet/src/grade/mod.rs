//! What a democratic appraisal (民主评议党员) came to: a grade for each member, entered from the paper
//! on which it was settled. How anybody rated anybody is not kept.
//!
//! Always true: those graded excellent (优秀) are at most the share of the expected members that the
//! rules name, in whole persons.

use platform::db::{DbError, Tx};
use platform::error::{Error, FieldError, Message, conflict, not_found};
use platform::ids::PersonId;
use platform::rules::{Fraction, Rules};
use platform::{from_row, params, sql};

use crate::act::Act;
use crate::coded::coded;
use crate::meeting::call::for_step;
use crate::meeting::{Kind, Meeting, MeetingId, Step};

pub mod pages;

/// Letters of an opinion.
const WORDS: usize = 200;

coded!(
    /// The grades of an appraisal.
    Grade of "grade" {
        /// 优秀.
        Excellent = "excellent",
        /// 合格.
        Qualified = "qualified",
        /// 基本合格.
        Basic = "basic",
        /// 不合格.
        Unqualified = "unqualified",
    }
);

/// A member who is expected at the appraisal, and what they were graded.
#[derive(Clone, Debug)]
pub struct Graded {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Why they have no vote, or nothing.
    pub no_vote: String,
    /// Their grade, once it is entered.
    pub grade: Option<Grade>,
    /// The opinion (评定意见), in a few words.
    pub words: String,
}
from_row!(Graded {
    person,
    name,
    no_vote,
    grade,
    words
});

/// What was settled of one member; no grade takes it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub person: PersonId,
    /// Their grade.
    pub grade: Option<Grade>,
    /// The opinion.
    pub words: String,
}

/// Whether a meeting ends with grades.
#[must_use]
pub fn belongs(kind: Kind) -> bool {
    kind == Kind::MemberAppraisal
}

/// Everybody expected, by name, with what they were graded.
///
/// # Errors
/// The database's.
pub fn of_meeting(tx: &mut Tx<'_>, id: MeetingId) -> Result<Vec<Graded>, DbError> {
    tx.all(sql!("sql/of_meeting.sql"), params![id])
}

/// How many may be excellent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The share of the expected members.
    pub share: Fraction,
    /// The expected members.
    pub expected: i64,
    /// The most who may be.
    pub most: i64,
}

impl Bound {
    /// The bound of a meeting by the rules of its day.
    ///
    /// # Errors
    /// When the rule is missing.
    pub fn of(rules: &Rules, meeting: &Meeting, people: &[Graded]) -> Result<Self, Error> {
        let share = rules.fraction("member_appraisal.excellent_at_most", meeting.held_on)?;
        let expected = i64::try_from(people.len()).unwrap_or(i64::MAX);
        Ok(Self {
            share,
            expected,
            most: share.most(expected),
        })
    }

    /// The share as people write it: 1/3.
    #[must_use]
    pub fn share_text(&self) -> String {
        format!("{}/{}", self.share.of, self.share.parts)
    }

    fn said(&self, key: &'static str, count: i64) -> Message {
        Message::new(key)
            .with("count", count)
            .with("most", self.most)
            .with("expected", self.expected)
            .with("share", self.share_text())
    }
}

/// How many are excellent.
#[must_use]
pub fn excellent(people: &[Graded]) -> i64 {
    let found = people
        .iter()
        .filter(|one| one.grade == Some(Grade::Excellent));
    i64::try_from(found.count()).unwrap_or(i64::MAX)
}

/// Enters the grades; whoever is not named stays as they were.
///
/// # Errors
/// Outside the scope; not found when it is no appraisal; before the meeting has begun and once its
/// minutes are handed in; when more were excellent than may be.
pub fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    rules: &Rules,
    id: MeetingId,
    entries: &[Entry],
) -> Result<(), Error> {
    let meeting = for_step(tx, act, id, Step::Record)?;
    if !belongs(meeting.kind) {
        return Err(not_found());
    }
    if meeting.opened_at.is_none() {
        return Err(conflict("meeting-not-begun"));
    }
    let before = of_meeting(tx, id)?;
    let mut after = before.clone();
    let mut faults: Vec<FieldError> = Vec::new();
    for entry in entries {
        let Some(one) = after.iter_mut().find(|one| one.person == entry.person) else {
            continue;
        };
        if entry.words.chars().count() > WORDS {
            faults.push(FieldError {
                field: format!("words_{}", entry.person),
                message: Message::new("meeting-too-long"),
            });
        }
        one.grade = entry.grade;
        // An opinion without a grade is of nobody.
        one.words = match entry.grade {
            Some(_) => entry.words.clone(),
            None => String::new(),
        };
    }
    let bound = Bound::of(rules, &meeting, &after)?;
    faults.extend(too_many(&bound, &after));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    save(tx, act, &meeting, &before, &after)
}

/// The fault at the first one beyond the bound.
fn too_many(bound: &Bound, people: &[Graded]) -> Option<FieldError> {
    let count = excellent(people);
    let mut chosen = people
        .iter()
        .filter(|one| one.grade == Some(Grade::Excellent));
    let beyond = chosen.nth(usize::try_from(bound.most).unwrap_or(0))?;
    Some(FieldError {
        field: format!("grade_{}", beyond.person),
        message: bound.said("grade-too-many-excellent", count),
    })
}

fn save(
    tx: &mut Tx<'_>,
    act: &Act,
    meeting: &Meeting,
    before: &[Graded],
    after: &[Graded],
) -> Result<(), Error> {
    let mut changed = false;
    for (old, new) in before.iter().zip(after) {
        if (old.grade, &old.words) == (new.grade, &new.words) {
            continue;
        }
        changed = true;
        let person = new.person;
        tx.exec(sql!("sql/take_back.sql"), params![meeting.id, person])?;
        if let Some(grade) = new.grade {
            let by = (act.person(), act.now());
            let row = params![meeting.id, person, grade, new.words, by.0, by.1];
            tx.exec(sql!("sql/save.sql"), row)?;
        }
    }
    if changed {
        act.note(tx, "meeting.grades", meeting.id.0, meeting.org)?;
    }
    Ok(())
}

/// Minutes are not handed in with more excellent than may be: somebody may have been left out of
/// the expected number after the grades were entered.
///
/// # Errors
/// A conflict that says how many may be.
pub fn fit(tx: &mut Tx<'_>, rules: &Rules, meeting: &Meeting) -> Result<(), Error> {
    if !belongs(meeting.kind) {
        return Ok(());
    }
    let people = of_meeting(tx, meeting.id)?;
    let (bound, count) = (Bound::of(rules, meeting, &people)?, excellent(&people));
    if count > bound.most {
        return Err(Error::Conflict(
            bound.said("grade-too-many-excellent", count),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_third_in_whole_persons() {
        let rules = Rules::load().expect("the rules");
        let share = rules
            .fraction("member_appraisal.excellent_at_most", date(2026, 11, 29))
            .expect("a share");
        for (expected, most) in [(2, 0), (3, 1), (8, 2), (9, 3), (50, 16)] {
            assert_eq!(share.most(expected), most, "{expected}");
            assert!(most * 3 <= expected && (most + 1) * 3 > expected);
        }
        let bound = Bound {
            share,
            expected: 9,
            most: 3,
        };
        assert_eq!(bound.share_text(), "1/3");
    }

    #[test]
    fn the_fault_stands_at_the_first_one_beyond() {
        let one = |n: u8, grade| Graded {
            person: PersonId([n; 16]),
            name: String::new(),
            no_vote: String::new(),
            grade,
            words: String::new(),
        };
        let all = |n| one(n, Some(Grade::Excellent));
        let people = [all(1), one(2, Some(Grade::Basic)), all(3), one(4, None)];
        let bound = |most| Bound {
            share: Fraction {
                of: 1,
                parts: 3,
                strictly: false,
            },
            expected: 4,
            most,
        };
        let fault = too_many(&bound(1), &people).expect("one too many");
        assert_eq!(fault.field, format!("grade_{}", PersonId([3; 16])));
        assert_eq!(too_many(&bound(2), &people), None);
    }
}
