//! Whatever has an owner, a clock, hand-overs, a proof and a verdict: one engine, thin kinds on it.
//!
//! A resident's request (我要反映) and an item of the rectification list stand on [`matter`]. The
//! first receiver owns it; a hand-over needs a reason and acceptance; a third one goes to the
//! lowest common organisation for a ruling; the resident says whether it was solved. An
//! integration project ([`project`]) ties what a branch does to a measure of the work itself.

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{MemberLink, Module, NavEntry};
use platform::web::{Access, Routes, UploadLimit};

pub mod evidence;
mod lines;
pub mod matter;
pub mod project;
pub mod rectification;
pub mod request;
pub mod spot;

use matter::change as matters;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "casework",
        routes: resident_routes()
            .merge(request_routes())
            .merge(handling_routes())
            .merge(rectification_routes())
            .merge(project_routes()),
        navigation: navigation(),
        links: vec![MemberLink {
            tab: "service",
            label: "request-say",
            note: "request-say-note",
            href: "/r",
            icon: "flag",
        }],
        desk: vec![
            Arc::new(request::desk::Waiting),
            Arc::new(rectification::desk::Due),
        ],
        started: vec![Arc::new(request::later::start)],
        verbs: vec![
            &matters::RECEIVED,
            &matters::ACCEPTED,
            &matters::RULED,
            &matters::ANSWERED,
            &matters::JUDGED,
            &matters::EXCLUDED,
            &project::MEASURED,
            &project::CLOSED,
        ],
        moved: Some(matter::store::moved),
        branch_lines: vec![Arc::new(lines::MatterLines)],
        ..Module::default()
    }
}

fn navigation() -> Vec<NavEntry> {
    let entry = |group, label, href, permission, order| NavEntry {
        group,
        label,
        href,
        permission,
        order,
    };
    vec![
        entry(
            "nav-service",
            "request-nav",
            "/staff/requests",
            request::READ,
            210,
        ),
        entry(
            "nav-service",
            "rectification-nav",
            "/staff/rectifications",
            rectification::READ,
            220,
        ),
        entry(
            "nav-work",
            "project-nav",
            "/staff/projects",
            project::READ,
            60,
        ),
    ]
}

/// Pages of residents and of outside units: no account.
fn resident_routes() -> Routes {
    use Access::Public;
    use request::{order_pages, resident, track};
    Routes::new()
        .get("/r", Public, resident::start)
        .get("/r/new", Public, resident::say_form)
        .post("/r/new", Public, resident::check)
        .post("/r/sent", Public, resident::send)
        .get("/r/conduct", Public, resident::conduct)
        .get("/r/track", Public, track::form)
        .post("/r/track", Public, track::follow)
        .post("/r/verdict", Public, track::judge)
        .post("/r/file", Public, track::file)
        .get("/r/{spot}", Public, resident::at_spot)
        .get("/w/{door}", Public, order_pages::door)
        .post("/w/{door}", Public, order_pages::door_reply)
}

// tidy: table, the routes of requests
fn request_routes() -> Routes {
    use request::{list_pages, order_pages, rates, show, window};
    let needs = Access::Needs;
    let (read, act, write) = (request::READ, request::ACT, request::WINDOW);
    Routes::new()
        .get("/staff/requests", needs(read), list_pages::index)
        .post("/staff/requests", needs(write), window::receive)
        .get("/staff/requests/new", needs(write), window::new_form)
        .get("/staff/requests/rates", needs(read), rates::rates)
        .get("/staff/requests/rates/export", needs(read), rates::export)
        .get("/staff/requests/{matter}", needs(read), show::show)
        .get(
            "/staff/requests/{matter}/files/{evidence}",
            needs(read),
            show::file,
        )
        .post(
            "/staff/requests/{matter}/orders",
            needs(act),
            order_pages::send,
        )
        .get(
            "/staff/requests/{matter}/orders/{order}",
            needs(read),
            order_pages::show,
        )
        .get(
            "/staff/requests/{matter}/orders/{order}/letter",
            needs(read),
            order_pages::letter,
        )
        .post(
            "/staff/requests/{matter}/orders/{order}/door",
            needs(act),
            order_pages::reopen,
        )
        .post(
            "/staff/requests/{matter}/orders/{order}/reply",
            needs(act),
            order_pages::reply,
        )
        .get("/staff/spots", needs(act), spot::pages::index)
        .post("/staff/spots", needs(act), spot::pages::make)
        .get("/staff/spots/{spot}", needs(act), spot::pages::show)
        .post(
            "/staff/spots/{spot}/closure",
            needs(act),
            spot::pages::close,
        )
}

