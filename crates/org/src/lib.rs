//! Organisations (党组织): the tree, its terms and posts, duties and the scopes they give.
//!
//! Committees, general branches, branches and groups stand in one tree with a materialised path;
//! a subtree is a prefix range. A duty binds a person to an organisation from a day to a day, and
//! from it follow the grants that every scoped statement joins. This room knows nothing of
//! members: who belongs where is the members room's matter.

use std::sync::Arc;

use platform::module::{FirstAdministrator, Module, NavEntry};
use platform::web::{Access, Routes};

pub mod divisions;
pub mod duty;
pub mod term;
pub mod tree;

pub use tree::{Org, OrgKind, OrgPath, UnitNature};

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    let needs = Access::Needs;
    Module {
        name: "org",
        routes: Routes::new()
            .get("/org", Access::SignedIn, tree::mine::mine)
            .get("/service", Access::SignedIn, tree::mine::service)
            .get("/staff/orgs", needs("org.read"), tree::pages::roots)
            .get("/staff/orgs/{org}", needs("org.read"), tree::pages::show)
            .get(
                "/staff/orgs/{org}/new",
                needs("org.edit"),
                tree::pages::new_form,
            )
            .post(
                "/staff/orgs/{org}/new",
                needs("org.edit"),
                tree::pages::create,
            )
            .get(
                "/staff/orgs/{org}/edit",
                needs("org.edit"),
                tree::pages::edit_form,
            )
            .post(
                "/staff/orgs/{org}/edit",
                needs("org.edit"),
                tree::pages::edit,
            )
            .post(
                "/staff/orgs/{org}/parent",
                needs("org.edit"),
                tree::pages::move_under,
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
            ),
        navigation: vec![NavEntry {
            group: "nav-org",
            label: "org-nav",
            href: "/staff/orgs",
            permission: "org.read",
            order: 100,
        }],
        setup: Some(Arc::new(|tx, first: &FirstAdministrator| {
            duty::begin_city(tx, first)
        })),
        profile: vec![Arc::new(duty::DutyLines)],
        started: vec![duty::follow::hook()],
        ..Module::default()
    }
}
