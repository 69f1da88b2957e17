//! The pages of the indicators: all of a part of the tree, and one with what lies beneath it.

use org::tree::place::Place;
use platform::clock::Millis;
use platform::error::{Error, not_found};
use platform::tally::{self, Counts};
use platform::web::context::Path;
use platform::web::{Answer, Cx, View};

use super::facts::{self, Wanted};
use super::period::Period;
use super::{Formula, Indicator, READ, known};

/// A figure on the page.
struct Figure {
    name: String,
    value: String,
    href: String,
}

/// The figures of a group.
struct Group {
    title: String,
    figures: Vec<Figure>,
}

#[derive(askama::Template)]
#[template(path = "indicator_index.html")]
struct Index {
    v: View,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    periods: Vec<(String, String, bool)>,
    here: String,
    groups: Vec<Group>,
    below: Vec<(String, String)>,
}

fn asked(cx: &Cx) -> Period {
    Period::from_code(&cx.query("period").unwrap_or_default())
}

/// Every indicator of a part of the tree.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let place = Place::of(&cx, READ).await?;
    let period = asked(&cx);
    let months = period.months(cx.app.clock.today())?;
    let path = place.here.path.to_string();
    let counts = cx
        .app
        .db
        .point("indicators", move |tx| Ok(tally::all(tx, &path, "")?))
        .await?;
    let org = place.here.id.to_string();
    let mut groups: Vec<Group> = Vec::new();
    let mut last = String::new();
    for one in known(&cx.app)? {
        let figure = Figure {
            name: one.name(cx.locale).to_owned(),
            value: one.shown(one.value(&counts, &months)),
            href: format!(
                "/staff/indicators/{}?org={org}&period={}",
                one.key,
                period.code()
            ),
        };
        if one.group != last {
            last.clone_from(&one.group);
            groups.push(Group {
                title: cx.t(&format!("indicator-group-{}", one.group)),
                figures: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.figures.push(figure);
        }
    }
    cx.page(&Index {
        crumbs: place.crumbs(&cx, cx.t("indicator-nav"), "/staff/indicators"),
        tabs: place.tabs("/staff/indicators"),
        periods: periods(&cx, "/staff/indicators", &org, period),
        here: place.here.short_name.clone(),
        below: below(&place, "/staff/indicators", period),
        groups,
        v: cx.view().await?,
    })
}

fn periods(cx: &Cx, page: &str, org: &str, now: Period) -> Vec<(String, String, bool)> {
    let tab = |one: Period| {
        (
            cx.t(&format!("indicator-period-{}", one.code())),
            format!("{page}?org={org}&period={}", one.code()),
            one == now,
        )
    };
    Period::ALL.into_iter().map(tab).collect()
}

fn below(place: &Place, page: &str, period: Period) -> Vec<(String, String)> {
    let way = |org: &org::Org| {
        (
            org.short_name.clone(),
            format!("{page}?org={}&period={}", org.id, period.code()),
        )
    };
    place.below.iter().take(200).map(way).collect()
}

/// A record in the list.
struct Fact {
    at: String,
    org: String,
    href: String,
}

#[derive(askama::Template)]
#[template(path = "indicator_show.html")]
struct Show {
    v: View,
    crumbs: Vec<(String, String)>,
    periods: Vec<(String, String, bool)>,
    name: String,
    here: String,
    value: String,
    meaning: String,
    not_for: String,
    source: String,
    formula: String,
    rows: Vec<(String, String, i64)>,
    opens: Option<String>,
    records: bool,
    facts: Vec<Fact>,
    next: Option<String>,
}

/// One indicator: its value here and directly below, its source, and what lies beneath it.
///
/// # Errors
/// Outside the scope; without such an indicator.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Answer {
    let one = known(&cx.app)?
        .into_iter()
        .find(|one| one.key == key)
        .ok_or_else(not_found)?;
    let place = Place::of(&cx, READ).await?;
    let period = asked(&cx);
    let today = cx.app.clock.today();
    let (months, wanted) = (
        period.months(today)?,
        wanted(&cx, &place, &one, period.since(today)?),
    );
    let path = place.here.path.to_string();
    let (counts, below, mut found) = cx
        .app
        .db
        .read("indicator", move |tx| {
            let facts = match &wanted {
                Some(wanted) => facts::list(tx, wanted)?,
                None => Vec::new(),
            };
            let counts = tally::all(tx, &path, "")?;
            Ok((counts, sums_below(tx, &path)?, facts))
        })
        .await?;
    let page = format!("/staff/indicators/{key}");
    let org = place.here.id.to_string();
    let next = (found.len() > 50).then(|| {
        found.truncate(50);
        let last = found
            .last()
            .map(|line| format!("{}-{}", line.at.0, line.seq));
        let last = last.unwrap_or_default();
        format!("{page}?org={org}&period={}&before={last}", period.code())
    });
    let mut crumbs = place.crumbs(&cx, cx.t("indicator-nav"), "/staff/indicators");
    if let Some(last) = crumbs.last_mut() {
        last.1 = format!("/staff/indicators?org={org}");
    }
    crumbs.push((one.name(cx.locale).to_owned(), String::new()));
    let opens = followed(&cx, one.opens(&org)).await?;
    cx.page(&Show {
        crumbs,
        periods: match one.formula {
            Formula::Records => periods(&cx, &page, &org, period),
            _ => Vec::new(),
        },
        name: one.name(cx.locale).to_owned(),
        here: place.here.short_name.clone(),
        value: one.shown(one.value(&counts, &months)),
        meaning: one.meaning(cx.locale).to_owned(),
        not_for: one.not_for(cx.locale).to_owned(),
        source: source(&one),
        formula: cx.t(match one.formula {
            Formula::Sum => "indicator-formula-sum",
            Formula::Share => "indicator-formula-share",
            Formula::Records => "indicator-formula-records",
        }),
        rows: rows(&place, &one, &below, &months),
        opens,
        records: one.formula == Formula::Records,
        facts: found.iter().map(fact).collect(),
        next,
        v: cx.view().await?,
    })
}

