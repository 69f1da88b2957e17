//! What the binary carries with it; see `build.rs`.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The text of an embedded file, when it is there and UTF-8.
#[must_use]
pub fn text(table: &[(&str, &'static [u8])], path: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(name, _)| *name == path)
        .and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
}
