//! Stylesheets, modules and images, embedded, compressed once, cacheable for ever.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::context::{Cx, Path};
use super::respond::Answer;
use crate::embedded::{ASSETS, BUILD_HASH};

struct Asset {
    media_type: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

fn all() -> &'static HashMap<String, Asset> {
    static ALL: OnceLock<HashMap<String, Asset>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut found: HashMap<String, Asset> = ASSETS
            .iter()
            .filter(|(path, _)| !path.starts_with("css/"))
            .map(|(path, bytes)| ((*path).to_owned(), asset(path, Bytes::from_static(bytes))))
            .collect();
        // One file a component while writing, one request while reading.
        let sheets: Vec<&[u8]> = ASSETS
            .iter()
            .filter(|(path, _)| path.starts_with("css/") && path.ends_with(".css"))
            .map(|(_, bytes)| *bytes)
            .collect();
        found.insert(
            "app.css".to_owned(),
            asset("app.css", Bytes::from(sheets.concat())),
        );
        found
    })
}

fn asset(path: &str, plain: Bytes) -> Asset {
    let media_type = media_type(path);
    let gzip = (media_type.starts_with("text/")
        || media_type.contains("json")
        || media_type.contains("svg"))
    .then(|| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder
            .write_all(&plain)
            .and_then(|()| encoder.finish())
            .ok()
            .map(Bytes::from)
    })
    .flatten();
    Asset {
        media_type,
        plain,
        gzip,
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// The files every page is made of: what the service worker keeps. A sitting's scripts are fetched
/// by the sitting itself, and the largest icons only by who installs the platform.
pub fn shell() -> impl Iterator<Item = String> {
    let mut paths: Vec<&str> = all()
        .keys()
        .map(String::as_str)
        .filter(|path| {
            *path == "app.css"
                || (path.starts_with("js/") && !path.starts_with("js/sitting/"))
                || (path.starts_with("vendor/") && path.ends_with("turbo.js"))
                || (path.starts_with("img/") && !path.contains("512"))
        })
        .collect();
    paths.sort_unstable();
    paths
        .into_iter()
        .map(|path| format!("/assets/{BUILD_HASH}/{path}"))
}

/// Gives an asset. Under another build's hash it is given too, but not to be kept: during an
/// upgrade a page of the old build may still ask.
///
/// # Errors
/// When there is no such asset.
pub async fn serve(cx: Cx, Path((hash, path)): Path<(String, String)>) -> Answer {
    let found = all().get(&path).ok_or_else(crate::error::not_found)?;
    let forever = hash == BUILD_HASH;
    let takes_gzip = cx
        .headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let compressed = found.gzip.as_ref().filter(|_| takes_gzip);
    let mut response = Response::new(Body::from(compressed.unwrap_or(&found.plain).clone()));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(found.media_type),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let keep = if forever {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if compressed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
