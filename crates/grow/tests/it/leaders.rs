//! A lead secretary from the nomination to office: departments answer inside and outside, each its own
//! question; nobody is filed before all have.

use platform::db::Sql;
use platform::sheet::{Limits, read};
use testkit::{City, Client, TestApp, each_app};

use crate::admission::said;
use crate::rooms;

struct Cast {
    city: City,
    staff: Client,
    inside: Client,
    other: Client,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let staff = city.holder(app, "赵文静", "org_staff", &city.parent).await;
    let inside = city.holder(app, "刘海燕", "secretary", &city.sibling).await;
    let other = city.holder(app, "陈建国", "secretary", &city.own).await;
    city.member(app, "王秀英", &city.own).await;
    Cast {
        staff: app.signed_in(staff).await,
        inside: app.signed_in(inside).await,
        other: app.signed_in(other).await,
        city,
    }
}

async fn named(cast: &mut Cast) -> String {
    let form = [
        ("org", cast.city.own.full_name.as_str()),
        ("name", "王秀英"),
        ("state", "candidate"),
        ("source", "returned"),
        ("words", "返乡办合作社，带二十户种梨"),
    ];
    let made = cast.staff.post("/staff/leaders", &form).await;
    assert_eq!(made.status(), 303, "{}", said(&made.text()));
    made.location().to_owned()
}

fn happens(kind: &'static str, until: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("kind", kind),
        ("held_on", "2026-11-20"),
        ("until_on", until),
        ("number", "溪组〔2026〕4 号"),
        ("event_words", "开会议过"),
    ]
}

// tidy: table, one story from its beginning to its end
#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one story from its beginning to its end"
)]
async fn each_department_answers_its_own_question_once() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let leader = named(&mut cast).await;
        let events = format!("{leader}/events");
        let early = cast.staff.post(&events, &happens("filed", "")).await;
        assert!(said(&early.text()).contains("还没有请部门联审"));

        let asks = format!("{leader}/vettings");
        let inside = [
            ("department", "市纪委监委"),
            ("question", "有没有在查的问题线索"),
            ("org", cast.city.sibling.full_name.as_str()),
            ("due_on", "2026-12-01"),
        ];
        assert_eq!(cast.staff.post(&asks, &inside).await.status(), 303);
        let outside = [
            ("department", "市公安局"),
            ("question", "有没有违法犯罪记录"),
            ("due_on", "2026-12-01"),
        ];
        let page = cast.staff.post(&asks, &outside).await;
        assert_eq!(page.status(), 200, "the link is shown once");
        let text = page.text();
        let rest = text.split("/vetting/").nth(1).expect("a link");
        let link = format!("/vetting/{}", rest.split('<').next().expect("its end"));
        assert!(!cast.staff.get(&leader).await.text().contains(&link));

        // Inside: only whoever answers there, only that question.
        let list = cast.inside.get("/staff/vettings").await.text();
        assert!(list.contains("在查的问题线索") && !list.contains("违法犯罪"));
        assert!(
            !cast
                .other
                .get("/staff/vettings")
                .await
                .text()
                .contains("王秀英")
        );
        let rest = list.split("/staff/vettings/").nth(1).expect("a question");
        let question = format!("/staff/vettings/{}", &rest[..32]);
        assert_eq!(cast.other.get(&question).await.status(), 404);
        assert_eq!(cast.inside.get(&leader).await.status(), 403);
        let objection = [("verdict", "fail")];
        let silent = cast.inside.post(&question, &objection).await;
        assert_eq!(silent.status(), 422, "an objection says why");
        let remark = [("verdict", "comment"), ("words", "两年前谈过一次话，已改")];
        assert_eq!(cast.inside.post(&question, &remark).await.status(), 303);

        let missing = cast.staff.post(&events, &happens("filed", "")).await;
        assert!(said(&missing.text()).contains("还有部门没有答复"));

        // Outside: by the link, without an account, once.
        let mut nobody = app.anonymous();
        let door = nobody.get(&link).await;
        assert!(door.status() == 200 && door.text().contains("违法犯罪"));
        assert!(!door.text().contains("问题线索"), "nothing of the others");
        let pass = [("verdict", "pass")];
        let thanks = nobody.post(&link, &pass).await;
        assert!(thanks.status() == 200 && thanks.text().contains("已收到答复"));
        assert_eq!(
            nobody.post(&link, &pass).await.status(),
            404,
            "it opens once"
        );

        assert_eq!(
            cast.staff
                .post(&events, &happens("filed", ""))
                .await
                .status(),
            303
        );
        let endless = cast.staff.post(&events, &happens("appointed", "")).await;
        assert!(said(&endless.text()).contains("任期到哪一天"));
        let office = cast
            .staff
            .post(&events, &happens("appointed", "2031-11-20"))
            .await;
        assert_eq!(office.status(), 303, "{}", said(&office.text()));
        let page = cast.staff.get(&leader).await.text();
        assert!(page.contains("在任") && page.contains("两年前谈过一次话"));
    })
    .await;
}

