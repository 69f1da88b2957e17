//! Writing: a new material, a new version of one.

use org::Org;
use platform::audit::{self, Entry};
use platform::clock::{Clock, Millis};
use platform::db::{ToValue as _, Tx};
use platform::error::{Error, FieldError, Message, conflict, invalid};
use platform::files;
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::{Material, MaterialId, MaterialKind, Note, VersionId, folded, store};
use crate::convert::ConvertFault;
use crate::convert::clean::SANITISER_VERSION;
use crate::convert::markdown::{self, Length, Reading};

/// The longest title, in characters.
const TITLE: usize = 120;
/// The longest source line, in characters.
const SOURCE: usize = 300;

/// What a version will say, rendered and cleaned before the transaction begins.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its title.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// Text or pages.
    pub content: Content,
    /// What a converter left out.
    pub notes: Vec<Note>,
}

/// What a version consists of.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text.
    Text {
        /// As written.
        markdown: String,
        /// As shown.
        reading: Reading,
    },
    /// Pages.
    Pages {
        /// The file as it came.
        original: files::Row,
        /// Each page's image and text.
        pages: Vec<(files::Row, String)>,
    },
}

impl Prepared {
    /// A text, from Markdown.
    ///
    /// # Errors
    /// A missing or overlong field; a text that is too long or too deep.
    pub fn text(title: &str, source: &str, markdown: &str) -> Result<Self, Error> {
        let mut wrong = wrong_fields(title, source);
        if markdown.trim().is_empty() {
            wrong.push(wrong_field("markdown", "material-text-missing"));
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let reading = markdown::render(markdown).map_err(|fault| fault_at("markdown", &fault))?;
        Ok(Self {
            title: title.trim().to_owned(),
            source: source.trim().to_owned(),
            content: Content::Text {
                markdown: markdown.to_owned(),
                reading,
            },
            notes: Vec::new(),
        })
    }

    /// Pages, from a PDF whose files are stored already.
    ///
    /// # Errors
    /// A missing or overlong field.
    pub fn pages(
        title: &str,
        source: &str,
        original: files::Row,
        pages: Vec<(files::Row, String)>,
    ) -> Result<Self, Error> {
        let wrong = wrong_fields(title, source);
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        Ok(Self {
            title: title.trim().to_owned(),
            source: source.trim().to_owned(),
            content: Content::Pages { original, pages },
            notes: Vec::new(),
        })
    }

    /// What it is made of.
    #[must_use]
    pub fn kind(&self) -> MaterialKind {
        match self.content {
            Content::Text { .. } => MaterialKind::Text,
            Content::Pages { .. } => MaterialKind::Pages,
        }
    }
}

fn wrong_field(field: &str, key: &'static str) -> FieldError {
    FieldError {
        field: field.to_owned(),
        message: Message::new(key),
    }
}

fn wrong_fields(title: &str, source: &str) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    match title.trim().chars().count() {
        0 => wrong.push(wrong_field("title", "material-title-missing")),
        length if length > TITLE => wrong.push(wrong_field("title", "material-title-length")),
        _ => {}
    }
    if source.trim().chars().count() > SOURCE {
        wrong.push(wrong_field("source", "material-source-length"));
    }
    wrong
}

/// A converter's refusal as the error of a field.
#[must_use]
pub fn fault_at(field: &str, fault: &ConvertFault) -> Error {
    let mut message = Message::new(fault.key());
    for (name, value) in fault.args() {
        message = message.with(name, value);
    }
    Error::Invalid(vec![FieldError {
        field: field.to_owned(),
        message,
    }])
}

/// A new material.
#[derive(Clone, Debug)]
pub struct NewMaterial {
    /// Its id, made by whoever creates it.
    pub id: MaterialId,
    /// The id of its first version.
    pub version: VersionId,
    /// What it says.
    pub prepared: Prepared,
}

impl NewMaterial {
    /// With fresh ids.
    #[must_use]
    pub fn fresh(clock: &Clock, prepared: Prepared) -> Self {
        Self {
            id: MaterialId::fresh(clock),
            version: VersionId::fresh(clock),
            prepared,
        }
    }
}

