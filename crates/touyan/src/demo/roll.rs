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
use org::Org;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::sheet::Limits;
use platform::{params, sql};

use super::people::{NOT_GIVEN_OUT, id_number};
use super::stage::Stage;

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

/// Who came: name, sex, born, joined.
const CAME: [(&str, &str, Date, Date); 3] = [
    ("程志强", "1", date(1988, 4, 16), date(2012, 6, 28)),
    ("叶小琴", "2", date(1994, 9, 3), date(2016, 12, 9)),
    ("范国庆", "1", date(1969, 10, 1), date(1993, 7, 1)),
];

/// Who stands in the roster that waits; what is wrong with a row, if anything.
const WAITS: [(&str, &str, Date, Date, Wrong); 4] = [
    (
        "郑海燕",
        "2",
        date(1990, 2, 11),
        date(2014, 6, 30),
        Wrong::Nothing,
    ),
    (
        "曹永福",
        "1",
        date(1961, 8, 25),
        date(1988, 5, 4),
        Wrong::Nothing,
    ),
    (
        "任丽华",
        "2",
        date(1979, 12, 2),
        date(2005, 7, 1),
        Wrong::CheckDigit,
    ),
    (
        "彭建平",
        "1",
        date(1985, 6, 19),
        date(2009, 11, 20),
        Wrong::Scientific,
    ),
];

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
    let by = stage.person("secretary")?;
    let branch = branch_of(stage, by).await?;
    leavers(stage, by, branch.path.as_str()).await?;
    let mut rows = String::new();
    for (number, (name, sex, born, joined)) in (1_i64..).zip(CAME) {
        let number = i64::try_from(stage.members).unwrap_or(0) + number;
        row(
            &mut rows,
            &branch.full_name,
            number,
            (name, sex, born, joined),
            Wrong::Nothing,
        );
    }
    let name = format!("{}新转入党员.csv", branch.short_name);
    let came = stage_file(stage, by, &branch, name, &rows).await?;
    import::commit(stage.app, came, Some(by)).await?;
    rows.clear();
    for (number, (name, sex, born, joined, wrong)) in (11_i64..).zip(WAITS) {
        let number = i64::try_from(stage.members).unwrap_or(0) + number;
        row(
            &mut rows,
            &branch.full_name,
            number,
            (name, sex, born, joined),
            wrong,
        );
    }
    let name = format!("{}名册（补登）.csv", branch.short_name);
    stage_file(stage, by, &branch, name, &rows).await?;
    records(stage, by, &branch).await
}

/// The branch of the secretary on the cards.
async fn branch_of(stage: &Stage<'_>, secretary: PersonId) -> Result<Org, Error> {
    stage
        .app
        .db
        .read("sample_branch", move |tx| {
            let (org,): (OrgId,) = tx.one(sql!("sql/branch_of.sql"), params![secretary])?;
            org::tree::store::find(tx, org)
        })
        .await
}

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
fn row(
    table: &mut String,
    branch: &str,
    number: i64,
    (name, sex, born, joined): (&str, &str, Date, Date),
    wrong: Wrong,
) {
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

/// Brings a file and checks it, as an upload does.
async fn stage_file(
    stage: &Stage<'_>,
    by: PersonId,
    branch: &Org,
    file_name: String,
    rows: &str,
) -> Result<import::ImportId, Error> {
    let request = Request {
        org: branch.id,
        file_name,
        bytes: rows.to_owned().into_bytes().into(),
        create_orgs: false,
        by: Some(by),
        limits: Limits::default(),
    };
    import::stage(stage.app, request).await
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
