//! A member's own tests: what is open or comes, and what they have sat.

use std::collections::HashMap;
use std::sync::Arc;

use platform::app::App;
use platform::clock::Millis;
use platform::error::{Error, not_found};
use platform::i18n::{Locale, moment_words, say};
use platform::ids::PersonId;
use platform::module::{Activity, ActivityState, BoxFuture, TodayItem, TodaySource};
use platform::{from_row, params, sql};

use super::audience::{self, Standing};
use super::{LiveTest, TestId};
use crate::room::{self, Assess};

/// A sitting in a member's list.
#[derive(Clone, Debug)]
pub struct MySitting {
    /// Its number.
    pub no: i64,
    /// Of which test.
    pub test: TestId,
    /// The test's title.
    pub title: String,
    /// When it began.
    pub started_at: Millis,
    /// When it was submitted or ran out, if it did.
    pub ended_at: Option<Millis>,
}
from_row!(MySitting {
    no,
    test,
    title,
    started_at,
    ended_at
});

/// That somebody need not sit a test.
#[derive(Clone, Debug)]
pub struct MyExemption {
    /// Which test.
    pub test: TestId,
    /// `excused` or `waived`.
    pub kind: String,
    /// Why.
    pub reason: String,
}
from_row!(MyExemption { test, kind, reason });

/// What concerns one person.
pub struct Mine {
    /// Their sittings, newest first.
    pub sittings: Vec<MySitting>,
    /// Published tests for them that have not ended.
    pub tests: Vec<Arc<LiveTest>>,
    /// Tests they need not sit; they may all the same.
    pub exemptions: Vec<MyExemption>,
}

/// The tests and sittings of a person.
///
/// # Errors
/// The database's.
pub async fn mine(assess: &Assess, person: PersonId) -> Result<Mine, Error> {
    let today = assess.clock.today();
    let (sittings, exemptions, standings): (Vec<MySitting>, Vec<MyExemption>, Vec<Standing>) =
        assess
            .db
            .point("my_tests", move |tx| {
                let sittings = tx.all(sql!("sql/my_sittings.sql"), params![person])?;
                let exemptions = tx.all(sql!("sql/my_exemptions.sql"), params![person])?;
                Ok((
                    sittings,
                    exemptions,
                    audience::standings(tx, person, today)?,
                ))
            })
            .await?;
    let now = assess.clock.now();
    let active = assess.tests.active(now).await?;
    let mut tests: Vec<_> = active
        .into_iter()
        .filter(|test| test.audience().choose(&standings).is_some())
        .collect();
    // What can be done now comes first; the order by end is kept within.
    tests.sort_by_key(|test| !test.is_open(now));
    Ok(Mine {
        sittings,
        tests,
        exemptions,
    })
}

impl Mine {
    /// Why the person need not sit a test, if so.
    #[must_use]
    pub fn exempt(&self, test: TestId) -> Option<&MyExemption> {
        self.exemptions.iter().find(|one| one.test == test)
    }

    /// Tests with their sitting, if it has begun.
    pub fn open(&self) -> impl Iterator<Item = (&Arc<LiveTest>, Option<&MySitting>)> {
        let begun: HashMap<TestId, &MySitting> = self
            .sittings
            .iter()
            .map(|sitting| (sitting.test, sitting))
            .collect();
        self.tests
            .iter()
            .map(move |test| (test, begun.get(&test.id).copied()))
    }
}

/// Tests on the Today page.
pub struct TestsToday;

impl TodaySource for TestsToday {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let assess = room::of(app);
            let now = assess.clock.now();
            let mine = mine(&assess, person).await?;
            // Whoever need not sit it finds it among the tests, and is not asked for it.
            let to_do = mine.open().filter(|(test, sitting)| match sitting {
                Some(sitting) => sitting.ended_at.is_none(),
                None => mine.exempt(test.id).is_none(),
            });
            Ok(to_do
                .map(|(test, sitting)| item(locale, test, sitting, now))
                .collect())
        })
    }
}

fn item(locale: Locale, test: &LiveTest, sitting: Option<&MySitting>, now: Millis) -> TodayItem {
    let open = test.is_open(now);
    let kicker = if open {
        say(
            locale,
            "test-kicker-until",
            &[("moment", &moment_words(locale, test.ends_at(), now))],
        )
    } else {
        say(
            locale,
            "test-kicker-from",
            &[("moment", &moment_words(locale, test.opens_at, now))],
        )
    };
    let questions = test.paper.questions.len();
    let detail = say(
        locale,
        "test-takes",
        &[("questions", &questions), ("minutes", &test.minutes)],
    );
    let action = match (open, sitting) {
        (false, _) => None,
        (true, Some(sitting)) => Some((
            format!("/sittings/{}", sitting.no),
            say(locale, "test-go-on", &[]),
        )),
        (true, None) => Some((
            format!("/tests/{}", test.id),
            say(locale, "test-begin", &[]),
        )),
    };
    TodayItem {
        kicker,
        title: test.title.clone(),
        detail,
        action,
        due: open && test.required,
        minutes: u32::try_from(test.minutes).ok(),
        at: if open {
            test.ends_at().0
        } else {
            test.opens_at.0
        },
    }
}

/// A test inside a course.
pub struct TestActivity;

impl Activity for TestActivity {
    fn kind(&self) -> &'static str {
        "test"
    }

    fn label(&self) -> &'static str {
        "test-activity"
    }

    fn choices<'a>(
        &'a self,
        app: &'a App,
        editor: PersonId,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>> {
        Box::pin(async move {
            let today = app.clock.today();
            let rows: Vec<(TestId, String)> = app
                .db
                .point("test_choices", move |tx| {
                    Ok(tx.all(sql!("sql/choices.sql"), params![editor, today])?)
                })
                .await?;
            Ok(rows
                .into_iter()
                .map(|(id, title)| (id.to_string(), title))
                .collect())
        })
    }

    fn state<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        id: &'a str,
    ) -> BoxFuture<'a, Result<ActivityState, Error>> {
        Box::pin(async move {
            let assess = room::of(app);
            let test = assess.tests.get(id.parse()?).await?;
            let mine = mine(&assess, person).await?;
            let sitting = mine.sittings.iter().find(|sitting| sitting.test == test.id);
            if sitting.is_none() && mine.exempt(test.id).is_some() {
                // A course asks for nothing that its reader need not do.
                return Err(not_found());
            }
            Ok(ActivityState {
                title: test.title.clone(),
                href: match sitting {
                    Some(sitting) => format!("/sittings/{}", sitting.no),
                    None => format!("/tests/{}", test.id),
                },
                done: sitting.is_some_and(|sitting| sitting.ended_at.is_some()),
            })
        })
    }
}
