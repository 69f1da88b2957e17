//! Values of this room that a deployment may set; their sources stand in `rules/assess.toml`.

/// What the sitting and the results go by.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How long after the deadline an answer on its way still counts, milliseconds.
    pub grace_ms: i64,
    /// How long the closer waits after that for writes still queued anywhere, milliseconds.
    pub settle_ms: i64,
    /// The fewest people a figure is shown for.
    pub smallest_group: i64,
}

impl Default for Rules {
    fn default() -> Self {
        // Three seconds cover a slow radio; six cover the database's own deadline of five.
        Self { grace_ms: 3_000, settle_ms: 6_000, smallest_group: 10 }
    }
}
