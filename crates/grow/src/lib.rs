//! Growing the Party's ranks: the 25 steps of admission (发展党员), lead secretaries (头雁), and the
//! skills that members of the countryside learn.
//!
//! Admission is a pipeline driven by `rules/admission.toml` and `rules/admission_steps.toml`: it says
//! what may come next, blocks what may not happen, warns of what is late, and makes each document.
//! Lead secretaries are candidates, vetted jointly by departments that each see only their own
//! question, filed, appointed, trained, reviewed every year. A town plans what can be learned, and
//! hears weeks later what came of it; nobody is scored.

use std::sync::Arc;

use org::tree::store::for_form_scoped;
use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::module::{MemberLink, Module, Moved, NavEntry};
use platform::web::{Access, Cx, Routes};
use platform::{params, sql};

pub mod admission;
pub mod leader;
mod lines;
pub mod skill;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "grow",
        routes: skill_routes(leader_routes(around_admission(admission_routes(
            Routes::new(),
        )))),
        navigation: navigation(),
        today: vec![Arc::new(skill::today::Seats)],
        links: vec![MemberLink {
            tab: "study",
            label: "skill-nav",
            note: "skill-link-note",
            href: "/skills",
            icon: "study",
        }],
        desk: vec![
            Arc::new(admission::desk::Waiting),
            Arc::new(leader::desk::Waiting),
        ],
        verbs: vec![
            &admission::STEP_DONE,
            &leader::LEADER_CHANGED,
            &skill::CREDITED,
        ],
        moved: Some(moved),
        proposals: vec![Arc::new(admission::vote::Admissions)],
        branch_lines: vec![Arc::new(lines::AdmissionLines)],
        hours: vec![Arc::new(skill::hours::Credited)],
        ..Module::default()
    }
}

fn navigation() -> Vec<NavEntry> {
    let entry = |label, href, permission, order| NavEntry {
        group: "nav-grow",
        label,
        href,
        permission,
        order,
    };
    vec![
        entry("admission-nav", "/staff/admission", admission::READ, 130),
        entry("leader-nav", "/staff/leaders", leader::READ, 140),
        entry("leader-vacancies", "/staff/vacancies", leader::READ, 141),
        entry("vetting-nav", "/staff/vettings", leader::VET, 142),
        entry("skill-nav", "/staff/skills", skill::READ, 150),
    ]
}

/// Applicants go with their branch.
fn moved(tx: &mut Tx<'_>, subtree: &Moved<'_>) -> Result<(), Error> {
    let paths = params![subtree.old, subtree.new];
    tx.exec(sql!("admission/sql/move_paths.sql"), paths)?;
    Ok(())
}

fn admission_routes(routes: Routes) -> Routes {
    use admission::{form_pages, more_pages, pages, show, step_pages};
    let needs = Access::Needs;
    let (read, act, approve) = (admission::READ, admission::ACT, admission::APPROVE);
    routes
        .get("/staff/admission", needs(read), pages::index)
        .get("/staff/admission/new", needs(act), form_pages::new_form)
        .post("/staff/admission", needs(act), form_pages::create)
        .get("/staff/admission/{applicant}", needs(read), show::show)
        .get(
            "/staff/admission/{applicant}/edit",
            needs(act),
            form_pages::edit_form,
        )
        .post(
            "/staff/admission/{applicant}/edit",
            needs(act),
            form_pages::edit,
        )
        .post(
            "/staff/admission/{applicant}/unmask",
            needs("members.unseal"),
            more_pages::show_sealed,
        )
        .get(
            "/staff/admission/{applicant}/steps/{step}",
            needs(act),
            step_pages::form,
        )
        .post(
            "/staff/admission/{applicant}/steps/{step}",
            needs(act),
            step_pages::take_below,
        )
        .get(
            "/staff/admission/{applicant}/approvals/{step}",
            needs(approve),
            step_pages::form_above,
        )
        .post(
            "/staff/admission/{applicant}/approvals/{step}",
            needs(approve),
            step_pages::take_above,
        )
}

/// Papers, public notices, exceptions, and what turns an admission elsewhere.
fn around_admission(routes: Routes) -> Routes {
    use admission::{more_pages, paper_pages};
    let needs = Access::Needs;
    let (read, act) = (admission::READ, admission::ACT);
    routes
        .get(
            "/staff/admission/{applicant}/papers/{step}",
            needs(read),
            paper_pages::paper,
        )
        .post(
            "/staff/admission/{applicant}/notices",
            needs(act),
            more_pages::begin_notice,
        )
        .post(
            "/staff/notices/{notice}",
            needs(act),
            more_pages::conclude_notice,
        )
        .get(
            "/staff/notices/{notice}/paper",
            needs(read),
            paper_pages::notice,
        )
        .post(
            "/staff/admission/{applicant}/overrides",
            needs(act),
            more_pages::ask_override,
        )
        .post(
            "/staff/overrides/{override}",
            needs(admission::OVERRIDE),
            more_pages::decide_override,
        )
        .post(
            "/staff/admission/{applicant}/turns",
            needs(act),
            more_pages::turn,
        )
}

