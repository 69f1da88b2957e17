//! The form of a meeting: which kind first, then the rest on one page.

use http::StatusCode;
use jiff::civil::DateTime;
use org::Org;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::error::{Error, invalid};
use platform::ids::{OrgId, PersonId};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::call::{self, NewMeeting};
use super::index::crumbs;
use super::{CALL, Kind, Meeting, MeetingId, agenda, lecturer, store, typed};
use crate::act::Act;

/// A kind one may choose: its name, a note on it, and where it leads.
type Way = (String, String, String);

#[derive(askama::Template)]
#[template(path = "meeting_choose.html")]
struct Choose {
    v: View,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, Vec<Way>)>,
    on_paper: bool,
}

/// Which kind of meeting: each with the form it leads to.
///
/// # Errors
/// The database's.
async fn choose(cx: &Cx, orgs: Vec<Org>, on_paper: bool) -> Answer {
    let page = Choose {
        crumbs: crumbs(cx, &[(cx.t("meeting-new"), String::new())]),
        orgs: choices(cx, &orgs, on_paper),
        v: cx.view().await?,
        on_paper,
    };
    cx.page(&page)
}

/// By organisation: the kinds it holds, a note on each, and where it leads.
fn choices(cx: &Cx, orgs: &[Org], on_paper: bool) -> Vec<(String, Vec<Way>)> {
    let paper = if on_paper { "&paper=1" } else { "" };
    let mut choices = Vec::with_capacity(orgs.len());
    for org in orgs {
        let mut kinds = Vec::new();
        for kind in Kind::of_org(org.kind) {
            let note = format!("meeting-kind-note-{}", kind.code().replace('_', "-"));
            let way = format!(
                "/staff/meetings/new?org={}&kind={}{paper}",
                org.id,
                kind.code()
            );
            kinds.push((cx.t(&kind.key()), cx.t(&note), way));
        }
        choices.push((org.short_name.clone(), kinds));
    }
    choices
}

/// Everything the form offers.
struct Offer {
    org: Org,
    people: Vec<(String, String)>,
    lecturers: Vec<(String, String)>,
    waiting: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "meeting_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    heading: String,
    action: String,
    back: String,
    fixed: bool,
    on_paper: bool,
    people: Vec<(String, String)>,
    lecturers: Vec<(String, String)>,
    waiting: Vec<(String, String)>,
}

async fn offer(cx: &Cx, org: OrgId) -> Result<(Offer, Option<PersonId>), Error> {
    let (act, app) = (Act::of(cx, CALL)?, cx.app.clone());
    cx.app
        .db
        .read("meeting_offer", move |tx| {
            let org = orgs::find_scoped(tx, act.scope, org)?;
            let mut people: Vec<(String, String)> = store::posts(tx, org.id, act.scope.today)?
                .into_iter()
                .map(|(id, name, _)| (id.to_string(), name))
                .collect();
            let me = act.person().to_string();
            if !people.iter().any(|(id, _)| *id == me) {
                people.push((me, store::person_name(tx, act.person())?));
            }
            let waiting = agenda::waiting(&app, tx, org.id)?
                .into_iter()
                .map(|(kind, one)| (agenda::choice_of(kind, &one), one.title))
                .collect();
            let secretary = store::secretary(tx, org.id, act.scope.today)?;
            let lecturers = lecturer::choices(tx, &org, act.scope.today)?;
            let offer = Offer {
                org,
                people,
                lecturers: lecturers
                    .into_iter()
                    .map(|(id, name)| (id.to_string(), name))
                    .collect(),
                waiting,
            };
            Ok((offer, secretary))
        })
        .await
}

