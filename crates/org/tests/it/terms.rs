//! Terms, sizes and seats: what stands out, the superior's reminder, an approved other end.

use jiff::civil::date;
use org::finding::refresh::refresh_all;
use org::term::bulk::insert_batch;
use org::term::{Term, TermId};
use testkit::{City, Client, TestApp, each_app};

use crate::rooms;

struct Cast {
    city: City,
    staff: Client,
    secretary: Client,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let staff = city.holder(app, "赵文静", "org_staff", &city.parent).await;
    let secretary = city.holder(app, "陈建国", "secretary", &city.own).await;
    Cast {
        staff: app.signed_in(staff).await,
        secretary: app.signed_in(secretary).await,
        city,
    }
}

/// The own branch's term ends in three months, the sibling's is over.
async fn two_terms(app: &TestApp, city: &City) -> TermId {
    let term = |starts_on, ends_on| Term {
        number: 6,
        starts_on,
        ends_on,
        years: 5,
    };
    let terms = vec![
        (city.own.id, term(date(2022, 2, 20), date(2027, 2, 20))),
        (city.sibling.id, term(date(2021, 10, 1), date(2026, 10, 1))),
    ];
    app.app
        .db
        .write("two_terms", move |tx| insert_batch(tx, &terms))
        .await
        .expect("terms");
    platform::tally::fold(&app.app.db).await.expect("folded");
    let changed = refresh_all(&app.app).await.expect("looked at");
    assert!(changed > 0);
    assert_eq!(
        refresh_all(&app.app).await.expect("again"),
        0,
        "nothing new"
    );
    TermId::derived("term", &format!("{}/6", city.own.id))
}

#[tokio::test]
async fn a_term_that_ends_is_told_of_and_a_reminder_takes_it_off_the_list() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut staff,
            mut secretary,
        } = cast(&app).await;
        let term = two_terms(&app, &city).await;
        let list = |band: &str| format!("/staff/terms?band={band}");
        let near = staff.get(&list("soon-3")).await.text();
        assert!(
            near.contains("望江社区党支部") && near.contains("还有 89 天"),
            "{near}"
        );
        let over = staff.get(&list("overdue")).await.text();
        assert!(
            over.contains("柳河社区党支部") && !over.contains(">望江社区党支部<"),
            "{over}"
        );
        let front = staff.get("/staff").await.text();
        assert!(front.contains("2 个组织该提醒换届了"), "{front}");

        let page = format!("/staff/terms/{term}");
        let letter = staff.get(&format!("{page}/letter")).await;
        assert!(letter.status() == 200 && letter.bytes().starts_with(b"PK"));
        let later = [("way", "call"), ("reminded_on", "2026-12-01")];
        let refused = staff.post(&format!("{page}/reminders"), &later).await;
        assert!(refused.status() == 422 && refused.text().contains("这一天还没到"));
        let form = [
            ("id", "0192f0c0b0a07000800000000000abce"),
            ("way", "call"),
            ("reminded_on", "2026-11-20"),
            ("words", "一月上旬报请示"),
        ];
        for _ in 0..2 {
            let noted = staff.post(&format!("{page}/reminders"), &form).await;
            assert_eq!(noted.status(), 303, "{}", noted.text());
        }
        let shown = secretary.get(&page).await.text();
        assert_eq!(
            shown.matches("一月上旬报请示").count(),
            1,
            "written once: {shown}"
        );
        let silent = staff.get(&list("unreminded")).await.text();
        assert!(!silent.contains("望江社区党支部") && silent.contains("柳河社区党支部"));
        assert_eq!(
            secretary
                .post(&format!("{page}/reminders"), &form)
                .await
                .status(),
            403,
            "the superior reminds"
        );
    })
    .await;
}

