//! A finding with its owner, its day, its proof, and a second pair of eyes.

use testkit::each_app;

use crate::{Cast, cast, last, rooms};

#[tokio::test]
async fn whoever_proved_it_does_not_verify_it() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut own,
            mut sibling,
            ..
        } = cast(&app).await;
        let staff = city.holder(&app, "周晓明", "org_staff", &city.parent).await;
        let mut staff = app.signed_in(staff).await;
        let org = city.parent.id.to_string();
        let item = [
            ("org", org.as_str()),
            ("source", "街道检查"),
            ("found_on", "2026-11-20"),
            ("finding", "党费账目半年没有公布"),
            ("wanted", "每季度贴出来"),
            ("unit", "望江社区党支部"),
            ("due_on", "2026-12-10"),
        ];
        let mut far = item;
        far[6] = ("due_on", "2028-12-10");
        let refused = staff.post("/staff/rectifications", &far).await;
        assert!(refused.status() == 422 && refused.text().contains("之间的日期"));
        let made = staff.post("/staff/rectifications", &item).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let page = format!("/staff/rectifications/{}", last(made.location()));
        assert_eq!(sibling.get(&page).await.status(), 404);
        let proved = own
            .post(&format!("{page}/proof"), &[("proof", "公布栏第一格")])
            .await;
        assert_eq!(proved.status(), 303, "{}", proved.text());
        let verdict = [("verdict", "solved"), ("said", "看过了")];
        let oneself = own.post(&format!("{page}/verification"), &verdict).await;
        assert!(oneself.status() == 422 && oneself.text().contains("请另一个人"));
        let not_so = [("verdict", "not_solved"), ("said", "贴的是去年的")];
        let dayless = staff.post(&format!("{page}/verification"), &not_so).await;
        assert_eq!(dayless.status(), 422, "a new day is needed");
        let again = [not_so[0], not_so[1], ("due_on", "2026-12-20")];
        let opened = staff.post(&format!("{page}/verification"), &again).await;
        assert_eq!(opened.status(), 303, "{}", opened.text());
        let shown = own.get(&page).await.text();
        assert!(
            shown.contains("2026-12-20") && shown.contains("整改中"),
            "{shown}"
        );
        own.post(&format!("{page}/proof"), &[("proof", "今年的也贴了")])
            .await;
        let done = staff.post(&format!("{page}/verification"), &verdict).await;
        assert_eq!(done.status(), 303, "{}", done.text());
        let list = staff.get("/staff/rectifications?phase=closed").await.text();
        assert!(list.contains("党费账目半年没有公布") && list.contains("已核实"));
        let sheet = staff.get("/staff/rectifications/export?phase=closed").await;
        assert!(sheet.bytes().starts_with(b"PK"));
    })
    .await;
}
