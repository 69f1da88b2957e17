//! Finds the parts of a workbook and reads its first visible sheet.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::cells::{SheetContext, read_cells};
use super::guard::{CheckedZip, check_zip};
use super::limits::Budget;
use super::parts::{XmlPart, attribute, open};
use super::{Limits, Sheet, SheetError, csv, strings, styles};

/// Reads an uploaded table by what it is, not by what it is called.
///
/// # Errors
/// See [`SheetError`]; a limit that does not hold, a damaged file, or an unknown format.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, SheetError> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0";
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.starts_with(ZIP) {
        return read_xlsx(bytes, limits);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(SheetError::OldOrProtected);
    }
    // Texts hold no control characters but line ends and tabs; UTF-16 announces itself.
    let announced = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if !announced && bytes.iter().take(4096).any(|byte| matches!(byte, 0..=8)) {
        return Err(SheetError::UnknownFormat);
    }
    csv::read_csv(bytes, limits)
}

/// Reads the first visible sheet of an .xlsx workbook.
///
/// Formulas count as their stored results. Cells are charged to a budget, so a small file whose
/// cells all point to one long string is refused as well.
///
/// # Errors
/// See [`SheetError`].
pub fn read_xlsx(bytes: &[u8], limits: &Limits) -> Result<Sheet, SheetError> {
    let mut zip = check_zip(bytes, limits)?;
    let mut budget = Budget::new(limits);
    let workbook_path = find_workbook(&mut zip)?;
    let workbook = match open(&mut zip, &workbook_path)? {
        Some(mut part) => read_workbook(&mut part)?,
        None => return Err(SheetError::UnknownFormat),
    };
    let links = match open(&mut zip, &relations_path(&workbook_path))? {
        Some(mut part) => read_relations(&mut part, &workbook_path)?,
        None => return Err(SheetError::damaged("no workbook relations")),
    };
    let entry = workbook
        .sheets
        .into_iter()
        .find(|sheet| sheet.visible)
        .ok_or(SheetError::NoSheet)?;
    let sheet_path = links
        .iter()
        .find(|link| link.id == entry.relation)
        .ok_or(SheetError::damaged("the sheet has no part"))?
        .target
        .clone();
    let strings = match open_kind(&mut zip, &links, "/sharedStrings")? {
        Some(mut part) => strings::read_shared(&mut part, limits, &mut budget)?,
        None => Vec::new(),
    };
    let date_styles = match open_kind(&mut zip, &links, "/styles")? {
        Some(mut part) => styles::read_date_styles(&mut part)?,
        None => Vec::new(),
    };
    let context = SheetContext {
        strings,
        date_styles,
        from_1904: workbook.from_1904,
        limits,
    };
    let Some(mut part) = open(&mut zip, &sheet_path)? else {
        return Err(SheetError::damaged("the sheet has no part"));
    };
    let rows = read_cells(&mut part, &context, &mut budget)?;
    Ok(Sheet::from_rows(entry.name, rows))
}

struct Workbook {
    sheets: Vec<SheetEntry>,
    from_1904: bool,
}

struct SheetEntry {
    name: String,
    relation: String,
    visible: bool,
}

struct Link {
    id: String,
    kind: String,
    target: String,
}

/// More sheets or relations than this is no workbook of a person.
const MAX_LINKS: usize = 4_096;

fn find_workbook(zip: &mut CheckedZip<'_>) -> Result<String, SheetError> {
    if let Some(mut part) = open(zip, "_rels/.rels")? {
        let links = read_relations(&mut part, "")?;
        if let Some(link) = links
            .into_iter()
            .find(|link| link.kind.ends_with("/officeDocument"))
        {
            return Ok(link.target);
        }
    }
    Ok("xl/workbook.xml".to_owned())
}

fn read_workbook<R: BufRead>(part: &mut XmlPart<R>) -> Result<Workbook, SheetError> {
    let mut workbook = Workbook {
        sheets: Vec::new(),
        from_1904: false,
    };
    loop {
        match part.next()? {
            Event::Eof => return Ok(workbook),
            Event::Start(element) => match element.local_name().as_ref() {
                "workbookPr" => {
                    let value = attribute(&element, "date1904");
                    workbook.from_1904 = matches!(value.as_deref(), Some("1" | "true"));
                }
                "sheet" => workbook.sheets.push(sheet_entry(&element)?),
                _ => {}
            },
            _ => {}
        }
        if workbook.sheets.len() > MAX_LINKS {
            return Err(SheetError::damaged("too many sheets"));
        }
    }
}

fn sheet_entry(element: &BytesStart<'_>) -> Result<SheetEntry, SheetError> {
    let state = attribute(element, "state");
    Ok(SheetEntry {
        name: attribute(element, "name").unwrap_or_default(),
        relation: attribute(element, "id").ok_or(SheetError::damaged("a sheet has no id"))?,
        visible: !matches!(state.as_deref(), Some("hidden" | "veryHidden")),
    })
}

fn read_relations<R: BufRead>(part: &mut XmlPart<R>, base: &str) -> Result<Vec<Link>, SheetError> {
    let mut links = Vec::new();
    loop {
        match part.next()? {
            Event::Eof => return Ok(links),
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                links.push(Link {
                    id: attribute(&element, "Id").unwrap_or_default(),
                    kind: attribute(&element, "Type").unwrap_or_default(),
                    target: resolve(base, &attribute(&element, "Target").unwrap_or_default()),
                });
            }
            _ => {}
        }
        if links.len() > MAX_LINKS {
            return Err(SheetError::damaged("too many relations"));
        }
    }
}

fn open_kind<'z>(
    zip: &'z mut CheckedZip<'_>,
    links: &[Link],
    kind: &str,
) -> Result<Option<XmlPart<impl BufRead + 'z>>, SheetError> {
    match links.iter().find(|link| link.kind.ends_with(kind)) {
        Some(link) => open(zip, &link.target),
        None => Ok(None),
    }
}

/// `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`.
fn relations_path(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let separator = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{separator}_rels/{file}.rels")
}

/// A target relative to the folder of `base`; one that begins with `/` starts at the root.
fn resolve(base: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_parts() {
        assert_eq!(
            relations_path("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
        assert_eq!(relations_path("book.xml"), "_rels/book.xml.rels");
        assert_eq!(
            resolve("xl/workbook.xml", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolve("xl/workbook.xml", "/xl/styles.xml"),
            "xl/styles.xml"
        );
        assert_eq!(resolve("xl/a/b.xml", "../c.xml"), "xl/c.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }
}
