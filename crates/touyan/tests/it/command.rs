//! Commands as an operator types them, run by the binary itself on both engines.

use std::process::Command;

use platform::db::Target;
use serde_json::Value;
use testkit::databases::Database;

/// A run: exit code and the JSON it printed last.
fn touyan(arguments: &[&str]) -> (Option<i32>, Value) {
    let done = Command::new(env!("CARGO_BIN_EXE_touyan"))
        .args(arguments)
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&done.stdout);
    let last = said.trim().lines().last().unwrap_or_default();
    let json = serde_json::from_str(last)
        .unwrap_or_else(|error| panic!("{error}: {said}{}", String::from_utf8_lossy(&done.stderr)));
    (done.status.code(), json)
}

/// How many files came out how.
fn count(report: &Value, outcome: &str) -> usize {
    report["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["outcome"] == outcome)
        .count()
}

/// A sample city in a folder of its own, known by the arguments that name it.
pub struct City {
    _data: tempfile::TempDir,
    pub place: Vec<String>,
}

impl City {
    pub fn made(url: Option<&str>) -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().to_str().unwrap().to_owned();
        let mut place = vec!["--data".to_owned(), folder];
        place.extend(
            url.into_iter()
                .flat_map(|url| ["--db".to_owned(), url.to_owned()]),
        );
        let city = Self { _data: data, place };
        let wanted = [
            "--members",
            "100",
            "--password",
            "Yunxi-2026-demo",
            "--json",
        ];
        let (code, said) = city.run(&["demo"], &wanted);
        assert_eq!(code, Some(0), "{said}");
        city
    }

    pub fn run(&self, command: &[&str], more: &[&str]) -> (Option<i32>, Value) {
        let place = self.place.iter().map(String::as_str);
        let all: Vec<&str> = command
            .iter()
            .copied()
            .chain(place)
            .chain(more.iter().copied())
            .collect();
        touyan(&all)
    }
}

/// Dry, then for good, then again: by the binary, as the README says.
fn bring_in_the_statutes(city: &City) {
    let laws = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/laws");
    let import = |more: &[&str]| {
        let who = [
            "--author",
            "zhouxiaolei",
            "--reviewer",
            "wumingzhe",
            "--json",
        ];
        city.run(&["import", "materials", laws], &[&who[..], more].concat())
    };
    let (code, dry) = import(&[]);
    assert_eq!((code, dry["state"].as_str()), (Some(0), Some("dry_run")));
    assert!(count(&dry, "added") >= 200, "{dry}");

    let (code, first) = import(&["--commit"]);
    assert_eq!(
        (code, first["state"].as_str()),
        (Some(0), Some("committed"))
    );
    let added = count(&first, "added");
    assert!(
        added >= 200,
        "the dry run wrote nothing, so they are new: {first}"
    );
    assert_eq!(first["refused"], 0);

    let (code, again) = import(&["--commit"]);
    assert_eq!(
        (code, count(&again, "unchanged")),
        (Some(0), added),
        "{again}"
    );
    assert_eq!(count(&again, "added"), 0);
}

#[test]
fn two_hundred_statutes_become_materials_on_sqlite() {
    bring_in_the_statutes(&City::made(None));
}

#[tokio::test]
async fn two_hundred_statutes_become_materials_on_postgres() {
    let database = Database::blank_postgres().await;
    let Target::Postgres { url, .. } = &database.target else {
        unreachable!("it was asked for")
    };
    bring_in_the_statutes(&City::made(Some(url)));
    database.remove().await;
}
