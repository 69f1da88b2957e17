//! Materials (学习资料): what there is to read, in versions, reviewed before anybody reads it.
//!
//! Always true: what a member reads is the one version that is published and not withdrawn; it
//! was passed by somebody who wrote no version of it; its HTML went through the sanitiser.

use platform::clock::Millis;
use platform::from_row;
use platform::ids::{FileId, OrgId, PersonId};
use platform::typed_id;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::convert::clean::{Heading, SANITISER_VERSION};
use crate::convert::markdown;

pub mod desk;
pub mod form_pages;
pub mod import;
pub mod pages;
pub mod picture;
pub mod place;
pub mod publish;
pub mod reading;
pub mod reading_pages;
pub mod review;
pub mod review_pages;
pub mod section;
pub mod store;
pub mod upload;
pub mod write;

pub use publish::{publish, withdraw};
pub use review::{Verdict, review, submit};
pub use write::{NewMaterial, Prepared, create, edit};

typed_id!(
    /// A study material.
    MaterialId
);
typed_id!(
    /// One version of a material.
    VersionId
);
typed_id!(
    /// One publication of a version.
    PublicationId
);

coded!(
    /// What a material is made of.
    MaterialKind {
        /// Text, kept as Markdown.
        Text = "text",
        /// Page images with their text, from a PDF.
        Pages = "pages",
    }
);

coded!(
    /// Where the newest version of a material stands.
    State {
        /// Being written.
        Draft = "draft",
        /// Waiting for a reviewer.
        InReview = "in_review",
        /// A reviewer wants changes.
        Returned = "returned",
        /// Passed; may be published.
        Approved = "approved",
        /// Members can read it.
        Published = "published",
        /// Was published and taken back.
        Withdrawn = "withdrawn",
    }
);

/// A material as staff see it.
#[derive(Clone, Debug)]
pub struct Material {
    /// Which.
    pub id: MaterialId,
    /// Whose.
    pub org_id: OrgId,
    /// The organisation's short name.
    pub org_name: String,
    /// The organisation's place.
    pub org_path: String,
    /// What it is made of.
    pub kind: MaterialKind,
    /// The title of the newest version.
    pub title: String,
    /// The number of the newest version.
    pub number: i64,
    /// Where the newest version stands.
    pub state: State,
    /// The number of the version members read, if any.
    pub live_number: Option<i64>,
    /// When it was begun.
    pub created_at: Millis,
}

from_row!(Material {
    id,
    org_id,
    org_name,
    org_path,
    kind,
    title,
    number,
    state,
    live_number,
    created_at
});

/// What a version says.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which.
    pub id: VersionId,
    /// Of which material.
    pub material_id: MaterialId,
    /// From 1.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Where it comes from: the document and its year.
    pub source: String,
    /// As written; empty for pages.
    pub markdown: String,
    /// Sanitised HTML.
    pub html: String,
    /// The outline as JSON.
    pub outline: String,
    /// The text alone.
    pub body: String,
    /// What a converter left out, as JSON.
    pub notes: String,
    /// By which list it was cleaned.
    pub sanitiser: i64,
    /// Reading time.
    pub minutes: i64,
    /// Pages, for a PDF.
    pub pages: i64,
    /// The file it came as.
    pub file_id: Option<FileId>,
    /// Who wrote it.
    pub created_by: PersonId,
    /// Their name.
    pub author: String,
    /// When.
    pub created_at: Millis,
}

from_row!(Version {
    id,
    material_id,
    number,
    title,
    source,
    markdown,
    html,
    outline,
    body,
    notes,
    sanitiser,
    minutes,
    pages,
    file_id,
    created_by,
    author,
    created_at
});

/// Something a converter left out, as stored with the version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The word key.
    pub key: String,
    /// How many.
    pub count: u32,
}

impl Version {
    /// The HTML and outline to show. What was cleaned by an older list is cleaned again, so that a
    /// hole closed in the sanitiser is closed for old texts too.
    #[must_use]
    pub fn shown(&self) -> (String, Vec<Heading>) {
        if self.sanitiser < i64::from(SANITISER_VERSION) {
            let again = markdown::read_html(&self.html);
            return (again.html, again.outline);
        }
        (
            self.html.clone(),
            serde_json::from_str(&self.outline).unwrap_or_default(),
        )
    }

    /// What a converter left out.
    #[must_use]
    pub fn left_out(&self) -> Vec<Note> {
        serde_json::from_str(&self.notes).unwrap_or_default()
    }
}

/// A title as it is searched: without blanks and case.
#[must_use]
pub fn folded(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