/// The form of a new meeting; without a kind first the choice of it.
///
/// # Errors
/// Outside the scope.
pub async fn new_form(cx: Cx) -> Answer {
    let on_paper = cx.query("paper").is_some();
    let kind = cx.query("kind").and_then(|code| Kind::from_code(&code));
    let asked = cx.query("org").and_then(|id| id.parse::<OrgId>().ok());
    let (Some(kind), Some(org)) = (kind, asked) else {
        let scope = scope(&cx, CALL)?;
        let found = cx
            .app
            .db
            .read("meeting_orgs", move |tx| {
                let mut found = match asked {
                    Some(id) => vec![orgs::find_scoped(tx, scope, id)?],
                    None => orgs::roots_scoped(tx, scope)?,
                };
                if let [only] = found.as_slice() {
                    let below = orgs::children_scoped(tx, scope, only.id)?;
                    let groups = |one: &Org| one.kind == org::OrgKind::PartyGroup;
                    found.extend(below.into_iter().filter(groups).take(20));
                }
                Ok(found)
            })
            .await?;
        return choose(&cx, found, on_paper).await;
    };
    let (offer, secretary) = offer(&cx, org).await?;
    let me = cx.person()?;
    let chair = secretary.unwrap_or(me).to_string();
    // Whoever presides does not also write, where there is somebody else.
    let others = offer.people.iter().map(|(id, _)| id);
    let recorder = others.clone().find(|id| **id != chair);
    let recorder = recorder.or_else(|| others.clone().next()).cloned();
    let day = cx.app.clock.now().plus_days(if on_paper { -1 } else { 3 });
    let at = day.date().at(
        if on_paper { 9 } else { 19 },
        if on_paper { 0 } else { 30 },
        0,
        0,
    );
    let id = MeetingId::fresh(&cx.app.clock);
    let form = Form::filled(
        &cx,
        [
            ("id", id.to_string()),
            ("org", org.to_string()),
            ("kind", kind.code().to_owned()),
            ("title", cx.t(&kind.key())),
            ("starts_at", local(at)),
            ("minutes", "90".to_owned()),
            ("agenda", agenda::template(kind)),
            ("chair", chair),
            ("recorder", recorder.unwrap_or_default()),
        ],
    );
    let mut form = form;
    if on_paper {
        form.set("paper", "1");
    }
    new_page(&cx, form, StatusCode::OK).await
}

