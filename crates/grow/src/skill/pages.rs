//! Staff: what can be learned, and the plans of the years.

use http::StatusCode;
use org::tree::pages::scope;
use platform::clock::Millis;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::change::{self, NewSession};
use super::store::{self, LINES};
use super::{EDIT, Plan, PlanId, READ, Session, SessionId, Skill};
use crate::leader::rules;
use org::Act;
use platform::web::After;
use platform::web::field::{TITLE, WORDS, client_id, kept, number, words};

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, rest: &[(String, String)]) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("skill-nav"), "/staff/skills".to_owned()),
    ];
    crumbs.extend_from_slice(rest);
    crumbs
}

#[derive(askama::Template)]
#[template(path = "skill_index.html")]
struct Index {
    v: View,
    f: Form,
    skills: Vec<Skill>,
    plans: Vec<Plan>,
    next: Option<String>,
    orgs: Vec<(String, String)>,
    may_edit: bool,
}

/// What can be learned, and the plans.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let year = cx.app.clock.today().year().to_string();
    let form = Form::filled(&cx, [("year", year)]);
    page(&cx, form, StatusCode::OK).await
}

async fn page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, READ)?;
    let after = After::read_back(cx);
    let (skills, mut plans) = cx
        .app
        .db
        .read("skills", move |tx| {
            let plans = store::plans_scoped(tx, scope, after)?;
            Ok((store::skills_scoped(tx, scope)?, plans))
        })
        .await?;
    let next = (plans.len() > LINES).then(|| {
        plans.truncate(LINES);
        let last = plans
            .last()
            .map(|last| format!("{}~{}", last.created_at.0, last.id));
        format!("/staff/skills?after={}", last.unwrap_or_default())
    });
    let may_edit = cx.may(EDIT).await?;
    let orgs = match may_edit {
        true => crate::orgs_for_form(cx, EDIT).await?,
        false => Vec::new(),
    };
    let page = Index {
        v: cx.view().await?,
        f,
        skills,
        plans,
        next,
        orgs,
        may_edit,
    };
    cx.page_with(status, &page)
}

