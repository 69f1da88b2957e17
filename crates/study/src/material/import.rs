//! A folder of Markdown files becomes materials in one go: statutes, or texts with a head.
//!
//! A file's material has an id derived from the organisation and the file's name, so that a second
//! run changes what changed and nothing else. A dry run says what would happen.

use std::path::Path;

use org::Org;
use org::tree::store as orgs;
use platform::app::App;
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::i18n::{Locale, say_message};
use platform::ids::{OrgId, PersonId};

use super::upload::{Beside, source_of};
use super::write::Content;
use super::{
    MaterialId, NewMaterial, Prepared, PublicationId, State, Verdict, VersionId, create, edit,
    publish, review, store, submit,
};
use crate::convert::law;

/// The most files of one import.
const MAX_FILES: usize = 2_000;
/// The largest file, in bytes; the upload page takes no larger one.
const MAX_BYTES: u64 = 20 * 1024 * 1024;

/// Who stands behind an import.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The organisation the materials belong to.
    pub org: OrgId,
    /// Who is their author.
    pub author: PersonId,
    /// Whether they are published at once.
    pub publish: Publish,
    /// Whether anything is written.
    pub run: Run,
    /// In which language it is told why a file is not taken.
    pub locale: Locale,
}

/// Whether imported materials are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// They wait as drafts.
    No,
    /// Reviewed and passed by this person, who is another than the author.
    PassedBy(PersonId),
}

/// Whether an import writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// It only says what would happen.
    Dry,
    /// It writes.
    Commit,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new material.
    Added,
    /// A new version of one.
    Changed,
    /// The same as before.
    Unchanged,
    /// Not taken, with the reason in words.
    Refused(String),
}

/// A line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The file's name.
    pub file: String,
    /// The material's title, when the file could be read.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// Imports every `.md` file of a folder, in the order of their names. `progress` is told how many
/// files of how many are done.
///
/// # Errors
/// When the folder cannot be read, holds more than 2,000 such files, or the organisation is not
/// there; a file that cannot be taken is a line of the report.
pub async fn from_folder(
    app: &App,
    folder: &Path,
    order: Order,
    progress: impl Fn(usize, usize),
) -> Result<Vec<Line>, Error> {
    let mut names = Vec::new();
    let io = |error: std::io::Error| internal(format!("{}: {error}", folder.display()));
    let mut entries = tokio::fs::read_dir(folder).await.map_err(io)?;
    while let Some(entry) = entries.next_entry().await.map_err(io)? {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            names.push(name);
        }
    }
    if names.len() > MAX_FILES {
        let words = format!("{}: more than {MAX_FILES} files", folder.display());
        return Err(internal(words));
    }
    names.sort();
    let (mut report, many) = (Vec::with_capacity(names.len()), names.len());
    for name in names {
        let line = match bytes_of(&folder.join(&name)).await {
            Ok(bytes) => one(app, name, bytes, order).await?,
            Err(reason) => Line {
                file: name,
                title: String::new(),
                outcome: Outcome::Refused(reason),
            },
        };
        report.push(line);
        progress(report.len(), many);
    }
    Ok(report)
}

/// A file's bytes, or why they are not read: a look at its size comes before the memory.
async fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let about = tokio::fs::metadata(path).await;
    let about = about.map_err(|error| error.to_string())?;
    if about.len() > MAX_BYTES {
        return Err(format!("> {} MiB", MAX_BYTES / (1024 * 1024)));
    }
    tokio::fs::read(path)
        .await
        .map_err(|error| error.to_string())
}

