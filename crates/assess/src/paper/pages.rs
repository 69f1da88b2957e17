//! The staff's pages of papers: the list, one paper with its questions and marks, adding
//! questions from the bank. Each save is a further version; a test keeps the one it has.

use axum::http::StatusCode;
use org::tree::store::{Scope, find_scoped as find_org, roots_scoped};
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::error::{Error, OrNotFound as _, conflict, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::{go, go_saying};
use platform::web::{Answer, Cx, Form, View};
use platform::{from_row, params, sql};

use super::PaperId;
use super::store::{self, Placed};
use crate::bank::{Mark, QuestionKind};
use crate::question::pages::scope;
use crate::question::store::Author;
use crate::question::{QuestionId, QuestionVersionId};

struct ListRow {
    id: PaperId,
    title: String,
    org: String,
    questions: Option<i64>,
    full: Option<i64>,
    created_at: Millis,
}
from_row!(ListRow {
    id,
    title,
    org,
    questions,
    full,
    created_at
});

impl ListRow {
    fn full_words(&self) -> String {
        self.full
            .map_or_else(String::new, |full| Mark(full).to_string())
    }
}

#[derive(askama::Template)]
#[template(path = "paper_index.html")]
struct Index {
    v: View,
    f: Form,
    q: String,
    papers: Vec<ListRow>,
    next: Option<String>,
    orgs: Vec<(String, String)>,
}

/// The papers within the scope, and the way to a new one.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    index_page(&cx, StatusCode::OK, form).await
}

async fn index_page(cx: &Cx, status: StatusCode, f: Form) -> Answer {
    let scope = scope(cx)?;
    let q = cx.query("q").unwrap_or_default().trim().to_owned();
    let (words, (at, id)) = (q.clone(), after(cx));
    let (mut papers, orgs) = cx
        .app
        .db
        .point("papers", move |tx| {
            let params = params![scope.person, scope.today, words, at, id];
            let papers: Vec<ListRow> = tx.all(sql!("sql/list.sql"), params)?;
            Ok((papers, roots_scoped(tx, scope)?))
        })
        .await?;
    let more = papers.len() > 50;
    papers.truncate(50);
    let last = papers.last().filter(|_| more);
    let next = last.map(|last| {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!("?q={q}&after={}-{}", last.created_at.0, last.id)
    });
    let orgs = orgs
        .into_iter()
        .map(|org| (org.id.to_string(), org.full_name))
        .collect();
    let page = Index {
        f,
        q,
        papers,
        next,
        orgs,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

/// Where the list goes on; from the newest without a word about it.
fn after(cx: &Cx) -> (Millis, PaperId) {
    cx.query("after")
        .and_then(|text| {
            let (at, id) = text.split_once('-')?;
            Some((Millis(at.parse().ok()?), id.parse().ok()?))
        })
        .unwrap_or((Millis(i64::MAX), PaperId([0xff; 16])))
}

/// Adds an empty paper.
///
/// # Errors
/// The database's; what is wrong with the fields comes back on the page.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    let (scope, now, id) = (
        scope(&cx)?,
        cx.app.clock.now(),
        PaperId::fresh(&cx.app.clock),
    );
    let title = form.value("title").to_owned();
    if title.is_empty() || title.chars().count() > 120 {
        form.fail_key("title", "paper-title-length");
    }
    let Some(org) = form
        .value("org")
        .parse::<OrgId>()
        .ok()
        .filter(|_| !form.has_errors())
    else {
        if !form.has_errors() {
            form.fail_key("org", "bank-choose-org");
        }
        return index_page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let written = cx
        .app
        .db
        .write("create_paper", move |tx| {
            let org = find_org(tx, scope, org).map_err(|_| invalid("org", "bank-choose-org"))?;
            let path = org.path.as_str().to_owned();
            let author = Author {
                org: org.id,
                path,
                by: scope.person,
                at: now,
            };
            store::add(tx, &author, id, &title)?;
            let entry = Entry::new(now, "paper.create", "paper")
                .by(author.by)
                .on(id.0);
            Ok(audit::write(tx, &entry.within(author.path.clone()))?)
        })
        .await;
    match written {
        Ok(()) => go(&format!("/staff/papers/{id}/questions")),
        Err(error) => {
            form.take(error)?;
            index_page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
    }
}

pub(super) struct Paper {
    pub(super) id: PaperId,
    pub(super) org: OrgId,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) number: i64,
    pub(super) org_name: String,
}
from_row!(Paper {
    id,
    org,
    path,
    title,
    number,
    org_name
});

impl Paper {
    pub(super) fn href(&self) -> String {
        format!("/staff/papers/{}", self.id)
    }
}

/// A question on a paper.
pub(super) struct PlacedRow {
    pub(super) no: i64,
    pub(super) question: QuestionId,
    pub(super) version: QuestionVersionId,
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) full: i64,
    pub(super) outdated: bool,
}
from_row!(PlacedRow {
    no,
    question,
    version,
    kind,
    text,
    full,
    outdated
});

impl PlacedRow {
    fn marks(&self) -> String {
        Mark(self.full).to_string()
    }
}

pub(super) fn find(
    tx: &mut platform::db::Tx<'_>,
    scope: Scope,
    id: PaperId,
) -> Result<(Paper, Vec<PlacedRow>), Error> {
    let paper = tx
        .opt::<Paper>(sql!("sql/find.sql"), params![scope.person, scope.today, id])
        .or_not_found()?;
    let placed = tx.all(sql!("sql/placed.sql"), params![id, paper.number])?;
    Ok((paper, placed))
}

