//! Moving, taking in, leaving: history, counts, and who sees whom afterwards.

use jiff::civil::date;
use members::belonging::{Act, BelongingKind, join, leave, move_home, of_person};
use platform::error::Error;

use crate::world::{City, each_city, names, now};

fn act(city: &City) -> Act {
    Act::of(City::holder("secretary", &city.street), now())
}

#[tokio::test]
async fn a_move_keeps_history_and_counts_and_changes_who_sees_them() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut street = city.with_duty("secretary", &city.street).await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let mut block = city.with_duty("secretary", &city.block).await;
        let address = format!("/staff/members/{person}/home");
        // The village's secretary cannot send somebody to where they have no duty.
        let refused = village.post(&address, &[("org", "望江社区党支部")]).await;
        assert_eq!(refused.status(), 422);
        let refused = street
            .post(&address, &[("org", "清溪街道工作委员会")])
            .await;
        assert_eq!(refused.status(), 422, "a committee takes no members");
        let refused = street
            .post(&address, &[("org", "望江社区党支部"), ("on", "2026-12-24")])
            .await;
        assert_eq!(refused.status(), 422, "not in the future");
        let fields = [("org", "望江社区"), ("on", "2026-11-01")];
        assert_eq!(street.post(&address, &fields).await.status(), 303);
        assert_eq!(
            block
                .get(&format!("/staff/members/{person}"))
                .await
                .status(),
            200
        );
        assert_eq!(
            village
                .get(&format!("/staff/members/{person}"))
                .await
                .status(),
            404
        );
        assert_eq!(city.tally(&city.village, "members.total").await, 0);
        assert_eq!(city.tally(&city.block, "members.total").await, 1);
        assert_eq!(city.tally(&city.street, "members.total").await, 1);
        let page = block.get(&format!("/staff/members/{person}")).await.text();
        assert!(page.contains("2018-07-01 至 2026-11-01"), "{page}");
        assert_eq!(
            street.post(&address, &fields).await.status(),
            422,
            "there already"
        );
    })
    .await;
}

#[tokio::test]
async fn a_guest_is_listed_once_and_counted_at_home_only() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut street = city.with_duty("secretary", &city.street).await;
        let fields = [("org", "望江社区党支部"), ("kind", "floating")];
        let joined = street
            .post(&format!("/staff/members/{person}/belongings"), &fields)
            .await;
        assert_eq!(joined.status(), 303, "{}", joined.text());
        // Wrong: the form that was sent is open with its fault, and the one to move is not.
        let fields = [("org", "没有这个支部"), ("kind", "floating")];
        let wrong = street
            .post(&format!("/staff/members/{person}/belongings"), &fields)
            .await;
        assert_eq!(wrong.status(), 422);
        let page = wrong.text();
        let open: Vec<&str> = page.split("<details open>").skip(1).collect();
        let [form] = open.as_slice() else {
            panic!("one form is open: {page}")
        };
        let form = form.split("</details>").next().unwrap_or_default();
        assert!(form.contains("/belongings\"") && form.contains("id=\"f-org-error\""));
        assert!(form.contains("value=\"没有这个支部\""), "{form}");
        assert_eq!(page.matches("id=\"f-org\"").count(), 1, "{page}");
        assert_eq!(
            names(&street.get("/staff/members").await.text()),
            ["王秀英"]
        );
        let mut block = city.with_duty("secretary", &city.block).await;
        let page = block.get("/staff/members").await.text();
        assert_eq!(names(&page), ["王秀英"]);
        assert!(page.contains("共 0 人，另有"), "{page}");
        // Taken in, they are seen there and changed at home.
        assert_eq!(
            block
                .get(&format!("/staff/members/{person}"))
                .await
                .status(),
            200
        );
        assert_eq!(
            block
                .get(&format!("/staff/members/{person}/edit"))
                .await
                .status(),
            404
        );
        assert_eq!(city.tally(&city.street, "members.total").await, 1);
        assert_eq!(city.tally(&city.street, "members.guests").await, 1);
    })
    .await;
}

#[tokio::test]
async fn one_home_at_a_time_and_days_in_their_order() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let (village, block) = (city.village.clone(), city.block.clone());
        let act = act(&city);
        let at_home = city
            .db()
            .write("join", move |tx| {
                join(
                    tx,
                    person,
                    &block,
                    BelongingKind::Home,
                    date(2026, 11, 1),
                    act,
                )
            })
            .await;
        assert!(matches!(at_home, Err(Error::Invalid(_))), "{at_home:?}");
        let places = city
            .db()
            .read("places", move |tx| of_person(tx, person))
            .await
            .unwrap();
        let id = places[0].id;
        let early = city
            .db()
            .write("leave", move |tx| leave(tx, id, date(2010, 1, 1), act))
            .await;
        assert!(matches!(early, Err(Error::Invalid(_))), "{early:?}");
        city.db()
            .write("leave", move |tx| leave(tx, id, date(2026, 11, 20), act))
            .await
            .unwrap();
        let twice = city
            .db()
            .write("leave", move |tx| leave(tx, id, date(2026, 11, 20), act))
            .await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        assert_eq!(city.tally(&city.village, "members.total").await, 0);
        city.db()
            .write("join", move |tx| {
                join(
                    tx,
                    person,
                    &village,
                    BelongingKind::Home,
                    date(2026, 11, 21),
                    act,
                )
            })
            .await
            .unwrap();
        assert_eq!(city.tally(&city.village, "members.total").await, 1);
        let places = city
            .db()
            .read("places", move |tx| of_person(tx, person))
            .await
            .unwrap();
        assert_eq!(places.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_hundred_moves_at_once_leave_one_home_and_right_counts() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut racing = Vec::new();
        for number in 0..100 {
            let to = [&city.village, &city.block, &city.other_branch][number % 3].clone();
            let (db, act) = (city.db().clone(), act(&city));
            racing.push(tokio::spawn(async move {
                db.write("move", move |tx| {
                    move_home(tx, person, &to, date(2026, 11, 23), act)
                })
                .await
            }));
        }
        for one in racing {
            match one.await.unwrap() {
                Ok(()) | Err(Error::Invalid(_) | Error::Busy(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        let places = city
            .db()
            .read("places", move |tx| of_person(tx, person))
            .await
            .unwrap();
        assert_eq!(
            places.iter().filter(|one| one.until_on.is_none()).count(),
            1
        );
        assert_eq!(city.tally(&city.root, "members.total").await, 1);
        let mut sum = 0;
        for org in [&city.village, &city.block, &city.other_branch] {
            sum += city.tally(org, "members.total").await;
        }
        assert_eq!(sum, 1);
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_offered_and_several_of_a_name_are_told_apart() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("org_staff", &city.root).await;
        let address = format!("/staff/members/{person}/home");
        let refused = staff.post(&address, &[("org", "社区党支部")]).await;
        assert_eq!(refused.status(), 422);
        let page = refused.text();
        assert!(
            page.contains("不止一个：望江社区党支部、南山社区党支部"),
            "{page}"
        );
        let offered = "<option value=\"望江社区党支部\"></option>";
        assert!(
            page.contains(offered) && page.contains("list=\"org-places\""),
            "{page}"
        );
        // Only what lies within the scope is offered.
        let mut village = city.with_duty("secretary", &city.village).await;
        let page = village.get("/staff/members/new").await.text();
        assert!(!page.contains(offered), "{page}");
        assert!(
            page.contains("name=\"org\" type=\"text\" value=\"柳河村党支部\""),
            "{page}"
        );
    })
    .await;
}
