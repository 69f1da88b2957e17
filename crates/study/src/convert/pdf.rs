//! PDF files as page images and text, made by poppler in limited child
//! processes.
//!
//! A PDF is a program in all but name, so it is never parsed in this process:
//! `pdfinfo`, `pdftotext` and `pdftoppm` each run with a deadline, a limit on
//! memory, processor time and written bytes (`ulimit`, set by the shell that
//! becomes the program), an empty environment and no input. Page images have a
//! fixed longest side, whatever size the page claims.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::Command;

use super::fault::{ConvertFault, PdfTool};

/// What a conversion may use.
#[derive(Clone, Debug)]
pub struct PdfLimits {
    /// The largest file, in bytes.
    pub max_file_bytes: u64,
    /// The most pages.
    pub max_pages: u32,
    /// The longest side of a page image, in pixels.
    pub max_side_pixels: u32,
    /// How long one program may run.
    pub deadline: Duration,
    /// The address space of one program, in MiB.
    pub memory_mib: u64,
    /// The largest file one program may write, in MiB.
    pub max_written_mib: u64,
    /// Where the programs are looked for: a `PATH`.
    pub path: String,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self {
            max_file_bytes: 50 * 1024 * 1024,
            max_pages: 300,
            max_side_pixels: 1_600,
            deadline: Duration::from_secs(120),
            memory_mib: 1_024,
            max_written_mib: 64,
            path: "/usr/local/bin:/usr/bin:/bin".to_owned(),
        }
    }
}

/// How page images are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFormat {
    /// Small for scanned pages.
    Jpeg,
    /// Sharp for text.
    Png,
}

impl PageFormat {
    const fn option(self) -> &'static str {
        match self {
            Self::Jpeg => "-jpeg",
            Self::Png => "-png",
        }
    }

    /// The ending of the files' names, which is also the end of their media type
    /// (`image/jpeg` for `jpg`).
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A page of a converted PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfPage {
    /// From 1.
    pub number: u32,
    /// Its image in the folder given.
    pub image: PathBuf,
    /// Its text; empty where the page is a picture.
    pub text: String,
}

/// Converts `pdf`; images and text are written into `folder`, which must exist,
/// be empty, and is the caller's to remove.
///
/// # Errors
/// Typed: unreadable, locked, too large, too many pages, too slow, or poppler
/// missing ([`ConvertFault::is_operators`]).
pub async fn convert(
    pdf: &Path,
    folder: &Path,
    format: PageFormat,
    limits: &PdfLimits,
) -> Result<Vec<PdfPage>, ConvertFault> {
    let pages = count_pages(pdf, limits).await?;
    let texts = read_text(pdf, folder, limits).await?;
    draw_pages(pdf, folder, format, limits).await?;
    let mut found = Vec::with_capacity(pages as usize);
    for number in 1..=pages {
        let image = page_image(folder, number, pages, format);
        if !tokio::fs::try_exists(&image).await.map_err(work_folder)? {
            return Err(ConvertFault::PdfToolFailed {
                tool: PdfTool::Images,
            });
        }
        let text = texts.get(number as usize - 1).cloned().unwrap_or_default();
        found.push(PdfPage {
            number,
            image,
            text,
        });
    }
    Ok(found)
}

/// The number of pages, after a look at size, lock and count.
///
/// # Errors
/// As [`convert`].
pub async fn count_pages(pdf: &Path, limits: &PdfLimits) -> Result<u32, ConvertFault> {
    let size = tokio::fs::metadata(pdf).await.map_err(work_folder)?.len();
    if size > limits.max_file_bytes {
        let limit_mib =
            usize::try_from(limits.max_file_bytes / (1024 * 1024)).unwrap_or(usize::MAX);
        return Err(ConvertFault::FileTooLarge { limit_mib });
    }
    let output = run(PdfTool::Info, &[pdf.as_os_str()], limits).await?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(match said.contains("Incorrect password") {
            true => ConvertFault::PdfLocked,
            false => ConvertFault::PdfUnreadable,
        });
    }
    let info = String::from_utf8_lossy(&output.stdout);
    let pages = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
    match pages {
        None | Some(0) => Err(ConvertFault::PdfUnreadable),
        Some(pages) if pages > limits.max_pages => Err(ConvertFault::PdfTooManyPages {
            pages,
            limit: limits.max_pages,
        }),
        Some(pages) => Ok(pages),
    }
}

