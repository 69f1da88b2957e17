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
        .filter(|file| file.name() == "Cargo.toml" && file.path != ROOT)
        .collect();
    let house = House {
        rooms: manifests
            .iter()
            .filter_map(|file| name_of(&file.text))
            .collect(),
        shared: tree
            .file(ROOT)
            .and_then(|file| file.text.parse::<toml::Table>().ok())
            .and_then(|table| section(&table, &["workspace", "dependencies"]).cloned())
            .unwrap_or_default(),
    };
    let mut found = Vec::new();
    for file in manifests {
        for (needle, message) in house.wrong_edges(&file.text) {
            let line = file
                .lines()
                .find(|(_, text)| begins_with(text, &needle))
                .map_or(1, |(at, _)| at);
            found.push(Finding::new(CHECK, &file.path, line, message));
        }
    }
    found
}

const ROOT: &str = "Cargo.toml";

/// Whether a line declares the key: `key = …`, `key.workspace = …` or `[….key]`.
fn begins_with(line: &str, key: &str) -> bool {
    let line = line.trim();
    let after = line
        .strip_prefix(key)
        .or_else(|| line.strip_prefix(&format!("\"{key}\"")));
    after.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
        || line.ends_with(&format!(".{key}]"))
}

fn name_of(manifest: &str) -> Option<String> {
    let table: toml::Table = manifest.parse().ok()?;
    Some(table.get("package")?.get("name")?.as_str()?.to_owned())
}

fn section<'a>(table: &'a toml::Table, path: &[&str]) -> Option<&'a toml::Table> {
    path.iter()
        .try_fold(table, |table, name| table.get(*name)?.as_table())
}

/// What the workspace as a whole says.
struct House {
    rooms: Vec<String>,
    /// `[workspace.dependencies]`, where a name may stand for another package.
    shared: toml::Table,
}

impl House {
    /// The package behind a dependency: `x = { package = "study" }` is study, whatever its name.
    fn package<'a>(&'a self, name: &'a str, entry: &'a toml::Value) -> &'a str {
        let own = entry.get("package");
        let inherited = entry
            .get("workspace")
            .and_then(|_| self.shared.get(name)?.get("package"));
        own.or(inherited)
            .and_then(toml::Value::as_str)
            .unwrap_or(name)
    }

    /// What a line of the manifest begins with, and what is wrong with it.
    fn wrong_edges(&self, manifest: &str) -> Vec<(String, String)> {
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
        // An edge of one platform only is an edge.
        let targets = section(&table, &["target"]).into_iter().flatten();
        let places: Vec<&toml::Table> = targets
            .filter_map(|(_, place)| place.as_table())
            .chain([&table])
            .collect();
        let mut wrong = Vec::new();
        for (kind, allowed, verb) in kinds {
            let edges = places
                .iter()
                .filter_map(|place| section(place, &[kind]))
                .flatten();
            for (name, entry) in edges {
                let other = self.package(name, entry);
                let is_room = self.rooms.iter().any(|one| one == other);
                if is_room && other != room && !allowed.contains(&other) {
                    let message = format!(
                        "{room} {verb} {other}: rooms meet through platform (events, registry, typed ids)"
                    );
                    wrong.push((name.clone(), message));
                }
            }
        }
        wrong
    }
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
    fn another_name_hides_no_edge() {
        for hidden in [
            "[dependencies]\nreading = { package = \"study\", path = \"../study\" }\n",
            "[dependencies.reading]\npackage = \"study\"\n",
            "[dev-dependencies]\nreading = { package = \"study\", path = \"../study\" }\n",
            "[build-dependencies]\nreading = { package = \"study\", path = \"../study\" }\n",
            "[target.'cfg(unix)'.dependencies]\nstudy.workspace = true\n",
            "[target.'cfg(unix)'.dependencies]\nreading = { package = \"study\" }\n",
            "[target.x86_64-unknown-linux-gnu.dev-dependencies]\nstudy.workspace = true\n",
            "[target.'cfg(unix)'.build-dependencies]\nstudy.workspace = true\n",
            "[dependencies]\n\"study\" = { path = \"../study\" }\n",
        ] {
            let found = found(&[("assess", hidden), ("study", "")]);
            assert_eq!(found.len(), 1, "{hidden}");
            assert!(found[0].1 > 2, "at its line: {hidden}");
        }
    }

    #[test]
    fn a_name_of_the_workspace_hides_no_edge() {
        let root = "[workspace.dependencies]\nreading = { package = \"study\", path = \"crates/study\" }\n";
        let assess = "[package]\nname = \"assess\"\n[dependencies]\nreading.workspace = true\n";
        let files = [
            ("Cargo.toml", root),
            ("crates/assess/Cargo.toml", assess),
            ("crates/study/Cargo.toml", "[package]\nname = \"study\"\n"),
        ];
        let found = check(&Tree::of(&files));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].path.as_str(), found[0].line),
            ("crates/assess/Cargo.toml", 4)
        );
    }

    #[test]
    fn every_feature_is_walled_from_every_other() {
        for room in FEATURES {
            for other in FEATURES.into_iter().filter(|other| *other != room) {
                let edge = format!("[dependencies]\n{other}.workspace = true\n");
                assert_eq!(
                    found(&[(room, &edge), (other, "")]).len(),
                    1,
                    "{room} {other}"
                );
            }
        }
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(
            found(&[("attic", "")]),
            [("crates/attic/Cargo.toml".to_owned(), 2)]
        );
    }
}