fn leader_routes(routes: Routes) -> Routes {
    use leader::{door_pages, export, pages, show, vacancy, vetting_pages};
    let needs = Access::Needs;
    let (read, edit, vet) = (leader::READ, leader::EDIT, leader::VET);
    routes
        .get("/staff/leaders", needs(read), pages::index)
        .get("/staff/leaders/new", needs(edit), pages::new_form)
        .get("/staff/leaders/export", needs(read), export::leaders)
        .post("/staff/leaders", needs(edit), pages::name)
        .get("/staff/leaders/{leader}", needs(read), show::show)
        .post("/staff/leaders/{leader}/vettings", needs(edit), show::ask)
        .post("/staff/leaders/{leader}/events", needs(edit), show::happen)
        .get("/staff/vacancies", needs(read), vacancy::map)
        .get("/staff/vacancies/export", needs(read), export::vacancies)
        .get("/staff/vettings", needs(vet), vetting_pages::index)
        .get("/staff/vettings/{vetting}", needs(vet), vetting_pages::show)
        .post(
            "/staff/vettings/{vetting}",
            needs(vet),
            vetting_pages::answer,
        )
        .post("/staff/vettings/{vetting}/link", needs(edit), show::link)
        .get("/vetting/{secret}", Access::Public, door_pages::open)
        .post("/vetting/{secret}", Access::Public, door_pages::answer)
}

fn skill_routes(routes: Routes) -> Routes {
    use skill::{member_pages, pages, session_pages};
    let needs = Access::Needs;
    let (read, edit) = (skill::READ, skill::EDIT);
    routes
        .get("/skills", Access::SignedIn, member_pages::index)
        .post(
            "/skills/{skill_session}",
            Access::SignedIn,
            member_pages::seat,
        )
        .post(
            "/skills/{skill_session}/uses",
            Access::SignedIn,
            member_pages::used,
        )
        .get("/staff/skills", needs(read), pages::index)
        .post("/staff/skills", needs(edit), pages::add_skill)
        .post("/staff/skill-plans", needs(edit), pages::make_plan)
        .get("/staff/skill-plans/{skill_plan}", needs(read), pages::plan)
        .post(
            "/staff/skill-plans/{skill_plan}/sessions",
            needs(edit),
            pages::set_session,
        )
        .get(
            "/staff/skill-sessions/{skill_session}",
            needs(read),
            session_pages::show,
        )
        .post(
            "/staff/skill-sessions/{skill_session}/seats",
            needs(edit),
            session_pages::enter,
        )
        .post(
            "/staff/skill-sessions/{skill_session}/credits",
            needs(edit),
            session_pages::credit,
        )
        .post(
            "/staff/skill-sessions/{skill_session}/uses",
            needs(edit),
            session_pages::used,
        )
        .post(
            "/staff/skill-sessions/{skill_session}/closure",
            needs(edit),
            session_pages::call_off,
        )
}

/// The organisations a form offers, by id and name: where the scope begins and what stands below.
///
/// # Errors
/// When nobody is signed in; the database's.
pub(crate) async fn orgs_for_form(
    cx: &Cx,
    permission: &'static str,
) -> Result<Vec<(String, String)>, Error> {
    let scope = org::tree::pages::scope(cx, permission)?;
    let found = cx
        .app
        .db
        .read("orgs_for_form", move |tx| Ok(for_form_scoped(tx, scope)?))
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, name, _)| (id.to_string(), name))
        .collect())
}

/// The branches within the scope by full name, for a field that offers them; none when there are
/// too many to offer, so that one types a name.
///
/// # Errors
/// When nobody is signed in; the database's.
pub(crate) async fn branches(cx: &Cx, permission: &'static str) -> Result<Vec<String>, Error> {
    /// More than this are found by typing.
    const MOST: usize = 300;
    let scope = org::tree::pages::scope(cx, permission)?;
    let found: Vec<(OrgId, String, String)> = cx
        .app
        .db
        .read("branches", move |tx| {
            Ok(tx.all(
                sql!("sql/branches_scoped.sql"),
                params![scope.person, scope.permission, scope.today],
            )?)
        })
        .await?;
    if found.len() > MOST {
        return Ok(Vec::new());
    }
    Ok(found.into_iter().map(|(_, name, _)| name).collect())
}

/// An organisation somebody named: by id, full name, short name or code, within the scope.
///
/// # Errors
/// A field error when there is none, or several are called so.
pub(crate) async fn named_org(
    cx: &Cx,
    permission: &'static str,
    field: &'static str,
    typed: &str,
) -> Result<OrgId, Error> {
    if let Ok(id) = typed.parse() {
        return Ok(id);
    }
    let scope = org::tree::pages::scope(cx, permission)?;
    let name = typed.to_owned();
    let found = cx
        .app
        .db
        .point("named_org", move |tx| {
            Ok(org::tree::store::named_scoped(tx, scope, &name)?)
        })
        .await?;
    let full: Vec<&org::Org> = found.iter().filter(|org| org.full_name == typed).collect();
    match (full.as_slice(), found.as_slice()) {
        ([one], _) => Ok(one.id),
        (_, [one]) => Ok(one.id),
        (_, []) => Err(invalid(field, "admission-no-such-org")),
        _ => Err(invalid(field, "admission-several-orgs")),
    }
}
