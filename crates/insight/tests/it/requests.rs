//! The desk: what is known is not asked, what is asked has its price and its end.

use platform::db::Sql;
use testkit::{City, Client, TestApp, each_app};

use crate::rooms;

struct Cast {
    city: City,
    asker: Client,
    branch: Client,
    other: Client,
}

/// A committee that asks, a branch below it that answers, and one elsewhere.
async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let asker = city.holder(app, "赵文静", "org_staff", &city.parent).await;
    let branch = city.holder(app, "陈建国", "secretary", &city.own).await;
    let other = city.holder(app, "刘海燕", "org_staff", &city.sibling).await;
    Cast {
        asker: app.signed_in(asker).await,
        branch: app.signed_in(branch).await,
        other: app.signed_in(other).await,
        city,
    }
}

fn form<'a>(org: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("org", org),
        ("units", "children"),
        ("title", "活动场所情况"),
        ("purpose", "安排明年修缮"),
        ("basis", "市委组织部年度工作安排"),
        ("expires_on", "2026-12-20"),
    ];
    fields.extend_from_slice(more);
    fields
}

#[tokio::test]
async fn only_what_no_record_holds_is_asked_and_its_price_is_shown_first() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut asker,
            mut branch,
            mut other,
        } = cast(&app).await;
        let org = city.parent.id.to_string();
        let wanted = [
            ("known", "members.total"),
            ("asked_1", "活动场所面积（平方米）"),
            ("kind_1", "number"),
            ("asked_2", "主要困难"),
            ("kind_2", "text"),
        ];
        let made = asker
            .post("/staff/data-requests", &form(&org, &wanted))
            .await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let request = made.location().to_owned();
        // Two of the units stand below the parent; two things at three minutes each.
        let page = asker.get(&request).await.text();
        assert!(
            page.contains("要问 2 个组织，每个约 6 分钟，合计约 0.2 小时"),
            "{page}"
        );
        let unit = format!("{request}/units/{}", city.own.id);
        assert_eq!(branch.get(&unit).await.status(), 404, "it was not sent");
        assert_eq!(
            asker
                .post(&format!("{request}/sending"), &[])
                .await
                .status(),
            303
        );
        assert_eq!(
            asker
                .post(&format!("{request}/sending"), &[])
                .await
                .status(),
            422,
            "once"
        );

        a_branch_answers(&mut branch, &unit).await;
        let page = asker.get(&request).await.text();
        assert!(
            page.contains("屋顶漏水") && page.contains("2 个组织中 1 个已填"),
            "{page}"
        );
        the_answers_are_the_askers(&city, &request, [&mut asker, &mut branch, &mut other]).await;
    })
    .await;
}

/// What is known stands there; the rest is filled in, once wrongly.
async fn a_branch_answers(branch: &mut Client, unit: &str) {
    assert!(
        branch
            .get("/staff/data-requests")
            .await
            .text()
            .contains("活动场所情况")
    );
    let asked = branch.get(unit).await.text();
    assert!(
        asked.contains("党员总数") && !asked.contains("name=\"value_1\""),
        "{asked}"
    );
    let wrong = branch
        .post(unit, &[("value_2", "很大"), ("value_3", "屋顶漏水")])
        .await;
    assert!(
        wrong.status() == 422
            && wrong.text().contains("请填数字")
            && wrong.text().contains("屋顶漏水")
    );
    let given = branch
        .post(unit, &[("value_2", "１２０"), ("value_3", "屋顶漏水")])
        .await;
    assert_eq!(given.status(), 303, "{}", given.text());
    assert!(
        !branch
            .get("/staff/data-requests")
            .await
            .text()
            .contains("活动场所情况"),
        "it no longer waits"
    );
}

/// Nobody answers for others, and nobody else reads the answers.
async fn the_answers_are_the_askers(
    city: &City,
    request: &str,
    [asker, branch, other]: [&mut Client; 3],
) {
    let beside = format!("{request}/units/{}", city.sibling.id);
    assert_eq!(
        branch
            .post(&beside, &[("value_2", "1"), ("value_3", "x")])
            .await
            .status(),
        404
    );
    assert_eq!(other.get(request).await.status(), 404);
    assert_eq!(branch.get(request).await.status(), 403);

    let sheet = asker.get(&format!("{request}/export")).await;
    let table = platform::sheet::read(sheet.bytes(), &platform::sheet::Limits::default())
        .expect("a workbook");
    assert_eq!(table.rows.len(), 2);
    assert!(table.rows.iter().any(|row| row.cell(2).to_text() == "120"));
}

