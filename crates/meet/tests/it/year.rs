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
