//! What the engines do with the statements of the list: a page must come from an index.

use platform::db::{Db, Engine, Sql, Value};
use platform::ids::PersonId;
use platform::{params, sql};

use crate::world::{City, each_city};

/// Four thousand members in a hundred branches, so that PostgreSQL has something to weigh;
/// SQLite decides by the statement alone.
async fn fill(db: &Db) {
    const MEMBERS: &str = "
        INSERT INTO org (id, path, full_name, short_name, kind, unit_nature, created_at)
        SELECT md5('org' || n)::uuid, '9001' || lpad(n::text, 4, '0'), 'org' || n, 'o', 'branch', 'other', 1
        FROM generate_series(0, 99) n;
        INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at)
        SELECT md5(n::text)::uuid, chr(19968 + n % 5000) || n, 'p' || md5(n::text), 'i' || md5(n::text), 's' || md5(n::text),
               decode(md5(n::text), 'hex'), 1
        FROM generate_series(1, 4000) n;
        INSERT INTO member (person_id, sex, birth_date, member_category, party_status, id_number_index, mobile_index, created_at, updated_at)
        SELECT id, '1', '1980-01-01', 'full_member', 'normal', decode(md5('a' || full_name), 'hex'), decode(md5('b' || full_name), 'hex'), 1, 1
        FROM person WHERE pinyin <> '';
        INSERT INTO belonging (id, person_id, org_id, path, kind, from_on, pinyin, stroke, created_at)
        SELECT p.id, p.id, o.id, o.path, 'home', '2020-01-01', p.pinyin, p.stroke, 1
        FROM person p JOIN org o ON o.path = '9001' || lpad((p.no % 100)::text, 4, '0');
        ANALYZE;";
    if db.engine() == Engine::Postgres {
        db.script(MEMBERS.to_owned()).await.unwrap();
    }
}

/// The plan of a statement in the engine's words. In so small a city PostgreSQL would rather read
/// the whole table than walk an index; it is asked what it does in a large one.
async fn plan(db: &Db, statement: &'static str, params: Vec<Value>) -> String {
    let engine = db.engine();
    let prefix = if engine == Engine::Sqlite {
        "EXPLAIN QUERY PLAN "
    } else {
        "EXPLAIN "
    };
    let text: &'static str = Box::leak(format!("{prefix}{statement}").into_boxed_str());
    let explain: &'static Sql = Box::leak(Box::new(Sql::new(text)));
    db.read("explain", move |tx| {
        if engine == Engine::Sqlite {
            let rows: Vec<(i64, i64, i64, String)> = tx.all(explain, &params)?;
            return Ok(rows
                .into_iter()
                .map(|row| row.3)
                .collect::<Vec<_>>()
                .join("\n"));
        }
        static NO_SCAN: Sql = Sql::new("SET LOCAL enable_seqscan = off");
        static NO_BITMAP: Sql = Sql::new("SET LOCAL enable_bitmapscan = off");
        tx.exec(&NO_SCAN, params![])?;
        tx.exec(&NO_BITMAP, params![])?;
        let rows: Vec<(String,)> = tx.all(explain, &params)?;
        Ok(rows
            .into_iter()
            .map(|row| row.0)
            .collect::<Vec<_>>()
            .join("\n"))
    })
    .await
    .unwrap()
}

fn base() -> Vec<Value> {
    let nobody = PersonId([0; 16]);
    params![
        "90010007",
        "90010007~",
        nobody,
        "members.read",
        "2026-11-23",
        0_i64
    ]
    .to_vec()
}

