//! The walls of the house: which room may depend on which. Features stand side by side; the ground
//! depends on no room.

use super::Finding;
use super::tree::Tree;

const CHECK: &str = "crates";
const FEATURES: [&str; 6] = ["study", "assess", "meet", "grow", "casework", "insight"];
const GROUND: [&str; 3] = ["platform", "org", "members"];

/// What a room may use, in its product and in its tests.
struct Walls {
    uses: Vec<&'static str>,
    tests_use: Vec<&'static str>,
}

/// The allowed edges; `None` for a crate nobody has thought about.
fn walls(room: &str) -> Option<Walls> {
    let everything = || [&GROUND[..], &FEATURES[..]].concat();
    let (uses, tests_use): (Vec<_>, Vec<_>) = match room {
        "xtask" => (vec![], vec![]),
        "platform" => (vec![], vec!["testkit"]),
        "org" => (vec!["platform"], vec!["testkit"]),
        "members" => (vec!["platform", "org"], vec!["testkit"]),
        "testkit" => (GROUND.to_vec(), vec![]),
        "touyan" => (everything(), vec!["testkit"]),
        "bench" => ([everything(), vec!["touyan", "testkit"]].concat(), vec![]),
        feature if FEATURES.contains(&feature) => (GROUND.to_vec(), vec!["testkit"]),
        _ => return None,
    };
    Some(Walls { uses, tests_use })
}

/// Compares the edges of every manifest with the allowed ones.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests: Vec<_> = tree
        .below("", "toml")
        .filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml")
        .collect();
    let rooms: Vec<String> = manifests
        .iter()
        .filter_map(|file| name_of(&file.text))
        .collect();
    let mut found = Vec::new();
    for file in manifests {
        for (needle, message) in wrong_edges(&file.text, &rooms) {
            let line = file
                .lines()
                .find(|(_, text)| text.starts_with(&needle))
                .map_or(1, |(at, _)| at);
            found.push(Finding::new(CHECK, &file.path, line, message));
        }
    }
    found
}

fn name_of(manifest: &str) -> Option<String> {
    let table: toml::Table = manifest.parse().ok()?;
    Some(table.get("package")?.get("name")?.as_str()?.to_owned())
}

/// What a line of the manifest begins with, and what is wrong with it.
fn wrong_edges(manifest: &str, rooms: &[String]) -> Vec<(String, String)> {
    let Ok(table) = manifest.parse::<toml::Table>() else {
        return vec![(String::new(), "the manifest does not parse".to_owned())];
    };
    let Some(room) = name_of(manifest) else {
        return vec![(String::new(), "the manifest has no name".to_owned())];
    };
    let Some(walls) = walls(&room) else {
        return vec![(
            "name".to_owned(),
            format!("{room} has no place in the table of edges"),
        )];
    };
    let both = [&walls.uses[..], &walls.tests_use[..]].concat();
    let kinds = [
        ("dependencies", &walls.uses, "uses"),
        ("build-dependencies", &walls.uses, "builds with"),
        ("dev-dependencies", &both, "tests with"),
    ];
    let mut wrong = Vec::new();
    for (kind, allowed, verb) in kinds {
        let edges = table
            .get(kind)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten();
        for (other, _) in edges.filter(|(other, _)| rooms.contains(other)) {
            if *other != room && !allowed.contains(&other.as_str()) {
                let message = format!(
                    "{room} {verb} {other}: rooms meet through platform (events, registry, typed ids)"
                );
                wrong.push((other.clone(), message));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(edges: &[(&str, &str)]) -> Vec<(String, usize)> {
        let manifests: Vec<(String, String)> = edges
            .iter()
            .map(|(room, rest)| {
                (
                    format!("crates/{room}/Cargo.toml"),
                    format!("[package]\nname = \"{room}\"\n{rest}"),
                )
            })
            .collect();
        let files: Vec<_> = manifests
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        check(&Tree::of(&files))
            .into_iter()
            .map(|finding| (finding.path, finding.line))
            .collect()
    }

    #[test]
    fn features_stand_side_by_side() {
        let house = [
            ("platform", ""),
            ("study", "[dependencies]\nplatform.workspace = true\n"),
            (
                "assess",
                "[dependencies]\nplatform.workspace = true\nstudy.workspace = true\n",
            ),
        ];
        assert_eq!(found(&house), [("crates/assess/Cargo.toml".to_owned(), 5)]);
    }

    #[test]
    fn the_ground_stands_on_nothing() {
        let house = [
            (
                "platform",
                "[dependencies]\norg.workspace = true\nserde = \"1\"\n",
            ),
            ("org", ""),
        ];
        assert_eq!(
            found(&house),
            [("crates/platform/Cargo.toml".to_owned(), 4)]
        );
    }

    #[test]
    fn test_tools_stay_in_tests() {
        let inside = [
            ("org", "[dev-dependencies]\ntestkit.workspace = true\n"),
            ("testkit", ""),
        ];
        assert_eq!(found(&inside), []);
        let outside = [
            ("org", "[dependencies]\ntestkit.workspace = true\n"),
            ("testkit", ""),
        ];
        assert_eq!(found(&outside), [("crates/org/Cargo.toml".to_owned(), 4)]);
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(
            found(&[("attic", "")]),
            [("crates/attic/Cargo.toml".to_owned(), 2)]
        );
    }
}