#[tokio::test]
async fn an_end_moves_by_a_year_at_most_once_and_with_approval() {
    each_app(rooms, async |app| {
        let Cast {
            city, mut staff, ..
        } = cast(&app).await;
        let term = two_terms(&app, &city).await;
        let shift = format!("/staff/terms/{term}/shift");
        let form = |ends_on| {
            [
                ("ends_on", ends_on),
                ("approved_by", "清溪街道党工委"),
                ("approved_on", "2026-11-20"),
                ("reason", "与居委会换届同步"),
            ]
        };
        for (day, said) in [
            ("2028-02-21", "最多一年"),
            ("2026-02-19", "最多一年"),
            ("2027-02-20", "与原来不同"),
            ("明年", "日期写得不对"),
        ] {
            let page = staff.post(&shift, &form(day)).await;
            assert!(page.status() == 422 && page.text().contains(said), "{day}");
            assert!(
                page.text().contains("与居委会换届同步"),
                "what was typed stays"
            );
        }
        assert_eq!(staff.post(&shift, &form("2028-02-20")).await.status(), 303);
        let again = staff.post(&shift, &form("2027-12-20")).await;
        assert!(again.status() == 422 && again.text().contains("已经登记过"));
        let near = staff.get("/staff/terms?band=soon-3").await.text();
        assert!(
            !near.contains("望江社区党支部"),
            "it ends in more than a year"
        );
    })
    .await;
}

#[tokio::test]
async fn sizes_warn_and_block_nothing() {
    each_app(rooms, async |app| {
        let Cast {
            city, mut staff, ..
        } = cast(&app).await;
        platform::tally::fold(&app.app.db).await.expect("folded");
        refresh_all(&app.app).await.expect("looked at");
        let page = staff.get("/staff/sizes").await.text();
        assert!(page.contains("正式党员 1 名，成立党支部要 3 名"), "{page}");
        let posts = staff
            .get(&format!("/staff/orgs/{}/posts", city.own.id))
            .await
            .text();
        assert!(
            posts.contains("陈建国") && posts.contains("联合党支部"),
            "{posts}"
        );

        let new = format!("/staff/orgs/{}/new", city.parent.id);
        let mut form = vec![
            ("full_name", "新苑社区党总支"),
            ("kind", "general_branch"),
            ("unit_nature", "community"),
            ("expected", "30"),
        ];
        let warned = staff.post(&new, &form).await;
        let text = warned.text();
        assert_eq!(warned.status(), 422);
        assert!(
            text.contains("党总支一般超过 50 名") && text.contains("仍然这样设立"),
            "{text}"
        );
        form.push(("anyway", "1"));
        assert_eq!(
            staff.post(&new, &form).await.status(),
            303,
            "it is not refused"
        );
    })
    .await;
}

#[tokio::test]
async fn a_joint_branch_lists_its_units_and_a_temporary_one_elects_nobody() {
    each_app(rooms, async |app| {
        let Cast {
            city, mut staff, ..
        } = cast(&app).await;
        let new = format!("/staff/orgs/{}/new", city.parent.id);
        let make = |name, kind| {
            vec![
                ("full_name", name),
                ("kind", kind),
                ("unit_nature", "private_enterprise"),
            ]
        };
        let joint = staff
            .post(&new, &make("清溪商圈联合党支部", "joint_branch"))
            .await;
        let joint = joint.location().to_owned();
        for unit in [
            "一号面馆",
            "二号面馆",
            "三号面馆",
            "四号面馆",
            "五号面馆",
            "六号面馆",
        ] {
            let added = staff
                .post(&format!("{joint}/units"), &[("unit", unit)])
                .await;
            assert_eq!(added.status(), 303, "{}", added.text());
        }
        let twice = staff
            .post(&format!("{joint}/units"), &[("unit", "一号面馆")])
            .await;
        assert!(twice.status() == 422 && twice.text().contains("已经登记过"));
        let page = staff.get(&format!("{joint}/posts")).await.text();
        assert!(page.contains("联合了 6 个单位，一般不超过 5 个"), "{page}");

        let site = staff
            .post(&new, &make("地铁工地临时党支部", "temporary_branch"))
            .await;
        let begin = [("number", "1"), ("starts_on", "2026-11-01"), ("years", "3")];
        let refused = staff
            .post(&format!("{}/terms", site.location()), &begin)
            .await;
        assert!(
            refused.status() == 422 && refused.text().contains("没有届次"),
            "{}",
            refused.text()
        );
    })
    .await;
}
