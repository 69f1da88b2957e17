//! Organisations (党组织): the tree, its terms and posts, duties and the scopes they give.
//!
//! Committees, general branches, branches and groups stand in one tree with a materialised path;
//! a subtree is a prefix range. A duty binds a person to an organisation from a day to a day, and
//! from it follow the grants that every scoped statement joins. This room knows nothing of
//! members: who belongs where is the members room's matter.

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{FirstAdministrator, Module, NavEntry};
use platform::web::{Access, Routes, UploadLimit};

pub mod act;
pub mod desk;
pub mod divisions;
pub mod duty;
pub mod finding;
pub mod grid;
mod lines;
pub mod post;
pub mod term;
pub mod tree;

pub use act::Act;
pub use tree::{Org, OrgKind, OrgPath, UnitNature};

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "org",
        routes: tree_routes().merge(term_routes()).merge(grid_routes()),
        navigation: navigation(),
        setup: Some(Arc::new(|tx, first: &FirstAdministrator| {
            duty::begin_city(tx, first)
        })),
        profile: vec![Arc::new(duty::DutyLines)],
        started: vec![duty::follow::hook(), finding::refresh::hook()],
        desk: vec![Arc::new(desk::OrgDesk)],
        branch_lines: vec![Arc::new(lines::OrgLines)],
        ..Module::default()
    }
}

fn tree_routes() -> Routes {
    let needs = Access::Needs;
    Routes::new()
        .get("/org", Access::SignedIn, tree::mine::mine)
        .get("/service", Access::SignedIn, tree::mine::service)
        .get("/staff/orgs", needs("org.read"), tree::pages::roots)
        .get("/staff/orgs/{org}", needs("org.read"), tree::pages::show)
        .get(
            "/staff/orgs/{org}/new",
            needs("org.edit"),
            tree::form_pages::new_form,
        )
        .post(
            "/staff/orgs/{org}/new",
            needs("org.edit"),
            tree::form_pages::create,
        )
        .get(
            "/staff/orgs/{org}/edit",
            needs("org.edit"),
            tree::form_pages::edit_form,
        )
        .post(
            "/staff/orgs/{org}/edit",
            needs("org.edit"),
            tree::form_pages::edit,
        )
        .post(
            "/staff/orgs/{org}/parent",
            needs("org.edit"),
            tree::form_pages::move_under,
        )
        .get(
            "/staff/orgs/{org}/duties/new",
            needs("duties.edit"),
            duty::pages::new_form,
        )
        .post(
            "/staff/orgs/{org}/duties",
            needs("duties.edit"),
            duty::pages::assign,
        )
        .post(
            "/staff/duties/{duty}/end",
            needs("duties.edit"),
            duty::pages::end,
        )
        .post(
            "/staff/orgs/{org}/terms",
            needs("org.edit"),
            term::pages::begin,
        )
        .get(
            "/staff/orgs/{org}/posts",
            needs("org.read"),
            post::pages::show,
        )
        .post(
            "/staff/orgs/{org}/units",
            needs("org.edit"),
            post::pages::add_unit,
        )
        .post(
            "/staff/orgs/{org}/units/removal",
            needs("org.edit"),
            post::pages::remove_unit,
        )
        .get("/staff/sizes", needs("org.read"), finding::pages::index)
}

fn term_routes() -> Routes {
    use term::{list_pages, show_pages};
    let needs = Access::Needs;
    Routes::new()
        .get("/staff/terms", needs("org.read"), list_pages::index)
        .get("/staff/terms/{term}", needs("org.read"), show_pages::show)
        .get(
            "/staff/terms/{term}/letter",
            needs("org.edit"),
            show_pages::paper,
        )
        .post(
            "/staff/terms/{term}/reminders",
            needs("org.edit"),
            show_pages::reminded,
        )
        .post(
            "/staff/terms/{term}/shift",
            needs("org.edit"),
            show_pages::shifted,
        )
}

fn grid_routes() -> Routes {
    use grid::{EDIT, READ, import_pages, pages};
    let needs = Access::Needs;
    let limit = UploadLimit::max(platform::sheet::UPLOAD_BYTES);
    Routes::new()
        .get("/staff/grids", needs(READ), grid::coverage::index)
        .post("/staff/grids", needs(EDIT), pages::create)
        .get("/staff/grids/gaps", needs(READ), grid::gaps::index)
        .get("/staff/grids/export", needs(READ), grid::export::export)
        .get("/staff/grids/new", needs(EDIT), pages::new_form)
        .get("/staff/grids/template", needs(EDIT), import_pages::template)
        .get("/staff/grids/imports", needs(EDIT), import_pages::index)
        .post(
            "/staff/grids/imports",
            needs(EDIT),
            import_pages::upload.layer(limit),
        )
        .get(
            "/staff/grids/imports/{grid_import}",
            needs(EDIT),
            import_pages::show,
        )
        .post(
            "/staff/grids/imports/{grid_import}/commit",
            needs(EDIT),
            import_pages::commit,
        )
        .post(
            "/staff/grids/imports/{grid_import}/cancel",
            needs(EDIT),
            import_pages::cancel,
        )
        .get("/staff/grids/{grid}", needs(READ), grid::show::show)
        .get("/staff/grids/{grid}/edit", needs(EDIT), pages::edit_form)
        .post("/staff/grids/{grid}/edit", needs(EDIT), pages::edit)
        .post("/staff/grids/{grid}/removal", needs(EDIT), pages::remove)
}

fn navigation() -> Vec<NavEntry> {
    let entry = |label, href, order| NavEntry {
        group: "nav-org",
        label,
        href,
        permission: "org.read",
        order,
    };
    vec![
        entry("org-nav", "/staff/orgs", 100),
        entry("term-nav", "/staff/terms", 102),
        entry("finding-nav", "/staff/sizes", 103),
        entry("grid-nav", "/staff/grids", 104),
    ]
}
