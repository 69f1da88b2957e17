//! Grids as a table: the columns, and what each row says before anybody knows the city.

use platform::sheet::{Cell, Column, ColumnKind, Need, Row, Sheet, Table, column_letters};
use serde::{Deserialize, Serialize};

use super::forms::{names, number};

/// The columns in their order: heading, other headings, whether a row must fill it, an example.
pub const COLUMNS: [(&str, &[&str], bool, &str); 9] = [
    (
        "党组织",
        &["社区党组织", "所属党组织", "社区"],
        true,
        "望江社区党委",
    ),
    ("网格名称", &["网格"], true, "第一网格"),
    ("范围", &["网格范围"], false, "望江路 1 至 6 栋"),
    ("户数", &["住户数", "户"], true, "310"),
    ("网格党支部", &["党支部"], false, "望江社区第一网格党支部"),
    ("网格长", &[], false, "王建国"),
    ("网格员", &["专职网格员"], false, "李秀英、周明"),
    ("楼栋长", &["兼职网格员"], false, "赵强、吴丽华"),
    (
        "楼栋党小组及户数",
        &["楼栋党小组", "党小组"],
        false,
        "江景苑1栋楼栋党小组 56；江景苑2栋楼栋党小组 48",
    ),
];

const WIDTHS: [u16; 9] = [28, 16, 28, 8, 28, 12, 20, 24, 48];

/// A fault of a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The row as the office program numbers it; 0 for the file as a whole.
    pub row: u32,
    /// Its column in letters.
    pub column: String,
    /// The word key.
    pub key: String,
    /// What it is about, for the words.
    pub value: String,
}

impl Fault {
    /// A fault of a cell.
    #[must_use]
    pub fn at(row: u32, column: usize, key: &str, value: impl Into<String>) -> Self {
        let column = u32::try_from(column + 1).unwrap_or(u32::MAX);
        Self {
            row,
            column: column_letters(column),
            key: key.to_owned(),
            value: value.into(),
        }
    }

    /// A fault of the file.
    #[must_use]
    pub fn of_file(key: &str, value: impl Into<String>) -> Self {
        Self {
            row: 0,
            column: String::new(),
            key: key.to_owned(),
            value: value.into(),
        }
    }
}

/// What a row says, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    /// The row as the office program numbers it.
    pub number: u32,
    /// Where each of [`COLUMNS`] stands in the file.
    pub places: [usize; 9],
    /// The organisation's name or code.
    pub org: String,
    /// The grid's name.
    pub name: String,
    /// What belongs to it.
    pub place: String,
    /// Households.
    pub households: i64,
    /// The branch's name.
    pub branch: String,
    /// 网格长, 网格员, 楼栋长.
    pub people: [Vec<String>; 3],
    /// Groups by name, with their households.
    pub groups: Vec<(String, i64)>,
}

fn plain(title: &str) -> String {
    let bare = title.trim_start_matches(['*', '＊']);
    let bare = bare.split(['（', '(']).next().unwrap_or(bare);
    bare.chars().filter(|c| !c.is_whitespace()).collect()
}

fn find(header: &[String], column: usize) -> Option<usize> {
    let (title, others, ..) = COLUMNS[column];
    let is = |have: &String| {
        let have = plain(have);
        have == title || others.contains(&have.as_str())
    };
    header.iter().position(is)
}

