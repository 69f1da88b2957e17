//! Every fault has its sentence in both languages.

use std::collections::BTreeSet;

/// The keys that the sources of this folder name in quotes.
fn keys_in_sources() -> BTreeSet<String> {
    let sources = [
        include_str!("../fault.rs"),
        include_str!("../gift/fault.rs"),
        include_str!("../sheet/fault.rs"),
    ];
    let words = sources.iter().flat_map(|source| source.split('"'));
    words
        .filter(|word| word.starts_with("bank-fault-"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_fault_has_its_sentence() {
    let keys = keys_in_sources();
    assert!(keys.len() > 25, "{keys:?}");
    for language in ["zh-CN", "en"] {
        let path = format!(
            "{}/../../locales/{language}/assess.ftl",
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
            assert!(
                known.contains(key.as_str()),
                "{language}: {key} has no sentence"
            );
        }
    }
}
