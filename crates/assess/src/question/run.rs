//! Questions from the command line: `touyan import questions FILE… --org NAME [--commit]`.

use std::collections::HashSet;

use org::tree::store::find as find_org;
use platform::app::App;
use platform::db::Db;
use platform::error::{Error, internal};
use platform::i18n::{Locale, say_message};
use platform::ids::{OrgId, PersonId};
use platform::params;
use serde::Serialize;

use super::ImportId;
use super::files::{FileFault, Taken, read};
use super::import::{INSERT, end, not_yet_there, put_all, written};
use super::store::Author;
use crate::bank::QuestionDraft;
use crate::bank::sheet::Language;

/// A file from the command line.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, whose ending says what it is.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Into whose bank.
    pub org: OrgId,
    /// In whose name.
    pub author: PersonId,
    /// Whether anything is written.
    pub run: Run,
    /// In which language faults are told.
    pub locale: Locale,
}

/// Whether an import writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// It only says what would happen.
    Dry,
    /// It writes.
    Commit,
}

/// What came of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The file.
    pub file: String,
    /// `dry_run`, `committed`, or `refused` when it could not be read at all.
    pub state: &'static str,
    /// Questions that are new, or ask the same with another key or explanation.
    pub added: i64,
    /// Questions the bank has just so.
    pub unchanged: i64,
    /// What is wrong, by row and column or by line.
    pub faults: Vec<Told>,
}

/// A fault in words.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// The row of a workbook or the line of a text; none for the file as a whole.
    pub row: Option<u32>,
    /// The column: its title in a workbook, its number in a text.
    pub column: String,
    /// Whether the question was taken all the same.
    pub warning: bool,
    /// What is wrong, with its place.
    pub words: String,
}

/// Reads a file, says what would become of it, and takes it in if so asked. `progress` is told how
/// many questions of how many are in.
///
/// # Errors
/// [`Error::NotFound`] without the organisation; the database's. A file that cannot be read is a
/// report.
pub async fn run(
    app: &App,
    file: File,
    order: Order,
    progress: impl Fn(usize, usize),
) -> Result<Report, Error> {
    let language = match order.locale {
        Locale::ZhCn => Language::Chinese,
        Locale::En => Language::English,
    };
    let (name, bytes) = (file.name.clone(), file.bytes);
    let taken = tokio::task::spawn_blocking(move || read(&name, &bytes, language))
        .await
        .map_err(|error| internal(format!("reading a file: {error}")))?;
    let taken = match taken {
        Ok(taken) => taken,
        Err(Error::Invalid(fields)) => {
            let words = fields
                .iter()
                .map(|field| say_message(order.locale, &field.message));
            return Ok(refused(file.name, words.collect()));
        }
        Err(error) => return Err(error),
    };
    let faults = taken
        .faults
        .iter()
        .map(|fault| told(fault, order.locale))
        .collect();
    let (state, (added, unchanged)) = match order.run {
        Run::Dry => ("dry_run", look(&app.db, order.org, taken.drafts).await?),
        Run::Commit => {
            let counts = take(app, &file.name, taken, order, progress).await?;
            ("committed", counts)
        }
    };
    Ok(Report {
        file: file.name,
        state,
        added,
        unchanged,
        faults,
    })
}

fn refused(file: String, words: Vec<String>) -> Report {
    let told = Told {
        row: None,
        column: String::new(),
        warning: false,
        words: words.join(" "),
    };
    Report {
        file,
        state: "refused",
        added: 0,
        unchanged: 0,
        faults: vec![told],
    }
}

fn told(fault: &FileFault, locale: Locale) -> Told {
    let (row, column) = fault.place.clone().unzip();
    Told {
        row,
        column: column.unwrap_or_default(),
        warning: fault.warning,
        words: fault.said(locale),
    }
}

/// How many questions of a file are new, and how many the bank has.
async fn look(db: &Db, org: OrgId, drafts: Vec<QuestionDraft>) -> Result<(i64, i64), Error> {
    let many = drafts.len();
    let (rest, _) = not_yet_there(db, org, drafts).await?;
    // A question that stands in the file twice just so is added once.
    let mut seen = HashSet::new();
    for (_, draft) in &rest {
        seen.insert(written(&draft.canonical())?);
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Ok((count(seen.len()), count(many - seen.len())))
}

async fn take(
    app: &App,
    name: &str,
    taken: Taken,
    order: Order,
    progress: impl Fn(usize, usize),
) -> Result<(i64, i64), Error> {
    let (id, now) = (ImportId::fresh(&app.clock), app.clock.now());
    let name: String = name.chars().take(200).collect();
    let (drafts, faults) = (written(&taken.drafts)?, written(&taken.faults)?);
    let path = app
        .db
        .write("stage_questions", move |tx| {
            let org = find_org(tx, order.org)?;
            let row = params![
                id,
                org.id,
                name,
                taken.format,
                "preview",
                drafts,
                faults,
                order.author,
                now
            ];
            tx.insert_many(&INSERT, &[row.to_vec()])?;
            Ok(org.path.as_str().to_owned())
        })
        .await?;
    let author = Author {
        org: order.org,
        path,
        by: order.author,
        at: now,
    };
    let counts = put_all(&app.db, &author, id, taken.drafts, progress).await?;
    end(&app.db, author, id, counts).await?;
    Ok(counts)
}
