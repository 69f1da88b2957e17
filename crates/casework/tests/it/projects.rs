//! A project from its goal to its honest closing; measurements by hand and from a file.

use testkit::{Client, each_app};

use crate::{Cast, cast, last, rooms, send};

const NEW: [(&str, &str); 8] = [
    ("title", "窗口办件提速"),
    ("goal", "居民少等"),
    ("measure", "平均办件天数"),
    ("unit", "天"),
    ("baseline", "7"),
    ("target", "3.5"),
    ("starts_on", "2026-01-01"),
    ("ends_on", "2026-12-31"),
];

/// Begins a project of an organisation, once wrongly; its page.
async fn begin(own: &mut Client, org: &str) -> String {
    let mut fields = NEW.to_vec();
    fields.push(("org", org));
    fields[5] = ("target", "7.0");
    assert_eq!(send(own, "/staff/projects", &fields).await, 422);
    fields[5] = NEW[5];
    let made = own.post("/staff/projects", &fields).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    format!("/staff/projects/{}", last(made.location()))
}

#[tokio::test]
async fn a_project_is_measured_and_closed_as_it_is() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut own,
            mut sibling,
            ..
        } = cast(&app).await;
        let page = begin(&mut own, &city.own.id.to_string()).await;
        assert_eq!(sibling.get(&page).await.status(), 404);
        let closing = [
            ("verdict", "partly"),
            ("contribution", "示范岗有用"),
            ("otherwise", "系统也升级了"),
        ];
        let early = own.post(&format!("{page}/closure"), &closing).await;
        assert!(early.status() == 422 && early.text().contains("一次也没有量过"));
        let action = [("what", "设党员示范岗"), ("planned_on", "2026-03-01")];
        assert_eq!(
            send(&mut own, &format!("{page}/actions"), &action).await,
            303
        );
        let did = [
            ("action", "1"),
            ("done_on", "2026-03-05"),
            ("done_words", "两人轮值"),
        ];
        for status in [303, 422] {
            assert_eq!(send(&mut own, &format!("{page}/deeds"), &did).await, status);
        }
        for (day, value, status) in [
            ("2026-02-01", "6.8", 303),
            ("2026-04-01", "约五天", 422),
            ("2027-04-01", "5", 422),
            ("2026-04-01", "５．２", 303),
        ] {
            let measured = [("measured_on", day), ("value", value)];
            let sent = send(&mut own, &format!("{page}/measurements"), &measured).await;
            assert_eq!(sent, status, "{day} {value}");
        }
        let shown = own.get(&page).await.text();
        assert!(
            shown.contains("class=\"chart-line\"") && shown.contains("5.2"),
            "{shown}"
        );
        assert!(!shown.contains("style="), "attributes only");
        assert_eq!(
            send(&mut own, &format!("{page}/closure"), &closing).await,
            303
        );
        let late = [("measured_on", "2026-05-01"), ("value", "4")];
        assert_eq!(
            send(&mut own, &format!("{page}/measurements"), &late).await,
            422
        );
        assert!(own.get(&page).await.text().contains("系统也升级了"));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_kept_whole_or_not_at_all() {
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let org = city.own.id.to_string();
        let new = [
            ("org", org.as_str()),
            ("title", "合格率"),
            ("goal", "少返工"),
            ("measure", "一次合格率"),
            ("unit", "%"),
            ("baseline", "90"),
            ("target", "98"),
            ("starts_on", "2026-01-01"),
            ("ends_on", "2026-12-31"),
        ];
        let made = own.post("/staff/projects", &new).await;
        let page = format!("{}/import", made.location());
        let wrong = "日期,数值,来源\n2026-01-31,91.5,质检\n2026-02-30,92,质检\n".as_bytes();
        let looked = own.upload(&page, &[], ("file", "合格率.csv", wrong)).await;
        assert_eq!(looked.status(), 422);
        assert!(looked.text().contains("第 3 行") && !looked.text().contains("name=\"keep\""));
        let right = "日期,数值,来源\n2026-01-31,91.5,\"质检, 一科\"\n2026-02-28,92,\n".as_bytes();
        let looked = own.upload(&page, &[], ("file", "合格率.csv", right)).await;
        assert_eq!(looked.status(), 200, "{}", looked.text());
        assert!(
            !own.get(made.location()).await.text().contains("91.5"),
            "only looked at"
        );
        let text = looked.text();
        let carried = crate::between(&text, "name=\"carried\" value=\"", "\">")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"");
        let kept = own
            .post(&page, &[("keep", "1"), ("carried", &carried)])
            .await;
        assert_eq!(kept.status(), 303, "{}", kept.text());
        let shown = own.get(made.location()).await.text();
        assert!(
            shown.contains("91.5") && shown.contains("质检, 一科"),
            "{shown}"
        );
    })
    .await;
}
