//! The year of a branch, the coverage above it, and talks.

use testkit::each_app;

use crate::cast::cast;
use crate::rooms;

#[tokio::test]
async fn the_year_says_what_was_held_and_above_it_only_counts_stand() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let staff = cast
            .city
            .holder(&app, "赵文静", "org_staff", &cast.city.parent)
            .await;
        let mut staff = app.signed_in(staff).await;
        let meeting = cast.call("theme_day").await;
        let year = cast.secretary.get("/staff/meetings/year").await.text();
        assert!(
            year.contains("11月23日要开") && year.contains("还没开"),
            "{year}"
        );
        let before = staff.get("/staff/meetings").await.text();
        assert!(before.contains("望江社区党支部"), "{before}");
        assert!(!before.contains("data-label=\"主题党日\">1<"));
        cast.open(&meeting, &[]).await;
        let year = cast.secretary.get("/staff/meetings/year").await.text();
        assert!(year.contains("11月23日已开"), "{year}");
        let after = staff.get("/staff/meetings").await.text();
        assert!(after.contains("data-label=\"主题党日\">1<"), "{after}");
        // A second one in the month makes no second branch.
        let second = cast.call("theme_day").await;
        cast.open(&second, &[]).await;
        let twice = staff.get("/staff/meetings").await.text();
        assert!(!twice.contains("data-label=\"主题党日\">2<"));
        // Staff above look, and change nothing.
        assert_eq!(staff.get(&meeting).await.status(), 200);
        let call = staff.post(&format!("{meeting}/opening"), &[]).await;
        assert_eq!(call.status(), 403);
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_is_tightened_changes_the_year() {
    use jiff::civil::date;
    use meet::meeting::Kind;
    use meet::year::months;
    use platform::rules::Rules;
    let rules = Rules::load().expect("the rules");
    let day = date(2026, 11, 23);
    for (kind, every) in [
        (Kind::GeneralAssembly, 3),
        (Kind::BranchCommittee, 1),
        (Kind::GroupMeeting, 1),
        (Kind::ThemeDay, 1),
        (Kind::PartyLecture, 3),
        (Kind::OrgLifeMeeting, 12),
        (Kind::MemberAppraisal, 12),
    ] {
        assert_eq!(
            months(&rules, kind, day).expect("a rule"),
            every,
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_talk_is_who_with_whom_when_about_what() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let org = cast.city.own.id.to_string();
        let form = |with: &'static str, day: &'static str| {
            vec![
                ("org", org.clone()),
                ("kind", "heart_talk".to_owned()),
                ("with", with.to_owned()),
                ("held_on", day.to_owned()),
                ("subject", "家里的困难".to_owned()),
            ]
        };
        for (with, day, said) in [
            ("没有这个人", "2026-11-20", "没有叫这个名字的人"),
            ("王秀英", "2026-12-20", "这一天还没到"),
            ("陈建国", "2026-11-20", "不能和自己谈"),
        ] {
            let fields = form(with, day);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let page = cast.secretary.post("/staff/talks", &fields).await;
            assert!(page.status() == 422 && page.text().contains(said), "{said}");
            assert!(page.text().contains("家里的困难"), "what was typed stays");
        }
        let fields = form("王秀英", "2026-11-20");
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let noted = cast.secretary.post("/staff/talks", &fields).await;
        assert_eq!(noted.status(), 303, "{}", noted.text());
        let page = cast.secretary.get("/staff/talks").await.text();
        assert!(page.contains("陈建国 和 王秀英"), "{page}");
        let beside = cast.other.get(&format!("/staff/talks?org={org}")).await;
        assert_eq!(beside.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn a_committee_sees_the_year_of_its_branches_page_by_page() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let staff = cast
            .city
            .holder(&app, "赵文静", "org_staff", &cast.city.parent)
            .await;
        let mut staff = app.signed_in(staff).await;
        let meeting = cast.call("theme_day").await;
        cast.open(&meeting, &[]).await;
        let page = staff.get("/staff/meetings/branches").await;
        let text = page.text();
        assert_eq!(page.status(), 200, "{text}");
        let own = format!("/staff/meetings/year?org={}&year=2026", cast.city.own.id);
        let id = cast.city.own.id.to_string();
        let row = text.split("<tr>").find(|row| row.contains(&id));
        let row = row.expect("the branch has its line");
        // Eleven months have begun: November was held, ten passed without.
        assert!(row.contains("data-label=\"主题党日\">1/11"), "{row}");
        assert!(row.contains("缺 10 次"), "{row}");
        // Its own page says the same.
        let year = staff.get(&own).await.text();
        let theme_days = year.split("<h2>主题党日</h2>").nth(1).expect("a section");
        let theme_days = theme_days.split("</section>").next().unwrap_or_default();
        assert!(theme_days.contains("已开 1 次"), "{theme_days}");
        assert_eq!(theme_days.matches("还没开").count(), 10, "{theme_days}");
        // A branch has no branches below it, and a stranger no look.
        assert!(
            !cast
                .secretary
                .get("/staff/meetings")
                .await
                .text()
                .contains("各支部")
        );
        let way = format!("/staff/meetings/branches?org={}", cast.city.parent.id);
        assert_eq!(cast.other.get(&way).await.status(), 404);
        // After the last one nothing stands.
        let beyond = format!("{way}&from=zzzz");
        let end = staff.get(&beyond).await.text();
        assert!(end.contains("下面还没有支部"), "{end}");
    })
    .await;
}

#[tokio::test]
async fn the_lecture_of_a_committees_secretary_stands_in_its_year() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let leader = cast
            .city
            .holder(&app, "周立群", "secretary", &cast.city.parent)
            .await;
        let mut staff = app.signed_in(leader).await;
        let way = format!("/staff/meetings/year?org={}", cast.city.parent.id);
        let before = staff.get(&way).await.text();
        assert!(before.contains("今年讲了 0 次，至少 1 次"), "{before}");
        let org = cast.city.own.id.to_string();
        let lecture = |lecturer: String| {
            [
                ("org", org.clone()),
                ("kind", "party_lecture".to_owned()),
                ("title", "书记讲党课".to_owned()),
                ("starts_at", "2026-11-23T19:30".to_owned()),
                ("minutes", "60".to_owned()),
                ("place", "党群服务中心".to_owned()),
                ("agenda", "党课".to_owned()),
                ("lecturer", lecturer),
            ]
        };
        // A member of the branch holds no post, and is told so at the field.
        let form = lecture(cast.ids["王秀英"].to_string());
        let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let refused = cast.secretary.post("/staff/meetings", &form).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.text().contains("请选本级委员或上级书记"));
        let form = lecture(leader.to_string());
        let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let called = cast.secretary.post("/staff/meetings", &form).await;
        assert_eq!(called.status(), 303, "{}", called.text());
        let meeting = called.location().trim_end_matches("/notice").to_owned();
        let planned = staff.get(&way).await.text();
        assert!(planned.contains("今年讲了 0 次"), "planned is not given");
        let opened = cast
            .secretary
            .post(&format!("{meeting}/opening"), &[])
            .await;
        assert_eq!(opened.status(), 303);
        let after = staff.get(&way).await.text();
        assert!(after.contains("今年讲了 1 次，至少 1 次"), "{after}");
        assert!(after.contains("11月23日，望江社区党支部"), "{after}");
        let minutes = staff.get(&format!("{meeting}/minutes")).await.text();
        assert!(minutes.contains("主讲人"), "{minutes}");
        // Of a branch none is asked.
        let own = cast.secretary.get("/staff/meetings/year").await.text();
        assert!(!own.contains("至少 1 次。在本级"), "{own}");
    })
    .await;
}
