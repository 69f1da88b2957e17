//! Real questions, whole files: from their JSON through the .xlsx template into a bank and back,
//! over HTTP and by the command.

use assess::bank::gaokao::{self, MISSING_PICTURES};
use assess::bank::sheet::{self, Language};
use assess::bank::{QuestionDraft, gift};
use assess::question::run::{File, Order, Report, Run, run};
use platform::db::Sql;
use platform::i18n::Locale;
use platform::ids::PersonId;
use testkit::each_app;

use crate::bank::{editor, rooms, upload};
use crate::world::{Setup, World};

static QUESTIONS: Sql = Sql::new("SELECT COUNT(*) FROM question");
static VERSIONS: Sql = Sql::new("SELECT COUNT(*) FROM question_version");

/// Every file of multiple-choice questions there is.
const FILES: [(&str, usize); 2] = [
    ("questions-politics-mcq.json", 320),
    ("questions-history-mcq.json", 287),
];

fn bytes(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/../../testdata/questions/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The questions of a file, and its entries as they stand in it.
fn load(name: &str, count: usize) -> (Vec<QuestionDraft>, Vec<serde_json::Value>) {
    let json = bytes(name);
    let import = gaokao::read(&json).expect("a file of questions");
    assert!(import.faults.is_empty(), "{name}: {:?}", import.faults);
    let mut whole: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let serde_json::Value::Array(entries) = whole["example"].take() else {
        panic!("{name}: no entries");
    };
    assert_eq!(
        (import.drafts.len(), entries.len()),
        (count, count),
        "{name}"
    );
    (import.drafts, entries)
}

/// What is left of a text when blanks, separators and brackets, which differ between PDF pages,
/// and the letters of options are gone: the words themselves.
fn words(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && !"．.、：:()（）ABCD".contains(*sign))
        .collect()
}

/// The splitter loses nothing and puts nothing in: number and score aside, text and options are
/// the words of the file, in their order; explanation, key and year as well.
#[test]
fn no_word_is_lost_between_the_file_and_the_question() {
    for (name, count) in FILES {
        let (drafts, entries) = load(name, count);
        let mut pictures = 0;
        for (draft, entry) in drafts.iter().zip(&entries) {
            let said = |field: &str| entry[field].as_str().unwrap_or_default().to_owned();
            if draft.tags.iter().any(|tag| tag == MISSING_PICTURES) {
                pictures += 1;
                continue;
            }
            let ours = words(&format!("{}{}", draft.text, draft.options.concat()));
            let theirs = words(&said("question"));
            let number = theirs.strip_suffix(ours.as_str());
            let number = number.unwrap_or_else(|| panic!("{name}: {theirs}\n{ours}"));
            assert!(
                number
                    .chars()
                    .all(|sign| sign.is_ascii_digit() || sign == '分'),
                "{name}: only the number and the score go: {number:?} of {theirs}"
            );
            assert_eq!(
                words(&draft.explanation),
                words(&said("analysis")),
                "{name}"
            );
            let key: String = entry["answer"]
                .as_array()
                .expect("a key")
                .iter()
                .filter_map(|letter| letter.as_str())
                .collect();
            assert_eq!(draft.answer.letters(), key, "{name}: {}", draft.text);
            assert!(draft.source.starts_with(&said("year")), "{}", draft.source);
        }
        assert!(pictures <= 4, "{name}: {pictures}");
    }
}

fn all() -> Vec<QuestionDraft> {
    FILES
        .into_iter()
        .flat_map(|(name, count)| load(name, count).0)
        .collect()
}

/// All of both files through the workbook of the template into the bank, out again as a workbook,
/// each compared; then in once more, and no version is added.
#[tokio::test]
async fn whole_files_go_through_the_template_into_the_bank_and_back_unchanged() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let mut staff = editor(&app, "staff", "0001").await;
        let before = world.count(&QUESTIONS).await;
        let org = world.committee.to_string();
        let drafts = all();
        let workbook = sheet::export(&drafts, Language::Chinese).expect("a workbook");
        let page = upload(&mut staff, &org, "题目.xlsx", &workbook).await;
        let taken = staff.post(&format!("{page}/commitment"), &[]).await;
        assert_eq!(taken.status(), 303, "{}", taken.text());
        let count = i64::try_from(drafts.len()).expect("a count");
        assert_eq!(count, 607);
        assert_eq!(world.count(&QUESTIONS).await, before + count);

        let out = staff.get("/staff/questions/export.xlsx").await;
        assert_eq!(out.status(), 200);
        let back = sheet::read(out.bytes()).expect("our own workbook");
        assert_eq!(
            (back.faults.len(), back.questions.len()),
            (0, drafts.len() + usize::try_from(before).expect("a count"))
        );
        for draft in &drafts {
            assert!(
                back.questions
                    .iter()
                    .any(|one| one.draft.canonical() == draft.canonical()),
                "changed on the way: {draft:#?}"
            );
        }
        let versions = world.count(&VERSIONS).await;
        let page = upload(&mut staff, &org, "回来.xlsx", out.bytes()).await;
        staff.post(&format!("{page}/commitment"), &[]).await;
        assert_eq!(world.count(&VERSIONS).await, versions);
        assert_eq!(world.count(&QUESTIONS).await, before + count);
    })
    .await;
}

