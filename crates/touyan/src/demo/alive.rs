//! Keeps a sample city alive after the day it was made: whoever opens it finds a test that opens
//! in minutes and something due today, however old the city is and whatever the visitor before
//! them has finished already.
//!
//! Only whom the cards show is looked at, never the members, so that it costs the same in a city
//! of a million. What it adds has ids derived from what and when: two nodes that come to the same
//! conclusion in the same minute write the same thing, and the second is refused.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use assess::paper::{PaperId, PaperVersionId};
use assess::question::store::Author;
use assess::sitting::permutation::Shuffle;
use assess::test::audience::{Audience, AudienceKinds};
use assess::test::store::NewTest;
use assess::test::{LiveTest, ScoreShown, TestId, mine};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use org::Org;
use platform::app::App;
use platform::clock::{MINUTE_MS, Millis};
use platform::error::{Error, internal};
use platform::i18n::Locale;
use platform::ids::{OrgId, PersonId};
use platform::jobs::{Every, Scheduler, Turns};
use platform::module::BoxFuture;
use platform::{params, sql};
use study::course::{self, ChapterId, CourseId, NewCourse, NewUnit, UnitContent, UnitId};
use study::material::MaterialId;
use study::plan::{self, NewPlan, PlanId, today::assigned};
use study::reader::Reader;

use super::cards::SampleMark;
use super::rng::Rng;
use super::script::{
    HistoryFile, MaterialHead, PapersFile, Stands, kinds, material as read_material,
};
use super::{content, exams};

/// How often it looks.
const LOOKS_EVERY: Duration = Duration::from_secs(600);
/// A test that opens later than this, in minutes, is not one to wait for.
const SOON: i64 = 5;
/// Short courses made for one day at most, however many of them visitors finish.
const COURSES_A_DAY: usize = 6;
/// What the short courses are called: the one due today, the one due within a week.
const TITLES: [(&str, i64); 2] = [("今日一学", 0), ("本周一学", 6)];

/// Looks when the server starts and every ten minutes, in a sample city only.
///
/// # Errors
/// Never; a city that cannot be kept alive is served as it is.
pub fn start(app: App) -> BoxFuture<'static, Result<(), Error>> {
    Box::pin(async move {
        let Some(mark) = SampleMark::read(&app.data) else {
            return Ok(());
        };
        // Whoever opens the door the moment it is open finds everything in place.
        if let Err(error) = keep(&app, &mark).await {
            tracing::error!(%error, "the sample city could not be kept alive");
        }
        let (work, mark) = (app.clone(), Arc::new(mark));
        let every = Every::new("demo.alive", LOOKS_EVERY, Turns::OneNode, move || {
            let (app, mark) = (work.clone(), Arc::clone(&mark));
            async move { keep(&app, &mark).await }
        });
        let handle = Scheduler::new(app.db.clone(), app.clock.clone(), vec![every]).start();
        app.rooms.get_or_init(|| Running(handle));
        Ok(())
    })
}

/// Holds the scheduler for as long as the application lives.
struct Running(
    #[expect(dead_code, reason = "dropping it ends the scheduler")] tokio::sync::watch::Sender<()>,
);

/// Adds what is missing for the cards to have something to try now. Does nothing when nothing is.
///
/// # Errors
/// When a file of `demo/` is wrong; the database's.
pub async fn keep(app: &App, mark: &SampleMark) -> Result<(), Error> {
    let id = OrgId::derived("sample-org", org::OrgPath::root(1).as_str());
    let root = app
        .db
        .read("sample_root", move |tx| org::tree::store::find(tx, id))
        .await?;
    let city = Alive { app, mark, root };
    city.tests().await?;
    city.plans().await
}

struct Alive<'a> {
    app: &'a App,
    mark: &'a SampleMark,
    root: Org,
}

/// A test to be given.
struct Given<'a> {
    title: &'a str,
    paper: &'a str,
    kinds: AudienceKinds,
    opens_at: Millis,
    closes_at: Millis,
    score_shown: ScoreShown,
}

