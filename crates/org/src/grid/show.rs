//! One grid: what it is, who answers for it, who looks after it.

use platform::web::context::Path;
use platform::web::{Answer, Cx, View};

use super::{EDIT, Grid, GridId, READ, Role, store};
use crate::finding::Limits;
use crate::tree::pages::scope;
use crate::tree::store as orgs;

#[derive(askama::Template)]
#[template(path = "grid_show.html")]
struct Show {
    v: View,
    grid: Grid,
    crumbs: Vec<(String, String)>,
    people: Vec<(String, String)>,
    groups: Vec<(String, String, i64)>,
    gaps: Vec<String>,
    share: i64,
    may_edit: bool,
}

/// A grid.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<GridId>) -> Answer {
    let (scope, editing) = (scope(&cx, READ)?, scope(&cx, EDIT)?);
    let limits = Limits::on(&cx.app.rules.now(), cx.app.clock.today())?;
    let (grid, people, groups, mine, org) = cx
        .app
        .db
        .read("grid", move |tx| {
            let grid = store::find_scoped(tx, scope, id)?;
            let people = store::people(tx, id)?;
            let groups = store::groups(tx, id)?;
            let mine = store::find_scoped(tx, editing, id).is_ok();
            let org = orgs::find(tx, grid.org)?;
            Ok((grid, people, groups, mine, org))
        })
        .await?;
    let listed = |role: Role| {
        let of = people.iter().filter(|(have, _)| have == role.code());
        let names: Vec<&str> = of.map(|(_, name)| name.as_str()).collect();
        (
            cx.t(&format!("grid-role-{}", role.code())),
            names.join("、"),
        )
    };
    cx.page(&Show {
        crumbs: vec![
            (cx.t("home-staff"), "/staff".to_owned()),
            (cx.t("grid-nav"), "/staff/grids".to_owned()),
            (org.short_name, format!("/staff/grids?org={}", grid.org)),
            (grid.name.clone(), String::new()),
        ],
        people: Role::ALL.into_iter().map(listed).collect(),
        groups: groups
            .into_iter()
            .map(|(id, name, households)| (id.to_string(), name, households))
            .collect(),
        gaps: gaps(&cx, &grid, limits.grid_households()),
        share: share(grid.covered, grid.households),
        may_edit: mine,
        v: cx.view().await?,
        grid,
    })
}

/// How many in a hundred.
pub(super) fn share(part: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { part * 100 / whole }
}

/// What a grid lacks, in words.
pub(super) fn gaps(cx: &Cx, grid: &Grid, usual: i64) -> Vec<String> {
    let mut gaps = Vec::new();
    if grid.branch.is_none() {
        gaps.push(cx.t("grid-gap-no-branch"));
    } else if grid.groups == 0 {
        gaps.push(cx.t("grid-gap-no-group"));
    }
    if grid.branch.is_some() && grid.groups > 0 && grid.covered < grid.households {
        let left = grid.households - grid.covered;
        gaps.push(cx.ta("grid-gap-left", &[("count", &left)]));
    }
    if grid.large {
        gaps.push(cx.ta("grid-gap-size", &[("usual", &usual)]));
    }
    gaps
}
