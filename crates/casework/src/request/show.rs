//! A request for staff: what was said, whose it is and until when, what happened, what can be done.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store as orgs;
use platform::db::Tx;
use platform::error::Error;
use platform::names::mask_phone;
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::exclusion::{self, Exclusion};
use super::order::{self, Order};
use super::rules::HOUR_MS;
use super::{ACT, Category, READ, RULE, Request, WINDOW, code, handle, rules, store};
use crate::evidence::{self, Evidence, EvidenceId};
use crate::matter::machine::{State, Verdict};
use crate::matter::{Happened, Judged, Kind, Matter, MatterId, Proof, pages, store as matters};

/// Reasons for which the clock may stand still, in the order of the form.
pub const PAUSES: [&str; 3] = ["material", "weather", "procedure"];

/// Everything the page shows.
struct Loaded {
    matter: Matter,
    request: Request,
    first: String,
    owner: String,
    person: String,
    offered: Option<String>,
    ruling: Option<String>,
    steps: Vec<Happened>,
    proofs: Vec<Proof>,
    files: Vec<Evidence>,
    verdicts: Vec<Judged>,
    exclusions: Vec<Exclusion>,
    orders: Vec<Order>,
    takers: Vec<(String, String)>,
    holders: Vec<(String, String)>,
    can: Can,
}

/// What the signed-in person can do now.
#[derive(Clone, Copy, Debug, Default)]
pub struct Can {
    /// Work on it: it is theirs and open.
    pub act: bool,
    /// Hand it over.
    pub offer: bool,
    /// Take the offer back.
    pub withdraw: bool,
    /// Take it, or not.
    pub take: bool,
    /// Rule whose it is.
    pub rule: bool,
    /// Decide whether it is taken out.
    pub decide: bool,
    /// Ask for that.
    pub exclude: bool,
    /// Write down what the resident says of it.
    pub judge: bool,
    /// Make it a hard one.
    pub harden: bool,
}

