//! The committee's page: seats, what the rules say of them, the units of a joint branch.

use axum::http::StatusCode;
use platform::error::Error;
use platform::ids::OrgId;
use platform::tally;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::unit::{self, JointUnit, JointUnitId};
use crate::duty::{self, Held};
use crate::finding::pages::{advice, said};
use crate::finding::{self, Code, Limits, refresh};
use crate::tree::pages::{kind_words, scope};
use crate::tree::store;
use crate::tree::{Org, OrgKind};

/// The posts of a committee, in their order.
const SEATS: [&str; 5] = [
    "secretary",
    "deputy_secretary",
    "org_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
];

#[derive(askama::Template)]
#[template(path = "post_show.html")]
struct Show {
    v: View,
    f: Form,
    org: Org,
    crumbs: Vec<(String, String)>,
    kind: String,
    posts: Vec<(String, Vec<Held>)>,
    seats: usize,
    members: i64,
    full: i64,
    rule: String,
    found: Vec<(String, String)>,
    joint: bool,
    units: Vec<JointUnit>,
    may_edit: bool,
    may_give: bool,
}

/// Who sits in the committee, and how that stands beside the rules.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(org): Path<OrgId>) -> Answer {
    let id = JointUnitId::fresh(&cx.app.clock).to_string();
    let form = Form::filled(&cx, [("id", id)]);
    page(&cx, org, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: OrgId, f: Form, status: StatusCode) -> Answer {
    let (scope, today) = (scope(cx, "org.read")?, cx.app.clock.today());
    let limits = Limits::on(&cx.app.rules.now(), today)?;
    let known = limits.clone();
    let (org, held, units, counts, found) = cx
        .app
        .db
        .read("posts", move |tx| {
            let org = store::find_scoped(tx, scope, id)?;
            let held = duty::of_org(tx, id, today)?;
            let units = unit::of_org(tx, id)?;
            let counts = tally::all(tx, org.path.as_str(), "members.")?;
            let found = match finding::store::unit(tx, id, today)? {
                Some(unit) => finding::judge(&unit, &known, today)?,
                None => Vec::new(),
            };
            Ok((org, held, units, counts, found))
        })
        .await?;
    let count = |key: &str| counts.get(key).copied().unwrap_or(0);
    let (members, young) = (count(finding::MEMBERS), count(finding::PROBATIONARY));
    let posts: Vec<(String, Vec<Held>)> = SEATS
        .iter()
        .map(|kind| {
            let words = cx.t(&format!("duty-{}", kind.replace('_', "-")));
            let held = held.iter().filter(|one| one.kind == *kind).cloned();
            (words, held.collect())
        })
        .collect();
    let page = Show {
        crumbs: vec![
            (cx.t("org-nav"), "/staff/orgs".to_owned()),
            (org.short_name.clone(), format!("/staff/orgs/{}", org.id)),
            (cx.t("post-title"), String::new()),
        ],
        kind: kind_words(cx, org.kind),
        seats: posts.iter().map(|(_, held)| held.len()).sum(),
        rule: rule(cx, &org, members - young, &limits),
        found: found
            .iter()
            .map(|one| (said(cx, one, &limits), advice(cx, one.code, &limits)))
            .collect(),
        members,
        full: members - young,
        joint: org.kind == OrgKind::JointBranch,
        may_edit: cx.may("org.edit").await?,
        may_give: cx.may("duties.edit").await?,
        v: cx.view().await?,
        f,
        org,
        posts,
        units,
    };
    cx.page_with(status, &page)
}

/// What the regulation says of this organisation's seats.
fn rule(cx: &Cx, org: &Org, full: i64, limits: &Limits) -> String {
    let key = match org.kind {
        OrgKind::TemporaryBranch => "post-rule-temporary",
        OrgKind::Branch | OrgKind::JointBranch if full < limits.committee_from() => {
            "post-rule-without"
        }
        OrgKind::Branch | OrgKind::JointBranch => "post-rule-with",
        _ => "post-rule-other",
    };
    cx.ta(
        key,
        &[
            ("from", &limits.committee_from()),
            ("least", &limits.bound(Code::SeatsFew)),
            ("most", &limits.bound(Code::SeatsMany)),
        ],
    )
}

/// Adds a unit to a joint branch.
///
/// # Errors
/// Outside the scope.
pub async fn add_unit(cx: Cx, Path(org): Path<OrgId>, form: Form) -> Answer {
    let (scope, now) = (scope(&cx, "org.edit")?, cx.app.clock.now());
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    let (name, fresh) = (
        form.value("unit").to_owned(),
        JointUnitId::fresh(&cx.app.clock),
    );
    let id = form.value("id").parse().unwrap_or(fresh);
    let done = cx
        .app
        .db
        .write("add_unit", move |tx| {
            let org = store::find_scoped(tx, scope, org)?;
            unit::add(tx, &org, id, &name, scope.person, now)?;
            refresh::refresh(tx, org.id, &limits, now.date())
        })
        .await;
    answer(&cx, org, form, done).await
}

/// Takes a unit away from a joint branch.
///
/// # Errors
/// Outside the scope.
pub async fn remove_unit(cx: Cx, Path(org): Path<OrgId>, form: Form) -> Answer {
    let (scope, now) = (scope(&cx, "org.edit")?, cx.app.clock.now());
    let limits = Limits::on(&cx.app.rules.now(), now.date())?;
    let id = form.value("unit").parse().ok();
    let done = cx
        .app
        .db
        .write("remove_unit", move |tx| {
            let org = store::find_scoped(tx, scope, org)?;
            // What is there no more needs no removing.
            let id: Option<JointUnitId> = id;
            if let Some(id) = id {
                unit::remove(tx, &org, id, scope.person, now)?;
            }
            refresh::refresh(tx, org.id, &limits, now.date())
        })
        .await;
    answer(&cx, org, form, done).await
}

async fn answer(cx: &Cx, org: OrgId, mut form: Form, done: Result<(), Error>) -> Answer {
    match done {
        Ok(()) => go_saying(&format!("/staff/orgs/{org}/posts"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            page(cx, org, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
