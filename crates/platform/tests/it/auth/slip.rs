use std::time::Duration;

use platform::auth::{Slip, issue_slip};
use platform::ids::PersonId;
use testkit::{Client, TestApp};

use super::{PASSWORD, each_app, grant, people, person, sign_in};

async fn slip_for(app: &TestApp, member: PersonId) -> Slip {
    let (sealer, now) = (app.app.sealer.clone(), app.app.clock.now());
    app.app
        .db
        .write("issue_slip", move |tx| {
            issue_slip(tx, &sealer, member, person(9), now)
        })
        .await
        .unwrap()
}

/// Person 10: somebody on the roll without an account.
async fn newcomer(app: &TestApp) -> PersonId {
    people(app, 10).await;
    let now = app.app.clock.now();
    app.app
        .db
        .write("newcomer", move |tx| {
            Ok(platform::auth::account::add_person(
                tx,
                person(10),
                "买买提·艾力",
                now,
            )?)
        })
        .await
        .unwrap();
    person(10)
}

async fn choose(client: &mut Client, slip: &Slip, password: &str, place: &str) -> u16 {
    let fields = [
        ("password", password),
        ("place", place),
        ("mobile", "13912345678"),
    ];
    client
        .post(&format!("/s/{}", slip.secret), &fields)
        .await
        .status()
}

