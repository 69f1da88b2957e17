//! The question bank of the sample city and its fixed papers.

use std::collections::HashMap;
use std::sync::Arc;

use assess::bank::{Answer, Difficulty, Mark, QuestionDraft, QuestionKind};
use assess::paper::{PaperId, PaperVersionId, store as papers};
use assess::question::store::{self as questions, Author};
use assess::question::{ImportId, QuestionId, QuestionVersionId};
use platform::audit::{self, Entry};
use platform::clock::DAY_MS;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, internal};
use platform::params;

use super::content;
use super::script::{PaperLine, PapersFile, QuestionLine, QuestionsFile};
use super::stage::Stage;

/// The file whose questions came by an import.
const IMPORTED: &str = "questions/rural.toml";

/// A paper that tests can give.
#[derive(Clone, Copy, Debug)]
pub struct Ready {
    /// The version.
    pub paper: PaperVersionId,
    /// How long one may take.
    pub minutes: i64,
}

/// Writes questions and papers; gives the papers by their slugs.
///
/// # Errors
/// When a file is wrong; the database's.
pub async fn fill(stage: &Stage<'_>) -> Result<HashMap<String, Ready>, Error> {
    let root = stage.root()?;
    let author = Author {
        org: root.id,
        path: root.path.to_string(),
        by: stage.person("org_staff")?,
        at: stage.day(-200, 9),
    };
    let mut versions = HashMap::new();
    for (days, (path, _)) in (0_i64..).zip(content::below("questions/")) {
        let file: QuestionsFile = content::read(path)?;
        let mut author = theirs(stage, &author, file.by.as_deref()).await?;
        author.at = author.at.plus_ms(days * DAY_MS);
        let written = stage.app.db.bulk("sample_questions", move |tx| {
            write(tx, &author, path, &file)
        });
        versions.extend(written.await?);
    }
    let file: PapersFile = content::read("papers.toml")?;
    let versions = Arc::new(versions);
    let mut ready = HashMap::new();
    for line in file.paper {
        let mut author = theirs(stage, &author, line.by.as_deref()).await?;
        let (versions, minutes) = (Arc::clone(&versions), line.minutes);
        author.at = stage.day(-180, 15);
        let slug = line.slug.clone();
        let paper = stage
            .app
            .db
            .bulk("sample_paper", move |tx| {
                write_paper(tx, &author, &line, &versions)
            })
            .await?;
        ready.insert(slug, Ready { paper, minutes });
    }
    Ok(ready)
}

/// The card whose own organisation it is; the city's author without a word.
async fn theirs(stage: &Stage<'_>, city: &Author, by: Option<&str>) -> Result<Author, Error> {
    let mut author = city.clone();
    if let Some(kind) = by {
        let (org, person) = stage.own_place(kind).await?;
        author.org = org.id;
        author.path = org.path.to_string();
        author.by = person;
    }
    Ok(author)
}

fn write(
    tx: &mut Tx<'_>,
    author: &Author,
    path: &str,
    file: &QuestionsFile,
) -> Result<Vec<(String, QuestionVersionId)>, Error> {
    let mut versions = Vec::with_capacity(file.question.len());
    let mut drafts = Vec::with_capacity(file.question.len());
    for line in &file.question {
        let draft = draft(line)?;
        let id = QuestionId::derived("sample-question", &line.id);
        versions.push((line.id.clone(), questions::add(tx, author, id, &draft)?));
        drafts.push(draft);
    }
    if path == IMPORTED {
        note_import(tx, author, &drafts)?;
    }
    Ok(versions)
}

/// A question of the files as the bank takes it.
fn draft(line: &QuestionLine) -> Result<QuestionDraft, Error> {
    let wrong = |why: String| internal(format!("demo question {}: {why}", line.id));
    let kind = QuestionKind::from_word(&line.kind).ok_or_else(|| wrong(line.kind.clone()))?;
    let answer = match (kind, line.answer.first().map(String::as_str)) {
        (QuestionKind::TrueFalse, Some(truth)) => Answer::Truth(truth == "true"),
        _ => Answer::Choices(
            line.answer
                .iter()
                .filter_map(|letter| letter.bytes().next()?.checked_sub(b'A'))
                .collect(),
        ),
    };
    let draft = QuestionDraft {
        kind,
        text: line.text.clone(),
        options: line.options.clone(),
        answer,
        explanation: line.explanation.clone(),
        source: line.source.clone(),
        tags: line.tags.clone(),
        difficulty: match line.difficulty {
            1 => Difficulty::Easy,
            3 => Difficulty::Hard,
            _ => Difficulty::Medium,
        },
    };
    match draft.validate().first() {
        None => Ok(draft),
        Some(fault) => Err(wrong(format!("{fault:?}"))),
    }
}

static IMPORT: InsertMany = InsertMany::new(
    "question_import",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("file_name", Kind::Text),
        ("format", Kind::Text),
        ("state", Kind::Text),
        ("drafts", Kind::Text),
        ("faults", Kind::Text),
        ("added", Kind::Int),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
        ("ended_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// One of the files came as a workbook, so that the list of imports has a line.
fn note_import(tx: &mut Tx<'_>, author: &Author, drafts: &[QuestionDraft]) -> Result<(), Error> {
    let json = serde_json::to_string(drafts).map_err(|error| internal(error.to_string()))?;
    let id = ImportId::derived("sample-import", IMPORTED);
    let row = params![
        id,
        author.org,
        "农村工作题库.xlsx",
        "sheet",
        "committed",
        json,
        "[]",
        drafts.len(),
        author.by,
        author.at,
        author.at.plus_ms(90_000),
    ];
    tx.insert_many(&IMPORT, &[row.to_vec()])?;
    let entry = Entry::new(author.at, "question.import", "question_import")
        .by(author.by)
        .on(id.0);
    Ok(audit::write(tx, &entry.within(author.path.clone()))?)
}

fn write_paper(
    tx: &mut Tx<'_>,
    author: &Author,
    line: &PaperLine,
    versions: &HashMap<String, QuestionVersionId>,
) -> Result<PaperVersionId, Error> {
    let id = PaperId::derived("sample-paper", &line.slug);
    papers::add(tx, author, id, &line.title)?;
    let placed: Vec<_> = line
        .questions
        .iter()
        .map(|question| {
            let version = versions.get(question).copied();
            let version =
                version.ok_or_else(|| internal(format!("demo: no question {question}")))?;
            Ok((version, Mark::whole(line.mark)))
        })
        .collect::<Result<_, Error>>()?;
    let entry = Entry::new(author.at, "paper.create", "paper")
        .by(author.by)
        .on(id.0);
    audit::write(tx, &entry.within(author.path.clone()))?;
    papers::add_version(tx, author, id, &placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_fits_the_bank_and_every_paper_the_questions() {
        let mut ids = std::collections::HashSet::new();
        for (path, _) in content::below("questions/") {
            let file: QuestionsFile = content::read(path).unwrap();
            for line in &file.question {
                draft(line).unwrap();
                assert!(ids.insert(line.id.clone()), "{} stands twice", line.id);
            }
        }
        let papers: PapersFile = content::read("papers.toml").unwrap();
        for paper in &papers.paper {
            assert!(
                paper.questions.iter().all(|id| ids.contains(id)),
                "{}",
                paper.slug
            );
        }
        assert!(content::below("questions/").any(|(path, _)| path == IMPORTED));
    }
}
