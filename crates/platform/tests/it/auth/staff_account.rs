use testkit::Client;

use super::{each_app, grant, people, person};

async fn secret_of(page: &str) -> String {
    let rest = page.split("/join/").nth(1).unwrap();
    rest.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect()
}

async fn join(client: &mut Client, secret: &str, login: &str, password: &str) -> u16 {
    let fields = [
        ("login", login),
        ("password", password),
        ("again", password),
    ];
    client
        .post(&format!("/join/{secret}"), &fields)
        .await
        .status()
}

#[tokio::test]
async fn staff_come_in_by_a_link_that_works_once() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(0), "accounts.manage").await;
        let mut administrator = app.signed_in(person(0)).await;
        assert_eq!(
            administrator
                .post("/staff/accounts", &[("name", "")])
                .await
                .status(),
            422
        );
        let page = administrator
            .post("/staff/accounts", &[("name", "周晓蕾")])
            .await;
        assert_eq!(page.status(), 200);
        let secret = secret_of(&page.text()).await;

        let mut newcomer = app.anonymous();
        assert!(
            newcomer
                .get(&format!("/join/{secret}"))
                .await
                .text()
                .contains("周晓蕾")
        );
        assert_eq!(
            join(&mut newcomer, &secret, "zhou", "280417").await,
            422,
            "too weak"
        );
        assert_eq!(
            join(&mut newcomer, &secret, "account1", "Wangjiang#88").await,
            422,
            "taken"
        );
        assert_eq!(
            join(&mut newcomer, &secret, "13812345678", "Wangjiang#88").await,
            422
        );
        assert_eq!(
            join(&mut newcomer, &secret, "zhou", "Wangjiang#88").await,
            303
        );
        assert_eq!(newcomer.get("/me").await.status(), 200);
        assert_eq!(
            join(&mut app.anonymous(), &secret, "other", "Wangjiang#88").await,
            404
        );
        assert!(
            administrator
                .get("/staff/accounts?q=zhouxiaolei")
                .await
                .text()
                .contains("周晓蕾")
        );
    })
    .await;
}

#[tokio::test]
async fn a_newer_link_makes_the_older_void() {
    each_app(async |app| {
        people(&app, 1).await;
        grant(&app, person(0), "accounts.manage").await;
        let mut administrator = app.signed_in(person(0)).await;
        let page = administrator
            .post("/staff/accounts", &[("name", "周晓蕾")])
            .await
            .text();
        let first = secret_of(&page).await;
        let list = administrator.get("/staff/accounts?q=周").await.text();
        let id = list
            .split("/staff/accounts/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let door = format!("/staff/accounts/{id}/link");
        let second = secret_of(&administrator.post(&door, &[]).await.text()).await;
        assert_eq!(
            app.anonymous()
                .get(&format!("/join/{first}"))
                .await
                .status(),
            404
        );
        assert_eq!(
            app.anonymous()
                .get(&format!("/join/{second}"))
                .await
                .status(),
            200
        );
    })
    .await;
}

#[tokio::test]
async fn only_accounts_within_the_own_part_are_found() {
    each_app(async |app| {
        people(&app, 4).await;
        grant(&app, person(0), "accounts.manage").await;
        grant(&app, person(1), "members.read").await;
        grant(&app, person(2), "members.read").await;
        app.app
            .db
            .script(
                "UPDATE grants SET path_lo = '00010002', path_hi = '00010002~' \
                 WHERE permission = 'accounts.manage' \
                 OR person_id = (SELECT id FROM person WHERE full_name = '王秀英1')"
                    .to_owned(),
            )
            .await
            .unwrap();
        let mut administrator = app.signed_in(person(0)).await;
        let list = administrator.get("/staff/accounts").await.text();
        assert!(list.contains("王秀英1") && !list.contains("王秀英2") && !list.contains("王秀英3"));
        for outside in [2, 3] {
            let door = format!("/staff/accounts/{}", person(outside));
            assert_eq!(administrator.get(&door).await.status(), 404);
            for act in ["link", "disable", "enable"] {
                let act = format!("{door}/{act}");
                assert_eq!(
                    administrator.post(&act, &[("reason", "x")]).await.status(),
                    404
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn closing_an_account_needs_a_reason_which_the_person_reads_later() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(0), "accounts.manage").await;
        grant(&app, person(1), "members.read").await;
        let mut administrator = app.signed_in(person(0)).await;
        let mut other = app.signed_in(person(1)).await;
        let door = format!("/staff/accounts/{}", person(1));
        assert_eq!(
            administrator
                .post(&format!("{door}/disable"), &[])
                .await
                .status(),
            422
        );
        assert_eq!(other.get("/me").await.status(), 200);
        let reason = [("reason", "调离本单位")];
        assert_eq!(
            administrator
                .post(&format!("{door}/disable"), &reason)
                .await
                .status(),
            303
        );
        assert_eq!(other.get("/me").await.status(), 303);
        let own = format!("/staff/accounts/{}/disable", person(0));
        assert_eq!(administrator.post(&own, &reason).await.status(), 422);
        administrator
            .post(&format!("{door}/enable"), &[("reason", "调回")])
            .await;
        let looks = app.signed_in(person(1)).await.get("/me/looks").await.text();
        assert!(
            looks.contains("调离本单位") && looks.contains("王秀英0"),
            "{looks}"
        );
    })
    .await;
}
