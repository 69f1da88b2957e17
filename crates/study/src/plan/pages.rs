//! Staff pages of plans: the list, a new one, one with what the branch may know.

use http::StatusCode;
use jiff::civil::Date;
use org::tree::Org;
use org::tree::pages::scope;
use org::tree::store::{self as orgs, for_form_scoped};
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::count::{self, BranchCount, Count};
use super::{MemberKind, MemberKinds, NewPlan, Plan, PlanId, create, store, withdraw};
use crate::material::store::{After, LINES};
use crate::rules::rules;
use crate::words::day;

/// The permission of whoever gives plans.
pub const EDIT: &str = "plans.edit";
/// The permission of whoever may see what reaches the branch.
pub const RESULTS: &str = "plans.results";

fn kind_words(cx: &Cx, kind: MemberKind) -> String {
    cx.t(&format!("plan-kind-{}", kind.code()))
}

fn audience_words(cx: &Cx, plan: &Plan) -> String {
    let kinds: Vec<String> = plan
        .kinds
        .named()
        .iter()
        .map(|kind| kind_words(cx, *kind))
        .collect();
    if kinds.is_empty() {
        return cx.ta("plan-audience-all", &[("org", &plan.audience_name)]);
    }
    let kinds = kinds.join(&cx.t("plan-kind-and"));
    cx.ta(
        "plan-audience",
        &[("org", &plan.audience_name), ("kinds", &kinds)],
    )
}

fn state_tag(cx: &Cx, plan: &Plan) -> (String, &'static str) {
    let today = cx.app.clock.today();
    if plan.withdrawn_at.is_some() {
        (cx.t("plan-state-withdrawn"), "")
    } else if today < plan.opens_on {
        (cx.t("plan-state-ahead"), "info")
    } else if today <= plan.due_on {
        (cx.t("plan-state-open"), "ok")
    } else {
        (cx.t("plan-state-passed"), "")
    }
}

/// A plan in the list.
struct Line {
    id: PlanId,
    title: String,
    audience: String,
    giver: String,
    due: String,
    state: (String, &'static str),
}

#[derive(askama::Template)]
#[template(path = "plan_index.html")]
struct Index {
    v: View,
    lines: Vec<Line>,
    next: Option<String>,
    may_edit: bool,
}

/// The plans one gave, and those from above that are meant for one's members.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, RESULTS)?;
    let after = After::read(cx.query("after").as_deref());
    let (found, next) = cx
        .app
        .db
        .read("plans", move |tx| {
            let mut found = store::list_concerned(tx, scope, after)?;
            let shown = usize::try_from(LINES).unwrap_or(30);
            let more = found.len() > shown;
            found.truncate(shown);
            let last = found.last().filter(|_| more).map(|plan| After {
                at: plan.created_at,
                id: plan.id.0,
            });
            store::keep_concerned(tx, scope, &mut found)?;
            Ok((found, last))
        })
        .await?;
    let next = next.map(|last| format!("/staff/plans?after={}", last.text()));
    let lines = found
        .into_iter()
        .map(|plan| Line {
            audience: audience_words(&cx, &plan),
            state: state_tag(&cx, &plan),
            due: day(&cx, plan.due_on),
            id: plan.id,
            title: plan.title,
            giver: plan.org_name,
        })
        .collect();
    let may_edit = cx.may(EDIT).await?;
    cx.page(&Index {
        v: cx.view().await?,
        lines,
        next,
        may_edit,
    })
}

fn crumbs(cx: &Cx, here: String) -> Vec<(String, String)> {
    vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("plan-nav"), "/staff/plans".to_owned()),
        (here, String::new()),
    ]
}

#[derive(askama::Template)]
#[template(path = "plan_form.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    courses: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    /// Whether this person may make a course, when there is none.
    may_write: bool,
}

/// The form of a new plan.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let mut form = Form::filled(&cx, [("opens_on", cx.app.clock.today().to_string())]);
    if let Some(course) = cx.query("course") {
        form.set("course", course);
    }
    form_page(&cx, form, StatusCode::OK).await
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, EDIT)?;
    let (courses, orgs) = cx
        .app
        .db
        .read("plan_form", move |tx| {
            Ok((
                store::course_choices(tx, scope)?,
                for_form_scoped(tx, scope)?,
            ))
        })
        .await?;
    let kinds = MemberKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind_words(cx, *kind)))
        .collect();
    let page = FormPage {
        crumbs: crumbs(cx, cx.t("plan-new")),
        v: cx.view().await?,
        f,
        courses: courses
            .into_iter()
            .map(|(id, title)| (id.to_string(), title))
            .collect(),
        orgs: orgs
            .into_iter()
            .map(|(id, name, _)| (id.to_string(), name))
            .collect(),
        kinds,
        may_write: cx.may(crate::material::pages::EDIT).await?,
    };
    cx.page_with(status, &page)
}

