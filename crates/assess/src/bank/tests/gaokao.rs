//! The real questions of GAOKAO-Bench: all convert, and come back unchanged.

use super::super::gaokao::{self, GaokaoFault, GaokaoImport, MISSING_PICTURES};
use super::super::{Answer, QuestionDraft, gift};

fn load(name: &str) -> GaokaoImport {
    let path = format!(
        "{}/../../testdata/questions/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    let json = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    gaokao::read(&json).expect("a GAOKAO-Bench file")
}

/// All 607 questions, politics first.
pub fn all() -> Vec<QuestionDraft> {
    ["questions-politics-mcq.json", "questions-history-mcq.json"]
        .into_iter()
        .flat_map(|name| {
            let import = load(name);
            assert!(import.faults.is_empty(), "{name}: {:?}", import.faults);
            import.drafts
        })
        .collect()
}

#[test]
fn all_questions_convert_without_faults() {
    let drafts = all();
    assert_eq!(drafts.len(), 320 + 287);
    for draft in &drafts {
        assert_eq!(draft.validate(), [], "{draft:#?}");
        assert_eq!(draft.options.len(), 4, "{draft:#?}");
        assert!(
            draft.options.iter().all(|option| !option.contains('\n')),
            "{draft:#?}"
        );
        assert!(!draft.text.contains("A．") && !draft.text.starts_with('（'));
    }
    let pictures = drafts
        .iter()
        .filter(|draft| draft.tags.iter().any(|tag| tag == MISSING_PICTURES));
    assert_eq!(pictures.count(), 4);
}

#[test]
fn a_question_loses_its_page_and_keeps_its_lines() {
    let drafts = load("questions-politics-mcq.json").drafts;
    let draft = &drafts[1];
    assert_eq!(
        draft.text,
        "在河北曹妃甸的矿石码头，铁矿石运输轮一靠岸，运输带就直接将铁矿石运往新首钢加工车间。\
         经过若干道工序后，铁矿石变成钢材，又从成品码头重新装船销往世界各地。这种紧凑的“前港后厂”\
         生产经营模式，缩短了流通时间，给新首钢带来了巨大的效益。这一效益的取得在于（　　）\n\
         ①流通环节能够产生更大的利润\n②“前港后厂”模式节省运输成本\n\
         ③流通时间的缩短加快了资金的周转\n④“前港后厂”模式提高了社会劳动生产率。"
    );
    assert_eq!(draft.options, ["①②", "②③", "②④", "③④"]);
    assert_eq!(draft.answer, Answer::Choices(vec![1]));
    assert_eq!(draft.source, "2010年高考政治（新课标）第2题");
    assert_eq!(draft.tags, ["高考", "政治"]);
}

#[test]
fn all_questions_go_through_gift_unchanged() {
    let drafts = all();
    let import = gift::read(gift::write(&drafts).as_bytes()).expect("readable");
    assert_eq!((import.faults, import.warnings), (vec![], vec![]));
    assert_eq!(import.questions.len(), drafts.len());
    for (question, draft) in import.questions.iter().zip(&drafts) {
        assert!(question.draft.same_as(draft), "{draft:#?}");
    }
}

fn entry(question: &str, answer: &str) -> String {
    serde_json::json!({"keywords": "2010-2022_History_MCQs", "example": [{
        "year": "2010", "category": "（新课标）", "question": question,
        "answer": [answer], "analysis": "", "index": 7, "score": 4,
    }]})
    .to_string()
}

#[test]
fn options_begin_at_the_last_chain() {
    let json = entry(
        "3.关于A．型与B.型（ ） \nA．前者 B．后\n者 C. 都 是 D、都不",
        "D",
    );
    let import = gaokao::read(json.as_bytes()).expect("a file");
    assert_eq!(import.drafts[0].text, "关于A．型与B.型（　　）");
    assert_eq!(import.drafts[0].options, ["前者", "后者", "都 是", "都不"]);
}

#[test]
fn what_cannot_be_converted_is_reported() {
    let faults = |question: &str, answer: &str| {
        gaokao::read(entry(question, answer).as_bytes())
            .expect("a file")
            .faults
    };
    assert!(matches!(
        faults("没有选项", "A")[..],
        [GaokaoFault::NoOptions { index: 7 }]
    ));
    assert!(
        matches!(&faults("问 A．甲 B．乙", "C")[..], [GaokaoFault::KeyUnknown { key, .. }] if key == "C")
    );
    assert!(matches!(
        gaokao::read(b"[]"),
        Err(GaokaoFault::Malformed(_))
    ));
}
