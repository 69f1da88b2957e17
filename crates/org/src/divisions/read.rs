//! Tables of divisions as rows: code, name, and what is wrong with each.

use std::collections::HashSet;

use platform::sheet::{Limits, Row, Sheet, read};

use super::File;
use super::fault::{Fault, What};
use super::kinds::LEVELS;

/// Bytes of a file on the operator's own disk.
const FILE_BYTES: u64 = 256 * 1024 * 1024;
/// The country has some 670,000 communities and villages.
const ROWS: usize = 1_000_001;
/// Characters of a division's name.
const NAME: usize = 40;

/// A row that is right in itself.
#[derive(Clone, Debug)]
pub struct Division {
    /// Which file.
    pub file: usize,
    /// Which row.
    pub row: u32,
    /// Title of the code's column.
    pub column: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What the files held.
#[derive(Debug, Default)]
pub struct Read {
    /// Rows that are right in themselves, by code.
    pub divisions: Vec<Division>,
    /// Codes of rows that are not, where a code could be read.
    pub refused: HashSet<String>,
    /// How many rows are not.
    pub refused_rows: usize,
    /// Whether every file is a table of divisions.
    pub readable: bool,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Where the columns stand.
struct Columns {
    code: usize,
    name: usize,
    above: Vec<usize>,
}

/// Reads all files. Takes as long as they are large.
pub fn all(files: &[File]) -> Read {
    let mut out = Read {
        readable: true,
        ..Read::default()
    };
    let mut seen = HashSet::new();
    for (file, given) in files.iter().enumerate() {
        match table(given) {
            Ok((sheet, columns)) => {
                for row in &sheet.rows {
                    take(&mut out, &mut seen, file, &sheet, &columns, row);
                }
            }
            Err(what) => {
                out.readable = false;
                out.faults.push(Fault {
                    file,
                    row: None,
                    column: String::new(),
                    what,
                });
            }
        }
    }
    out.divisions.sort_by(|a, b| a.code.cmp(&b.code));
    out
}

fn table(file: &File) -> Result<(Sheet, Columns), What> {
    let limits = Limits {
        max_file_bytes: FILE_BYTES,
        max_unpacked_bytes: 4 * FILE_BYTES,
        max_rows: ROWS,
        max_kept_bytes: usize::try_from(4 * FILE_BYTES).unwrap_or(usize::MAX),
        ..Limits::default()
    };
    let sheet = read(&file.bytes, &limits)
        .map_err(What::Unreadable)?
        .with_header_where(|titles| columns(titles).is_some());
    let columns = columns(&sheet.header).ok_or(What::NoHeader)?;
    if sheet.rows.is_empty() {
        return Err(What::NoRows);
    }
    Ok((sheet, columns))
}

fn columns(titles: &[String]) -> Option<Columns> {
    let place = |wanted: &[&str]| {
        titles
            .iter()
            .position(|title| wanted.iter().any(|one| title.eq_ignore_ascii_case(one)))
    };
    let above = [
        &["streetCode", "街道代码", "乡镇代码"][..],
        &["areaCode", "区县代码"],
        &["cityCode", "城市代码"],
        &["provinceCode", "省份代码"],
    ];
    Some(Columns {
        code: place(&["code", "代码", "区划代码", "行政区划代码", "编码"])?,
        name: place(&["name", "名称", "区划名称", "单位名称"])?,
        above: above.into_iter().filter_map(place).collect(),
    })
}

fn take(
    out: &mut Read,
    seen: &mut HashSet<String>,
    file: usize,
    sheet: &Sheet,
    columns: &Columns,
    row: &Row,
) {
    let text = |index: usize| row.cell(index).to_text().trim().to_owned();
    let title = |index: usize| sheet.header.get(index).cloned().unwrap_or_default();
    let (code, name) = (text(columns.code), text(columns.name));
    let before = out.faults.len();
    let mut wrong = |index: usize, what: What| {
        out.faults.push(Fault {
            file,
            row: Some(row.number),
            column: title(index),
            what,
        });
    };
    if let Some(what) = code_fault(&code) {
        wrong(columns.code, what);
    } else if !seen.insert(code.clone()) {
        wrong(columns.code, What::CodeTwice(code.clone()));
    }
    for &index in &columns.above {
        let above = text(index);
        if !above.is_empty() && (above.len() >= code.len() || !code.starts_with(&above)) {
            let code = code.clone();
            wrong(index, What::CodeElsewhere { code, above });
        }
    }
    if let Some(what) = name_fault(&name) {
        wrong(columns.name, what);
    }
    if out.faults.len() > before {
        out.refused_rows += 1;
        // A second row with a code does not undo the first.
        if !matches!(out.faults[before].what, What::CodeTwice(_)) {
            out.refused.insert(code);
        }
        return;
    }
    out.divisions.push(Division {
        file,
        row: row.number,
        column: title(columns.code),
        code,
        name,
    });
}

fn code_fault(code: &str) -> Option<What> {
    if code.is_empty() {
        return Some(What::CodeMissing);
    }
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    (!digits || !LEVELS.contains(&code.len())).then(|| What::CodeForm(shortened(code)))
}

fn name_fault(name: &str) -> Option<What> {
    if name.is_empty() {
        return Some(What::NameMissing);
    }
    if name.chars().count() > NAME {
        return Some(What::NameLong(NAME));
    }
    let fits = |sign: char| {
        sign.is_alphanumeric()
            || matches!(
                sign,
                '（' | '）' | '(' | ')' | '·' | '-' | '－' | '、' | '—'
            )
    };
    (!name.chars().all(fits)).then(|| What::NameSigns(name.to_owned()))
}

/// Enough of a value to find it again.
fn shortened(value: &str) -> String {
    value.chars().take(NAME).collect()
}
