//! The three rates: by unit and topic, moved with a hand-over, without what was taken out.

use testkit::each_app;

use crate::{Cast, cast, first, rooms, say, spot};

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
        own.post(&format!("{request}/answer"), &[("answer", "已换")])
            .await;
        let verdict = [
            ("code", solved.as_str()),
            ("verdict", "solved"),
            ("satisfied", "yes"),
        ];
        assert_eq!(
            app.anonymous().post("/r/verdict", &verdict).await.status(),
            200
        );

        say(&app, &spot, "二号路灯", "").await;
        let request = first(&mut own).await;
        let offer = [("unit", "柳河社区党支部"), ("offer_reason", "在柳河")];
        own.post(&format!("{request}/offer"), &offer).await;
        let page = sibling.get(&request).await.text();
        let person = crate::between(
            &page,
            "id=\"f-person\" name=\"person\">\n<option value=\"",
            "\"",
        );
        let taken = [("person", person)];
        assert_eq!(
            sibling
                .post(&format!("{request}/acceptance"), &taken)
                .await
                .status(),
            303
        );

        platform::tally::fold(&app.app.db).await.expect("sums");
        let page = street.get("/staff/requests/rates").await.text();
        assert!(page.contains("2 件受理，1 件按时联系"), "{page}");
        assert!(page.contains("1 件评价，1 件解决"), "{page}");
        assert!(
            page.contains("望江社区党支部") && page.contains("柳河社区党支部"),
            "{page}"
        );
        let here = own.get("/staff/requests/rates").await.text();
        assert!(here.contains("1 件受理，1 件按时联系"), "{here}");
        let there = format!("/staff/requests/rates?org={}", city.sibling.id);
        assert_eq!(own.get(&there).await.status(), 404);
        let sheet = street.get("/staff/requests/rates/export").await;
        let table = platform::sheet::read(sheet.bytes(), &platform::sheet::Limits::default())
            .expect("a workbook");
        assert_eq!(table.rows.len(), 3);

        // Taken out, it counts nowhere.
        let asked = [("reason", "beyond"), ("grounds", "归铁路管")];
        sibling.post(&format!("{request}/exclusion"), &asked).await;
        let granted = [("granted", "yes"), ("decision", "归铁路管")];
        assert_eq!(
            street
                .post(&format!("{request}/decision"), &granted)
                .await
                .status(),
            303
        );
        platform::tally::fold(&app.app.db).await.expect("sums");
        let page = street.get("/staff/requests/rates").await.text();
        assert!(page.contains("1 件受理，1 件按时联系"), "{page}");
    })
    .await;
}
