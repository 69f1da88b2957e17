//! Rosters through the pages: faults, decisions, the second time, the way back.

use jiff::civil::date;
use members::roster::Column;
use platform::db::Sql;
use platform::sheet::{Cell, Column as SheetColumn, Limits, Row, Table, read, write_xlsx};
use testkit::{Client, Reply};

use crate::world::{City, each_city, id_number, names};

static MEMBERS: Sql = Sql::new("SELECT COUNT(*) FROM member");

/// A row of the roster that is right.
pub fn good(order: u64, branch: &str) -> Vec<(Column, Cell)> {
    let text = |text: &str| Cell::text(text);
    let surname = ["王", "李", "曾", "欧阳"][(order % 4) as usize];
    let given = ["秀英", "强", "小明", "静"][(order / 4 % 4) as usize];
    vec![
        (Column::FullName, text(&format!("{surname}{given}"))),
        (Column::IdNumber, text(&id_number(date(1980, 5, 6), order))),
        (Column::Ethnicity, text("汉族")),
        (Column::Education, text("大学本科毕业")),
        (Column::MemberCategory, text("正式党员")),
        (Column::Branch, text(branch)),
        (Column::JoinedOn, Cell::Date(date(2018, 7, 1))),
        (Column::FullMemberOn, Cell::Date(date(2019, 7, 1))),
        (Column::Mobile, text(&format!("139{order:08}"))),
        (Column::WorkUnit, text("柳河村合作社")),
    ]
}

pub fn with(mut row: Vec<(Column, Cell)>, column: Column, cell: Cell) -> Vec<(Column, Cell)> {
    row.retain(|(have, _)| *have != column);
    row.push((column, cell));
    row
}

/// A workbook with every column.
pub fn workbook(rows: &[Vec<(Column, Cell)>]) -> Vec<u8> {
    let rows = (2..)
        .zip(rows)
        .map(|(number, row)| {
            let mut cells = vec![Cell::Empty; Column::ALL.len()];
            for (column, cell) in row {
                cells[*column as usize] = cell.clone();
            }
            Row { number, cells }
        })
        .collect();
    let columns = Column::ALL
        .iter()
        .map(|column| SheetColumn::text(column.title()))
        .collect();
    write_xlsx(&[Table {
        name: "名册".into(),
        columns,
        rows,
        ..Table::default()
    }])
    .unwrap()
}

pub async fn upload(staff: &mut Client, org: &str, bytes: &[u8]) -> Reply {
    staff
        .upload(
            "/staff/imports",
            &[("org", org)],
            ("file", "名册.xlsx", bytes),
        )
        .await
}

/// Uploads and answers the address of the preview.
pub async fn staged(staff: &mut Client, org: &str, bytes: &[u8]) -> String {
    let reply = upload(staff, org, bytes).await;
    assert_eq!(reply.status(), 303, "{}", reply.text());
    reply.location().to_owned()
}

/// A figure of the import's page.
pub fn figure(page: &str, words: &str) -> i64 {
    let end = page
        .find(&format!("</b><span>{words}"))
        .unwrap_or_else(|| panic!("no {words}: {page}"));
    let start = page[..end].rfind("<b>").unwrap() + 3;
    page[start..end].parse().unwrap()
}

/// Twenty-two wrong rows, each for its own reason.
fn faulty() -> Vec<Vec<(Column, Cell)>> {
    let text = |text: &str| Cell::text(text);
    let at =
        |order: u64, column: Column, cell: Cell| with(good(order, "柳河村党支部"), column, cell);
    let wrong_check = {
        let mut number = id_number(date(1980, 5, 6), 110);
        let last = if number.ends_with('0') { '1' } else { '0' };
        number.pop();
        number.push(last);
        number
    };
    vec![
        at(101, Column::FullName, Cell::Empty),
        at(102, Column::FullName, text("王2")),
        at(103, Column::FullName, text("王<b>")),
        at(
            104,
            Column::IdNumber,
            Cell::Number(330_106_198_005_061_000.0),
        ),
        at(105, Column::IdNumber, text("33010619800506")),
        at(106, Column::IdNumber, text("33010619800506A12X")),
        at(
            107,
            Column::IdNumber,
            text(&format!("99{}", &id_number(date(1980, 5, 6), 107)[2..])),
        ),
        at(108, Column::IdNumber, text("330106198013061234")),
        at(110, Column::IdNumber, text(&wrong_check)),
        at(1, Column::WorkUnit, text("重复的号码")),
        at(111, Column::Ethnicity, text("火星族")),
        at(112, Column::Education, text("高深")),
        at(113, Column::MemberCategory, text("积极分子")),
        at(114, Column::Branch, text("不存在的党支部")),
        at(115, Column::Branch, text("南山社区党支部")),
        at(116, Column::JoinedOn, text("很久以前")),
        at(117, Column::JoinedOn, text("2018-02-30")),
        at(118, Column::JoinedOn, Cell::Number(2018.1)),
        at(119, Column::JoinedOn, Cell::Date(date(2030, 1, 1))),
        at(120, Column::JoinedOn, Cell::Date(date(1990, 7, 1))),
        at(121, Column::FullMemberOn, Cell::Date(date(2017, 7, 1))),
        at(122, Column::FullMemberOn, Cell::Empty),
        at(123, Column::Mobile, text("12345")),
        at(124, Column::WorkUnit, text(&"长".repeat(121))),
        at(125, Column::Degree, Cell::Error("#N/A".into())),
        at(126, Column::FlowState, text("也许")),
    ]
}

