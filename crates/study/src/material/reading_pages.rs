//! What members read: the list of what is published for them, and one text.

use http::StatusCode;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Answer, Cx, Form, View};

use super::place::{self, Place};
use super::reading::Shown;
use super::store::{self, After, LINES, Readable, StandsIn};
use super::{MaterialId, MaterialKind, Version};
use crate::reader::Reader;
use crate::words::{encoded, query_words};

/// A material in a member's list.
pub struct Line {
    /// Which.
    pub id: MaterialId,
    /// Its title.
    pub title: String,
    /// Where it comes from, and how long it takes.
    pub meta: String,
}

impl Line {
    /// In words.
    #[must_use]
    pub fn new(cx: &Cx, readable: Readable) -> Self {
        let mut line = Self::short(cx, readable.clone());
        if !readable.source.is_empty() {
            line.meta = format!("{} · {}", readable.source, line.meta);
        }
        line
    }

    /// In fewer words, without the source.
    #[must_use]
    pub fn short(cx: &Cx, readable: Readable) -> Self {
        let meta = match readable.kind {
            MaterialKind::Pages => cx.ta("study-pages", &[("pages", &readable.pages)]),
            MaterialKind::Text => cx.ta("study-minutes", &[("minutes", &readable.minutes)]),
        };
        Self {
            id: readable.id,
            title: readable.title,
            meta,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "reading_index.html")]
struct Index {
    v: View,
    words: String,
    lines: Vec<Line>,
    next: Option<String>,
}

/// Everything published for the reader, newest first.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let reader = Reader::of(&cx)?;
    let words = query_words(&cx, "q");
    let after = After::read(cx.query("after").as_deref());
    let looked_for = words.clone();
    let mut found = cx
        .app
        .db
        .read("readable", move |tx| {
            Ok(store::readable_list(tx, reader, &looked_for, after, LINES)?)
        })
        .await?;
    let lines = usize::try_from(LINES).unwrap_or(30);
    let next = (found.len() > lines).then(|| {
        found.truncate(lines);
        let last = found
            .last()
            .map(|m| {
                After {
                    at: m.at,
                    id: m.publication.0,
                }
                .text()
            })
            .unwrap_or_default();
        format!("/study/materials?q={}&after={last}", encoded(&words))
    });
    let lines = found
        .into_iter()
        .map(|readable| Line::new(&cx, readable))
        .collect();
    cx.page(&Index {
        v: cx.view().await?,
        words,
        lines,
        next,
    })
}

/// Where a reader stopped, on a page that holds the place.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// The anchor.
    pub anchor: String,
    /// What to say: 上次读到「第二十一条」.
    pub words: String,
}

/// Where a reader stopped in a version, if what is shown still has the place.
#[must_use]
pub fn stopped(
    cx: &Cx,
    version: &Version,
    shown: &Shown,
    anchor: Option<String>,
) -> Option<Stopped> {
    let anchor = anchor.filter(|anchor| shown.holds(anchor))?;
    let words = match place::words_of(version, &anchor)? {
        Place::Heading(words) => cx.ta("reading-stopped-at", &[("place", &words)]),
        Place::Page(number) => cx.ta("reading-stopped-at-page", &[("number", &number)]),
    };
    Some(Stopped { anchor, words })
}

#[derive(askama::Template)]
#[template(path = "reading_show.html")]
struct Show {
    v: View,
    version: Version,
    shown: Shown,
    stopped: Option<Stopped>,
    minutes: String,
    stands_in: Vec<StandsIn>,
}

/// A text to read.
///
/// # Errors
/// Not found when it is not published for the reader.
pub async fn show(cx: Cx, Path(id): Path<MaterialId>) -> Answer {
    let reader = Reader::of(&cx)?;
    let (version, pages, place, stands_in) = cx
        .app
        .db
        .read("read_material", move |tx| {
            let version = store::readable(tx, reader, id)?;
            let pages = store::pages(tx, version.id)?;
            let place = place::of(tx, reader.person, id)?;
            Ok((version, pages, place, store::courses_of(tx, reader, id)?))
        })
        .await?;
    let shown = Shown::whole(&cx, &version, &pages);
    let v = cx.view().await?;
    let page = Show {
        stopped: stopped(&cx, &version, &shown, place),
        minutes: cx.ta("study-minutes", &[("minutes", &version.minutes)]),
        v,
        version,
        shown,
        stands_in,
    };
    cx.page(&page)
}

/// Keeps where the reader stopped. The script of the page sends it when one leaves; it carries no
/// time and none is kept.
///
/// # Errors
/// Not found when the text is not for the reader; a bad request for a place it does not have.
pub async fn keep_place(cx: Cx, Path(id): Path<MaterialId>, form: Form) -> Answer {
    let reader = Reader::of(&cx)?;
    let anchor = form.value("anchor").to_owned();
    cx.app
        .db
        .write("keep_reading_place", move |tx| {
            let version = store::readable(tx, reader, id)?;
            place::keep(tx, reader.person, &version, &anchor)
        })
        .await?;
    if cx.headers.contains_key("x-touyan-fetch") {
        return nothing();
    }
    go(&format!("/study/materials/{id}"))
}

fn nothing() -> Result<axum::response::Response, Error> {
    use axum::response::IntoResponse as _;
    Ok(StatusCode::NO_CONTENT.into_response())
}
