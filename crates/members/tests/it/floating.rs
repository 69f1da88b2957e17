//! Stays elsewhere as whole requests: said by one side, confirmed by the other, by link and from paper;
//! lost contacts; what follows when somebody moves home or leaves.

use members::belonging::exit::{Leaving, leave};
use members::belonging::{Act, of_person};
use members::floating::answer::{Answer, say};
use members::floating::{FloatingId, Side};
use platform::error::Error;
use platform::ids::PersonId;
use testkit::Client;

use crate::world::{City, between, each_city, now};

/// A form's id, fresh on each page.
pub fn form_id(page: &str) -> String {
    between(page, "name=\"id\" value=\"", "\"").to_owned()
}

fn stay<'f>(id: &'f str, host: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("id", id),
        ("destination", "浙江省杭州市"),
        ("host", host),
        ("reason", "work"),
        ("unit_nature", "private_enterprise"),
        ("from_on", "2026-11-01"),
        ("has_card", "1"),
    ]
}

async fn opened(city: &City, person: PersonId) -> Client {
    city.db()
        .write("open", move |tx| {
            crate::world::open_account(tx, person, now())
        })
        .await
        .unwrap();
    city.app.signed_in(person).await
}

async fn register(member: &mut Client, host: &str) -> String {
    let id = form_id(&member.get("/me/floating/new").await.text());
    let made = member.post("/me/floating", &stay(&id, host)).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    made.location().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_member_registers_and_both_sides_of_ours_confirm() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut member = opened(&city, person).await;
        let id = register(&mut member, "望江社区党支部").await;
        // A second form is told that the first is open; the same form again makes nothing new.
        let fresh = form_id(&member.get("/me/floating/new").await.text());
        let twice = member.post("/me/floating", &stay(&fresh, "")).await;
        assert!(twice.status() == 422 && twice.text().contains("没有结束"));
        assert_eq!(
            member.post("/me/floating", &stay(&id, "")).await.status(),
            303
        );

        let mut village = city.with_duty("secretary", &city.village).await;
        let mut block = city.with_duty("secretary", &city.block).await;
        let mut other = city.with_duty("secretary", &city.other_street).await;
        let address = format!("/staff/floating/{id}");
        assert_eq!(other.get(&address).await.status(), 404);
        let desk = village.get("/staff").await.text();
        assert!(
            desk.contains("等你确认") && desk.contains("王秀英"),
            "{desk}"
        );
        // One side cannot speak for the other.
        let yes = |side| vec![("side", side), ("verdict", "yes")];
        let wrong = block.post(&format!("{address}/answer"), &yes("home")).await;
        assert!(wrong.status() == 422 && wrong.text().contains("另一边"));
        let done = village
            .post(&format!("{address}/answer"), &yes("home"))
            .await;
        assert_eq!(done.status(), 303, "{}", done.text());
        assert_eq!(city.tally(&city.root, "floating.out").await, 0);
        let done = block.post(&format!("{address}/answer"), &yes("host")).await;
        assert_eq!(done.status(), 303, "{}", done.text());
        for (org, indicator, count) in [
            (&city.village, "floating.out", 1),
            (&city.block, "floating.in", 1),
            (&city.block, "members.guests", 1),
            (&city.village, "members.away", 1),
            (&city.block, "members.total", 0),
        ] {
            assert_eq!(city.tally(org, indicator).await, count, "{indicator}");
        }
        let twice = block.post(&format!("{address}/answer"), &yes("host")).await;
        assert!(twice.status() == 422 && twice.text().contains("已经回复过"));

        in_touch_and_back(&city, &mut member, &mut block, &id).await;
    })
    .await;
}

/// Contacts of both sides, and the end of it.
async fn in_touch_and_back(city: &City, member: &mut Client, block: &mut Client, id: &str) {
    let address = format!("/staff/floating/{id}");
    // Both sides and the member write contacts, and all read them.
    let form = form_id(&block.get(&address).await.text());
    let contact = [
        ("id", form.as_str()),
        ("how", "phone"),
        ("on", "2026-11-20"),
        ("note", "住处换了"),
    ];
    assert_eq!(
        block
            .post(&format!("{address}/contacts"), &contact)
            .await
            .status(),
        303
    );
    assert_eq!(
        block
            .post(&format!("{address}/contacts"), &contact)
            .await
            .status(),
        303
    );
    let own = member.get(&format!("/me/floating/{id}")).await.text();
    assert_eq!(own.matches("住处换了").count(), 1, "{own}");
    let sheet = block.get("/staff/floating/export?side=in").await;
    let table = platform::sheet::read(sheet.bytes(), &platform::sheet::Limits::default());
    let table = table.unwrap();
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0].cell(3).to_text(), "浙江省杭州市");
    // The member is back: the guest's place ends, the home stays.
    let back = [("how", "returned"), ("on", "2026-11-23")];
    let ended = member
        .post(&format!("/me/floating/{id}/return"), &back)
        .await;
    assert_eq!(ended.status(), 303, "{}", ended.text());
    for (org, indicator) in [
        (&city.root, "floating.out"),
        (&city.root, "floating.in"),
        (&city.root, "members.guests"),
        (&city.root, "members.away"),
    ] {
        assert_eq!(city.tally(org, indicator).await, 0, "{indicator}");
    }
    assert_eq!(city.tally(&city.village, "members.total").await, 1);
}

