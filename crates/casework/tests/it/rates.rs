//! The three rates: by unit and topic, moved with a hand-over, without what was taken out.

use platform::sheet::{Limits, read};
use testkit::{Client, TestApp, each_app};

use crate::{Cast, cast, first, pass_on, rooms, say, send, spot};

/// The page of rates, with everything summed up.
async fn rates(app: &TestApp, client: &mut Client) -> String {
    platform::tally::fold(&app.app.db).await.expect("sums");
    client.get("/staff/requests/rates").await.text()
}

#[tokio::test]
async fn rates_follow_what_happens_and_where() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut street,
            mut own,
            mut sibling,
        } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        let solved = say(&app, &spot, "一号路灯", "").await;
        let request = first(&mut own).await;
        let answer = [("answer", "已换")];
        assert_eq!(
            send(&mut own, &format!("{request}/answer"), &answer).await,
            303
        );
        let verdict = [
            ("code", solved.as_str()),
            ("verdict", "solved"),
            ("satisfied", "yes"),
        ];
        assert_eq!(
            send(&mut app.anonymous(), "/r/verdict", &verdict).await,
            200
        );
        say(&app, &spot, "二号路灯", "").await;
        let request = first(&mut own).await;
        pass_on(&mut own, &mut sibling, &request, "柳河社区党支部").await;

        let page = rates(&app, &mut street).await;
        for said in [
            "按月份（最近 12 个月）",
            "<th scope=\"row\">2026-11</th><td class=\"n\" data-label=\"受理\">2</td>",
            "class=\"rate-line rate-response\"",
            "2 件受理，1 件按时联系",
            "1 件评价，1 件解决",
            "望江社区党支部",
            "柳河社区党支部",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let here = rates(&app, &mut own).await;
        assert!(here.contains("1 件受理，1 件按时联系"), "{here}");
        let there = format!("/staff/requests/rates?org={}", city.sibling.id);
        assert_eq!(own.get(&there).await.status(), 404);
        let sheet = street.get("/staff/requests/rates/export").await;
        let table = read(sheet.bytes(), &Limits::default()).expect("a workbook");
        assert_eq!(table.rows.len(), 3);

        // Taken out, it counts nowhere.
        let asked = [("reason", "beyond"), ("grounds", "归铁路管")];
        assert_eq!(
            send(&mut sibling, &format!("{request}/exclusion"), &asked).await,
            303
        );
        let granted = [("granted", "yes"), ("decision", "归铁路管")];
        assert_eq!(
            send(&mut street, &format!("{request}/decision"), &granted).await,
            303
        );
        let page = rates(&app, &mut street).await;
        assert!(page.contains("1 件受理，1 件按时联系"), "{page}");
    })
    .await;
}