#[tokio::test]
async fn a_faulty_roster_is_looked_at_taken_in_mended_and_taken_in_again() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let mut rows: Vec<_> = (1..=4).map(|order| good(order, "柳河村党支部")).collect();
        let wrong = faulty();
        let wrong_count = wrong.len() as i64;
        rows.extend(wrong);
        rows.push(good(5, "望江社区党支部"));
        let preview = staged(&mut staff, "清溪街道工作委员会", &workbook(&rows)).await;
        let page = staff.get(&preview).await.text();
        assert_eq!(figure(&page, "行要改"), wrong_count, "{page}");
        assert_eq!(figure(&page, "人新登记"), 5);
        for words in [
            "校验没有通过",
            "后几位已不准",
            "没有找到“不存在的党支部”",
            "第 6 行",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(
            city.count(&MEMBERS).await,
            0,
            "nothing before somebody decides"
        );
        assert!(names(&staff.get("/staff/members").await.text()).is_empty());

        let reasons = staff.get(&format!("{preview}/reasons")).await;
        let sheet = read(reasons.bytes(), &Limits::default()).unwrap();
        assert_eq!(sheet.header.last().map(String::as_str), Some("错误原因"));
        assert_eq!(sheet.rows.len(), rows.len());
        let last = Column::ALL.len();
        let reason = |row: usize| sheet.rows[row].cell(last).to_text().into_owned();
        assert_eq!(reason(0), "");
        assert!((4..4 + wrong_count as usize).all(|row| !reason(row).is_empty()));

        let done = staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(done.status(), 303, "{}", done.text());
        assert_eq!(city.count(&MEMBERS).await, 5);
        assert_eq!(names(&staff.get("/staff/members").await.text()).len(), 5);
        assert_eq!(city.tally(&city.street, "members.total").await, 5);
        let twice = staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(twice.status(), 409);

        // Mended and sent again: what is there stays, what is new comes.
        let mut mended: Vec<_> = (1..=4).map(|order| good(order, "柳河村党支部")).collect();
        mended.extend((101..=108).map(|order| good(order, "柳河村党支部")));
        let elsewhere = Cell::text("柳河村茶厂");
        mended[0] = with(mended[0].clone(), Column::WorkUnit, elsewhere);
        let preview = staged(&mut staff, "清溪街道工作委员会", &workbook(&mended)).await;
        let page = staff.get(&preview).await.text();
        let figures =
            ["行要改", "人新登记", "人有更新", "人没有变化"].map(|words| figure(&page, words));
        assert_eq!(figures, [0, 8, 1, 3]);
        staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(city.count(&MEMBERS).await, 13);

        let preview = staged(&mut staff, "清溪街道工作委员会", &workbook(&mended)).await;
        let page = staff.get(&preview).await.text();
        let figures = ["人新登记", "人有更新", "人没有变化"].map(|words| figure(&page, words));
        assert_eq!(figures, [0, 0, 12], "the third time changes nothing");
        staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(city.count(&MEMBERS).await, 13);
        assert_eq!(city.tally(&city.root, "members.total").await, 13);
    })
    .await;
}

#[tokio::test]
async fn cancelling_leaves_nothing() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let book = workbook(&[good(1, "柳河村党支部")]);
        let preview = staged(&mut staff, "柳河村党支部", &book).await;
        assert_eq!(
            staff.post(&format!("{preview}/cancel"), &[]).await.status(),
            303
        );
        static ROWS: Sql = Sql::new("SELECT COUNT(*) FROM roster_row");
        assert_eq!(
            (city.count(&MEMBERS).await, city.count(&ROWS).await),
            (0, 0)
        );
        assert_eq!(
            staff.post(&format!("{preview}/commit"), &[]).await.status(),
            409
        );
    })
    .await;
}