#[tokio::test]
async fn an_objection_stops_the_filing() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let leader = named(&mut cast).await;
        let inside = [
            ("department", "市纪委监委"),
            ("question", "有没有在查的问题线索"),
            ("org", cast.city.sibling.full_name.as_str()),
            ("due_on", "2026-12-01"),
        ];
        cast.staff
            .post(&format!("{leader}/vettings"), &inside)
            .await;
        let list = cast.inside.get("/staff/vettings").await.text();
        let rest = list.split("/staff/vettings/").nth(1).expect("a question");
        let question = format!("/staff/vettings/{}", &rest[..32]);
        let objection = [("verdict", "fail"), ("words", "正在立案")];
        assert_eq!(cast.inside.post(&question, &objection).await.status(), 303);
        let again = cast.inside.post(&question, &objection).await;
        assert!(said(&again.text()).contains("已经答复"));
        let filed = cast
            .staff
            .post(&format!("{leader}/events"), &happens("filed", ""))
            .await;
        assert!(said(&filed.text()).contains("答复不符合"));
        let dropped = cast
            .staff
            .post(&format!("{leader}/events"), &happens("dropped", ""))
            .await;
        assert_eq!(dropped.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn the_map_shows_where_nobody_leads() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let map = cast.staff.get("/staff/vacancies").await.text();
        assert!(map.contains("望江社区党支部") && map.contains("柳河社区党支部"));
        // Both have a secretary; end one duty by asking for what is vacant only.
        let vacant = cast.staff.get("/staff/vacancies?show=vacant").await.text();
        assert!(!vacant.contains("望江社区党支部"));
        let quiet = cast.staff.get("/staff/vacancies?show=quiet").await.text();
        assert!(quiet.contains("1986-07-01"), "nobody joined for years");
        let elsewhere = format!("/staff/vacancies?org={}", cast.city.root.id);
        assert_eq!(cast.staff.get(&elsewhere).await.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn lists_come_as_workbooks_and_who_took_them_stands_in_the_log() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        named(&mut cast).await;
        let sheet = cast.staff.get("/staff/leaders/export").await;
        assert_eq!(sheet.status(), 200);
        let table = read(sheet.bytes(), &Limits::default()).expect("a workbook");
        assert_eq!(table.header[..3], ["姓名", "村、社区党组织", "状态"]);
        assert_eq!(table.rows.len(), 1);
        let row = format!("{:?}", table.rows[0].cells);
        for words in [
            "王秀英",
            "望江社区党支部",
            "人选",
            "返乡人员",
            "带二十户种梨",
        ] {
            assert!(row.contains(words), "{words}: {row}");
        }
        // Narrowed as the page is; another branch's secretary sees none of it.
        let none = cast.staff.get("/staff/leaders/export?show=appointed").await;
        let table = read(none.bytes(), &Limits::default()).expect("a workbook");
        assert!(table.rows.is_empty());
        assert_eq!(cast.inside.get("/staff/leaders/export").await.status(), 403);

        let map = cast.staff.get("/staff/vacancies").await.text();
        assert!(map.contains("/staff/vacancies/export?org="), "{map}");
        let sheet = cast.staff.get("/staff/vacancies/export?show=vacant").await;
        assert_eq!(sheet.status(), 200);
        let table = read(sheet.bytes(), &Limits::default()).expect("a workbook");
        let rows = format!("{:?}", table.rows);
        assert!(
            !rows.contains("望江社区党支部"),
            "it has a secretary: {rows}"
        );
        let sheet = cast.staff.get("/staff/vacancies/export").await;
        let table = read(sheet.bytes(), &Limits::default()).expect("a workbook");
        assert_eq!(table.rows.len(), 2, "{:?}", table.rows);
        let foreign = format!("/staff/vacancies/export?org={}", cast.city.root.id);
        assert_eq!(cast.staff.get(&foreign).await.status(), 404);
        let noted = app
            .app
            .db
            .read("noted", |tx| {
                let rows: Vec<(String,)> = tx.all(&NOTED, &[])?;
                Ok(rows)
            })
            .await
            .expect("the log can be read");
        assert_eq!(noted.len(), 4, "{noted:?}");
    })
    .await;
}

static NOTED: Sql =
    Sql::new("SELECT action FROM audit WHERE action IN ('leader.export', 'vacancy.export')");
