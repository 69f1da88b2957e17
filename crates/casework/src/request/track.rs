//! A resident follows a request by its code: who has it, until when, what was done, and whether it
//! is solved. The code stands in no address: it is sent with each form.

use http::StatusCode;
use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::web::{Answer, Cx, Form, View};

use super::act_pages::verdict;
use super::pace::Pace;
use super::rules::rules;
use super::show::rounds;
use super::{Request, code, handle, store};
use crate::evidence::{self, Evidence, EvidenceId};
use crate::matter::change::Said;
use crate::matter::machine::{State, Verdict};
use crate::matter::{Happened, Judged, Matter, MatterId, Proof, pages, store as matters};

/// Codes that lead nowhere an address may try in a day.
const GUESSES: i64 = 100;
/// Steps a resident does not read about: who works on it inside.
const INSIDE: [&str; 5] = [
    "assigned",
    "exclusion-asked",
    "exclusion-refused",
    "withdrawn",
    "refused",
];
/// Steps whose words were written for the resident.
const SAID: [&str; 6] = [
    "contacted",
    "hardened",
    "excluded",
    "solved",
    "partly",
    "not-solved",
];

#[derive(askama::Template)]
#[template(path = "request_track.html")]
struct Ask {
    v: View,
    f: Form,
}

/// The form for a code.
///
/// # Errors
/// Never, but for a template that fails.
pub async fn form(cx: Cx) -> Answer {
    let f = Form::empty(&cx);
    ask_page(&cx, f, StatusCode::OK)
}

fn ask_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let page = Ask {
        v: cx.plain_view().nobody(),
        f,
    };
    cx.page_with(status, &page)
}

/// A line of history as a resident reads it.
struct Line {
    at: String,
    what: String,
    words: String,
}