#[tokio::test]
async fn a_roster_reaches_no_further_than_its_scope() {
    each_city(async |city: City| {
        let there = city.member(&city.other_branch, "王秀英").await;
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let refused = upload(
            &mut staff,
            "南山街道工作委员会",
            &workbook(&[good(1, "南山社区党支部")]),
        )
        .await;
        assert_eq!(refused.status(), 422);
        // Somebody who is a member elsewhere is neither taken over nor shown.
        let number = number_of("王秀英") % 1_000;
        let row = with(
            good(1, "柳河村党支部"),
            Column::IdNumber,
            Cell::text(id_number(date(1980, 5, 6), number)),
        );
        let preview = staged(
            &mut staff,
            "清溪街道工作委员会",
            &workbook(std::slice::from_ref(&row)),
        )
        .await;
        let page = staff.get(&preview).await.text();
        assert_eq!(figure(&page, "行要改"), 1);
        assert!(
            page.contains("已经在别的党支部") && !page.contains("南山"),
            "{page}"
        );
        let mut above = city.with_duty("org_staff", &city.root).await;
        let preview_above = staged(&mut above, "云溪市委员会", &workbook(&[row])).await;
        assert!(
            above
                .get(&preview_above)
                .await
                .text()
                .contains("南山社区党支部")
        );
        assert_eq!(staff.get(&preview_above).await.status(), 404);
        for step in ["commit", "cancel", "undo"] {
            assert_eq!(
                staff
                    .post(&format!("{preview_above}/{step}"), &[])
                    .await
                    .status(),
                404
            );
        }
        assert_eq!(
            staff
                .get(&format!("{preview_above}/reasons"))
                .await
                .status(),
            404
        );
        assert_eq!(
            above.get(&format!("/staff/members/{there}")).await.status(),
            200
        );
        let mut reader = city.with_duty("discipline_commissioner", &city.root).await;
        assert_eq!(reader.get("/staff/imports").await.status(), 403);
    })
    .await;
}

fn number_of(name: &str) -> u64 {
    name.chars()
        .fold(7_u64, |sum, ch| sum * 31 + u64::from(u32::from(ch)))
}

