//! Grids: made, changed, imported and taken away, with the sums that the coverage is read from.

use org::grid::coverage::Figures;
use platform::sheet::{Limits, read};
use platform::tally;
use testkit::{City, Client, TestApp, each_app};

use crate::rooms;

struct Cast {
    city: City,
    secretary: Client,
    staff: Client,
    other: Client,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let secretary = city.holder(app, "陈建国", "secretary", &city.own).await;
    let staff = city.holder(app, "赵文静", "org_staff", &city.root).await;
    let other = city.holder(app, "刘海燕", "secretary", &city.sibling).await;
    Cast {
        secretary: app.signed_in(secretary).await,
        staff: app.signed_in(staff).await,
        other: app.signed_in(other).await,
        city,
    }
}

async fn figures(app: &TestApp, path: &str) -> Figures {
    let path = path.to_owned();
    app.app
        .db
        .read("figures", move |tx| {
            Ok(Figures::of(&tally::all(tx, &path, "grids.")?))
        })
        .await
        .expect("figures")
}

fn encoded(city: &City) -> (String, String, String) {
    (
        city.own.id.to_string(),
        city.own.id.to_string(),
        format!("group-{}", city.child.id),
    )
}

#[tokio::test]
async fn a_grid_is_made_once_changed_and_taken_away_and_the_city_knows() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut secretary,
            mut staff,
            mut other,
        } = cast(&app).await;
        let (org, branch, group) = encoded(&city);
        let id = "0192f0c0b0a07000800000000000abcd";
        let form = [
            ("org", org.as_str()),
            ("id", id),
            ("name", "第一网格"),
            ("place", "望江路 1 至 6 栋"),
            ("households", "３１０"),
            ("branch", branch.as_str()),
            ("head", "王建国"),
            ("worker", "李秀英、周明"),
            (group.as_str(), "56"),
        ];
        let made = secretary.post("/staff/grids", &form).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let grid = made.location().to_owned();
        // Sent again by a phone that heard no answer: the same grid.
        assert_eq!(secretary.post("/staff/grids", &form).await.location(), grid);
        let page = secretary.get(&grid).await.text();
        for part in [
            "王建国",
            "李秀英、周明",
            "310 户里有 56 户",
            "超过一般的 300 户",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let root = figures(&app, city.root.path.as_str()).await;
        let expected = Figures {
            grids: 1,
            households: 310,
            covered: 56,
            large: 1,
            ..Figures::default()
        };
        assert_eq!(root, expected);

        // Another's scope: not found, and not changed.
        for path in [grid.clone(), format!("{grid}/edit")] {
            assert_eq!(other.get(&path).await.status(), 404, "{path}");
        }
        let removal = format!("{grid}/removal");
        assert_eq!(other.post(&removal, &[]).await.status(), 404);

        it_is_changed_and_taken_away(&app, &city, (&mut secretary, &mut staff), &grid, &branch)
            .await;
    })
    .await;
}

