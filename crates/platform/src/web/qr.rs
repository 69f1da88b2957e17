//! QR codes as one path of an SVG, and the addresses that stand in them.

use axum::http::header;
use fast_qr::qr::{QRBuilder, QRCode};

use super::context::Cx;
use crate::error::{Error, internal};

/// A QR code as one path of an SVG.
#[derive(Clone, Debug)]
pub struct Qr {
    /// Modules on a side.
    pub size: usize,
    /// The dark ones, as the `d` of a path.
    pub path: String,
}

/// The code of a text.
///
/// # Errors
/// When the text is too long for one.
pub fn draw(text: &str) -> Result<Qr, Error> {
    let code: QRCode = QRBuilder::new(text)
        .build()
        .map_err(|error| internal(error.to_string()))?;
    Ok(Qr {
        size: code.size,
        path: path_of(&code),
    })
}

/// An address of ours as a phone can open it.
#[must_use]
pub fn address(cx: &Cx, path: &str) -> String {
    let host = cx
        .headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("localhost");
    format!(
        "{}://{host}{path}",
        if cx.app.site.secure { "https" } else { "http" }
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_draws_every_dark_module_once() {
        let code = QRBuilder::new("https://touyan.test/s/AAAAAAAAAAAAAAAAAAAAAA")
            .build()
            .unwrap();
        let dark: usize = (0..code.size)
            .map(|y| code[y].iter().take(code.size).filter(|m| m.value()).count())
            .sum();
        let drawn: usize = path_of(&code)
            .split('M')
            .filter_map(|run| {
                run.split_once('h')?
                    .1
                    .split_once('v')?
                    .0
                    .parse::<usize>()
                    .ok()
            })
            .sum();
        assert_eq!(drawn, dark);
        assert!(
            dark > 200,
            "a code of this length has hundreds of dark modules"
        );
    }
}
