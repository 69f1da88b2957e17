//! Writes questions as GIFT that Moodle reads, and that [`super::read`] gives
//! back unchanged.

use super::super::question::{Answer, Difficulty, QuestionDraft, QuestionKind};

/// The questions as one GIFT file, in order, separated by blank lines. Drafts
/// are written in canonical form; one with faults is written as well as it can be.
pub fn write<'a>(drafts: impl IntoIterator<Item = &'a QuestionDraft>) -> String {
    let mut gift = String::new();
    for draft in drafts {
        write_question(&draft.canonical(), &mut gift);
    }
    gift
}

fn write_question(draft: &QuestionDraft, gift: &mut String) {
    write_meta(draft, gift);
    // The format is always named: without it Moodle guesses, and a text that
    // starts with "//" or "$CATEGORY:" would be taken for a comment or command.
    gift.push_str("[plain]");
    push_escaped(&draft.text, gift);
    gift.push('{');
    match &draft.answer {
        Answer::Truth(true) => gift.push_str("TRUE"),
        Answer::Truth(false) => gift.push_str("FALSE"),
        Answer::Choices(right) => write_options(draft, right, gift),
    }
    if !draft.explanation.is_empty() {
        gift.push_str("####");
        push_text(&draft.explanation, gift);
    }
    gift.push_str("}\n\n");
}

fn write_meta(draft: &QuestionDraft, gift: &mut String) {
    let mut properties: Vec<(&str, &str)> =
        draft.tags.iter().map(|tag| ("tag", tag.as_str())).collect();
    if !draft.source.is_empty() {
        properties.push(("source", &draft.source));
    }
    if draft.difficulty != Difficulty::default() {
        properties.push(("difficulty", draft.difficulty.as_str()));
    }
    if properties.is_empty() {
        return;
    }
    gift.push_str("//");
    for (key, value) in properties {
        let value = value
            .replace('\\', "\\\\")
            .replace(']', "\\]")
            .replace('\n', "\\n");
        gift.push_str(" [");
        gift.push_str(key);
        gift.push(':');
        gift.push_str(&value);
        gift.push(']');
    }
    gift.push('\n');
}

fn write_options(draft: &QuestionDraft, right: &[u8], gift: &mut String) {
    let share = 100.0 / right.len().max(1) as f64;
    for (index, option) in (0..=u8::MAX).zip(&draft.options) {
        gift.push_str("\n\t");
        match (draft.kind, right.contains(&index)) {
            (QuestionKind::Multiple, true) => {
                let weight = format!("{share:.5}");
                let weight = weight.trim_end_matches('0').trim_end_matches('.');
                gift.push_str(&format!("~%{weight}%"));
            }
            (QuestionKind::Multiple, false) => gift.push_str("~%-100%"),
            (_, true) => gift.push('='),
            (_, false) => gift.push('~'),
        }
        push_text(option, gift);
    }
    gift.push('\n');
}

/// A text after a marker: named as plain where its start would look like a
/// weight or a format.
fn push_text(text: &str, gift: &mut String) {
    if text.starts_with(['[', '%']) {
        gift.push_str("[plain]");
    }
    push_escaped(text, gift);
}

fn push_escaped(text: &str, gift: &mut String) {
    for sign in text.chars() {
        match sign {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                gift.push('\\');
                gift.push(sign);
            }
            '\n' => gift.push_str("\\n"),
            _ => gift.push(sign),
        }
    }
}
