//! Votes: by hand, from afar, on paper.

use testkit::each_app;

use crate::cast::{Cast, cast, for_members};
use crate::rooms;

#[tokio::test]
async fn a_member_far_away_votes_once_and_keeps_the_receipt() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        let own = for_members(&meeting);
        cast.open(&meeting, &[]).await;
        let form = [("item", "3"), ("title", "先修路灯"), ("ballot", "open")];
        let few = cast.recorder.post(&format!("{meeting}/votes"), &form).await;
        assert!(
            few.status() == 422 && few.text().contains("到会人数不够"),
            "{}",
            few.text()
        );
        assert!(few.text().contains("先修路灯"), "what was typed stays");
        cast.mark(&meeting, &[("陈建国", "hall"), ("王秀英", "remote")])
            .await;
        let vote = cast.put(&meeting, "3", "先修路灯", "open").await;
        let casts = vote.replacen("/staff", "", 1) + "/casts";

        let first = cast.member.post(&casts, &[("choice", "yes")]).await;
        assert_eq!(first.status(), 303, "{}", first.text());
        let receipt = |page: &str| {
            let rest = page.split("，编号 ").nth(1).expect("a receipt");
            rest[..6].to_owned()
        };
        let kept = receipt(&cast.member.get(&format!("{own}/room")).await.text());
        let again = cast.member.post(&casts, &[("choice", "yes")]).await;
        assert_eq!(again.status(), 303, "a retry is harmless");
        assert_eq!(
            kept,
            receipt(&cast.member.get(&format!("{own}/room")).await.text())
        );
        let other = cast.member.post(&casts, &[("choice", "no")]).await;
        assert!(other.status() == 422 && other.text().contains("已经投过"));
        // Whoever sits in the hall raises a hand; whoever is not on the list finds no vote.
        let hall = cast.secretary.post(&casts, &[("choice", "yes")]).await;
        assert!(hall.status() == 422 && hall.text().contains("还没有记你远程参加"));
        assert_eq!(
            cast.other.post(&casts, &[("choice", "yes")]).await.status(),
            404
        );

        counted_once(&mut cast, &meeting, &vote).await;
    })
    .await;
}

#[tokio::test]
async fn a_secret_vote_is_counted_on_paper_by_two() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        cast.open(
            &meeting,
            &[("陈建国", "hall"), ("王秀英", "remote"), ("何桂兰", "hall")],
        )
        .await;
        let vote = cast.put(&meeting, "3", "评议结果", "secret").await;
        let casts = vote.replacen("/staff", "", 1) + "/casts";
        let tapped = cast.member.post(&casts, &[("choice", "yes")]).await;
        assert!(tapped.status() == 422 && tapped.text().contains("无记名投票"));
        let close = format!("{vote}/closure");
        let one = [
            ("yes", "2"),
            ("counter_1", "王秀英"),
            ("counter_2", "王秀英"),
        ];
        let one = cast.recorder.post(&close, &one).await;
        assert!(one.status() == 422 && one.text().contains("计票要两个人"));
        let ended = cast.recorder.post(&format!("{meeting}/ending"), &[]).await;
        assert!(ended.status() == 422 && ended.text().contains("还有一项表决没有结束"));
        let two = [
            ("yes", "1"),
            ("no", "2"),
            ("counter_1", "王秀英"),
            ("counter_2", "陈建国"),
        ];
        assert_eq!(cast.recorder.post(&close, &two).await.status(), 303);
        let page = cast.recorder.get(&vote).await.text();
        assert!(
            page.contains("没有通过：赞成 1") && page.contains("王秀英、陈建国"),
            "{page}"
        );
    })
    .await;
}

/// A vote is closed with what was counted, once.
async fn counted_once(cast: &mut Cast, meeting: &str, vote: &str) {
    let close = format!("{vote}/closure");
    let many = cast.recorder.post(&close, &[("yes", "5")]).await;
    assert!(
        many.status() == 422 && many.text().contains("一共 6 票"),
        "{}",
        many.text()
    );
    let closed = cast.recorder.post(&close, &[("yes", "1")]).await;
    assert_eq!(closed.status(), 303, "{}", closed.text());
    let page = cast.recorder.get(vote).await.text();
    assert!(
        page.contains("通过：赞成 2，不赞成 0，弃权 0（应到 3）"),
        "{page}"
    );
    let twice = cast.recorder.post(&close, &[("yes", "1")]).await;
    assert_eq!(
        twice.status(),
        303,
        "closed with the same numbers it is the same"
    );
    let differs = cast.recorder.post(&close, &[("no", "1")]).await;
    assert_eq!(differs.status(), 422);
    // The expected number stays after a vote.
    let person = cast.ids["王秀英"].to_string();
    let out = [
        ("left", person.as_str()),
        ("why", "abroad"),
        ("approval", "街道批准"),
    ];
    let out = cast
        .recorder
        .post(&format!("{meeting}/exclusions"), &out)
        .await;
    assert!(out.status() == 422 && out.text().contains("应到人数不能再变"));
}
