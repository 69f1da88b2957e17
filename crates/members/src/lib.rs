//! Members (党员): who belongs where, what the record says, and the rosters they come in.
//!
//! Belonging is dated from the first day. Sensitive fields are sealed and masked; seeing one in
//! full takes a duty and a reason, and the member reads who asked. Staff reach members through
//! the scope of their duties; what lies outside is not found.

pub mod audience;
pub mod belonging;
pub mod bulk;
pub mod import;
mod lines;
pub mod list;
pub mod member;
pub mod more;
pub mod roster;
pub mod structure;
mod words;

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{Module, NavEntry};
use platform::web::{Access, Routes, UploadLimit};

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "members",
        routes: member_routes()
            .merge(record_routes())
            .merge(import_routes())
            .merge(structure_routes()),
        navigation: vec![
            NavEntry {
                group: "nav-org",
                label: "member-nav",
                href: "/staff/members",
                permission: "members.read",
                order: 110,
            },
            NavEntry {
                group: "nav-org",
                label: "import-nav",
                href: "/staff/imports",
                permission: "members.import",
                order: 111,
            },
            NavEntry {
                group: "nav-overview",
                label: "structure-nav",
                href: "/staff/structure",
                permission: structure::READ,
                order: 305,
            },
        ],
        desk: vec![Arc::new(import::desk::ImportsDesk)],
        started: vec![Arc::new(import::start)],
        jobs: vec![import::taking_in, import::taking_back],
        profile: vec![Arc::new(member::own::MemberLines)],
        branch_lines: vec![Arc::new(lines::MemberCounts)],
        ..Module::default()
    }
}

fn structure_routes() -> Routes {
    let needs = || Access::Needs(structure::READ);
    Routes::new()
        .get("/staff/structure", needs(), structure::pages::index)
        .get(
            "/staff/structure/export",
            needs(),
            structure::export::export,
        )
}

fn member_routes() -> Routes {
    use member::{form_pages, pages};
    let needs = Access::Needs;
    Routes::new()
        .get("/me/record", Access::SignedIn, member::own::record)
        .get("/staff/members", needs("members.read"), list::pages::index)
        .post("/staff/members", needs("members.edit"), form_pages::create)
        .post(
            "/staff/members/export",
            needs("members.read"),
            list::pages::export,
        )
        .get(
            "/staff/members/new",
            needs("members.edit"),
            form_pages::new_form,
        )
        .get(
            "/staff/members/{member}",
            needs("members.read"),
            pages::show,
        )
        .get(
            "/staff/members/{member}/edit",
            needs("members.edit"),
            form_pages::edit_form,
        )
        .post(
            "/staff/members/{member}/edit",
            needs("members.edit"),
            form_pages::edit,
        )
        .post(
            "/staff/members/{member}/unmask",
            needs("members.unseal"),
            pages::unmask,
        )
        .post(
            "/staff/members/{member}/slip",
            needs("slips.issue"),
            pages::slip,
        )
}

fn record_routes() -> Routes {
    use more::pages;
    let needs = Access::Needs;
    Routes::new()
        .post(
            "/staff/members/{member}/home",
            needs("members.edit"),
            belonging::pages::move_home,
        )
        .post(
            "/staff/members/{member}/belongings",
            needs("members.edit"),
            belonging::pages::join,
        )
        .get(
            "/staff/members/{member}/more",
            needs("members.edit"),
            pages::form,
        )
        .post(
            "/staff/members/{member}/more",
            needs("members.edit"),
            pages::save,
        )
        .post(
            "/staff/members/{member}/items",
            needs("members.edit"),
            pages::item,
        )
        .post(
            "/staff/members/{member}/exit",
            needs("members.edit"),
            belonging::exit_pages::leave,
        )
        .post(
            "/staff/members/{member}/return",
            needs("members.edit"),
            belonging::exit_pages::take_back,
        )
        .post(
            "/staff/belongings/{belonging}/end",
            needs("members.edit"),
            belonging::pages::end,
        )
}

fn import_routes() -> Routes {
    use import::pages;
    let needs = || Access::Needs("members.import");
    let limit = UploadLimit::max(platform::sheet::UPLOAD_BYTES);
    Routes::new()
        .get("/staff/imports", needs(), pages::index)
        .post("/staff/imports", needs(), pages::upload.layer(limit))
        .get("/staff/imports/template", needs(), pages::blank)
        .get("/staff/imports/{import}", needs(), import::show::show)
        .get("/staff/imports/{import}/reasons", needs(), pages::reasons)
        .post("/staff/imports/{import}/commit", needs(), pages::take_in)
        .post("/staff/imports/{import}/cancel", needs(), pages::give_up)
        .post("/staff/imports/{import}/retry", needs(), pages::retry)
        .post("/staff/imports/{import}/undo", needs(), pages::take_back)
}
