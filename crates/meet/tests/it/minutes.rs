//! Minutes: written, handed in, confirmed by somebody else, sealed, exported; and from paper.

use std::io::{Cursor, Read as _};

use testkit::{Reply, each_app};

use crate::cast::{Cast, cast, for_members};
use crate::rooms;

pub fn text_of(docx: &Reply) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx.bytes())).expect("a zip");
    let mut text = String::new();
    archive
        .by_name("word/document.xml")
        .expect("a document")
        .read_to_string(&mut text)
        .expect("text");
    text
}

#[tokio::test]
async fn minutes_are_written_by_one_confirmed_by_another_and_stay() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        let own = for_members(&meeting);
        cast.open(
            &meeting,
            &[("陈建国", "hall"), ("何桂兰", "hall"), ("王秀英", "remote")],
        )
        .await;
        let words = [("words", "先修 3 号楼的路灯")];
        cast.member.post(&format!("{own}/remarks"), &words).await;
        let vote = cast.put(&meeting, "3", "先修路灯", "open").await;
        let closed = cast
            .recorder
            .post(&format!("{vote}/closure"), &[("yes", "2")])
            .await;
        assert_eq!(closed.status(), 303);
        let way = format!("{meeting}/minutes");
        let early = cast.recorder.post(&way, &[("then", "submit")]).await;
        assert!(early.status() == 422 && early.text().contains("会还没有结束"));
        cast.recorder.post(&format!("{meeting}/ending"), &[]).await;

        // What was said is there already.
        let page = cast.recorder.get(&way).await.text();
        assert!(page.contains("王秀英：先修 3 号楼的路灯"), "{page}");
        let text = [
            ("version", "0"),
            ("item_1", "学习了支部工作条例。"),
            ("item_2", "王秀英：先修 3 号楼的路灯"),
            ("item_3", ""),
            ("closing", "电工组 11 月 30 日前装好。"),
            ("then", "save"),
        ];
        let saved = cast.recorder.post(&way, &text).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        // Somebody who looked before that does not overwrite it.
        let stale = [("version", "0"), ("item_1", "别的"), ("then", "save")];
        let stale = cast.secretary.post(&way, &stale).await;
        assert!(stale.status() == 422 && stale.text().contains("别人刚刚改过"));
        assert!(stale.text().contains("别的"), "what was typed stays");
        let submit = [
            ("version", "1"),
            ("item_1", "学习了支部工作条例。"),
            ("item_2", "王秀英：先修 3 号楼的路灯"),
            ("closing", "电工组 11 月 30 日前装好。"),
            ("then", "submit"),
        ];
        assert_eq!(cast.recorder.post(&way, &submit).await.status(), 303);
        let desk = cast.secretary.get("/staff").await.text();
        assert!(desk.contains("会议记录等你确认"), "{desk}");

        confirmed_by_another(&mut cast, &meeting, &submit).await;
        sealed_for_good(&mut cast, &meeting, &text).await;
    })
    .await;
}

#[tokio::test]
async fn where_nobody_else_can_confirm_one_does_so_alone_and_it_is_said() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        cast.open(&meeting, &[("陈建国", "hall")]).await;
        cast.secretary.post(&format!("{meeting}/ending"), &[]).await;
        let way = format!("{meeting}/minutes");
        let write = [("version", "0"), ("item_1", "学习"), ("then", "submit")];
        assert_eq!(cast.secretary.post(&way, &write).await.status(), 303);
        let confirm = format!("{meeting}/confirmation");
        let alone = cast.secretary.post(&confirm, &[]).await;
        assert_eq!(alone.status(), 303, "{}", alone.text());
        assert!(
            cast.secretary
                .get(&way)
                .await
                .text()
                .contains("没有别人能确认")
        );

        // With a deputy beside them they may not.
        let meeting = cast.call("general_assembly").await;
        cast.open(&meeting, &[("陈建国", "hall")]).await;
        cast.secretary.post(&format!("{meeting}/ending"), &[]).await;
        let deputy = cast
            .city
            .holder(&app, "孙立新", "deputy_secretary", &cast.city.own)
            .await;
        let (way, confirm) = (
            format!("{meeting}/minutes"),
            format!("{meeting}/confirmation"),
        );
        assert_eq!(cast.secretary.post(&way, &write).await.status(), 303);
        let refused = cast.secretary.post(&confirm, &[]).await;
        assert!(refused.status() == 422 && refused.text().contains("请另一位能确认的人"));
        let mut deputy = app.signed_in(deputy).await;
        assert_eq!(deputy.post(&confirm, &[]).await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_on_paper_is_entered_afterwards_whole() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let org = cast.city.own.id.to_string();
        let form = |at| {
            vec![
                ("org", org.as_str()),
                ("kind", "general_assembly"),
                ("title", "十月党员大会"),
                ("starts_at", at),
                ("minutes", "60"),
                ("agenda", "学习\n表决"),
                ("paper", "1"),
            ]
        };
        let ahead = cast
            .secretary
            .post("/staff/meetings", &form("2026-11-30T09:00"))
            .await;
        assert!(ahead.status() == 422 && ahead.text().contains("这个时间还没到"));
        let made = cast
            .secretary
            .post("/staff/meetings", &form("2026-10-20T09:00"))
            .await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let meeting = made.location().trim_end_matches("/attendance").to_owned();
        entered_from_paper(&mut cast, &meeting).await;
    })
    .await;
}

