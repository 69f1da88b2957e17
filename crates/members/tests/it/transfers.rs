//! Transfers as whole requests: between two branches of ours, out by letter and link, in from outside.

use members::belonging::of_person;
use members::moving::{Doing, TRANSFERS_EDIT};
use members::transfer::TransferId;
use members::transfer::change::receive;
use org::tree::store::Scope;
use platform::error::Error;
use platform::ids::PersonId;
use testkit::Client;

use crate::floating::form_id;
use crate::world::{City, between, each_city, new_member, now};

async fn proposed(staff: &mut Client, person: PersonId, to: &str) -> String {
    let address = format!("/staff/members/{person}/transfer");
    let form = form_id(&staff.get(&address).await.text());
    let fields = [
        ("id", form.as_str()),
        ("to", to),
        ("reason", "工作调动"),
        ("dues_until", "2026-10"),
    ];
    let made = staff.post(&address, &fields).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    made.location().to_owned()
}

async fn sent(staff: &mut Client, transfer: &str) {
    let letter = [("letter_no", "云组转 12 号"), ("letter_on", "2026-11-20")];
    let done = staff.post(&format!("{transfer}/sending"), &letter).await;
    assert_eq!(done.status(), 303, "{}", done.text());
}

async fn homes(city: &City, person: PersonId) -> Vec<String> {
    let places = city
        .db()
        .read("places", move |tx| of_person(tx, person))
        .await
        .unwrap();
    places
        .into_iter()
        .filter(|one| one.kind == "home" && one.until_on.is_none())
        .map(|one| one.org_name)
        .collect()
}

#[tokio::test]
async fn between_branches_of_ours_the_home_moves_when_it_is_received() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let mut block = city.with_duty("secretary", &city.block).await;
        let mut other = city.with_duty("secretary", &city.other_street).await;
        let transfer = proposed(&mut village, person, "望江社区党支部").await;
        assert_eq!(other.get(&transfer).await.status(), 404);
        let early = block
            .post(&format!("{transfer}/receipt"), &[("org", "望江社区党支部")])
            .await;
        assert!(early.status() == 422 && early.text().contains("介绍信还没有开"));
        let foreign = block
            .post(
                &format!("{transfer}/sending"),
                &[("letter_on", "2026-11-20")],
            )
            .await;
        assert!(foreign.status() == 422 && foreign.text().contains("转出支部开"));
        let long = [("letter_on", "2026-11-20"), ("days", "91")];
        let refused = village.post(&format!("{transfer}/sending"), &long).await;
        assert!(refused.status() == 422 && refused.text().contains("天数太长"));
        sent(&mut village, &transfer).await;
        assert_eq!(
            homes(&city, person).await,
            ["柳河村党支部"],
            "the sender keeps them"
        );
        let own = village
            .post(&format!("{transfer}/receipt"), &[("org", "柳河村党支部")])
            .await;
        assert!(own.status() == 422 && own.text().contains("转入支部办"));
        let taken = block
            .post(&format!("{transfer}/receipt"), &[("org", "望江社区党支部")])
            .await;
        assert_eq!(taken.status(), 303, "{}", taken.text());
        assert_eq!(homes(&city, person).await, ["望江社区党支部"]);
        assert_eq!(city.tally(&city.root, "members.total").await, 1);
        let national = [("national_no", "QG-2026-77"), ("national_on", "2026-11-22")];
        assert_eq!(
            village
                .post(&format!("{transfer}/national"), &national)
                .await
                .status(),
            303
        );
        assert!(block.get(&transfer).await.text().contains("QG-2026-77"));
        let draft = block.get(&format!("{transfer}/receipt")).await;
        assert!(draft.bytes().starts_with(b"PK"));
        let after = block
            .post(&format!("{transfer}/refusal"), &[("refusal", "不要")])
            .await;
        assert!(after.status() == 422 && after.text().contains("已经有结果"));
    })
    .await;
}

