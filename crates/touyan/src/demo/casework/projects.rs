//! Projects that join Party work to the business: two still measured, one closed in part.

use casework::project::change::{self as projects, NewMeasurement, NewProject};
use casework::project::{self, Verdict as Came};
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};

use super::{Places, act};
use crate::demo::stage::Stage;

/// A project: title, goal, measure, unit, baseline and target in thousandths, values by month,
/// what is done (months ago; nothing when still planned).
struct Project {
    org: OrgId,
    by: PersonId,
    title: &'static str,
    goal: &'static str,
    measure: &'static str,
    unit: &'static str,
    span: (i64, i64),
    values: &'static [i64],
    deeds: &'static [(&'static str, Option<i64>, &'static str)],
    closed: Option<(Came, &'static str, &'static str)>,
}

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>, places: &Places) -> Result<(), Error> {
    let (begun, now) = (stage.day(-300, 9), stage.day(0, 8));
    let places = places.clone();
    stage
        .app
        .db
        .write("sample_projects", move |tx| {
            for one in projects_of(&places) {
                a_project(tx, &places, &one, begun, now)?;
            }
            Ok(())
        })
        .await
}

fn projects_of(places: &Places) -> [Project; 3] {
    let (village, grid) = still_measured(places);
    [village, grid, closed_in_part(places)]
}

fn still_measured(places: &Places) -> (Project, Project) {
    (
        Project {
            org: places.village.id,
            by: places.secretary,
            title: "合作社青菜农残抽检合格率",
            goal: "城里超市愿意长期收，二十七户的菜不再压价。",
            measure: "每月抽检合格率",
            unit: "%",
            span: (86_000, 98_000),
            values: &[
                86_500, 88_000, 87_500, 90_000, 92_500, 93_000, 95_500, 96_000, 97_500,
            ],
            deeds: &[
                (
                    "党员带头用生物药，四户示范",
                    Some(8),
                    "四户都用上了，一亩多花四十元。",
                ),
                (
                    "请农技员到田头讲停药期",
                    Some(6),
                    "到了三十一户，发了一张停药日历。",
                ),
                (
                    "地头设自检点，党员轮值",
                    Some(4),
                    "每周二、五自检，不合格的不装车。",
                ),
                ("把停药日历写进合作社章程", None, ""),
            ],
            closed: None,
        },
        Project {
            org: places.grid.id,
            by: places.clerk,
            title: "窗口办件提速",
            goal: "居民来一次就办好，少跑路、少等。",
            measure: "平均办件天数",
            unit: "天",
            span: (7_000, 3_000),
            values: &[
                6_900, 6_800, 6_100, 5_200, 5_000, 4_100, 3_900, 3_600, 3_500,
            ],
            deeds: &[
                (
                    "窗口设党员示范岗，缺材料当场帮补",
                    Some(7),
                    "两人轮值，老人的表由示范岗代填。",
                ),
                ("把六张表并成一张", Some(5), "和街道商定，四月起用新表。"),
            ],
            closed: None,
        },
    )
}

fn closed_in_part(places: &Places) -> Project {
    Project {
        org: places.street.id,
        by: places.clerk,
        title: "楼道堆物火灾隐患",
        goal: "楼道里没有电动车和杂物，消防车进得来。",
        measure: "有堆物的楼道",
        unit: "处",
        span: (64_000, 10_000),
        values: &[
            62_000, 55_000, 47_000, 40_000, 31_000, 26_000, 22_000, 19_000, 18_000,
        ],
        deeds: &[
            (
                "党员先清自家楼道",
                Some(8),
                "一百一十二名党员清了自家门口。",
            ),
            ("建三处充电棚", Some(5), "棚建好以后，电动车下楼最快。"),
        ],
        closed: Some((
            Came::Partly,
            "充电棚作用最大；党员先清带动了邻居，但两个月后有回潮。",
            "同期消防大队查过两次，物业也换了新公司。",
        )),
    }
}

fn a_project(
    tx: &mut Tx<'_>,
    places: &Places,
    one: &Project,
    begun: Millis,
    now: Millis,
) -> Result<(), Error> {
    let edit = |at| act(places, one.by, project::EDIT, at);
    let new = NewProject {
        org: one.org,
        title: one.title.to_owned(),
        goal: one.goal.to_owned(),
        measure: one.measure.to_owned(),
        unit: one.unit.to_owned(),
        baseline: one.span.0,
        target: one.span.1,
        starts_on: begun.date(),
        ends_on: now.plus_days(60).date(),
    };
    let id = projects::begin(tx, &edit(begun), &new)?;
    for (n, (what, ago, words)) in one.deeds.iter().enumerate() {
        let planned = now.plus_days(-ago.unwrap_or(-1) * 30).date();
        projects::add_action(tx, &edit(begun), id, (what, planned))?;
        if let Some(ago) = ago {
            let at = now.plus_days(-ago * 30);
            let no = i64::try_from(n).unwrap_or(0) + 1;
            projects::done(tx, &edit(at), (id, no), (at.date(), words))?;
        }
    }
    let months = i64::try_from(one.values.len()).unwrap_or(0);
    let measured: Vec<NewMeasurement> = one
        .values
        .iter()
        .zip(0_i64..)
        .map(|(value, n)| NewMeasurement {
            on: now.plus_days(-(months - 1 - n) * 31 - 2).date(),
            value: *value,
            source: "月度台账".to_owned(),
        })
        .collect();
    projects::measure(tx, &edit(now), id, &measured)?;
    if let Some((came, contribution, otherwise)) = one.closed {
        projects::close(tx, &edit(now), id, came, (contribution, otherwise))?;
    }
    Ok(())
}
