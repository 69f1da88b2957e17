//! Addresses of ours as others can open them, and as a code to scan.

use fast_qr::qr::{QRBuilder, QRCode};
use http::header;
use platform::error::{Error, internal};
use platform::web::Cx;

/// A QR code as one path of an SVG.
pub struct Qr {
    /// Modules of a side.
    pub size: usize,
    /// The dark ones.
    pub path: String,
}

/// An address of ours as a phone can open it.
#[must_use]
pub fn address(cx: &Cx, path: &str) -> String {
    let host = cx
        .headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("localhost");
    let scheme = if cx.app.site.secure { "https" } else { "http" };
    format!("{scheme}://{host}{path}")
}

/// A text as a code to scan.
///
/// # Errors
/// When it is too long for one, which no address of ours is.
pub fn draw(text: &str) -> Result<Qr, Error> {
    let code: QRCode = QRBuilder::new(text)
        .build()
        .map_err(|error| internal(error.to_string()))?;
    Ok(Qr {
        size: code.size,
        path: path_of(&code),
    })
}

/// Each run of dark modules in a row as one rectangle.
fn path_of(code: &QRCode) -> String {
    use std::fmt::Write as _;
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|at| row[*at].value()).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    path
}
