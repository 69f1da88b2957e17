//! The staff's list of meetings: of the own organisation, or of one below it.

use org::tree::pages::scope;
use org::tree::store::{self as orgs, Scope};
use org::{Org, OrgKind};
use platform::db::Tx;
use platform::error::{Error, not_found};
use platform::ids::OrgId;
use platform::web::{Answer, Cx, View};

use super::store::{self, Before, LINES};
use super::{CALL, Kind, Meeting, READ};
use crate::words::moment;
use crate::year::{self, Coverage};

/// The way back, from the staff's front page on.
pub(crate) fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("meeting-nav"), "/staff/meetings".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

/// The views of organisation life at one organisation.
pub(crate) fn tabs(cx: &Cx, org: &Org, current: &str) -> Vec<(String, String, bool)> {
    [
        ("meetings", "meeting-tab-list"),
        ("meetings/year", "meeting-tab-year"),
        ("meetings/branches", "meeting-tab-branches"),
        ("talks", "meeting-tab-talks"),
    ]
    .into_iter()
    // Nothing stands below a branch but its groups, which its own year shows.
    .filter(|(path, _)| *path != "meetings/branches" || above_branches(org.kind))
    .map(|(path, key)| {
        (
            cx.t(key),
            format!("/staff/{path}?org={}", org.id),
            path == current,
        )
    })
    .collect()
}

/// Whether branches can stand below an organisation.
fn above_branches(kind: OrgKind) -> bool {
    OrgKind::Branch.fits_below(kind)
}

/// The organisation a page is about: the one that was asked for, or where the scope begins.
pub(crate) fn chosen(
    tx: &mut Tx<'_>,
    scope: Scope,
    asked: Option<&str>,
) -> Result<(Org, Vec<Org>), Error> {
    let org = match asked.and_then(|id| id.parse::<OrgId>().ok()) {
        Some(id) => orgs::find_scoped(tx, scope, id)?,
        None => orgs::roots_scoped(tx, scope)?
            .into_iter()
            .next()
            .ok_or_else(not_found)?,
    };
    let below = orgs::children_scoped(tx, scope, org.id)?;
    Ok((org, below))
}

/// Organisations a page shows in a table at the most.
const MOST_BELOW: usize = 100;

/// The kinds whose coverage a committee sees.
pub(crate) const COVERED: [Kind; 4] = [
    Kind::GeneralAssembly,
    Kind::BranchCommittee,
    Kind::ThemeDay,
    Kind::PartyLecture,
];

/// A meeting in the list.
struct Line {
    id: super::MeetingId,
    title: String,
    kind: String,
    org: String,
    when: String,
    stage: (String, &'static str),
}

impl Line {
    fn new(cx: &Cx, meeting: &Meeting) -> Self {
        Self {
            id: meeting.id,
            title: meeting.title.clone(),
            kind: cx.t(&meeting.kind.key()),
            org: meeting.org_name.clone(),
            when: moment(cx.locale, meeting.starts_at),
            stage: (cx.t(meeting.stage().key()), meeting.stage().tag()),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "meeting_index.html")]
struct Index {
    v: View,
    org: Org,
    crumbs: Vec<(String, String)>,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: Option<String>,
    kinds: Vec<String>,
    coverage: Vec<Coverage>,
    may_call: bool,
}

/// The meetings of an organisation; above branches also how many have met.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let (seen, calls) = (scope(&cx, READ)?, scope(&cx, CALL)?);
    let asked = cx.query("org");
    let before = Before::read(cx.query("before").as_deref());
    let rules = cx.app.rules.now();
    let (org, above, mut found, coverage, may_call) = cx
        .app
        .db
        .read("meetings", move |tx| {
            let (org, below) = chosen(tx, seen, asked.as_deref())?;
            let found = store::list_scoped(tx, seen, org.id, before)?;
            let mut coverage = Vec::new();
            for one in below.iter().take(MOST_BELOW) {
                if one.kind != OrgKind::PartyGroup {
                    coverage.push(year::coverage(tx, &rules, one, &COVERED, seen.today)?);
                }
            }
            let may_call = orgs::find_scoped(tx, calls, org.id).is_ok();
            let above = above(tx, seen, &org)?;
            Ok((org, above, found, coverage, may_call))
        })
        .await?;
    let next = (found.len() > LINES).then(|| {
        found.truncate(LINES);
        let last = found
            .last()
            .map(|last| (last.starts_at.0, last.id.to_string()));
        let (at, id) = last.unwrap_or_default();
        format!("/staff/meetings?org={}&before={at}-{id}", org.id)
    });
    let lines = found.iter().map(|one| Line::new(&cx, one)).collect();
    let kinds = COVERED.iter().map(|kind| cx.t(&kind.key())).collect();
    cx.page(&Index {
        crumbs: crumbs(&cx, &above),
        tabs: tabs(&cx, &org, "meetings"),
        v: cx.view().await?,
        org,
        lines,
        next,
        kinds,
        coverage,
        may_call,
    })
}

/// The organisations above this one that the reader may see too, as crumbs, itself last.
pub(crate) fn above(
    tx: &mut Tx<'_>,
    scope: Scope,
    org: &Org,
) -> Result<Vec<(String, String)>, Error> {
    let mut crumbs = Vec::new();
    for one in orgs::ancestors(tx, &org.path)? {
        if one.id != org.id && orgs::find_scoped(tx, scope, one.id).is_ok() {
            let way = format!("/staff/meetings?org={}", one.id);
            crumbs.push((one.short_name, way));
        }
    }
    crumbs.push((org.short_name.clone(), String::new()));
    Ok(crumbs)
}
