//! The audit chain on both engines, and what happens to somebody who edits it.

use platform::audit::{self, Break, Entry, Head, Turn};
use platform::clock::Millis;
use platform::db::{Db, Engine};
use platform::params;
use platform::sql;
use serde_json::json;
use testkit::each_db;

use crate::support::{now, person, script};

async fn write(db: &Db, numbers: std::ops::Range<i64>) {
    db.write("test_audit", move |tx| {
        for number in numbers.clone() {
            let entry = Entry::new(Millis(now().0 + number), "member.unmask", "member")
                .by(person(1))
                .on([u8::try_from(number % 200).unwrap(); 16])
                .about(person(2))
                .within("0001000a")
                .because("核对名册")
                .with(json!({ "number": number }));
            audit::write(tx, &entry)?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

/// Does what only somebody with the database's own password can do.
async fn tamper(db: &Db, words: &str) {
    let disarm = match db.engine() {
        Engine::Sqlite => {
            "PRAGMA foreign_keys = OFF; DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;
             DROP TRIGGER audit_link_no_update; DROP TRIGGER audit_link_no_delete;"
        }
        Engine::Postgres => {
            "ALTER TABLE audit_link DROP CONSTRAINT audit_link_audit_id_fkey;
             DROP TRIGGER audit_append_only ON audit;
             DROP TRIGGER audit_link_append_only ON audit_link;"
        }
    };
    script(db, disarm).await.unwrap();
    script(db, words).await.unwrap();
}

#[tokio::test]
async fn rows_are_linked_in_order_and_the_tail_is_named() {
    each_db(async |db| {
        write(&db, 0..450).await;
        let before = audit::verify(&db, &[]).await.unwrap();
        assert_eq!(
            (before.linked, before.unsealed, before.holds()),
            (0, 450, true)
        );
        assert_eq!(audit::link_pending(&db).await.unwrap(), 450);
        assert_eq!(audit::link_pending(&db).await.unwrap(), 0);
        write(&db, 450..452).await;
        let report = audit::verify(&db, &[]).await.unwrap();
        assert_eq!(
            (report.linked, report.unsealed, report.holds()),
            (450, 2, true)
        );
        audit::link_pending(&db).await.unwrap();
        let later = audit::verify(&db, &[report.head]).await.unwrap();
        assert_eq!(
            (later.linked, later.unsealed, later.holds()),
            (452, 0, true)
        );
    })
    .await;
}

#[tokio::test]
async fn two_chainers_at_once_make_one_chain() {
    each_db(async |db| {
        write(&db, 0..600).await;
        let (a, b) = tokio::join!(audit::link_pending(&db), audit::link_pending(&db));
        let linked = a.unwrap() + b.unwrap() + audit::link_pending(&db).await.unwrap();
        assert_eq!(linked, 600);
        let report = audit::verify(&db, &[]).await.unwrap();
        assert_eq!(
            (report.linked, report.unsealed, report.holds()),
            (600, 0, true)
        );
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_changes() {
    each_db(async |db| {
        write(&db, 0..2).await;
        audit::link_pending(&db).await.unwrap();
        for words in [
            "UPDATE audit SET reason = 'x'",
            "DELETE FROM audit",
            "UPDATE audit_link SET pos = pos + 10",
            "DELETE FROM audit_link",
        ] {
            let refused = script(&db, words).await.unwrap_err();
            assert!(
                refused.to_string().contains("append-only"),
                "{words}: {refused}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_edited_row_breaks_the_chain_at_its_place() {
    each_db(async |db| {
        write(&db, 0..10).await;
        audit::link_pending(&db).await.unwrap();
        tamper(&db, "UPDATE audit SET reason = '例行' WHERE seq = 4").await;
        let report = audit::verify(&db, &[]).await.unwrap();
        assert!(
            matches!(report.broken, Some(Break::Changed { pos: 4, .. })),
            "{report:?}"
        );
        assert_eq!((report.linked, report.holds()), (3, false));
    })
    .await;
}

#[tokio::test]
async fn a_row_taken_out_breaks_the_chain() {
    each_db(async |db| {
        write(&db, 0..10).await;
        audit::link_pending(&db).await.unwrap();
        tamper(&db, "DELETE FROM audit WHERE seq = 4").await;
        let report = audit::verify(&db, &[]).await.unwrap();
        assert_eq!(report.broken, Some(Break::Gap { pos: 4 }));
    })
    .await;
}

#[tokio::test]
async fn a_chain_cut_at_its_end_differs_from_a_kept_head() {
    each_db(async |db| {
        write(&db, 0..10).await;
        audit::link_pending(&db).await.unwrap();
        let kept = db.read("head", |tx| Ok(audit::head(tx)?)).await.unwrap();
        assert_eq!(kept.pos, 10);
        tamper(
            &db,
            "DELETE FROM audit_link WHERE pos > 7; DELETE FROM audit WHERE seq > 7",
        )
        .await;
        assert!(
            audit::verify(&db, &[]).await.unwrap().holds(),
            "the chain alone cannot know"
        );
        let report = audit::verify(&db, &[kept]).await.unwrap();
        assert_eq!(report.broken, Some(Break::Cut { pos: 10 }));
    })
    .await;
}

#[tokio::test]
async fn another_chain_differs_from_a_kept_head() {
    each_db(async |db| {
        write(&db, 0..3).await;
        audit::link_pending(&db).await.unwrap();
        let foreign = Head {
            pos: 2,
            hash: [7; 32],
        };
        let report = audit::verify(&db, &[foreign]).await.unwrap();
        assert_eq!(report.broken, Some(Break::Cut { pos: 2 }));
    })
    .await;
}

#[tokio::test]
async fn a_row_written_around_the_product_is_counted() {
    each_db(async |db| {
        write(&db, 0..3).await;
        db.write("intruder", |tx| {
            tx.exec(
                sql!("sql/insert_astray.sql"),
                params![crate::support::id(9), now()],
            )?;
            Ok(())
        })
        .await
        .unwrap();
        audit::link_pending(&db).await.unwrap();
        let report = audit::verify(&db, &[]).await.unwrap();
        assert_eq!(
            (report.linked, report.astray, report.holds()),
            (3, 1, false)
        );
    })
    .await;
}

#[tokio::test]
async fn a_person_reads_who_looked_page_by_page() {
    each_db(async |db| {
        write(&db, 0..5).await;
        let pages = db
            .read("of_subject", |tx| {
                let first = audit::of_subject(tx, person(2), Turn::NEWEST, 3)?;
                let next = audit::of_subject(tx, person(2), Turn::below(&first[2]), 3)?;
                let nobody = audit::of_subject(tx, person(3), Turn::NEWEST, 3)?;
                let object = audit::of_object(tx, [1; 16], Turn::NEWEST, 3)?;
                Ok((first, next, nobody, object))
            })
            .await
            .unwrap();
        let (first, next, nobody, object) = pages;
        let numbers: Vec<i64> = first
            .iter()
            .chain(&next)
            .map(|row| row.at.0 - now().0)
            .collect();
        assert_eq!(numbers, [4, 3, 2, 1, 0]);
        assert!(nobody.is_empty());
        assert_eq!(object.len(), 1);
        assert_eq!(object[0].reason.as_deref(), Some("核对名册"));
        assert_eq!(object[0].detail, r#"{"number":1}"#);
        assert_eq!(object[0].actor, Some(person(1)));
    })
    .await;
}
