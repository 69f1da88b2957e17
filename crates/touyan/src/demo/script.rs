//! What has happened in the sample city and what is due, as the files of `demo/` tell it.

use members::audience::{AudienceKind, AudienceKinds};
use platform::error::{Error, internal};
use serde::Deserialize;

/// `history.toml`: all days are counted from the day the city is made.
#[derive(Debug, Deserialize)]
pub struct HistoryFile {
    /// Tests that are over.
    pub past_test: Vec<PastTest>,
    /// Tests that are open.
    pub open_test: Vec<OpenTest>,
    /// Tests that open minutes after the city is made.
    pub live_test: Vec<LiveTestPlan>,
    /// Study plans.
    pub plan: Vec<PlanLine>,
}

/// A test that is over.
#[derive(Debug, Deserialize)]
pub struct PastTest {
    /// Its title.
    pub title: String,
    /// Its paper's slug.
    pub paper: String,
    /// `all` or a kind of member.
    pub audience: String,
    /// The short name of an organisation; the whole city without it.
    pub scope: Option<String>,
    /// When it opened.
    pub days_ago: i64,
    /// For how long.
    pub days_open: i64,
}

/// A test that is open.
#[derive(Debug, Deserialize)]
pub struct OpenTest {
    /// Its title.
    pub title: String,
    /// Its paper's slug.
    pub paper: String,
    /// `all` or a kind of member.
    pub audience: String,
    /// When it opened.
    pub opened_days_ago: i64,
    /// When it closes.
    pub closes_in_days: i64,
}

/// A test that opens soon.
#[derive(Debug, Deserialize)]
pub struct LiveTestPlan {
    /// Its title.
    pub title: String,
    /// Its paper's slug.
    pub paper: String,
    /// `all` or a kind of member.
    pub audience: String,
    /// Minutes after the city is made.
    pub opens_in_minutes: i64,
    /// For how many minutes.
    pub open_for_minutes: i64,
}

/// A study plan.
#[derive(Debug, Deserialize)]
pub struct PlanLine {
    /// Its course's slug.
    pub course: String,
    /// `all` or a kind of member.
    pub audience: String,
    /// Negative is past, 0 is today.
    pub due_in_days: i64,
}

/// `papers.toml`.
#[derive(Debug, Deserialize)]
pub struct PapersFile {
    /// The papers.
    pub paper: Vec<PaperLine>,
}

/// A fixed paper.
#[derive(Debug, Deserialize)]
pub struct PaperLine {
    /// What tests call it by.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// How long one may take.
    pub minutes: i64,
    /// What each question carries, in whole marks.
    pub mark: u32,
    /// Its questions.
    pub questions: Vec<String>,
    /// The card whose own organisation it is; the city's without a word.
    pub by: Option<String>,
}

/// A file of `questions/`.
#[derive(Debug, Deserialize)]
pub struct QuestionsFile {
    /// The card whose own organisation it is; the city's without a word.
    pub by: Option<String>,
    /// The questions.
    pub question: Vec<QuestionLine>,
}

/// A question.
#[derive(Debug, Deserialize)]
pub struct QuestionLine {
    /// What papers call it by.
    pub id: String,
    /// `single`, `multiple` or `true_false`.
    pub kind: String,
    /// What it asks.
    pub text: String,
    /// Its options; none for a statement.
    #[serde(default)]
    pub options: Vec<String>,
    /// Letters, or `true` or `false`.
    pub answer: Vec<String>,
    /// Why.
    pub explanation: String,
    /// From where.
    pub source: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// 1 to 3.
    pub difficulty: u8,
}

/// `courses.toml`.
#[derive(Debug, Deserialize)]
pub struct CoursesFile {
    /// The courses.
    pub course: Vec<CourseLine>,
}

/// A course.
#[derive(Debug, Deserialize)]
pub struct CourseLine {
    /// What plans call it by.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Its chapters.
    pub chapter: Vec<ChapterLine>,
    /// The card whose own organisation it is; the city's without a word.
    pub by: Option<String>,
}

/// A chapter.
#[derive(Debug, Deserialize)]
pub struct ChapterLine {
    /// Its title.
    pub title: String,
    /// Its units.
    pub units: Vec<UnitLine>,
}