/// An edit of an older version is refused; what is taken away is counted no more.
async fn it_is_changed_and_taken_away(
    app: &TestApp,
    city: &City,
    (secretary, staff): (&mut Client, &mut Client),
    grid: &str,
    branch: &str,
) {
    let edit = [
        ("version", "1"),
        ("name", "第一网格"),
        ("households", "240"),
        ("branch", branch),
    ];
    let edited = secretary.post(&format!("{grid}/edit"), &edit).await;
    assert_eq!(edited.status(), 303, "{}", edited.text());
    let late = secretary.post(&format!("{grid}/edit"), &edit).await;
    assert!(late.status() == 422 && late.text().contains("别人刚刚改过"));
    let now = figures(app, city.parent.path.as_str()).await;
    let expected = Figures {
        grids: 1,
        households: 240,
        no_group: 1,
        ..Figures::default()
    };
    assert_eq!(now, expected, "without a group there is a gap");

    // The community has its finding no more; the gap list names the grid.
    let gaps = staff.get("/staff/grids/gaps?gap=no-group").await.text();
    assert!(gaps.contains("第一网格"), "{gaps}");
    let none = staff.get("/staff/grids/gaps?gap=no-branch").await.text();
    assert!(none.contains("没有这种空白"));
    assert_eq!(
        secretary
            .post(&format!("{grid}/removal"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(
        figures(app, city.root.path.as_str()).await,
        Figures::default()
    );
    assert_eq!(secretary.get(grid).await.status(), 404);
}

#[tokio::test]
async fn what_is_wrong_with_a_grid_is_said_and_nothing_typed_is_lost() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut secretary,
            ..
        } = cast(&app).await;
        let (org, branch, group) = encoded(&city);
        let sibling = city.sibling.id.to_string();
        for (more, said) in [
            (
                vec![("households", "约三百")],
                "户数是 0 到 100000 之间的整数",
            ),
            (
                vec![("households", "300"), ("branch", sibling.as_str())],
                "没有这个党支部",
            ),
            (
                vec![("households", "300"), (group.as_str(), "20")],
                "先选网格党支部",
            ),
            (
                vec![
                    ("households", "30"),
                    ("branch", branch.as_str()),
                    (group.as_str(), "31"),
                ],
                "超过了网格的户数",
            ),
        ] {
            let mut form = vec![("org", org.as_str()), ("name", "第二网格")];
            form.extend(more);
            let page = secretary.post("/staff/grids", &form).await;
            assert_eq!(page.status(), 422, "{said}");
            let text = page.text();
            assert!(
                text.contains(said) && text.contains("第二网格"),
                "{said}: {text}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_table_is_looked_at_first_taken_once_and_comes_back_the_same() {
    each_app(rooms, async |app| {
        let Cast {
            city, mut staff, ..
        } = cast(&app).await;
        let org = city.root.id.to_string();
        let csv = "党组织,网格名称,户数,网格党支部,楼栋党小组及户数\n\
            望江社区党支部,第一网格,300,望江社区党支部,江景苑党小组 56\n\
            柳河社区党支部,第一网格,280,,\n\
            没有的党支部,第一网格,280,,\n\
            柳河社区党支部,第二网格,很多,,\n\
            柳河社区党支部,第一网格,281,,\n";
        let file = ("file", "网格.csv", csv.as_bytes());
        let sent = staff
            .upload("/staff/grids/imports", &[("org", &org)], file)
            .await;
        assert_eq!(sent.status(), 303, "{}", sent.text());
        let import = sent.location().to_owned();
        let page = staff.get(&import).await.text();
        for part in [
            "第 4 行 A 列",
            "没有找到“没有的党支部”",
            "第 5 行 C 列",
            "“很多”不是户数",
            "与第 3 行是同一个网格",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert_eq!(
            figures(&app, city.root.path.as_str()).await,
            Figures::default(),
            "a look changes nothing"
        );
        let taken = staff.post(&format!("{import}/commit"), &[]).await;
        assert_eq!(taken.status(), 303, "{}", taken.text());
        assert!(staff.get(&import).await.text().contains("新建 2 个"));
        assert_eq!(
            staff.post(&format!("{import}/commit"), &[]).await.status(),
            409
        );
        let now = figures(&app, city.root.path.as_str()).await;
        assert_eq!(
            (now.grids, now.households, now.covered, now.no_branch),
            (2, 580, 56, 1)
        );

        what_is_exported_can_come_back(&mut staff, &org).await;
    })
    .await;
}

/// A file that was exported changes nothing; one that is no table is told of at its field.
async fn what_is_exported_can_come_back(staff: &mut Client, org: &str) {
    // What is exported can come back, and changes nothing.
    let export = staff.get("/staff/grids/export").await;
    let table = read(export.bytes(), &Limits::default()).expect("a workbook");
    assert_eq!(table.rows.len(), 2);
    let file = ("file", "网格.xlsx", export.bytes());
    let again = staff
        .upload("/staff/grids/imports", &[("org", org)], file)
        .await;
    let import = again.location().to_owned();
    assert_eq!(
        staff.post(&format!("{import}/commit"), &[]).await.status(),
        303
    );
    let page = staff.get(&import).await.text();
    assert!(
        page.contains("新建 0 个，修改 0 个，2 个没有变化"),
        "{page}"
    );
    // A file that is no table says so at its field.
    let file = ("file", "网格.xlsx", b"\0\0\0".as_slice());
    let refused = staff
        .upload("/staff/grids/imports", &[("org", org)], file)
        .await;
    assert!(refused.status() == 422 && refused.text().contains("不是表格"));
    let blank = staff.get("/staff/grids/template").await;
    assert!(read(blank.bytes(), &Limits::default()).is_ok());
}

#[tokio::test]
async fn grids_and_findings_move_with_their_organisation() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut secretary,
            mut staff,
            ..
        } = cast(&app).await;
        let org = city.own.id.to_string();
        let form = [
            ("org", org.as_str()),
            ("name", "第一网格"),
            ("households", "300"),
        ];
        let made = secretary.post("/staff/grids", &form).await;
        let grid = made.location().to_owned();
        let to = [("parent", city.root.full_name.as_str())];
        let moved = staff.post(&format!("/staff/orgs/{org}/parent"), &to).await;
        assert_eq!(moved.status(), 303, "{}", moved.text());
        tally::fold(&app.app.db).await.expect("folded");
        assert_eq!(figures(&app, city.parent.path.as_str()).await.grids, 0);
        assert_eq!(figures(&app, city.root.path.as_str()).await.grids, 1);
        assert_eq!(
            secretary.get(&grid).await.status(),
            200,
            "found where it stands"
        );
    })
    .await;
}
