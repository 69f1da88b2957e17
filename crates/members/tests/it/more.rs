//! What is known besides: entered in sections, sealed and masked, seen with a reason, sanctions
//! only by those who may.

use platform::db::Sql;

use crate::world::{City, between, each_city};

/// A form with these fields, on a version.
fn filled(page: &str) -> Vec<(&'static str, String)> {
    let version = between(page, "name=\"version\" value=\"", "\"").to_owned();
    [
        ("conversion_result", "on_time"),
        ("joined_branch", "清溪镇中学党支部"),
        ("party_age_adjust_months", "-12"),
        ("in_service_education", "21"),
        ("job_title", "副主任"),
        ("frontline", "社区一线"),
        ("flow_destination", "杭州市"),
        ("flow_unit_nature", "private_enterprise"),
        ("has_flow_card", "1"),
        ("dues_base", "5200.50"),
        ("care_flags", "行动不便，送学上门"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into_iter()
    .chain([("version", version)])
    .collect()
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

#[tokio::test]
async fn further_facts_are_kept_shown_and_sealed() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let profile = format!("/staff/members/{person}");
        let address = format!("{profile}/more");
        let fields = filled(&staff.get(&address).await.text());
        let saved = staff.post(&address, &borrowed(&fields)).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let page = staff.get(&profile).await.text();
        for words in [
            "按期转正", "清溪镇中学党支部", "社区一线", "杭州市", "非公有制企业", "副主任",
            // Full since 2019-07-01, a year less by the correction.
            "党龄 6 年",
            "修改了：转正情况、入党时所在支部",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("5200") && !page.contains("送学上门"), "{page}");
        static SEALED: Sql = Sql::new(
            "SELECT COUNT(*) FROM member_more WHERE LENGTH(dues_base) >= 33 AND LENGTH(care_flags) >= 33",
        );
        assert_eq!(city.count(&SEALED).await, 1);

        // The same version again is one that somebody else has changed meanwhile.
        let stale = staff.post(&address, &borrowed(&fields)).await;
        assert_eq!(stale.status(), 422);
        assert!(stale.text().contains("别人刚刚改过"), "{}", stale.text());

        // Sealed fields left empty stay, 无 clears.
        let page = staff.get(&address).await.text();
        let version = between(&page, "name=\"version\" value=\"", "\"");
        assert!(!page.contains("5200"), "{page}");
        let fields = [("version", version), ("job_title", "主任"), ("care_flags", "无")];
        assert_eq!(staff.post(&address, &fields).await.status(), 303);
        let fields = [("field", "dues_base"), ("reason", "report")];
        let seen = staff.post(&format!("{profile}/unmask"), &fields).await.text();
        assert!(seen.contains("5200.50") && seen.contains("查看了完整内容：党费缴纳基数"), "{seen}");
        assert!(!seen.contains("健康和照护</dt>"), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let address = format!("/staff/members/{person}/more");
        let fields = [
            ("version", "0"),
            ("conversion_result", "never"),
            ("probation_extended_until", "明年"),
            ("party_age_adjust_months", "很久"),
            ("dues_base", "很多"),
            ("frontline", "社区一线"),
        ];
        let page = staff.post(&address, &fields).await;
        assert_eq!(page.status(), 422);
        let text = page.text();
        for (wrong, _) in &fields[1..5] {
            assert!(
                text.contains(&format!("href=\"#f-{wrong}\"")),
                "{wrong}: {text}"
            );
        }
        assert!(text.contains("社区一线"));
    })
    .await;
}

#[tokio::test]
async fn items_are_entered_masked_and_taken_out() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let profile = format!("/staff/members/{person}");
        let address = format!("{profile}/items");
        for fields in [
            vec![
                ("kind", "reward"),
                ("title", "优秀共产党员"),
                ("on", "2021-07-01"),
                ("level", "市级"),
            ],
            vec![
                ("kind", "family"),
                ("title", "配偶"),
                ("name", "李大山"),
                ("by", "柳河村"),
            ],
            vec![
                ("kind", "sanction"),
                ("title", "党内警告"),
                ("on", "2020-03-01"),
            ],
        ] {
            let added = staff.post(&address, &fields).await;
            assert_eq!(added.status(), 303, "{}", added.text());
        }
        let page = staff.get(&profile).await.text();
        assert!(page.contains("优秀共产党员 · 2021-07-01 · 市级"), "{page}");
        assert!(
            page.contains("1 条，加密保存") && !page.contains("李大山"),
            "{page}"
        );
        assert!(!page.contains("党内警告"), "{page}");
        let fields = [("field", "family"), ("reason", "report")];
        let seen = staff
            .post(&format!("{profile}/unmask"), &fields)
            .await
            .text();
        assert!(seen.contains("配偶 · 李大山 · 柳河村"), "{seen}");
        assert!(seen.contains("查看了完整内容：家庭成员"), "{seen}");

        let form = staff.get(&format!("{profile}/more")).await.text();
        let family = between(
            &form,
            "name=\"kind\" value=\"family\"><input type=\"hidden\" name=\"remove\" value=\"",
            "\"",
        );
        // An item is taken out as what it is.
        let fields = [("kind", "reward"), ("remove", family)];
        assert_eq!(staff.post(&address, &fields).await.status(), 404);
        let fields = [("kind", "family"), ("remove", family)];
        assert_eq!(staff.post(&address, &fields).await.status(), 303);
        let page = staff.get(&profile).await.text();
        assert!(!page.contains("家庭成员</dt>"), "{page}");
        assert!(page.contains("去掉了：家庭成员"), "{page}");
        static SEALED: Sql = Sql::new("SELECT COUNT(*) FROM member_item WHERE LENGTH(body) >= 33");
        assert_eq!(city.count(&SEALED).await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_item_has_a_kind_a_title_and_days_in_their_order() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let address = format!("/staff/members/{person}/items");
        for fields in [
            vec![("kind", "medal"), ("title", "x")],
            vec![("kind", "reward"), ("title", "")],
            vec![
                ("kind", "overseas"),
                ("title", "老挝"),
                ("on", "2024-05-01"),
                ("until", "2023-05-01"),
            ],
        ] {
            assert_eq!(
                staff.post(&address, &fields).await.status(),
                422,
                "{fields:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn sanctions_are_for_those_who_may() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let profile = format!("/staff/members/{person}");
        let fields = [
            ("kind", "sanction"),
            ("title", "党内警告"),
            ("on", "2020-03-01"),
        ];
        let address = format!("{profile}/items");
        assert_eq!(staff.post(&address, &fields).await.status(), 303);
        assert!(staff.get(&profile).await.text().contains("惩戒</dt>"));
        // An organisation commissioner edits and unmasks, but not this.
        let mut other = city.with_duty("org_commissioner", &city.village).await;
        assert!(!other.get(&profile).await.text().contains("惩戒"));
        assert!(
            !other
                .get(&format!("{profile}/more"))
                .await
                .text()
                .contains("value=\"sanction\"")
        );
        assert_eq!(other.post(&address, &fields).await.status(), 404);
        let asked = [("field", "sanction"), ("reason", "report")];
        let unmask = format!("{profile}/unmask");
        assert_eq!(other.post(&unmask, &asked).await.status(), 404);
        let seen = staff.post(&unmask, &asked).await.text();
        assert!(seen.contains("党内警告 · 2020-03-01"), "{seen}");
    })
    .await;
}
