//! People on the way to joining, at many of the 25 steps; lead secretaries, one under vetting; a town's
//! plan of practical skills with sessions behind and ahead.

use grow::admission::begin::{About, Application, begin};
use grow::admission::machine::{Block, Event, Outcome};
use grow::admission::notice::{self, NewNotice};
use grow::admission::rules::{Limits, limits, months};
use grow::admission::step::{Who, step};
use grow::admission::take::{Take, above, below};
use grow::admission::turn::{NewTurn, turn};
use grow::admission::vote::Count;
use grow::admission::{self, ApplicantId, Facts, NoticeId, Plain, WrittenId, overrule};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use org::Act;
use org::Org;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::crypto::Sealer;
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::PersonId;
use platform::{params, sql};

use super::people::id_number;
use super::stage::Stage;

/// Name, sex, birthday, work, days since the application, the last step that is done.
type Line = (&'static str, &'static str, Date, &'static str, i64, u8);

/// In the secretary's village. The steps stand as many days after the application as [`AFTER`] says.
const VILLAGE: [Line; 10] = [
    ("陈晓雨", "2", date(2001, 5, 4), "返乡开网店", 45, 1),
    ("罗家豪", "1", date(1998, 9, 12), "合作社会计", 420, 5),
    ("吴静怡", "2", date(1996, 3, 21), "村卫生室护士", 450, 6),
    ("周立伟", "1", date(1994, 11, 2), "农机手", 525, 7),
    ("沈雪梅", "2", date(1993, 7, 15), "民宿经营者", 610, 14),
    ("何志远", "1", date(1992, 1, 30), "养殖户", 650, 16),
    ("许文斌", "1", date(1995, 6, 8), "村文书", 800, 21),
    ("郑丽君", "2", date(1990, 12, 19), "小学教师", 1_000, 21),
    ("马国强", "1", date(1988, 4, 25), "合作社理事", 1_300, 25),
    ("田小军", "1", date(2000, 10, 3), "外出务工", 200, 2),
];

/// In the community of the commissioner.
const COMMUNITY: [Line; 3] = [
    ("宋佳宁", "2", date(1999, 8, 11), "社区网格员", 38, 1),
    ("谢俊杰", "1", date(1997, 2, 17), "快递站站长", 520, 6),
    ("邓海燕", "2", date(1991, 5, 29), "药店店长", 640, 15),
];

/// Days after the application on which each step is done, from the second on.
const AFTER: [i64; 24] = [
    20, 140, 150, 150, 320, 520, 540, 545, 560, 570, 580, 590, 600, 620, 640, 660, 670, 672, 680,
    770, 986, 1_000, 1_030, 1_040,
];

/// Who acts in the sample.
#[derive(Clone)]
struct Hands {
    branch: Org,
    secretary: PersonId,
    superior: PersonId,
    county: PersonId,
    today: Date,
    sealer: Sealer,
    limits: Limits,
}

impl Hands {
    /// Somebody's act, written down on the day it happened.
    fn act(&self, person: PersonId, permission: &'static str, on: Date) -> Act {
        Act {
            scope: Scope {
                person,
                permission,
                today: self.today,
            },
            clock: Clock::fixed(Millis::at(on.at(10, 0, 0, 0))),
        }
    }
}

/// Writes all of it.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let county = stage.person("org_staff")?;
    for (below, above, lines) in [
        ("secretary", "organiser", VILLAGE.as_slice()),
        ("commissioner", "street_staff", COMMUNITY.as_slice()),
    ] {
        let (branch, secretary) = stage.own_place(below).await?;
        let hands = Hands {
            secretary,
            superior: stage.person(above)?,
            county,
            today: stage.now.date(),
            sealer: stage.app.sealer.clone(),
            limits: limits(stage.app)?,
            branch: admitting(stage, branch).await?,
        };
        for (number, line) in (0_i64..).zip(lines.iter().copied()) {
            let hands = hands.clone();
            stage
                .app
                .db
                .write("sample_admission", move |tx| {
                    person(tx, &hands, number, line)
                })
                .await?;
        }
    }
    super::leaders::fill(stage).await
}

/// A group admits nobody: the branch above it does.
async fn admitting(stage: &Stage<'_>, org: Org) -> Result<Org, Error> {
    match (org.kind, org.parent_id) {
        (org::OrgKind::PartyGroup, Some(above)) => stage.org(above).await,
        _ => Ok(org),
    }
}

