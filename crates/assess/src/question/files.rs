//! Questions between files and drafts: what a file held and what is wrong in it, by line or by
//! row; and the bank as a file again.

use platform::error::{Error, FieldError, Message, internal, invalid};
use platform::i18n::Locale;
use platform::web::respond::download;
use platform::web::{Answer, Cx};
use serde::{Deserialize, Serialize};

use super::form::said;
use super::pages::{scope, wanted};
use super::store;
use crate::bank::fault::FaultArg;
use crate::bank::sheet::{self, Language};
use crate::bank::{QuestionDraft, gaokao, gift};

/// One thing wrong in a file, with its place, as it is kept until somebody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFault {
    /// Line and column of a text, or row and column title of a workbook; none for the file.
    pub place: Option<(u32, String)>,
    /// Whether the question was taken all the same.
    pub warning: bool,
    /// The word key.
    pub key: String,
    /// Its arguments.
    pub args: Vec<(String, String)>,
}

/// What a file held.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The format, as stored.
    pub format: &'static str,
    /// Questions without faults.
    pub drafts: Vec<QuestionDraft>,
    /// What is wrong, in the order of the file.
    pub faults: Vec<FileFault>,
}

type Args = Vec<FaultArg>;

impl FileFault {
    /// A fault with its sentence.
    #[must_use]
    pub fn new(place: Option<(u32, String)>, key: &str, args: Args) -> Self {
        let args = args
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into_owned()));
        Self {
            place,
            warning: false,
            key: key.to_owned(),
            args: args.collect(),
        }
    }

    /// The sentence with its place.
    #[must_use]
    pub fn words(&self, cx: &Cx) -> String {
        self.said(cx.locale)
    }

    /// The sentence with its place, for whoever reads this language.
    #[must_use]
    pub fn said(&self, locale: Locale) -> String {
        let words = said(locale, &self.key, &self.args);
        let Some((first, second)) = &self.place else {
            return words;
        };
        let text = second.chars().all(|sign| sign.is_ascii_digit());
        let (key, row) = if text {
            ("bank-fault-at-line", "line")
        } else {
            ("bank-fault-at-cell", "row")
        };
        let args = [
            (row, first.to_string()),
            ("column", second.clone()),
            ("fault", words),
        ];
        said(locale, key, &args)
    }
}

/// Reads a file by what its name says it is. Takes as long as a file is large: not for a thread
/// that answers requests.
///
/// # Errors
/// A field error when the file as a whole cannot be read.
pub fn read(name: &str, bytes: &[u8], language: Language) -> Result<Taken, Error> {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match ending.as_str() {
        "gift" | "txt" => read_gift(bytes),
        "json" => read_gaokao(bytes),
        "xlsx" | "csv" => read_sheet(bytes, language),
        _ => Err(invalid("file", "bank-import-unknown")),
    }
}

fn refusal(key: &'static str, args: Args) -> Error {
    let message = args
        .into_iter()
        .fold(Message::new(key), |m, (name, value)| m.with(name, value));
    Error::Invalid(vec![FieldError {
        field: "file".to_owned(),
        message,
    }])
}

fn read_gift(bytes: &[u8]) -> Result<Taken, Error> {
    let import = gift::read(bytes).map_err(|refused| refusal(refused.key(), refused.args()))?;
    let of = |fault: &gift::GiftFault, warning| {
        let place = Some((fault.place.line, fault.place.column.to_string()));
        FileFault {
            warning,
            ..FileFault::new(place, fault.key(), fault.args())
        }
    };
    let faults = import.faults.iter().map(|fault| of(fault, false));
    let warnings = import.warnings.iter().map(|fault| of(fault, true));
    Ok(Taken {
        format: "gift",
        faults: faults.chain(warnings).collect(),
        drafts: import
            .questions
            .into_iter()
            .map(|question| question.draft)
            .collect(),
    })
}

