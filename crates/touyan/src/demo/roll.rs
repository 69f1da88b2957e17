//! What happens to the roll of one branch: who left and how, who came by a roster, a roster that
//! still waits for its secretary, and what the record says beyond the roster's columns.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use members::belonging::Act;
use members::belonging::exit::{Leaving, leave};
use members::import::{self, Request};
use members::more::items::{self, Body, ItemId, ItemKind, Part};
use members::more::{self, Field};
use members::roster::Column;
use org::{Org, OrgKind};
use platform::db::Tx;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::sheet::Limits;
use platform::{params, sql};

use super::people::{NOT_GIVEN_OUT, id_number};
use super::stage::Stage;
use super::tree::Planned;

/// Who left: days ago, the place in the roll by age (from the end when negative), how, why.
const LEFT: [(i64, i64, &str, &str); 3] = [
    (134, 0, "deceased", ""),
    (
        66,
        -3,
        "transferred_out",
        "到杭州市工作，转到当地社区党支部",
    ),
    (17, -6, "transferred_out", "随子女迁居县城"),
];

/// Somebody in a roster: name, sex, born, joined, and what is wrong with the row.
type Line = (&'static str, &'static str, Date, Date, Wrong);

/// Who came to the secretary's branch.
const CAME: [Line; 3] = [
    line("程志强", "1", date(1988, 4, 16), date(2012, 6, 28)),
    line("叶小琴", "2", date(1994, 9, 3), date(2016, 12, 9)),
    line("范国庆", "1", date(1969, 10, 1), date(1993, 7, 1)),
];

/// Who stands in the roster that waits for the secretary.
const WAITS: [Line; 4] = [
    line("郑海燕", "2", date(1990, 2, 11), date(2014, 6, 30)),
    line("曹永福", "1", date(1961, 8, 25), date(1988, 5, 4)),
    faulty(
        line("任丽华", "2", date(1979, 12, 2), date(2005, 7, 1)),
        Wrong::CheckDigit,
    ),
    faulty(
        line("彭建平", "1", date(1985, 6, 19), date(2009, 11, 20)),
        Wrong::Scientific,
    ),
];

/// Who stands in the roster that waits for the commissioner.
const NEIGHBOURS: [Line; 2] = [
    line("苏文斌", "1", date(1976, 3, 8), date(2001, 6, 29)),
    line("潘秋月", "2", date(1998, 10, 17), date(2020, 7, 1)),
];

/// Who stands in the roster that waits for the street.
const STREET: [Line; 2] = [
    line("袁立新", "1", date(1983, 1, 30), date(2008, 12, 5)),
    faulty(
        line("杜春梅", "2", date(1991, 5, 22), date(2013, 7, 1)),
        Wrong::CheckDigit,
    ),
];

const fn line(name: &'static str, sex: &'static str, born: Date, joined: Date) -> Line {
    (name, sex, born, joined, Wrong::Nothing)
}

const fn faulty(line: Line, wrong: Wrong) -> Line {
    (line.0, line.1, line.2, line.3, wrong)
}

/// A fault people bring in real rosters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Nothing,
    /// A digit was mistyped.
    CheckDigit,
    /// A table program made a number of it.
    Scientific,
}

/// Plays it.
///
/// # Errors
/// When the branch is too small or something cannot be written.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let (branch, by) = stage.own_place("secretary").await?;
    leavers(stage, by, branch.path.as_str()).await?;
    let of = |org: &Org, name: &str| Brought {
        org: org.id,
        branch: org.full_name.clone(),
        file_name: format!("{}{name}.csv", org.short_name),
        by,
    };
    let came = of(&branch, "新转入党员").stage(stage, 1, &CAME).await?;
    import::commit(stage.app, came, Some(by)).await?;
    of(&branch, "名册（补登）").stage(stage, 11, &WAITS).await?;
    elsewhere(stage).await?;
    records(stage, by, &branch).await
}

/// Rosters that wait for the commissioner of a branch and for the street.
async fn elsewhere(stage: &Stage<'_>) -> Result<(), Error> {
    let (org, by) = stage.own_place("commissioner").await?;
    let brought = Brought {
        org: org.id,
        branch: org.full_name.clone(),
        file_name: format!("{}新转入党员.csv", org.short_name),
        by,
    };
    brought.stage(stage, 21, &NEIGHBOURS).await?;
    let (street, by) = stage.own_place("street_staff").await?;
    let below = |one: &&Planned| one.kind == OrgKind::Branch && street.path.holds(&one.path);
    let Some(branch) = stage.tree.orgs.iter().find(below) else {
        return Ok(());
    };
    let brought = Brought {
        org: street.id,
        branch: branch.full_name.clone(),
        file_name: format!("{}各支部补登.csv", street.short_name),
        by,
    };
    brought.stage(stage, 31, &STREET).await.map(drop)
}