/// A line of a request's own answers.
pub(super) struct Round {
    pub(super) words: String,
    pub(super) by: String,
    pub(super) at: String,
    pub(super) files: Vec<Evidence>,
    pub(super) verdict: Option<(String, &'static str, String)>,
    pub(super) said: String,
}

#[derive(askama::Template)]
#[template(path = "request_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    matter: Matter,
    request: Request,
    title: String,
    topic: String,
    category: String,
    channel: String,
    state: (String, &'static str),
    clock: (String, &'static str),
    due: String,
    respond: (String, &'static str),
    owner: String,
    first: String,
    offered: Option<String>,
    ruling: Option<String>,
    phone: Option<(String, bool)>,
    code: Option<String>,
    history: Vec<pages::Line>,
    rounds: Vec<Round>,
    exclusions: Vec<Exclusion>,
    orders: Vec<Order>,
    takers: Vec<(String, String)>,
    holders: Vec<(String, String)>,
    pauses: Vec<(String, String)>,
    reasons: Vec<(String, String)>,
    verdicts: Vec<(String, String)>,
    can: Can,
    pause_days: i64,
    hard: String,
}

/// A request.
///
/// # Errors
/// Outside what may be seen.
pub async fn show(cx: Cx, Path(matter): Path<MatterId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, matter, form, StatusCode::OK, None).await
}

/// A file that shows what was done.
///
/// # Errors
/// Outside what may be seen.
pub async fn file(cx: Cx, Path((matter, id)): Path<(MatterId, EvidenceId)>) -> Answer {
    let reading = scope(&cx, READ)?;
    let row = cx
        .app
        .db
        .point("request_file", move |tx| {
            matters::find_seen(tx, reading, Kind::Request, matter)?;
            let found = evidence::find(tx, matter, id)?;
            evidence::row(tx, &found)
        })
        .await?;
    evidence::send(&cx, &row).await
}

fn load(
    tx: &mut Tx<'_>,
    asked: [org::tree::store::Scope; 4],
    id: MatterId,
) -> Result<Loaded, Error> {
    let [reading, acting, ruling, window] = asked;
    let matter = matters::find_seen(tx, reading, Kind::Request, id)?;
    let mut name = |org| Ok::<_, Error>(orgs::find(tx, org)?.short_name);
    let (first, owner) = (name(matter.first_org)?, name(matter.owner_org)?);
    let offered = matter.offered_org.map(&mut name).transpose()?;
    let ruled_by = matter.ruling_org.map(&mut name).transpose()?;
    let mine = matters::reaches(tx, acting, ACT, &matter.path)?;
    let exclusions = exclusion::of(tx, id)?;
    let waits = exclusions.iter().find(|one| one.granted.is_none());
    let asker = waits.map(|one| one.asked_by);
    let (state, open) = (matter.state(), matter.machine().is_open());
    let take = state_offered(state) && matters::find_offered(tx, acting, Kind::Request, id).is_ok();
    let request = store::find(tx, id)?;
    let judged = matches!(state, State::Answered | State::Unconfirmed);
    let can = Can {
        act: mine && open && !matches!(state, State::Ruling(_)),
        offer: mine && state == State::Open && !matter.ruled,
        withdraw: mine && state_offered(state),
        take,
        rule: matches!(state, State::Ruling(_))
            && matters::find_ruling(tx, ruling, Kind::Request, id).is_ok(),
        decide: asker.is_some_and(|asker| asker != ruling.person)
            && matters::find_below(tx, ruling, Kind::Request, id).is_ok(),
        exclude: mine && open && asker.is_none(),
        judge: judged && matters::reaches(tx, window, WINDOW, &matter.path)?,
        harden: mine && open && request.category != Category::Hard.code(),
    };
    let takers = match state {
        State::Offered(org) if take => handle::choices(tx, org, acting.today)?,
        _ => Vec::new(),
    };
    Ok(Loaded {
        request,
        person: matters::person_name(tx, matter.owner_person)?,
        steps: matters::steps(tx, id)?,
        proofs: matters::proofs(tx, id)?,
        files: evidence::of(tx, id)?,
        verdicts: matters::verdicts(tx, id)?,
        orders: order::of(tx, id)?,
        holders: handle::choices(tx, matter.owner_org, acting.today)?,
        ruling: ruled_by,
        matter,
        first,
        owner,
        offered,
        exclusions,
        takers,
        can,
    })
}

fn state_offered(state: State) -> bool {
    matches!(state, State::Offered(_))
}

/// What was done and what was said of it, by round.
pub(super) fn rounds(
    cx: &Cx,
    (proofs, files): (&[Proof], &[Evidence]),
    verdicts: &[Judged],
) -> Vec<Round> {
    let round = |proof: &Proof| {
        let judged = verdicts.iter().find(|one| one.round == proof.round);
        Round {
            words: proof.words.clone(),
            by: proof.by.clone(),
            at: proof.at.minute_text(),
            files: files
                .iter()
                .filter(|one| one.round == proof.round)
                .cloned()
                .collect(),
            verdict: judged.map(|one| pages::verdict(cx, one)),
            said: judged.map_or_else(String::new, |one| one.words.clone()),
        }
    };
    proofs.iter().map(round).collect()
}

/// The page of a request; `phone` is its number in full, once it was asked for with a reason.
pub(super) async fn page(
    cx: &Cx,
    id: MatterId,
    f: Form,
    status: StatusCode,
    phone: Option<String>,
) -> Answer {
    let asked = [
        scope(cx, READ)?,
        scope(cx, ACT)?,
        scope(cx, RULE)?,
        scope(cx, WINDOW)?,
    ];
    let loaded = cx
        .app
        .db
        .read("request", move |tx| load(tx, asked, id))
        .await?;
    let page = shown(cx, loaded, f, phone).await?;
    cx.page_with(status, &page)
}

async fn shown(cx: &Cx, loaded: Loaded, f: Form, phone: Option<String>) -> Result<Show, Error> {
    let Loaded {
        matter, request, ..
    } = &loaded;
    let choice = |prefix: &str, codes: &[&str]| -> Vec<(String, String)> {
        let pair = |code: &&str| ((*code).to_owned(), cx.t(&format!("{prefix}{code}")));
        codes.iter().map(pair).collect()
    };
    let fresh = cx.app.clock.now().0 - matter.opened_at.0 < platform::clock::DAY_MS;
    let code = (request.channel != "self" && fresh && loaded.can.act)
        .then(|| code::of(&cx.app.sealer, request.form_key))
        .transpose()?;
    let title = super::list_pages::short(&request.words);
    let rules = rules::rules(&cx.app)?;
    let v = cx.view().await?;
    Ok(Show {
        crumbs: crumbs(cx, title.clone()),
        topic: cx.t(&format!("request-topic-{}", request.topic)),
        category: cx.ta(
            &format!("request-category-{}", request.category),
            &[("time", &pages::span(cx, matter.clock_ms))],
        ),
        channel: cx.ta(
            &format!("request-channel-line-{}", request.channel),
            &[("name", &request.entered_by.clone().unwrap_or_default())],
        ),
        state: pages::state(cx, &matter.state),
        clock: pages::clock(cx, matter.machine().is_open(), matter.due()),
        due: pages::due(matter),
        respond: respond(cx, request),
        owner: cx.ta(
            "matter-owner-line",
            &[("org", &loaded.owner), ("person", &loaded.person)],
        ),
        phone: masked(cx, request, phone)?,
        code: code.map(|code| super::code::shown(&code)),
        rounds: rounds(cx, (&loaded.proofs, &loaded.files), &loaded.verdicts),
        history: pages::history(cx, loaded.steps),
        pauses: choice("matter-pause-", &PAUSES),
        reasons: choice("request-exclusion-", &exclusion::REASONS),
        verdicts: choice("matter-verdict-", &Verdict::ALL.map(Verdict::code)),
        pause_days: rules.pause_days,
        hard: pages::span(cx, rules.hours_of(Category::Hard).saturating_mul(HOUR_MS)),
        v,
        first: loaded.first,
        offered: loaded.offered,
        ruling: loaded.ruling,
        exclusions: loaded.exclusions,
        orders: loaded.orders,
        takers: loaded.takers,
        holders: loaded.holders,
        can: loaded.can,
        matter: loaded.matter,
        request: loaded.request,
        title,
        f,
    })
}

/// Whether somebody was in touch, and in time.
fn respond(cx: &Cx, request: &Request) -> (String, &'static str) {
    match request.responded_at {
        Some(at) if at <= request.respond_by => (
            cx.ta("request-responded", &[("at", &at.minute_text())]),
            "ok",
        ),
        Some(at) => (
            cx.ta("request-responded-late", &[("at", &at.minute_text())]),
            "warn",
        ),
        None => {
            let until = request.respond_by.minute_text();
            (cx.ta("request-respond-until", &[("at", &until)]), "")
        }
    }
}

/// The telephone number: masked, or in full when it was asked for.
fn masked(
    cx: &Cx,
    request: &Request,
    full: Option<String>,
) -> Result<Option<(String, bool)>, Error> {
    if let Some(full) = full {
        return Ok(Some((full, true)));
    }
    let Some(sealed) = &request.phone else {
        return Ok(None);
    };
    let plain = open_phone(cx, request, sealed)?;
    Ok(Some((mask_phone(&plain), false)))
}

/// A sealed number in the clear.
pub(super) fn open_phone(cx: &Cx, request: &Request, sealed: &[u8]) -> Result<String, Error> {
    cx.app
        .sealer
        .open_text("request", "phone_sealed", request.id.0, sealed)
        .map_err(|fault| platform::error::internal(fault.to_string()))
}

/// The way back, from the staff's front page on.
pub(super) fn crumbs(cx: &Cx, here: String) -> Vec<(String, String)> {
    vec![
        (cx.t("home-staff"), "/staff".to_owned()),
        (cx.t("request-nav"), "/staff/requests".to_owned()),
        (here, String::new()),
    ]
}