#[tokio::test]
async fn missing_branches_are_created_only_on_request() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_staff", &city.street).await;
        let rows: Vec<_> = (1..=6)
            .map(|order| {
                good(
                    order,
                    ["石桥村党支部", "梅园社区党支部"][(order % 2) as usize],
                )
            })
            .collect();
        let preview = staged(&mut staff, "清溪街道工作委员会", &workbook(&rows)).await;
        assert_eq!(figure(&staff.get(&preview).await.text(), "行要改"), 6);
        let fields = [("org", "清溪街道工作委员会"), ("create_orgs", "1")];
        let reply = staff
            .upload(
                "/staff/imports",
                &fields,
                ("file", "名册.xlsx", &workbook(&rows)),
            )
            .await;
        let preview = reply.location().to_owned();
        let page = staff.get(&preview).await.text();
        assert_eq!(
            (figure(&page, "行要改"), figure(&page, "行请看一下")),
            (0, 6)
        );
        assert_eq!(
            staff.post(&format!("{preview}/commit"), &[]).await.status(),
            303
        );
        static BRANCHES: Sql = Sql::new(
            "SELECT COUNT(*) FROM org WHERE full_name IN ('石桥村党支部', '梅园社区党支部')",
        );
        assert_eq!(
            (city.count(&BRANCHES).await, city.count(&MEMBERS).await),
            (2, 6)
        );
        let page = staff.get("/staff/members").await.text();
        assert!(
            page.contains("石桥村党支部") && page.contains("共 6 人"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn files_that_are_no_roster_are_refused_with_words() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let good_book = workbook(&[good(1, "柳河村党支部")]);
        let bad: [(&str, &[u8]); 6] = [
            ("nothing", b""),
            ("words", "只是一句话".as_bytes()),
            ("cut", &good_book[..good_book.len() / 2]),
            ("zip", b"PK\x03\x04 and nothing behind it"),
            ("old", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            ("bytes", &[0, 1, 2, 3, 4]),
        ];
        for (name, bytes) in bad {
            let reply = upload(&mut staff, "柳河村党支部", bytes).await;
            match reply.status() {
                422 => assert!(
                    reply.text().contains("href=\"#f-file\""),
                    "{name}: {}",
                    reply.text()
                ),
                303 => {
                    let page = staff.get(reply.location()).await.text();
                    assert!(page.contains("没有办法导入"), "{name}: {page}");
                    let refused = staff
                        .post(&format!("{}/commit", reply.location()), &[])
                        .await;
                    assert_eq!(refused.status(), 409, "{name}");
                }
                other => panic!("{name} answered {other}"),
            }
        }
        let none = staff
            .post("/staff/imports", &[("org", "柳河村党支部")])
            .await;
        assert_eq!(none.status(), 422);
        assert_eq!(city.count(&MEMBERS).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_command_line_looks_first_and_takes_in_on_request() {
    use members::import::run::{Decision, File, run};
    each_city(async |city: City| {
        let rows: Vec<_> = (1..=3).map(|order| good(order, "柳河村党支部")).collect();
        let mut wrong = rows.clone();
        wrong.push(with(
            good(9, "柳河村党支部"),
            Column::Ethnicity,
            Cell::text("火星族"),
        ));
        let file = |rows: &[Vec<(Column, Cell)>], org: &str| File {
            name: "名册.xlsx".to_owned(),
            bytes: workbook(rows).into(),
            org: org.to_owned(),
            create_orgs: false,
            by: None,
        };
        let app = &city.app.app;
        let report = run(app, file(&wrong, "清溪街道工作委员会"), Decision::LookOnly)
            .await
            .unwrap();
        assert_eq!(
            (
                report.state.as_str(),
                report.rows.create,
                report.rows.failed
            ),
            ("cancelled", 3, 1)
        );
        assert_eq!(report.faults[0].0, 5);
        assert!(report.faults[0].1.contains("火星族"), "{:?}", report.faults);
        assert_eq!(city.count(&MEMBERS).await, 0);
        let report = run(app, file(&rows, "清溪街道工作委员会"), Decision::Commit)
            .await
            .unwrap();
        assert_eq!(
            (report.state.as_str(), report.rows.create),
            ("committed", 3)
        );
        assert_eq!(city.count(&MEMBERS).await, 3);
        assert!(
            run(app, file(&rows, "没有的组织"), Decision::Commit)
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn an_export_comes_back_unchanged() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let rows: Vec<_> = (1..=5).map(|order| good(order, "柳河村党支部")).collect();
        let preview = staged(&mut staff, "柳河村党支部", &workbook(&rows)).await;
        staff.post(&format!("{preview}/commit"), &[]).await;
        let exported = staff
            .post(
                "/staff/members/export",
                &[("veil", "open"), ("reason", "report")],
            )
            .await;
        let preview = staged(&mut staff, "柳河村党支部", exported.bytes()).await;
        let page = staff.get(&preview).await.text();
        let figures =
            ["行要改", "人新登记", "人有更新", "人没有变化"].map(|words| figure(&page, words));
        assert_eq!(figures, [0, 0, 0, 5], "{page}");
        let template = staff.get("/staff/imports/template").await;
        assert_eq!(
            read(template.bytes(), &Limits::default())
                .unwrap()
                .header
                .len(),
            28
        );
    })
    .await;
}

#[tokio::test]
async fn a_mistyped_number_writes_over_nobody() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let file = workbook(&[good(1, "柳河村党支部")]);
        let preview = staged(&mut staff, "柳河村党支部", &file).await;
        staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(city.count(&MEMBERS).await, 1);
        let listed = names(&staff.get("/staff/members").await.text());

        // The next one in the list gets the number of the one before.
        let other = with(
            good(1, "柳河村党支部"),
            Column::FullName,
            Cell::text("周敏"),
        );
        let preview = staged(&mut staff, "柳河村党支部", &workbook(&[other])).await;
        let page = staff.get(&preview).await.text();
        let figures = ["行要改", "人新登记", "人有更新"].map(|words| figure(&page, words));
        assert_eq!(figures, [1, 0, 0], "{page}");
        assert!(
            page.contains(&format!("在系统里是“{}”的", listed[0])),
            "{page}"
        );
        staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(names(&staff.get("/staff/members").await.text()), listed);
    })
    .await;
}

#[tokio::test]
async fn a_page_takes_as_many_columns_as_the_rule_says() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let file = |columns: usize| format!("{}\n", vec!["姓名"; columns].join(","));
        let reply = upload(&mut staff, "柳河村党支部", file(64).as_bytes()).await;
        assert_eq!(reply.status(), 303, "{}", reply.text());
        let reply = upload(&mut staff, "柳河村党支部", file(65).as_bytes()).await;
        assert_eq!(reply.status(), 422);
    })
    .await;
}
