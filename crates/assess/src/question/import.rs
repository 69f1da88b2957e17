//! Questions from files: read once, shown with what is wrong and where, then taken or left.
//!
//! A repeated upload changes nothing: a question that the bank has already stays as it is, and
//! one that asks the same with another key or explanation becomes a further version.

use org::tree::store::{find_scoped as find_org, roots_scoped};
use platform::audit::{self, Entry};
use platform::db::{InsertMany, Kind, OnConflict};
use platform::error::{Error, OrNotFound as _, conflict, internal, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::{go, go_saying};
use platform::web::{Answer, Cx, Form, View};
use platform::{from_row, params, sql};
use serde::Serialize;

use super::files::{FileFault, language, read};
use super::pages::scope;
use super::store::{self, Author, Put};
use super::{ImportId, QuestionId};
use crate::bank::QuestionDraft;

/// Questions written in one slice of an import.
const SLICE: usize = 40;

pub(super) static INSERT: InsertMany = InsertMany::new(
    "question_import",
    &[
        ("id", Kind::Id),
        ("org_id", Kind::Id),
        ("file_name", Kind::Text),
        ("format", Kind::Text),
        ("state", Kind::Text),
        ("drafts", Kind::Text),
        ("faults", Kind::Text),
        ("created_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

#[derive(askama::Template)]
#[template(path = "question_import_form.html")]
struct FormPage {
    v: View,
    f: Form,
    orgs: Vec<(String, String)>,
}

async fn form_page(cx: &Cx, status: axum::http::StatusCode, f: Form) -> Answer {
    let scope = scope(cx)?;
    let orgs = cx
        .app
        .db
        .point("bank_orgs", move |tx| Ok(roots_scoped(tx, scope)?))
        .await?;
    let orgs = orgs
        .into_iter()
        .map(|org| (org.id.to_string(), org.full_name))
        .collect();
    let page = FormPage {
        f,
        orgs,
        v: cx.view().await?,
    };
    cx.page_with(status, &page)
}

/// Which file, into whose bank.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    form_page(&cx, axum::http::StatusCode::OK, form).await
}

/// Reads the file and keeps what it held for the preview.
///
/// # Errors
/// The database's; a file that cannot be read comes back on the page.
pub async fn upload(cx: Cx, mut form: Form) -> Answer {
    let scope = scope(&cx)?;
    let id = ImportId::fresh(&cx.app.clock);
    let org = form.value("org").parse::<OrgId>().ok();
    if org.is_none() {
        form.fail_key("org", "bank-choose-org");
    }
    let file = form.file("file").cloned();
    let taken = match &file {
        None => Err(invalid("file", "bank-import-choose")),
        Some(file) => {
            let (name, bytes, language) = (file.name.clone(), file.bytes.clone(), language(&cx));
            tokio::task::spawn_blocking(move || read(&name, &bytes, language))
                .await
                .map_err(|error| internal(format!("reading a file: {error}")))?
        }
    };
    let taken = match taken {
        Ok(taken) => Some(taken),
        Err(error) => {
            form.take(error)?;
            None
        }
    };
    let (Some(org), Some(taken), Some(file)) = (org, taken.filter(|_| !form.has_errors()), file)
    else {
        return form_page(&cx, axum::http::StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let now = cx.app.clock.now();
    let name: String = file.name.chars().take(200).collect();
    let (drafts, faults) = (written(&taken.drafts)?, written(&taken.faults)?);
    cx.app
        .db
        .write("stage_questions", move |tx| {
            let org = find_org(tx, scope, org)?;
            let row = params![
                id,
                org.id,
                name,
                taken.format,
                "preview",
                drafts,
                faults,
                scope.person,
                now
            ];
            tx.insert_many(&INSERT, &[row.to_vec()])?;
            Ok(())
        })
        .await?;
    go(&format!("/staff/questions/imports/{id}"))
}

pub(super) fn written(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| internal(format!("an import: {error}")))
}

/// An import as stored.
struct Stored {
    org: OrgId,
    path: String,
    org_name: String,
    file_name: String,
    state: String,
    drafts: String,
    faults: String,
    added: i64,
    unchanged: i64,
}
from_row!(Stored {
    org,
    path,
    org_name,
    file_name,
    state,
    drafts,
    faults,
    added,
    unchanged
});

async fn find(cx: &Cx, id: ImportId) -> Result<Stored, Error> {
    let scope = scope(cx)?;
    cx.app
        .db
        .point("question_import", move |tx| {
            tx.opt::<Stored>(
                sql!("sql/import_find.sql"),
                params![id, scope.person, scope.today],
            )
            .or_not_found()
        })
        .await
}

struct FaultLine {
    words: String,
    warning: bool,
}

struct DraftLine {
    kind: String,
    text: String,
    answer: String,
}

#[derive(askama::Template)]
#[template(path = "question_import.html")]
struct Preview {
    v: View,
    id: ImportId,
    file_name: String,
    org: String,
    state: String,
    count: usize,
    lines: Vec<DraftLine>,
    faults: Vec<FaultLine>,
    wrong: usize,
    added: i64,
    unchanged: i64,
}

/// What the file held: how many can be taken, what is wrong and where.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub async fn preview(cx: Cx, Path(id): Path<ImportId>) -> Answer {
    let stored = find(&cx, id).await?;
    let drafts: Vec<QuestionDraft> = serde_json::from_str(&stored.drafts).unwrap_or_default();
    let faults: Vec<FileFault> = serde_json::from_str(&stored.faults).unwrap_or_default();
    let lines = drafts.iter().take(20).map(|draft| DraftLine {
        kind: crate::sitting::look::kind_words(&cx, draft.kind),
        text: draft.text.clone(),
        answer: answer_words(&cx, draft),
    });
    let page = Preview {
        id,
        count: drafts.len(),
        lines: lines.collect(),
        wrong: faults.iter().filter(|fault| !fault.warning).count(),
        faults: faults
            .iter()
            .map(|fault| FaultLine {
                words: fault.words(&cx),
                warning: fault.warning,
            })
            .collect(),
        file_name: stored.file_name,
        org: stored.org_name,
        state: stored.state,
        added: stored.added,
        unchanged: stored.unchanged,
        v: cx.view().await?,
    };
    cx.page(&page)
}

fn answer_words(cx: &Cx, draft: &QuestionDraft) -> String {
    match &draft.answer {
        crate::bank::Answer::Truth(true) => cx.t("paper-true"),
        crate::bank::Answer::Truth(false) => cx.t("paper-false"),
        answer => answer.letters(),
    }
}

/// Takes what can be taken, in slices; the import's row changes last.
///
/// # Errors
/// [`Error::Conflict`] when it has been taken or left already; the database's.
pub async fn commit(cx: Cx, Path(id): Path<ImportId>) -> Answer {
    let stored = find(&cx, id).await?;
    if stored.state != "preview" {
        return Err(conflict("bank-import-ended"));
    }
    let drafts: Vec<QuestionDraft> = serde_json::from_str(&stored.drafts)
        .map_err(|error| internal(format!("a staged import: {error}")))?;
    let author = Author {
        org: stored.org,
        path: stored.path,
        by: cx.person()?,
        at: cx.app.clock.now(),
    };
    let counts = put_all(&cx.app.db, &author, id, drafts, |_, _| {}).await?;
    end(&cx.app.db, author, id, counts).await?;
    go(&format!("/staff/questions/imports/{id}"))
}

/// Closes an import that was taken.
pub(super) async fn end(
    db: &platform::db::Db,
    author: Author,
    id: ImportId,
    (added, unchanged): (i64, i64),
) -> Result<(), Error> {
    db.write("end_import", move |tx| {
        tx.exec(
            sql!("sql/import_end.sql"),
            params![id, "committed", added, unchanged, author.at],
        )?;
        let entry = Entry::new(author.at, "question.import", "question_import")
            .by(author.by)
            .on(id.0);
        let detail = serde_json::json!({ "added": added, "unchanged": unchanged });
        audit::write(tx, &entry.within(author.path.clone()).with(detail))?;
        Ok(())
    })
    .await
}

/// Puts questions into a bank in slices, telling how many of how many are there. Ids follow from
/// the import and the place in it, so that a second run after a kill adds nothing twice.
///
/// # Errors
/// The database's; what was put before stays.
pub async fn put_all(
    db: &platform::db::Db,
    author: &Author,
    import: ImportId,
    drafts: Vec<QuestionDraft>,
    progress: impl Fn(usize, usize),
) -> Result<(i64, i64), Error> {
    let many = drafts.len();
    let (rest, mut claimed) = not_yet_there(db, author.org, drafts).await?;
    let mut done = many - rest.len();
    let (mut added, mut unchanged) = (0, i64::try_from(done).unwrap_or(i64::MAX));
    for part in rest.chunks(SLICE) {
        let (author, slice, before) = (author.clone(), part.to_vec(), claimed);
        let counts = db
            .bulk("import_questions", move |tx| {
                let (mut counts, mut claimed) = ((0, 0), before.clone());
                for (place, draft) in &slice {
                    let id = QuestionId::derived("imported", &format!("{import} {place}"));
                    let (id, put) = store::put(tx, &author, id, draft, &claimed)?;
                    claimed.insert(id);
                    match put {
                        Put::Unchanged => counts.1 += 1,
                        Put::Added | Put::Changed => counts.0 += 1,
                    }
                }
                Ok((counts, claimed))
            })
            .await?;
        added += counts.0.0;
        unchanged += counts.0.1;
        claimed = counts.1;
        done += part.len();
        progress(done, many);
    }
    Ok((added, unchanged))
}

/// Questions with their places in a file.
pub(super) type Placed = Vec<(usize, QuestionDraft)>;

/// The questions that the bank does not have just so, with their places in the file, and those of
/// the bank that others of the file are: they are not changed.
pub(super) async fn not_yet_there(
    db: &platform::db::Db,
    org: OrgId,
    drafts: Vec<QuestionDraft>,
) -> Result<(Placed, store::Claimed), Error> {
    db.read("questions_there", move |tx| {
        let (mut rest, mut claimed) = (Vec::new(), store::Claimed::new());
        for (place, draft) in drafts.iter().enumerate() {
            match store::same(tx, org, draft)? {
                Some(id) => {
                    claimed.insert(id);
                }
                None => rest.push((place, draft.clone())),
            }
        }
        Ok((rest, claimed))
    })
    .await
}

/// Leaves the file alone.
///
/// # Errors
/// [`Error::NotFound`] outside the scope; the database's.
pub async fn cancel(cx: Cx, Path(id): Path<ImportId>) -> Answer {
    find(&cx, id).await?;
    let now = cx.app.clock.now();
    cx.app
        .db
        .write("cancel_import", move |tx| {
            tx.exec(
                sql!("sql/import_end.sql"),
                params![id, "cancelled", 0_i64, 0_i64, now],
            )?;
            Ok(())
        })
        .await?;
    go_saying("/staff/questions", "flash-bank-cancelled")
}
