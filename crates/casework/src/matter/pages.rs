//! What the pages of every kind of matter show alike: its state in words, its clock, its history.

use platform::clock::Millis;
use platform::web::Cx;

use super::{Happened, Judged, Matter};

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// A state in words, and the kind of its tag.
#[must_use]
pub fn state(cx: &Cx, state: &str) -> (String, &'static str) {
    let tag = match state {
        "open" => "info",
        "offered" | "answered" => "warn",
        "ruling" => "red",
        "settled" => "ok",
        _ => "",
    };
    (cx.t(&format!("matter-state-{state}")), tag)
}

/// How much time is left, or by how much it is late, in words; nothing when nobody is waited for.
#[must_use]
pub fn clock(cx: &Cx, open: bool, due: Millis) -> (String, &'static str) {
    if !open {
        return (String::new(), "");
    }
    let left = due.0 - cx.app.clock.now().0;
    let (key, tag) = match left {
        ..0 => ("matter-late", "red"),
        0..=86_400_000 => ("matter-soon", "warn"),
        _ => ("matter-left", ""),
    };
    (cx.ta(key, &[("time", &span(cx, left.abs()))]), tag)
}

/// A span in words, in days from two days on.
#[must_use]
pub fn span(cx: &Cx, ms: i64) -> String {
    let hours = ms / HOUR;
    if hours >= 48 {
        cx.ta("matter-days", &[("count", &(hours / 24))])
    } else if hours >= 1 {
        cx.ta("matter-hours", &[("count", &hours)])
    } else {
        cx.ta("matter-minutes", &[("count", &(ms / 60_000).max(1))])
    }
}

/// A line of history as staff read it.
#[derive(Clone, Debug)]
pub struct Line {
    /// When.
    pub at: String,
    /// What happened.
    pub what: String,
    /// Why, or what was said.
    pub words: String,
    /// Who did it.
    pub by: String,
}

/// The history of a matter as staff read it.
#[must_use]
pub fn history(cx: &Cx, steps: Vec<Happened>) -> Vec<Line> {
    let line = |one: Happened| Line {
        at: one.at.minute_text(),
        what: said(cx, &one, true),
        by: one.by.unwrap_or_default(),
        words: one.words,
    };
    steps.into_iter().map(line).collect()
}

/// What happened, with the organisation, and for staff with the person.
#[must_use]
pub fn said(cx: &Cx, one: &Happened, names: bool) -> String {
    let org = one.org.clone().unwrap_or_default();
    let person = one.person.clone().filter(|_| names).unwrap_or_default();
    cx.ta(
        &format!("matter-step-{}", one.step),
        &[("org", &org), ("person", &person)],
    )
}

/// A verdict in words, with what was said beside it.
#[must_use]
pub fn verdict(cx: &Cx, one: &Judged) -> (String, &'static str, String) {
    let tag = match one.verdict.as_str() {
        "solved" => "ok",
        "partly" => "warn",
        _ => "red",
    };
    let satisfied = match one.satisfied {
        Some(1) => cx.t("matter-satisfied"),
        Some(_) => cx.t("matter-unsatisfied"),
        None => String::new(),
    };
    (
        cx.t(&format!("matter-verdict-{}", one.verdict)),
        tag,
        satisfied,
    )
}

/// The moment a matter is due, in words.
#[must_use]
pub fn due(matter: &Matter) -> String {
    matter.due().minute_text()
}
