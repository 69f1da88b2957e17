//! The repository stands on its own: no path of one machine, no path out of the repository, no
//! mention of a document it does not hold.

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "paths";
/// Folders of somebody's machine; what Debian itself provides (/usr, /etc, /tmp) may be named.
const MACHINE_FOLDERS: [&str; 7] = [
    "home",
    "root",
    "work",
    "Users",
    "workspace",
    "mnt",
    "Volumes",
];
/// Documents of others that are spoken of by name.
const FOREIGN_DOCUMENTS: [&str; 1] = ["SKILL.md"];

/// Looks at every line of every file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree
        .files()
        .iter()
        .filter(|file| file.path != "crates/xtask/src/tidy/paths.rs")
    {
        for (line, text) in file.lines() {
            for message in problems(tree, file, text) {
                found.push(Finding::new(CHECK, &file.path, line, message));
            }
        }
    }
    found
}

fn problems(tree: &Tree, file: &File, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text
        .split(|c: char| !is_path_char(c))
        .filter(|word| word.contains(['/', '.']))
    {
        if let Some(folder) = machine_folder(word) {
            found.push(format!("/{folder}/… is a path of one machine"));
        }
        if climbs_out(&file.path, word) {
            found.push(format!("{word} leads out of the repository"));
        }
        let name = word
            .rsplit('/')
            .next()
            .unwrap_or(word)
            .trim_end_matches('.');
        let is_document = name.ends_with(".md") && name.len() > 3 && !word.contains("//");
        if is_document && !tree.has_document(name) && !FOREIGN_DOCUMENTS.contains(&name) {
            found.push(format!("{name} is no document of this repository"));
        }
    }
    found
}

fn is_path_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~')
}

fn machine_folder(word: &str) -> Option<&str> {
    let mut parts = word.strip_prefix('/')?.split('/');
    let first = parts.next()?;
    parts.next().filter(|second| !second.is_empty())?;
    MACHINE_FOLDERS.into_iter().find(|folder| *folder == first)
}

/// Whether a path that begins with `../`, read from the file's folder, ends outside.
fn climbs_out(file: &str, word: &str) -> bool {
    let depth = file.matches('/').count();
    let climbs = word.split('/').take_while(|part| *part == "..").count();
    // Sources of a crate name files from the crate's root too, never from deeper than they stand.
    climbs > depth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text), ("docs/database.md", "")]))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn no_path_of_one_machine() {
        assert_eq!(
            found("Makefile", "cp /home/li/a.txt ."),
            ["/home/… is a path of one machine"]
        );
        assert_eq!(
            found(
                "crates/a/src/a.rs",
                "get(\"/home\") get(\"/usr/bin/chromium\")"
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn no_path_out_of_the_repository() {
        assert_eq!(
            found("Makefile", "cat ../elsewhere/a"),
            ["../elsewhere/a leads out of the repository"]
        );
        assert_eq!(
            found(
                "crates/a/src/a.rs",
                "include_str!(\"../../../rules/a.toml\")"
            ),
            Vec::<String>::new()
        );
        assert_eq!(
            found("crates/a/a.rs", "\"../../../x\""),
            ["../../../x leads out of the repository"]
        );
    }

    #[test]
    fn documents_that_are_named_exist() {
        assert_eq!(
            found("a.rs", "// see docs/database.md."),
            Vec::<String>::new()
        );
        assert_eq!(
            found("a.rs", "// see plan.md."),
            ["plan.md is no document of this repository"]
        );
        assert_eq!(
            found("a.rs", "// https://example.org/x/plan.md"),
            Vec::<String>::new()
        );
    }
}
