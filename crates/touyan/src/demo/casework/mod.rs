//! Residents' requests in every state and codes on doors; beside them a rectification list and
//! projects.

use casework::evidence::Taken;
use casework::matter::change::Said;
use casework::matter::machine::Verdict;
use casework::matter::{MatterId, store as matters};
use casework::request::intake::{self, Means, NewRequest, Receiver};
use casework::request::rules::Rules;
use casework::request::{self, Category, Channel, FormKey, Topic, exclusion, handle, later, order};
use casework::spot;
use jiff::civil::Date;
use org::Act;
use org::Org;
use org::tree::store::Scope;
use platform::clock::{Clock, Millis};
use platform::db::Tx;
use platform::error::{Error, internal};
use platform::ids::PersonId;
use serde::Deserialize;

use super::content;
use super::stage::Stage;

mod projects;
mod rectifications;

/// The code on the door that the front page of the sample city leads to.
pub const DOOR: &str = "YXWJ2T3P";

/// What residents say: `demo/requests.toml`.
#[derive(Deserialize)]
struct File {
    request: Vec<Scene>,
}

/// One request and what becomes of it.
#[derive(Deserialize)]
struct Scene {
    /// At which door: `grid`, `beside`, `village`; or `window` for the whole city.
    at: String,
    days: i64,
    hour: i8,
    topic: String,
    words: String,
    place: String,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    steps: Vec<Deed>,
}

/// What somebody did, some days ago.
#[derive(Deserialize)]
struct Deed {
    days: i64,
    hour: i8,
    what: String,
    #[serde(default)]
    words: String,
}

/// Where and by whom things happen.
#[derive(Clone)]
struct Places {
    street: Org,
    grid: Org,
    beside: Org,
    village: Org,
    clerk: PersonId,
    officer: PersonId,
    staff: PersonId,
    secretary: PersonId,
    rules: Rules,
    means: Means,
    today: Date,
}

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let file: File = content::read("requests.toml")?;
    let places = places(stage).await?;
    make_spots(stage, &places).await?;
    for (n, scene) in file.request.into_iter().enumerate() {
        play(stage, &places, n, scene).await?;
    }
    let (now, at) = (stage.day(0, 7), places.clone());
    stage
        .app
        .db
        .write("sample_lapse", move |tx| later::lapse(tx, &at.rules, now))
        .await?;
    rectifications::fill(stage, &places).await?;
    projects::fill(stage, &places).await
}

async fn places(stage: &Stage<'_>) -> Result<Places, Error> {
    let (street, clerk) = stage.own_place("street_staff").await?;
    let (grid, _) = stage.own_place("commissioner").await?;
    let (village, secretary) = stage.own_place("secretary").await?;
    let below = stage.tree.orgs.iter().find(|one| {
        one.path.as_str().starts_with(street.path.as_str())
            && one.id != street.id
            && !one.path.as_str().starts_with(grid.path.as_str())
            && !grid.path.as_str().starts_with(one.path.as_str())
    });
    let beside = match below {
        Some(one) => stage.org(one.id).await?,
        None => street.clone(),
    };
    let rules = Rules::on(&stage.app.rules.now(), stage.now.date())?;
    Ok(Places {
        means: Means {
            sealer: stage.app.sealer.clone(),
            clock: stage.app.clock.clone(),
            rules,
        },
        officer: stage.person("request_officer")?,
        staff: stage.person("org_staff")?,
        today: stage.now.date(),
        street,
        grid,
        beside,
        village,
        clerk,
        secretary,
        rules,
    })
}

/// Somebody's act at a moment.
fn act(places: &Places, person: PersonId, permission: &'static str, at: Millis) -> Act {
    Act {
        scope: Scope {
            person,
            permission,
            today: places.today,
        },
        clock: Clock::fixed(at),
    }
}