fn person(tx: &mut Tx<'_>, hands: &Hands, number: i64, line: Line) -> Result<(), Error> {
    let (name, sex, born, work, ago, last) = line;
    let applied = before(hands.today, ago)?;
    let id = ApplicantId::derived("sample applicant", &format!("{}/{name}", hands.branch.id));
    let place = i64::from(hands.branch.id.0[15]);
    let new = Application {
        id,
        org: hands.branch.id,
        about: About {
            full_name: name.to_owned(),
            sex: sex.to_owned(),
            birth_date: born,
            ethnicity: Some("01".to_owned()),
            education: Some("31".to_owned()),
            work_unit: Some(work.to_owned()),
            leaving_on: None,
            plain: Plain {
                id_number: Some(id_number(born, 2_000_000 + place * 10 + number, sex)),
                mobile: Some(format!("1540000{:04}", place * 10 + number)),
                residence: None,
            },
        },
        applied_on: applied,
        words: String::new(),
    };
    let act = hands.act(hands.secretary, admission::ACT, applied);
    begin(tx, &act, &hands.sealer, &new, &hands.limits)?;
    let helpers: Vec<(PersonId, String)> =
        admission::store::full_members(tx, hands.branch.path.as_str())?;
    let helpers: Vec<PersonId> = helpers
        .into_iter()
        .map(|(person, _)| person)
        .take(2)
        .collect();
    for no in 2..=last {
        // The county files late, so that its desk has something on it.
        if no == 18 && last == 21 && ago < 900 {
            continue;
        }
        let after = AFTER.get(usize::from(no) - 2).copied().unwrap_or(0);
        let on = before(hands.today, ago - after)?;
        if no == 8 || no == 23 {
            noticed(tx, hands, id, no == 23, on)?;
        }
        take(tx, hands, id, no, on, &helpers)?;
    }
    beside(tx, hands, id, name)
}

/// What stands beside the steps of some of them.
fn beside(tx: &mut Tx<'_>, hands: &Hands, id: ApplicantId, name: &str) -> Result<(), Error> {
    let today = hands.today;
    match name {
        "吴静怡" => {
            let on = before(today, 2)?;
            let act = hands.act(hands.secretary, admission::ACT, on);
            let reason = "在县医院工作时已经培养考察八个月，材料随人转来，合起来超过一年。";
            overrule::ask(tx, &act, id, (7, Block::Cultivation), reason)?;
            Ok(())
        }
        "周立伟" => {
            let begins = before(today, 2)?;
            begin_notice(tx, hands, id, "admission_candidate", begins)?;
            Ok(())
        }
        "田小军" => {
            let on = before(today, 60)?;
            let act = hands.act(hands.secretary, admission::ACT, on);
            let new = NewTurn {
                kind: "withdrawn".to_owned(),
                held_on: on,
                words: "长期在外省务工，打算在工作地重新申请。".to_owned(),
                to: None,
            };
            turn(tx, &act, id, &new, &hands.limits)
        }
        _ => Ok(()),
    }
}

fn take(
    tx: &mut Tx<'_>,
    hands: &Hands,
    id: ApplicantId,
    no: u8,
    on: Date,
    helpers: &[PersonId],
) -> Result<(), Error> {
    let table = step(no).ok_or_else(|| internal("no such step"))?;
    let mut event = Event::done(no, on);
    let (said, words) = said(no);
    let mut facts: Facts = said
        .iter()
        .map(|(field, value)| ((*field).to_owned(), (*value).into()))
        .collect();
    if no == 11 {
        event.days = 3;
    }
    if no == 25 {
        facts.insert(
            "archive".to_owned(),
            grow::admission::step_form::ARCHIVE.to_vec().into(),
        );
    }
    if no == 11 {
        facts.insert("days".to_owned(), 3.into());
    }
    if matches!(no, 5 | 9) {
        event.helpers = i64::try_from(helpers.len()).unwrap_or(0);
        facts.insert("helpers".to_owned(), event.helpers.into());
    }
    if matches!(no, 15 | 23) {
        facts.extend(COUNT.facts());
        event.outcome = if no == 15 {
            Outcome::Passed
        } else {
            Outcome::Converted
        };
    }
    let taken = Take {
        id: WrittenId::derived("sample step", &format!("{id}/{no}")),
        event,
        facts,
        words: words.to_owned(),
        helpers: if matches!(no, 5 | 9) {
            helpers.to_vec()
        } else {
            Vec::new()
        },
        meeting: None,
    };
    match table.who {
        Who::Branch | Who::Assembly => {
            let act = hands.act(hands.secretary, admission::ACT, on);
            below(tx, &act, id, &taken, &hands.limits)
        }
        who => {
            let person = if who == Who::County {
                hands.county
            } else {
                hands.superior
            };
            let act = hands.act(person, admission::APPROVE, on);
            above(tx, &act, &hands.sealer, id, &taken, &hands.limits)
        }
    }
}

