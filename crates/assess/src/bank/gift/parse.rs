//! One block of a GIFT file becomes a question, or the faults that prevent it.

use super::super::fault::QuestionFault;
use super::super::question::{
    Answer, MAX_OPTIONS, QuestionDraft, QuestionKind, fold_text, option_letter,
};
use super::fault::{GiftFault, GiftFaultKind, Place, UnsupportedKind};
use super::html;
use super::scan::{Block, Sign, signs};
use super::{GiftQuestion, MAX_BLOCK};

/// What stands for the answer in a sentence with a blank in its middle.
const BLANK: &str = "_____";

/// Reads the question of a block; pushes what deserves a look onto `warnings`.
pub(super) fn question(
    block: &Block<'_>,
    warnings: &mut Vec<GiftFault>,
) -> Result<GiftQuestion, Vec<GiftFault>> {
    if block.size() > MAX_BLOCK {
        let kind = GiftFaultKind::QuestionTooLong {
            limit_kib: MAX_BLOCK / 1024,
        };
        return Err(vec![block.fault(kind)]);
    }
    let signs = signs(block);
    let parts = Parts::cut(&signs, block.start()).map_err(|fault| vec![fault])?;
    let mut notes = Vec::new();
    let body = Body::read(&parts, &mut notes).map_err(|fault| vec![fault])?;
    let draft = QuestionDraft {
        kind: body.kind,
        text: parts.text(),
        options: body.options,
        answer: body.answer,
        explanation: body.explanation,
        source: block.meta.source.clone(),
        tags: block.meta.tags.clone(),
        difficulty: block.meta.difficulty,
    }
    .canonical();
    let faults: Vec<GiftFault> = draft
        .validate()
        .into_iter()
        .map(|fault| block.fault(fault.into()))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    warnings.append(&mut notes);
    Ok(GiftQuestion {
        line: block.start().line,
        title: parts
            .title
            .map(|title| fold_text(&raw(title)))
            .filter(|title| !title.is_empty()),
        category: block.category.clone(),
        draft,
    })
}

/// The pieces of a block around its braces.
struct Parts<'a> {
    title: Option<&'a [Sign]>,
    format: Format,
    head: &'a [Sign],
    body: &'a [Sign],
    tail: &'a [Sign],
    /// Where the opening brace stands.
    open: Place,
}

impl<'a> Parts<'a> {
    fn cut(signs: &'a [Sign], start: Place) -> Result<Self, GiftFault> {
        let (title, signs) = cut_title(signs)?;
        let (format, signs) = cut_format(signs, Format::Plain);
        let fault = |place, kind| GiftFault { place, kind };
        let brace = signs.iter().position(|sign| sign.is('{') || sign.is('}'));
        let Some((brace, opening)) = brace.and_then(|at| Some((at, signs.get(at)?))) else {
            return Err(fault(
                start,
                GiftFaultKind::Unsupported(UnsupportedKind::Description),
            ));
        };
        if opening.is('}') {
            return Err(fault(opening.place, GiftFaultKind::StrayBrace));
        }
        let (head, rest) = (part(signs, 0, brace), part(signs, brace + 1, signs.len()));
        let close = rest.iter().position(|sign| sign.is('{') || sign.is('}'));
        let Some((close, closing)) = close.and_then(|at| Some((at, rest.get(at)?))) else {
            return Err(fault(opening.place, GiftFaultKind::UnclosedBrace));
        };
        if closing.is('{') {
            return Err(fault(opening.place, GiftFaultKind::UnclosedBrace));
        }
        let (body, tail) = (part(rest, 0, close), part(rest, close + 1, rest.len()));
        if let Some(extra) = tail.iter().find(|sign| sign.is('{') || sign.is('}')) {
            let kind = match extra.sign {
                '{' => GiftFaultKind::SecondAnswerBlock,
                _ => GiftFaultKind::StrayBrace,
            };
            return Err(fault(extra.place, kind));
        }
        Ok(Self {
            title,
            format,
            head,
            body,
            tail,
            open: opening.place,
        })
    }

    /// The question text; a blank stands where the braces were in its middle.
    fn text(&self) -> String {
        let tail = raw(self.tail);
        if tail.trim().is_empty() {
            return self.format.text(self.head);
        }
        self.format
            .convert(&format!("{}{BLANK}{tail}", raw(self.head)))
    }
}

/// What stands between the braces.
struct Body {
    kind: QuestionKind,
    options: Vec<String>,
    answer: Answer,
    explanation: String,
}

