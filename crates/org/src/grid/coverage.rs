//! 覆盖图: 街道党工委 – 社区党委 – 网格党支部 – 楼栋党小组, level by level, from sums that stand ready.

use std::collections::BTreeMap;

use platform::error::Error;
use platform::ids::OrgId;
use platform::tally::{self, Counts};
use platform::web::{Answer, Cx, View};

use super::show::{gaps, share};
use super::store::{self, Gap};
use super::{COUNT, COVERED, EDIT, Grid, GridId, HOUSEHOLDS, LARGE, NO_BRANCH, NO_GROUP, READ};
use crate::finding::{Code, Limits};
use crate::tree::place::Place;

/// What stands ready of a part of the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Grids.
    pub grids: i64,
    /// Their households.
    pub households: i64,
    /// Of them, those a party group looks after.
    pub covered: i64,
    /// Grids without a branch.
    pub no_branch: i64,
    /// Grids with a branch and without a group.
    pub no_group: i64,
    /// Grids larger than usual.
    pub large: i64,
    /// Communities without a grid.
    pub no_grids: i64,
}

impl Figures {
    /// Reads them from the sums of a place.
    #[must_use]
    pub fn of(counts: &Counts) -> Self {
        let of = |key: &str| counts.get(key).copied().unwrap_or(0).max(0);
        Self {
            grids: of(COUNT),
            households: of(HOUSEHOLDS),
            covered: of(COVERED),
            no_branch: of(NO_BRANCH),
            no_group: of(NO_GROUP),
            large: of(LARGE),
            no_grids: of(&format!("orgs.{}", Code::GridsNone.code())),
        }
    }

    /// Households in a hundred that a party group looks after.
    #[must_use]
    pub fn share(&self) -> i64 {
        share(self.covered, self.households)
    }

    /// How many of a gap.
    #[must_use]
    pub fn gap(&self, gap: Gap) -> i64 {
        match gap {
            Gap::NoBranch => self.no_branch,
            Gap::NoGroup => self.no_group,
            Gap::Uncovered => self.households - self.covered,
            Gap::Large => self.large,
            Gap::NoGrids => self.no_grids,
        }
    }
}

/// The sums of a place and of each organisation directly below it.
///
/// # Errors
/// The database's.
pub fn read(
    tx: &mut platform::db::Tx<'_>,
    path: &str,
) -> Result<(Figures, BTreeMap<String, Figures>), Error> {
    let none = format!("orgs.{}", Code::GridsNone.code());
    let mut here = tally::all(tx, path, "grids.")?;
    here.extend(tally::all(tx, path, &none)?);
    let mut below = tally::below(tx, path, "grids.")?;
    for (path, counts) in tally::below(tx, path, &none)? {
        below.entry(path).or_default().extend(counts);
    }
    let below = below
        .into_iter()
        .map(|(path, counts)| (path, Figures::of(&counts)))
        .collect();
    Ok((Figures::of(&here), below))
}

/// An organisation below, in the table.
struct Line {
    id: OrgId,
    name: String,
    figures: Figures,
}

/// A grid in the tree of a community: its branch and the branch's groups below it.
struct Leaf {
    id: GridId,
    grid: Grid,
    groups: Vec<(String, i64)>,
    gaps: Vec<String>,
    /// Whether the reader may open it: one that is linked above is the community's to show.
    open: bool,
}

#[derive(askama::Template)]
#[template(path = "grid_coverage.html")]
struct Coverage {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    here: String,
    org: OrgId,
    figures: Figures,
    gaps: Vec<(String, i64, String)>,
    lines: Vec<Line>,
    chart: Vec<(String, String, i64)>,
    leaves: Vec<Leaf>,
    may_edit: bool,
}

/// The coverage of a part of the tree.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let place = Place::of(&cx, READ).await?;
    let (path, here) = (place.here.path.to_string(), place.here.id);
    let (figures, below, grids) = cx
        .app
        .db
        .read("grid_coverage", move |tx| {
            let (figures, below) = read(tx, &path)?;
            let mut grids = store::of_org(tx, here)?;
            grids.extend(store::looked_after(tx, here)?);
            let mut found = Vec::with_capacity(grids.len());
            for grid in grids {
                let groups = store::groups(tx, grid.id)?;
                found.push((grid, groups));
            }
            Ok((figures, below, found))
        })
        .await?;
    let usual = Limits::on(&cx.app.rules.now(), cx.app.clock.today())?.grid_households();
    let lines: Vec<Line> = place
        .below
        .iter()
        .filter_map(|org| {
            let figures = below.get(org.path.as_str())?;
            (*figures != Figures::default()).then(|| Line {
                id: org.id,
                name: org.short_name.clone(),
                figures: *figures,
            })
        })
        .collect();
    let leaves = grids
        .into_iter()
        .map(|(grid, groups)| Leaf {
            id: grid.id,
            gaps: gaps(&cx, &grid, usual),
            open: grid.path.starts_with(place.here.path.as_str()),
            groups: groups.into_iter().map(|(_, name, n)| (name, n)).collect(),
            grid,
        })
        .collect();
    let gap = |gap: Gap| {
        (
            cx.t(&format!("grid-gap-{}-figure", gap.code())),
            figures.gap(gap),
            format!("/staff/grids/gaps?org={here}&gap={}", gap.code()),
        )
    };
    cx.page(&Coverage {
        crumbs: place.crumbs(&cx, cx.t("grid-nav"), "/staff/grids"),
        tabs: place.tabs("/staff/grids"),
        here: place.here.short_name.clone(),
        org: here,
        gaps: Gap::ALL.into_iter().map(gap).collect(),
        figures,
        chart: chart(&lines),
        lines,
        leaves,
        may_edit: cx.may(EDIT).await?,
        v: cx.view().await?,
    })
}

/// The share of each that has households, with the length of its bar.
fn chart(lines: &[Line]) -> Vec<(String, String, i64)> {
    let with = lines.iter().filter(|line| line.figures.households > 0);
    with.map(|line| {
        let share = line.figures.share();
        (line.name.clone(), format!("{share}%"), share)
    })
    .collect()
}
