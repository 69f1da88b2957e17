//! The list: scope, orders, search, pages, export.

use std::collections::BTreeSet;

use members::roster::Column;
use platform::sheet::{Limits, read};

use crate::world::{City, between, each_city, id_number, names};

#[tokio::test]
async fn a_secretary_sees_the_own_branch_and_what_is_below() {
    each_city(async |city: City| {
        city.members(&city.village, &["王秀英", "李强"]).await;
        city.members(&city.block, &["陈静"]).await;
        city.members(&city.other_branch, &["周敏"]).await;
        let mut own = city.with_duty("secretary", &city.village).await;
        assert_eq!(
            names(&own.get("/staff/members").await.text()),
            ["李强", "王秀英"]
        );
        let mut parent = city.with_duty("secretary", &city.street).await;
        assert_eq!(
            names(&parent.get("/staff/members").await.text()),
            ["陈静", "李强", "王秀英"]
        );
        let chosen = parent
            .get(&format!("/staff/members?org={}", city.block.id))
            .await;
        assert_eq!(names(&chosen.text()), ["陈静"]);
        for outside in [&city.other_street, &city.other_branch, &city.root] {
            let page = parent
                .get(&format!("/staff/members?org={}", outside.id))
                .await;
            assert_eq!(page.status(), 404, "{}", outside.full_name);
        }
        let mut all = city.with_duty("org_staff", &city.root).await;
        assert_eq!(names(&all.get("/staff/members").await.text()).len(), 4);
        let mut nobody = city.with_duty("audit_admin", &city.root).await;
        assert_eq!(nobody.get("/staff/members").await.status(), 403);
    })
    .await;
}

