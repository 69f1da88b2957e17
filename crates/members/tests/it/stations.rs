//! Stations as whole requests: made and changed by those who keep them, read by everybody, asked by
//! members and for them.

use testkit::Client;

use crate::floating::form_id;
use crate::world::{City, between, each_city, now, open_account};

fn facts<'f>(id: &'f str, org: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("id", id),
        ("org", org),
        ("name", "驻杭流动党员服务站"),
        ("division", "浙江省杭州市"),
        ("address", "滨江区某路 1 号"),
        ("place", "30.208, 120.211"),
        ("hours", "周一至周五 9:00–17:00"),
        ("people", "王站长"),
        ("services", "转接组织关系咨询\n法律咨询"),
    ]
}

#[tokio::test]
async fn a_station_is_found_by_everybody_asked_by_members_and_kept_by_its_own() {
    each_city(async |city: City| {
        let mut street = city.with_duty("secretary", &city.street).await;
        let mut other = city.with_duty("secretary", &city.other_street).await;
        let form = form_id(&street.get("/staff/stations/new").await.text());
        let org = city.street.id.to_string();
        let wrong = [("place", "东经一百二十度")];
        let mut fields = facts(&form, &org);
        fields.retain(|(name, _)| *name != "place");
        fields.extend(wrong);
        let refused = street.post("/staff/stations", &fields).await;
        assert!(refused.status() == 422 && refused.text().contains("纬度、经度两个数"));
        let made = street.post("/staff/stations", &facts(&form, &org)).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let staff = made.location().to_owned();
        let public = staff.replace("/staff", "");
        assert_eq!(other.get(&staff).await.status(), 404);
        assert_eq!(city.tally(&city.root, "stations.open").await, 1);

        let mut anybody = city.app.anonymous();
        let list = anybody.get("/stations?division=浙江省杭州市").await.text();
        assert!(list.contains("data-latitude=\"30.208000\""), "{list}");
        let page = anybody.get(&public).await.text();
        assert!(page.contains("法律咨询") && page.contains("登录以后"));
        let sent = anybody
            .post(&format!("{public}/asks"), &[("ask", "帮忙")])
            .await;
        assert!(sent.location().starts_with("/sign-in"));
        assert!(
            street
                .get(&format!("{staff}/poster"))
                .await
                .text()
                .contains("<path d=\"M")
        );

        asked_and_answered(&city, &mut street, &staff).await;
        typed_in_and_called_off(&city, &mut street, &staff).await;
    })
    .await;
}

/// A member asks, the station answers, nobody else reads it.
async fn asked_and_answered(city: &City, street: &mut Client, staff: &str) {
    let public = staff.replace("/staff", "");
    let person = city.member(&city.village, "王秀英").await;
    city.db()
        .write("open", move |tx| open_account(tx, person, now()))
        .await
        .unwrap();
    let mut member = city.app.signed_in(person).await;
    let form = form_id(&member.get(&public).await.text());
    let ask = [("id", form.as_str()), ("ask", "孩子上学要什么材料")];
    assert_eq!(
        member.post(&format!("{public}/asks"), &ask).await.status(),
        303
    );
    assert_eq!(
        member.post(&format!("{public}/asks"), &ask).await.status(),
        303
    );
    let page = street.get(staff).await.text();
    assert_eq!(page.matches("<b>孩子上学要什么材料</b>").count(), 1);
    let id = between(&page, "name=\"ask_id\" value=\"", "\"").to_owned();
    let early = street
        .post(&format!("{staff}/closures"), &[("ask_id", &id)])
        .await;
    assert!(early.status() == 422 && early.text().contains("先答复"));
    let answer = [("ask_id", id.as_str()), ("answer", "带户口本和居住证")];
    assert_eq!(
        street
            .post(&format!("{staff}/answers"), &answer)
            .await
            .status(),
        303
    );
    let seen = member.get(&public).await.text();
    assert!(seen.contains("带户口本和居住证"));
    let mut stranger = city.with_duty("secretary", &city.block).await;
    assert!(!stranger.get(&public).await.text().contains("户口本"));
    let foreign = stranger
        .post(&format!("{public}/closures"), &[("ask_id", &id)])
        .await;
    assert_eq!(foreign.status(), 404);
    let done = member
        .post(&format!("{public}/closures"), &[("ask_id", &id)])
        .await;
    assert_eq!(done.status(), 303, "{}", done.text());
}

/// What somebody says at the desk, what is on, and the end of the station.
async fn typed_in_and_called_off(city: &City, street: &mut Client, staff: &str) {
    let public = staff.replace("/staff", "");
    let mut anybody = city.app.anonymous();
    // At the desk somebody types it in; what is on is said and called off.
    let form = form_id(&street.get(staff).await.text());
    let typed = [
        ("id", form.as_str()),
        ("asker", "李师傅"),
        ("ask", "找工作"),
    ];
    assert_eq!(
        street.post(&format!("{staff}/asks"), &typed).await.status(),
        303
    );
    let event = [("title", "返乡座谈会"), ("starts_at", "2026-12-05T14:00")];
    assert_eq!(
        street
            .post(&format!("{staff}/events"), &event)
            .await
            .status(),
        303
    );
    assert!(anybody.get(&public).await.text().contains("返乡座谈会"));
    let page = street.get(staff).await.text();
    assert!(page.contains("李师傅"));
    let event = between(&page, "name=\"event_id\" value=\"", "\"").to_owned();
    let off = street
        .post(&format!("{staff}/cancellations"), &[("event_id", &event)])
        .await;
    assert_eq!(off.status(), 303);
    assert!(anybody.get(&public).await.text().contains("已取消"));
    assert_eq!(
        street.post(&format!("{staff}/closure"), &[]).await.status(),
        303
    );
    assert!(!anybody.get("/stations").await.text().contains("驻杭"));
    assert_eq!(city.tally(&city.root, "stations.open").await, 0);
}
