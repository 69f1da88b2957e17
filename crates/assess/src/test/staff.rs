//! The staff's pages of a test: the list, publishing one and closing it; see [`super::show`] for
//! how one goes.

use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::error::{Error, OrNotFound as _, conflict, not_found};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, View};
use platform::{params, sql};

use super::reach::{self, Reach};
use super::{TestId, close, store};
use crate::question::store::Author;
use crate::room;

/// A test as staff see it.
#[derive(Clone, Debug)]
pub struct StaffTest {
    /// Which.
    pub id: TestId,
    /// Whose.
    pub org: OrgId,
    /// Whose, by path.
    pub path: String,
    /// The paper.
    pub paper: crate::paper::PaperVersionId,
    /// Its title.
    pub title: String,
    /// From when.
    pub opens_at: Millis,
    /// Until when.
    pub closes_at: Millis,
    /// How long one may take.
    pub minutes: i64,
    /// The root of the audience.
    pub audience_org: OrgId,
    /// The same by path.
    pub audience_path: String,
    /// Kinds of member, as JSON.
    pub audience_kinds: String,
    /// Whether the audience has to sit it.
    pub required: bool,
    /// Whether it shuffles.
    pub shuffled: bool,
    /// When members see the score.
    pub score_shown: String,
    /// What incomplete answers are worth.
    pub multiple_partial: String,
    /// Counts up at every change.
    pub version: i64,
    /// When it was published.
    pub published_at: Option<Millis>,
    /// When it was closed early.
    pub closed_at: Option<Millis>,
    /// The organisation's name.
    pub org_name: String,
    /// The audience's name.
    pub audience_name: String,
    /// How many questions the paper has.
    pub questions: i64,
    /// What they are worth together.
    pub full_marks: i64,
    /// The paper's title.
    pub paper_title: String,
}
platform::from_row!(StaffTest {
    id,
    org,
    path,
    paper,
    title,
    opens_at,
    closes_at,
    minutes,
    audience_org,
    audience_path,
    audience_kinds,
    required,
    shuffled,
    score_shown,
    multiple_partial,
    version,
    published_at,
    closed_at,
    org_name,
    audience_name,
    questions,
    full_marks,
    paper_title,
});

impl StaffTest {
    /// Where it stands, as a word key and the kind of its tag.
    #[must_use]
    pub fn state(&self, now: Millis) -> (&'static str, &'static str) {
        state(
            now,
            self.opens_at,
            self.closes_at,
            self.published_at,
            self.closed_at,
        )
    }
}

fn state(
    now: Millis,
    opens: Millis,
    closes: Millis,
    published: Option<Millis>,
    closed: Option<Millis>,
) -> (&'static str, &'static str) {
    let ends = closed.map_or(closes, |at| at.min(closes));
    match published {
        None => ("test-state-draft", ""),
        Some(_) if now >= ends => ("test-state-ended", ""),
        Some(_) if now < opens => ("test-state-waiting", "info"),
        Some(_) => ("test-state-open", "ok"),
    }
}

/// Finds a test that somebody may see, and what they may do.
///
/// # Errors
/// [`Error::NotFound`] outside their reach; the database's.
pub async fn find(cx: &Cx, id: TestId) -> Result<(StaffTest, Reach), Error> {
    let (person, today) = (cx.person()?, cx.app.clock.today());
    cx.app
        .db
        .point("staff_test", move |tx| {
            let test = tx
                .opt::<StaffTest>(sql!("sql/staff_find.sql"), params![person, today, id])
                .or_not_found()?;
            Ok((test, Reach::of(tx, person, today)?))
        })
        .await
}

/// The same for whoever wants to change it.
///
/// # Errors
/// [`Error::NotFound`] without the duty for it at the test's organisation.
pub async fn find_to_edit(cx: &Cx, id: TestId) -> Result<StaffTest, Error> {
    let (test, reach) = find(cx, id).await?;
    if reach.holds(reach::EDIT, &test.path) {
        Ok(test)
    } else {
        Err(not_found())
    }
}

/// Who acts on a test, now.
///
/// # Errors
/// When nobody is signed in.
pub fn author(cx: &Cx, test: &StaffTest) -> Result<Author, Error> {
    Ok(Author {
        org: test.org,
        path: test.path.clone(),
        by: cx.person()?,
        at: cx.app.clock.now(),
    })
}

struct ListLine {
    id: TestId,
    title: String,
    org: String,
    window: String,
    required: bool,
    state: String,
    tag: &'static str,
}

#[derive(askama::Template)]
#[template(path = "test_index.html")]
struct Index {
    v: View,
    lines: Vec<ListLine>,
    next: Option<String>,
    may_edit: bool,
}

type ListRow = (
    TestId,
    String,
    String,
    Millis,
    Millis,
    bool,
    Option<Millis>,
    Option<Millis>,
);

/// The tests within reach, the latest end first.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (person, today, now) = (cx.person()?, cx.app.clock.today(), cx.app.clock.now());
    let (after, id) = after(&cx);
    let mut rows: Vec<ListRow> = cx
        .app
        .db
        .point("staff_tests", move |tx| {
            Ok(tx.all(
                sql!("sql/staff_list.sql"),
                params![person, today, after, id],
            )?)
        })
        .await?;
    let more = rows.len() > 50;
    rows.truncate(50);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| format!("?after={}-{}", row.4.0, row.0));
    let lines = rows
        .into_iter()
        .map(
            |(id, title, org, opens, closes, required, published, closed)| {
                let (key, tag) = state(now, opens, closes, published, closed);
                let window = format!("{} – {}", opens.minute_text(), closes.minute_text());
                ListLine {
                    id,
                    title,
                    org,
                    window,
                    required,
                    state: cx.t(key),
                    tag,
                }
            },
        )
        .collect();
    let page = Index {
        lines,
        next,
        may_edit: cx.may(reach::EDIT).await?,
        v: cx.view().await?,
    };
    cx.page(&page)
}

/// Where the list goes on; from the top without a word about it.
fn after(cx: &Cx) -> (Millis, TestId) {
    cx.query("after")
        .and_then(|text| {
            let (at, id) = text.split_once('-')?;
            Some((Millis(at.parse().ok()?), id.parse().ok()?))
        })
        .unwrap_or((Millis(i64::MAX), TestId([0xff; 16])))
}

/// Publishes a test.
///
/// # Errors
/// [`Error::NotFound`] outside the reach; [`Error::Conflict`] when its end has passed already.
pub async fn publish(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let test = find_to_edit(&cx, id).await?;
    let author = author(&cx, &test)?;
    if test.closes_at <= author.at {
        return Err(conflict("test-window-passed"));
    }
    cx.app
        .db
        .write("publish_test", move |tx| {
            if store::publish(tx, &author, id)? {
                let entry = Entry::new(author.at, "test.publish", "test")
                    .by(author.by)
                    .on(id.0);
                audit::write(tx, &entry.within(author.path.clone()))?;
            }
            Ok(())
        })
        .await?;
    go_saying(&format!("/staff/tests/{id}"), "flash-test-published")
}

/// Closes a test before its time.
///
/// # Errors
/// [`Error::NotFound`] outside the reach or before it is published; the database's.
pub async fn close_now(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let test = find_to_edit(&cx, id).await?;
    let assess = room::of(&cx.app);
    if test.published_at.is_none() {
        return Err(conflict("test-not-published"));
    }
    if assess.clock.now() >= test.closes_at {
        return Err(conflict("test-has-ended"));
    }
    close::close(&assess, author(&cx, &test)?, id).await?;
    go_saying(&format!("/staff/tests/{id}"), "flash-test-closed")
}