#[derive(askama::Template)]
#[template(path = "request_followed.html")]
struct Followed {
    v: View,
    f: Form,
    code: String,
    shown: String,
    state: (String, &'static str),
    now: String,
    words: String,
    place: String,
    topic: String,
    history: Vec<Line>,
    rounds: Vec<super::show::Round>,
    verdicts: Vec<(String, String)>,
    may_judge: bool,
    thanks: bool,
}

/// Everything a resident sees.
struct Loaded {
    matter: Matter,
    request: Request,
    org: org::Org,
    asked: Option<String>,
    steps: Vec<Happened>,
    proofs: Vec<Proof>,
    files: Vec<Evidence>,
    verdicts: Vec<Judged>,
}

fn load(tx: &mut Tx<'_>, id: MatterId) -> Result<Loaded, Error> {
    let matter = matters::find(tx, id)?;
    let asked = matter.offered_org.or(matter.ruling_org);
    let asked = match asked {
        Some(org) => Some(org::tree::store::find(tx, org)?.short_name),
        None => None,
    };
    Ok(Loaded {
        request: store::find(tx, id)?,
        org: org::tree::store::find(tx, matter.owner_org)?,
        steps: matters::steps(tx, id)?,
        proofs: matters::proofs(tx, id)?,
        files: shown(evidence::of(tx, id)?),
        verdicts: matters::verdicts(tx, id)?,
        matter,
        asked,
    })
}

/// The files that the owner said the resident may see.
fn shown(files: Vec<Evidence>) -> Vec<Evidence> {
    files.into_iter().filter(|one| one.shown).collect()
}

/// A file the resident may see: asked for by a form, because the code stands in no address.
///
/// # Errors
/// Not found for what they may not see.
pub async fn file(cx: Cx, form: Form) -> Answer {
    let typed = code::typed(form.value("code"));
    let matter = find(&cx, &typed).await?.ok_or(Error::NotFound)?;
    let wanted: EvidenceId = form.value("file").parse().map_err(|_| Error::NotFound)?;
    let row = cx
        .app
        .db
        .point("resident_file", move |tx| {
            let found = evidence::find(tx, matter, wanted)?;
            if !found.shown {
                return Err(Error::NotFound);
            }
            evidence::row(tx, &found)
        })
        .await?;
    evidence::send(&cx, &row).await
}

/// The request of the code that was sent; nothing for one that leads nowhere.
async fn find(cx: &Cx, typed: &str) -> Result<Option<MatterId>, Error> {
    let pace = cx.app.rooms.get_or_init(Pace::default);
    let (address, now) = (cx.address(), cx.app.clock.now());
    if pace.guesses_too_much(&address, GUESSES, now) {
        return Err(conflict("request-too-many-codes"));
    }
    let index = code::index(&cx.app.sealer, typed)?;
    let find = move |tx: &mut Tx<'_>| Ok(store::by_code(tx, index.clone())?);
    let found = cx.app.db.point("request_of_code", find).await?;
    if found.is_none() {
        pace.guessed(&address, now);
    }
    Ok(found)
}

/// Shows the request of a code.
///
/// # Errors
/// The database's.
pub async fn follow(cx: Cx, mut form: Form) -> Answer {
    let typed = code::typed(form.value("code"));
    match find(&cx, &typed).await {
        Ok(Some(id)) => {
            let empty = Form::empty(&cx);
            followed(&cx, id, typed, empty, StatusCode::OK, false).await
        }
        Ok(None) => {
            form.fail_key("code", "request-code-unknown");
            ask_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => {
            form.take(error)?;
            ask_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// The resident says whether it is solved.
///
/// # Errors
/// The database's.
pub async fn judge(cx: Cx, mut form: Form) -> Answer {
    let typed = code::typed(form.value("code"));
    let id = match find(&cx, &typed).await {
        Ok(Some(id)) => id,
        Ok(None) => {
            form.fail_key("code", "request-code-unknown");
            return ask_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY);
        }
        Err(error) => {
            form.take(error)?;
            return ask_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let done = judge_from(&cx, id, &form).await;
    match done {
        Ok(()) => {
            let empty = Form::empty(&cx);
            followed(&cx, id, typed, empty, StatusCode::OK, true).await
        }
        Err(error) => {
            form.take(error)?;
            followed(
                &cx,
                id,
                typed,
                form,
                StatusCode::UNPROCESSABLE_ENTITY,
                false,
            )
            .await
        }
    }
}

async fn judge_from(cx: &Cx, id: MatterId, form: &Form) -> Result<(), Error> {
    let (given, satisfied, words) = verdict(form)?;
    let (rules, now) = (rules(&cx.app)?, cx.app.clock.now());
    cx.app
        .db
        .write("judge_request", move |tx| {
            let said = Said {
                verdict: given,
                satisfied,
                words: &words,
                by: None,
            };
            handle::judge(tx, id, &said, &rules, now)
        })
        .await
}

async fn followed(
    cx: &Cx,
    id: MatterId,
    typed: String,
    f: Form,
    status: StatusCode,
    thanks: bool,
) -> Answer {
    let loaded = cx
        .app
        .db
        .read("request_followed", move |tx| load(tx, id))
        .await?;
    let (matter, request) = (&loaded.matter, &loaded.request);
    let lines = loaded.steps.iter();
    let page = Followed {
        v: cx.plain_view().nobody(),
        shown: code::shown(&typed),
        code: typed,
        state: pages::state(cx, &matter.state),
        now: now(cx, &loaded),
        words: request.words.clone(),
        place: [
            request.spot.clone().unwrap_or_default(),
            request.place.clone(),
        ]
        .join(" ")
        .trim()
        .to_owned(),
        topic: cx.t(&format!("request-topic-{}", request.topic)),
        history: lines
            .filter(|one| !INSIDE.contains(&one.step.as_str()))
            .map(|one| Line {
                at: one.at.minute_text(),
                what: pages::said(cx, one, false),
                words: if SAID.contains(&one.step.as_str()) {
                    one.words.clone()
                } else {
                    String::new()
                },
            })
            .collect(),
        rounds: rounds(cx, (&loaded.proofs, &loaded.files), &loaded.verdicts),
        verdicts: Verdict::ALL
            .iter()
            .map(|one| {
                let words = cx.t(&format!("matter-verdict-{}", one.code()));
                (one.code().to_owned(), words)
            })
            .collect(),
        may_judge: matches!(matter.state(), State::Answered | State::Unconfirmed),
        thanks,
        f,
    };
    cx.page_with(status, &page)
}

/// Who has it and until when, in one sentence.
fn now(cx: &Cx, loaded: &Loaded) -> String {
    let matter = &loaded.matter;
    let key = format!("request-now-{}", matter.state);
    let asked = loaded.asked.clone().unwrap_or_default();
    cx.ta(
        &key,
        &[
            ("org", &loaded.org.full_name),
            ("until", &pages::due(matter)),
            ("asked", &asked),
            ("contact", &loaded.org.contact.clone().unwrap_or_default()),
        ],
    )
}
