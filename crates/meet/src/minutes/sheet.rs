//! What stands in minutes: drawn from attendance, items, remarks and votes, and from what the
//! recorder wrote. Official papers are Chinese whatever language the page has.

use platform::db::Tx;
use platform::error::Error;
use platform::i18n::{Arg, Locale, say};
use serde::{Deserialize, Serialize};

use super::{Body, BodyItem};
use crate::grade::{self, Grade};
use crate::meeting::attendance::Counts;
use crate::meeting::{Attendance, Meeting, Person, Standing, lecturer, store};
use crate::room::{self, Remark};
use crate::vote::{self, Ballot, Vote};
use crate::words::moment;

/// The minutes as they are shown, printed and sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// 望江社区党支部党员大会会议记录.
    pub title: String,
    /// Label and value: when, where, who presided.
    pub facts: Vec<(String, String)>,
    /// Label and names: who was there and how, who was not and why.
    pub people: Vec<(String, String)>,
    /// By item.
    pub items: Vec<SheetItem>,
    /// Of an appraisal: a grade, and who was graded so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<(String, String)>,
    /// What was settled on the whole.
    pub closing: String,
    /// Who presided, who wrote.
    pub signed: Vec<String>,
}

/// An item of the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetItem {
    /// Its number.
    pub no: i64,
    /// What it was.
    pub title: String,
    /// What was said and settled.
    pub text: String,
    /// What its votes came to.
    pub votes: Vec<String>,
}

fn zh(key: &str, args: &[(&str, &dyn Arg)]) -> String {
    say(Locale::ZhCn, key, args)
}

/// Draws up the minutes of a meeting with what was written by hand.
///
/// # Errors
/// The database's.
pub fn draw(tx: &mut Tx<'_>, meeting: &Meeting, body: &Body) -> Result<Sheet, Error> {
    let org = org::tree::store::find(tx, meeting.org)?;
    let people = store::people(tx, meeting.id)?;
    let votes = vote::store::of_meeting(tx, meeting.id)?;
    let items = store::items(tx, meeting.id)?
        .into_iter()
        .map(|item| SheetItem {
            no: item.no,
            text: body.of(item.no).to_owned(),
            votes: votes
                .iter()
                .filter(|vote| vote.item_no == item.no)
                .map(vote_words)
                .collect(),
            title: item.title,
        })
        .collect();
    // 望江社区党支部党员大会, not 党支部支部党员大会.
    let kind = zh(&meeting.kind.key(), &[]);
    let kind = kind.trim_start_matches("支部").to_owned();
    Ok(Sheet {
        title: zh(
            "minutes-paper-title",
            &[("org", &org.full_name), ("kind", &kind)],
        ),
        facts: facts(tx, meeting, &Counts::of(&people))?,
        people: lists(&people),
        items,
        grades: grades(tx, meeting)?,
        closing: body.closing.clone(),
        signed: vec![
            zh("minutes-paper-chair", &[("name", &meeting.chair_name)]),
            zh(
                "minutes-paper-recorder",
                &[("name", &meeting.recorder_name)],
            ),
        ],
    })
}

/// The grades that were given, each with its names and what was said of somebody.
fn grades(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<Vec<(String, String)>, Error> {
    if !grade::belongs(meeting.kind) {
        return Ok(Vec::new());
    }
    let people = grade::of_meeting(tx, meeting.id)?;
    let line = |grade: &Grade| {
        let so = people.iter().filter(|one| one.grade == Some(*grade));
        let names: Vec<String> = so
            .map(|one| match one.words.as_str() {
                "" => one.name.clone(),
                words => zh(
                    "minutes-paper-name-because",
                    &[("name", &one.name), ("words", &words)],
                ),
            })
            .collect();
        let count = names.len();
        let label = zh(
            "minutes-paper-grade",
            &[("grade", &zh(&grade.key(), &[])), ("count", &count)],
        );
        (count > 0).then(|| (label, names.join("、")))
    };
    Ok(Grade::ALL.iter().filter_map(line).collect())
}

fn facts(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    counts: &Counts,
) -> Result<Vec<(String, String)>, Error> {
    let lecturer = lecturer::of(tx, meeting.id)?;
    let at = meeting.opened_at.unwrap_or(meeting.starts_at);
    let mut facts = vec![
        ("minutes-paper-subject", meeting.title.clone()),
        ("minutes-paper-when", moment(Locale::ZhCn, at)),
        ("minutes-paper-where", meeting.where_words()),
        ("minutes-paper-presided", meeting.chair_name.clone()),
        (
            "minutes-paper-lectured",
            lecturer.map(|one| one.1).unwrap_or_default(),
        ),
        ("minutes-paper-wrote", meeting.recorder_name.clone()),
    ];
    let numbers = zh(
        "minutes-paper-numbers",
        &[
            ("expected", &counts.expected),
            ("attending", &counts.attending),
            ("voters", &counts.voters),
            ("there", &counts.voters_attending),
        ],
    );
    facts.push(("minutes-paper-people", numbers));
    Ok(facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (zh(key, &[]), value))
        .collect())
}