fn read_sheet(bytes: &[u8], language: Language) -> Result<Taken, Error> {
    let import =
        sheet::read(bytes).map_err(|refused| refusal(refused.key(), refused.args(language)))?;
    let of = |fault: &sheet::CellFault, warning| {
        let place = Some((fault.row, fault.field.title(language)));
        FileFault {
            warning,
            ..FileFault::new(place, fault.key(), fault.args())
        }
    };
    let faults = import.faults.iter().map(|fault| of(fault, false));
    let warnings = import.warnings.iter().map(|fault| of(fault, true));
    let ignored = import.ignored.iter().map(|(_, title)| {
        let args: Args = vec![("title", title.clone().into())];
        FileFault {
            warning: true,
            ..FileFault::new(None, "bank-import-ignored", args)
        }
    });
    Ok(Taken {
        format: "sheet",
        faults: ignored.chain(faults).chain(warnings).collect(),
        drafts: import
            .questions
            .into_iter()
            .map(|question| question.draft)
            .collect(),
    })
}

fn read_gaokao(bytes: &[u8]) -> Result<Taken, Error> {
    let import = gaokao::read(bytes).map_err(|_| invalid("file", "bank-import-unknown"))?;
    let faults = import.faults.iter().map(|fault| {
        let index = match fault {
            gaokao::GaokaoFault::NoOptions { index }
            | gaokao::GaokaoFault::KeyUnknown { index, .. } => *index,
            gaokao::GaokaoFault::Malformed(_) => 0,
        };
        FileFault::new(
            None,
            "bank-import-no-options",
            vec![("index", index.to_string().into())],
        )
    });
    Ok(Taken {
        format: "gaokao",
        faults: faults.collect(),
        drafts: import.drafts,
    })
}

/// The questions of the list as GIFT.
///
/// # Errors
/// The database's.
pub async fn export_gift(cx: Cx) -> Answer {
    let drafts = exported(&cx).await?;
    let name = format!("{}.gift", cx.t("bank-nav"));
    download(
        &name,
        "text/plain; charset=utf-8",
        gift::write(&drafts).into_bytes(),
    )
}

/// The questions of the list as a workbook of the template's columns.
///
/// # Errors
/// The database's.
pub async fn export_sheet(cx: Cx) -> Answer {
    let (drafts, language) = (exported(&cx).await?, language(&cx));
    let name = format!("{}.xlsx", cx.t("bank-nav"));
    workbook(&name, move || sheet::export(&drafts, language)).await
}

/// The empty template.
///
/// # Errors
/// When it cannot be written, which is a fault of ours.
pub async fn template(cx: Cx) -> Answer {
    let (name, language) = (
        format!("{}.xlsx", cx.t("bank-template-name")),
        language(&cx),
    );
    workbook(&name, move || sheet::template(language)).await
}

async fn workbook<F>(name: &str, write: F) -> Answer
where
    F: FnOnce() -> Result<Vec<u8>, platform::sheet::SheetError> + Send + 'static,
{
    let bytes = tokio::task::spawn_blocking(write)
        .await
        .map_err(|error| internal(format!("writing a workbook: {error}")))?
        .map_err(|error| internal(format!("a workbook: {error}")))?;
    download(
        name,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes,
    )
}

/// The language of column titles for whoever asks.
#[must_use]
pub fn language(cx: &Cx) -> Language {
    match cx.locale {
        Locale::ZhCn => Language::Chinese,
        Locale::En => Language::English,
    }
}

/// What an export holds: the list as it was narrowed.
///
/// # Errors
/// The database's.
pub async fn exported(cx: &Cx) -> Result<Vec<QuestionDraft>, Error> {
    let (scope, wanted) = (scope(cx)?, wanted(cx));
    cx.app
        .db
        .read("export_questions", move |tx| {
            store::drafts_scoped(tx, scope.person, scope.today, &wanted)
        })
        .await
}
