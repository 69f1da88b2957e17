//! Every statement of the product is one that both engines take.

use std::path::{Path, PathBuf};

use testkit::databases::Database;

fn statements(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            statements(&path, found);
        } else if path.extension().is_some_and(|end| end == "sql") {
            found.push(path);
        }
    }
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&root).unwrap() {
        let source = entry.unwrap().path().join("src");
        if source.is_dir() {
            statements(&source, &mut found);
        }
    }
    assert!(found.len() > 50, "{} statements only", found.len());
    let mut faults = Vec::new();
    for database in [Database::sqlite().await, Database::postgres().await] {
        let engine = database.db.engine().name();
        for path in &found {
            // A statement lives as long as the program; so does its copy here.
            let text: &'static str = std::fs::read_to_string(path).unwrap().leak();
            if let Err(error) = database.db.prepare(text).await {
                let name = path.strip_prefix(&root).unwrap().display();
                faults.push(format!("{engine}: {name}: {error}"));
            }
        }
        database.remove().await;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
