//! The files tidy looks at, read once, with what several checks need of them.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::lexer::Lexed;

/// Folders that are made, fetched or foreign: the house rules are about what we write.
const SKIPPED_FOLDERS: [&str; 5] = [
    ".git",
    "target",
    "node_modules",
    "test-results",
    "demo-data",
];
/// Folders of others' text: their files are known by name, and not read.
const FOREIGN_FOLDERS: [&str; 4] = ["vendor", "testdata", "snapshots", "proptest-regressions"];
/// Files without one of these endings are not text, or not ours to rule.
const ENDINGS: [&str; 12] = [
    "rs", "toml", "sql", "ftl", "html", "css", "js", "mjs", "md", "sh", "json", "txt",
];
const NAMES: [&str; 3] = ["Makefile", ".gitignore", "run"];
const LOCK_FILES: [&str; 1] = ["package-lock.json"];

/// One text file.
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its whole text.
    pub text: String,
    lexed: OnceCell<Lexed>,
}

impl File {
    /// A file as a test writes it, or as it was read.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lexed: OnceCell::new(),
        }
    }

    /// What follows the last dot of the name.
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The file's last path component.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The Rust source with strings and comments set apart; computed once.
    pub fn lexed(&self) -> &Lexed {
        self.lexed.get_or_init(|| Lexed::of(&self.text))
    }

    /// Lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Whether this Rust file is test code as a whole.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }
}

/// All files below a root, in order of their paths.
pub struct Tree {
    files: Vec<File>,
    /// Names of the documents in the repository, foreign ones included.
    documents: BTreeSet<String>,
}

impl Tree {
    /// Reads the tree; what cannot be read as UTF-8 is left out, it is no text.
    pub fn read(root: &Path) -> std::io::Result<Self> {
        let (mut files, mut documents) = (Vec::new(), BTreeSet::new());
        let walk = WalkDir::new(root).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| !is_skipped(entry)) {
            let entry = entry?;
            let Ok(relative) = entry.path().strip_prefix(root) else {
                continue;
            };
            let path = relative.to_string_lossy().replace('\\', "/");
            if !entry.file_type().is_file() || !is_text(&path) {
                continue;
            }
            documents.insert(entry.file_name().to_string_lossy().into_owned());
            if !is_foreign(&path) {
                let bytes = std::fs::read(entry.path())?;
                files.extend(
                    String::from_utf8(bytes)
                        .ok()
                        .map(|text| File::new(path, text)),
                );
            }
        }
        Ok(Self { files, documents })
    }

    /// A tree from paths and texts, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files: Vec<File> = files
            .iter()
            .map(|(path, text)| File::new(*path, *text))
            .collect();
        let documents = files.iter().map(|file| file.name().to_owned()).collect();
        Self { files, documents }
    }

    /// Whether a file of this name stands anywhere in the repository.
    pub fn has_document(&self, name: &str) -> bool {
        self.documents.contains(name)
    }

    /// Every file.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file with this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files below a folder (`""` for all) with this ending.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(folder) && file.ending() == ending)
    }

    /// The Rust sources of our rooms: `crates/<room>/src/**.rs`, xtask itself left out.
    pub fn room_sources(&self) -> impl Iterator<Item = &File> {
        self.below("crates/", "rs")
            .filter(|file| !file.path.starts_with("crates/xtask/"))
            .filter(|file| file.path.contains("/src/") && !file.is_test())
    }

    /// The statements beside the stores: `crates/**.sql`, those of tests left out.
    pub fn statements(&self) -> impl Iterator<Item = &File> {
        self.below("crates/", "sql").filter(|file| !file.is_test())
    }

    /// The page templates.
    pub fn templates(&self) -> impl Iterator<Item = &File> {
        self.below("crates/", "html")
            .filter(|file| file.path.contains("/templates/"))
    }
}

fn is_skipped(entry: &DirEntry) -> bool {
    entry.file_type().is_dir()
        && entry.depth() > 0
        && SKIPPED_FOLDERS
            .iter()
            .any(|name| entry.file_name() == *name)
}

fn is_foreign(path: &str) -> bool {
    path.split('/')
        .any(|folder| FOREIGN_FOLDERS.contains(&folder))
}

fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !LOCK_FILES.contains(&name) && (ENDINGS.contains(&ending) || NAMES.contains(&name))
}