impl Body {
    fn read(parts: &Parts<'_>, notes: &mut Vec<GiftFault>) -> Result<Self, GiftFault> {
        let (answers, general) = cut_general_feedback(parts.body);
        let explanation = general.map(|general| parts.format.inherited(general));
        let explanation = explanation.unwrap_or_default();
        let unsupported = |kind| {
            Err(GiftFault {
                place: parts.open,
                kind: GiftFaultKind::Unsupported(kind),
            })
        };
        let Some(first) = answers.iter().find(|sign| !sign.sign.is_whitespace()) else {
            return unsupported(UnsupportedKind::Essay);
        };
        if first.is('#') {
            return unsupported(UnsupportedKind::Numerical);
        }
        if let Some((truth, feedback)) = truth(answers) {
            let feedback = feedback.map(|feedback| parts.format.inherited(feedback));
            let explanation = join_lines(explanation, feedback);
            let answer = Answer::Truth(truth);
            return Ok(Self {
                kind: QuestionKind::TrueFalse,
                options: Vec::new(),
                answer,
                explanation,
            });
        }
        if !(first.is('=') || first.is('~')) {
            return Err(GiftFault {
                place: first.place,
                kind: GiftFaultKind::AnswerUnmarked,
            });
        }
        let items = items(answers, parts.format)?;
        if items.iter().all(|item| item.marked_right) {
            let matching = items.iter().any(|item| item.text.contains("->"));
            return unsupported(match matching {
                true => UnsupportedKind::Matching,
                false => UnsupportedKind::ShortAnswer,
            });
        }
        Self::choice(&items, explanation, parts.open, notes)
    }

    fn choice(
        items: &[Item],
        explanation: String,
        open: Place,
        notes: &mut Vec<GiftFault>,
    ) -> Result<Self, GiftFault> {
        let marked: Vec<&Item> = items.iter().filter(|item| item.marked_right).collect();
        if let [_, second, ..] = marked.as_slice() {
            return Err(GiftFault {
                place: second.place,
                kind: GiftFaultKind::SeveralRight,
            });
        }
        if items.len() > MAX_OPTIONS {
            let fault = QuestionFault::TooManyOptions { limit: MAX_OPTIONS };
            return Err(GiftFault {
                place: open,
                kind: fault.into(),
            });
        }
        let single = marked.len() == 1;
        let mut right = Vec::new();
        let mut weights = Vec::new();
        for (index, item) in (0..=u8::MAX).zip(items) {
            let weight = item.weight.unwrap_or(0.0);
            if item.marked_right || (!single && weight > 0.0) {
                right.push(index);
            }
            if weight > 0.0 {
                weights.push(weight);
            }
        }
        if !even(&weights, single) {
            notes.push(GiftFault {
                place: open,
                kind: GiftFaultKind::WeightsFolded,
            });
        }
        let feedback = (0..=u8::MAX)
            .zip(items)
            .filter(|(_, item)| !item.feedback.trim().is_empty());
        let feedback = feedback
            .map(|(index, item)| format!("{}：{}", option_letter(index), item.feedback.trim()));
        let explanation = join_lines(explanation, feedback);
        let kind = if right.len() > 1 {
            QuestionKind::Multiple
        } else {
            QuestionKind::Single
        };
        let options = items.iter().map(|item| item.text.clone()).collect();
        Ok(Self {
            kind,
            options,
            answer: Answer::Choices(right),
            explanation,
        })
    }
}

/// Whether weights say no more than right and wrong: none beside a `=`, or equal
/// shares of a hundred.
fn even(weights: &[f64], single: bool) -> bool {
    if single {
        return weights.is_empty();
    }
    let share = 100.0 / weights.len().max(1) as f64;
    weights.iter().all(|weight| (weight - share).abs() < 0.5)
}

/// One answer of a choice.
struct Item {
    place: Place,
    /// `=`, or a weight of 100 behind it.
    marked_right: bool,
    weight: Option<f64>,
    text: String,
    feedback: String,
}

fn items(answers: &[Sign], format: Format) -> Result<Vec<Item>, GiftFault> {
    let marks: Vec<usize> = (0..)
        .zip(answers)
        .filter(|(_, s)| s.is('=') || s.is('~'))
        .map(|(at, _)| at)
        .collect();
    let mut items = Vec::with_capacity(marks.len().min(64));
    let ends = marks.iter().skip(1).copied().chain([answers.len()]);
    for (&start, end) in marks.iter().zip(ends) {
        let Some(mark) = answers.get(start) else {
            continue;
        };
        let (weight, rest) = cut_weight(part(answers, start + 1, end))?;
        let hash = rest.iter().position(|sign| sign.is('#'));
        let (text, feedback) = match hash {
            Some(at) => (part(rest, 0, at), part(rest, at + 1, rest.len())),
            None => (rest, part(rest, rest.len(), rest.len())),
        };
        let full = weight.is_none_or(|weight| weight >= 100.0);
        items.push(Item {
            place: mark.place,
            marked_right: mark.is('=') && full,
            weight: weight.filter(|_| !(mark.is('=') && full)),
            text: format.inherited(text),
            feedback: format.inherited(feedback),
        });
    }
    Ok(items)
}

