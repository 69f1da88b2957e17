//! The staff's pages of a test: the list, how one goes, publishing and closing it.

use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::error::{Error, OrNotFound as _, conflict, not_found};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, View};
use platform::{params, sql, tally};

use super::overview::{Overview, Unit, overview};
use super::reach::{self, Reach};
use super::{LiveTest, TestId, close, store};
use crate::bank::Mark;
use crate::question::store::Author;
use crate::room::{self, Assess};

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

/// A unit on the page; numbers of fewer than ten people are not shown.
struct UnitLine {
    name: String,
    href: String,
    due: String,
    started: String,
    finished: String,
}

#[derive(askama::Template)]
#[template(path = "test_show.html")]
struct Show {
    v: View,
    test: StaffTest,
    state: String,
    tag: &'static str,
    lead: String,
    crumbs: Vec<(String, String)>,
    may_edit: bool,
    open: bool,
    whole: Option<UnitLine>,
    units: Vec<UnitLine>,
    saved: i64,
    waiting: usize,
    p99: String,
    bands: Vec<(String, i64, i64)>,
    finished: i64,
    names: Option<String>,
    full: String,
}

/// How a test goes.
///
/// # Errors
/// [`Error::NotFound`] outside the reach; the database's.
pub async fn show(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let assess = room::of(&cx.app);
    let (test, reach) = find(&cx, id).await?;
    let now = assess.clock.now();
    let least = assess.rules.now().smallest_group;
    let (shown, whole_hidden) = match test.published_at {
        Some(_) => {
            let live = assess.tests.get(id).await?;
            live.stands_at(&test.audience_path);
            let path = place(&cx, &test, &reach).await?;
            let shown = overview(&assess, &live, &path).await?;
            let hidden = is_hidden(&assess, &live, &reach, &path, least).await?;
            (Some(shown), hidden)
        }
        None => (None, false),
    };
    let (state, tag) = test.state(now);
    let page = Show {
        state: cx.t(state),
        tag,
        lead: lead(&cx, &test, now),
        crumbs: crumbs(&cx, &test, shown.as_deref()),
        may_edit: reach.holds(reach::EDIT, &test.path),
        open: state == "test-state-open" || state == "test-state-waiting",
        whole: shown.as_ref().map(|shown| {
            line(
                &cx,
                id,
                &shown.whole,
                whole_hidden || shown.whole.size() < least,
            )
        }),
        units: shown
            .iter()
            .flat_map(|shown| lines(&cx, id, shown, least))
            .collect(),
        saved: shown.as_ref().map_or(0, |shown| shown.saved),
        waiting: assess.answers.waiting(),
        p99: assess.figures.p99_ms().map_or_else(
            || cx.t("test-ms-none"),
            |ms| cx.ta("test-ms", &[("ms", &ms)]),
        ),
        bands: shown
            .as_ref()
            .filter(|_| !whole_hidden)
            .map(|shown| bands(&cx, shown, least))
            .unwrap_or_default(),
        finished: shown.as_ref().map_or(0, |shown| shown.whole.finished()),
        names: shown.as_ref().and_then(|s| names_at(&test, &reach, s)),
        full: Mark(test.full_marks).to_string(),
        test,
        v: cx.view().await?,
    };
    cx.page(&page)
}

/// The organisation looked at: the one asked for, if it lies within audience and reach.
async fn place(cx: &Cx, test: &StaffTest, reach: &Reach) -> Result<String, Error> {
    let Some(wanted) = cx.query("org") else {
        return reach
            .root(&test.audience_path)
            .or_else(|| Some(test.audience_path.clone()))
            .ok_or_else(not_found);
    };
    let id: OrgId = wanted.parse()?;
    let (path,): (String,) = cx
        .app
        .db
        .point("org_path", move |tx| {
            tx.opt(sql!("sql/org_path.sql"), params![id]).or_not_found()
        })
        .await?;
    let inside = path.starts_with(&test.audience_path) && reach.sees(&path);
    if inside { Ok(path) } else { Err(not_found()) }
}

fn names_at(test: &StaffTest, reach: &Reach, shown: &Overview) -> Option<String> {
    let place = &shown.whole.place;
    let may = test.required && place.is_branch() && reach.names(&place.path);
    may.then(|| format!("/staff/tests/{}/results?org={}", test.id, place.id))
}

fn lead(cx: &Cx, test: &StaffTest, now: Millis) -> String {
    let moment = super::mine::moment_words(cx.locale, test.closes_at, now);
    cx.ta("test-lead", &[("moment", &moment)])
}

fn crumbs(cx: &Cx, test: &StaffTest, shown: Option<&Overview>) -> Vec<(String, String)> {
    let mut crumbs = vec![(cx.t("test-nav"), "/staff/tests".to_owned())];
    match shown.filter(|shown| shown.whole.place.path != test.audience_path) {
        Some(shown) => {
            crumbs.push((test.title.clone(), format!("/staff/tests/{}", test.id)));
            crumbs.push((shown.whole.place.name.clone(), String::new()));
        }
        None => crumbs.push((test.title.clone(), String::new())),
    }
    crumbs
}

/// Whether an organisation's figures are not shown on its own page either: whoever also reads
/// those around it would reckon a neighbour's from them.
async fn is_hidden(
    assess: &Assess,
    test: &LiveTest,
    reach: &Reach,
    path: &str,
    least: i64,
) -> Result<bool, Error> {
    let audience = test.audience();
    let above = path
        .len()
        .checked_sub(tally::LEVEL)
        .and_then(|end| path.get(..end));
    let Some(above) = above.filter(|above| above.starts_with(&audience.path) && reach.sees(above))
    else {
        return Ok(false);
    };
    let around = overview(assess, test, above).await?;
    let mut units = around.units.iter().zip(around.hidden(least));
    Ok(units.any(|(unit, hidden)| hidden && unit.place.path == path))
}

/// The units that the test concerns. Of a small one a count would tell who: it is shown with the
/// units around it instead.
fn lines(cx: &Cx, test: TestId, shown: &Overview, least: i64) -> Vec<UnitLine> {
    let hidden = shown.hidden(least);
    let units = shown.units.iter().zip(hidden);
    units
        .filter(|(unit, _)| unit.is_concerned())
        .map(|(unit, hidden)| line(cx, test, unit, hidden))
        .collect()
}

fn line(cx: &Cx, test: TestId, unit: &Unit, hidden: bool) -> UnitLine {
    let number = |count: i64| {
        if hidden {
            cx.t("test-few")
        } else {
            count.to_string()
        }
    };
    UnitLine {
        name: unit.place.name.clone(),
        href: format!("/staff/tests/{test}?org={}", unit.place.id),
        due: unit.due.to_string(),
        started: number(unit.started),
        finished: number(unit.finished()),
    }
}

/// Bars of the distribution, the highest first; nothing below the smallest group.
fn bands(cx: &Cx, shown: &Overview, least: i64) -> Vec<(String, i64, i64)> {
    if shown.whole.finished() < least {
        return Vec::new();
    }
    let counts = shown.whole.bands;
    let longest = counts.iter().copied().max().unwrap_or(0).max(1);
    let keys = [
        "test-band-0",
        "test-band-1",
        "test-band-2",
        "test-band-3",
        "test-band-4",
    ];
    let bar = |(key, count): (&str, i64)| (cx.t(key), count, count * 100 / longest);
    keys.into_iter().zip(counts).rev().map(bar).collect()
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
