//! The bank and its papers through the pages: in by every way, out again unchanged.

use platform::db::Sql;
use platform::ids::PersonId;
use testkit::{Client, Reply, TestApp, each_app};

use crate::world::{Setup, World, grant};

pub fn rooms() -> Vec<platform::module::Module> {
    vec![assess::module()]
}

pub async fn editor(app: &TestApp, name: &str, path: &'static str) -> Client {
    let person = PersonId::derived("duty", name);
    app.app
        .db
        .write("duty", move |tx| {
            grant(tx, person, &["bank.edit", "tests.read", "tests.edit"], path)
        })
        .await
        .expect("a duty");
    app.signed_in(person).await
}

static QUESTIONS: Sql = Sql::new("SELECT COUNT(*) FROM question");
static VERSIONS: Sql = Sql::new("SELECT COUNT(*) FROM question_version");

const GIFT: &str = "\
// [source:测试]
::一:: 第一题？{=对的 ~错的 ~也错的}

::二:: 地球是圆的。{TRUE}

::三:: 算一算 {#3.14}

没有右括号 {=一 ~二
";

pub async fn upload(client: &mut Client, org: &str, name: &str, bytes: &[u8]) -> String {
    let reply = client
        .upload(
            "/staff/questions/import",
            &[("org", org)],
            ("file", name, bytes),
        )
        .await;
    assert_eq!(reply.status(), 303, "{}", reply.text());
    reply.location().to_owned()
}

#[tokio::test]
async fn gift_goes_in_once_and_its_faults_are_named_by_line() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut staff = editor(&app, "staff", "0001").await;
        let before = world.count(&QUESTIONS).await;
        let org = world.committee.to_string();
        let page = upload(&mut staff, &org, "题目.gift", GIFT.as_bytes()).await;
        let preview = staff.get(&page).await.text();
        assert!(
            preview.contains("第 6 行") && preview.contains("数值题暂时不支持"),
            "{preview}"
        );
        assert!(preview.contains("第一题"), "{preview}");
        assert_eq!(
            world.count(&QUESTIONS).await,
            before,
            "a preview takes nothing"
        );
        assert_eq!(
            staff
                .post(&format!("{page}/commitment"), &[])
                .await
                .status(),
            303
        );
        assert_eq!(world.count(&QUESTIONS).await, before + 2);
        assert_eq!(
            staff
                .post(&format!("{page}/commitment"), &[])
                .await
                .status(),
            409
        );
        let again = upload(&mut staff, &org, "题目.gift", GIFT.as_bytes()).await;
        staff.post(&format!("{again}/commitment"), &[]).await;
        assert_eq!(
            world.count(&QUESTIONS).await,
            before + 2,
            "a repeat adds nothing"
        );
        assert_eq!(world.count(&VERSIONS).await, before + 2);
        let mut other = editor(&app, "other", "0002").await;
        assert_eq!(other.get(&page).await.status(), 404, "an import elsewhere");
        let refused = staff
            .upload(
                "/staff/questions/import",
                &[("org", &org)],
                ("file", "x.exe", b"MZ"),
            )
            .await;
        assert_eq!(refused.status(), 422);
    })
    .await;
}

