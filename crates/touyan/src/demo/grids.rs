//! The grids of communities and villages, with some gaps; reminders of terms that end; a joint and
//! a temporary branch.

use jiff::ToSpan as _;
use org::finding::{Limits, months_after};
use org::grid::change::{Act, create};
use org::grid::{Details, GridId};
use org::post::unit::{self, JointUnitId};
use org::term::TermId;
use org::term::remind::{NewReminder, ReminderId, remind};
use org::tree::change::{self, NewOrg};
use org::tree::store::{self, Scope};
use org::{Org, OrgKind, UnitNature};
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::OrgId;

use super::stage::Stage;
use super::tree::{Planned, numeral};

/// Grids written in one transaction.
const SLICE: usize = 100;
/// Who answers for grids, in turn.
const NAMES: [&str; 12] = [
    "王建华",
    "李秀兰",
    "周晓明",
    "赵国强",
    "吴丽华",
    "郑海燕",
    "孙志刚",
    "马春梅",
    "朱文军",
    "胡桂英",
    "林小芳",
    "何永福",
];
const UNITS: [&str; 6] = [
    "清溪面馆",
    "云溪书店",
    "望江药房",
    "新苑理发店",
    "柳河粮油店",
    "听泉照相馆",
];

/// A grid that is to be made.
struct NewGrid {
    org: OrgId,
    id: GridId,
    details: Details,
}

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let act = Act {
        by: stage.person("org_staff")?,
        now: stage.now,
        usual: Limits::on(&stage.app.rules.now(), stage.now.date())?.grid_households(),
    };
    let mut grids = drawn(stage);
    while !grids.is_empty() {
        let rest = grids.split_off(grids.len().min(SLICE));
        stage
            .app
            .db
            .write("sample_grids", move |tx| {
                for one in &grids {
                    let org = store::find(tx, one.org)?;
                    create(tx, &act, one.id, &org, &one.details)?;
                }
                Ok(())
            })
            .await?;
        grids = rest;
    }
    small_branches(stage, act).await?;
    reminders(stage, act).await
}

/// The grids of every community and village but a few: one a branch, now and then one more that has
/// none yet.
fn drawn(stage: &Stage<'_>) -> Vec<NewGrid> {
    let orgs = &stage.tree.orgs;
    let is_stem = |org: &Planned| {
        matches!(org.nature, UnitNature::Community | UnitNature::Village)
            && org
                .parent
                .is_some_and(|at| orgs[at].nature == UnitNature::Territory)
    };
    let mut grids = Vec::new();
    for (number, (at, stem)) in
        (1_usize..).zip(orgs.iter().enumerate().filter(|(_, org)| is_stem(org)))
    {
        // Every ninth community has drawn none yet.
        if stem.nature == UnitNature::Community && number % 9 == 4 {
            continue;
        }
        let mut branches: Vec<usize> = below(orgs, at);
        branches.retain(|at| orgs[*at].kind == OrgKind::Branch);
        if stem.kind == OrgKind::Branch {
            branches.push(at);
        }
        let more = usize::from(number % 3 == 0);
        for place in 0..branches.len() + more {
            let branch = branches.get(place).copied();
            grids.push(one(stage, stem, branch, place, number));
        }
    }
    grids
}

fn below(orgs: &[Planned], at: usize) -> Vec<usize> {
    let found = orgs.iter().enumerate();
    found
        .filter(|(_, org)| org.parent == Some(at))
        .map(|(at, _)| at)
        .collect()
}

