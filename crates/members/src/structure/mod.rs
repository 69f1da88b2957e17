//! 党员队伍结构: the roll by age, sex, education and work for any part of the tree, from sums that
//! stand ready at every organisation.
//!
//! Ages are those of the end of the year, as the yearly statistics (党内统计) count them: a year of
//! birth is counted once and grows older by itself. Whoever may read the members here by name sees
//! every figure, for it says nothing the list does not. Whoever may not sees no figure below
//! `privacy.figures_from`, and none from which a hidden one could be worked out.

use jiff::civil::Date;
use platform::error::Error;
use platform::rules::Rules;
use platform::tally::Counts;

use crate::belonging::tallies;
use crate::roster::codes::Codes;

pub mod export;
pub mod pages;

/// The permission to look at the structure of a part of the tree.
pub const READ: &str = "structure.read";

/// A figure, or that it is too small to be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// So many.
    Shown(i64),
    /// Not shown to this reader.
    Hidden,
}

/// One line of a split.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it counts: a word key, or words from a table of codes.
    pub words: Words,
    /// How many.
    pub figure: Figure,
}

/// How a line is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Words {
    /// A word key.
    Key(&'static str),
    /// A name from a table of codes.
    Name(String),
    /// An age band: from and to, both included; open where there is none.
    Ages(Option<i16>, Option<i16>),
}

/// The roll of a part of the tree by one property.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    /// The word key of its title: `structure-age`.
    pub title: &'static str,
    /// Its lines; together they are all members.
    pub lines: Vec<Line>,
}

/// The roll of a part of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Structure {
    /// Members at home there.
    pub total: Figure,
    /// Its splits.
    pub splits: Vec<Split>,
}

/// The upper ends of the age bands in force on a day, in order (`structure.age_bands`).
///
/// # Errors
/// When the rule is missing: a fault of the program.
pub fn bands(rules: &Rules, day: Date) -> Result<Vec<i16>, Error> {
    let bands = rules.list("structure.age_bands", day)?;
    let mut bands: Vec<i16> = bands
        .iter()
        .filter_map(toml::Value::as_integer)
        .filter_map(|age| i16::try_from(age).ok())
        .filter(|age| (16..=120).contains(age))
        .collect();
    bands.sort_unstable();
    bands.dedup();
    Ok(bands)
}

impl Structure {
    /// The structure that sums say at the end of a year. `least` is the smallest figure that is
    /// shown; 0 for whoever may read the members by name.
    #[must_use]
    pub fn of(counts: &Counts, bands: &[i16], year: i16, least: i64) -> Self {
        let of = |key: &str| counts.get(key).copied().unwrap_or(0).max(0);
        let total = of(tallies::TOTAL);
        let women = of(tallies::WOMEN);
        let probationary = of(tallies::PROBATIONARY);
        let minority = of(tallies::MINORITY);
        let pair = |title, first, part: i64, second| {
            split(
                title,
                vec![
                    (Words::Key(first), part),
                    (Words::Key(second), (total - part).max(0)),
                ],
                total,
            )
        };
        let mut splits = vec![
            ages(counts, bands, year, total),
            pair("structure-sex", "structure-women", women, "structure-men"),
            coded(counts, "structure-education", &tallies::OF_EDUCATION, total),
            coded(counts, "structure-post", &tallies::OF_POST, total),
            pair(
                "structure-standing",
                "structure-probationary",
                probationary,
                "structure-full",
            ),
            pair(
                "structure-ethnicity",
                "structure-minority",
                minority,
                "structure-han",
            ),
        ];
        for split in &mut splits {
            hide(&mut split.lines, least);
        }
        Self {
            total: if total > 0 && total < least {
                Figure::Hidden
            } else {
                Figure::Shown(total)
            },
            splits,
        }
    }
}

fn split(title: &'static str, mut lines: Vec<(Words, i64)>, total: i64) -> Split {
    let known: i64 = lines.iter().map(|(_, number)| number).sum();
    if total > known {
        lines.push((Words::Key("structure-unknown"), total - known));
    }
    Split {
        title,
        lines: lines
            .into_iter()
            .map(|(words, number)| Line {
                words,
                figure: Figure::Shown(number),
            })
            .collect(),
    }
}

fn ages(counts: &Counts, bands: &[i16], year: i16, total: i64) -> Split {
    let mut sums = vec![0; bands.len() + 1];
    for (key, number) in counts {
        let Some(born) = key
            .strip_prefix(tallies::BORN)
            .and_then(|year| year.parse::<i16>().ok())
        else {
            continue;
        };
        let band = bands.partition_point(|end| *end < year - born);
        if let Some(sum) = sums.get_mut(band) {
            *sum += (*number).max(0);
        }
    }
    let mut from = None;
    let mut lines = Vec::with_capacity(sums.len());
    for (at, sum) in sums.into_iter().enumerate() {
        let end = bands.get(at).copied();
        lines.push((Words::Ages(from, end), sum));
        from = end.map(|end| end + 1);
    }
    split("structure-age", lines, total)
}

fn coded(
    counts: &Counts,
    title: &'static str,
    table: &[(&'static str, &'static str)],
    total: i64,
) -> Split {
    let lines = table
        .iter()
        .map(|(code, indicator)| {
            let words = match title {
                "structure-education" => Words::Key(education(code)),
                _ => Words::Name(
                    Codes::PostCategory
                        .table()
                        .name_of(code)
                        .unwrap_or(code)
                        .to_owned(),
                ),
            };
            (words, counts.get(*indicator).copied().unwrap_or(0).max(0))
        })
        .collect();
    split(title, lines, total)
}

/// The word key of a stage of education.
fn education(code: &str) -> &'static str {
    match code {
        "1" => "structure-education-1",
        "2" => "structure-education-2",
        "3" => "structure-education-3",
        "4" => "structure-education-4",
        "6" => "structure-education-6",
        "7" => "structure-education-7",
        "8" => "structure-education-8",
        _ => "structure-education-9",
    }
}

/// Hides what is too small, and then as much more as it takes that nothing hidden can be worked
/// out: a single hidden line would be the total less the others.
fn hide(lines: &mut [Line], least: i64) {
    let number = |line: &Line| match line.figure {
        Figure::Shown(number) => Some(number),
        Figure::Hidden => None,
    };
    let mut hidden_sum = 0;
    let mut hidden = 0;
    for line in lines.iter_mut() {
        if let Some(found) = number(line).filter(|found| *found > 0 && *found < least) {
            hidden += 1;
            hidden_sum += found;
            line.figure = Figure::Hidden;
        }
    }
    while hidden > 0 && (hidden == 1 || hidden_sum < least) {
        let next = lines
            .iter_mut()
            .filter(|line| number(line).is_some_and(|found| found > 0))
            .min_by_key(|line| number(line));
        let Some(line) = next else {
            return;
        };
        hidden_sum += number(line).unwrap_or(0);
        hidden += 1;
        line.figure = Figure::Hidden;
    }
}

#[cfg(test)]
mod tests;
