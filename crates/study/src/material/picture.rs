//! Page images and originals: bytes for whoever may see the version they belong to.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use platform::app::App;
use platform::error::{Error, OrNotFound as _, internal};
use platform::files::{self, Files};
use platform::ids::FileId;
use platform::web::context::Path;
use platform::web::respond::download;
use platform::web::{Answer, Cx};
use tokio::io::AsyncReadExt as _;

use super::{MaterialId, store};
use crate::reader::Reader;

/// The folder of contents.
///
/// # Errors
/// When it cannot be made.
pub fn folder(app: &App) -> Result<Files, Error> {
    Files::open(&app.data.join("files"), &app.clock)
}

async fn bytes(app: &App, row: &files::Row) -> Result<Vec<u8>, Error> {
    let (mut file, length) = folder(app)?.read(row.stored.hash).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes)
        .await
        .map_err(|error| internal(error.to_string()))?;
    Ok(bytes)
}

/// A page as an image.
///
/// # Errors
/// Not found for whoever may not see the version.
pub async fn page(cx: Cx, Path((material, number, page)): Path<(MaterialId, i64, i64)>) -> Answer {
    let reader = Reader::of(&cx)?;
    let row = cx
        .app
        .db
        .point("page_image", move |tx| {
            let (version, _, _) = store::files_of(tx, reader, material, number)?;
            let image: FileId = store::page_image(tx, version, page)?;
            files::find(tx, image).or_not_found()
        })
        .await?;
    let mut response = Response::new(Body::from(bytes(&cx.app, &row).await?));
    let kind =
        HeaderValue::from_str(&row.media_type).map_err(|error| internal(error.to_string()))?;
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    // A version never changes; the browser of this person may keep its pages.
    let keep = HeaderValue::from_static("private, max-age=604800, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    Ok(response)
}

/// The file as it came, for the reader's disk.
///
/// # Errors
/// Not found for whoever may not see the version.
pub async fn original(cx: Cx, Path((material, number)): Path<(MaterialId, i64)>) -> Answer {
    let reader = Reader::of(&cx)?;
    let row = cx
        .app
        .db
        .point("material_file", move |tx| {
            let (_, _, file) = store::files_of(tx, reader, material, number)?;
            let file = file.ok_or_else(platform::error::not_found)?;
            files::find(tx, file).or_not_found()
        })
        .await?;
    download(&row.name, &row.media_type, bytes(&cx.app, &row).await?)
}
