//! How a test goes, as staff see it: figures by units, none of fewer than ten people.

use platform::clock::Millis;
use platform::error::{Error, OrNotFound as _, not_found};
use platform::i18n::moment_words;
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::{Answer, Cx, View};
use platform::{params, sql, tally};

use super::overview::{Overview, Unit, overview};
use super::reach::{self, Reach};
use super::staff::{StaffTest, find};
use super::{LiveTest, TestId};
use crate::bank::Mark;
use crate::room::{self, Assess};

/// A unit on the page; numbers of fewer than ten people are not shown.
struct UnitLine {
    name: String,
    href: String,
    due: String,
    started: String,
    finished: String,
}

#[derive(askama::Template)]
#[template(path = "test_show.html")]
struct Show {
    v: View,
    test: StaffTest,
    state: String,
    tag: &'static str,
    lead: String,
    crumbs: Vec<(String, String)>,
    may_edit: bool,
    open: bool,
    whole: Option<UnitLine>,
    units: Vec<UnitLine>,
    saved: i64,
    waiting: usize,
    p99: String,
    bands: Vec<(String, i64, i64)>,
    finished: i64,
    names: Option<String>,
    full: String,
}

/// How a test goes.
///
/// # Errors
/// [`Error::NotFound`] outside the reach; the database's.
pub async fn show(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let assess = room::of(&cx.app);
    let (test, reach) = find(&cx, id).await?;
    let now = assess.clock.now();
    let least = assess.rules.now().smallest_group;
    let (shown, whole_hidden) = match test.published_at {
        Some(_) => {
            let live = assess.tests.get(id).await?;
            live.stands_at(&test.audience_path);
            let path = place(&cx, &test, &reach).await?;
            let shown = overview(&assess, &live, &path).await?;
            let hidden = is_hidden(&assess, &live, &reach, &path, least).await?;
            (Some(shown), hidden)
        }
        None => (None, false),
    };
    let (state, tag) = test.state(now);
    let page = Show {
        state: cx.t(state),
        tag,
        lead: lead(&cx, &test, now),
        crumbs: crumbs(&cx, &test, shown.as_deref()),
        may_edit: reach.holds(reach::EDIT, &test.path),
        open: state == "test-state-open" || state == "test-state-waiting",
        whole: shown.as_ref().map(|shown| {
            line(
                &cx,
                id,
                &shown.whole,
                whole_hidden || shown.whole.size() < least,
            )
        }),
        units: shown
            .iter()
            .flat_map(|shown| lines(&cx, id, shown, least))
            .collect(),
        saved: shown.as_ref().map_or(0, |shown| shown.saved),
        waiting: assess.answers.waiting(),
        p99: assess.figures.p99_ms().map_or_else(
            || cx.t("test-ms-none"),
            |ms| cx.ta("test-ms", &[("ms", &ms)]),
        ),
        bands: shown
            .as_ref()
            .filter(|_| !whole_hidden)
            .map(|shown| bands(&cx, shown, least))
            .unwrap_or_default(),
        finished: shown.as_ref().map_or(0, |shown| shown.whole.finished()),
        names: shown.as_ref().and_then(|s| names_at(&test, &reach, s)),
        full: Mark(test.full_marks).to_string(),
        test,
        v: cx.view().await?,
    };
    cx.page(&page)
}

/// The organisation looked at: the one asked for, if it lies within audience and reach.
async fn place(cx: &Cx, test: &StaffTest, reach: &Reach) -> Result<String, Error> {
    let Some(wanted) = cx.query("org") else {
        return reach
            .root(&test.audience_path)
            .or_else(|| Some(test.audience_path.clone()))
            .ok_or_else(not_found);
    };
    let id: OrgId = wanted.parse()?;
    let (path,): (String,) = cx
        .app
        .db
        .point("org_path", move |tx| {
            tx.opt(sql!("sql/org_path.sql"), params![id]).or_not_found()
        })
        .await?;
    let inside = path.starts_with(&test.audience_path) && reach.sees(&path);
    if inside { Ok(path) } else { Err(not_found()) }
}

fn names_at(test: &StaffTest, reach: &Reach, shown: &Overview) -> Option<String> {
    let place = &shown.whole.place;
    let may = test.required && place.is_branch() && reach.names(&place.path);
    may.then(|| format!("/staff/tests/{}/results?org={}", test.id, place.id))
}

fn lead(cx: &Cx, test: &StaffTest, now: Millis) -> String {
    let moment = moment_words(cx.locale, test.closes_at, now);
    cx.ta("test-lead", &[("moment", &moment)])
}

fn crumbs(cx: &Cx, test: &StaffTest, shown: Option<&Overview>) -> Vec<(String, String)> {
    let mut crumbs = vec![(cx.t("test-nav"), "/staff/tests".to_owned())];
    match shown.filter(|shown| shown.whole.place.path != test.audience_path) {
        Some(shown) => {
            crumbs.push((test.title.clone(), format!("/staff/tests/{}", test.id)));
            crumbs.push((shown.whole.place.name.clone(), String::new()));
        }
        None => crumbs.push((test.title.clone(), String::new())),
    }
    crumbs
}

/// Whether an organisation's figures are not shown on its own page either: whoever also reads
/// those around it would reckon a neighbour's from them.
async fn is_hidden(
    assess: &Assess,
    test: &LiveTest,
    reach: &Reach,
    path: &str,
    least: i64,
) -> Result<bool, Error> {
    let audience = test.audience();
    let above = path
        .len()
        .checked_sub(tally::LEVEL)
        .and_then(|end| path.get(..end));
    let Some(above) = above.filter(|above| above.starts_with(&audience.path) && reach.sees(above))
    else {
        return Ok(false);
    };
    let around = overview(assess, test, above).await?;
    let mut units = around.units.iter().zip(around.hidden(least));
    Ok(units.any(|(unit, hidden)| hidden && unit.place.path == path))
}

/// The units that the test concerns. Of a small one a count would tell who: it is shown with the
/// units around it instead.
fn lines(cx: &Cx, test: TestId, shown: &Overview, least: i64) -> Vec<UnitLine> {
    let hidden = shown.hidden(least);
    let units = shown.units.iter().zip(hidden);
    units
        .filter(|(unit, _)| unit.is_concerned())
        .map(|(unit, hidden)| line(cx, test, unit, hidden))
        .collect()
}

fn line(cx: &Cx, test: TestId, unit: &Unit, hidden: bool) -> UnitLine {
    let number = |count: i64| {
        if hidden {
            cx.t("test-few")
        } else {
            count.to_string()
        }
    };
    UnitLine {
        name: unit.place.name.clone(),
        href: format!("/staff/tests/{test}?org={}", unit.place.id),
        due: unit.due.to_string(),
        started: number(unit.started),
        finished: number(unit.finished()),
    }
}

/// Bars of the distribution, the highest first; nothing below the smallest group.
fn bands(cx: &Cx, shown: &Overview, least: i64) -> Vec<(String, i64, i64)> {
    if shown.whole.finished() < least {
        return Vec::new();
    }
    let counts = shown.whole.bands;
    let longest = counts.iter().copied().max().unwrap_or(0).max(1);
    let keys = [
        "test-band-0",
        "test-band-1",
        "test-band-2",
        "test-band-3",
        "test-band-4",
    ];
    let bar = |(key, count): (&str, i64)| (cx.t(key), count, count * 100 / longest);
    keys.into_iter().zip(counts).rev().map(bar).collect()
}
