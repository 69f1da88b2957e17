//! Calling a meeting, telling people, who is expected.

use testkit::each_app;

use crate::cast::{Cast, cast, for_members};
use crate::rooms;

#[tokio::test]
async fn a_meeting_is_called_and_whoever_is_expected_is_told() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &["赵小满"]).await;
        let meeting = cast.call("general_assembly").await;
        let notice = cast
            .secretary
            .get(&format!("{meeting}/notice"))
            .await
            .text();
        assert!(notice.contains("【望江社区党支部】十一月党员大会"));
        for name in ["陈建国", "何桂兰", "王秀英", "赵小满"] {
            assert!(
                notice.contains(name),
                "{name} is expected, the group's members too"
            );
        }
        assert!(
            !notice.contains("刘海燕"),
            "and nobody of the branch beside it"
        );
        // The words to forward name nobody.
        let forwarded = notice.split("data-text>").nth(1).expect("the words");
        let forwarded = &forwarded[..forwarded.find("</p>").expect("an end")];
        assert!(!forwarded.contains("王秀英") && forwarded.contains("2026年11月23日 星期一 19:30"));

        // The member finds it at three places; who is not on its list does not find it at all.
        let own = for_members(&meeting);
        assert!(
            cast.member
                .get("/meetings")
                .await
                .text()
                .contains("十一月党员大会")
        );
        let page = cast.member.get(&own).await;
        assert!(page.status() == 200 && page.text().contains("讨论公共收益怎么用"));
        assert!(page.text().contains("应到会，有表决权"));
        assert_eq!(cast.other.get(&own).await.status(), 404);
        assert_eq!(cast.other.get(&meeting).await.status(), 404);
        assert_eq!(cast.member.get(&meeting).await.status(), 403);

        moved_and_called_off(&mut cast, &meeting).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let org = cast.city.own.id.to_string();
        let form = |name: &'static str, value: &'static str| {
            let mut form = vec![
                ("org", org.clone()),
                ("kind", "theme_day".to_owned()),
                ("title", "主题党日".to_owned()),
                ("starts_at", "2026-12-01T19:30".to_owned()),
                ("minutes", "90".to_owned()),
                ("place", "会议室".to_owned()),
                ("agenda", "学习".to_owned()),
            ];
            form.retain(|(field, _)| *field != name);
            form.push((name, value.to_owned()));
            form
        };
        for (name, value, said) in [
            ("starts_at", "2026-11-20T19:30", "这个时间已经过了"),
            ("starts_at", "2028-01-01T19:30", "最多提前一年"),
            ("starts_at", "明天", "请填开会的日期和时间"),
            ("minutes", "0", "请填 5 到 720 之间的数"),
            ("place", "", "地点和远程参加至少填一个"),
            ("agenda", " \n ", "至少写一项议程"),
            ("title", "", "这一项要填"),
        ] {
            let fields = form(name, value);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(field, value)| (*field, value.as_str()))
                .collect();
            let page = cast.secretary.post("/staff/meetings", &fields).await;
            assert_eq!(page.status(), 422, "{name}");
            assert!(page.text().contains(said), "{said}");
            assert!(
                page.text().contains(&format!("href=\"#f-{name}\"")),
                "{name}"
            );
        }
        // A group meeting is not a branch's, and nobody calls one beside their own.
        let sibling = cast.city.sibling.id.to_string();
        for (org, kind) in [
            (org.as_str(), "group_meeting"),
            (sibling.as_str(), "theme_day"),
        ] {
            let fields = [
                ("org", org),
                ("kind", kind),
                ("title", "会"),
                ("starts_at", "2026-12-01T19:30"),
                ("minutes", "90"),
                ("place", "会议室"),
                ("agenda", "学习"),
            ];
            let page = cast.secretary.post("/staff/meetings", &fields).await;
            assert_eq!(page.status(), 422, "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn sent_twice_it_is_called_once() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let org = cast.city.own.id.to_string();
        let id = "0193f2a0000070008000000000000001";
        let form = [
            ("id", id),
            ("org", org.as_str()),
            ("kind", "theme_day"),
            ("title", "主题党日"),
            ("starts_at", "2026-12-01T19:30"),
            ("minutes", "90"),
            ("place", "会议室"),
            ("agenda", "学习"),
        ];
        for _ in 0..2 {
            let made = cast.secretary.post("/staff/meetings", &form).await;
            assert_eq!(made.location(), format!("/staff/meetings/{id}/notice"));
        }
        let list = cast.secretary.get("/staff/meetings").await.text();
        assert_eq!(list.matches(id).count(), 1);
        // The same id from somebody else is not there for them.
        let theirs = cast.city.sibling.id.to_string();
        let mut form = form.to_vec();
        form[1] = ("org", theirs.as_str());
        assert_eq!(
            cast.other.post("/staff/meetings", &form).await.status(),
            404
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_is_left_out_stands_there_with_reason_and_approval() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &["赵小满"]).await;
        let meeting = cast.call("general_assembly").await;
        let person = cast.ids["赵小满"].to_string();
        let way = format!("{meeting}/exclusions");
        let half = [("left", person.as_str()), ("why", "bedridden")];
        let refused = cast.recorder.post(&way, &half).await;
        assert!(refused.status() == 422 && refused.text().contains("href=\"#f-approval\""));
        let whole = [
            ("left", person.as_str()),
            ("why", "bedridden"),
            ("approval", "11 月 3 日党员大会同意，街道 11 月 5 日批准"),
        ];
        assert_eq!(cast.recorder.post(&way, &whole).await.status(), 303);
        let page = cast.recorder.get(&meeting).await.text();
        assert!(page.contains("长期卧床或重度残疾") && page.contains("街道 11 月 5 日批准"));
        assert!(page.contains("3 人，其中有表决权 3 人"), "{page}");
        let back = [("left", person.as_str()), ("back", "1")];
        assert_eq!(cast.recorder.post(&way, &back).await.status(), 303);
        assert!(
            cast.recorder
                .get(&meeting)
                .await
                .text()
                .contains("4 人，其中有表决权 4 人")
        );
    })
    .await;
}