#[tokio::test]
async fn a_member_comes_in_by_a_slip_and_again_by_phone() {
    each_app(async |app| {
        let member = newcomer(&app).await;
        let slip = slip_for(&app, member).await;
        let mut phone = app.anonymous();
        // Messengers open links by themselves: looking uses nothing up.
        for _ in 0..2 {
            let page = phone.get(&format!("/s/{}", slip.secret)).await;
            assert_eq!(page.status(), 200);
            assert!(page.text().contains("买买提·艾力"));
        }
        assert_eq!(choose(&mut phone, &slip, "123456", "own").await, 422);
        assert_eq!(choose(&mut phone, &slip, "280417", "").await, 422);
        assert_eq!(choose(&mut phone, &slip, "280417", "own").await, 303);
        assert_eq!(phone.get("/").await.status(), 200);
        let mut other = app.anonymous();
        let fields = [("login", "139 1234 5678"), ("password", "280417")];
        assert_eq!(other.post("/sign-in", &fields).await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn a_slip_opens_once_for_two_weeks_and_until_the_next_one() {
    each_app(async |app| {
        let member = newcomer(&app).await;
        let first = slip_for(&app, member).await;
        let second = slip_for(&app, member).await;
        assert_eq!(
            choose(&mut app.anonymous(), &first, "280417", "own").await,
            404,
            "replaced"
        );
        assert_eq!(
            choose(&mut app.anonymous(), &second, "280417", "own").await,
            303
        );
        assert_eq!(
            choose(&mut app.anonymous(), &second, "280418", "own").await,
            404,
            "used"
        );
        let third = slip_for(&app, member).await;
        app.app.clock.advance(Duration::from_secs(14 * 86_400));
        assert_eq!(
            choose(&mut app.anonymous(), &third, "280417", "own").await,
            404,
            "expired"
        );
    })
    .await;
}

#[tokio::test]
async fn a_slip_used_by_twenty_at_once_lets_one_in() {
    each_app(async |app| {
        let member = newcomer(&app).await;
        let slip = slip_for(&app, member).await;
        let tries = (0..20).map(|_| {
            let (mut client, slip) = (app.anonymous(), slip.clone());
            async move { choose(&mut client, &slip, "280417", "own").await }
        });
        let answers = futures_util::future::join_all(tries).await;
        assert_eq!(
            answers.iter().filter(|status| **status == 303).count(),
            1,
            "{answers:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_slip_brings_back_whoever_lost_the_phone_and_closes_the_lost_one() {
    each_app(async |app| {
        people(&app, 10).await;
        let mut lost = app.anonymous();
        sign_in(&mut lost, "account0").await;
        let slip = slip_for(&app, person(0)).await;
        assert_eq!(
            lost.get("/").await.status(),
            200,
            "a slip not yet used changes nothing"
        );
        let mut new = app.anonymous();
        assert_eq!(choose(&mut new, &slip, "280417", "own").await, 303);
        assert_eq!(lost.get("/").await.status(), 303);
        let looks = new.get("/me/looks").await.text();
        assert!(
            looks.contains("王秀英9"),
            "the member sees who issued it: {looks}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_typed_code_counts_with_the_name_only_and_ten_misses_burn_it() {
    each_app(async |app| {
        let member = newcomer(&app).await;
        let slip = slip_for(&app, member).await;
        let mut client = app.anonymous();
        let typed = format!("{} {}", &slip.code[..5], slip.code[5..].to_lowercase());
        let page = client
            .post("/slip", &[("name", "买买提 艾力"), ("code", &typed)])
            .await;
        assert_eq!(page.status(), 200);
        assert!(page.text().contains("name=\"place\""), "{}", page.text());

        let wrong = [("name", "买买提·艾山"), ("code", typed.as_str())];
        for _ in 0..9 {
            assert_eq!(client.post("/slip", &wrong).await.status(), 422);
        }
        let right = [("name", "买买提·艾力"), ("code", typed.as_str())];
        assert_eq!(
            client.post("/slip", &right).await.status(),
            200,
            "nine misses burn nothing"
        );
        assert_eq!(client.post("/slip", &wrong).await.status(), 422);
        assert_eq!(
            client.post("/slip", &right).await.status(),
            422,
            "the tenth did"
        );
    })
    .await;
}

#[tokio::test]
async fn the_typed_code_lets_in() {
    each_app(async |app| {
        let member = newcomer(&app).await;
        let slip = slip_for(&app, member).await;
        let mut client = app.anonymous();
        let fields = [
            ("name", "买买提·艾力"),
            ("code", slip.code.as_str()),
            ("step", "2"),
            ("password", "280417"),
            ("place", "own"),
        ];
        assert_eq!(client.post("/slip", &fields).await.status(), 303);
        assert_eq!(client.get("/").await.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_a_duty_needs_a_fit_password_even_by_slip() {
    each_app(async |app| {
        people(&app, 10).await;
        grant(&app, person(0), "members.read").await;
        grant(&app, person(9), "members.read").await;
        let slip = slip_for(&app, person(0)).await;
        assert_eq!(
            choose(&mut app.anonymous(), &slip, "280417", "own").await,
            422
        );
        assert_eq!(
            choose(&mut app.anonymous(), &slip, "Wangjiang#88", "own").await,
            303
        );
    })
    .await;
}

#[tokio::test]
async fn a_shared_phone_serves_two_and_shows_neither_the_other() {
    each_app(async |app| {
        people(&app, 10).await;
        let mut phone = app.anonymous();
        for member in [0, 1] {
            let slip = slip_for(&app, person(member)).await;
            assert_eq!(
                choose(&mut phone, &slip, &format!("28041{member}"), "shared").await,
                303
            );
            phone.post("/sign-out", &[]).await;
        }
        let names = phone.get("/people").await.text();
        assert!(names.contains("王秀英0") && names.contains("王秀英1"));
        let door = format!("/people/person/{}", person(0));
        assert_eq!(
            phone.post(&door, &[("secret", "280411")]).await.status(),
            422,
            "the other's digits"
        );
        assert_eq!(
            phone.post(&door, &[("secret", "280410")]).await.status(),
            303
        );
        let own = phone.get("/me").await.text();
        assert!(own.contains("王秀英0") && !own.contains("王秀英1"));
        let out = phone.post("/sign-out", &[]).await;
        assert_eq!(out.location(), "/people");
        assert_eq!(out.header("clear-site-data"), Some("\"cache\""));
        assert_eq!(phone.get("/me").await.status(), 303);

        assert_eq!(
            app.anonymous().get(&door).await.status(),
            404,
            "the names are on that phone only"
        );
        phone.post(&door, &[("secret", "280410")]).await;
        phone.post("/people/leave", &[]).await;
        assert!(!phone.get("/people").await.text().contains("王秀英0"));
    })
    .await;
}

#[tokio::test]
async fn five_wrong_digits_close_them_but_not_the_account() {
    each_app(async |app| {
        people(&app, 10).await;
        let mut phone = app.anonymous();
        let fields = [
            ("login", "account0"),
            ("password", PASSWORD),
            ("shared", "1"),
        ];
        assert_eq!(
            phone.post("/sign-in", &fields).await.location(),
            "/people/pin?back=%2F"
        );
        assert_eq!(
            phone
                .post("/people/pin", &[("pin", "111111")])
                .await
                .status(),
            422
        );
        assert_eq!(
            phone
                .post("/people/pin", &[("pin", "280417")])
                .await
                .status(),
            303
        );
        phone.post("/sign-out", &[]).await;
        let door = format!("/people/person/{}", person(0));
        for _ in 0..5 {
            assert_eq!(
                phone.post(&door, &[("secret", "280418")]).await.status(),
                422
            );
        }
        assert_eq!(
            phone.post(&door, &[("secret", "280417")]).await.status(),
            422,
            "closed"
        );
        assert_eq!(
            phone.post("/sign-in", &fields).await.status(),
            303,
            "the password opens again"
        );
        phone.post("/sign-out", &[]).await;
        assert_eq!(
            phone.post(&door, &[("secret", "280417")]).await.status(),
            303
        );
    })
    .await;
}

#[tokio::test]
async fn a_shared_phone_carries_no_staff_duties() {
    each_app(async |app| {
        people(&app, 1).await;
        grant(&app, person(0), "audit.read").await;
        let mut phone = app.anonymous();
        phone
            .post(
                "/sign-in",
                &[
                    ("login", "account0"),
                    ("password", PASSWORD),
                    ("shared", "1"),
                ],
            )
            .await;
        assert_eq!(phone.get("/").await.status(), 200);
        assert_eq!(
            phone.get("/ops/audit").await.location(),
            "/sign-in?work=1&back=%2Fops%2Faudit"
        );
    })
    .await;
}

#[tokio::test]
async fn a_slip_opens_no_duty_given_since_that_its_issuer_does_not_have() {
    each_app(async |app| {
        people(&app, 10).await;
        let slip = slip_for(&app, person(0)).await;
        grant(&app, person(0), "duties.edit").await;
        let mut phone = app.anonymous();
        let fields = [
            ("password", "Wangjiang#88"),
            ("place", "own"),
            ("mobile", "13900000000"),
        ];
        let refused = phone.post(&format!("/s/{}", slip.secret), &fields).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.text().contains("安全管理员"), "{}", refused.text());
        sign_in(&mut app.anonymous(), "account0").await;
    })
    .await;
}

#[tokio::test]
async fn on_a_shared_phone_the_staffs_front_page_asks_for_the_work_sign_in() {
    each_app(async |app| {
        people(&app, 10).await;
        grant(&app, person(0), "members.read").await;
        grant(&app, person(9), "members.read").await;
        let slip = slip_for(&app, person(0)).await;
        let mut phone = app.anonymous();
        assert_eq!(
            choose(&mut phone, &slip, "Wangjiang#88", "shared").await,
            303
        );
        let sent = phone.get("/staff").await;
        assert_eq!(sent.status(), 303);
        assert!(
            sent.location().starts_with("/sign-in?work=1"),
            "{}",
            sent.location()
        );
        assert_eq!(
            phone.get("/").await.status(),
            200,
            "the member's side is open"
        );
    })
    .await;
}