impl Alive<'_> {
    fn person(&self, kind: &str) -> Result<PersonId, Error> {
        let found = self.mark.accounts.iter().find(|one| one.kind == kind);
        found
            .map(|one| one.person)
            .ok_or_else(|| internal(format!("demo: nobody is the {kind}")))
    }

    /// The tests: one of the whole city that nobody on the cards has finished, and the open ones
    /// of the kinds of member that had one on the first day.
    async fn tests(&self) -> Result<(), Error> {
        let now = self.app.clock.now();
        let history: HistoryFile = content::read("history.toml")?;
        let active = assess::of(self.app).tests.active(now).await?;
        let finished = self.finished().await?;
        for line in &history.live_test {
            let kinds = kinds(&line.audience)?;
            let waits = |test: &Arc<LiveTest>| {
                self.waits(test, &kinds, now) && !finished.contains(&test.id)
            };
            if active.iter().any(waits) {
                continue;
            }
            let opens_at = whole_minute(now.plus_ms(line.opens_in_minutes * MINUTE_MS));
            self.give(&Given {
                title: &line.title,
                paper: &line.paper,
                kinds,
                opens_at,
                closes_at: opens_at.plus_ms(line.open_for_minutes * MINUTE_MS),
                score_shown: ScoreShown::AfterSubmission,
            })
            .await?;
        }
        for line in &history.open_test {
            let kinds = kinds(&line.audience)?;
            if active.iter().any(|test| self.waits(test, &kinds, now)) {
                continue;
            }
            let last = now.plus_days(line.closes_in_days).date();
            self.give(&Given {
                title: &line.title,
                paper: &line.paper,
                kinds,
                opens_at: whole_minute(now),
                closes_at: Millis::at(last.at(20, 0, 0, 0)),
                score_shown: ScoreShown::AfterClosing,
            })
            .await?;
        }
        Ok(())
    }

    /// Whether a test of the whole city for these kinds can still be sat in full, now or soon.
    fn waits(&self, test: &LiveTest, kinds: &AudienceKinds, now: Millis) -> bool {
        test.audience().path == self.root.path.as_str()
            && test.audience().kinds == *kinds
            && test.opens_at <= now.plus_ms(SOON * MINUTE_MS)
            && test.ends_at() >= now.plus_ms(test.minutes * MINUTE_MS)
    }

    /// Tests that somebody on a card has finished: the next visitor cannot sit them again.
    async fn finished(&self) -> Result<HashSet<TestId>, Error> {
        let assess = assess::of(self.app);
        let mut finished = HashSet::new();
        for one in &self.mark.accounts {
            let mine = mine::mine(&assess, one.person).await?;
            let ended = mine.sittings.iter().filter(|one| one.ended_at.is_some());
            finished.extend(ended.map(|sitting| sitting.test));
        }
        Ok(finished)
    }

    async fn give(&self, given: &Given<'_>) -> Result<(), Error> {
        let papers: PapersFile = content::read("papers.toml")?;
        let paper = papers.paper.iter().find(|one| one.slug == given.paper);
        let paper = paper.ok_or_else(|| internal(format!("demo: no paper {}", given.paper)))?;
        let author = Author {
            org: self.root.id,
            path: self.root.path.to_string(),
            by: self.person("org_staff")?,
            at: self.app.clock.now(),
        };
        let title = dated(given.title, given.opens_at.date());
        let words = format!("{title} {}", given.opens_at.0);
        let id = TestId::derived("sample-test", &words);
        let test = NewTest {
            id,
            paper: first_version(&paper.slug),
            title,
            opens_at: given.opens_at,
            closes_at: given.closes_at,
            minutes: paper.minutes,
            audience_org: self.root.id,
            audience: Audience {
                path: self.root.path.to_string(),
                kinds: given.kinds.clone(),
            },
            required: true,
            shuffle: Shuffle::Shuffled,
            shuffle_seed: Rng::new(self.mark.seed, &words).next().cast_signed(),
            score_shown: given.score_shown,
            partial: assess::bank::MultiplePartial::None,
        };
        exams::give(self.app, author, test).await
    }

    /// A short course due today, and one due within the week for whom nothing else is due.
    async fn plans(&self) -> Result<(), Error> {
        let today = self.app.clock.today();
        self.take_back(today).await?;
        let members = self
            .mark
            .accounts
            .iter()
            .filter(|one| one.kind.contains("member"));
        let (mut due_today, mut due_soon) = (true, true);
        for one in members {
            let reader = Reader {
                person: one.person,
                today,
            };
            let assigned = assigned(self.app, reader, Locale::ZhCn).await?;
            due_today &= assigned.iter().any(|one| one.due_on == today);
            due_soon &= assigned.iter().any(|one| one.due && one.due_on != today);
        }
        for ((name, days), there) in TITLES.into_iter().zip([due_today, due_soon]) {
            if !there {
                self.short_course(name, today, after(today, days)).await?;
            }
        }
        Ok(())
    }

    /// Short courses whose day has passed leave everybody's page, or they would pile up there.
    async fn take_back(&self, today: Date) -> Result<(), Error> {
        let (by, now) = (self.person("publicity_staff")?, self.app.clock.now());
        let past = self.app.db.read("sample_past", move |tx| {
            let mut past: Vec<(PlanId, CourseId)> = Vec::new();
            for (name, _) in TITLES {
                let wanted = params![today, format!("{name}：")];
                past.extend(tx.all::<(PlanId, CourseId)>(sql!("sql/past_short.sql"), wanted)?);
            }
            Ok(past)
        });
        for (plan, course) in past.await? {
            self.app
                .db
                .write("sample_take_back", move |tx| {
                    let plan = plan::store::find(tx, plan)?;
                    plan::withdraw(tx, &plan, by, now)?;
                    let course = course::store::find(tx, course)?;
                    if course.is_open() {
                        course::withdraw(tx, &course, by, now)?;
                    }
                    Ok(())
                })
                .await?;
        }
        Ok(())
    }

    /// A course of one unit over a published material, and the plan that gives it.
    async fn short_course(&self, name: &str, today: Date, due_on: Date) -> Result<(), Error> {
        let heads = published()?;
        let days = (today - date(2020, 1, 1)).get_days();
        let first = usize::try_from(days).unwrap_or(0) * TITLES.len();
        for number in 0..COURSES_A_DAY {
            let words = format!("{name} {today} {number}");
            let id = CourseId::derived("sample-short", &words);
            let taken = self.app.db.read("sample_short", move |tx| {
                match course::store::find(tx, id) {
                    Ok(_) => Ok(true),
                    Err(Error::NotFound) => Ok(false),
                    Err(error) => Err(error),
                }
            });
            if taken.await? {
                continue;
            }
            let offset = TITLES.iter().position(|(one, _)| *one == name).unwrap_or(0);
            let head = &heads[(first + number * TITLES.len() + offset) % heads.len()];
            let short = Short {
                id,
                title: format!("{name}：{}", head.title),
                material: MaterialId::derived("sample-material", &head.slug),
                words,
                opens_on: today,
                due_on,
                by: self.person("publicity_staff")?,
                at: self.app.clock.now(),
            };
            let root = self.root.clone();
            return self
                .app
                .db
                .write("sample_short_course", move |tx| write(tx, &short, &root))
                .await;
        }
        Ok(())
    }
}