#[tokio::test]
async fn a_calendar_is_ones_own_and_its_old_address_dies() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        cast.call("general_assembly").await;
        let mut anybody = app.anonymous();
        let address = async |client: &mut testkit::Client| {
            let made = client.post("/meetings/calendar", &[]).await;
            assert_eq!(made.status(), 303);
            let page = client.get("/meetings/calendar").await.text();
            let rest = page.split("/calendar/").find(|rest| rest.contains(".ics"));
            let rest = rest.expect("an address");
            format!(
                "/calendar/{}.ics",
                &rest[..rest.find(".ics").expect("its end")]
            )
        };
        let first = address(&mut cast.member).await;
        let feed = anybody.get(&first).await;
        assert_eq!(feed.status(), 200);
        assert_eq!(
            feed.header("content-type"),
            Some("text/calendar; charset=utf-8")
        );
        assert!(
            feed.text()
                .contains("DTSTART;TZID=Asia/Shanghai:20261123T193000")
        );
        let second = address(&mut cast.member).await;
        assert_ne!(first, second);
        assert_eq!(anybody.get(&first).await.status(), 404);
        assert_eq!(anybody.get(&second).await.status(), 200);
        assert_eq!(anybody.get("/calendar/none.ics").await.status(), 404);
    })
    .await;
}

/// It may be moved until it begins, and be called off.
async fn moved_and_called_off(cast: &mut Cast, meeting: &str) {
    let own = for_members(meeting);
    // It may be moved until it begins, and be called off, with a reason that is read.
    let form = [
        ("title", "十一月党员大会"),
        ("starts_at", "2026-11-24T15:00"),
        ("minutes", "60"),
        ("place", "文化礼堂"),
        ("agenda", "学习\n讨论"),
    ];
    let moved = cast
        .secretary
        .post(&format!("{meeting}/details"), &form)
        .await;
    assert_eq!(moved.status(), 303, "{}", moved.text());
    assert!(cast.member.get(&own).await.text().contains("文化礼堂"));
    let silent = cast
        .secretary
        .post(&format!("{meeting}/cancellation"), &[])
        .await;
    assert_eq!(silent.status(), 422);
    let off = [("cancel_words", "下大雨，改日再开")];
    let off = cast
        .secretary
        .post(&format!("{meeting}/cancellation"), &off)
        .await;
    assert_eq!(off.status(), 303);
    assert!(cast.member.get(&own).await.text().contains("下大雨"));
    let late = cast.recorder.post(&format!("{meeting}/opening"), &[]).await;
    assert!(late.status() == 422 && late.text().contains("会议已经取消"));
}
