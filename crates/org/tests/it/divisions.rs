//! The tree of a real city from tables of divisions: whole files, faults, a second run.

use org::divisions::{File, Grassroots, Order, Report, Run, run};
use org::tree::store;
use platform::db::Sql;
use platform::i18n::Locale;
use platform::ids::OrgId;
use platform::{params, sql};
use testkit::{City, TestApp, each_app};

fn rooms() -> Vec<platform::module::Module> {
    vec![org::module()]
}

/// A table of the test data, whole.
fn table(name: &str) -> File {
    let path = format!(
        "{}/../../testdata/divisions/divisions-{name}.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    File {
        bytes: std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}")),
        name: format!("divisions-{name}.csv"),
    }
}

fn typed(text: &str) -> Vec<File> {
    vec![File {
        name: "区划.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]
}

async fn load(
    app: &TestApp,
    files: Vec<File>,
    below: OrgId,
    division: Option<&str>,
    how: Run,
) -> Report {
    let order = Order {
        below,
        division: division.map(str::to_owned),
        grassroots: Grassroots::default(),
        run: how,
        locale: Locale::ZhCn,
    };
    run(&app.app, files, order, |_, _| {})
        .await
        .expect("a report")
}

async fn count(app: &TestApp) -> i64 {
    static ORGS: Sql = Sql::new("SELECT COUNT(*) FROM org");
    let counted = app
        .app
        .db
        .read("count_orgs", |tx| Ok(tx.one::<(i64,)>(&ORGS, params![])?.0));
    counted.await.expect("a count")
}

/// What stands directly below the organisation with this full name, as `short name/kind`.
async fn below(app: &TestApp, root: OrgId, name: &'static str) -> Vec<String> {
    app.app
        .db
        .read("below", move |tx| {
            let root = store::find(tx, root)?;
            let found = store::named_below(tx, &root.path, name)?;
            let [one] = found.as_slice() else {
                panic!("{name}: {found:?}");
            };
            let rows: Vec<(String, String)> = tx.all(sql!("sql/below.sql"), params![one.id])?;
            Ok(rows
                .into_iter()
                .map(|(name, kind)| format!("{name}/{kind}"))
                .collect())
        })
        .await
        .expect("children")
}

/// All 44,703 rows of the country: loaded once, and nothing the second time.
#[tokio::test]
async fn the_whole_country_loads_and_loads_again() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let root = city.root.id;
        let before = count(&app).await;
        let files = || {
            ["provinces", "cities", "areas", "streets"]
                .map(table)
                .to_vec()
        };
        let looked = load(&app, files(), root, None, Run::Dry).await;
        assert_eq!(
            (looked.state, count(&app).await),
            ("dry_run", before),
            "a look writes nothing"
        );
        let report = load(&app, files(), root, None, Run::Commit).await;
        let wrong: Vec<_> = report
            .faults
            .iter()
            .filter(|fault| !fault.warning)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(
            (report.state, report.refused, report.outside),
            ("committed", 0, 0)
        );
        assert_eq!(report.added + report.grouping, 31 + 342 + 2_978 + 41_352);
        assert_eq!(report.added, looked.added);
        assert_eq!(
            count(&app).await,
            before + i64::try_from(report.added).expect("a count")
        );

        // Beijing has no cities: its districts stand below it, their streets below them.
        let districts = below(&app, root, "北京市委").await;
        assert_eq!(
            (districts.len(), districts[0].as_str()),
            (16, "东城区委/primary_committee")
        );
        let streets = below(&app, root, "中国共产党北京市东城区委员会").await;
        assert_eq!(
            (streets.len(), streets[0].as_str()),
            (17, "东华门街道党工委/working_committee")
        );
        let county = below(&app, root, "正定县委").await;
        assert!(
            county.contains(&"正定镇党委/primary_committee".to_owned()),
            "{county:?}"
        );

        let again = load(&app, files(), root, None, Run::Commit).await;
        assert_eq!((again.added, again.unchanged), (0, report.added));
        assert_eq!(
            count(&app).await,
            before + i64::try_from(report.added).expect("a count")
        );
    })
    .await;
}

