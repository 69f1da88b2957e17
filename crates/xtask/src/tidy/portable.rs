//! Portable SQL: one statement a file that means the same on SQLite and PostgreSQL, and migrations
//! that make SQLite as strict as PostgreSQL.

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "portable";
/// The seam may speak to one engine.
const SEAM: &str = "crates/platform/src/db/";

/// A word or sign that differs between the engines, and what to do instead.
const FORBIDDEN: [(&str, &str); 20] = [
    ("avg(", "its type differs: divide CAST sums in Rust"),
    (
        "lower(",
        "the engines fold other letters than ASCII differently: store a folded key",
    ),
    (
        "upper(",
        "the engines fold other letters than ASCII differently: store a folded key",
    ),
    (
        " like ",
        "case differs: compare a folded key by range, or use the search helper",
    ),
    (" ilike ", "SQLite has none: compare a folded key"),
    (" glob ", "PostgreSQL has none: compare by range"),
    ("now(", "time is a parameter"),
    ("current_timestamp", "time is a parameter"),
    ("current_date", "time is a parameter"),
    ("strftime(", "dates are reckoned in Rust"),
    ("datetime(", "dates are reckoned in Rust"),
    ("date_trunc(", "dates are reckoned in Rust"),
    ("ifnull(", "PostgreSQL has none: COALESCE"),
    ("::", "SQLite has none: CAST(… AS …)"),
    ("->", "JSON is read in Rust"),
    (" true", "booleans are 0 and 1"),
    (" false", "booleans are 0 and 1"),
    ("select *", "name the columns"),
    (" offset ", "lists page by key"),
    ("insert or ", "PostgreSQL has none: use the upsert helper"),
];

/// Looks at statements and migrations.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree
        .statements()
        .filter(|file| !file.path.starts_with(SEAM))
    {
        found.extend(statement(file));
    }
    for file in tree.below("migrations/sqlite/", "sql") {
        found.extend(strict_tables(file));
    }
    for file in tree.below("migrations/postgres/", "sql") {
        found.extend(postgres_columns(file));
    }
    found
}

fn finding(file: &File, line: usize, message: impl Into<String>) -> Finding {
    Finding::new(CHECK, &file.path, line, message)
}

fn statement(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, text) in file.lines() {
        let code = format!(" {} ", code(text));
        for (word, instead) in FORBIDDEN.iter().filter(|(word, _)| has(&code, word)) {
            found.push(finding(file, line, format!("{}: {instead}", word.trim())));
        }
        if has(&code, "sum(") && !code.contains("cast(") {
            found.push(finding(
                file,
                line,
                "SUM is numeric on PostgreSQL: CAST(SUM(…) AS BIGINT)",
            ));
        }
    }
    let body: String = file.text.lines().map(code).collect::<Vec<_>>().join("\n");
    if body.trim_end().trim_end_matches(';').contains(';') {
        found.push(finding(file, 1, "one statement a file"));
    }
    found
}

/// Lower-case code of a line, its comment cut off and its string literals emptied.
fn code(line: &str) -> String {
    let line = line.split("--").next().unwrap_or_default();
    let outside = line.split('\'').step_by(2);
    outside.collect::<Vec<_>>().join("''").to_ascii_lowercase()
}

/// Whether a word stands there on its own: `avg(` is not in `myavg(`, ` true` not in ` trueness`.
fn has(code: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let bare = word.trim();
    code.match_indices(bare).any(|(at, _)| {
        let before = code[..at].chars().next_back().is_some_and(is_name);
        let after = code[at + bare.len()..].chars().next().is_some_and(is_name);
        let begins_as_name = bare.starts_with(is_name);
        let ends_as_name = bare.ends_with(is_name);
        !(before && begins_as_name || after && ends_as_name)
    })
}

fn strict_tables(file: &File) -> Vec<Finding> {
    let code: Vec<String> = file.text.lines().map(code).collect();
    let mut found = Vec::new();
    for (index, line) in code
        .iter()
        .enumerate()
        .filter(|(_, line)| line.contains("create table"))
    {
        let end = code[index..].iter().find(|line| line.contains(';'));
        if !end.is_some_and(|line| line.contains("strict")) && !line.contains("strict") {
            found.push(finding(file, index + 1, "a table of SQLite is STRICT"));
        }
    }
    found
}

/// Types of one engine only, and text that would be ordered by the server's language.
fn postgres_columns(file: &File) -> Vec<Finding> {
    let types = [
        "boolean",
        "serial",
        "bigserial",
        "timestamptz",
        "timestamp",
        "jsonb",
        "json",
        "integer",
        "int",
        "smallint",
        "varchar",
    ];
    let mut found = Vec::new();
    for (line, text) in file.lines() {
        let code = format!(" {} ", code(text));
        for word in types.iter().filter(|word| has(&code, word)) {
            found.push(finding(
                file,
                line,
                format!("{word}: integers and times are BIGINT, the rest TEXT, BYTEA or UUID"),
            ));
        }
        if has(&code, "text") && !text.contains("COLLATE \"C\"") && !code.contains("cast(") {
            found.push(finding(
                file,
                line,
                "TEXT COLLATE \"C\", or the order depends on the server",
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        check(&Tree::of(&[(path, text)]))
            .into_iter()
            .map(|finding| {
                (
                    finding.line,
                    finding
                        .message
                        .split(':')
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                )
            })
            .collect()
    }

    fn words(text: &str) -> Vec<String> {
        found("crates/a/src/b.sql", text)
            .into_iter()
            .map(|(_, word)| word)
            .collect()
    }

    #[test]
    fn engine_words_are_refused() {
        assert_eq!(
            words("SELECT avg(x) FROM t WHERE a LIKE $1"),
            ["avg(", "like"]
        );
        assert_eq!(
            words("SELECT * FROM t WHERE open = TRUE LIMIT 1 OFFSET 5"),
            ["true", "select *", "offset"]
        );
        assert_eq!(
            words("SELECT SUM(x) FROM t"),
            ["SUM is numeric on PostgreSQL"]
        );
    }

    #[test]
    fn portable_sql_is_fine() {
        let sql = "-- like this: now(), one; two\nSELECT CAST(SUM(x) AS BIGINT), 'is true; like' \nFROM t WHERE likeness = $1 AND known(x);\n";
        assert_eq!(words(sql), Vec::<String>::new());
    }

    #[test]
    fn one_statement_a_file() {
        assert_eq!(
            words("DELETE FROM a;\nDELETE FROM b;\n"),
            ["one statement a file"]
        );
    }

    #[test]
    fn sqlite_tables_are_strict() {
        let sql = "CREATE TABLE a (\n  b BLOB\n) STRICT;\nCREATE TABLE c (\n  d BLOB\n);\n";
        assert_eq!(
            found("migrations/sqlite/0001_a.sql", sql),
            [(4, "a table of SQLite is STRICT".to_owned())]
        );
    }

    #[test]
    fn postgres_columns_have_portable_types() {
        let sql = "CREATE TABLE a (\n  b TEXT COLLATE \"C\" NOT NULL,\n  c TEXT,\n  d BOOLEAN\n);";
        let lines: Vec<usize> = found("migrations/postgres/0001_a.sql", sql)
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(lines, [3, 4]);
    }
}
