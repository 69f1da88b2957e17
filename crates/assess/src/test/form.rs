//! Setting a test: which paper, for whom, when, under which terms. Until it is published it can
//! be changed.

use axum::http::StatusCode;
use jiff::civil::DateTime;
use org::Org;
use org::tree::store::{Scope, children_scoped, find_scoped, named_below, roots_scoped};
use platform::audit::{self, Entry};
use platform::clock::{MINUTE_MS, Millis};
use platform::db::DbError;
use platform::error::{Error, conflict, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};
use platform::{params, sql};

use super::audience::{self, Audience, AudienceKind, AudienceKinds};
use super::staff::{self, StaffTest};
use super::store::{self, NewTest};
use super::{ScoreShown, TestId, reach};
use crate::bank::MultiplePartial;
use crate::paper::{PaperId, PaperVersionId};
use crate::question::store::Author;
use crate::sitting::permutation::Shuffle;

#[derive(askama::Template)]
#[template(path = "test_form.html")]
struct Page {
    v: View,
    f: Form,
    heading: String,
    cancel: String,
    papers: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    shown: Vec<(String, String)>,
    partials: Vec<(String, String)>,
}

fn scope(cx: &Cx) -> Result<Scope, Error> {
    Ok(Scope {
        person: cx.person()?,
        permission: reach::EDIT,
        today: cx.app.clock.today(),
    })
}

/// The papers a form offers, the chosen one first: a version, or a paper as it stands.
fn papers(
    tx: &mut platform::db::Tx<'_>,
    scope: Scope,
    chosen: PaperVersionId,
) -> Result<Vec<(PaperVersionId, String, PaperId)>, DbError> {
    let params = params![scope.person, scope.today, chosen];
    tx.all(sql!("sql/papers.sql"), params)
}

async fn page(cx: &Cx, status: StatusCode, f: Form, edited: Option<&StaffTest>) -> Answer {
    let scope = scope(cx)?;
    let chosen = f.value("paper").parse().unwrap_or(PaperVersionId([0; 16]));
    let (papers, mut orgs) = cx
        .app
        .db
        .point("test_form", move |tx| {
            let papers = papers(tx, scope, chosen)?;
            let mut orgs = Vec::new();
            for root in roots_scoped(tx, scope)? {
                let below = children_scoped(tx, scope, root.id)?;
                orgs.push((root.id.to_string(), root.full_name));
                orgs.extend(below.into_iter().map(|o| (o.id.to_string(), o.full_name)));
            }
            Ok((papers, orgs))
        })
        .await?;
    // One further down was named when the test was set: it stays chosen.
    if let Some(test) = edited {
        let id = test.audience_org.to_string();
        if orgs.iter().all(|(listed, _)| *listed != id) {
            orgs.push((id, test.audience_name.clone()));
        }
    }
    let words = |prefix: &str, codes: &[&str]| -> Vec<(String, String)> {
        let word = |code: &&str| {
            (
                (*code).to_owned(),
                cx.t(&format!("{prefix}{}", code.replace('_', "-"))),
            )
        };
        codes.iter().map(word).collect()
    };
    let kinds: Vec<&str> = audience::kinds().collect();
    let page = Page {
        heading: match edited {
            Some(test) => test.title.clone(),
            None => cx.t("test-new"),
        },
        cancel: edited.map_or_else(
            || "/staff/tests".to_owned(),
            |t| format!("/staff/tests/{}", t.id),
        ),
        papers: papers
            .into_iter()
            .map(|(id, title, _)| (id.to_string(), title))
            .collect(),
        orgs,
        kinds: words("test-audience-", &kinds),
        shown: words("test-score-", &["after_closing", "after_submission"]),
        partials: words("test-partial-", &["none", "half", "share"]),
        f,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

/// The version that a test is of when it is made from a paper's page, or from another test's;
/// nothing outside the scope.
async fn current_version(cx: &Cx, asked: PaperId) -> Result<String, Error> {
    let scope = scope(cx)?;
    let found = cx.app.db.point("paper_of_test", move |tx| {
        Ok(papers(tx, scope, PaperVersionId(asked.0))?)
    });
    let is_it = |one: &(PaperVersionId, String, PaperId)| one.2 == asked || one.0.0 == asked.0;
    let found = found.await?.into_iter().find(is_it);
    Ok(found.map_or_else(String::new, |(version, ..)| version.to_string()))
}

/// An empty form with what most tests have.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let now = cx.app.clock.now();
    let soon = now.plus_ms(60 * MINUTE_MS - now.0.rem_euclid(60 * MINUTE_MS));
    let rules = cx.app.rules.now();
    let partial = rules.text("assess.multiple_partial", cx.app.clock.today())?;
    let paper = match cx.query("paper").and_then(|paper| paper.parse().ok()) {
        Some(asked) => current_version(&cx, asked).await?,
        None => String::new(),
    };
    let form = Form::filled(
        &cx,
        [
            ("paper", paper),
            ("minutes", "30".to_owned()),
            ("opens_at", local(soon)),
            ("closes_at", local(soon.plus_days(7))),
            ("score_shown", "after_closing".to_owned()),
            ("partial", partial.to_owned()),
            ("shuffled", "1".to_owned()),
            ("required", "1".to_owned()),
        ],
    );
    page(&cx, StatusCode::OK, form, None).await
}

/// Creates a test that nobody sees yet.
///
/// # Errors
/// The database's; what is wrong with the fields comes back on the page.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    let id = TestId::fresh(&cx.app.clock);
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    let read = match read(&mut form, id, now) {
        Some(read) => read,
        None => return page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, None).await,
    };
    let written = cx
        .app
        .db
        .write("create_test", move |tx| {
            let (test, author) = place(tx, scope, &read, now)?;
            store::add(tx, &author, &test)?;
            let entry = Entry::new(now, "test.create", "test")
                .by(author.by)
                .on(id.0);
            audit::write(tx, &entry.within(author.path.clone()))?;
            Ok(())
        })
        .await;
    match written {
        Ok(()) => go_saying(&format!("/staff/tests/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, None).await
        }
    }
}