fn lists(people: &[Person]) -> Vec<(String, String)> {
    let named = |of: &dyn Fn(&Person) -> Option<String>| {
        let names: Vec<String> = people.iter().filter_map(of).collect();
        names.join("、")
    };
    let expected = |how: Attendance| {
        named(&|one| {
            let fits = one.standing == Standing::Expected && one.attendance == Some(how);
            fits.then(|| one.name.clone())
        })
    };
    let with_words = |how: Attendance| {
        named(&|one| {
            let fits = one.standing == Standing::Expected && one.attendance == Some(how);
            fits.then(|| {
                zh(
                    "minutes-paper-name-because",
                    &[("name", &one.name), ("words", &one.words)],
                )
            })
        })
    };
    let others = named(&|one| {
        let away = one.standing == Standing::Expected && one.attendance.is_none();
        away.then(|| one.name.clone())
    });
    let guests = named(&|one| {
        let there = matches!(one.attendance, Some(Attendance::Hall | Attendance::Remote));
        (one.standing == Standing::Invited && there).then(|| one.name.clone())
    });
    let left_out = named(&|one| {
        let why = one.left_out?;
        Some(zh(
            "minutes-paper-name-because",
            &[("name", &one.name), ("words", &zh(&why.key(), &[]))],
        ))
    });
    [
        ("minutes-paper-hall", expected(Attendance::Hall)),
        ("minutes-paper-remote", expected(Attendance::Remote)),
        ("minutes-paper-written", expected(Attendance::Written)),
        ("minutes-paper-guests", guests),
        ("minutes-paper-excused", with_words(Attendance::Excused)),
        ("minutes-paper-waived", with_words(Attendance::Waived)),
        ("minutes-paper-others", others),
        ("minutes-paper-left-out", left_out),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(key, names)| (zh(key, &[]), names))
    .collect()
}

/// What a closed vote came to, in one sentence of the minutes.
#[must_use]
pub fn vote_words(vote: &Vote) -> String {
    let Some(count) = &vote.count else {
        return String::new();
    };
    let outcome = if !count.quorate {
        "minutes-paper-not-quorate"
    } else if count.passed {
        "minutes-paper-passed"
    } else {
        "minutes-paper-not-passed"
    };
    let how = match vote.ballot {
        Ballot::Open => zh("minutes-paper-by-hands", &[]),
        Ballot::Secret => zh("minutes-paper-by-papers", &[("names", &count.counted_by)]),
    };
    zh(
        "minutes-paper-vote",
        &[
            ("title", &vote.title),
            ("how", &how),
            ("expected", &count.expected),
            ("attending", &count.attending),
            ("yes", &count.yes),
            ("no", &count.no),
            ("abstained", &count.abstained),
            ("outcome", &zh(outcome, &[])),
        ],
    )
}

/// What a first draft says: the remarks, each with its name.
///
/// # Errors
/// The database's.
pub fn first_draft(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<Body, Error> {
    let remarks = room::remarks(tx, meeting.id)?;
    let items = store::items(tx, meeting.id)?
        .into_iter()
        .map(|item| BodyItem {
            no: item.no,
            text: said(&remarks, item.no),
        })
        .collect();
    Ok(Body {
        items,
        closing: String::new(),
    })
}

fn said(remarks: &[Remark], no: i64) -> String {
    remarks
        .iter()
        .filter(|remark| remark.item_no == no)
        .map(|remark| {
            zh(
                "minutes-paper-said",
                &[("name", &remark.name), ("words", &remark.words)],
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}
