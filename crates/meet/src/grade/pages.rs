//! The sheet of grades: everybody on one page, as on paper.

use http::StatusCode;
use org::tree::pages::scope;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::{Bound, Entry, Grade, Graded, belongs, enter, excellent, of_meeting};
use crate::act::Act;
use crate::meeting::index::crumbs;
use crate::meeting::{Meeting, MeetingId, RECORD, Stage, store};

/// A line of the sheet.
struct Line {
    id: String,
    name: String,
    note: String,
    grade: String,
    words: String,
    fault: Option<String>,
    words_fault: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "grade_sheet.html")]
struct Sheet {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    meeting: Meeting,
    bound: Bound,
    share: String,
    chosen: i64,
    lines: Vec<Line>,
    choices: Vec<(String, String)>,
}

/// The sheet.
///
/// # Errors
/// Outside the scope; not found for a meeting of another kind.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: MeetingId, f: Form, status: StatusCode) -> Answer {
    let seen = scope(cx, RECORD)?;
    let (meeting, mut people) = cx
        .app
        .db
        .read("meeting_grades", move |tx| {
            let meeting = store::find_scoped(tx, seen, id)?;
            if !belongs(meeting.kind) {
                return Err(platform::error::not_found());
            }
            Ok((meeting, of_meeting(tx, id)?))
        })
        .await?;
    if f.has_errors() {
        // What was chosen stays, right or wrong.
        for one in &mut people {
            one.grade = Grade::from_code(f.value(&format!("grade_{}", one.person)));
            f.value(&format!("words_{}", one.person))
                .clone_into(&mut one.words);
        }
    }
    let bound = Bound::of(&cx.app.rules.now(), &meeting, &people)?;
    let page = Sheet {
        crumbs: crumbs(
            cx,
            &[
                (meeting.title.clone(), format!("/staff/meetings/{id}")),
                (cx.t("grade-title"), String::new()),
            ],
        ),
        share: bound.share_text(),
        chosen: excellent(&people),
        lines: people.iter().map(|one| line(cx, &f, one)).collect(),
        choices: Grade::ALL
            .iter()
            .map(|one| (one.code().to_owned(), cx.t(&one.key())))
            .collect(),
        v: cx.view().await?,
        bound,
        f,
        meeting,
    };
    cx.page_with(status, &page)
}

fn line(cx: &Cx, f: &Form, one: &Graded) -> Line {
    let fault = |name: &str| {
        let field = format!("{name}_{}", one.person);
        f.error(&field).map(str::to_owned)
    };
    Line {
        id: one.person.to_string(),
        name: one.name.clone(),
        note: match one.no_vote.as_str() {
            "probationary" => cx.t("meeting-note-probationary"),
            _ => String::new(),
        },
        grade: one.grade.map_or("", Grade::code).to_owned(),
        words: one.words.clone(),
        fault: fault("grade"),
        words_fault: fault("words"),
    }
}

/// Enters the sheet.
///
/// # Errors
/// Outside the scope.
pub async fn save(cx: Cx, Path(id): Path<MeetingId>, mut form: Form) -> Answer {
    let (act, rules) = (Act::of(&cx, RECORD)?, cx.app.rules.now());
    let entries = entries(&form);
    let done = cx
        .app
        .db
        .write("meeting_grades", move |tx| {
            store::find_scoped(tx, act.scope, id)?;
            enter(tx, &act, &rules, id, &entries)?;
            store::find(tx, id)
        })
        .await;
    match done {
        Ok(meeting) => {
            let way = match meeting.stage() {
                Stage::Ended => format!("/staff/meetings/{id}/minutes"),
                _ => format!("/staff/meetings/{id}"),
            };
            go_saying(&way, "flash-meeting-grades")
        }
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn entries(form: &Form) -> Vec<Entry> {
    form.pairs()
        .iter()
        .filter_map(|(name, value)| {
            let id = name.strip_prefix("grade_")?;
            Some(Entry {
                person: id.parse().ok()?,
                grade: Grade::from_code(value),
                words: form.value(&format!("words_{id}")).trim().to_owned(),
            })
        })
        .collect()
}
