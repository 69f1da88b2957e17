//! A folder of statutes becomes materials in one go.

use study::material::import::{Order, Outcome, Publish, Run, from_folder};
use testkit::each_app;

use crate::world::{World, rooms};

const LAW: &str = "# 测试条例\n\n2020 年 1 月 1 日公布\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了测试，制定本条例。\n\n第二条 本条例自公布之日起施行。\n";
const HEADED: &str = "+++\nslug = \"one\"\ntitle = \"三会一课怎么开\"\nsource = \"条例\"\n+++\n\n## 会前\n\n定题目。\n";

#[tokio::test]
async fn a_folder_comes_in_once_and_says_what_became_of_each_file() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
        put("测试条例(2020-01-01).md", LAW);
        put("headed.md", HEADED);
        put("broken.md", "没有头");
        put("readme.txt", "not read");
        let order = Order {
            org: world.district,
            author: world.writer,
            publish: Publish::PassedBy(world.reviewer),
            run: Run::Dry,
        };
        let outcomes = async |order: Order| {
            let lines = from_folder(&app.app, folder.path(), order).await.expect("a report");
            lines.into_iter().map(|line| line.outcome).collect::<Vec<_>>()
        };
        let dry = outcomes(order).await;
        assert!(matches!(&dry[..], [Outcome::Refused(_), Outcome::Added, Outcome::Added]), "{dry:?}");
        let mut anna = app.signed_in(world.anna).await;
        assert!(!anna.get("/study").await.text().contains("测试条例"), "a dry run writes nothing");

        let commit = Order { run: Run::Commit, ..order };
        assert!(matches!(&outcomes(commit).await[..], [Outcome::Refused(_), Outcome::Added, Outcome::Added]));
        let list = anna.get("/study").await.text();
        assert!(list.contains("测试条例") && list.contains("三会一课怎么开"), "{list}");
        let again = outcomes(commit).await;
        assert!(matches!(&again[..], [Outcome::Refused(_), Outcome::Unchanged, Outcome::Unchanged]), "{again:?}");
        put("headed.md", &HEADED.replace("定题目", "先定题目"));
        assert_eq!(outcomes(commit).await[1], Outcome::Changed);

        put("headed.md", &HEADED.replace("定题目", "再定题目"));
        let alone = Order { publish: Publish::PassedBy(world.writer), ..commit };
        assert!(matches!(&outcomes(alone).await[1], Outcome::Refused(_)), "nobody passes their own");
        assert!(anna.get("/study").await.text().contains("三会一课怎么开"), "the published one stays");
    })
    .await;
}
