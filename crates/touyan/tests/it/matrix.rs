//! The permission matrix: every route × every duty × things of the own, parent, sibling and child
//! organisation. It is compared with `matrix.txt`, which is read when it changes; and whatever the
//! file says, a route that needs a permission answers by the rule below.
//!
//! A new route appears here by itself; a path parameter without a thing to put there fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::Method;
use platform::ids::PersonId;
use platform::web::Access;
use platform::web::routes::Route;
use testkit::databases::Database;
use testkit::{City, Client, TestApp};

use crate::walls::things;

/// The organisations a thing can be in, seen from the duty's own.
pub const PLACES: [&str; 4] = ["own", "parent", "sibling", "child"];

/// Routes with a permission whose things are not found through organisations, with the reason.
const NOT_BY_PLACE: &[(&str, &str)] = &[
    (
        "/ops/",
        "the operator's pages are about the machine, not about an organisation",
    ),
    (
        "/staff/indicators/{indicator}",
        "an indicator is the same everywhere; its number and what lies beneath it are the reader's",
    ),
];

/// Routes whose things are also found from elsewhere, with the reason.
const ALSO_FROM: &[(&str, [&str; 4], &str)] = &[
    (
        "GET /staff/plans/{plan}",
        ["ok", "ok", "hidden", "ok"],
        "a branch sees the plans from above that are meant for it, and its own figures in them",
    ),
    (
        "GET /staff/drives/{drive}",
        ["ok", "ok", "hidden", "ok"],
        "those below take part in a drive from above, and see it",
    ),
    (
        "GET /staff/drives/{drive}/export",
        ["ok", "ok", "hidden", "ok"],
        "as the page",
    ),
    (
        "GET /staff/skill-plans/{skill_plan}",
        ["ok", "ok", "hidden", "ok"],
        "those below read the plan from above and its sessions, to tell their members",
    ),
    (
        "GET /staff/skill-sessions/{skill_session}",
        ["ok", "ok", "hidden", "ok"],
        "as the plan; who takes part is named to the organiser only",
    ),
];

/// Where members see what was published to them.
const MEMBERS_PAGES: &[&str] = &["/study/", "/tests/", "/sittings/"];

#[tokio::test]
async fn every_route_answers_by_duty_and_place() {
    let sqlite = matrix(async || Database::sqlite().await).await;
    let postgres = matrix(async || Database::postgres().await).await;
    assert_eq!(sqlite, postgres, "the engines disagree");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/matrix.txt");
    if std::env::var_os("TOUYAN_ACCEPT").is_some() {
        std::fs::write(file, &sqlite).unwrap();
    }
    let golden = std::fs::read_to_string(file).unwrap_or_default();
    if golden != sqlite {
        let new = format!("{file}.new");
        std::fs::write(&new, &sqlite).unwrap();
        panic!("the matrix has changed: compare {new}, and accept it with TOUYAN_ACCEPT=1");
    }
}

/// Route → answers at the four places → who gets them.
type Answers = BTreeMap<(String, String), BTreeMap<String, Vec<String>>>;

