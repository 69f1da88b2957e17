use platform::auth::account;
use platform::jobs::{NewJob, enqueue};

use super::{each_app, grant, people, person};

#[tokio::test]
async fn the_auditor_reads_pages_searches_and_checks_the_chain() {
    each_app(async |app| {
        people(&app, 3).await;
        grant(&app, person(0), "audit.read").await;
        for _ in 0..30 {
            account::disable(&app.app, person(1), person(2), "调离".to_owned())
                .await
                .unwrap();
            account::enable(&app.app, person(1), person(2), "调回".to_owned())
                .await
                .unwrap();
        }
        let mut auditor = app.signed_in(person(0)).await;
        let first = auditor.get("/ops/audit").await.text();
        assert_eq!(
            first.matches("<tr>").count(),
            51,
            "a head and fifty entries"
        );
        let next = first
            .split("rel=\"next\" href=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let second = auditor
            .get(&next.replace("&#38;", "&").replace("&amp;", "&"))
            .await
            .text();
        assert_eq!(
            second.matches("<tr>").count(),
            11,
            "the ten that are left: {second}"
        );
        assert!(second.contains("王秀英2") && second.contains("调离"));

        let none = auditor.get("/ops/audit?kind=slip").await.text();
        assert_eq!(none.matches("<tr>").count(), 0);
        let later = auditor
            .get("/ops/audit?kind=account&from=2026-11-24")
            .await
            .text();
        assert_eq!(later.matches("<tr>").count(), 0);
        let today = auditor
            .get("/ops/audit?kind=account&from=2026-11-23&to=2026-11-23")
            .await
            .text();
        assert_eq!(today.matches("<tr>").count(), 51);

        platform::audit::link_pending(&app.app.db).await.unwrap();
        assert_eq!(
            auditor.post("/ops/audit/verification", &[]).await.status(),
            303
        );
        assert!(
            auditor
                .get("/ops/audit")
                .await
                .text()
                .contains("60 条记录连成一串")
        );
    })
    .await;
}

#[tokio::test]
async fn an_auditor_of_a_part_sees_that_part_only() {
    each_app(async |app| {
        people(&app, 3).await;
        grant(&app, person(0), "audit.read").await;
        app.app
            .db
            .script("UPDATE grants SET path_lo = '00010002', path_hi = '00010002~'".to_owned())
            .await
            .unwrap();
        let now = app.app.clock.now();
        app.app
            .db
            .write("entries", move |tx| {
                for (path, reason) in [("", "全市"), ("00010002", "本街道"), ("00010003", "外街道")]
                {
                    let entry = platform::audit::Entry::new(now, "org.edit", "org");
                    platform::audit::write(tx, &entry.within(path).because(reason))?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let page = app
            .signed_in(person(0))
            .await
            .get("/ops/audit")
            .await
            .text();
        assert!(page.contains("本街道"), "{page}");
        assert!(
            !page.contains("外街道") && !page.contains(">全市"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_operator_sees_failed_jobs_and_tries_again() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(0), "ops.read").await;
        grant(&app, person(0), "ops.act").await;
        grant(&app, person(1), "ops.read").await;
        let clock = app.app.clock.clone();
        app.app
            .db
            .write("job", move |tx| {
                Ok(enqueue(
                    tx,
                    &clock,
                    &NewJob::new("test.close", serde_json::json!({})),
                )?)
            })
            .await
            .unwrap();
        app.app
            .db
            .script("UPDATE job SET state = 'failed', attempts = 8, last_error = 'disk'".to_owned())
            .await
            .unwrap();
        let mut reader = app.signed_in(person(1)).await;
        let page = reader.get("/ops/jobs").await.text();
        assert!(
            page.contains("test.close") && !page.contains("/retry\""),
            "{page}"
        );
        let mut operator = app.signed_in(person(0)).await;
        let page = operator.get("/ops/jobs").await.text();
        let id = page
            .split("/ops/jobs/")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        let door = format!("/ops/jobs/{id}/retry");
        assert_eq!(reader.post(&door, &[]).await.status(), 403);
        assert_eq!(operator.post(&door, &[]).await.status(), 303);
        assert!(!operator.get("/ops/jobs").await.text().contains("/retry\""));
    })
    .await;
}
