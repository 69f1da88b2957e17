//! Materials and courses of the sample city, written, reviewed and published by those whose work it
//! is.

use std::collections::HashMap;

use org::Org;
use platform::clock::{DAY_MS, MINUTE_MS, Millis};
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::PersonId;
use study::convert::clean::Heading;
use study::course::{self, ChapterId, CourseId, NewCourse, NewUnit, UnitContent, UnitId};
use study::material::write::Content;
use study::material::{
    self, MaterialId, NewMaterial, Prepared, PublicationId, State, Verdict, VersionId,
};

use super::content;
use super::script::{CourseLine, CoursesFile, MaterialHead, Stands, material as read_material};
use super::stage::Stage;

/// What plans can give.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Courses by their slugs.
    pub courses: HashMap<String, CourseId>,
    /// Published materials by their slugs, with their headings.
    pub materials: HashMap<String, (MaterialId, Vec<Heading>)>,
}

/// Who writes and who reviews.
#[derive(Clone)]
struct Hands {
    org: Org,
    author: PersonId,
    reviewers: Vec<PersonId>,
}

impl Hands {
    /// Those of a card in its own organisation; these without a word.
    async fn of(&self, stage: &Stage<'_>, by: Option<&str>) -> Result<Self, Error> {
        let mut hands = self.clone();
        if let Some(kind) = by {
            (hands.org, hands.author) = stage.own_place(kind).await?;
        }
        Ok(hands)
    }
}

/// Writes materials and courses.
///
/// # Errors
/// When a file is wrong; the database's.
pub async fn fill(stage: &Stage<'_>) -> Result<Library, Error> {
    let hands = Hands {
        org: stage.org(stage.root()?.id).await?,
        author: stage.person("publicity_staff")?,
        // As many passes as the rule asks for, each by somebody else.
        reviewers: vec![
            stage.person("reviewer")?,
            stage.person("org_staff")?,
            stage.person("sec_admin")?,
        ],
    };
    let mut library = Library::default();
    for (number, (path, text)) in (0_i64..).zip(content::below("materials/")) {
        let (head, body) = read_material(path, text)?;
        let at = match head.state {
            Stands::Published => stage
                .day(-190, 9)
                .plus_ms(number * 3 * DAY_MS + number * 7 * MINUTE_MS),
            _ => stage.day(-2, 10).plus_ms(number * 11 * MINUTE_MS),
        };
        let prepared = Prepared::text(&head.title, &head.source, body)?;
        let Content::Text { reading, .. } = &prepared.content else {
            continue;
        };
        let outline = reading.outline.clone();
        let id = MaterialId::derived("sample-material", &head.slug);
        if head.state == Stands::Published {
            library.materials.insert(head.slug.clone(), (id, outline));
        }
        let hands = hands.of(stage, head.by.as_deref()).await?;
        stage
            .app
            .db
            .bulk("sample_material", move |tx| {
                add(tx, &hands, &head, id, &prepared, at)
            })
            .await?;
    }
    let file: CoursesFile = content::read("courses.toml")?;
    for (number, line) in (0_i64..).zip(file.course) {
        let at = stage.day(-95, 14).plus_ms(number * DAY_MS);
        let id = CourseId::derived("sample-course", &line.slug);
        library.courses.insert(line.slug.clone(), id);
        let hands = hands.of(stage, line.by.as_deref()).await?;
        let known = library.clone();
        stage
            .app
            .db
            .bulk("sample_course", move |tx| {
                add_course(tx, &hands, &known, &line, id, at)
            })
            .await?;
    }
    Ok(library)
}

fn add(
    tx: &mut Tx<'_>,
    hands: &Hands,
    head: &MaterialHead,
    id: MaterialId,
    prepared: &Prepared,
    at: Millis,
) -> Result<(), Error> {
    let version = VersionId::derived("sample-version", &head.slug);
    let new = NewMaterial {
        id,
        version,
        prepared: prepared.clone(),
    };
    material::create(tx, &new, &hands.org, hands.author, at)?;
    let mut reviewers = hands.reviewers.iter();
    let mut at = at;
    while let Some(found) = material::store::find(tx, id)? {
        at = at.plus_ms(95 * MINUTE_MS);
        match found.state {
            State::Draft if head.state != Stands::Draft => {
                material::submit(tx, &found, found.number, 1, hands.author, at)?;
            }
            State::InReview if head.state != Stands::Waiting => {
                let by = *reviewers
                    .next()
                    .ok_or_else(|| internal("demo: more passes than reviewers"))?;
                let verdict = match head.state {
                    Stands::Returned => (Verdict::Returned, head.reason.as_str()),
                    _ => (Verdict::Passed, ""),
                };
                material::review(tx, &found, found.number, verdict, by, at)?;
            }
            State::Approved => {
                let publication = PublicationId::derived("sample-publication", &head.slug);
                material::publish(tx, &found, found.number, publication, hands.author, at)?;
            }
            _ => break,
        }
    }
    Ok(())
}

fn add_course(
    tx: &mut Tx<'_>,
    hands: &Hands,
    library: &Library,
    line: &CourseLine,
    id: CourseId,
    at: Millis,
) -> Result<(), Error> {
    let new = NewCourse {
        id,
        title: line.title.clone(),
        summary: line.summary.clone(),
    };
    course::create(tx, &new, &hands.org, hands.author, at)?;
    let found = course::store::find(tx, id)?;
    for (place, chapter) in line.chapter.iter().enumerate() {
        let chapter_id = ChapterId::derived("sample-chapter", &format!("{} {place}", line.slug));
        course::add_chapter(tx, &found, chapter_id, &chapter.title, hands.author, at)?;
        for (at_unit, unit) in chapter.units.iter().enumerate() {
            let words = format!("{} {place} {at_unit}", line.slug);
            let (material, anchor) = library.reading(&unit.material, unit.anchor.as_deref())?;
            let new = NewUnit {
                id: UnitId::derived("sample-unit", &words),
                chapter: chapter_id,
                title: unit.title.clone(),
                content: UnitContent::Reading { material, anchor },
            };
            course::add_unit(tx, &found, &new, hands.author, at)?;
        }
    }
    let written = course::store::find(tx, id)?;
    course::publish(tx, &written, hands.author, at.plus_ms(40 * MINUTE_MS))
}

impl Library {
    /// A material and the anchor of a heading, by slug and words.
    fn reading(&self, slug: &str, heading: Option<&str>) -> Result<(MaterialId, String), Error> {
        let known = self.materials.get(slug);
        let (id, outline) = known.ok_or_else(|| internal(format!("demo: no material {slug}")))?;
        let Some(words) = heading else {
            return Ok((*id, String::new()));
        };
        let found = outline.iter().find(|one| one.text == words);
        let found =
            found.ok_or_else(|| internal(format!("demo: {slug} has no heading {words}")))?;
        Ok((*id, found.anchor.clone()))
    }
}
