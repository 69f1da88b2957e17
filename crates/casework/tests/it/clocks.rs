//! The clock of a request: longer for a hard one and never anew, and by the rules that are in force
//! when it comes in.

use casework::matter::store as matters;
use testkit::{Client, TestApp, each_app};

use crate::{Cast, between, cast, first, last, rooms, say, spot};

/// When a request is due and when its clock began, as stored.
async fn clock(app: &TestApp, request: &str) -> (i64, i64) {
    let id = last(request).parse().expect("an id");
    let matter = app
        .app
        .db
        .read("clock", move |tx| matters::find(tx, id))
        .await
        .expect("it is there");
    (matter.due().0, matter.clock_from.0)
}

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn a_hard_one_has_more_time_from_when_it_came_in() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut own,
            mut sibling,
            ..
        } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        let code = say(&app, &spot, "整条街的水管", "").await;
        let request = first(&mut own).await;
        let (due, from) = clock(&app, &request).await;
        assert_eq!(due - from, 168 * HOUR);
        let later = std::time::Duration::from_secs(900);
        app.app.clock.advance(later);
        let way = format!("{request}/category");
        let reasonless = own.post(&way, &[("hard_reason", "")]).await;
        assert_eq!(reasonless.status(), 422);
        assert!(
            between(&reasonless.text(), "改为疑难</summary>", "</form>").contains("这一项要填"),
            "the fault stands at the field"
        );
        let why = [("hard_reason", "要住建和水务一起换主管道")];
        assert_eq!(sibling.post(&way, &why).await.status(), 404);
        let made = own.post(&way, &why).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        assert_eq!(clock(&app, &request).await, (from + 360 * HOUR, from));
        let page = own.get(&request).await.text();
        assert!(page.contains("疑难（15 天）"), "{page}");
        assert!(page.contains("改为疑难，时限按疑难算") && page.contains("要住建和水务"));
        let again = own.post(&way, &why).await;
        assert_eq!(again.status(), 422);
        assert_eq!(clock(&app, &request).await, (from + 360 * HOUR, from));
        // The resident reads why; whoever answers it cannot make it hard any more.
        let seen = app.anonymous().post("/r/track", &[("code", &code)]).await;
        assert!(
            seen.text().contains("要住建和水务一起换主管道"),
            "{}",
            seen.text()
        );
        let other = say(&app, &spot, "路灯", "").await;
        let lamp = first(&mut own).await;
        let lamp = if lamp == request {
            second(&mut own).await
        } else {
            lamp
        };
        let answered = own
            .post(&format!("{lamp}/answer"), &[("answer", "好了")])
            .await;
        assert_eq!(answered.status(), 303, "{}", answered.text());
        let late = own.post(&format!("{lamp}/category"), &why).await;
        assert_eq!(late.status(), 422, "{other}");
    })
    .await;
}

/// The address of the second request in somebody's list.
async fn second(client: &mut Client) -> String {
    let page = client.get("/staff/requests").await.text();
    let mut rows = page.split("<th scope=\"row\"><a href=\"").skip(2);
    let row = rows.next().expect("a second one");
    row.split('"').next().expect("an address").to_owned()
}

/// The city goes by another number from today on: one asks, another agrees.
async fn tighten(app: &TestApp, city: &testkit::City, key: &str, value: &str) {
    let asks = city.holder(app, "孙建业", "sys_admin", &city.root).await;
    let agrees = city.holder(app, "郑立", "sec_admin", &city.root).await;
    let (mut asks, mut agrees) = (app.signed_in(asks).await, app.signed_in(agrees).await);
    let way = format!("/ops/rules/{key}");
    let today = app.app.clock.today().to_string();
    let fields = [
        ("value", value),
        ("from", today.as_str()),
        ("reason", "市委组织部 2026 年第 3 号通知"),
    ];
    let asked = asks.post(&format!("{way}/proposals"), &fields).await;
    assert_eq!(asked.status(), 303, "{}", asked.text());
    let page = agrees.get(&way).await.text();
    let id = between(&page, "name=\"proposal\" value=\"", "\"").to_owned();
    let fields = [("proposal", id.as_str()), ("why", "")];
    let agreed = agrees.post(&format!("{way}/confirmation"), &fields).await;
    assert_eq!(agreed.status(), 303, "{}", agreed.text());
}

#[tokio::test]
async fn a_rule_that_is_changed_goes_for_what_comes_in_after_it() {
    let with_rules = || {
        let mut rooms = rooms();
        rooms.push(platform::auth::module());
        rooms
    };
    each_app(with_rules, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        say(&app, &spot, "一号路灯", "").await;
        let old = first(&mut own).await;
        let before = clock(&app, &old).await;
        assert_eq!(before.0 - before.1, 168 * HOUR);
        tighten(&app, &city, "requests.hours_ordinary", "72").await;
        assert_eq!(clock(&app, &old).await, before, "what was promised stays");
        let page = own.get(&old).await.text();
        assert!(page.contains("一般（7 天）"), "{page}");
        say(&app, &spot, "二号路灯", "").await;
        let new = first(&mut own).await;
        assert_ne!(new, old, "what is due first stands first");
        let (due, from) = clock(&app, &new).await;
        assert_eq!(due - from, 72 * HOUR);
        let page = own.get(&new).await.text();
        assert!(page.contains("一般（3 天）"), "{page}");
        // The window offers what is in force now.
        let form = own.get("/staff/requests/new").await.text();
        assert!(form.contains("一般（3 天）"), "{form}");
    })
    .await;
}