#[tokio::test]
async fn lists_are_ordered_by_spelling_or_by_strokes() {
    each_city(async |city: City| {
        city.members(&city.village, &["安宁", "丁一", "曾小明", "王秀英", "重阳"])
            .await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let page = staff.get("/staff/members").await.text();
        assert_eq!(names(&page), ["安宁", "重阳", "丁一", "王秀英", "曾小明"]);
        let page = staff.get("/staff/members?sort=stroke").await.text();
        assert_eq!(names(&page), ["丁一", "王秀英", "安宁", "重阳", "曾小明"]);
        assert!(page.contains("共 5 人"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn members_are_found_by_characters_spelling_initials_and_exact_numbers() {
    each_city(async |city: City| {
        let found = city
            .members(&city.village, &["曾小明", "曾国强", "王曾", "吕布"])
            .await;
        city.members(&city.other_branch, &["曾外人"]).await;
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        for (typed, expected) in [
            ("曾", vec!["王曾", "曾国强", "曾小明"]),
            ("小明", vec!["曾小明"]),
            ("zeng", vec!["曾国强", "曾小明"]),
            ("Zeng xiao", vec!["曾小明"]),
            ("zgq", vec!["曾国强"]),
            ("lv", vec!["吕布"]),
            ("lü", vec!["吕布"]),
            ("nobody", vec![]),
            ("%", vec![]),
            ("'; DROP TABLE member; --", vec![]),
        ] {
            let query: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
            let page = staff.get(&format!("/staff/members?q={query}")).await;
            assert_eq!(names(&page.text()), expected, "{typed}");
        }
        let profile = staff
            .get(&format!("/staff/members/{}", found[0]))
            .await
            .text();
        assert!(profile.contains("138****"), "{profile}");
        let number = number_of("曾小明");
        let id = id_number(jiff::civil::date(1980, 5, 6), number % 1_000);
        let mobile = format!("138{:08}", number % 100_000_000);
        for exact in [&id, &mobile] {
            let page = staff.get(&format!("/staff/members?q={exact}")).await.text();
            assert_eq!(names(&page), ["曾小明"], "{exact}");
        }
        let part = &id[..17];
        assert!(names(&staff.get(&format!("/staff/members?q={part}")).await.text()).is_empty());
    })
    .await;
}

fn number_of(name: &str) -> u64 {
    name.chars()
        .fold(7_u64, |sum, ch| sum * 31 + u64::from(u32::from(ch)))
}

#[tokio::test]
async fn pages_by_key_have_neither_gaps_nor_repetitions() {
    each_city(async |city: City| {
        // Many bear the same name: the key must tell them apart.
        let all: Vec<String> = (0..130)
            .map(|number| {
                format!(
                    "{}{}",
                    ["王", "李", "曾"][number % 3],
                    ["伟", "静"][number % 2]
                )
            })
            .collect();
        add_many(&city, &all).await;
        let mut staff = city.with_duty("secretary", &city.street).await;
        for sort in ["pinyin", "stroke"] {
            let mut address = format!("/staff/members?sort={sort}");
            let (mut seen, mut ids, mut pages) = (Vec::new(), BTreeSet::new(), 0);
            loop {
                let page = staff.get(&address).await.text();
                pages += 1;
                seen.extend(names(&page));
                for piece in page.split("<a href=\"/staff/members/").skip(1) {
                    let id = piece.split('"').next().unwrap_or_default().to_owned();
                    if id.len() == 32 {
                        assert!(ids.insert(id.clone()), "{id} stands twice");
                    }
                }
                let Some(next) = page.split("rel=\"next\" href=\"").nth(1) else {
                    break;
                };
                address = next
                    .split('"')
                    .next()
                    .unwrap_or_default()
                    .replace("&#38;", "&");
            }
            assert_eq!((pages, seen.len(), ids.len()), (3, 130, 130), "{sort}");
            let mut expected = all.clone();
            expected.sort_by_key(|name| match sort {
                "pinyin" => platform::names::spell(name).pinyin.into_bytes(),
                _ => platform::names::stroke_key(name),
            });
            assert_eq!(seen, expected, "{sort}");
        }
    })
    .await;
}

async fn add_many(city: &City, names: &[String]) {
    use members::bulk::{NewMember, insert_batch, prepare};
    use platform::ids::PersonId;
    let (org, now) = (city.village.clone(), city.app.app.clock.now());
    let sealer = city.app.app.sealer.clone();
    let names = names.to_vec();
    city.db()
        .write("add_many", move |tx| {
            let mut batch = Vec::new();
            for (number, name) in names.iter().enumerate() {
                let new = NewMember {
                    person: PersonId::derived("many", &number.to_string()),
                    full_name: name.clone(),
                    sex: "1",
                    birth_date: jiff::civil::date(1970, 1, 1),
                    ethnicity: Some("01"),
                    education: Some("21"),
                    joined_on: Some(jiff::civil::date(2000, 1, 1)),
                    full_member_on: None,
                    work_unit: None,
                    post_category: None,
                    audience: "rural",
                    id_number: id_number(jiff::civil::date(1970, 1, 1), number as u64),
                    mobile: format!("139{number:08}"),
                    residence: None,
                    is_floating: false,
                    org: org.id,
                    path: org.path.as_str().to_owned(),
                    login_name: None,
                    password_hash: None,
                };
                batch.push(prepare(&new, &sealer, now)?);
            }
            insert_batch(tx, &batch, None, now)
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn an_export_is_masked_unless_somebody_may_and_says_why() {
    each_city(async |city: City| {
        city.members(&city.village, &["王秀英", "李强"]).await;
        city.members(&city.other_branch, &["周敏"]).await;
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let reply = staff
            .post("/staff/members/export", &[("veil", "masked")])
            .await;
        assert_eq!(reply.status(), 200, "{}", reply.text());
        let sheet = read(reply.bytes(), &Limits::default()).unwrap();
        assert_eq!(sheet.header.len(), 28);
        assert_eq!(sheet.rows.len(), 2);
        let number = sheet.rows[0].cell(1).to_text().into_owned();
        assert!(number.contains("********"), "{number}");
        let said = |column: Column| sheet.rows[0].cell(column as usize).to_text().into_owned();
        assert_eq!(said(Column::Branch), "柳河村党支部");
        // What the statistics ask for and no record holds is worked out.
        let today = city.app.app.clock.today();
        let born: jiff::civil::Date = said(Column::BirthDate).parse().unwrap();
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        let age = today.year() - born.year() - i16::from(!had_birthday);
        assert_eq!(said(Column::Age), age.to_string());
        assert!(said(Column::Completeness).ends_with('%'));

        let refused = staff
            .post("/staff/members/export", &[("veil", "open")])
            .await;
        assert_eq!(refused.status(), 422);
        let fields = [("veil", "open"), ("reason", "report")];
        let reply = staff.post("/staff/members/export", &fields).await;
        let sheet = read(reply.bytes(), &Limits::default()).unwrap();
        let number = sheet.rows[0].cell(1).to_text().into_owned();
        assert_eq!(
            number,
            id_number(jiff::civil::date(1980, 5, 6), number_of("李强") % 1_000)
        );
        static NOTED: platform::db::Sql = platform::db::Sql::new(
            "SELECT COUNT(*) FROM audit WHERE action = 'member.export' AND reason = 'report'",
        );
        assert_eq!(city.count(&NOTED).await, 1);
        static EACH: platform::db::Sql = platform::db::Sql::new(
            "SELECT COUNT(*) FROM audit WHERE action = 'member.exported' AND subject IS NOT NULL",
        );
        assert_eq!(city.count(&EACH).await, 2, "each of the two reads of it");

        // Reading is not exporting in full.
        let mut reader = city
            .with_duty("discipline_commissioner", &city.street)
            .await;
        let refused = reader.post("/staff/members/export", &fields).await;
        assert_eq!(refused.status(), 403);
        assert_eq!(
            reader
                .post("/staff/members/export", &[("veil", "masked")])
                .await
                .status(),
            200
        );
        let outside = city.other_branch.id.to_string();
        let refused = staff
            .post(
                "/staff/members/export",
                &[("veil", "masked"), ("org", &outside)],
            )
            .await;
        assert_eq!(refused.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn a_list_shows_no_number_in_full() {
    each_city(async |city: City| {
        city.members(&city.village, &["王秀英"]).await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let page = staff.get("/staff/members").await;
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let text = page.text();
        let mobile = format!("138{:08}", number_of("王秀英") % 100_000_000);
        assert!(!text.contains(&mobile));
        assert!(between(&text, "<span class=\"mono\">", "</span>").contains("****"));
    })
    .await;
}

#[tokio::test]
async fn an_export_keeps_the_search_the_scope_and_the_mask() {
    each_city(async |city: City| {
        city.members(&city.village, &["王秀英", "李强", "李娜"])
            .await;
        city.members(&city.other_branch, &["李敏"]).await;
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let village = city.village.id.to_string();
        for (fields, found) in [
            (vec![("q", "李")], vec!["李娜", "李强"]),
            (vec![("q", "lq")], vec!["李强"]),
            (vec![("q", "没有这个人")], vec![]),
            (
                vec![("org", village.as_str()), ("sort", "stroke")],
                vec!["王秀英", "李娜", "李强"],
            ),
        ] {
            let fields: Vec<_> = fields.into_iter().chain([("veil", "masked")]).collect();
            let reply = staff.post("/staff/members/export", &fields).await;
            let sheet = read(reply.bytes(), &Limits::default()).unwrap();
            let said =
                |row: &platform::sheet::Row, column: usize| row.cell(column).to_text().into_owned();
            let mut names: Vec<String> = sheet.rows.iter().map(|row| said(row, 0)).collect();
            assert!(
                sheet
                    .rows
                    .iter()
                    .all(|row| said(row, 1).contains("********"))
            );
            if fields[0].0 == "q" {
                names.sort();
            }
            let mut found: Vec<String> = found.into_iter().map(str::to_owned).collect();
            if fields[0].0 == "q" {
                found.sort();
            }
            assert_eq!(names, found, "{fields:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_names_what_its_members_hold() {
    each_city(async |city: City| {
        let people = city.members(&city.village, &["王秀英", "李强"]).await;
        city.give(people[0], "secretary", &city.village).await;
        city.give(people[1], "publicity_staff", &city.street).await;
        let mut staff = city.with_duty("org_staff", &city.street).await;
        let page = staff.get("/staff/members").await.text();
        assert!(page.contains(">书记</span>"), "{page}");
        assert!(page.contains("清溪街道 · "), "{page}");
        // A duty above one's own scope is not told.
        let mut village = city.with_duty("org_commissioner", &city.village).await;
        let page = village.get("/staff/members").await.text();
        assert!(!page.contains("清溪街道 · "), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_member_reads_that_they_were_exported_in_full_and_why() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("org_commissioner", &city.street).await;
        let fields = [
            ("veil", "open"),
            ("reason", "other"),
            ("reason_words", "换届报批"),
        ];
        let export = staff.post("/staff/members/export", &fields).await;
        assert_eq!(export.status(), 200);
        let now = city.app.app.clock.now();
        city.db()
            .write("open", move |tx| {
                crate::world::open_account(tx, person, now)
            })
            .await
            .unwrap();
        let mut own = city.app.signed_in(person).await;
        for page in ["/me/looks", "/me/record"] {
            let text = own.get(page).await.text();
            assert!(text.contains("随名册完整导出了"), "{page}: {text}");
            assert!(text.contains("其他：换届报批"), "{page}: {text}");
        }
    })
    .await;
}
