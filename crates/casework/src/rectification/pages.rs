//! An item: what was found, whose it is, what was done, and whether it is so.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::list_pages::crumbs;
use super::{Item, PROVE, READ, VERIFY, change, most_days, store};
use crate::evidence::{self, Evidence, EvidenceId};
use crate::matter::machine::{State, Verdict};
use crate::matter::store as matters;
use crate::matter::{Happened, Judged, Kind, Matter, MatterId, Proof, holder, pages};
use org::Act;
use platform::web::field::{WORDS, day, faults, words};

/// What was done and what was said of it.
struct Round {
    words: String,
    by: String,
    at: String,
    files: Vec<Evidence>,
    verdict: Option<(String, &'static str)>,
    said: String,
}

#[derive(askama::Template)]
#[template(path = "rectification_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    item: Item,
    id: MatterId,
    owner: String,
    due: String,
    state: (String, &'static str),
    clock: (String, &'static str),
    rounds: Vec<Round>,
    history: Vec<pages::Line>,
    holders: Vec<(String, String)>,
    verdicts: Vec<(String, String)>,
    may_prove: bool,
    may_verify: bool,
    proved_it: bool,
}

struct Loaded {
    matter: Matter,
    item: Item,
    org: String,
    person: String,
    steps: Vec<Happened>,
    proofs: Vec<Proof>,
    files: Vec<Evidence>,
    verdicts: Vec<Judged>,
    holders: Vec<(String, String)>,
    prove: bool,
    verify: bool,
}

/// An item.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(item): Path<MatterId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, item, form, StatusCode::OK).await
}

/// A file that shows what was done.
///
/// # Errors
/// Outside the scope.
pub async fn file(cx: Cx, Path((item, id)): Path<(MatterId, EvidenceId)>) -> Answer {
    let reading = scope(&cx, READ)?;
    let row = cx
        .app
        .db
        .point("rectification_file", move |tx| {
            matters::find_scoped(tx, reading, Kind::Rectification, item)?;
            let found = evidence::find(tx, item, id)?;
            evidence::row(tx, &found)
        })
        .await?;
    evidence::send(&cx, &row).await
}

fn load(tx: &mut Tx<'_>, reading: org::tree::store::Scope, id: MatterId) -> Result<Loaded, Error> {
    let matter = matters::find_scoped(tx, reading, Kind::Rectification, id)?;
    let org = orgs::find(tx, matter.owner_org)?;
    let holders = holder::of(tx, &org, PROVE, reading.today)?;
    Ok(Loaded {
        item: store::find(tx, id)?,
        person: matters::person_name(tx, matter.owner_person)?,
        steps: matters::steps(tx, id)?,
        proofs: matters::proofs(tx, id)?,
        files: evidence::of(tx, id)?,
        verdicts: matters::verdicts(tx, id)?,
        prove: matters::reaches(tx, reading, PROVE, &matter.path)?,
        verify: matters::reaches(tx, reading, VERIFY, &matter.path)?,
        holders: holders
            .into_iter()
            .map(|one| (one.person.to_string(), one.name))
            .collect(),
        org: org.short_name,
        matter,
    })
}

async fn page(cx: &Cx, id: MatterId, f: Form, status: StatusCode) -> Answer {
    let (reading, person) = (scope(cx, READ)?, cx.person()?);
    let loaded = cx
        .app
        .db
        .read("rectification", move |tx| load(tx, reading, id))
        .await?;
    let matter = &loaded.matter;
    let round = |proof: &Proof| {
        let judged = loaded.verdicts.iter().find(|one| one.round == proof.round);
        Round {
            words: proof.words.clone(),
            by: proof.by.clone(),
            at: proof.at.minute_text(),
            files: {
                let of_round = |one: &&Evidence| one.round == proof.round;
                loaded.files.iter().filter(of_round).cloned().collect()
            },
            verdict: judged.map(|one| {
                let words = cx.t(&format!("rectification-verdict-{}", one.verdict));
                (words, pages::verdict(cx, one).1)
            }),
            said: judged.map_or_else(String::new, |one| one.words.clone()),
        }
    };
    let v = cx.view().await?;
    let page = Show {
        crumbs: crumbs(cx, crate::request::list_pages::short(&loaded.item.finding)),
        owner: cx.ta(
            "matter-owner-line",
            &[("org", &loaded.org), ("person", &loaded.person)],
        ),
        due: matter.due().plus_ms(-1).date().to_string(),
        state: (
            cx.t(&format!("rectification-state-{}", matter.state)),
            pages::state(cx, &matter.state).1,
        ),
        clock: pages::clock(cx, matter.machine().is_open(), matter.due()),
        rounds: loaded.proofs.iter().map(round).collect(),
        verdicts: Verdict::ALL
            .iter()
            .map(|one| {
                let words = cx.t(&format!("rectification-verdict-{}", one.code()));
                (one.code().to_owned(), words)
            })
            .collect(),
        may_prove: loaded.prove && matter.state() == State::Open,
        may_verify: loaded.verify && matter.state() == State::Answered,
        proved_it: loaded.proofs.iter().any(|one| one.by_person == person),
        history: pages::history(cx, loaded.steps),
        holders: loaded.holders,
        item: loaded.item,
        v,
        id,
        f,
    };
    cx.page_with(status, &page)
}

/// Does what a form asks for; with faults the page comes back with what was typed.
async fn done<F>(
    (cx, id, mut form): (Cx, MatterId, Form),
    (permission, name): (&'static str, &'static str),
    flash: &'static str,
    work: F,
) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, &Form) -> Result<(), Error> + Send + Sync + 'static,
{
    let (act, asked) = (Act::of(&cx, permission)?, form.clone());
    let done = cx
        .app
        .db
        .write(name, move |tx| {
            matters::find_scoped(tx, act.scope, Kind::Rectification, id)?;
            work(tx, &act, &asked)
        })
        .await;
    match done {
        Ok(()) => go_saying(&format!("/staff/rectifications/{id}"), flash),
        Err(error) => {
            form.take(error)?;
            page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Says what was done.
///
/// # Errors
/// Outside the scope.
pub async fn prove(cx: Cx, Path(id): Path<MatterId>, mut form: Form) -> Answer {
    let names = (PROVE, "prove_rectification");
    let proving = scope(&cx, PROVE)?;
    cx.app
        .db
        .read("rectification_to_prove", move |tx| {
            matters::find_scoped(tx, proving, Kind::Rectification, id).map(|_| ())
        })
        .await?;
    let files = match evidence::taken(&cx, &form).await {
        Ok(files) => files,
        Err(error) => {
            form.take(error)?;
            return page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    done(
        (cx, id, form),
        names,
        "flash-rectification-proved",
        move |tx, act, form| {
            let words = words(form, "proof", WORDS)?;
            change::prove(tx, act, id, (&words, &files))
        },
    )
    .await
}

/// Says whether it is so.
///
/// # Errors
/// Outside the scope.
pub async fn verify(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let (names, most) = ((VERIFY, "verify_rectification"), most_days(&cx.app)?);
    done(
        (cx, id, form),
        names,
        "flash-rectification-verified",
        move |tx, act, form| {
            let verdict = Verdict::from_code(form.value("verdict"))
                .ok_or_else(|| invalid("verdict", "error-required"));
            let again = match form.some("due_on") {
                Some(_) => day(form, "due_on").map(Some),
                None => Ok(None),
            };
            match (verdict, words(form, "said", WORDS), again) {
                (Ok(verdict), Ok(said), Ok(again)) => {
                    change::verify(tx, act, id, (verdict, &said, again), most)
                }
                (verdict, said, again) => Err(faults([verdict.err(), said.err(), again.err()])),
            }
        },
    )
    .await
}

/// Another person answers for it.
///
/// # Errors
/// Outside the scope.
pub async fn assign(cx: Cx, Path(id): Path<MatterId>, form: Form) -> Answer {
    let names = (PROVE, "assign_rectification");
    done(
        (cx, id, form),
        names,
        "flash-rectification-assigned",
        move |tx, act, form| {
            let person = form
                .value("person")
                .parse()
                .map_err(|_| invalid("person", "error-required"))?;
            change::assign(tx, act, id, person)
        },
    )
    .await
}
