//! The table of branches by kinds of duty, for whoever looks after a committee's branches.

use org::Org;
use org::tree::pages::scope;
use platform::web::{Answer, Cx, View};

use super::below::{self, Branch, KINDS, Sum};
use super::pages::asked_year;
use super::{Coverage, coverage};
use crate::meeting::index::{COVERED, above, chosen, crumbs, tabs};
use crate::meeting::{Kind, READ};

/// A cell: how often of how many, and what is to be said of it.
struct Cell {
    held: String,
    words: String,
    tag: &'static str,
}

/// A branch with its cells.
struct Line {
    name: String,
    href: String,
    cells: Vec<Cell>,
}

#[derive(askama::Template)]
#[template(path = "year_below.html")]
struct Below {
    v: View,
    org: Org,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    year: i16,
    before: String,
    after: Option<String>,
    kinds: Vec<String>,
    now: Vec<(String, String)>,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
}

/// The branches below an organisation, fifty at a time.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx) -> Answer {
    let seen = scope(&cx, READ)?;
    let (asked, rules) = (cx.query("org"), cx.app.rules.now());
    let (year, from) = (
        asked_year(&cx, seen.today),
        cx.query("from").unwrap_or_default(),
    );
    let place = from.clone();
    let (org, above, branches, next, covered) = cx
        .app
        .db
        .read("year_below", move |tx| {
            let (org, _) = chosen(tx, seen, asked.as_deref())?;
            let (branches, next) = below::page(tx, &rules, &org, &place, (year, seen.today))?;
            let covered = if place.is_empty() && year == seen.today.year() {
                Some(coverage(tx, &rules, &org, &COVERED, seen.today)?)
            } else {
                None
            };
            let above = above(tx, seen, &org)?;
            Ok((org, above, branches, next, covered))
        })
        .await?;
    let way = |year: i16| format!("/staff/meetings/branches?org={}&year={year}", org.id);
    let here = way(year);
    let names = KINDS.iter().chain(&[Kind::GroupMeeting]);
    cx.page(&Below {
        crumbs: crumbs(&cx, &above),
        tabs: tabs(&cx, &org, "meetings/branches"),
        v: cx.view().await?,
        before: way(year - 1),
        after: (year < seen.today.year()).then(|| way(year + 1)),
        kinds: names.map(|kind| cx.t(&kind.key())).collect(),
        now: covered.map(|one| met_now(&cx, &one)).unwrap_or_default(),
        lines: branches.iter().map(|one| line(&cx, one, year)).collect(),
        next: next.map(|place| format!("{here}&from={place}")),
        first: (!from.is_empty()).then_some(here),
        year,
        org,
    })
}

/// How many of all branches have met in the running period, by kind: from the sums.
fn met_now(cx: &Cx, covered: &Coverage) -> Vec<(String, String)> {
    let kinds = COVERED.iter().zip(&covered.met);
    kinds
        .map(|(kind, met)| {
            let words = cx.ta(
                "year-below-met",
                &[("met", met), ("branches", &covered.branches)],
            );
            (cx.t(&kind.key()), words)
        })
        .collect()
}

fn line(cx: &Cx, branch: &Branch, year: i16) -> Line {
    Line {
        name: branch.name.clone(),
        href: format!("/staff/meetings/year?org={}&year={year}", branch.id),
        cells: branch.sums.iter().map(|sum| cell(cx, *sum)).collect(),
    }
}

fn cell(cx: &Cx, sum: Option<Sum>) -> Cell {
    let Some(sum) = sum else {
        return Cell {
            held: "—".to_owned(),
            words: String::new(),
            tag: "",
        };
    };
    let (words, tag) = if sum.late > 0 {
        (cx.ta("year-below-late", &[("count", &sum.late)]), "warn")
    } else if sum.due {
        (cx.t("year-below-due"), "info")
    } else {
        (cx.t("year-below-done"), "ok")
    };
    Cell {
        held: format!("{}/{}", sum.held, sum.begun),
        words,
        tag,
    }
}
