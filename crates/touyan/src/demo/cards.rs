//! `/demo`: a card for each kind of user, one tap in, three things to try. Sample city only.

use platform::error::not_found;
use platform::ids::PersonId;
use platform::module::Module;
use platform::web::context::Path;
use platform::web::respond::go;
use platform::web::{Access, Answer, Cx, Routes, View};
use serde::{Deserialize, Serialize};

use crate::wire::SAMPLE_MARK;

/// An account of the sample city that a visitor may use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SampleAccount {
    /// What kind of user: a key of the words and of the address.
    pub kind: String,
    /// How to sign in by hand.
    pub login: String,
    /// The password for that.
    pub password: String,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their organisation.
    pub org: String,
}

/// What the mark of a sample city holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SampleMark {
    /// With which seed it was made.
    pub seed: u64,
    /// How many members it has.
    pub members: usize,
    /// Who would sponsor and who would operate it, shown on `/about`.
    pub sponsor: String,
    /// See above.
    pub operator: String,
    /// A filing number that says it is none.
    pub filing_number: String,
    /// Who can be tried.
    pub accounts: Vec<SampleAccount>,
}

impl SampleMark {
    /// The mark of a data folder, when its city is a sample.
    #[must_use]
    pub fn read(data: &std::path::Path) -> Option<Self> {
        let bytes = std::fs::read(data.join(SAMPLE_MARK)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// What this part of the roof offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "demo",
        routes: Routes::new().get("/demo", Access::SampleOnly, index).post(
            "/demo/{sample}",
            Access::SampleOnly,
            enter,
        ),
        started: vec![std::sync::Arc::new(super::alive::start)],
        ..Module::default()
    }
}

struct Card {
    kind: String,
    who: String,
    what: String,
    steps: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "demo.html")]
struct Index {
    v: View,
    cards: Vec<Card>,
    resident: Vec<String>,
    door: String,
}

fn accounts(cx: &Cx) -> Vec<SampleAccount> {
    SampleMark::read(&cx.app.data)
        .map(|mark| mark.accounts)
        .unwrap_or_default()
}

/// The cards.
///
/// # Errors
/// The database's.
pub async fn index(cx: Cx) -> Answer {
    let cards = accounts(&cx)
        .into_iter()
        .map(|one| Card {
            who: cx.ta("demo-who", &[("name", &one.name), ("org", &one.org)]),
            what: cx.t(&format!("demo-{}", one.kind)),
            steps: (1..=3)
                .map(|n| cx.t(&format!("demo-{}-{n}", one.kind)))
                .collect(),
            kind: one.kind,
        })
        .collect();
    cx.page(&Index {
        v: cx.plain_view().nobody(),
        resident: (1..=3)
            .map(|n| cx.t(&format!("demo-resident-{n}")))
            .collect(),
        door: format!("/r/{}", super::casework::DOOR),
        cards,
    })
}

/// One tap in.
///
/// # Errors
/// When there is no such card.
pub async fn enter(cx: Cx, Path(kind): Path<String>) -> Answer {
    let found = accounts(&cx)
        .into_iter()
        .find(|one| one.kind == kind)
        .ok_or_else(not_found)?;
    let token = platform::auth::mint(&cx.app, found.person).await?;
    let to = if kind.contains("member") {
        "/"
    } else {
        "/staff"
    };
    let mut response = go(to)?;
    platform::auth::put_token(&cx.app, &mut response, &token, 43_200)?;
    Ok(response)
}