async fn matrix(database: impl AsyncFn() -> Database) -> String {
    let mut answers = Answers::new();
    let mut faults = Vec::new();
    let mut people: Vec<&str> = vec!["nobody", "member"];
    people.extend(org::duty::kinds().iter().map(|duty| duty.kind.as_str()));
    for who in people {
        let database = database().await;
        let app = TestApp::new(database.db.clone(), touyan::wire::modules());
        let city = City::build(&app).await;
        let person = person(&app, &city, who).await;
        let mut client = client(&app, person).await;
        let things = things(&app, &city, person).await;
        nothing_is_missing(&app.routes, &things["own"]);
        let mut routes = app.routes.clone();
        // What changes something comes last.
        routes.sort_by_key(|route| (route.method != Method::GET, route.path));
        for route in &routes {
            if route.method != Method::GET {
                // The last act may have been to sign out.
                client = self::client(&app, person).await;
            }
            let mut row = Vec::new();
            for place in PLACES {
                row.push(ask(&mut client, route, &things[place]).await);
                if !route.path.contains('{') {
                    break;
                }
            }
            faults.extend(judge(route, who, &row));
            let key = (
                route.path.to_owned(),
                format!("{} {:?}", route.method, route.access),
            );
            answers
                .entry(key)
                .or_default()
                .entry(row.join(" "))
                .or_default()
                .push(who.to_owned());
        }
        for (path, _) in NOT_BY_PLACE {
            let known = app.routes.iter().any(|route| route.path.starts_with(path));
            assert!(known, "{path} is no route any more");
        }
        drop(app);
        database.remove().await;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    written(&answers)
}

async fn person(app: &TestApp, city: &City, who: &str) -> Option<PersonId> {
    match who {
        "nobody" => None,
        "member" => Some(city.member(app, "王秀英", &city.own).await),
        duty => Some(city.holder(app, "陈建国", duty, &city.own).await),
    }
}

async fn client(app: &TestApp, person: Option<PersonId>) -> Client {
    match person {
        Some(person) => app.signed_in(person).await,
        None => app.anonymous(),
    }
}

/// A new kind of path parameter needs a thing in `things.data`.
fn nothing_is_missing(routes: &[Route], things: &BTreeMap<&str, String>) {
    let missing: Vec<&str> = routes
        .iter()
        .flat_map(|route| route.path.split('/').filter_map(parameter))
        .filter(|name| !things.contains_key(name))
        .collect();
    assert!(
        missing.is_empty(),
        "the matrix has nothing to put at {missing:?}"
    );
}

fn parameter(part: &str) -> Option<&str> {
    let name = part.strip_prefix('{')?.split_once('}')?.0;
    Some(name.trim_start_matches('*'))
}

async fn ask(client: &mut Client, route: &Route, things: &BTreeMap<&str, String>) -> &'static str {
    let open = MEMBERS_PAGES.iter().any(|one| route.path.starts_with(one));
    let thing = |name: &str| {
        let published = things.get(format!("open.{name}").as_str());
        published.filter(|_| open).unwrap_or_else(|| &things[name])
    };
    let filled = |part: &str| {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        parameter(part).map_or_else(|| part.to_owned(), |name| format!("{}{rest}", thing(name)))
    };
    let path = route
        .path
        .split('/')
        .map(filled)
        .collect::<Vec<_>>()
        .join("/");
    let kind = (route.method != Method::GET).then_some("application/x-www-form-urlencoded");
    let mut once = client.clone();
    let reply = once
        .send(route.method.clone(), &path, kind, Vec::new())
        .await;
    match reply.status() {
        303 if reply
            .header("location")
            .is_some_and(|to| to.starts_with("/sign-in")) =>
        {
            "sign-in"
        }
        401 => "sign-in",
        403 => "no",
        404 => "hidden",
        500..=599 => panic!(
            "{} {path}: {} {}",
            route.method,
            reply.status(),
            reply.text()
        ),
        _ => "ok",
    }
}

/// The rule, whatever the golden file says.
fn judge(route: &Route, who: &str, row: &[&str]) -> Option<String> {
    let Access::Needs(permission) = route.access else {
        return None;
    };
    let holds = org::duty::kind(who)
        .is_some_and(|duty| duty.permissions.iter().any(|one| one == permission));
    let by_place = row.len() == 4
        && !NOT_BY_PLACE
            .iter()
            .any(|(path, _)| route.path.starts_with(path));
    let expected: Vec<&str> = match (who, holds) {
        ("nobody", _) => vec!["sign-in"; row.len()],
        (_, false) => vec!["no"; row.len()],
        (_, true) if by_place => ALSO_FROM
            .iter()
            .find(|(named, ..)| *named == format!("{} {}", route.method, route.path))
            .map_or(vec!["ok", "hidden", "hidden", "ok"], |(_, row, _)| {
                row.to_vec()
            }),
        (_, true) => vec!["ok"; row.len()],
    };
    (row != expected).then(|| format!("{} {} for {who}: {row:?}", route.method, route.path))
}

fn written(answers: &Answers) -> String {
    let mut out = String::from(
        "# Every route × duty × things of the own, parent, sibling and child organisation.\n\
         # ok: reached (also when the form was empty); no: not permitted; hidden: not found.\n",
    );
    for ((path, route), rows) in answers {
        let (method, access) = route.split_once(' ').unwrap_or_default();
        let _ = writeln!(out, "\n{method} {path}  [{access}]");
        for (row, who) in rows {
            let _ = writeln!(out, "  {row:<28} {}", who.join(" "));
        }
    }
    out
}
