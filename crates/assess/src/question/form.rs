//! A question between the page's form and a draft.

use platform::error::Message;
use platform::i18n::{Arg, Locale, say};
use platform::web::{Cx, Form};

use crate::bank::fault::{QuestionFault, TextPart};
use crate::bank::question::{MAX_OPTIONS, is_tag_separator, option_letter};
use crate::bank::{Answer, Difficulty, QuestionDraft, QuestionKind};

/// The names of the option fields, A to H.
pub const OPTION_FIELDS: [&str; MAX_OPTIONS] = [
    "option_a", "option_b", "option_c", "option_d", "option_e", "option_f", "option_g", "option_h",
];

/// The form of a draft.
#[must_use]
pub fn filled(cx: &Cx, draft: &QuestionDraft) -> Form {
    let mut pairs: Vec<(&str, String)> = vec![
        ("kind", draft.kind.as_str().to_owned()),
        ("text", draft.text.clone()),
        ("explanation", draft.explanation.clone()),
        ("source", draft.source.clone()),
        ("tags", draft.tags.join("、")),
        ("difficulty", draft.difficulty.as_str().to_owned()),
    ];
    pairs.extend(OPTION_FIELDS.into_iter().zip(draft.options.iter().cloned()));
    match &draft.answer {
        Answer::Truth(truth) => {
            pairs.push(("truth", if *truth { "true" } else { "false" }.to_owned()))
        }
        Answer::Choices(choices) => {
            pairs.extend(
                choices
                    .iter()
                    .map(|choice| ("answer", option_letter(*choice).to_string())),
            );
        }
    }
    Form::filled(cx, pairs)
}

/// Reads the form; what is wrong stands by its field then.
#[must_use]
pub fn read(form: &mut Form) -> Option<QuestionDraft> {
    let Some(kind) = QuestionKind::from_word(form.value("kind")) else {
        form.fail_key("kind", "bank-choose-kind");
        return None;
    };
    let draft = draft(form, kind);
    for fault in draft.validate() {
        let message = fault
            .args()
            .into_iter()
            .fold(Message::new(fault.key()), |m, (name, value)| {
                m.with(name, value)
            });
        form.fail(field_of(&fault), &message);
    }
    (!form.has_errors()).then_some(draft)
}

fn draft(form: &Form, kind: QuestionKind) -> QuestionDraft {
    let mut options: Vec<String> = OPTION_FIELDS
        .iter()
        .map(|name| form.value(name).to_owned())
        .collect();
    while options.last().is_some_and(String::is_empty) {
        options.pop();
    }
    let statement = kind == QuestionKind::TrueFalse;
    let letters = form.all("answer");
    QuestionDraft {
        kind,
        text: form.value("text").to_owned(),
        answer: match (statement, form.value("truth")) {
            (true, "true") => Answer::Truth(true),
            (true, "false") => Answer::Truth(false),
            (true, _) => Answer::Choices(Vec::new()),
            (false, _) => Answer::Choices(
                (0_u8..)
                    .take(MAX_OPTIONS)
                    .filter(|n| letters.contains(&option_letter(*n).to_string().as_str()))
                    .collect(),
            ),
        },
        options: if statement { Vec::new() } else { options },
        explanation: form.value("explanation").to_owned(),
        source: form.value("source").to_owned(),
        tags: form
            .value("tags")
            .split(is_tag_separator)
            .map(|tag| tag.trim().to_owned())
            .collect(),
        difficulty: Difficulty::from_word(form.value("difficulty")).unwrap_or_default(),
    }
    .canonical()
}

fn field_of(fault: &QuestionFault) -> &'static str {
    let option = |letter: char| {
        let index = (letter as usize).wrapping_sub('A' as usize);
        OPTION_FIELDS.get(index).copied().unwrap_or("option_a")
    };
    match fault {
        QuestionFault::TextMissing => "text",
        QuestionFault::TooLong { part, .. } | QuestionFault::ControlCharacter { part } => {
            match part {
                TextPart::Text => "text",
                TextPart::Option(letter) => option(*letter),
                TextPart::Explanation => "explanation",
                TextPart::Source => "source",
                TextPart::Tag => "tags",
            }
        }
        QuestionFault::TooFewOptions
        | QuestionFault::TooManyOptions { .. }
        | QuestionFault::OptionsOnStatement => "option_a",
        QuestionFault::OptionMissing { letter } | QuestionFault::OptionRepeated { letter, .. } => {
            option(*letter)
        }
        QuestionFault::TooManyTags { .. } | QuestionFault::TagMalformed { .. } => "tags",
        QuestionFault::ExplanationMissing => "explanation",
        QuestionFault::SourceMissing => "source",
        _ => "answer",
    }
}

/// The sentence about a fault, numbers as numbers so that plurals fit.
#[must_use]
pub fn fault_words<K: AsRef<str>, W: AsRef<str>>(cx: &Cx, key: &str, args: &[(K, W)]) -> String {
    said(cx.locale, key, args)
}

/// The same for whoever reads this language.
#[must_use]
pub fn said<K: AsRef<str>, W: AsRef<str>>(locale: Locale, key: &str, args: &[(K, W)]) -> String {
    let owned: Vec<(&str, String)> = args
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref().to_owned()))
        .collect();
    let args: Vec<(&str, &dyn Arg)> = owned
        .iter()
        .map(|(name, value)| (*name, value as &dyn Arg))
        .collect();
    say(locale, key, &args)
}
