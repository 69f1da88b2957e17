//! Residents' requests in every state, codes on doors, a rectification list and two projects.

use casework::evidence::Taken;
use casework::matter::change::Said;
use casework::matter::machine::Verdict;
use casework::matter::{MatterId, store as matters};
use casework::project::change::{self as projects, NewMeasurement, NewProject};
use casework::project::{self, Verdict as Came};
use casework::rectification;
use casework::rectification::change::{self as items, NewItem};
use casework::request::intake::{self, Means, NewRequest, Receiver};
use casework::request::rules::Rules;
use casework::request::{self, Category, Channel, FormKey, Topic, exclusion, handle, later, order};
use casework::spot;
use jiff::civil::Date;
use org::Act;
use org::Org;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId};
use serde::Deserialize;

use super::content;
use super::stage::Stage;

/// The code on the door that the front page of the sample city leads to.
pub const DOOR: &str = "YXWJ2T3P";

/// What residents say: `demo/requests.toml`.
#[derive(Deserialize)]
struct File {
    request: Vec<Scene>,
}

/// One request and what becomes of it.
#[derive(Deserialize)]
struct Scene {
    /// At which door: `grid`, `beside`, `village`; or `window` for the whole city.
    at: String,
    days: i64,
    hour: i8,
    topic: String,
    words: String,
    place: String,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    steps: Vec<Deed>,
}

/// What somebody did, some days ago.
#[derive(Deserialize)]
struct Deed {
    days: i64,
    hour: i8,
    what: String,
    #[serde(default)]
    words: String,
}

/// Where and by whom things happen.
#[derive(Clone)]
struct Places {
    street: Org,
    grid: Org,
    beside: Org,
    village: Org,
    clerk: PersonId,
    officer: PersonId,
    staff: PersonId,
    secretary: PersonId,
    rules: Rules,
    means: Means,
    today: Date,
}

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let file: File = content::read("requests.toml")?;
    let places = places(stage).await?;
    make_spots(stage, &places).await?;
    for (n, scene) in file.request.into_iter().enumerate() {
        play(stage, &places, n, scene).await?;
    }
    let (now, at) = (stage.day(0, 7), places.clone());
    stage
        .app
        .db
        .write("sample_lapse", move |tx| later::lapse(tx, &at.rules, now))
        .await?;
    the_list(stage, &places).await?;
    the_projects(stage, &places).await
}

async fn places(stage: &Stage<'_>) -> Result<Places, Error> {
    let (street, clerk) = stage.own_place("street_staff").await?;
    let (grid, _) = stage.own_place("commissioner").await?;
    let (village, secretary) = stage.own_place("secretary").await?;
    let below = stage.tree.orgs.iter().find(|one| {
        one.path.as_str().starts_with(street.path.as_str())
            && one.id != street.id
            && !one.path.as_str().starts_with(grid.path.as_str())
            && !grid.path.as_str().starts_with(one.path.as_str())
    });
    let beside = match below {
        Some(one) => stage.org(one.id).await?,
        None => street.clone(),
    };
    let rules = Rules::on(&stage.app.rules.now(), stage.now.date())?;
    Ok(Places {
        means: Means {
            sealer: stage.app.sealer.clone(),
            clock: stage.app.clock.clone(),
            rules,
        },
        officer: stage.person("request_officer")?,
        staff: stage.person("org_staff")?,
        today: stage.now.date(),
        street,
        grid,
        beside,
        village,
        clerk,
        secretary,
        rules,
    })
}

/// Somebody's act at a moment.
fn act(places: &Places, person: PersonId, permission: &'static str, at: Millis) -> Act {
    Act {
        scope: Scope {
            person,
            permission,
            today: places.today,
        },
        clock: Clock::fixed(at),
    }
}

async fn make_spots(stage: &Stage<'_>, places: &Places) -> Result<(), Error> {
    let label = |org: &Org, house: &str| {
        let planned = stage.tree.orgs.iter().find(|one| one.id == org.id);
        let name = planned.map_or(org.short_name.as_str(), |one| one.place[2].as_str());
        format!("{name} {house}")
    };
    let spots = [
        (DOOR, places.grid.clone(), label(&places.grid, "3 幢")),
        ("YXWJ2T4Q", places.grid.clone(), label(&places.grid, "东门")),
        (
            "YXLH3K5R",
            places.beside.clone(),
            label(&places.beside, "1 号楼"),
        ),
        (
            "YXCW4M6S",
            places.village.clone(),
            label(&places.village, "村口"),
        ),
    ];
    let act = act(places, places.officer, request::ACT, stage.day(-60, 9));
    stage
        .app
        .db
        .write("sample_spots", move |tx| {
            for (code, org, label) in &spots {
                spot::make_with(tx, &act, (org, label), code)?;
            }
            Ok(())
        })
        .await
}