type Below = std::collections::BTreeMap<String, Counts>;

fn sums_below(tx: &mut platform::db::Tx<'_>, path: &str) -> Result<Below, Error> {
    let mut found: Below = Below::new();
    // Years of birth are many and no indicator's.
    for prefix in [
        "grids.",
        "orgs.",
        "record.",
        "members.t",
        "members.w",
        "members.p",
        "members.a",
        "members.g",
    ] {
        for (path, counts) in tally::below(tx, path, prefix)? {
            found.entry(path).or_default().extend(counts);
        }
    }
    Ok(found)
}

fn wanted(cx: &Cx, place: &Place, one: &Indicator, since: Millis) -> Option<Wanted> {
    let before = cx.query("before").and_then(|text| {
        let (at, seq) = text.split_once('-')?;
        Some((Millis(at.parse().ok()?), seq.parse().ok()?))
    });
    Some(Wanted {
        scope: place.scope,
        verb: one.verb.clone()?,
        since,
        place: place.here.path.clone(),
        before: before.unwrap_or((Millis(i64::MAX), i64::MAX)),
    })
}

fn source(one: &Indicator) -> String {
    match &one.verb {
        Some(verb) => verb.clone(),
        None if one.of.is_empty() => one.sum.join(" + "),
        None => format!("{} / {}", one.sum.join(" + "), one.of.join(" + ")),
    }
}

/// What stands directly below, in the order of the tree, with the length of its bar.
fn rows(
    place: &Place,
    one: &Indicator,
    below: &Below,
    months: &[String],
) -> Vec<(String, String, i64)> {
    let none = Counts::new();
    let values: Vec<(String, Option<i64>)> = place
        .below
        .iter()
        .map(|org| {
            let counts = below.get(org.path.as_str()).unwrap_or(&none);
            (org.short_name.clone(), one.value(counts, months))
        })
        .collect();
    let longest = match one.formula {
        Formula::Share => 100,
        _ => values
            .iter()
            .filter_map(|(_, value)| *value)
            .max()
            .unwrap_or(0)
            .max(1),
    };
    values
        .into_iter()
        .map(|(name, value)| {
            let share = value.unwrap_or(0) * 100 / longest;
            (name, one.shown(value), share)
        })
        .collect()
}

fn fact(line: &facts::Line) -> Fact {
    Fact {
        at: line.at.date().to_string(),
        org: line.org_name.clone().unwrap_or_default(),
        href: line
            .org
            .map(|org| format!("/staff/orgs/{org}"))
            .unwrap_or_default(),
    }
}

/// A page, for whoever may follow the way to it.
async fn followed(cx: &Cx, href: Option<String>) -> Result<Option<String>, Error> {
    match href {
        Some(href) if cx.may_follow(&href).await? => Ok(Some(href)),
        _ => Ok(None),
    }
}
