//! Arbitrary questions for property tests: valid, canonical, and full of the
//! signs that formats trip over.

use proptest::prelude::*;

use super::super::{Answer, Difficulty, QuestionDraft, QuestionKind};

/// A text with the meta signs of GIFT, workbooks and HTML, line ends and CJK.
pub fn text(max: usize) -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        6 => proptest::sample::select("党支部入党誓词　，。；（）“”①②".chars().collect::<Vec<_>>()),
        3 => proptest::sample::select("~=#{}:\\[]%/>-<&$'\"_|@+T\u{2028}".chars().collect::<Vec<_>>()),
        2 => proptest::char::range('a', 'z'),
        1 => Just('\n'),
        1 => Just(' '),
        1 => Just('\t'),
        1 => any::<char>(),
    ];
    let nasty = proptest::sample::select(vec![
        "[html]<b>x</b>",
        "%50%",
        "%-100%",
        "// note",
        "$CATEGORY: x",
        "::title::",
        "->",
        "####",
        "_x000D_",
        "=1+1",
        "{T}",
        "\\n",
        "\\\\",
        "[plain]",
        "TRUE",
        "第一条 \n\n\n第二条",
    ]);
    let parts = prop_oneof![
        3 => proptest::collection::vec(sign, 1..max).prop_map(String::from_iter),
        1 => nasty.prop_map(str::to_owned),
    ];
    proptest::collection::vec(parts, 1..3).prop_map(|parts| parts.concat())
}

fn tags() -> impl Strategy<Value = Vec<String>> {
    let separators = super::super::question::is_tag_separator;
    proptest::collection::vec(
        text(8).prop_map(move |tag| tag.replace(separators, "")),
        0..4,
    )
}

/// A question that may be stored, in canonical form.
pub fn draft() -> impl Strategy<Value = QuestionDraft> {
    let kind = proptest::sample::select(QuestionKind::ALL.to_vec());
    let level = proptest::sample::select(Difficulty::ALL.to_vec());
    let options = proptest::collection::vec(text(12), 2..=8);
    let about = (
        text(30),
        prop_oneof![Just(String::new()), text(20)],
        text(8),
        tags(),
    );
    (kind, about, options, any::<u8>(), level)
        .prop_map(
            |(kind, (text, explanation, source, tags), options, bits, difficulty)| {
                let draft = QuestionDraft {
                    kind,
                    text,
                    options: if kind == QuestionKind::TrueFalse {
                        Vec::new()
                    } else {
                        options
                    },
                    answer: Answer::Truth(bits.is_multiple_of(2)),
                    explanation,
                    source,
                    tags,
                    difficulty,
                };
                with_answer(draft, bits).canonical()
            },
        )
        .prop_filter("only questions without faults", |draft| {
            draft.validate().is_empty()
        })
}

fn with_answer(mut draft: QuestionDraft, bits: u8) -> QuestionDraft {
    let count = u8::try_from(draft.options.len()).expect("at most eight");
    draft.answer = match draft.kind {
        QuestionKind::TrueFalse => Answer::Truth(bits.is_multiple_of(2)),
        QuestionKind::Single => Answer::Choices(vec![bits % count]),
        QuestionKind::Multiple => {
            let mut chosen: Vec<u8> = (0..count).filter(|bit| bits >> bit & 1 == 1).collect();
            if chosen.len() < 2 {
                chosen = vec![0, 1];
            }
            Answer::Choices(chosen)
        }
    };
    draft
}

/// A plain single choice to change in tests.
pub fn single() -> QuestionDraft {
    QuestionDraft {
        kind: QuestionKind::Single,
        text: "预备党员的预备期为多长时间？".into(),
        options: ["半年", "一年", "两年", "三年"].map(String::from).to_vec(),
        answer: Answer::Choices(vec![1]),
        explanation: "党章第七条：预备党员的预备期为一年。".into(),
        source: "《中国共产党章程》第七条".into(),
        tags: vec!["党章".into()],
        difficulty: Difficulty::Easy,
    }
}