/// Those who left.
async fn leavers(stage: &Stage<'_>, by: PersonId, path: &str) -> Result<(), Error> {
    let shown: Vec<PersonId> = stage.accounts.iter().map(|one| one.person).collect();
    let (from, to) = (path.to_owned(), format!("{path}~"));
    let sealer = stage.app.sealer.clone();
    let mut acts = Vec::new();
    for (days, place, kind, why) in LEFT {
        let at = stage.day(-days, 10);
        let leaving = Leaving {
            kind: kind.to_owned(),
            on: at.date(),
            reason: (!why.is_empty()).then(|| why.to_owned()),
        };
        acts.push((place, leaving, at));
    }
    stage
        .app
        .db
        .write("sample_leavers", move |tx: &mut Tx<'_>| {
            let roll: Vec<(PersonId, Date, Date)> =
                tx.all(sql!("sql/roll_of.sql"), params![from, to])?;
            let mut gone = Vec::new();
            for (place, leaving, at) in &acts {
                let open: Vec<PersonId> = roll
                    .iter()
                    .filter(|(_, _, since)| *since < leaving.on)
                    .map(|(person, ..)| *person)
                    .filter(|person| !shown.contains(person) && !gone.contains(person))
                    .collect();
                let count = i64::try_from(open.len()).unwrap_or(1).max(1);
                let index = usize::try_from(place.rem_euclid(count));
                if let Some(person) = index.ok().and_then(|index| open.get(index)) {
                    leave(tx, &sealer, *person, leaving, Act::of(by, *at))?;
                    gone.push(*person);
                }
            }
            Ok(())
        })
        .await
}

/// Adds a row of the 28 columns, under their titles when it is the first one.
fn row(table: &mut String, branch: &str, number: i64, (name, sex, born, joined, wrong): Line) {
    if table.is_empty() {
        let titles: Vec<&str> = Column::ALL.iter().map(|column| column.title()).collect();
        let _ = writeln!(table, "{}", titles.join(","));
    }
    let right = id_number(born, number, sex);
    let id = match wrong {
        Wrong::Nothing => right,
        Wrong::CheckDigit => {
            let last = if right.ends_with('3') { '4' } else { '3' };
            format!("{}{last}", &right[..17])
        }
        Wrong::Scientific => format!("{}.{}E+17", &right[..1], &right[1..6]),
    };
    let cells: Vec<String> = Column::ALL
        .iter()
        .map(|column| match column {
            Column::FullName => name.to_owned(),
            Column::IdNumber => id.clone(),
            Column::Ethnicity => "汉族".to_owned(),
            Column::Education => "高中".to_owned(),
            Column::MemberCategory => "正式党员".to_owned(),
            Column::Branch => branch.to_owned(),
            Column::JoinedOn => joined.to_string(),
            Column::FullMemberOn => joined.checked_add(1.year()).unwrap_or(joined).to_string(),
            Column::Mobile => format!("{NOT_GIVEN_OUT}{number:08}"),
            _ => String::new(),
        })
        .collect();
    let _ = writeln!(table, "{}", cells.join(","));
}

/// A roster on its way in.
struct Brought {
    /// Below which organisation its branches are looked for.
    org: OrgId,
    /// The branch its rows name.
    branch: String,
    file_name: String,
    by: PersonId,
}

impl Brought {
    /// Brings the file and checks it, as an upload does. The people in it are numbered on from
    /// those of the city.
    async fn stage(
        self,
        stage: &Stage<'_>,
        first: i64,
        lines: &[Line],
    ) -> Result<import::ImportId, Error> {
        let mut rows = String::new();
        for (number, line) in (first..).zip(lines) {
            let number = i64::try_from(stage.members).unwrap_or(0) + number;
            row(&mut rows, &self.branch, number, *line);
        }
        let request = Request {
            org: self.org,
            file_name: self.file_name,
            bytes: rows.into_bytes().into(),
            create_orgs: false,
            by: Some(self.by),
            limits: Limits::default(),
        };
        import::stage(stage.app, request).await
    }
}

/// What the record of those on the cards says beyond the roster's columns.
async fn records(stage: &Stage<'_>, by: PersonId, branch: &Org) -> Result<(), Error> {
    let sealer = stage.app.sealer.clone();
    let act = Act::of(by, stage.day(-29, 15));
    let (elder, away) = (stage.person("member")?, stage.person("floating_member")?);
    let fields: [(PersonId, &[(Field, String)]); 2] = [
        (
            elder,
            &[
                (Field::JoinedBranch, branch.full_name.clone()),
                (
                    Field::CareFlags,
                    "膝盖不好，集中学习安排在村委会一楼".to_owned(),
                ),
            ],
        ),
        (
            away,
            &[
                (Field::FlowDestination, "浙江省杭州市".to_owned()),
                (Field::HasFlowCard, "1".to_owned()),
            ],
        ),
    ];
    let mut edits = Vec::new();
    for (person, values) in fields {
        let mut next = more::More::default();
        for (field, text) in values {
            next.set(*field, Some(text.clone()));
        }
        edits.push((person, next));
    }
    let reward = Body::read(ItemKind::Reward, stage.now.date(), |part| match part {
        Part::Title => "优秀共产党员",
        Part::On => "2021-06-30",
        Part::Level => "乡镇",
        Part::By => "溪月镇党委",
        _ => "",
    })?;
    stage
        .app
        .db
        .write("sample_records", move |tx: &mut Tx<'_>| {
            for (person, next) in &edits {
                more::edit(tx, &sealer, *person, next, 0, act)?;
            }
            let id = ItemId::derived("sample-item", "reward");
            items::add(tx, &sealer, elder, id, ItemKind::Reward, &reward, act)
        })
        .await
}