async fn make_spots(stage: &Stage<'_>, places: &Places) -> Result<(), Error> {
    let label = |org: &Org, house: &str| {
        let planned = stage.tree.orgs.iter().find(|one| one.id == org.id);
        let name = planned.map_or(org.short_name.as_str(), |one| one.place[2].as_str());
        format!("{name} {house}")
    };
    let spots = [
        (DOOR, places.grid.clone(), label(&places.grid, "3 幢")),
        ("YXWJ2T4Q", places.grid.clone(), label(&places.grid, "东门")),
        (
            "YXLH3K5R",
            places.beside.clone(),
            label(&places.beside, "1 号楼"),
        ),
        (
            "YXCW4M6S",
            places.village.clone(),
            label(&places.village, "村口"),
        ),
    ];
    let act = act(places, places.officer, request::ACT, stage.day(-60, 9));
    stage
        .app
        .db
        .write("sample_spots", move |tx| {
            for (code, org, label) in &spots {
                spot::make_with(tx, &act, (org, label), code)?;
            }
            Ok(())
        })
        .await
}

async fn play(stage: &Stage<'_>, places: &Places, n: usize, scene: Scene) -> Result<(), Error> {
    let topic = Topic::from_code(&scene.topic)
        .ok_or_else(|| internal(format!("demo: no topic {}", scene.topic)))?;
    let at = moment(stage, scene.days, scene.hour);
    let receiver = match scene.at.as_str() {
        "grid" => Receiver::Spot(DOOR.to_owned()),
        "beside" => Receiver::Spot("YXLH3K5R".to_owned()),
        "village" => Receiver::Spot("YXCW4M6S".to_owned()),
        _ => Receiver::Org(
            places.street.id,
            act(places, places.officer, request::WINDOW, at).scope,
        ),
    };
    let window = scene.at == "window";
    let new = NewRequest {
        form_key: FormKey::derived("sample-request", &format!("{n}")),
        receiver,
        topic,
        category: if window {
            Category::Hard
        } else {
            topic.category()
        },
        words: scene.words,
        place: scene.place,
        phone: scene.phone,
        channel: if window { Channel::Phone } else { Channel::Own },
        entered_by: window.then_some(places.officer),
    };
    let deeds: Vec<(Millis, Deed)> = scene
        .steps
        .into_iter()
        .map(|deed| (moment(stage, deed.days, deed.hour), deed))
        .collect();
    let places = places.clone();
    stage
        .app
        .db
        .write("sample_request", move |tx| {
            let means = Means {
                clock: Clock::fixed(at),
                ..places.means.clone()
            };
            let (id, _) = intake::receive(tx, &means, &new)?;
            for (at, deed) in &deeds {
                do_it(tx, &places, id, *at, deed)?;
            }
            Ok(())
        })
        .await
}

/// Days ago at an hour; of today, so many hours ago.
fn moment(stage: &Stage<'_>, days: i64, hour: i8) -> Millis {
    if days == 0 {
        stage.now.plus_ms(-i64::from(hour) * 3_600_000)
    } else {
        stage.day(-days, hour)
    }
}

fn do_it(
    tx: &mut Tx<'_>,
    places: &Places,
    id: MatterId,
    at: Millis,
    deed: &Deed,
) -> Result<(), Error> {
    let matter = matters::find(tx, id)?;
    let by = |person, permission| act(places, person, permission, at);
    let owner = by(matter.owner_person, request::ACT);
    let (words, rules) = (deed.words.as_str(), &places.rules);
    match deed.what.as_str() {
        "contact" => handle::contact(tx, &owner, id, words),
        "answer" => handle::answer(tx, &owner, id, (words, &Taken::default()), rules),
        "offer" => {
            let to = if matter.owner_org == places.beside.id {
                &places.grid.full_name
            } else {
                &places.beside.full_name
            };
            handle::offer(tx, &owner, id, (to, words), rules)?;
            Ok(())
        }
        "refuse" => handle::refuse(tx, &by(places.officer, request::ACT), id, words, rules),
        "exclude" => {
            let again = words.contains("相同");
            let reason = if again { "repeated" } else { "beyond" };
            exclusion::ask(tx, &owner, id, (reason, words))
        }
        "grant" => {
            let above = by(places.officer, request::RULE);
            exclusion::decide(tx, &above, id, (true, words), rules)
        }
        "order" => {
            order::send(tx, &owner, id, ("云溪供电所", words), rules)?;
            Ok(())
        }
        verdict => {
            let verdict = Verdict::from_code(verdict)
                .ok_or_else(|| internal(format!("demo: nobody does {verdict}")))?;
            let said = Said {
                satisfied: Some(verdict == Verdict::Solved),
                by: None,
                verdict,
                words,
            };
            handle::judge(tx, id, &said, rules, at)
        }
    }
}
