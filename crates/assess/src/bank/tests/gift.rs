//! GIFT: what is read, what is reported and where.

use super::super::gift::{self, GiftFaultKind, GiftImport, GiftRefusal, Place, UnsupportedKind};
use super::super::{Answer, Difficulty, QuestionDraft, QuestionFault, QuestionKind};

fn read(text: &str) -> GiftImport {
    gift::read(text.as_bytes()).expect("readable")
}

/// The only question of a text without faults.
fn one(text: &str) -> QuestionDraft {
    let mut import = read(text);
    assert_eq!(import.faults, [], "{text}");
    assert_eq!(import.questions.len(), 1, "{text}");
    import.questions.remove(0).draft
}

/// The first fault of a text and its place.
fn fault(text: &str) -> (u32, u32, GiftFaultKind) {
    let import = read(text);
    let fault = import
        .faults
        .first()
        .unwrap_or_else(|| panic!("no fault in {text:?}"));
    (fault.place.line, fault.place.column, fault.kind.clone())
}

#[test]
fn reads_a_single_choice_with_feedback() {
    let draft = one(
        "::预备期:: 预备党员的预备期为{\n  =一年 #对\n  ~半年#党章第七条\n  ~两年\n####见党章\n}",
    );
    assert_eq!(draft.kind, QuestionKind::Single);
    assert_eq!(draft.text, "预备党员的预备期为");
    assert_eq!(draft.options, ["一年", "半年", "两年"]);
    assert_eq!(draft.answer, Answer::Choices(vec![0]));
    assert_eq!(draft.explanation, "见党章\nA：对\nB：党章第七条");
}

#[test]
fn reads_a_multiple_choice_by_weights() {
    let import = read("哪些属于“三会一课”？{~%50%支部党员大会 ~%50%党课 ~%-100%联欢会}");
    assert_eq!(import.warnings, []);
    assert_eq!(import.questions[0].draft.kind, QuestionKind::Multiple);
    assert_eq!(
        import.questions[0].draft.answer,
        Answer::Choices(vec![0, 1])
    );
    let uneven = read("问{~%70%甲 ~%30%乙 ~丙}");
    assert_eq!(
        uneven.questions[0].draft.answer,
        Answer::Choices(vec![0, 1])
    );
    assert_eq!(uneven.warnings[0].kind, GiftFaultKind::WeightsFolded);
    assert_eq!(uneven.warnings[0].place, Place { line: 1, column: 2 });
}

#[test]
fn a_partly_right_answer_beside_the_right_one_stays_wrong() {
    let import = read("问{=甲 ~%50%乙 ~丙}");
    assert_eq!(import.questions[0].draft.answer, Answer::Choices(vec![0]));
    assert_eq!(import.warnings[0].kind, GiftFaultKind::WeightsFolded);
}

#[test]
fn reads_statements() {
    for (word, truth) in [
        ("T", true),
        ("TRUE", true),
        ("f", false),
        (" False ", false),
    ] {
        let draft = one(&format!("党员年满十八岁。{{{word}}}"));
        assert_eq!(
            (draft.kind, draft.answer),
            (QuestionKind::TrueFalse, Answer::Truth(truth))
        );
    }
    let draft = one("陈述{F#错在年份#没错####总评}");
    assert_eq!(draft.explanation, "总评\n错在年份\n没错");
}

#[test]
fn reads_escapes_comments_categories_and_titles() {
    let import = read(concat!(
        "\u{feff}// 党章题 [tag:党章] [source:第七条\\]] [difficulty:hard] [id:7]\r\n",
        "1\\+1 \\= 2\\: \\{集合\\} \\~\\# 100% \\a \\\\{T}\r\n\r\n",
        "$CATEGORY: $course$/党史\n\n// 单独的注释 [tag:不算]\n\n::第二题\n::问{=甲 ~乙}\n",
    ));
    assert_eq!(import.faults, []);
    let first = &import.questions[0];
    assert_eq!(first.draft.text, "1\\+1 = 2: {集合} ~# 100% \\a \\");
    assert_eq!(
        (first.title.as_deref(), first.category.as_deref()),
        (None, None)
    );
    assert_eq!(first.draft.tags, ["党章"]);
    assert_eq!(first.draft.source, "第七条]");
    assert_eq!(first.draft.difficulty, Difficulty::Hard);
    let second = &import.questions[1];
    assert_eq!(second.title.as_deref(), Some("第二题"));
    assert_eq!(second.category.as_deref(), Some("$course$/党史"));
    assert_eq!((second.draft.tags.len(), second.line), (0, 8));
}