/// Gives a plan.
///
/// # Errors
/// Outside the scope.
pub async fn give(cx: Cx, mut form: Form) -> Answer {
    match give_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/plans/{id}"), "flash-plan-given"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The organisation that was meant. Many branches share a short name; a plan given to the wrong
/// one would be found out too late.
fn the_one(found: Vec<Org>) -> Result<Org, Error> {
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(org), None) => Ok(org),
        (None, _) => Err(invalid("org_name", "plan-no-such-org")),
        (Some(_), Some(_)) => Err(invalid("org_name", "plan-org-not-clear")),
    }
}

async fn give_from(cx: &Cx, form: &Form) -> Result<PlanId, Error> {
    let (scope, by, now) = (scope(cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let course = form
        .value("course")
        .parse()
        .map_err(|_| invalid("course", "error-required"))?;
    let audience: OrgId = form
        .value("org")
        .parse()
        .map_err(|_| invalid("org", "error-required"))?;
    let date = |name: &'static str| {
        let text = form
            .some(name)
            .ok_or_else(|| invalid(name, "error-required"))?;
        text.parse::<Date>()
            .map_err(|_| invalid(name, "error-date"))
    };
    let (opens_on, due_on) = (date("opens_on")?, date("due_on")?);
    if due_on < cx.app.clock.today() {
        return Err(invalid("due_on", "plan-due-passed"));
    }
    let kinds: Vec<MemberKind> = form
        .all("kinds")
        .into_iter()
        .filter_map(MemberKind::from_code)
        .collect();
    let kinds = MemberKinds::of(&kinds);
    let named = form.some("org_name").map(str::to_owned);
    let id = PlanId::fresh(&cx.app.clock);
    cx.app
        .db
        .write("create_plan", move |tx| {
            let mut org = orgs::find_scoped(tx, scope, audience)?;
            if let Some(name) = &named {
                org = the_one(orgs::named_below(tx, &org.path, name)?)?;
            }
            let giver = store::giver(tx, scope, org.path.as_str())?;
            let kinds = kinds.clone();
            let new = NewPlan {
                id,
                org: giver,
                course,
                kinds,
                opens_on,
                due_on,
            };
            create(tx, &new, &org, by, now)
        })
        .await?;
    Ok(id)
}

#[derive(askama::Template)]
#[template(path = "plan_show.html")]
struct Show {
    v: View,
    f: Form,
    plan: Plan,
    crumbs: Vec<(String, String)>,
    audience: String,
    opens: String,
    due: String,
    state: (String, &'static str),
    counted: String,
    counts: Vec<BranchCount>,
    /// Whether anything in the course proves more than the members' own word.
    proves: bool,
    may_withdraw: bool,
}

/// A plan, and the one count that reaches the branch.
///
/// # Errors
/// Outside the scope and not meant for members in it.
pub async fn show(cx: Cx, Path(id): Path<PlanId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: PlanId, f: Form, status: StatusCode) -> Answer {
    let (results, editing) = (scope(cx, RESULTS)?, scope(cx, EDIT)?);
    let rules = rules(&cx.app)?;
    let (plan, counts, proves, own) = cx
        .app
        .db
        .read("plan_show", move |tx| {
            let plan = store::find_concerned(tx, results, id)?;
            let counts = count::of_branches(tx, &rules, results, &plan)?;
            let own = store::find_scoped(tx, editing, id).is_ok();
            let proves = store::has_activities(tx, plan.course_id)?;
            Ok((plan, counts, proves, own))
        })
        .await?;
    let shown = Show {
        crumbs: crumbs(cx, plan.title.clone()),
        audience: audience_words(cx, &plan),
        opens: day(cx, plan.opens_on),
        due: day(cx, plan.due_on),
        state: state_tag(cx, &plan),
        counted: day(cx, count::counted_on(&rules, plan.due_on)),
        may_withdraw: own && plan.withdrawn_at.is_none(),
        v: cx.view().await?,
        f,
        plan,
        counts,
        proves,
    };
    cx.page_with(status, &shown)
}

/// Takes a plan back.
///
/// # Errors
/// Outside the scope.
pub async fn withdrawal(cx: Cx, Path(id): Path<PlanId>, mut form: Form) -> Answer {
    let (scope, by, now) = (scope(&cx, EDIT)?, cx.person()?, cx.app.clock.now());
    let done = cx
        .app
        .db
        .write("withdraw_plan", move |tx| {
            let plan = store::find_scoped(tx, scope, id)?;
            withdraw(tx, &plan, by, now)
        })
        .await;
    match done {
        Ok(()) => go_saying(&format!("/staff/plans/{id}"), "flash-plan-withdrawn"),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
