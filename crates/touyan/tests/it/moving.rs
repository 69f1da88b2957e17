//! Organisations that move: what every room keeps of them follows, also while others write.

use members::belonging::{self, Act, tallies};
use org::duty::{DutyId, NewDuty, assign};
use org::tree::change::{Details, Move, NewOrg, create, move_under};
use org::tree::store::find;
use org::{Org, OrgKind, OrgPath, UnitNature};
use platform::app::App;
use platform::db::DbError;
use platform::error::Error;
use platform::ids::{OrgId, PersonId};
use platform::{params, sql, tally};
use testkit::{City, TestApp, each_app};

use crate::walls::things;

async fn astray(app: &App) -> i64 {
    let count: Result<(i64,), Error> = app
        .db
        .read("astray", |tx| {
            Ok(tx.one(sql!("sql/astray_paths.sql"), params![])?)
        })
        .await;
    count.unwrap().0
}

async fn path(app: &App, org: OrgId) -> OrgPath {
    let found = app.db.read("path", move |tx| Ok(find(tx, org)?.path)).await;
    found.unwrap()
}

async fn branch(app: &App, parent: OrgId, name: &str, kind: OrgKind) -> Result<Org, Error> {
    let now = app.clock.now();
    let new = NewOrg {
        id: OrgId::derived("moving", name),
        kind,
        details: Details {
            full_name: name.to_owned(),
            short_name: name.to_owned(),
            code: None,
            unit_nature: UnitNature::Community,
            contact: None,
            founded_on: None,
        },
    };
    app.db
        .write("branch", move |tx| {
            let parent = find(tx, parent)?;
            create(tx, &new, Some(&parent), None, now)
        })
        .await
}

#[tokio::test]
async fn tests_questions_and_marks_go_where_their_branch_goes() {
    each_app(touyan::wire::modules, async |test: TestApp| {
        let app = &test.app;
        let city = City::build(&test).await;
        let things = things(&test, &city, None).await;
        let staff = city.holder(&test, "赵文静", "org_staff", &city.root).await;
        let secretary = city.holder(&test, "陈建国", "secretary", &city.own).await;
        let street = city
            .holder(&test, "孙卫东", "secretary", &city.parent)
            .await;
        let mut zhao = test.signed_in(staff).await;
        let mut chen = test.signed_in(secretary).await;
        let mut sun = test.signed_in(street).await;
        let theirs = format!("/staff/tests/{}", things["own"]["test"]);
        assert_eq!(sun.get(&theirs).await.status(), 200);
        // The live copy of the test in memory knows its audience by the old path.
        assess::of(app).tests.active(app.clock.now()).await.unwrap();

        let moved = zhao
            .post(
                &format!("/staff/orgs/{}/parent", city.own.id),
                &[("parent", "云溪市委")],
            )
            .await;
        assert_eq!(moved.status(), 303, "{}", moved.text());

        // Who may see is known at the next request; what is only counted follows by a job.
        assert_eq!(chen.get(&theirs).await.status(), 200);
        assert_eq!(sun.get(&theirs).await.status(), 404);
        testkit::until(async || astray(app).await == 0).await;

        // Once more to the same place is a mistake, and says so.
        let again = zhao
            .post(
                &format!("/staff/orgs/{}/parent", city.own.id),
                &[("parent", "云溪市委")],
            )
            .await;
        assert_eq!(again.status(), 422);
    })
    .await;
}

/// What happens at the same moment as everything else.
#[derive(Clone, Copy)]
enum Deed {
    Move(OrgId, OrgId),
    Home(PersonId, OrgId),
    Found(OrgId, usize),
    Duty(PersonId, OrgId),
    Fold,
}

/// A slow machine tells some of them to come back; so they do, as people would.
async fn happens_in_the_end(app: App, deed: Deed, mover: PersonId) -> Result<(), Error> {
    for _ in 0..20 {
        match happen(app.clone(), deed, mover).await {
            Err(
                Error::Busy(_)
                | Error::Db(DbError::Busy | DbError::Deadline(_) | DbError::Conflict),
            ) => {}
            done => return done,
        }
    }
    happen(app, deed, mover).await
}

