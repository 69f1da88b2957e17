//! The recorder's sheet of who took part and how: all of it on one page, as on paper.

use http::StatusCode;
use org::tree::pages::scope;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::attendance::{Counts, Mark, write};
use super::index::crumbs;
use super::{Attendance, Meeting, MeetingId, Person, RECORD, Stage, Standing, store};
use crate::act::Act;
use crate::room::hub;

/// A line of the sheet.
struct Line {
    id: String,
    name: String,
    note: String,
    how: String,
    words: String,
    fault: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "meeting_attendance.html")]
struct Sheet {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    meeting: Meeting,
    counts: Counts,
    lines: Vec<Line>,
    choices: Vec<(String, String)>,
    begun: bool,
}

/// The sheet.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: MeetingId, f: Form, status: StatusCode) -> Answer {
    let seen = scope(cx, RECORD)?;
    let (meeting, people) = cx
        .app
        .db
        .read("meeting_attendance", move |tx| {
            let meeting = store::find_scoped(tx, seen, id)?;
            Ok((meeting, store::people(tx, id)?))
        })
        .await?;
    let typed = f.has_errors();
    let lines = people
        .iter()
        .filter(|one| one.standing != Standing::LeftOut)
        .map(|one| line(cx, &f, one, typed))
        .collect();
    let begun = meeting.opened_at.is_some();
    let choices = Attendance::ALL
        .iter()
        .filter(|how| begun || !matches!(how, Attendance::Hall | Attendance::Remote))
        .map(|how| (how.code().to_owned(), cx.t(&how.key())))
        .collect();
    let page = Sheet {
        crumbs: crumbs(
            cx,
            &[
                (meeting.title.clone(), format!("/staff/meetings/{id}")),
                (cx.t("meeting-attendance"), String::new()),
            ],
        ),
        counts: Counts::of(&people),
        lines,
        choices,
        begun,
        v: cx.view().await?,
        f,
        meeting,
    };
    cx.page_with(status, &page)
}

fn line(cx: &Cx, f: &Form, one: &Person, typed: bool) -> Line {
    let id = one.id.to_string();
    let (how, words) = if typed {
        (
            f.value(&format!("how_{id}")).to_owned(),
            f.value(&format!("words_{id}")).to_owned(),
        )
    } else {
        let how = one.attendance.map_or("", Attendance::code);
        (how.to_owned(), one.words.clone())
    };
    let note = match (one.standing, one.no_vote.as_str()) {
        (Standing::Invited, _) => cx.t("meeting-note-invited"),
        (_, "probationary") => cx.t("meeting-note-probationary"),
        (_, "sanction") => cx.t("meeting-note-no-vote"),
        _ => String::new(),
    };
    Line {
        fault: f.error(&format!("words_{id}")).map(str::to_owned),
        name: one.name.clone(),
        id,
        note,
        how,
        words,
    }
}

/// Writes the sheet.
///
/// # Errors
/// Outside the scope.
pub async fn save(cx: Cx, Path(id): Path<MeetingId>, mut form: Form) -> Answer {
    let act = Act::of(&cx, RECORD)?;
    let marks = marks(&form);
    let done = cx
        .app
        .db
        .write("meeting_attendance", move |tx| {
            write(tx, &act, id, &marks)?;
            store::find(tx, id)
        })
        .await;
    match done {
        Ok(meeting) => {
            hub::read_again(&cx.app, id).await?;
            let way = match meeting.stage() {
                Stage::Open => format!("/staff/meetings/{id}/room"),
                Stage::Ended => format!("/staff/meetings/{id}/minutes"),
                _ => format!("/staff/meetings/{id}"),
            };
            go_saying(&way, "flash-meeting-attendance")
        }
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn marks(form: &Form) -> Vec<Mark> {
    let all = form.value("all");
    form.pairs()
        .iter()
        .filter_map(|(name, value)| {
            let id = name.strip_prefix("how_")?;
            let chosen = Attendance::from_code(value);
            // One tick for the many: whoever has no other mark was in the hall.
            let attendance = match (chosen, all) {
                (None, "hall") => Some(Attendance::Hall),
                (chosen, _) => chosen,
            };
            Some(Mark {
                person: id.parse().ok()?,
                attendance,
                words: form.value(&format!("words_{id}")).to_owned(),
            })
        })
        .collect()
}
