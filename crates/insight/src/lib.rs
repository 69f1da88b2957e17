//! Insight: what the city's records say, and what is done about it.
//!
//! The quality drive (党建质量过硬行动) turns what is wrong into goals, measures, evidence and a
//! verdict. The data-request desk (数据需求台) answers from records what they know, asks only the
//! rest, says what that costs, and forgets nothing that was asked before. A number opens the
//! records beneath it; nothing here compares persons.

use std::sync::Arc;

use org::tree::store::for_form_scoped;
use platform::error::Error;
use platform::module::{Module, NavEntry};
use platform::web::{Access, Cx, Routes};

pub mod branch;
pub mod committee;
pub mod data_request;
pub mod drive;
pub mod indicator;
mod lines;

/// The content type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "insight",
        routes: reading_routes(request_routes(drive_routes(Routes::new()))),
        navigation: vec![
            overview("branch-nav", "/staff/branch", 300),
            overview("committee-nav", "/staff/committee", 302),
            overview("indicator-nav", "/staff/indicators", 304),
            NavEntry {
                group: "nav-overview",
                label: "drive-nav",
                href: "/staff/drives",
                permission: drive::READ,
                order: 320,
            },
            NavEntry {
                group: "nav-overview",
                label: "data-request-nav",
                href: "/staff/data-requests",
                permission: data_request::ANSWER,
                order: 330,
            },
        ],
        desk: vec![Arc::new(data_request::desk::Waiting)],
        verbs: vec![&drive::EVIDENCE_GIVEN, &drive::GOAL_REVIEWED],
        started: vec![indicator::follow::hook()],
        moved: Some(indicator::follow::moved),
        branch_lines: vec![Arc::new(lines::InsightLines)],
        ..Module::default()
    }
}

fn overview(label: &'static str, href: &'static str, order: u16) -> NavEntry {
    NavEntry {
        group: "nav-overview",
        label,
        href,
        permission: indicator::READ,
        order,
    }
}

fn reading_routes(routes: Routes) -> Routes {
    let reads = || Access::Needs(indicator::READ);
    routes
        .get("/staff/branch", reads(), branch::own)
        .get("/staff/branch/{org}", reads(), branch::show)
        .get("/staff/committee", reads(), committee::show)
        .get("/staff/committee/export", reads(), committee::export)
        .get("/staff/indicators", reads(), indicator::pages::index)
        .get(
            "/staff/indicators/{indicator}",
            reads(),
            indicator::pages::show,
        )
}

fn drive_routes(routes: Routes) -> Routes {
    let needs = Access::Needs;
    let (read, edit, report) = (drive::READ, drive::EDIT, drive::REPORT);
    routes
        .get("/staff/drives", needs(read), drive::pages::index)
        .get("/staff/drives/new", needs(edit), drive::pages::new_form)
        .post("/staff/drives", needs(edit), drive::pages::begin)
        .get("/staff/drives/{drive}", needs(read), drive::pages::show)
        .get(
            "/staff/drives/{drive}/export",
            needs(read),
            drive::export::export,
        )
        .post(
            "/staff/drives/{drive}/goals",
            needs(edit),
            drive::pages::add_goal,
        )
        .post(
            "/staff/drives/{drive}/closure",
            needs(edit),
            drive::pages::close,
        )
        .get("/staff/goals/{goal}", needs(edit), drive::goal_pages::show)
        .post(
            "/staff/goals/{goal}/measures",
            needs(edit),
            drive::goal_pages::add_measure,
        )
        .post(
            "/staff/goals/{goal}/reviews",
            needs(edit),
            drive::goal_pages::review,
        )
        .get(
            "/staff/measures/{measure}",
            needs(report),
            drive::measure_pages::show,
        )
        .post(
            "/staff/measures/{measure}/evidence",
            needs(report),
            drive::measure_pages::give_evidence,
        )
}

fn request_routes(routes: Routes) -> Routes {
    let needs = Access::Needs;
    let (ask, answer) = (data_request::ASK, data_request::ANSWER);
    routes
        .get(
            "/staff/data-requests",
            needs(answer),
            data_request::pages::index,
        )
        .get(
            "/staff/data-requests/new",
            needs(ask),
            data_request::pages::new_form,
        )
        .post(
            "/staff/data-requests",
            needs(ask),
            data_request::pages::draft,
        )
        .get(
            "/staff/data-requests/{data_request}",
            needs(ask),
            data_request::show::show,
        )
        .post(
            "/staff/data-requests/{data_request}/sending",
            needs(ask),
            data_request::show::send,
        )
        .get(
            "/staff/data-requests/{data_request}/export",
            needs(ask),
            data_request::export::export,
        )
        .get(
            "/staff/data-requests/{data_request}/units/{org}",
            needs(answer),
            data_request::answer_pages::form,
        )
        .post(
            "/staff/data-requests/{data_request}/units/{org}",
            needs(answer),
            data_request::answer_pages::give,
        )
}

/// The organisations a form offers, by id and name.
///
/// # Errors
/// When nobody is signed in; the database's.
pub(crate) async fn orgs_for_form(
    cx: &Cx,
    permission: &'static str,
) -> Result<Vec<(String, String)>, Error> {
    let scope = org::tree::pages::scope(cx, permission)?;
    let found = cx
        .app
        .db
        .read("orgs_for_form", move |tx| Ok(for_form_scoped(tx, scope)?))
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, name, _)| (id.to_string(), name))
        .collect())
}