async fn happen(app: App, deed: Deed, mover: PersonId) -> Result<(), Error> {
    let now = app.clock.now();
    match deed {
        Deed::Move(org, parent) => {
            let how = Move::of(&app, mover);
            let done = app.db.write("moves", move |tx| {
                move_under(tx, org, parent, &how).map(drop)
            });
            done.await
        }
        Deed::Home(person, org) => {
            let done = app.db.write("homes", move |tx| {
                let to = find(tx, org)?;
                belonging::move_home(tx, person, &to, now.date(), Act::of(mover, now))
            });
            done.await
        }
        Deed::Found(parent, number) => {
            let name = format!("第 {number} 党小组");
            branch(&app, parent, &name, OrgKind::PartyGroup)
                .await
                .map(drop)
        }
        Deed::Duty(person, org) => {
            let new = NewDuty {
                id: DutyId::fresh(&app.clock),
                person,
                kind: "group_leader".to_owned(),
                from_on: now.date(),
                until_on: None,
            };
            let done = app.db.write("duties", move |tx| {
                let org = find(tx, org)?;
                assign(tx, &new, &org, Some(mover), now)
            });
            done.await
        }
        Deed::Fold => tally::fold(&app.db).await.map(drop),
    }
}

/// Deeds in an order that repeats, each organisation and person in it many times.
fn deeds(city: &City, other: &Org, people: &[PersonId]) -> Vec<Deed> {
    let branches = [city.own.id, city.sibling.id];
    let streets = [city.parent.id, other.id, city.root.id];
    (0..360_usize)
        .map(|n| match n % 6 {
            0 => Deed::Move(branches[n / 6 % 2], streets[n / 12 % 3]),
            1 if n % 4 == 1 => Deed::Move(city.parent.id, other.id),
            1 => Deed::Move(other.id, city.parent.id),
            2 | 3 => Deed::Home(people[n % people.len()], branches[n / 7 % 2]),
            4 if n % 5 == 0 => Deed::Fold,
            4 => Deed::Found(branches[n / 6 % 2], n),
            _ => Deed::Duty(people[n / 6 % people.len()], branches[n / 12 % 2]),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_move_amid_hundreds_of_writers_leaves_nothing_behind() {
    each_app(touyan::wire::modules, async |test: TestApp| {
        let app = &test.app;
        let city = City::build(&test).await;
        let other = branch(app, city.root.id, "柳林街道", OrgKind::PrimaryCommittee)
            .await
            .unwrap();
        let mover = city.holder(&test, "赵文静", "org_staff", &city.root).await;
        let mut people = Vec::new();
        for n in 0..30 {
            let home = if n % 2 == 0 { &city.own } else { &city.sibling };
            people.push(city.member(&test, &format!("党员{n}"), home).await);
        }
        let mut tasks = tokio::task::JoinSet::new();
        for deed in deeds(&city, &other, &people) {
            tasks.spawn(happens_in_the_end(app.clone(), deed, mover));
        }
        let (mut done, mut refused) = (0, 0);
        while let Some(ended) = tasks.join_next().await {
            match ended.unwrap() {
                Ok(()) => done += 1,
                // Already there, below itself, a second duty: said in words, nothing written.
                Err(Error::Conflict(_) | Error::Invalid(_)) => refused += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert!(done > 100 && refused > 0, "{done} done, {refused} refused");
        testkit::until(async || astray(app).await == 0).await;
        tally::fold(&app.db).await.unwrap();
        let orgs = [&city.root, &city.parent, &city.own, &city.sibling, &other];
        for org in orgs {
            let at = path(app, org.id).await;
            let counted = app
                .db
                .read("counted", move |tx| {
                    let sum = tally::value(tx, at.as_str(), tallies::TOTAL)?;
                    let (rows,): (i64,) = tx.one(sql!("sql/counted_at.sql"), params![at])?;
                    Ok((sum, rows))
                })
                .await
                .unwrap();
            assert_eq!(counted.0, counted.1, "{}", org.full_name);
        }
    })
    .await;
}
