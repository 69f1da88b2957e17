//! What is handed out, the stream of versions, and the list of numbers.

use platform::audit;
use testkit::each_app;

use crate::cast::{cast, for_members};
use crate::rooms;

#[tokio::test]
async fn a_handout_reaches_whoever_is_on_the_list_and_nobody_else() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        let way = format!("{meeting}/handouts");
        let file = ("handout", "收支表.txt", "三季度收支".as_bytes());
        let given = cast.secretary.upload(&way, &[], file).await;
        assert_eq!(given.status(), 303, "{}", given.text());
        let page = cast.member.get(&for_members(&meeting)).await.text();
        let rest = page.split("/handouts/").nth(1).expect("a handout");
        let address = format!("{}/handouts/{}", for_members(&meeting), &rest[..32]);
        let got = cast.member.get(&address).await;
        assert_eq!((got.status(), got.bytes()), (200, "三季度收支".as_bytes()));
        assert!(
            got.header("content-disposition")
                .is_some_and(|to| to.starts_with("attachment"))
        );
        assert_eq!(cast.other.get(&address).await.status(), 404);
        assert_eq!(cast.secretary.get(&address).await.status(), 200);

        let program = ("handout", "装一下.exe", b"MZ".as_slice());
        let refused = cast.secretary.upload(&way, &[], program).await;
        assert!(refused.status() == 422 && refused.text().contains("只收 PDF"));
        for elsewhere in ["https://example.com/a", "//example.com/a"] {
            let fields = [("handout_title", "网页"), ("handout_address", elsewhere)];
            let refused = cast.secretary.post(&way, &fields).await;
            assert!(refused.status() == 422 && refused.text().contains("请填平台里的网址"));
        }
        let fields = [("handout_title", "条例"), ("handout_address", "/study")];
        assert_eq!(cast.secretary.post(&way, &fields).await.status(), 303);
        assert_eq!(cast.other.post(&way, &fields).await.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn a_stream_says_versions_and_nothing_else() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        cast.open(&meeting, &[("王秀英", "remote")]).await;
        let stream = cast
            .member
            .get(&format!("{}/events", for_members(&meeting)))
            .await;
        assert_eq!(stream.header("content-type"), Some("text/event-stream"));
        assert!(
            stream.text().starts_with("event: version\ndata: "),
            "{}",
            stream.text()
        );
    })
    .await;
}

#[tokio::test]
async fn whose_number_was_looked_at_can_read_it() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        let way = format!("{meeting}/phones");
        let page = cast.recorder.post(&way, &[]).await;
        assert_eq!(page.status(), 200, "{}", page.text());
        assert!(
            page.text().contains("<td class=\"mono\">1"),
            "{}",
            page.text()
        );
        let member = cast.ids["王秀英"];
        let looked = app
            .app
            .db
            .read("looked", move |tx| {
                Ok(audit::of_subject(tx, member, audit::Turn::NEWEST, 10)?)
            })
            .await
            .expect("the audit can be read");
        assert!(looked.iter().any(|row| row.action == "member.phone_list"));
        assert_eq!(cast.other.post(&way, &[]).await.status(), 404);
    })
    .await;
}
