//! The minutes as an official paper (会议记录).

use platform::i18n::{Arg, Locale, say};
use platform::paper::{Block, Paper};

use super::{Sealed, Sheet};
use crate::words::moment;

fn zh(key: &str, args: &[(&str, &dyn Arg)]) -> String {
    say(Locale::ZhCn, key, args)
}

/// The paper: of a draft, with a remark that it is one; of sealed minutes with who confirmed them,
/// and what was added since.
#[must_use]
pub fn paper(
    sheet: &Sheet,
    sealed: Option<&Sealed>,
    addenda: &[(String, String, platform::clock::Millis)],
) -> Paper {
    let mut paper = Paper::new(sheet.title.clone());
    for (label, value) in &sheet.facts {
        paper = paper.field(label, value);
    }
    paper = paper.with(Block::Heading(zh("minutes-paper-part-people", &[])));
    for (label, names) in &sheet.people {
        paper = paper.field(label, names);
    }
    paper = paper.with(Block::Heading(zh("minutes-paper-part-items", &[])));
    for item in &sheet.items {
        let title = zh(
            "minutes-paper-item",
            &[("no", &item.no), ("title", &item.title)],
        );
        paper = paper.with(Block::Text(title));
        if !item.text.is_empty() {
            paper = paper.with(Block::Text(item.text.clone()));
        }
        for vote in item.votes.iter().filter(|words| !words.is_empty()) {
            paper = paper.with(Block::Text(vote.clone()));
        }
    }
    if !sheet.grades.is_empty() {
        paper = paper.with(Block::Heading(zh("minutes-paper-part-grades", &[])));
        for (grade, names) in &sheet.grades {
            paper = paper.field(grade, names);
        }
    }
    if !sheet.closing.is_empty() {
        let part = if sheet.grades.is_empty() {
            "minutes-paper-part-closing"
        } else {
            "minutes-paper-part-closing-fourth"
        };
        paper = paper
            .with(Block::Heading(zh(part, &[])))
            .with(Block::Text(sheet.closing.clone()));
    }
    paper = paper.with(Block::Signature(sheet.signed.clone()));
    let note = match sealed {
        None => zh("minutes-paper-draft", &[]),
        Some(sealed) => zh(
            "minutes-paper-confirmed",
            &[
                ("name", &sealed.by),
                ("at", &moment(Locale::ZhCn, sealed.at)),
                ("hash", &sealed.hash_text()),
            ],
        ),
    };
    paper = paper.with(Block::Note(note));
    for (words, by, at) in addenda {
        let line = zh(
            "minutes-paper-addendum",
            &[
                ("words", words),
                ("name", by),
                ("at", &moment(Locale::ZhCn, *at)),
            ],
        );
        paper = paper.with(Block::Note(line));
    }
    paper
}
