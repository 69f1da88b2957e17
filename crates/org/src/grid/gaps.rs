//! 空白清单: what is missing, one kind at a time, in one's part of the tree.

use platform::db::Tx;
use platform::error::Error;
use platform::web::{Answer, Cx, View};

use super::READ;
use super::coverage::{self, Figures};
use super::show::gaps as words;
use super::store::{self, After, Gap};
use crate::finding::store::{self as findings, Wanted};
use crate::finding::{Code, Limits};
use crate::tree::place::Place;

/// A line of the list: a grid, or a community without one.
struct Line {
    name: String,
    href: String,
    org: String,
    households: String,
    lacks: String,
}

#[derive(askama::Template)]
#[template(path = "grid_gaps.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    kinds: Vec<(String, String, bool)>,
    here: String,
    org: String,
    title: String,
    advice: String,
    lines: Vec<Line>,
    next: Option<String>,
}

/// What is missing in a part of the tree.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let place = Place::of(&cx, READ).await?;
    let asked = cx.query("gap").and_then(|code| Gap::from_code(&code));
    let after = cx.query("after").unwrap_or_default();
    let (wanted, here) = (place.clone(), place.here.path.to_string());
    let (figures, gap, found) = cx
        .app
        .db
        .read("grid_gaps", move |tx| {
            let (figures, _) = coverage::read(tx, &here)?;
            let gap = asked
                .or_else(|| Gap::ALL.into_iter().find(|gap| figures.gap(*gap) > 0))
                .unwrap_or(Gap::NoBranch);
            Ok((figures, gap, find(tx, &wanted, gap, &after)?))
        })
        .await?;
    let org = place.here.id;
    let (lines, next) = shown(&cx, found, gap)?;
    let tab = |one: Gap| kind(&cx, &figures, one, gap, &org.to_string());
    cx.page(&Index {
        crumbs: place.crumbs(&cx, cx.t("grid-gaps"), "/staff/grids/gaps"),
        tabs: place.tabs("/staff/grids/gaps"),
        kinds: Gap::ALL.into_iter().map(tab).collect(),
        here: place.here.short_name.clone(),
        title: cx.t(&format!("grid-gap-{}-figure", gap.code())),
        advice: cx.t(&format!("grid-gap-{}-advice", gap.code())),
        next: next.map(|after| {
            format!(
                "/staff/grids/gaps?org={org}&gap={}&after={after}",
                gap.code()
            )
        }),
        org: org.to_string(),
        lines,
        v: cx.view().await?,
    })
}

fn kind(cx: &Cx, figures: &Figures, one: Gap, now: Gap, org: &str) -> (String, String, bool) {
    let words = cx.t(&format!("grid-gap-{}-figure", one.code()));
    (
        format!("{words} {}", figures.gap(one)),
        format!("/staff/grids/gaps?org={org}&gap={}", one.code()),
        one == now,
    )
}

/// What was found: grids, or communities.
enum Found {
    Grids(Vec<super::Grid>),
    Orgs(Vec<findings::Line>),
}

fn find(tx: &mut Tx<'_>, place: &Place, gap: Gap, after: &str) -> Result<Found, Error> {
    if gap == Gap::NoGrids {
        let wanted = Wanted {
            scope: place.scope,
            code: Code::GridsNone,
            place: place.here.path.clone(),
            number: 0,
            after: after.to_owned(),
        };
        return Ok(Found::Orgs(findings::list(tx, &wanted)?));
    }
    let after = After::read(after);
    let grids = store::gaps(tx, place.scope, gap, &place.here.path, &after)?;
    Ok(Found::Grids(grids))
}

fn shown(cx: &Cx, found: Found, gap: Gap) -> Result<(Vec<Line>, Option<String>), Error> {
    let usual = Limits::on(&cx.app.rules.now(), cx.app.clock.today())?.grid_households();
    Ok(match found {
        Found::Orgs(mut orgs) => {
            let more = orgs.len() > 50;
            orgs.truncate(50);
            let next = orgs.last().filter(|_| more).map(|one| one.path.clone());
            let lines = orgs.into_iter().map(|one| Line {
                name: one.name,
                href: format!("/staff/grids?org={}", one.org),
                org: one.above.unwrap_or_default(),
                households: "–".to_owned(),
                lacks: cx.t(&format!("grid-gap-{}-advice", gap.code())),
            });
            (lines.collect(), next)
        }
        Found::Grids(mut grids) => {
            let more = grids.len() > 50;
            grids.truncate(50);
            let next = grids.last().filter(|_| more).map(After::grid);
            let lines = grids.iter().map(|grid| Line {
                name: grid.name.clone(),
                href: format!("/staff/grids/{}", grid.id),
                org: grid.org_name.clone(),
                households: grid.households.to_string(),
                lacks: words(cx, grid, usual).join("；"),
            });
            (lines.collect(), next)
        }
    })
}
