//! A text as it stands on a page: HTML with its outline, or page images with their text.

use platform::web::Cx;

use super::section;
use super::store::Page;
use super::{MaterialId, Version};
use crate::convert::clean::Heading;

/// What a page shows of a version.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Sanitised HTML; empty for pages.
    pub html: String,
    /// The headings a reader may want to go to.
    pub outline: Vec<Heading>,
    /// Page images.
    pub pages: Vec<PageShown>,
    /// Where the file can be fetched.
    pub file: Option<String>,
    /// The share of the whole that is shown, in hundredths.
    pub share: usize,
}

/// A page image.
#[derive(Clone, Debug)]
pub struct PageShown {
    /// From 1.
    pub number: i64,
    /// Its id on the page, which is also its place.
    pub anchor: String,
    /// Where its image is.
    pub src: String,
    /// What it is called where the image is not seen.
    pub name: String,
    /// Its text, by paragraph.
    pub lines: Vec<String>,
}

impl Shown {
    /// The whole of a version.
    #[must_use]
    pub fn whole(cx: &Cx, version: &Version, pages: &[Page]) -> Self {
        let (html, outline) = version.shown();
        Self {
            html,
            outline,
            pages: pages
                .iter()
                .map(|page| PageShown::new(cx, version, page))
                .collect(),
            file: version
                .file_id
                .map(|_| address(version.material_id, version.number, "file")),
            share: 100,
        }
    }

    /// The section of a version under an anchor, or the whole without one.
    #[must_use]
    pub fn section(cx: &Cx, version: &Version, pages: &[Page], anchor: &str) -> Self {
        let whole = Self::whole(cx, version, pages);
        match section::of(&whole.html, &whole.outline, anchor) {
            Some(part) => Self {
                html: part.html,
                outline: part.outline,
                share: part.share,
                ..whole
            },
            None => whole,
        }
    }

    /// A text that is not stored yet.
    #[must_use]
    pub fn of_text(html: String, outline: Vec<Heading>) -> Self {
        Self {
            html,
            outline,
            share: 100,
            ..Self::default()
        }
    }

    /// Whether the outline helps: a text with one heading needs none.
    #[must_use]
    pub fn has_outline(&self) -> bool {
        self.outline.len() > 1
    }

    /// Whether a place is on this page.
    #[must_use]
    pub fn holds(&self, anchor: &str) -> bool {
        self.outline.iter().any(|heading| heading.anchor == anchor)
            || self.pages.iter().any(|page| page.anchor == anchor)
    }

    /// The level of the outline's first rank, from which the others are set in.
    #[must_use]
    pub fn top_level(&self) -> u8 {
        self.outline
            .iter()
            .map(|heading| heading.level)
            .min()
            .unwrap_or(2)
    }
}

impl PageShown {
    fn new(cx: &Cx, version: &Version, page: &Page) -> Self {
        Self {
            number: page.number,
            anchor: format!("page-{}", page.number),
            src: address(
                version.material_id,
                version.number,
                &format!("pages/{}", page.number),
            ),
            name: cx.ta("reading-page", &[("number", &page.number)]),
            lines: page
                .body
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }
}

fn address(material: MaterialId, number: i64, rest: &str) -> String {
    format!("/study/materials/{material}/versions/{number}/{rest}")
}