fn local(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn new_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let org = f.value("org").parse::<OrgId>();
    let org = org.map_err(|_| invalid("org", "meeting-no-such-org"))?;
    let kind = Kind::from_code(f.value("kind")).ok_or_else(platform::error::not_found)?;
    let (offer, _) = offer(cx, org).await?;
    let on_paper = f.value("paper") == "1";
    let heading = if on_paper {
        "meeting-form-paper"
    } else {
        "meeting-form-new"
    };
    let heading = {
        let kind = cx.t(&kind.key());
        cx.ta(heading, &[("kind", &kind), ("org", &offer.org.short_name)])
    };
    let page = FormPage {
        crumbs: crumbs(cx, &[(cx.t("meeting-new"), String::new())]),
        heading,
        action: "/staff/meetings".to_owned(),
        back: format!("/staff/meetings?org={org}"),
        fixed: false,
        on_paper,
        people: offer.people,
        lecturers: if kind == Kind::PartyLecture {
            offer.lecturers
        } else {
            Vec::new()
        },
        waiting: if kind == Kind::GeneralAssembly {
            offer.waiting
        } else {
            Vec::new()
        },
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Calls a meeting.
///
/// # Errors
/// The database's.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    match create_from(&cx, &form).await {
        Ok((id, on_paper)) => {
            let (way, said) = if on_paper {
                (
                    format!("/staff/meetings/{id}/attendance"),
                    "flash-meeting-entered",
                )
            } else {
                (
                    format!("/staff/meetings/{id}/notice"),
                    "flash-meeting-called",
                )
            };
            go_saying(&way, said)
        }
        Err(error) => {
            form.take(error)?;
            if form.error("org").is_some() || form.error("kind").is_some() {
                return choose_again(&cx).await;
            }
            new_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// A form without an organisation or a kind one may choose begins at the choice again.
async fn choose_again(cx: &Cx) -> Answer {
    let scope = scope(cx, CALL)?;
    let found = cx
        .app
        .db
        .read("meeting_orgs", move |tx| Ok(orgs::roots_scoped(tx, scope)?))
        .await?;
    let mut answer = choose(cx, found, false).await?;
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(answer)
}

async fn create_from(cx: &Cx, form: &Form) -> Result<(MeetingId, bool), Error> {
    let act = Act::of(cx, CALL)?;
    let org = form.value("org").parse::<OrgId>();
    let org = org.map_err(|_| invalid("org", "meeting-no-such-org"))?;
    let kind = Kind::from_code(form.value("kind"));
    let kind = kind.ok_or_else(|| invalid("kind", "meeting-kind-not-here"))?;
    let on_paper = form.value("paper") == "1";
    let (details, lines) = typed::details(form, act.person())?;
    let id = form.value("id").parse().ok();
    let new = NewMeeting {
        id: id.unwrap_or_else(|| MeetingId::fresh(&cx.app.clock)),
        org,
        kind,
        details,
        agenda: lines,
        proposals: form
            .all("proposals")
            .into_iter()
            .map(str::to_owned)
            .collect(),
        on_paper,
    };
    let app = cx.app.clone();
    let id = cx
        .app
        .db
        .write("call_meeting", move |tx| call::call(tx, &app, &act, &new))
        .await?;
    Ok((id, on_paper))
}

/// The form of a meeting that was called.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(id): Path<MeetingId>) -> Answer {
    let (meeting, typed, lecturer) = load(&cx, id).await?;
    let form = Form::filled(
        &cx,
        [
            ("title", meeting.title.clone()),
            ("starts_at", local(meeting.starts_at.civil())),
            ("minutes", meeting.minutes.to_string()),
            ("place", meeting.place.clone()),
            ("link", meeting.link.clone()),
            ("words", meeting.words.clone()),
            ("agenda", typed),
            ("chair", meeting.chair.to_string()),
            ("recorder", meeting.recorder.to_string()),
            ("lecturer", id_text(lecturer.as_ref())),
        ],
    );
    edit_page(&cx, &meeting, lecturer, form, StatusCode::OK).await
}

fn id_text(lecturer: Option<&Lecturer>) -> String {
    lecturer.map(|one| one.0.to_string()).unwrap_or_default()
}

/// Who gives a lecture: id and name.
type Lecturer = (PersonId, String);

async fn load(cx: &Cx, id: MeetingId) -> Result<(Meeting, String, Option<Lecturer>), Error> {
    let scope = scope(cx, CALL)?;
    cx.app
        .db
        .read("meeting_to_change", move |tx| {
            let meeting = store::find_scoped(tx, scope, id)?;
            let items = store::items(tx, id)?;
            Ok((meeting, agenda::typed(&items), lecturer::of(tx, id)?))
        })
        .await
}

async fn edit_page(
    cx: &Cx,
    meeting: &Meeting,
    lecturer: Option<Lecturer>,
    f: Form,
    status: StatusCode,
) -> Answer {
    let (offer, _) = offer(cx, meeting.org).await?;
    let mut people = offer.people;
    for (id, name) in [
        (meeting.chair, &meeting.chair_name),
        (meeting.recorder, &meeting.recorder_name),
    ] {
        let id = id.to_string();
        if !people.iter().any(|(known, _)| *known == id) {
            people.push((id, name.clone()));
        }
    }
    let mut lecturers = offer.lecturers;
    if let Some((id, name)) = lecturer {
        let id = id.to_string();
        if !lecturers.iter().any(|(known, _)| *known == id) {
            lecturers.push((id, name));
        }
    }
    let way = format!("/staff/meetings/{}", meeting.id);
    let page = FormPage {
        crumbs: crumbs(
            cx,
            &[
                (meeting.title.clone(), way.clone()),
                (cx.t("meeting-change"), String::new()),
            ],
        ),
        heading: cx.t("meeting-change"),
        action: format!("{way}/details"),
        back: way,
        fixed: true,
        on_paper: false,
        people,
        lecturers: if meeting.kind == Kind::PartyLecture {
            lecturers
        } else {
            Vec::new()
        },
        waiting: Vec::new(),
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Changes a meeting that was called.
///
/// # Errors
/// Outside the scope.
pub async fn change(cx: Cx, Path(id): Path<MeetingId>, mut form: Form) -> Answer {
    let (meeting, _, lecturer) = load(&cx, id).await?;
    let act = Act::of(&cx, CALL)?;
    let done = match typed::details(&form, act.person()) {
        Ok((details, lines)) => {
            cx.app
                .db
                .write("change_meeting", move |tx| {
                    call::change(tx, &act, id, &details, lines.clone())
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => go_saying(&format!("/staff/meetings/{id}"), "flash-meeting-changed"),
        Err(error) => {
            form.take(error)?;
            edit_page(
                &cx,
                &meeting,
                lecturer,
                form,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
    }
}
