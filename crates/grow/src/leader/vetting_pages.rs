//! A department inside the system: its own questions, and one answer each.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::pages::codes;
use super::vetting::{self, Answered};
use super::{VERDICTS, VET, Vetting, VettingId, store};
use org::Act;

#[derive(askama::Template)]
#[template(path = "vetting_index.html")]
struct Index {
    v: View,
    waiting: Vec<store::Waiting>,
}

/// The questions that wait for one's own organisations.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let scope = scope(&cx, VET)?;
    let waiting = cx
        .app
        .db
        .read("vettings_waiting", move |tx| {
            Ok(store::waiting_scoped(tx, scope)?)
        })
        .await?;
    cx.page(&Index {
        v: cx.view().await?,
        waiting,
    })
}

#[derive(askama::Template)]
#[template(path = "vetting_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    vetting: Vetting,
    about: (String, String),
    verdicts: Vec<(String, String)>,
}

/// One question, with whom it is about; nothing of the others.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<VettingId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

async fn page(cx: &Cx, id: VettingId, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, VET)?;
    let (vetting, about) = cx
        .app
        .db
        .read("vetting", move |tx| {
            let vetting = store::vetting_mine(tx, scope, id)?;
            let leader = store::find(tx, vetting.leader)?;
            Ok((vetting, (leader.full_name, leader.org_name)))
        })
        .await?;
    let page = Show {
        crumbs: vec![
            (cx.t("home-staff"), "/staff".to_owned()),
            (cx.t("vetting-nav"), "/staff/vettings".to_owned()),
            (about.0.clone(), String::new()),
        ],
        verdicts: codes(cx, "leader-verdict-", &VERDICTS),
        v: cx.view().await?,
        vetting,
        about,
        f,
    };
    cx.page_with(status, &page)
}

/// Answers.
///
/// # Errors
/// Outside the scope.
pub async fn answer(cx: Cx, Path(id): Path<VettingId>, mut form: Form) -> Answer {
    match answer_from(&cx, id, &form).await {
        Ok(()) => go_saying("/staff/vettings", "flash-vetting-answered"),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn answer_from(cx: &Cx, id: VettingId, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, VET)?;
    let said = Answered::read(form)?;
    let sealer = cx.app.sealer.clone();
    cx.app
        .db
        .write("answer_vetting", move |tx| {
            vetting::answer(tx, &act, &sealer, id, &said)
        })
        .await
}
