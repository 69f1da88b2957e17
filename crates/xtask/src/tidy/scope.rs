//! Who may see: a statement on a scoped table joins `grants`, or stands on the reviewed list with the
//! reason why it need not. `crates/xtask/scoped_tables.toml` also names every table that holds
//! nothing scoped, so that a new table makes somebody think.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "scope";
const FILE: &str = "crates/xtask/scoped_tables.toml";

/// The reviewed file.
#[derive(Default)]
struct Review {
    /// Tables whose rows belong to somebody's part of the tree.
    scoped: BTreeSet<String>,
    /// All other tables.
    open: BTreeSet<String>,
    /// Statements that need no join.
    excused: BTreeSet<String>,
}

/// Compares statements and tables with the review.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.file(FILE) else {
        return Vec::new();
    };
    let review = match read(&file.text) {
        Ok(review) => review,
        Err(message) => return vec![Finding::new(CHECK, FILE, 1, message)],
    };
    let mut found = unreviewed_tables(tree, &review);
    let mut used = BTreeSet::new();
    for statement in tree.statements() {
        let tables = scoped_tables(statement, &review);
        if tables.is_empty() || words(&statement.text).any(|word| word == "grants") {
            continue;
        }
        if review.excused.contains(&statement.path) {
            used.insert(statement.path.clone());
        } else {
            let message = format!(
                "reads {} without grants: join it, or review it in {FILE}",
                tables.join(", ")
            );
            found.push(Finding::new(CHECK, &statement.path, 1, message));
        }
    }
    for path in review.excused.difference(&used) {
        let line = file
            .lines()
            .find(|(_, text)| text.contains(path))
            .map_or(1, |(line, _)| line);
        found.push(Finding::new(
            CHECK,
            FILE,
            line,
            format!("{path} needs no review any more: remove it"),
        ));
    }
    found
}

/// The scoped tables a statement reads or changes; a plain INSERT shows nothing to anybody.
fn scoped_tables(statement: &File, review: &Review) -> Vec<String> {
    let words: Vec<String> = words(&statement.text).collect();
    let mut tables = BTreeSet::new();
    for (before, table) in words.iter().zip(words.iter().skip(1)) {
        let reads = matches!(before.as_str(), "from" | "join" | "update");
        if reads && review.scoped.contains(table) {
            tables.insert(table.clone());
        }
    }
    tables.into_iter().collect()
}

fn unreviewed_tables(tree: &Tree, review: &Review) -> Vec<Finding> {
    let mut found = Vec::new();
    for (table, (path, line)) in created_tables(tree) {
        if !review.scoped.contains(&table) && !review.open.contains(&table) {
            let message = format!("table {table} is neither scoped nor open in {FILE}");
            found.push(Finding::new(CHECK, &path, line, message));
        }
    }
    found
}

/// Tables of the SQLite migrations (their twins make the same ones).
fn created_tables(tree: &Tree) -> BTreeMap<String, (String, usize)> {
    let mut tables = BTreeMap::new();
    for file in tree.below("migrations/sqlite/", "sql") {
        for (line, text) in file.lines() {
            let words: Vec<String> = words(text).collect();
            if let [create, table, name, ..] = &words[..]
                && create == "create"
                && table == "table"
            {
                tables.insert(name.clone(), (file.path.clone(), line));
            }
        }
    }
    tables
}

/// Lower-case words of SQL, comments and `IF NOT EXISTS` left out.
fn words(sql: &str) -> impl Iterator<Item = String> {
    let lines = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default());
    lines
        .flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .filter(|word| !matches!(word.as_str(), "if" | "not" | "exists"))
}

fn read(text: &str) -> Result<Review, String> {
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    let names = |section: &str| -> Result<BTreeSet<String>, String> {
        let rows = table
            .get(section)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten();
        rows.map(|(name, why)| match why.as_str() {
            Some(why) if !why.trim().is_empty() => Ok(name.clone()),
            _ => Err(format!("{section}.{name} needs a reason")),
        })
        .collect()
    };
    let mut review = Review {
        scoped: names("scoped")?,
        open: names("open")?,
        ..Review::default()
    };
    for row in table
        .get("reviewed")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
    {
        let reason = row
            .get("reason")
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        let files = row.get("files").and_then(toml::Value::as_array);
        let files: Vec<String> = files
            .into_iter()
            .flatten()
            .filter_map(|file| file.as_str().map(str::to_owned))
            .collect();
        if reason.len() < 15 || files.is_empty() {
            return Err("a [[reviewed]] row needs `files` and a `reason`".to_owned());
        }
        review.excused.extend(files);
    }
    Ok(review)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REVIEW: &str =
        "[scoped]\nmember = \"a person\"\n[open]\nrule_row = \"the same for all\"\n";

    fn found(review: &str, files: &[(&str, &str)]) -> Vec<(String, String)> {
        let files = [&[(FILE, review)], files].concat();
        check(&Tree::of(&files))
            .into_iter()
            .map(|finding| (finding.path, finding.message))
            .collect()
    }

    #[test]
    fn a_scoped_table_is_read_through_grants() {
        let bare = found(
            REVIEW,
            &[(
                "crates/a/src/b.sql",
                "SELECT name\nFROM member m WHERE id = $1",
            )],
        );
        assert_eq!(bare.len(), 1);
        let joined = "SELECT m.name FROM member m JOIN grants g ON 1 = 1";
        assert_eq!(found(REVIEW, &[("crates/a/src/b.sql", joined)]), []);
        let mention = "SELECT name FROM member -- grants are joined elsewhere";
        assert_eq!(found(REVIEW, &[("crates/a/src/b.sql", mention)]).len(), 1);
    }

    #[test]
    fn an_insert_and_an_open_table_need_none() {
        let statements = [
            ("crates/a/src/b.sql", "INSERT INTO member (id) VALUES ($1)"),
            ("crates/a/src/c.sql", "SELECT member FROM rule_row"),
        ];
        assert_eq!(found(REVIEW, &statements), []);
    }

    #[test]
    fn a_review_excuses_its_file_and_goes_stale() {
        let review = format!(
            "{REVIEW}[[reviewed]]\nreason = \"a job that no person asks for\"\nfiles = [\"crates/a/src/b.sql\"]\n"
        );
        assert_eq!(
            found(&review, &[("crates/a/src/b.sql", "DELETE FROM member")]),
            []
        );
        let stale = found(&review, &[("crates/a/src/b.sql", "DELETE FROM rule_row")]);
        assert_eq!(
            stale,
            [(
                FILE.to_owned(),
                "crates/a/src/b.sql needs no review any more: remove it".to_owned()
            )]
        );
    }

    #[test]
    fn a_new_table_makes_somebody_think() {
        let migration =
            "CREATE TABLE member (id BLOB);\nCREATE TABLE IF NOT EXISTS visit (id BLOB);";
        let messages = found(REVIEW, &[("migrations/sqlite/0001_a.sql", migration)]);
        assert_eq!(messages.len(), 1);
        assert!(messages[0].1.starts_with("table visit is neither"));
    }
}
