//! The page of the structure: a chart of each split with its table in one.

use org::tree::place::Place;
use org::tree::store::{Scope, find_scoped};
use platform::error::Error;
use platform::tally;
use platform::web::{Answer, Cx, View};

use super::{Figure, READ, Structure, Words, bands};

/// A split in words: lines with their number and the length of their bar.
pub(super) struct Shown {
    pub title: String,
    pub rows: Vec<(String, String, i64)>,
}

#[derive(askama::Template)]
#[template(path = "structure.html")]
struct Page {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    here: String,
    org: String,
    total: String,
    year: i16,
    splits: Vec<Shown>,
    below: Vec<(String, String)>,
    hides: Option<i64>,
    none: bool,
}

/// What the page and the workbook show.
pub(super) struct Read {
    pub place: Place,
    pub structure: Structure,
    pub year: i16,
    pub least: i64,
}

/// Reads the structure of the part of the tree that the address names.
///
/// # Errors
/// Outside the scope.
pub(super) async fn read(cx: &Cx) -> Result<Read, Error> {
    let place = Place::of(cx, READ).await?;
    let (rules, today) = (cx.app.rules.now(), cx.app.clock.today());
    let figures_from = rules.int("privacy.figures_from", today)?;
    let (path, org) = (place.here.path.to_string(), place.here.id);
    let names = Scope {
        permission: "members.read",
        ..place.scope
    };
    let (counts, by_name) = cx
        .app
        .db
        .read("structure", move |tx| {
            let counts = tally::all(tx, &path, "members.")?;
            Ok((counts, find_scoped(tx, names, org).is_ok()))
        })
        .await?;
    let least = if by_name { 0 } else { figures_from };
    let year = today.year();
    Ok(Read {
        structure: Structure::of(&counts, &bands(&rules, today)?, year, least),
        place,
        year,
        least,
    })
}

/// The structure of a part of the tree.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let Read {
        place,
        structure,
        year,
        least,
    } = read(&cx).await?;
    let way = |org: &org::Org| {
        (
            org.short_name.clone(),
            format!("/staff/structure?org={}", org.id),
        )
    };
    cx.page(&Page {
        crumbs: place.crumbs(&cx, cx.t("structure-nav"), "/staff/structure"),
        tabs: place.tabs("/staff/structure"),
        here: place.here.short_name.clone(),
        org: place.here.id.to_string(),
        total: figure(&cx, structure.total),
        year,
        splits: shown(&cx, &structure),
        below: place.below.iter().take(200).map(way).collect(),
        hides: (least > 0).then_some(least),
        none: structure.total == Figure::Shown(0),
        v: cx.view().await?,
    })
}

pub(super) fn shown(cx: &Cx, structure: &Structure) -> Vec<Shown> {
    structure
        .splits
        .iter()
        .map(|split| {
            let number = |figure: Figure| match figure {
                Figure::Shown(number) => number,
                Figure::Hidden => 0,
            };
            let longest = split.lines.iter().map(|line| number(line.figure)).max();
            let longest = longest.unwrap_or(0).max(1);
            let rows = split.lines.iter().map(|line| {
                let share = number(line.figure) * 100 / longest;
                (words(cx, &line.words), figure(cx, line.figure), share)
            });
            Shown {
                title: cx.t(split.title),
                rows: rows.collect(),
            }
        })
        .collect()
}

pub(super) fn figure(cx: &Cx, figure: Figure) -> String {
    match figure {
        Figure::Shown(number) => number.to_string(),
        Figure::Hidden => cx.t("structure-hidden"),
    }
}

fn words(cx: &Cx, words: &Words) -> String {
    match words {
        Words::Key(key) => cx.t(key),
        Words::Name(name) => name.clone(),
        Words::Ages(None, None) => cx.t("structure-age-all"),
        Words::Ages(None, Some(to)) => cx.ta("structure-age-to", &[("to", &i64::from(*to))]),
        Words::Ages(Some(from), None) => {
            cx.ta("structure-age-from", &[("from", &i64::from(*from))])
        }
        Words::Ages(Some(from), Some(to)) => cx.ta(
            "structure-age-between",
            &[("from", &i64::from(*from)), ("to", &i64::from(*to))],
        ),
    }
}