/// Begins a material of an organisation with its first version.
///
/// # Errors
/// The database's.
pub fn create(
    tx: &mut Tx<'_>,
    new: &NewMaterial,
    org: &Org,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let title = &new.prepared.title;
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            new.id,
            org.id,
            new.prepared.kind(),
            title,
            folded(title),
            by,
            now
        ],
    )?;
    insert_version(tx, new.id, new.version, 1, &new.prepared, by, now)?;
    note(tx, "material.create", new.id, org.path.as_str(), 1, by, now)
}

/// Adds a version on top of the one its author saw.
///
/// # Errors
/// A conflict when somebody else added one meanwhile; both are kept by the page.
pub fn edit(
    tx: &mut Tx<'_>,
    material: &Material,
    (version, prepared): (VersionId, &Prepared),
    seen: i64,
    by: PersonId,
    now: Millis,
) -> Result<i64, Error> {
    if prepared.kind() != material.kind {
        return Err(invalid("file", "material-other-kind"));
    }
    let title = &prepared.title;
    let touched = tx.exec(
        sql!("sql/advance.sql"),
        params![material.id, seen, seen + 1, title, folded(title)],
    )?;
    if touched == 0 {
        return Err(conflict("material-changed-meanwhile"));
    }
    insert_version(tx, material.id, version, seen + 1, prepared, by, now)?;
    note(
        tx,
        "material.edit",
        material.id,
        &material.org_path,
        seen + 1,
        by,
        now,
    )?;
    Ok(seen + 1)
}

fn insert_version(
    tx: &mut Tx<'_>,
    material: MaterialId,
    id: VersionId,
    number: i64,
    prepared: &Prepared,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let row = Columns::of(prepared)?;
    if let Content::Pages { original, pages } = &prepared.content {
        files::insert(tx, original)?;
        for (image, _) in pages {
            files::insert(tx, image)?;
        }
    }
    tx.exec(
        sql!("sql/insert_version.sql"),
        params![
            id,
            material,
            number,
            prepared.title,
            prepared.source,
            row.markdown,
            row.html,
            row.outline,
            row.body,
            row.notes,
            i64::from(SANITISER_VERSION),
            row.minutes,
            row.pages,
            row.file,
            by,
            now
        ],
    )?;
    if let Content::Pages { pages, .. } = &prepared.content {
        let rows: Vec<_> = (1_i64..)
            .zip(pages)
            .map(|(no, (image, body))| {
                vec![
                    id.to_value(),
                    no.to_value(),
                    image.id.to_value(),
                    body.to_value(),
                ]
            })
            .collect();
        tx.insert_many(&store::PAGES, &rows)?;
    }
    Ok(())
}

/// The columns that depend on what a version consists of.
struct Columns {
    markdown: String,
    html: String,
    outline: String,
    body: String,
    notes: String,
    minutes: u32,
    pages: usize,
    file: Option<platform::ids::FileId>,
}

impl Columns {
    fn of(prepared: &Prepared) -> Result<Self, Error> {
        let json = |error: serde_json::Error| platform::error::internal(error.to_string());
        let notes = serde_json::to_string(&prepared.notes).map_err(json)?;
        Ok(match &prepared.content {
            Content::Text { markdown, reading } => Self {
                markdown: markdown.clone(),
                html: reading.html.clone(),
                outline: serde_json::to_string(&reading.outline).map_err(json)?,
                body: reading.text.clone(),
                notes,
                minutes: reading.length.minutes(),
                pages: 0,
                file: None,
            },
            Content::Pages { original, pages } => {
                let body = pages
                    .iter()
                    .map(|page| page.1.as_str())
                    .collect::<Vec<_>>()
                    .join("\n");
                Self {
                    markdown: String::new(),
                    html: String::new(),
                    outline: "[]".to_owned(),
                    minutes: Length::of(&body).minutes(),
                    body,
                    notes,
                    pages: pages.len(),
                    file: Some(original.id),
                }
            }
        })
    }
}

/// The audit entry of a change to a version of a material.
pub(super) fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    id: MaterialId,
    path: &str,
    number: i64,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let entry = Entry::new(now, action, "material")
        .by(by)
        .on(id.0)
        .within(path)
        .with(serde_json::json!({ "number": number }));
    Ok(audit::write(tx, &entry)?)
}

/// The organisation chosen in a form, within the scope.
///
/// # Errors
/// A field error when none was chosen; [`Error::NotFound`] outside the scope.
pub fn org_of_form(value: &str) -> Result<OrgId, Error> {
    value.parse().map_err(|_| invalid("org", "error-required"))
}