/// The form with what is stored.
///
/// # Errors
/// [`Error::NotFound`] outside the reach; [`Error::Conflict`] once published.
pub async fn edit_form(cx: Cx, Path(id): Path<TestId>) -> Answer {
    let test = draft(&cx, id).await?;
    let kinds: Vec<String> = serde_json::from_str(&test.audience_kinds).unwrap_or_default();
    let mut pairs = vec![
        ("version", test.version.to_string()),
        ("title", test.title.clone()),
        ("paper", test.paper.to_string()),
        ("audience", test.audience_org.to_string()),
        ("minutes", test.minutes.to_string()),
        ("opens_at", local(test.opens_at)),
        ("closes_at", local(test.closes_at)),
        ("score_shown", test.score_shown.clone()),
        ("partial", test.multiple_partial.clone()),
        ("required", if test.required { "1" } else { "" }.to_owned()),
        ("shuffled", if test.shuffled { "1" } else { "" }.to_owned()),
    ];
    pairs.extend(kinds.into_iter().map(|kind| ("kinds", kind)));
    let form = Form::filled(&cx, pairs);
    page(&cx, StatusCode::OK, form, Some(&test)).await
}

async fn draft(cx: &Cx, id: TestId) -> Result<StaffTest, Error> {
    let test = staff::find_to_edit(cx, id).await?;
    if test.published_at.is_some() {
        Err(conflict("test-is-published"))
    } else {
        Ok(test)
    }
}

/// Changes a test that is not published.
///
/// # Errors
/// As [`edit_form`]; what is wrong with the fields comes back on the page.
pub async fn edit(cx: Cx, Path(id): Path<TestId>, mut form: Form) -> Answer {
    let test = draft(&cx, id).await?;
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    let read = match read(&mut form, id, now) {
        Some(read) => read,
        None => return page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, Some(&test)).await,
    };
    let version: i64 = form.value("version").parse().unwrap_or(0);
    let written = cx
        .app
        .db
        .write("edit_test", move |tx| {
            let (new, _) = place(tx, scope, &read, now)?;
            if store::edit(tx, version, &new)? == 0 {
                return Err(conflict("test-was-changed"));
            }
            Ok(())
        })
        .await;
    match written {
        Ok(()) => go_saying(&format!("/staff/tests/{id}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, Some(&test)).await
        }
    }
}