/// Handed in by one, given back, handed in again, confirmed by another.
async fn confirmed_by_another(cast: &mut Cast, meeting: &str, submit: &[(&str, &str)]) {
    let way = format!("{meeting}/minutes");
    let confirm = format!("{meeting}/confirmation");
    let own_hand = cast.recorder.post(&confirm, &[]).await;
    assert_eq!(own_hand.status(), 403, "who records does not confirm");
    assert_eq!(cast.other.post(&confirm, &[]).await.status(), 404);
    let back = [("return_words", "把表决结果写全")];
    let returned = cast
        .secretary
        .post(&format!("{meeting}/returns"), &back)
        .await;
    assert_eq!(returned.status(), 303);
    assert!(
        cast.recorder
            .get(&way)
            .await
            .text()
            .contains("把表决结果写全")
    );
    let mut again = submit.to_vec();
    again[0] = ("version", "1");
    assert_eq!(cast.recorder.post(&way, &again).await.status(), 303);
    assert_eq!(cast.secretary.post(&confirm, &[]).await.status(), 303);
}

/// Sealed, it changes no more.
async fn sealed_for_good(cast: &mut Cast, meeting: &str, text: &[(&str, &str)]) {
    let (own, way) = (for_members(meeting), format!("{meeting}/minutes"));
    // Sealed: it changes no more, whoever was there reads it, and more stands beside it.
    let late = cast.recorder.post(&way, text).await;
    assert!(late.status() == 422 && late.text().contains("不能再改"));
    let read = cast.member.get(&own).await.text();
    assert!(read.contains("电工组 11 月 30 日前装好"), "{read}");
    let add = [("addendum", "装灯改在 12 月 1 日。")];
    let added = cast
        .recorder
        .post(&format!("{meeting}/addenda"), &add)
        .await;
    assert_eq!(added.status(), 303);
    let paper = cast.secretary.get(&format!("{meeting}/minutes.docx")).await;
    assert_eq!(paper.status(), 200);
    let text = text_of(&paper);
    for words in [
        "望江社区党支部党员大会会议记录",
        "应到 3 人，实到 3 人",
        "赞成 2 票",
        "举手表决",
        "远程参加",
        "装灯改在 12 月 1 日",
        "陈建国于2026年11月23日",
    ] {
        assert!(text.contains(words), "{words} is not in the paper");
    }
}

/// Who took part, what was said, a vote, the minutes: all from paper.
async fn entered_from_paper(cast: &mut Cast, meeting: &str) {
    cast.mark(
        meeting,
        &[
            ("陈建国", "hall"),
            ("王秀英", "hall"),
            ("何桂兰", "excused"),
        ],
    )
    .await;
    let said = cast.ids["王秀英"].to_string();
    let said = [
        ("person", said.as_str()),
        ("item", "1"),
        ("words", "路灯坏了三盏"),
    ];
    let said = cast
        .recorder
        .post(&format!("{meeting}/remarks"), &said)
        .await;
    assert_eq!(said.status(), 303, "{}", said.text());
    let vote = cast.put(meeting, "2", "换路灯", "open").await;
    let closed = cast
        .recorder
        .post(&format!("{vote}/closure"), &[("yes", "2")])
        .await;
    assert_eq!(closed.status(), 303, "{}", closed.text());
    let way = format!("{meeting}/minutes");
    let write = [
        ("version", "0"),
        ("item_1", "王秀英：路灯坏了三盏"),
        ("then", "submit"),
    ];
    assert_eq!(cast.recorder.post(&way, &write).await.status(), 303);
    let sealed = cast
        .secretary
        .post(&format!("{meeting}/confirmation"), &[])
        .await;
    assert_eq!(sealed.status(), 303, "{}", sealed.text());
    let text = text_of(&cast.secretary.get(&format!("{meeting}/minutes.docx")).await);
    assert!(text.contains("何桂兰（在外地）") && text.contains("换路灯"));
    // The year knows it.
    let year = cast.secretary.get("/staff/meetings/year").await.text();
    assert!(year.contains("10月20日已开"), "{year}");
}
