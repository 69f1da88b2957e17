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
mod reach;
mod routes;
pub mod session;
mod shared_phone;
pub mod staff_account;

pub use cookies::{COOKIE, has_session, put_token};
pub use invitation::{Slip, issue_slip, issue_staff_link, setup_token, slip_pages::slip_page};
pub use session::{forget, mint, who};

use axum::response::{IntoResponse, Response};

use crate::error::sign_in_first;
use crate::module::Module;
use crate::web::respond::go;
use crate::web::{Access, Cx};

/// What this part of the ground offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "auth",
        routes: routes::all(),
        navigation: routes::navigation(),
        desk: vec![std::sync::Arc::new(ops::desk::AdministratorsDesk)],
        started: vec![policy::follow(), session::follow(), session::purge_daily()],
        ..Module::default()
    }
}

/// What somebody must do before they get what they asked for: a password fit for their staff
/// duties, or signing in with it on a shared phone. None lets the request through.
#[must_use]
pub fn detour(cx: &Cx, access: &Access) -> Option<Response> {
    let must = cx.who.as_ref()?.must?;
    let to = match (must, access) {
        (_, Access::Public | Access::SampleOnly) => return None,
        // A password that runs out in the middle of a test keeps nobody from their paper: what is
        // answered is saved, and the password can wait.
        ("password", _) if under_way(&cx.path) => return None,
        ("password", _) if cx.path == "/me/password" => return None,
        ("password", _) => "/me/password".to_owned(),
        ("staff", access)
            if matches!(access, Access::Needs(_))
                || cx.path == "/staff"
                || cx.path.starts_with("/staff/") =>
        {
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

/// Whether a path belongs to a test that has begun.
fn under_way(path: &str) -> bool {
    path.starts_with("/sittings/") || (path.starts_with("/tests/") && path.contains("/paper/"))
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
    use super::{local, under_way};

    #[test]
    fn only_a_test_that_has_begun_is_never_interrupted() {
        for path in ["/sittings/7", "/sittings/7/answers", "/tests/0192/paper/ab"] {
            assert!(under_way(path), "{path}");
        }
        for path in [
            "/",
            "/tests",
            "/tests/0192",
            "/tests/0192/sitting",
            "/staff",
            "/sittings",
        ] {
            assert!(!under_way(path), "{path}");
        }
    }

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