/// Reads the rows of a table; what is wrong stands in the faults, and its row is left out.
///
/// # Errors
/// Nothing: a file without the columns has one fault and no rows.
#[must_use]
pub fn rows(sheet: Sheet) -> (Vec<RawRow>, Vec<Fault>) {
    let is_header = |header: &[String]| find(header, 0).is_some() && find(header, 1).is_some();
    let sheet = sheet.with_header_where(is_header);
    let mut places = [usize::MAX; 9];
    for (column, place) in places.iter_mut().enumerate() {
        match find(&sheet.header, column) {
            Some(at) => *place = at,
            None if COLUMNS[column].2 => {
                let fault = Fault::of_file("grid-file-column-missing", COLUMNS[column].0);
                return (Vec::new(), vec![fault]);
            }
            None => {}
        }
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for row in &sheet.rows {
        match read(row, places) {
            Ok(read) => rows.push(read),
            Err(fault) => faults.push(fault),
        }
    }
    if sheet.rows.is_empty() {
        faults.push(Fault::of_file("grid-file-no-rows", ""));
    }
    (rows, faults)
}

fn read(row: &Row, places: [usize; 9]) -> Result<RawRow, Fault> {
    let cell = |column: usize| {
        let text = match places[column] {
            usize::MAX => &Cell::Empty,
            at => row.cell(at),
        };
        text.to_text().trim().to_owned()
    };
    for (column, (_, _, needed, _)) in COLUMNS.iter().enumerate() {
        if *needed && cell(column).is_empty() {
            return Err(Fault::at(
                row.number,
                places[column],
                "grid-fault-missing",
                "",
            ));
        }
    }
    let households = number(&cell(3))
        .filter(|number| (0..=super::change::HOUSEHOLDS).contains(number))
        .ok_or_else(|| Fault::at(row.number, places[3], "grid-fault-number", cell(3)))?;
    let of = |column| names(&cell(column)).collect::<Vec<String>>();
    Ok(RawRow {
        number: row.number,
        places,
        org: cell(0),
        name: cell(1),
        place: cell(2),
        households,
        branch: cell(4),
        people: [of(5), of(6), of(7)],
        groups: groups(&cell(8))
            .map_err(|part| Fault::at(row.number, places[8], "grid-fault-group", part))?,
    })
}

/// Groups as they are listed: `1栋楼栋党小组 56；2栋楼栋党小组 48户`.
fn groups(text: &str) -> Result<Vec<(String, i64)>, String> {
    let mut found = Vec::new();
    for part in text.split(['；', ';', '\n']) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let bare = part.trim_end_matches('户').trim_end();
        let digits = bare
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c))
            .count();
        let at = bare
            .char_indices()
            .rev()
            .nth(digits.saturating_sub(1))
            .map_or(bare.len(), |(at, _)| at);
        let (name, households) = bare.split_at(at);
        let name = name
            .trim_end_matches(['=', '＝', ':', '：', ' ', '\u{3000}', '（', '('])
            .trim();
        match number(households) {
            Some(households) if digits > 0 && !name.is_empty() => {
                found.push((name.to_owned(), households));
            }
            _ => return Err(part.to_owned()),
        }
    }
    Ok(found)
}

/// A table with these rows: an empty one is the template, with an example in the notes.
#[must_use]
pub fn table(name: &str, rows: Vec<[String; 9]>) -> Table {
    let columns = COLUMNS
        .iter()
        .zip(WIDTHS)
        .map(|((title, _, needed, example), width)| Column {
            title: (*title).to_owned(),
            need: if *needed {
                Need::Required
            } else {
                Need::Optional
            },
            kind: ColumnKind::Text,
            width,
            choices: Vec::new(),
            note: Some(format!("例：{example}")),
        });
    Table {
        name: name.to_owned(),
        header_row: 1,
        columns: columns.collect(),
        rows: rows
            .into_iter()
            .enumerate()
            .map(|(n, cells)| Row {
                number: u32::try_from(n).unwrap_or(u32::MAX - 2) + 2,
                cells: cells.into_iter().map(Cell::text).collect(),
            })
            .collect(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use platform::sheet::{Limits, read as read_sheet, write_xlsx};

    use super::*;

    fn cells(words: [&str; 9]) -> [String; 9] {
        words.map(str::to_owned)
    }

    #[test]
    fn what_is_written_is_read_and_faults_have_their_place() {
        let good = cells([
            "望江社区党委",
            "第一网格",
            "1 至 6 栋",
            "310",
            "望江社区第一网格党支部",
            "王建国",
            "李秀英、周明",
            "",
            "1栋楼栋党小组 56；2栋楼栋党小组＝４８户",
        ]);
        let table = table(
            "网格",
            vec![
                good,
                cells(["望江社区党委", "第二网格", "", "约三百", "", "", "", "", ""]),
                cells(["望江社区党委", "", "", "300", "", "", "", "", ""]),
                cells([
                    "望江社区党委",
                    "第三网格",
                    "",
                    "300",
                    "",
                    "",
                    "",
                    "",
                    "1栋楼栋党小组",
                ]),
            ],
        );
        let bytes = write_xlsx(&[table]).expect("a workbook");
        let (read, faults) = rows(read_sheet(&bytes, &Limits::default()).expect("a sheet"));
        assert_eq!(read.len(), 1);
        assert_eq!(
            read[0].groups,
            [
                ("1栋楼栋党小组".to_owned(), 56),
                ("2栋楼栋党小组".to_owned(), 48)
            ]
        );
        assert_eq!(read[0].people[1], ["李秀英", "周明"]);
        let places: Vec<(u32, &str, &str)> = faults
            .iter()
            .map(|fault| (fault.row, fault.column.as_str(), fault.key.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                (3, "D", "grid-fault-number"),
                (4, "B", "grid-fault-missing"),
                (5, "I", "grid-fault-group"),
            ]
        );
    }

    #[test]
    fn a_table_of_something_else_is_refused_as_a_whole() {
        let sheet =
            read_sheet("姓名,年龄\n张伟,30\n".as_bytes(), &Limits::default()).expect("a sheet");
        let (read, faults) = rows(sheet);
        assert!(read.is_empty());
        assert_eq!(
            faults,
            [Fault::of_file("grid-file-column-missing", "党组织")]
        );
    }
}
