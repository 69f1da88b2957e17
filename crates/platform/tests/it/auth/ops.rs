use platform::auth::account;
use platform::jobs::{NewJob, enqueue};
use platform::sheet::{Limits, read_xlsx};

use super::{each_app, grant, people, person};

/// Where the link to the next page leads.
fn next_of(page: &str) -> Option<String> {
    let rest = page.split("rel=\"next\" href=\"").nth(1)?;
    let address = rest.split('"').next()?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

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
        let second = auditor.get(&next_of(&first).unwrap()).await.text();
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

#[tokio::test]
async fn jobs_are_read_in_words_and_page_by_page() {
    each_app(async |app| {
        people(&app, 1).await;
        grant(&app, person(0), "ops.read").await;
        let clock = app.app.clock.clone();
        app.app
            .db
            .write("jobs", move |tx| {
                for number in 0..120 {
                    let kind = if number < 60 { "roster.take_in" } else { "roster.take_back" };
                    enqueue(tx, &clock, &NewJob::new(kind, serde_json::json!({})))?;
                }
                Ok(())
            })
            .await
            .unwrap();
        app.app
            .db
            .script("UPDATE job SET state = 'failed', attempts = 8, last_error = 'internal: the handler panicked'".to_owned())
            .await
            .unwrap();
        let mut reader = app.signed_in(person(0)).await;
        let (mut rows, mut pages) = (0, 0);
        let mut next = Some("/ops/jobs?state=failed".to_owned());
        while let Some(address) = next {
            let page = reader.get(&address).await.text();
            rows += page.matches("<tr><th").count() - 1;
            pages += 1;
            assert!(page.contains("程序出错，中途停了"), "{page}");
            next = next_of(&page);
        }
        assert_eq!((rows, pages), (120, 3));
        let page = reader.get("/ops/jobs?state=failed&kind=roster.take_in").await.text();
        assert!(page.contains("把花名册登记进来"), "{page}");
        assert!(!page.contains(">撤回一份花名册</th>"), "{page}");
        let done = reader.get("/ops/jobs?state=done").await.text();
        assert!(done.contains("没有这样的任务"), "{done}");
    })
    .await;
}

#[tokio::test]
async fn the_log_is_searched_and_taken_out_by_the_auditor_alone() {
    each_app(async |app| {
        people(&app, 3).await;
        grant(&app, person(0), "audit.read").await;
        for reason in ["调离", "调回", "借调"] {
            account::disable(&app.app, person(1), person(2), reason.to_owned())
                .await
                .unwrap();
            account::enable(&app.app, person(1), person(2), "恢复".to_owned())
                .await
                .unwrap();
        }
        let now = app.app.clock.now();
        app.app
            .db
            .write("entry", move |tx| {
                let detail = serde_json::json!({ "count": 28, "secret_code": "x-1" });
                let entry = platform::audit::Entry::new(now, "member.export", "org").with(detail);
                Ok(platform::audit::write(tx, &entry)?)
            })
            .await
            .unwrap();
        let mut auditor = app.signed_in(person(0)).await;
        let all = auditor.get("/ops/audit").await.text();
        assert!(
            all.contains("数量：28") && all.contains("secret_code：x-1"),
            "{all}"
        );
        assert!(!all.contains("{&#34;"), "no JSON: {all}");
        let found = auditor.get("/ops/audit?q=%E5%80%9F%E8%B0%83").await.text();
        assert_eq!(
            found.matches("<tr>").count(),
            2,
            "a head and one entry: {found}"
        );
        let nobody = auditor.get("/ops/audit?q=nobody").await.text();
        assert_eq!(nobody.matches("<tr>").count(), 0);

        let fields = [("kind", "account"), ("q", "借调")];
        let mut other = app.signed_in(person(1)).await;
        grant(&app, person(1), "ops.read").await;
        assert_eq!(other.post("/ops/audit/export", &fields).await.status(), 403);
        let reply = auditor.post("/ops/audit/export", &fields).await;
        assert_eq!(reply.status(), 200);
        let sheet = read_xlsx(reply.bytes(), &Limits::default()).unwrap();
        let words: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.to_text())
                    .collect::<Vec<_>>()
                    .join("|")
            })
            .collect();
        assert_eq!(words.len(), 1, "{words:?}");
        assert!(
            words[0].contains("停用账号|王秀英2|王秀英1|借调"),
            "{words:?}"
        );
        let log = auditor.get("/ops/audit?kind=log").await.text();
        assert!(
            log.contains("导出审计日志") && log.contains("找的字：借调"),
            "{log}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_front_page_shows_what_waits_for_whom() {
    each_app(async |app| {
        people(&app, 4).await;
        for permission in [
            "ops.act",
            "ops.read",
            "complaints.answer",
            "rules.propose",
            "rules.read",
        ] {
            grant(&app, person(0), permission).await;
        }
        grant(&app, person(1), "rules.confirm").await;
        grant(&app, person(1), "rules.read").await;
        let mut system = app.signed_in(person(0)).await;
        let empty = system.get("/staff").await.text();
        assert!(empty.contains("现在没有等着你办的事"), "{empty}");
        for _ in 0..3 {
            let sent = app
                .anonymous()
                .post("/about/complaint", &[("body", "字太小")])
                .await;
            assert_eq!(sent.status(), 303);
        }
        let fields = [
            ("value", "15"),
            ("from", "2026-11-24"),
            ("reason", "第 3 号通知"),
        ];
        let asked = system
            .post("/ops/rules/privacy.figures_from/proposals", &fields)
            .await;
        assert_eq!(asked.status(), 303);
        let page = system.get("/staff").await.text();
        assert!(
            page.contains("有 1 件事等着你办") && page.contains("3 条意见等着答复"),
            "{page}"
        );
        assert_eq!(
            page.matches("btn-primary").count() - 1,
            1,
            "one next step, beside the dialog's"
        );
        let page = app.signed_in(person(1)).await.get("/staff").await.text();
        assert!(
            page.contains("改为 15 人") && !page.contains("意见等着答复"),
            "{page}"
        );
        assert_eq!(
            app.signed_in(person(3)).await.get("/staff").await.status(),
            403
        );
    })
    .await;
}
