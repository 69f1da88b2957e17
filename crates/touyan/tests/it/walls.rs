//! One thing of each kind in each of four organisations, for the matrix: as its makers have it, and
//! as it is published to members.

use std::collections::BTreeMap;

use org::Org;
use platform::ids::PersonId;
use testkit::databases::data_for;
use testkit::{City, TestApp};

use crate::matrix::PLACES;

/// By place: what stands for each path parameter; with `open.` before it, on members' pages. The
/// sitting in the own organisation is `sitter`'s.
pub async fn things(
    app: &TestApp,
    city: &City,
    sitter: Option<PersonId>,
) -> BTreeMap<&'static str, BTreeMap<&'static str, String>> {
    let orgs: [&Org; 4] = [&city.own, &city.parent, &city.sibling, &city.child];
    let mut all = BTreeMap::new();
    for (index, (place, org)) in PLACES.into_iter().zip(orgs).enumerate() {
        let sitter = sitter.filter(|_| index == 0);
        all.insert(place, at(app, city, index, org, sitter).await);
    }
    all
}

// tidy: table, a line for each path parameter
async fn at(
    app: &TestApp,
    city: &City,
    index: usize,
    org: &Org,
    sitter: Option<PersonId>,
) -> BTreeMap<&'static str, String> {
    let member = city
        .holder(app, &format!("周{index}"), "group_leader", org)
        .await;
    let number = |kind: u128| (index as u128 + 1) * 1_000 + kind;
    let people = (member, sitter.unwrap_or(member));
    let stored = app.app.files.put_bytes(b"%PDF-1.7").await;
    let hash = stored.expect("a file can be stored").hash;
    let script = script(app, index, org, people).replace("{hash}", &hash.to_string());
    app.app
        .db
        .script(data_for(app.app.db.engine(), &script))
        .await
        .expect("a thing of each kind");
    let id = |kind: u128| format!("{:032x}", number(kind));
    let test = id(27).parse().expect("an id");
    let live = assess::of(&app.app)
        .tests
        .get(test)
        .await
        .expect("it is published");
    let duty = org::duty::DutyId::derived("fixture duty", &format!("周{index}/group_leader"));
    let mut all = BTreeMap::from([
        ("org", org.id.to_string()),
        ("member", member.to_string()),
        ("account", member.to_string()),
        ("duty", duty.to_string()),
        ("belonging", id(14)),
        ("material", id(1)),
        ("version", "1".to_owned()),
        ("page", "1".to_owned()),
        ("course", id(4)),
        ("chapter", id(5)),
        ("unit", id(6)),
        ("plan", id(7)),
        ("question", id(8)),
        ("paper", id(10)),
        ("paper version", id(11)),
        ("test", id(12)),
        ("sitting", (index + 1).to_string()),
        ("import", id(13)),
        ("hash", "0000".to_owned()),
        ("path", "app.css".to_owned()),
        ("sample", "member".to_owned()),
        ("reference", "none".to_owned()),
        ("invitation", id(20)),
        ("session", id(20)),
        ("complaint", id(15)),
        ("job", id(16)),
        ("rule", "education.member_hours".to_owned()),
        ("sharer", id(20)),
        ("drive", id(28)),
        ("goal", id(29)),
        ("measure", id(30)),
        ("data_request", id(31)),
        ("term", id(32)),
        ("grid", id(39)),
        ("grid_import", id(40)),
        ("indicator", "members-total".to_owned()),
        ("open.material", id(21)),
        ("open.course", id(24)),
        ("open.unit", id(26)),
        ("open.test", id(27)),
        ("open.sitting", format!("10{}", index + 1)),
        ("open.hash", live.paper.hash.clone()),
    ]);
    all.extend(of_the_rooms(&id, index));
    all
}

/// What stands for the parameters of the rooms beside study.
fn of_the_rooms(id: &dyn Fn(u128) -> String, index: usize) -> [(&'static str, String); 24] {
    [
        ("matter", id(70)),
        ("rectification", id(71)),
        ("project", id(74)),
        ("order", "1".to_owned()),
        ("evidence", id(76)),
        ("proof", id(77)),
        ("spot", format!("K7MPQRS{}", index + 1)),
        ("door", "none".to_owned()),
        ("applicant", id(80)),
        ("step", "2".to_owned()),
        ("notice", id(81)),
        ("override", id(82)),
        ("leader", id(83)),
        ("vetting", id(84)),
        ("secret", "none".to_owned()),
        ("skill_plan", id(86)),
        ("skill_session", id(87)),
        ("meeting", id(60)),
        ("vote", id(61)),
        ("handout", id(62)),
        ("floating", id(41)),
        ("transfer", id(42)),
        ("station", id(43)),
        ("lost", id(44)),
    ]
}

/// The script of the things, with what is this organisation's filled in.
fn script(
    app: &TestApp,
    index: usize,
    org: &Org,
    (member, sitter): (PersonId, PersonId),
) -> String {
    let number = |kind: u128| (index as u128 + 1) * 1_000 + kind;
    let of = |bytes: [u8; 16]| u128::from_be_bytes(bytes).to_string();
    let mut script = include_str!("things.data").to_owned();
    for (name, value) in [
        ("{org}", of(org.id.0)),
        ("{member}", of(member.0)),
        ("{sitter}", of(sitter.0)),
        ("{base}", number(0).to_string()),
        ("{no}", (index + 1).to_string()),
        ("{head}", head(app, number(13))),
    ] {
        script = script.replace(name, &value);
    }
    script = script.replace("{path}", org.path.as_str());
    for kind in (1..=99).rev() {
        script = script.replace(&format!("id(#{kind})"), &format!("id({})", number(kind)));
    }
    script
}

/// The sealed first rows of a roster that was uploaded, in hexadecimal digits.
fn head(app: &TestApp, import: u128) -> String {
    let plain = br#"{"sheet":"","above":[],"header_row":1,"header":[],"faults":[]}"#;
    app.app
        .sealer
        .seal("roster_row", "head", import.to_be_bytes(), plain)
        .expect("it can be sealed")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
