//! Accounts, sessions, invitations and grants: who somebody is and what they may do.
//!
//! There are no default accounts. The first administrator comes by a link printed at the
//! console, staff by one-time links, members by printed slips. [`who`] is asked at each request;
//! [`session::forget`] must be called after each change it should know of.

pub mod about;
pub mod account;
pub mod complaint;
mod cookies;
pub mod invitation;
mod limits;
mod log;
pub mod me;
pub mod ops;
mod password;
mod policy;
pub mod session;
mod shared_phone;

pub use cookies::{COOKIE, has_session, put_token};
pub use invitation::{Slip, issue_slip, issue_staff_link, setup_token, slip_pages::slip_page};
pub use session::{forget, mint, who};

use axum::response::{IntoResponse, Response};

use crate::error::sign_in_first;
use crate::module::{Module, NavEntry};
use crate::web::respond::go;
use crate::web::{Access, Cx, Routes};

/// What this part of the ground offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "auth",
        routes: routes().merge(own_routes()).merge(staff_routes()),
        navigation: navigation(),
        ..Module::default()
    }
}

fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Access::Public, account::pages::show)
        .post("/sign-in", Access::Public, account::pages::submit)
        .post("/sign-out", Access::Public, account::pages::sign_out)
        .post(
            "/preferences/elder",
            Access::Public,
            account::preferences::elder,
        )
        .post(
            "/preferences/language",
            Access::Public,
            account::preferences::language,
        )
        .get(
            "/setup/{invitation}",
            Access::Public,
            invitation::setup_pages::show,
        )
        .post(
            "/setup/{invitation}",
            Access::Public,
            invitation::setup_pages::submit,
        )
        .get(
            "/join/{invitation}",
            Access::Public,
            invitation::staff_pages::show,
        )
        .post(
            "/join/{invitation}",
            Access::Public,
            invitation::staff_pages::submit,
        )
        .get(
            "/s/{invitation}",
            Access::Public,
            invitation::slip_pages::show,
        )
        .post(
            "/s/{invitation}",
            Access::Public,
            invitation::slip_pages::submit,
        )
        .get("/slip", Access::Public, invitation::slip_pages::code)
        .post("/slip", Access::Public, invitation::slip_pages::submit_code)
        .get("/people", Access::Public, shared_phone::pages::show)
        .get("/people/pin", Access::SignedIn, shared_phone::pages::pin)
        .post(
            "/people/pin",
            Access::SignedIn,
            shared_phone::pages::save_pin,
        )
        .post(
            "/people/share",
            Access::SignedIn,
            shared_phone::pages::share,
        )
        .post(
            "/people/leave",
            Access::SignedIn,
            shared_phone::pages::remove,
        )
        .get(
            "/people/person/{sharer}",
            Access::Public,
            shared_phone::pages::person,
        )
        .post(
            "/people/person/{sharer}",
            Access::Public,
            shared_phone::pages::enter,
        )
}

fn own_routes() -> Routes {
    Routes::new()
        .get("/me", Access::SignedIn, me::show)
        .get("/me/password", Access::SignedIn, me::password)
        .post("/me/password", Access::SignedIn, me::save_password)
        .get("/me/sessions", Access::SignedIn, me::sessions)
        .post("/me/sessions/end", Access::SignedIn, me::end_others)
        .post(
            "/me/sessions/{session}/end",
            Access::SignedIn,
            me::end_session,
        )
        .get("/me/looks", Access::SignedIn, me::looks)
        .get("/about", Access::Public, about::show)
        .get("/about/complaint", Access::Public, complaint::pages::form)
        .post("/about/complaint", Access::Public, complaint::pages::submit)
        .get(
            "/about/complaint/find",
            Access::Public,
            complaint::pages::look_up,
        )
        .get(
            "/about/complaint/{reference}",
            Access::Public,
            complaint::pages::show,
        )
}

fn staff_routes() -> Routes {
    let answers = || Access::Needs("complaints.answer");
    Routes::new()
        .get("/ops/complaints", answers(), complaint::staff_pages::list)
        .get(
            "/ops/complaints/{complaint}",
            answers(),
            complaint::staff_pages::show,
        )
        .post(
            "/ops/complaints/{complaint}",
            answers(),
            complaint::staff_pages::submit,
        )
        .get("/ops/jobs", Access::Needs("ops.read"), ops::job_pages::list)
        .post(
            "/ops/jobs/{job}/retry",
            Access::Needs("ops.act"),
            ops::job_pages::retry,
        )
        .get(
            "/ops/audit",
            Access::Needs("audit.read"),
            ops::audit_pages::list,
        )
        .post(
            "/ops/audit/verification",
            Access::Needs("audit.read"),
            ops::audit_pages::verify,
        )
}

fn navigation() -> Vec<NavEntry> {
    let entry = |label, href, permission, order| NavEntry {
        group: "nav-system",
        label,
        href,
        permission,
        order,
    };
    vec![
        entry(
            "auth-nav-complaints",
            "/ops/complaints",
            "complaints.answer",
            900,
        ),
        entry("auth-nav-jobs", "/ops/jobs", "ops.read", 910),
        entry("auth-nav-audit", "/ops/audit", "audit.read", 920),
    ]
}

/// What somebody must do before they get what they asked for: a password fit for their staff
/// duties, or signing in with it on a shared phone. None lets the request through.
#[must_use]
pub fn detour(cx: &Cx, access: &Access) -> Option<Response> {
    let must = cx.who.as_ref()?.must?;
    let to = match (must, access) {
        (_, Access::Public | Access::SampleOnly) => return None,
        ("password", _) if cx.path == "/me/password" => return None,
        ("password", _) => "/me/password".to_owned(),
        ("staff", Access::Needs(_)) => {
            format!("/sign-in?work=1&back={}", account::pages::encoded(&cx.path))
        }
        _ => return None,
    };
    let script = cx.headers.contains_key("x-touyan-fetch") || cx.path.starts_with("/api/");
    let answer = if script {
        Err(sign_in_first())
    } else {
        go(&to)
    };
    Some(answer.unwrap_or_else(IntoResponse::into_response))
}

/// A path of ours to go back to; anything else leads home.
#[must_use]
pub fn local(back: &str) -> &str {
    let ours = back.starts_with('/')
        && !back.starts_with("//")
        && back.len() <= 500
        && back
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !back.starts_with("/sign-");
    if ours { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn one_goes_back_only_to_our_own_pages() {
        for ours in ["/", "/me", "/tests/0192?page=2#q"] {
            assert_eq!(local(ours), ours);
        }
        for other in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/sign-out",
            "/a b",
            "/\u{7}",
        ] {
            assert_eq!(local(other), "/", "{other:?}");
        }
    }
}
