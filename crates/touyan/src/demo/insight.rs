//! A quality drive in the middle of its year, and requests for data: one open, one that asks nobody.

use insight::data_request::change::{self as requests, NewRequest};
use insight::data_request::rules::Rules;
use insight::data_request::{self, Units};
use insight::drive::change::{self as drives, NewDrive, NewMeasure};
use insight::drive::{self, GoalId, Verdict};
use jiff::ToSpan as _;
use jiff::civil::Date;
use org::Act;
use org::tree::store::Scope;
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId};

use super::stage::Stage;

/// Problem, goal, what is done, days from today until it is due, what was done (days ago, words),
/// verdict and its reason.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    i32,
    &'static [(i32, &'static str)],
    Option<(Verdict, &'static str)>,
);

const LINES: [Line; 4] = [
    (
        "主题党日多是念文件，讨论不到十分钟。",
        "每次主题党日讨论一件群众的事，定下由谁办、哪天前办成。",
        "每月开会前征求三户群众的意见，选一件事上会讨论",
        -20,
        &[
            (96, "议定把村口的坏路灯换掉，电工组两天后装好。"),
            (61, "议定汛期轮流看护低洼三户，名单贴在村务公开栏。"),
            (33, "议定晒谷场的使用次序，今年没有再争场地。"),
        ],
        Some((
            Verdict::Reached,
            "到会听了两次，又问了四户，办成的事都说得出来。",
        )),
    ),
    (
        "外出务工的党员半年联系不上，回来才知道换了地方。",
        "每名外出党员都有一名联系人，联系人说得出他现在在哪里、有什么困难。",
        "给每名外出党员定一名联系人，每季度通一次电话",
        -5,
        &[(40, "七名外出党员都定了联系人，两人的新住址已改进名册。")],
        Some((
            Verdict::Partly,
            "抽问三名联系人，两人说得清，一人只说打过电话。",
        )),
    ),
    (
        "党费账目一年公布一次，党员不清楚用在哪里。",
        "每季度把收支写在一张纸上，党员会上念一遍，能当场问。",
        "每季度末的党员大会上公布一次收支",
        25,
        &[(52, "第三季度收支已在党员大会上念过，答了两个问题。")],
        None,
    ),
    (
        "三年没有发展年轻党员。",
        "有两名三十五岁以下的入党积极分子在认真培养。",
        "请返乡青年和合作社骨干参加主题党日，确定培养联系人",
        -10,
        &[],
        None,
    ),
];

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let (branch, secretary) = stage.own_place("secretary").await?;
    let (street, clerk) = stage.own_place("street_staff").await?;
    let (root, staff) = (stage.root()?.id, stage.person("org_staff")?);
    let rules = Rules::on(&stage.app.rules.now(), stage.now.date())?;
    let clock = stage.app.clock.clone();
    let today = stage.now.date();
    stage
        .app
        .db
        .write("sample_insight", move |tx| {
            let act = |person: PersonId, permission| Act {
                scope: Scope {
                    person,
                    permission,
                    today,
                },
                clock: clock.clone(),
            };
            let edit = act(staff, drive::EDIT);
            let report = act(secretary, drive::REPORT);
            the_drive(tx, &edit, &report, root, &branch.full_name, today)?;
            the_requests(tx, &act(staff, data_request::ASK), rules, root, today)?;
            a_streets_request(tx, &act(clerk, data_request::ASK), rules, street.id, today)
        })
        .await
}

fn the_drive(
    tx: &mut Tx<'_>,
    edit: &Act,
    report: &Act,
    root: OrgId,
    branch: &str,
    today: Date,
) -> Result<(), Error> {
    let begun = day(today, -200)?;
    let new = NewDrive {
        org: root,
        title: format!("{} 年党建质量过硬行动", today.year()),
        aim: "把学习和组织生活落到解决问题上：问题写看得见的，目标写去看一眼就能判断的，谁做、哪天前做写清楚。".to_owned(),
        starts_on: begun,
        ends_on: day(today, 60)?,
    };
    let id = drives::begin(tx, edit, &new)?;
    for (problem, goal, what, due, told, verdict) in LINES {
        let goal = drives::add_goal(tx, edit, id, problem, goal)?;
        let measure = NewMeasure {
            what: what.to_owned(),
            org: branch.to_owned(),
            responsible: "支部书记 陈建国".to_owned(),
            due_on: day(today, due)?,
        };
        let measure = drives::add_measure(tx, edit, goal, &measure)?;
        for (ago, words) in told {
            drives::give_evidence(tx, report, measure, day(today, -ago)?, words)?;
        }
        judge(tx, edit, goal, verdict)?;
    }
    Ok(())
}

fn judge(
    tx: &mut Tx<'_>,
    edit: &Act,
    goal: GoalId,
    verdict: Option<(Verdict, &str)>,
) -> Result<(), Error> {
    match verdict {
        Some((verdict, words)) => drives::review(tx, edit, goal, verdict, words),
        None => Ok(()),
    }
}

fn the_requests(
    tx: &mut Tx<'_>,
    ask: &Act,
    rules: Rules,
    root: OrgId,
    today: Date,
) -> Result<(), Error> {
    let new = |title: &str, known: &[&str], asked: &[(&str, &'static str)]| -> Result<_, Error> {
        Ok(NewRequest {
            org: root,
            title: title.to_owned(),
            purpose: "安排明年的修缮和添置，先修漏雨的。".to_owned(),
            basis: "市委组织部年度工作安排".to_owned(),
            units: Units::Branches,
            expires_on: day(today, 20)?,
            known: known.iter().map(|key| (*key).to_owned()).collect(),
            asked: asked
                .iter()
                .map(|(label, kind)| ((*label).to_owned(), *kind))
                .collect(),
        })
    };
    let rooms = new(
        "党员活动场所情况",
        &["members.total"],
        &[
            ("活动场所面积（平方米）", "number"),
            ("最急着修的一处", "text"),
        ],
    )?;
    let rooms = requests::draft(tx, ask, rules, &rooms)?;
    requests::send(tx, ask, rules, rooms)?;
    let known = new(
        "各支部党员构成",
        &["members.total", "members.women", "members.probationary"],
        &[],
    )?;
    requests::draft(tx, ask, rules, &known)?;
    Ok(())
}

fn a_streets_request(
    tx: &mut Tx<'_>,
    ask: &Act,
    rules: Rules,
    street: OrgId,
    today: Date,
) -> Result<(), Error> {
    let new = NewRequest {
        org: street,
        title: "志愿服务队情况".to_owned(),
        purpose: "安排冬季上门看望独居老人，一队管一片。".to_owned(),
        basis: "街道党工委会议决定".to_owned(),
        units: Units::Branches,
        expires_on: day(today, 10)?,
        known: vec!["members.total".to_owned()],
        asked: vec![("能上门的志愿者人数".to_owned(), "number")],
    };
    let id = requests::draft(tx, ask, rules, &new)?;
    requests::send(tx, ask, rules, id)
}

fn day(today: Date, days: i32) -> Result<Date, Error> {
    today
        .checked_add(days.days())
        .map_err(|error| internal(error.to_string()))
}
