use std::time::Duration;

use platform::clock::Monotonic;

use super::{PASSWORD, each_app, mobile, people};

/// A hall, or a city behind one gateway: one address, everybody different, some fingers slip.
#[tokio::test]
async fn two_thousand_people_sign_in_from_one_address() {
    each_app(async |app| {
        people(&app, 2_000).await;
        let began = Monotonic::now();
        let mut refused = Vec::new();
        for hundred in 0..20 {
            let tries = (hundred * 100..hundred * 100 + 100).map(|number| {
                let mut client = app.anonymous();
                async move {
                    // Three in a hundred mistype their number first: no account has it.
                    if number % 33 == 0 {
                        let typed = format!("139{number:08}");
                        let fields = [("login", typed.as_str()), ("password", PASSWORD)];
                        assert_eq!(client.post("/sign-in", &fields).await.status(), 422);
                    }
                    let login = mobile(number);
                    let fields = [("login", login.as_str()), ("password", PASSWORD)];
                    (number, client.post("/sign-in", &fields).await.status())
                }
            });
            let answers = futures_util::future::join_all(tries).await;
            refused.extend(answers.into_iter().filter(|(_, status)| *status != 303));
        }
        assert_eq!(refused, Vec::new());
        assert!(
            began.elapsed() < Duration::from_secs(300),
            "five minutes are the promise"
        );
    })
    .await;
}
