//! Question bank, papers, tests and sittings; later contests, reflections and recall.
//!
//! A question is written once and kept in versions ([`bank`]); a paper is a fixed list of them
//! ([`paper`]); a test gives a paper to an audience within a window ([`test`]); a sitting is one
//! attempt of one person, whose every answer is kept and receipted ([`sitting`]). Keys and
//! explanations leave the server only after the test has closed.

pub mod bank;
mod described;
mod lines;
pub mod moved;
pub mod paper;
pub mod question;
pub mod room;
pub mod rules;
pub mod sitting;
pub mod test;

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{MemberLink, Module, NavEntry};
use platform::web::{Access, Routes, UploadLimit};

pub use room::{Assess, of};

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "assess",
        verbs: sitting::records::VERBS.to_vec(),
        routes: member_routes().merge(staff_routes()).merge(bank_routes()),
        navigation: vec![
            NavEntry {
                group: "nav-work",
                label: "test-nav",
                href: "/staff/tests",
                permission: test::reach::READ,
                order: 30,
            },
            NavEntry {
                group: "nav-work",
                label: "bank-nav",
                href: "/staff/questions",
                permission: question::pages::EDIT,
                order: 40,
            },
        ],
        today: vec![Arc::new(test::mine::TestsToday)],
        desk: vec![Arc::new(test::desk::TestsDesk)],
        branch_lines: vec![Arc::new(lines::TestLines)],
        links: vec![MemberLink {
            tab: "study",
            label: "test-mine",
            note: "test-mine-lead",
            href: "/tests",
            icon: "test",
        }],
        activities: vec![Arc::new(test::mine::TestActivity)],
        openapi: Some(described::openapi()),
        started: vec![Arc::new(|app| Box::pin(sitting::closer::run(app)))],
        jobs: vec![|_| Arc::new(moved::Paths)],
        moved: Some(moved::moved),
        ..Module::default()
    }
}

fn member_routes() -> Routes {
    use Access::SignedIn;
    Routes::new()
        .get("/tests", SignedIn, test::pages::index)
        .get("/tests/{test}", SignedIn, test::pages::intro)
        .post(
            "/tests/{test}/sitting",
            SignedIn,
            sitting::api::start_sitting,
        )
        .get("/tests/{test}/paper/{hash}", SignedIn, sitting::api::paper)
        .get("/sittings/{sitting}", SignedIn, sitting::pages::show)
        .post(
            "/sittings/{sitting}/answer",
            SignedIn,
            sitting::pages::answer,
        )
        .post(
            "/sittings/{sitting}/answers",
            SignedIn,
            sitting::api::save_answers,
        )
        .get("/sittings/{sitting}/state", SignedIn, sitting::api::state)
        .get("/sittings/{sitting}/check", SignedIn, sitting::pages::check)
        .post(
            "/sittings/{sitting}/submission",
            SignedIn,
            sitting::pages::submit,
        )
        .get(
            "/sittings/{sitting}/receipt",
            SignedIn,
            sitting::receipts::receipts,
        )
        .get(
            "/sittings/{sitting}/receipts.json",
            SignedIn,
            sitting::proof::proofs,
        )
        .get(
            "/sittings/{sitting}/result",
            SignedIn,
            sitting::results::result,
        )
}

fn staff_routes() -> Routes {
    let read = || Access::Needs(test::reach::READ);
    let edit = || Access::Needs(test::reach::EDIT);
    let results = || Access::Needs(test::reach::RESULTS);
    Routes::new()
        .get("/staff/tests", read(), test::staff::index)
        .get("/staff/tests/new", edit(), test::form::new_form)
        .post("/staff/tests/new", edit(), test::form::create)
        .get("/staff/tests/{test}", read(), test::show::show)
        .get("/staff/tests/{test}/edit", edit(), test::form::edit_form)
        .post("/staff/tests/{test}/edit", edit(), test::form::edit)
        .post(
            "/staff/tests/{test}/publication",
            edit(),
            test::staff::publish,
        )
        .post(
            "/staff/tests/{test}/closure",
            edit(),
            test::staff::close_now,
        )
        .get(
            "/staff/tests/{test}/results",
            results(),
            test::results::list,
        )
        .get(
            "/staff/tests/{test}/results.xlsx",
            results(),
            test::results::export,
        )
        .post(
            "/staff/tests/{test}/exemptions",
            results(),
            test::results::exempt,
        )
}

fn bank_routes() -> Routes {
    use paper::{choose, pages as papers};
    use question::{files, import, pages as questions};
    let edit = || Access::Needs(questions::EDIT);
    let limit = UploadLimit::max(platform::sheet::UPLOAD_BYTES);
    Routes::new()
        .get("/staff/questions", edit(), questions::index)
        .get("/staff/questions/new", edit(), questions::new_form)
        .post("/staff/questions/new", edit(), questions::create)
        .get("/staff/questions/export.gift", edit(), files::export_gift)
        .get("/staff/questions/export.xlsx", edit(), files::export_sheet)
        .get("/staff/questions/template.xlsx", edit(), files::template)
        .get("/staff/questions/import", edit(), import::new_form)
        .post(
            "/staff/questions/import",
            edit(),
            import::upload.layer(limit),
        )
        .get("/staff/questions/imports/{import}", edit(), import::preview)
        .post(
            "/staff/questions/imports/{import}/commitment",
            edit(),
            import::commit,
        )
        .post(
            "/staff/questions/imports/{import}/cancellation",
            edit(),
            import::cancel,
        )
        .get("/staff/questions/{question}", edit(), questions::show)
        .post("/staff/questions/{question}", edit(), questions::edit)
        .post(
            "/staff/questions/{question}/retirement",
            edit(),
            questions::retire,
        )
        .get("/staff/papers", edit(), papers::index)
        .post("/staff/papers", edit(), papers::create)
        .get("/staff/papers/{paper}", edit(), papers::show)
        .post("/staff/papers/{paper}", edit(), papers::save)
        .get("/staff/papers/{paper}/questions", edit(), choose::choose)
        .post("/staff/papers/{paper}/questions", edit(), choose::add)
}
