//! Every fault and note has its sentence in both languages.

use std::collections::BTreeSet;

#[test]
fn every_fault_has_its_sentence() {
    let sources = [include_str!("../fault.rs"), include_str!("../docx/mod.rs")];
    let words = sources.iter().flat_map(|source| source.split('"'));
    let keys: BTreeSet<&str> = words
        .filter(|word| {
            ["convert-fault-", "convert-note-"]
                .iter()
                .any(|start| word.starts_with(start))
        })
        .collect();
    assert!(keys.len() > 20, "{keys:?}");
    for language in ["zh-CN", "en"] {
        let path = format!(
            "{}/../../locales/{language}/study.ftl",
            env!("CARGO_MANIFEST_DIR")
        );
        let words =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let known: BTreeSet<&str> = words
            .lines()
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key)
            .collect();
        for key in &keys {
            assert!(known.contains(key), "{language}: {key} has no sentence");
        }
    }
}