#[test]
fn reads_formats() {
    let draft = one(
        "[html]<p>毛泽东&amp;<b>朱德</b></p>{=<i>井冈山</i> ~[plain]<i>不拆</i>####<p>会师</p>}",
    );
    assert_eq!(draft.text, "毛泽东&朱德");
    assert_eq!(draft.options, ["井冈山", "<i>不拆</i>"]);
    assert_eq!(draft.explanation, "会师");
    assert_eq!(one("[markdown]**重点**{T}").text, "**重点**");
    assert_eq!(one("[2021] 年{T}").text, "[2021] 年");
}

#[test]
fn a_blank_stands_where_the_braces_were() {
    let draft = one("中国共产党成立于{=1921 ~1919}年。");
    assert_eq!(draft.text, "中国共产党成立于_____年。");
}

#[test]
fn percent_without_a_number_is_text() {
    assert_eq!(one("问{=%甲% ~%乙}").options, ["%甲%", "%乙"]);
}

#[test]
fn reports_unsupported_kinds_and_imports_the_rest() {
    let import = read(
        "圆周率{#3.14:0.01}\n\n配对{=a -> 1 =b -> 2}\n\n简答{=甲 =乙}\n\n论述{}\n\n说明文字\n\n对{T}",
    );
    let kinds: Vec<(u32, GiftFaultKind)> = import
        .faults
        .iter()
        .map(|fault| (fault.place.line, fault.kind.clone()))
        .collect();
    let unsupported = |line, kind| (line, GiftFaultKind::Unsupported(kind));
    assert_eq!(
        kinds,
        [
            unsupported(1, UnsupportedKind::Numerical),
            unsupported(3, UnsupportedKind::Matching),
            unsupported(5, UnsupportedKind::ShortAnswer),
            unsupported(7, UnsupportedKind::Essay),
            unsupported(9, UnsupportedKind::Description),
        ]
    );
    assert_eq!(import.questions.len(), 1);
}

#[test]
fn faults_name_line_and_column() {
    use GiftFaultKind as K;
    assert_eq!(
        fault("好{T}\n\n  问题{=甲 ~乙\n\n下一题{T}"),
        (3, 5, K::UnclosedBrace)
    );
    assert_eq!(fault("问}题{T}"), (1, 2, K::StrayBrace));
    assert_eq!(fault("问{T}}"), (1, 5, K::StrayBrace));
    assert_eq!(fault("一{T}\n二{F}"), (2, 2, K::SecondAnswerBlock));
    assert_eq!(fault("一{=甲 {T}"), (1, 2, K::UnclosedBrace));
    assert_eq!(fault("\n ::题目{T}"), (2, 2, K::UnclosedTitle));
    assert_eq!(fault("问{甲 =乙 ~丙}"), (1, 3, K::AnswerUnmarked));
    assert_eq!(fault("问{\n~%150%甲 ~乙}"), (2, 2, K::WeightOutOfRange));
    assert_eq!(fault("问{=甲\n =乙 ~丙}"), (2, 2, K::SeveralRight));
    assert_eq!(
        fault("问{~甲 ~乙}"),
        (1, 1, K::Question(QuestionFault::AnswerMissing))
    );
    let long = format!("{}{{T}}", "长".repeat(30_000));
    assert_eq!(fault(&long), (1, 1, K::QuestionTooLong { limit_kib: 64 }));
}

#[test]
fn one_forgotten_brace_spoils_one_question() {
    let import = read("一{T}\n\n二{=甲 ~乙\n\n三{F}");
    assert_eq!((import.questions.len(), import.faults.len()), (2, 1));
}

#[test]
fn refuses_files_as_a_whole() {
    let large = vec![b'a'; gift::MAX_BYTES + 1];
    assert_eq!(
        gift::read(&large),
        Err(GiftRefusal::TooLarge { limit_mib: 4 })
    );
    assert_eq!(
        gift::read(b"ok{T}\n\n\xb5\xb3{T}"),
        Err(GiftRefusal::NotUtf8 { line: 3 })
    );
}

#[test]
fn stops_at_the_limits() {
    let import = read(&"对{T}\n\n".repeat(gift::MAX_QUESTIONS + 5));
    assert_eq!(import.questions.len(), gift::MAX_QUESTIONS);
    let limit = gift::MAX_QUESTIONS;
    assert_eq!(
        import.faults[0].kind,
        GiftFaultKind::TooManyQuestions { limit }
    );
    let import = read(&"坏{\n\n".repeat(5_000));
    assert_eq!(import.faults.len(), gift::MAX_FAULTS + 1);
    let limit = gift::MAX_FAULTS;
    assert_eq!(
        import.faults.last().map(|f| f.kind.clone()),
        Some(GiftFaultKind::TooManyFaults { limit })
    );
}
