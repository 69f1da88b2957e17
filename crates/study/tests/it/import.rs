//! A folder of statutes becomes materials in one go.

use study::material::import::{Order, Outcome, Publish, Run, from_folder};
use testkit::{TestApp, each_app};

use crate::world::{World, rooms};

const LAW: &str = "# 测试条例\n\n2020 年 1 月 1 日公布\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了测试，制定本条例。\n\n第二条 本条例自公布之日起施行。\n";
const HEADED: &str = "+++\nslug = \"one\"\ntitle = \"三会一课怎么开\"\nsource = \"条例\"\n+++\n\n## 会前\n\n定题目。\n";

/// A folder with a statute, a text with a head, one that is neither, and one that is not asked for.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder, "测试条例(2020-01-01).md", LAW);
    put(&folder, "讲义.md", HEADED);
    put(&folder, "坏.md", "没有头");
    put(&folder, "说明.txt", "not read");
    folder
}

fn put(folder: &tempfile::TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).expect("a file");
}

async fn outcomes(app: &TestApp, folder: &tempfile::TempDir, order: Order) -> Vec<Outcome> {
    let lines = from_folder(&app.app, folder.path(), order, |_, _| {})
        .await
        .expect("a report");
    lines.into_iter().map(|line| line.outcome).collect()
}

fn dry(world: &World) -> Order {
    Order {
        org: world.district,
        author: world.writer,
        publish: Publish::PassedBy(world.reviewer),
        run: Run::Dry,
        locale: platform::i18n::Locale::ZhCn,
    }
}

#[tokio::test]
async fn a_folder_comes_in_once_and_says_what_became_of_each_file() {
    use Outcome::{Added, Refused, Unchanged};
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let folder = folder();
        let said = outcomes(&app, &folder, dry(&world)).await;
        assert!(matches!(&said[..], [Refused(_), Added, Added]), "{said:?}");
        let mut anna = app.signed_in(world.anna).await;
        let list = anna.get("/study").await.text();
        assert!(!list.contains("测试条例"), "a dry run writes nothing");

        let commit = Order {
            run: Run::Commit,
            ..dry(&world)
        };
        let said = outcomes(&app, &folder, commit).await;
        assert!(matches!(&said[..], [Refused(_), Added, Added]), "{said:?}");
        let list = anna.get("/study").await.text();
        assert!(
            list.contains("测试条例") && list.contains("三会一课怎么开"),
            "{list}"
        );
        let said = outcomes(&app, &folder, commit).await;
        assert!(
            matches!(&said[..], [Refused(_), Unchanged, Unchanged]),
            "{said:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_changed_becomes_a_version_that_another_person_passes() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let folder = folder();
        let commit = Order {
            run: Run::Commit,
            ..dry(&world)
        };
        outcomes(&app, &folder, commit).await;
        put(&folder, "讲义.md", &HEADED.replace("定题目", "先定题目"));
        assert_eq!(outcomes(&app, &folder, commit).await[2], Outcome::Changed);
        let mut anna = app.signed_in(world.anna).await;
        assert!(anna.get("/study").await.text().contains("三会一课怎么开"));

        put(&folder, "讲义.md", &HEADED.replace("定题目", "再定题目"));
        let alone = Order {
            publish: Publish::PassedBy(world.writer),
            ..commit
        };
        let said = outcomes(&app, &folder, alone).await;
        assert!(
            matches!(&said[2], Outcome::Refused(_)),
            "nobody passes their own: {said:?}"
        );
        assert!(
            anna.get("/study").await.text().contains("三会一课怎么开"),
            "the old one stays"
        );
    })
    .await;
}
