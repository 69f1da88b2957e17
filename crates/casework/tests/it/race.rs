//! Sixty who do the same thing at the same moment: one of them did it.

use std::sync::Arc;

use testkit::each_app;
use tokio::sync::Barrier;

use crate::{Cast, cast, first, rooms, say, spot};

#[tokio::test]
async fn of_sixty_who_accept_one_accepts() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut own,
            mut sibling,
            ..
        } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        say(&app, &spot, "抢着办的事", "").await;
        let request = first(&mut own).await;
        let offer = [("unit", "柳河社区党支部"), ("offer_reason", "在柳河")];
        assert_eq!(
            own.post(&format!("{request}/offer"), &offer).await.status(),
            303
        );
        let page = sibling.get(&request).await.text();
        let person = crate::person(&page);
        let (mut tries, gate) = (Vec::new(), Arc::new(Barrier::new(60)));
        let session = sibling.cookie(platform::auth::COOKIE).map(str::to_owned);
        for n in 0..60 {
            let mut client = app.anonymous();
            if let Some(session) = &session {
                client.set_cookie(platform::auth::COOKIE, session);
            }
            let (person, request, gate) = (person.to_owned(), request.clone(), Arc::clone(&gate));
            tries.push(tokio::spawn(async move {
                gate.wait().await;
                let (path, fields) = if n % 3 == 0 {
                    (format!("{request}/refusal"), [("refusal", "不办")])
                } else {
                    (
                        format!("{request}/acceptance"),
                        [("person", person.as_str())],
                    )
                };
                client.post(&path, &fields).await.status()
            }));
        }
        let mut done = 0;
        for one in tries {
            let status = one.await.expect("it ends");
            assert!([303, 404, 422, 503].contains(&status), "{status}");
            done += i32::from(status == 303);
        }
        assert_eq!(done, 1, "one accepted or refused");
    })
    .await;
}
