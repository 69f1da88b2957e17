//! The service worker at `/sw.js`: it must stand at the root to reach every page, and it is looked
//! for anew at each visit, so that it can be changed or taken back at any time.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use super::context::Cx;
use super::respond::Answer;
use super::{assets, home};
use crate::embedded::{self, ASSETS, BUILD_HASH};
use crate::error::{Error, internal};
use crate::i18n::Locale;

/// The offline page that speaks as a page of this language and size does.
#[must_use]
pub fn offline_address(locale: Locale, elder: bool) -> String {
    let large = if elder { "&elder=on" } else { "" };
    format!("/offline?lang={}{large}", locale.code())
}

/// Gives the worker with its build and its list of files, or the one that takes itself back when
/// the operator has switched it off.
///
/// # Errors
/// When the binary does not carry it, which is a fault of ours.
pub async fn serve(cx: Cx) -> Answer {
    let carried = |path| {
        embedded::text(ASSETS, path).ok_or_else(|| internal(format!("{path} is not embedded")))
    };
    let script = if cx.app.site.offline_shell {
        head(&cx)? + carried("worker/service-worker.js")?
    } else {
        carried("worker/retired.js")?.to_owned()
    };
    let mut response = Response::new(Body::from(script));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/javascript; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// What stands above the script: letters of ours only, so that nothing needs escaping.
fn head(cx: &Cx) -> Result<String, Error> {
    let (mut pages, mut words) = (Vec::new(), Sha256::new());
    for locale in Locale::ALL {
        for elder in [false, true] {
            pages.push(offline_address(locale, elder));
            words.update(home::offline_words(cx, locale, elder)?);
        }
    }
    // The cache is made anew when a file changes, and when the words of the offline page do.
    let words = words
        .finalize()
        .iter()
        .take(8)
        .fold(0_u64, |hash, byte| (hash << 8) | u64::from(*byte));
    let shell: Vec<String> = assets::shell().collect();
    Ok(format!(
        "const BUILD = \"{BUILD_HASH}-{words:016x}\";\nconst OFFLINE = {pages:?};\n\
         const SHELL = {shell:?};\n\n"
    ))
}
