//! The question bank's pages: the list, a question, a new one.

use axum::http::StatusCode;
use org::tree::store::{Scope, find_scoped as find_org, roots_scoped};
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};
use platform::{params, sql};

use super::store::{self, Author, Wanted};
use super::{QuestionId, form};
use crate::bank::question::option_letter;
use crate::bank::{Difficulty, QuestionKind};
use crate::paper::PaperId;

/// The permission of everything here.
pub const EDIT: &str = "bank.edit";

/// The scope of whoever edits a bank.
///
/// # Errors
/// When nobody is signed in.
pub fn scope(cx: &Cx) -> Result<Scope, Error> {
    Ok(Scope {
        person: cx.person()?,
        permission: EDIT,
        today: cx.app.clock.today(),
    })
}

/// The words of a stored kind.
fn kind_word(cx: &Cx, kind: &str) -> String {
    QuestionKind::from_word(kind).map_or_else(String::new, |kind| {
        crate::sitting::look::kind_words(cx, kind)
    })
}

/// What the query string narrows the list to.
#[must_use]
pub fn wanted(cx: &Cx) -> Wanted {
    let of = |name: &str| cx.query(name).unwrap_or_default().trim().to_owned();
    Wanted {
        words: of("q"),
        kind: of("kind"),
        tag: of("tag"),
    }
}

struct Line {
    id: QuestionId,
    kind: String,
    text: String,
    tags: Vec<String>,
    difficulty: String,
}

#[derive(askama::Template)]
#[template(path = "question_index.html")]
struct Index {
    v: View,
    lines: Vec<Line>,
    q: String,
    filters: Vec<(String, String, bool)>,
    query: String,
    next: Option<String>,
}

/// The questions within the scope.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let (scope, wanted, after) = (scope(&cx)?, wanted(&cx), after(&cx));
    let narrowed = wanted.clone();
    let (mut rows, tags) = cx
        .app
        .db
        .point("questions", move |tx| {
            let rows = store::list_scoped(tx, scope.person, scope.today, &narrowed, after)?;
            Ok((rows, store::tags_scoped(tx, scope.person, scope.today)?))
        })
        .await?;
    let more = rows.len() > 50;
    rows.truncate(50);
    let query = query_of(&wanted);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| format!("?{query}&after={}-{}", row.created_at.0, row.id));
    let lines = rows
        .into_iter()
        .map(|row| Line {
            id: row.id,
            kind: kind_word(&cx, &row.kind),
            text: row.text,
            tags: serde_json::from_str(&row.tags).unwrap_or_default(),
            difficulty: cx.t(&format!("bank-difficulty-{}", row.difficulty)),
        })
        .collect();
    let page = Index {
        lines,
        filters: filters(&cx, &wanted, &tags),
        q: wanted.words.clone(),
        query,
        next,
        v: cx.view().await?,
    };
    cx.page(&page)
}

fn after(cx: &Cx) -> (Millis, QuestionId) {
    cx.query("after")
        .and_then(|text| {
            let (at, id) = text.split_once('-')?;
            Some((Millis(at.parse().ok()?), id.parse().ok()?))
        })
        .unwrap_or((Millis(i64::MAX), QuestionId([0xff; 16])))
}

/// The query string of a choice, for links that keep it.
#[must_use]
pub fn query_of(wanted: &Wanted) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("q", &wanted.words),
        ("kind", &wanted.kind),
        ("tag", &wanted.tag),
    ] {
        if !value.is_empty() {
            out.append_pair(name, value);
        }
    }
    out.finish()
}

/// Links that narrow the list: all, by kind, by the most used tags.
fn filters(cx: &Cx, wanted: &Wanted, tags: &[(String, i64)]) -> Vec<(String, String, bool)> {
    let link = |wanted: &Wanted| format!("?{}", query_of(wanted));
    let bare = Wanted {
        words: wanted.words.clone(),
        ..Wanted::default()
    };
    let mut out = vec![(
        cx.t("bank-all"),
        link(&bare),
        wanted.kind.is_empty() && wanted.tag.is_empty(),
    )];
    for kind in QuestionKind::ALL {
        let one = Wanted {
            kind: kind.as_str().to_owned(),
            ..bare.clone()
        };
        out.push((
            kind_word(cx, kind.as_str()),
            link(&one),
            wanted.kind == kind.as_str(),
        ));
    }
    for (tag, count) in tags.iter().take(8) {
        let one = Wanted {
            tag: tag.clone(),
            ..bare.clone()
        };
        out.push((format!("{tag} {count}"), link(&one), wanted.tag == *tag));
    }
    out
}