/// A unit.
#[derive(Debug, Deserialize)]
pub struct UnitLine {
    /// Its title.
    pub title: String,
    /// The material's slug.
    pub material: String,
    /// The exact words of a heading; the whole text without it.
    pub anchor: Option<String>,
}

/// The head of a material, between lines of `+++`.
#[derive(Debug, Deserialize)]
pub struct MaterialHead {
    /// What units call it by.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// Where it stands; published without a word.
    #[serde(default)]
    pub state: Stands,
    /// Why it was returned.
    #[serde(default)]
    pub reason: String,
    /// The card whose own organisation it is; the city's without a word.
    pub by: Option<String>,
}

/// Where a material of the sample stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// Members read it.
    #[default]
    Published,
    /// A reviewer has it.
    Waiting,
    /// Its author still writes.
    Draft,
    /// A reviewer wants changes.
    Returned,
}

/// The kinds an audience word of the files means.
///
/// # Errors
/// When no such kind exists.
pub fn kinds(audience: &str) -> Result<AudienceKinds, Error> {
    if audience == "all" {
        return Ok(AudienceKinds::default());
    }
    AudienceKind::from_code(audience)
        .map(|kind| AudienceKinds::of(&[kind]))
        .ok_or_else(|| internal(format!("demo: no kind of member is called {audience}")))
}

/// Splits a material into its head and its Markdown.
///
/// # Errors
/// When the head is missing or wrong.
pub fn material(path: &str, text: &'static str) -> Result<(MaterialHead, &'static str), Error> {
    let wrong = |why: &str| internal(format!("demo/{path}: {why}"));
    let rest = text.strip_prefix("+++\n").ok_or_else(|| wrong("no head"))?;
    let (head, body) = rest
        .split_once("\n+++\n")
        .ok_or_else(|| wrong("the head has no end"))?;
    let head = toml::from_str(head).map_err(|error| wrong(&error.to_string()))?;
    Ok((head, body.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::super::content;
    use super::*;

    #[test]
    fn everything_named_exists() {
        let history: HistoryFile = content::read("history.toml").unwrap();
        let papers: PapersFile = content::read("papers.toml").unwrap();
        let courses: CoursesFile = content::read("courses.toml").unwrap();
        let materials: Vec<MaterialHead> = content::below("materials/")
            .map(|(path, text)| material(path, text).unwrap().0)
            .collect();
        let published = |slug: &str| {
            materials
                .iter()
                .any(|one| one.slug == slug && one.state == Stands::Published)
        };
        for unit in courses
            .course
            .iter()
            .flat_map(|one| &one.chapter)
            .flat_map(|one| &one.units)
        {
            assert!(published(&unit.material), "{}", unit.material);
        }
        for plan in &history.plan {
            assert!(
                courses.course.iter().any(|one| one.slug == plan.course),
                "{}",
                plan.course
            );
            kinds(&plan.audience).unwrap();
        }
        let has = |slug: &str| papers.paper.iter().any(|one| one.slug == slug);
        for test in &history.past_test {
            assert!(
                has(&test.paper) && kinds(&test.audience).is_ok(),
                "{}",
                test.title
            );
            assert!(test.days_open < test.days_ago, "{} is not over", test.title);
        }
        assert!(
            history
                .open_test
                .iter()
                .all(|test| has(&test.paper) && kinds(&test.audience).is_ok())
        );
        assert!(
            history
                .live_test
                .iter()
                .all(|test| has(&test.paper) && kinds(&test.audience).is_ok())
        );
        let count = |state| materials.iter().filter(|one| one.state == state).count();
        assert_eq!(
            (
                count(Stands::Waiting),
                count(Stands::Draft),
                count(Stands::Returned)
            ),
            (2, 1, 1)
        );
    }

    #[test]
    fn no_two_plans_of_one_audience_give_one_course() {
        // What was finished once is finished: the second plan would be empty from the first minute.
        let history: HistoryFile = content::read("history.toml").unwrap();
        let mut seen = std::collections::HashSet::new();
        assert!(
            history
                .plan
                .iter()
                .all(|plan| seen.insert((&plan.course, &plan.audience)))
        );
    }
}