#[tokio::test]
async fn a_city_takes_its_own_part_and_later_its_streets() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let root = city.root.id;
        let division = Some("1301");
        let report = load(&app, vec![table("areas")], root, division, Run::Commit).await;
        assert_eq!(
            (report.added, report.refused),
            (24, 0),
            "{:?}",
            report.faults
        );
        assert_eq!(report.outside, 2_978 - 24);
        // The streets find their districts in the city. What somebody renamed stays renamed.
        app.app
            .db
            .write("rename", |tx| {
                tx.exec(sql!("sql/rename.sql"), params!["长安区委", "长安的区委"])?;
                Ok(())
            })
            .await
            .expect("renamed");
        let report = load(&app, vec![table("streets")], root, division, Run::Commit).await;
        assert_eq!(report.refused, 0, "{:?}", report.faults);
        assert!(report.added > 200, "{}", report.added);
        assert!(!below(&app, root, "长安的区委").await.is_empty());
        let again = load(
            &app,
            vec![table("areas"), table("streets")],
            root,
            division,
            Run::Commit,
        )
        .await;
        assert_eq!((again.added, again.refused), (0, 0));
        // Below the city itself nothing else came than its districts and counties.
        assert_eq!(below(&app, root, "云溪市委").await.len(), 24 + 1);
    })
    .await;
}

const WRONG: &str = "区划名称,代码,cityCode\n\
    甲区,990101,9901\n\
    ,990102,9901\n\
    丙<区>,990103,9901\n\
    丁区,9901x4,9901\n\
    戊区,990105,9902\n\
    甲区,990101,9901\n\
    己街道,990103001,\n\
    庚街道,990109001,\n\
    辛街道,990101001,\n";

#[tokio::test]
async fn what_is_wrong_is_told_by_row_and_column() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let before = count(&app).await;
        let report = load(&app, typed(WRONG), city.root.id, Some("9901"), Run::Commit).await;
        let told: Vec<(u32, &str, &str)> = report
            .faults
            .iter()
            .map(|one| {
                (
                    one.row.expect("a row"),
                    one.column.as_str(),
                    one.words.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (3, "区划名称", "没有名称。"),
                (4, "区划名称", "丙<区> 里有名称不该有的字符。"),
                (
                    5,
                    "代码",
                    "9901x4 不是区划代码：应是 2、4、6、9 或 12 位数字。"
                ),
                (6, "cityCode", "990105 不在 9902 下面。"),
                (7, "代码", "990101 前面已经有一行。"),
                (8, "代码", "它的上级 990103 没有导入。"),
                (9, "代码", "文件和系统里都没有它的上级 990109。"),
            ]
        );
        assert_eq!(
            (report.state, report.added, report.refused),
            ("committed", 2, 7)
        );
        assert_eq!(count(&app).await, before + 2, "what is right is taken");

        for (text, said) in [
            ("", "文件"),
            ("a,b\n1,2\n", "表里要有代码列（code）和名称列（name）。"),
            ("code,name\n", "表头下面没有内容。"),
        ] {
            let refused = load(&app, typed(text), city.root.id, None, Run::Commit).await;
            assert_eq!((refused.state, refused.added), ("refused", 0), "{text}");
            assert!(
                refused.faults[0].words.contains(said),
                "{:?}",
                refused.faults
            );
        }
        assert_eq!(count(&app).await, before + 2);
    })
    .await;
}

#[tokio::test]
async fn communities_and_villages_become_what_the_operator_says() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let rows = "code,name\n990101001001,望江社区居委会\n990101001201,柳河村委会\n";
        let report = load(
            &app,
            typed(rows),
            city.parent.id,
            Some("990101001"),
            Run::Commit,
        )
        .await;
        assert_eq!(report.added, 2, "{:?}", report.faults);
        let below = below(&app, city.root.id, "清溪街道").await;
        assert!(
            below.contains(&"望江社区党委/primary_committee".to_owned()),
            "{below:?}"
        );
        assert!(
            below.contains(&"柳河村党支部/branch".to_owned()),
            "{below:?}"
        );
    })
    .await;
}