async fn play(stage: &Stage<'_>, places: &Places, n: usize, scene: Scene) -> Result<(), Error> {
    let topic = Topic::from_code(&scene.topic)
        .ok_or_else(|| internal(format!("demo: no topic {}", scene.topic)))?;
    let at = moment(stage, scene.days, scene.hour);
    let receiver = match scene.at.as_str() {
        "grid" => Receiver::Spot(DOOR.to_owned()),
        "beside" => Receiver::Spot("YXLH3K5R".to_owned()),
        "village" => Receiver::Spot("YXCW4M6S".to_owned()),
        _ => Receiver::Org(
            places.street.id,
            act(places, places.officer, request::WINDOW, at).scope,
        ),
    };
    let window = scene.at == "window";
    let new = NewRequest {
        form_key: FormKey::derived("sample-request", &format!("{n}")),
        receiver,
        topic,
        category: if window {
            Category::Hard
        } else {
            topic.category()
        },
        words: scene.words,
        place: scene.place,
        phone: scene.phone,
        channel: if window { Channel::Phone } else { Channel::Own },
        entered_by: window.then_some(places.officer),
    };
    let deeds: Vec<(Millis, Deed)> = scene
        .steps
        .into_iter()
        .map(|deed| (moment(stage, deed.days, deed.hour), deed))
        .collect();
    let places = places.clone();
    stage
        .app
        .db
        .write("sample_request", move |tx| {
            let means = Means {
                clock: Clock::fixed(at),
                ..places.means.clone()
            };
            let (id, _) = intake::receive(tx, &means, &new)?;
            for (at, deed) in &deeds {
                do_it(tx, &places, id, *at, deed)?;
            }
            Ok(())
        })
        .await
}

/// Days ago at an hour; of today, so many hours ago.
fn moment(stage: &Stage<'_>, days: i64, hour: i8) -> Millis {
    if days == 0 {
        stage.now.plus_ms(-i64::from(hour) * 3_600_000)
    } else {
        stage.day(-days, hour)
    }
}

fn do_it(
    tx: &mut Tx<'_>,
    places: &Places,
    id: MatterId,
    at: Millis,
    deed: &Deed,
) -> Result<(), Error> {
    let matter = matters::find(tx, id)?;
    let by = |person, permission| act(places, person, permission, at);
    let owner = by(matter.owner_person, request::ACT);
    let (words, rules) = (deed.words.as_str(), &places.rules);
    match deed.what.as_str() {
        "contact" => handle::contact(tx, &owner, id, words),
        "answer" => handle::answer(tx, &owner, id, (words, &Taken::default()), rules),
        "offer" => {
            let to = if matter.owner_org == places.beside.id {
                &places.grid.full_name
            } else {
                &places.beside.full_name
            };
            handle::offer(tx, &owner, id, (to, words), rules)?;
            Ok(())
        }
        "refuse" => handle::refuse(tx, &by(places.officer, request::ACT), id, words, rules),
        "exclude" => {
            let again = words.contains("相同");
            let reason = if again { "repeated" } else { "beyond" };
            exclusion::ask(tx, &owner, id, (reason, words))
        }
        "grant" => {
            let above = by(places.officer, request::RULE);
            exclusion::decide(tx, &above, id, (true, words), rules)
        }
        "order" => {
            order::send(tx, &owner, id, ("云溪供电所", words), rules)?;
            Ok(())
        }
        verdict => {
            let verdict = Verdict::from_code(verdict)
                .ok_or_else(|| internal(format!("demo: nobody does {verdict}")))?;
            let said = Said {
                satisfied: Some(verdict == Verdict::Solved),
                by: None,
                verdict,
                words,
            };
            handle::judge(tx, id, &said, rules, at)
        }
    }
}

/// Whose item, what was found, what shall be true, days until due, what was done, whether it is so.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    i64,
    Option<&'static str>,
    Option<&'static str>,
);

const LINES: [Line; 5] = [
    (
        "village",
        "党员会议记录只有签名，没有议定事项。",
        "每次会议写清议定什么、谁办、哪天前办成。",
        20,
        None,
        None,
    ),
    (
        "village",
        "村务公开栏三个月没有换。",
        "每月换一次，账目能看清。",
        -3,
        Some("九月起每月五日更换，公开栏在村委会门口左侧。"),
        None,
    ),
    (
        "grid",
        "楼院长名单是去年的，两处打不通电话。",
        "名单和电话都对，贴在每个门口。",
        12,
        None,
        None,
    ),
    (
        "grid",
        "老年活动室下午不开门。",
        "每天下午两点到五点有人值班。",
        -10,
        Some("排了值班表，贴在活动室门上。"),
        Some("连去了三个下午，都开着门。"),
    ),
    (
        "village",
        "困难党员走访记录半年没有更新。",
        "每季度走访一次，写明困难和办法。",
        30,
        Some("五户都走访过，困难写在走访本上。"),
        None,
    ),
];

async fn the_list(stage: &Stage<'_>, places: &Places) -> Result<(), Error> {
    let (found, done, seen) = (stage.day(-40, 10), stage.day(-6, 15), stage.day(-2, 16));
    let places = places.clone();
    stage
        .app
        .db
        .write("sample_rectifications", move |tx| {
            for (whose, finding, wanted, days, proof, verified) in LINES {
                let org = if whose == "grid" {
                    &places.grid
                } else {
                    &places.village
                };
                let edit = act(&places, places.staff, rectification::EDIT, found);
                let new = NewItem {
                    org: org.id,
                    unit: org.full_name.clone(),
                    source: "市委组织部第三季度调研".to_owned(),
                    finding: finding.to_owned(),
                    wanted: wanted.to_owned(),
                    found_on: found.date(),
                    due_on: found.plus_days(40 + days).date(),
                };
                let id = items::begin(tx, &edit, &new, 180)?;
                let owner = matters::find(tx, id)?.owner_person;
                if let Some(words) = proof {
                    let prove = act(&places, owner, rectification::PROVE, done);
                    items::prove(tx, &prove, id, (words, &Taken::default()))?;
                }
                if let Some(words) = verified {
                    let verify = act(&places, places.staff, rectification::VERIFY, seen);
                    items::verify(tx, &verify, id, (Verdict::Solved, words, None), 180)?;
                }
            }
            Ok(())
        })
        .await
}

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

async fn the_projects(stage: &Stage<'_>, places: &Places) -> Result<(), Error> {
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
