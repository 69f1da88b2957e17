//! Hand-overs: the old owner keeps a request until another accepts, the third goes to a ruling.

use testkit::{Client, each_app};

use crate::{Cast, cast, first, person, rooms, say, send, spot};

const OFFER: &str = "offer_reason";

fn due(page: &str) -> String {
    crate::between(page, "<dt>办理期限</dt><dd>", "</dd>").to_owned()
}

#[tokio::test]
async fn passed_on_twice_and_then_ruled_on_with_the_same_clock() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut street,
            mut own,
            mut sibling,
        } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        say(&app, &spot, "两个小区中间的围墙要倒", "").await;
        let request = first(&mut own).await;
        let begun = due(&own.get(&request).await.text());
        assert_eq!(sibling.get(&request).await.status(), 404);
        it_is_offered(&mut own, &mut sibling, &request).await;
        let page = sibling.get(&request).await.text();
        let taken = [("person", person(&page))];
        let accepted = send(&mut sibling, &format!("{request}/acceptance"), &taken).await;
        assert_eq!(accepted, 303);
        let page = sibling.get(&request).await.text();
        assert_eq!(due(&page), begun, "the clock was not set anew");
        let answer = [("answer", "x")];
        let late = send(&mut own, &format!("{request}/answer"), &answer).await;
        assert_eq!(late, 404, "not theirs any more");
        let seen = own.get(&request).await.status();
        assert_eq!(seen, 200, "the first receiver still sees it");
        it_is_ruled_on([&mut street, &mut own, &mut sibling], &request).await;
        let page = own.get(&request).await.text();
        assert_eq!(due(&page), begun, "the clock was not set anew");
    })
    .await;
}

/// Until it is accepted it is where it was; whoever is asked sees it.
async fn it_is_offered(own: &mut Client, sibling: &mut Client, request: &str) {
    let path = format!("{request}/offer");
    for (unit, said) in [
        ("没有这个单位", "没有找到这个单位"),
        ("望江社区党支部", "本来就是他们的"),
    ] {
        let wrong = own
            .post(&path, &[("unit", unit), (OFFER, "墙是那边的")])
            .await;
        assert!(
            wrong.status() == 422 && wrong.text().contains(said),
            "{unit}"
        );
    }
    let offer = [("unit", "柳河社区党支部"), (OFFER, "墙是那边的")];
    assert_eq!(send(own, &path, &offer).await, 303);
    let page = sibling.get(request).await.text();
    assert!(page.contains("接受这件事"), "{page}");
    let early = send(sibling, &format!("{request}/answer"), &[("answer", "x")]).await;
    assert_eq!(early, 404, "not theirs yet");
}

/// Back, refused, and once more: now the street rules, and after that nobody passes it on.
async fn it_is_ruled_on([street, own, sibling]: [&mut Client; 3], request: &str) {
    let path = format!("{request}/offer");
    let offer = [("unit", "望江社区党支部"), (OFFER, "墙是他们的")];
    assert_eq!(send(sibling, &path, &offer).await, 303);
    let refusal = [("refusal", "不是我们的")];
    assert_eq!(
        send(own, &format!("{request}/refusal"), &refusal).await,
        303
    );
    assert_eq!(send(sibling, &path, &offer).await, 303);
    let list = street.get("/staff/requests").await.text();
    assert!(list.contains("等你们裁定的"), "{list}");
    let page = street.get(request).await.text();
    assert!(
        page.contains("由谁裁定") && page.contains("清溪街道"),
        "{page}"
    );
    let ruling = [
        ("unit", "望江社区党支部"),
        ("ruling_reason", "墙在望江一侧"),
    ];
    let path = format!("{request}/ruling");
    let below = send(own, &path, &ruling).await;
    assert_eq!(below, 404, "only the common organisation rules");
    assert_eq!(send(street, &path, &ruling).await, 303);
    let again = [("unit", "柳河社区党支部"), (OFFER, "还是他们的")];
    let again = own.post(&format!("{request}/offer"), &again).await;
    assert!(again.status() == 422 && again.text().contains("已经裁定"));
}

#[tokio::test]
async fn taking_out_is_asked_by_one_and_decided_above_by_another() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut street,
            mut own,
            ..
        } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        let code = say(&app, &spot, "和上月一样的事", "").await;
        let request = first(&mut own).await;
        let asked = [("reason", "repeated"), ("grounds", "上月已办结")];
        let sent = own.post(&format!("{request}/exclusion"), &asked).await;
        assert_eq!(sent.status(), 303, "{}", sent.text());
        let own_decision = [("granted", "yes"), ("decision", "同意")];
        let self_made = own
            .post(&format!("{request}/decision"), &own_decision)
            .await;
        assert_eq!(
            self_made.status(),
            422,
            "nobody decides in their own organisation"
        );
        let decided = street
            .post(&format!("{request}/decision"), &own_decision)
            .await;
        assert_eq!(decided.status(), 303, "{}", decided.text());
        let followed = app.anonymous().post("/r/track", &[("code", &code)]).await;
        assert!(
            followed.text().contains("不在受理范围"),
            "{}",
            followed.text()
        );
    })
    .await;
}

#[tokio::test]
async fn an_outside_unit_answers_once_by_its_address_or_on_paper() {
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        say(&app, &spot, "变压器响", "13800138000").await;
        let request = first(&mut own).await;
        let order = [("given_to", "云溪供电所"), ("order", "请检查变压器")];
        let sent = own.post(&format!("{request}/orders"), &order).await;
        assert_eq!(sent.status(), 200, "{}", sent.text());
        let door = format!("/w/{}", crate::between(&sent.text(), "/w/", "<"));
        let mut outside = app.anonymous();
        let page = outside.get(&door).await.text();
        assert!(
            page.contains("请检查变压器") && !page.contains("1380013"),
            "{page}"
        );
        let reply = [("reply", "已更换垫片"), ("reply_by", "张工")];
        let wrong = outside.post(&door, &reply[..1]).await;
        assert!(wrong.status() == 422 && wrong.text().contains("已更换垫片"));
        assert_eq!(outside.post(&door, &reply).await.status(), 200);
        assert_eq!(outside.post(&door, &reply).await.status(), 404, "once");
        assert_eq!(outside.get(&door).await.status(), 404);
        let page = own.get(&format!("{request}/orders/1")).await.text();
        assert!(
            page.contains("已更换垫片") && page.contains("张工说"),
            "{page}"
        );
        let letter = own.get(&format!("{request}/orders/1/letter")).await;
        assert!(letter.bytes().starts_with(b"PK"));

        let second = [("given_to", "望江物业"), ("order", "请配合停电")];
        assert_eq!(
            own.post(&format!("{request}/orders"), &second)
                .await
                .status(),
            200
        );
        let typed = own.post(&format!("{request}/orders/2/reply"), &reply).await;
        assert_eq!(typed.status(), 303, "{}", typed.text());
        let page = own.get(&format!("{request}/orders/2")).await.text();
        assert!(page.contains("陈建国照纸面录入"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_clock_stands_still_for_known_reasons_and_not_long() {
    each_app(rooms, async |app| {
        let Cast { city, mut own, .. } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        say(&app, &spot, "屋顶漏水", "").await;
        let request = first(&mut own).await;
        let pause = |days: &'static str| [("pause", "weather"), ("days", days)];
        for (days, status) in [("6", 422), ("0", 422), ("3", 303), ("3", 422), ("2", 303)] {
            let sent = own.post(&format!("{request}/pause"), &pause(days)).await;
            assert_eq!(sent.status(), status, "{days} {}", sent.text());
        }
    })
    .await;
}
