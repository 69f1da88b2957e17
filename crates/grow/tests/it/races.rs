//! Five hundred at once: a step is written once, seats are given as often as there are some.

use testkit::{City, Client, TestApp, each_app};

use crate::admission::{begun, cast};
use crate::rooms;

/// Who asks, where, and with which form.
type Sent = (Client, String, Vec<(&'static str, &'static str)>);

/// Sends what each client sends at the same moment; how many were taken.
async fn race(requests: Vec<Sent>) -> usize {
    let racing: Vec<_> = requests
        .into_iter()
        .map(|(mut client, path, form)| {
            tokio::spawn(async move { client.post(&path, &form).await.status() })
        })
        .collect();
    let mut taken = 0;
    for one in racing {
        match one.await.expect("an answer") {
            303 => taken += 1,
            422 | 503 => {}
            other => panic!("answered {other}"),
        }
    }
    taken
}

#[tokio::test]
async fn five_hundred_at_once_write_a_step_once() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        let talk = vec![
            ("held_on", "2024-02-01"),
            ("talker", "李明"),
            ("words", "谈过"),
        ];
        let path = format!("{of}/steps/2");
        let all = (0..500).map(|_| (cast.secretary.clone(), path.clone(), talk.clone()));
        assert_eq!(race(all.collect()).await, 1);
        let page = cast.secretary.get(&of).await.text();
        assert_eq!(page.matches("谈过").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn five_hundred_at_once_share_ten_seats() {
    each_app(rooms, async |app| {
        let (session, members) = session_of_ten(&app).await;
        let mine = session.replace("/staff/skill-sessions/", "/skills/");
        // Each of a hundred members taps five times.
        let all = members
            .iter()
            .flat_map(|member| (0..5).map(|_| (member.clone(), mine.clone(), Vec::new())));
        let taken = race(all.collect()).await;
        assert!(taken >= 10, "{taken} were told that they have a seat");
        let mut seats = 0;
        for mut member in members {
            let page = member.get("/skills").await.text();
            seats += usize::from(page.contains("value=\"return\""));
        }
        assert_eq!(seats, 10);
    })
    .await;
}

async fn session_of_ten(app: &TestApp) -> (String, Vec<Client>) {
    let city = City::build(app).await;
    let staff = city
        .holder(app, "赵文静", "training_staff", &city.parent)
        .await;
    let mut staff = app.signed_in(staff).await;
    let org = city.parent.id.to_string();
    let skill = [
        ("org", org.as_str()),
        ("name", "果树修剪"),
        ("words", "冬剪"),
    ];
    staff.post("/staff/skills", &skill).await;
    let plan = [
        ("plan_org", org.as_str()),
        ("year", "2026"),
        ("aim", "学会一样"),
    ];
    let plan = staff.post("/staff/skill-plans", &plan).await;
    let plan = plan.location().to_owned();
    let page = staff.get(&plan).await.text();
    let rest = page.split("<option value=\"").nth(1).expect("a skill");
    let form = [
        ("skill", &rest[..32]),
        ("title", "冬剪"),
        ("place", "梨园"),
        ("organiser", "周师傅"),
        ("starts_at", "2026-11-25T09:00"),
        ("hours", "4"),
        ("seats", "10"),
    ];
    let set = staff.post(&format!("{plan}/sessions"), &form).await;
    let mut members = Vec::new();
    for n in 0..100 {
        let person = city.member(app, &format!("周{n}"), &city.own).await;
        members.push(app.signed_in(person).await);
    }
    (set.location().to_owned(), members)
}
