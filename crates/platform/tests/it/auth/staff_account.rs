use testkit::Client;

use super::{each_app, grant, people, person, sign_in};

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

/// Narrows a person's grant of a permission to a street.
async fn to_street(app: &testkit::TestApp, number: usize, permission: &str) {
    let statement = format!(
        "UPDATE grants SET path_lo = '00010002', path_hi = '00010002~' WHERE permission = '{permission}' \
         AND person_id = (SELECT id FROM person WHERE full_name = '王秀英{number}')"
    );
    app.app.db.script(statement).await.unwrap();
    platform::auth::forget(&app.app, person(number));
}

#[tokio::test]
async fn a_street_administrator_makes_no_link_into_a_city_duty() {
    each_app(async |app| {
        people(&app, 3).await;
        grant(&app, person(0), "accounts.manage").await;
        to_street(&app, 0, "accounts.manage").await;
        grant(&app, person(1), "members.read").await;
        to_street(&app, 1, "members.read").await;
        grant(&app, person(1), "duties.edit").await;
        let mut administrator = app.signed_in(person(0)).await;
        let door = format!("/staff/accounts/{}", person(1));
        assert_eq!(administrator.get(&door).await.status(), 200);
        let refused = administrator.post(&format!("{door}/link"), &[]).await;
        assert_eq!(refused.status(), 409);
        let page = refused.text();
        assert!(
            !page.contains("/join/") && page.contains("安全管理员"),
            "{page}"
        );
        let reason = [("reason", "试一试")];
        let refused = administrator
            .post(&format!("{door}/disable"), &reason)
            .await;
        assert_eq!(refused.status(), 422);
        sign_in(&mut app.anonymous(), "account1").await;

        to_street(&app, 1, "duties.edit").await;
        let made = administrator.post(&format!("{door}/link"), &[]).await;
        assert_eq!(made.status(), 200);
        assert!(made.text().contains("/join/"));
    })
    .await;
}

