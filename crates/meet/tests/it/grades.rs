//! The result of a democratic appraisal: entered from paper, held to a third, sealed with the minutes.

use platform::audit;
use testkit::each_app;

use crate::cast::{Cast, cast};
use crate::minutes::text_of;
use crate::rooms;

/// The sheet as the recorder sends it: a name, a grade, an opinion.
async fn grade(cast: &mut Cast, meeting: &str, lines: &[(&str, &str, &str)]) -> testkit::Reply {
    let fields: Vec<(String, &str)> = lines
        .iter()
        .flat_map(|(name, grade, words)| {
            let id = cast.ids[name];
            [
                (format!("grade_{id}"), *grade),
                (format!("words_{id}"), *words),
            ]
        })
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    cast.recorder
        .post(&format!("{meeting}/grades"), &fields)
        .await
}

#[tokio::test]
async fn excellent_is_held_to_a_third_and_the_result_is_sealed() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("member_appraisal").await;
        let sheet = format!("{meeting}/grades");
        let early = grade(&mut cast, &meeting, &[("陈建国", "excellent", "")]).await;
        assert!(early.status() == 422 && early.text().contains("会还没有开始"));
        cast.open(
            &meeting,
            &[("陈建国", "hall"), ("何桂兰", "hall"), ("王秀英", "hall")],
        )
        .await;
        let page = cast.recorder.get(&sheet).await.text();
        assert!(
            page.contains("应到 3 人，优秀最多 1 人（不超过应到的 1/3）"),
            "{page}"
        );

        // Beyond it nothing is stored, what was chosen stays, and it says how many may be.
        let two = [
            ("陈建国", "excellent", ""),
            ("何桂兰", "excellent", "带头修路"),
            ("王秀英", "qualified", ""),
        ];
        let refused = grade(&mut cast, &meeting, &two).await;
        let page = refused.text();
        assert_eq!(refused.status(), 422, "{page}");
        assert!(page.contains("优秀最多 1 人（应到 3 人，不超过 1/3），现在是 2 人"));
        assert!(page.contains("带头修路") && page.contains("<output>2</output> / 1"));
        let stored = cast.recorder.get(&sheet).await.text();
        assert!(stored.contains("<output>0</output> / 1"), "{stored}");

        let fits = [
            ("陈建国", "qualified", ""),
            ("何桂兰", "excellent", "带头修路"),
            ("王秀英", "basic", ""),
        ];
        let saved = grade(&mut cast, &meeting, &fits).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let stored = cast.recorder.get(&sheet).await.text();
        assert!(stored.contains("<output>1</output> / 1"), "{stored}");
        left_out_afterwards(&mut cast, &meeting).await;
        sealed(&mut cast, &meeting).await;
    })
    .await;
}

/// Somebody is left out of the expected number later: the third becomes smaller.
async fn left_out_afterwards(cast: &mut Cast, meeting: &str) {
    let left = cast.ids["王秀英"].to_string();
    let way = format!("{meeting}/exclusions");
    let out = [
        ("left", left.as_str()),
        ("why", "bedridden"),
        ("approval", "镇党委同意"),
    ];
    assert_eq!(cast.recorder.post(&way, &out).await.status(), 303);
    let ended = cast.recorder.post(&format!("{meeting}/ending"), &[]).await;
    assert_eq!(ended.status(), 303);
    let submit = [
        ("version", "0"),
        ("item_1", "自评、互评"),
        ("then", "submit"),
    ];
    let minutes = format!("{meeting}/minutes");
    let refused = cast.recorder.post(&minutes, &submit).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("优秀最多 0 人（应到 2 人"));
    let back = [("left", left.as_str()), ("back", "1")];
    assert_eq!(cast.recorder.post(&way, &back).await.status(), 303);
    let handed_in = cast.recorder.post(&minutes, &submit).await;
    assert_eq!(handed_in.status(), 303, "{}", handed_in.text());
}

async fn sealed(cast: &mut Cast, meeting: &str) {
    let confirm = format!("{meeting}/confirmation");
    assert_eq!(cast.secretary.post(&confirm, &[]).await.status(), 303);
    let late = grade(cast, meeting, &[("陈建国", "excellent", "")]).await;
    assert!(late.status() == 422 && late.text().contains("不能再改"));
    let paper = cast.secretary.get(&format!("{meeting}/minutes.docx")).await;
    let text = text_of(&paper);
    for words in [
        "三、评议结果",
        "优秀（1 人）",
        "何桂兰（带头修路）",
        "基本合格（1 人）",
    ] {
        assert!(text.contains(words), "{words} is not in the paper");
    }
    // Whoever was there reads it, as it was told to them.
    let own = crate::cast::for_members(meeting);
    let read = cast.member.get(&own).await.text();
    assert!(read.contains("何桂兰（带头修路）"), "{read}");
}

#[tokio::test]
async fn grades_are_of_an_appraisal_and_of_the_recorder() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let assembly = cast.call("general_assembly").await;
        cast.open(&assembly, &[("陈建国", "hall")]).await;
        let sheet = format!("{assembly}/grades");
        assert_eq!(cast.recorder.get(&sheet).await.status(), 404);
        let none = grade(&mut cast, &assembly, &[("陈建国", "qualified", "")]).await;
        assert_eq!(none.status(), 404);
        let appraisal = cast.call("member_appraisal").await;
        let sheet = format!("{appraisal}/grades");
        assert_eq!(cast.other.get(&sheet).await.status(), 404);
        assert_eq!(cast.other.post(&sheet, &[]).await.status(), 404);
        assert_eq!(cast.member.get(&sheet).await.status(), 403);
        cast.open(&appraisal, &[]).await;
        let saved = grade(&mut cast, &appraisal, &[("王秀英", "qualified", "")]).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let id: meet::meeting::MeetingId = appraisal
            .rsplit('/')
            .next()
            .and_then(|id| id.parse().ok())
            .expect("an id");
        let noted = app
            .app
            .db
            .read("noted", move |tx| {
                Ok(audit::of_object(tx, id.0, audit::Turn::NEWEST, 20)?)
            })
            .await
            .expect("the audit can be read");
        assert!(noted.iter().any(|row| row.action == "meeting.grades"));
    })
    .await;
}
