//! 支部页: what goes well, what needs a hand, what to do next, put together from what the rooms say
//! ([`platform::branch`]). It is written for the secretary, and compares nobody with anybody.

use org::OrgKind;
use org::tree::pages::kind_words;
use org::tree::place::Place;
use platform::branch::{BranchLine, BranchPart, BranchSeen};
use platform::error::Error;
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Answer, Cx, View};

use crate::indicator::READ;

/// Lines that one question gets: a page is read in a minute.
const MOST: usize = 12;

/// A line in words.
struct Line {
    words: String,
    href: String,
    day: String,
}

#[derive(askama::Template)]
#[template(path = "branch_show.html")]
struct Show {
    v: View,
    crumbs: Vec<(String, String)>,
    name: String,
    org: String,
    kind: String,
    parts: Vec<(String, String, Vec<Line>)>,
    below: Vec<(String, String)>,
    may_members: bool,
}

/// One's own branch, or the committee's page where one's scope begins higher.
///
/// # Errors
/// The database's.
pub async fn own(cx: Cx) -> Answer {
    let place = Place::at(&cx, READ, None).await?;
    go(&page_of(&place.here))
}

fn page_of(org: &org::Org) -> String {
    if is_branch(org.kind) {
        format!("/staff/branch/{}", org.id)
    } else {
        format!("/staff/committee?org={}", org.id)
    }
}

fn is_branch(kind: OrgKind) -> bool {
    kind.takes_members() && kind != OrgKind::PartyGroup
}

/// The page of a branch.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(org): Path<OrgId>) -> Answer {
    let place = Place::at(&cx, READ, Some(org)).await?;
    if !is_branch(place.here.kind) {
        return go(&format!("/staff/committee?org={org}"));
    }
    let seen = BranchSeen {
        org: place.here.id,
        no: place.here.no,
        path: place.here.path.to_string(),
        kind: place.here.kind.code().to_owned(),
        reader: place.scope.person,
        today: place.scope.today,
        locale: cx.locale,
    };
    let mut lines = gather(&cx, &seen).await?;
    for line in &mut lines {
        if let Some(href) = &line.href
            && !cx.may_follow(href).await?
        {
            line.href = None;
        }
    }
    let part = |part: BranchPart, code: &str| {
        let of = lines.iter().filter(|line| line.part == part).take(MOST);
        let lines = of.map(|line| Line {
            words: line.words.clone(),
            href: line.href.clone().unwrap_or_default(),
            day: line.day.map(|day| day.to_string()).unwrap_or_default(),
        });
        (
            cx.t(&format!("branch-{code}")),
            cx.t(&format!("branch-{code}-none")),
            lines.collect(),
        )
    };
    cx.page(&Show {
        crumbs: crumbs(&cx, &place),
        kind: kind_words(&cx, place.here.kind),
        parts: vec![
            part(BranchPart::Next, "next"),
            part(BranchPart::Needs, "needs"),
            part(BranchPart::Well, "well"),
        ],
        below: place
            .below
            .iter()
            .map(|org| (org.short_name.clone(), format!("/staff/orgs/{}", org.id)))
            .collect(),
        may_members: cx.may("members.read").await?,
        name: place.here.full_name.clone(),
        org: place.here.id.to_string(),
        v: cx.view().await?,
    })
}

fn crumbs(cx: &Cx, place: &Place) -> Vec<(String, String)> {
    let mut crumbs = vec![(cx.t("home-staff"), "/staff".to_owned())];
    let above = place.above.iter();
    crumbs.extend(above.map(|org| (org.short_name.clone(), page_of(org))));
    crumbs.push((place.here.short_name.clone(), String::new()));
    crumbs
}

/// What every room says, what has a day first by its day.
async fn gather(cx: &Cx, seen: &BranchSeen) -> Result<Vec<BranchLine>, Error> {
    let mut lines = Vec::new();
    for source in &cx.app.registry.branch_lines {
        lines.extend(source.lines(&cx.app, seen).await?);
    }
    lines.sort_by_key(|line| (line.day.is_none(), line.day));
    Ok(lines)
}