#[tokio::test]
async fn a_duty_to_come_counts_and_one_that_ended_gives_no_hold() {
    each_app(async |app| {
        people(&app, 3).await;
        grant(&app, person(0), "accounts.manage").await;
        to_street(&app, 0, "accounts.manage").await;
        for number in [1, 2] {
            grant(&app, person(number), "members.read").await;
            to_street(&app, number, "members.read").await;
            grant(&app, person(number), "duties.edit").await;
        }
        let change = |name: &str, set: &str| {
            format!(
                "UPDATE grants SET {set} \
                 AND person_id = (SELECT id FROM person WHERE full_name = '{name}')"
            )
        };
        // 1: the city duty begins in a year. 2: the street duty has ended, the city duty holds.
        let to_come = change(
            "王秀英1",
            "from_on = '2027-11-23' WHERE permission = 'duties.edit'",
        );
        let ended = change(
            "王秀英2",
            "until_on = '2026-11-01' WHERE permission = 'members.read'",
        );
        app.app.db.script(to_come).await.unwrap();
        app.app.db.script(ended).await.unwrap();
        let mut administrator = app.signed_in(person(0)).await;
        let link = |number| format!("/staff/accounts/{}/link", person(number));
        assert_eq!(administrator.post(&link(1), &[]).await.status(), 409);
        assert_eq!(administrator.post(&link(2), &[]).await.status(), 404);

        // With no duty anywhere they are found, to be closed or opened, but get no staff link.
        let ended = change(
            "王秀英2",
            "until_on = '2026-11-01' WHERE permission = 'duties.edit'",
        );
        app.app.db.script(ended).await.unwrap();
        let door = format!("/staff/accounts/{}", person(2));
        assert_eq!(administrator.get(&door).await.status(), 200);
        assert_eq!(administrator.post(&link(2), &[]).await.status(), 409);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_invited_leaves_the_inviters_hands_with_the_first_duty_elsewhere() {
    each_app(async |app| {
        people(&app, 1).await;
        grant(&app, person(0), "accounts.manage").await;
        to_street(&app, 0, "accounts.manage").await;
        let mut administrator = app.signed_in(person(0)).await;
        let page = administrator
            .post("/staff/accounts", &[("name", "周晓蕾")])
            .await
            .text();
        let secret = secret_of(&page).await;
        let list = administrator.get("/staff/accounts?q=周").await.text();
        let id = list
            .split("/staff/accounts/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let invited: platform::ids::PersonId = id.parse().unwrap();
        grant(&app, invited, "members.read").await;
        let door = format!("/staff/accounts/{id}");
        assert_eq!(administrator.get(&door).await.status(), 404);
        assert_eq!(
            administrator
                .post(&format!("{door}/link"), &[])
                .await
                .status(),
            404
        );
        // The link from before the duty is no way into it either.
        let mut newcomer = app.anonymous();
        assert_eq!(
            join(&mut newcomer, &secret, "zhou", "Wangjiang#88").await,
            422
        );
        assert_eq!(newcomer.get("/me").await.status(), 303);
    })
    .await;
}

/// How many different accounts a list shows, and on how many pages.
async fn every_page(administrator: &mut Client, first: String) -> (usize, usize) {
    let (mut seen, mut pages) = (std::collections::BTreeSet::new(), 0);
    let mut next = Some(first);
    while let Some(address) = next {
        let page = administrator.get(&address).await.text();
        let before = seen.len();
        let links = page.split("<a href=\"/staff/accounts/").skip(1);
        seen.extend(links.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()));
        assert!(seen.len() - before <= 50, "fifty a page");
        pages += 1;
        let rest = page.split("rel=\"next\" href=\"").nth(1);
        next = rest.map(|rest| {
            let address = rest.split('"').next().unwrap_or_default();
            address.replace("&#38;", "&")
        });
    }
    (seen.len(), pages)
}

#[tokio::test]
async fn all_accounts_are_reached_page_by_page_in_both_orders_and_taken_out() {
    each_app(async |app| {
        people(&app, 120).await;
        for number in 0..120 {
            grant(&app, person(number), "accounts.manage").await;
        }
        app.app
            .db
            .script("UPDATE account SET state = 'disabled' WHERE login_name IN ('account7', 'account8')".to_owned())
            .await
            .unwrap();
        let mut administrator = app.signed_in(person(0)).await;
        for sort in ["pinyin", "stroke"] {
            let asked: [(&str, usize); 8] = [
                ("", 120),
                ("&state=active", 118),
                ("&state=disabled", 2),
                ("&q=王", 120),
                ("&q=王秀英1", 31),
                ("&q=wangx", 120),
                ("&q=account7", 11),
                ("&q=zhang", 0),
            ];
            for (filter, count) in asked {
                let address = format!("/staff/accounts?sort={sort}{filter}");
                let seen = every_page(&mut administrator, address).await;
                assert_eq!(seen, (count, count.div_ceil(50).max(1)), "{sort}{filter}");
            }
        }
        let closed = administrator.get("/staff/accounts?state=disabled").await.text();
        assert_eq!(closed.matches("<a href=\"/staff/accounts/").count(), 2, "{closed}");
        let found = administrator.get("/staff/accounts?q=account11").await.text();
        assert_eq!(found.matches("<a href=\"/staff/accounts/").count(), 11, "account11 and 110 to 119");

        let reply = administrator
            .post("/staff/accounts/export", &[("state", "disabled")])
            .await;
        assert_eq!(reply.status(), 200);
        let limits = platform::sheet::Limits::default();
        let sheet = platform::sheet::read_xlsx(reply.bytes(), &limits).unwrap();
        let logins: Vec<String> = sheet.rows.iter().map(|row| row.cell(1).to_text().into_owned()).collect();
        assert_eq!(logins.len(), 2, "{logins:?}");
        assert!(logins.contains(&"account7".to_owned()) && logins.contains(&"account8".to_owned()));
    })
    .await;
}
