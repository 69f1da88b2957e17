//! The meeting goes on: the agenda moves, people speak, screens follow.

use testkit::each_app;

use crate::cast::{Cast, cast, for_members};
use crate::rooms;

#[tokio::test]
async fn the_room_moves_on_and_every_screen_follows() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        let own = for_members(&meeting);
        let early = cast.member.get(&format!("{own}/room")).await;
        assert_eq!(early.status(), 303, "before it begins there is the notice");
        cast.open(&meeting, &[("陈建国", "hall"), ("王秀英", "remote")])
            .await;

        let state = cast.member.get(&format!("{own}/state")).await.json();
        let version = state["version"].as_i64().expect("a version");
        assert!(
            state["html"]
                .as_str()
                .expect("a page")
                .contains("学习有关文件")
        );
        let same = cast
            .member
            .get(&format!("{own}/state?since={version}"))
            .await;
        assert_eq!(same.status(), 204, "nothing new costs nothing");

        let moved = cast
            .recorder
            .post(&format!("{meeting}/moves"), &[("to", "2")])
            .await;
        assert_eq!(moved.status(), 303);
        let state = cast
            .member
            .get(&format!("{own}/state?since={version}"))
            .await
            .json();
        assert!(state["version"].as_i64().expect("a version") > version);
        let nowhere = cast
            .recorder
            .post(&format!("{meeting}/moves"), &[("to", "9")])
            .await;
        assert_eq!(nowhere.status(), 422);

        said_and_ended(&mut cast, &meeting).await;
    })
    .await;
}

#[tokio::test]
async fn who_took_part_is_written_down_by_the_recorder_alone() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &["赵小满"]).await;
        let meeting = cast.call("general_assembly").await;
        let id = cast.ids["赵小满"];
        let (how, words) = (format!("how_{id}"), format!("words_{id}"));
        let way = format!("{meeting}/attendance");
        // Before it begins an excuse can be noted, with its reason, and nobody's presence.
        let hall = [(how.as_str(), "hall")];
        assert_eq!(cast.recorder.post(&way, &hall).await.status(), 422);
        let silent = cast.recorder.post(&way, &[(how.as_str(), "excused")]).await;
        assert!(silent.status() == 422 && silent.text().contains("请写明原因"));
        let excused = [(how.as_str(), "excused"), (words.as_str(), "值班")];
        assert_eq!(cast.recorder.post(&way, &excused).await.status(), 303);
        assert_eq!(cast.member.get(&way).await.status(), 403);

        cast.recorder.post(&format!("{meeting}/opening"), &[]).await;
        let all: Vec<String> = ["陈建国", "何桂兰", "王秀英", "赵小满"]
            .iter()
            .map(|name| format!("how_{}", cast.ids[name]))
            .collect();
        let mut form: Vec<(&str, &str)> = all.iter().map(|name| (name.as_str(), "")).collect();
        form[3] = (how.as_str(), "excused");
        form.push((words.as_str(), "值班"));
        form.push(("all", "hall"));
        assert_eq!(cast.recorder.post(&way, &form).await.status(), 303);
        let page = cast.recorder.get(&way).await.text();
        assert!(page.contains("应到 4 人，实到 3 人，请假 1 人"), "{page}");
    })
    .await;
}

/// A member asks to speak, writes; others do neither; then it ends.
async fn said_and_ended(cast: &mut Cast, meeting: &str) {
    let own = for_members(meeting);
    // A member asks to speak, writes; the recorder writes for somebody in the hall.
    assert_eq!(
        cast.member
            .post(&format!("{own}/hands"), &[])
            .await
            .status(),
        303
    );
    let line = cast.recorder.get(&format!("{meeting}/room")).await.text();
    assert!(line.contains("meet-speakers") && line.contains("王秀英"));
    let id = "0193f2a0000070008000000000000009";
    let words = [("id", id), ("words", "先修 3 号楼的路灯")];
    for _ in 0..2 {
        let said = cast.member.post(&format!("{own}/remarks"), &words).await;
        assert_eq!(said.status(), 303, "{}", said.text());
    }
    let chair = cast.ids["陈建国"].to_string();
    let written = [("person", chair.as_str()), ("words", "同意，再算一算钱")];
    let written = cast
        .recorder
        .post(&format!("{meeting}/remarks"), &written)
        .await;
    assert_eq!(written.status(), 303);
    let page = cast.member.get(&format!("{own}/room")).await.text();
    assert_eq!(
        page.matches("先修 3 号楼的路灯").count(),
        1,
        "sent twice, said once"
    );
    assert!(page.contains("同意，再算一算钱") && page.contains("记录人代记"));
    assert!(
        !page.contains("meet-speakers"),
        "who has spoken waits no more"
    );

    // Others neither see it nor speak in it.
    for path in ["room", "state", "events"] {
        assert_eq!(
            cast.other.get(&format!("{own}/{path}")).await.status(),
            404,
            "{path}"
        );
    }
    let theirs = [("words", "我也说一句")];
    assert_eq!(
        cast.other
            .post(&format!("{own}/remarks"), &theirs)
            .await
            .status(),
        404
    );
    let silent = cast.member.post(&format!("{own}/remarks"), &[]).await;
    assert!(silent.status() == 422 && silent.text().contains("这一项要填"));

    assert_eq!(
        cast.recorder
            .post(&format!("{meeting}/ending"), &[])
            .await
            .status(),
        303
    );
    let late = cast
        .member
        .post(&format!("{own}/remarks"), &[("words", "晚了")])
        .await;
    assert!(late.status() == 422 && late.text().contains("会已经结束"));
    assert!(late.text().contains("晚了"), "what was typed stays");
}
