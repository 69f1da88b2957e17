//! Migrations are twins: the same number and name for both engines, and a data file that fills what
//! the step made, so that the next step is tested on a database that is not empty.

use std::collections::BTreeMap;

use super::Finding;
use super::tree::Tree;

const CHECK: &str = "migrations";
const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// Compares the two folders and the data files.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut numbers: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    let mut found = Vec::new();
    for engine in ENGINES {
        for file in tree.below(&format!("migrations/{engine}/"), "sql") {
            let Some((number, name)) = number_and_name(file.name()) else {
                found.push(Finding::new(
                    CHECK,
                    &file.path,
                    1,
                    "name it NNNN_what_it_makes.sql",
                ));
                continue;
            };
            let twins = numbers.entry(number.to_owned()).or_default();
            if let Some(other) = twins.insert(engine, name.to_owned()) {
                let message = format!("number {number} is taken by {other}");
                found.push(Finding::new(CHECK, &file.path, 1, message));
            }
        }
    }
    for (expected, (number, twins)) in (1..).zip(&numbers) {
        found.extend(problems(tree, number, twins));
        if number.parse() != Ok(expected) {
            let message = format!("expected {expected:04}: numbers have no gap");
            found.push(Finding::new(CHECK, &path_of(number, twins), 1, message));
        }
    }
    found
}

fn problems(tree: &Tree, number: &str, twins: &BTreeMap<&str, String>) -> Vec<Finding> {
    let path = path_of(number, twins);
    let mut found = Vec::new();
    for engine in ENGINES.iter().filter(|engine| !twins.contains_key(*engine)) {
        let message = format!("its twin in migrations/{engine}/ is missing");
        found.push(Finding::new(CHECK, &path, 1, message));
    }
    let mut names = twins.values();
    if let (Some(one), Some(other)) = (names.next(), names.next())
        && one != other
    {
        let message = format!("twins have one name, not {one} and {other}");
        found.push(Finding::new(CHECK, &path, 1, message));
    }
    let data = format!("migrations/data/{number}.sql");
    if tree.file(&data).is_none() {
        found.push(Finding::new(
            CHECK,
            &path,
            1,
            format!("{data} is missing: fill what it makes"),
        ));
    }
    found
}

fn path_of(number: &str, twins: &BTreeMap<&str, String>) -> String {
    let twin = twins
        .iter()
        .next()
        .map(|(engine, name)| format!("{engine}/{number}_{name}.sql"));
    format!("migrations/{}", twin.unwrap_or_default())
}

fn number_and_name(file: &str) -> Option<(&str, &str)> {
    let (number, name) = file.strip_suffix(".sql")?.split_once('_')?;
    let is_number = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (is_number && is_name && !name.is_empty()).then_some((number, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Vec<String> {
        let files: Vec<_> = paths.iter().map(|path| (*path, "SELECT 1;")).collect();
        check(&Tree::of(&files))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn twins_with_data_are_fine() {
        let paths = [
            "migrations/sqlite/0001_a.sql",
            "migrations/postgres/0001_a.sql",
            "migrations/data/0001.sql",
        ];
        assert_eq!(found(&paths), Vec::<String>::new());
    }

    #[test]
    fn a_missing_twin_and_missing_data() {
        assert_eq!(
            found(&["migrations/sqlite/0001_a.sql"]),
            [
                "its twin in migrations/postgres/ is missing",
                "migrations/data/0001.sql is missing: fill what it makes"
            ]
        );
    }

    #[test]
    fn two_names_one_number_and_a_gap() {
        let paths = [
            "migrations/sqlite/0002_a.sql",
            "migrations/postgres/0002_b.sql",
            "migrations/data/0002.sql",
            "migrations/sqlite/first.sql",
        ];
        assert_eq!(
            found(&paths),
            [
                "name it NNNN_what_it_makes.sql",
                "twins have one name, not b and a",
                "expected 0001: numbers have no gap"
            ]
        );
    }
}