async fn one(app: &App, file: String, bytes: Vec<u8>, order: Order) -> Result<Line, Error> {
    let read_name = file.clone();
    let read = tokio::task::spawn_blocking(move || read(&read_name, &bytes));
    let prepared = match read.await.map_err(|error| internal(error.to_string()))? {
        Ok(prepared) => prepared,
        Err(error) => {
            return Ok(Line {
                file,
                title: String::new(),
                outcome: Outcome::Refused(words(&error, order.locale)),
            });
        }
    };
    let title = prepared.title.clone();
    let id = MaterialId::derived("import.material", &format!("{} {file}", order.org));
    let now = app.clock.now();
    let fresh = (
        VersionId::fresh(&app.clock),
        PublicationId::fresh(&app.clock),
    );
    let taken = app.db.bulk("import_material", move |tx| {
        let org = orgs::find(tx, order.org)?;
        take(tx, id, fresh, &prepared, &org, order, now)
    });
    let outcome = match taken.await {
        Ok(outcome) => outcome,
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => {
            Outcome::Refused(words(&error, order.locale))
        }
        Err(error) => return Err(error),
    };
    Ok(Line {
        file,
        title,
        outcome,
    })
}

fn take(
    tx: &mut Tx<'_>,
    id: MaterialId,
    (version, publication): (VersionId, PublicationId),
    prepared: &Prepared,
    org: &Org,
    order: Order,
    now: platform::clock::Millis,
) -> Result<Outcome, Error> {
    let outcome = match store::find(tx, id)? {
        None => Outcome::Added,
        Some(found) if says_the_same(&store::version(tx, id, found.number)?, prepared) => {
            Outcome::Unchanged
        }
        Some(_) => Outcome::Changed,
    };
    if order.run == Run::Dry {
        return Ok(outcome);
    }
    match store::find(tx, id)? {
        None => {
            let new = NewMaterial {
                id,
                version,
                prepared: prepared.clone(),
            };
            create(tx, &new, org, order.author, now)?;
        }
        Some(found) if outcome == Outcome::Changed => {
            edit(
                tx,
                &found,
                (version, prepared),
                found.number,
                order.author,
                now,
            )?;
        }
        Some(_) => {}
    }
    if let Publish::PassedBy(reviewer) = order.publish {
        advance(tx, id, publication, order.author, reviewer, now)?;
    }
    Ok(outcome)
}

/// Texts that an operator brings with the name of their reviewer need that one review.
const PASSES: i64 = 1;

/// Brings the newest version as far as it goes: handed in, passed, published.
fn advance(
    tx: &mut Tx<'_>,
    id: MaterialId,
    publication: PublicationId,
    author: PersonId,
    reviewer: PersonId,
    now: platform::clock::Millis,
) -> Result<(), Error> {
    while let Some(found) = store::find(tx, id)? {
        let number = found.number;
        match found.state {
            State::Draft => submit(tx, &found, number, PASSES, author, now)?,
            State::InReview => review(tx, &found, number, (Verdict::Passed, ""), reviewer, now)?,
            State::Approved => publish(tx, &found, number, publication, author, now)?,
            State::Published | State::Returned | State::Withdrawn => return Ok(()),
        }
    }
    Ok(())
}

fn says_the_same(have: &super::Version, new: &Prepared) -> bool {
    let Content::Text { markdown, .. } = &new.content else {
        return false;
    };
    have.title == new.title && have.source == new.source && have.markdown == *markdown
}

/// The head of a text that is no statute, between two lines of `+++`, as TOML.
#[derive(serde::Deserialize)]
struct Head {
    title: String,
    #[serde(default)]
    source: String,
}

fn read(name: &str, bytes: &[u8]) -> Result<Prepared, Error> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if let Some((head, body)) = text
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
    {
        let head: Head = toml::from_str(head)
            .map_err(|_| platform::error::invalid("file", "material-import-head"))?;
        return Prepared::text(&head.title, &head.source, body.trim_start());
    }
    let draft = law::read(name, bytes).map_err(|fault| super::write::fault_at("file", &fault))?;
    let source = source_of(&Beside::default(), &draft.history);
    Prepared::text(&draft.title, &source, &draft.markdown)
}

fn words(error: &Error, locale: Locale) -> String {
    match error {
        Error::Invalid(fields) => fields
            .iter()
            .map(|field| say_message(locale, &field.message))
            .collect::<Vec<_>>()
            .join(" "),
        Error::Conflict(message) => say_message(locale, message),
        other => other.to_string(),
    }
}
