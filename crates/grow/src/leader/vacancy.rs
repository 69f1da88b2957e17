//! The map of vacancies: which villages and communities have no secretary, whose term has ended or
//! ends soon, and where nobody has joined for years; by street, as a list.

use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::ids::OrgId;
use platform::web::{Answer, Cx, View};

use super::store::{self, Narrowed};
use super::{EDIT, READ, rules};
use crate::admission::rules::months;

/// An area as a tile.
struct Tile {
    href: String,
    name: String,
    villages: i64,
    vacant: i64,
    term: i64,
}

/// A village in the list.
struct Line {
    id: OrgId,
    name: String,
    secretary: Option<String>,
    ends: Option<(String, &'static str)>,
    joined: Option<String>,
    quiet: bool,
}

#[derive(askama::Template)]
#[template(path = "leader_vacancy.html")]
struct Map {
    v: View,
    crumbs: Vec<(String, String)>,
    name: String,
    tiles: Vec<Tile>,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: Option<String>,
    quiet_years: i64,
    may_edit: bool,
    sheet: String,
}

/// What the list can be narrowed to.
const SHOWS: [&str; 4] = ["", "vacant", "term", "quiet"];
/// Villages a page holds.
pub(super) const VILLAGES: usize = 30;

/// What the list is narrowed to.
pub(super) fn shown(cx: &Cx) -> String {
    let asked = cx.query("show");
    asked
        .filter(|show| SHOWS.contains(&show.as_str()))
        .unwrap_or_default()
}

/// The map of one organisation, by default where the scope begins.
///
/// # Errors
/// Outside the scope.
pub async fn map(cx: Cx) -> Answer {
    let scope = scope(&cx, READ)?;
    let rules = rules::rules(&cx.app)?;
    let today = scope.today;
    let asked: Option<OrgId> = cx.query("org").and_then(|text| text.parse().ok());
    let show = shown(&cx);
    let narrowed = Narrowed {
        path: String::new(),
        after: cx.query("after").unwrap_or_default(),
        show: show.clone(),
        soon: months(today, rules.term_soon_months),
        long_ago: months(today, -12 * rules.quiet_years),
    };
    let (soon, long_ago) = (narrowed.soon, narrowed.long_ago);
    let (org, areas, mut found) = cx
        .app
        .db
        .read("vacancies", move |tx| {
            let org = match asked {
                Some(id) => Some(orgs::find_scoped(tx, scope, id)?),
                None => orgs::roots_scoped(tx, scope)?.into_iter().next(),
            };
            let Some(org) = org else {
                return Ok((None, Vec::new(), Vec::new()));
            };
            let areas = store::areas_scoped(tx, scope, org.id, soon)?;
            let narrowed = Narrowed {
                path: org.path.as_str().to_owned(),
                ..narrowed.clone()
            };
            let found = store::villages_scoped(tx, scope, &narrowed)?;
            Ok((Some(org), areas, found))
        })
        .await?;
    let id = org
        .as_ref()
        .map(|org| org.id.to_string())
        .unwrap_or_default();
    let next = (found.len() > VILLAGES).then(|| {
        found.truncate(VILLAGES);
        let last = found.last().map(|last| last.2.clone()).unwrap_or_default();
        format!("/staff/vacancies?org={id}&show={show}&after={last}")
    });
    let tab = |code: &str| {
        let key = if code.is_empty() { "all" } else { code };
        let words = cx.ta(
            &format!("leader-vacancy-{key}"),
            &[("years", &rules.quiet_years)],
        );
        let href = format!("/staff/vacancies?org={id}&show={code}");
        (words, href, show == code)
    };
    cx.page(&Map {
        tabs: SHOWS.iter().map(|code| tab(code)).collect(),
        tiles: areas.into_iter().map(tile).collect(),
        lines: found
            .into_iter()
            .map(|one| line(&cx, one, (today, soon, long_ago)))
            .collect(),
        name: org.map(|org| org.short_name).unwrap_or_default(),
        crumbs: super::pages::crumbs(&cx, &[(cx.t("leader-vacancies"), String::new())]),
        quiet_years: rules.quiet_years,
        may_edit: cx.may(EDIT).await?,
        sheet: format!("/staff/vacancies/export?org={id}&show={show}"),
        v: cx.view().await?,
        next,
    })
}

fn tile((id, name, villages, vacant, term): store::Area) -> Tile {
    Tile {
        href: format!("/staff/vacancies?org={id}"),
        name,
        villages,
        vacant,
        term,
    }
}

fn line(
    cx: &Cx,
    (id, name, _, secretary, ends, joined): store::Village,
    (today, soon, long_ago): (jiff::civil::Date, jiff::civil::Date, jiff::civil::Date),
) -> Line {
    let ends = ends.map(|day| {
        let words = day.to_string();
        match day {
            day if day < today => (cx.ta("leader-term-ended", &[("day", &words)]), "red"),
            day if day <= soon => (cx.ta("leader-term-soon", &[("day", &words)]), "warn"),
            _ => (words, ""),
        }
    });
    Line {
        id,
        name,
        secretary,
        ends,
        quiet: joined.is_none_or(|day| day < long_ago),
        joined: joined.map(|day| day.to_string()),
    }
}