/// Writes down what can be learned.
///
/// # Errors
/// The database's.
pub async fn add_skill(cx: Cx, mut form: Form) -> Answer {
    match add_from(&cx, &form).await {
        Ok(()) => go_saying("/staff/skills", "flash-skill-added"),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn add_from(cx: &Cx, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, EDIT)?;
    let mut wrong = Vec::new();
    let org = form
        .value("org")
        .parse()
        .map_err(|_| invalid("org", "admission-no-such-org"));
    let org = kept(org, &mut wrong)?;
    let name = kept(words(form, "name", TITLE), &mut wrong)?;
    let said = kept(words(form, "words", WORDS), &mut wrong)?;
    let (Some(org), Some(name), Some(said)) = (org, name, said) else {
        return Err(Error::Invalid(wrong));
    };
    let added = cx.app.db.write("add_skill", move |tx| {
        change::add_skill(tx, &act, org, &name, &said)
    });
    added.await.map(|_| ())
}

/// Makes a year's plan.
///
/// # Errors
/// The database's.
pub async fn make_plan(cx: Cx, mut form: Form) -> Answer {
    match plan_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/skill-plans/{id}"), "flash-skill-planned"),
        Err(error) => {
            form.take(error)?;
            page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn plan_from(cx: &Cx, form: &Form) -> Result<PlanId, Error> {
    let act = Act::of(cx, EDIT)?;
    let mut wrong = Vec::new();
    let org = form
        .value("plan_org")
        .parse()
        .map_err(|_| invalid("plan_org", "admission-no-such-org"));
    let org = kept(org, &mut wrong)?;
    let year = kept(number(form, "year", 2_000, 2_100), &mut wrong)?;
    let aim = kept(words(form, "aim", WORDS), &mut wrong)?;
    let (Some(org), Some(year), Some(aim)) = (org, year, aim) else {
        return Err(Error::Invalid(wrong));
    };
    cx.app
        .db
        .write("plan_skills", move |tx| {
            change::plan(tx, &act, org, year, &aim)
        })
        .await
}

#[derive(askama::Template)]
#[template(path = "skill_plan.html")]
struct PlanPage {
    v: View,
    f: Form,
    plan: Plan,
    crumbs: Vec<(String, String)>,
    sessions: Vec<Session>,
    skills: Vec<(String, String)>,
    may_edit: bool,
}

/// A plan with its sessions.
///
/// # Errors
/// Outside what may be seen.
pub async fn plan(cx: Cx, Path(id): Path<PlanId>) -> Answer {
    let session = SessionId::fresh(&cx.app.clock).to_string();
    let form = Form::filled(
        &cx,
        [("id", session.as_str()), ("hours", "4"), ("seats", "30")],
    );
    plan_page(&cx, id, form, StatusCode::OK).await
}

async fn plan_page(cx: &Cx, id: PlanId, f: Form, status: StatusCode) -> Answer {
    let (seen, edits) = (scope(cx, READ)?, scope(cx, EDIT)?);
    let (plan, sessions, skills, may_edit) = cx
        .app
        .db
        .read("skill_plan", move |tx| {
            let plan = store::plan_seen(tx, seen, id)?;
            let may_edit = store::plan_scoped(tx, edits, id).is_ok();
            let skills = store::skills_scoped(tx, seen)?;
            Ok((plan, store::sessions(tx, id)?, skills, may_edit))
        })
        .await?;
    let title = cx.ta(
        "skill-plan-of",
        &[("org", &plan.org_name), ("year", &plan.year.to_string())],
    );
    let page = PlanPage {
        crumbs: crumbs(cx, &[(title, String::new())]),
        skills: skills
            .into_iter()
            .map(|skill| (skill.id.to_string(), skill.name))
            .collect(),
        v: cx.view().await?,
        f,
        plan,
        sessions,
        may_edit,
    };
    cx.page_with(status, &page)
}

/// Sets a session.
///
/// # Errors
/// Outside the scope.
pub async fn set_session(cx: Cx, Path(id): Path<PlanId>, mut form: Form) -> Answer {
    // Whoever may not is told that, and not what is wrong with the form.
    let act = Act::of(&cx, EDIT)?;
    cx.app
        .db
        .point("own_plan", move |tx| store::plan_scoped(tx, act.scope, id))
        .await?;
    match session_from(&cx, id, &form).await {
        Ok(session) => go_saying(
            &format!("/staff/skill-sessions/{session}"),
            "flash-skill-session",
        ),
        Err(error) => {
            form.take(error)?;
            plan_page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn session_from(cx: &Cx, plan: PlanId, form: &Form) -> Result<SessionId, Error> {
    let act = Act::of(cx, EDIT)?;
    let most = rules::rules(&cx.app)?.most_seats;
    let mut wrong = Vec::new();
    let skill = form
        .value("skill")
        .parse()
        .map_err(|_| invalid("skill", "skill-unknown"));
    let skill = kept(skill, &mut wrong)?;
    let title = kept(words(form, "title", TITLE), &mut wrong)?;
    let place = kept(words(form, "place", TITLE), &mut wrong)?;
    let organiser = kept(words(form, "organiser", TITLE), &mut wrong)?;
    let starts = form
        .value("starts_at")
        .parse::<jiff::civil::DateTime>()
        .map_err(|_| invalid("starts_at", "error-date"));
    let starts = kept(starts, &mut wrong)?;
    let hours = kept(number(form, "hours", 1, 40), &mut wrong)?;
    let seats = kept(number(form, "seats", 1, most), &mut wrong)?;
    let (Some(skill), Some(title), Some(place), Some(organiser)) = (skill, title, place, organiser)
    else {
        return Err(Error::Invalid(wrong));
    };
    let (Some(starts), Some(hours), Some(seats)) = (starts, hours, seats) else {
        return Err(Error::Invalid(wrong));
    };
    let new = NewSession {
        id: client_id(form, || SessionId::fresh(&cx.app.clock))?,
        skill,
        title,
        place,
        organiser,
        starts_at: Millis::at(starts),
        hours,
        seats,
    };
    cx.app
        .db
        .write("set_session", move |tx| {
            change::set_session(tx, &act, plan, &new)
        })
        .await
}