#[tokio::test]
async fn a_page_of_a_large_range_walks_the_index_of_its_order() {
    each_city(async |city: City| {
        fill(city.db()).await;
        let cases: [(&str, &'static str, Value); 2] = [
            (
                "pinyin",
                include_str!("../../src/list/sql/walk_pinyin.sql"),
                Value::Text(String::new()),
            ),
            (
                "stroke",
                include_str!("../../src/list/sql/walk_stroke.sql"),
                Value::Bytes(Vec::new()),
            ),
        ];
        for (order, statement, cursor) in cases {
            let mut params = base();
            (params[0], params[1]) = (Value::Text("9001".into()), Value::Text("9001~".into()));
            params.extend([cursor, Value::Id([0; 16]), Value::Int(51)]);
            let plan = plan(city.db(), statement, params).await;
            assert!(plan.contains(&format!("belonging_{order}")), "{plan}");
            assert!(!plan.contains("belonging_path"), "{plan}");
            assert!(
                !plan.contains("Sort") && !plan.contains("ORDER BY"),
                "no sorting: {plan}"
            );
            if city.db().engine() == Engine::Sqlite {
                assert!(plan.contains("COVERING INDEX"), "{plan}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_small_range_is_gathered_by_its_path() {
    each_city(async |city: City| {
        fill(city.db()).await;
        let cases: [(&'static str, Value); 2] = [
            (
                include_str!("../../src/list/sql/gather_pinyin.sql"),
                Value::Text(String::new()),
            ),
            (
                include_str!("../../src/list/sql/gather_stroke.sql"),
                Value::Bytes(Vec::new()),
            ),
        ];
        for (statement, cursor) in cases {
            let mut params = base();
            params.extend([cursor, Value::Id([0; 16]), Value::Int(51)]);
            let plan = plan(city.db(), statement, params).await;
            assert!(plan.contains("belonging_path"), "{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_begins_at_the_index_of_what_was_typed() {
    each_city(async |city: City| {
        fill(city.db()).await;
        let words = [Value::Text("曾".into()), Value::Text("曾\u{10ffff}".into())];
        let cases: [(&str, &'static str, Vec<Value>); 4] = [
            (
                "person_name",
                include_str!("../../src/list/sql/match_named.sql"),
                words.to_vec(),
            ),
            (
                "person_spelled",
                include_str!("../../src/list/sql/match_spelled.sql"),
                words.to_vec(),
            ),
            (
                "id_number_index",
                include_str!("../../src/list/sql/by_id_number.sql"),
                vec![Value::Bytes(vec![1])],
            ),
            (
                "member_mobile",
                include_str!("../../src/list/sql/by_mobile.sql"),
                vec![Value::Bytes(vec![1])],
            ),
        ];
        for (index, statement, more) in cases {
            let mut params = base();
            params.extend(more);
            let plan = plan(city.db(), statement, params).await;
            // SQLite numbers the index of a UNIQUE column instead of naming it.
            let named = plan.contains(index) || plan.contains("sqlite_autoindex_member");
            assert!(named, "{index}: {plan}");
            assert!(
                !plan.contains("SCAN b") && !plan.contains("belonging_path"),
                "{plan}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn where_matches_begin_and_end_is_read_off_an_index() {
    each_city(async |city: City| {
        fill(city.db()).await;
        let cases: [(&[&str], &'static str); 3] = [
            (
                &["person_name"],
                include_str!("../../src/list/sql/bounds_pinyin.sql"),
            ),
            (
                &["person_name"],
                include_str!("../../src/list/sql/bounds_stroke.sql"),
            ),
            (
                &["person_spelled", "person_initials"],
                include_str!("../../src/list/sql/bounds_spelled.sql"),
            ),
        ];
        for (indexes, statement) in cases {
            let words = params!["曾", "曾\u{10ffff}"].to_vec();
            let plan = plan(city.db(), statement, words).await;
            for index in indexes {
                let ways = [
                    format!("COVERING INDEX {index}"),
                    format!("Index Only Scan using {index}"),
                ];
                assert!(ways.iter().any(|way| plan.contains(way)), "{index}: {plan}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_plan_finds_the_same_members() {
    each_city(async |city: City| {
        city.members(&city.village, &["曾小明", "王秀英", "曾国强"])
            .await;
        city.members(&city.other_branch, &["曾外人"]).await;
        let mut staff = city.with_duty("secretary", &city.street).await;
        assert_eq!(staff.get("/staff/members").await.status(), 200);
        let person = City::holder("secretary", &city.street);
        let range = city.street.path.clone();
        let base = params![
            range,
            range.end(),
            person,
            "members.read",
            "2026-11-23",
            0_i64
        ]
        .to_vec();
        let (walk, gather, searching) = city
            .db()
            .read("plans", move |tx| {
                let mut by_order = base.clone();
                by_order.extend([
                    Value::Text(String::new()),
                    Value::Id([0; 16]),
                    Value::Int(51),
                ]);
                let walk: Vec<(String, PersonId)> =
                    tx.all(sql!("../../src/list/sql/walk_pinyin.sql"), &by_order)?;
                let gather: Vec<(String, PersonId)> =
                    tx.all(sql!("../../src/list/sql/gather_pinyin.sql"), &by_order)?;
                let words = params!["曾", "曾\u{10ffff}"].to_vec();
                let mut named = base.clone();
                named.extend(words.clone());
                let found: Vec<(String, Vec<u8>, PersonId)> =
                    tx.all(sql!("../../src/list/sql/match_named.sql"), &named)?;
                named.push(Value::Int(0));
                let inside: Vec<(String, Vec<u8>, PersonId)> =
                    tx.all(sql!("../../src/list/sql/gather_matching.sql"), &named)?;
                let (first, last): (String, String) =
                    tx.one(sql!("../../src/list/sql/bounds_pinyin.sql"), &words)?;
                assert!(first < last, "{first} {last}");
                let mut matching = base.clone();
                matching.extend([Value::Text(first), Value::Id([0; 16])]);
                matching.extend(words);
                matching.extend([Value::Int(0), Value::Int(51), Value::Text(last)]);
                let walked: Vec<(String, PersonId)> = tx.all(
                    sql!("../../src/list/sql/walk_pinyin_matching.sql"),
                    &matching,
                )?;
                let ids = |found: &[(String, Vec<u8>, PersonId)]| {
                    let mut ids: Vec<_> = found.iter().map(|one| one.2).collect();
                    ids.sort();
                    ids
                };
                let mut walked: Vec<_> = walked.iter().map(|one| one.1).collect();
                walked.sort();
                Ok((walk, gather, [ids(&found), ids(&inside), walked]))
            })
            .await
            .unwrap();
        assert_eq!(walk.len(), 3);
        assert_eq!(walk, gather);
        assert_eq!(searching[0].len(), 2);
        assert!(searching.iter().all(|one| *one == searching[0]));
    })
    .await;
}
