//! How much a form may bring. Each place that takes files says its own limit, and whoever sends more
//! is told the limit of that place.

use axum::Extension;
use axum::extract::DefaultBodyLimit;
use axum::middleware::AddExtension;
use tower::Layer;

/// The limit of one place, for its form's words.
#[derive(Clone, Copy, Debug)]
pub struct Largest(pub(crate) usize);

/// A limit of a route's own, put on its handler: `upload.layer(UploadLimit::max(bytes))`.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimit(usize);

impl UploadLimit {
    /// At most so many bytes of a body: the file, and what stands around it.
    #[must_use]
    pub const fn max(bytes: usize) -> Self {
        Self(bytes)
    }
}

impl<S> Layer<S> for UploadLimit {
    type Service = <DefaultBodyLimit as Layer<AddExtension<S, Largest>>>::Service;

    fn layer(&self, inner: S) -> Self::Service {
        DefaultBodyLimit::max(self.0).layer(Extension(Largest(self.0)).layer(inner))
    }
}

/// A limit as people say it, rounded down: whatever stands around a file is not theirs to count.
#[must_use]
pub fn size_words(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    if bytes >= MIB {
        format!("{} MB", bytes / MIB)
    } else {
        format!("{} KB", bytes / KIB)
    }
}

#[cfg(test)]
mod tests {
    use super::size_words;

    #[test]
    fn limits_are_said_in_round_numbers() {
        assert_eq!(size_words(24 * 1024 * 1024 + 65_536), "24 MB");
        assert_eq!(size_words(256 * 1024), "256 KB");
    }
}