/// What staff do with a request; the verbs are resources.
fn handling_routes() -> Routes {
    use request::act_pages as pages;
    let needs = Access::Needs;
    let (act, rule, write) = (request::ACT, request::RULE, request::WINDOW);
    let files = UploadLimit::max(evidence::MAX_UPLOAD + evidence::AROUND);
    Routes::new()
        .post(
            "/staff/requests/{matter}/contact",
            needs(act),
            pages::contact,
        )
        .post("/staff/requests/{matter}/offer", needs(act), pages::offer)
        .post(
            "/staff/requests/{matter}/acceptance",
            needs(act),
            pages::accept,
        )
        .post(
            "/staff/requests/{matter}/refusal",
            needs(act),
            pages::refuse,
        )
        .post(
            "/staff/requests/{matter}/withdrawal",
            needs(act),
            pages::withdraw,
        )
        .post("/staff/requests/{matter}/ruling", needs(rule), pages::rule)
        .post(
            "/staff/requests/{matter}/assignment",
            needs(act),
            pages::assign,
        )
        .post("/staff/requests/{matter}/pause", needs(act), pages::pause)
        .post(
            "/staff/requests/{matter}/category",
            needs(act),
            pages::harden,
        )
        .post(
            "/staff/requests/{matter}/answer",
            needs(act),
            pages::answer.layer(files),
        )
        .post(
            "/staff/requests/{matter}/verdict",
            needs(write),
            pages::judge,
        )
        .post(
            "/staff/requests/{matter}/exclusion",
            needs(act),
            pages::exclude,
        )
        .post(
            "/staff/requests/{matter}/decision",
            needs(rule),
            pages::decide,
        )
        .post("/staff/requests/{matter}/phone", needs(act), pages::phone)
}

fn rectification_routes() -> Routes {
    use rectification::{list_pages, pages};
    let needs = Access::Needs;
    let (read, edit) = (rectification::READ, rectification::EDIT);
    let (prove, verify) = (rectification::PROVE, rectification::VERIFY);
    let files = UploadLimit::max(evidence::MAX_UPLOAD + evidence::AROUND);
    Routes::new()
        .get("/staff/rectifications", needs(read), list_pages::index)
        .post("/staff/rectifications", needs(edit), list_pages::begin)
        .get(
            "/staff/rectifications/new",
            needs(edit),
            list_pages::new_form,
        )
        .get(
            "/staff/rectifications/export",
            needs(read),
            list_pages::export,
        )
        .get(
            "/staff/rectifications/{rectification}",
            needs(read),
            pages::show,
        )
        .get(
            "/staff/rectifications/{rectification}/files/{proof}",
            needs(read),
            pages::file,
        )
        .post(
            "/staff/rectifications/{rectification}/proof",
            needs(prove),
            pages::prove.layer(files),
        )
        .post(
            "/staff/rectifications/{rectification}/verification",
            needs(verify),
            pages::verify,
        )
        .post(
            "/staff/rectifications/{rectification}/assignment",
            needs(prove),
            pages::assign,
        )
}

fn project_routes() -> Routes {
    use project::{import_pages, pages, show};
    let needs = Access::Needs;
    let (read, edit) = (project::READ, project::EDIT);
    let upload = UploadLimit::max(platform::sheet::UPLOAD_BYTES);
    Routes::new()
        .get("/staff/projects", needs(read), pages::index)
        .post("/staff/projects", needs(edit), pages::begin)
        .get("/staff/projects/new", needs(edit), pages::new_form)
        .get("/staff/projects/{project}", needs(read), show::show)
        .post(
            "/staff/projects/{project}/actions",
            needs(edit),
            show::add_action,
        )
        .post(
            "/staff/projects/{project}/deeds",
            needs(edit),
            show::done_action,
        )
        .post(
            "/staff/projects/{project}/measurements",
            needs(edit),
            show::measure,
        )
        .get(
            "/staff/projects/{project}/import",
            needs(edit),
            import_pages::form,
        )
        .post(
            "/staff/projects/{project}/import",
            needs(edit),
            import_pages::take.layer(upload),
        )
        .post(
            "/staff/projects/{project}/closure",
            needs(edit),
            show::close,
        )
}