/// A short course and its plan.
struct Short {
    id: CourseId,
    title: String,
    material: MaterialId,
    words: String,
    opens_on: Date,
    due_on: Date,
    by: PersonId,
    at: Millis,
}

fn write(tx: &mut platform::db::Tx<'_>, short: &Short, root: &Org) -> Result<(), Error> {
    let (by, at) = (short.by, short.at);
    let new = NewCourse {
        id: short.id,
        title: short.title.clone(),
        summary: "一个单元，几分钟读完。".to_owned(),
    };
    course::create(tx, &new, root, by, at)?;
    let found = course::store::find(tx, short.id)?;
    let chapter = ChapterId::derived("sample-short", &short.words);
    course::add_chapter(tx, &found, chapter, "读一读", by, at)?;
    let unit = NewUnit {
        id: UnitId::derived("sample-short", &short.words),
        chapter,
        title: short.title.clone(),
        content: UnitContent::Reading {
            material: short.material,
            anchor: String::new(),
        },
    };
    course::add_unit(tx, &found, &unit, by, at)?;
    let written = course::store::find(tx, short.id)?;
    course::publish(tx, &written, by, at)?;
    let plan = NewPlan {
        id: PlanId::derived("sample-short", &short.words),
        org: root.id,
        course: short.id,
        kinds: AudienceKinds::default(),
        opens_on: short.opens_on,
        due_on: short.due_on,
    };
    plan::create(tx, &plan, root, by, at)
}

/// The materials of the files that the members of the whole city read.
fn published() -> Result<Vec<MaterialHead>, Error> {
    let mut heads = Vec::new();
    for (path, text) in content::below("materials/") {
        let (head, _) = read_material(path, text)?;
        if head.state == Stands::Published && head.by.is_none() {
            heads.push(head);
        }
    }
    if heads.is_empty() {
        return Err(internal("demo: no material is published"));
    }
    Ok(heads)
}

/// The version of a paper that the city was made with.
fn first_version(slug: &str) -> PaperVersionId {
    let paper = PaperId::derived("sample-paper", slug);
    PaperVersionId::derived("paper version", &format!("{paper} 1"))
}

/// A title with its day, so that one can be told from the other in a list.
fn dated(title: &str, day: Date) -> String {
    let stem = title.split('（').next().unwrap_or(title);
    format!("{stem}（{}月{}日）", day.month(), day.day())
}

fn whole_minute(at: Millis) -> Millis {
    Millis(at.0 - at.0.rem_euclid(MINUTE_MS))
}

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}
