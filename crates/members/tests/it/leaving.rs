//! Leaving the roll: out of the list and the counts, still read by those who saw them last, and
//! taken back when it was a mistake.

use platform::db::Sql;

use crate::world::{City, each_city, names};

/// Reasons that are ciphertext.
static SEALED: Sql = Sql::new("SELECT COUNT(*) FROM member_exit WHERE LENGTH(reason) >= 33");

#[tokio::test]
async fn whoever_left_is_out_of_the_counts_and_still_found_by_those_who_saw_them_last() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        city.member(&city.village, "李秀兰").await;
        let mut street = city.with_duty("org_staff", &city.street).await;
        let fields = [("org", "望江社区党支部"), ("kind", "floating")];
        let guest = format!("/staff/members/{person}/belongings");
        assert_eq!(street.post(&guest, &fields).await.status(), 303);

        let mut village = city.with_duty("secretary", &city.village).await;
        let profile = format!("/staff/members/{person}");
        let exit = format!("{profile}/exit");
        let mut other = city.with_duty("secretary", &city.block).await;
        let fields = [
            ("exit_kind", "deceased"),
            ("left_on", "2026-11-20"),
            ("exit_reason", "县医院证明"),
        ];
        assert_eq!(
            other.post(&exit, &fields).await.status(),
            404,
            "a guest's branch"
        );
        let done = village.post(&exit, &fields).await;
        assert_eq!(done.status(), 303, "{}", done.text());

        assert_eq!(
            names(&village.get("/staff/members").await.text()),
            ["李秀兰"]
        );
        assert_eq!(city.tally(&city.street, "members.total").await, 1);
        assert_eq!(city.tally(&city.street, "members.guests").await, 0);
        for client in [&mut village, &mut street] {
            let list = client.get("/staff/members?left=1").await.text();
            assert_eq!(names(&list), ["王秀英"]);
            assert!(
                list.contains("去世") && list.contains("2026-11-20"),
                "{list}"
            );
        }
        assert_eq!(
            names(&other.get("/staff/members?left=1").await.text()),
            [""; 0]
        );
        assert_eq!(other.get(&profile).await.status(), 404);
        assert_eq!(village.get(&format!("{profile}/edit")).await.status(), 404);
        let page = village.get(&profile).await.text();
        assert!(page.contains("2026-11-20 离开：去世"), "{page}");
        assert!(
            page.contains("县医院证明") && page.contains("死亡"),
            "{page}"
        );
        assert!(!page.contains("/slip") && !page.contains("/home"), "{page}");
        assert_eq!(city.count(&SEALED).await, 1);
    })
    .await;
}

#[tokio::test]
async fn leaving_asks_how_and_when() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let exit = format!("/staff/members/{person}/exit");
        for (fields, words) in [
            (vec![], "这一项要填"),
            (vec![("exit_kind", "vanished")], "这一项要填"),
            (vec![("exit_kind", "other")], "请写明原因"),
            (
                vec![("exit_kind", "probation_cancelled")],
                "正式党员没有预备期",
            ),
            (
                vec![("exit_kind", "deceased"), ("left_on", "2026-12-24")],
                "不能晚于今天",
            ),
            (
                vec![("exit_kind", "deceased"), ("left_on", "2000-12-24")],
                "不能早于",
            ),
        ] {
            let refused = village.post(&exit, &fields).await;
            assert_eq!(refused.status(), 422, "{fields:?}");
            assert!(
                refused.text().contains(words),
                "{words}: {}",
                refused.text()
            );
        }
        assert_eq!(city.tally(&city.village, "members.total").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_reason_is_for_those_who_may_enter_one() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let profile = format!("/staff/members/{person}");
        let fields = [("exit_kind", "deceased"), ("exit_reason", "县医院证明")];
        let exit = format!("{profile}/exit");
        assert_eq!(village.post(&exit, &fields).await.status(), 303);
        assert!(village.get(&profile).await.text().contains("县医院证明"));
        // Whoever only reads does not read the reason, and may not take it back.
        let mut reader = city
            .with_duty("discipline_commissioner", &city.village)
            .await;
        let page = reader.get(&profile).await.text();
        assert!(
            page.contains("离开：去世") && !page.contains("县医院"),
            "{page}"
        );
        assert_eq!(
            reader
                .post(&format!("{profile}/return"), &[])
                .await
                .status(),
            403
        );
    })
    .await;
}

