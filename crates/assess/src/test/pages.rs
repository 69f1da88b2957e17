//! A member's pages: their tests, and what one should know before beginning.

use platform::error::not_found;
use platform::i18n::moment_words;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Answer, Cx, View};

use super::TestId;
use super::mine::mine;
use crate::room;

struct Line {
    kicker: String,
    title: String,
    meta: String,
    href: String,
    action: String,
    primary: bool,
}

#[derive(askama::Template)]
#[template(path = "test_mine.html")]
struct Index {
    v: View,
    open: Vec<Line>,
    sat: Vec<Line>,
}

/// The member's tests.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let assess = room::of(&cx.app);
    let now = assess.clock.now();
    let mine = mine(&assess, cx.person()?).await?;
    let mut open = Vec::new();
    for (test, sitting) in mine.open() {
        if sitting.is_some_and(|sitting| sitting.ended_at.is_some()) {
            continue;
        }
        let is_open = test.is_open(now);
        let (key, moment) = if is_open {
            ("test-kicker-until", test.ends_at())
        } else {
            ("test-kicker-from", test.opens_at)
        };
        let questions = test.paper.questions.len();
        open.push(Line {
            kicker: cx.ta(key, &[("moment", &moment_words(cx.locale, moment, now))]),
            title: test.title.clone(),
            meta: match mine.exempt(test.id) {
                Some(exempt) => cx.ta(
                    &format!("test-mine-{}", exempt.kind),
                    &[("reason", &exempt.reason)],
                ),
                None => cx.ta(
                    "test-takes",
                    &[("questions", &questions), ("minutes", &test.minutes)],
                ),
            },
            href: match sitting {
                Some(sitting) => format!("/sittings/{}", sitting.no),
                None => format!("/tests/{}", test.id),
            },
            action: cx.t(match (is_open, sitting) {
                (false, _) => "test-look",
                (true, Some(_)) => "test-go-on",
                (true, None) => "test-begin",
            }),
            primary: is_open && test.required && mine.exempt(test.id).is_none(),
        });
    }
    let sat = mine
        .sittings
        .iter()
        .filter_map(|sitting| Some((sitting, sitting.ended_at?)))
        .map(|(sitting, ended)| Line {
            kicker: ended.minute_text(),
            title: sitting.title.clone(),
            meta: String::new(),
            href: format!("/sittings/{}/result", sitting.no),
            action: cx.t("test-see-result"),
            primary: false,
        })
        .collect();
    let page = Index {
        open,
        sat,
        v: cx.view().await?,
    };
    cx.page(&page)
}

#[derive(askama::Template)]
#[template(path = "test_intro.html")]
struct Intro {
    v: View,
    id: TestId,
    title: String,
    questions: usize,
    minutes: i64,
    full: String,
    required: bool,
    open: bool,
    ended: bool,
    from: String,
    until: String,
    after_submission: bool,
}

/// What one should know before beginning.
///
/// # Errors
/// [`platform::error::Error::NotFound`] for whoever is not meant; the database's.
pub async fn intro(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let assess = room::of(&cx.app);
    let test = assess.tests.get(id).await?;
    let now = assess.clock.now();
    let mine = mine(&assess, cx.person()?).await?;
    if let Some(sitting) = mine.sittings.iter().find(|sitting| sitting.test == id) {
        return go(&format!("/sittings/{}", sitting.no));
    }
    let ended = now >= test.ends_at();
    if !ended && !mine.tests.iter().any(|mine| mine.id == id) {
        return Err(not_found());
    }
    if ended && !test_was_meant_for(&cx, &test).await? {
        return Err(not_found());
    }
    let page = Intro {
        id,
        title: test.title.clone(),
        questions: test.paper.questions.len(),
        minutes: test.minutes,
        full: test.full().to_string(),
        required: test.required,
        open: test.is_open(now),
        ended,
        from: moment_words(cx.locale, test.opens_at, now),
        until: moment_words(cx.locale, test.ends_at(), now),
        after_submission: test.score_shown == super::ScoreShown::AfterSubmission,
        v: cx.view().await?,
    };
    cx.page(&page)
}

async fn test_was_meant_for(
    cx: &Cx,
    test: &super::LiveTest,
) -> Result<bool, platform::error::Error> {
    let (person, today) = (cx.person()?, cx.app.clock.today());
    let standings = cx
        .app
        .db
        .point("standings", move |tx| {
            super::audience::standings(tx, person, today)
        })
        .await?;
    Ok(test.audience().choose(&standings).is_some())
}