/// How an assembly of the sample votes.
const COUNT: Count = Count {
    expected: 19,
    present: 16,
    yes: 15,
    no: 0,
    abstained: 1,
};

/// What is written down beside a step: by field, and in words.
fn said(no: u8) -> (&'static [(&'static str, &'static str)], &'static str) {
    match no {
        2 => (
            &[("talker", "组织委员 何桂兰")],
            "说了为什么想入党，也说了自己性子急，愿意多听别人的意见。",
        ),
        3 => (&[("recommended", "members")], ""),
        6 | 21 => (
            &[],
            "按时参加学习和主题党日，汛期值守三次，邻居都说靠得住。",
        ),
        7 | 12 => (&[("heard", "党小组、培养联系人和五户群众都同意。")], ""),
        10 => (
            &[("asked", "户籍地村委会、派出所"), ("conclusion", "done")],
            "本人和直系亲属没有问题。",
        ),
        11 => (&[("organiser", "县委党校")], ""),
        16 => (
            &[("talker", "党委委员 徐立民")],
            "对党的认识清楚，知道自己的不足。",
        ),
        18 => (&[("number", "溪组备〔2025〕36 号")], ""),
        19 => (&[("group", "第一党小组")], ""),
        20 => (&[("place", "党群服务中心")], ""),
        22 => (&[("proposal", "converted")], ""),
        4 | 8 | 13 | 17 | 24 => (&[("verdict", "done")], ""),
        _ => (&[], ""),
    }
}

fn noticed(
    tx: &mut Tx<'_>,
    hands: &Hands,
    id: ApplicantId,
    conversion: bool,
    on: Date,
) -> Result<(), Error> {
    let stage = if conversion {
        "conversion"
    } else {
        "admission_candidate"
    };
    let begins = before(on, 13)?;
    let notice = begin_notice(tx, hands, id, stage, begins)?;
    let act = hands.act(hands.secretary, admission::ACT, on);
    notice::conclude(tx, &act, notice, "none", "")?;
    Ok(())
}

fn begin_notice(
    tx: &mut Tx<'_>,
    hands: &Hands,
    id: ApplicantId,
    stage: &str,
    begins: Date,
) -> Result<NoticeId, Error> {
    let new = NewNotice {
        id: NoticeId::derived("sample notice", &format!("{id}/{stage}")),
        stage: stage.to_owned(),
        begins_on: begins,
        ends_on: None,
        place: "村务公开栏、村口小卖部旁".to_owned(),
        contact: "镇党委组织办，电话 8800000".to_owned(),
    };
    let act = hands.act(hands.secretary, admission::ACT, begins);
    notice::begin(tx, &act, id, &new, &hands.limits)?;
    Ok(new.id)
}

/// A day some days before another.
pub(super) fn before(day: Date, days: i64) -> Result<Date, Error> {
    day.checked_sub(days.days())
        .map_err(|error| internal(error.to_string()))
}

/// Members at home in a subtree, whom no card shows.
pub(super) async fn roll(stage: &Stage<'_>, path: &str) -> Result<Vec<PersonId>, Error> {
    let shown: Vec<PersonId> = stage.accounts.iter().map(|one| one.person).collect();
    let (from, to) = (path.to_owned(), format!("{path}~"));
    let long_ago = months(stage.now.date(), -36);
    stage
        .app
        .db
        .read("sample_roll", move |tx| {
            let roll: Vec<(PersonId, Date, Date)> =
                tx.all(sql!("sql/roll_of.sql"), params![from, to])?;
            Ok(roll
                .into_iter()
                .filter(|(person, _, since)| *since < long_ago && !shown.contains(person))
                .map(|(person, ..)| person)
                .collect())
        })
        .await
}