#[tokio::test]
async fn a_branch_outside_answers_by_link_once_or_on_paper() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut member = opened(&city, person).await;
        let id = register(&mut member, "杭州市某社区党支部").await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let address = format!("/staff/floating/{id}");
        let yes = [("side", "home"), ("verdict", "yes")];
        assert_eq!(
            village
                .post(&format!("{address}/answer"), &yes)
                .await
                .status(),
            303
        );
        let first = village.post(&format!("{address}/door"), &[]).await.text();
        let old = between(&first, "/outside/floating/", "<").to_owned();
        let letter = village.post(&format!("{address}/door"), &[]).await.text();
        assert!(letter.contains("流动党员联系函") && letter.contains("不转移组织关系"));
        let door = format!(
            "/outside/floating/{}",
            between(&letter, "/outside/floating/", "<")
        );
        let mut outside = city.app.anonymous();
        let shut = outside.get(&format!("/outside/floating/{old}")).await;
        assert_eq!(shut.status(), 404, "a new link closes the old one");
        let page = outside.get(&door).await;
        assert!(page.status() == 200 && page.text().contains("王秀英"));
        assert!(!page.text().contains("138"), "no number");
        let nameless = outside
            .post(&door, &[("verdict", "yes"), ("unit", "杭州市某社区党支部")])
            .await;
        assert_eq!(nameless.status(), 422);
        let reply = [
            ("verdict", "yes"),
            ("unit", "杭州市某社区党支部"),
            ("name", "王主任"),
        ];
        let thanks = outside.post(&door, &reply).await;
        assert!(thanks.status() == 200 && thanks.text().contains("谢谢"));
        assert_eq!(outside.post(&door, &reply).await.status(), 404, "once");
        let page = village.get(&address).await.text();
        assert!(page.contains("杭州市某社区党支部 王主任"), "{page}");
        assert_eq!(city.tally(&city.village, "floating.out").await, 1);
        let docx = village.get(&format!("{address}/letter")).await;
        assert!(docx.status() == 200 && docx.bytes().starts_with(b"PK"));
    })
    .await;
}

#[tokio::test]
async fn a_guest_from_outside_is_confirmed_on_paper() {
    each_city(async |city: City| {
        let mut village = city.with_duty("secretary", &city.village).await;
        // A guest from outside: their home answers on paper, and what it says is typed in.
        let form = form_id(&village.get("/staff/floating/guest").await.text());
        let mut guest = stay(&form, "");
        guest.extend([
            ("name", "李外来"),
            ("phone", "13900001111"),
            ("home", "安徽省某村党支部"),
            ("org", "柳河村党支部"),
        ]);
        let made = village.post("/staff/floating/guests", &guest).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let guest = made.location().to_owned();
        let page = village.get(&guest).await.text();
        assert!(
            page.contains("139****1111"),
            "the phone stays masked: {page}"
        );
        let typed = [
            ("side", "home"),
            ("verdict", "no"),
            ("unit", "安徽省某村党支部"),
            ("name", "赵书记"),
        ];
        let unsaid = village.post(&format!("{guest}/answer"), &typed).await;
        assert_eq!(unsaid.status(), 422, "a no has its reason");
        let mut typed = typed.to_vec();
        typed.push(("words", "查无此人"));
        assert_eq!(
            village
                .post(&format!("{guest}/answer"), &typed)
                .await
                .status(),
            303
        );
        assert!(village.get(&guest).await.text().contains("查无此人"));
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_wrongly_is_said_and_stays() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let address = format!("/staff/members/{person}/floating");
        let form = form_id(&village.get(&address).await.text());
        for (field, value, said) in [
            ("destination", "杭州市某路 3 号", "不要写门牌"),
            ("host", "清溪街道工作委员会", "不直接接收党员"),
            ("host", "柳河村党支部", "组织关系所在的支部"),
            ("expected_until", "2026-10-01", "在外出日期之后"),
            ("from_on", "去年", "日期写得不对"),
        ] {
            let mut fields = stay(&form, "");
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let page = village.post(&address, &fields).await;
            assert_eq!(page.status(), 422, "{field}");
            assert!(
                page.text().contains(said) && page.text().contains(value),
                "{said}"
            );
        }
        let empty = village.post(&address, &[]).await.text();
        for field in ["destination", "reason", "from_on"] {
            assert!(empty.contains(&format!("href=\"#f-{field}\"")), "{field}");
        }
        let mut paper = stay(&form, "");
        paper.push(("on_paper", "1"));
        let made = village.post(&address, &paper).await;
        assert_eq!(made.status(), 303);
        assert!(
            village
                .get(made.location())
                .await
                .text()
                .contains("照纸质材料录入")
        );
    })
    .await;
}