/// `%50%` before an answer. A percent sign without a number is part of the text.
fn cut_weight(answer: &[Sign]) -> Result<(Option<f64>, &[Sign]), GiftFault> {
    let trimmed = trim_start(answer);
    let Some(open) = trimmed.first().filter(|sign| sign.is('%')) else {
        return Ok((None, answer));
    };
    let inside = part(trimmed, 1, trimmed.len());
    let Some(close) = inside.iter().take(16).position(|sign| sign.is('%')) else {
        return Ok((None, answer));
    };
    let number = raw(part(inside, 0, close));
    let numeric = number
        .chars()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '.'));
    let Some(weight) = number.parse::<f64>().ok().filter(|_| numeric) else {
        return Ok((None, answer));
    };
    if !(-100.0..=100.0).contains(&weight) {
        return Err(GiftFault {
            place: open.place,
            kind: GiftFaultKind::WeightOutOfRange,
        });
    }
    Ok((Some(weight), part(inside, close + 1, inside.len())))
}

/// `T`, `F`, `TRUE` or `FALSE` with feedback behind `#`.
fn truth(answers: &[Sign]) -> Option<(bool, impl Iterator<Item = &[Sign]>)> {
    let mut pieces = answers.split(|sign| sign.is('#'));
    let truth = match raw(pieces.next()?).trim().to_ascii_uppercase().as_str() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return None,
    };
    Some((truth, pieces.filter(|piece| !raw(piece).trim().is_empty())))
}

/// Splits at the first `####`.
fn cut_general_feedback(body: &[Sign]) -> (&[Sign], Option<&[Sign]>) {
    let at = body
        .windows(4)
        .position(|four| four.iter().all(|sign| sign.is('#')));
    match at {
        Some(at) => (part(body, 0, at), Some(part(body, at + 4, body.len()))),
        None => (body, None),
    }
}

fn cut_title(signs: &[Sign]) -> Result<(Option<&[Sign]>, &[Sign]), GiftFault> {
    let is_mark = |pair: &[Sign]| pair.iter().all(|sign| sign.is(':'));
    let signs = trim_start(signs);
    let Some(first) = signs
        .get(..2)
        .filter(|pair| is_mark(pair))
        .and_then(|pair| pair.first())
    else {
        return Ok((None, signs));
    };
    let rest = part(signs, 2, signs.len());
    match rest.windows(2).position(is_mark) {
        Some(at) => Ok((Some(part(rest, 0, at)), part(rest, at + 2, rest.len()))),
        None => Err(GiftFault {
            place: first.place,
            kind: GiftFaultKind::UnclosedTitle,
        }),
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// As it stands; also `[moodle]` and `[markdown]`, whose marks stay readable.
    Plain,
    /// Tags are dropped.
    Html,
}

impl Format {
    fn convert(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Html => html::to_text(text),
        }
    }

    fn text(self, signs: &[Sign]) -> String {
        fold_text(&self.convert(&raw(signs)))
    }

    /// The text of a part that may name its own format and else has this one.
    fn inherited(self, signs: &[Sign]) -> String {
        let (format, signs) = cut_format(signs, self);
        format.text(signs)
    }
}

/// Cuts `[html]` and the like off the start of a text.
fn cut_format(signs: &[Sign], otherwise: Format) -> (Format, &[Sign]) {
    let trimmed = trim_start(signs);
    if trimmed.first().is_some_and(|sign| sign.is('['))
        && let Some(close) = trimmed.iter().take(12).position(|sign| sign.is(']'))
    {
        let rest = part(trimmed, close + 1, trimmed.len());
        match raw(part(trimmed, 1, close)).as_str() {
            "html" => return (Format::Html, rest),
            "plain" | "markdown" | "moodle" => return (Format::Plain, rest),
            _ => {}
        }
    }
    (otherwise, signs)
}

fn trim_start(signs: &[Sign]) -> &[Sign] {
    let blank = signs
        .iter()
        .take_while(|s| s.plain && s.sign.is_whitespace())
        .count();
    part(signs, blank, signs.len())
}

fn raw(signs: &[Sign]) -> String {
    signs.iter().map(|sign| sign.sign).collect()
}

/// A slice that cannot panic: an impossible range is empty.
fn part(signs: &[Sign], from: usize, to: usize) -> &[Sign] {
    signs.get(from..to).unwrap_or(&[])
}

fn join_lines(first: String, more: impl IntoIterator<Item = String>) -> String {
    let mut joined = first;
    for line in more {
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(&line);
    }
    joined
}
