//! Entering members and changing records: faults, stale versions, one ID number, races.

use jiff::civil::date;
use platform::db::Sql;

use crate::world::{City, between, each_city, id_number};

/// A form that is right.
fn filled<'a>(id: &'a str, name: &'a str, org: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("org", org),
        ("entry_type", "newly_admitted"),
        ("full_name", name),
        ("id_number", id),
        ("ethnicity", "01"),
        ("education", "21"),
        ("member_category", "full_member"),
        ("party_status", "normal"),
        ("joined_on", "2018-07-01"),
        ("full_member_on", "2019-07-01"),
        ("mobile", "138 0000 1111"),
        ("residence", "云溪市清溪街道8号"),
    ]
}

fn changed<'a>(
    mut fields: Vec<(&'static str, &'a str)>,
    name: &'static str,
    value: &'a str,
) -> Vec<(&'static str, &'a str)> {
    fields.retain(|(key, _)| *key != name);
    fields.push((name, value));
    fields
}

#[tokio::test]
async fn a_member_is_entered_counted_and_found() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("secretary", &city.village).await;
        let id = id_number(date(1980, 5, 6), 12);
        let reply = staff.post("/staff/members", &filled(&id, "王秀英", "柳河村党支部")).await;
        assert_eq!(reply.status(), 303, "{}", reply.text());
        let profile = staff.get(reply.location()).await.text();
        assert!(profile.contains("王秀英") && profile.contains("柳河村党支部"), "{profile}");
        // Sex and birthday follow from the number.
        assert!(profile.contains("女") && profile.contains("1980-05-06"), "{profile}");
        assert!(profile.contains("新发展 · 2026-11-23 · 柳河村党支部"), "{profile}");
        assert_eq!(city.tally(&city.root, "members.total").await, 1);
        assert_eq!(city.tally(&city.village, "members.women").await, 1);
        assert_eq!(city.tally(&city.block, "members.total").await, 0);
        static SEALED: Sql = Sql::new(
            "SELECT COUNT(*) FROM member WHERE mobile IS NOT NULL AND residence IS NOT NULL AND id_number_index IS NOT NULL",
        );
        assert_eq!(city.count(&SEALED).await, 1);

        let again = staff.post("/staff/members", &filled(&id, "王秀英", "柳河村党支部")).await;
        assert_eq!(again.status(), 422);
        assert!(again.text().contains("已经有人用了"));
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_is_said_at_once_and_nothing_typed_is_lost() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("secretary", &city.village).await;
        let fields = [
            ("org", "南山社区党支部"),
            ("full_name", "王2"),
            ("id_number", "330106198005060121"),
            ("joined_on", "2018-02-30"),
            ("mobile", "12345"),
            ("work_unit", "柳河村合作社"),
        ];
        let page = staff.post("/staff/members", &fields).await;
        assert_eq!(page.status(), 422);
        let text = page.text();
        for wrong in [
            "org",
            "full_name",
            "id_number",
            "joined_on",
            "mobile",
            "ethnicity",
            "entry_type",
        ] {
            assert!(
                text.contains(&format!("href=\"#f-{wrong}\"")),
                "{wrong}: {text}"
            );
        }
        assert!(text.contains("柳河村合作社"));
        static NOBODY: Sql = Sql::new("SELECT COUNT(*) FROM member");
        assert_eq!(city.count(&NOBODY).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_stale_edit_is_refused_with_both_versions_in_the_form() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut first = city.with_duty("secretary", &city.village).await;
        let mut second = city.with_duty("org_commissioner", &city.village).await;
        let address = format!("/staff/members/{person}/edit");
        let form = first.get(&address).await.text();
        assert_eq!(between(&form, "name=\"version\" value=\"", "\""), "1");
        assert!(!form.contains("柳河村18号"), "sealed fields stay closed");

        let base = filled("", "王秀英", "");
        let base = changed(base, "mobile", "");
        let base = changed(base, "residence", "");
        let base = changed(base, "version", "1");
        let saved = first
            .post(&address, &changed(base.clone(), "work_unit", "第一合作社"))
            .await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let stale = second
            .post(&address, &changed(base.clone(), "work_unit", "第二合作社"))
            .await;
        assert_eq!(stale.status(), 422);
        let text = stale.text();
        assert!(
            text.contains("第一合作社") && text.contains("第二合作社"),
            "{text}"
        );
        assert_eq!(between(&text, "name=\"version\" value=\"", "\""), "2");
        let again = changed(changed(base, "work_unit", "第二合作社"), "version", "2");
        assert_eq!(second.post(&address, &again).await.status(), 303);
        let profile = first.get(&format!("/staff/members/{person}")).await.text();
        assert!(
            profile.contains("第二合作社") && profile.contains("修改了：工作单位及职务"),
            "{profile}"
        );
        // What was left empty stayed.
        assert!(
            profile.contains("138****") && profile.contains("云溪市****"),
            "{profile}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_sealed_field_is_cleared_by_saying_so_and_a_new_name_is_found() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let fields = changed(filled("", "曾秀英", ""), "version", "1");
        let fields = changed(
            changed(fields, "mobile", "无"),
            "member_category",
            "probationary_member",
        );
        let fields = changed(
            changed(fields, "full_member_on", ""),
            "joined_on",
            "2026-01-05",
        );
        let saved = staff
            .post(&format!("/staff/members/{person}/edit"), &fields)
            .await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        let profile = staff.get(&format!("/staff/members/{person}")).await.text();
        assert!(!profile.contains("138****"), "{profile}");
        assert!(
            staff
                .get("/staff/members?q=zengxiu")
                .await
                .text()
                .contains("曾秀英")
        );
        assert!(
            !staff
                .get("/staff/members?q=wangxiu")
                .await
                .text()
                .contains("秀英</a>")
        );
        assert_eq!(city.tally(&city.root, "members.probationary").await, 1);
        assert_eq!(city.tally(&city.root, "members.total").await, 1);
    })
    .await;
}