#[derive(askama::Template)]
#[template(path = "question_form.html")]
struct Page {
    v: View,
    f: Form,
    heading: String,
    lead: String,
    id: Option<QuestionId>,
    orgs: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    letters: Vec<(String, String)>,
    truths: Vec<(String, String)>,
    difficulties: Vec<(String, String)>,
    options: Vec<(&'static str, char)>,
    papers: Vec<(PaperId, String)>,
}

/// What stands around the form of a question.
#[derive(Default)]
struct Around {
    heading: String,
    lead: String,
    id: Option<QuestionId>,
    papers: Vec<(PaperId, String)>,
}

async fn page(cx: &Cx, status: StatusCode, f: Form, around: Around) -> Answer {
    let scope = scope(cx)?;
    let orgs = cx
        .app
        .db
        .point("bank_orgs", move |tx| Ok(roots_scoped(tx, scope)?))
        .await?;
    let letters = (0_u8..8)
        .map(|n| option_letter(n).to_string())
        .map(|l| (l.clone(), l));
    let page = Page {
        f,
        heading: around.heading,
        lead: around.lead,
        id: around.id,
        orgs: orgs
            .into_iter()
            .map(|org| (org.id.to_string(), org.full_name))
            .collect(),
        kinds: QuestionKind::ALL
            .map(|k| (k.as_str().to_owned(), kind_word(cx, k.as_str())))
            .to_vec(),
        letters: letters.collect(),
        truths: vec![
            ("true".to_owned(), cx.t("paper-true")),
            ("false".to_owned(), cx.t("paper-false")),
        ],
        difficulties: Difficulty::ALL
            .map(|d| {
                (
                    d.as_str().to_owned(),
                    cx.t(&format!("bank-difficulty-{}", d.as_str())),
                )
            })
            .to_vec(),
        options: form::OPTION_FIELDS.into_iter().zip('A'..='H').collect(),
        papers: around.papers,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

/// An empty form.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::filled(&cx, [("kind", "single"), ("difficulty", "medium")]);
    let around = Around {
        heading: cx.t("bank-new"),
        ..Around::default()
    };
    page(&cx, StatusCode::OK, form, around).await
}

/// Adds a question.
///
/// # Errors
/// The database's; what is wrong with the fields comes back on the page.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    let id = QuestionId::fresh(&cx.app.clock);
    let org = form.value("org").parse::<OrgId>().ok();
    if org.is_none() {
        form.fail_key("org", "bank-choose-org");
    }
    let (Some(draft), Some(org)) = (form::read(&mut form), org) else {
        let around = Around {
            heading: cx.t("bank-new"),
            ..Around::default()
        };
        return page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, around).await;
    };
    let written = cx
        .app
        .db
        .write("create_question", move |tx| {
            let org = find_org(tx, scope, org).map_err(|_| invalid("org", "bank-choose-org"))?;
            let path = org.path.as_str().to_owned();
            let author = Author {
                org: org.id,
                path,
                by: scope.person,
                at: now,
            };
            store::add(tx, &author, id, &draft)?;
            written_down(tx, "question.create", id, &author)
        })
        .await;
    match written {
        Ok(()) => go_saying("/staff/questions", "flash-saved"),
        Err(error) => {
            form.take(error)?;
            let around = Around {
                heading: cx.t("bank-new"),
                ..Around::default()
            };
            page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, around).await
        }
    }
}

fn written_down(
    tx: &mut platform::db::Tx<'_>,
    action: &'static str,
    id: QuestionId,
    author: &Author,
) -> Result<(), Error> {
    let entry = Entry::new(author.at, action, "question")
        .by(author.by)
        .on(id.0);
    Ok(audit::write(tx, &entry.within(author.path.clone()))?)
}

/// A question with what it says now.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub async fn show(cx: Cx, Path(id): Path<QuestionId>) -> Answer {
    let (draft, around) = load(&cx, id).await?;
    let form = form::filled(&cx, &draft);
    page(&cx, StatusCode::OK, form, around).await
}

async fn load(cx: &Cx, id: QuestionId) -> Result<(crate::bank::QuestionDraft, Around), Error> {
    let scope = scope(cx)?;
    let (found, draft, papers) = cx
        .app
        .db
        .point("question", move |tx| {
            let found = store::find_scoped(tx, scope.person, scope.today, id)?;
            let draft = store::version(tx, found.version)?;
            let papers: Vec<(PaperId, String)> = tx.all(
                sql!("sql/papers_with.sql"),
                params![scope.person, scope.today, id],
            )?;
            Ok((found, draft, papers))
        })
        .await?;
    let around = Around {
        heading: cx.t("bank-question"),
        lead: cx.ta(
            "bank-version",
            &[("org", &found.org_name), ("number", &found.number)],
        ),
        id: Some(id),
        papers,
    };
    Ok((draft, around))
}

/// Writes a further version; what is on papers stays as it is.
///
/// # Errors
/// As [`show`]; what is wrong with the fields comes back on the page.
pub async fn edit(cx: Cx, Path(id): Path<QuestionId>, mut form: Form) -> Answer {
    let (before, around) = load(&cx, id).await?;
    let Some(draft) = form::read(&mut form) else {
        return page(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, around).await;
    };
    if before.same_as(&draft) {
        return go_saying("/staff/questions", "flash-bank-unchanged");
    }
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    cx.app
        .db
        .write("edit_question", move |tx| {
            let found = store::find_scoped(tx, scope.person, scope.today, id)?;
            let author = Author {
                org: found.org,
                path: found.path,
                by: scope.person,
                at: now,
            };
            store::change(tx, &author, id, &draft)?;
            written_down(tx, "question.edit", id, &author)
        })
        .await?;
    go_saying("/staff/questions", "flash-saved")
}

/// Takes a question out of the bank.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub async fn retire(cx: Cx, Path(id): Path<QuestionId>) -> Answer {
    let (scope, now) = (scope(&cx)?, cx.app.clock.now());
    cx.app
        .db
        .write("retire_question", move |tx| {
            let found = store::find_scoped(tx, scope.person, scope.today, id)?;
            let author = Author {
                org: found.org,
                path: found.path,
                by: scope.person,
                at: now,
            };
            store::retire(tx, id, now)?;
            written_down(tx, "question.retire", id, &author)
        })
        .await?;
    go_saying("/staff/questions", "flash-bank-retired")
}