fn one(
    stage: &Stage<'_>,
    stem: &Planned,
    branch: Option<usize>,
    place: usize,
    number: usize,
) -> NewGrid {
    let orgs = &stage.tree.orgs;
    let spread = number * 37 + place * 53;
    let households = i64::try_from(180 + spread % 170).unwrap_or(240);
    let groups: Vec<usize> = branch.map_or_else(Vec::new, |at| below(orgs, at));
    let mut left = households;
    let groups: Vec<(OrgId, i64)> = groups
        .iter()
        .enumerate()
        .map(|(n, at)| {
            let wanted = i64::try_from(48 + (spread + n * 29) % 50).unwrap_or(60);
            let share = wanted.min(left);
            left -= share;
            (orgs[*at].id, share)
        })
        .collect();
    let name = |n: usize| NAMES[(spread + n * 5) % NAMES.len()].to_owned();
    let ordinal = numeral(place + 1);
    NewGrid {
        org: stem.id,
        id: GridId::derived("sample-grid", &format!("{}/{place}", stem.path)),
        details: Details {
            name: format!("第{ordinal}网格"),
            place: place_words(stem, place),
            households,
            branch: branch.map(|at| orgs[at].id),
            people: vec![
                ("head".to_owned(), name(0)),
                ("worker".to_owned(), name(1)),
                ("worker".to_owned(), name(2)),
            ],
            groups,
        },
    }
}

fn place_words(stem: &Planned, place: usize) -> String {
    let first = place * 6 + 1;
    if stem.nature == UnitNature::Village {
        format!("第 {} 至 {} 村民小组", first, first + 2)
    } else {
        format!("{} {} 至 {} 栋", stem.place[2], first, first + 5)
    }
}

/// Two branches that the rules have something to say of: of too many units, and for too long.
async fn small_branches(stage: &Stage<'_>, act: Act) -> Result<(), Error> {
    let root = stage.root()?.id;
    let founded = months_after(act.now.date(), -9)?;
    let new = |name: &str, kind| NewOrg {
        id: OrgId::derived("sample-org", name),
        kind,
        details: change::Details {
            full_name: name.to_owned(),
            short_name: name.to_owned(),
            code: None,
            unit_nature: UnitNature::PrivateEnterprise,
            contact: None,
            founded_on: Some(founded),
        },
    };
    let joint = new("清溪老街商户联合党支部", OrgKind::JointBranch);
    let site = new("云溪大桥工地临时党支部", OrgKind::TemporaryBranch);
    stage
        .app
        .db
        .write("sample_small_branches", move |tx| {
            let root = store::find(tx, root)?;
            let made = change::create(tx, &joint, Some(&root), Some(act.by), act.now)?;
            units(tx, &made, act)?;
            change::create(tx, &site, Some(&root), Some(act.by), act.now)?;
            Ok(())
        })
        .await
}

fn units(tx: &mut Tx<'_>, org: &Org, act: Act) -> Result<(), Error> {
    for name in UNITS {
        let id = JointUnitId::derived("sample-unit", name);
        unit::add(tx, org, id, name, act.by, act.now)?;
    }
    Ok(())
}

/// Every other of the committees near the end of their term was called some weeks ago.
async fn reminders(stage: &Stage<'_>, act: Act) -> Result<(), Error> {
    let scope = Scope {
        person: act.by,
        permission: "org.read",
        today: act.now.date(),
    };
    let called = act
        .now
        .date()
        .checked_sub(20.days())
        .map_err(|error| internal(error.to_string()))?;
    // The same term numbers that `terms` writes: every sixth ends within half a year.
    let near: Vec<(OrgId, i64)> = (0_i64..)
        .zip(&stage.tree.orgs)
        .filter(|(number, _)| number % 12 == 0 && number % 37 != 11)
        .map(|(number, org)| (org.id, 2 + number * 5 % 9))
        .take(200)
        .collect();
    stage
        .app
        .db
        .write("sample_reminders", move |tx| {
            for (org, number) in &near {
                let term = TermId::derived("term", &format!("{org}/{number}"));
                let new = NewReminder {
                    id: ReminderId::derived("sample-reminder", &term.to_string()),
                    way: "call".to_owned(),
                    reminded_on: called,
                    words: "请先开会研究换届时间，再报请示。".to_owned(),
                };
                match remind(tx, scope, term, &new, act.now) {
                    Ok(_) | Err(Error::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
        .await
}