#[tokio::test]
async fn a_lost_contact_changes_nothing_and_leaving_ends_everything() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut member = opened(&city, person).await;
        let mut village = city.with_duty("secretary", &city.village).await;
        let id = register(&mut member, "").await;
        let yes = [("side", "home"), ("verdict", "yes")];
        let answered = village
            .post(&format!("/staff/floating/{id}/answer"), &yes)
            .await;
        assert_eq!(answered.status(), 303);
        let address = format!("/staff/members/{person}/lost");
        let entry = [("since_on", "2026-02-01"), ("tried", "打过两次电话")];
        let made = village.post(&address, &entry).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let lost = made.location().to_owned();
        let again = village.post(&address, &entry).await;
        assert!(again.status() == 422 && again.text().contains("正在找"));
        let page = village.get(&lost).await.text();
        assert!(
            page.contains("什么也不会自动改") && page.contains("打过两次电话"),
            "{page}"
        );
        assert!(
            village
                .get("/staff/lost")
                .await
                .text()
                .contains("满 6 个月")
        );
        assert!(
            member
                .get("/me/floating")
                .await
                .text()
                .contains("支部在找你")
        );
        let record = village
            .get(&format!("/staff/members/{person}"))
            .await
            .text();
        assert!(record.contains("正常"), "the status is what it was");
        assert_eq!(city.tally(&city.village, "members.out_of_touch").await, 1);

        leaving_ends_everything(&city, person).await;
    })
    .await;
}

/// Leaving the roll, and taking it back.
async fn leaving_ends_everything(city: &City, person: PersonId) {
    let leaving = Leaving {
        kind: "deceased".to_owned(),
        on: now().date(),
        reason: None,
    };
    let (act, sealer) = (
        Act::of(City::holder("secretary", &city.village), now()),
        city.app.app.sealer.clone(),
    );
    city.db()
        .write("leave", move |tx| leave(tx, &sealer, person, &leaving, act))
        .await
        .unwrap();
    for indicator in [
        "members.out_of_touch",
        "floating.out",
        "members.away",
        "members.total",
    ] {
        assert_eq!(city.tally(&city.root, indicator).await, 0, "{indicator}");
    }
    // A mistake: the stay holds again.
    city.db()
        .write("back", move |tx| {
            members::belonging::exit::take_back(tx, person, act)
        })
        .await
        .unwrap();
    assert_eq!(city.tally(&city.root, "floating.out").await, 1);
    assert_eq!(city.tally(&city.root, "members.away").await, 1);
}

#[tokio::test]
async fn sixty_confirm_at_once_and_one_is_believed() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut member = opened(&city, person).await;
        let id: FloatingId = register(&mut member, "望江社区党支部")
            .await
            .parse()
            .unwrap();
        let act = Act::of(City::holder("secretary", &city.village), now());
        let mut racing = Vec::new();
        for number in 0..60 {
            let db = city.db().clone();
            racing.push(tokio::spawn(async move {
                let side = if number % 2 == 0 {
                    Side::Home
                } else {
                    Side::Host
                };
                let given = Answer {
                    side,
                    yes: true,
                    said_by: format!("第 {number} 人"),
                    words: String::new(),
                };
                db.write("say", move |tx| say(tx, act, id, &given)).await
            }));
        }
        let mut believed = 0;
        for one in racing {
            match one.await.unwrap() {
                Ok(()) => believed += 1,
                Err(Error::Conflict(_) | Error::Busy(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(believed, 2, "one for each side");
        assert_eq!(city.tally(&city.root, "floating.in").await, 1);
        assert_eq!(city.tally(&city.root, "members.guests").await, 1);
        let places = city
            .db()
            .read("places", move |tx| of_person(tx, person))
            .await
            .unwrap();
        assert_eq!(
            places.iter().filter(|one| one.kind == "floating").count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_shows_little_for_a_while_and_lets_a_branch_register() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut member = opened(&city, person).await;
        let none = member.post("/me/portable/code", &[]).await;
        assert_eq!(none.status(), 422, "it is made for somebody");
        let made = member
            .post("/me/portable/code", &[("given_to", "望江社区党支部")])
            .await
            .text();
        let code = between(&made, "/outside/portable/", "<").to_owned();
        let shown = city
            .app
            .anonymous()
            .get(&format!("/outside/portable/{code}"))
            .await
            .text();
        assert!(shown.contains("王秀英") && shown.contains("柳河村党支部"));
        assert!(!shown.contains("330106") && !shown.contains("按出示码登记流入"));
        let mut block = city.with_duty("secretary", &city.block).await;
        let form = form_id(
            &block
                .get(&format!("/staff/portable?code={code}"))
                .await
                .text(),
        );
        let mut fields = stay(&form, "");
        fields.extend([("code", code.as_str()), ("org", "望江社区党支部")]);
        let registered = block.post("/staff/portable", &fields).await;
        assert_eq!(registered.status(), 303, "{}", registered.text());
        assert!(
            block
                .get(registered.location())
                .await
                .text()
                .contains("王秀英")
        );
        assert_eq!(member.post("/me/portable/closure", &[]).await.status(), 303);
        let shut = city
            .app
            .anonymous()
            .get(&format!("/outside/portable/{code}"))
            .await;
        assert_eq!(shut.status(), 404);
    })
    .await;
}
