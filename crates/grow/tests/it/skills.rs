//! Practical skills: a plan, sessions with seats, taken on the phone or entered from paper, credited by
//! the organiser, and what came of it.

use testkit::{City, Client, TestApp, each_app};

use crate::admission::said;
use crate::rooms;

struct Cast {
    staff: Client,
    member: Client,
    second: Client,
    plan: String,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let staff = city
        .holder(app, "赵文静", "training_staff", &city.parent)
        .await;
    let member = city.member(app, "王秀英", &city.own).await;
    let second = city.member(app, "李桂兰", &city.sibling).await;
    let mut staff = app.signed_in(staff).await;
    let org = city.parent.id.to_string();
    let skill = [
        ("org", org.as_str()),
        ("name", "果树修剪"),
        ("words", "冬剪和拉枝"),
    ];
    assert_eq!(staff.post("/staff/skills", &skill).await.status(), 303);
    let twice = staff.post("/staff/skills", &skill).await;
    assert!(said(&twice.text()).contains("已经有这一项"));
    let plan = [
        ("plan_org", org.as_str()),
        ("year", "2026"),
        ("aim", "每户学会一样"),
    ];
    let made = staff.post("/staff/skill-plans", &plan).await;
    assert_eq!(made.status(), 303, "{}", said(&made.text()));
    Cast {
        plan: made.location().to_owned(),
        staff,
        member: app.signed_in(member).await,
        second: app.signed_in(second).await,
    }
}

async fn session(cast: &mut Cast, starts: &str, seats: &str) -> String {
    let page = cast.staff.get(&cast.plan).await.text();
    let rest = page.split("<option value=\"").nth(1).expect("a skill");
    let skill = rest[..32].to_owned();
    let form = [
        ("skill", skill.as_str()),
        ("title", "梨树冬剪现场课"),
        ("place", "前塘村梨园"),
        ("organiser", "镇农技站 周师傅"),
        ("starts_at", starts),
        ("hours", "4"),
        ("seats", seats),
    ];
    let set = cast
        .staff
        .post(&format!("{}/sessions", cast.plan), &form)
        .await;
    assert_eq!(set.status(), 303, "{}", said(&set.text()));
    set.location().to_owned()
}

fn offered(session: &str) -> String {
    session.replace("/staff/skill-sessions/", "/skills/")
}

#[tokio::test]
async fn a_seat_is_taken_once_and_given_back() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let session = session(&mut cast, "2026-11-25T09:00", "1").await;
        let mine = offered(&session);
        assert!(
            cast.member
                .get("/skills")
                .await
                .text()
                .contains("梨树冬剪现场课")
        );
        for _ in 0..2 {
            assert_eq!(
                cast.member.post(&mine, &[]).await.status(),
                303,
                "twice is one seat"
            );
        }
        assert!(cast.member.get("/").await.status() < 400);
        let full = cast.second.post(&mine, &[]).await;
        assert!(full.status() == 422 && said(&full.text()).contains("名额已满"));
        let back = [("act", "return")];
        assert_eq!(cast.member.post(&mine, &back).await.status(), 303);
        // From paper: it says who entered it.
        let entered = [("name", "李桂兰")];
        let seat = cast.staff.post(&format!("{session}/seats"), &entered).await;
        assert_eq!(seat.status(), 303, "{}", said(&seat.text()));
        assert!(
            cast.staff
                .get(&session)
                .await
                .text()
                .contains("赵文静 代填")
        );
        // Called off: whoever has a seat reads why.
        let off = [("off_words", "下雪，路不好走")];
        assert_eq!(
            cast.staff
                .post(&format!("{session}/closure"), &off)
                .await
                .status(),
            303
        );
        assert!(
            cast.second
                .get("/skills")
                .await
                .text()
                .contains("下雪，路不好走")
        );
        let late = cast.member.post(&mine, &[]).await;
        assert!(said(&late.text()).contains("已经取消"));
    })
    .await;
}

#[tokio::test]
async fn hours_are_credited_and_weeks_later_somebody_says_what_came_of_it() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let ahead = session(&mut cast, "2026-12-25T09:00", "30").await;
        let past = session(&mut cast, "2026-10-20T09:00", "30").await;
        let entered = [("name", "王秀英")];
        for one in [&ahead, &past] {
            assert_eq!(
                cast.staff
                    .post(&format!("{one}/seats"), &entered)
                    .await
                    .status(),
                303
            );
        }
        let page = cast.staff.get(&past).await.text();
        let rest = page
            .split("name=\"people\" value=\"")
            .nth(1)
            .expect("somebody");
        let person = rest[..32].to_owned();
        let credit = [("people", person.as_str())];
        let early = cast.staff.post(&format!("{ahead}/credits"), &credit).await;
        assert!(said(&early.text()).contains("还没有开始"));
        for _ in 0..2 {
            let done = cast.staff.post(&format!("{past}/credits"), &credit).await;
            assert_eq!(done.status(), 303, "{}", said(&done.text()));
        }
        assert!(cast.staff.get(&past).await.text().contains("学时已认"));
        // Credited once however often, and only to whoever took part.
        let own = cast.member.get("/me/portable").await.text();
        assert!(own.contains("已认定 4 学时"), "{own}");
        assert!(own.contains("每年一般不少于 32 学时"), "{own}");
        let other = cast.second.get("/me/portable").await.text();
        assert!(other.contains("已认定 0 学时"), "{other}");
        let uses = format!("{}/uses", offered(&past));
        let told = [("used_on", "2026-11-10"), ("words", "自家三十棵都剪了")];
        assert_eq!(cast.member.post(&uses, &[]).await.status(), 422);
        assert_eq!(cast.member.post(&uses, &told).await.status(), 303);
        assert_eq!(
            cast.second.post(&uses, &told).await.status(),
            422,
            "no seat, no word"
        );
        assert!(
            cast.staff
                .get(&past)
                .await
                .text()
                .contains("自家三十棵都剪了")
        );
        let gone = cast
            .staff
            .post(&format!("{past}/closure"), &[("off_words", "不办了")])
            .await;
        assert!(said(&gone.text()).contains("已经认过学时"));
    })
    .await;
}