/// The text of every page; poppler ends each with a form feed.
async fn read_text(
    pdf: &Path,
    folder: &Path,
    limits: &PdfLimits,
) -> Result<Vec<String>, ConvertFault> {
    let target = folder.join("text.txt");
    let last = limits.max_pages.to_string();
    let arguments = [
        "-enc".as_ref(),
        "UTF-8".as_ref(),
        "-l".as_ref(),
        last.as_ref(),
        pdf.as_os_str(),
        target.as_os_str(),
    ];
    let output = run(PdfTool::Text, &arguments, limits).await?;
    if !output.status.success() {
        return Err(ConvertFault::PdfToolFailed {
            tool: PdfTool::Text,
        });
    }
    // The size of the file is bounded by the limit on what is written.
    let bytes = tokio::fs::read(&target).await.map_err(work_folder)?;
    tokio::fs::remove_file(&target).await.map_err(work_folder)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text
        .split('\u{c}')
        .map(|page| page.trim().to_owned())
        .collect())
}

/// Draws every page into `page-N.png` or `.jpg`.
async fn draw_pages(
    pdf: &Path,
    folder: &Path,
    format: PageFormat,
    limits: &PdfLimits,
) -> Result<(), ConvertFault> {
    let (last, side) = (
        limits.max_pages.to_string(),
        limits.max_side_pixels.to_string(),
    );
    let stem = folder.join("page");
    let arguments = [
        format.option().as_ref(),
        "-scale-to".as_ref(),
        side.as_ref(),
        "-l".as_ref(),
        last.as_ref(),
        pdf.as_os_str(),
        stem.as_os_str(),
    ];
    let output = run(PdfTool::Images, &arguments, limits).await?;
    match output.status.success() {
        true => Ok(()),
        false => Err(ConvertFault::PdfToolFailed {
            tool: PdfTool::Images,
        }),
    }
}

/// The name poppler gives a page: its number is as wide as the last one's.
fn page_image(folder: &Path, number: u32, pages: u32, format: PageFormat) -> PathBuf {
    let width = pages.to_string().len();
    folder.join(format!("page-{number:0width$}.{}", format.extension()))
}

/// Sets the limits and becomes the program, so that they bind it and nothing
/// else. The words are constant; the arguments are passed, never quoted.
const LIMITED: &str = "ulimit -v \"$1\" && ulimit -t \"$2\" && ulimit -f \"$3\" && ulimit -c 0 \
     && shift 3 && exec \"$@\"";
/// What a shell answers when there is no such program.
const NOT_FOUND: i32 = 127;

async fn run(
    tool: PdfTool,
    arguments: &[&std::ffi::OsStr],
    limits: &PdfLimits,
) -> Result<Output, ConvertFault> {
    let seconds = limits.deadline.as_secs().max(1);
    let child = Command::new("/bin/sh")
        .args(["-c", LIMITED, "limited"])
        .arg((limits.memory_mib * 1024).to_string())
        .arg(seconds.to_string())
        // The shell counts blocks of 512 bytes.
        .arg((limits.max_written_mib * 2048).to_string())
        .arg(tool.program())
        .args(arguments)
        .env_clear()
        .env("PATH", &limits.path)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .output();
    // Dropping the future on the deadline kills the child.
    let output = tokio::time::timeout(limits.deadline, child).await;
    let output = output
        .map_err(|_| ConvertFault::PdfTooSlow { tool, seconds })?
        .map_err(|_| ConvertFault::PdfToolMissing { tool })?;
    match output.status.code() {
        Some(NOT_FOUND) => Err(ConvertFault::PdfToolMissing { tool }),
        _ => Ok(output),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err as it is")]
fn work_folder(error: std::io::Error) -> ConvertFault {
    ConvertFault::WorkFolder { kind: error.kind() }
}
