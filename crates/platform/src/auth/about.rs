//! What this platform is, who answers for it, and what it does not do.

use crate::embedded::BUILD_HASH;
use crate::web::{Answer, Cx, View};

#[derive(askama::Template)]
#[template(path = "auth/about.html")]
struct About {
    v: View,
    sponsor: String,
    operator: String,
    filing: String,
    version: String,
}

/// Sponsor, operator, filing number, version.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let site = &cx.app.site;
    let said = |value: &str| {
        if value.is_empty() {
            cx.t("auth-about-not-yet")
        } else {
            value.to_owned()
        }
    };
    let page = About {
        sponsor: said(&site.sponsor),
        operator: said(&site.operator),
        filing: said(&site.filing_number),
        version: format!(
            "{} · {}",
            env!("CARGO_PKG_VERSION"),
            BUILD_HASH.get(..8).unwrap_or(BUILD_HASH)
        ),
        v: cx.view().await?,
    };
    cx.page(&page)
}