#[tokio::test]
async fn a_receiver_outside_answers_by_link_and_the_sender_finishes() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let transfer = proposed(&mut village, person, "杭州市某社区党支部").await;
        sent(&mut village, &transfer).await;
        let early = village.post(&format!("{transfer}/finish"), &[]).await;
        assert!(early.status() == 422 && early.text().contains("还没有回复"));
        let made = village.post(&format!("{transfer}/door"), &[]).await.text();
        let door = format!(
            "/outside/transfer/{}",
            between(&made, "/outside/transfer/", "<")
        );
        let mut outside = city.app.anonymous();
        assert!(outside.get(&door).await.text().contains("云组转 12 号"));
        let reply = [
            ("verdict", "yes"),
            ("unit", "杭州市某社区党支部"),
            ("name", "王主任"),
        ];
        assert_eq!(outside.post(&door, &reply).await.status(), 200);
        assert_eq!(outside.post(&door, &reply).await.status(), 404);
        assert_eq!(
            homes(&city, person).await,
            ["柳河村党支部"],
            "still in a branch"
        );
        let done = village.post(&format!("{transfer}/finish"), &[]).await;
        assert_eq!(done.status(), 303, "{}", done.text());
        assert_eq!(city.tally(&city.root, "members.total").await, 0);
        let left = village
            .get(&format!("/staff/members/{person}"))
            .await
            .text();
        assert!(left.contains("转出"), "{left}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_from_outside_is_received_when_its_member_is_on_the_roll() {
    each_city(async |city: City| {
        let mut village = city.with_duty("secretary", &city.village).await;
        let form = form_id(&village.get("/staff/transfers/inward").await.text());
        let fields = [
            ("id", form.as_str()),
            ("name", "周外来"),
            ("from", "安徽省某村党支部"),
            ("org", "柳河村党支部"),
            ("letter_no", "皖转 3 号"),
            ("letter_on", "2026-11-10"),
            ("valid_until", "2026-12-31"),
            ("reason", "随家人居住"),
            ("dues_until", "2026-10"),
        ];
        let made = village.post("/staff/transfers/inward", &fields).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let transfer = made.location().to_owned();
        let branch = [("org", "柳河村党支部")];
        let early = village.post(&format!("{transfer}/receipt"), &branch).await;
        assert!(early.status() == 422 && early.text().contains("请先登记"));
        let person = city.member(&city.village, "周外来").await;
        assert_eq!(new_member("周外来", &city.village).person, person);
        let taken = village.post(&format!("{transfer}/receipt"), &branch).await;
        assert_eq!(taken.status(), 303, "{}", taken.text());
        assert!(village.get(&transfer).await.text().contains("已转到"));
    })
    .await;
}

#[tokio::test]
async fn two_receivers_at_once_and_one_of_them_takes_them() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("org_staff", &city.root).await;
        let transfer = proposed(&mut staff, person, "清溪街道工作委员会").await;
        sent(&mut staff, &transfer).await;
        let id: TransferId = transfer.rsplit('/').next().unwrap().parse().unwrap();
        let doing = Doing {
            scope: Scope {
                person: City::holder("org_staff", &city.root),
                permission: TRANSFERS_EDIT,
                today: now().date(),
            },
            clock: city.app.app.clock.clone(),
        };
        let mut racing = Vec::new();
        for number in 0..60 {
            let (db, doing) = (city.db().clone(), doing.clone());
            let branch = [&city.block, &city.village][number % 2].clone();
            racing.push(tokio::spawn(async move {
                db.write("receive", move |tx| receive(tx, &doing, id, &branch))
                    .await
            }));
        }
        let mut taken = 0;
        for one in racing {
            match one.await.unwrap() {
                Ok(()) => taken += 1,
                Err(Error::Conflict(_) | Error::Invalid(_) | Error::Busy(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(taken, 1);
        assert_eq!(homes(&city, person).await, ["望江社区党支部"]);
        assert_eq!(city.tally(&city.root, "members.total").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_member_asks_on_the_phone_and_takes_it_back_until_it_is_sent() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        city.db()
            .write("open", move |tx| {
                crate::world::open_account(tx, person, now())
            })
            .await
            .unwrap();
        let mut member = city.app.signed_in(person).await;
        let mut ask = async |to: &'static str| {
            let form = form_id(&member.get("/me/transfers/new").await.text());
            let fields = [
                ("id", form.as_str()),
                ("to", to),
                ("reason", "搬家"),
                ("dues_until", "2026-10"),
            ];
            member.post("/me/transfers", &fields).await
        };
        let home = ask("柳河村党支部").await;
        assert!(home.status() == 422 && home.text().contains("已经在这个组织"));
        let first = ask("望江社区党支部").await.location().to_owned();
        assert!(ask("南山社区党支部").await.text().contains("没有办完"));
        let back = member.post(&format!("{first}/withdrawal"), &[]).await;
        assert_eq!(back.status(), 303, "{}", back.text());
        let mut village = city.with_duty("secretary", &city.village).await;
        let form = form_id(&member.get("/me/transfers/new").await.text());
        let fields = [
            ("id", form.as_str()),
            ("to", "望江社区党支部"),
            ("reason", "搬家"),
            ("dues_until", "2026-10"),
        ];
        let second = member
            .post("/me/transfers", &fields)
            .await
            .location()
            .to_owned();
        let staff = second.replace("/me/", "/staff/");
        sent(&mut village, &staff).await;
        let late = member.post(&format!("{second}/withdrawal"), &[]).await;
        assert!(late.status() == 422 && late.text().contains("介绍信已经开出"));
        let mut block = city.with_duty("secretary", &city.block).await;
        let no = block
            .post(&format!("{staff}/refusal"), &[("refusal", "材料不全")])
            .await;
        assert_eq!(no.status(), 303);
        assert!(member.get(&second).await.text().contains("材料不全"));
        assert_eq!(homes(&city, person).await, ["柳河村党支部"]);
    })
    .await;
}