/// What is typed into the form of a new question.
fn typed(org: &str) -> Vec<(&'static str, String)> {
    [
        ("org", org),
        ("kind", "multiple"),
        ("text", "支部委员会由哪些人组成？"),
        ("option_a", "书记"),
        ("option_b", "委员"),
        ("option_c", "居民"),
        ("answer", "A"),
        ("difficulty", "easy"),
        ("tags", "支部、换届"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

async fn send(client: &mut Client, path: &str, fields: &[(&'static str, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    client.post(path, &fields).await
}

/// Writes the question and gives its id.
async fn written(staff: &mut Client, org: &str) -> String {
    let mut fields = typed(org);
    fields.push(("answer", "B".to_owned()));
    assert_eq!(
        send(staff, "/staff/questions/new", &fields).await.status(),
        303
    );
    let list = staff.get("/staff/questions?q=支部委员会").await.text();
    after(&list, "/staff/questions/", |id| id.len() == 32)
}

#[tokio::test]
async fn a_question_is_written_and_found_within_the_scope() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut staff = editor(&app, "staff", "0001").await;
        let mut elsewhere = editor(&app, "elsewhere", "0002").await;
        let org = world.committee.to_string();
        let refused = send(&mut staff, "/staff/questions/new", &typed(&org)).await;
        assert_eq!(refused.status(), 422);
        assert!(
            refused.text().contains("多选题至少要有两个答案"),
            "{}",
            refused.text()
        );
        let id = written(&mut staff, &org).await;
        let none = staff.get("/staff/questions?q=100%25").await.text();
        assert!(!none.contains("支部委员会由"));
        assert!(
            !elsewhere
                .get("/staff/questions")
                .await
                .text()
                .contains("支部委员会由")
        );
        assert_eq!(
            elsewhere
                .get(&format!("/staff/questions/{id}"))
                .await
                .status(),
            404
        );
    })
    .await;
}

async fn text(client: &mut Client, path: &str) -> String {
    client.get(path).await.text()
}

async fn posted(client: &mut Client, path: &str, fields: &[(&str, &str)]) -> u16 {
    client.post(path, fields).await.status()
}

/// A paper with one question of 2.5 marks: its page.
async fn paper_with(staff: &mut Client, org: &str, question: &str) -> String {
    let paper = staff
        .post("/staff/papers", &[("org", org), ("title", "换届试卷")])
        .await;
    let adding = paper.location().to_owned();
    let none = [("question", question), ("marks", "0")];
    assert_eq!(posted(staff, &adding, &none).await, 422);
    let some = [("question", question), ("marks", "2.5")];
    assert_eq!(posted(staff, &adding, &some).await, 303);
    adding.trim_end_matches("/questions").to_owned()
}

#[tokio::test]
async fn papers_keep_their_versions_until_somebody_renews_them() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut staff = editor(&app, "staff", "0001").await;
        let mut elsewhere = editor(&app, "elsewhere", "0002").await;
        let org = world.committee.to_string();
        let id = written(&mut staff, &org).await;
        let question = format!("/staff/questions/{id}");
        let page = paper_with(&mut staff, &org, &id).await;
        let shown = text(&mut staff, &page).await;
        assert!(
            shown.contains("满分 2.5 分") && shown.contains("支部委员会由"),
            "{shown}"
        );
        assert_eq!(elsewhere.get(&page).await.status(), 404);
        let versions = world.count(&VERSIONS).await;
        let mut fields = typed(&org);
        fields.push(("answer", "B".to_owned()));
        "支部委员会由哪些同志组成？".clone_into(&mut fields[2].1);
        assert_eq!(send(&mut staff, &question, &fields).await.status(), 303);
        assert_eq!(world.count(&VERSIONS).await, versions + 1);
        assert!(text(&mut staff, &page).await.contains("题库里有新版本"));
        let save = [
            ("version", "1"),
            ("place-1", "1"),
            ("marks-1", "3"),
            ("renew", "1"),
        ];
        assert_eq!(posted(&mut staff, &page, &save).await, 303);
        let shown = text(&mut staff, &page).await;
        assert!(
            shown.contains("哪些同志") && shown.contains("满分 3 分"),
            "{shown}"
        );
        assert_eq!(
            posted(&mut staff, &page, &save).await,
            409,
            "an older page of it"
        );
        assert_eq!(
            posted(&mut staff, &format!("{question}/retirement"), &[]).await,
            303
        );
        assert!(
            !text(&mut staff, "/staff/questions")
                .await
                .contains("哪些同志")
        );
        assert!(
            text(&mut staff, &page).await.contains("哪些同志"),
            "papers keep it"
        );
    })
    .await;
}

#[tokio::test]
async fn the_oldest_paper_is_found_and_a_test_is_made_of_it() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut staff = editor(&app, "staff", "0001").await;
        let mut elsewhere = editor(&app, "elsewhere", "0002").await;
        let org = world.committee.to_string();
        let id = written(&mut staff, &org).await;
        let page = paper_with(&mut staff, &org, &id).await;
        for n in 1..=55 {
            app.app.clock.advance(std::time::Duration::from_secs(1));
            let title = format!("复习卷第{n}号");
            let fields = [("org", org.as_str()), ("title", title.as_str())];
            assert_eq!(posted(&mut staff, "/staff/papers", &fields).await, 303);
        }
        let list = text(&mut staff, "/staff/papers").await;
        assert_eq!(list.matches("<tr><th scope=\"row\">").count(), 50);
        assert!(!list.contains("换届试卷"), "it is on a later page");
        let next = list.split("rel=\"next\" href=\"").nth(1).unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&");
        let second = text(&mut staff, &format!("/staff/papers{next}")).await;
        assert!(second.contains("换届试卷"), "{second}");
        let found = text(&mut staff, "/staff/papers?q=换届").await;
        assert!(found.contains("换届试卷") && !found.contains("复习卷"));
        let none = text(&mut staff, "/staff/papers?q=没有").await;
        assert!(none.contains("没有找到这样的试卷"), "{none}");
        let paper = page.rsplit('/').next().unwrap();
        let chosen = format!("/staff/tests/new?paper={paper}");
        let form = text(&mut staff, &chosen).await;
        let option = form.split("换届试卷").next().unwrap();
        let option = option.rsplit("<option").next().unwrap();
        assert!(option.contains("selected"), "{option}");
        assert!(!text(&mut elsewhere, &chosen).await.contains("换届试卷"));
    })
    .await;
}

/// The first piece after a mark that fits.
fn after(page: &str, mark: &str, fits: impl Fn(&str) -> bool) -> String {
    page.split(mark)
        .skip(1)
        .map(|rest| rest.split(['"', '?', '/']).next().unwrap_or_default())
        .find(|piece| fits(piece))
        .expect("a link on the page")
        .to_owned()
}
