//! Sixty at once: whoever votes votes once, a vote is closed once, a meeting is opened once.

use futures_util::future::join_all;
use testkit::each_app;

use crate::cast::cast;
use crate::rooms;

const AT_ONCE: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn sixty_at_once_vote_once_and_close_once() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app, &[]).await;
        let meeting = cast.call("general_assembly").await;
        let (secretary, member) = (cast.secretary.clone(), cast.member.clone());
        let opened = join_all((0..AT_ONCE).map(|_| async {
            let mut client = secretary.clone();
            client
                .post(&format!("{meeting}/opening"), &[])
                .await
                .status()
        }));
        assert!(opened.await.iter().all(|status| *status == 303));
        cast.mark(
            &meeting,
            &[("陈建国", "hall"), ("何桂兰", "hall"), ("王秀英", "remote")],
        )
        .await;
        let vote = cast.put(&meeting, "3", "先修路灯", "open").await;
        let casts = vote.replacen("/staff", "", 1) + "/casts";

        // The same tap from sixty retries, half of them with another answer.
        let tapped = join_all((0..AT_ONCE).map(|n| {
            let (member, casts) = (&member, &casts);
            async move {
                let choice = if n % 2 == 0 { "yes" } else { "no" };
                let mut client = member.clone();
                let reply = client.post(casts, &[("choice", choice)]).await;
                (choice, reply.status())
            }
        }))
        .await;
        let won: Vec<&str> = tapped
            .iter()
            .filter(|(_, status)| *status == 303)
            .map(|(choice, _)| *choice)
            .collect();
        assert_eq!(won.len(), AT_ONCE / 2, "{tapped:?}");
        assert!(
            won.iter().all(|choice| *choice == won[0]),
            "one answer held"
        );

        // Sixty close it, with three different counts: one of them stands.
        let close = format!("{vote}/closure");
        let closed = join_all((0..AT_ONCE).map(|n| {
            let (secretary, close) = (&secretary, &close);
            async move {
                let yes = (n % 3).to_string();
                let mut client = secretary.clone();
                let form = [("yes", yes.as_str())];
                (n % 3, client.post(close, &form).await.status())
            }
        }))
        .await;
        let stood: Vec<usize> = closed
            .iter()
            .filter(|(_, status)| *status == 303)
            .map(|(yes, _)| *yes)
            .collect();
        assert_eq!(stood.len(), AT_ONCE / 3, "{closed:?}");
        assert!(stood.iter().all(|yes| *yes == stood[0]));
        let page = cast.recorder.get(&vote).await.text();
        assert!(page.contains("（应到 3）"), "{page}");
    })
    .await;
}
