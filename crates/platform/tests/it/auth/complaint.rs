use super::{each_app, grant, people, person};

#[tokio::test]
async fn a_complaint_is_taken_without_an_account_and_answered() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(1), "complaints.answer").await;
        let mut stranger = app.anonymous();
        assert_eq!(
            stranger
                .post("/about/complaint", &[("body", " ")])
                .await
                .status(),
            422
        );
        let sent = stranger
            .post("/about/complaint", &[("body", "<b>字</b>太小，看不清")])
            .await;
        let place = sent.location().trim_end_matches("?new=1").to_owned();
        let page = stranger.get(&place).await.text();
        assert!(
            page.contains("&#60;b&#62;字"),
            "what is written is text: {page}"
        );

        assert_eq!(
            app.signed_in(person(0))
                .await
                .get("/ops/complaints")
                .await
                .status(),
            403
        );
        let mut staff = app.signed_in(person(1)).await;
        let list = staff.get("/ops/complaints").await.text();
        let id = list
            .split("/ops/complaints/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let door = format!("/ops/complaints/{id}");
        assert_eq!(staff.post(&door, &[("body", "")]).await.status(), 422);
        assert_eq!(
            staff
                .post(&door, &[("body", "“我的”里可以打开长辈版。")])
                .await
                .status(),
            303
        );
        assert_eq!(
            staff.post(&door, &[("body", "再答一次")]).await.status(),
            422
        );

        let page = stranger.get(&place).await.text();
        assert!(
            page.contains("可以打开长辈版") && !page.contains("再答一次"),
            "{page}"
        );
        let reference = place.rsplit('/').next().unwrap().to_lowercase();
        let found = stranger
            .get(&format!("/about/complaint/find?reference={reference}"))
            .await;
        assert_eq!(found.location(), place);
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_who_complained_unless_they_say_so() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(1), "complaints.answer").await;
        let mut member = app.signed_in(person(0)).await;
        member.post("/about/complaint", &[("body", "第一条")]).await;
        let mut staff = app.signed_in(person(1)).await;
        assert!(
            !staff
                .get("/ops/complaints")
                .await
                .text()
                .contains("王秀英0")
        );
        member
            .post("/about/complaint", &[("body", "第二条"), ("named", "yes")])
            .await;
        assert!(
            staff
                .get("/ops/complaints")
                .await
                .text()
                .contains("王秀英0")
        );
    })
    .await;
}

#[tokio::test]
async fn a_day_from_one_address_has_an_end() {
    each_app(async |app| {
        let mut stranger = app.anonymous();
        for _ in 0..60 {
            assert_eq!(
                stranger
                    .post("/about/complaint", &[("body", "重复")])
                    .await
                    .status(),
                303
            );
        }
        assert_eq!(
            stranger
                .post("/about/complaint", &[("body", "重复")])
                .await
                .status(),
            422
        );
        app.app
            .clock
            .advance(std::time::Duration::from_secs(86_400));
        assert_eq!(
            stranger
                .post("/about/complaint", &[("body", "重复")])
                .await
                .status(),
            303
        );
    })
    .await;
}

#[tokio::test]
async fn all_complaints_are_reached_page_by_page_and_by_their_words() {
    each_app(async |app| {
        people(&app, 2).await;
        grant(&app, person(1), "complaints.answer").await;
        for number in 0..57 {
            let body = format!("第 {number:03} 条");
            let place = number.to_string();
            let sent = platform::auth::complaint::make(&app.app, &place, None, &body).await;
            sent.unwrap();
            app.app.clock.advance(std::time::Duration::from_secs(1));
        }
        let mut staff = app.signed_in(person(1)).await;
        let first = staff.get("/ops/complaints").await.text();
        assert!(first.contains("57") && first.contains("第 000 条") && first.contains("第 049 条"));
        assert!(!first.contains("第 050 条"), "fifty a page");
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&");
        let second = staff.get(&next).await.text();
        assert!(
            second.contains("第 050 条") && second.contains("第 056 条"),
            "{second}"
        );
        assert!(!second.contains("第 049 条") && !second.contains("rel=\"next\""));
        let found = staff.get("/ops/complaints?q=055").await.text();
        assert!(
            found.contains("第 055 条") && !found.contains("第 054 条"),
            "{found}"
        );
        let none = staff.get("/ops/complaints?q=nowhere").await.text();
        assert!(none.contains("没有找到"), "{none}");
        let answered = staff.get("/ops/complaints?state=answered").await.text();
        assert!(answered.contains("还没有答复过的意见"), "{answered}");
    })
    .await;
}
