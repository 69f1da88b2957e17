//! Making the sample city: where it may be made, and that what it holds can go out and come back.

use std::path::Path;

use platform::db::Target;
use testkit::databases::Database;
use testkit::{TestApp, each_app};
use touyan::cli::Place;
use touyan::demo::{DemoArgs, INCOMPLETE_MARK, run};
use touyan::wire::SAMPLE_MARK;

use crate::demo::city;

fn args(data: &Path, db: Option<String>) -> DemoArgs {
    DemoArgs {
        place: Place {
            data: data.to_owned(),
            db,
        },
        members: 100,
        password: Some("Yunxi-2026-demo".to_owned()),
        seed: 7,
        json: true,
    }
}

#[tokio::test]
async fn a_folder_that_holds_anything_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("city.db");
    std::fs::write(&kept, "somebody's").unwrap();
    let refused = run(args(folder.path(), None)).await.unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "somebody's");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_city_that_was_left_half_made_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo-data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join(INCOMPLETE_MARK), "").unwrap();
    std::fs::write(data.join("city.db"), "the beginning of a city").unwrap();
    run(args(&data, None)).await.unwrap();
    assert!(data.join(SAMPLE_MARK).exists() && !data.join(INCOMPLETE_MARK).exists());
    let again = run(args(&data, None)).await.unwrap_err();
    assert!(again.to_string().contains("not empty"), "{again}");
}

#[tokio::test]
async fn a_database_that_holds_something_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let taken = Database::postgres().await;
    let Target::Postgres { url, .. } = &taken.target else {
        panic!("a PostgreSQL database has a URL");
    };
    let data = folder.path().join("demo-data");
    let refused = run(args(&data, Some(url.clone()))).await.unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    assert!(!data.exists(), "nothing was begun");
    taken.remove().await;
}

/// A figure of the import's page.
fn figure(page: &str, words: &str) -> usize {
    let end = page
        .find(&format!("</b><span>{words}"))
        .unwrap_or_else(|| panic!("no {words}: {page}"));
    let start = page[..end].rfind("<b>").unwrap() + 3;
    page[start..end].parse().unwrap()
}

#[tokio::test]
async fn a_roster_of_the_city_goes_out_and_comes_back_without_a_fault() {
    each_app(touyan::wire::modules, async |test: TestApp| {
        let mark = city(&test.app, 7).await;
        let staff = mark.accounts.iter().find(|one| one.kind == "org_staff");
        let mut staff = test.signed_in(staff.unwrap().person).await;
        let wanted = [("veil", "open"), ("reason", "report")];
        let book = staff.post("/staff/members/export", &wanted).await;
        assert_eq!(book.status(), 200, "{}", book.text());
        let file = ("file", "名册.xlsx", book.bytes());
        let root = [("org", "中共云溪市委员会")];
        let sent = staff.upload("/staff/imports", &root, file).await;
        assert_eq!(sent.status(), 303, "{}", sent.text());
        let page = staff.get(sent.location()).await.text();
        assert_eq!(figure(&page, "人没有变化"), mark.members, "{page}");
        for words in ["行要改", "行请看一下", "人新登记", "人有更新"] {
            let none = !page.contains(&format!("</b><span>{words}"));
            assert!(none || figure(&page, words) == 0, "{words}: {page}");
        }
    })
    .await;
}
