//! Why a file could not become a page, as values; the words stand in the
//! `study.ftl` files under `convert-fault-…`.

use std::borrow::Cow;

/// An argument of a Fluent message: its name and its value as text.
pub type FaultArg = (&'static str, Cow<'static, str>);

/// A program of poppler that reads PDF files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfTool {
    /// Page count, encryption.
    Info,
    /// Text.
    Text,
    /// Page images.
    Images,
}

impl PdfTool {
    /// The program's name on the path.
    pub const fn program(self) -> &'static str {
        match self {
            Self::Info => "pdfinfo",
            Self::Text => "pdftotext",
            Self::Images => "pdftoppm",
        }
    }
}

/// Why a file could not be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConvertFault {
    /// The file is larger than may be converted.
    #[error("the file is larger than {limit_mib} MiB")]
    FileTooLarge {
        /// The limit in MiB.
        limit_mib: usize,
    },
    /// The text in it is longer than a material may be.
    #[error("the text is longer than {limit_mib} MiB")]
    TextTooLong {
        /// The limit in MiB.
        limit_mib: usize,
    },
    /// Text that is not UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The first line that is not.
        line: usize,
    },
    /// Not a Word document at all.
    #[error("not a .docx file")]
    NotDocx,
    /// An old `.doc`, or a document with a password: both are OLE containers.
    #[error("an old .doc file or one with a password")]
    OldOrLockedDoc,
    /// Cut off, or damaged in this part.
    #[error("{part} is damaged")]
    Damaged {
        /// The part, such as `word/document.xml`.
        part: Cow<'static, str>,
    },
    /// More entries than any real document has.
    #[error("more than {limit} entries in the archive")]
    TooManyParts {
        /// The limit.
        limit: usize,
    },
    /// An archive that unpacks to more than it may, whatever it declares.
    #[error("the file unpacks to more than {limit_mib} MiB")]
    UnpacksTooLarge {
        /// The limit in MiB.
        limit_mib: usize,
    },
    /// A document type or an entity of its own: no Word writes such.
    #[error("{part} declares entities")]
    EntityRefused {
        /// The part.
        part: Cow<'static, str>,
    },
    /// Elements nested deeper than any real document.
    #[error("{part} is nested too deeply")]
    TooDeep {
        /// The part.
        part: Cow<'static, str>,
    },
    /// Nothing to read in it.
    #[error("the document holds no text")]
    Empty,
    /// Not a PDF file, or too damaged to read.
    #[error("not a readable PDF file")]
    PdfUnreadable,
    /// A PDF that needs a password.
    #[error("the PDF file needs a password")]
    PdfLocked,
    /// More pages than may be converted.
    #[error("{pages} pages, at most {limit}")]
    PdfTooManyPages {
        /// Pages in the file.
        pages: u32,
        /// The limit.
        limit: u32,
    },
    /// Poppler is not installed: the operator must act.
    #[error("{} is not installed", tool.program())]
    PdfToolMissing {
        /// Which program.
        tool: PdfTool,
    },
    /// The program did not end in time and was stopped.
    #[error("{} took longer than {seconds} s", tool.program())]
    PdfTooSlow {
        /// Which program.
        tool: PdfTool,
        /// The limit in seconds.
        seconds: u64,
    },
    /// The program ended with an error, mostly at its memory or file limit.
    #[error("{} failed", tool.program())]
    PdfToolFailed {
        /// Which program.
        tool: PdfTool,
    },
    /// The folder for the results could not be used: the operator must act.
    #[error("working folder: {kind}")]
    WorkFolder {
        /// What the operating system said.
        kind: std::io::ErrorKind,
    },
    /// A statute file without the mark that ends its head.
    #[error("not a statute file of the expected form")]
    LawMalformed,
}

impl ConvertFault {
    /// The Fluent key of the sentence that says why and what to do now.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } => "convert-fault-file-too-large",
            Self::TextTooLong { .. } => "convert-fault-text-too-long",
            Self::NotUtf8 { .. } => "convert-fault-not-utf8",
            Self::NotDocx => "convert-fault-not-docx",
            Self::OldOrLockedDoc => "convert-fault-old-or-locked-doc",
            Self::Damaged { .. } => "convert-fault-damaged",
            Self::TooManyParts { .. } => "convert-fault-too-many-parts",
            Self::UnpacksTooLarge { .. } => "convert-fault-unpacks-too-large",
            Self::EntityRefused { .. } => "convert-fault-entity",
            Self::TooDeep { .. } => "convert-fault-too-deep",
            Self::Empty => "convert-fault-empty",
            Self::PdfUnreadable => "convert-fault-pdf-unreadable",
            Self::PdfLocked => "convert-fault-pdf-locked",
            Self::PdfTooManyPages { .. } => "convert-fault-pdf-too-many-pages",
            Self::PdfToolMissing { .. } => "convert-fault-pdf-tool-missing",
            Self::PdfTooSlow { .. } => "convert-fault-pdf-too-slow",
            Self::PdfToolFailed { .. } => "convert-fault-pdf-tool-failed",
            Self::WorkFolder { .. } => "convert-fault-work-folder",
            Self::LawMalformed => "convert-fault-law-malformed",
        }
    }

    /// The arguments of that sentence.
    pub fn args(&self) -> Vec<FaultArg> {
        match self {
            Self::FileTooLarge { limit_mib }
            | Self::TextTooLong { limit_mib }
            | Self::UnpacksTooLarge { limit_mib } => {
                vec![("limit", limit_mib.to_string().into())]
            }
            Self::NotUtf8 { line } => vec![("line", line.to_string().into())],
            Self::TooManyParts { limit } => vec![("limit", limit.to_string().into())],
            Self::Damaged { part } | Self::EntityRefused { part } | Self::TooDeep { part } => {
                vec![("part", part.clone())]
            }
            Self::PdfTooManyPages { pages, limit } => {
                vec![
                    ("pages", pages.to_string().into()),
                    ("limit", limit.to_string().into()),
                ]
            }
            Self::PdfToolMissing { tool } | Self::PdfToolFailed { tool } => {
                vec![("tool", tool.program().into())]
            }
            Self::PdfTooSlow { tool, seconds } => {
                vec![
                    ("tool", tool.program().into()),
                    ("seconds", seconds.to_string().into()),
                ]
            }
            _ => Vec::new(),
        }
    }

    /// Whether the operator must act, and not the person who brought the file.
    pub const fn is_operators(&self) -> bool {
        matches!(self, Self::PdfToolMissing { .. } | Self::WorkFolder { .. })
    }
}

/// Text of a file, or the first line that is not UTF-8. A byte order mark goes.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, ConvertFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| ConvertFault::NotUtf8 {
        line: 1 + bytes
            .iter()
            .take(error.valid_up_to())
            .filter(|&&byte| byte == b'\n')
            .count(),
    })
}
