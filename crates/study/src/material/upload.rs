//! From an uploaded file to what a version will say: Markdown as it is, Word converted, PDF as page
//! images with their text.

use std::path::{Path, PathBuf};

use platform::app::App;
use platform::error::{Error, internal, invalid};
use platform::files;
use platform::ids::{FileId, PersonId};
use platform::random;
use platform::web::form::Upload;

use super::picture::folder;
use super::write::fault_at;
use super::{Note, Prepared};
use crate::convert::pdf::{self, PageFormat, PdfLimits};
use crate::convert::{ConvertFault, docx, law};

/// The largest upload, in bytes.
pub const MAX_UPLOAD: usize = 24 * 1024 * 1024;

/// What was typed beside the file; what is empty is taken from the file.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The title.
    pub title: String,
    /// Where it comes from.
    pub source: String,
}

/// Reads an upload by the ending of its name.
///
/// # Errors
/// A field error of `file` when it cannot be read, of the other fields when they are wrong.
pub async fn read(
    app: &App,
    upload: &Upload,
    beside: Beside,
    by: PersonId,
) -> Result<Prepared, Error> {
    let (stem, ending) = upload
        .name
        .rsplit_once('.')
        .unwrap_or((upload.name.as_str(), ""));
    let title = if beside.title.is_empty() {
        stem.to_owned()
    } else {
        beside.title.clone()
    };
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "txt" => read_markdown(upload, &beside, &title),
        "docx" => read_docx(upload, beside, title).await,
        "pdf" => read_pdf(app, upload, &beside, &title, by).await,
        _ => Err(invalid("file", "material-file-kind")),
    }
}

fn read_markdown(upload: &Upload, beside: &Beside, title: &str) -> Result<Prepared, Error> {
    // A statute of the common collection brings its own title and becomes one heading an article.
    if let Ok(draft) = law::read(&upload.name, &upload.bytes) {
        let title = if beside.title.is_empty() {
            &draft.title
        } else {
            title
        };
        return Prepared::text(title, &source_of(beside, &draft.history), &draft.markdown)
            .map_err(at_file);
    }
    let text = std::str::from_utf8(
        upload
            .bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&upload.bytes),
    )
    .map_err(|error| {
        let before = upload.bytes.iter().take(error.valid_up_to());
        let line = 1 + before.filter(|&&byte| byte == b'\n').count();
        fault_at("file", &ConvertFault::NotUtf8 { line })
    })?;
    Prepared::text(title, &beside.source, text).map_err(at_file)
}

/// The last line of a statute's history, when nothing was typed.
pub(super) fn source_of(beside: &Beside, history: &[String]) -> String {
    if !beside.source.is_empty() {
        return beside.source.clone();
    }
    history
        .last()
        .map(|line| line.chars().take(300).collect())
        .unwrap_or_default()
}

async fn read_docx(upload: &Upload, beside: Beside, title: String) -> Result<Prepared, Error> {
    let bytes = upload.bytes.clone();
    let read = tokio::task::spawn_blocking(move || {
        let draft = docx::read(&bytes).map_err(|fault| fault_at("file", &fault))?;
        let title = match (&draft.title, beside.title.is_empty()) {
            (Some(own), true) => own.chars().take(120).collect(),
            _ => title,
        };
        let mut prepared =
            Prepared::text(&title, &beside.source, &draft.markdown).map_err(at_file)?;
        prepared.notes = draft
            .notes
            .iter()
            .map(|note| Note {
                key: note.key().to_owned(),
                count: note.count(),
            })
            .collect();
        Ok(prepared)
    });
    read.await.map_err(|error| internal(error.to_string()))?
}

/// The text's own faults stand at the file: there is no field for the text on that page.
fn at_file(error: Error) -> Error {
    match error {
        Error::Invalid(mut fields) => {
            for field in &mut fields {
                if field.field == "markdown" {
                    "file".clone_into(&mut field.field);
                }
            }
            Error::Invalid(fields)
        }
        other => other,
    }
}

/// A folder that is gone when this is dropped.
struct Work(PathBuf);

impl Work {
    async fn begin(app: &App) -> Result<Self, Error> {
        let name = random::bytes::<16>()
            .iter()
            .fold(String::new(), |name, byte| format!("{name}{byte:02x}"));
        let path = app.data.join("work").join(name);
        tokio::fs::create_dir_all(path.join("pages"))
            .await
            .map_err(|error| internal(error.to_string()))?;
        Ok(Self(path))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way; the next start of the machine's cleaner takes it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn read_pdf(
    app: &App,
    upload: &Upload,
    beside: &Beside,
    title: &str,
    by: PersonId,
) -> Result<Prepared, Error> {
    let work = Work::begin(app).await?;
    let file = work.0.join("original.pdf");
    let io = |error: std::io::Error| internal(error.to_string());
    tokio::fs::write(&file, &upload.bytes).await.map_err(io)?;
    let limits = PdfLimits {
        max_file_bytes: MAX_UPLOAD as u64,
        ..PdfLimits::default()
    };
    let pages = pdf::convert(&file, &work.0.join("pages"), PageFormat::Jpeg, &limits)
        .await
        .map_err(|fault| fault_at("file", &fault))?;
    let mut stored = Vec::with_capacity(pages.len());
    for page in &pages {
        let name = format!("{:03}.jpg", page.number);
        stored.push((
            keep(app, &page.image, "image/jpeg", &name, by).await?,
            page.text.clone(),
        ));
    }
    let original = keep(app, &file, "application/pdf", &upload.name, by).await?;
    Prepared::pages(title, &beside.source, original, stored)
}

async fn keep(
    app: &App,
    path: &Path,
    media_type: &str,
    name: &str,
    by: PersonId,
) -> Result<files::Row, Error> {
    let bytes = tokio::fs::read(path)
        .await
        .map_err(|error| internal(error.to_string()))?;
    Ok(files::Row {
        id: FileId::fresh(&app.clock),
        stored: folder(app)?.put_bytes(&bytes).await?,
        media_type: media_type.to_owned(),
        name: name.chars().filter(|c| !c.is_control()).take(200).collect(),
        created_by: Some(by),
        created_at: app.clock.now(),
    })
}
