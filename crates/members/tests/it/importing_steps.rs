//! Rosters: whom one changes, who may create branches, and one that stands still.

use jiff::civil::date;
use members::roster::Column;
use platform::db::Sql;
use platform::params;
use platform::sheet::Cell;

use crate::importing::{figure, good, staged, with, workbook};
use crate::world::{City, each_city, names};

static MEMBERS: Sql = Sql::new("SELECT COUNT(*) FROM member");

#[tokio::test]
async fn the_preview_says_whom_a_roster_changes_and_how() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_staff", &city.street).await;
        let rows = [good(1, "柳河村党支部"), good(2, "柳河村党支部")];
        let org = "清溪街道工作委员会";
        let preview = staged(&mut staff, org, &workbook(&rows)).await;
        assert!(!staff.get(&preview).await.text().contains("哪些人会有更新"));
        let taken = staff.post(&format!("{preview}/commit"), &[]).await;
        assert_eq!(taken.status(), 303);

        let text = |words: &str| Cell::text(words);
        let changed = with(rows[0].clone(), Column::WorkUnit, text("柳河村民宿"));
        let changed = with(changed, Column::Mobile, text("13900990001"));
        let changed = with(changed, Column::AppliedOn, Cell::Date(date(2016, 5, 4)));
        let again = [changed, rows[1].clone()];
        let preview = staged(&mut staff, org, &workbook(&again)).await;
        let page = staff.get(&preview).await.text();
        assert_eq!(
            (figure(&page, "人有更新"), figure(&page, "人没有变化")),
            (1, 1)
        );
        for words in [
            "第 2 行",
            "柳河村合作社 → 柳河村民宿",
            "（空） → 2016-05-04",
            "139****0001 → 139****0001（不同的部分没有显示）",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("13900990001"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn branches_are_created_by_those_who_may_and_where_they_fit() {
    each_city(async |city: City| {
        let mut commissioner = city.with_duty("org_commissioner", &city.street).await;
        let page = commissioner.get("/staff/imports").await.text();
        assert!(!page.contains("create_orgs"), "{page}");
        let mut staff = city.with_duty("org_staff", &city.street).await;
        assert!(
            staff
                .get("/staff/imports")
                .await
                .text()
                .contains("create_orgs")
        );
        let bytes = workbook(&[good(1, "石桥村党支部")]);
        for (client, org, words) in [
            (
                &mut commissioner,
                "清溪街道工作委员会",
                "要有组织管理的职责",
            ),
            (&mut staff, "柳河村党支部", "下面不能设党支部"),
        ] {
            let fields = [("org", org), ("create_orgs", "1")];
            let refused = client
                .upload("/staff/imports", &fields, ("file", "名册.xlsx", &bytes))
                .await;
            assert_eq!(refused.status(), 422);
            assert!(refused.text().contains(words), "{}", refused.text());
        }
        assert_eq!(city.count(&MEMBERS).await, 0);
    })
    .await;
}

/// Makes the street something that no branch can stand below, or a committee again.
async fn street_becomes(city: &City, kind: &'static str) {
    static KIND: Sql = Sql::new("UPDATE org SET kind = $2 WHERE id = $1");
    let street = city.street.id;
    city.db()
        .write("street_becomes", move |tx| {
            tx.exec(&KIND, params![street, kind])?;
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_roster_that_stands_still_says_why_and_is_tried_again_or_given_up() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_staff", &city.street).await;
        let fields = [("org", "清溪街道工作委员会"), ("create_orgs", "1")];
        let mut previews = Vec::new();
        for branch in ["石桥村党支部", "梅园村党支部"] {
            let order = 1 + previews.len() as u64;
            let rows = [good(order, branch), good(order + 2, "柳河村党支部")];
            let reply = staff
                .upload(
                    "/staff/imports",
                    &fields,
                    ("file", "名册.xlsx", &workbook(&rows)),
                )
                .await;
            previews.push(reply.location().to_owned());
        }
        street_becomes(&city, "branch").await;
        for preview in &previews {
            assert_eq!(
                staff.post(&format!("{preview}/commit"), &[]).await.status(),
                303
            );
            let page = staff.get(preview).await.text();
            assert!(
                page.contains("没有导完") && page.contains("不能设在这里"),
                "{page}"
            );
            assert!(!page.contains("http-equiv=\"refresh\""), "{page}");
        }
        assert!(staff.get("/staff/imports").await.text().contains("停住了"));
        assert_eq!(names(&staff.get("/staff/members").await.text()), [""; 0]);

        // Given up: nothing of it stays.
        let given_up = staff.post(&format!("{}/cancel", previews[0]), &[]).await;
        assert_eq!(given_up.status(), 303, "{}", given_up.text());
        assert!(staff.get(&previews[0]).await.text().contains("已撤回"));
        let again = staff.post(&format!("{}/retry", previews[0]), &[]).await;
        assert_eq!(again.status(), 409);

        // Tried again too early, it stands still again; mended, it goes on.
        let retry = format!("{}/retry", previews[1]);
        assert_eq!(staff.post(&retry, &[]).await.status(), 303);
        assert!(staff.get(&previews[1]).await.text().contains("没有导完"));
        street_becomes(&city, "working_committee").await;
        assert_eq!(staff.post(&retry, &[]).await.status(), 303);
        let page = staff.get(&previews[1]).await.text();
        assert!(page.contains("已导入"), "{page}");
        assert_eq!(names(&staff.get("/staff/members").await.text()).len(), 2);
        assert_eq!(city.count(&MEMBERS).await, 2);
    })
    .await;
}