async fn command(
    world: &World,
    app: &testkit::TestApp,
    (name, bytes): (&str, Vec<u8>),
    how: Run,
) -> Report {
    let order = Order {
        org: world.committee,
        author: PersonId::derived("duty", "staff"),
        run: how,
        locale: Locale::ZhCn,
    };
    let file = File {
        name: name.to_owned(),
        bytes,
    };
    run(&app.app, file, order, |_, _| {})
        .await
        .expect("a report")
}

/// The command looks first, takes workbooks and GIFT, and adds nothing twice.
#[tokio::test]
async fn the_command_looks_first_takes_in_on_request_and_repeats_without_harm() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let before = world.count(&QUESTIONS).await;
        let drafts = all();
        let workbook = sheet::export(&drafts, Language::Chinese).expect("a workbook");
        let gift = gift::write(&drafts).into_bytes();
        let looked = command(&world, &app, ("a.xlsx", workbook.clone()), Run::Dry).await;
        assert_eq!(
            (looked.state, looked.added, looked.unchanged),
            ("dry_run", 607, 0)
        );
        assert_eq!(
            world.count(&QUESTIONS).await,
            before,
            "a look writes nothing"
        );
        let taken = command(&world, &app, ("a.xlsx", workbook), Run::Commit).await;
        assert_eq!(
            (taken.state, taken.added, taken.unchanged),
            ("committed", 607, 0)
        );
        assert_eq!(world.count(&QUESTIONS).await, before + 607);
        // The same questions as GIFT: the bank has them.
        for how in [Run::Dry, Run::Commit] {
            let again = command(&world, &app, ("a.gift", gift.clone()), how).await;
            assert_eq!((again.added, again.unchanged), (0, 607));
        }
        assert_eq!(world.count(&QUESTIONS).await, before + 607);
        // One of them stands in two papers: both stay, and neither takes the other's place.
        assert_eq!(world.count(&VERSIONS).await, before + 607);
    })
    .await;
}

const WRONG: &str =
    "题型,题干,选项A,选项B,答案\n单选,一加一是几？,二,三,A\n单选,没有这个选项,二,三,D\n";

/// Faults have row and column or line; what is right is taken; what is no such file is refused.
#[tokio::test]
async fn the_command_tells_faults_by_their_place() {
    each_app(rooms, async |app| {
        let world = World::of(&app, Setup::default()).await;
        let before = world.count(&QUESTIONS).await;
        let report = command(&world, &app, ("a.csv", WRONG.into()), Run::Commit).await;
        let wrong: Vec<_> = report.faults.iter().filter(|one| !one.warning).collect();
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert_eq!((wrong[0].row, wrong[0].column.as_str()), (Some(3), "答案"));
        assert!(wrong[0].words.contains("第 3 行"), "{}", wrong[0].words);
        assert_eq!((report.state, report.added), ("committed", 1));
        let gift = "一 {=甲 ~乙}\n\n二 {#3}\n";
        let report = command(&world, &app, ("a.gift", gift.into()), Run::Commit).await;
        assert!(
            report.faults.iter().any(|one| one.row == Some(3)),
            "{:?}",
            report.faults
        );
        assert_eq!(report.added, 1);
        for (name, bytes) in [
            ("a.exe", "MZ"),
            ("a.xlsx", "PK"),
            ("a.csv", "a,b\n1,2\n"),
            ("a.json", "{"),
        ] {
            let refused = command(&world, &app, (name, bytes.into()), Run::Commit).await;
            assert_eq!((refused.state, refused.added), ("refused", 0), "{name}");
            assert!(!refused.faults[0].words.is_empty(), "{name}");
        }
        assert_eq!(world.count(&QUESTIONS).await, before + 2);
    })
    .await;
}