#[tokio::test]
async fn what_is_known_or_was_asked_is_refused_with_where_it_lies() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut asker,
            mut other,
            ..
        } = cast(&app).await;
        let org = city.parent.id.to_string();
        let known = asker
            .post(
                "/staff/data-requests",
                &form(&org, &[("asked_1", "党员人数（人）")]),
            )
            .await;
        assert!(
            known.status() == 422 && known.text().contains("系统里已有“党员总数”"),
            "{}",
            known.text()
        );
        let first = asker
            .post(
                "/staff/data-requests",
                &form(&org, &[("asked_1", "活动场所面积")]),
            )
            .await;
        assert_eq!(first.status(), 303);
        // Written by two at once, it is sent by one.
        let second = asker
            .post(
                "/staff/data-requests",
                &form(&org, &[("asked_1", "活动场所 面积（㎡）")]),
            )
            .await;
        assert_eq!(second.status(), 303, "nobody was asked yet");
        assert_eq!(
            asker
                .post(&format!("{}/sending", first.location()), &[])
                .await
                .status(),
            303
        );
        let late = asker
            .post(&format!("{}/sending", second.location()), &[])
            .await;
        assert!(late.status() == 422 && late.text().contains("刚刚被别的需求问过"));
        // Below the same place as well.
        let sibling = city.sibling.id.to_string();
        let again = other
            .post(
                "/staff/data-requests",
                &form(&sibling, &[("asked_1", "活动场所面积")]),
            )
            .await;
        assert!(
            again.status() == 422 && again.text().contains("一年内已经问过"),
            "{}",
            again.text()
        );
    })
    .await;
}

#[tokio::test]
async fn a_request_ends_by_itself() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut asker,
            mut branch,
            ..
        } = cast(&app).await;
        let org = city.parent.id.to_string();
        let too_long: Vec<_> = form(&org, &[("asked_1", "困难")])
            .into_iter()
            .filter(|(name, _)| *name != "expires_on")
            .chain([("expires_on", "2027-11-23")])
            .collect();
        let refused = asker.post("/staff/data-requests", &too_long).await;
        assert!(refused.status() == 422 && refused.text().contains("最多在 60 天以内"));
        let made = asker
            .post(
                "/staff/data-requests",
                &form(&org, &[("asked_1", "困难"), ("kind_1", "text")]),
            )
            .await;
        let request = made.location().to_owned();
        assert_eq!(
            asker
                .post(&format!("{request}/sending"), &[])
                .await
                .status(),
            303
        );
        // Its last day passes.
        static PASS: Sql = Sql::new("UPDATE data_request SET expires_on = '2026-11-01'");
        app.app
            .db
            .write("pass", |tx| Ok(tx.exec(&PASS, &[])?))
            .await
            .expect("it passes");
        let unit = format!("{request}/units/{}", city.own.id);
        assert!(branch.get(&unit).await.text().contains("已经结束"));
        assert_eq!(
            branch.post(&unit, &[("value_1", "晚了")]).await.status(),
            422
        );
        assert!(
            !branch
                .get("/staff/data-requests")
                .await
                .text()
                .contains("活动场所情况")
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_all_known_is_exported_and_nobody_is_asked() {
    each_app(rooms, async |app| {
        let Cast {
            city, mut asker, ..
        } = cast(&app).await;
        let org = city.parent.id.to_string();
        let made = asker
            .post(
                "/staff/data-requests",
                &form(
                    &org,
                    &[("known", "members.total"), ("known", "members.women")],
                ),
            )
            .await;
        let request = made.location().to_owned();
        let page = asker.get(&request).await.text();
        assert!(
            page.contains("不用问任何人") && page.contains(&city.own.full_name),
            "{page}"
        );
        let refused = asker.post(&format!("{request}/sending"), &[]).await;
        assert!(refused.status() == 422 && refused.text().contains("没有要问的"));
        assert_eq!(asker.get(&format!("{request}/export")).await.status(), 200);
        let nothing = asker.post("/staff/data-requests", &form(&org, &[])).await;
        assert!(nothing.status() == 422 && nothing.text().contains("至少勾选一项"));
    })
    .await;
}
