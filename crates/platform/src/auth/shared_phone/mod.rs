//! A phone that several people use: their names to tap, a secret for each, and nothing of one
//! person left for the next.

pub(super) mod pages;
mod store;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

pub(super) use store::{Sharer, forget_pins, join, leave, miss, set_pin, sharers};

use super::cookies;
use super::session;
use crate::web::Cx;

/// The mark of this phone, a fresh one when it has none yet.
pub(super) fn mark_of(cx: &Cx) -> String {
    cookies::device(&cx.app, &cx.headers)
        .filter(|mark| is_mark(mark))
        .map_or_else(
            || BASE64_URL_SAFE_NO_PAD.encode(crate::random::bytes::<16>()),
            str::to_owned,
        )
}

/// The stored form of this phone's mark, when it has one.
pub(super) fn this_phone(cx: &Cx) -> Option<[u8; 32]> {
    cookies::device(&cx.app, &cx.headers)
        .filter(|mark| is_mark(mark))
        .map(session::hash)
}

/// Only what we could have made ourselves goes back into a cookie.
fn is_mark(mark: &str) -> bool {
    BASE64_URL_SAFE_NO_PAD
        .decode(mark)
        .is_ok_and(|bytes| bytes.len() == 16)
}
