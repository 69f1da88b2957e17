//! A deployment's own rules: one asks, another agrees, by whole requests.

use futures_util::future::join_all;
use testkit::{Client, TestApp};

use super::{each_app, grant, people, person};

const RULE: &str = "/ops/rules/privacy.figures_from";
const REASON: &str = "市委组织部 2026 年第 3 号通知";

/// Person 0 may ask, persons 1 to 3 may agree, person 4 audits.
async fn staffed(app: &TestApp) -> (Client, Client) {
    people(app, 5).await;
    grant(app, person(0), "rules.propose").await;
    for second in [1, 2, 3] {
        grant(app, person(second), "rules.confirm").await;
    }
    for anybody in 0..5 {
        grant(app, person(anybody), "rules.read").await;
    }
    (
        app.signed_in(person(0)).await,
        app.signed_in(person(1)).await,
    )
}

async fn ask(client: &mut Client, value: &str, from: &str) -> (u16, String) {
    let fields = [("value", value), ("from", from), ("reason", REASON)];
    let reply = client.post(&format!("{RULE}/proposals"), &fields).await;
    (reply.status(), reply.text())
}

/// The id of the proposal that a page offers to decide or to take back.
fn offered(page: &str) -> String {
    let mark = "name=\"proposal\" value=\"";
    let rest = page.split(mark).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn act(client: &mut Client, way: &str, id: &str, why: &str) -> (u16, String) {
    let fields = [("proposal", id), ("why", why)];
    let reply = client.post(&format!("{RULE}/{way}"), &fields).await;
    (reply.status(), reply.text())
}

fn in_force(app: &TestApp) -> i64 {
    let rules = app.app.rules.now();
    rules
        .int("privacy.figures_from", app.app.clock.today())
        .unwrap()
}

#[tokio::test]
async fn one_asks_and_another_agrees() {
    each_app(async |app| {
        let (mut first, mut second) = staffed(&app).await;
        assert_eq!(ask(&mut first, "15", "2026-11-23").await.0, 303);
        assert_eq!(in_force(&app), 10, "it waits");

        let mut auditor = app.signed_in(person(4)).await;
        let seen = auditor.get(RULE).await.text();
        assert!(seen.contains("15 人") && seen.contains(REASON), "{seen}");
        assert!(
            !seen.contains("name=\"proposal\""),
            "reading is not deciding"
        );
        assert_eq!(act(&mut auditor, "confirmation", "0", "").await.0, 403);

        let page = second.get(RULE).await.text();
        assert_eq!(
            act(&mut second, "confirmation", &offered(&page), "")
                .await
                .0,
            303
        );
        assert_eq!(in_force(&app), 15, "in force with the answer");
        let page = second.get(RULE).await.text();
        assert!(page.contains("王秀英0提出，王秀英1同意"), "{page}");
        assert!(page.contains("现行") && page.contains("本地"));
        let list = auditor.get("/ops/rules?table=privacy").await.text();
        assert!(list.contains("15 人") && list.contains("本地"), "{list}");

        grant(&app, person(4), "audit.read").await;
        let log = auditor.get("/ops/audit?kind=rule").await.text();
        assert!(
            log.contains("提出调整规则") && log.contains("同意并调整规则"),
            "{log}"
        );
        assert!(log.contains(REASON));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_said() {
    each_app(async |app| {
        let (mut first, _) = staffed(&app).await;
        for (value, from, status, words) in [
            ("9", "2026-11-24", 409, "只能改得更严"),
            ("10", "2026-11-24", 422, "本来就是这个值"),
            ("1001", "2026-11-24", 422, "1000 之间"),
            ("多一点", "2026-11-24", 422, "不是同一类"),
            ("", "2026-11-24", 422, "这一项要填"),
            ("15", "2026-11-22", 422, "今天或者以后"),
            ("15", "2206-01-01", 422, "三年以内"),
            ("15", "明年", 422, "日期写得不对"),
        ] {
            let (got, page) = ask(&mut first, value, from).await;
            assert_eq!(got, status, "{value} from {from}");
            assert!(page.contains(words), "{value} from {from}: {page}");
        }
        let fields = [("value", "15"), ("from", "2026-11-24"), ("reason", " ")];
        let page = first
            .post(&format!("{RULE}/proposals"), &fields)
            .await
            .text();
        assert!(
            page.contains("请写明改动的依据") && page.contains("value=\"15\""),
            "{page}"
        );
        let fields = [("value", "2"), ("from", "2026-11-24"), ("reason", REASON)];
        let fixed = "/ops/rules/branch.min_full_members";
        let reply = first.post(&format!("{fixed}/proposals"), &fields).await;
        assert_eq!(reply.status(), 409);
        assert!(reply.text().contains("由党内法规定死"));
        assert!(!first.get(fixed).await.text().contains("/proposals\""));
        assert_eq!(first.get("/ops/rules/no.such_rule").await.status(), 404);
        assert_eq!(ask(&mut first, "15", "2026-11-24").await.0, 303);
        let (status, page) = ask(&mut first, "16", "2026-11-24").await;
        assert_eq!(status, 409);
        assert!(page.contains("已经有一项改动"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn nobody_agrees_to_their_own_and_a_part_decides_nothing() {
    each_app(async |app| {
        let (mut first, mut second) = staffed(&app).await;
        grant(&app, person(0), "rules.confirm").await;
        assert_eq!(ask(&mut first, "15", "2026-11-23").await.0, 303);
        let id = offered(&first.get(RULE).await.text());
        for way in ["confirmation", "refusal"] {
            let (status, page) = act(&mut first, way, &id, "不行").await;
            assert_eq!(status, 409, "{way}");
            assert!(page.contains("不能是同一个"), "{page}");
        }
        app.app
            .db
            .script("UPDATE grants SET path_lo = '00010002', path_hi = '00010002~' WHERE permission = 'rules.confirm'".to_owned())
            .await
            .unwrap();
        let (status, page) = act(&mut second, "confirmation", &id, "").await;
        assert_eq!(status, 409, "a security administrator of a part");
        assert!(page.contains("管全市的安全管理员同意"), "{page}");
        assert_eq!(in_force(&app), 10);
    })
    .await;
}

#[tokio::test]
async fn a_proposal_is_declined_with_a_reason_or_taken_back() {
    each_app(async |app| {
        let (mut first, mut second) = staffed(&app).await;
        assert_eq!(ask(&mut first, "15", "2026-11-23").await.0, 303);
        let id = offered(&second.get(RULE).await.text());
        assert_eq!(act(&mut second, "refusal", &id, "").await.0, 422);
        assert_eq!(
            act(&mut second, "refusal", &id, "文件里写的是二十人")
                .await
                .0,
            303
        );
        let page = first.get(RULE).await.text();
        assert!(
            page.contains("没有采用的改动") && page.contains("文件里写的是二十人"),
            "{page}"
        );
        let (status, _) = act(&mut second, "confirmation", &id, "").await;
        assert_eq!(status, 409, "what was declined stays declined");

        assert_eq!(ask(&mut first, "20", "2026-11-23").await.0, 303);
        let id = offered(&first.get(RULE).await.text());
        grant(&app, person(1), "rules.propose").await;
        assert_eq!(act(&mut second, "withdrawal", &id, "").await.0, 409);
        assert_eq!(act(&mut first, "withdrawal", &id, "").await.0, 303);
        assert_eq!(in_force(&app), 10);
    })
    .await;
}

#[tokio::test]
async fn an_agreement_after_the_day_changes_nothing_backwards() {
    each_app(async |app| {
        let (mut first, _) = staffed(&app).await;
        assert_eq!(ask(&mut first, "15", "2026-11-23").await.0, 303);
        app.app
            .clock
            .advance(std::time::Duration::from_secs(2 * 86_400));
        let mut second = app.signed_in(person(1)).await;
        let id = offered(&second.get(RULE).await.text());
        assert_eq!(act(&mut second, "confirmation", &id, "").await.0, 303);
        let rules = app.app.rules.now();
        let on = |day| {
            rules
                .int("privacy.figures_from", jiff::civil::date(2026, 11, day))
                .unwrap()
        };
        assert_eq!([on(23), on(24), on(25)], [10, 10, 15]);
    })
    .await;
}

#[tokio::test]
async fn of_many_who_agree_at_once_one_does() {
    each_app(async |app| {
        let (mut first, mut second) = staffed(&app).await;
        assert_eq!(ask(&mut first, "15", "2026-11-23").await.0, 303);
        let id = offered(&second.get(RULE).await.text());
        let mut clients = Vec::new();
        // Each of the three has fewer devices than one may have.
        for number in 0..48 {
            clients.push(app.signed_in(person(1 + number % 3)).await);
        }
        let ends = join_all(
            clients
                .iter_mut()
                .enumerate()
                .map(async |(number, client)| {
                    let way = if number % 4 == 0 {
                        "refusal"
                    } else {
                        "confirmation"
                    };
                    act(client, way, &id, "不行").await.0
                }),
        )
        .await;
        let done = ends.iter().filter(|status| **status == 303).count();
        assert_eq!(done, 1, "{ends:?}");
        assert!(
            ends.iter().all(|status| [303, 409].contains(status)),
            "{ends:?}"
        );
        let rules = platform::rules::Rules::of(&app.app.db).await.unwrap();
        let own = rules.versions("privacy.figures_from").unwrap().iter();
        let agreed = own.filter(|rule| rule.own.is_some()).count();
        let log = platform_log(&app).await;
        assert_eq!(agreed + log, 1, "changed once or declined once");
    })
    .await;
}

/// How often a change was declined.
async fn platform_log(app: &TestApp) -> usize {
    let proposals = app
        .app
        .db
        .read("proposals", |tx| {
            platform::rules::of_rule(tx, "privacy.figures_from")
        })
        .await
        .unwrap();
    let declined = |one: &&platform::rules::Proposal| {
        let verdict = one.outcome.as_ref().map(|outcome| outcome.verdict);
        verdict == Some(platform::rules::Verdict::Declined)
    };
    proposals.iter().filter(declined).count()
}