#[tokio::test]
async fn a_mistaken_exit_is_taken_back_whole() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut street = city.with_duty("org_staff", &city.street).await;
        let profile = format!("/staff/members/{person}");
        let fields = [("org", "望江社区党支部"), ("kind", "floating")];
        let guest = format!("{profile}/belongings");
        assert_eq!(street.post(&guest, &fields).await.status(), 303);
        let back = format!("{profile}/return");
        assert_eq!(street.post(&back, &[]).await.status(), 422, "has not left");
        let fields = [("exit_kind", "expelled")];
        let exit = format!("{profile}/exit");
        assert_eq!(street.post(&exit, &fields).await.status(), 303);
        assert_eq!(
            street.post(&exit, &fields).await.status(),
            404,
            "left already"
        );
        let mut beside = city.with_duty("secretary", &city.other_branch).await;
        assert_eq!(beside.post(&back, &[]).await.status(), 404);
        assert_eq!(street.post(&back, &[]).await.status(), 303);
        let page = street.get(&profile).await.text();
        assert!(
            !page.contains("离开：") && page.contains("望江社区党支部"),
            "{page}"
        );
        assert!(
            page.contains("办理了离开") && page.contains("撤回了离开"),
            "{page}"
        );
        assert!(!page.contains("开除党籍</dd>"), "{page}");
        assert_eq!(city.tally(&city.street, "members.total").await, 1);
        assert_eq!(city.tally(&city.street, "members.guests").await, 1);
        assert_eq!(
            names(&street.get("/staff/members?left=1").await.text()),
            [""; 0]
        );
        assert_eq!(
            names(&street.get("/staff/members").await.text()),
            ["王秀英"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_duty_is_ended_by_its_administrator_before_its_holder_leaves() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        city.give(person, "group_leader", &city.village).await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let exit = format!("/staff/members/{person}/exit");
        let refused = village
            .post(&exit, &[("exit_kind", "transferred_out")])
            .await;
        assert_eq!(refused.status(), 422);
        assert!(
            refused.text().contains("还担任着职责"),
            "{}",
            refused.text()
        );
        assert_eq!(city.tally(&city.village, "members.total").await, 1);
    })
    .await;
}

#[tokio::test]
async fn those_who_left_are_searched_and_paged() {
    each_city(async |city: City| {
        let mut village = city.with_duty("secretary", &city.village).await;
        let many: Vec<String> = (0..52)
            .map(|n| format!("赵{}", char::from_u32(0x4e00 + n).unwrap()))
            .collect();
        let all: Vec<&str> = many.iter().map(String::as_str).collect();
        for person in city.members(&city.village, &all).await {
            let fields = [("exit_kind", "transferred_out")];
            let exit = format!("/staff/members/{person}/exit");
            assert_eq!(village.post(&exit, &fields).await.status(), 303);
        }
        let page = village.get("/staff/members?left=1").await.text();
        let mut seen = names(&page);
        assert_eq!(seen.len(), 50);
        let next = crate::world::between(&page, "rel=\"next\" href=\"", "\"")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        seen.extend(names(&village.get(&next).await.text()));
        seen.sort();
        let mut all: Vec<String> = many.clone();
        all.sort();
        assert_eq!(seen, all);
        let found = village
            .get("/staff/members?left=1&q=%E4%B8%81")
            .await
            .text();
        assert_eq!(names(&found), ["赵丁"]);
    })
    .await;
}