/// What was typed, before organisation and paper are looked up through the scope.
#[derive(Clone)]
struct Read {
    test: NewTest,
    /// An organisation further down, by its name.
    named: Option<String>,
}

/// Puts organisation and paper in, which must lie within the scope.
fn place(
    tx: &mut platform::db::Tx<'_>,
    scope: Scope,
    read: &Read,
    now: Millis,
) -> Result<(NewTest, Author), Error> {
    let mut org = find_scoped(tx, scope, read.test.audience_org)
        .map_err(|_| invalid("audience", "test-no-such-org"))?;
    if let Some(name) = &read.named {
        org = the_one(named_below(tx, &org.path, name)?)?;
    }
    let papers = papers(tx, scope, read.test.paper)?;
    if !papers.iter().any(|one| one.0 == read.test.paper) {
        return Err(invalid("paper", "test-no-such-paper"));
    }
    let mut test = read.test.clone();
    test.audience_org = org.id;
    org.path.as_str().clone_into(&mut test.audience.path);
    let path = org.path.as_str().to_owned();
    Ok((
        test,
        Author {
            org: org.id,
            path,
            by: scope.person,
            at: now,
        },
    ))
}

/// The organisation of a name, when there is exactly one.
fn the_one(found: Vec<Org>) -> Result<Org, Error> {
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(org), None) => Ok(org),
        (None, _) => Err(invalid("org_name", "test-no-org-of-that-name")),
        (Some(_), Some(_)) => Err(invalid("org_name", "test-org-not-clear")),
    }
}

fn read(form: &mut Form, id: TestId, now: Millis) -> Option<Read> {
    let title = form.value("title").to_owned();
    if title.is_empty() || title.chars().count() > 120 {
        form.fail_key("title", "test-title-length");
    }
    let paper = form.value("paper").parse::<PaperVersionId>().ok();
    if paper.is_none() {
        form.fail_key("paper", "test-choose-paper");
    }
    let org = form.value("audience").parse::<OrgId>().ok();
    if org.is_none() {
        form.fail_key("audience", "test-choose-org");
    }
    let minutes = form
        .value("minutes")
        .parse::<i64>()
        .ok()
        .filter(|n| (1..=600).contains(n));
    if minutes.is_none() {
        form.fail_key("minutes", "test-minutes-range");
    }
    let (opens, closes) = (moment(form, "opens_at"), moment(form, "closes_at"));
    if let (Some(opens), Some(closes)) = (opens, closes) {
        if closes <= opens {
            form.fail_key("closes_at", "test-ends-before");
        } else if closes <= now {
            form.fail_key("closes_at", "test-window-passed");
        }
    }
    let chosen = AudienceKind::ALL
        .into_iter()
        .filter(|kind| form.checked("kinds", kind.code()));
    let kinds = AudienceKinds::of(&chosen.collect::<Vec<_>>());
    if form.has_errors() {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = platform::random::bytes::<8>();
    Some(Read {
        named: form.some("org_name").map(str::to_owned),
        test: NewTest {
            id,
            paper: paper?,
            title,
            opens_at: opens?,
            closes_at: closes?,
            minutes: minutes?,
            audience_org: org?,
            audience: Audience {
                path: String::new(),
                kinds,
            },
            required: form.checked("required", "1"),
            shuffle: if form.checked("shuffled", "1") {
                Shuffle::Shuffled
            } else {
                Shuffle::Kept
            },
            shuffle_seed: i64::from_be_bytes([a, b, c, d, e, f, g, h]),
            score_shown: ScoreShown::from_word(form.value("score_shown")),
            partial: MultiplePartial::from_word(form.value("partial")).unwrap_or_default(),
        },
    })
}

/// A date and time as the browser sends it: `2026-11-23T20:00`, in Shanghai.
fn moment(form: &mut Form, name: &'static str) -> Option<Millis> {
    let read = form.value(name).parse::<DateTime>().ok().map(Millis::at);
    if read.is_none() {
        form.fail_key(name, "test-moment");
    }
    read
}

fn local(at: Millis) -> String {
    let c = at.civil();
    format!("{}T{:02}:{:02}", c.date(), c.hour(), c.minute())
}
