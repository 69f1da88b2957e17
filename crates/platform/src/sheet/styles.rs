//! Which cell styles show a number as a date.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::SheetError;
use super::parts::{XmlPart, attribute};

/// Excel itself stops at this many cell styles.
const MAX_STYLES: usize = 65_490;

/// For each cell style whether it shows dates, in the order of `cellXfs`.
pub(super) fn read_date_styles<R: BufRead>(part: &mut XmlPart<R>) -> Result<Vec<bool>, SheetError> {
    let mut formats: HashMap<u32, bool> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match part.next()? {
            Event::Eof => return Ok(styles),
            Event::Start(element) => match element.local_name().as_ref() {
                "cellXfs" => in_cell_styles = true,
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (format_id(&element), attribute(&element, "formatCode"))
                    {
                        formats.insert(id, shows_date(&code));
                    }
                }
                "xf" if in_cell_styles => {
                    let id = format_id(&element).unwrap_or(0);
                    let date = formats.get(&id).copied();
                    styles.push(date.unwrap_or_else(|| is_built_in_date(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                in_cell_styles = false;
            }
            _ => {}
        }
        if styles.len() > MAX_STYLES || formats.len() > MAX_STYLES {
            return Err(SheetError::damaged("too many styles"));
        }
    }
}

fn format_id(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "numFmtId")?.parse().ok()
}

/// Formats without a code in the file: dates of all languages, and those that Chinese versions
/// of the programs number 27–36 and 50–58.
fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format code shows a year or a day. Quoted text, escaped characters, colours and
/// locales do not count; times alone are no dates.
fn shows_date(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => {
                chars.by_ref().find(|next| *next == '"');
            }
            '[' => {
                chars.by_ref().find(|next| *next == ']');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            // Only the first section matters: the others are for negative numbers and text.
            ';' => return false,
            'y' | 'Y' | 'd' | 'D' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy/m/d",
            "dd\\-mmm",
        ] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "General",
            "G/通用格式",
            "@",
            "0.00",
            "[Red]0",
            "h:mm:ss",
            "0\"day\"",
            "0;[Red]d",
        ] {
            assert!(!shows_date(code), "{code}");
        }
        assert!(is_built_in_date(14) && is_built_in_date(31) && !is_built_in_date(0));
    }
}
