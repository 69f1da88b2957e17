//! A drive from its first line to its verdict.

use testkit::{City, Client, TestApp, each_app};

use crate::{last, rooms};

async fn begun(staff: &mut Client, city: &City) -> String {
    let org = city.own.id.to_string();
    let form = [
        ("org", org.as_str()),
        ("title", "2026 年党建质量过硬行动"),
        ("aim", "让学习和组织生活有用"),
        ("starts_on", "2026-03-01"),
        ("ends_on", "2026-12-31"),
    ];
    let made = staff.post("/staff/drives", &form).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    made.location().to_owned()
}

async fn goal_of(staff: &mut Client, drive: &str) -> String {
    let goal = [
        ("problem", "主题党日多是念文件"),
        ("goal", "每次讨论一件群众的事，有结果"),
    ];
    let added = staff.post(&format!("{drive}/goals"), &goal).await;
    assert_eq!(added.status(), 303, "{}", added.text());
    let page = staff.get(drive).await.text();
    let rest = page.split("/staff/goals/").nth(1).expect("a goal");
    format!("/staff/goals/{}", &rest[..32])
}

async fn measure_of(staff: &mut Client, goal: &str, unit: &str) -> String {
    let measure = [
        ("what", "每月定一个议题，先征求意见"),
        ("unit", unit),
        ("responsible", "支部书记"),
        ("due_on", "2026-11-20"),
    ];
    let added = staff.post(&format!("{goal}/measures"), &measure).await;
    assert_eq!(added.status(), 303, "{}", added.text());
    let page = staff.get(goal).await.text();
    let rest = page.split("/staff/measures/").nth(1).expect("a measure");
    format!("/staff/measures/{}", &rest[..32])
}

struct Cast {
    city: City,
    lead: Client,
    doer: Client,
    other: Client,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let lead = city.holder(app, "赵文静", "org_staff", &city.own).await;
    let doer = city.holder(app, "陈建国", "secretary", &city.child).await;
    let other = city.holder(app, "刘海燕", "secretary", &city.sibling).await;
    Cast {
        lead: app.signed_in(lead).await,
        doer: app.signed_in(doer).await,
        other: app.signed_in(other).await,
        city,
    }
}

#[tokio::test]
async fn what_was_done_is_told_by_one_and_judged_by_another() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut lead,
            mut doer,
            mut other,
        } = cast(&app).await;
        let drive = begun(&mut lead, &city).await;
        let goal = goal_of(&mut lead, &drive).await;
        let measure = measure_of(&mut lead, &goal, &city.child.full_name).await;
        // Its day has passed and nothing is told: that is said, and nobody is named for it.
        assert!(lead.get(&drive).await.text().contains("已到期，还没有记"));

        // Those below see the drive and tell of their measure; those beside see neither.
        let seen = doer.get(&drive).await;
        assert!(seen.status() == 200 && seen.text().contains("每月定一个议题"));
        assert_eq!(other.get(&drive).await.status(), 404);
        assert_eq!(other.get(&measure).await.status(), 404);
        let told = [
            ("happened_on", "2026-11-18"),
            ("words", "议定了三号楼的路灯，已经装上"),
        ];
        let saved = doer.post(&format!("{measure}/evidence"), &told).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let later = [("happened_on", "2026-12-01"), ("words", "还没做")];
        let refused = doer.post(&format!("{measure}/evidence"), &later).await;
        assert!(refused.status() == 422 && refused.text().contains("这一天还没到"));
        assert!(refused.text().contains("还没做"), "what was typed stays");

        // Whoever leads judges, but not on words of their own.
        let verdict = [
            ("verdict", "partly"),
            ("words", "去看了，只有一个支部这样开"),
        ];
        let judged = lead.post(&format!("{goal}/reviews"), &verdict).await;
        assert_eq!(judged.status(), 303, "{}", judged.text());
        let own = lead.post(&format!("{measure}/evidence"), &told).await;
        assert_eq!(own.status(), 303, "{}", own.text());
        let again = lead.post(&format!("{goal}/reviews"), &verdict).await;
        assert!(again.status() == 422 && again.text().contains("请另一个人来评"));
        assert_eq!(
            doer.get(&goal).await.status(),
            404,
            "a goal is judged above"
        );

        let sheet = lead.get(&format!("{drive}/export")).await;
        assert_eq!(sheet.status(), 200);
        let table = platform::sheet::read(sheet.bytes(), &platform::sheet::Limits::default())
            .expect("a workbook");
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].cell(7).to_text(), "部分做到");
    })
    .await;
}

#[tokio::test]
async fn a_drive_ends_when_every_goal_was_judged() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut lead,
            mut doer,
            ..
        } = cast(&app).await;
        let drive = begun(&mut lead, &city).await;
        let closing = [("closing", "路灯装好了；讨论还要继续")];
        let close = format!("{drive}/closure");
        assert!(
            lead.post(&close, &closing)
                .await
                .text()
                .contains("还没有目标")
        );
        let goal = goal_of(&mut lead, &drive).await;
        let measure = measure_of(&mut lead, &goal, &city.child.full_name).await;
        assert!(
            lead.post(&close, &closing)
                .await
                .text()
                .contains("还有目标没有评定")
        );
        let verdict = [("verdict", "not_reached"), ("words", "没有一个支部这样开")];
        assert_eq!(
            lead.post(&format!("{goal}/reviews"), &verdict)
                .await
                .status(),
            303
        );
        assert_eq!(
            lead.post(&close, &[]).await.status(),
            422,
            "it says something"
        );
        assert_eq!(lead.post(&close, &closing).await.status(), 303);
        // After that nothing changes any more.
        for (path, form) in [
            (
                format!("{goal}/reviews"),
                vec![("verdict", "reached"), ("words", "改一下")],
            ),
            (
                format!("{drive}/goals"),
                vec![("problem", "一"), ("goal", "二")],
            ),
        ] {
            let refused = lead.post(&path, &form).await;
            assert!(
                refused.status() == 422 && refused.text().contains("已经结束"),
                "{path}"
            );
        }
        let told = [("happened_on", "2026-11-18"), ("words", "晚了")];
        assert_eq!(
            doer.post(&format!("{measure}/evidence"), &told)
                .await
                .status(),
            422
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_measure_is_said_and_nothing_typed_is_lost() {
    each_app(rooms, async |app| {
        let Cast { city, mut lead, .. } = cast(&app).await;
        let drive = begun(&mut lead, &city).await;
        let goal = goal_of(&mut lead, &drive).await;
        let form = |unit, due| {
            vec![
                ("what", "每月一议"),
                ("unit", unit),
                ("responsible", "支部书记"),
                ("due_on", due),
            ]
        };
        let sibling = city.sibling.full_name.clone();
        for (unit, due, said) in [
            (sibling.as_str(), "2026-11-20", "没有叫这个名称的组织"),
            (
                city.child.full_name.as_str(),
                "2027-01-05",
                "期限要在行动的起止日期之间",
            ),
            (city.child.full_name.as_str(), "明年", "日期写得不对"),
        ] {
            let page = lead
                .post(&format!("{goal}/measures"), &form(unit, due))
                .await;
            assert_eq!(page.status(), 422);
            assert!(
                page.text().contains(said) && page.text().contains("每月一议"),
                "{said}"
            );
        }
        // Every field at once.
        let empty = lead.post(&format!("{goal}/measures"), &[]).await.text();
        for field in ["what", "unit", "responsible", "due_on"] {
            assert!(empty.contains(&format!("href=\"#f-{field}\"")), "{field}");
        }
        assert_eq!(last(&drive).len(), 32);
    })
    .await;
}