#[tokio::test]
async fn five_hundred_at_once_enter_one_id_number_once() {
    each_city(async |city: City| {
        let staff = city.with_duty("secretary", &city.village).await;
        let id = id_number(date(1980, 5, 6), 12);
        let mut racing = Vec::new();
        for _ in 0..500 {
            let (mut staff, id) = (staff.clone(), id.clone());
            racing.push(tokio::spawn(async move {
                staff
                    .post("/staff/members", &filled(&id, "王秀英", "柳河村党支部"))
                    .await
                    .status()
            }));
        }
        let mut entered = 0;
        for one in racing {
            match one.await.unwrap() {
                303 => entered += 1,
                422 | 503 => {}
                other => panic!("answered {other}"),
            }
        }
        assert_eq!(entered, 1);
        static MEMBERS: Sql = Sql::new("SELECT COUNT(*) FROM member");
        static PERSONS: Sql = Sql::new("SELECT COUNT(*) FROM person WHERE full_name = '王秀英'");
        assert_eq!(
            (city.count(&MEMBERS).await, city.count(&PERSONS).await),
            (1, 1)
        );
        assert_eq!(city.tally(&city.village, "members.total").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_record_with_numbers_of_old_can_be_edited_and_found() {
    each_city(async |city: City| {
        let (id, mobile) = ("990000198005061234", "10012345678");
        let person = city
            .member_numbered(&city.village, "王秀英", id, mobile)
            .await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let fields = changed(filled("", "王秀英", ""), "version", "1");
        let fields = changed(changed(fields, "mobile", ""), "work_unit", "柳河村茶厂");
        let saved = staff
            .post(&format!("/staff/members/{person}/edit"), &fields)
            .await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        for exact in [id, mobile] {
            let page = staff.get(&format!("/staff/members?q={exact}")).await.text();
            assert!(page.contains("王秀英</a>"), "{exact}: {page}");
        }
        let profile = staff.get(&format!("/staff/members/{person}")).await.text();
        assert!(
            profile.contains("990000********1234") && profile.contains("100****5678"),
            "{profile}"
        );
        // A new number is held to today's rules.
        let fields = changed(changed(fields, "version", "2"), "id_number", id);
        let refused = staff
            .post(&format!("/staff/members/{person}/edit"), &fields)
            .await;
        assert_eq!(refused.status(), 422);
    })
    .await;
}

#[tokio::test]
async fn a_name_read_otherwise_is_found_and_ordered_so() {
    each_city(async |city: City| {
        city.members(&city.village, &["龚静", "安静"]).await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let id = id_number(date(1980, 5, 6), 12);
        let fields = filled(&id, "盖小明", "柳河村党支部");
        for (name, value) in [("reading", "gai xiaoming"), ("surname_strokes", "很多")] {
            let wrong = changed(fields.clone(), name, value);
            let refused = staff.post("/staff/members", &wrong).await;
            assert_eq!(refused.status(), 422);
            assert!(
                refused.text().contains(&format!("href=\"#f-{name}\"")),
                "{name}"
            );
        }
        let made = staff.post("/staff/members", &fields).await;
        let profile = made.location().to_owned();
        // As a surname 盖 is read ge most often, so that it stands before 龚.
        let list = async |staff: &mut testkit::Client, address: &str| {
            crate::world::names(&staff.get(address).await.text())
        };
        assert_eq!(
            list(&mut staff, "/staff/members").await,
            ["安静", "盖小明", "龚静"]
        );
        assert_eq!(list(&mut staff, "/staff/members?q=gaix").await, [""; 0]);
        let form = staff.get(&format!("{profile}/edit")).await.text();
        let version = between(&form, "name=\"version\" value=\"", "\"");
        let mut fields = changed(fields, "id_number", "");
        fields.extend([
            ("version", version),
            ("reading", "Gai  xiao ming"),
            ("surname_strokes", "60"),
        ]);
        let saved = staff.post(&format!("{profile}/edit"), &fields).await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
        assert_eq!(
            list(&mut staff, "/staff/members").await,
            ["安静", "盖小明", "龚静"]
        );
        assert_eq!(list(&mut staff, "/staff/members?q=gxm").await, ["盖小明"]);
        assert_eq!(list(&mut staff, "/staff/members?q=gaix").await, ["盖小明"]);
        assert_eq!(list(&mut staff, "/staff/members?q=gexi").await, [""; 0]);
        assert_eq!(
            list(&mut staff, "/staff/members?sort=stroke").await,
            ["安静", "龚静", "盖小明"]
        );
        let page = staff.get(&profile).await.text();
        assert!(page.contains("修改了：姓名读音、姓氏笔画数"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_is_unlikely_is_asked_about_once() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("secretary", &city.village).await;
        let id = id_number(date(1980, 5, 6), 12);
        let fields = filled(&id, "王秀英", "柳河村党支部");
        let fields = changed(fields, "full_member_on", "2023-07-01");
        let asked = staff.post("/staff/members", &fields).await;
        assert_eq!(asked.status(), 422);
        let page = asked.text();
        assert!(
            page.contains("再按一次保存") && page.contains("预备期不是一年"),
            "{page}"
        );
        let looked = between(&page, "name=\"looked\" value=\"", "\"").to_owned();
        // Another doubt is asked about again.
        let mut again = changed(fields, "phone", "门卫老李");
        again.push(("looked", &looked));
        let asked = staff.post("/staff/members", &again).await;
        assert_eq!(asked.status(), 422);
        let page = asked.text();
        assert!(page.contains("不像电话号码"), "{page}");
        let looked = between(&page, "name=\"looked\" value=\"", "\"").to_owned();
        let again = changed(again, "looked", &looked);
        assert_eq!(staff.post("/staff/members", &again).await.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn the_number_one_signs_in_by_follows_the_record_or_it_is_said_that_it_does_not() {
    each_city(async |city: City| {
        let people = city.members(&city.village, &["王秀英", "李强"]).await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        for person in &people {
            let slip = format!("/staff/members/{person}/slip");
            assert_eq!(staff.post(&slip, &[]).await.status(), 200);
        }
        let save = async |staff: &mut testkit::Client, mobile: &str| {
            let address = format!("/staff/members/{}/edit", people[0]);
            let form = staff.get(&address).await.text();
            let version = between(&form, "name=\"version\" value=\"", "\"").to_owned();
            let fields = changed(filled("", "王秀英", ""), "mobile", mobile);
            let fields = changed(fields, "version", &version);
            let saved = staff.post(&address, &fields).await;
            assert_eq!(saved.status(), 303, "{}", saved.text());
            staff.get(saved.location()).await.text()
        };
        let page = save(&mut staff, "13900001111").await;
        assert!(page.contains("以后用新手机号登录"), "{page}");
        let page = save(&mut staff, "13900001111").await;
        assert!(!page.contains("以后用新手机号登录"), "{page}");
        // The other's number stays the other's.
        let number = "李强"
            .chars()
            .fold(7_u64, |sum, ch| sum * 31 + u64::from(u32::from(ch)));
        let page = save(&mut staff, &format!("138{:08}", number % 100_000_000)).await;
        assert!(page.contains("本人的登录方式没有变"), "{page}");
        static STILL: Sql = Sql::new("SELECT COUNT(DISTINCT mobile_index) FROM account");
        assert_eq!(city.count(&STILL).await, 2);
    })
    .await;
}
