//! What every component looks like as markup, in both languages: a change of one is read before it
//! is accepted (TOUYAN_ACCEPT=1 writes the new one).

use platform::embedded::BUILD_HASH;
use testkit::TestApp;
use testkit::databases::Database;

/// The page without what differs between builds and editors: the assets' hash, the ends of lines.
fn normalised(page: &str) -> String {
    let page = page.replace(BUILD_HASH, "HASH");
    let lines = page
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.fold(String::new(), |text, line| text + line + "\n")
}

#[tokio::test]
async fn the_components_are_as_they_were_accepted() {
    let database = Database::sqlite().await;
    let app = TestApp::new(database.db.clone(), vec![platform::auth::module()]);
    let mut changed = Vec::new();
    for language in ["zh-CN", "en"] {
        let mut client = app.anonymous();
        client.set_cookie("language", language);
        let page = client.get("/dev/components?errors=1").await;
        assert_eq!(page.status(), 200);
        let page = normalised(&page.text());
        assert!(
            page.contains(&format!("<html lang=\"{language}\"")),
            "{page}"
        );
        let file = format!(
            "{}/tests/it/snapshots/components.{language}.snap",
            env!("CARGO_MANIFEST_DIR")
        );
        if std::env::var_os("TOUYAN_ACCEPT").is_some() {
            std::fs::write(&file, &page).unwrap();
        }
        let accepted = std::fs::read_to_string(&file).unwrap_or_default();
        if accepted != page {
            std::fs::write(format!("{file}.new"), &page).unwrap();
            changed.push(file);
        }
    }
    assert!(
        changed.is_empty(),
        "compare {changed:?} with the same names ending in .new, and accept with TOUYAN_ACCEPT=1"
    );
}
