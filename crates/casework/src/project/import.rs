//! Measurements from a table: days, values and where they are from. Every row is looked at before
//! anything is kept, and each fault is told with its row.

use std::collections::BTreeMap;

use jiff::civil::Date;
use platform::error::Message;
use platform::sheet::{Limits, Row, SheetError, read};

use super::change::NewMeasurement;
use super::value;

/// Letters of a source.
const SOURCE: usize = 120;
/// Names of the columns that are known, in their order: the day, the value, the source.
const HEADS: [&[&str]; 3] = [
    &["日期", "测量日期", "date", "day"],
    &["数值", "测量值", "值", "value"],
    &["来源", "数据来源", "source"],
];

/// A row that cannot be taken.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Its number in the file.
    pub row: u32,
    /// What is wrong.
    pub message: Message,
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// What can be taken.
    pub measured: Vec<NewMeasurement>,
    /// What cannot.
    pub faults: Vec<Fault>,
}

/// Looks at a file.
///
/// # Errors
/// When it is no table.
pub fn look(bytes: &[u8], today: Date, most: usize) -> Result<Looked, SheetError> {
    let sheet =
        read(bytes, &Limits::default())?.with_header_where(|cells| columns(cells).is_some());
    let mut looked = Looked::default();
    let Some(columns) = columns(&sheet.header) else {
        looked.faults.push(fault(1, "project-import-header"));
        return Ok(looked);
    };
    let mut days: BTreeMap<Date, u32> = BTreeMap::new();
    for row in sheet.rows.iter().filter(|row| !row.is_blank()) {
        if looked.measured.len() >= most {
            let message = Message::new("project-import-many").with("most", most);
            looked.faults.push(Fault {
                row: row.number,
                message,
            });
            break;
        }
        match look_at(row, columns, today) {
            Ok(one) => {
                if let Some(first) = days.insert(one.on, row.number) {
                    let message = Message::new("project-import-day-twice").with("row", first);
                    looked.faults.push(Fault {
                        row: row.number,
                        message,
                    });
                } else {
                    looked.measured.push(one);
                }
            }
            Err(key) => looked.faults.push(fault(row.number, key)),
        }
    }
    if looked.measured.is_empty() && looked.faults.is_empty() {
        looked.faults.push(fault(2, "project-import-empty"));
    }
    Ok(looked)
}

fn fault(row: u32, key: &'static str) -> Fault {
    Fault {
        row,
        message: Message::new(key),
    }
}

/// Where the day, the value and the source stand; the source may be missing.
fn columns(cells: &[String]) -> Option<[Option<usize>; 3]> {
    let at = |names: &[&str]| {
        cells.iter().position(|cell| {
            let cell = cell.trim().to_lowercase();
            let cell = cell.split(['（', '(']).next().unwrap_or_default().trim();
            names.contains(&cell)
        })
    };
    let found = HEADS.map(at);
    (found[0].is_some() && found[1].is_some()).then_some(found)
}

fn look_at(
    row: &Row,
    columns: [Option<usize>; 3],
    today: Date,
) -> Result<NewMeasurement, &'static str> {
    let cell = |n: usize| columns[n].map(|at| row.cell(at).to_text().trim().to_owned());
    let on = day(&cell(0).unwrap_or_default()).ok_or("project-import-day")?;
    if on > today {
        return Err("project-day-later");
    }
    let value = value::read(&cell(1).unwrap_or_default()).ok_or("project-value-wrong")?;
    let source = cell(2).unwrap_or_default();
    if source.chars().count() > SOURCE {
        return Err("project-import-source-long");
    }
    Ok(NewMeasurement { on, value, source })
}

/// A day as offices write it.
fn day(text: &str) -> Option<Date> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '/' | '.' | '年' | '月' => '-',
            c => c,
        })
        .filter(|c| !matches!(c, '日' | ' '))
        .collect();
    let mut parts = plain.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = parts.next();
    if year.len() != 4 || rest.is_some_and(|rest| !rest.is_empty()) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What was looked at, as a form carries it to the next page.
#[must_use]
pub fn carried(measured: &[NewMeasurement]) -> String {
    let mut text = String::from("date,value,source\n");
    for one in measured {
        let source = one.source.replace('"', "\"\"");
        text.push_str(&format!(
            "{},{},\"{source}\"\n",
            one.on,
            value::shown(one.value)
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    #[test]
    fn each_fault_is_told_with_its_row() {
        let file = "说明,,\n日期,数值（天）,来源\n2026-01-31,6.8,月报\n2026/2/28,约六天,月报\n2026-01-31,6.5,月报\n2027-01-01,5,月报\n三月,5,月报\n2026年3月31日,5.9,\n";
        let looked = look(file.as_bytes(), TODAY, 1_000).expect("a table");
        assert_eq!(looked.measured.len(), 2);
        let faults: Vec<(u32, &str)> = looked
            .faults
            .iter()
            .map(|one| (one.row, one.message.key))
            .collect();
        assert_eq!(
            faults,
            [
                (4, "project-value-wrong"),
                (5, "project-import-day-twice"),
                (6, "project-day-later"),
                (7, "project-import-day"),
            ]
        );
    }

    #[test]
    fn without_a_header_nothing_is_taken() {
        let looked = look("1,2\n3,4\n".as_bytes(), TODAY, 10).expect("a table");
        assert_eq!(looked.faults[0].message.key, "project-import-header");
        let looked = look(
            "日期,数值\n2026-01-01,1\n2026-01-02,2\n".as_bytes(),
            TODAY,
            1,
        );
        assert_eq!(
            looked.expect("a table").faults[0].message.key,
            "project-import-many"
        );
    }

    proptest! {
        #[test]
        fn what_was_looked_at_comes_back_the_same(
            rows in prop::collection::btree_map(1_i8..28, (-99_999_i64..99_999, "[a-z\",，报 ]{0,20}"), 1..20),
        ) {
            let measured: Vec<NewMeasurement> = rows
                .into_iter()
                .map(|(day, (value, source))| NewMeasurement {
                    on: jiff::civil::date(2026, 1, day),
                    value,
                    source: source.trim().to_owned(),
                })
                .collect();
            let again = look(carried(&measured).as_bytes(), TODAY, 1_000).expect("a table");
            prop_assert!(again.faults.is_empty(), "{:?}", again.faults);
            prop_assert_eq!(again.measured, measured);
        }
    }
}