#[derive(askama::Template)]
#[template(path = "paper_show.html")]
struct Show {
    v: View,
    f: Form,
    paper: Paper,
    lines: Vec<PlacedRow>,
    full: String,
    kinds: Vec<(String, String)>,
    may_test: bool,
}

/// A paper with its questions and marks.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub async fn show(cx: Cx, Path(id): Path<PaperId>) -> Answer {
    let form = Form::empty(&cx);
    show_page(&cx, id, StatusCode::OK, form).await
}

async fn show_page(cx: &Cx, id: PaperId, status: StatusCode, f: Form) -> Answer {
    let scope = scope(cx)?;
    let (paper, lines) = cx
        .app
        .db
        .point("paper", move |tx| find(tx, scope, id))
        .await?;
    let full = Mark(lines.iter().map(|line| line.full).sum()).to_string();
    let page = Show {
        f,
        full,
        kinds: kind_words(cx),
        may_test: cx.may(crate::test::reach::EDIT).await? && !lines.is_empty(),
        paper,
        lines,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

pub(super) fn kind_words(cx: &Cx) -> Vec<(String, String)> {
    QuestionKind::ALL
        .map(|kind| {
            (
                kind.as_str().to_owned(),
                crate::sitting::look::kind_words(cx, kind),
            )
        })
        .to_vec()
}

impl Show {
    fn kind(&self, line: &PlacedRow) -> &str {
        self.kinds
            .iter()
            .find(|(code, _)| *code == line.kind)
            .map_or("", |(_, words)| words)
    }
}

/// Saves order and marks as a further version: fields `place-N`, `marks-N`, `remove-N` of each
/// question N, and `renew` to take the newest version of each.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; what is wrong with the fields comes back on the page.
pub async fn save(cx: Cx, Path(id): Path<PaperId>, mut form: Form) -> Answer {
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    let (_, lines) = cx
        .app
        .db
        .point("paper", move |tx| find(tx, scope, id))
        .await?;
    let renew = form.checked("renew", "1");
    let mut placed: Vec<(i64, Placed, Option<QuestionId>)> = Vec::with_capacity(lines.len());
    for line in &lines {
        if form.checked(&format!("remove-{}", line.no), "1") {
            continue;
        }
        let Some(marks) = marks(form.value(&format!("marks-{}", line.no))) else {
            form.fail_key(&format!("marks-{}", line.no), "paper-marks-range");
            continue;
        };
        let place = form
            .value(&format!("place-{}", line.no))
            .parse()
            .unwrap_or(line.no);
        let question = (renew && line.outdated).then_some(line.question);
        placed.push((place, (line.version, marks), question));
    }
    if placed.is_empty() && !form.has_errors() {
        form.fail_key("", "paper-empty");
    }
    if form.has_errors() {
        return show_page(&cx, id, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    placed.sort_by_key(|(place, _, _)| *place);
    let version: i64 = form.value("version").parse().unwrap_or(0);
    cx.app
        .db
        .write("save_paper", move |tx| {
            let mut wanted = Vec::with_capacity(placed.len());
            for (_, (have, marks), question) in &placed {
                let newest = match question {
                    Some(question) => newest(tx, scope, *question)?,
                    None => None,
                };
                wanted.push((newest.unwrap_or(*have), *marks));
            }
            write_version(tx, scope, id, version, now, &wanted)
        })
        .await?;
    go_saying(&format!("/staff/papers/{id}"), "flash-saved")
}

/// Marks as typed: up to 100, in quarters of any kind, above nothing.
pub(super) fn marks(text: &str) -> Option<Mark> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let hundredths =
        whole.parse::<i64>().ok()? * 100 + format!("{rest:0<2}").parse::<i64>().ok()?;
    (1..=10_000)
        .contains(&hundredths)
        .then_some(Mark(hundredths))
}

pub(super) fn newest(
    tx: &mut platform::db::Tx<'_>,
    scope: Scope,
    question: QuestionId,
) -> Result<Option<QuestionVersionId>, Error> {
    let row: Option<(QuestionVersionId,)> = tx.opt(
        sql!("sql/current_versions.sql"),
        params![scope.person, scope.today, question],
    )?;
    Ok(row.map(|row| row.0))
}

pub(super) fn write_version(
    tx: &mut platform::db::Tx<'_>,
    scope: Scope,
    id: PaperId,
    version: i64,
    now: Millis,
    placed: &[Placed],
) -> Result<(), Error> {
    let (paper, _) = find(tx, scope, id)?;
    if paper.number != version {
        return Err(conflict("paper-was-changed"));
    }
    let author = Author {
        org: paper.org,
        path: paper.path,
        by: scope.person,
        at: now,
    };
    store::add_version(tx, &author, id, placed)?;
    let entry = Entry::new(now, "paper.edit", "paper")
        .by(author.by)
        .on(id.0);
    Ok(audit::write(tx, &entry.within(author.path.clone()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_exactly() {
        for (text, expected) in [
            ("2", Some(200)),
            ("0.5", Some(50)),
            ("1.25", Some(125)),
            ("100", Some(10_000)),
            ("007", Some(700)),
        ] {
            assert_eq!(marks(text).map(|mark| mark.0), expected, "{text}");
        }
        for text in [
            "", "0", "-1", "1.234", "100.01", "1e3", "二", ".5", "1,5", "9999",
        ] {
            assert_eq!(marks(text), None, "{text}");
        }
    }
}
